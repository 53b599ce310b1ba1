// The heads beside a naive twin of train/reader/heads.py in double, and the best labelling beside all labellings.
#include "reading/reader_heads.h"

#include <cmath>
#include <random>

#include "gtest/gtest.h"

namespace hearsay {
namespace {

constexpr std::uint32_t kRank = 16;
constexpr std::uint32_t kFar = 24, kBuckets = 2 * kFar + 1;

struct Weights {
  std::vector<float> label, label_bias, query, query_bias, key, key_bias, gap, act, act_bias;
};

std::vector<float> numbers(std::mt19937& random, std::size_t n) {
  std::uniform_real_distribution<float> real(-.3F, .3F);
  std::vector<float> out(n);
  for (float& x : out) x = real(random);
  return out;
}

Weights weights() {
  std::mt19937 random(3);
  Weights w;
  w.label = numbers(random, 9 * kEncoderWidth);
  w.label_bias = numbers(random, 9);
  w.query = numbers(random, std::size_t{4} * kRank * 2 * kEncoderWidth);
  w.query_bias = numbers(random, std::size_t{4} * kRank);
  w.key = numbers(random, std::size_t{4} * kRank * kEncoderWidth);
  w.key_bias = numbers(random, std::size_t{4} * kRank);
  w.gap = numbers(random, std::size_t{4} * kBuckets);
  w.act = numbers(random, std::size_t{21} * 2 * kEncoderWidth);
  w.act_bias = numbers(random, 21);
  return w;
}

struct alignas(64) Aligned {
  char bytes[64];
};

// A pack in memory of the heads alone.
class Packed {
 public:
  explicit Packed(const Weights& w, const std::string& without = "") {
    PackWriter pack;
    const auto add = [&](const std::string& name, const std::vector<float>& values) {
      if (name != without) pack.add_array("heads/" + name, values);
    };
    add("label.weight", w.label);
    add("label.bias", w.label_bias);
    add("query.weight", w.query);
    add("query.bias", w.query_bias);
    add("key.weight", w.key);
    add("key.bias", w.key_bias);
    add("gap", w.gap);
    add("act.weight", w.act);
    add("act.bias", w.act_bias);
    add("calibration", {-.5F, .25F, .5F, 1});
    const std::string bytes = pack.bytes();
    storage_.resize((bytes.size() + 63) / 64);
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(storage_.data()));
    size_ = bytes.size();
  }
  [[nodiscard]] Result<PackReader> reader() const {
    return PackReader::from_bytes({reinterpret_cast<const char*>(storage_.data()), size_});
  }

 private:
  std::vector<Aligned> storage_;
  std::size_t size_ = 0;
};

Encoding encoding(std::uint32_t words) {
  std::mt19937 random(5);
  Encoding e;
  for (std::uint32_t i = 0; i < words; ++i) e.words.push_back({i * 3, i * 3 + 2});
  e.vectors = numbers(random, std::size_t{words} * kEncoderWidth);
  for (float& x : e.vectors) x *= 4;
  e.windows = {{0, 0, words / 3}, {1, words / 3, words}};
  return e;
}

double dot(const float* a, const float* b, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

int bucket(int begin, int last, int word) {
  const int after = word - last, before = begin - word;
  const int size = std::max({after, before, 0});
  int b = size;
  if (size > 8) b = 8 + std::min(16, static_cast<int>(4 * std::log2(size / 8.0)));
  return (after > 0 ? b : -b) + static_cast<int>(kFar);
}

TEST(ReaderHeads, ScoresAreThoseOfTheNaiveTwin) {
  const Weights w = weights();
  const Packed packed(w);
  const auto pack = packed.reader();
  ASSERT_TRUE(pack.ok());
  const auto heads = ReaderHeads::from(*pack);
  ASSERT_TRUE(heads.ok()) << heads.error().describe();
  const Encoding e = encoding(450);
  const auto labels = heads->labels(e);
  ASSERT_EQ(labels.size(), 450U);
  for (std::uint32_t i = 0; i < 450; i += 37)
    for (std::uint32_t r = 0; r < 3; ++r)
      for (std::uint32_t y = 0; y < 3; ++y)
        EXPECT_NEAR(labels[i][r][y],
                    dot(e.vector(i).data(), w.label.data() + (r * 3 + y) * kEncoderWidth, kEncoderWidth) +
                        static_cast<double>(w.label_bias[r * 3 + y]),
                    1e-4);

  const WordRange window{150, 450};
  const std::vector<WordRange> with_another = {{20, 22}, {150, 151}, {200, 203}, {449, 450}};
  const std::vector<WordRange> cues(with_another.begin() + 1, with_another.end());
  const auto cued = heads->cued(e, labels, window, cues, heads->queries(e, with_another), 1);
  ASSERT_EQ(cued.size(), cues.size());
  const auto acts = heads->acts(e, cues);
  ASSERT_EQ(acts.size(), cues.size());
  for (std::size_t c = 0; c < cues.size(); ++c) {
    const auto score = [&](std::uint32_t act) {
      const float* row = w.act.data() + std::size_t{act} * 2 * kEncoderWidth;
      return dot(e.vector(cues[c].begin).data(), row, kEncoderWidth) +
             dot(e.vector(cues[c].end - 1).data(), row + kEncoderWidth, kEncoderWidth) +
             static_cast<double>(w.act_bias[act]);
    };
    std::uint32_t best = 0;
    for (std::uint32_t act = 1; act < 21; ++act) best = score(act) > score(best) ? act : best;
    double sum = 0;
    for (std::uint32_t act = 0; act < 21; ++act) sum += std::exp(score(act) - score(best));
    if (std::abs(1 / sum - .75) > 1e-3) {
      EXPECT_EQ(acts[c], 1 / sum < .75 ? 20U : best) << c;
    }
  }
  for (std::size_t c = 0; c < cues.size(); ++c) {
    ASSERT_EQ(cued[c].source.size(), 300U);
    ASSERT_EQ(cued[c].content.size(), 300U);
    for (std::uint32_t i = 150; i < 450; i += 7) {
      for (std::uint32_t r = 0; r < 4; ++r) {
        double s = 0;
        for (std::uint32_t k = r * kRank; k < (r + 1) * kRank; ++k) {
          const float* q = w.query.data() + std::size_t{k} * 2 * kEncoderWidth;
          const double query = dot(e.vector(cues[c].begin).data(), q, kEncoderWidth) +
                               dot(e.vector(cues[c].end - 1).data(), q + kEncoderWidth, kEncoderWidth) +
                               static_cast<double>(w.query_bias[k]);
          const double key = dot(e.vector(i).data(), w.key.data() + std::size_t{k} * kEncoderWidth, kEncoderWidth) +
                             static_cast<double>(w.key_bias[k]);
          s += query * key;
        }
        const int b = bucket(static_cast<int>(cues[c].begin), static_cast<int>(cues[c].end) - 1, static_cast<int>(i));
        s = s / std::sqrt(kRank) + static_cast<double>(w.gap[r * kBuckets + static_cast<std::uint32_t>(b)]);
        const auto& base = labels[i][r < 2 ? kSourceRole : kContentRole];
        const auto& mine = r < 2 ? cued[c].source[i - 150] : cued[c].content[i - 150];
        EXPECT_NEAR(mine[r % 2 + 1], static_cast<double>(base[r % 2 + 1]) + s, 1e-3) << c << " " << i << " " << r;
        EXPECT_EQ(mine[0], base[0]);
      }
    }
  }
}

TEST(ReaderHeads, ProbabilityIsTheFittedCurve) {
  const Packed packed(weights());
  const auto pack = packed.reader();
  ASSERT_TRUE(pack.ok());
  const auto heads = ReaderHeads::from(*pack);
  ASSERT_TRUE(heads.ok());
  const auto logit = [](double p) { return std::log(p / (1 - p)); };
  for (const auto& p : {std::array{.9, .8, .7}, std::array{.5, .5, .5}, std::array{.999, .01, .6}}) {
    const double x = -.5 + .25 * logit(p[0]) + .5 * logit(p[1]) + logit(p[2]);
    EXPECT_NEAR(heads->calibrated(p[0], p[1], p[2]), 1 / (1 + std::exp(-x)), 1e-9);
  }
  EXPECT_LE(heads->calibrated(1, 1, 1), 1);
  EXPECT_GE(heads->calibrated(0, 0, 0), 0);
}

TEST(ReaderHeads, WhatIsMissingIsNamed) {
  for (const char* name :
       {"label.weight", "label.bias", "query.weight", "key.bias", "key.weight", "gap", "act.bias", "calibration"}) {
    const Packed packed(weights(), name);
    const auto pack = packed.reader();
    ASSERT_TRUE(pack.ok());
    const auto heads = ReaderHeads::from(*pack);
    ASSERT_FALSE(heads.ok()) << name;
    EXPECT_NE(heads.error().message.find(std::string(name).substr(0, 3)), std::string::npos);
  }
}

TEST(BestRanges, IsTheBestOfAllLabellings) {
  std::mt19937 random(11);
  std::uniform_real_distribution<float> real(-2, 2);
  for (int round = 0; round < 300; ++round) {
    const std::size_t n = 1 + static_cast<std::size_t>(round % 7);
    std::vector<BioScores> scores(n);
    for (BioScores& s : scores) s = {real(random), real(random), real(random)};
    double best = -1e9, next = -1e9;
    std::vector<int> winner, loser;
    std::size_t all = 1;
    for (std::size_t i = 0; i < n; ++i) all *= 3;
    for (std::size_t code = 0; code < all; ++code) {
      std::vector<int> y(n);
      std::size_t rest = code;
      double sum = 0;
      bool well_formed = true;
      for (std::size_t i = 0; i < n; ++i, rest /= 3) {
        y[i] = static_cast<int>(rest % 3);
        well_formed &= y[i] != 2 || (i > 0 && y[i - 1] != 0);
        sum += static_cast<double>(scores[i][static_cast<std::size_t>(y[i])]);
      }
      if (!well_formed) continue;
      if (sum > best) {
        next = best, loser = winner;
        best = sum, winner = y;
      } else if (sum > next) {
        next = sum, loser = y;
      }
    }
    const auto ranges_of = [&](const std::vector<int>& y) {
      std::vector<WordRange> ranges;
      for (std::size_t i = 0; i < n; ++i) {
        if (y[i] == 1) ranges.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1)});
        if (y[i] == 2) ranges.back().end = static_cast<std::uint32_t>(i + 1);
      }
      return ranges;
    };
    const std::vector<WordRange> expected = ranges_of(winner);
    const RunnerUpRanges second = second_best_ranges(scores);
    EXPECT_EQ(second.words, ranges_of(loser));
    EXPECT_NEAR(second.odds, std::exp(next - best), 1e-9);
    const auto found = best_ranges(scores);
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].words, expected[i]);
      EXPECT_LE(found[i].least_ln, found[i].mean_ln);
      EXPECT_LT(found[i].mean_ln, 0);
    }
  }
  EXPECT_TRUE(best_ranges({}).empty());
  EXPECT_EQ(second_best_ranges({}).odds, 0);
}

}  // namespace
}  // namespace hearsay
