// WordPiece: BERT's uncased tokenizer, text into words and the numbers of their pieces.
//
// What it is: drops controls, reads white space as blanks, puts blanks around ideographs, decomposes canonically, drops
// nonspacing marks, lower-cases, cuts at blanks and around punctuation, and takes from each word the longest pieces of
// the vocabulary, left to right. A word of over 100 characters, or with a stretch that no piece begins, is one [UNK].
// The special names ([CLS] …) are words of their own where they stand in the text, as the peer has it.
// Ownership: views of the pack; text is only read. Threads: read-only, call from any.
// Units: a word's span is bytes of the original text: from the character that gave its first character to the one that
// gave its last, so a mark that ends a word and was dropped lies outside. Ill-formed bytes count as U+FFFD.
// Fails: opening (kModel). Time and memory: linear in the text. Facts: PyPI `tokenizers` 0.23.3 (BertNormalizer,
// BertPreTokenizer, WordPiece), which the tests have as oracle.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "language/id_table.h"
#include "language/pack.h"

namespace hearsay {

struct WordPieces {
  struct Word {
    Span span;
    std::uint32_t first = 0;  // its first piece, in ids
  };
  std::vector<std::uint32_t> ids;
  std::vector<Word> words;

  void clear() {
    ids.clear();
    words.clear();
  }
  // The piece behind the last of word i.
  [[nodiscard]] std::size_t end_of(std::size_t i) const {
    return i + 1 < words.size() ? words[i + 1].first : ids.size();
  }
};

class WordPiece {
 public:
  WordPiece() = default;
  [[nodiscard]] static Result<WordPiece> open(const PackReader& pack);

  // Appends the words of text; spans count from `base`.
  void tokenize(std::string_view text, std::uint32_t base, WordPieces& out) const;

  [[nodiscard]] std::uint32_t size() const { return size_; }  // pieces in the vocabulary
  [[nodiscard]] std::uint32_t cls() const { return special_[kCls]; }
  [[nodiscard]] std::uint32_t sep() const { return special_[kSep]; }

 private:
  friend Status write_word_pieces(PackWriter& writer, std::string_view vocabulary);
  friend struct WordBuilder;
  enum Special : std::uint8_t { kPad, kUnknown, kCls, kSep, kMask, kSpecials };

  [[nodiscard]] const std::uint32_t* find(std::string_view piece, bool inner) const;

  IdTable<std::uint32_t> pieces_;
  std::uint32_t special_[kSpecials] = {};
  std::uint32_t longest_ = 0;  // bytes of the longest piece
  std::uint32_t size_ = 0;
};

// Sections encoder/pieces.* from vocab.txt: a piece a line, its number the line's. Fails: kModel without the special
// pieces, or where a piece occurs twice.
[[nodiscard]] Status write_word_pieces(PackWriter& writer, std::string_view vocabulary);

// The words [from, result) that make the next window: as many as have `most` pieces together, and at least one.
// REQUIRES: from < pieces.words.size(). A word alone never has more than 100 pieces.
[[nodiscard]] std::size_t window_end(const WordPieces& pieces, std::size_t from, std::size_t most);

}  // namespace hearsay
