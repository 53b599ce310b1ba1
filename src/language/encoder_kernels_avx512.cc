// Compiled with -mavx512f -mavx512bw -mfma; runs only where CPUID has them.
//
// Without an instruction for bytes, they are widened to words: of four weights that lie together the even and the odd
// ones, by shifts, so that vpmaddwd's pairs stay in their output's lane. Activations are stored as words in the same
// order.
#include "language/encoder_lanes_avx512.h"
#include "language/encoder_tiles.h"

namespace hearsay {

namespace {

struct WideProduct {
  struct Session {
    Session() {}
  };
  using Activation = std::int16_t;
  static constexpr std::size_t kBlockRows = 64;
  static constexpr std::size_t kRows = 8;  // 16 accumulators, 4 weights, 2 inputs, 2 products, of 32 registers
  static constexpr std::size_t kGroups = 2;

  static HEARSAY_INLINE void put_one(Activation* to, Avx512 x) {
    const __m256i words = _mm512_cvtepi32_epi16(x.rounded());
    const __m256i low = _mm256_shufflelo_epi16(words, 0xD8);  // 0 2 1 3
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_shufflehi_epi16(low, 0xD8));
  }
  static HEARSAY_INLINE void put(Activation* to, const Avx512 (&x)[4]) {
    for (std::size_t i = 0; i < 4; ++i) put_one(to + i * kLanes, x[i]);
  }

  static HEARSAY_INLINE Avx512 load(const std::int32_t* sums) { return Avx512::of_sums(_mm512_load_si512(sums)); }

  template <std::size_t R>
  static HEARSAY_INLINE void tile(const EncoderMatrix& m, std::size_t o, const Activation* x,
                                  std::int32_t (&sums)[R][kGroups][kLanes]) {
    const std::size_t n = m.inputs;
    const std::int8_t* w = m.panels + o * n;
    __m512i acc[R][kGroups];
    unrolled<R>([&](auto r) { unrolled<kGroups>([&](auto g) { acc[r][g] = _mm512_setzero_si512(); }); });
    for (std::size_t k = 0; k < n; k += 4) {
      __m512i weight[kGroups][2];
      unrolled<kGroups>([&](auto g) {
        const __m512i bytes = _mm512_loadu_si512(w + k * kLanes + g * n * kLanes);
        weight[g][0] = _mm512_srai_epi16(_mm512_slli_epi16(bytes, 8), 8);
        weight[g][1] = _mm512_srai_epi16(bytes, 8);
      });
      unrolled<R>([&](auto r) {
        unrolled<2>([&](auto odd) {
          std::int32_t two;
          __builtin_memcpy(&two, x + r * n + k + 2 * odd, sizeof two);
          const __m512i input = _mm512_set1_epi32(two);
          unrolled<kGroups>(
              [&](auto g) { acc[r][g] = _mm512_add_epi32(acc[r][g], _mm512_madd_epi16(input, weight[g][odd])); });
        });
      });
    }
    unrolled<R>([&](auto r) { unrolled<kGroups>([&](auto g) { _mm512_store_si512(sums[r][g], acc[r][g]); }); });
  }

  template <class Epilogue>
  static HEARSAY_INLINE void product(const EncoderMatrix& m, const Activation* q, std::size_t count,
                                     const Epilogue& epilogue) {
    Tiled<WideProduct>::product(m, q, count, epilogue);
  }
};

}  // namespace

extern const EncoderKernels kAvx512EncoderKernels;
const EncoderKernels kAvx512EncoderKernels = Transformer<Avx512, WideProduct>::table("avx512");

}  // namespace hearsay
