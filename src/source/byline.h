// Bylines: who wrote it, as lines of text say it.
//
// What it is: reads a whole line as a byline ("By Clara Duarte in Asunción and Hugo Rimassa in Sucre | Friday, 14 March
// 2025", "Posted by Ridgeline Rex on June 6, 2025"), as a bare name, as a role ("Court reporter") or as a date line
// ("Riga, 3 October 2024"), and splits lists of names as metadata has them.
// Ownership: views only; ranges count in the text given. Threads: pure. Units: bytes. Fails: nullopt or an empty list.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "source/dates.h"

namespace hearsay {

struct Byline {
  std::vector<Span> names;     // people
  std::vector<Span> agencies;  // "By AFP"
  std::vector<Span> offices;   // "Staff": signs, and is neither
  std::optional<FoundDate> date;
};

// A line that begins with a word of authorship. At most 200 bytes long, else nullopt.
[[nodiscard]] std::optional<Byline> byline_of(std::string_view line);

// A line that is nothing but one to four capitalised words, as a person's name is.
[[nodiscard]] bool is_bare_name(std::string_view line);

// "Court reporter", "BBC News, Washington correspondent".
[[nodiscard]] bool is_role(std::string_view line);

// A date with at most a place, a weekday and a label ("Published:", "Updated on") beside it.
[[nodiscard]] std::optional<FoundDate> date_line(std::string_view line);

// Whether a word beside a date says what it is: "Published", "Datum".
[[nodiscard]] bool has_date_label(std::string_view line);

// "Ann Bell, Bo Cox and Di Ek" as ranges of names and of agencies; labels, roles, places and addresses are left out.
// `loose`: the text is known to hold authors, so names in small letters and of one word count.
[[nodiscard]] Byline split_names(std::string_view text, bool loose);

}  // namespace hearsay
