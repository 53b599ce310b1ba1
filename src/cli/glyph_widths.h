// How wide text is in Helvetica, and so in Arial and Liberation Sans, which were drawn to the same widths.
// Ownership: numbers. Threads: pure. Units: thousandths of the font's size. Facts: the advance widths of Helvetica and
// Helvetica-Bold in Adobe's metrics of the 14 standard fonts; beyond ASCII and common punctuation an estimate by class
// (wide East Asian 1000, combining 0, capitals 700, else 556).
#pragma once

#include <string_view>

namespace hearsay::cli {

[[nodiscard]] int glyph_width(char32_t code_point, bool bold);
[[nodiscard]] double text_width(std::string_view text, bool bold, double size);

}  // namespace hearsay::cli
