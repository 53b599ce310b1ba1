#include "source/html_body_scorer.h"

#include <algorithm>
#include <array>
#include <bit>

namespace hearsay {

namespace {

constexpr std::int32_t kMostSure = 6 * kLogit;

// The sum of one leaf of each tree: the leftmost that no test took away.
std::int32_t tree_sum(const BodyFeatureRow& row, const BodyWeights& weights) {
  std::array<std::uint16_t, 256> left;
  const std::size_t trees = weights.leaves.size() / kBodyLeaves;
  std::fill_n(left.begin(), trees, std::uint16_t{0xFFFF});
  for (std::size_t f = 0; f < kBodyFeatures; ++f) {
    const std::int16_t value = row[f];
    const BodyTest* const end = weights.tests.data() + weights.first[f + 1];
    for (const BodyTest* test = weights.tests.data() + weights.first[f]; test != end; ++test) {
      if (value <= test->threshold) break;
      left[test->tree] &= test->leaves;
    }
  }
  std::int32_t sum = weights.bias;
  const std::int16_t* leaves = weights.leaves.data();
  for (std::size_t tree = 0; tree < trees; ++tree, leaves += kBodyLeaves) sum += leaves[std::countr_zero(left[tree])];
  return sum;
}

// The mean score of those with the same key.
class Means {
 public:
  Means(const std::vector<std::uint32_t>& keys, const std::vector<std::int32_t>& scores) : keys_(keys) {
    std::uint32_t most = 0;
    for (const std::uint32_t key : keys) most = std::max(most, key);
    sums_.resize(std::size_t{most} + 1);
    for (std::size_t k = 0; k < keys.size(); ++k) {
      sums_[keys[k]].sum += scores[k];
      ++sums_[keys[k]].count;
    }
  }
  [[nodiscard]] std::int64_t of(std::size_t k) const { return sums_[keys_[k]].sum / sums_[keys_[k]].count; }

 private:
  struct Sum {
    std::int64_t sum = 0, count = 0;
  };
  const std::vector<std::uint32_t>& keys_;
  std::vector<Sum> sums_;
};

}  // namespace

std::vector<std::int32_t> body_scores(const BodyFeatures& features, const BodyWeights& weights) {
  const std::size_t n = features.rows.size();
  std::vector<std::int32_t> scores(n);
  if (n == 0) return scores;
  std::array<std::int32_t, 3> best = {-kMostSure, -kMostSure, -kMostSure};  // falling
  for (std::size_t k = 0; k < n; ++k) {
    scores[k] = std::clamp(tree_sum(features.rows[k], weights), -kMostSure, kMostSure);
    std::int32_t s = scores[k];
    for (std::int32_t& b : best) {
      if (s > b) std::swap(s, b);
    }
  }
  const std::int64_t top = (std::int64_t{best[0]} + best[1] + best[2]) / 3;
  const Means alike(features.classes, scores), around(features.containers, scores);
  std::vector<std::int32_t> out(n);
  for (std::size_t k = 0; k < n; ++k) {
    const std::int64_t sum = std::int64_t{weights.own} * scores[k] + weights.alike * alike.of(k) +
                             weights.around * around.of(k) + weights.best * top;
    out[k] = static_cast<std::int32_t>(sum / 256 + weights.shift);
  }
  return out;
}

}  // namespace hearsay
