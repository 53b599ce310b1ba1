// A document's text with its attributions marked: who is source, which words are the cue, what is content.
// What it is: sources and contents take the colour of the voice; ‹ › enclose contents, nested as they are; without
// colour, [ ] enclose sources and { } cues, so that nothing hangs on colour alone.
// Ownership: a string. Threads: pure. Units: bytes of the document's text; `width` in columns.
// Cost: the sum of the contents' lengths; nesting is as deep as the reading made it.
#pragma once

#include <string>

#include "cli/terminal.h"
#include "reading/reading.h"
#include "source/source.h"

namespace hearsay::cli {

class MarkedText {
 public:
  MarkedText(const Document& document, const Reading& reading, const Style& style);

  // The lines of one range of the text, wrapped to `width` and indented.
  [[nodiscard]] std::string lines(Span span, std::size_t width, std::size_t indent) const;

 private:
  enum class Role : std::uint8_t { kPlain, kContent, kSource, kCue };
  struct Paint {
    Role role = Role::kPlain;
    Index voice = kNone;
    friend bool operator==(const Paint&, const Paint&) = default;
  };
  struct Marks {
    std::string close, open;  // printed at this offset, in this order
  };

  [[nodiscard]] std::string codes(const Paint& paint) const;
  void mark(const Spans& spans, std::string_view open, std::string_view close);

  const Document& document_;
  const Reading& reading_;
  const Style& style_;
  std::vector<Paint> paints_;                           // one for each byte
  std::vector<std::pair<std::uint32_t, Marks>> marks_;  // by offset
};

}  // namespace hearsay::cli
