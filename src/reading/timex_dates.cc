// Productions that name a point in time: dates, days, clock times, weeks, seasons, quarters, years, decades.
#include <algorithm>

#include "reading/time_reader.h"

namespace hearsay {

// 2025-03-14 (five tokens or one), 3/14/2025
std::optional<TimeMatch> TimeReader::numeric_date(std::uint32_t i) const {
  const std::string_view t = text(i);
  if (t.empty() || !digit(t[0])) return std::nullopt;
  if (year_of(t) != 0 && word(i + 1) == "-" && word(i + 3) == "-" && joined(i) && joined(i + 1) && joined(i + 2) &&
      joined(i + 3) && text(i + 2).size() == 2 && text(i + 4).size() >= 2) {
    const std::string iso =
        std::string(t) + "-" + std::string(text(i + 2)) + "-" + std::string(text(i + 4).substr(0, 2));
    if (const auto day = parse_iso_day(iso)) return on_day(i, i + 5, *day, false);
  }
  if (t.size() == 10 && t[4] == '-') {
    if (const auto day = parse_iso_day(t)) return on_day(i, i + 1, *day, false);
  }
  const std::size_t first = t.find_first_of("/."), second = first == t.npos ? t.npos : t.find(t[first], first + 1);
  if (second == t.npos || first > 2 || second - first > 3) return std::nullopt;
  const std::string_view tail = t.substr(second + 1);
  if (tail.size() != 2 && tail.size() != 4) return std::nullopt;
  const auto number = [](std::string_view s) {
    int v = 0;
    for (const char c : s) v = digit(c) ? v * 10 + (c - '0') : -100000;
    return v;
  };
  int a = number(t.substr(0, first)), b = number(t.substr(first + 1, second - first - 1)), y = number(tail);
  if (a < 1 || b < 1 || y < 0) return std::nullopt;
  if (tail.size() == 2) y += y < 50 ? 2000 : 1900;
  // Month first, as American papers write with strokes; day first with dots or where nothing else makes a date.
  const bool day_first = t[first] == '.' || a > 12;
  const auto day = day_first ? make_day(y, b, a) : make_day(y, a, b);
  return day ? std::optional(on_day(i, i + 1, *day, false)) : std::nullopt;
}

std::optional<TimeMatch> TimeReader::day_word(std::uint32_t i) const {
  const std::string_view w = word(i);
  int shift = 9;
  std::uint32_t end = i + 1;
  if (w == "today") shift = 0;
  if (w == "yesterday") shift = -1;
  if (w == "tomorrow") shift = 1;
  if (w == "the" && word(i + 1) == "day" && word(i + 2) == "before" && word(i + 3) == "yesterday")
    shift = -2, end = i + 4;
  if (w == "the" && word(i + 1) == "day" && word(i + 2) == "after" && word(i + 3) == "tomorrow") shift = 2, end = i + 4;
  if (shift != 9) {
    const Day day = anchor() + std::chrono::days(shift);
    const std::string_view part = day_part_of(word(end));
    if (!part.empty()) return relative(i, end + 1, TimeType::kTime, day_value(day) + "T" + std::string(part));
    TimeMatch m = on_day(i, end, day, true);
    if (!anchor_) m.day.reset();
    return m;
  }
  if (w == "tonight") return relative(i, i + 1, TimeType::kTime, day_value(anchor()) + "TNI");
  if (w == "overnight" && tag(i) == Tag::RB) return relative(i, i + 1, TimeType::kTime, day_value(anchor()) + "TNI");
  const std::string_view part = day_part_of(word(i + 1));
  if (!part.empty() && (w == "this" || w == "last" || w == "next")) {
    const int days = w == "last" ? -1 : w == "next" ? 1 : 0;
    return relative(i, i + 2, TimeType::kTime, day_value(anchor() + std::chrono::days(days)) + "T" + std::string(part));
  }
  return std::nullopt;
}

// "2 a.m.", "2:30 p.m. EST", "14:30", "noon", "5 o'clock", each with the day it belongs to where one follows.
std::optional<TimeMatch> TimeReader::clock_time(std::uint32_t i) const {
  int hour = -1, minute = -1;
  std::uint32_t end = i + 1;
  const std::string_view t = text(i);
  if (word(i) == "noon" || word(i) == "midnight") {
    hour = word(i) == "noon" ? 12 : 24;
    minute = hour == 12 ? 0 : -1;
  } else if (!t.empty() && digit(t[0])) {
    std::size_t n = 0;
    int h = 0, m = 0;
    while (n < t.size() && n < 2 && digit(t[n])) h = h * 10 + (t[n++] - '0');
    if (n < t.size() && (t[n] == ':' || t[n] == '.') && n + 2 < t.size() && digit(t[n + 1]) && digit(t[n + 2])) {
      m = (t[n + 1] - '0') * 10 + (t[n + 2] - '0');
      const bool colon = t[n] == ':';
      n += 3;
      if (colon) minute = m;
    }
    if (n != t.size() || h > 24 || m > 59) return std::nullopt;
    std::string_view half = word(end);
    if (half == "a.m." || half == "am" || half == "a.m" || half == "p.m." || half == "pm" || half == "p.m") {
      if (h > 12) return std::nullopt;
      hour = (h % 12) + (half[0] == 'p' ? 12 : 0);
      minute = m;
      ++end;
    } else if (word(end) == "o'clock" || word(end) == "o’clock") {
      hour = h;
      ++end;
    } else if (minute >= 0 && t.find(':') != t.npos) {
      hour = h;
    } else {
      return std::nullopt;
    }
  } else if (const auto small = small_number_word(word(i));
             small && *small <= 12 && *small > 0 && (word(end) == "o'clock" || word(end) == "o’clock")) {
    hour = *small;
    ++end;
  } else {
    return std::nullopt;
  }
  if (word(end) == "gmt" || word(end) == "est" || word(end) == "edt" || word(end) == "utc" || word(end) == "cet" ||
      word(end) == "pst" || word(end) == "pdt" || word(end) == "bst") {
    ++end;
  }
  std::optional<Day> day;
  std::uint32_t at = end;
  if (word(at) == "," || word(at) == "on") ++at;
  if (auto m = weekday_date(at)) {
    day = m->day, end = m->end;
  } else if (auto d = month_date(at); d && d->day) {
    day = d->day, end = d->end;
  } else if (auto w = day_word(at); w && w->day) {
    day = w->day, end = w->end;
  }
  const auto two = [](int v) { return std::string(v < 10 ? "0" : "") + std::to_string(v); };
  const std::string clock = "T" + two(hour) + (minute >= 0 ? ":" + two(minute) : "");
  // Without a day of its own a time is of the day spoken of, else of the day of publication.
  const Day on = day ? *day : last_day_ ? *last_day_ : anchor();
  TimeMatch m = relative(i, end, TimeType::kTime, day_value(on) + clock);
  if (day && !anchor_) m.relative = false;
  return m;
}

// "Tuesday", "last Friday", "Friday morning", "Friday, 14 March 2025", "Friday night"
std::optional<TimeMatch> TimeReader::weekday_date(std::uint32_t i) const {
  const std::string_view w = word(i);
  const bool qualified = w == "last" || w == "next" || w == "this" || w == "past" || w == "coming";
  const std::uint32_t at = i + (qualified ? 1 : 0);
  const int wanted = weekday(at);
  if (wanted == 0) return std::nullopt;
  std::uint32_t end = at + 1;
  // a full date after it is the same day
  const std::uint32_t date_at = word(end) == "," ? end + 1 : end;
  if (auto date = month_date(date_at); date && date->day) {
    date->begin = i;
    return date;
  }
  Day day{};
  if (w == "last" || w == "past") {
    day = weekday_near(anchor() - std::chrono::days(1), wanted, Direction::kPast);
  } else if (w == "next" || w == "coming") {
    day = weekday_near(anchor() + std::chrono::days(1), wanted, Direction::kFuture);
  } else {
    day = weekday_near(anchor(), wanted, tense(at).value_or(Direction::kPast));
  }
  if (word(end) == "last" && word(end + 1) == "week") {
    day = weekday_near(anchor() - std::chrono::days(7), wanted, Direction::kNearest);
    end += 2;
  } else if (word(end) == "next" && word(end + 1) == "week") {
    day = weekday_near(anchor() + std::chrono::days(7), wanted, Direction::kNearest);
    end += 2;
  }
  const std::string_view part = day_part_of(word(end));
  if (!part.empty()) return relative(i, end + 1, TimeType::kTime, day_value(day) + "T" + std::string(part));
  TimeMatch m = on_day(i, end, day, true);
  if (!anchor_) m.day.reset();
  return m;
}

// "9 March", "March 9, 2025", "the 9th of March", "June 2019", "last May", "May"
std::optional<TimeMatch> TimeReader::month_date(std::uint32_t i) const {
  std::uint32_t at = i;
  const std::string_view w = word(at);
  int side = 0;
  bool article = false;
  if (w == "last" || w == "next" || w == "this" || w == "past") {
    side = w == "next" ? 1 : w == "this" ? 0 : -1;
    ++at;
    if (month(at) == 0) return std::nullopt;
  } else if (w == "the") {
    article = true;
    ++at;
  }
  int m = month(at), d = 0, y = 0;
  std::uint32_t end = at + 1;
  if (m != 0 && !article) {
    d = day_number(end);
    if (d != 0 && (!digit_at(end) && tag(end) == Tag::RB)) d = 0;
    // "May 12 people": a day has no noun of its own.
    if (d != 0 && digit(text(end)[0]) && (tag(end + 1) == Tag::NNS && a_.tokens[end].head == end + 1)) d = 0;
    if (d != 0) {
      ++end;
      // "March 9-10", "Aug. 3 to 5" keep their first day
    }
    const std::uint32_t year_token = word(end) == "," || (word(end) == "of" && d == 0) ? end + 1 : end;
    if (year_at(year_token) != 0 && (d != 0 || year_token == end || word(end) == "of")) {
      y = year_at(year_token);
      end = year_token + 1;
    } else if (d == 0 && year_at(year_token) != 0 && word(end) == ",") {
      y = year_at(year_token);
      end = year_token + 1;
    }
  } else if (day_number(at) != 0 && (digit_at(at) || article)) {
    d = day_number(at);
    const std::uint32_t month_token = word(at + 1) == "of" ? at + 2 : at + 1;
    m = month(month_token);
    if (m == 0) return std::nullopt;
    end = month_token + 1;
    const std::uint32_t year_token = word(end) == "," ? end + 1 : end;
    if (year_at(year_token) != 0) {
      y = year_at(year_token);
      end = year_token + 1;
    }
  } else {
    return std::nullopt;
  }
  const bool is_relative = y == 0;
  if (is_relative) {
    if (side != 0) {
      const int now = anchor_ ? month_of_day(anchor()) : 1;
      y = year_of_day(anchor());
      if (side < 0 && m >= now) --y;
      if (side > 0 && m <= now) ++y;
    } else if (w == "this") {
      y = year_of_day(anchor());
    } else {
      y = year_near(anchor(), m, d, direction_for_month(at, m, d));
    }
  }
  if (d == 0)
    return is_relative ? relative(i, end, TimeType::kDate, month_value(y, m))
                       : absolute(i, end, TimeType::kDate, month_value(y, m));
  const auto day = make_day(y, m, d);
  if (!day) return std::nullopt;
  TimeMatch result = on_day(i, end, *day, is_relative);
  if (is_relative && !anchor_) result.day.reset();
  return result;
}

// The verb's tense, unless it contradicts a day close by: a page may be printed ahead or updated after.
Direction TimeReader::direction_for_month(std::uint32_t i, int m, int d) const {
  const auto direction = tense(i);
  if (!direction || !anchor_) return Direction::kNearest;
  const int y = year_near(anchor(), m, d, *direction);
  const int nearest = year_near(anchor(), m, d, Direction::kNearest);
  if (y != nearest) {
    const auto there = make_day(nearest, m, d == 0 ? 15 : d);
    if (there && std::abs((*there - anchor()).count()) < 45) return Direction::kNearest;
  }
  return *direction;
}

// "last week", "this year", "the past year", "the same month", "earlier this year", "that day"
std::optional<TimeMatch> TimeReader::unit_deictic(std::uint32_t i) const {
  std::uint32_t at = i;
  const bool the = word(at) == "the";
  if (the) ++at;
  const std::string_view w = word(at);
  long shift = 0;
  if (w == "last" || w == "previous") {
    shift = -1;
  } else if (w == "next" || w == "coming") {
    shift = 1;
  } else if (w == "past") {
    shift = -1;
  } else if (w == "following" && the) {
    shift = 1;
  } else if (w != "this" && w != "current") {
    if (the && time_unit_of(w) != TimeUnit::kNo && i > first_ + 1 && before(i) == "of" &&
        (word(i - 2) == "end" || word(i - 2) == "beginning" || word(i - 2) == "start")) {
      --at;  // "the end of the year": the modifier stands before i
    } else {
      return std::nullopt;
    }
  }
  std::uint32_t noun = at + 1;
  if (word(noun) == "calendar" || word(noun) == "fiscal" || word(noun) == "financial") ++noun;
  const TimeUnit u = unit(noun);
  if (u == TimeUnit::kNo || u == TimeUnit::kHour || u == TimeUnit::kMinute || u == TimeUnit::kSecond) {
    return std::nullopt;
  }
  if (is_plural_unit(word(noun))) return std::nullopt;
  std::uint32_t end = noun + 1;
  if (w == "following") {
    if (!last_day_) return absolute(i, end, TimeType::kDate, "");
    return absolute(i, end, TimeType::kDate, shifted(*last_day_, u, 1));
  }
  if (w == "past" && u != TimeUnit::kYear && the) return absolute(i, end, TimeType::kDuration, duration_value(1, u));
  TimeMatch m = relative(i, end, TimeType::kDate, shifted(anchor(), u, shift));
  if (u == TimeUnit::kDay && shift == 0) m.value = day_value(anchor());
  // "this year's third quarter"
  if (u == TimeUnit::kYear && (word(end) == "'s" || word(end) == "’s")) {
    const int q = ordinal_value(word(end + 1));
    if (q >= 1 && q <= 4 && word(end + 2) == "quarter") {
      m.value += "-Q" + std::to_string(q);
      m.end = end + 3;
    }
  }
  return m;
}

// "last fall", "this summer", "the summer of 2010", "summer 2010"
std::optional<TimeMatch> TimeReader::season(std::uint32_t i) const {
  std::uint32_t at = i;
  const std::string_view w = word(at);
  const bool qualified = w == "last" || w == "next" || w == "this" || w == "the" || w == "past";
  if (qualified) ++at;
  if (word(at) == "early" || word(at) == "late") ++at;
  const std::string_view s = season_of(word(at));
  if (s.empty() || a_.tokens[at].pos == Pos::VERB) return std::nullopt;
  std::uint32_t end = at + 1;
  const std::uint32_t year_token = word(end) == "of" ? end + 1 : end;
  if (year_at(year_token) != 0) {
    return absolute(i, year_token + 1, TimeType::kDate, year_value(year_at(year_token)) + "-" + std::string(s));
  }
  if (!qualified || (w == "the" && before(i) != "in" && before(i) != "during")) return std::nullopt;
  if (w == "the" && s == "FA") return std::nullopt;  // "the fall": of a government, more often
  // A season belongs to the year it begins in; winter begins in December.
  const int first_month = s == "SP" ? 3 : s == "SU" ? 6 : s == "FA" ? 9 : 12;
  int y = year_of_day(anchor());
  const int now = month_of_day(anchor());
  if (w == "last" || w == "past") {
    if (now < first_month + 3) --y;
  } else if (w == "next") {
    if (now >= first_month) ++y;
  } else if (s == "WI" && now < 6) {
    --y;
  }
  return relative(i, end, TimeType::kDate, year_value(y) + "-" + std::string(s));
}

// "Q3 2020", "the third quarter of 1990", "third-quarter", "this quarter" (see unit_deictic)
std::optional<TimeMatch> TimeReader::quarter(std::uint32_t i) const {
  std::uint32_t at = i;
  if (word(at) == "the" || word(at) == "its") ++at;
  int given_year = 0;
  if (year_at(at) != 0 && at > i) given_year = year_at(at), ++at;
  if (word(at) == "fiscal") ++at;
  int q = 0;
  std::uint32_t end = 0;
  if (word(at).size() == 2 && (word(at)[0] == 'q') && word(at)[1] >= '1' && word(at)[1] <= '4') {
    q = word(at)[1] - '0';
    end = at + 1;
  } else {
    q = ordinal_value(word(at));
    const std::uint32_t noun = hyphen(at + 1) ? at + 2 : at + 1;
    if (q < 1 || q > 4 || word(noun) != "quarter") return std::nullopt;
    if (noun == at + 2) i = word(i) == "the" || word(i) == "its" ? i + 1 : i;  // "third-quarter" modifies what follows
    end = noun + 1;
  }
  const std::uint32_t year_token = word(end) == "of" || word(end) == "in" ? end + 1 : end;
  if (year_at(year_token) != 0) given_year = year_at(year_token), end = year_token + 1;
  if (given_year != 0) return absolute(i, end, TimeType::kDate, year_value(given_year) + "-Q" + std::to_string(q));
  // Reports tell of a quarter that is over, at the earliest in its last weeks.
  int y = year_of_day(anchor());
  const auto direction = tense(at);
  if (month_of_day(anchor()) < q * 3 - 1 && (!direction || *direction == Direction::kPast)) --y;
  return relative(i, end, TimeType::kDate, year_value(y) + "-Q" + std::to_string(q));
}

// "1998", "fiscal 1989", "the year 2000", "nineteen ninety-six"
std::optional<TimeMatch> TimeReader::year(std::uint32_t i) const {
  std::uint32_t at = i;
  bool sure = false;
  if (word(at) == "the" && (word(at + 1) == "year" || word(at + 1) == "fiscal")) ++at;
  if (word(at) == "fiscal") sure = true, ++at;
  if (word(at) == "year") sure = true, ++at;
  if (at == i && (word(i) == "nineteen" || word(i) == "twenty") && weekday(i) == 0) {
    const auto tens = number_at(a_, i + 1, limit_);
    if (tens && !tens->digits && !tens->vague && tens->value >= 10 && tens->value <= 99) {
      const int base = word(i) == "nineteen" ? 1900 : 2000;
      return absolute(i, tens->end, TimeType::kDate, year_value(base + static_cast<int>(tens->value)));
    }
  }
  const int y = year_at(at);
  if (y == 0) return std::nullopt;
  const Token& t = a_.tokens[at];
  if (!sure) {
    static const TimeWords kLead = {"in",  "since",  "during", "until", "till",    "by", "early", "late",
                                    "mid", "before", "after",  "from",  "through", "of", "circa", "throughout"};
    const std::string_view prior = before(at);
    const bool bracketed = prior == "(" && (word(at + 1) == ")" || hyphen(at + 1));
    if (y < 1500 && t.entity != EntityLabel::DATE) return std::nullopt;
    if (!kLead.contains(prior) && t.entity != EntityLabel::DATE && !bracketed) return std::nullopt;
    if (prior == "$" || prior == "€" || prior == "£") return std::nullopt;
    // "2000 people", "in 1,500 cases": a number with a noun of its own
    if (t.dep == Dep::nummod && t.head == at + 1 && tag(at + 1) == Tag::NNS) return std::nullopt;
    if (word(at + 1) == "%" || word(at + 1) == "percent") return std::nullopt;
    if (joined(at) && hyphen(at + 1) && joined(at + 1) && year_at(at + 2) == 0 && digit_at(at + 2) &&
        text(at + 2).size() > 2) {
      return std::nullopt;
    }
    if (digits_value(word(at + 1)) && tag(at + 1) == Tag::CD && !hyphen(at + 1)) return std::nullopt;
  }
  return absolute(i, at + 1, TimeType::kDate, year_value(y));
}

// "the 1990s", "the '90s", "the nineties", "the 20th century", "mid-1990s"
std::optional<TimeMatch> TimeReader::decade(std::uint32_t i) const {
  std::uint32_t at = i;
  if (word(at) == "the") ++at;
  if (word(at) == "early" || word(at) == "late") ++at;
  std::string_view w = text(at);
  if (w == "'" || w == "’" || w == "‘") w = text(++at);
  if (w.starts_with("mid-")) w.remove_prefix(4);
  if (w.starts_with("'")) w.remove_prefix(1);
  if (w.starts_with("’")) w.remove_prefix(3);
  std::uint32_t end = at + 1;
  if ((w.size() == 5 || w.size() == 6) && digit(w[0]) && w.ends_with('s')) {
    std::string_view digits = w.substr(0, 4);
    const int y = year_of(digits);
    if (y != 0 && y % 10 == 0) return absolute(i, end, TimeType::kDate, std::string(digits.substr(0, 3)));
  }
  if (w.size() == 3 && digit(w[0]) && w[1] == '0' && w[2] == 's' && (at > i)) {
    const int two = w[0] - '0';
    return absolute(i, end, TimeType::kDate, (two < 3 ? "20" : "19") + std::string(1, w[0]));
  }
  if (at > i && (w == "sixties" || w == "seventies" || w == "eighties" || w == "nineties" || w == "fifties")) {
    const char digit_of = w[0] == 'f' ? '5' : w == "sixties" ? '6' : w == "seventies" ? '7' : w[0] == 'e' ? '8' : '9';
    return absolute(i, end, TimeType::kDate, std::string("19") + digit_of);
  }
  const int ordinal = ordinal_value(word(at));
  if (ordinal > 1 && (word(end) == "century" || (hyphen(end) && word(end + 1) == "century"))) {
    const int century = ordinal - 1;
    return absolute(i, word(end) == "century" ? end + 1 : end + 2, TimeType::kDate,
                    (century < 10 ? "0" : "") + std::to_string(century));
  }
  if (word(i) == "mid" || word(i).starts_with("mid-")) {
    const int y = year_of(w);
    if (y != 0) return absolute(i, end, TimeType::kDate, year_value(y));
  }
  return std::nullopt;
}

}  // namespace hearsay
