// Senter: sentence starts without a parse, some ten times cheaper; disabled in the pipeline, there for who wants it.
// Ownership: views of the pack, shared by all threads; SenterScratch belongs to one thread. Threads: as said.
// Units: token indices. Fails: from() on a pack that does not fit together. Facts: spaCy 3.8 pipeline/senter.pyx; the
// first token of a unit always begins a sentence.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "language/tok2vec.h"
#include "language/weights.h"

namespace hearsay {

struct SenterScratch;

class Senter {
 public:
  static void append(PackWriter& pack, const std::string& name, const SenterWeights& weights,
                     const VectorWeights& vectors);
  [[nodiscard]] static Result<Senter> from(const PackReader& pack, const std::string& name);

  // One flag a token of the unit tokens[unit_begin, unit_end).
  void find(std::span<const RawToken> tokens, std::span<const WordType> types, std::uint32_t unit_begin,
            std::uint32_t unit_end, SenterScratch& scratch, std::vector<std::uint8_t>& sentence_start) const;

 private:
  friend struct SenterScratch;
  Tok2Vec tok2vec_;
  AffineLayer output_;  // 0: inside, 1: start
};

struct SenterScratch {
  explicit SenterScratch(const Senter& senter) : tok2vec(senter.tok2vec_) {}
  Tok2VecScratch tok2vec;
  std::vector<float> vectors, scores;
};

}  // namespace hearsay
