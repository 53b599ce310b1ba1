// Columns that text takes on a terminal, and text cut, wrapped and made safe for one.
// Ownership: strings are copies unless a view is returned. Threads: pure. Units: terminal columns (cells) and bytes as
// named. Facts: East Asian Width (UAX #11: W and F take two cells), combining and format characters take none, emoji
// presentation takes two; ICU's data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearsay::cli {

[[nodiscard]] int display_width(char32_t code_point);
[[nodiscard]] std::size_t display_width(std::string_view text);

// Marks, overrides and isolates that turn the direction of the text around them (UAX #9).
[[nodiscard]] bool is_bidi_control(char32_t code_point);

// Text that cannot steer a terminal: control characters, bidirectional overrides and ill-formed bytes become visible
// stand-ins, white space (line breaks too) single blanks. Pages are written by strangers.
[[nodiscard]] std::string printable(std::string_view text);

// The longest beginning of `text` that fits `columns`, with "…" where something is left out.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t columns);

// Lines of at most `columns`, broken at blanks where there are any. Views into `text`; REQUIRES: columns > 0.
[[nodiscard]] std::vector<std::string_view> wrapped(std::string_view text, std::size_t columns);

}  // namespace hearsay::cli
