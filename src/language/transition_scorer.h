// TransitionScorer: the scores of the next move, from the tokens that a parser state looks at.
//
// What it is: spaCy's TransitionBasedParser (use_upper): token vectors are projected once, multiplied once by the lower
// layer for every place in the state they may take, and a state is a sum of such rows, a maxout and an output layer.
// TokenRows keeps the products of the last kHeldRows tokens; those of an older one are made again when asked for, with
// the same bits, so memory does not grow with the unit.
// Ownership: the scorer is views of the pack, shared by all threads; TokenRows belongs to one thread.
// Threads: as said. Units: token indices of one reset().
// Fails: from() on a pack whose sections do not fit together. Facts: spacy/ml/parser_model.pyx,
// _precomputable_affine.py.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "language/kernels.h"
#include "language/pack.h"
#include "language/weights.h"

namespace hearsay {

inline constexpr std::uint32_t kMaxFeatures = 8;
inline constexpr std::int32_t kNoToken = -1;

class TransitionScorer {
 public:
  template <class Move>
  static void append(PackWriter& pack, const std::string& name, const TransitionWeights<Move>& weights) {
    append(pack, name,
           Layers{weights.project, weights.features, weights.hidden, weights.pieces, weights.lower, weights.lower_bias,
                  weights.lower_pad, weights.upper});
  }
  [[nodiscard]] static Result<TransitionScorer> from(const PackReader& pack, const std::string& name);

  [[nodiscard]] std::uint32_t features() const { return features_; }
  [[nodiscard]] std::uint32_t actions() const { return actions_; }
  [[nodiscard]] std::uint32_t padded_actions() const { return upper_.groups * kGroup; }
  [[nodiscard]] std::uint32_t vector_width() const { return project_.inputs; }
  [[nodiscard]] std::uint32_t projected_width() const { return project_.outputs; }

  // Projects `count` token vectors to projected_width() floats each.
  void project(const float* vectors, std::size_t stride, std::size_t count, float* out) const {
    kernels().affine(project_, vectors, stride, count, out, project_.outputs);
  }

 private:
  friend class TokenRows;
  struct Layers {
    const LinearWeights& project;
    std::uint32_t features, hidden, pieces;
    const std::vector<float>&lower, &lower_bias, &lower_pad;
    const LinearWeights& upper;
  };
  static void append(PackWriter& pack, const std::string& name, const Layers& layers);

  std::uint32_t features_ = 0;
  std::uint32_t actions_ = 0;
  std::uint32_t share_ = 0;  // floats of one feature of a token: hidden * pieces
  AffineLayer project_;
  AffineLayer lower_;           // projected -> features * share
  MaxoutLayer hidden_;          // bias only
  const float* pad_ = nullptr;  // [features][share]
  ScoreLayer upper_;
};

class TokenRows {
 public:
  explicit TokenRows(const TransitionScorer& scorer);

  // Starts on new tokens: `projected` holds projected_width() floats for each and must stay.
  void reset(const float* projected, std::uint32_t count);

  // The best action of a state that looks at these tokens (kNoToken: none there); `penalty` as in kernels.h.
  // TransitionScorer::padded_actions() where none is valid.
  [[nodiscard]] std::uint32_t best_action(const std::int32_t* feature_tokens, const float* penalty);

 private:
  // Products are made a block at a time, as the state moves on; the block that was made kHeldRows ago gives its place.
  static constexpr std::uint32_t kBlock = 64;
  static constexpr std::uint32_t kHeldRows = 512;

  [[nodiscard]] const float* share_of(std::uint32_t token, std::uint32_t feature);

  const TransitionScorer* scorer_;
  const float* projected_ = nullptr;
  std::uint32_t count_ = 0;
  std::uint32_t made_ = 0;     // rows [.., made_) were made; the last kHeldRows of them are still here
  std::vector<float> rows_;    // ring of kHeldRows rows, features * share each
  std::vector<float> remade_;  // [feature][share]: of tokens that left the ring
  std::vector<float> hidden_;
};

}  // namespace hearsay
