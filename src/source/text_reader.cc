#include "source/text_reader.h"

#include <algorithm>

#include "source/agencies.h"
#include "source/ascii.h"
#include "source/byline.h"
#include "source/dates.h"
#include "source/reader_register.h"
#include "source/text_builder.h"
#include "source/text_layout.h"

namespace hearsay {

namespace {

constexpr std::size_t kFrontMatter = 8;     // blocks at the top that may be no paragraphs
constexpr std::size_t kLongestLine = 4096;  // longer blocks are paragraphs whatever they say

// What a block is.
struct Role {
  PartKind kind = PartKind::kParagraph;
  Region region = Region::kMain;
};

std::size_t words_in(std::string_view text) {
  std::size_t n = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = ascii::is_space(c);
    n += !space && !inside;
    inside = !space;
  }
  return n;
}

std::string_view without_closing_marks(std::string_view text) {
  for (;;) {
    if (!text.empty() && (text.back() == '"' || text.back() == '\'' || text.back() == ')' || text.back() == ']')) {
      text.remove_suffix(1);
    } else if (text.ends_with("”") || text.ends_with("’")) {
      text.remove_suffix(3);
    } else {
      return text;
    }
  }
}

// Whether a line ends as a sentence does. "U.S." and "St." do not end one here.
bool ends_with_stop(std::string_view text) {
  text = without_closing_marks(text);
  return !text.empty() && (text.back() == '.' || text.ends_with("…"));
}

bool is_title_case(std::string_view text) {
  std::size_t large = 0, small = 0, length = 0;
  bool first_large = false;
  const auto finish = [&] {
    if (length >= 4) ++(first_large ? large : small);
    length = 0;
  };
  for (const char c : text) {
    if (ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80) {
      if (length == 0) first_large = ascii::is_upper(c);
      ++length;
    } else if (c != '\'') {
      finish();
    }
  }
  finish();
  return large >= 2 && large >= 3 * small;
}

// Reads the blocks of one file.
class TextReader {
 public:
  TextReader(const DecodedSource& decoded, Document& document)
      : decoded_(decoded), document_(document), layout_(lay_out(decoded.text)) {}

  void read() {
    const std::size_t n = layout_.blocks.size();
    roles_.resize(n);
    texts_.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      const Span span = layout_.span(layout_.blocks[i]);
      if (span.length() <= kLongestLine) texts_[i] = text_of(i);
    }
    find_comments();
    find_front_matter();
    find_credits();
    find_headings();
    write();
  }

 private:
  // The text of a block as it will stand in the document. Long blocks are not held a second time and have none here.
  std::string text_of(std::size_t i) const {
    std::string out;
    for (std::uint32_t l = layout_.blocks[i].first_line; l < layout_.blocks[i].last_line; ++l) {
      if (!out.empty()) out += '\n';
      for (const char c : slice(decoded_.text, layout_.lines[l])) {
        if (c == '\0') {
          out += "\xEF\xBF\xBD";
        } else {
          out += c;
        }
      }
    }
    return out;
  }

  [[nodiscard]] std::size_t article_end() const {
    return comments_heading_ < comments_begin_ ? comments_heading_ : comments_begin_;
  }

  void find_comments() {
    const std::size_t n = layout_.blocks.size();
    comments_begin_ = comments_heading_ = n;
    for (std::size_t i = 2; i + 1 < n; ++i) {
      if (is_comments_heading(texts_[i])) {
        comments_heading_ = i;
        comments_begin_ = i + 1;
        break;
      }
    }
    if (comments_begin_ == n) {
      std::vector<std::string_view> paragraphs;
      paragraphs.reserve(n);
      for (std::size_t i = 0; i < n; ++i) {
        const std::string_view whole = slice(decoded_.text, layout_.span(layout_.blocks[i]));
        paragraphs.push_back(texts_[i].empty() ? whole.substr(0, kLongestLine) : std::string_view(texts_[i]));
      }
      if (const auto first = first_comment(paragraphs)) comments_begin_ = *first;
    }
    for (std::size_t i = comments_begin_; i < n; ++i) roles_[i] = {PartKind::kComment, Region::kComments};
    if (comments_heading_ < n) roles_[comments_heading_] = {PartKind::kHeading, Region::kBoilerplate};
  }

  [[nodiscard]] bool is_long(std::size_t i) const { return texts_[i].empty() || texts_[i].size() > 100; }

  [[nodiscard]] bool looks_like_headline(std::size_t i) const {
    const std::string_view text = texts_[i];
    if (i + 1 >= article_end() || text.empty() || text.size() > 180 || words_in(text) > 28) return false;
    if (text.back() == ':' || text.back() == ';' || text.back() == ',' || begins_with_bullet(text)) return false;
    if (byline_of(text) || date_line(text) || dateline_of(text)) return false;
    bool longer_follows = false;
    for (std::size_t j = i + 1; j < std::min(article_end(), i + kFrontMatter); ++j) {
      longer_follows = longer_follows || texts_[j].empty() || (texts_[j].size() > text.size() && texts_[j].size() > 60);
    }
    if (!longer_follows) return false;
    if (!ends_with_stop(text)) return true;
    return is_title_case(text) && layout_.blocks[i + 1].blank_before;
  }

  // Whether block `i` is a line about the author or the date.
  [[nodiscard]] bool is_imprint(std::size_t i) const {
    if (i >= article_end() || texts_[i].empty()) return false;
    const std::string_view text = texts_[i];
    if (byline_of(text) || date_line(text)) return true;
    return is_bare_name(text) && i + 1 < article_end() && !texts_[i + 1].empty() &&
           (is_role(texts_[i + 1]) || date_line(texts_[i + 1]));
  }

  void find_front_matter() {
    std::size_t i = 0;
    const std::size_t end = std::min(article_end(), kFrontMatter);
    bool headline = false;
    if (end > 0 && looks_like_headline(0)) {
      roles_[0].kind = PartKind::kHeadline;
      headline = true;
      i = 1;
    }
    for (; i < end; ++i) {
      const std::string_view text = texts_[i];
      if (text.empty()) break;
      const bool after_byline = i > 0 && roles_[i - 1].kind == PartKind::kByline;
      if (byline_of(text)) {
        roles_[i].kind = PartKind::kByline;
      } else if (date_line(text)) {
        roles_[i].kind = PartKind::kDateline;
      } else if (is_imprint(i)) {
        roles_[i].kind = PartKind::kByline;
        bare_names_.push_back(i);
      } else if (after_byline && is_role(text)) {
        roles_[i].kind = PartKind::kByline;
      } else if (credit_line(text)) {
        roles_[i].kind = PartKind::kCredit;
      } else if (headline && text.size() < 400 && roles_[i - 1].kind != PartKind::kByline &&
                 roles_[i - 1].kind != PartKind::kDateline && !dateline_of(text) &&
                 (is_imprint(i + 1) || is_imprint(i + 2) ||
                  (!ends_with_stop(text) && text.size() < 200 && words_in(text) >= 4 && !begins_with_bullet(text) &&
                   text.back() != ':' && i + 1 < article_end() && is_long(i + 1)))) {
        roles_[i].kind = PartKind::kStandfirst;
      } else {
        break;
      }
    }
    body_begin_ = i;
  }

  void find_credits() {
    for (std::size_t i = article_end(); i > body_begin_ && i + 3 > article_end();) {
      --i;
      if (texts_[i].empty() || texts_[i].size() > 300) continue;
      if (credit_line(texts_[i])) {
        roles_[i].kind = PartKind::kCredit;
      }
    }
  }

  void find_headings() {
    for (std::size_t i = body_begin_; i < article_end(); ++i) {
      if (roles_[i].kind != PartKind::kParagraph || texts_[i].empty()) continue;
      const std::string_view text = texts_[i];
      if (begins_with_bullet(text)) {
        roles_[i].kind = PartKind::kListItem;
        continue;
      }
      if (i == body_begin_ || i + 1 >= article_end()) continue;
      if (text.size() > 100 || words_in(text) > 14 || layout_.blocks[i].last_line - layout_.blocks[i].first_line > 1)
        continue;
      const std::string_view bare = without_closing_marks(text);
      if (bare.empty() || bare.size() != text.size()) continue;  // a line of speech
      const char last = bare.back();
      if (last == '.' || last == '!' || last == ':' || last == ',' || last == ';' || text.ends_with("…") ||
          ascii::is_lower(text[0]))
        continue;
      if (text.starts_with("“") || text.starts_with("\"") || text.starts_with("—") || text.starts_with("–")) continue;
      if (texts_[i + 1].empty() || texts_[i + 1].size() > 2 * text.size()) roles_[i].kind = PartKind::kHeading;
    }
  }

  // Appends a range of the decoded text; NUL becomes U+FFFD.
  void append(Span span) {
    std::uint32_t at = span.begin;
    while (at < span.end) {
      const std::size_t nul = decoded_.text.substr(at, span.end - at).find('\0');
      const std::uint32_t stop = nul == std::string_view::npos ? span.end : at + static_cast<std::uint32_t>(nul);
      builder_.same(slice(decoded_.text, {at, stop}), at);
      at = stop;
      if (at < span.end) {
        builder_.other("\xEF\xBF\xBD");
        ++at;
      }
    }
  }

  void append_block(std::size_t i, std::uint32_t from) {
    const TextBlock& block = layout_.blocks[i];
    for (std::uint32_t l = block.first_line; l < block.last_line; ++l) {
      Span line = layout_.lines[l];
      if (l > block.first_line) {
        const std::uint32_t before = layout_.lines[l - 1].end;
        if (line.begin == before + 1 && decoded_.text[before] == '\n') {
          builder_.same("\n", before);
        } else {
          builder_.other("\n");
        }
      } else {
        line.begin += from;
      }
      append(line);
    }
  }

  Value visible(std::uint32_t part_begin, Span span) const {
    Value value;
    const Span in_text = {part_begin + span.begin, part_begin + span.end};
    value.value = std::string(builder_.text().substr(in_text.begin, in_text.length()));
    value.span = in_text;
    value.from = "visible";
    return value;
  }

  void set_date(const FoundDate& date, std::uint32_t part_begin) {
    if (document_.published) return;
    document_.published =
        Date{date.value, date.precision, Span{part_begin + date.span.begin, part_begin + date.span.end}, "visible"};
  }

  void set_credit(std::uint32_t part_begin, Span span) {
    if (document_.credit || span.empty()) return;
    document_.credit = visible(part_begin, span);
    document_.wire = true;
  }

  // Takes authors, dates and credits out of a part that was just written.
  void note_values(std::size_t i, std::uint32_t begin) {
    const std::string_view text = texts_[i];
    switch (roles_[i].kind) {
      case PartKind::kHeadline:
        if (!document_.title) document_.title = visible(begin, {0, static_cast<std::uint32_t>(text.size())});
        break;
      case PartKind::kByline: {
        if (std::find(bare_names_.begin(), bare_names_.end(), i) != bare_names_.end()) {
          document_.authors.push_back(visible(begin, {0, static_cast<std::uint32_t>(text.size())}));
        } else if (const std::optional<Byline> byline = byline_of(text)) {
          for (const Span name : byline->names) document_.authors.push_back(visible(begin, name));
          for (const Span agency : byline->agencies) set_credit(begin, agency);
          if (byline->date) set_date(*byline->date, begin);
        }
        break;
      }
      case PartKind::kDateline:
        if (const std::optional<FoundDate> date = date_line(text)) set_date(*date, begin);
        break;
      case PartKind::kCredit:
        if (const std::optional<Span> agency = credit_line(text)) set_credit(begin, *agency);
        break;
      default:
        break;
    }
  }

  void write() {
    bool first_paragraph = true;
    std::optional<Value> author;  // of the comment that follows: "Ann says:"
    for (std::size_t i = 0; i < layout_.blocks.size(); ++i) {
      const Role role = roles_[i];
      std::uint32_t from = 0;
      if (first_paragraph && role.kind == PartKind::kParagraph && role.region == Region::kMain) {
        first_paragraph = false;
        const Span span = layout_.span(layout_.blocks[i]);
        const std::string_view head = slice(decoded_.text, span).substr(0, 200);
        const std::optional<Dateline> dateline = dateline_of(head);
        const Span line = layout_.lines[layout_.blocks[i].first_line];
        if (dateline && dateline->span.end < line.length() && head.find('\0') == std::string_view::npos) {
          builder_.begin_part(PartKind::kDateline, Region::kMain);
          const auto begin = static_cast<std::uint32_t>(builder_.text().size());
          append({span.begin, span.begin + dateline->span.end});
          set_credit(begin, dateline->agency);
          if (const auto date = find_date(slice(head, dateline->span))) set_date(*date, begin);
          from = dateline->span.end;
          while (from < line.length() && ascii::is_space(decoded_.text[line.begin + from])) ++from;
        }
      }
      const std::uint32_t part = builder_.begin_part(role.kind, role.region);
      const auto begin = static_cast<std::uint32_t>(builder_.text().size());
      append_block(i, from);
      if (builder_.full() || from > 0) continue;
      if (role.kind == PartKind::kComment) {
        Comment comment;
        comment.part = part;
        document_.comments.push_back(std::move(comment));
      } else {
        note_values(i, begin);
      }
    }
    builder_.finish(document_, &decoded_);
    // Positions in the page, now that the map is whole.
    const auto pin = [&](std::optional<Value>& value) {
      if (value && value->span) value->source = source_range(document_, *value->span);
    };
    pin(document_.title);
    pin(document_.credit);
    for (Value& name : document_.authors) name.source = source_range(document_, *name.span);
    if (document_.published && document_.published->source) {
      document_.published->source = source_range(document_, *document_.published->source);
    }
  }

  const DecodedSource& decoded_;
  Document& document_;
  const TextLayout layout_;
  std::vector<Role> roles_;
  std::vector<std::string> texts_;
  std::vector<std::size_t> bare_names_;
  std::size_t comments_begin_ = 0, comments_heading_ = 0, body_begin_ = 0;
  TextBuilder builder_;
};

}  // namespace

void read_text(const DecodedSource& decoded, Document& document) { TextReader(decoded, document).read(); }

}  // namespace hearsay
