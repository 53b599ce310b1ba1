// Tok2vec: hash embeddings, static vectors and a window encoder; a vector for each token.
//
// What it is: MultiHashEmbed and MaxoutWindowEncoder of spaCy 3.8. Two exact savings (language.md in the design, 2.3):
// the embedding's mix layer is folded into its tables when a pack is made (hashing only sums rows, so W(E[r]) can be
// stored in place of E[r]; the same for W(P v), the static vectors), and what a word type gives the first window layer
// as left neighbour, centre and right neighbour is kept in a cache. tok2vec.cc tells how.
// Ownership: Tok2Vec is views of the pack and shared by all threads; Tok2VecScratch belongs to one thread.
// Threads: run() is const. Units: token indices; stretches are half-open ranges of them.
// Fails: from() on a pack whose sections do not fit together. Memory of a scratch: kCachedTypes word types of
// 10 * width floats, and rows for the stretches of one call (kMaxStretchTokens bounds what callers should ask for).
// A token's vector depends on its unit alone: same bits in any batch, cut into any stretches.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/kernels.h"
#include "language/lexeme.h"
#include "language/pack.h"
#include "language/weights.h"

namespace hearsay {

inline constexpr std::uint32_t kCachedTypes = 4096;
inline constexpr std::uint32_t kMaxStretchTokens = 512;  // all stretches of one call together

// Tokens [begin, end) of the unit [unit_begin, unit_end) are wanted; their neighbours in the unit are looked at.
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t unit_begin = 0;
  std::uint32_t unit_end = 0;
};

class Tok2VecScratch;

class Tok2Vec {
 public:
  // REQUIRES: check_weights() is content.
  static void append(PackWriter& pack, const std::string& name, const EncoderWeights& weights,
                     const VectorWeights& vectors);
  [[nodiscard]] static Result<Tok2Vec> from(const PackReader& pack, const std::string& name);

  [[nodiscard]] std::uint32_t width() const { return width_; }

  // Vectors of all stretches' tokens, in order, `width` floats each, to `out`. `types` are what RawToken::type indexes.
  void run(std::span<const RawToken> tokens, std::span<const WordType> types, std::span<const Stretch> stretches,
           Tok2VecScratch& scratch, float* out) const;

 private:
  friend class Tok2VecScratch;
  struct Column {
    Attribute attribute = Attribute::kNorm;
    std::uint32_t seed = 0;
    std::uint32_t rows = 0;
    const float* table = nullptr;  // [rows][row_]
  };
  void embed(const WordType& type, bool space_after, float* entry) const;
  void look_up(std::span<const RawToken> tokens, std::span<const WordType> types, std::span<const Stretch> stretches,
               Tok2VecScratch& scratch) const;

  std::uint32_t width_ = 0;
  std::uint32_t row_ = 0;    // width * pieces of the mix layer: floats in a folded row
  std::uint32_t sides_ = 0;  // 3 * width * pieces of the first layer: left, centre and right shares
  bool uses_space_ = false;  // some column embeds SPACY, so a type has two entries
  std::vector<Column> columns_;
  const float* static_rows_ = nullptr;  // [vector row][row_], or null
  std::uint32_t static_count_ = 0;
  MaxoutLayer mix_;
  AffineLayer shares_;               // width -> sides_
  std::vector<MaxoutLayer> layers_;  // the first without panels
  std::vector<float> padding_;       // [depth][width]: rows after each layer that see nothing but padding
};

// One thread's cache of word types and rows of the batch in hand.
class Tok2VecScratch {
 public:
  explicit Tok2VecScratch(const Tok2Vec& tok2vec);

  // Call when the indices of word types changed their meaning (Lexicon::generation()).
  void forget();

 private:
  friend class Tok2Vec;
  struct Free {
    void operator()(float* p) const { ::operator delete[](p, std::align_val_t{64}); }
  };
  using Block = std::unique_ptr<float[], Free>;
  static Block allocate(std::size_t floats);
  [[nodiscard]] float* entry(std::uint32_t i) const { return entries_.get() + std::size_t{i} * stride_; }
  void make_room(std::size_t wanted);

  // An entry: shares as left neighbour, as centre, as right neighbour (3 x width x pieces), then the embedding (width).
  std::size_t stride_ = 0;
  Block entries_;
  std::vector<std::uint32_t> entry_of_;  // key of a type -> entry + 1
  std::vector<std::uint32_t> key_of_;    // entry -> key
  std::vector<std::uint8_t> recently_;   // entry was used since the last sweep
  std::vector<std::uint32_t> unused_;    // entries free for new types, last first
  std::vector<float> zero_entry_;        // what padding gives

  std::vector<const float*> row_entries_;
  std::vector<float> rows_[2];
  std::vector<std::uint32_t> in_rows_, out_rows_;
  std::vector<float> new_vectors_, new_shares_;
  std::vector<std::uint32_t> new_entries_;
};

}  // namespace hearsay
