// The language room's door: text in, linguistic Analysis out.
//
// What it is: spaCy 3.8's English pipelines (tokenizer, tagger, parser, attribute ruler, lemmatizer, entities), run
// natively from one packed model file. The same text gives the same Analysis as spaCy, and the same bits on every
// machine, ISA (HEARSAY_ISA=scalar|avx2|avx512), thread count and batch.
// Ownership: a Model is read-only and memory-mapped; keep its shared_ptr alive as long as any Analyzer or Analysis made
// from it: an Analysis' views point into the Model, into the analysed text, or into storage that the Analysis owns.
// Threads: one Model for all threads; one Analyzer a thread (it owns scratch memory); an Analysis is a plain value.
// Units: byte ranges into `text`; token, sentence and unit ranges are half-open indices.
// Fails: opening a model (missing, damaged, another version). Analysing cannot fail; texts are bounded by the caller.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "language/labels.h"

namespace hearsay {

struct Token {
  Span span;                 // bytes in the analysed text
  std::string_view text;     // the bytes under `span`
  std::string_view lower;    // full Unicode lower case (the lexeme's LOWER)
  std::string_view lemma;
  std::string_view morph;    // "Number=Sing|Person=3", "" for none
  Tag tag = Tag::None;
  Pos pos = Pos::None;
  Dep dep = Dep::None;
  EntityLabel entity = EntityLabel::None;
  bool entity_begin = false;      // first token of an entity
  bool sentence_start = false;
  bool space_after = false;       // one blank follows that is no token of its own
  std::uint32_t head = 0;         // index in Analysis::tokens; a root is its own head
  std::uint32_t left_edge = 0;    // first and last token of the subtree (inclusive)
  std::uint32_t right_edge = 0;
  std::uint32_t sentence = 0;     // index in Analysis::sentences
};

// A range of tokens with the bytes it covers.
struct TokenRange {
  std::uint32_t begin = 0;  // token indices, half-open
  std::uint32_t end = 0;
};

struct Entity {
  TokenRange tokens;
  Span span;
  EntityLabel label = EntityLabel::None;
};

// A base noun phrase: left edge to its head noun.
struct NounChunk {
  TokenRange tokens;
  std::uint32_t root = 0;
};

// One stretch of text that was read as one spaCy Doc: a part of the document. No sentence, arc or entity crosses it.
struct Unit {
  Span span;
  TokenRange tokens;
  TokenRange sentences;  // indices into Analysis::sentences
};

struct Analysis {
  std::string_view text;
  std::vector<Token> tokens;          // of all units, in text order
  std::vector<TokenRange> sentences;
  std::vector<Entity> entities;
  std::vector<NounChunk> noun_chunks;
  std::vector<Unit> units;            // one for each range that was asked for, in that order
  std::shared_ptr<const void> storage;  // keeps strings alive that are neither in the text nor in the model

  [[nodiscard]] bool is_root(std::uint32_t i) const { return tokens[i].head == i; }
  // First token whose span ends after `offset`: the token at that byte, or the next one; tokens.size() past the end.
  [[nodiscard]] std::uint32_t token_at(std::uint32_t offset) const;
  // Bytes from the first token's begin to the last token's end. REQUIRES: begin < end.
  [[nodiscard]] Span bytes(TokenRange range) const {
    return {tokens[range.begin].span.begin, tokens[range.end - 1].span.end};
  }
};

class Model {
 public:
  // Opens a pack made by `hearsay-pack`. Checks magic, format version and checksum.
  [[nodiscard]] static Result<std::shared_ptr<const Model>> open(const std::string& path);
  ~Model();
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  [[nodiscard]] std::string_view name() const;     // "en_core_web_md"
  [[nodiscard]] std::string_view version() const;  // "3.8.0"
  [[nodiscard]] std::string_view sha256() const;   // hex, of the pack file's payload; goes into custody rows

  struct Parts;  // private to src/language
  [[nodiscard]] const Parts& parts() const { return *parts_; }

 private:
  Model();
  std::unique_ptr<Parts> parts_;
};

class Analyzer {
 public:
  explicit Analyzer(std::shared_ptr<const Model> model);
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  // Reads each range of `text` as a document of its own; all share one batch, which changes nothing but the speed.
  // REQUIRES: `text` outlives the Analysis; ranges lie on UTF-8 boundaries, in order, disjoint.
  [[nodiscard]] Analysis analyze(std::string_view text, std::span<const Span> units);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// "scalar", "avx2" or "avx512": what the kernels run on here, after HEARSAY_ISA.
[[nodiscard]] std::string_view active_isa();

}  // namespace hearsay
