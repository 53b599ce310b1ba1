#include "ledger/differences.h"

#include <algorithm>
#include <cstdint>

namespace hearsay {

Spans differences(std::string_view one, std::string_view other, std::size_t limit) {
  Spans out;
  if (one.size() == other.size()) {
    for (std::size_t i = 0; i < one.size(); ++i) {
      if (one[i] == other[i]) continue;
      const auto at = static_cast<std::uint32_t>(i);
      if (!out.empty() && (out.back().end == at || out.size() >= limit)) {
        out.back().end = at + 1;
      } else {
        out.push_back({at, at + 1});
      }
    }
    return out;
  }
  const std::size_t shorter = std::min(one.size(), other.size());
  std::size_t head = 0, tail = 0;
  while (head < shorter && one[head] == other[head]) ++head;
  while (tail < shorter - head && one[one.size() - 1 - tail] == other[other.size() - 1 - tail]) ++tail;
  std::size_t begin = head, end = one.size() - tail;
  if (begin == end) {
    begin = begin > 0 ? begin - 1 : 0;
    end = std::min(end + 1, one.size());
  }
  out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  return out;
}

}  // namespace hearsay
