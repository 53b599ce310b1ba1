// Half-precision floats (IEEE 754 binary16), as bits.
// Threads: pure. Both ways are exact or rounded to nearest, ties to even, and the same on every machine.
#pragma once

#include <bit>
#include <cstdint>

namespace hearsay {

[[nodiscard]] inline float half_to_float(std::uint16_t half) {
  const std::uint32_t magnitude = half & 0x7FFFu, sign = std::uint32_t{half & 0x8000u} << 16;
  if (magnitude >= 0x7C00u) return std::bit_cast<float>(sign | 0x7F800000u | (magnitude & 0x3FFu) << 13);
  // As the bits of a float the exponent is 112 too small, in subnormals too.
  return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude << 13) * 0x1p112f));
}

// What is too large becomes infinite.
[[nodiscard]] inline std::uint16_t float_to_half(float value) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>(bits >> 16 & 0x8000u);
  const std::uint32_t magnitude = bits & 0x7FFFFFFFu;
  if (magnitude > 0x7F800000u) return sign | 0x7E00u;
  if (magnitude >= 0x477FF000u) return sign | 0x7C00u;  // 65520 and more
  std::uint32_t half;
  if (magnitude < 0x38800000u) {  // subnormal: adding 0.5 leaves units of 2^-24 in the last bits, rounded
    half = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) + 0.5f) - 0x3F000000u;
  } else {
    half = (magnitude - 0x38000000u + 0xFFFu + (magnitude >> 13 & 1u)) >> 13;
  }
  return static_cast<std::uint16_t>(sign | half);
}

}  // namespace hearsay
