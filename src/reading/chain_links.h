// Links of a chain that other words than the cue name: who is cited, who carried a saying, whose document it is.
// They work on finished attributions, whichever reader found them.
//
// Ownership: refer to the page for the call only. Threads: pure. Units: bytes in spans, tokens in
// Attribution::cue_head. Fails: never; a link whose words say too little is left out. Time: linear in tokens and
// attributions.
#pragma once

#include <vector>

#include "reading/draft.h"

namespace hearsay {

// relayed_sayings.cc: "Z carried a statement by X saying P", "X was quoted by Z as saying P": one saying, with what
// relays it as a link. Before voices.
void mend_relayed_sayings(const Syntax& syntax, std::vector<Attribution>& attributions);
// cited_sources.cc: "X said P, citing Y": Y is a child of X's saying with the same content. Before voices.
void add_cited_sources(const Syntax& syntax, std::vector<Attribution>& attributions);

// informants.cc: "X learned from Y that P": Y is a child of X's learning with the same content. Before voices.
void add_informants(const Syntax& syntax, std::vector<Attribution>& attributions);

// running_voice.cc: "X said P. It had also Q": Q is X's too. Before voices.
void add_running_voice(const Page& page, const std::vector<Quotation>& quotations,
                       std::vector<Attribution>& attributions);
// lone_quotations.cc: "Roe shook his head. “We never signed.”": who speaks is whoever acts before it. Before voices.
void add_lone_quotations(const Page& page, const std::vector<Quotation>& quotations,
                         std::vector<Attribution>& attributions);
// scare_quotes.cc: "the so-called “people's mayor”", "was dubbed a “traitor”". Before voices.
void mark_scare_quotes(const Page& page, const std::vector<Quotation>& quotations,
                       std::vector<Attribution>& attributions);

// carriers.cc: "X said P in an interview with Z", "X, quoted by Z as saying P", "documents obtained by Z": Z stands
// outside of X in the chain; `parent` of such a link is the saying that it carried. After voices; adds voices.
void link_carriers(const Page& page, const std::vector<Quotation>& quotations, std::vector<Voice>& voices,
                   std::vector<Attribution>& attributions);
// turns.cc: who Q and A are. After voices.
void resolve_turns(const Page& page, const std::vector<Quotation>& quotations, std::vector<Voice>& voices,
                   std::vector<Attribution>& attributions);
// documents.cc: gives documents, polls and footage that speak the name of whoever issued them, and joins "the report"
// to the report of an earlier sentence. After voices.
void resolve_documents(const Page& page, const std::vector<Quotation>& quotations, std::vector<Voice>& voices,
                       std::vector<Attribution>& attributions);
// Whether an attribution only carries its parent, and so makes no claim of its own.
[[nodiscard]] bool is_carrier(const Attribution& attribution);

// attributions.cc: by cue; parents follow.
void in_text_order(std::vector<Attribution>& attributions);
// attributions.cc: takes out those marked in `dropped`, one mark each; their children go to the nearest parent that
// stays.
void remove(std::vector<Attribution>& attributions, const std::vector<bool>& dropped);

}  // namespace hearsay
