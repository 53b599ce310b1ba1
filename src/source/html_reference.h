// Character references: "&amp;" "&#8220;" "&#x2014" "&nbsp" in text and in attribute values.
//
// Ownership: plain values. Threads: pure. Units: bytes. A "&" that begins no reference is text, as the standard says.
// Facts: HTML standard, sections 13.2.5.72 to 13.2.5.80 (states) and 13.5 (names).
#pragma once

#include <cstdint>
#include <string_view>

namespace hearsay {

struct CharacterReference {
  std::uint32_t length = 0;  // bytes from "&" on; 0: no reference stands here
  char32_t first = 0;
  char32_t second = 0;  // 0: one code point
};

// What stands at `text`, which begins with "&". In an attribute a name without ";" before "=" or a letter or digit is
// no reference ("?a=1&copy=2").
[[nodiscard]] CharacterReference character_reference(std::string_view text, bool in_attribute);

}  // namespace hearsay
