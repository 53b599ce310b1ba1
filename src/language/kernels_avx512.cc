// Compiled with -mavx512f -mfma; runs only where CPUID has both.
#include <immintrin.h>

#include "language/kernels_generic.h"

namespace hearsay {

namespace {

struct Avx512 {
  static constexpr std::size_t kLanes = 16;
  static constexpr std::size_t kRows3 = 8;  // 24 accumulators, 3 weights and an input, of 32 registers
  static constexpr std::size_t kRows2 = 8;
  __m512 v;

  static Avx512 load(const float* p) { return {_mm512_loadu_ps(p)}; }
  void store(float* p) const { _mm512_storeu_ps(p, v); }
  static Avx512 zero() { return {_mm512_setzero_ps()}; }
  static Avx512 broadcast(float x) { return {_mm512_set1_ps(x)}; }
  static Avx512 add(Avx512 a, Avx512 b) { return {_mm512_add_ps(a.v, b.v)}; }
  static Avx512 sub(Avx512 a, Avx512 b) { return {_mm512_sub_ps(a.v, b.v)}; }
  static Avx512 mul(Avx512 a, Avx512 b) { return {_mm512_mul_ps(a.v, b.v)}; }
  static Avx512 max(Avx512 a, Avx512 b) { return {_mm512_max_ps(a.v, b.v)}; }
  static Avx512 fma(Avx512 a, Avx512 b, Avx512 c) { return {_mm512_fmadd_ps(a.v, b.v, c.v)}; }
  static std::uint32_t equal(Avx512 a, Avx512 b) { return _mm512_cmp_ps_mask(a.v, b.v, _CMP_EQ_OQ); }
};

}  // namespace

extern const Kernels kAvx512Kernels;
const Kernels kAvx512Kernels = Generic<Avx512>::table("avx512");

}  // namespace hearsay
