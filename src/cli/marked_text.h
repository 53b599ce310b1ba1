// A picture's parts for a terminal: text, the brackets of who says what below it, and the notes.
// What it is: sources and cues take the colour of the voice; without colour, [ ] enclose sources and { } cues, so that
// nothing hangs on colour alone. Below each line of text └1───┘ is the content of attribution 1, in the colour of its
// voice, inner ones nearer to the words. Notes say who, by their numbers.
// Ownership: strings; the Picture and the Style must outlive it. Threads: pure. Units: `width` and `indent` in columns.
// Cost: linear in the text, times the levels of brackets.
#pragma once

#include <string>

#include "cli/picture.h"
#include "cli/terminal.h"

namespace hearsay::cli {

class MarkedText {
 public:
  MarkedText(const Picture& picture, const Style& style) : picture_(picture), style_(style) {}

  // The lines of one part, wrapped to `width` and indented.
  [[nodiscard]] std::string lines(const PartPicture& part, std::size_t width, std::size_t indent) const;
  // A note a line, longer ones hanging.
  [[nodiscard]] std::string notes(const PartPicture& part, std::size_t width, std::size_t indent) const;

 private:
  // Where a bracket runs on a line.
  struct Run {
    std::uint32_t bracket = 0;
    std::size_t begin = 0, end = 0;  // columns
    bool begins = false, ends = false;
  };
  struct Line {
    std::string text;
    std::size_t columns = 0;
    std::vector<Run> runs;
  };

  [[nodiscard]] std::string codes(const Stretch& stretch) const;
  [[nodiscard]] std::string brackets(const PartPicture& part, const Line& line, std::size_t indent) const;

  const Picture& picture_;
  const Style& style_;
};

}  // namespace hearsay::cli
