#include "language/panels.h"

namespace hearsay {

std::vector<float> affine_panels(std::uint32_t outputs, std::uint32_t inputs,
                                 const std::function<float(std::uint32_t, std::uint32_t)>& weight) {
  constexpr std::uint32_t kPanel = 2 * kGroup;
  const std::uint32_t padded = rounded_up(outputs, kPanel);
  std::vector<float> out(std::size_t{padded} * inputs, 0.0f);
  for (std::uint32_t o = 0; o < outputs; ++o) {
    float* panel = out.data() + std::size_t{o / kPanel} * inputs * kPanel + o % kPanel;
    for (std::uint32_t k = 0; k < inputs; ++k) panel[std::size_t{k} * kPanel] = weight(o, k);
  }
  return out;
}

std::vector<float> maxout_panels(const MaxoutWeights& layer) {
  const std::uint32_t pieces = layer.pieces;
  std::vector<float> out(layer.weights.size());
  for (std::uint32_t o = 0; o < layer.outputs; ++o) {
    for (std::uint32_t p = 0; p < pieces; ++p) {
      const float* row = layer.weights.data() + (std::size_t{o} * pieces + p) * layer.inputs;
      float* panel = out.data() + std::size_t{o / kGroup} * layer.inputs * pieces * kGroup + p * kGroup + o % kGroup;
      for (std::uint32_t k = 0; k < layer.inputs; ++k) panel[std::size_t{k} * pieces * kGroup] = row[k];
    }
  }
  return out;
}

std::vector<float> maxout_bias(const std::vector<float>& bias, std::uint32_t outputs, std::uint32_t pieces) {
  std::vector<float> out(bias.size());
  for (std::uint32_t o = 0; o < outputs; ++o) {
    for (std::uint32_t p = 0; p < pieces; ++p) out[piece_place(o, p, pieces)] = bias[o * pieces + p];
  }
  return out;
}

void append_affine(PackWriter& pack, const std::string& name, std::uint32_t outputs, std::uint32_t inputs,
                   const std::function<float(std::uint32_t, std::uint32_t)>& weight, const std::vector<float>& bias) {
  pack.add_array(name + ".w", affine_panels(outputs, inputs, weight));
  std::vector<float> padded = bias;
  padded.resize(rounded_up(outputs, 2 * kGroup), 0.0f);
  pack.add_array(name + ".b", padded);
}

Result<AffineLayer> affine_from(const PackReader& pack, const std::string& name, std::uint32_t outputs,
                                std::uint32_t inputs) {
  const std::uint32_t padded = rounded_up(outputs, 2 * kGroup);
  const auto weights = pack.array<float>(name + ".w", std::size_t{padded} * inputs);
  if (!weights) return weights.error();
  const auto bias = pack.array<float>(name + ".b", padded);
  if (!bias) return bias.error();
  return AffineLayer{padded, inputs, weights->data(), bias->data()};
}

void append_maxout(PackWriter& pack, const std::string& name, const MaxoutWeights& layer, bool with_panels) {
  if (with_panels) pack.add_array(name + ".w", maxout_panels(layer));
  pack.add_array(name + ".b", maxout_bias(layer.bias, layer.outputs, layer.pieces));
  pack.add_array(name + ".gain", layer.gain);
  pack.add_array(name + ".shift", layer.shift);
}

Result<MaxoutLayer> maxout_from(const PackReader& pack, const std::string& name, std::uint32_t outputs,
                                std::uint32_t pieces, std::uint32_t inputs, bool with_panels) {
  MaxoutLayer layer{outputs, pieces, inputs, nullptr, nullptr, nullptr, nullptr};
  if (with_panels) {
    const auto weights = pack.array<float>(name + ".w", std::size_t{outputs} * pieces * inputs);
    if (!weights) return weights.error();
    layer.panels = weights->data();
  }
  const auto bias = pack.array<float>(name + ".b", std::size_t{outputs} * pieces);
  if (!bias) return bias.error();
  const auto gain = pack.array<float>(name + ".gain", outputs);
  if (!gain) return gain.error();
  const auto shift = pack.array<float>(name + ".shift", outputs);
  if (!shift) return shift.error();
  layer.bias = bias->data();
  layer.gain = gain->data();
  layer.shift = shift->data();
  return layer;
}

}  // namespace hearsay
