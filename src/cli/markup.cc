#include "cli/markup.h"

#include "base/utf8.h"
#include "cli/display_width.h"

namespace hearsay::cli {

void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    i += d.length;
    const char32_t c = d.code_point;
    switch (c) {
      case '&':
        out += "&amp;";
        continue;
      case '<':
        out += "&lt;";
        continue;
      case '>':
        out += "&gt;";
        continue;
      case '"':
        out += "&quot;";
        continue;
      case '\'':
        out += "&#39;";
        continue;
      case '\n':
      case '\t':
        out += static_cast<char>(c);
        continue;
      default:
        break;
    }
    if (c < 0x20) {
      append_utf8(out, 0x2400 + c);  // the control pictures
    } else if ((c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c < 0xFDF0) || is_bidi_control(c)) {
      append_utf8(out, kReplacement);
    } else {
      append_utf8(out, c);
    }
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  append_escaped(out, text);
  return out;
}

}  // namespace hearsay::cli
