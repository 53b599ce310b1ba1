// String ids: the 64-bit numbers by which spaCy knows strings.
//
// What it is: id(s) is 0 for the empty string, a small number for the some 450 reserved symbols ("mark" is 423), and
// MurmurHash64A with seed 1 of the UTF-8 bytes for all others. The hash embeddings take these ids, so they are exact.
// Ownership: nothing. Threads: pure. Fails: never.
// Facts: spaCy 3.8 strings.pyx and symbols.pyx (spacy_symbols.cc, generated); MurmurHash2 by Austin Appleby, public
// domain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hearsay {

namespace spacy_data {
struct Symbol {
  std::string_view name;
  std::uint32_t id;
};
struct BaseNorm {
  std::string_view text;
  std::string_view norm;
};
extern const Symbol kSymbols[];
extern const std::size_t kSymbolCount;
extern const BaseNorm kBaseNorms[];
extern const std::size_t kBaseNormCount;
}  // namespace spacy_data

[[nodiscard]] std::uint64_t murmur_hash64(std::string_view bytes, std::uint64_t seed = 1);

[[nodiscard]] std::uint64_t string_id(std::string_view text);

}  // namespace hearsay
