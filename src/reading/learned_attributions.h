// What the encoder says of a page: sources, cues and contents with their places, the outermost first, then what each
// content holds when it is read again as a text of its own, so that nested attributions come out.
//
// Ownership: plain values. Threads: one LearnedReader a thread. Units: bytes of Document::text.
// Bounds: contents are read again to a depth of kMaxRereadings, and never more text in all than kMaxRereadBytes times
// the page. Private to src/reading.
#pragma once

#include <optional>
#include <vector>

#include "reading/finding.h"
#include "reading/learned_reader.h"
#include "reading/syntax.h"

namespace hearsay {

inline constexpr int kMaxRereadings = 4;
inline constexpr std::uint32_t kMaxRereadBytes = 3;

struct LearnedAttribution {
  Spans source;  // may be empty
  Span cue;
  Spans content;
  double p = 0;                        // that a careful reader marks it too
  double cue_p = 0;                    // the head's probabilities behind it, for `explain`: of the cue's labels …
  double source_p = 0, content_p = 0;  // … of the source's (or of its absence), of the content's
  Act act = Act::kSay;                 // the head's; for cues that the lexicon does not know
  Attribution::RunnerUp runner_up;
};

struct LearnedPage {
  std::vector<LearnedAttribution> found;  // in the order of their cues
  struct Word {
    Span span;
    float cue_p = 0;  // that it belongs to a cue; the highest of all readings of it
  };
  std::vector<Word> words;  // in text order

  // That the word at this byte belongs to a cue; nothing where the encoder did not read.
  [[nodiscard]] std::optional<double> cue_probability(std::uint32_t byte) const;
};

// `encoding` is of the analysed units. Contents without a word of the cue lexicon are not read again.
[[nodiscard]] LearnedPage read_attributions(const Syntax& syntax, const Encoding& encoding, LearnedReader& reader);

// join_readers.cc: the encoder's attributions with the rules' knowledge of the same cues, and the rules' others where
// the encoder does not speak against them. In the order of their cues; parents are not set.
[[nodiscard]] std::vector<Attribution> join_readers(const Syntax& syntax, const LearnedPage& learned,
                                                    std::vector<Attribution> rules);

}  // namespace hearsay
