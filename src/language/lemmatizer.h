// Lemmatizer: spaCy's rule-based English lemmas.
//
// What it is: base forms stay as they are; else endings are replaced by rule, known lemmas come first, exceptions
// before all. A lemma depends on the word, its part of speech and its morphology alone, so LemmaMemo remembers it.
// Ownership: tables view into the pack; lemmas view into the pack or the Lexicon's storage. Lemmatizer is read-only and
// shared, LemmaMemo is one thread's. Units: tokens of one unit. Fails: open() with kModel.
// Facts: spaCy 3.8 pipeline/lemmatizer.py, lang/en/lemmatizer.py; tables from the model (WordNet 3.0).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/attribute_ruler.h"
#include "language/id_table.h"
#include "language/language.h"
#include "language/lexeme.h"
#include "language/string_table.h"

namespace hearsay {

class Lemmatizer {
 public:
  Lemmatizer() = default;
  [[nodiscard]] static Result<Lemmatizer> open(const PackReader& pack);

  // The lemma of a word with this text and lower case. `morph` as the ruler writes it.
  [[nodiscard]] std::string lemma(std::string_view text, std::string_view lower, Pos pos, std::string_view morph) const;

 private:
  struct Table {
    bool exists = false;
    std::vector<std::pair<std::string_view, std::string_view>> rules;
    IdTable<std::uint32_t> exceptions;  // murmur_hash64 of the form -> index in lists_, where its list begins
    IdTable<std::uint8_t> index;        // murmur_hash64 of known lemmas
  };
  static constexpr std::size_t kPosCount = static_cast<std::size_t>(Pos::SPACE) + 1;

  std::array<Table, kPosCount> tables_;
  StringTable strings_;
  std::span<const StringRef> lists_;  // {count, 0}, then the lemmas
};

class LemmaMemo {
 public:
  // REQUIRES: both outlive it.
  LemmaMemo(const Lemmatizer& lemmatizer, const AttributeRuler& ruler, Lexicon& lexicon);

  // Sets the lemma of the tokens of one unit that have none.
  void apply(std::span<Token> tokens, std::span<const RawToken> raw, std::span<const MorphIndex> morphs);

 private:
  struct Slot {
    std::uint64_t key = 0;  // 0: empty
    std::string_view lemma;
  };
  void grow();

  const Lemmatizer& lemmatizer_;
  const AttributeRuler& ruler_;
  Lexicon& lexicon_;
  std::vector<Slot> slots_;
  std::size_t count_ = 0;
  std::uint64_t generation_ = 0;
};

void write_lemmatizer(PackWriter& writer, const SpacyFolder& folder);

}  // namespace hearsay
