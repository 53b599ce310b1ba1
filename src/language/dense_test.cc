// Dense beside a naive product in double, over sizes that do and do not fill the kernels' panels.
#include "language/dense.h"

#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace hearsay {
namespace {

TEST(Dense, IsTheMatrixProductWithItsBias) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> real(-1, 1);
  const auto numbers = [&](std::size_t n) {
    std::vector<float> out(n);
    for (float& x : out) x = real(random);
    return out;
  };
  for (const auto& [outputs, inputs] : {std::pair{1U, 1U}, {9U, 384U}, {31U, 5U}, {32U, 16U}, {33U, 7U}, {256U, 768U}}) {
    const auto weights = numbers(std::size_t{outputs} * inputs), bias = numbers(outputs);
    const Dense layer(weights, bias, outputs, inputs);
    for (const std::size_t rows : {0U, 1U, 3U, 13U}) {
      const std::size_t stride = inputs + 3;
      const auto x = numbers(rows * stride);
      std::vector<float> y(rows * layer.stride(), -1);
      layer.apply(x.data(), stride, rows, y.data());
      for (std::size_t i = 0; i < rows; ++i) {
        for (std::uint32_t o = 0; o < outputs; ++o) {
          double sum = bias[o];
          for (std::uint32_t k = 0; k < inputs; ++k)
            sum += static_cast<double>(weights[o * inputs + k]) * static_cast<double>(x[i * stride + k]);
          EXPECT_NEAR(y[i * layer.stride() + o], sum, 1e-4) << outputs << " x " << inputs << ", row " << i;
        }
      }
    }
  }
}

}  // namespace
}  // namespace hearsay
