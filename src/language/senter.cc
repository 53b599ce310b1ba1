#include "language/senter.h"

#include <algorithm>

#include "language/panels.h"

namespace hearsay {

void Senter::append(PackWriter& pack, const std::string& name, const SenterWeights& weights,
                    const VectorWeights& vectors) {
  Tok2Vec::append(pack, name + ".tok2vec", weights.encoder, vectors);
  append_affine(
      pack, name, 2, weights.output.inputs,
      [&](std::uint32_t o, std::uint32_t k) {
        return weights.output.weights[std::size_t{o} * weights.output.inputs + k];
      },
      weights.output.bias);
}

Result<Senter> Senter::from(const PackReader& pack, const std::string& name) {
  Senter out;
  auto tok2vec = Tok2Vec::from(pack, name + ".tok2vec");
  if (!tok2vec) return tok2vec.error();
  out.tok2vec_ = std::move(*tok2vec);
  const auto output = affine_from(pack, name, 2, out.tok2vec_.width());
  if (!output) return output.error();
  out.output_ = *output;
  return out;
}

void Senter::find(std::span<const RawToken> tokens, std::span<const WordType> types, std::uint32_t unit_begin,
                  std::uint32_t unit_end, SenterScratch& s, std::vector<std::uint8_t>& sentence_start) const {
  sentence_start.assign(unit_end - unit_begin, 0);
  const std::size_t width = tok2vec_.width();
  for (std::uint32_t begin = unit_begin; begin < unit_end; begin += kMaxStretchTokens) {
    const std::uint32_t count = std::min(kMaxStretchTokens, unit_end - begin);
    s.vectors.resize(count * width);
    s.scores.resize(std::size_t{count} * output_.outputs);
    const Stretch stretch{begin, begin + count, unit_begin, unit_end};
    tok2vec_.run(tokens, types, {&stretch, 1}, s.tok2vec, s.vectors.data());
    kernels().affine(output_, s.vectors.data(), width, count, s.scores.data(), output_.outputs);
    for (std::uint32_t i = 0; i < count; ++i) {
      const float* scores = s.scores.data() + std::size_t{i} * output_.outputs;
      sentence_start[begin - unit_begin + i] = scores[1] > scores[0] ? 1 : 0;
    }
  }
  if (!sentence_start.empty()) sentence_start[0] = 1;
}

}  // namespace hearsay
