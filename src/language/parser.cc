#include "language/parser.h"

#include <bit>
#include <limits>

namespace hearsay {

namespace {

constexpr unsigned bit(ParserMove move) { return 1u << static_cast<unsigned>(move); }

}  // namespace

void ParserState::reset(std::uint32_t count) {
  count_ = count;
  next_ = 0;
  stack_.clear();
  returned_.clear();
  head_.assign(count, kNoToken);
  label_.assign(count, {});
  last_left_.assign(count, kNoToken);
  last_right_.assign(count, kNoToken);
  right_before_.assign(count, kNoToken);
  flags_.assign(count, 0);
  if (count > 0) flags_[0] = kStartsSentence;
}

std::int32_t ParserState::buffer(std::size_t i) const {
  if (i < returned_.size()) return static_cast<std::int32_t>(returned_[returned_.size() - 1 - i]);
  const std::size_t at = next_ + (i - returned_.size());
  return at < count_ ? static_cast<std::int32_t>(at) : kNoToken;
}

unsigned ParserState::valid_moves() const {
  const std::uint32_t left = buffer_length();
  if (left == 0) return stack_.empty() ? 0 : bit(ParserMove::kReduce);
  const std::uint32_t b0 = static_cast<std::uint32_t>(buffer(0));
  unsigned valid = 0;
  if (stack_.empty()) {
    valid = bit(ParserMove::kShift);
  } else {
    valid = bit(ParserMove::kReduce);
    if ((flags_[b0] & kStartsSentence) == 0) {
      valid |= bit(ParserMove::kLeft) | bit(ParserMove::kRight);
      if (left >= 2 && (flags_[b0] & kUnshiftable) == 0) valid |= bit(ParserMove::kShift);
    }
  }
  if (left >= 2) {
    const std::uint32_t b1 = static_cast<std::uint32_t>(buffer(1));
    if (b1 == b0 + 1 && (flags_[b1] & kStartsSentence) == 0) valid |= bit(ParserMove::kBreak);
  }
  return valid;
}

void ParserState::push() {
  if (returned_.empty()) {
    stack_.push_back(next_++);
  } else {
    stack_.push_back(returned_.back());
    returned_.pop_back();
  }
}

void ParserState::add_arc(std::uint32_t head, std::uint32_t child, ArcLabel label) {
  if (head_[child] >= 0) {
    // Only a token on the stack can lose its head, and what its head got after it was reduced before it came to the
    // top: it is the last right child.
    const std::uint32_t old = static_cast<std::uint32_t>(head_[child]);
    if (last_right_[old] == static_cast<std::int32_t>(child)) last_right_[old] = right_before_[child];
  }
  if (head > child) {
    last_left_[head] = static_cast<std::int32_t>(child);
  } else {
    right_before_[child] = last_right_[head];
    last_right_[head] = static_cast<std::int32_t>(child);
  }
  head_[child] = static_cast<std::int32_t>(head);
  label_[child] = label;
}

void ParserState::apply(ParserMove move, ArcLabel label) {
  switch (move) {
    case ParserMove::kShift:
      push();
      break;
    case ParserMove::kReduce: {
      const std::uint32_t s0 = stack_.back();
      if (head_[s0] < 0 && stack_.size() > 1) {
        flags_[s0] |= kUnshiftable;
        returned_.push_back(s0);
      }
      stack_.pop_back();
      break;
    }
    case ParserMove::kLeft: {
      const std::uint32_t b0 = static_cast<std::uint32_t>(buffer(0));
      add_arc(b0, stack_.back(), label);
      flags_[b0] = static_cast<std::uint8_t>(flags_[b0] & ~kUnshiftable);
      stack_.pop_back();
      break;
    }
    case ParserMove::kRight:
      add_arc(stack_.back(), static_cast<std::uint32_t>(buffer(0)), label);
      push();
      break;
    case ParserMove::kBreak:
      flags_[static_cast<std::uint32_t>(buffer(1))] |= kStartsSentence;
      break;
  }
}

void ParserState::features(std::int32_t (&out)[8]) const {
  const auto latest = [](const std::vector<std::int32_t>& children, std::int32_t head) {
    return head < 0 ? kNoToken : children[static_cast<std::size_t>(head)];
  };
  out[0] = buffer(0);
  out[1] = buffer(1);
  out[2] = stack(0);
  out[3] = stack(1);
  out[4] = stack(2);
  out[5] = latest(last_left_, out[0]);
  out[6] = latest(last_left_, out[2]);
  out[7] = latest(last_right_, out[2]);
}

Status Parser::append(PackWriter& pack, const std::string& name, const TransitionWeights<ParserMove>& weights) {
  std::vector<PackedAction> actions;
  for (const Action<ParserMove>& action : weights.actions) {
    ArcLabel label;
    if (!action.label.empty()) {
      const Result<ArcLabel> known = arc_label_of(action.label);
      if (!known) return known.error();
      label = *known;
    }
    if (action.move > ParserMove::kBreak) return Error{ErrorCode::kModel, "an unknown move of the parser", "", {}};
    actions.push_back({static_cast<std::uint8_t>(action.move), static_cast<std::uint8_t>(label.dep),
                       static_cast<std::uint8_t>(label.head_dep), 0});
  }
  TransitionScorer::append(pack, name, weights);
  pack.add_array(name + ".actions", actions);
  return Done{};
}

Result<Parser> Parser::from(const PackReader& pack, const std::string& name) {
  Parser out;
  auto scorer = TransitionScorer::from(pack, name);
  if (!scorer) return scorer.error();
  out.scorer_ = *scorer;
  const auto actions = pack.array<PackedAction>(name + ".actions", out.scorer_.actions());
  if (!actions) return actions.error();
  out.actions_ = *actions;
  unsigned moves = 0;
  bool good = out.scorer_.features() == 8;
  for (const PackedAction& action : out.actions_) {
    good &= action.move <= static_cast<std::uint8_t>(ParserMove::kBreak) &&
            action.dep <= static_cast<std::uint8_t>(Dep::xcomp) &&
            action.head_dep <= static_cast<std::uint8_t>(Dep::xcomp);
    if (good) moves |= 1u << action.move;
  }
  if (!good || moves != kMoveSets - 1) {
    return Error{ErrorCode::kModel, "the pack's " + name + " has moves that this version does not know", "", {}};
  }
  const std::size_t padded = out.scorer_.padded_actions();
  out.penalties_.assign(kMoveSets * padded, -std::numeric_limits<float>::infinity());
  for (std::size_t set = 0; set < kMoveSets; ++set) {
    for (std::size_t a = 0; a < out.actions_.size(); ++a) {
      if ((set >> out.actions_[a].move & 1) != 0) out.penalties_[set * padded + a] = 0.0f;
    }
  }
  return out;
}

void Parser::parse(std::uint32_t first, const std::vector<std::uint8_t>& is_space, ParserScratch& scratch,
                   Tree& tree) const {
  const std::uint32_t count = static_cast<std::uint32_t>(is_space.size());
  ParserState& state = scratch.state;
  state.reset(count);
  while (!state.is_final()) {
    const unsigned valid = state.valid_moves();
    if (std::has_single_bit(valid) && (valid & (bit(ParserMove::kShift) | bit(ParserMove::kReduce))) != 0) {
      state.apply(static_cast<ParserMove>(std::countr_zero(valid)), {});  // no choice, so no need of scores
      continue;
    }
    std::int32_t features[8];
    state.features(features);
    for (std::int32_t& token : features) token = token < 0 ? token : token + static_cast<std::int32_t>(first);
    const std::uint32_t best = scratch.rows.best_action(features, penalties_.data() + valid * scorer_.padded_actions());
    if (best >= actions_.size()) {  // scores that are no numbers: a pack that lies about its weights
      state.give_up();
      break;
    }
    const PackedAction action = actions_[best];
    state.apply(static_cast<ParserMove>(action.move),
                {static_cast<Dep>(action.dep), static_cast<Dep>(action.head_dep)});
  }
  tree.reset(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::int32_t head = state.head(i);
    if (head >= 0) tree.head[i] = static_cast<std::uint32_t>(head);
    tree.label[i] = head >= 0 ? state.label(i) : root_;
  }
  set_edges(tree);
  deprojectivize(tree, is_space);
}

}  // namespace hearsay
