// Copies: which articles hold one text, which was copied from which, and who else is related to it.
//
// What it is: pairs of articles with half of the shorter one's text in common hang together; in each such group the
// root is found and the others are attached to it one by one, each where the most of its words are explained. What
// speaks for a parent, strongest first: a canonical link to it; a credit to its outlet; that it was published before;
// that it has more of the copy's words; that less of it was left out. "Unknown" is an answer: an article without a date
// is no evidence against anything. Ownership: values. Threads: pure. Deterministic: ties go to the article read first.
// Private to src/ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/origins.h"
#include "ledger/overlap.h"
#include "ledger/shingles.h"

namespace hearsay {

// Seconds since 1970 between which something was published: a day is all that many pages give.
struct Instant {
  std::int64_t earliest = 0, latest = 0;
};
// ISO 8601 as precise as it is; a time without a zone is taken as UTC. nullopt where it is no date.
[[nodiscard]] std::optional<Instant> instant_of(std::string_view iso8601);

struct ArticleFacts {
  std::string url, canonical_url, outlet, credit;
  std::optional<Instant> published;
};

struct Attachment {
  std::uint32_t parent = 0;
  Edge edge = Edge::kCopy;
  Overlap overlap;  // `one` is the article, `other` its parent
  std::string reason;
};
struct CopyTree {
  std::uint32_t root = 0;
  std::vector<std::uint32_t> members;  // the root among them, ascending
};
struct Copies {
  std::vector<CopyTree> trees;                             // every article is in one; by root
  std::vector<std::optional<Attachment>> attached;         // by article; nullopt for roots
  std::vector<std::vector<std::uint32_t>> shared_sources;  // groups with passages of a text nobody here wrote
  // Articles that quote another one: who, in which tree's text, attached how.
  struct QuoteOnly {
    std::uint32_t article = 0;
    Attachment attachment;
  };
  std::vector<QuoteOnly> quotes;
};

[[nodiscard]] Copies find_copies(const std::vector<ArticleText>& texts, const std::vector<ArticleFacts>& facts);

// Whether a name and an outlet's name are the same: case, articles and what is no letter aside, or by initials.
[[nodiscard]] bool same_outlet(std::string_view said, std::string_view outlet);

}  // namespace hearsay
