// Generated tables of the WHATWG Encoding Standard (charset_tables.cc, by tools/make_charsets.py).
// Ownership: static. Threads: read-only. Fails: never.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hearsay::charsets {

struct Label {
  std::string_view label;
  std::uint8_t charset;  // index in kNames, and of enum class Charset
};

extern const std::string_view kNames[];
extern const std::size_t kNameCount;
extern const Label kLabels[];
extern const std::size_t kLabelCount;
// Of the single-byte charsets, in the order of Charset from kWindows1252 on.
extern const char16_t kIndexes[][128];

}  // namespace hearsay::charsets
