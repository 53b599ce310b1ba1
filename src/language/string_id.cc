#include "language/string_id.h"

#include <algorithm>
#include <cstring>

namespace hearsay {

namespace {

// The longest symbol, and the bytes that symbols begin with: nearly every word is told from them without a search.
struct SymbolFilter {
  std::size_t longest = 0;
  bool first_byte[256] = {};
  SymbolFilter() {
    for (std::size_t i = 0; i < spacy_data::kSymbolCount; ++i) {
      const std::string_view name = spacy_data::kSymbols[i].name;
      longest = std::max(longest, name.size());
      first_byte[static_cast<unsigned char>(name.front())] = true;
    }
  }
};

}  // namespace

std::uint64_t murmur_hash64(std::string_view bytes, std::uint64_t seed) {
  constexpr std::uint64_t kMultiply = 0xc6a4a7935bd1e995ull;
  constexpr int kShift = 47;
  std::uint64_t h = seed ^ (bytes.size() * kMultiply);
  const char* p = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 8; p += 8, left -= 8) {
    std::uint64_t k;
    std::memcpy(&k, p, 8);
    k *= kMultiply;
    k ^= k >> kShift;
    k *= kMultiply;
    h ^= k;
    h *= kMultiply;
  }
  if (left > 0) {
    std::uint64_t tail = 0;
    std::memcpy(&tail, p, left);
    h ^= tail;
    h *= kMultiply;
  }
  h ^= h >> kShift;
  h *= kMultiply;
  h ^= h >> kShift;
  return h;
}

std::uint64_t string_id(std::string_view text) {
  static const SymbolFilter filter;
  if (text.empty()) return 0;
  if (text.size() <= filter.longest && filter.first_byte[static_cast<unsigned char>(text.front())]) {
    using spacy_data::Symbol;
    const Symbol* end = spacy_data::kSymbols + spacy_data::kSymbolCount;
    const Symbol* it = std::lower_bound(spacy_data::kSymbols, end, text,
                                        [](const Symbol& symbol, std::string_view name) { return symbol.name < name; });
    if (it != end && it->name == text) return it->id;
  }
  return murmur_hash64(text);
}

}  // namespace hearsay
