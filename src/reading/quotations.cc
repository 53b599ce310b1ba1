// The marks scanner: where quotations begin and end, from the marks alone.
//
// The simple idea: keep a stack of open marks for each paragraph; an opening mark pushes, a closing mark pops. What is
// hard about it: straight marks and apostrophes do not say which way they face, so their neighbours decide; writers
// forget marks and use the wrong one, so a mark that closes nothing is passed over, and one that is never closed is cut
// where the next of its kind opens, or at the paragraph's end, and never swallows the rest; a quotation over several
// paragraphs is closed only in the last and re-opened in each. Units: bytes. Time: linear in the text; each mark is
// pushed and popped once. The stack is bounded by kMaxOpen: deeper marks are passed over.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "reading/finding.h"

namespace hearsay {
namespace {

constexpr std::size_t kMaxOpen = 32;

enum class Mark : std::uint8_t {
  kStraight,     // "
  kCurlyLeft,    // U+201C
  kCurlyRight,   // U+201D
  kLow,          // U+201E
  kLeftAngle,    // U+00AB
  kRightAngle,   // U+00BB
  kLeftAngle1,   // U+2039
  kRightAngle1,  // U+203A
  kBackticks,    // ``
  kApostrophes,  // ''
  kSingle,       // '
  kSingleLeft,   // U+2018
  kSingleRight,  // U+2019
  kSingleLow,    // U+201A
  kCornerLeft,   // U+300C, U+300E
  kCornerRight,  // U+300D, U+300F
};

// How much a kind of opening mark is to be trusted when nothing closes it.
constexpr bool is_single(Mark m) {
  return m == Mark::kSingle || m == Mark::kSingleLeft || m == Mark::kSingleRight || m == Mark::kSingleLow ||
         m == Mark::kLeftAngle1 || m == Mark::kRightAngle1;
}

struct Event {
  Mark mark;
  std::uint32_t begin, end;
  bool can_open, can_close;
  bool between_letters;       // a letter or digit on both sides
  char32_t before, after;     // neighbours, 0 at the paragraph's edge
  bool final_single = false;  // a single mark after which, before any opening one, another follows that ends a sentence
};

bool is_blank(char32_t c) {
  return c == 0 || c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F ||
         c == 0x3000;
}
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_word(char32_t c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x206F) && c != kReplacement &&
          !(c >= 0x3000 && c <= 0x303F));
}
bool is_mark(char32_t c) {
  return c == '"' || c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x2039 ||
         c == 0x203A || (c >= 0x300C && c <= 0x300F);
}
bool opens_after(char32_t c) {
  return is_blank(c) || c == '(' || c == '[' || c == '{' || c == '-' || c == 0x2013 || c == 0x2014 || c == '/' ||
         c == ':' || c == '=' || c == 0xA1 || c == 0xBF || is_mark(c);
}
bool closes_before(char32_t c) {
  return is_blank(c) || c == ')' || c == ']' || c == '}' || c == '.' || c == ',' || c == ';' || c == ':' || c == '!' ||
         c == '?' || c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2026 || c == '/' || is_mark(c);
}

std::optional<Mark> mark_of(char32_t c) {
  switch (c) {
    case '"':
    case 0x201F:
    case 0xFF02:
      return Mark::kStraight;
    case 0x201C:
      return Mark::kCurlyLeft;
    case 0x201D:
      return Mark::kCurlyRight;
    case 0x201E:
      return Mark::kLow;
    case 0xAB:
      return Mark::kLeftAngle;
    case 0xBB:
      return Mark::kRightAngle;
    case 0x2039:
      return Mark::kLeftAngle1;
    case 0x203A:
      return Mark::kRightAngle1;
    case '\'':
      return Mark::kSingle;
    case 0x2018:
    case 0x201B:
      return Mark::kSingleLeft;
    case 0x2019:
      return Mark::kSingleRight;
    case 0x201A:
      return Mark::kSingleLow;
    case 0x300C:
    case 0x300E:
      return Mark::kCornerLeft;
    case 0x300D:
    case 0x300F:
      return Mark::kCornerRight;
    default:
      return std::nullopt;
  }
}

// 'em, 'til, '90s: an apostrophe that stands where an opening mark would.
bool is_elision(std::string_view rest) {
  if (rest.size() >= 2 && is_digit(static_cast<unsigned char>(rest[0])) &&
      is_digit(static_cast<unsigned char>(rest[1])))
    return true;
  static constexpr std::array<std::string_view, 12> kShort = {"em", "til",  "tis",   "twas", "cause", "cuz",
                                                              "n",  "bout", "round", "er",   "ere",   "nother"};
  std::size_t n = 0;
  while (n < rest.size() && n < 8 && ((rest[n] | 32) >= 'a' && (rest[n] | 32) <= 'z')) ++n;
  const auto word = rest.substr(0, n);
  return std::any_of(kShort.begin(), kShort.end(), [&](std::string_view s) {
    return s.size() == word.size() &&
           std::equal(s.begin(), s.end(), word.begin(), [](char a, char b) { return a == (b | 32); });
  });
}

std::vector<Event> events_of(std::string_view text, Span part) {
  std::vector<Event> out;
  char32_t before = 0;
  for (std::uint32_t at = part.begin; at < part.end;) {
    const Decoded d = decode_utf8(text, at);
    if (d.length == 0) break;
    std::optional<Mark> mark = mark_of(d.code_point);
    std::uint32_t length = d.length;
    if ((d.code_point == '`' || d.code_point == '\'') && at + 1 < part.end && text[at + 1] == text[at]) {
      mark = d.code_point == '`' ? Mark::kBackticks : Mark::kApostrophes;
      length = 2;
    } else if (d.code_point == '`') {
      mark = Mark::kSingleLeft;
    }
    if (mark) {
      const std::uint32_t next = at + length;
      const char32_t after = next < part.end ? decode_utf8(text, next).code_point : 0;
      Event e{*mark,
              at,
              next,
              opens_after(before) && !is_blank(after),
              !is_blank(before) && closes_before(after),
              is_word(before) && is_word(after),
              before,
              after};
      out.push_back(e);
    }
    before = d.code_point;
    at += length;
  }
  // A plural's apostrophe ("the boys' room") must not close when a better end comes: seen from behind.
  bool better = false;
  for (auto e = out.rbegin(); e != out.rend(); ++e) {
    if (e->mark != Mark::kSingle && e->mark != Mark::kSingleRight) continue;
    e->final_single = better;
    if (e->between_letters) continue;
    if (e->can_open && !e->can_close) better = false;
    if (e->can_close && !is_word(e->before)) better = true;
  }
  return out;
}

struct Open {
  Mark mark;
  std::uint32_t begin, inner;
};

class ParagraphScanner {
 public:
  ParagraphScanner(std::string_view text, Span part, std::uint32_t index, std::vector<Quotation>& out)
      : text_(text), part_(part), index_(index), out_(out) {}

  void scan() {
    const std::size_t first = out_.size();
    for (const Event& e : events_of(text_, part_)) take(e);
    finish();
    std::sort(out_.begin() + static_cast<std::ptrdiff_t>(first), out_.end(),
              [](const Quotation& a, const Quotation& b) {
                return a.outer.begin != b.outer.begin ? a.outer.begin < b.outer.begin : a.outer.end > b.outer.end;
              });
    std::vector<std::uint32_t> ends;
    for (std::size_t i = first; i < out_.size(); ++i) {
      while (!ends.empty() && ends.back() <= out_[i].outer.begin) ends.pop_back();
      out_[i].depth = static_cast<std::uint8_t>(std::min<std::size_t>(ends.size(), 255));
      ends.push_back(out_[i].outer.end);
    }
  }

 private:
  void take(const Event& e) {
    switch (e.mark) {
      case Mark::kStraight:
        return straight(e);
      case Mark::kCurlyLeft:
        return curly_left(e);
      case Mark::kCurlyRight:
        if (!close(e, {Mark::kCurlyLeft, Mark::kLow, Mark::kCurlyRight}) && !close(e, {Mark::kStraight}) &&
            e.can_open && !e.can_close)
          open(e);  // Swedish, or a mark typed the wrong way round
        return;
      case Mark::kLow:
        return open(e);
      case Mark::kLeftAngle:
        if (e.can_open && !e.can_close) return open(e);
        if (!close(e, {Mark::kRightAngle})) open(e);
        return;
      case Mark::kRightAngle:
        if (close(e, {Mark::kLeftAngle})) return;
        if (e.can_close && close(e, {Mark::kRightAngle})) return;
        if (e.can_open) open(e);
        return;
      case Mark::kLeftAngle1:
        if (!(e.can_open && !e.can_close) && close(e, {Mark::kRightAngle1})) return;
        if (!is_blank(e.after)) open(e);
        return;
      case Mark::kRightAngle1:
        if (close(e, {Mark::kLeftAngle1})) return;
        if (e.can_open) open(e);
        return;
      case Mark::kCornerLeft:
        return open(e);
      case Mark::kCornerRight:
        close(e, {Mark::kCornerLeft});
        return;
      case Mark::kBackticks:
        return open(e);
      case Mark::kApostrophes:
        if (close(e, {Mark::kBackticks, Mark::kApostrophes})) return;
        if (e.can_open && !e.can_close) open(e);
        return;
      case Mark::kSingle:
      case Mark::kSingleRight:
        return single(e);
      case Mark::kSingleLeft:
        if (e.between_letters || close_only(e, Mark::kSingleLow)) return;
        if (e.can_open && !is_elision(text_.substr(e.end, part_.end - e.end))) open(e);
        return;
      case Mark::kSingleLow:
        if (e.can_open) open(e);
        return;
    }
  }

  void straight(const Event& e) {
    const bool is_open = opened(Mark::kStraight);
    if (is_open && open_.back().inner == e.begin) {  // "" holds nothing
      close(e, {Mark::kStraight});
    } else if (!is_open && opened(Mark::kCurlyLeft) && e.can_close && !e.can_open) {
      close(e, {Mark::kCurlyLeft});
    } else if (!is_open && opened(Mark::kLow) && !e.can_open) {
      close(e, {Mark::kLow});
    } else if (e.can_open && !e.can_close) {
      open(e);
    } else if (e.can_close && !e.can_open) {
      close(e, {Mark::kStraight});
    } else if (is_open) {
      close(e, {Mark::kStraight});
    } else if (!is_digit(e.before)) {  // 5'11" is no opening mark
      open(e);
    }
  }

  void curly_left(const Event& e) {
    if (!e.can_open && close(e, {Mark::kLow})) return;
    // typed the wrong way round
    if (e.can_close && !e.can_open && close(e, {Mark::kCurlyLeft, Mark::kCurlyRight})) return;
    if (!is_blank(e.after)) open(e);
  }

  void single(const Event& e) {
    if (e.between_letters) return;
    if (e.can_close) {
      const bool plural = (e.before == 's' || e.before == 'S') && e.after == ' ' && e.final_single;
      if (!plural && close(e, {Mark::kSingleLeft, Mark::kSingle, Mark::kSingleLow, Mark::kSingleRight})) return;
    }
    if (e.mark == Mark::kSingle && e.can_open && !e.can_close && !is_elision(text_.substr(e.end, part_.end - e.end)))
      open(e);
  }

  [[nodiscard]] bool opened(Mark m) const {
    return std::any_of(open_.begin(), open_.end(), [m](const Open& o) { return o.mark == m; });
  }

  void open(const Event& e) {
    if (open_.size() < kMaxOpen) open_.push_back({e.mark, e.begin, e.end});
  }

  bool close_only(const Event& e, Mark m) { return !e.can_open && close(e, {m}); }

  // Closes the innermost open mark of these kinds; what was opened inside it and is still open was never closed.
  bool close(const Event& e, std::initializer_list<Mark> kinds) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (std::find(kinds.begin(), kinds.end(), open_[i].mark) == kinds.end()) continue;
      // A single mark must not close across a double one: it is an apostrophe of the inner text.
      if (is_single(open_[i].mark)) {
        for (std::size_t j = i + 1; j < open_.size(); ++j)
          if (!is_single(open_[j].mark)) return false;
      }
      if (open_[i].inner < e.begin) add({{open_[i].begin, e.end}, {open_[i].inner, e.begin}, index_, 0, true, kNone});
      open_.resize(i);
      return true;
    }
    return false;
  }

  // The first double mark that nothing closed runs to where the next of its kind opens, or to the paragraph's end. Its
  // fellows inside it are dropped, and so are single ones, which are apostrophes then.
  void finish() {
    std::uint32_t covered = 0;
    for (const Open& o : open_) {
      if (is_single(o.mark) || o.begin < covered) continue;
      std::uint32_t end = part_.end;
      for (const Quotation& q : closed_here_) {
        if (q.outer.begin > o.begin && q.outer.begin < end && text_[q.outer.begin] == text_[o.begin])
          end = q.outer.begin;
      }
      for (const Open& later : open_) {
        if (later.mark == o.mark && later.begin > o.begin && later.begin < end) end = later.begin;
      }
      // Never into a quotation: nesting is bounded by kMaxOpen, and so are the rounds.
      for (bool moved = true; moved;) {
        moved = false;
        for (const Quotation& q : closed_here_) {
          if (q.outer.begin > o.begin && q.outer.begin < end && end < q.outer.end) end = q.outer.begin, moved = true;
        }
      }
      while (end > o.inner && is_blank(static_cast<unsigned char>(text_[end - 1]))) --end;
      covered = end;
      if (end > o.inner) out_.push_back({{o.begin, end}, {o.inner, end}, index_, 0, false, kNone});
    }
    out_.insert(out_.end(), closed_here_.begin(), closed_here_.end());
  }

  void add(const Quotation& q) { closed_here_.push_back(q); }

  std::string_view text_;
  Span part_;
  std::uint32_t index_;
  std::vector<Quotation>& out_;
  std::vector<Quotation> closed_here_;
  std::vector<Open> open_;
};

}  // namespace

std::vector<Quotation> find_quotations(const Document& document) {
  std::vector<Quotation> out;
  Index open_end = kNone;  // the quotation that reached the end of the previous paragraph unclosed
  for (std::uint32_t p = 0; p < document.parts.size(); ++p) {
    const Part& part = document.parts[p];
    const std::size_t first = out.size();
    ParagraphScanner(document.text, part.span, p, out).scan();
    std::uint32_t begin = part.span.begin;
    while (begin < part.span.end && is_blank(static_cast<unsigned char>(document.text[begin]))) ++begin;
    std::uint32_t end = part.span.end;
    while (end > begin && is_blank(static_cast<unsigned char>(document.text[end - 1]))) --end;
    if (begin == end) continue;
    if (open_end != kNone && first < out.size() && out[first].outer.begin == begin &&
        part.region == document.parts[out[open_end].part].region) {
      const Span before = out[open_end].outer;
      const Span now = out[first].outer;
      if (document.text.substr(before.begin, out[open_end].inner.begin - before.begin) ==
          document.text.substr(now.begin, out[first].inner.begin - now.begin))
        out[first].continues = open_end;
    }
    open_end = kNone;
    for (std::size_t i = first; i < out.size(); ++i)
      if (!out[i].closed && out[i].outer.end == end && open_end == kNone) open_end = static_cast<Index>(i);
  }
  return out;
}

}  // namespace hearsay
