#include "cli/suggestion.h"

#include <algorithm>
#include <vector>

namespace hearsay::cli {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> known) {
  if (word.empty() || word.size() > 64) return std::nullopt;
  std::optional<std::string_view> best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    const bool begins = word.size() >= 3 && candidate.substr(0, word.size()) == word;
    const std::size_t distance = begins ? 1 : edit_distance(word, candidate);
    // Among equals, one that begins alike: the first letter is seldom the wrong one.
    const bool better = distance == best_distance && best && best->front() != word.front() && !candidate.empty() &&
                        candidate.front() == word.front();
    if (distance < best_distance || better) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
  const auto near = nearest(word, known);
  return near ? "; did you mean '" + std::string(*near) + "'?" : "";
}

}  // namespace hearsay::cli
