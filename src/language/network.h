// Network: all that is learned in a pipeline, run over the tokens of many units: tags, heads, sentences, entities.
//
// What it is: shared tok2vec -> tagger, parser; the entities' own tok2vec -> entities (in spaCy's order, since entities
// may not cross the parser's sentence starts). append_network() lays a pipeline's weights out in a pack; Network runs
// them from the mapping, without copying.
// Ownership: a Network is views of the pack, shared by all threads; NetworkScratch belongs to one thread.
// Threads: run() is const. Units: token indices into what run() is given; a "unit" is one spaCy Doc.
// Fails: append_network() on labels or shapes this version does not know, from() on a pack that does not fit together.
// run() cannot fail. Each unit's results depend on the unit alone, to the bit. Memory: some 130 bytes a token of the
// output, 512 bytes a token of the longest unit, and a constant for each thread (some 40 MB, most of it word types).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "language/language.h"
#include "language/lexeme.h"
#include "language/ner.h"
#include "language/pack.h"
#include "language/parser.h"
#include "language/senter.h"
#include "language/tagger.h"
#include "language/tok2vec.h"
#include "language/weights.h"

namespace hearsay {

// Lists parallel to the tokens; edges and heads are indices into them.
struct NetworkOutput {
  std::vector<Tag> tag;
  std::vector<Dep> dep;
  std::vector<std::uint32_t> head;
  std::vector<std::uint32_t> left_edge;  // inclusive
  std::vector<std::uint32_t> right_edge;
  std::vector<std::uint8_t> sentence_start;
  std::vector<EntityRange> entities;  // in text order

  void clear();
};

[[nodiscard]] Status append_network(PackWriter& pack, const PipelineWeights& weights);

class NetworkScratch;

class Network {
 public:
  [[nodiscard]] static Result<Network> from(const PackReader& pack);

  // Appends the results for units[…], which cover `tokens` in order. `types` are what RawToken::type indexes.
  void run(std::span<const RawToken> tokens, std::span<const TokenRange> units, std::span<const WordType> types,
           NetworkScratch& scratch, NetworkOutput& out) const;

  [[nodiscard]] const Tok2Vec& tok2vec() const { return tok2vec_; }
  [[nodiscard]] const Tok2Vec& entity_tok2vec() const { return entity_tok2vec_; }
  // nullptr where the model has none.
  [[nodiscard]] const Senter* senter() const { return senter_ ? &*senter_ : nullptr; }

 private:
  friend class NetworkScratch;
  void encode(std::span<const RawToken> tokens, std::span<const WordType> types, std::span<const Stretch> stretches,
              std::size_t count, NetworkScratch& scratch, NetworkOutput& out) const;
  void decide(std::span<const RawToken> tokens, TokenRange unit, std::uint32_t first, std::span<const WordType> types,
              NetworkScratch& scratch, NetworkOutput& out) const;

  Tok2Vec tok2vec_;
  Tok2Vec entity_tok2vec_;
  Tagger tagger_;
  Parser parser_;
  EntityRecognizer entities_;
  std::optional<Senter> senter_;
};

class NetworkScratch {
 public:
  explicit NetworkScratch(const Network& network)
      : tok2vec_(network.tok2vec_),
        entity_tok2vec_(network.entity_tok2vec_),
        parser_(network.parser_),
        entity_rows_(network.entities_.scorer()) {}

  // Call when the indices of word types changed their meaning.
  void forget_types() {
    tok2vec_.forget();
    entity_tok2vec_.forget();
  }

 private:
  friend class Network;
  Tok2VecScratch tok2vec_;
  Tok2VecScratch entity_tok2vec_;
  ParserScratch parser_;
  TokenRows entity_rows_;
  std::vector<float> vectors_, scores_;
  std::vector<float> parser_tokens_, entity_tokens_;  // projected, of the units in hand
  std::vector<Stretch> stretches_;
  std::vector<std::uint8_t> is_space_;
  Tree tree_;
  std::vector<EntityRange> entities_;
};

}  // namespace hearsay
