#include "source/html_tokenizer_twin.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "source/ascii.h"
#include "source/html_entities.h"

namespace hearsay {

namespace {

constexpr char32_t kEof = 0xFFFFFFFF;

enum class State {
  kData,
  kRcdata,
  kRawtext,
  kScript,
  kPlaintext,
  kTagOpen,
  kEndTagOpen,
  kTagName,
  kRawLessThan,
  kRawEndTagOpen,
  kRawEndTagName,
  kScriptLessThan,
  kScriptEscapeStart,
  kScriptEscapeStartDash,
  kEscaped,
  kEscapedDash,
  kEscapedDashDash,
  kEscapedLessThan,
  kDoubleEscapeStart,
  kDoubleEscaped,
  kDoubleEscapedDash,
  kDoubleEscapedDashDash,
  kDoubleEscapedLessThan,
  kDoubleEscapeEnd,
  kBeforeAttributeName,
  kAttributeName,
  kAfterAttributeName,
  kBeforeAttributeValue,
  kDoubleQuoted,
  kSingleQuoted,
  kUnquoted,
  kAfterQuoted,
  kSelfClosing,
  kBogusComment,
  kMarkupDeclarationOpen,
  kCommentStart,
  kCommentStartDash,
  kComment,
  kCommentLessThan,
  kCommentLessThanBang,
  kCommentLessThanBangDash,
  kCommentLessThanBangDashDash,
  kCommentEndDash,
  kCommentEnd,
  kCommentEndBang,
  kDoctype,
  kBeforeDoctypeName,
  kDoctypeName,
  kAfterDoctypeName,
  kAfterPublicKeyword,
  kBeforePublicId,
  kPublicDouble,
  kPublicSingle,
  kAfterPublicId,
  kBetweenIds,
  kAfterSystemKeyword,
  kBeforeSystemId,
  kSystemDouble,
  kSystemSingle,
  kAfterSystemId,
  kBogusDoctype,
  kCdataSection,
  kCdataBracket,
  kCdataEnd
};

bool space(char32_t c) { return c == '\t' || c == '\n' || c == '\f' || c == ' '; }
bool alpha(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool alnum(char32_t c) { return alpha(c) || (c >= '0' && c <= '9'); }
char32_t lower(char32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

class Twin {
 public:
  Twin(std::string_view page, TextMode mode, std::string_view end_tag_name, bool cdata)
      : end_tag_name_(end_tag_name), cdata_(cdata), page_(page) {
    for (std::size_t i = page.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0; i < page.size();) {
      Decoded d = decode_utf8(page, i);
      const auto begin = static_cast<std::uint32_t>(i);
      i += d.length;
      if (d.code_point == '\r') {
        if (i < page.size() && page[i] == '\n') continue;
        d.code_point = '\n';
      }
      input_.push_back({d.code_point, {begin, static_cast<std::uint32_t>(i)}});
    }
    size_ = static_cast<std::uint32_t>(page.size());
    switch (mode) {
      case TextMode::kData:
        text_state_ = State::kData;
        break;
      case TextMode::kRcdata:
        text_state_ = State::kRcdata;
        break;
      case TextMode::kRawtext:
        text_state_ = State::kRawtext;
        break;
      case TextMode::kScript:
        text_state_ = State::kScript;
        break;
      case TextMode::kPlaintext:
        text_state_ = State::kPlaintext;
        break;
      case TextMode::kCdata:
        text_state_ = State::kCdataSection;
        break;
    }
    state_ = text_state_;
  }

  std::vector<DecodedToken> run() {
    while (!over_) step();
    flush_text();
    return std::move(out_);
  }

 private:
  char32_t consume() {
    at_ = next_++;
    return at_ < input_.size() ? input_[at_].code_point : kEof;
  }
  void again(State state) {
    --next_;
    state_ = state;
  }
  std::uint32_t begin_of(std::size_t i) const { return i < input_.size() ? input_[i].source.begin : size_; }
  std::uint32_t here() const { return next_ > 0 && next_ <= input_.size() ? input_[next_ - 1].source.end : size_; }
  bool looking_at(std::string_view wanted, bool any_case) const {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (next_ + i >= input_.size()) return false;
      const char32_t c = input_[next_ + i].code_point;
      if ((any_case ? lower(c) : c) != static_cast<char32_t>(wanted[i])) return false;
    }
    return true;
  }

  void emit(char32_t c, Span source) { text_.push_back({c, source}); }
  void emit_at(std::size_t i) {
    if (i < input_.size()) text_.push_back(input_[i]);
  }
  // The characters [from, at_) as text.
  void emit_from(std::size_t from) {
    for (std::size_t i = from; i < at_; ++i) emit_at(i);
  }
  void flush_text() {
    std::erase_if(text_, [](const PlacedCharacter& c) { return c.code_point == 0; });
    if (text_.empty()) return;
    DecodedToken token;
    token.kind = TokenKind::kText;
    token.text = std::move(text_);
    text_.clear();
    out_.push_back(std::move(token));
  }
  void start(TokenKind kind, std::size_t from) {
    token_ = DecodedToken{};
    names_.clear();
    token_.kind = kind;
    token_.source.begin = begin_of(from);
    if (kind == TokenKind::kDoctype) token_.public_id = token_.system_id = "-";
  }
  void emit_token() {
    flush_text();
    token_.source.end = here();
    if (token_.kind == TokenKind::kEndTag) {
      token_.attributes.clear();
      token_.self_closing = false;
    }
    out_.push_back(token_);
    state_ = State::kData;
  }
  void eof() { over_ = true; }
  void finish_attribute() {
    if (!in_attribute_) return;
    in_attribute_ = false;
    if (std::find(names_.begin(), names_.end(), name_bytes_) != names_.end()) return;
    names_.push_back(name_bytes_);
    token_.attributes.push_back(attribute_);
  }
  void start_attribute() {
    finish_attribute();
    attribute_ = {};
    name_bytes_.clear();
    in_attribute_ = true;
  }

  // Character reference states, as one: what stands at the "&" just consumed.
  void reference(bool attribute) {
    const std::size_t ampersand = at_;
    const auto flush = [&](std::size_t end) {
      for (std::size_t i = ampersand; i < end; ++i) {
        if (attribute) {
          append_utf8(attribute_.second, input_[i].code_point);
        } else {
          emit_at(i);
        }
      }
      next_ = end;
    };
    const auto give = [&](char32_t c, std::size_t end) {
      if (attribute) {
        append_utf8(attribute_.second, c);
      } else {
        emit(c, {input_[ampersand].source.begin, input_[end - 1].source.end});
      }
    };
    const auto at = [&](std::size_t i) { return i < input_.size() ? input_[i].code_point : kEof; };
    std::size_t i = ampersand + 1;
    if (alnum(at(i))) {
      std::string name;
      std::size_t best_end = 0;
      const entities::Entry* best = nullptr;
      for (; at(i) != kEof && at(i) < 0x80; ++i) {
        name += static_cast<char>(at(i));
        const auto* begin = entities::kEntries;
        for (std::size_t k = 0; k < entities::kCount; ++k) {
          if (std::string_view(entities::kNames + begin[k].offset, begin[k].length) == name) {
            best = &begin[k];
            best_end = i + 1;
          }
        }
        if (name.size() > 40 || name.back() == ';') break;
      }
      if (best == nullptr) return flush(ampersand + 1);
      if (attribute && input_[best_end - 1].code_point != ';' && (at(best_end) == '=' || alnum(at(best_end)))) {
        return flush(best_end);
      }
      give(best->first, best_end);
      if (best->second != 0) give(best->second, best_end);
      next_ = best_end;
      return;
    }
    if (at(i) != '#') return flush(ampersand + 1);
    ++i;
    const bool hex = at(i) == 'x' || at(i) == 'X';
    if (hex) ++i;
    const auto digit = [&](char32_t c) -> int {
      if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
      if (hex && lower(c) >= 'a' && lower(c) <= 'f') return static_cast<int>(lower(c) - 'a' + 10);
      return -1;
    };
    if (digit(at(i)) < 0) return flush(i);
    std::uint64_t value = 0;
    for (; digit(at(i)) >= 0; ++i) {
      value = std::min<std::uint64_t>(value * (hex ? 16 : 10) + static_cast<std::uint64_t>(digit(at(i))), 0x110000);
    }
    if (at(i) == ';') ++i;
    static constexpr std::pair<std::uint32_t, char32_t> kTable[] = {
        {0x80, 0x20AC}, {0x82, 0x201A}, {0x83, 0x0192}, {0x84, 0x201E}, {0x85, 0x2026}, {0x86, 0x2020}, {0x87, 0x2021},
        {0x88, 0x02C6}, {0x89, 0x2030}, {0x8A, 0x0160}, {0x8B, 0x2039}, {0x8C, 0x0152}, {0x8E, 0x017D}, {0x91, 0x2018},
        {0x92, 0x2019}, {0x93, 0x201C}, {0x94, 0x201D}, {0x95, 0x2022}, {0x96, 0x2013}, {0x97, 0x2014}, {0x98, 0x02DC},
        {0x99, 0x2122}, {0x9A, 0x0161}, {0x9B, 0x203A}, {0x9C, 0x0153}, {0x9E, 0x017E}, {0x9F, 0x0178}};
    char32_t c = static_cast<char32_t>(value);
    if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
    for (const auto& [from, to] : kTable) {
      if (c == from) c = to;
    }
    give(c, i);
    next_ = i;
  }

  void text_step(char32_t c) {
    if (c == kEof) return eof();
    if (c == 0) return emit(state_ == State::kData ? 0 : 0xFFFD, input_[at_].source);
    emit_at(at_);
  }

  bool appropriate() const { return token_.kind == TokenKind::kEndTag && token_.name == end_tag_name_; }

  void step();
  void script_step(char32_t c);
  void tag_step(char32_t c);
  void comment_step(char32_t c);
  void doctype_step(char32_t c);

  std::vector<PlacedCharacter> input_;
  std::uint32_t size_ = 0;
  std::size_t next_ = 0, at_ = 0, less_than_ = 0;
  State state_ = State::kData, text_state_ = State::kData, raw_return_ = State::kData;
  std::string end_tag_name_, buffer_;
  bool cdata_, over_ = false, in_attribute_ = false;
  DecodedToken token_;
  std::pair<std::string, std::string> attribute_;
  // Duplicates are found by the bytes of the names, as HtmlTokenizer says it does.
  std::string name_bytes_;
  std::vector<std::string> names_;
  std::string_view page_;
  std::vector<PlacedCharacter> text_;
  std::vector<DecodedToken> out_;
};

void Twin::step() {
  const char32_t c = consume();
  switch (state_) {
    case State::kData:
    case State::kRcdata:
      if (c == '&') return reference(false);
      if (c == '<') {
        less_than_ = at_;
        raw_return_ = state_;
        state_ = state_ == State::kData ? State::kTagOpen : State::kRawLessThan;
        return;
      }
      return text_step(c);
    case State::kRawtext:
      if (c == '<') {
        less_than_ = at_;
        raw_return_ = state_;
        state_ = State::kRawLessThan;
        return;
      }
      return text_step(c);
    case State::kPlaintext:
      return text_step(c);
    case State::kTagOpen:
      if (c == '!') return void(state_ = State::kMarkupDeclarationOpen);
      if (c == '/') return void(state_ = State::kEndTagOpen);
      if (alpha(c)) {
        start(TokenKind::kStartTag, less_than_);
        return again(State::kTagName);
      }
      if (c == '?') {
        start(TokenKind::kComment, less_than_);
        return again(State::kBogusComment);
      }
      emit_at(less_than_);
      return c == kEof ? eof() : again(State::kData);
    case State::kEndTagOpen:
      if (alpha(c)) {
        start(TokenKind::kEndTag, less_than_);
        return again(State::kTagName);
      }
      if (c == '>') return void(state_ = State::kData);
      if (c == kEof) {
        emit_from(less_than_);
        return eof();
      }
      start(TokenKind::kComment, less_than_);
      return again(State::kBogusComment);
    case State::kRawLessThan:
      if (c == '/') {
        buffer_.clear();
        state_ = State::kRawEndTagOpen;
        return;
      }
      emit_from(less_than_);
      return again(raw_return_);
    case State::kRawEndTagOpen:
      if (alpha(c)) {
        start(TokenKind::kEndTag, less_than_);
        return again(State::kRawEndTagName);
      }
      emit_from(less_than_);
      return again(raw_return_);
    case State::kRawEndTagName:
      if (appropriate()) {
        if (space(c)) return void(state_ = State::kBeforeAttributeName);
        if (c == '/') return void(state_ = State::kSelfClosing);
        if (c == '>') return emit_token();
      }
      if (alpha(c)) {
        append_utf8(token_.name, lower(c));
        return;
      }
      emit_from(less_than_);
      return again(raw_return_);
    case State::kCdataSection:
      if (c == ']') return void(state_ = State::kCdataBracket);
      if (c == kEof) return eof();
      return emit(c == 0 ? 0xFFFD : c, input_[at_].source);  // the tree makes NUL U+FFFD in foreign content
    case State::kCdataBracket:
      if (c == ']') return void(state_ = State::kCdataEnd);
      emit_at(at_ - 1);
      return again(State::kCdataSection);
    case State::kCdataEnd:
      if (c == ']') return emit_at(at_ - 2);
      if (c == '>') return void(state_ = State::kData);
      emit_at(at_ - 2);
      emit_at(at_ - 1);
      return again(State::kCdataSection);
    case State::kMarkupDeclarationOpen:
      --next_;
      if (looking_at("--", false)) {
        next_ += 2;
        start(TokenKind::kComment, less_than_);
        state_ = State::kCommentStart;
      } else if (looking_at("doctype", true)) {
        next_ += 7;
        state_ = State::kDoctype;
      } else if (cdata_ && looking_at("[CDATA[", false)) {
        next_ += 7;
        state_ = State::kCdataSection;
      } else {
        start(TokenKind::kComment, less_than_);
        state_ = State::kBogusComment;
      }
      return;
    case State::kBogusComment:
      if (c == '>') return emit_token();
      if (c == kEof) {
        emit_token();
        return eof();
      }
      return append_utf8(token_.data, c == 0 ? 0xFFFD : c);
    default:
      break;
  }
  if (state_ == State::kScript || (state_ >= State::kScriptLessThan && state_ <= State::kDoubleEscapeEnd)) {
    script_step(c);
  } else if (state_ <= State::kSelfClosing) {
    tag_step(c);
  } else if (state_ <= State::kCommentEndBang) {
    comment_step(c);
  } else {
    doctype_step(c);
  }
}

void Twin::script_step(char32_t c) {
  switch (state_) {
    case State::kScript:
      if (c == '<') {
        less_than_ = at_;
        raw_return_ = State::kScript;
        state_ = State::kScriptLessThan;
        return;
      }
      return text_step(c);
    case State::kScriptLessThan:
      if (c == '/') return void(state_ = State::kRawEndTagOpen);
      emit_from(less_than_);
      if (c == '!') {
        emit_at(at_);
        state_ = State::kScriptEscapeStart;
        return;
      }
      return again(State::kScript);
    case State::kScriptEscapeStart:
    case State::kScriptEscapeStartDash:
      if (c == '-') {
        emit_at(at_);
        state_ = state_ == State::kScriptEscapeStart ? State::kScriptEscapeStartDash : State::kEscapedDashDash;
        return;
      }
      return again(State::kScript);
    case State::kEscaped:
    case State::kEscapedDash:
    case State::kEscapedDashDash:
      if (c == '-') {
        emit_at(at_);
        state_ = state_ == State::kEscaped ? State::kEscapedDash : State::kEscapedDashDash;
        return;
      }
      if (c == '<') {
        less_than_ = at_;
        state_ = State::kEscapedLessThan;
        return;
      }
      if (c == '>' && state_ == State::kEscapedDashDash) {
        emit_at(at_);
        state_ = State::kScript;
        return;
      }
      text_step(c);
      state_ = State::kEscaped;
      return;
    case State::kEscapedLessThan:
      if (c == '/') {
        raw_return_ = State::kEscaped;
        state_ = State::kRawEndTagOpen;
        return;
      }
      emit_from(less_than_);
      if (alpha(c)) {
        buffer_.clear();
        return again(State::kDoubleEscapeStart);
      }
      return again(State::kEscaped);
    case State::kDoubleEscapeStart:
    case State::kDoubleEscapeEnd: {
      const bool start_state = state_ == State::kDoubleEscapeStart;
      if (space(c) || c == '/' || c == '>') {
        emit_at(at_);
        state_ = (buffer_ == "script") == start_state ? State::kDoubleEscaped : State::kEscaped;
        return;
      }
      if (alpha(c)) {
        append_utf8(buffer_, lower(c));
        emit_at(at_);
        return;
      }
      return again(start_state ? State::kEscaped : State::kDoubleEscaped);
    }
    case State::kDoubleEscaped:
    case State::kDoubleEscapedDash:
    case State::kDoubleEscapedDashDash:
      if (c == '-') {
        emit_at(at_);
        state_ = state_ == State::kDoubleEscaped ? State::kDoubleEscapedDash : State::kDoubleEscapedDashDash;
        return;
      }
      if (c == '<') {
        emit_at(at_);
        state_ = State::kDoubleEscapedLessThan;
        return;
      }
      if (c == '>' && state_ == State::kDoubleEscapedDashDash) {
        emit_at(at_);
        state_ = State::kScript;
        return;
      }
      text_step(c);
      state_ = State::kDoubleEscaped;
      return;
    case State::kDoubleEscapedLessThan:
      if (c == '/') {
        buffer_.clear();
        emit_at(at_);
        state_ = State::kDoubleEscapeEnd;
        return;
      }
      return again(State::kDoubleEscaped);
    default:
      return;
  }
}

void Twin::tag_step(char32_t c) {
  if (c == kEof) return eof();  // eof-in-tag: the tag is gone
  const char32_t kept = c == 0 ? 0xFFFD : c;
  switch (state_) {
    case State::kTagName:
      if (space(c)) return void(state_ = State::kBeforeAttributeName);
      if (c == '/') return void(state_ = State::kSelfClosing);
      if (c == '>') return emit_token();
      return append_utf8(token_.name, lower(kept));
    case State::kBeforeAttributeName:
      if (space(c)) return;
      if (c == '/' || c == '>') return again(State::kAfterAttributeName);
      start_attribute();
      state_ = State::kAttributeName;
      if (c == '=') {
        attribute_.first = name_bytes_ = "=";
        return;
      }
      --next_;
      return;
    case State::kAttributeName:
      if (space(c) || c == '/' || c == '>') return again(State::kAfterAttributeName);
      if (c == '=') return void(state_ = State::kBeforeAttributeValue);
      name_bytes_ += ascii::to_lower(slice(page_, input_[at_].source));
      return append_utf8(attribute_.first, lower(kept));
    case State::kAfterAttributeName:
      if (space(c)) return;
      if (c == '=') return void(state_ = State::kBeforeAttributeValue);
      finish_attribute();
      if (c == '/') return void(state_ = State::kSelfClosing);
      if (c == '>') return emit_token();
      start_attribute();
      return again(State::kAttributeName);
    case State::kBeforeAttributeValue:
      if (space(c)) return;
      if (c == '"') return void(state_ = State::kDoubleQuoted);
      if (c == '\'') return void(state_ = State::kSingleQuoted);
      if (c == '>') {
        finish_attribute();
        return emit_token();
      }
      return again(State::kUnquoted);
    case State::kDoubleQuoted:
    case State::kSingleQuoted:
      if (c == (state_ == State::kDoubleQuoted ? '"' : '\'')) {
        finish_attribute();
        state_ = State::kAfterQuoted;
        return;
      }
      if (c == '&') return reference(true);
      return append_utf8(attribute_.second, kept);
    case State::kUnquoted:
      if (space(c)) {
        finish_attribute();
        state_ = State::kBeforeAttributeName;
        return;
      }
      if (c == '&') return reference(true);
      if (c == '>') {
        finish_attribute();
        return emit_token();
      }
      return append_utf8(attribute_.second, kept);
    case State::kAfterQuoted:
      if (space(c)) return void(state_ = State::kBeforeAttributeName);
      if (c == '/') return void(state_ = State::kSelfClosing);
      if (c == '>') return emit_token();
      return again(State::kBeforeAttributeName);
    case State::kSelfClosing:
      if (c == '>') {
        token_.self_closing = true;
        return emit_token();
      }
      return again(State::kBeforeAttributeName);
    default:
      return;
  }
}

void Twin::comment_step(char32_t c) {
  const auto append = [&](std::string_view more) { token_.data += more; };
  const auto finish = [&] {
    emit_token();
    if (c == kEof) eof();
  };
  switch (state_) {
    case State::kCommentStart:
      if (c == '-') return void(state_ = State::kCommentStartDash);
      if (c == '>') return finish();
      return again(State::kComment);
    case State::kCommentStartDash:
      if (c == '-') return void(state_ = State::kCommentEnd);
      if (c == '>' || c == kEof) return finish();
      append("-");
      return again(State::kComment);
    case State::kComment:
      if (c == '<') {
        append("<");
        state_ = State::kCommentLessThan;
        return;
      }
      if (c == '-') return void(state_ = State::kCommentEndDash);
      if (c == kEof) return finish();
      return append_utf8(token_.data, c == 0 ? 0xFFFD : c);
    case State::kCommentLessThan:
      if (c == '!') {
        append("!");
        state_ = State::kCommentLessThanBang;
        return;
      }
      if (c == '<') return append("<");
      return again(State::kComment);
    case State::kCommentLessThanBang:
      if (c == '-') return void(state_ = State::kCommentLessThanBangDash);
      return again(State::kComment);
    case State::kCommentLessThanBangDash:
      if (c == '-') return void(state_ = State::kCommentLessThanBangDashDash);
      return again(State::kCommentEndDash);
    case State::kCommentLessThanBangDashDash:
      return again(State::kCommentEnd);
    case State::kCommentEndDash:
      if (c == '-') return void(state_ = State::kCommentEnd);
      if (c == kEof) return finish();
      append("-");
      return again(State::kComment);
    case State::kCommentEnd:
      if (c == '>' || c == kEof) return finish();
      if (c == '!') return void(state_ = State::kCommentEndBang);
      if (c == '-') return append("-");
      append("--");
      return again(State::kComment);
    case State::kCommentEndBang:
      if (c == '-') {
        append("--!");
        state_ = State::kCommentEndDash;
        return;
      }
      if (c == '>' || c == kEof) return finish();
      append("--!");
      return again(State::kComment);
    default:
      return;
  }
}

void Twin::doctype_step(char32_t c) {
  const char32_t kept = c == 0 ? 0xFFFD : c;
  const auto finish = [&](bool quirks) {
    token_.force_quirks = token_.force_quirks || quirks;
    emit_token();
    if (c == kEof) eof();
  };
  const auto bogus = [&] {
    token_.force_quirks = true;
    again(State::kBogusDoctype);
  };
  if (state_ == State::kDoctype) {
    start(TokenKind::kDoctype, less_than_);
    return space(c) ? void(state_ = State::kBeforeDoctypeName) : again(State::kBeforeDoctypeName);
  }
  if (c == kEof) return finish(state_ != State::kBogusDoctype);
  switch (state_) {
    case State::kBeforeDoctypeName:
      if (space(c)) return;
      if (c == '>') return finish(true);
      append_utf8(token_.name, lower(kept));
      state_ = State::kDoctypeName;
      return;
    case State::kDoctypeName:
      if (space(c)) return void(state_ = State::kAfterDoctypeName);
      if (c == '>') return finish(false);
      return append_utf8(token_.name, lower(kept));
    case State::kAfterDoctypeName:
      if (space(c)) return;
      if (c == '>') return finish(false);
      --next_;
      if (looking_at("public", true)) {
        next_ += 6;
        state_ = State::kAfterPublicKeyword;
      } else if (looking_at("system", true)) {
        next_ += 6;
        state_ = State::kAfterSystemKeyword;
      } else {
        ++next_;
        bogus();
      }
      return;
    case State::kAfterPublicKeyword:
    case State::kBeforePublicId:
      if (space(c)) return void(state_ = State::kBeforePublicId);
      if (c == '>') return finish(true);
      if (c != '"' && c != '\'') return bogus();
      token_.public_id.clear();
      state_ = c == '"' ? State::kPublicDouble : State::kPublicSingle;
      return;
    case State::kPublicDouble:
    case State::kPublicSingle:
      if (c == (state_ == State::kPublicDouble ? '"' : '\'')) return void(state_ = State::kAfterPublicId);
      if (c == '>') return finish(true);
      return append_utf8(token_.public_id, kept);
    case State::kAfterPublicId:
    case State::kBetweenIds:
      if (space(c)) return void(state_ = State::kBetweenIds);
      if (c == '>') return finish(false);
      if (c != '"' && c != '\'') return bogus();
      token_.system_id.clear();
      state_ = c == '"' ? State::kSystemDouble : State::kSystemSingle;
      return;
    case State::kAfterSystemKeyword:
    case State::kBeforeSystemId:
      if (space(c)) return void(state_ = State::kBeforeSystemId);
      if (c == '>') return finish(true);
      if (c != '"' && c != '\'') return bogus();
      token_.system_id.clear();
      state_ = c == '"' ? State::kSystemDouble : State::kSystemSingle;
      return;
    case State::kSystemDouble:
    case State::kSystemSingle:
      if (c == (state_ == State::kSystemDouble ? '"' : '\'')) return void(state_ = State::kAfterSystemId);
      if (c == '>') return finish(true);
      return append_utf8(token_.system_id, kept);
    case State::kAfterSystemId:
      if (space(c)) return;
      if (c == '>') return finish(false);
      return again(State::kBogusDoctype);
    case State::kBogusDoctype:
      if (c == '>') return finish(false);
      return;
    default:
      return;
  }
}

}  // namespace

std::vector<DecodedToken> twin_tokens(std::string_view utf8, TextMode mode, std::string_view end_tag_name,
                                      bool cdata_allowed) {
  return Twin(utf8, mode, end_tag_name, cdata_allowed).run();
}

std::vector<DecodedToken> decoded_tokens(std::string_view utf8, TextMode mode, std::string_view end_tag_name,
                                         bool cdata_allowed) {
  const HtmlInput input{utf8};
  std::vector<HtmlAttribute> attributes;
  HtmlTokenizer tokenizer(input, attributes);
  if (mode != TextMode::kData) tokenizer.set_mode(mode, end_tag_name);
  tokenizer.allow_cdata(cdata_allowed);
  std::vector<DecodedToken> out;
  for (Token token;;) {
    tokenizer.next(token);
    if (token.kind == TokenKind::kEnd) break;
    DecodedToken decoded;
    decoded.kind = token.kind;
    const auto plain = [&](Span span) { return decode_text(input, span, References::kNone); };
    if (token.kind == TokenKind::kText) {
      const bool references = token.mode == TextMode::kData || token.mode == TextMode::kRcdata;
      TextPieces pieces(input, token.source, references ? References::kText : References::kNone,
                        token.mode == TextMode::kData);
      for (TextPiece piece; pieces.next(piece);) {
        for (std::size_t i = 0; i < piece.text.size();) {
          const Decoded d = decode_utf8(piece.text, i);
          const auto begin = static_cast<std::uint32_t>(piece.source.begin + i);
          decoded.text.push_back({d.code_point, piece.identical ? Span{begin, begin + d.length} : piece.source});
          i += d.length;
        }
      }
      if (decoded.text.empty()) continue;
      if (!out.empty() && out.back().kind == TokenKind::kText) {
        out.back().text.insert(out.back().text.end(), decoded.text.begin(), decoded.text.end());
        continue;
      }
    } else {
      decoded.source = token.source;
      decoded.self_closing = token.self_closing && token.kind == TokenKind::kStartTag;
      decoded.force_quirks = token.force_quirks && token.kind == TokenKind::kDoctype;
      if (token.kind == TokenKind::kComment) decoded.data = plain(token.data);
      if (token.kind == TokenKind::kDoctype) {
        decoded.name = ascii::to_lower(plain(token.data));
        decoded.public_id = token.has_public ? plain(token.public_id) : "-";
        decoded.system_id = token.has_system ? plain(token.system_id) : "-";
      }
      if (token.kind == TokenKind::kStartTag || token.kind == TokenKind::kEndTag) {
        decoded.name = ascii::to_lower(plain(token.name));
        for (std::uint32_t i = 0; i < token.attribute_count; ++i) {
          const HtmlAttribute& attribute = attributes[token.first_attribute + i];
          decoded.attributes.emplace_back(ascii::to_lower(plain(attribute.name)),
                                          decode_text(input, attribute.value, References::kAttribute));
        }
      }
    }
    out.push_back(std::move(decoded));
  }
  return out;
}

std::string describe(const std::vector<DecodedToken>& tokens) {
  std::string out;
  const auto range = [](Span s) { return "[" + std::to_string(s.begin) + "," + std::to_string(s.end) + ")"; };
  for (const DecodedToken& token : tokens) {
    if (!out.empty()) out += ' ';
    switch (token.kind) {
      case TokenKind::kText: {
        out += '\'';
        std::string places;
        std::uint32_t expected = token.text.front().source.begin;
        for (const PlacedCharacter& c : token.text) {
          append_utf8(out, c.code_point);
          // Only characters that are not one byte after the last one's end are worth a word.
          if (c.source.begin != expected || c.source.length() != 1) places += range(c.source);
          expected = c.source.end;
        }
        out += "'" + std::to_string(token.text.front().source.begin) + places;
        break;
      }
      case TokenKind::kStartTag:
        out += "<" + token.name;
        for (const auto& [name, value] : token.attributes) out += " " + name + "=" + value;
        out += (token.self_closing ? "/>" : ">") + range(token.source);
        break;
      case TokenKind::kEndTag:
        out += "</" + token.name + ">" + range(token.source);
        break;
      case TokenKind::kComment:
        out += "<!--" + token.data + "-->" + range(token.source);
        break;
      case TokenKind::kDoctype:
        out += "<!" + token.name + " " + token.public_id + " " + token.system_id +
               (token.force_quirks ? " quirks>" : ">") + range(token.source);
        break;
      case TokenKind::kEnd:
        break;
    }
  }
  return out;
}

}  // namespace hearsay
