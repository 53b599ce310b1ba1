// TIMEX3 values: calendar arithmetic from an anchor date to the strings of TimeML.
// Ownership: plain values and owned strings. Threads: pure. Fails: without an anchor a relative value is "".
// Facts: TimeML 1.2.1; ISO 8601 weeks. A missing anchor never becomes today.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "reading/timex_words.h"

namespace hearsay {

using Day = std::chrono::sys_days;

// Which side of the anchor a bare weekday or month lies on: by the tense of its verb.
enum class Direction : signed char { kPast = -1, kNearest = 0, kFuture = 1 };

// "2025", "2025-03", "2025-03-14" and a time after it, if any, ignored; nullopt for all but a whole date.
[[nodiscard]] std::optional<Day> parse_iso_day(std::string_view iso);

[[nodiscard]] std::string day_value(Day day);
[[nodiscard]] std::string year_value(int year);
[[nodiscard]] std::string month_value(int year, int month);
[[nodiscard]] std::string week_value(Day day);
[[nodiscard]] int year_of_day(Day day);
[[nodiscard]] int month_of_day(Day day);

// The day with this weekday (1 Monday) nearest in that direction; the anchor itself counts.
[[nodiscard]] Day weekday_near(Day anchor, int weekday, Direction direction);

// The year in which this month (and day, 0 for none) falls, seen from the anchor.
[[nodiscard]] int year_near(Day anchor, int month, int day, Direction direction);

// "last month" (-1), "this month" (0), "next month" (1), or any number of units away: the value at the unit's own
// precision. "" for units a calendar has no name for (hours).
[[nodiscard]] std::string shifted(Day anchor, TimeUnit unit, long amount);

// "P3D", "PT2H", "PXM": `amount` < 0 stands for X.
[[nodiscard]] std::string duration_value(double amount, TimeUnit unit);

// A valid calendar day or nullopt.
[[nodiscard]] std::optional<Day> make_day(int year, int month, int day);

}  // namespace hearsay
