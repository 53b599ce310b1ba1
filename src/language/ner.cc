#include "language/ner.h"

#include <limits>

namespace hearsay {

namespace {

constexpr std::size_t kLabels = static_cast<std::size_t>(EntityLabel::WORK_OF_ART) + 1;

}  // namespace

Status EntityRecognizer::append(PackWriter& pack, const std::string& name,
                                const TransitionWeights<EntityMove>& weights) {
  std::vector<PackedAction> actions;
  for (const Action<EntityMove>& action : weights.actions) {
    const std::optional<EntityLabel> label = entity_label_of(action.label);
    if (!label) {
      return Error{ErrorCode::kModel, "this version of hearsay does not know the entity label " + action.label, "", {}};
    }
    if (action.move > EntityMove::kOut) return Error{ErrorCode::kModel, "an unknown move of the entities", "", {}};
    actions.push_back({static_cast<std::uint8_t>(action.move), static_cast<std::uint8_t>(*label)});
  }
  TransitionScorer::append(pack, name, weights);
  pack.add_array(name + ".actions", actions);
  return Done{};
}

Result<EntityRecognizer> EntityRecognizer::from(const PackReader& pack, const std::string& name) {
  EntityRecognizer out;
  auto scorer = TransitionScorer::from(pack, name);
  if (!scorer) return scorer.error();
  out.scorer_ = *scorer;
  const auto actions = pack.array<PackedAction>(name + ".actions", out.scorer_.actions());
  if (!actions) return actions.error();
  out.actions_ = *actions;
  bool good = out.scorer_.features() == 3;
  for (const PackedAction& action : out.actions_) {
    good &= action.move <= static_cast<std::uint8_t>(EntityMove::kOut) && action.label < kLabels;
  }
  if (!good) {
    return Error{ErrorCode::kModel, "the pack's " + name + " has moves that this version does not know", "", {}};
  }
  const std::size_t padded = out.scorer_.padded_actions();
  constexpr float kNever = -std::numeric_limits<float>::infinity();
  out.outside_.assign(2 * padded, kNever);
  out.inside_.assign(kLabels * padded, kNever);
  for (std::size_t a = 0; a < out.actions_.size(); ++a) {
    const auto [move, label] = out.actions_[a];
    switch (static_cast<EntityMove>(move)) {
      case EntityMove::kBegin:
        if (label != 0) out.outside_[padded + a] = 0.0f;
        break;
      case EntityMove::kUnit:  // `U-`, without a label, is for preset entities alone
        if (label != 0) out.outside_[a] = out.outside_[padded + a] = 0.0f;
        break;
      case EntityMove::kOut:
        out.outside_[a] = out.outside_[padded + a] = 0.0f;
        break;
      case EntityMove::kIn:
      case EntityMove::kLast:
        if (label != 0) out.inside_[label * padded + a] = 0.0f;
        break;
      case EntityMove::kMissing:
        break;
    }
  }
  return out;
}

void EntityRecognizer::recognize(std::uint32_t first, const std::vector<std::uint8_t>& is_space,
                                 const std::vector<std::uint8_t>& sentence_start, TokenRows& rows,
                                 std::vector<EntityRange>& out) const {
  const std::uint32_t count = static_cast<std::uint32_t>(is_space.size());
  const std::size_t padded = scorer_.padded_actions();
  bool open = false;
  EntityRange entity;
  for (std::uint32_t i = 0; i < count; ++i) {
    const bool goes_on = i + 1 < count && sentence_start[i + 1] == 0;
    const std::int32_t here = static_cast<std::int32_t>(first + i);
    if (open) {
      bool last = !goes_on;  // then L is the only valid move
      if (goes_on) {
        const std::int32_t features[3] = {here, static_cast<std::int32_t>(first + entity.begin), here - 1};
        const std::size_t label = static_cast<std::size_t>(entity.label);
        const std::uint32_t best = rows.best_action(features, inside_.data() + label * padded);
        last = best >= actions_.size() || actions_[best].move == static_cast<std::uint8_t>(EntityMove::kLast);
      }
      if (last) {
        entity.end = i + 1;
        out.push_back(entity);
        open = false;
      }
      continue;
    }
    if (is_space[i] != 0) continue;  // O is the only valid move
    const std::int32_t features[3] = {here, kNoToken, kNoToken};
    const std::uint32_t best = rows.best_action(features, outside_.data() + (goes_on ? padded : 0));
    if (best >= actions_.size()) continue;
    const EntityMove move = static_cast<EntityMove>(actions_[best].move);
    if (move == EntityMove::kOut) continue;
    entity = {i, i + 1, static_cast<EntityLabel>(actions_[best].label)};
    if (move == EntityMove::kUnit) {
      out.push_back(entity);
    } else {
      open = true;
    }
  }
}

}  // namespace hearsay
