#include <algorithm>

#include "base/utf8.h"
#include "language/unicode_tables.h"

namespace hearsay {

namespace {

constexpr char32_t kCapitalSigma = 0x3A3, kSmallSigma = 0x3C3, kFinalSigma = 0x3C2, kDottedCapitalI = 0x130;

char32_t simple_lower(char32_t c) {
  using unicode_data::LowerCase;
  const auto* end = unicode_data::kLower + unicode_data::kLowerCount;
  const auto* it = std::lower_bound(unicode_data::kLower, end, c,
                                    [](const LowerCase& pair, char32_t value) { return pair.from < value; });
  return it != end && it->from == c ? it->to : c;
}

// Unicode's Final_Sigma, as CPython decides it (Objects/unicodeobject.c, handle_capital_sigma): a cased character
// before and none after, ignorable ones skipped. The walk to the left is not repeated: `cased_before` carries its
// outcome.
bool cased_after(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    const Decoded d = decode_utf8(text, offset);
    const std::uint8_t p = properties_of(d.code_point);
    if (!(p & kIsIgnorable)) return (p & kIsCased) != 0;
    offset += d.length;
  }
  return false;
}

template <class Test>
bool all_of(std::string_view text, Test test) {
  if (text.empty()) return false;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    if (!test(properties_of(d.code_point))) return false;
    i += d.length;
  }
  return true;
}

}  // namespace

std::string to_lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool cased_before = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      const bool upper = byte >= 'A' && byte <= 'Z';
      out += static_cast<char>(upper ? byte + 32 : byte);
      const std::uint8_t p = properties_of(byte);
      if (!(p & kIsIgnorable)) cased_before = (p & kIsCased) != 0;
      ++i;
      continue;
    }
    const Decoded d = decode_utf8(text, i);
    if (!d.valid) {
      out.append(text.substr(i, d.length));
      cased_before = false;
    } else {
      if (d.code_point == kDottedCapitalI) {
        out += "i\xCC\x87";
      } else if (d.code_point == kCapitalSigma) {
        append_utf8(out, cased_before && !cased_after(text, i + d.length) ? kFinalSigma : kSmallSigma);
      } else {
        append_utf8(out, simple_lower(d.code_point));
      }
      const std::uint8_t p = properties_of(d.code_point);
      if (!(p & kIsIgnorable)) cased_before = (p & kIsCased) != 0;
    }
    i += d.length;
  }
  return out;
}

bool is_alpha(std::string_view text) {
  return all_of(text, [](std::uint8_t p) { return (p & kIsAlpha) != 0; });
}

bool is_space(std::string_view text) {
  return all_of(text, [](std::uint8_t p) { return (p & kIsSpace) != 0; });
}

}  // namespace hearsay
