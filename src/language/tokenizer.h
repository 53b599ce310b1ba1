// Tokenizer: spaCy's English tokenization, byte for byte.
//
// What it is: cuts text at white space, splits affixes and infixes off each chunk by the model's own regular
// expressions (PCRE2, JIT), honours its exceptions ("don't", "a.m.") and its second pass over finished tokens.
// TokenizerRules is the read-only half, from the pack; a Tokenizer adds one thread's match data and a memo of chunks.
// Ownership: a Tokenizer refers to rules and a Lexicon that outlive it. Tokens are written to the caller's vector.
// Threads: rules are shared; one Tokenizer (and one Lexicon) a thread.
// Units: byte offsets into the text that is given; every byte but the single blanks of `space_after` is in a token.
// Fails: making the rules (a regular expression that PCRE2 does not take). Tokenizing cannot fail; time is linear in
// the text but for chunks without white space, which are cut off at kMaxAffixChunk (see there). Facts: spaCy 3.8
// tokenizer.pyx; the expressions and exceptions come from the model.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "language/lexeme.h"

namespace hearsay {

class TokenizerRules;

class Tokenizer {
 public:
  Tokenizer(std::shared_ptr<const TokenizerRules> rules, Lexicon& lexicon);
  ~Tokenizer();
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;

  // Appends the tokens of `text`, one spaCy Doc, to `out`.
  void tokenize(std::string_view text, std::vector<RawToken>& out);

  // The same without exceptions and second pass: how the patterns of the second pass are made. Slow.
  static void tokenize_without_exceptions(const TokenizerRules& rules, Lexicon& lexicon, std::string_view text,
                                          std::vector<RawToken>& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hearsay
