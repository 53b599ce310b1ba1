// UTF-8: decoding, encoding, boundaries and validity.
// Ownership: views only. Threads: pure. Units: bytes and code points as named. Invalid bytes decode to U+FFFD one
// maximal ill-formed subsequence at a time, as the WHATWG Encoding Standard's decoder does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearsay {

inline constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t code_point = 0;
  std::uint8_t length = 0;  // bytes taken, 1 to 4; 0 only at the end of the input
  bool valid = true;
};

// The code point that begins at `offset`.
[[nodiscard]] Decoded decode_utf8(std::string_view text, std::size_t offset);

void append_utf8(std::string& out, char32_t code_point);

// Offset of the first ill-formed byte, or npos.
[[nodiscard]] std::size_t first_invalid_utf8(std::string_view text);

[[nodiscard]] constexpr bool is_utf8_boundary(std::string_view text, std::size_t offset) {
  return offset >= text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80;
}

// Number of code points; ill-formed input counts as decode_utf8 steps.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

}  // namespace hearsay
