// The judge of coreference beside a naive twin, and what the search for antecedents looks at.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "reading/coreference_scorer.h"

namespace hearsay {
namespace {

std::vector<float> random_floats(std::mt19937& random, std::size_t count) {
  std::vector<float> out(count);
  for (float& x : out) x = static_cast<float>(random() % 2001) / 1000.0F - 1.0F;
  return out;
}

CoreferenceHead random_head(std::mt19937& random, std::size_t hidden, std::size_t nobody, std::size_t rank) {
  CoreferenceHead head;
  head.hidden = hidden;
  head.nobody_hidden = nobody;
  head.rank = rank;
  head.rows = random_floats(random, kCoreferenceFeatures * hidden);
  head.bias = random_floats(random, hidden);
  head.out = random_floats(random, hidden);
  head.nobody_rows = random_floats(random, kAnaphorFeatures * nobody);
  head.nobody_bias = random_floats(random, nobody);
  head.nobody_out = random_floats(random, nobody);
  head.nobody_shift = random_floats(random, 1)[0];
  if (rank == 0) return head;
  head.anaphor = random_floats(random, kEncoderWidth * hidden);
  head.antecedent = random_floats(random, kEncoderWidth * hidden);
  head.nobody = random_floats(random, kEncoderWidth * nobody);
  head.query = random_floats(random, kEncoderWidth * rank);
  head.query_bias = random_floats(random, rank);
  head.key = random_floats(random, kEncoderWidth * rank);
  head.key_bias = random_floats(random, rank);
  return head;
}

// One output of `x` times a matrix, in double precision.
double product(const std::vector<float>& matrix, std::size_t outputs, std::size_t output, const std::vector<float>& x) {
  double sum = 0;
  for (std::size_t k = 0; k < x.size(); ++k)
    sum += static_cast<double>(x[k]) * static_cast<double>(matrix[k * outputs + output]);
  return sum;
}

// The formulas of the header, one term after the other.
double pair_score(const CoreferenceHead& h, const Features& alone, const Features& pair, const std::vector<float>& x,
                  const std::vector<float>& y) {
  double score = 0;
  for (std::size_t o = 0; o < h.hidden; ++o) {
    double sum = static_cast<double>(h.bias[o]);
    for (const auto f : alone) sum += static_cast<double>(h.rows[f * h.hidden + o]);
    for (const auto f : pair) sum += static_cast<double>(h.rows[f * h.hidden + o]);
    if (h.rank > 0) sum += product(h.anaphor, h.hidden, o, x) + product(h.antecedent, h.hidden, o, y);
    score += std::max(sum, 0.0) * static_cast<double>(h.out[o]);
  }
  double form = 0;
  for (std::size_t r = 0; r < h.rank; ++r) {
    form += (product(h.query, h.rank, r, x) + static_cast<double>(h.query_bias[r])) *
            (product(h.key, h.rank, r, y) + static_cast<double>(h.key_bias[r]));
  }
  return h.rank > 0 ? score + form / std::sqrt(static_cast<double>(h.rank)) : score;
}

double nobody_score(const CoreferenceHead& h, const Features& alone, const std::vector<float>& x) {
  double score = static_cast<double>(h.nobody_shift);
  for (std::size_t o = 0; o < h.nobody_hidden; ++o) {
    double sum = static_cast<double>(h.nobody_bias[o]);
    for (const auto f : alone) sum += static_cast<double>(h.nobody_rows[f * h.nobody_hidden + o]);
    if (h.rank > 0) sum += product(h.nobody, h.nobody_hidden, o, x);
    score += std::max(sum, 0.0) * static_cast<double>(h.nobody_out[o]);
  }
  return score;
}

TEST(CoreferenceScorer, scores_as_its_formulas_do) {
  std::mt19937 random(7);
  for (const std::size_t rank : {0, 48}) {
    CoreferenceHeads heads;
    heads.pronoun = random_head(random, 16, 8, rank);
    heads.noun = random_head(random, 12, 6, rank);
    const CoreferenceScorer scorer(heads);
    for (const bool noun : {false, true}) {
      const CoreferenceHead& head = noun ? heads.noun : heads.pronoun;
      const Features alone = {0, 7, static_cast<std::uint16_t>(kAnaphorFeatures - 1)};
      std::vector<Features> pairs;
      std::vector<std::vector<float>> vectors;
      std::vector<std::span<const float>> views;
      for (int k = 0; k < 5; ++k) {
        Features pair;
        for (int f = 0; f < 9; ++f) {
          pair.push_back(
              static_cast<std::uint16_t>(kAnaphorFeatures + random() % (kCoreferenceFeatures - kAnaphorFeatures)));
        }
        pairs.push_back(pair);
        vectors.push_back(random_floats(random, kEncoderWidth));
      }
      for (const auto& v : vectors) views.emplace_back(v);
      const std::vector<float> x = random_floats(random, kEncoderWidth);
      const std::vector<float> scores = scorer.scores(noun, alone, pairs, x, views);
      ASSERT_EQ(scores.size(), pairs.size() + 1);
      for (std::size_t k = 0; k < pairs.size(); ++k)
        EXPECT_NEAR(scores[k], pair_score(head, alone, pairs[k], x, vectors[k]), 2e-2) << k;
      EXPECT_NEAR(scores.back(), nobody_score(head, alone, x), 2e-2);
    }
  }
}

TEST(CoreferenceScorer, a_word_without_a_vector_has_zeros) {
  std::mt19937 random(8);
  CoreferenceHeads heads;
  heads.pronoun = random_head(random, 16, 8, 48);
  heads.noun = random_head(random, 16, 8, 48);
  const CoreferenceScorer scorer(heads);
  const std::vector<float> zeros(kEncoderWidth, 0.0F);
  const std::span<const float> none, zero(zeros);
  const std::vector<Features> pairs = {{kAnaphorFeatures}};
  EXPECT_EQ(scorer.scores(false, {1}, pairs, none, std::vector{none}),
            scorer.scores(false, {1}, pairs, zero, std::vector{zero}));
}

TEST(CoreferenceFeatures, each_block_has_its_own_numbers) {
  std::vector<bool> used(kCoreferenceFeatures, false);
  for (std::size_t b = 0; b < static_cast<std::size_t>(Block::kCount); ++b) {
    for (std::size_t value = 0; value < kBlocks[b].size; ++value) {
      Features out;
      add(out, static_cast<Block>(b), value);
      ASSERT_LT(out.at(0), kCoreferenceFeatures);
      EXPECT_FALSE(used[out[0]]) << kBlocks[b].name;
      used[out[0]] = true;
      EXPECT_EQ(out[0] < kAnaphorFeatures, b < static_cast<std::size_t>(Block::kind_of_form)) << kBlocks[b].name;
    }
    Features last, beyond;
    add(last, static_cast<Block>(b), kBlocks[b].size - 1u);
    add(beyond, static_cast<Block>(b), 1000);
    EXPECT_EQ(last, beyond) << "the last value is “or more”: " << kBlocks[b].name;
  }
  EXPECT_TRUE(std::all_of(used.begin(), used.end(), [](bool u) { return u; }));
}

TEST(CoreferenceWeights, are_of_these_features) {
  const CoreferenceHeads& heads = coreference_heads();
  for (const CoreferenceHead* h : {&heads.pronoun, &heads.noun}) {
    EXPECT_EQ(h->rank, 0u);
    EXPECT_EQ(h->rows.size(), kCoreferenceFeatures * h->hidden);
    EXPECT_EQ(h->nobody_rows.size(), kAnaphorFeatures * h->nobody_hidden);
  }
}

}  // namespace
}  // namespace hearsay
