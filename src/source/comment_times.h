// Times as comments have them: written out in any of three orders, or relative ("3 hours ago", "vor 2 Tagen").
//
// What it is: find_date (dates.h) with what only a whole page can decide, which of two numbers is the day, and with
// relative times. A relative time needs the time of capture: without it its value is an ISO 8601 duration before that
// unknown moment ("-P3D", "-PT2H"), with it the date as precise as the words are. Ownership: views only; ranges count
// in the text given. Threads: pure. Units: bytes. Fails: nullopt. Facts: ISO 8601; words of forum software, of
// WordPress' translations and of news sites in seven languages.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/span.h"
#include "source/dates.h"

namespace hearsay {

// Whether a short text may hold a time; cheap, and true too often rather than too seldom.
[[nodiscard]] bool may_hold_time(std::string_view text);

// Which of two numbers in "3/10/2024" is the day.
enum class DayOrder : std::uint8_t { kUnknown, kDayFirst, kMonthFirst };

// What a date with slashes says of the order that its page writes them in.
[[nodiscard]] DayOrder day_order(std::string_view text);

// The first time in `text`, written or relative to `captured_at` (ISO 8601 or "").
[[nodiscard]] std::optional<FoundDate> comment_time(std::string_view text, DayOrder order,
                                                    std::string_view captured_at);

// Where a time stands in a line, whatever it says.
[[nodiscard]] std::optional<Span> time_in(std::string_view line);

}  // namespace hearsay
