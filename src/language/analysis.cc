#include <algorithm>

#include "language/language.h"

namespace hearsay {

std::uint32_t Analysis::token_at(std::uint32_t offset) const {
  const auto it = std::partition_point(tokens.begin(), tokens.end(),
                                       [offset](const Token& t) { return t.span.end <= offset; });
  return static_cast<std::uint32_t>(it - tokens.begin());
}

}  // namespace hearsay
