// Dates as pages write them, as ISO 8601.
//
// What it is: finds the first date in a line ("Friday, 14 March 2025", "June 6, 2025 at 5:30 pm",
// "2024-10-03T08:30+02:00", "03.10.2024 13:25", "Thu, 03 Oct 2024 10:00:00 GMT"), with month names in the languages of
// European news. The value is as precise as what is written and keeps the zone as written; nothing is filled in. A
// numeric date whose day and month could change places ("03/10/2024") is no date: a guess would be wrong half the time.
// A zone given by letters other than UTC and GMT is left out, since the letters are not unique. Ownership: views only.
// Threads: pure. Units: bytes of the text given. Fails: nullopt where there is no date. Facts: ISO 8601, RFC 5322
// section 3.3; month names from CLDR's gregorian calendars.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/span.h"

namespace hearsay {

struct FoundDate {
  std::string value;      // "2024-10", "2024-10-03", "2024-10-03T08:30+02:00"
  std::string precision;  // "month" "day" "minute" "second"
  Span span;              // in the text given
};

[[nodiscard]] std::optional<FoundDate> find_date(std::string_view text, std::size_t from = 0);

// The date of a field that holds nothing else, as a machine wrote it: as find_date, and Unix time in seconds or
// milliseconds, "20241003", "Thu Oct 03 10:00:00 UTC 2024".
[[nodiscard]] std::optional<FoundDate> find_stated_date(std::string_view field);

// A weekday's name, or its abbreviation, in English.
[[nodiscard]] bool is_weekday(std::string_view word);

}  // namespace hearsay
