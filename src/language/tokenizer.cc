// The algorithm of spaCy's tokenizer.pyx, on bytes.
//
// Text is cut into chunks where white space begins or ends. A chunk is looked up among the exceptions, then in this
// thread's memo, and only then taken apart: prefixes and suffixes are stripped in turn as long as the chunk gets
// shorter, a remainder that is an exception or a URL stays whole, any other is cut at its infixes. How a chunk is taken
// apart depends on nothing around it, so the memo changes nothing but the speed. At the end the finished tokens are
// looked through for special cases that the affixes had broken up ("John's" gives "'s", which has a norm of its own).
#include "language/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/utf8.h"
#include "language/tokenizer_rules.h"
#include "language/unicode_tables.h"

namespace hearsay {

namespace {

constexpr std::size_t kMaxMemoChunk = 128;  // bytes; longer chunks seldom come twice
constexpr std::size_t kMaxMemoChunks = 1u << 16;

// A token of a chunk, relative to the chunk's begin.
struct Piece {
  std::uint32_t length = 0;  // bytes
  std::uint32_t type = 0;
};

enum class ByteClass : std::uint8_t { kOther, kSpace, kMaybeSpace };

// By first byte: ASCII white space, and the lead bytes of characters that may be white space.
constexpr std::array<ByteClass, 256> kByteClass = [] {
  std::array<ByteClass, 256> classes{};
  for (const int c : {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x20}) {
    classes[static_cast<std::size_t>(c)] = ByteClass::kSpace;
  }
  for (const int c : {0xC2, 0xE1, 0xE2, 0xE3}) classes[static_cast<std::size_t>(c)] = ByteClass::kMaybeSpace;
  return classes;
}();

// Length of the white-space character at `i`, 0 where there is none.
std::uint32_t space_at(std::string_view text, std::size_t i) {
  switch (kByteClass[static_cast<unsigned char>(text[i])]) {
    case ByteClass::kOther:
      return 0;
    case ByteClass::kSpace:
      return 1;
    case ByteClass::kMaybeSpace: {
      const Decoded d = decode_utf8(text, i);
      return properties_of(d.code_point) & kIsSpace ? d.length : 0;
    }
  }
  return 0;
}

std::uint64_t hash_of(std::string_view chunk) {
  std::uint64_t h = chunk.size() * 0x9E3779B97F4A7C15ull;
  const char* p = chunk.data();
  std::size_t left = chunk.size();
  for (; left >= 8; p += 8, left -= 8) {
    std::uint64_t word;
    std::memcpy(&word, p, 8);
    h = (h ^ word) * 0xD6E8FEB86659FD93ull;
    h ^= h >> 32;
  }
  std::uint64_t tail = 0;
  std::memcpy(&tail, p, left);
  h = (h ^ tail) * 0xD6E8FEB86659FD93ull;
  return h ^ (h >> 32);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Takes chunks apart; shared by the tokenizer proper and the maker of the second pass's patterns.
class ChunkSplitter {
 public:
  ChunkSplitter(const TokenizerRules& rules, Lexicon& lexicon, bool with_exceptions)
      : rules_(rules), lexicon_(lexicon), matcher_(rules), with_exceptions_(with_exceptions) {}

  // Appends the pieces of `chunk`, which make it up without gaps.
  void split(std::string_view chunk, std::vector<Piece>& out) {
    if (add_exception(chunk, out)) return;
    // Letters of ASCII alone match no prefix, suffix, infix or URL.
    if (std::all_of(chunk.begin(), chunk.end(), is_letter)) return add(chunk, out);
    if (first_invalid_utf8(chunk) != std::string_view::npos) return add(chunk, out);
    suffixes_.clear();
    const std::string_view rest = strip_affixes(chunk, out);
    if (!rest.empty()) add_remainder(rest, out);
    for (auto it = suffixes_.rbegin(); it != suffixes_.rend(); ++it) add(*it, out);
  }

 private:
  bool is_exception(std::string_view text) const {
    return with_exceptions_ && rules_.find_exception(text) != kNoException;
  }

  void add(std::string_view text, std::vector<Piece>& out) {
    out.push_back({static_cast<std::uint32_t>(text.size()), lexicon_.intern(text)});
  }

  bool add_exception(std::string_view text, std::vector<Piece>& out) {
    if (!with_exceptions_) return false;
    const std::uint32_t exception = rules_.find_exception(text);
    if (exception == kNoException) return false;
    for (const TokenizerRules::Piece& piece : rules_.pieces(exception)) {
      const std::string_view orth = rules_.text(piece.orth);
      out.push_back({static_cast<std::uint32_t>(orth.size()),
                     piece.has_norm != 0 ? lexicon_.intern(orth, piece.norm) : lexicon_.intern(orth)});
    }
    return true;
  }

  // Prefixes are appended at once, suffixes kept in the order in which they were cut off.
  std::string_view strip_affixes(std::string_view text, std::vector<Piece>& out) {
    std::size_t last_size = 0;
    while (!text.empty() && text.size() != last_size) {
      if (is_exception(text)) break;
      last_size = text.size();
      const std::size_t prefix = matcher_.prefix_length(text);
      const std::string_view after_prefix = text.substr(prefix);
      if (prefix != 0 && is_exception(after_prefix)) {
        add(text.substr(0, prefix), out);
        return after_prefix;
      }
      const std::size_t suffix = matcher_.suffix_length(after_prefix);
      const std::string_view before_suffix = text.substr(0, text.size() - suffix);
      if (suffix != 0 && is_exception(before_suffix)) {
        suffixes_.push_back(text.substr(before_suffix.size()));
        return before_suffix;
      }
      // A suffix is looked for behind the prefix, so that both always fit.
      if (prefix != 0) add(text.substr(0, prefix), out);
      if (suffix != 0) suffixes_.push_back(text.substr(before_suffix.size()));
      text = text.substr(prefix, text.size() - prefix - suffix);
    }
    return text;
  }

  void add_remainder(std::string_view text, std::vector<Piece>& out) {
    if (add_exception(text, out)) return;
    if (matcher_.is_url(text)) return add(text, out);
    std::size_t start = 0;
    for (std::size_t from = 0; from <= text.size();) {
      const auto infix = matcher_.find_infix(text, from);
      if (!infix) break;
      from = std::max<std::size_t>(infix->end, from + 1);
      // spaCy skips an infix at the very beginning, and only there; the text then starts with it.
      if (infix->begin == 0) continue;
      if (infix->begin != start) add(text.substr(start, infix->begin - start), out);
      if (!infix->empty()) add(slice(text, *infix), out);
      start = infix->end;
    }
    if (start < text.size()) add(text.substr(start), out);
  }

  const TokenizerRules& rules_;
  Lexicon& lexicon_;
  AffixMatcher matcher_;
  bool with_exceptions_;
  std::vector<std::string_view> suffixes_;
};

// Calls chunk(begin, end) for each chunk, and blank() where the blank after the last one is no token of its own.
template <class Chunk, class Blank>
void each_chunk(std::string_view text, Chunk chunk, Blank blank) {
  if (text.empty()) return;
  std::size_t start = 0;
  bool in_space = space_at(text, 0) != 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::uint32_t space = space_at(text, i);
    if ((space != 0) != in_space) {
      if (start < i) chunk(start, i);
      if (text[i] == ' ') {
        blank();
        start = i + 1;
      } else {
        start = i;
      }
      in_space = !in_space;
    }
    i += space != 0 ? space : 1;  // the bytes of any other character are none of them a first byte of white space
  }
  if (start < text.size()) chunk(start, text.size());
}

}  // namespace

struct Tokenizer::State {
  State(std::shared_ptr<const TokenizerRules> shared, Lexicon& words)
      : rules(std::move(shared)), lexicon(words), splitter(*rules, words, true), memo(kMemoSlots) {
    generation = lexicon.generation();
  }

  static constexpr std::size_t kMemoSlots = 1u << 17;
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t text = 0;    // offset in memo_text
    std::uint32_t first = 0;   // in memo_pieces
    std::uint16_t length = 0;  // of the chunk; 0: empty slot
    std::uint16_t pieces = 0;
  };
  struct Match {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  void clear_memo() {
    std::fill(memo.begin(), memo.end(), Entry{});
    memo_text.clear();
    memo_pieces.clear();
    memo_count = 0;
    special_of.clear();
    generation = lexicon.generation();
  }

  // Node of the special cases' trie that this type leads to from the root, or kNoNode.
  std::uint32_t special(std::uint32_t type) {
    while (special_of.size() < lexicon.size()) {
      const auto next = static_cast<std::uint32_t>(special_of.size());
      special_of.push_back(rules->child(0, lexicon[next].orth));
    }
    return special_of[type];
  }

  std::span<const Piece> pieces_of(std::string_view chunk) {
    const auto uncached = [&]() -> std::span<const Piece> {
      scratch.clear();
      splitter.split(chunk, scratch);
      return scratch;
    };
    if (chunk.size() > kMaxMemoChunk) return uncached();
    const std::uint64_t hash = hash_of(chunk);
    std::size_t slot = hash & (kMemoSlots - 1);
    for (; memo[slot].length != 0; slot = (slot + 1) & (kMemoSlots - 1)) {
      const Entry& entry = memo[slot];
      if (entry.hash == hash && entry.length == chunk.size() &&
          std::memcmp(memo_text.data() + entry.text, chunk.data(), chunk.size()) == 0) {
        return {memo_pieces.data() + entry.first, entry.pieces};
      }
    }
    const std::span<const Piece> pieces = uncached();
    if (memo_count == kMaxMemoChunks) {
      clear_memo();
      slot = hash & (kMemoSlots - 1);
    }
    memo[slot] = {hash, static_cast<std::uint32_t>(memo_text.size()), static_cast<std::uint32_t>(memo_pieces.size()),
                  static_cast<std::uint16_t>(chunk.size()), static_cast<std::uint16_t>(pieces.size())};
    memo_text.insert(memo_text.end(), chunk.begin(), chunk.end());
    memo_pieces.insert(memo_pieces.end(), pieces.begin(), pieces.end());
    ++memo_count;
    return pieces;
  }

  // Tokenizer._apply_special_cases for the tokens from `first` on.
  void apply_special_cases(std::string_view text, std::vector<RawToken>& out, std::size_t first);

  std::shared_ptr<const TokenizerRules> rules;
  Lexicon& lexicon;
  ChunkSplitter splitter;
  std::vector<Entry> memo;
  std::vector<char> memo_text;
  std::vector<Piece> memo_pieces;
  std::size_t memo_count = 0;
  std::uint64_t generation = 0;
  std::vector<std::uint32_t> special_of;
  std::vector<Piece> scratch;
  std::vector<std::uint32_t> candidates;  // tokens at which a special case may begin
  std::vector<Match> matches;
  std::vector<Match> kept;
  std::vector<RawToken> tail;
};

Tokenizer::Tokenizer(std::shared_ptr<const TokenizerRules> rules, Lexicon& lexicon)
    : state_(std::make_unique<State>(std::move(rules), lexicon)) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

void Tokenizer::tokenize(std::string_view text, std::vector<RawToken>& out) {
  State& state = *state_;
  if (state.generation != state.lexicon.generation()) state.clear_memo();
  const std::size_t first = out.size();
  state.candidates.clear();
  each_chunk(
      text,
      [&](std::size_t begin, std::size_t end) {
        auto at = static_cast<std::uint32_t>(begin);
        for (const Piece& piece : state.pieces_of(text.substr(begin, end - begin))) {
          if (state.special(piece.type) != TokenizerRules::kNoNode) {
            state.candidates.push_back(static_cast<std::uint32_t>(out.size()));
          }
          out.push_back({at, at + piece.length, piece.type, false});
          at += piece.length;
        }
      },
      [&] {
        if (out.size() > first) out.back().space_after = true;
      });
  if (!state.candidates.empty()) state.apply_special_cases(text, out, first);
}

void Tokenizer::tokenize_without_exceptions(const TokenizerRules& rules, Lexicon& lexicon, std::string_view text,
                                            std::vector<RawToken>& out) {
  ChunkSplitter splitter(rules, lexicon, false);
  std::vector<Piece> pieces;
  each_chunk(
      text,
      [&](std::size_t begin, std::size_t end) {
        pieces.clear();
        splitter.split(text.substr(begin, end - begin), pieces);
        auto at = static_cast<std::uint32_t>(begin);
        for (const Piece& piece : pieces) {
          out.push_back({at, at + piece.length, piece.type, false});
          at += piece.length;
        }
      },
      [&] {
        if (!out.empty()) out.back().space_after = true;
      });
}

void Tokenizer::State::apply_special_cases(std::string_view text, std::vector<RawToken>& out, std::size_t first) {
  matches.clear();
  for (const std::uint32_t begin : candidates) {
    std::uint32_t node = special(out[begin].type);
    for (std::uint32_t i = begin;;) {
      ++i;
      if (rules->is_end(node)) matches.push_back({begin, i});
      if (i == out.size()) break;
      node = rules->child(node, lexicon[out[i].type].orth);
      if (node == TokenizerRules::kNoNode) break;
    }
  }
  if (matches.empty()) return;
  // The longest first, of equally long ones the leftmost; one whose first or last token is taken is dropped. It takes
  // its tokens all the same, as in spaCy.
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    const std::uint32_t la = a.end - a.begin, lb = b.end - b.begin;
    return la != lb ? la > lb : a.begin < b.begin;
  });
  std::vector<bool> taken(out.size() - first);
  kept.clear();
  for (const Match& match : matches) {
    if (!taken[match.begin - first] && !taken[match.end - 1 - first]) kept.push_back(match);
    std::fill(taken.begin() + static_cast<std::ptrdiff_t>(match.begin - first),
              taken.begin() + static_cast<std::ptrdiff_t>(match.end - first), true);
  }
  std::sort(kept.begin(), kept.end(), [](const Match& a, const Match& b) { return a.begin < b.begin; });

  tail.clear();
  const std::uint32_t from = kept.front().begin;
  std::uint32_t next = from;
  for (const Match& match : kept) {
    tail.insert(tail.end(), out.begin() + next, out.begin() + match.end);
    next = match.end;
    const std::uint32_t begin = out[match.begin].begin;
    // The words as they stand, blanks between them included: ": )" is no ":)".
    const std::uint32_t exception = rules->find_exception(text.substr(begin, out[match.end - 1].end - begin));
    if (exception == kNoException) continue;
    tail.resize(tail.size() - (match.end - match.begin));
    std::uint32_t at = begin;
    for (const TokenizerRules::Piece& piece : rules->pieces(exception)) {
      const std::string_view orth = rules->text(piece.orth);
      const std::uint32_t type = piece.has_norm != 0 ? lexicon.intern(orth, piece.norm) : lexicon.intern(orth);
      const auto end = static_cast<std::uint32_t>(at + orth.size());
      tail.push_back({at, end, type, false});
      at = end;
    }
    tail.back().space_after = out[match.end - 1].space_after;
  }
  tail.insert(tail.end(), out.begin() + next, out.end());
  out.resize(from);
  out.insert(out.end(), tail.begin(), tail.end());
}

}  // namespace hearsay
