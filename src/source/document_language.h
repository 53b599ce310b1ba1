// Which language a text is in.
// Ownership: views only. Threads: pure. Fails: "" where neither CLD2 nor, for short texts, English function words
// decide. Source: CLD2 (Debian libcld2).
#pragma once

#include <string_view>

#include "source/source.h"

namespace hearsay {

// `text`: UTF-8, the body. `prior`: the page's own `lang`, a hint only; "" for none.
[[nodiscard]] LanguageGuess language_of(std::string_view text, std::string_view prior);

// Share of the words that are among the commonest English function words: above .15 in English prose.
[[nodiscard]] double share_of_english(std::string_view text);

}  // namespace hearsay
