// Time expressions: ranges, TIMEX3 types and values.
//
// At each token that can begin one, every production of the grammar below is tried and the longest match taken, so the
// order of productions decides nothing but ties. A production looks a few tokens ahead, never back beyond the token
// before it, so the work is linear. Values are resolved by the publication date; without one, whatever needs an
// anchor has the value "" (TimeML's rule that a missing anchor is no date; never today).
// Extents follow TimeBank: leading prepositions out; determiners, "ago", "last", "early", "nearly" in.
#include "reading/time_reader.h"

namespace hearsay {

namespace {

const TimeWords& starters() {
  static const TimeWords kWords = {
      "the",       "a",          "an",        "this",      "that",      "these",     "last",     "next",
      "past",      "coming",     "current",   "previous",  "following", "same",      "each",     "every",
      "early",     "late",       "mid",       "earlier",   "later",     "at",        "about",    "around",
      "nearly",    "almost",     "over",      "more",      "less",      "up",        "no",       "several",
      "few",       "many",       "some",      "recent",    "today",     "yesterday", "tomorrow", "tonight",
      "overnight", "now",        "currently", "recently",  "nowadays",  "noon",      "midnight", "daily",
      "weekly",    "monthly",    "yearly",    "annually",  "hourly",    "nightly",   "fiscal",   "future",
      "soon",      "previously", "formerly",  "once",      "twice",     "half",      "roughly",  "approximately",
      "as",        "weeks",      "months",    "years",     "days",      "hours",     "decades",  "minutes",
      "year",      "right",      "quarterly", "centuries", "'",         "’",         "its",      "within",
      "first",     "second",     "third",     "fourth",    "lately",    "mid-",      "another",  "seconds",
      "one",       "minutes",    "more",      "month",     "week",      "then"};
  return kWords;
}

}  // namespace

void TimeReader::read(TokenRange range, std::vector<Time>& out, const std::string& published) {
  first_ = range.begin;
  limit_ = range.end;
  for (std::uint32_t i = range.begin; i < limit_;) {
    std::optional<TimeMatch> m = may_begin(i) ? longest(i) : std::nullopt;
    if (!m) {
      ++i;
      continue;
    }
    if (m->day) last_day_ = m->day;
    out.push_back({"", a_.bytes({m->begin, m->end}), m->type, m->relative && !anchor_ ? "" : m->value,
                   m->relative && anchor_ ? published : ""});
    i = m->end;
  }
}

bool TimeReader::may_begin(std::uint32_t i) const {
  const std::string_view w = word(i);
  if (w.empty()) return false;
  if (digit(w[0]) || starters().contains(w)) return true;
  return month_of(w) != 0 || weekday_of(w) != 0 || small_number_word(w).has_value() || season_of(w) != "" ||
         ordinal_value(w) != 0 || w.starts_with("mid-") || ((w[0] == 'q' || w[0] == 'Q') && w.size() == 2);
}

std::optional<TimeMatch> TimeReader::longest(std::uint32_t i) const {
  std::optional<TimeMatch> best;
  const auto offer = [&best](std::optional<TimeMatch> m) {
    if (m && (!best || m->end > best->end)) best = std::move(m);
  };
  offer(core(i));
  const std::uint32_t after = modifier(i);
  if (after > i && after < limit_) {
    std::optional<TimeMatch> m = core(after);
    if (m && accepts(i, *m)) {
      m->begin = i;
      if (!best || m->end > best->end || (m->end == best->end && m->begin < best->begin)) best = std::move(m);
    }
  }
  if (best && best->type == TimeType::kDuration && word(best->end) == "or" && word(best->end + 1) == "so") {
    best->end += 2;
  }
  return best;
}

// End of a modifier that begins at i, or i.
std::uint32_t TimeReader::modifier(std::uint32_t i) const {
  const std::string_view w = word(i), next = word(i + 1);
  if (w == "early" || w == "late" || w == "earlier" || w == "later") {
    return next == "on" || next == "in" ? i + 2 : i + 1;
  }
  if (w == "mid" || w == "mid-") return hyphen(i + 1) ? i + 2 : i + 1;
  if (w == "the" && (next == "end" || next == "beginning" || next == "start" || next == "middle" || next == "close") &&
      word(i + 2) == "of") {
    return i + 3;
  }
  if (w == "nearly" || w == "almost" || w == "about" || w == "around" || w == "over" || w == "roughly" ||
      w == "approximately" || w == "some") {
    return i + 1;
  }
  if ((w == "more" || w == "less") && next == "than") return i + 2;
  if (w == "at" && (next == "least" || next == "most")) return i + 2;
  if (w == "up" && next == "to") return i + 2;
  if (w == "no" && (next == "more" || next == "less") && word(i + 2) == "than") return i + 3;
  if (w == "as" && (next == "early" || next == "late") && word(i + 2) == "as") return i + 3;
  return i;
}

// "early" goes with dates, "nearly" with lengths.
bool TimeReader::accepts(std::uint32_t i, const TimeMatch& m) const {
  const std::string_view w = word(i);
  const bool dates =
      w == "early" || w == "late" || w == "earlier" || w == "later" || w.starts_with("mid") || w == "the" || w == "as";
  if (dates) {
    if (w == "the" && m.type == TimeType::kDuration) return false;
    return m.type == TimeType::kDate || m.type == TimeType::kTime;
  }
  if (w == "over" && (word(i + 1) == "the" || word(i + 1) == "several")) return false;
  if (w == "around" || w == "about") return m.type != TimeType::kSet && !m.value.ends_with("REF");
  return m.type == TimeType::kDuration || (m.type == TimeType::kDate && word(m.end - 1) == "ago");
}

std::optional<TimeMatch> TimeReader::core(std::uint32_t i) const {
  std::optional<TimeMatch> best;
  const auto offer = [&best](std::optional<TimeMatch> m) {
    if (m && (!best || m->end > best->end)) best = std::move(m);
  };
  offer(numeric_date(i));
  offer(day_word(i));
  offer(clock_time(i));
  offer(weekday_date(i));
  offer(month_date(i));
  offer(unit_deictic(i));
  offer(season(i));
  offer(quarter(i));
  offer(length(i));
  offer(year(i));
  offer(decade(i));
  offer(repeated(i));
  offer(reference(i));
  return best;
}

std::vector<Time> find_times(const Page& page) {
  std::vector<Time> out;
  const std::string published = page.document.published ? page.document.published->value : std::string();
  const std::optional<Day> anchor = parse_iso_day(published);
  TimeReader reader(page, anchor);
  for (const Unit& unit : page.analysis.units) {
    if (unit.tokens.begin < unit.tokens.end) reader.read(unit.tokens, out, published.substr(0, 10));
  }
  return out;
}

}  // namespace hearsay
