// What the search for antecedents looked at in one document, for training and for tests: mentions, and for each
// pronoun and definite noun its candidates with their features. Private to src/reading and tools/.
// Ownership: plain values. Units: bytes of Document::text; indices into `mentions`.
#pragma once

#include <vector>

#include "base/span.h"
#include "reading/coreference_features.h"

namespace hearsay {

struct CoreferenceTrace {
  struct Mention {
    Span span;
    Span head;
    std::uint32_t referent = 0;
    bool name = false;
  };
  struct Candidate {
    std::uint32_t mention = 0;
    Features features;
  };
  struct Case {
    bool noun = false;
    Span span;
    Span head;
    Features features;
    std::vector<Candidate> candidates;
    std::vector<float> scores;  // of each candidate and, last, of nobody
  };
  std::vector<Mention> mentions;
  std::vector<Case> cases;
};

}  // namespace hearsay
