// A dense layer, y = W x + b, for rooms that read the encoder's vectors; the same bits on every machine.
//
// Ownership: owns its weights, laid out for the kernels. Threads: read-only after construction.
// Units: floats; rows of `inputs` in, rows of `stride()` out, of which the first `outputs` count. Fails: never.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hearsay {

class Dense {
 public:
  Dense() = default;
  // REQUIRES: weights.size() == bias.size() * inputs; row-major [outputs][inputs]; an empty bias is none.
  Dense(std::span<const float> weights, std::span<const float> bias, std::uint32_t outputs, std::uint32_t inputs);

  [[nodiscard]] std::uint32_t outputs() const { return outputs_; }
  [[nodiscard]] std::uint32_t inputs() const { return inputs_; }
  [[nodiscard]] std::uint32_t stride() const { return padded_; }

  // REQUIRES: y holds count * stride() floats; rows of x are x_stride apart.
  void apply(const float* x, std::size_t x_stride, std::size_t count, float* y) const;

 private:
  struct alignas(64) Group {
    float lanes[16];  // the kernels' unit
  };
  std::uint32_t outputs_ = 0;
  std::uint32_t inputs_ = 0;
  std::uint32_t padded_ = 0;
  std::vector<Group> panels_;
  std::vector<Group> bias_;
};

}  // namespace hearsay
