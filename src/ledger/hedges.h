// Words of doubt, sentence by sentence, and which of them a copy dropped.
//
// What it is: a first form that goes by the words. A hedge is one of a closed list ("reportedly", "alleged", "is
// believed to", "may") or an attribution that a sentence carries along ("according to …"). A copy keeps a sentence when
// it has most of its other words; it lost a hedge when it keeps the sentence and has that hedge less often. Ownership:
// values. Threads: pure. Private to src/ledger.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace hearsay {

struct HedgedSentence {
  std::vector<std::string> words;   // folded, without those of the hedges
  std::vector<std::string> hedges;  // as the text has them, in text order
};

// All sentences of the paragraphs, those without a hedge too.
[[nodiscard]] std::vector<HedgedSentence> hedged_sentences(std::string_view text, const Spans& paragraphs);

// Hedges of `from` whose sentence `to` keeps without them, in the order of `from`.
[[nodiscard]] std::vector<std::string> lost_hedges(const std::vector<HedgedSentence>& from,
                                                   const std::vector<HedgedSentence>& to);

}  // namespace hearsay
