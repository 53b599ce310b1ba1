// Sixteen floats in two AVX registers, for encoder_kernels_{avx2,avxvnni}.cc alone.
#pragma once

#include <immintrin.h>

#include "language/encoder_kernels_generic.h"

namespace hearsay {
namespace {

struct Avx2 {
  static constexpr std::size_t kQueries = 4;  // by kKeys, in two registers: 8 accumulators of 16
  static constexpr std::size_t kKeys = 1;
  static constexpr std::size_t kValues = 1;
  __m256 a, b;

  static HEARSAY_INLINE Avx2 load(const float* p) { return {_mm256_loadu_ps(p), _mm256_loadu_ps(p + 8)}; }
  static HEARSAY_INLINE __m256 of_halves(const std::uint16_t* p) {
    const __m256i bits = _mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    const __m256i magnitude = _mm256_slli_epi32(_mm256_and_si256(bits, _mm256_set1_epi32(0x7FFF)), 13);
    const __m256i sign = _mm256_slli_epi32(_mm256_srli_epi32(bits, 15), 31);
    const __m256 value = _mm256_mul_ps(_mm256_castsi256_ps(magnitude), _mm256_set1_ps(0x1p112f));
    return _mm256_or_ps(value, _mm256_castsi256_ps(sign));
  }
  static HEARSAY_INLINE Avx2 load_half(const std::uint16_t* p) { return {of_halves(p), of_halves(p + 8)}; }
  HEARSAY_INLINE void store(float* p) const {
    _mm256_storeu_ps(p, a);
    _mm256_storeu_ps(p + 8, b);
  }
  static HEARSAY_INLINE Avx2 zero() { return {_mm256_setzero_ps(), _mm256_setzero_ps()}; }
  static HEARSAY_INLINE Avx2 broadcast(float x) { return {_mm256_set1_ps(x), _mm256_set1_ps(x)}; }
  static HEARSAY_INLINE Avx2 add(Avx2 x, Avx2 y) { return {_mm256_add_ps(x.a, y.a), _mm256_add_ps(x.b, y.b)}; }
  static HEARSAY_INLINE Avx2 sub(Avx2 x, Avx2 y) { return {_mm256_sub_ps(x.a, y.a), _mm256_sub_ps(x.b, y.b)}; }
  static HEARSAY_INLINE Avx2 mul(Avx2 x, Avx2 y) { return {_mm256_mul_ps(x.a, y.a), _mm256_mul_ps(x.b, y.b)}; }
  static HEARSAY_INLINE Avx2 min(Avx2 x, Avx2 y) { return {_mm256_min_ps(x.a, y.a), _mm256_min_ps(x.b, y.b)}; }
  static HEARSAY_INLINE Avx2 max(Avx2 x, Avx2 y) { return {_mm256_max_ps(x.a, y.a), _mm256_max_ps(x.b, y.b)}; }
  static HEARSAY_INLINE Avx2 abs(Avx2 x) {
    const __m256 mask = _mm256_castsi256_ps(_mm256_set1_epi32(0x7FFFFFFF));
    return {_mm256_and_ps(x.a, mask), _mm256_and_ps(x.b, mask)};
  }
  static HEARSAY_INLINE Avx2 fma(Avx2 x, Avx2 y, Avx2 z) {
    return {_mm256_fmadd_ps(x.a, y.a, z.a), _mm256_fmadd_ps(x.b, y.b, z.b)};
  }
  static HEARSAY_INLINE __m256 powered(__m256 p, __m256 t) {
    const __m256i exponent = _mm256_slli_epi32(_mm256_castps_si256(t), 23);
    return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(p), exponent));
  }
  static HEARSAY_INLINE Avx2 power(Avx2 p, Avx2 t) { return {powered(p.a, t.a), powered(p.b, t.b)}; }
  static HEARSAY_INLINE float sum(Avx2 x) {
    const __m256 eight = _mm256_add_ps(x.a, x.b);
    const __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
  }
  static HEARSAY_INLINE float highest(Avx2 x) {
    const __m256 eight = _mm256_max_ps(x.a, x.b);
    const __m128 four = _mm_max_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)));
  }
  static HEARSAY_INLINE void transpose8(const float* from, std::size_t stride, float* to, std::size_t to_stride) {
    __m256 r[8], s[8];
    unrolled<8>([&](auto i) HEARSAY_FLAT { r[i] = _mm256_loadu_ps(from + i * stride); });
    unrolled<4>([&](auto i) HEARSAY_FLAT {
      s[2 * i] = _mm256_unpacklo_ps(r[2 * i], r[2 * i + 1]);
      s[2 * i + 1] = _mm256_unpackhi_ps(r[2 * i], r[2 * i + 1]);
    });
    unrolled<2>([&](auto i) HEARSAY_FLAT {
      unrolled<2>([&](auto j) HEARSAY_FLAT {
        const __m256d low = _mm256_castps_pd(s[4 * i + j]), high = _mm256_castps_pd(s[4 * i + 2 + j]);
        r[4 * i + 2 * j] = _mm256_castpd_ps(_mm256_unpacklo_pd(low, high));
        r[4 * i + 2 * j + 1] = _mm256_castpd_ps(_mm256_unpackhi_pd(low, high));
      });
    });
    unrolled<4>([&](auto j) HEARSAY_FLAT {
      _mm256_storeu_ps(to + j * to_stride, _mm256_permute2f128_ps(r[j], r[4 + j], 0x20));
      _mm256_storeu_ps(to + (j + 4) * to_stride, _mm256_permute2f128_ps(r[j], r[4 + j], 0x31));
    });
  }
  static HEARSAY_INLINE void transpose(const float* from, std::size_t stride, float* to, std::size_t to_stride) {
    for (std::size_t i = 0; i < kLanes; i += 8) {
      for (std::size_t j = 0; j < kLanes; j += 8) {
        transpose8(from + i * stride + j, stride, to + j * to_stride + i, to_stride);
      }
    }
  }

  static HEARSAY_INLINE Avx2 of_sums(const std::int32_t* sums) {
    const auto* at = reinterpret_cast<const __m256i*>(sums);
    return {_mm256_cvtepi32_ps(_mm256_load_si256(at)), _mm256_cvtepi32_ps(_mm256_load_si256(at + 1))};
  }
  // Rounded to integers, ties to even, with 128 added. REQUIRES: bytes hold them.
  static HEARSAY_INLINE void put_shifted(std::uint8_t* to, const Avx2 (&x)[4]) {
    // Packing works by halves of a register: fours of 0 2 4 6 and of 1 3 5 7.
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    for (std::size_t i = 0; i < 4; i += 2) {
      const __m256i low = _mm256_packs_epi32(_mm256_cvtps_epi32(x[i].a), _mm256_cvtps_epi32(x[i].b));
      const __m256i high = _mm256_packs_epi32(_mm256_cvtps_epi32(x[i + 1].a), _mm256_cvtps_epi32(x[i + 1].b));
      const __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(low, high), order);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + i * kLanes), _mm256_xor_si256(bytes, _mm256_set1_epi8(-128)));
    }
  }
};

// 8 sums, or four inputs' weights for 8 outputs, for encoder_tiles.h.
struct Avx2Bytes {
  static constexpr std::size_t kParts = 2;
  __m256i v;

  static HEARSAY_INLINE Avx2Bytes load(const void* p) { return {_mm256_loadu_si256(static_cast<const __m256i*>(p))}; }
  static HEARSAY_INLINE Avx2Bytes broadcast(std::int32_t four) { return {_mm256_set1_epi32(four)}; }
  static HEARSAY_INLINE Avx2Bytes start(const std::int32_t* sums) {
    return {_mm256_sub_epi32(_mm256_setzero_si256(), _mm256_slli_epi32(load(sums).v, 7))};
  }
  HEARSAY_INLINE void store(std::int32_t* to) const { _mm256_store_si256(reinterpret_cast<__m256i*>(to), v); }
};

}  // namespace
}  // namespace hearsay
