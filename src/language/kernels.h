// Kernels: the few dense operations that the network spends its time in, in scalar, AVX2 and AVX-512 form.
//
// What it is: one table of functions for each instruction set; kernels() is the one this process uses, chosen once by
// CPUID, or by HEARSAY_ISA=scalar|avx2|avx512 (avxvnni means avx2, avx512vnni and amx mean avx512; one that the machine
// lacks gives the best it has; active_isa() in language.h says which). All forms give the same bits; kernels_generic.h
// says why. Ownership: layers are views of the pack; inputs and outputs are the caller's. Threads: pure; call from any.
// Units: floats. "Group" = 16 outputs, the unit of all layouts, whatever the width of the machine's vectors.
// Fails: never. REQUIRES throughout: pointers to weights are 64-byte aligned, outputs a multiple of 16.
// Facts: what is computed, spaCy 3.8 and thinc 8.3; the layouts are ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hearsay {

inline constexpr std::uint32_t kGroup = 16;

// y = layer_norm(max over pieces (W x + b)).
struct MaxoutLayer {
  std::uint32_t outputs = 0;
  std::uint32_t pieces = 0;  // 2 or 3
  std::uint32_t inputs = 0;
  const float* panels = nullptr;  // [outputs / 16][inputs][pieces][16]; null where only sums are maxed
  const float* bias = nullptr;    // [outputs / 16][pieces][16]
  const float* gain = nullptr;    // [outputs]; null: no layer norm
  const float* shift = nullptr;   // [outputs]
};

// y = W x + b for many rows.
struct AffineLayer {
  std::uint32_t outputs = 0;  // a multiple of 32
  std::uint32_t inputs = 0;
  const float* panels = nullptr;  // [outputs / 32][inputs][2][16]
  const float* bias = nullptr;    // [outputs]
};

// scores = W h + b for one row at a time.
struct ScoreLayer {
  std::uint32_t groups = 0;  // 1 to kMaxScoreGroups
  std::uint32_t inputs = 0;
  const float* weights = nullptr;  // [inputs][groups][16]
  const float* bias = nullptr;     // [groups][16]
};
inline constexpr std::uint32_t kMaxScoreGroups = 8;

struct Kernels {
  std::string_view isa;

  // A window layer with its residual: for each i, with r = in_rows[i] and o = out_rows[i],
  //   y[o] = x[r] + layer(x[r-1], x[r], x[r+1]).
  // Rows are `outputs` floats apart in x and y; layer.inputs = 3 * outputs. x and y do not overlap.
  void (*window_maxout)(const MaxoutLayer& layer, const float* x, const std::uint32_t* in_rows,
                        const std::uint32_t* out_rows, std::size_t count, float* y);

  // y[i] = W x[i] + b; x and y advance by their strides.
  void (*affine)(const AffineLayer& layer, const float* x, std::size_t x_stride, std::size_t count, float* y,
                 std::size_t y_stride);

  // out = residual + layer_norm(max over pieces (((a0 + a1) + a2) … + b)), for addends of layout [group][piece][16].
  // Without layer.gain there is no layer norm; residual may be null. layer.panels and inputs are not used.
  // REQUIRES: addend_count >= 1, outputs <= kMaxSumOutputs.
  void (*sum_maxout)(const MaxoutLayer& layer, const float* const* addends, std::size_t addend_count,
                     const float* residual, float* out);

  // Index of the first maximum of W h + b + penalty (0 for a valid output, -infinity for others); groups * 16 if none.
  std::uint32_t (*best_score)(const ScoreLayer& layer, const float* hidden, const float* penalty);

  // Index of the first maximum of scores[0, groups * 16) + penalty; groups * 16 if none.
  std::uint32_t (*first_maximum)(const float* scores, const float* penalty, std::size_t groups);
};
inline constexpr std::uint32_t kMaxSumOutputs = 256;

// The table of this process.
[[nodiscard]] const Kernels& kernels();

// For tests and benchmarks: the table of one instruction set, null where the machine or the build lacks it.
[[nodiscard]] const Kernels* kernels_of(std::string_view isa);

}  // namespace hearsay
