#include "language/dense.h"

#include "language/panels.h"

namespace hearsay {

Dense::Dense(std::span<const float> weights, std::span<const float> bias, std::uint32_t outputs, std::uint32_t inputs)
    : outputs_(outputs), inputs_(inputs), padded_(rounded_up(outputs, 2 * kGroup)) {
  const std::vector<float> panels = affine_panels(
      outputs, inputs, [&](std::uint32_t o, std::uint32_t k) { return weights[std::size_t{o} * inputs + k]; });
  panels_.resize(panels.size() / kGroup);
  for (std::size_t i = 0; i < panels.size(); ++i) panels_[i / kGroup].lanes[i % kGroup] = panels[i];
  bias_.resize(padded_ / kGroup, Group{});
  for (std::size_t i = 0; i < bias.size(); ++i) bias_[i / kGroup].lanes[i % kGroup] = bias[i];
}

void Dense::apply(const float* x, std::size_t x_stride, std::size_t count, float* y) const {
  if (count == 0) return;
  const AffineLayer layer{padded_, inputs_, panels_.front().lanes, bias_.front().lanes};
  kernels().affine(layer, x, x_stride, count, y, padded_);
}

}  // namespace hearsay
