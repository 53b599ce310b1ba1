// Compiled with -mavx512f -mavx512bw -mavx512vnni -mfma; runs only where CPUID has them. vpdpbusd multiplies unsigned
// by signed bytes, four a lane.
#include "language/encoder_lanes_avx512.h"
#include "language/encoder_tiles.h"

namespace hearsay {

namespace {

// 24 accumulators, 3 weights and an input, of 32 registers.
struct Fours {
  static constexpr bool kAddsPairs = false;
  static HEARSAY_INLINE Avx512Bytes add(Avx512Bytes sums, Avx512Bytes inputs, Avx512Bytes weights) {
    return {_mm512_dpbusd_epi32(sums.v, inputs.v, weights.v)};
  }
};

}  // namespace

extern const EncoderKernels kAvx512VnniEncoderKernels;
const EncoderKernels kAvx512VnniEncoderKernels =
    Transformer<Avx512, ShiftedProduct<Avx512, Avx512Bytes, Fours, 8, 3>>::table("avx512vnni");

}  // namespace hearsay
