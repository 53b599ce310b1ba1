// The learned judge of coreference: scores each earlier mention as the antecedent of an anaphor, and nobody as a rival.
//
// What it is: one head for pronouns and one for nouns, each of one hidden layer over the features of a pair; where the
// encoder's vectors are at hand, its own heads over features and vectors:
//   w · relu(b + rows of the features + A x + C y) + (Q x) · (K y) / sqrt(rank)     for a pair of words
//   v · relu(c + rows of the anaphor's features + N x) + d                          for nobody
// The scores of all candidates and of nobody are one softmax; a referent has the sum of its mentions.
// Ownership: refers to static tables or to the vectors' model. Threads: a value; const calls from any. Fails: never; a
// pack without such heads is read by features alone. Deterministic: sums in one order.
// Source: after the mention-ranking models of Wiseman et al. 2015 and Lee et al. 2017; weights by train/coreference.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "reading/coreference_features.h"
#include "reading/vectors.h"

namespace hearsay {

// One head's numbers, output-minor: [inputs][outputs]. `nobody_rows` has the anaphor's features only.
struct CoreferenceHead {
  std::size_t hidden = 0, nobody_hidden = 0, rank = 0;      // rank 0: without vectors
  std::vector<float> rows, bias, out;                       // [features][hidden], [hidden], [hidden]
  std::vector<float> nobody_rows, nobody_bias, nobody_out;  // [anaphor features][nobody_hidden] …
  float nobody_shift = 0;
  std::vector<float> anaphor, antecedent, nobody;       // [width][hidden], …, [width][nobody_hidden]
  std::vector<float> query, query_bias, key, key_bias;  // [width][rank], [rank]
};

struct CoreferenceHeads {
  CoreferenceHead pronoun, noun;
};

// coreference_weights.cc: what is read without an encoder.
[[nodiscard]] const CoreferenceHeads& coreference_heads();
// The encoder pack's sections heads/coref.*; nullptr where it has none, or they are of other features.
[[nodiscard]] std::shared_ptr<const CoreferenceHeads> coreference_heads_of(const PackReader& pack);

class CoreferenceScorer {
 public:
  explicit CoreferenceScorer(const CoreferenceHeads& heads) : heads_(heads) {}

  // Scores of the candidates and, last, of nobody. A head with vectors takes an empty one for zeros.
  [[nodiscard]] std::vector<float> scores(bool noun, const Features& alone, const std::vector<Features>& pairs,
                                          std::span<const float> anaphor,
                                          std::span<const std::span<const float>> candidates) const;

 private:
  const CoreferenceHeads& heads_;
};

}  // namespace hearsay
