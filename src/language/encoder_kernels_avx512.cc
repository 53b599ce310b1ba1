// Compiled with -mavx512f -mavx512bw -mfma; runs only where CPUID has them. As encoder_kernels_avx2.cc, in wider
// registers.
#include "language/encoder_lanes_avx512.h"
#include "language/encoder_tiles.h"

namespace hearsay {

namespace {

// 16 accumulators, 2 weights, an input, the ones and 2 products, of 32 registers.
struct PairsOfPairs {
  static constexpr bool kAddsPairs = true;
  static HEARSAY_INLINE Avx512Bytes add(Avx512Bytes sums, Avx512Bytes inputs, Avx512Bytes weights) {
    const __m512i pairs = _mm512_maddubs_epi16(inputs.v, weights.v);
    return {_mm512_add_epi32(sums.v, _mm512_madd_epi16(pairs, _mm512_set1_epi16(1)))};
  }
};

}  // namespace

extern const EncoderKernels kAvx512EncoderKernels;
const EncoderKernels kAvx512EncoderKernels =
    Transformer<Avx512, ShiftedProduct<Avx512, Avx512Bytes, PairsOfPairs, 8, 2>>::table("avx512");

}  // namespace hearsay
