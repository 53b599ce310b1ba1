#include "source/html_tokenizer.h"

#include <array>
#include <cstring>

#include "source/ascii.h"

namespace hearsay {

namespace {

constexpr bool is_space(int c) { return c >= 0 && ascii::is_space(static_cast<char>(c)); }
constexpr bool is_alpha(int c) { return c >= 0 && ascii::is_letter(static_cast<char>(c)); }
constexpr bool ends_tag_name(int c) { return is_space(c) || c == '/' || c == '>'; }

enum : std::uint8_t { kEndsTagName = 1, kEndsAttributeName = 2, kEndsUnquoted = 4, kSpace = 8 };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (const int c : {' ', '\n', '\t', '\r', '\f'})
    classes[c] = kEndsTagName | kEndsAttributeName | kEndsUnquoted | kSpace;
  classes['/'] = kEndsTagName | kEndsAttributeName;
  classes['>'] = kEndsTagName | kEndsAttributeName | kEndsUnquoted;
  classes['='] = kEndsAttributeName;
  return classes;
}

constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

}  // namespace

HtmlTokenizer::HtmlTokenizer(const HtmlInput& input, std::vector<HtmlAttribute>& attributes)
    : data_(input.bytes.data()), size_(input.bytes.size()), attributes_(attributes) {
  if (input.bytes.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
}

void HtmlTokenizer::set_mode(TextMode mode, std::string_view end_tag_name) {
  mode_ = mode;
  end_tag_name_.assign(end_tag_name);
}

void HtmlTokenizer::skip_line_feed() {
  if (byte(at_) == '\r') {
    at_ += byte(at_ + 1) == '\n' ? 2 : 1;
  } else if (byte(at_) == '\n') {
    ++at_;
  }
}

std::size_t HtmlTokenizer::find(char wanted, std::size_t from) const {
  if (from >= size_) return size_;
  const void* found = std::memchr(data_ + from, wanted, size_ - from);
  return found == nullptr ? size_ : static_cast<std::size_t>(static_cast<const char*>(found) - data_);
}

bool HtmlTokenizer::matches(std::size_t from, std::string_view lower_case) const {
  if (from > size_ || size_ - from < lower_case.size()) return false;
  for (std::size_t i = 0; i < lower_case.size(); ++i) {
    if (ascii::to_lower(data_[from + i]) != lower_case[i]) return false;
  }
  return true;
}

// RCDATA, RAWTEXT and script data less-than sign, end tag open, end tag name states.
bool HtmlTokenizer::ends_element(std::size_t less_than) const {
  return byte(less_than + 1) == '/' && matches(less_than + 2, end_tag_name_) &&
         ends_tag_name(byte(less_than + 2 + end_tag_name_.size()));
}

std::size_t HtmlTokenizer::raw_text_end(std::size_t from) const {
  for (std::size_t i = find('<', from); i < size_; i = find('<', i + 1)) {
    if (ends_element(i)) return i;
  }
  return size_;
}

// Script data and its escaped and double escaped states. Their dash states only look for "-->", whose dashes may be
// those of "<!--"; `dashes_from` keeps them from reaching back before it.
std::size_t HtmlTokenizer::script_text_end(std::size_t from) const {
  enum { kPlain, kEscaped, kDoubleEscaped } state = kPlain;
  std::size_t dashes_from = 0;
  for (std::size_t i = from; i < size_; ++i) {
    if (state == kPlain) {
      i = find('<', i);
      if (i == size_) break;
      if (ends_element(i)) return i;
      if (matches(i + 1, "!--")) {
        state = kEscaped;
        dashes_from = i + 2;
        i += 3;
      }
      continue;
    }
    const char c = data_[i];
    if (c == '>') {
      if (i >= dashes_from + 2 && data_[i - 1] == '-' && data_[i - 2] == '-') state = kPlain;
    } else if (c == '<') {
      if (state == kEscaped) {
        if (ends_element(i)) return i;
        if (matches(i + 1, "script") && ends_tag_name(byte(i + 7))) {
          state = kDoubleEscaped;
          i += 7;  // the ">" is consumed there and closes nothing
        }
      } else if (matches(i + 1, "/script") && ends_tag_name(byte(i + 8))) {
        state = kEscaped;
        i += 8;
      }
    }
  }
  return size_;
}

void HtmlTokenizer::text(Token& token, TextMode mode, std::size_t end) const {
  token.kind = TokenKind::kText;
  token.mode = mode;
  token.source = span(at_, end);
}

void HtmlTokenizer::end(Token& token) {
  at_ = size_;
  token = Token{};
  token.source = span(size_, size_);
}

void HtmlTokenizer::next(Token& token) {
  for (;;) {
    if (at_ >= size_) return end(token);
    if (mode_ == TextMode::kPlaintext) {
      text(token, mode_, size_);
      at_ = size_;
      return;
    }
    if (mode_ != TextMode::kData) {
      const std::size_t stop = mode_ == TextMode::kScript ? script_text_end(at_) : raw_text_end(at_);
      if (stop > at_) {
        text(token, mode_, stop);
        at_ = stop;
        return;
      }
      mode_ = TextMode::kData;  // the end tag stands here
    }
    // Data state: a "<" that begins no markup is text.
    std::size_t i = at_;
    for (;;) {
      i = find('<', i);
      if (i == size_) break;
      const int c = byte(i + 1);
      if (is_alpha(c) || c == '!' || c == '?' || (c == '/' && i + 2 < size_)) break;
      ++i;
    }
    if (i > at_) {
      text(token, TextMode::kData, i);
      at_ = i;
      return;
    }
    if (markup(token)) return;
  }
}

// Tag open, end tag open, markup declaration open. False where nothing comes out ("</>", an empty CDATA section).
bool HtmlTokenizer::markup(Token& token) {
  const std::size_t less_than = at_;
  const int c = byte(less_than + 1);
  if (is_alpha(c)) {
    tag(token, less_than, less_than + 1, false);
    return true;
  }
  if (c == '/') {
    const int d = byte(less_than + 2);
    if (is_alpha(d)) {
      tag(token, less_than, less_than + 2, true);
      return true;
    }
    if (d == '>') {
      at_ = less_than + 3;
      return false;
    }
    bogus_comment(token, less_than, less_than + 2);
    return true;
  }
  if (c == '?') {
    bogus_comment(token, less_than, less_than + 1);
    return true;
  }
  if (byte(less_than + 2) == '-' && byte(less_than + 3) == '-') {
    comment(token, less_than);
    return true;
  }
  if (matches(less_than + 2, "doctype")) {
    doctype(token, less_than);
    return true;
  }
  if (cdata_allowed_ && std::string_view(data_ + less_than, size_ - less_than).substr(2, 7) == "[CDATA[") {
    at_ = less_than + 9;
    std::size_t stop = at_;
    for (;;) {  // CDATA section, bracket and end states
      stop = find(']', stop);
      if (stop == size_ || (byte(stop + 1) == ']' && byte(stop + 2) == '>')) break;
      ++stop;
    }
    text(token, TextMode::kCdata, stop);
    at_ = stop == size_ ? size_ : stop + 3;
    return !token.source.empty();
  }
  bogus_comment(token, less_than, less_than + 2);
  return true;
}

// Tag name state, then the attributes.
void HtmlTokenizer::tag(Token& token, std::size_t less_than, std::size_t name_begin, bool is_end) {
  std::size_t i = name_begin;
  while (i < size_ && (kClasses[static_cast<unsigned char>(data_[i])] & kEndsTagName) == 0) ++i;
  token.kind = is_end ? TokenKind::kEndTag : TokenKind::kStartTag;
  token.name = span(name_begin, i);
  token.self_closing = false;
  token.first_attribute = static_cast<std::uint32_t>(attributes_.size());
  token.attribute_count = 0;
  if (byte(i) == '>') {
    ++i;
  } else if (!attributes(token, i)) {  // the page ends inside the tag: nothing of it counts
    attributes_.resize(token.first_attribute);
    return end(token);
  }
  if (is_end) {
    attributes_.resize(token.first_attribute);
    token.attribute_count = 0;
  }
  token.tag = tag_of(slice({data_, size_}, token.name));
  token.source = span(less_than, i);
  at_ = i;
}

// Before attribute name to self-closing start tag states. False at the end of the page.
bool HtmlTokenizer::attributes(Token& token, std::size_t& i) {
  const auto class_of = [&](std::size_t at) { return kClasses[static_cast<unsigned char>(data_[at])]; };
  for (;;) {
    while (i < size_ && (class_of(i) & kSpace) != 0) ++i;
    if (i >= size_) return false;
    if (data_[i] == '>') {
      ++i;
      return true;
    }
    if (data_[i] == '/') {
      ++i;
      if (byte(i) == '>') {
        token.self_closing = true;
        ++i;
        return true;
      }
      continue;
    }
    const std::size_t name_begin = i++;  // a "=" here is the name's first character
    while (i < size_ && (class_of(i) & kEndsAttributeName) == 0) ++i;
    const Span name = span(name_begin, i);
    while (i < size_ && (class_of(i) & kSpace) != 0) ++i;
    if (byte(i) != '=') {
      add_attribute(token, name, {name.end, name.end});
      continue;
    }
    ++i;
    while (i < size_ && (class_of(i) & kSpace) != 0) ++i;
    if (i >= size_) return false;
    if (data_[i] == '"' || data_[i] == '\'') {
      const std::size_t value_begin = i + 1;
      const std::size_t value_end = find(data_[i], value_begin);
      if (value_end == size_) return false;
      add_attribute(token, name, span(value_begin, value_end));
      i = value_end + 1;
      continue;
    }
    const std::size_t value_begin = i;
    while (i < size_ && (class_of(i) & kEndsUnquoted) == 0) ++i;
    add_attribute(token, name, span(value_begin, i));
  }
}

void HtmlTokenizer::add_attribute(Token& token, Span attribute_name, Span value) {
  if (token.attribute_count >= kMaxHtmlAttributes) return;
  const std::string_view page(data_, size_);
  const std::string_view wanted = slice(page, attribute_name);
  for (std::uint32_t i = 0; i < token.attribute_count; ++i) {  // the first of a name counts
    const Span other = attributes_[token.first_attribute + i].name;
    if (other.length() == attribute_name.length() && ascii::iequals(slice(page, other), wanted)) return;
  }
  attributes_.push_back({attribute_name, value});
  ++token.attribute_count;
}

void HtmlTokenizer::bogus_comment(Token& token, std::size_t less_than, std::size_t data_begin) {
  const std::size_t stop = find('>', data_begin);
  at_ = stop == size_ ? size_ : stop + 1;
  token.kind = TokenKind::kComment;
  token.data = span(data_begin, stop);
  token.source = span(less_than, at_);
}

// Comment start to comment end bang states. A comment ends at "-->", at "--!>" and, just after "<!--", at ">" and "->".
void HtmlTokenizer::comment(Token& token, std::size_t less_than) {
  const std::size_t begin = less_than + 4;
  std::size_t stop = size_;  // of the data
  at_ = size_;
  if (byte(begin) == '>') {
    stop = begin, at_ = begin + 1;
  } else if (byte(begin) == '-' && byte(begin + 1) == '>') {
    stop = begin, at_ = begin + 2;
  } else {
    const auto ends_with = [&](std::size_t end, std::string_view mark) {
      return end >= begin + mark.size() && std::string_view(data_ + end - mark.size(), mark.size()) == mark;
    };
    std::size_t i = find('>', begin);
    for (; i < size_; i = find('>', i + 1)) {
      if (ends_with(i, "--")) {
        stop = i - 2;
        break;
      }
      if (ends_with(i, "--!")) {
        stop = i - 3;
        break;
      }
    }
    if (i < size_) {
      at_ = i + 1;
    } else if (ends_with(size_, "--!")) {  // the page ends in one of the comment's end states
      stop = size_ - 3;
    } else if (ends_with(size_, "--")) {
      stop = size_ - 2;
    } else if (ends_with(size_, "-")) {
      stop = size_ - 1;
    }
  }
  token.kind = TokenKind::kComment;
  token.data = span(begin, stop);
  token.source = span(less_than, at_);
}

// DOCTYPE to bogus DOCTYPE states.
void HtmlTokenizer::doctype(Token& token, std::size_t less_than) {
  token = Token{};
  token.kind = TokenKind::kDoctype;
  std::size_t i = less_than + 9;
  const auto skip_space = [&] {
    while (is_space(byte(i))) ++i;
  };
  const auto emit = [&](bool force_quirks) {
    token.force_quirks = token.force_quirks || force_quirks;
    at_ = i < size_ ? i + 1 : size_;  // i is at ">" or at the end
    token.source = span(less_than, at_);
  };
  const auto bogus = [&](bool force_quirks) {
    i = find('>', i);
    emit(force_quirks);
  };
  // A quoted identifier at i; false where ">" or the end cuts it off, and the token is out.
  const auto identifier = [&](Span& id, bool& has) {
    const char quote = data_[i++];
    const std::size_t begin = i;
    while (i < size_ && data_[i] != quote && data_[i] != '>') ++i;
    id = span(begin, i);
    has = true;
    if (byte(i) == quote) {
      ++i;
      return true;
    }
    emit(true);
    return false;
  };
  const auto is_quote = [&] { return byte(i) == '"' || byte(i) == '\''; };
  const auto is_over = [&] { return i >= size_ || data_[i] == '>'; };

  skip_space();
  if (is_over()) return emit(true);
  const std::size_t name_begin = i;
  while (i < size_ && !is_space(byte(i)) && data_[i] != '>') ++i;
  token.data = span(name_begin, i);
  token.has_name = true;
  skip_space();
  if (is_over()) return emit(i >= size_);
  const bool is_public = matches(i, "public");
  if (!is_public && !matches(i, "system")) return bogus(true);
  i += 6;
  skip_space();
  if (is_over()) return emit(true);
  if (!is_quote()) return bogus(true);
  if (is_public) {
    if (!identifier(token.public_id, token.has_public)) return;
    skip_space();
    if (is_over()) return emit(i >= size_);
    if (!is_quote()) return bogus(true);
  }
  if (!identifier(token.system_id, token.has_system)) return;
  skip_space();
  if (is_over()) return emit(i >= size_);
  bogus(false);
}

}  // namespace hearsay
