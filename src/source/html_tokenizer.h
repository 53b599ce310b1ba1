// The WHATWG HTML tokenizer over a page's own bytes.
//
// The simple idea: nothing is decoded here. A text token is a range of the page in which "&", CR and bytes above 0x7F
// still wait for TextPieces (html_tree.h); a tag is a name range and attribute ranges. So text is skipped with memchr,
// and no token allocates. What is left of the standard's eighty states is where each range begins and ends. The
// details: in script data the escaped and double escaped states decide which "</script" ends the element; CDATA
// sections exist only in foreign content, so the tree builder says before each token whether they do; the tree builder
// also sets the text mode after a start tag (title, textarea, style, script, plaintext …).
// Ownership: views the input and appends attributes to the caller's vector, which must both outlive it; a token holds
// ranges only. Threads: one tokenizer, one thread. Units: bytes of the page, half-open.
// Fails: never. Bounds: a tag keeps its first kMaxHtmlAttributes attributes. Their names are compared by their bytes,
// so that two that only decode alike (NUL and U+FFFD) are two. Facts: WHATWG HTML standard, section 13.2.5; each
// function names its states.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "source/html_tags.h"
#include "source/html_tree.h"

namespace hearsay {

inline constexpr std::uint32_t kMaxHtmlAttributes = 1024;

enum class TokenKind : std::uint8_t { kText, kStartTag, kEndTag, kComment, kDoctype, kEnd };

// What the text states make of bytes. kData and kRcdata decode references; only kData leaves NUL to the tree builder
// (kCdata too, but there the tree always makes it U+FFFD).
enum class TextMode : std::uint8_t { kData, kRcdata, kRawtext, kScript, kPlaintext, kCdata };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  TextMode mode = TextMode::kData;  // text
  Tag tag = Tag::kOther;            // tags
  bool self_closing = false;        // tags
  bool force_quirks = false;        // doctype
  bool has_name = false;            // doctype: absent parts differ from empty ones
  bool has_public = false;
  bool has_system = false;
  Span source;     // all of it; of text what is text (a CDATA section's marks left out)
  Span data;       // comment: its data · doctype: its name
  Span name;       // tags: the name as written
  Span public_id;  // doctype
  Span system_id;
  std::uint32_t first_attribute = 0;  // tags, in the caller's vector; end tags have none
  std::uint32_t attribute_count = 0;
};

class HtmlTokenizer {
 public:
  // REQUIRES: input.bytes.size() < 4 GiB.
  HtmlTokenizer(const HtmlInput& input, std::vector<HtmlAttribute>& attributes);

  // The next token; kEnd again and again at the end.
  void next(Token& token);

  // The text that follows is of this mode, up to the end tag of that name (13.2.5.1 "appropriate end tag token").
  void set_mode(TextMode mode, std::string_view end_tag_name = {});
  // "<![CDATA[" begins a section (the adjusted current node is foreign), else a bogus comment.
  void allow_cdata(bool allowed) { cdata_allowed_ = allowed; }
  // A line feed that comes next is left out (after pre, listing, textarea).
  void skip_line_feed();

  [[nodiscard]] std::uint32_t position() const { return static_cast<std::uint32_t>(at_); }

 private:
  [[nodiscard]] std::size_t find(char wanted, std::size_t from) const;
  [[nodiscard]] int byte(std::size_t i) const { return i < size_ ? static_cast<unsigned char>(data_[i]) : -1; }
  [[nodiscard]] bool ends_element(std::size_t less_than) const;
  [[nodiscard]] std::size_t raw_text_end(std::size_t from) const;
  [[nodiscard]] std::size_t script_text_end(std::size_t from) const;
  [[nodiscard]] bool matches(std::size_t from, std::string_view lower_case) const;
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  void text(Token& token, TextMode mode, std::size_t end) const;
  bool markup(Token& token);
  void tag(Token& token, std::size_t less_than, std::size_t name_begin, bool is_end);
  bool attributes(Token& token, std::size_t& i);
  void add_attribute(Token& token, Span name, Span value);
  void comment(Token& token, std::size_t less_than);
  void bogus_comment(Token& token, std::size_t less_than, std::size_t data_begin);
  void doctype(Token& token, std::size_t less_than);
  void end(Token& token);

  const char* data_;
  std::size_t size_;
  std::vector<HtmlAttribute>& attributes_;
  std::size_t at_ = 0;
  TextMode mode_ = TextMode::kData;
  bool cdata_allowed_ = false;
  std::string end_tag_name_;
};

}  // namespace hearsay
