// Noun chunks: the base noun phrases of a parse, from the left edge of a nominal head to the head itself.
// Ownership: appends to the caller's vector. Threads: pure. Units: token indices. Fails: never.
// Facts: spaCy 3.8 lang/en/syntax_iterators.py.
#pragma once

#include <span>
#include <vector>

#include "language/language.h"

namespace hearsay {

// `tokens` are those of one unit, of which the first has index `first` in the Analysis; heads and edges count as there.
void find_noun_chunks(std::span<const Token> tokens, std::uint32_t first, std::vector<NounChunk>& out);

}  // namespace hearsay
