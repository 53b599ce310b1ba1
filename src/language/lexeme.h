// Word types: what spaCy's vocabulary knows of a string apart from any context, and the door from the tokenizer to the
// network.
//
// What it is: a Lexicon interns every (text, norm) pair it meets as a WordType with spaCy's feature ids, once; tokens
// point at types by a dense index, which caches of context-free results (embeddings) may use as their key.
// Ownership: a Lexicon belongs to one Analyzer and thread. The strings of its types lie in an arena that `storage()`
// shares out: views stay good as long as that pointer is held, also after clear().
// Threads: one thread; reading strings of a shared arena from others is safe.
// Units: lengths in code points. Fails: never. Memory: grows with the number of types; clear_if_full() bounds it.
// Facts: spaCy 3.8 lang/lex_attrs.py, vocab.pyx, lang/en; Unicode 14.0 tables as in Python 3.11 (unicode_tables.cc).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace hearsay {

class Vocabulary;

inline constexpr std::uint32_t kNoVector = 0xFFFFFFFFu;

// 64-bit ids are spaCy's string ids (string_id.h), the numbers that the hash embeddings take.
struct WordType {
  std::uint64_t orth = 0;
  std::uint64_t norm = 0;
  std::uint64_t prefix = 0;
  std::uint64_t suffix = 0;
  std::uint64_t shape = 0;
  std::string_view text;
  std::string_view lower;
  std::uint32_t length = 0;              // code points
  std::uint32_t vector_row = kNoVector;  // row of the static vectors, where the model has them and knows the word
  bool is_space = false;
};

// What the tokenizer gives for each token of a unit.
struct RawToken {
  std::uint32_t begin = 0;  // bytes in the text that was given
  std::uint32_t end = 0;
  std::uint32_t type = 0;    // index of its WordType in the Lexicon
  bool space_after = false;  // one blank follows that is no token of its own: spaCy's SPACY
};

class Lexicon {
 public:
  // REQUIRES: the vocabulary outlives it.
  explicit Lexicon(const Vocabulary& vocabulary);
  ~Lexicon();
  Lexicon(Lexicon&&) noexcept;
  Lexicon& operator=(Lexicon&&) noexcept;

  // Index of the type of `text` with the norm its lexeme has, or with `norm` (an exception's own, a string id).
  [[nodiscard]] std::uint32_t intern(std::string_view text);
  [[nodiscard]] std::uint32_t intern(std::string_view text, std::uint64_t norm);

  [[nodiscard]] const WordType& operator[](std::uint32_t type) const { return types_[type]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(types_.size()); }
  // All types, by index; good until the next intern().
  [[nodiscard]] std::span<const WordType> types() const { return types_; }

  // Goes up whenever types were forgotten: indices of an older generation mean nothing.
  [[nodiscard]] std::uint64_t generation() const { return generation_; }
  // Forgets all types when there are more than `limit`; call between documents, never while tokens are in use.
  void clear_if_full(std::uint32_t limit);

  // Copies a string to where the types' strings live.
  [[nodiscard]] std::string_view keep(std::string_view text);
  [[nodiscard]] std::shared_ptr<const void> storage() const;

 private:
  class Arena;
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t type_plus_one = 0;
  };
  [[nodiscard]] std::uint32_t find_or_add(std::string_view text, std::uint64_t orth, std::uint64_t norm, bool own_norm);
  void grow();

  const Vocabulary* vocabulary_;
  std::shared_ptr<Arena> arena_;
  std::vector<WordType> types_;
  std::vector<Slot> slots_;
  std::uint64_t generation_ = 0;
};

}  // namespace hearsay
