// Compiled with -mavx512f -mavx512bw -mavx512vnni -mfma; runs only where CPUID has them.
//
// vpdpbusd multiplies unsigned by signed bytes, four a lane. Activations are stored with 128 added, and a sum begins at
// -128 times the sum of its weights, so it ends where it should.
#include "language/encoder_lanes_avx512.h"
#include "language/encoder_tiles.h"

namespace hearsay {

namespace {

struct VnniProduct {
  struct Session {
    Session() {}
  };
  using Activation = std::uint8_t;
  static constexpr std::size_t kBlockRows = 64;
  static constexpr std::size_t kRows = 8;  // 24 accumulators, 3 weights and an input, of 32 registers
  static constexpr std::size_t kGroups = 3;

  static HEARSAY_INLINE void put(Activation* to, const Avx512 (&x)[4]) {
    _mm512_storeu_si512(to, _mm512_xor_si512(Avx512::bytes(x), _mm512_set1_epi8(-128)));
  }

  static HEARSAY_INLINE Avx512 load(const std::int32_t* sums) { return Avx512::of_sums(_mm512_load_si512(sums)); }

  template <std::size_t R>
  static HEARSAY_INLINE void tile(const EncoderMatrix& m, std::size_t o, const Activation* x,
                                  std::int32_t (&sums)[R][kGroups][kLanes]) {
    const std::size_t n = m.inputs;
    const std::int8_t* w = m.panels + o * n;
    __m512i acc[R][kGroups];
    unrolled<kGroups>([&](auto g) {
      const __m512i shift = _mm512_loadu_si512(m.sums + o + g * kLanes);
      const __m512i start = _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(shift, 7));
      unrolled<R>([&](auto r) { acc[r][g] = start; });
    });
    for (std::size_t k = 0; k < n; k += 4) {
      __m512i weight[kGroups];
      unrolled<kGroups>([&](auto g) { weight[g] = _mm512_loadu_si512(w + k * kLanes + g * n * kLanes); });
      unrolled<R>([&](auto r) {
        std::int32_t four;
        __builtin_memcpy(&four, x + r * n + k, sizeof four);
        const __m512i input = _mm512_set1_epi32(four);
        unrolled<kGroups>([&](auto g) { acc[r][g] = _mm512_dpbusd_epi32(acc[r][g], input, weight[g]); });
      });
    }
    unrolled<R>([&](auto r) { unrolled<kGroups>([&](auto g) { _mm512_store_si512(sums[r][g], acc[r][g]); }); });
  }

  template <class Epilogue>
  static HEARSAY_INLINE void product(const EncoderMatrix& m, const Activation* q, std::size_t count,
                                     const Epilogue& epilogue) {
    Tiled<VnniProduct>::product(m, q, count, epilogue);
  }
};

}  // namespace

extern const EncoderKernels kAvx512VnniEncoderKernels;
const EncoderKernels kAvx512VnniEncoderKernels = Transformer<Avx512, VnniProduct>::table("avx512vnni");

}  // namespace hearsay
