#include "language/tagger.h"

#include <limits>

#include "language/panels.h"

namespace hearsay {

Status Tagger::append(PackWriter& pack, const std::string& name, const LinearWeights& weights,
                      const std::vector<std::string>& tags) {
  std::vector<std::uint8_t> packed;
  for (const std::string& tag : tags) {
    const std::optional<Tag> known = tag_of(tag);
    if (!known) return Error{ErrorCode::kModel, "this version of hearsay does not know the tag " + tag, "", {}};
    packed.push_back(static_cast<std::uint8_t>(*known));
  }
  pack.add_array(name + ".tags", packed);
  append_affine(
      pack, name, weights.outputs, weights.inputs,
      [&](std::uint32_t o, std::uint32_t k) { return weights.weights[std::size_t{o} * weights.inputs + k]; },
      weights.bias);
  return Done{};
}

Result<Tagger> Tagger::from(const PackReader& pack, const std::string& name, std::uint32_t width) {
  Tagger out;
  const auto tags = pack.array<std::uint8_t>(name + ".tags");
  if (!tags) return tags.error();
  for (const std::uint8_t tag : *tags) {
    if (tag > static_cast<std::uint8_t>(Tag::OpenQuote)) {
      return Error{ErrorCode::kModel, "the pack has tags that this version does not know", "", {}};
    }
    out.tags_.push_back(static_cast<Tag>(tag));
  }
  if (out.tags_.empty()) return Error{ErrorCode::kModel, "the pack's tagger has no tags", "", {}};
  const auto layer = affine_from(pack, name, static_cast<std::uint32_t>(out.tags_.size()), width);
  if (!layer) return layer.error();
  out.layer_ = *layer;
  out.penalty_.assign(out.layer_.outputs, -std::numeric_limits<float>::infinity());
  std::fill_n(out.penalty_.begin(), out.tags_.size(), 0.0f);
  return out;
}

void Tagger::tag(const float* vectors, std::size_t count, std::vector<float>& scores, std::vector<Tag>& out) const {
  scores.resize(count * layer_.outputs);
  kernels().affine(layer_, vectors, layer_.inputs, count, scores.data(), layer_.outputs);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t best =
        kernels().first_maximum(scores.data() + i * layer_.outputs, penalty_.data(), layer_.outputs / kGroup);
    out.push_back(best < tags_.size() ? tags_[best] : tags_.front());
  }
}

}  // namespace hearsay
