// TokenizerRules: the model's part of the tokenizer, read-only and shared by all threads.
//
// What it is: the four regular expressions, the exceptions, and the trie of special cases for the second pass. Private
// to the tokenizer. Ownership: exceptions view into the pack. Threads: read-only; AffixMatcher (match data) is one
// thread's. Units: bytes of a chunk, which is valid UTF-8 without white space inside. Fails: open() with kModel where
// an expression does not compile or has a form that the bounds below do not cover. Facts: spaCy 3.8 tokenizer.pyx,
// lang/punctuation.py, lang/tokenizer_exceptions.py (URL_PATTERN).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "language/pack.h"
#include "language/python_regex.h"
#include "language/string_table.h"

namespace hearsay {

struct SpacyFolder;

inline constexpr std::uint32_t kNoException = 0xFFFFFFFFu;

class TokenizerRules {
 public:
  struct Piece {
    StringRef orth;
    std::uint32_t has_norm = 0;  // 0 or 1
    std::uint32_t unused = 0;
    std::uint64_t norm = 0;  // string id
  };
  struct Exception {
    StringRef text;
    std::uint32_t first_piece = 0;
    std::uint32_t pieces = 0;
  };

  [[nodiscard]] static Result<std::shared_ptr<const TokenizerRules>> open(const PackReader& pack);

  // Index of the exception with this text, or kNoException.
  [[nodiscard]] std::uint32_t find_exception(std::string_view text) const {
    if (text.size() > longest_exception_) return kNoException;
    const auto it = exception_of_.find(text);
    return it == exception_of_.end() ? kNoException : it->second;
  }
  [[nodiscard]] std::span<const Piece> pieces(std::uint32_t exception) const {
    return pieces_.subspan(exceptions_[exception].first_piece, exceptions_[exception].pieces);
  }
  [[nodiscard]] std::string_view text(StringRef ref) const { return strings_.view(ref).value_or(""); }

  // The trie of the second pass, over string ids of tokens: node 0 is the root. kNoNode where there is no child.
  static constexpr std::uint32_t kNoNode = 0xFFFFFFFFu;
  [[nodiscard]] std::uint32_t child(std::uint32_t node, std::uint64_t orth) const;
  [[nodiscard]] bool is_end(std::uint32_t node) const { return is_end_[node]; }

 private:
  friend class AffixMatcher;
  friend class Tokenizer;
  struct Edge {
    std::uint32_t from = 0;
    std::uint64_t orth = 0;
    std::uint32_t to = 0;
  };
  TokenizerRules(Regex prefix, Regex suffix, Regex infix, Regex url_scheme, Regex url_host);
  [[nodiscard]] Status load_exceptions(const PackReader& pack);
  void build_trie();

  Regex prefix_, suffix_, infix_, url_scheme_, url_host_;
  StringTable strings_;
  std::span<const Exception> exceptions_;
  std::span<const Piece> pieces_;
  std::unordered_map<std::string_view, std::uint32_t> exception_of_;
  std::size_t longest_exception_ = 0;
  std::vector<Edge> edges_;  // sorted by (from, orth)
  std::vector<bool> is_end_;
};

// The questions that the tokenizer asks of a chunk.
class AffixMatcher {
 public:
  explicit AffixMatcher(const TokenizerRules& rules) : rules_(&rules) {}
  [[nodiscard]] std::size_t prefix_length(std::string_view chunk);
  [[nodiscard]] std::size_t suffix_length(std::string_view chunk);
  [[nodiscard]] std::optional<Span> find_infix(std::string_view chunk, std::size_t from);
  [[nodiscard]] bool is_url(std::string_view chunk);

 private:
  const TokenizerRules* rules_;
  Regex::Matcher matcher_;
};

void write_tokenizer(PackWriter& writer, const SpacyFolder& folder);

}  // namespace hearsay
