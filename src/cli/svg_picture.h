// A picture as an SVG drawing for a report.
// What it is: wrapped text with the brackets of contents below it, inner ones nearer to the words, each with its number
// and, on the right, its note; shapes of the voices as paths. Light, on white, in presentation attributes alone: word
// processors, LaTeX and old viewers draw it as browsers do. Each group has a <title>, which viewers show when pointed
// at.
// Ownership: a string. Threads: pure. Units: px of the drawing. Facts: widths of letters are those of Helvetica, which
// Arial and Liberation Sans share; `textLength` makes other fonts keep to them.
// Limits: at most `lines` lines of text, then a line that says what is left out; kSvgNoteLines lines of notes to a
// part.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/picture.h"

namespace hearsay::cli {

inline constexpr std::uint64_t kSvgLines = 200;
inline constexpr std::size_t kSvgNoteLines = 200;

// `read_by`: the program and model that made the reading.
[[nodiscard]] std::string svg_of(const Picture& picture, std::string_view read_by, std::uint64_t lines);

}  // namespace hearsay::cli
