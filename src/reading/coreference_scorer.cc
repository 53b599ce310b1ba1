#include "reading/coreference_scorer.h"

#include <algorithm>
#include <cmath>

#include "language/encoder.h"

namespace hearsay {

namespace {

using Floats = std::span<const float>;

// Separate sums for separate outputs, each in the order of its inputs: any vector width gives the same bits.
void add_row(std::vector<float>& sum, Floats rows, std::size_t row) {
  const float* from = rows.data() + row * sum.size();
  for (std::size_t h = 0; h < sum.size(); ++h) sum[h] += from[h];
}

void add(std::vector<float>& sum, Floats more) {
  for (std::size_t h = 0; h < sum.size(); ++h) sum[h] += more[h];
}

float rectified(const std::vector<float>& sum, Floats out) {
  float score = 0;
  for (std::size_t h = 0; h < sum.size(); ++h) score += std::max(sum[h], 0.0F) * out[h];
  return score;
}

std::vector<float> applied(const Dense& layer, std::span<const Floats> vectors) {
  std::vector<float> x(vectors.size() * kEncoderWidth), y(vectors.size() * layer.stride());
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    if (vectors[i].size() == kEncoderWidth) std::copy(vectors[i].begin(), vectors[i].end(), &x[i * kEncoderWidth]);
  }
  layer.apply(x.data(), kEncoderWidth, vectors.size(), y.data());
  return y;
}

Error misshapen(const std::string& name) {
  return Error{ErrorCode::kModel, "the reader's weights have no " + name + " of the expected shape", ""};
}

Result<CoreferenceHead> head_of(const PackReader& pack, const std::string& kind) {
  constexpr std::size_t kMost = 1024;
  CoreferenceHead head;
  const auto read = [&](const char* name, std::size_t count) -> Result<std::vector<float>> {
    const std::string section = "heads/coref." + kind + "." + name;
    const auto values = pack.array<float>(section, count);
    if (!values) return misshapen(section);
    return std::vector<float>(values->begin(), values->end());
  };
  const auto size = [&](const char* name) -> std::size_t {
    const auto values = pack.array<float>("heads/coref." + kind + "." + name);
    return values && values->size() <= kMost ? values->size() : 0;
  };
  const std::size_t hidden = size("bias"), nobody = size("nobody_bias"), both = size("antecedent_bias");
  if (hidden == 0 || nobody == 0 || both <= hidden) return misshapen("coref." + kind + ".bias");
  head.hidden = hidden;
  head.nobody_hidden = nobody;
  head.rank = both - hidden;
  const std::size_t wide = hidden + nobody + head.rank;
  struct Row {
    const char* name;
    std::size_t count;
    std::vector<float>* to;
  };
  std::vector<float> shift, anaphor, anaphor_bias, antecedent, antecedent_bias;
  for (const Row& row :
       {Row{"rows", kCoreferenceFeatures * hidden, &head.rows}, Row{"bias", hidden, &head.bias},
        Row{"out", hidden, &head.out}, Row{"nobody_rows", kAnaphorFeatures * nobody, &head.nobody_rows},
        Row{"nobody_bias", nobody, &head.nobody_bias}, Row{"nobody_out", nobody, &head.nobody_out},
        Row{"nobody_shift", 1, &shift}, Row{"anaphor", wide * kEncoderWidth, &anaphor},
        Row{"anaphor_bias", wide, &anaphor_bias}, Row{"antecedent", both * kEncoderWidth, &antecedent},
        Row{"antecedent_bias", both, &antecedent_bias}}) {
    auto values = read(row.name, row.count);
    if (!values) return values.error();
    *row.to = *std::move(values);
  }
  head.nobody_shift = shift[0];
  head.anaphor = Dense(anaphor, anaphor_bias, static_cast<std::uint32_t>(wide), kEncoderWidth);
  head.antecedent = Dense(antecedent, antecedent_bias, static_cast<std::uint32_t>(both), kEncoderWidth);
  return head;
}

}  // namespace

Result<std::shared_ptr<const CoreferenceHeads>> coreference_heads_of(const PackReader& pack) {
  if (!pack.find("heads/coref.pronoun.rows")) return std::shared_ptr<const CoreferenceHeads>();
  auto pronoun = head_of(pack, "pronoun");
  if (!pronoun) return pronoun.error();
  auto noun = head_of(pack, "noun");
  if (!noun) return noun.error();
  return std::shared_ptr<const CoreferenceHeads>(
      std::make_shared<CoreferenceHeads>(CoreferenceHeads{*std::move(pronoun), *std::move(noun)}));
}

std::vector<std::vector<float>> CoreferenceScorer::projected(bool noun, std::span<const Floats> candidates) const {
  const CoreferenceHead& head = noun ? heads_.noun : heads_.pronoun;
  std::vector<std::vector<float>> out(candidates.size());
  if (head.rank == 0) return out;
  const std::vector<float> rows = applied(head.antecedent, candidates);
  const std::size_t stride = head.antecedent.stride();
  for (std::size_t i = 0; i < out.size(); ++i) out[i].assign(&rows[i * stride], &rows[i * stride] + stride);
  return out;
}

std::vector<float> CoreferenceScorer::scores(bool noun, const Features& alone, const std::vector<Features>& pairs,
                                             Floats anaphor, std::span<const Floats> candidates) const {
  const CoreferenceHead& head = noun ? heads_.noun : heads_.pronoun;
  std::vector<float> mine = head.bias, nobody = head.nobody_bias, x;
  for (const auto f : alone) {
    add_row(mine, head.rows, f);
    add_row(nobody, head.nobody_rows, f);
  }
  Floats query;
  if (head.rank > 0) {
    x = applied(head.anaphor, std::span(&anaphor, 1));
    const Floats all(x);
    add(mine, all);
    add(nobody, all.subspan(head.hidden));
    query = all.subspan(head.hidden + head.nobody_hidden, head.rank);
  }
  const float scale = head.rank > 0 ? 1.0F / std::sqrt(static_cast<float>(head.rank)) : 0.0F;
  std::vector<float> out;
  out.reserve(pairs.size() + 1);
  std::vector<float> sum;
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    sum = mine;
    for (const auto f : pairs[k]) add_row(sum, head.rows, f);
    float form = 0;
    if (head.rank > 0) {
      add(sum, candidates[k]);
      const Floats key = candidates[k].subspan(head.hidden, head.rank);
      for (std::size_t r = 0; r < head.rank; ++r) form += query[r] * key[r];
    }
    out.push_back(rectified(sum, head.out) + form * scale);
  }
  out.push_back(rectified(nobody, head.nobody_out) + head.nobody_shift);
  return out;
}

}  // namespace hearsay
