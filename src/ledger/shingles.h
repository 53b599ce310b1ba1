// The words of an article's body as origins compares them: normalized, in sequences of five, and winnowed.
//
// What it is: words are runs of letters and digits, case folded, without apostrophes, joiners and soft hyphens, so that
// typography and charset leave no trace. A shingle is the hash of kShingleWords consecutive words. Winnowing keeps the
// smallest hash of each window of shingles (Schleimer, Wilkerson & Aiken 2003): two texts that share a run of
// kShingleWords + kWindow - 1 words or more share a fingerprint.
// Ownership: an ArticleText owns all it needs. Threads: pure. Units: spans count bytes of the document's text.
// Private to src/ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace hearsay {

inline constexpr std::size_t kShingleWords = 5;
inline constexpr std::size_t kWindow = 4;  // shingles
// What a quoted word counts beside others: quoting the same speech is not copying.
inline constexpr double kQuotedWeight = .2;

struct Word {
  std::uint64_t hash = 0;
  Span span;
  bool quoted = false;
};

struct ArticleText {
  std::vector<Word> words;
  std::vector<std::uint64_t> shingles;      // one for each word but the last four
  std::vector<std::uint64_t> fingerprints;  // sorted, distinct
};

// `body`: the paragraphs, in text order; a shingle may reach over their borders. `quoted`: ranges known to be
// quotations; what stands between double quotation marks is taken for one too.
[[nodiscard]] ArticleText article_text(std::string_view text, const Spans& body, const Spans& quoted);

// The weight of the shingle at `at`: 1, or less where most of its words are quoted.
[[nodiscard]] double weight_of(const ArticleText& article, std::size_t at);

}  // namespace hearsay
