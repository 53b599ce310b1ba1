#include "source/html_reference.h"

#include "base/utf8.h"
#include "source/html_entities.h"

namespace hearsay {

namespace {

// Bytes 0x80 to 0x9F mean windows-1252 in numeric references (13.2.5.80); 0: as it is.
constexpr char16_t kWindows1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                       0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr int digit_value(char c, bool hex) {
  if (c >= '0' && c <= '9') return c - '0';
  if (hex && c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (hex && c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

char32_t repaired(char32_t c) {
  if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return kReplacement;
  if (c >= 0x80 && c < 0xA0 && kWindows1252[c - 0x80] != 0) return kWindows1252[c - 0x80];
  return c;
}

CharacterReference numeric_reference(std::string_view text) {
  std::size_t i = 2;
  const bool hex = i < text.size() && (text[i] == 'x' || text[i] == 'X');
  if (hex) ++i;
  const std::size_t digits = i;
  char32_t value = 0;
  for (; i < text.size(); ++i) {
    const int digit = digit_value(text[i], hex);
    if (digit < 0) break;
    value = value * (hex ? 16u : 10u) + static_cast<char32_t>(digit);
    if (value > 0x10FFFF) value = 0x110000;  // saturates: digits may go on for megabytes
  }
  if (i == digits) return {};
  if (i < text.size() && text[i] == ';') ++i;
  return {static_cast<std::uint32_t>(i), repaired(value), 0};
}

}  // namespace

const entities::Entry* longest_entity(std::string_view text) {
  using namespace entities;
  if (text.empty() || text[0] < 'A' || text[0] > 'z') return nullptr;
  std::size_t low = kFirst[text[0] - 'A'], high = kFirst[text[0] - 'A' + 1];
  const Entry* best = nullptr;
  // The names that share text's first `depth` bytes are kEntries[low, high); each byte narrows them. The shortest
  // comes first, since a prefix sorts before what it begins.
  for (std::size_t depth = 1; low < high; ++depth) {
    if (kEntries[low].length == depth) best = &kEntries[low];
    if (depth >= text.size()) break;
    const auto c = static_cast<unsigned char>(text[depth]);
    const auto byte_at = [&](std::size_t i) -> int {
      return kEntries[i].length > depth ? static_cast<unsigned char>(kNames[kEntries[i].offset + depth]) : -1;
    };
    const auto lower_bound = [&](int wanted) {
      std::size_t a = low, b = high;
      while (a < b) {
        const std::size_t middle = (a + b) / 2;
        if (byte_at(middle) < wanted) {
          a = middle + 1;
        } else {
          b = middle;
        }
      }
      return a;
    };
    const std::size_t next_low = lower_bound(c);
    high = lower_bound(c + 1);
    low = next_low;
  }
  return best;
}

CharacterReference character_reference(std::string_view text, bool in_attribute) {
  if (text.size() < 2) return {};
  if (text[1] == '#') return numeric_reference(text);
  if (!is_alphanumeric(text[1])) return {};
  const entities::Entry* entry = longest_entity(text.substr(1));
  if (entry == nullptr) return {};
  const std::uint32_t length = entry->length + 1u;
  if (in_attribute && text[length - 1] != ';' && length < text.size() &&
      (text[length] == '=' || is_alphanumeric(text[length]))) {
    return {};
  }
  return {length, entry->first, entry->second};
}

}  // namespace hearsay
