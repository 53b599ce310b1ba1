// An attribution while it is being made: token ranges instead of bytes, with the rule and the words it rests on.
//
// Ownership: plain values; cues are static. Threads: any. Private to the attribution files of src/reading:
// cue_frames.cc (verbs, nouns, adjectives and their frames), quoted_speech.cc (quotations, colons), phrases.cc
// (according to, brackets, adverbs, polls) and attributions.cc, which calls them in this order.
#pragma once

#include <string_view>
#include <vector>

#include "reading/cue_lexicon.h"
#include "reading/syntax.h"

namespace hearsay {

struct Draft {
  const Cue* cue = nullptr;  // nullptr: a mark or a preposition
  std::uint32_t head = 0;    // token that carries the cue's meaning
  TokenRange cue_tokens;
  std::uint32_t source_head = kNone;
  TokenRanges source;
  TokenRanges content;
  std::vector<Index> quotations;  // quotations that belong to the content as a whole
  Act act = Act::kSay;
  bool negated = false;
  bool speaks = false;  // may take quotations beside it
  std::string_view rule;
};

// cue_frames.cc
void find_framed_cues(const Syntax& syntax, std::vector<Draft>& out);
// phrases.cc
void find_phrases(const Syntax& syntax, std::vector<Draft>& out);
// bracketed_sources.cc, called from phrases.cc: "(X claims)", "source: X"; may take the place of a framed cue.
void find_bracketed_sources(const Syntax& syntax, std::vector<Draft>& out);
// quoted_speech.cc: gives quotations to the drafts beside them and makes drafts of colons and dashes.
void attach_quotations(const Syntax& syntax, std::vector<Draft>& drafts);
// turns.cc, called from quoted_speech.cc: "Q:" and "A:", and further paragraphs of a turn of talk in `drafts`.
void find_turns(const Syntax& syntax, std::vector<Draft>& drafts);

// attributions.cc: how much of a content stands in quotation marks.
[[nodiscard]] Quote quote_of(const std::vector<Quotation>& quotations, const Spans& content);

// negation.cc: whether a cue says that its content was not said: "did not say", "has yet to say".
[[nodiscard]] bool is_negated(const Syntax& syntax, std::uint32_t head, TokenRange cue);

// sources.cc
// Who acts in this verb: its subject, a passive's agent, or who controls it from above; kNone.
[[nodiscard]] std::uint32_t source_of_verb(const Syntax& syntax, std::uint32_t verb, bool passive);
// The whole noun phrase around `head`, never beyond `limit` or over a token of `cue`.
[[nodiscard]] TokenRanges noun_phrase(const Syntax& syntax, std::uint32_t head, TokenRange cue);
[[nodiscard]] bool is_passive(const Syntax& syntax, std::uint32_t verb);
// "quoted X as saying", "was quoted as saying": from the quoting verb to the saying one, and back; kNone.
[[nodiscard]] std::uint32_t quoted_saying(const Syntax& syntax, std::uint32_t verb);
[[nodiscard]] std::uint32_t quoter_of(const Syntax& syntax, std::uint32_t verb);

}  // namespace hearsay
