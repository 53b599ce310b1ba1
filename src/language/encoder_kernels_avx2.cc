// Compiled with -mavx2 -mfma; runs only where CPUID has both. Bytes are widened as in encoder_kernels_avx512.cc.
#include "language/encoder_lanes_avx2.h"
#include "language/encoder_tiles.h"

namespace hearsay {

namespace {

struct WideProduct {
  struct Session {
    Session() {}
  };
  using Activation = std::int16_t;
  static constexpr std::size_t kBlockRows = 64;
  static constexpr std::size_t kRows = 4;  // 8 accumulators, 4 weights, 2 inputs and 2 products are all 16 registers
  static constexpr std::size_t kGroups = 1;

  static HEARSAY_INLINE void put_one(Activation* to, Avx2 x) {
    const __m256i low = _mm256_shufflelo_epi16(x.rounded(), 0xD8);  // 0 2 1 3
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_shufflehi_epi16(low, 0xD8));
  }
  static HEARSAY_INLINE void put(Activation* to, const Avx2 (&x)[4]) {
    for (std::size_t i = 0; i < 4; ++i) put_one(to + i * kLanes, x[i]);
  }

  static HEARSAY_INLINE Avx2 load(const std::int32_t* sums) {
    const auto* at = reinterpret_cast<const __m256i*>(sums);
    return Avx2::of_sums(_mm256_load_si256(at), _mm256_load_si256(at + 1));
  }

  template <std::size_t R>
  static HEARSAY_INLINE void tile(const EncoderMatrix& m, std::size_t o, const Activation* x,
                                  std::int32_t (&sums)[R][kGroups][kLanes]) {
    const std::size_t n = m.inputs;
    const std::int8_t* w = m.panels + o * n;
    __m256i acc[R][2];
    unrolled<R>([&](auto r) { unrolled<2>([&](auto half) { acc[r][half] = _mm256_setzero_si256(); }); });
    for (std::size_t k = 0; k < n; k += 4) {
      __m256i weight[2][2];
      unrolled<2>([&](auto half) {
        const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + k * kLanes + half * 2 * kLanes));
        weight[half][0] = _mm256_srai_epi16(_mm256_slli_epi16(bytes, 8), 8);
        weight[half][1] = _mm256_srai_epi16(bytes, 8);
      });
      unrolled<R>([&](auto r) {
        unrolled<2>([&](auto odd) {
          std::int32_t two;
          __builtin_memcpy(&two, x + r * n + k + 2 * odd, sizeof two);
          const __m256i input = _mm256_set1_epi32(two);
          unrolled<2>([&](auto half) {
            acc[r][half] = _mm256_add_epi32(acc[r][half], _mm256_madd_epi16(input, weight[half][odd]));
          });
        });
      });
    }
    unrolled<R>([&](auto r) {
      unrolled<2>(
          [&](auto half) { _mm256_store_si256(reinterpret_cast<__m256i*>(sums[r][0] + half * 8), acc[r][half]); });
    });
  }

  template <class Epilogue>
  static HEARSAY_INLINE void product(const EncoderMatrix& m, const Activation* q, std::size_t count,
                                     const Epilogue& epilogue) {
    Tiled<WideProduct>::product(m, q, count, epilogue);
  }
};

}  // namespace

extern const EncoderKernels kAvx2EncoderKernels;
const EncoderKernels kAvx2EncoderKernels = Transformer<Avx2, WideProduct>::table("avx2");

}  // namespace hearsay
