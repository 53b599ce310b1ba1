// The closed vocabulary of English time expressions: months, weekdays, units, seasons, parts of the day.
// Ownership: static tables. Threads: pure. Facts: TimeML 1.2.1 (TIMEX3 attributes); English calendar words.
#pragma once

#include <string_view>

#include "language/language.h"

namespace hearsay {

enum class TimeUnit : char {
  kNo = 0,
  kSecond = 's',
  kMinute = 'm',
  kHour = 'h',
  kDay = 'D',
  kWeek = 'W',
  kMonth = 'M',
  kQuarter = 'Q',
  kYear = 'Y',
  kDecade = 'E',
  kCentury = 'C',
  kWeekend = 'N'
};

// 1 to 12, or 0. Abbreviations with or without their full stop; `may` and `march` too, so check the tag.
[[nodiscard]] int month_of(std::string_view lower);
// 1 Monday to 7 Sunday, or 0.
[[nodiscard]] int weekday_of(std::string_view lower);
// Singular and plural.
[[nodiscard]] TimeUnit time_unit_of(std::string_view lower);
[[nodiscard]] bool is_plural_unit(std::string_view lower);
// "SP" "SU" "FA" "WI", or "".
[[nodiscard]] std::string_view season_of(std::string_view lower);
// "MO" "MI" "AF" "EV" "NI", or ""; plural forms too.
[[nodiscard]] std::string_view day_part_of(std::string_view lower);
// A year written with four digits between 1000 and 2199, else 0.
[[nodiscard]] int year_of(std::string_view text);

}  // namespace hearsay
