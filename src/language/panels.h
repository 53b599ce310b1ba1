// Panels: weights in the order the kernels read them (kernels.h has the layouts). Used when a pack is made; the pack
// holds the result, so nothing is moved at start-up.
// Ownership: values. Threads: pure. Units: floats; `weight(output, input)` is asked once for each place.
// Fails: never. REQUIRES: what check_weights() asserts (weights.h).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "language/kernels.h"
#include "language/pack.h"
#include "language/weights.h"

namespace hearsay {

[[nodiscard]] constexpr std::uint32_t rounded_up(std::uint32_t n, std::uint32_t unit) {
  return (n + unit - 1) / unit * unit;
}

// Where output o, piece p of a maxout layer lies in a row of layout [group][piece][16].
[[nodiscard]] constexpr std::uint32_t piece_place(std::uint32_t output, std::uint32_t piece, std::uint32_t pieces) {
  return (output / kGroup * pieces + piece) * kGroup + output % kGroup;
}

// AffineLayer::panels for `outputs` outputs, padded with zeros to a multiple of 32.
[[nodiscard]] std::vector<float> affine_panels(std::uint32_t outputs, std::uint32_t inputs,
                                               const std::function<float(std::uint32_t, std::uint32_t)>& weight);

[[nodiscard]] std::vector<float> maxout_panels(const MaxoutWeights& layer);
[[nodiscard]] std::vector<float> maxout_bias(const std::vector<float>& bias, std::uint32_t outputs,
                                             std::uint32_t pieces);

// Writes and reads one affine layer as the sections NAME.w and NAME.b.
void append_affine(PackWriter& pack, const std::string& name, std::uint32_t outputs, std::uint32_t inputs,
                   const std::function<float(std::uint32_t, std::uint32_t)>& weight, const std::vector<float>& bias);
[[nodiscard]] Result<AffineLayer> affine_from(const PackReader& pack, const std::string& name, std::uint32_t outputs,
                                              std::uint32_t inputs);

// The norm and bias of a maxout layer as NAME.b, NAME.gain and NAME.shift, with the panels as NAME.w if wanted.
void append_maxout(PackWriter& pack, const std::string& name, const MaxoutWeights& layer, bool with_panels);
[[nodiscard]] Result<MaxoutLayer> maxout_from(const PackReader& pack, const std::string& name, std::uint32_t outputs,
                                              std::uint32_t pieces, std::uint32_t inputs, bool with_panels);

}  // namespace hearsay
