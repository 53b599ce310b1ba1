// Words of a document: what a list of ranges says, and matching of names and search words.
// Threads: pure. Private to src/ledger.
#pragma once

#include <string>
#include <string_view>

#include "base/span.h"

namespace hearsay {

// The words under `spans`, several ranges joined by " … ". Ranges outside the text give nothing.
[[nodiscard]] std::string words_of(std::string_view text, const Spans& spans);

// `text` with simple case folding, and each run of what is neither letter nor digit as one blank; none at the ends.
[[nodiscard]] std::string folded_words(std::string_view text);

// Whether the words of `query` stand in `text` in this order with none between. An empty query stands in every text.
[[nodiscard]] bool has_words(std::string_view text, std::string_view query);

// FTS5's syntax for `query`: all words must occur; "in quotes" a phrase; end* a prefix. "" where it holds no word.
[[nodiscard]] std::string full_text_query(std::string_view query);

}  // namespace hearsay
