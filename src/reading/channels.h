// Channels: by which way a source's words came: a statement, an interview, a poll, a court, a post, a film.
// Ownership: none. Threads: pure. Facts: a published list of channels of news sources (EMNLP 2023).
#pragma once

#include "reading/draft.h"

namespace hearsay {

// Of one word, in any case: "television" broadcast, "indictment" court.
[[nodiscard]] Channel channel_of_word(std::string_view lemma);
[[nodiscard]] Channel channel_of(const Syntax& syntax, const Draft& draft);

}  // namespace hearsay
