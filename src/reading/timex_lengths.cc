// Productions without a point in time: lengths, what recurs, and references such as "now".
#include <algorithm>

#include "reading/time_reader.h"

namespace hearsay {

// "eight months", "the past three weeks", "two-year", "several days", "a year ago", "two weeks later"
std::optional<TimeMatch> TimeReader::length(std::uint32_t i) const {
  std::uint32_t at = i;
  bool the = false, deictic = false;
  if (word(at) == "the" || word(at) == "these") the = true, ++at;
  if (word(at) == "past" || word(at) == "last" || word(at) == "next" || word(at) == "coming" || word(at) == "first" ||
      word(at) == "recent" || word(at) == "previous" || word(at) == "latest" || word(at) == "following") {
    deictic = true;
    ++at;
  }
  double amount = -2;
  std::uint32_t noun = at;
  bool article = false;
  if (word(at) == "several" || word(at) == "few" || word(at) == "many" || word(at) == "some" || word(at) == "couple") {
    amount = -1;
    noun = at + 1;
    if (word(at) == "couple") return std::nullopt;
    if (word(at) == "some" && !is_plural_unit(word(noun))) return std::nullopt;
  } else if ((word(at) == "a" || word(at) == "an") && (word(at + 1) == "few" || word(at + 1) == "couple")) {
    amount = word(at + 1) == "few" ? -1 : 2;
    noun = at + 2;
    if (word(noun) == "of") ++noun;
  } else if ((word(at) == "a" || word(at) == "an" || word(at) == "another") && unit(at + 1) != TimeUnit::kNo) {
    amount = 1;
    noun = at + 1;
    article = true;
  } else if (word(at) == "half" && (word(at + 1) == "a" || word(at + 1) == "an") && unit(at + 2) != TimeUnit::kNo) {
    amount = .5;
    noun = at + 2;
  } else if (const auto n = number_at(a_, at, limit_); n && !n->article) {
    amount = n->vague ? -1 : n->value;
    noun = n->end;
    if (n->vague && word(noun) == "of") ++noun;
    // "two to three weeks", "12-18 months": the first is the value
    if ((word(noun) == "to" || word(noun) == "or" || hyphen(noun)) && noun + 1 < limit_) {
      if (const auto m = number_at(a_, noun + 1, limit_); m && unit(m->end) != TimeUnit::kNo) noun = m->end;
    }
    if (hyphen(noun) && joined(noun - 1) && joined(noun) && unit(noun + 1) != TimeUnit::kNo) {
      if (hyphen(noun + 2) && word(noun + 3) == "old") return std::nullopt;  // an age: figures.cc
      return absolute(i, noun + 2, TimeType::kDuration, duration_value(amount, unit(noun + 1)));
    }
    if (word(noun) == "more" || word(noun) == "consecutive" || word(noun) == "full" || word(noun) == "straight" ||
        word(noun) == "long" || word(noun) == "additional" || word(noun) == "trading" || word(noun) == "business") {
      ++noun;
    }
  } else if (is_plural_unit(word(at))) {
    amount = -1;
  }
  if (amount < -1) return std::nullopt;
  const TimeUnit u = unit(noun);
  if (u == TimeUnit::kNo) return std::nullopt;
  std::uint32_t end = noun + 1;
  if (word(end) == "old" || (word(end) == "of" && word(end + 1) == "age")) return std::nullopt;
  const std::string_view next = word(end);
  if (!deictic && (next == "ago" || next == "earlier" || next == "later" || next == "before" || next == "hence" ||
                   (next == "from" && word(end + 1) == "now"))) {
    const bool back = next == "ago" || next == "earlier" || next == "before";
    if (next == "before" && article) return std::nullopt;
    const std::uint32_t stop = next == "from" ? end + 2 : end + 1;
    if (amount < 0) return absolute(i, stop, TimeType::kDate, back ? "PAST_REF" : "FUTURE_REF");
    const long steps = static_cast<long>(std::min(amount, 1e6));
    if (next == "later" || next == "before") {
      if (!last_day_) return absolute(i, stop, TimeType::kDate, "");
      return absolute(i, stop, TimeType::kDate, shifted(*last_day_, u, back ? -steps : steps));
    }
    if (u == TimeUnit::kHour || u == TimeUnit::kMinute || u == TimeUnit::kSecond) {
      return absolute(i, stop, TimeType::kTime, "");
    }
    return relative(i, stop, TimeType::kDate, shifted(anchor(), u, back ? -steps : steps));
  }
  const std::string_view prior = before(i);
  if (article && !deictic) {
    // "$3,800 a year" is a SET, "within a year" a length, "a day of mourning" neither.
    if (prior_is_amount(i)) return absolute(i, end, TimeType::kSet, duration_value(1, u));
    static const TimeWords kLead = {"for",    "within", "over", "than", "nearly", "almost", "about", "after", "in",
                                    "lasted", "takes",  "took", "last", "every",  "least",  "of",    "least"};
    if (!kLead.contains(prior)) return std::nullopt;
    if (prior == "in" || prior == "after" || prior == "of") {
      if (prior == "of" && next != "or") return std::nullopt;
    }
    return absolute(i, end, TimeType::kDuration, duration_value(1, u));
  }
  if (amount == -1 && noun == at && !deictic) {  // bare "weeks", "years"
    static const TimeWords kLead = {"for", "in", "after", "within", "took", "takes", "lasted", "over"};
    if (the || (!kLead.contains(prior) && next != "of" && next != "after")) return std::nullopt;
  }
  if (deictic && noun == at && amount == -1) {
    if (word(at - 1) == "first" || word(at - 1) == "latest" || word(at - 1) == "following") return std::nullopt;
    return absolute(i, end, TimeType::kDuration, duration_value(-1, u));
  }
  if (u == TimeUnit::kQuarter && !deictic && amount >= 0 && prior != "for") return std::nullopt;
  if (word(i) == "one" && u == TimeUnit::kDay && !deictic) return std::nullopt;  // "one day": some day
  return absolute(i, end, TimeType::kDuration, duration_value(amount, u));
}

bool TimeReader::prior_is_amount(std::uint32_t i) const {
  if (i == first_) return false;
  const Token& t = a_.tokens[i - 1];
  if (t.pos == Pos::NUM || t.lower == "once" || t.lower == "twice" || t.lower == "times" || t.lower == "percent" ||
      t.lower == "%" || t.entity == EntityLabel::MONEY || t.entity == EntityLabel::QUANTITY ||
      t.entity == EntityLabel::PERCENT) {
    return true;
  }
  return t.tag == Tag::NNS && i >= first_ + 2 && a_.tokens[i - 2].pos == Pos::NUM;
}

// "daily", "every week", "each July", "every Tuesday"
std::optional<TimeMatch> TimeReader::repeated(std::uint32_t i) const {
  const std::string_view w = word(i);
  if (w == "daily" || w == "nightly") return absolute(i, i + 1, TimeType::kSet, "XXXX-XX-XX");
  if (w == "weekly") return absolute(i, i + 1, TimeType::kSet, "XXXX-WXX");
  if (w == "monthly") return absolute(i, i + 1, TimeType::kSet, "XXXX-XX");
  if (w == "yearly" || w == "annually") return absolute(i, i + 1, TimeType::kSet, "XXXX");
  if (w == "hourly") return absolute(i, i + 1, TimeType::kSet, "XXXX-XX-XXTXX");
  if (w != "each" && w != "every") return std::nullopt;
  const std::string_view next = word(i + 1);
  if (const TimeUnit u = unit(i + 1); u != TimeUnit::kNo) {
    return absolute(i, i + 2, TimeType::kSet, duration_value(1, u));
  }
  if (const auto n = number_at(a_, i + 1, limit_); n && !n->vague && unit(n->end) != TimeUnit::kNo) {
    return absolute(i, n->end + 1, TimeType::kSet, duration_value(n->value, unit(n->end)));
  }
  if (const int d = weekday(i + 1); d != 0) {
    return absolute(i, i + 2, TimeType::kSet, "XXXX-WXX-" + std::to_string(d));
  }
  if (const int m = month(i + 1); m != 0)
    return absolute(i, i + 2, TimeType::kSet, "XXXX-" + month_value(0, m).substr(5));
  if (const auto s = season_of(next); !s.empty()) return absolute(i, i + 2, TimeType::kSet, "XXXX-" + std::string(s));
  if (const auto p = day_part_of(next); !p.empty()) {
    return absolute(i, i + 2, TimeType::kSet, "XXXX-XX-XXT" + std::string(p));
  }
  return std::nullopt;
}

// "now", "recently", "the future": TimeML's references without a date
std::optional<TimeMatch> TimeReader::reference(std::uint32_t i) const {
  const std::string_view w = word(i), next = word(i + 1);
  if (w == "now" && tag(i) == Tag::RB && before(i) != "until")
    return absolute(i, i + 1, TimeType::kDate, "PRESENT_REF");
  if (w == "right" && next == "now") return absolute(i, i + 2, TimeType::kDate, "PRESENT_REF");
  if (w == "currently" || w == "nowadays") return absolute(i, i + 1, TimeType::kDate, "PRESENT_REF");
  if (w == "current" && a_.tokens[i].dep == Dep::amod) return absolute(i, i + 1, TimeType::kDate, "PRESENT_REF");
  if (w == "these" && next == "days") return absolute(i, i + 2, TimeType::kDate, "PRESENT_REF");
  if (w == "recently" || w == "lately") {
    return absolute(i, i + 1, TimeType::kDate, "PAST_REF");
  }
  if (w == "recent" && a_.tokens[i].dep == Dep::amod) return absolute(i, i + 1, TimeType::kDate, "PAST_REF");
  if (w == "soon" && tag(i) == Tag::RB && before(i) != "as") return absolute(i, i + 1, TimeType::kDate, "FUTURE_REF");
  const std::uint32_t noun = w == "the" ? i + 1 : i;
  if (word(noun) == "near" && word(noun + 1) == "future") return absolute(i, noun + 2, TimeType::kDate, "FUTURE_REF");
  if (word(noun) == "future" && a_.tokens[noun].pos == Pos::NOUN && (before(i) == "in")) {
    return absolute(i, noun + 1, TimeType::kDate, "FUTURE_REF");
  }
  if (word(noun) == "past" && a_.tokens[noun].pos == Pos::NOUN && (before(i) == "in")) {
    return absolute(i, noun + 1, TimeType::kDate, "PAST_REF");
  }
  return std::nullopt;
}

}  // namespace hearsay
