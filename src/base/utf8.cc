#include "base/utf8.h"

#include <bit>
#include <cstring>

namespace hearsay {

Decoded decode_utf8(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {0, 0, false};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  const std::size_t left = text.size() - offset;
  const unsigned char b0 = byte(0);
  if (b0 < 0x80) return {b0, 1, true};
  // Table 3-7 of the Unicode Standard: the range of the second byte depends on the first.
  unsigned lower = 0x80, upper = 0xBF, need = 0;
  char32_t code_point = 0;
  if (b0 >= 0xC2 && b0 <= 0xDF) {
    need = 1, code_point = b0 & 0x1Fu;
  } else if (b0 >= 0xE0 && b0 <= 0xEF) {
    need = 2, code_point = b0 & 0x0Fu;
    if (b0 == 0xE0) lower = 0xA0;
    if (b0 == 0xED) upper = 0x9F;
  } else if (b0 >= 0xF0 && b0 <= 0xF4) {
    need = 3, code_point = b0 & 0x07u;
    if (b0 == 0xF0) lower = 0x90;
    if (b0 == 0xF4) upper = 0x8F;
  } else {
    return {kReplacement, 1, false};
  }
  for (unsigned i = 1; i <= need; ++i) {
    if (i >= left || byte(i) < lower || byte(i) > upper) return {kReplacement, static_cast<std::uint8_t>(i), false};
    code_point = (code_point << 6) | (byte(i) & 0x3Fu);
    lower = 0x80, upper = 0xBF;
  }
  return {code_point, static_cast<std::uint8_t>(need + 1), true};
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

std::size_t first_invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    // Eight ASCII bytes at a time: most pages are mostly ASCII.
    while (i + 8 <= text.size()) {
      std::uint64_t word;
      std::memcpy(&word, text.data() + i, 8);
      if (word & 0x8080808080808080u) break;
      i += 8;
    }
    if (i >= text.size()) break;
    const Decoded d = decode_utf8(text, i);
    if (!d.valid) return i;
    i += d.length;
  }
  return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size(); i += decode_utf8(text, i).length) ++n;
  return n;
}

}  // namespace hearsay
