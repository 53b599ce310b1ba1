// Who can say something: whether a noun phrase, by its head, may be a source. "Citing two deckhands" names one, "citing
// rising costs" does not; "the report shows that …" does, "the chart shows the reef" has nothing said in it.
//
// Ownership: refers to the Syntax for the call. Threads: pure. Units: token indices.
// Facts: English; noun_classes.h and the suffixes that make nouns of agents, with their exceptions by hand.
#pragma once

#include "reading/syntax.h"

namespace hearsay {

// A person, a group, a body, by a common noun: "deckhand", "harbourmaster", "guild".
[[nodiscard]] bool is_agent_noun(std::string_view lemma);

// A person, a body, a group, a medium, a document, a poll, footage; names other than dates and sums.
[[nodiscard]] bool may_speak(const Syntax& syntax, std::uint32_t head);

}  // namespace hearsay
