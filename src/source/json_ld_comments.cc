#include "source/json_ld_comments.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "source/ascii.h"

namespace hearsay {

namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The UTF-16 unit of "\uXXXX" at `at`, or -1.
int unit_at(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex(text[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

class StatedText {
 public:
  StatedText(const HtmlInput& page, Span span, TextBuilder& builder) : page_(page), span_(span), builder_(builder) {}

  void append() {
    const std::string_view bytes = page_.bytes.substr(0, span_.end);
    std::uint32_t at = span_.begin;
    while (at < span_.end) {
      const char c = bytes[at];
      if (c == '\\') {
        at = escape(bytes, at);
      } else if (c == '<') {
        const std::size_t end = bytes.find('>', at);
        if (end == std::string_view::npos || end - at > 400) {
          plain(at, at + 1);
          ++at;
          continue;
        }
        break_ = true;
        at = static_cast<std::uint32_t>(end) + 1;
      } else if (ascii::is_space(c)) {
        break_ = true;
        ++at;
      } else {
        std::uint32_t end = at + 1;
        while (end < span_.end && bytes[end] != '\\' && bytes[end] != '<' && !ascii::is_space(bytes[end])) ++end;
        plain(at, end);
        at = end;
      }
    }
  }

 private:
  void space() {
    if (break_ && !builder_.part_is_empty()) builder_.other(" ");
    break_ = false;
  }

  void plain(std::uint32_t from, std::uint32_t to) {
    TextPieces pieces(page_, {from, to}, References::kText, false);
    for (TextPiece piece; pieces.next(piece);) {
      space();
      if (piece.identical) {
        builder_.same(piece.text, piece.source.begin);
      } else {
        builder_.other(piece.text);
      }
    }
  }

  std::uint32_t escape(std::string_view bytes, std::uint32_t at) {
    const char c = at + 1 < span_.end ? bytes[at + 1] : '\0';
    if (c == 'u') {
      int unit = unit_at(bytes, at);
      if (unit < 0) return at + 2;
      std::uint32_t next = at + 6;
      auto code = static_cast<char32_t>(unit);
      if (unit >= 0xD800 && unit < 0xDC00) {
        const int low = unit_at(bytes, next);
        if (low >= 0xDC00 && low < 0xE000) {
          code = 0x10000 + ((code - 0xD800) << 10) + static_cast<char32_t>(low - 0xDC00);
          next += 6;
        }
      }
      if (code >= 0xD800 && code < 0xE000) code = 0xFFFD;
      if (code == ' ' || code == '\n' || code == '\t' || code == '\r' || code == 0) {
        break_ = true;
        return next;
      }
      if (code == '<') {  // a tag in escapes
        const std::size_t end = bytes.find("\\u003", next);
        if (end != std::string_view::npos && end - at <= 400 && end + 6 <= span_.end) {
          break_ = true;
          return static_cast<std::uint32_t>(end) + 6;
        }
      }
      std::string text;
      append_utf8(text, code);
      space();
      builder_.other(text);
      return next;
    }
    if (c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f') {
      break_ = true;
    } else if (c != '\0') {
      plain(at + 1, at + 2);  // the quote, slash or backslash itself
    }
    return std::min(at + 2, span_.end);
  }

  const HtmlInput& page_;
  const Span span_;
  TextBuilder& builder_;
  bool break_ = false;
};

}  // namespace

std::optional<std::uint32_t> append_stated_comment(const HtmlInput& page, Span json_string, TextBuilder& builder) {
  if (builder.full() || json_string.empty() || json_string.end > page.bytes.size()) return std::nullopt;
  const std::uint32_t part = builder.begin_part(PartKind::kComment, Region::kComments);
  const std::size_t before = builder.parts().size();
  StatedText(page, json_string, builder).append();
  builder.end_part();
  if (builder.parts().size() < before) return std::nullopt;
  return part;
}

}  // namespace hearsay
