// Attribute ruler: part of speech, morphology, some lemmas and a few tags from the model's rules over tag, word and
// arc.
//
// What it is: spaCy's AttributeRuler. Each rule looks at one token or two side by side; all are matched on the tokens
// as they come, then applied in the rules' order, later ones over earlier ones, attribute by attribute. The rules are
// compiled by (tag, word), where a "word" is a class of lower-case forms that the same rules name.
// Ownership: strings view into the pack. AttributeRuler is read-only and shared; RulerState is one thread's.
// Threads: as said. Units: tokens of one unit. Fails: open() with kModel.
// Facts: spaCy 3.8 pipeline/attributeruler.py, tokens/_dict_proxies and morphology.pyx; the rules come from the model.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/id_table.h"
#include "language/language.h"
#include "language/lexeme.h"
#include "language/string_table.h"

namespace hearsay {

struct SpacyFolder;

// Index of a morphology in the ruler's list; 0 is the empty one. What the lemmatizer's memo takes as its key.
using MorphIndex = std::uint16_t;

class AttributeRuler {
 public:
  AttributeRuler() = default;
  [[nodiscard]] static Result<AttributeRuler> open(const PackReader& pack);

  // As they lie in the pack; docs/pack-format.md.
  struct TokenTest {
    std::uint64_t tags = 0;   // bit i: Tag i is allowed
    std::uint64_t deps = 0;   // bit i: Dep i is allowed
    std::uint32_t words = 0;  // 0 any; else 1 + index of a list in `ruler.word_sets`
    std::uint8_t space = 0;   // 0 any, 1 white space only, 2 no white space
    std::uint8_t unused[3] = {};
  };
  struct Rule {
    TokenTest tests[2];
    std::uint8_t tokens = 1;  // 1 or 2
    std::uint8_t index = 0;   // which of them is changed
    std::uint8_t sets = 0;    // bits of Sets
    std::uint8_t tag = 0, pos = 0, dep = 0;
    MorphIndex morph = 0;
    StringRef lemma;
  };
  enum Sets : std::uint8_t { kSetsTag = 1, kSetsPos = 2, kSetsDep = 4, kSetsMorph = 8, kSetsLemma = 16 };

  [[nodiscard]] std::string_view morph(MorphIndex index) const { return morphs_[index]; }
  [[nodiscard]] std::size_t morph_count() const { return morphs_.size(); }

 private:
  friend class RulerState;
  // Rules whose first token may have this tag and word, in order.
  [[nodiscard]] std::span<const std::uint16_t> candidates(Tag tag, std::uint16_t word) const;
  [[nodiscard]] bool word_allowed(std::uint32_t words, std::uint16_t word) const;
  void compile(std::size_t words);

  std::span<const Rule> rules_;
  IdTable<std::uint16_t> word_of_;            // string id of a lower-case form -> its word, from 1
  std::vector<std::vector<bool>> word_sets_;  // [set][word]
  std::vector<std::string_view> morphs_;
  std::vector<std::string_view> lemmas_;  // by rule
  std::vector<std::uint16_t> candidate_rules_;
  std::vector<std::uint32_t> candidate_begin_;  // [tag * words + word], and one behind the last
  std::size_t words_ = 0;
};

class RulerState {
 public:
  RulerState(const AttributeRuler& ruler, const Lexicon& lexicon) : ruler_(ruler), lexicon_(lexicon) {}

  // Sets tag, pos, dep, morph and lemma of the tokens of one unit, whose tag, dep and text are set; `raw` are the same
  // tokens as the tokenizer gave them. A lemma that no rule set is left empty with null data.
  // `morphs` gets the morphology of each token.
  void apply(std::span<Token> tokens, std::span<const RawToken> raw, std::vector<MorphIndex>& morphs);

 private:
  [[nodiscard]] std::uint16_t word(std::uint32_t type);
  [[nodiscard]] bool passes(const AttributeRuler::TokenTest& test, const Token& token, std::uint32_t type);

  const AttributeRuler& ruler_;
  const Lexicon& lexicon_;
  std::vector<std::uint16_t> word_of_type_;
  std::uint64_t generation_ = 0;
  std::vector<std::uint16_t> matched_, pending_, next_pending_, merged_;
};

void write_attribute_ruler(PackWriter& writer, const SpacyFolder& folder);

}  // namespace hearsay
