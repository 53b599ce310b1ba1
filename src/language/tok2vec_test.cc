// Tok2vec against a plain twin in double precision, written from spaCy's formulas without any of the savings; and that
// a token's bits depend on its unit alone.
#include "language/tok2vec.h"

#include <gtest/gtest.h>

#include <cmath>

#include "language/synthetic_pipeline.h"

namespace hearsay {
namespace {

using Row = std::vector<double>;

Row maxout_norm(const MaxoutWeights& w, const Row& x) {
  Row out(w.outputs);
  double mean = 0, variance = 0;
  for (std::uint32_t o = 0; o < w.outputs; ++o) {
    double best = -1e300;
    for (std::uint32_t p = 0; p < w.pieces; ++p) {
      double sum = w.bias[o * w.pieces + p];
      for (std::uint32_t k = 0; k < w.inputs; ++k) {
        sum += x[k] * double{w.weights[(std::size_t{o} * w.pieces + p) * w.inputs + k]};
      }
      best = std::max(best, sum);
    }
    out[o] = best;
    mean += best / w.outputs;
  }
  for (const double y : out) variance += (y - mean) * (y - mean) / w.outputs;
  for (std::uint32_t o = 0; o < w.outputs; ++o) {
    out[o] = (out[o] - mean) / std::sqrt(variance + 1e-8) * double{w.gain[o]} + double{w.shift[o]};
  }
  return out;
}

std::uint64_t rotl(std::uint64_t x, int r) { return (x << r) | (x >> (64 - r)); }
std::uint64_t mix64(std::uint64_t x) {
  x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdULL;
  x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

Row embedding(const EncoderWeights& w, const VectorWeights& vectors, const WordType& type, bool space) {
  Row concatenated;
  for (const HashColumn& column : w.columns) {
    std::uint64_t id = 0;
    switch (column.attribute) {
      case Attribute::kNorm:
        id = type.norm;
        break;
      case Attribute::kPrefix:
        id = type.prefix;
        break;
      case Attribute::kSuffix:
        id = type.suffix;
        break;
      case Attribute::kShape:
        id = type.shape;
        break;
      case Attribute::kSpacy:
        id = space;
        break;
      case Attribute::kIsSpace:
        id = type.is_space;
        break;
      default:
        ADD_FAILURE();
    }
    std::uint64_t a = (rotl(id * 0x87c37b91114253d5ULL, 31) * 0x4cf5ad432745937fULL) ^ column.seed ^ 8;
    std::uint64_t b = std::uint64_t{column.seed} ^ 8;
    a += b;
    b += a;
    a = mix64(a);
    b = mix64(b);
    a += b;
    b += a;
    Row sum(w.width, 0.0);
    for (const std::uint64_t h : {a & 0xffffffff, a >> 32, b & 0xffffffff, b >> 32}) {
      for (std::uint32_t o = 0; o < w.width; ++o) sum[o] += double{column.table[h % column.rows * w.width + o]};
    }
    concatenated.insert(concatenated.end(), sum.begin(), sum.end());
  }
  if (!w.static_projection.empty()) {
    for (std::uint32_t o = 0; o < w.width; ++o) {
      double sum = 0;
      for (std::uint32_t k = 0; k < vectors.width && type.vector_row != kNoVector; ++k) {
        sum += double{w.static_projection[o * vectors.width + k]} *
               double{vectors.data[type.vector_row * vectors.width + k]};
      }
      concatenated.push_back(sum);
    }
  }
  return maxout_norm(w.mix, concatenated);
}

// with_array(pad = depth): depth zero rows on both sides, all rows computed in all layers.
std::vector<Row> tok2vec_of_unit(const EncoderWeights& w, const VectorWeights& vectors, const MadeUpTokens& in,
                                 TokenRange unit) {
  const std::size_t depth = w.layers.size();
  std::vector<Row> rows(depth, Row(w.width, 0.0));
  for (std::uint32_t i = unit.begin; i < unit.end; ++i) {
    rows.push_back(embedding(w, vectors, in.types[in.tokens[i].type], in.tokens[i].space_after));
  }
  rows.insert(rows.end(), depth, Row(w.width, 0.0));
  for (const MaxoutWeights& layer : w.layers) {
    std::vector<Row> next;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Row zero(w.width, 0.0);
      const Row& left = i > 0 ? rows[i - 1] : zero;
      const Row& right = i + 1 < rows.size() ? rows[i + 1] : zero;
      Row window = left;
      window.insert(window.end(), rows[i].begin(), rows[i].end());
      window.insert(window.end(), right.begin(), right.end());
      Row y = maxout_norm(layer, window);
      for (std::uint32_t o = 0; o < w.width; ++o) y[o] += rows[i][o];
      next.push_back(std::move(y));
    }
    rows = std::move(next);
  }
  return {rows.begin() + static_cast<std::ptrdiff_t>(depth), rows.end() - static_cast<std::ptrdiff_t>(depth)};
}

std::vector<Stretch> whole_units(const MadeUpTokens& in) {
  std::vector<Stretch> out;
  for (const TokenRange unit : in.units) out.push_back({unit.begin, unit.end, unit.begin, unit.end});
  return out;
}

TEST(Tok2Vec, is_what_the_plain_formulas_give) {
  const PipelineWeights weights = made_up_pipeline(3);
  const PackedNetwork packed(weights);
  const MadeUpTokens in(4, {1, 2, 3, 4, 5, 9, 17});
  struct Row3 {
    const EncoderWeights* weights;
    const Tok2Vec* tok2vec;
  };
  for (const auto& [encoder, tok2vec] : {Row3{&weights.tok2vec, &packed.network.tok2vec()},
                                         Row3{&weights.entity_tok2vec, &packed.network.entity_tok2vec()}}) {
    Tok2VecScratch scratch(*tok2vec);
    std::vector<float> out(in.tokens.size() * encoder->width);
    tok2vec->run(in.tokens, in.types, whole_units(in), scratch, out.data());
    for (const TokenRange unit : in.units) {
      const std::vector<Row> expected = tok2vec_of_unit(*encoder, weights.vectors, in, unit);
      for (std::uint32_t i = unit.begin; i < unit.end; ++i) {
        for (std::uint32_t o = 0; o < encoder->width; ++o) {
          ASSERT_NEAR(out[i * encoder->width + o], expected[i - unit.begin][o], 1e-4) << "token " << i << " of " << o;
        }
      }
    }
  }
}

TEST(Tok2Vec, a_tokens_bits_depend_on_its_unit_alone) {
  const PackedNetwork packed(made_up_pipeline(5));
  const MadeUpTokens in(6, {40, 1, 7, 120, 3, 2, 4, 33});
  const Tok2Vec& tok2vec = packed.network.tok2vec();
  const std::size_t width = tok2vec.width();
  Tok2VecScratch scratch(tok2vec);
  std::vector<float> together(in.tokens.size() * width);
  tok2vec.run(in.tokens, in.types, whole_units(in), scratch, together.data());
  // Each unit by itself with a fresh cache; then cut into stretches of every small length, the cache warm.
  for (const TokenRange unit : in.units) {
    const std::size_t count = unit.end - unit.begin;
    std::vector<float> alone(count * width);
    Tok2VecScratch fresh(tok2vec);
    const Stretch whole{unit.begin, unit.end, unit.begin, unit.end};
    tok2vec.run(in.tokens, in.types, {&whole, 1}, fresh, alone.data());
    ASSERT_EQ(std::memcmp(alone.data(), together.data() + unit.begin * width, count * width * sizeof(float)), 0);
    for (std::uint32_t step = 1; step <= 12; ++step) {
      std::vector<Stretch> pieces;
      for (std::uint32_t b = unit.begin; b < unit.end; b += step) {
        pieces.push_back({b, std::min(b + step, unit.end), unit.begin, unit.end});
      }
      std::vector<float> cut(count * width);
      tok2vec.run(in.tokens, in.types, pieces, scratch, cut.data());
      ASSERT_EQ(std::memcmp(cut.data(), alone.data(), count * width * sizeof(float)), 0) << "stretches of " << step;
    }
  }
}

TEST(Tok2Vec, a_full_cache_changes_nothing) {
  const PackedNetwork packed(made_up_pipeline(7));
  const MadeUpTokens in(8, std::vector<std::uint32_t>(60, 400), 20000);  // 2.4 times as many types as are kept
  const Tok2Vec& tok2vec = packed.network.entity_tok2vec();
  const std::size_t width = tok2vec.width();
  Tok2VecScratch scratch(tok2vec);
  std::vector<float> used(400 * width), fresh(400 * width);
  for (const TokenRange unit : in.units) {
    const Stretch whole{unit.begin, unit.end, unit.begin, unit.end};
    tok2vec.run(in.tokens, in.types, {&whole, 1}, scratch, used.data());
  }
  const TokenRange last = in.units.back();
  const Stretch whole{last.begin, last.end, last.begin, last.end};
  Tok2VecScratch other(tok2vec);
  tok2vec.run(in.tokens, in.types, {&whole, 1}, other, fresh.data());
  EXPECT_EQ(used, fresh);
  scratch.forget();
  tok2vec.run(in.tokens, in.types, {&whole, 1}, scratch, used.data());
  EXPECT_EQ(used, fresh);
}

}  // namespace
}  // namespace hearsay
