#include "reading/coreference_scorer.h"

#include <algorithm>
#include <cmath>

namespace hearsay {

namespace {

using Floats = std::span<const float>;

// sum += row. Separate sums for separate outputs, each in the order of its inputs: any vector width gives the same
// bits.
void add_row(std::vector<float>& sum, Floats rows, std::size_t row) {
  const float* from = rows.data() + row * sum.size();
  for (std::size_t h = 0; h < sum.size(); ++h) sum[h] += from[h];
}

void add_product(std::vector<float>& sum, Floats matrix, Floats x) {
  for (std::size_t k = 0; k < x.size(); ++k) {
    const float* from = matrix.data() + k * sum.size();
    for (std::size_t h = 0; h < sum.size(); ++h) sum[h] += x[k] * from[h];
  }
}

float rectified(const std::vector<float>& sum, Floats out) {
  float score = 0;
  for (std::size_t h = 0; h < sum.size(); ++h) score += std::max(sum[h], 0.0F) * out[h];
  return score;
}

}  // namespace

std::vector<float> CoreferenceScorer::scores(bool noun, const Features& alone, const std::vector<Features>& pairs,
                                             Floats anaphor, std::span<const Floats> candidates) const {
  const CoreferenceHead& head = noun ? heads_.noun : heads_.pronoun;
  std::vector<float> mine = head.bias, nobody = head.nobody_bias, query = head.query_bias;
  for (const auto f : alone) {
    add_row(mine, head.rows, f);
    add_row(nobody, head.nobody_rows, f);
  }
  if (head.rank > 0) {
    add_product(mine, head.anaphor, anaphor);
    add_product(nobody, head.nobody, anaphor);
    add_product(query, head.query, anaphor);
  }
  const float scale = head.rank > 0 ? 1.0F / std::sqrt(static_cast<float>(head.rank)) : 0.0F;
  std::vector<float> out;
  out.reserve(pairs.size() + 1);
  std::vector<float> sum, key;
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    sum = mine;
    for (const auto f : pairs[k]) add_row(sum, head.rows, f);
    float score = 0;
    if (head.rank > 0) {
      key = head.key_bias;
      if (k < candidates.size()) {
        add_product(sum, head.antecedent, candidates[k]);
        add_product(key, head.key, candidates[k]);
      }
      for (std::size_t r = 0; r < head.rank; ++r) score += query[r] * key[r];
    }
    out.push_back(rectified(sum, head.out) + score * scale);
  }
  out.push_back(rectified(nobody, head.nobody_out) + head.nobody_shift);
  return out;
}

std::shared_ptr<const CoreferenceHeads> coreference_heads_of(const PackReader&) { return nullptr; }

}  // namespace hearsay
