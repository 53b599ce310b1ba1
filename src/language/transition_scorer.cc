#include "language/transition_scorer.h"

#include <algorithm>

#include "language/panels.h"

namespace hearsay {

namespace {

struct Shape {
  std::uint32_t width;  // of the token vectors
  std::uint32_t features;
  std::uint32_t hidden;
  std::uint32_t pieces;
  std::uint32_t actions;
};

}  // namespace

void TransitionScorer::append(PackWriter& pack, const std::string& name, const Layers& w) {
  const Shape shape{w.project.inputs, w.features, w.hidden, w.pieces, w.upper.outputs};
  pack.add_array(name + ".shape", std::vector<Shape>{shape});
  append_affine(
      pack, name + ".project", w.hidden, w.project.inputs,
      [&](std::uint32_t o, std::uint32_t k) { return w.project.weights[std::size_t{o} * w.project.inputs + k]; },
      w.project.bias);

  const std::uint32_t share = w.hidden * w.pieces;
  std::vector<std::uint32_t> row_at(share);  // place in [group][piece][16] -> (o, p) row
  for (std::uint32_t o = 0; o < w.hidden; ++o) {
    for (std::uint32_t p = 0; p < w.pieces; ++p) row_at[piece_place(o, p, w.pieces)] = o * w.pieces + p;
  }
  append_affine(
      pack, name + ".lower", w.features * share, w.hidden,
      [&](std::uint32_t at, std::uint32_t k) {
        return w.lower[(std::size_t{at / share} * share + row_at[at % share]) * w.hidden + k];
      },
      std::vector<float>(std::size_t{w.features} * share, 0.0f));
  std::vector<float> pad(std::size_t{w.features} * share);
  for (std::uint32_t at = 0; at < pad.size(); ++at) pad[at] = w.lower_pad[at / share * share + row_at[at % share]];
  pack.add_array(name + ".pad", pad);
  pack.add_array(name + ".hidden", maxout_bias(w.lower_bias, w.hidden, w.pieces));

  const std::uint32_t padded = rounded_up(w.upper.outputs, kGroup);
  std::vector<float> upper(std::size_t{padded} * w.hidden, 0.0f), bias(padded, 0.0f);
  for (std::uint32_t o = 0; o < w.upper.outputs; ++o) {
    bias[o] = w.upper.bias[o];
    for (std::uint32_t k = 0; k < w.hidden; ++k) {
      upper[std::size_t{k} * padded + o] = w.upper.weights[std::size_t{o} * w.hidden + k];
    }
  }
  pack.add_array(name + ".upper.w", upper);
  pack.add_array(name + ".upper.b", bias);
}

Result<TransitionScorer> TransitionScorer::from(const PackReader& pack, const std::string& name) {
  const auto shapes = pack.array<Shape>(name + ".shape", 1);
  if (!shapes) return shapes.error();
  const Shape shape = shapes->front();
  if (shape.width == 0 || shape.width > kMaxSumOutputs || shape.features == 0 || shape.features > kMaxFeatures ||
      shape.hidden == 0 || shape.hidden % (2 * kGroup) != 0 || shape.hidden > kMaxSumOutputs ||
      (shape.pieces != 2 && shape.pieces != 3) || shape.actions == 0 || shape.actions > kMaxScoreGroups * kGroup) {
    return Error{ErrorCode::kModel, "the pack's " + name + " has a shape that the kernels lack", "", {}};
  }
  TransitionScorer out;
  out.features_ = shape.features;
  out.actions_ = shape.actions;
  out.share_ = shape.hidden * shape.pieces;
  const auto project = affine_from(pack, name + ".project", shape.hidden, shape.width);
  if (!project) return project.error();
  out.project_ = *project;
  const auto lower = affine_from(pack, name + ".lower", shape.features * out.share_, shape.hidden);
  if (!lower) return lower.error();
  out.lower_ = *lower;
  const auto pad = pack.array<float>(name + ".pad", std::size_t{shape.features} * out.share_);
  if (!pad) return pad.error();
  out.pad_ = pad->data();
  const auto bias = pack.array<float>(name + ".hidden", out.share_);
  if (!bias) return bias.error();
  out.hidden_ = {shape.hidden, shape.pieces, 0, nullptr, bias->data(), nullptr, nullptr};
  const std::uint32_t padded = rounded_up(shape.actions, kGroup);
  const auto upper = pack.array<float>(name + ".upper.w", std::size_t{padded} * shape.hidden);
  if (!upper) return upper.error();
  const auto upper_bias = pack.array<float>(name + ".upper.b", padded);
  if (!upper_bias) return upper_bias.error();
  out.upper_ = {padded / kGroup, shape.hidden, upper->data(), upper_bias->data()};
  return out;
}

TokenRows::TokenRows(const TransitionScorer& scorer)
    : scorer_(&scorer),
      rows_(std::size_t{kHeldRows} * scorer.lower_.outputs),
      remade_(std::size_t{scorer.features_} * scorer.share_),
      hidden_(scorer.hidden_.outputs) {}

void TokenRows::reset(const float* projected, std::uint32_t count) {
  projected_ = projected;
  count_ = count;
  made_ = 0;
}

const float* TokenRows::share_of(std::uint32_t token, std::uint32_t feature) {
  const TransitionScorer& s = *scorer_;
  const std::size_t width = s.project_.outputs;
  while (token >= made_) {
    const std::uint32_t block = std::min(kBlock, count_ - made_);
    kernels().affine(s.lower_, projected_ + made_ * width, width, block,
                     rows_.data() + std::size_t{made_ % kHeldRows} * s.lower_.outputs, s.lower_.outputs);
    made_ += block;
  }
  if (made_ <= token / kBlock * kBlock + kHeldRows) {  // the block that would overwrite its own is not begun
    return rows_.data() + std::size_t{token % kHeldRows} * s.lower_.outputs + std::size_t{feature} * s.share_;
  }
  // The panels of one feature are a layer by themselves, since shares are a multiple of 32.
  float* remade = remade_.data() + std::size_t{feature} * s.share_;
  const std::size_t first = std::size_t{feature} * s.share_;
  const AffineLayer one{s.share_, s.lower_.inputs, s.lower_.panels + first * s.lower_.inputs, s.lower_.bias + first};
  kernels().affine(one, projected_ + token * width, width, 1, remade, s.share_);
  return remade;
}

std::uint32_t TokenRows::best_action(const std::int32_t* feature_tokens, const float* penalty) {
  const TransitionScorer& s = *scorer_;
  const float* addends[kMaxFeatures];
  // Rows of later tokens are made first: making a block must not overwrite a row that an earlier feature points to.
  std::int32_t last = 0;
  for (std::uint32_t f = 0; f < s.features_; ++f) last = std::max(last, feature_tokens[f]);
  if (static_cast<std::uint32_t>(last) >= made_) (void)share_of(static_cast<std::uint32_t>(last), 0);
  for (std::uint32_t f = 0; f < s.features_; ++f) {
    addends[f] = feature_tokens[f] < 0 ? s.pad_ + std::size_t{f} * s.share_
                                       : share_of(static_cast<std::uint32_t>(feature_tokens[f]), f);
  }
  kernels().sum_maxout(s.hidden_, addends, s.features_, nullptr, hidden_.data());
  return kernels().best_score(s.upper_, hidden_.data(), penalty);
}

}  // namespace hearsay
