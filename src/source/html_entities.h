// Named character references of HTML: the generated table and its longest-match look-up.
//
// Ownership: constants. Threads: pure. Facts: HTML standard, section 13.5; tools/make_entities.py writes the table.
#pragma once

#include <cstdint>
#include <string_view>

namespace hearsay {

namespace entities {

struct Entry {
  char32_t first;
  char32_t second;       // 0: one code point
  std::uint16_t offset;  // in kNames
  std::uint8_t length;   // without "&", with ";" where the name has it
};

inline constexpr std::size_t kCount = 2231;
extern const char kNames[];             // all names, sorted by bytes, without separators
extern const Entry kEntries[kCount];    // in the same order
extern const std::uint16_t kFirst[59];  // index of the first name whose first byte is >= 'A' + i

}  // namespace entities

// The longest name that `text` (what follows "&") begins with, or nullptr.
[[nodiscard]] const entities::Entry* longest_entity(std::string_view text);

}  // namespace hearsay
