// The learned judge of coreference: scores each earlier mention as the antecedent of an anaphor, and nobody as a rival.
//
// What it is: one head for pronouns and one for nouns, each of one hidden layer over the features of a pair; where the
// encoder's vectors are at hand, its own heads over features and vectors:
//   w · relu(b + rows of the features + A x + C y) + (Q x) · (K y) / sqrt(rank)     for a pair of words
//   v · relu(c + rows of the anaphor's features + N x) + d                          for nobody
// The scores of all candidates and of nobody are one softmax; a referent has the sum of its mentions.
// Ownership: refers to the heads. Threads: a value; const calls from any. Fails: heads of other features or of another
// shape are kModel. Deterministic: sums in one order.
// Source: after the mention-ranking models of Wiseman et al. 2015 and Lee et al. 2017; weights by train/coreference.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "language/dense.h"
#include "language/pack.h"
#include "reading/coreference_features.h"

namespace hearsay {

struct CoreferenceHead {
  std::size_t hidden = 0, nobody_hidden = 0, rank = 0;      // rank 0: without vectors
  std::vector<float> rows, bias, out;                       // [features][hidden], [hidden], [hidden]
  std::vector<float> nobody_rows, nobody_bias, nobody_out;  // [anaphor features][nobody_hidden] …
  float nobody_shift = 0;
  Dense anaphor;     // A x, N x, Q x one behind the other
  Dense antecedent;  // C y, K y
};

struct CoreferenceHeads {
  CoreferenceHead pronoun, noun;
};

// coreference_weights.cc: what is read without an encoder.
[[nodiscard]] const CoreferenceHeads& coreference_heads();
// The encoder pack's sections heads/coref.*. A pack that has none at all gives nullptr.
[[nodiscard]] Result<std::shared_ptr<const CoreferenceHeads>> coreference_heads_of(const PackReader& pack);

class CoreferenceScorer {
 public:
  explicit CoreferenceScorer(const CoreferenceHeads& heads) : heads_(heads) {}

  // What a head makes of each candidate's vector, kept by the caller since a word is a candidate many times; empty for
  // a head without vectors. An empty vector counts as zeros. Together they cost less than one by one.
  [[nodiscard]] std::vector<std::vector<float>> projected(bool noun,
                                                          std::span<const std::span<const float>> candidates) const;

  // Scores of the candidates and, last, of nobody. REQUIRES: `candidates` are projected() of the same head, one a pair.
  [[nodiscard]] std::vector<float> scores(bool noun, const Features& alone, const std::vector<Features>& pairs,
                                          std::span<const float> anaphor,
                                          std::span<const std::span<const float>> candidates) const;

 private:
  const CoreferenceHeads& heads_;
};

}  // namespace hearsay
