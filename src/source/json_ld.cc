#include "source/json_ld.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "source/ascii.h"

namespace hearsay {

namespace {

constexpr auto kQuotes = std::to_array<std::string_view>({"\"", "&quot;", "&#34;", "&#034;", "&#x22;"});
constexpr std::size_t kLongestKey = 200;  // that is looked for behind a quote to see whether a string ends there

int hex_value(char c) {
  if (ascii::is_digit(c)) return c - '0';
  const char lower = ascii::to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// "\uXXXX" at `at`: its value, or -1.
std::int32_t unicode_escape(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  std::int32_t value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

bool is_blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }

// A string's bytes with escapes undone, in UTF-8.
std::string undone(const HtmlInput& page, Span source) {
  const std::string_view raw = slice(page.bytes, source);
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size();) {
    const std::size_t slash = std::min(raw.find('\\', i), raw.size());
    if (slash > i) {
      const auto begin = source.begin + static_cast<std::uint32_t>(i);
      out += decode_text(page, {begin, source.begin + static_cast<std::uint32_t>(slash)}, References::kNone);
    }
    i = slash;
    if (i + 1 >= raw.size()) break;
    if (const std::int32_t unit = unicode_escape(raw, i); unit >= 0) {
      char32_t code_point = static_cast<char32_t>(unit);
      i += 6;
      if (unit >= 0xD800 && unit < 0xDC00) {
        const std::int32_t low = unicode_escape(raw, i);
        if (low >= 0xDC00 && low < 0xE000) {
          code_point = 0x10000 + (static_cast<char32_t>(unit - 0xD800) << 10) + static_cast<char32_t>(low - 0xDC00);
          i += 6;
        }
      }
      if (code_point >= 0xD800 && code_point < 0xE000) code_point = kReplacement;  // half of a pair
      append_utf8(out, code_point == 0 ? kReplacement : code_point);
      continue;
    }
    constexpr std::string_view kLetters = "bfnrt", kMeant = "\b\f\n\r\t";
    const std::size_t letter = kLetters.find(raw[i + 1]);
    if (letter != std::string_view::npos) {
      out += kMeant[letter];
      i += 2;
    } else if (static_cast<unsigned char>(raw[i + 1]) >= 0x80) {
      ++i;  // the backslash alone; the character after it is of several bytes
    } else {
      out += raw[i + 1];
      i += 2;
    }
  }
  return out;
}

}  // namespace

// One script's way into nodes. The open bracket is a node index; nodes know their parents, so there is no stack.
class JsonReader {
 public:
  JsonReader(Json& json, Span script) : json_(json), text_(json.page_.bytes.substr(0, script.end)), at_(script.begin) {
    const std::string_view whole = slice(text_, script);
    for (const std::string_view quote : kQuotes) {
      if (whole.find(quote) == std::string_view::npos) continue;
      quote_ = quote;
      break;
    }
  }

  void read() {
    while (!done_) {
      skip_blanks();
      if (at_ >= text_.size()) break;
      const char c = text_[at_];
      switch (c) {
        case '{':
          open(JsonKind::kObject);
          break;
        case '[':
          open(JsonKind::kArray);
          break;
        case '}':
          close(JsonKind::kObject);
          break;
        case ']':
          close(JsonKind::kArray);
          break;
        case ',':
          ++at_;
          has_key_ = false;
          break;
        default:
          if (text_.substr(at_).starts_with(quote_)) {
            take_string(quote_);
          } else if (c == '\'') {
            take_string("'");
          } else if (is_word(c)) {
            take_word();
          } else {
            ++at_;
          }
          break;
      }
    }
    // A text cut off in the middle ends all that is open.
    while (parent_ != kNoJson) leave();
  }

 private:
  [[nodiscard]] static bool is_word(char c) {
    return ascii::is_alnum(c) || c == '-' || c == '+' || c == '.' || c == '_' || c == '@' || c == '$';
  }
  [[nodiscard]] bool in_object() const { return parent_ != kNoJson && json_.nodes_[parent_].kind == JsonKind::kObject; }
  [[nodiscard]] char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  [[nodiscard]] std::size_t after_blanks(std::size_t i) const {
    while (i < text_.size() && is_blank(text_[i])) ++i;
    return i;
  }

  void skip_blanks() {
    for (;;) {
      at_ = after_blanks(at_);
      if (at(at_) != '/') return;
      if (at(at_ + 1) == '/') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (at(at_ + 1) == '*') {
        const std::size_t end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else {
        return;
      }
    }
  }

  // Whether what stands at `i` is a key and its colon.
  [[nodiscard]] bool is_key(std::size_t i, std::string_view quote) const {
    if (!text_.substr(i).starts_with(quote)) return false;
    i += quote.size();
    const std::size_t limit = std::min(text_.size(), i + kLongestKey);
    for (; i < limit; ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_.substr(i).starts_with(quote)) {
        return at(after_blanks(i + quote.size())) == ':';
      }
    }
    return i < text_.size();  // longer than is looked at: as the quote says
  }

  // Whether a string may end with a quote that stands before `i`: in well-formed JSON it always may.
  [[nodiscard]] bool may_end(std::size_t i, std::string_view quote) const {
    i = after_blanks(i);
    if (i >= text_.size()) return true;
    const char next = text_[i];
    if (next == '/' && (at(i + 1) == '/' || at(i + 1) == '*')) return true;
    const auto is_any_key = [&](std::size_t at_key) { return is_key(at_key, quote_) || is_key(at_key, "'"); };
    if (in_object()) {
      if (!has_key_) return next == ':' || next == ',' || next == '}';
      if (next == '}') return true;
      if (next != ',') return is_any_key(i);  // a forgotten comma
      i = after_blanks(i + 1);
      return i >= text_.size() || text_[i] == '}' || text_[i] == ',' || text_[i] == '/' || text_[i] == ']' ||
             is_any_key(i) || (text_[i] != quote[0] && is_bare_key(i));
    }
    if (next == ']') return true;
    if (next != ',') return text_.substr(i).starts_with(quote);
    i = after_blanks(i + 1);
    if (i >= text_.size()) return true;
    const char c = text_[i];
    return text_.substr(i).starts_with(quote) || c == '{' || c == '[' || c == ']' || c == '-' || c == '/' || c == ',' ||
           ascii::is_digit(c) || is_literal(i);
  }
  [[nodiscard]] bool is_bare_key(std::size_t i) const {
    const std::size_t limit = std::min(text_.size(), i + kLongestKey);
    const std::size_t begin = i;
    while (i < limit && is_word(text_[i])) ++i;
    return i > begin && at(after_blanks(i)) == ':' && at(after_blanks(i) + 1) != '/';
  }
  [[nodiscard]] bool is_literal(std::size_t i) const {
    for (const std::string_view word : {"true", "false", "null"}) {
      if (text_.substr(i).starts_with(word)) return true;
    }
    return false;
  }

  // Where a string's text ends whose closing quote was forgotten: the quote at `i` begins the next key, behind a comma
  // or on a line of its own. npos: it does not.
  [[nodiscard]] std::size_t end_before_key(std::size_t i, std::string_view quote) const {
    if (!in_object() || !has_key_ || !is_key(i, quote)) return std::string_view::npos;
    bool apart = false;
    std::size_t end = i;
    while (end > at_ && (is_blank(text_[end - 1]) || text_[end - 1] == ',')) {
      apart = apart || text_[end - 1] == ',' || text_[end - 1] == '\n';
      --end;
    }
    return apart ? end : std::string_view::npos;
  }

  // The end of a string's bytes, whose first stands at at_, and at_ behind its quote.
  std::size_t take_to_quote(std::string_view quote) {
    std::size_t bare = std::string_view::npos;
    for (std::size_t i = at_; (i = text_.find(quote, i)) != std::string_view::npos; i += quote.size()) {
      std::size_t slashes = 0;
      while (i - slashes > at_ && text_[i - slashes - 1] == '\\') ++slashes;
      if (slashes % 2 == 1) continue;
      if (literal_quotes_ || may_end(i + quote.size(), quote)) {
        at_ = i + quote.size();
        return i;
      }
      if (const std::size_t end = end_before_key(i, quote); end != std::string_view::npos) {
        at_ = i;
        return end;
      }
      bare = std::min(bare, i);
    }
    // No quote ends it as one should: the first is taken, and so are all to come, lest this is looked for again.
    literal_quotes_ = true;
    const std::size_t end = std::min(bare, text_.size());
    at_ = std::min(end + (bare == std::string_view::npos ? 0 : quote.size()), text_.size());
    return end;
  }

  void take_string(std::string_view quote) {
    at_ += quote.size();
    const std::size_t begin = at_;
    const std::size_t end = take_to_quote(quote);
    const Span source = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (parent_ == kNoJson) return;  // a text is no document
    if (in_object() && !has_key_) {
      take_key(source);
    } else {
      add(JsonKind::kString, source);
    }
  }

  // What is followed by a colon becomes the key of the next value; a word without one says nothing.
  void take_key(Span source) {
    skip_blanks();
    if (at(at_) != ':') return;
    ++at_;
    key_ = source;
    has_key_ = true;
  }

  void take_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    const Span source = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    if (parent_ == kNoJson) return;
    if (in_object() && !has_key_) {
      take_key(source);
      return;
    }
    const std::string_view word = slice(text_, source);
    if (word == "true" || word == "false") {
      add(JsonKind::kBool, source);
    } else if (ascii::is_digit(word[0]) || (word.size() > 1 && word[0] == '-' && ascii::is_digit(word[1]))) {
      add(JsonKind::kNumber, source);
    } else {
      add(JsonKind::kNull, source);  // null, undefined, NaN, what a template left
    }
  }

  void add(JsonKind kind, Span source) {
    if (json_.nodes_.size() >= kMaxJsonNodes) {
      stop();
      return;
    }
    const auto index = static_cast<std::uint32_t>(json_.nodes_.size());
    JsonNode node;
    node.kind = kind;
    node.source = source;
    node.parent = parent_;
    if (parent_ != kNoJson) {
      JsonNode& parent = json_.nodes_[parent_];
      if (parent.kind == JsonKind::kObject && has_key_) node.key = key_;
      (parent.last_child == kNoJson ? parent.first_child : json_.nodes_[parent.last_child].next) = index;
      parent.last_child = index;
    }
    has_key_ = false;
    json_.nodes_.push_back(node);
  }

  void open(JsonKind kind) {
    if (depth_ >= kMaxJsonDepth) {
      stop();
      return;
    }
    add(kind, {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_)});
    if (done_) return;
    parent_ = static_cast<std::uint32_t>(json_.nodes_.size() - 1);
    ++depth_;
    ++open_[kind == JsonKind::kArray];
    ++at_;
  }

  void leave() {
    JsonNode& node = json_.nodes_[parent_];
    node.source.end = static_cast<std::uint32_t>(std::min(at_, text_.size()));
    --open_[node.kind == JsonKind::kArray];
    --depth_;
    parent_ = node.parent;
    has_key_ = false;
  }

  // A bracket ends what it opened, and what was left open inside; one that opened nothing is passed over.
  void close(JsonKind kind) {
    ++at_;
    if (open_[kind == JsonKind::kArray] == 0) return;
    for (bool met = false; !met;) {
      met = json_.nodes_[parent_].kind == kind;
      leave();
    }
  }

  void stop() {
    json_.truncated_ = true;
    done_ = true;
  }

  Json& json_;
  std::string_view text_;  // the page, to the script's end
  std::size_t at_;
  std::string_view quote_ = "\"";
  Span key_;
  bool has_key_ = false, literal_quotes_ = false, done_ = false;
  std::uint32_t parent_ = kNoJson, depth_ = 0;
  std::array<std::uint32_t, 2> open_{};  // objects, arrays
};

void Json::read(Span script) {
  JsonReader(*this, script).read();
  index_ids();
}

bool Json::key_is(std::uint32_t node, std::string_view key) const {
  const Span span = nodes_[node].key;
  const std::string_view raw = slice(page_.bytes, span);
  if (raw == key) return true;
  if (raw.size() <= key.size() || raw.find('\\') == std::string_view::npos) return false;
  // "\u0040type"
  std::string plain_key;
  for (std::size_t i = 0; i < raw.size();) {
    const std::int32_t unit = unicode_escape(raw, i);
    if (unit >= 0) {
      append_utf8(plain_key, static_cast<char32_t>(unit));
      i += 6;
    } else {
      plain_key += raw[i++];
    }
  }
  return plain_key == key;
}

std::uint32_t Json::member(std::uint32_t object, std::string_view key) const {
  if (object == kNoJson || nodes_[object].kind != JsonKind::kObject) return kNoJson;
  for (std::uint32_t i = nodes_[object].first_child; i != kNoJson; i = nodes_[i].next) {
    if (key_is(i, key)) return i;
  }
  return kNoJson;
}

bool Json::has_type(std::uint32_t object, std::initializer_list<std::string_view> types) const {
  const std::uint32_t given = member(object, "@type");
  if (given == kNoJson) return false;
  const bool several = nodes_[given].kind == JsonKind::kArray;
  int seen = 0;
  for (std::uint32_t type = several ? nodes_[given].first_child : given; type != kNoJson && seen < 20; ++seen) {
    std::string_view name = written(type);
    const std::size_t slash = name.find_last_of("/:#");
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
    if (std::find(types.begin(), types.end(), name) != types.end()) return true;
    type = several ? nodes_[type].next : kNoJson;
  }
  return false;
}

std::uint32_t Json::text_of(std::uint32_t node) const {
  for (int step = 0; step < 4 && node != kNoJson; ++step) {
    const JsonNode& n = nodes_[node];
    if (n.kind == JsonKind::kString || n.kind == JsonKind::kNumber) return node;
    if (n.kind == JsonKind::kArray) {
      node = n.first_child;
    } else if (n.kind == JsonKind::kObject) {
      node = resolve(node);
      std::uint32_t found = kNoJson;
      for (const std::string_view key : {"name", "@value", "url", "@id"}) {
        found = member(node, key);
        if (found != kNoJson) break;
      }
      node = found;
    } else {
      return kNoJson;
    }
  }
  return kNoJson;
}

// Objects with an "@id" and a name of their own, in the order of their ids, so that a reference costs a search.
void Json::index_ids() {
  ids_.clear();
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].kind != JsonKind::kString || nodes_[i].key.length() != 3 || !key_is(i, "@id")) continue;
    bool named = false;
    int seen = 0;
    for (std::uint32_t k = nodes_[nodes_[i].parent].first_child; k != kNoJson && seen < 64; k = nodes_[k].next, ++seen)
      named = named || key_is(k, "name") || key_is(k, "headline");
    if (named) ids_.push_back(i);
  }
  std::stable_sort(ids_.begin(), ids_.end(), [&](std::uint32_t a, std::uint32_t b) { return written(a) < written(b); });
}

std::uint32_t Json::resolve(std::uint32_t node) const {
  if (node == kNoJson || ids_.empty()) return node;
  std::uint32_t id = node;
  if (nodes_[node].kind == JsonKind::kObject) {
    id = member(node, "@id");
    if (id == kNoJson || member(node, "name") != kNoJson || member(node, "headline") != kNoJson) return node;
  } else if (nodes_[node].kind != JsonKind::kString) {
    return node;
  }
  const std::string_view wanted = written(id);
  const auto found = std::lower_bound(ids_.begin(), ids_.end(), wanted,
                                      [&](std::uint32_t i, std::string_view key) { return written(i) < key; });
  return found != ids_.end() && written(*found) == wanted ? nodes_[*found].parent : node;
}

std::vector<std::uint32_t> Json::items(std::uint32_t node, std::size_t most) const {
  std::vector<std::uint32_t> out;
  if (node == kNoJson) return out;
  if (nodes_[node].kind != JsonKind::kArray) return {node};
  for (std::uint32_t i = nodes_[node].first_child; i != kNoJson && out.size() < most; i = nodes_[i].next)
    out.push_back(i);
  return out;
}

std::string Json::value(std::uint32_t node) const {
  const Span source = nodes_[node].source;
  return nodes_[node].kind == JsonKind::kString ? undone(page_, source) : decode_text(page_, source, References::kNone);
}

std::string Json::text(std::uint32_t node) const { return plain_text(value(node)); }

std::string json_string_text(const HtmlInput& page, Span source) { return plain_text(undone(page, source)); }

std::string collapsed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (const char c : text) {
    if (ascii::is_space(c)) {
      space = !out.empty();
    } else {
      if (space) out += ' ';
      space = false;
      out += c;
    }
  }
  return out;
}

std::string plain_text(std::string_view text, bool tags) {
  if (text.find_first_of("<&") == std::string_view::npos) return collapsed(text);
  std::string bare;
  for (std::size_t i = 0; i < text.size();) {
    const bool tag = tags && text[i] == '<' && i + 1 < text.size() &&
                     (ascii::is_letter(text[i + 1]) || (text[i + 1] == '/' && i + 2 < text.size()));
    const std::size_t close = tag ? text.find('>', i) : std::string_view::npos;
    if (close != std::string_view::npos) {
      if (ascii::istarts_with(text.substr(i), "<br") || ascii::istarts_with(text.substr(i), "<p")) bare += ' ';
      i = close + 1;
    } else {
      bare += text[i++];
      // Where no ">" follows, none of the "<" to come is a tag.
      if (tag) {
        bare += text.substr(i);
        break;
      }
    }
  }
  HtmlInput input;
  // Twice, as templates that escape what was escaped are common; a reference to "&" then reads as one.
  for (int round = 0; round < 2 && bare.find('&') != std::string::npos; ++round) {
    const std::string encoded = std::move(bare);
    input.bytes = encoded;
    bare = decode_text(input, {0, static_cast<std::uint32_t>(encoded.size())}, References::kText);
  }
  return collapsed(bare);
}

}  // namespace hearsay
