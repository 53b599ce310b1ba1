// The encoder's kernels: the whole forward pass of the transformer, once for each instruction set.
//
// What it is: a table of functions in scalar, AVX2, AVX-VNNI, AVX-512, AVX-512 VNNI and AMX form; encoder_kernels() is
// the one this process uses, chosen once by CPUID and the operating system, or by HEARSAY_ISA (one that the machine
// lacks gives the best it has below). All forms give the same bits; encoder_kernels_generic.h says why.
// Ownership: weights are views of the pack; inputs, outputs and scratch are the caller's. Threads: pure but for the
// scratch; call from any. Units: rows are word pieces; windows are stretches of rows that attend to each other.
// Fails: never. REQUIRES throughout: pointers to weights and scratch are 64-byte aligned; width and inner are multiples
// of 192, heads * 32 = width; pairs of weights stay within kMostPairSum. Facts: BERT's encoder; docs/models/reader.md
// has the arithmetic.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hearsay {

inline constexpr std::uint32_t kHeadWidth = 32;
inline constexpr std::uint32_t kEncoderUnit = 192;    // of width and inner: whole tiles of every kernel
inline constexpr std::uint32_t kMaxWindowRows = 384;  // longest window

// Most that an output's weights for inputs 2 i and 2 i + 1 make together if they have the same sign: 255 times that is
// a signed word, which lets vpmaddubsw multiply where nothing better is there. hearsay-pack sees to it
// (encoder_pack.cc).
inline constexpr std::int32_t kMostPairSum = 128;

// y = scale * (W q) + bias for rows q of 8-bit numbers.
struct EncoderMatrix {
  std::uint32_t outputs = 0;
  std::uint32_t inputs = 0;
  const std::int8_t* panels = nullptr;  // [outputs / 16][inputs / 4][16][4], neighbours within kMostPairSum
  const float* scale = nullptr;         // [outputs]
  const float* bias = nullptr;          // [outputs]
  const std::int32_t* sums = nullptr;   // [outputs]: of an output's weights, for kernels that shift the inputs
};

struct EncoderNorm {
  const float* gain = nullptr;  // [width]
  const float* shift = nullptr;
};

struct TransformerLayer {
  EncoderMatrix qkv, out, up, down;  // qkv: all heads' queries, keys, values; queries carry log2(e) / sqrt(32)
  EncoderNorm norm1, norm2;
};

struct TransformerWeights {
  std::uint32_t width = 0;
  std::uint32_t heads = 0;
  std::uint32_t inner = 0;
  const std::uint16_t* words = nullptr;      // [vocabulary][width], half precision
  const std::uint16_t* positions = nullptr;  // [positions][width]
  EncoderNorm norm;
  const TransformerLayer* layers = nullptr;
  std::size_t layer_count = 0;
};

// Windows lie one after the other; wanted rows, ascending, are those whose vectors come out.
struct EncoderBatch {
  const std::uint32_t* ids = nullptr;      // [rows]
  const std::uint32_t* windows = nullptr;  // [window_count + 1]: first row of each window, and the number of rows
  std::size_t window_count = 0;
  const std::uint32_t* wanted = nullptr;
  std::size_t wanted_count = 0;
  float* vectors = nullptr;  // [wanted_count][width]
};

struct EncoderKernels {
  std::string_view isa;
  bool adds_pairs;  // relies on kMostPairSum
  std::size_t (*scratch_bytes)(const TransformerWeights& weights, std::size_t rows);
  void (*run)(const TransformerWeights& weights, const EncoderBatch& batch, void* scratch);
};

[[nodiscard]] const EncoderKernels& encoder_kernels();

// Whether all neighbours stay within kMostPairSum.
[[nodiscard]] bool pairs_fit(const EncoderMatrix& matrix);

// For tests and benchmarks: the table of one instruction set, null where the machine or the build lacks it.
[[nodiscard]] const EncoderKernels* encoder_kernels_of(std::string_view isa);

}  // namespace hearsay
