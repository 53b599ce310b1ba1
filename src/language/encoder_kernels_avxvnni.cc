// Compiled with -mavx2 -mfma -mavxvnni; runs only where CPUID has them. vpdpbusd in 256 bits.
#include "language/encoder_lanes_avx2.h"
#include "language/encoder_tiles.h"

namespace hearsay {

namespace {

// 12 accumulators, 2 weights and an input, of 16 registers.
struct Fours {
  static constexpr bool kAddsPairs = false;
  static HEARSAY_INLINE Avx2Bytes add(Avx2Bytes sums, Avx2Bytes inputs, Avx2Bytes weights) {
    return {_mm256_dpbusd_avx_epi32(sums.v, inputs.v, weights.v)};
  }
};

}  // namespace

extern const EncoderKernels kAvxVnniEncoderKernels;
const EncoderKernels kAvxVnniEncoderKernels =
    Transformer<Avx2, ShiftedProduct<Avx2, Avx2Bytes, Fours, 6, 1>>::table("avxvnni");

}  // namespace hearsay
