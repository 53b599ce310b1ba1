// What kind of speaker a noun names: person, body, document, media …, and the gender that words tell.
// Ownership: static tables, written by hand. Threads: pure. Units: lemmas or words in lower case.
// Facts: English. First names: by hand, and of first_names.cc; they tell a gender only where they are rare for the
// other.
#pragma once

#include <optional>
#include <string_view>

#include "reading/reading.h"

namespace hearsay {

enum class NounClass : std::uint8_t { kOther, kPerson, kBody, kGroup, kDocument, kFootage, kPoll };

// Of a common noun's lemma: "minister" is a person, "ministry" a body, "report" a document.
[[nodiscard]] NounClass noun_class(std::string_view lemma);

enum class Gender : std::uint8_t { kUnknown, kMale, kFemale };
[[nodiscard]] Gender gender_of_noun(std::string_view lower);        // "spokeswoman", "king", "Mr."
// "maria"; unknown for "kelly". A word that stands alone may be a surname ("Grant"): then only by the list by hand.
[[nodiscard]] Gender gender_of_first_name(std::string_view lower, bool surname_follows = true);
[[nodiscard]] bool is_first_name(std::string_view lower);           // of either

// "Mr.", "President", "Gen.": words before a name that are no part of it.
[[nodiscard]] bool is_title(std::string_view lower);

// The kind of voice that a name or a noun phrase tells, by its words (lower case, any order); nullopt where none does.
[[nodiscard]] std::optional<VoiceKind> kind_of_word(std::string_view lower);
[[nodiscard]] bool is_news_agency(std::string_view lower_name);

}  // namespace hearsay
