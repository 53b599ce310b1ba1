// Sixteen floats in one AVX-512 register, for encoder_kernels_{avx512,avx512vnni,amx}.cc alone.
#pragma once

#include <immintrin.h>

#include "language/encoder_kernels_generic.h"

namespace hearsay {
namespace {

struct Avx512 {
  static constexpr std::size_t kQueries = 8;  // by kKeys: 24 accumulators of 32 registers
  static constexpr std::size_t kKeys = 3;
  static constexpr std::size_t kValues = 2;
  __m512 v;

  static HEARSAY_INLINE Avx512 load(const float* p) { return {_mm512_loadu_ps(p)}; }
  static HEARSAY_INLINE Avx512 load_half(const std::uint16_t* p) {
    return {_mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)))};
  }
  HEARSAY_INLINE void store(float* p) const { _mm512_storeu_ps(p, v); }
  static HEARSAY_INLINE Avx512 zero() { return {_mm512_setzero_ps()}; }
  static HEARSAY_INLINE Avx512 broadcast(float x) { return {_mm512_set1_ps(x)}; }
  static HEARSAY_INLINE Avx512 add(Avx512 a, Avx512 b) { return {_mm512_add_ps(a.v, b.v)}; }
  static HEARSAY_INLINE Avx512 sub(Avx512 a, Avx512 b) { return {_mm512_sub_ps(a.v, b.v)}; }
  static HEARSAY_INLINE Avx512 mul(Avx512 a, Avx512 b) { return {_mm512_mul_ps(a.v, b.v)}; }
  static HEARSAY_INLINE Avx512 min(Avx512 a, Avx512 b) { return {_mm512_min_ps(a.v, b.v)}; }
  static HEARSAY_INLINE Avx512 max(Avx512 a, Avx512 b) { return {_mm512_max_ps(a.v, b.v)}; }
  static HEARSAY_INLINE Avx512 abs(Avx512 a) { return {_mm512_abs_ps(a.v)}; }
  static HEARSAY_INLINE Avx512 fma(Avx512 a, Avx512 b, Avx512 c) { return {_mm512_fmadd_ps(a.v, b.v, c.v)}; }
  static HEARSAY_INLINE Avx512 power(Avx512 p, Avx512 t) {
    const __m512i exponent = _mm512_slli_epi32(_mm512_castps_si512(t.v), 23);
    return {_mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(p.v), exponent))};
  }
  static HEARSAY_INLINE __m256 upper(__m512 a) {
    return _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(a), 1));
  }
  static HEARSAY_INLINE float sum(Avx512 a) {
    const __m256 eight = _mm256_add_ps(_mm512_castps512_ps256(a.v), upper(a.v));
    const __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
  }
  static HEARSAY_INLINE float highest(Avx512 a) {
    const __m256 eight = _mm256_max_ps(_mm512_castps512_ps256(a.v), upper(a.v));
    const __m128 four = _mm_max_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)));
  }
  // In four steps: pairs of rows, quads of rows, then the quarters of the registers.
  static HEARSAY_INLINE void transpose(const float* from, std::size_t stride, float* to, std::size_t to_stride) {
    __m512 a[16], b[16];
    unrolled<16>([&](auto i) HEARSAY_FLAT { a[i] = _mm512_loadu_ps(from + i * stride); });
    unrolled<8>([&](auto i) HEARSAY_FLAT {
      b[2 * i] = _mm512_unpacklo_ps(a[2 * i], a[2 * i + 1]);
      b[2 * i + 1] = _mm512_unpackhi_ps(a[2 * i], a[2 * i + 1]);
    });
    unrolled<4>([&](auto i) HEARSAY_FLAT {
      unrolled<2>([&](auto j) HEARSAY_FLAT {
        const __m512d low = _mm512_castps_pd(b[4 * i + j]), high = _mm512_castps_pd(b[4 * i + 2 + j]);
        a[4 * i + 2 * j] = _mm512_castpd_ps(_mm512_unpacklo_pd(low, high));
        a[4 * i + 2 * j + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(low, high));
      });
    });
    // a[4 i + j]: columns j, j + 4, j + 8, j + 12 of rows 4 i … 4 i + 3.
    unrolled<4>([&](auto j) HEARSAY_FLAT {
      const __m512 low = _mm512_shuffle_f32x4(a[j], a[4 + j], 0x88), odd = _mm512_shuffle_f32x4(a[j], a[4 + j], 0xDD);
      const __m512 high = _mm512_shuffle_f32x4(a[8 + j], a[12 + j], 0x88),
                   high_odd = _mm512_shuffle_f32x4(a[8 + j], a[12 + j], 0xDD);
      _mm512_storeu_ps(to + j * to_stride, _mm512_shuffle_f32x4(low, high, 0x88));
      _mm512_storeu_ps(to + (j + 8) * to_stride, _mm512_shuffle_f32x4(low, high, 0xDD));
      _mm512_storeu_ps(to + (j + 4) * to_stride, _mm512_shuffle_f32x4(odd, high_odd, 0x88));
      _mm512_storeu_ps(to + (j + 12) * to_stride, _mm512_shuffle_f32x4(odd, high_odd, 0xDD));
    });
  }

  // Four vectors rounded to integers, ties to even, as 64 bytes. REQUIRES: they fit.
  static HEARSAY_INLINE __m512i bytes(const Avx512 (&x)[4]) {
    const __m512i low = _mm512_packs_epi32(x[0].rounded(), x[1].rounded());
    const __m512i high = _mm512_packs_epi32(x[2].rounded(), x[3].rounded());
    // Packing works by quarters of a register: fours of 0 1 2 3 of the first quarter, then of the second …
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    return _mm512_permutexvar_epi32(order, _mm512_packs_epi16(low, high));
  }
  // The same with 128 added.
  static HEARSAY_INLINE void put_shifted(std::uint8_t* to, const Avx512 (&x)[4]) {
    _mm512_storeu_si512(to, _mm512_xor_si512(bytes(x), _mm512_set1_epi8(-128)));
  }
  // Rounded to integers, ties to even.
  [[nodiscard]] HEARSAY_INLINE __m512i rounded() const { return _mm512_cvtps_epi32(v); }
  static HEARSAY_INLINE Avx512 of_sums(const std::int32_t* sums) {
    return {_mm512_cvtepi32_ps(_mm512_load_si512(sums))};
  }
};

// 16 sums, or four inputs' weights for 16 outputs, for encoder_tiles.h.
struct Avx512Bytes {
  static constexpr std::size_t kParts = 1;
  __m512i v;

  static HEARSAY_INLINE Avx512Bytes load(const void* p) { return {_mm512_loadu_si512(p)}; }
  static HEARSAY_INLINE Avx512Bytes broadcast(std::int32_t four) { return {_mm512_set1_epi32(four)}; }
  static HEARSAY_INLINE Avx512Bytes start(const std::int32_t* sums) {
    return {_mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(load(sums).v, 7))};
  }
  HEARSAY_INLINE void store(std::int32_t* to) const { _mm512_store_si512(to, v); }
};

}  // namespace
}  // namespace hearsay
