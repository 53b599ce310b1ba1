// How firmly a party stands behind a content: FactBank's values, for the innermost source and for the outlet.
// Ownership: plain values. Threads: pure. Units: token indices. Fails: never; what no word tells stays at its default.
// Facts: Saurí and Pustejovsky 2009 (FactBank) for the values; the table of acts in the design of attribution.
#pragma once

#include <span>
#include <vector>

#include "reading/syntax.h"

namespace hearsay {

// What the words inside a content do to its certainty, with the tokens that do it.
struct Modality {
  std::uint8_t certainty = 3;  // 3 certain, 2 probable, 1 possible, 0 uncommitted
  bool negated = false;
  bool reported = false;  // "reportedly", "allegedly": not on the writer's own word
  bool opinion = false;
  std::vector<std::uint32_t> cues;
};

// `head`: the content's main predicate; `inside`: its clause.
[[nodiscard]] Modality modality_of(const Syntax& syntax, std::uint32_t head, TokenRange inside);

struct Stand {
  Commitment source = Commitment::kCTplus;
  Commitment outlet = Commitment::kUu;
};

// `chain`: outermost first; empty for an assertion of the outlet's (or, with `reader`, a reader's) own.
[[nodiscard]] Stand commitment_of(std::span<const Attribution* const> chain, const Modality& modality, bool conditional,
                                  bool reader);

}  // namespace hearsay
