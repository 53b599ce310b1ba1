// Compiled with -mavx2 -mfma; runs only where CPUID has both.
#include <immintrin.h>

#include "language/kernels_generic.h"

namespace hearsay {

namespace {

struct Avx2 {
  static constexpr std::size_t kLanes = 8;
  static constexpr std::size_t kRows3 = 4;  // 12 accumulators, 3 weights and an input are all 16 registers
  static constexpr std::size_t kRows2 = 6;
  __m256 v;

  static Avx2 load(const float* p) { return {_mm256_loadu_ps(p)}; }
  void store(float* p) const { _mm256_storeu_ps(p, v); }
  static Avx2 zero() { return {_mm256_setzero_ps()}; }
  static Avx2 broadcast(float x) { return {_mm256_set1_ps(x)}; }
  static Avx2 add(Avx2 a, Avx2 b) { return {_mm256_add_ps(a.v, b.v)}; }
  static Avx2 sub(Avx2 a, Avx2 b) { return {_mm256_sub_ps(a.v, b.v)}; }
  static Avx2 mul(Avx2 a, Avx2 b) { return {_mm256_mul_ps(a.v, b.v)}; }
  static Avx2 max(Avx2 a, Avx2 b) { return {_mm256_max_ps(a.v, b.v)}; }
  static Avx2 fma(Avx2 a, Avx2 b, Avx2 c) { return {_mm256_fmadd_ps(a.v, b.v, c.v)}; }
  static std::uint32_t equal(Avx2 a, Avx2 b) {
    return static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_cmp_ps(a.v, b.v, _CMP_EQ_OQ)));
  }
};

}  // namespace

extern const Kernels kAvx2Kernels;
const Kernels kAvx2Kernels = Generic<Avx2>::table("avx2");

}  // namespace hearsay
