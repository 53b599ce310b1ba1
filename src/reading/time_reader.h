// The grammar of time expressions: what the productions in timex_dates.cc and timex_lengths.cc share. Private to
// src/reading; times.cc, its essay first, tries them and takes the longest.
// Ownership: views the page's analysis. Threads: one reader a thread. Units: token indices of one unit, half-open.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "reading/finding.h"
#include "reading/number_words.h"
#include "reading/timex_value.h"
#include "reading/timex_words.h"

namespace hearsay {

using TimeWords = std::unordered_set<std::string_view>;  // looked up only

struct TimeMatch {
  std::uint32_t begin = 0, end = 0;  // tokens
  TimeType type = TimeType::kDate;
  std::string value;
  bool relative = false;   // resolved by the anchor
  std::optional<Day> day;  // where it names one day
};

class TimeReader {
 public:
  TimeReader(const Page& page, std::optional<Day> anchor) : a_(page.analysis), anchor_(anchor) {}

  void read(TokenRange range, std::vector<Time>& out, const std::string& published);

 private:
  // ---- words ----
  std::string_view word(std::uint32_t i) const { return i < limit_ ? a_.tokens[i].lower : std::string_view(); }
  std::string_view text(std::uint32_t i) const { return i < limit_ ? a_.tokens[i].text : std::string_view(); }
  std::string_view before(std::uint32_t i) const { return i > first_ ? a_.tokens[i - 1].lower : std::string_view(); }
  Tag tag(std::uint32_t i) const { return i < limit_ ? a_.tokens[i].tag : Tag::None; }
  bool joined(std::uint32_t i) const { return i + 1 < limit_ && a_.tokens[i].span.end == a_.tokens[i + 1].span.begin; }
  bool hyphen(std::uint32_t i) const { return word(i) == "-" || word(i) == "–" || word(i) == "‑"; }
  bool capital(std::uint32_t i) const { return i < limit_ && text(i)[0] >= 'A' && text(i)[0] <= 'Z'; }
  static bool digit(char c) { return c >= '0' && c <= '9'; }

  int month(std::uint32_t i) const {
    const int m = month_of(word(i));
    // "may" and "march" as verbs, "mar" and "dec" as words: a month has its capital.
    if (m == 0 || !capital(i) || tag(i) == Tag::MD) return 0;
    if ((m == 5 || word(i) == "march") && i == first_ && tag(i) != Tag::NNP && !digit_at(i + 1)) return 0;
    return m;
  }
  bool digit_at(std::uint32_t i) const { return i < limit_ && digit(text(i)[0]); }
  int weekday(std::uint32_t i) const {
    const int d = weekday_of(word(i));
    return d != 0 && (capital(i) || word(i).back() == 'y') ? d : 0;
  }
  TimeUnit unit(std::uint32_t i) const {
    const TimeUnit u = time_unit_of(word(i));
    // "a second defendant", "the second": an ordinal
    if (u == TimeUnit::kSecond && (tag(i) == Tag::JJ || tag(i) == Tag::RB)) return TimeUnit::kNo;
    return u;
  }
  // 1 to 31, written as a number or an ordinal, where a day of a month may stand.
  int day_number(std::uint32_t i) const {
    const std::string_view t = text(i);
    int value = 0;
    if (!t.empty() && digit(t[0])) {
      std::size_t n = 0;
      while (n < t.size() && n < 3 && digit(t[n])) value = value * 10 + (t[n++] - '0');
      if (n != t.size() && ordinal_value(word(i)) != value) return 0;
    } else {
      value = ordinal_value(word(i));
    }
    return value >= 1 && value <= 31 ? value : 0;
  }
  int year_at(std::uint32_t i) const {
    const int y = year_of(text(i));
    return y >= 1200 ? y : 0;
  }

  [[nodiscard]] bool may_begin(std::uint32_t i) const;

  // ---- tense ----
  // Which way the governing verb looks: said → past, will say → future; nullopt where there is no verb.
  std::optional<Direction> tense(std::uint32_t i) const {
    std::uint32_t v = i;
    for (int step = 0; step < 24; ++step) {
      const Token& t = a_.tokens[v];
      if (t.pos == Pos::VERB || t.pos == Pos::AUX) {
        bool had = false, will = false, to = false, was = false, is = false;
        const std::uint32_t from = v > first_ + 8 ? v - 8 : first_;
        for (std::uint32_t k = from; k < v; ++k) {
          const Token& c = a_.tokens[k];
          if (c.head != v || (c.dep != Dep::aux && c.dep != Dep::auxpass)) continue;
          if (c.tag == Tag::MD) will = true;
          if (c.tag == Tag::TO) to = true;
          if (c.lemma == "have") had = true;
          if (c.tag == Tag::VBD) was = true;
          if (c.tag == Tag::VBZ || c.tag == Tag::VBP) is = true;
        }
        if (had || was || t.tag == Tag::VBD) return Direction::kPast;
        if (will || to) return Direction::kFuture;
        if (t.tag == Tag::VBN && !is) return Direction::kPast;
        if (t.tag == Tag::VBG && is) return Direction::kFuture;
        if (t.tag == Tag::VBZ || t.tag == Tag::VBP) return Direction::kFuture;
        if (t.tag == Tag::VBN) return Direction::kPast;
      }
      if (t.head == v) break;
      v = t.head;
    }
    return std::nullopt;
  }

  Day anchor() const { return anchor_.value_or(Day{}); }

  TimeMatch relative(std::uint32_t begin, std::uint32_t end, TimeType type, std::string value) const {
    return {begin, end, type, std::move(value), true, {}};
  }
  TimeMatch absolute(std::uint32_t begin, std::uint32_t end, TimeType type, std::string value) const {
    return {begin, end, type, std::move(value), false, {}};
  }
  TimeMatch on_day(std::uint32_t begin, std::uint32_t end, Day day, bool is_relative) const {
    return {begin, end, TimeType::kDate, day_value(day), is_relative, day};
  }

  // ---- the grammar ----
  [[nodiscard]] std::optional<TimeMatch> longest(std::uint32_t i) const;
  [[nodiscard]] std::uint32_t modifier(std::uint32_t i) const;
  [[nodiscard]] bool accepts(std::uint32_t i, const TimeMatch& m) const;
  [[nodiscard]] std::optional<TimeMatch> core(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> numeric_date(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> day_word(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> clock_time(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> weekday_date(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> month_date(std::uint32_t i) const;
  [[nodiscard]] Direction direction_for_month(std::uint32_t i, int m, int d) const;
  [[nodiscard]] std::optional<TimeMatch> unit_deictic(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> season(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> quarter(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> length(std::uint32_t i) const;
  [[nodiscard]] bool prior_is_amount(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> year(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> decade(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> repeated(std::uint32_t i) const;
  [[nodiscard]] std::optional<TimeMatch> reference(std::uint32_t i) const;

  const Analysis& a_;
  std::optional<Day> anchor_;
  std::optional<Day> last_day_;  // the last whole day named in this document
  std::uint32_t first_ = 0, limit_ = 0;
};

}  // namespace hearsay
