// The encoder's vectors of one document, as the reading rules ask for them: the vector of the word at a byte.
// Ownership: refers to an Encoding and its model, which must outlive it. Threads: read-only. Units: byte offsets into
// Document::text. Fails: never; a byte that no word covers has an empty vector.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "language/encoder.h"

namespace hearsay {

struct CoreferenceHeads;  // coreference_scorer.h

// REQUIRES: `encoding` is not null, and of the ranges of analysable(document), in that order, so that its words are in text order.
struct Vectors {
  const Encoding* encoding = nullptr;
  const EncoderModel* model = nullptr;
  const CoreferenceHeads* coreference = nullptr;  // the model's own; nullptr: pronouns and nouns by features alone

  // The vector of the word that covers the byte; empty where a cut window or white space leaves none.
  [[nodiscard]] std::span<const float> at(std::uint32_t byte) const {
    const auto& words = encoding->words;
    const auto after =
        std::upper_bound(words.begin(), words.end(), byte, [](std::uint32_t b, Span word) { return b < word.begin; });
    if (after == words.begin()) return {};
    const auto word = static_cast<std::size_t>(after - words.begin()) - 1;
    return words[word].end > byte ? encoding->vector(word) : std::span<const float>{};
  }
};

}  // namespace hearsay
