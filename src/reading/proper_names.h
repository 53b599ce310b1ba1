// Where a text names somebody: the entities of the language room, mended and completed by the document as a whole.
//
// What it is: the entity recogniser reads each sentence alone, so it misses a surname on one line that it knows on the
// next, calls it a place on the third, and runs over brackets and line ends. Here edges are cut, a name gets one label
// in the whole document, and names it missed are found by the words of those it saw.
// Ownership: a value. Threads: pure. Units: indices into Analysis::tokens, half-open. Time: linear. Fails: never.
#pragma once

#include <vector>

#include "reading/finding.h"

namespace hearsay {

struct ProperName {
  TokenRange tokens;
  EntityLabel label = EntityLabel::None;  // PERSON, ORG, GPE, NORP
  bool sure = true;    // false: capital letters alone say so, and it is worth a voice only if it acts or comes again
};

struct ProperNames {
  std::vector<ProperName> names;   // in text order; disjoint
  std::vector<ProperName> inside;  // of people and bodies, inside a longer name: "Ada Holm" in "the Ada Holm Foundation"
};

[[nodiscard]] ProperNames find_proper_names(const Page& page);

}  // namespace hearsay
