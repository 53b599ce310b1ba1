// The kernels against a naive double-precision twin, and each instruction set against the scalar one, to the bit.
#include "language/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace hearsay {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

// Floats at a 64-byte boundary, as in the pack.
class Floats {
 public:
  explicit Floats(std::size_t n) : storage_(n + 16), size_(n) {
    void* p = storage_.data();
    std::size_t space = storage_.size() * sizeof(float);
    data_ = static_cast<float*>(std::align(64, n * sizeof(float), p, space));
  }
  Floats(std::size_t n, std::mt19937& random) : Floats(n) {
    std::normal_distribution<float> normal(0.0f, 1.0f);
    for (std::size_t i = 0; i < n; ++i) data_[i] = normal(random);
  }
  float* data() { return data_; }
  const float* data() const { return data_; }
  float& operator[](std::size_t i) { return data_[i]; }
  float operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }

 private:
  std::vector<float> storage_;
  std::size_t size_;
  float* data_;
};

testing::AssertionResult same_bits(const Floats& a, const Floats& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::memcmp(&a.data()[i], &b.data()[i], sizeof(float)) != 0) {
      return testing::AssertionFailure() << "differ at " << i << ": " << a[i] << " and " << b[i];
    }
  }
  return testing::AssertionSuccess();
}

std::vector<const Kernels*> vector_tables() {
  std::vector<const Kernels*> out;
  for (const std::string_view isa : {"avx2", "avx512"}) {
    if (const Kernels* table = kernels_of(isa)) out.push_back(table);
  }
  return out;
}

struct Shape {
  std::uint32_t outputs, pieces;
  std::size_t count;
};

class WindowMaxout : public testing::TestWithParam<Shape> {};

// All widths in use, and every remainder of the tiles.
INSTANTIATE_TEST_SUITE_P(Shapes, WindowMaxout,
                         testing::Values(Shape{96, 3, 1}, Shape{96, 3, 7}, Shape{96, 3, 8}, Shape{96, 3, 23},
                                         Shape{16, 2, 1}, Shape{16, 2, 5}, Shape{16, 2, 19}, Shape{32, 3, 11}),
                         [](const auto& row) {
                           return std::to_string(row.param.outputs) + "x" + std::to_string(row.param.pieces) + "_" +
                                  std::to_string(row.param.count) + "_rows";
                         });

TEST_P(WindowMaxout, is_the_sum_in_double_precision_and_the_same_bits_everywhere) {
  const auto [outputs, pieces, count] = GetParam();
  std::mt19937 random(outputs * 100 + static_cast<unsigned>(count));
  const std::size_t inputs = std::size_t{3} * outputs;
  const Floats panels(outputs * pieces * inputs, random), bias(outputs * pieces, random), gain(outputs, random),
      shift(outputs, random), x((2 * count + 3) * outputs, random);
  const MaxoutLayer layer{outputs,     pieces,      static_cast<std::uint32_t>(inputs), panels.data(), bias.data(),
                          gain.data(), shift.data()};
  std::vector<std::uint32_t> in_rows, out_rows;  // every other row, written in reverse
  for (std::uint32_t i = 0; i < count; ++i) {
    in_rows.push_back(2 * i + 1);
    out_rows.push_back(static_cast<std::uint32_t>(count) - 1 - i);
  }
  Floats reference(count * outputs);
  kernels_of("scalar")->window_maxout(layer, x.data(), in_rows.data(), out_rows.data(), count, reference.data());

  for (std::size_t i = 0; i < count; ++i) {
    std::vector<double> maxed(outputs);
    double mean = 0, variance = 0;
    for (std::uint32_t o = 0; o < outputs; ++o) {
      double best = -1e300;
      for (std::uint32_t p = 0; p < pieces; ++p) {
        double sum = bias[(o / 16 * pieces + p) * 16 + o % 16];
        for (std::size_t k = 0; k < inputs; ++k) {
          sum += double{x[(in_rows[i] - 1) * outputs + k]} *
                 double{panels[((o / 16 * inputs + k) * pieces + p) * 16 + o % 16]};
        }
        best = std::max(best, sum);
      }
      maxed[o] = best;
      mean += best / outputs;
    }
    for (const double m : maxed) variance += (m - mean) * (m - mean) / outputs;
    for (std::uint32_t o = 0; o < outputs; ++o) {
      const double expected = double{x[in_rows[i] * outputs + o]} +
                              (maxed[o] - mean) / std::sqrt(variance + 1e-8) * double{gain[o]} + double{shift[o]};
      ASSERT_NEAR(reference[out_rows[i] * outputs + o], expected, 2e-5) << "row " << i << " output " << o;
    }
  }
  for (const Kernels* table : vector_tables()) {
    Floats y(count * outputs);
    table->window_maxout(layer, x.data(), in_rows.data(), out_rows.data(), count, y.data());
    EXPECT_TRUE(same_bits(y, reference)) << table->isa;
    // One row at a time gives what all at once gave.
    Floats alone(count * outputs);
    for (std::size_t i = 0; i < count; ++i) {
      table->window_maxout(layer, x.data(), &in_rows[i], &out_rows[i], 1, alone.data());
    }
    EXPECT_TRUE(same_bits(alone, reference)) << table->isa << ", row by row";
  }
}

TEST(Affine, is_the_sum_in_double_precision_and_the_same_bits_everywhere) {
  for (const std::uint32_t outputs : {32u, 64u, 128u}) {
    for (const std::uint32_t inputs : {64u, 96u, 300u}) {
      for (const std::size_t count : {1u, 5u, 8u, 13u}) {
        std::mt19937 random(outputs + inputs);
        const Floats panels(outputs * inputs, random), bias(outputs, random), x(count * (inputs + 3), random);
        const AffineLayer layer{outputs, inputs, panels.data(), bias.data()};
        const std::size_t y_stride = outputs + 16;
        Floats reference(count * y_stride);
        kernels_of("scalar")->affine(layer, x.data(), inputs + 3, count, reference.data(), y_stride);
        for (std::size_t i = 0; i < count; ++i) {
          for (std::uint32_t o = 0; o < outputs; ++o) {
            double sum = bias[o];
            for (std::uint32_t k = 0; k < inputs; ++k) {
              sum += double{x[i * (inputs + 3) + k]} * double{panels[(o / 32 * inputs + k) * 32 + o % 32]};
            }
            ASSERT_NEAR(reference[i * y_stride + o], sum, 1e-4);
          }
        }
        for (const Kernels* table : vector_tables()) {
          Floats y(count * y_stride);
          table->affine(layer, x.data(), inputs + 3, count, y.data(), y_stride);
          EXPECT_TRUE(same_bits(y, reference)) << table->isa;
        }
      }
    }
  }
}

TEST(SumMaxout, adds_in_order_with_and_without_layer_norm) {
  for (const std::uint32_t pieces : {2u, 3u}) {
    for (const bool norm : {false, true}) {
      for (const std::size_t count : {1u, 3u, 29u}) {
        std::mt19937 random(static_cast<unsigned>(count));
        const std::uint32_t outputs = 96;
        std::vector<Floats> addends;
        std::vector<const float*> pointers;
        for (std::size_t a = 0; a < count; ++a) addends.emplace_back(outputs * pieces, random);
        for (const Floats& a : addends) pointers.push_back(a.data());
        const Floats bias(outputs * pieces, random), gain(outputs, random), shift(outputs, random),
            residual(outputs, random);
        const MaxoutLayer layer{
            outputs, pieces, 0, nullptr, bias.data(), norm ? gain.data() : nullptr, norm ? shift.data() : nullptr};
        Floats reference(outputs);
        kernels_of("scalar")->sum_maxout(layer, pointers.data(), count, residual.data(), reference.data());
        if (!norm) {
          for (std::uint32_t o = 0; o < outputs; ++o) {
            float best = kNever;
            for (std::uint32_t p = 0; p < pieces; ++p) {
              const std::size_t at = (o / 16 * pieces + p) * 16 + o % 16;
              float sum = addends[0][at];
              for (std::size_t a = 1; a < count; ++a) sum += addends[a][at];
              best = std::max(best, sum + bias[at]);
            }
            ASSERT_EQ(reference[o], best);
          }
        }
        for (const Kernels* table : vector_tables()) {
          Floats out(outputs);
          table->sum_maxout(layer, pointers.data(), count, residual.data(), out.data());
          EXPECT_TRUE(same_bits(out, reference)) << table->isa << " pieces " << pieces << " norm " << norm;
        }
      }
    }
  }
}

TEST(BestScore, is_the_first_maximum_among_the_valid) {
  std::vector<const Kernels*> tables = vector_tables();
  tables.push_back(kernels_of("scalar"));
  for (std::uint32_t groups = 1; groups <= kMaxScoreGroups; ++groups) {
    std::mt19937 random(groups);
    const std::uint32_t n = groups * kGroup;
    const Floats weights(64 * n, random), bias(n, random), hidden(64, random);
    const ScoreLayer layer{groups, 64, weights.data(), bias.data()};
    Floats penalty(n);
    for (int round = 0; round < 20; ++round) {
      for (std::uint32_t i = 0; i < n; ++i) penalty[i] = random() % 3 == 0 ? 0.0f : kNever;
      std::uint32_t expected = n;
      float most = kNever;
      for (std::uint32_t o = 0; o < n; ++o) {
        if (penalty[o] != 0.0f) continue;
        float sum = 0;
        for (std::uint32_t k = 0; k < 64; ++k) sum = std::fma(weights[k * n + o], hidden[k], sum);
        if (sum + bias[o] > most) {
          most = sum + bias[o];
          expected = o;
        }
      }
      for (const Kernels* table : tables) {
        ASSERT_EQ(table->best_score(layer, hidden.data(), penalty.data()), expected) << table->isa << " " << groups;
      }
    }
  }
}

TEST(FirstMaximum, takes_the_first_of_equals_and_none_where_none_is_valid) {
  std::vector<const Kernels*> tables = vector_tables();
  tables.push_back(kernels_of("scalar"));
  for (const Kernels* table : tables) {
    Floats scores(48), penalty(48);
    for (std::size_t i = 0; i < 48; ++i) scores[i] = 1.0f, penalty[i] = kNever;
    EXPECT_EQ(table->first_maximum(scores.data(), penalty.data(), 3), 48u) << table->isa;
    penalty[40] = penalty[17] = penalty[18] = 0.0f;
    EXPECT_EQ(table->first_maximum(scores.data(), penalty.data(), 3), 17u) << table->isa;
    scores[40] = 2.0f;
    EXPECT_EQ(table->first_maximum(scores.data(), penalty.data(), 3), 40u) << table->isa;
  }
}

TEST(Kernels, an_unknown_instruction_set_has_no_table) {
  EXPECT_EQ(kernels_of("neon"), nullptr);
  EXPECT_NE(kernels_of("scalar"), nullptr);
}

}  // namespace
}  // namespace hearsay
