// Compiled with -mavx2 -mfma; runs only where CPUID has both.
//
// vpmaddubsw multiplies unsigned by signed bytes and adds two neighbours as a word, which would stop at 2^15 - 1. The
// packs' weights are such that it never gets there (kMostPairSum). vpmaddwd with ones adds up two such pairs.
#include "language/encoder_lanes_avx2.h"
#include "language/encoder_tiles.h"

namespace hearsay {

namespace {

// 10 accumulators, 2 weights, an input, the ones and 2 products are all 16 registers.
struct PairsOfPairs {
  static constexpr bool kAddsPairs = true;
  static HEARSAY_INLINE Avx2Bytes add(Avx2Bytes sums, Avx2Bytes inputs, Avx2Bytes weights) {
    const __m256i pairs = _mm256_maddubs_epi16(inputs.v, weights.v);
    return {_mm256_add_epi32(sums.v, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)))};
  }
};

}  // namespace

extern const EncoderKernels kAvx2EncoderKernels;
const EncoderKernels kAvx2EncoderKernels =
    Transformer<Avx2, ShiftedProduct<Avx2, Avx2Bytes, PairsOfPairs, 5, 1>>::table("avx2");

}  // namespace hearsay
