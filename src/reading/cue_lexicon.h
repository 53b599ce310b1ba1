// The cue lexicon: which words attribute, with what act, and what their content looks like.
//
// Written by hand from knowledge of English and tuned by counting on PolNeAR's training articles; it holds no text of
// any corpus. Ownership: entries are static. Threads: pure; built once. Lookups are by lemma in lower case.
#pragma once

#include <cstdint>
#include <string_view>

#include "reading/reading.h"

namespace hearsay {

// What a cue takes as its content. A cue attributes only in a frame that its entry names.
enum CueFrame : std::uint16_t {
  kTakesClause = 1 << 0,        // "said that X", "X, he said"
  kTakesInfinitive = 1 << 1,    // "vowed to X", "denied doing X"
  kTakesObject = 1 << 2,        // "denied X"; with object prepositions "accused X of Y"
  kTakesQuotedObject = 1 << 3,  // an object only where it is quoted: "repeated: “X”"
  kControlsObject = 1 << 4,     // "urged X to Y": object and infinitive together are the content
  kRaises = 1 << 5,             // "X seems to Y": subject and complement are the content, nobody the source
  kSpeaks = 1 << 6,             // stands beside quotations and inside sentences: "X, she said, Y"
  kNames = 1 << 7,              // "called X Y": object and predicate are the content
  kHasRecipient = 1 << 8,       // "told X that Y": the object is no content where a clause stands beside it
  kHides = 1 << 9,              // passive without agent attributes too: "is expected to X"
};

struct Cue {
  std::string_view lemma;
  Act act = Act::kSay;
  std::uint16_t frames = 0;
  std::string_view preps;         // " of for ": each leads to content by itself, parted and edged by blanks
  std::string_view object_preps;  // " of for ": goes on after an object: "accused X of Y"

  [[nodiscard]] bool takes(CueFrame f) const { return (frames & f) != 0; }
  [[nodiscard]] bool leads(std::string_view prep) const { return holds(preps, prep); }
  [[nodiscard]] bool follows_object(std::string_view prep) const { return holds(object_preps, prep); }

 private:
  [[nodiscard]] static bool holds(std::string_view list, std::string_view word) {
    for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1))
      if (at > 0 && list[at - 1] == ' ' && list[at + word.size()] == ' ') return true;
    return false;
  }
};

// nullptr where the lemma is no cue of that part of speech.
[[nodiscard]] const Cue* verb_cue(std::string_view lemma);
[[nodiscard]] const Cue* noun_cue(std::string_view lemma);       // "claim", "promise", "support"
[[nodiscard]] const Cue* adjective_cue(std::string_view lemma);  // "confident", "worried"
[[nodiscard]] const Cue* adverb_cue(std::string_view lemma);     // "reportedly"

[[nodiscard]] std::size_t cue_count();

// Nouns that name what speaks for its maker.
[[nodiscard]] bool is_poll_noun(std::string_view lemma);
[[nodiscard]] bool is_document_noun(std::string_view lemma);
[[nodiscard]] bool is_footage_noun(std::string_view lemma);

}  // namespace hearsay
