// Compiled with -mavx2 -mfma -mavxvnni; runs only where CPUID has them. As encoder_kernels_avx512vnni.cc, in narrower
// registers.
#include "language/encoder_lanes_avx2.h"
#include "language/encoder_tiles.h"

namespace hearsay {

namespace {

struct VnniProduct {
  struct Session {
    Session() {}
  };
  using Activation = std::uint8_t;
  static constexpr std::size_t kBlockRows = 64;
  static constexpr std::size_t kRows = 6;  // 12 accumulators, 2 weights and an input, of 16 registers
  static constexpr std::size_t kGroups = 1;

  static HEARSAY_INLINE void put_one(Activation* to, Avx2 x) {
    const __m256i words = x.rounded();
    const __m128i bytes = _mm_packs_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm_xor_si128(bytes, _mm_set1_epi8(-128)));
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
    const auto bytes = [](const void* p) { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); };
    __m256i acc[R][2];
    unrolled<2>([&](auto half) {
      const __m256i shift = bytes(m.sums + o + half * 8);
      const __m256i start = _mm256_sub_epi32(_mm256_setzero_si256(), _mm256_slli_epi32(shift, 7));
      unrolled<R>([&](auto r) { acc[r][half] = start; });
    });
    for (std::size_t k = 0; k < n; k += 4) {
      const __m256i weight[2] = {bytes(w + k * kLanes), bytes(w + k * kLanes + 2 * kLanes)};
      unrolled<R>([&](auto r) {
        std::int32_t four;
        __builtin_memcpy(&four, x + r * n + k, sizeof four);
        const __m256i input = _mm256_set1_epi32(four);
        unrolled<2>([&](auto half) { acc[r][half] = _mm256_dpbusd_avx_epi32(acc[r][half], input, weight[half]); });
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
    Tiled<VnniProduct>::product(m, q, count, epilogue);
  }
};

}  // namespace

extern const EncoderKernels kAvxVnniEncoderKernels;
const EncoderKernels kAvxVnniEncoderKernels = Transformer<Avx2, VnniProduct>::table("avxvnni");

}  // namespace hearsay
