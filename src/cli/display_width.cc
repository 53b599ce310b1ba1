#include "cli/display_width.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace hearsay::cli {

bool is_bidi_control(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

int display_width(char32_t code_point) {
  if (code_point >= 0x20 && code_point < 0x7F) return 1;
  if (code_point < 0xA0) return 0;
  const auto c = static_cast<UChar32>(code_point);
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return code_point == 0xAD ? 1 : 0;  // terminals draw the soft hyphen
    default:
      break;
  }
  if (c >= 0x1160 && c <= 0x11FF) return 0;  // Hangul medial vowels and finals join the initial before them
  const int east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  if (east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH) return 2;
  return u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION) ? 2 : 1;
}

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    columns += static_cast<std::size_t>(display_width(d.code_point));
    i += d.length;
  }
  return columns;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    const char32_t c = d.code_point;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0) {
      blank = true;
    } else {
      if (blank && !out.empty()) out += ' ';
      blank = false;
      if (c < 0x20) {
        append_utf8(out, 0x2400 + c);  // the control pictures
      } else if (c == 0x7F) {
        append_utf8(out, 0x2421);
      } else if ((c >= 0x80 && c < 0xA0) || is_bidi_control(c)) {
        append_utf8(out, kReplacement);
      } else {
        append_utf8(out, c);
      }
    }
    i += d.length;
  }
  return out;
}

std::string fitted(std::string_view text, std::size_t columns) {
  if (columns == 0) return "";
  std::size_t used = 0;
  std::size_t cut = 0;  // bytes that leave a column for the ellipsis
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    used += static_cast<std::size_t>(display_width(d.code_point));
    i += d.length;
    if (used + 1 <= columns) cut = i;
    if (used > columns) {
      while (cut > 0 && text[cut - 1] == ' ') --cut;
      return std::string(text.substr(0, cut)) + "…";
    }
  }
  return std::string(text);
}

std::vector<std::string_view> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string_view> lines;
  std::size_t begin = 0, used = 0;
  std::size_t last_blank = std::string_view::npos;  // the latest blank of this line
  std::size_t i = 0;
  while (i < text.size()) {
    const Decoded d = decode_utf8(text, i);
    const auto width = static_cast<std::size_t>(display_width(d.code_point));
    if (d.code_point == ' ') last_blank = i;
    if (used + width > columns && i > begin) {
      if (last_blank != std::string_view::npos) {
        lines.push_back(text.substr(begin, last_blank - begin));
        begin = last_blank + 1;
      } else {
        lines.push_back(text.substr(begin, i - begin));
        begin = i;
      }
      while (begin < text.size() && text[begin] == ' ') ++begin;
      i = begin;
      used = 0;
      last_blank = std::string_view::npos;
      continue;
    }
    used += width;
    i += d.length;
  }
  if (begin < text.size() || lines.empty()) lines.push_back(text.substr(begin));
  return lines;
}

}  // namespace hearsay::cli
