#include "language/wordpiece.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "language/string_id.h"
#include "language/wordpiece_tables.h"

namespace hearsay {

namespace {

constexpr std::size_t kMaxWordCharacters = 100;
// Of the pieces' hashes: "##" is not part of the bytes. Far apart, since the hash adds the seed to the bytes by xor.
constexpr std::uint64_t kFirstSeed = 1, kInnerSeed = 0x9E3779B97F4A7C15;
constexpr std::array<std::string_view, 5> kSpecialNames = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};

constexpr char32_t kHangul = 0xAC00, kLead = 0x1100, kVowel = 0x1161, kTrail = 0x11A7;
constexpr std::uint32_t kHangulCount = 11172, kVowels = 21, kTrails = 28;

template <class Row, class Key>
const Row& row_of(const Row* rows, std::size_t count, Key Row::*key, char32_t c) {
  return *std::lower_bound(rows, rows + count, c, [key](const Row& row, char32_t k) { return row.*key < k; });
}

char32_t lowered(char32_t c, std::uint8_t kind) {
  if ((kind & kLowers) == 0) return c;
  using namespace wordpiece_data;
  return row_of(kLower, kLowerCount, &LowerCase::from, c).to;
}

// 0 for a starter.
std::uint8_t combining_rank(char32_t c, std::uint8_t kind) {
  if ((kind & kReorders) == 0) return 0;
  using namespace wordpiece_data;
  return row_of(kCombining, kCombiningCount, &CombiningClass::mark, c).rank;
}

}  // namespace

// One text on its way: characters come in, words go out.
struct WordBuilder {
  WordBuilder(const WordPiece& pieces, std::uint32_t base, WordPieces& output)
      : vocabulary(pieces), base_(base), out(output) {}

  void run(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const auto byte = static_cast<unsigned char>(text[at]);
      const auto here = static_cast<std::uint32_t>(at);
      if (byte == '[') {
        if (const auto special = special_at(text, at)) {
          end_word();
          out.words.push_back({shifted({here, here + length_of(*special)}), piece_count()});
          out.ids.push_back(vocabulary.special_[*special]);
          at += length_of(*special);
          continue;
        }
      }
      if (byte < 0x80) {
        character(byte, {here, here + 1});
        ++at;
        continue;
      }
      const Decoded decoded = decode_utf8(text, at);
      character(decoded.code_point, {here, here + decoded.length});
      at += decoded.length;
    }
    end_word();
  }

 private:
  // A mark that may still change places with its neighbours.
  struct Pending {
    char32_t c;
    std::uint8_t kind;
    std::uint8_t rank;
    bool joined;  // came of the same character as the one before
  };

  static std::optional<WordPiece::Special> special_at(std::string_view text, std::size_t at) {
    for (std::size_t i = 0; i < kSpecialNames.size(); ++i) {
      if (text.substr(at).starts_with(kSpecialNames[i])) return static_cast<WordPiece::Special>(i);
    }
    return std::nullopt;
  }
  static std::uint32_t length_of(WordPiece::Special special) {
    return static_cast<std::uint32_t>(kSpecialNames[special].size());
  }
  [[nodiscard]] Span shifted(Span span) const { return {base_ + span.begin, base_ + span.end}; }
  [[nodiscard]] std::uint32_t piece_count() const { return static_cast<std::uint32_t>(out.ids.size()); }

  // A character of the text as it stands there.
  void character(char32_t c, Span span) {
    const std::uint8_t kind = word_piece_class(c);
    if (c == ' ' || (kind & kBlankCharacter) != 0) return end_word();
    if ((kind & kDroppedCharacter) != 0) return;
    if ((kind & kIdeograph) != 0) end_word();
    if (c >= kHangul && c < kHangul + kHangulCount) {
      const std::uint32_t i = c - kHangul;
      canonical(kLead + i / (kVowels * kTrails), span, false);
      canonical(kVowel + i % (kVowels * kTrails) / kTrails, span, true);
      if (i % kTrails != 0) canonical(kTrail + i % kTrails, span, true);
    } else if ((kind & kDecomposes) != 0) {
      using namespace wordpiece_data;
      const Decomposition& parts = row_of(kDecompositions, kDecompositionCount, &Decomposition::from, c);
      for (std::size_t i = 0; i < parts.count; ++i) canonical(kDecomposed[parts.offset + i], span, i > 0);
    } else {
      canonical(c, span, false);
    }
    if ((kind & kIdeograph) != 0) end_word();
  }

  // A character of the decomposed text. Marks behind a starter are sorted by their class; places in the text are not
  // moved with them but given out again in order, as the peer does.
  void canonical(char32_t c, Span span, bool joined) {
    const std::uint8_t kind = word_piece_class(c);
    const std::uint8_t rank = combining_rank(c, kind);
    if (rank == 0) {
      end_marks();
      last_ = span;
      if ((kind & kMark) == 0) put(lowered(c, kind), span);
      return;
    }
    pending_.push_back({c, kind, rank, joined});
    pending_stays_ = pending_stays_ || (kind & kMark) == 0;
    if (!joined) places_.push_back(span);
  }

  void end_marks() {
    if (pending_.empty()) return;
    if (pending_stays_) {  // rare: most marks are dropped, and then nobody asks for their order
      std::stable_sort(pending_.begin(), pending_.end(),
                       [](const Pending& a, const Pending& b) { return a.rank < b.rank; });
      std::size_t place = 0;
      for (const Pending& mark : pending_) {
        if (!mark.joined) last_ = places_[place++];
        if ((mark.kind & kMark) == 0) put(lowered(mark.c, mark.kind), last_);
      }
    }
    pending_.clear();
    places_.clear();
    pending_stays_ = false;
  }

  // A character of the normalized text; not a blank.
  void put(char32_t c, Span span) {
    const bool alone = (word_piece_class(c) & kPunctuationCharacter) != 0;
    if (alone) take();
    if (characters_ == 0) word_.begin = span.begin;
    word_.end = span.end;
    if (++characters_ <= kMaxWordCharacters) append_utf8(bytes_, c);
    if (alone) take();
  }

  void end_word() {
    end_marks();
    take();
  }

  // The word so far into pieces.
  void take() {
    if (characters_ == 0) return;
    const std::uint32_t first = piece_count();
    out.words.push_back({shifted(word_), first});
    bool known = characters_ <= kMaxWordCharacters;
    const std::string_view bytes = bytes_;
    for (std::size_t begin = 0; known && begin < bytes.size();) {
      std::size_t end = std::min<std::size_t>(bytes.size(), begin + vocabulary.longest_);
      const std::uint32_t* id = nullptr;
      for (; end > begin; --end) {
        if (!is_utf8_boundary(bytes, end)) continue;
        id = vocabulary.find(bytes.substr(begin, end - begin), begin > 0);
        if (id != nullptr) break;
      }
      known = id != nullptr;
      if (known) out.ids.push_back(*id);
      begin = end;
    }
    if (!known) {
      out.ids.resize(first);
      out.ids.push_back(vocabulary.special_[WordPiece::kUnknown]);
    }
    bytes_.clear();
    characters_ = 0;
  }

  const WordPiece& vocabulary;
  std::uint32_t base_;
  WordPieces& out;
  std::string bytes_;           // of the word so far, at most kMaxWordCharacters
  std::size_t characters_ = 0;  // of the word so far, all
  Span word_;
  Span last_;  // the place last given out
  std::vector<Pending> pending_;
  std::vector<Span> places_;  // of the pending characters that are not joined, in the text's order
  bool pending_stays_ = false;
};

const std::uint32_t* WordPiece::find(std::string_view piece, bool inner) const {
  return pieces_.find(murmur_hash64(piece, inner ? kInnerSeed : kFirstSeed));
}

void WordPiece::tokenize(std::string_view text, std::uint32_t base, WordPieces& out) const {
  WordBuilder(*this, base, out).run(text);
}

Result<WordPiece> WordPiece::open(const PackReader& pack) {
  auto pieces = IdTable<std::uint32_t>::open(pack, "encoder/pieces");
  if (!pieces) return pieces.error();
  const auto about = pack.array<std::uint32_t>("encoder/pieces.about", kSpecials + 2);
  if (!about) return about.error();
  WordPiece out;
  out.pieces_ = *pieces;
  std::copy_n(about->begin(), kSpecials, out.special_);
  out.longest_ = (*about)[kSpecials];
  out.size_ = (*about)[kSpecials + 1];
  const auto known = [&](std::uint32_t id) { return id < out.size_; };
  if (!std::all_of(out.special_, out.special_ + kSpecials, known) ||
      !std::all_of(pieces->values().begin(), pieces->values().end(), known) || out.longest_ == 0) {
    return Error{ErrorCode::kModel, "the encoder's vocabulary is damaged", ""};
  }
  return out;
}

Status write_word_pieces(PackWriter& writer, std::string_view vocabulary) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries;
  std::array<std::uint32_t, WordPiece::kSpecials + 2> about{};
  std::array<bool, WordPiece::kSpecials> found{};
  std::uint32_t count = 0;
  for (std::size_t begin = 0; begin < vocabulary.size(); ++count) {
    const std::size_t end = std::min(vocabulary.find('\n', begin), vocabulary.size());
    std::string_view piece = vocabulary.substr(begin, end - begin);
    begin = end + 1;
    for (std::size_t i = 0; i < kSpecialNames.size(); ++i) {
      if (piece != kSpecialNames[i]) continue;
      about[i] = count;
      found[i] = true;
    }
    const bool inner = piece.size() > 2 && piece.starts_with("##");
    if (inner) piece.remove_prefix(2);
    entries.emplace_back(murmur_hash64(piece, inner ? kInnerSeed : kFirstSeed), count);
    about[WordPiece::kSpecials] = std::max(about[WordPiece::kSpecials], static_cast<std::uint32_t>(piece.size()));
  }
  about[WordPiece::kSpecials + 1] = count;
  for (std::size_t i = 0; i < kSpecialNames.size(); ++i) {
    if (!found[i]) return Error{ErrorCode::kModel, "the vocabulary lacks " + std::string(kSpecialNames[i]), ""};
  }
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted = entries;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i].first != sorted[i - 1].first) continue;
    return Error{ErrorCode::kModel,
                 "lines " + std::to_string(sorted[i - 1].second + 1) + " and " + std::to_string(sorted[i].second + 1) +
                     " of the vocabulary are the same piece",
                 ""};
  }
  write_id_table(writer, "encoder/pieces", std::move(entries));
  writer.add_array("encoder/pieces.about", std::span<const std::uint32_t>(about));
  return Done{};
}

std::size_t window_end(const WordPieces& pieces, std::size_t from, std::size_t most) {
  std::size_t end = from + 1;
  while (end < pieces.words.size() && pieces.end_of(end) - pieces.words[from].first <= most) ++end;
  return end;
}

}  // namespace hearsay
