// Origins: which pages are copies of one text, and whose word all of it finally rests on.
//
// What it is: a text origin is a tree of articles with copied body text (containment of word shingles in the shorter
// one, quotations left aside); its information origins are the innermost voices of its claims and the agencies it
// credits. Nothing is merged in the case file: this is a view. "Not shown to share an origin" is all that separate
// origins mean. Ownership: plain values. Threads: pure. Units: passages are byte ranges of each document's text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/span.h"

namespace hearsay {

enum class Edge : std::uint8_t { kRoot, kCopy, kAbridged, kSharedSource, kQuoteOnly };
[[nodiscard]] std::string_view name(Edge edge);  // "" for the root; "copy" "abridged" "shared_source" "quote_only"

struct Article {
  std::string document, path, outlet, published, title;
  std::string parent;  // document id, "" for none
  Edge edge = Edge::kRoot;
  double containment = 0;  // share of the shorter text that both have; 0 for a root
  std::string reason;      // what the join rests on: "credits AFP", "canonical link", "published earlier" …
  std::vector<std::pair<Span, Span>> passages;  // what is copied: range in this text, range in the parent's
  // Members are the root and what was copied; those related by a shared source or a quotation are listed and not
  // counted.
  [[nodiscard]] bool member() const { return edge != Edge::kSharedSource && edge != Edge::kQuoteOnly; }
};

struct InformationOrigin {
  std::string name, kind;
  std::uint32_t articles = 0;  // of this text origin, in which a claim rests on it
  std::uint32_t claims = 0;
};

struct TextOrigin {
  std::string id;                                      // "o:" and the root document's digits
  std::vector<Article> articles;                       // root first, then by time and id
  std::vector<InformationOrigin> information_origins;  // by number of claims, then name
};

struct Origins {
  std::vector<TextOrigin> texts;           // most articles first, then by id
  std::uint32_t articles = 0;              // in the case file
  std::vector<InformationOrigin> sources;  // of the whole case, most articles first
  std::uint32_t unresolved = 0;            // articles none of whose claims names anybody
  // "37 articles -> 4 texts -> 1 source (Ministry of Health); 3 articles unresolved"
  [[nodiscard]] std::string sentence() const;
};

struct HedgeLoss {
  std::string origin;             // text origin id
  std::string from, to;           // document ids
  std::vector<std::string> lost;  // words of doubt that `from` has and `to`, which keeps the sentence, has not
};

// The arrays of `origins --json` and `origins --hedges --json`.
void append_json(std::string& out, const Origins& origins);
void append_json(std::string& out, const std::vector<HedgeLoss>& losses);

}  // namespace hearsay
