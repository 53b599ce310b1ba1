#include "source/html_tags.h"

#include <array>
#include <cstddef>

namespace hearsay::html {

namespace {

constexpr std::string_view kNames[] = {"",
#define X(enumerator, text) text,
                                       HEARSAY_HTML_TAGS(X)
#undef X
};
static_assert(std::size(kNames) == static_cast<std::size_t>(Tag::kCount));

constexpr std::size_t kLongest = 16;
constexpr std::size_t kSlots = 1024;  // sparse, so that a look-up takes one probe or two

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

constexpr std::size_t slot_of(std::string_view lowered) {
  std::uint32_t h = 0x811C9DC5u;
  for (const char c : lowered) h = (h ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return (h ^ (h >> 15)) % kSlots;
}

constexpr std::array<std::uint8_t, kSlots> make_slots() {
  std::array<std::uint8_t, kSlots> slots{};
  for (std::size_t i = 1; i < std::size(kNames); ++i) {
    std::size_t slot = slot_of(kNames[i]);
    while (slots[slot] != 0) slot = (slot + 1) % kSlots;
    slots[slot] = static_cast<std::uint8_t>(i);
  }
  return slots;
}

constexpr std::array<std::uint8_t, kSlots> kTable = make_slots();

}  // namespace

std::string_view name(Tag tag) { return kNames[static_cast<std::size_t>(tag)]; }

Tag tag_of(std::string_view name_bytes) {
  if (name_bytes.empty() || name_bytes.size() > kLongest) return Tag::kOther;
  char lowered[kLongest];
  for (std::size_t i = 0; i < name_bytes.size(); ++i) lowered[i] = lower(name_bytes[i]);
  const std::string_view wanted(lowered, name_bytes.size());
  for (std::size_t slot = slot_of(wanted); kTable[slot] != 0; slot = (slot + 1) % kSlots) {
    if (kNames[kTable[slot]] == wanted) return static_cast<Tag>(kTable[slot]);
  }
  return Tag::kOther;
}

}  // namespace hearsay::html
