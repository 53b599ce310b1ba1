// Lines of a plain text file into paragraphs, by the file's own habit.
//
// What it is: files are written in one of two ways. Either each line is a paragraph (blank lines may lie between), or
// paragraphs are wrapped at some column and cut by blank lines or indents. Wrapped text shows itself: the next line's
// first word would not have fit on the line before.
// Ownership: ranges into the text given. Threads: pure. Units: bytes; widths in code points. Fails: never; past
// kMaxLines the rest is one line. Time linear in the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace hearsay {

inline constexpr std::size_t kMaxLines = 1'000'000;

// One paragraph: a line, or wrapped lines that belong together.
struct TextBlock {
  std::uint32_t first_line = 0;  // in TextLayout::lines, half-open
  std::uint32_t last_line = 0;
  bool blank_before = false;  // a blank line, or the beginning of the file, comes before
};

struct TextLayout {
  std::vector<Span> lines;  // without white space at the edges and without line ends; none is empty
  std::vector<TextBlock> blocks;
  bool wrapped = false;

  [[nodiscard]] Span span(const TextBlock& block) const {
    return {lines[block.first_line].begin, lines[block.last_line - 1].end};
  }
};

[[nodiscard]] TextLayout lay_out(std::string_view text);

// "- ", "* ", "• ", "1. ", "a) " at the beginning of a line.
[[nodiscard]] bool begins_with_bullet(std::string_view line);

}  // namespace hearsay
