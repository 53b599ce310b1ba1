// The judge of coreference beside a naive twin, and what the search for antecedents looks at.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <string>

#include "language/encoder.h"
#include "reading/coreference_scorer.h"

namespace hearsay {
namespace {

std::vector<float> random_floats(std::mt19937& random, std::size_t count) {
  std::vector<float> out(count);
  for (float& x : out) x = static_cast<float>(random() % 2001) / 1000.0F - 1.0F;
  return out;
}

// A head, and its layers as plain matrices [outputs][inputs].
struct Twin {
  CoreferenceHead head;
  std::vector<float> anaphor, anaphor_bias, antecedent, antecedent_bias;
};

Twin random_head(std::mt19937& random, std::size_t hidden, std::size_t nobody, std::size_t rank) {
  Twin twin;
  CoreferenceHead& head = twin.head;
  head.hidden = hidden;
  head.nobody_hidden = nobody;
  head.rank = rank;
  head.rows = random_floats(random, kCoreferenceFeatures * hidden);
  head.bias = random_floats(random, hidden);
  head.out = random_floats(random, hidden);
  head.nobody_rows = random_floats(random, kAnaphorFeatures * nobody);
  head.nobody_bias = random_floats(random, nobody);
  head.nobody_out = random_floats(random, nobody);
  head.nobody_shift = random_floats(random, 1)[0];
  if (rank == 0) return twin;
  twin.anaphor = random_floats(random, (hidden + nobody + rank) * kEncoderWidth);
  twin.anaphor_bias = random_floats(random, hidden + nobody + rank);
  twin.antecedent = random_floats(random, (hidden + rank) * kEncoderWidth);
  twin.antecedent_bias = random_floats(random, hidden + rank);
  head.anaphor =
      Dense(twin.anaphor, twin.anaphor_bias, static_cast<std::uint32_t>(hidden + nobody + rank), kEncoderWidth);
  head.antecedent =
      Dense(twin.antecedent, twin.antecedent_bias, static_cast<std::uint32_t>(hidden + rank), kEncoderWidth);
  return twin;
}

// One output of a layer, in double precision.
double output(const std::vector<float>& matrix, const std::vector<float>& bias, std::size_t o,
              const std::vector<float>& x) {
  double sum = static_cast<double>(bias[o]);
  for (std::size_t k = 0; k < x.size(); ++k)
    sum += static_cast<double>(x[k]) * static_cast<double>(matrix[o * kEncoderWidth + k]);
  return sum;
}

// The formulas of the header, one term after the other.
double pair_score(const Twin& t, const Features& alone, const Features& pair, const std::vector<float>& x,
                  const std::vector<float>& y) {
  const CoreferenceHead& h = t.head;
  const auto of_x = [&](std::size_t o) { return h.rank > 0 ? output(t.anaphor, t.anaphor_bias, o, x) : 0.0; };
  const auto of_y = [&](std::size_t o) { return h.rank > 0 ? output(t.antecedent, t.antecedent_bias, o, y) : 0.0; };
  double score = 0;
  for (std::size_t o = 0; o < h.hidden; ++o) {
    double sum = static_cast<double>(h.bias[o]);
    for (const auto f : alone) sum += static_cast<double>(h.rows[f * h.hidden + o]);
    for (const auto f : pair) sum += static_cast<double>(h.rows[f * h.hidden + o]);
    score += std::max(sum + of_x(o) + of_y(o), 0.0) * static_cast<double>(h.out[o]);
  }
  double form = 0;
  for (std::size_t r = 0; r < h.rank; ++r) form += of_x(h.hidden + h.nobody_hidden + r) * of_y(h.hidden + r);
  return h.rank > 0 ? score + form / std::sqrt(static_cast<double>(h.rank)) : score;
}

double nobody_score(const Twin& t, const Features& alone, const std::vector<float>& x) {
  const CoreferenceHead& h = t.head;
  double score = static_cast<double>(h.nobody_shift);
  for (std::size_t o = 0; o < h.nobody_hidden; ++o) {
    double sum = static_cast<double>(h.nobody_bias[o]);
    for (const auto f : alone) sum += static_cast<double>(h.nobody_rows[f * h.nobody_hidden + o]);
    if (h.rank > 0) sum += output(t.anaphor, t.anaphor_bias, h.hidden + o, x);
    score += std::max(sum, 0.0) * static_cast<double>(h.nobody_out[o]);
  }
  return score;
}

TEST(CoreferenceScorer, scores_as_its_formulas_do) {
  std::mt19937 random(7);
  for (const std::size_t rank : {0, 48}) {
    const Twin pronoun = random_head(random, 16, 8, rank), of_noun = random_head(random, 12, 6, rank);
    const CoreferenceHeads heads{pronoun.head, of_noun.head};
    const CoreferenceScorer scorer(heads);
    for (const bool noun : {false, true}) {
      const Twin& head = noun ? of_noun : pronoun;
      const Features alone = {0, 7, static_cast<std::uint16_t>(kAnaphorFeatures - 1)};
      std::vector<Features> pairs;
      std::vector<std::vector<float>> vectors;
      std::vector<std::span<const float>> views;
      for (int k = 0; k < 5; ++k) {
        Features pair;
        for (int f = 0; f < 9; ++f) {
          pair.push_back(
              static_cast<std::uint16_t>(kAnaphorFeatures + random() % (kCoreferenceFeatures - kAnaphorFeatures)));
        }
        pairs.push_back(pair);
        vectors.push_back(random_floats(random, kEncoderWidth));
      }
      const std::vector<std::span<const float>> all(vectors.begin(), vectors.end());
      const std::vector<std::vector<float>> projected = scorer.projected(noun, all);
      for (const auto& v : projected) views.emplace_back(v);
      const std::vector<float> x = random_floats(random, kEncoderWidth);
      const std::vector<float> scores = scorer.scores(noun, alone, pairs, x, views);
      ASSERT_EQ(scores.size(), pairs.size() + 1);
      for (std::size_t k = 0; k < pairs.size(); ++k)
        EXPECT_NEAR(scores[k], pair_score(head, alone, pairs[k], x, vectors[k]), 2e-2) << k;
      EXPECT_NEAR(scores.back(), nobody_score(head, alone, x), 2e-2);
    }
  }
}

TEST(CoreferenceScorer, a_word_without_a_vector_has_zeros) {
  std::mt19937 random(8);
  const CoreferenceHeads heads{random_head(random, 16, 8, 48).head, random_head(random, 16, 8, 48).head};
  const CoreferenceScorer scorer(heads);
  const std::vector<float> zeros(kEncoderWidth, 0.0F);
  const std::span<const float> none, zero(zeros);
  const std::vector<std::vector<float>> both = scorer.projected(false, std::vector{none, zero});
  const std::vector<float>& of_none = both[0];
  EXPECT_EQ(of_none, both[1]);
  const std::vector<std::span<const float>> candidates = {of_none};
  const std::vector<Features> pairs = {{kAnaphorFeatures}};
  EXPECT_EQ(scorer.scores(false, {1}, pairs, none, candidates), scorer.scores(false, {1}, pairs, zero, candidates));
}

void add_sections(PackWriter& pack, const std::string& kind, const Twin& t, std::string_view without) {
  const auto put = [&](const char* name, const std::vector<float>& values) {
    const std::string section = "heads/coref." + kind + "." + name;
    if (section != without) pack.add_array(section, values);
  };
  put("rows", t.head.rows);
  put("bias", t.head.bias);
  put("out", t.head.out);
  put("nobody_rows", t.head.nobody_rows);
  put("nobody_bias", t.head.nobody_bias);
  put("nobody_out", t.head.nobody_out);
  put("nobody_shift", {t.head.nobody_shift});
  put("anaphor", t.anaphor);
  put("anaphor_bias", t.anaphor_bias);
  put("antecedent", t.antecedent);
  put("antecedent_bias", t.antecedent_bias);
}

struct PackInMemory {
  explicit PackInMemory(const PackWriter& writer) {
    const std::string bytes = writer.bytes();
    lines.resize((bytes.size() + sizeof(Line) - 1) / sizeof(Line));
    std::memcpy(lines.data(), bytes.data(), bytes.size());
    view = {reinterpret_cast<const char*>(lines.data()), bytes.size()};
  }
  struct alignas(kPackAlignment) Line {
    char bytes[kPackAlignment];
  };
  std::vector<Line> lines;
  std::string_view view;
};

TEST(CoreferenceHeads, come_out_of_a_pack_as_they_went_in) {
  std::mt19937 random(9);
  const Twin pronoun = random_head(random, 16, 8, 48), noun = random_head(random, 12, 6, 32);
  PackWriter writer;
  add_sections(writer, "pronoun", pronoun, "");
  add_sections(writer, "noun", noun, "");
  const PackInMemory memory(writer);
  const auto pack = PackReader::from_bytes(memory.view);
  ASSERT_TRUE(pack.ok());
  const auto read = coreference_heads_of(*pack);
  ASSERT_TRUE(read.ok()) << read.error().describe();
  ASSERT_NE(*read, nullptr);
  const CoreferenceHeads direct{pronoun.head, noun.head};
  const std::vector<float> x = random_floats(random, kEncoderWidth), y = random_floats(random, kEncoderWidth);
  for (const bool of_noun : {false, true}) {
    const CoreferenceScorer a(direct), b(**read);
    const std::span<const float> candidate(y);
    const std::vector<float> projected = a.projected(of_noun, std::span(&candidate, 1))[0];
    EXPECT_EQ(projected, b.projected(of_noun, std::span(&candidate, 1))[0]);
    const std::vector<std::span<const float>> candidates = {projected};
    const std::vector<Features> pairs = {{kAnaphorFeatures, kCoreferenceFeatures - 1}};
    EXPECT_EQ(a.scores(of_noun, {2}, pairs, x, candidates), b.scores(of_noun, {2}, pairs, x, candidates));
  }
}

TEST(CoreferenceHeads, a_pack_may_have_none_but_not_some) {
  std::mt19937 random(10);
  const Twin pronoun = random_head(random, 16, 8, 48), noun = random_head(random, 16, 8, 48);
  PackWriter none;
  none.add("other", "x");
  const PackInMemory empty(none);
  const auto without = PackReader::from_bytes(empty.view);
  ASSERT_TRUE(without.ok());
  const auto nothing = coreference_heads_of(*without);
  ASSERT_TRUE(nothing.ok());
  EXPECT_EQ(*nothing, nullptr);
  for (const char* missing : {"heads/coref.pronoun.out", "heads/coref.noun.rows", "heads/coref.noun.antecedent_bias",
                              "heads/coref.pronoun.nobody_shift", "heads/coref.noun.anaphor"}) {
    PackWriter writer;
    add_sections(writer, "pronoun", pronoun, missing);
    add_sections(writer, "noun", noun, missing);
    const PackInMemory memory(writer);
    const auto pack = PackReader::from_bytes(memory.view);
    ASSERT_TRUE(pack.ok());
    const auto read = coreference_heads_of(*pack);
    ASSERT_FALSE(read.ok()) << missing;
    EXPECT_EQ(read.error().code, ErrorCode::kModel);
  }
}

TEST(CoreferenceFeatures, each_block_has_its_own_numbers) {
  std::vector<bool> used(kCoreferenceFeatures, false);
  for (std::size_t b = 0; b < static_cast<std::size_t>(Block::kCount); ++b) {
    for (std::size_t value = 0; value < kBlocks[b].size; ++value) {
      Features out;
      add(out, static_cast<Block>(b), value);
      ASSERT_LT(out.at(0), kCoreferenceFeatures);
      EXPECT_FALSE(used[out[0]]) << kBlocks[b].name;
      used[out[0]] = true;
      EXPECT_EQ(out[0] < kAnaphorFeatures, b < static_cast<std::size_t>(Block::kind_of_form)) << kBlocks[b].name;
    }
    Features last, beyond;
    add(last, static_cast<Block>(b), kBlocks[b].size - 1u);
    add(beyond, static_cast<Block>(b), 1000);
    EXPECT_EQ(last, beyond) << "the last value is “or more”: " << kBlocks[b].name;
  }
  EXPECT_TRUE(std::all_of(used.begin(), used.end(), [](bool u) { return u; }));
}

TEST(CoreferenceWeights, are_of_these_features) {
  const CoreferenceHeads& heads = coreference_heads();
  for (const CoreferenceHead* h : {&heads.pronoun, &heads.noun}) {
    EXPECT_EQ(h->rank, 0u);
    EXPECT_EQ(h->rows.size(), kCoreferenceFeatures * h->hidden);
    EXPECT_EQ(h->nobody_rows.size(), kAnaphorFeatures * h->nobody_hidden);
  }
}

}  // namespace
}  // namespace hearsay
