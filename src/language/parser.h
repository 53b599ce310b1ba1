// Parser: heads, labels and sentences of a unit, by spaCy's arc-eager transitions with BREAK and unshift.
//
// Ownership: the Parser is views of the pack, shared by all threads; ParserScratch belongs to one thread.
// Threads: as said. Units: token indices within the unit.
// Fails: from() on a pack that does not fit together or has labels or moves that this version does not know. Parsing
// cannot fail. Linear: each token is shifted, unshifted, reduced and broken before at most once each. Facts: spaCy 3.8
// _state.pxd, arc_eager.pyx; the table of moves is in the design (language.md, 1.8).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "language/transition_scorer.h"
#include "language/tree.h"
#include "language/weights.h"

namespace hearsay {

// The configuration of the transition system: what is on the stack and in the buffer, and the arcs so far.
class ParserState {
 public:
  // Start: everything in the buffer. The first token begins a sentence.
  void reset(std::uint32_t count);

  [[nodiscard]] bool is_final() const { return stack_.empty() && buffer_length() == 0; }
  // Bit 1 << move for each move that is valid.
  [[nodiscard]] unsigned valid_moves() const;
  // REQUIRES: the move is valid.
  void apply(ParserMove move, ArcLabel label);
  // Ends it, arcs as they are.
  void give_up() {
    stack_.clear();
    returned_.clear();
    next_ = count_;
  }

  // B0 B1 S0 S1 S2, the latest left child of B0 and of S0, the latest right child of S0; kNoToken where there is none.
  void features(std::int32_t (&out)[8]) const;

  [[nodiscard]] std::int32_t head(std::uint32_t token) const { return head_[token]; }
  [[nodiscard]] ArcLabel label(std::uint32_t token) const { return label_[token]; }

 private:
  static constexpr std::uint8_t kStartsSentence = 1;
  static constexpr std::uint8_t kUnshiftable = 2;

  [[nodiscard]] std::uint32_t buffer_length() const {
    return count_ - next_ + static_cast<std::uint32_t>(returned_.size());
  }
  [[nodiscard]] std::int32_t stack(std::size_t i) const {
    return i < stack_.size() ? static_cast<std::int32_t>(stack_[stack_.size() - 1 - i]) : kNoToken;
  }
  [[nodiscard]] std::int32_t buffer(std::size_t i) const;
  void add_arc(std::uint32_t head, std::uint32_t child, ArcLabel label);
  void push();

  std::uint32_t count_ = 0;
  std::uint32_t next_ = 0;  // first token never read
  std::vector<std::uint32_t> stack_;
  std::vector<std::uint32_t> returned_;  // tokens put back in front of the buffer, last one first
  std::vector<std::int32_t> head_;
  std::vector<ArcLabel> label_;
  std::vector<std::int32_t> last_left_, last_right_;
  std::vector<std::int32_t> right_before_;  // the right child its head got before it
  std::vector<std::uint8_t> flags_;
};

struct ParserScratch;

class Parser {
 public:
  static Status append(PackWriter& pack, const std::string& name, const TransitionWeights<ParserMove>& weights);
  [[nodiscard]] static Result<Parser> from(const PackReader& pack, const std::string& name);

  [[nodiscard]] const TransitionScorer& scorer() const { return scorer_; }

  // Parses tokens that TokenRows was reset to, beginning at `first` there; `is_space` has an entry for each token of
  // the unit. The tree is complete: deprojectivized, with edges and sentence starts.
  void parse(std::uint32_t first, const std::vector<std::uint8_t>& is_space, ParserScratch& scratch, Tree& tree) const;

 private:
  static constexpr std::size_t kMoveSets = 32;
  struct PackedAction {
    std::uint8_t move = 0;
    std::uint8_t dep = 0;
    std::uint8_t head_dep = 0;
    std::uint8_t unused = 0;
  };
  TransitionScorer scorer_;
  std::span<const PackedAction> actions_;
  std::vector<float> penalties_;  // [set of valid moves][padded actions]
  ArcLabel root_{Dep::ROOT, Dep::None};
};

struct ParserScratch {
  explicit ParserScratch(const Parser& parser) : rows(parser.scorer()) {}
  TokenRows rows;
  ParserState state;
};

}  // namespace hearsay
