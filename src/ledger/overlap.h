// What two articles have in common, and which pairs are worth asking about.
// Threads: pure. Cost: overlap() takes n log n of the two lengths; candidates() is linear in the number of
// fingerprints, but for kMaxPostings. Private to src/ledger.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/span.h"
#include "ledger/shingles.h"

namespace hearsay {

struct Overlap {
  double containment = 0;  // weight of the shared distinct shingles in that article which has less of it
  double of_one = 0;       // share of one's words that the other has too, in runs of five or more
  double of_other = 0;
  std::uint32_t words = 0;                      // of one, shared
  double quoted = 0;                            // share of those that are quoted in one or in the other
  double quoted_one = 0, quoted_other = 0;      // share of them quoted there
  std::uint32_t longest = 0;                    // words of the longest shared run outside quotations
  std::vector<std::pair<Span, Span>> passages;  // bytes in one, bytes in the other; in the order of one
};
[[nodiscard]] Overlap overlap(const ArticleText& one, const ArticleText& other);

// A fingerprint in more articles than this is compared with the last so many and the first alone: a text that everybody
// prints still hangs together, and a line that everybody prints costs no quadratic time.
inline constexpr std::size_t kMaxPostings = 100;
// Fingerprints that two articles must share.
inline constexpr std::uint32_t kMinFingerprints = 2;

// Pairs (i < j), sorted.
[[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> candidates(const std::vector<ArticleText>& articles);

}  // namespace hearsay
