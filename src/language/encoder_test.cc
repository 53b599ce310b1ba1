// The encoder on the synthetic reader (no model needed): torch's vectors, a twin in double precision, every instruction
// set against the scalar one to the bit, a window alone and in any batch, threads.
#include "language/encoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <numbers>
#include <sstream>
#include <thread>

#include "language/half.h"
#include "language/language.h"
#include "language/synthetic_reader.h"

namespace hearsay {
namespace {

const synthetic::ReaderFixture& fixture() {
  static const synthetic::ReaderFixture one(HEARSAY_SOURCE_DIR);
  return one;
}
std::shared_ptr<const EncoderModel> model() {
  EXPECT_TRUE(fixture().status.ok()) << fixture().status.error().describe();
  return fixture().model;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    out += static_cast<char>(std::stoi(std::string(text.substr(i + 2, 2)), nullptr, 16));
    i += 3;
  }
  return out;
}

// --- The twin: one window, in doubles, straight from the definition. ---

using Matrix = std::vector<std::vector<double>>;

struct Twin {
  const TransformerWeights& w;
  bool quantized;  // inputs of products rounded to 8 bits, as the encoder has them

  std::vector<double> input(const std::vector<double>& x) const {
    if (!quantized) return x;
    double most = 0;
    for (const double v : x) most = std::max(most, std::abs(v));
    std::vector<double> out;
    for (const double v : x) out.push_back(most > 0 ? std::nearbyint(v * 127 / most) * most / 127 : 0.0);
    return out;
  }
  Matrix product(const EncoderMatrix& m, const Matrix& rows) const {
    Matrix out;
    for (const auto& row : rows) {
      const std::vector<double> x = input(row);
      auto& y = out.emplace_back(m.outputs);
      for (std::size_t o = 0; o < m.outputs; ++o) {
        double sum = 0;
        for (std::size_t k = 0; k < m.inputs; ++k) {
          sum += x[k] * m.panels[((o / 16 * (m.inputs / 4) + k / 4) * 16 + o % 16) * 4 + k % 4];
        }
        y[o] = sum * double{m.scale[o]} + double{m.bias[o]};
      }
    }
    return out;
  }
  void norm(const EncoderNorm& n, Matrix& rows) const {
    for (auto& x : rows) {
      double mean = 0, variance = 0;
      for (const double v : x) mean += v / static_cast<double>(x.size());
      for (const double v : x) variance += (v - mean) * (v - mean) / static_cast<double>(x.size());
      for (std::size_t o = 0; o < x.size(); ++o) {
        x[o] = (x[o] - mean) / std::sqrt(variance + 1e-12) * double{n.gain[o]} + double{n.shift[o]};
      }
    }
  }
  static void add(Matrix& to, const Matrix& from) {
    for (std::size_t r = 0; r < to.size(); ++r) {
      for (std::size_t o = 0; o < to[r].size(); ++o) to[r][o] += from[r][o];
    }
  }
  Matrix attention(const Matrix& qkv) const {
    Matrix out(qkv.size(), std::vector<double>(w.width));
    for (std::size_t h = 0; h < w.heads; ++h) {
      for (std::size_t i = 0; i < qkv.size(); ++i) {
        std::vector<double> p;
        double total = 0;
        for (const auto& key : qkv) {
          double score = 0;
          for (std::size_t d = h * 32; d < h * 32 + 32; ++d) score += qkv[i][d] * key[w.width + d];
          p.push_back(std::exp2(score));  // the pack's queries carry log2(e) / sqrt(32)
          total += p.back();
        }
        for (std::size_t j = 0; j < qkv.size(); ++j) {
          for (std::size_t d = h * 32; d < h * 32 + 32; ++d) out[i][d] += p[j] / total * qkv[j][2 * w.width + d];
        }
      }
    }
    return out;
  }
  Matrix operator()(const std::vector<std::uint32_t>& ids) const {
    Matrix x;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      auto& row = x.emplace_back();
      for (std::size_t o = 0; o < w.width; ++o) {
        row.push_back(double{half_to_float(w.words[ids[i] * w.width + o])} +
                      double{half_to_float(w.positions[i * w.width + o])});
      }
    }
    norm(w.norm, x);
    for (std::size_t l = 0; l < w.layer_count; ++l) {
      const TransformerLayer& layer = w.layers[l];
      add(x, product(layer.out, attention(product(layer.qkv, x))));
      norm(layer.norm1, x);
      Matrix inner = product(layer.up, x);
      for (auto& row : inner) {
        for (double& v : row) v = v / 2 * (1 + std::erf(v / std::numbers::sqrt2));
      }
      add(x, product(layer.down, inner));
      norm(layer.norm2, x);
    }
    return x;
  }
};

std::vector<std::uint32_t> ids_of(const std::string& text, WordPieces& pieces) {
  const WordPiece& tokenizer = model()->parts().tokenizer;
  pieces.clear();
  tokenizer.tokenize(text, 0, pieces);
  std::vector<std::uint32_t> ids = {tokenizer.cls()};
  ids.insert(ids.end(), pieces.ids.begin(), pieces.ids.end());
  ids.push_back(tokenizer.sep());
  return ids;
}

struct TorchWord {
  std::vector<double> first;
  double length = 0;
};
// Text -> its words, in the order of the file.
std::vector<std::pair<std::string, std::vector<TorchWord>>> torch_rows() {
  std::ifstream in(HEARSAY_SOURCE_DIR "/tests/data/language/encoder.tsv", std::ios::binary);
  std::vector<std::pair<std::string, std::vector<TorchWord>>> out;
  for (std::string line; std::getline(in, line);) {
    const std::size_t a = line.find('\t'), b = line.find('\t', a + 1);
    const std::string text = unescaped(line.substr(0, a));
    if (out.empty() || out.back().first != text) out.emplace_back(text, std::vector<TorchWord>());
    TorchWord word;
    std::istringstream numbers(line.substr(a + 1, b - a - 1));
    for (double v = 0; numbers >> v;) word.first.push_back(v);
    word.length = std::stod(line.substr(b + 1));
    out.back().second.push_back(word);
  }
  return out;
}

// Without rounding to 8 bits the twin is torch's network; with it the encoder is near.
TEST(Encoder, is_torchs_network_up_to_rounding) {
  const auto rows = torch_rows();
  ASSERT_EQ(rows.size(), 5u);
  const Twin twin{model()->parts().weights, false};
  Encoder encoder(model());
  for (const auto& [text, words] : rows) {
    WordPieces pieces;
    const Matrix x = twin(ids_of(text, pieces));
    const Span all[] = {{0, static_cast<std::uint32_t>(text.size())}};
    const Encoding found = encoder.encode(text, all);
    ASSERT_EQ(found.words.size(), words.size()) << text;
    ASSERT_EQ(pieces.words.size(), words.size()) << text;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::vector<double>& v = x[1 + pieces.words[i].first];
      double length = 0;
      for (const double y : v) length += y * y;
      EXPECT_NEAR(std::sqrt(length), words[i].length, 1e-4);
      ASSERT_EQ(words[i].first.size(), 8u);
      EXPECT_EQ(found.words[i], pieces.words[i].span);
      for (std::size_t o = 0; o < 8; ++o) {
        EXPECT_NEAR(v[o], words[i].first[o], 1e-4) << text << " word " << i;
        EXPECT_NEAR(double{found.vector(i)[o]}, words[i].first[o], 0.1) << text << " word " << i;
      }
    }
  }
}

// --- The same bits. ---

std::vector<const EncoderKernels*> vector_kernels() {
  std::vector<const EncoderKernels*> out;
  for (const std::string_view isa : {"avx2", "avxvnni", "avx512", "avx512vnni", "amx"}) {
    if (const EncoderKernels* kernels = encoder_kernels_of(isa)) out.push_back(kernels);
  }
  return out;
}

struct Batch {
  std::vector<std::uint32_t> ids, windows, wanted;
};

std::vector<float> run(const EncoderKernels& kernels, const Batch& batch, const TransformerWeights& weights) {
  std::vector<float> out(batch.wanted.size() * kEncoderWidth);
  const std::size_t size = kernels.scratch_bytes(weights, batch.ids.size());
  const std::string rubbish(size, '\x7f');  // scratch memory of any content
  const synthetic::Bytes scratch(rubbish);
  kernels.run(weights,
              {batch.ids.data(), batch.windows.data(), batch.windows.size() - 1, batch.wanted.data(),
               batch.wanted.size(), out.data()},
              scratch.data);
  return out;
}

std::vector<float> run(const EncoderKernels& kernels, const Batch& batch) {
  return run(kernels, batch, model()->parts().weights);
}

testing::AssertionResult same_bits(std::span<const float> a, std::span<const float> b) {
  if (a.size() != b.size()) return testing::AssertionFailure() << a.size() << " and " << b.size() << " numbers";
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::memcmp(&a[i], &b[i], sizeof(float)) != 0) {
      return testing::AssertionFailure() << "differ at " << i << ": " << a[i] << " and " << b[i];
    }
  }
  return testing::AssertionSuccess();
}

// Windows of these lengths; a third of the rows is not wanted.
Batch batch_of(const std::vector<std::uint32_t>& lengths, std::uint64_t seed) {
  Batch out;
  out.windows.push_back(0);
  const std::uint32_t vocabulary = model()->parts().tokenizer.size();
  for (const std::uint32_t length : lengths) {
    for (std::uint32_t i = 0; i < length; ++i) {
      const auto row = static_cast<std::uint32_t>(out.ids.size());
      if (synthetic::number(seed, row) % 3 != 0) out.wanted.push_back(row);
      out.ids.push_back(static_cast<std::uint32_t>(synthetic::number(seed + 1, row) % vocabulary));
    }
    out.windows.push_back(static_cast<std::uint32_t>(out.ids.size()));
  }
  return out;
}

double distance(std::span<const float> found, const Matrix& twin, const Batch& batch) {
  double sum = 0;
  for (std::size_t i = 0; i < batch.wanted.size(); ++i) {
    for (std::size_t o = 0; o < kEncoderWidth; ++o) {
      sum += std::pow(double{found[i * kEncoderWidth + o]} - twin[batch.wanted[i]][o], 2);
    }
  }
  return std::sqrt(sum / static_cast<double>(found.size()));
}

// Where a number lies near a half, float and double round it to different integers, and each such case moves some
// that come after. After one layer that is little; after two it is a good part of what rounding costs at all.
TEST(EncoderKernels, are_the_twin_with_rounding) {
  TransformerWeights weights = model()->parts().weights;
  struct Row {
    std::size_t layers;
    double rest, rounding;  // root mean squares; the numbers themselves have 1
  };
  for (const Row& row : {Row{1, 1.2e-3, 1e-2}, Row{2, 6e-3, 1.2e-2}}) {
    weights.layer_count = row.layers;
    const Twin rounded{weights, true}, plain{weights, false};
    for (const std::uint32_t length : {3u, 20u, 75u}) {
      const Batch batch = batch_of({length}, 5);
      const std::vector<float> found = run(*encoder_kernels_of("scalar"), batch, weights);
      EXPECT_LT(distance(found, rounded(batch.ids), batch), row.rest) << row.layers << " layers, " << length << " rows";
      EXPECT_LT(distance(found, plain(batch.ids), batch), row.rounding);
    }
  }
}

TEST(EncoderKernels, give_the_same_bits_on_every_instruction_set) {
  std::vector<std::uint32_t> all_tails;
  for (std::uint32_t n = 1; n <= 40; n += 3) all_tails.push_back(n);
  const std::vector<std::uint32_t> rows[] = {{1}, {3, 15}, {16, 17, 31}, {48, 49}, all_tails, {382}};
  for (const auto& lengths : rows) {
    const Batch batch = batch_of(lengths, 7 * lengths.size());
    const std::vector<float> reference = run(*encoder_kernels_of("scalar"), batch);
    EXPECT_TRUE(std::all_of(reference.begin(), reference.end(), [](float x) { return std::isfinite(x); }));
    for (const EncoderKernels* kernels : vector_kernels()) {
      EXPECT_TRUE(same_bits(run(*kernels, batch), reference))
          << kernels->isa << ", " << lengths.size() << " windows, the last of " << lengths.back();
    }
  }
}

TEST(EncoderKernels, a_window_alone_has_the_bits_that_it_has_in_any_batch) {
  std::vector<const EncoderKernels*> all = vector_kernels();
  all.push_back(encoder_kernels_of("scalar"));
  for (const EncoderKernels* kernels : all) {
    const Batch batch = batch_of({5, 37, 1, 16, 70, 33}, 99);
    const std::vector<float> together = run(*kernels, batch);
    std::size_t seen = 0;
    for (std::size_t i = 0; i + 1 < batch.windows.size(); ++i) {
      Batch one;
      one.ids.assign(batch.ids.begin() + batch.windows[i], batch.ids.begin() + batch.windows[i + 1]);
      one.windows = {0, static_cast<std::uint32_t>(one.ids.size())};
      for (const std::uint32_t row : batch.wanted) {
        if (row >= batch.windows[i] && row < batch.windows[i + 1]) one.wanted.push_back(row - batch.windows[i]);
      }
      const std::vector<float> alone = run(*kernels, one);
      EXPECT_TRUE(same_bits(alone, std::span(together).subspan(seen, alone.size()))) << kernels->isa << " window " << i;
      seen += alone.size();
    }
    EXPECT_EQ(seen, together.size());
  }
}

// Of 127 and 127 side by side vpmaddubsw would lose the upper half.
TEST(EncoderPack, rounds_heavy_pairs_again_to_a_coarser_scale) {
  const synthetic::ReaderFixture heavy(HEARSAY_SOURCE_DIR, 127);
  ASSERT_TRUE(heavy.status.ok()) << heavy.status.error().describe();
  for (const TransformerLayer& layer : heavy.model->parts().layers) {
    for (const EncoderMatrix* m : {&layer.qkv, &layer.out, &layer.up, &layer.down}) EXPECT_TRUE(pairs_fit(*m));
  }
  // Tensor 1 is the first layer's queries, keys and values; tensor 2 their scales. Queries carry a factor.
  const EncoderMatrix& m = heavy.model->parts().layers[0].qkv;
  const auto place = [&m](std::size_t o, std::size_t k) {
    return ((o / 16 * (m.inputs / 4) + k / 4) * 16 + o % 16) * 4 + k % 4;
  };
  for (std::size_t o = kEncoderWidth; o < m.outputs; ++o) {
    const double scale = 0x1p-10 * (1 + double{synthetic::fraction(2, o)});
    std::int32_t sum = 0;
    for (std::size_t k = 0; k < m.inputs; ++k) {
      const double weight = static_cast<int>(synthetic::number(1, o * m.inputs + k) % 255) - 127;
      EXPECT_NEAR(double{m.scale[o]} * m.panels[place(o, k)], scale * weight, double{m.scale[o]} * .5001);
      sum += m.panels[place(o, k)];
    }
    EXPECT_EQ(m.sums[o], sum);
  }
  // One more on the heaviest pair is too much.
  std::vector<std::int8_t> panels(m.panels, m.panels + std::size_t{m.outputs} * m.inputs);
  panels[place(7, 10)] = 64, panels[place(7, 11)] = 64;
  EXPECT_TRUE(pairs_fit({m.outputs, m.inputs, panels.data(), m.scale, m.bias, m.sums}));
  panels[place(7, 11)] = 65;
  EXPECT_FALSE(pairs_fit({m.outputs, m.inputs, panels.data(), m.scale, m.bias, m.sums}));
  panels[place(7, 10)] = -64, panels[place(7, 11)] = -65;
  EXPECT_FALSE(pairs_fit({m.outputs, m.inputs, panels.data(), m.scale, m.bias, m.sums}));
}

TEST(EncoderKernels, an_unknown_instruction_set_has_no_table) {
  EXPECT_EQ(encoder_kernels_of("neon"), nullptr);
  ASSERT_NE(encoder_kernels_of("scalar"), nullptr);
  EXPECT_NE(encoder_kernels_of(active_encoder_isa()), nullptr);
}

// --- Texts. ---

// Every line a range.
std::vector<Span> lines_of(const std::string& text) {
  std::vector<Span> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end + 1;
  }
  return out;
}

std::string some_lines() {
  std::string text;
  const char* words[] = {"said", "the",       "minister",     "caf\u00e9", "un-affable",
                         "2019", "(reports)", "\u9996\u76f8", ","};
  for (std::uint64_t line = 0; line < 60; ++line) {
    for (std::uint64_t i = 0; i < line * line % 71; ++i) {
      text += words[synthetic::number(line, i) % std::size(words)];
      text += ' ';
    }
    text += '\n';
  }
  return text;
}

TEST(Encoder, ranges_may_overlap_and_come_in_any_order) {
  const std::string text = some_lines();
  std::vector<Span> ranges = lines_of(text);
  ranges.push_back({ranges[7].begin, ranges[12].end});
  std::reverse(ranges.begin(), ranges.end());
  Encoder encoder(model());
  const Encoding all = encoder.encode(text, ranges);
  ASSERT_EQ(all.vectors.size(), all.words.size() * kEncoderWidth);
  ASSERT_FALSE(all.windows.empty());
  std::uint32_t word = 0, range = 0;
  for (const Encoding::Window& window : all.windows) {
    EXPECT_EQ(window.begin, word);
    EXPECT_GE(window.range, range);
    word = window.end;
    range = window.range;
    const Encoding one = encoder.encode(text, std::span(&ranges[window.range], 1));
    ASSERT_EQ(one.windows.size(), 1u);
    ASSERT_EQ(one.words.size(), window.end - window.begin);
    EXPECT_TRUE(std::equal(one.words.begin(), one.words.end(), all.words.begin() + window.begin));
    EXPECT_TRUE(same_bits(
        one.vectors, std::span(all.vectors).subspan(window.begin * std::size_t{kEncoderWidth}, one.vectors.size())));
    for (std::uint32_t w = window.begin; w < window.end; ++w) EXPECT_TRUE(ranges[window.range].contains(all.words[w]));
  }
  EXPECT_EQ(word, all.words.size());
}

TEST(Encoder, a_long_range_is_cut_between_words) {
  WordPieces pieces;
  model()->parts().tokenizer.tokenize("unaffable", 0, pieces);
  ASSERT_EQ(pieces.ids.size(), 3u);
  constexpr std::size_t kWindow = kMaxWindowPieces / 3, kWords = 2 * kWindow + 50;
  std::string text;
  for (std::size_t i = 0; i < kWords; ++i) text += "unaffable ";
  const Span all[] = {{0, static_cast<std::uint32_t>(text.size())}};
  Encoder encoder(model());
  const Encoding found = encoder.encode(text, all);
  ASSERT_EQ(found.words.size(), kWords);
  ASSERT_EQ(found.windows.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(found.windows[i].range, 0u);
    EXPECT_EQ(found.windows[i].begin, i * kWindow);
    EXPECT_EQ(found.windows[i].end, std::min((i + 1) * kWindow, kWords));
  }
  // Each window is a text of its own: equal windows, equal vectors.
  EXPECT_TRUE(same_bits(std::span(found.vectors).first(kWindow * kEncoderWidth),
                        std::span(found.vectors).subspan(kWindow * kEncoderWidth, kWindow * kEncoderWidth)));
}

TEST(Encoder, ranges_without_words_have_no_window) {
  Encoder encoder(model());
  const Span ranges[] = {{0, 0}, {0, 3}, {3, 7}, {7, 7}};
  const Encoding found = encoder.encode(" \t\u200bsaid", ranges);
  EXPECT_TRUE(encoder.encode("", {}).windows.empty());
  EXPECT_EQ(found.words.size(), found.windows.back().end);
  for (const Encoding::Window& window : found.windows) EXPECT_LT(window.begin, window.end);
  EXPECT_EQ(found.windows.front().range, 2u);
}

TEST(Encoder, threads_give_the_same_bits) {
  const std::string text = some_lines();
  const std::vector<Span> ranges = lines_of(text);
  const Encoding reference = Encoder(model()).encode(text, ranges);
  std::vector<Encoding> found(4);
  std::vector<std::thread> threads;
  for (Encoding& one : found) {
    threads.emplace_back([&one, &text, &ranges] {
      Encoder encoder(model());
      for (int i = 0; i < 2; ++i) one = encoder.encode(text, ranges);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const Encoding& one : found) EXPECT_TRUE(same_bits(one.vectors, reference.vectors));
}

// ctest runs this suite once for each instruction set.
TEST(Encoder, runs_on_the_instruction_set_that_is_wished_for) {
  const char* wish = std::getenv("HEARSAY_ISA");
  if (wish == nullptr) GTEST_SKIP() << "no HEARSAY_ISA";
  const std::string_view isa = wish;
  if (encoder_kernels_of(isa) == nullptr) GTEST_SKIP() << "this machine has no " << isa;
  EXPECT_EQ(active_encoder_isa(), isa);
  EXPECT_EQ(active_isa(), isa == "avxvnni" ? "avx2" : isa == "avx512vnni" || isa == "amx" ? "avx512" : isa);
}

// --- Packs. ---

TEST(EncoderModel, gives_the_heads_as_floats) {
  const auto heads = model()->pack().array<float>("heads/label.weight", 9 * kEncoderWidth);
  ASSERT_TRUE(heads.ok()) << heads.error().describe();
  EXPECT_TRUE(model()->pack().array<float>("heads/label.bias", 9).ok());
  EXPECT_EQ(model()->sha256().size(), 64u);
}

// A copy of the pack in which one section is another's bytes, or is not there.
Result<std::shared_ptr<const EncoderModel>> without(const std::string& name, std::string_view instead, bool drop) {
  PackWriter writer;
  const PackReader& pack = model()->pack();
  for (std::size_t i = 0; i < pack.section_count(); ++i) {
    const std::string_view section = pack.section_name(i);
    if (section != name) {
      writer.add(section, *pack.find(section));
    } else if (!drop) {
      writer.add(section, instead);
    }
  }
  static std::vector<std::unique_ptr<synthetic::Bytes>> kept;
  kept.push_back(std::make_unique<synthetic::Bytes>(writer.bytes()));
  Result<PackReader> reader = PackReader::from_bytes({kept.back()->data, kept.back()->size});
  if (!reader) return reader.error();
  return EncoderModel::from(std::move(*reader), "reader.pack");
}

TEST(EncoderModel, refuses_a_pack_that_lacks_a_section_or_has_another_shape) {
  const std::uint32_t narrow[5] = {256, 384, 2, 384, 303}, wide[5] = {384, 400, 2, 384, 303},
                      deep[5] = {384, 384, 3, 384, 303}, other[5] = {384, 384, 2, 384, 304};
  const auto bytes = [](const auto& array) {
    return std::string_view(reinterpret_cast<const char*>(array), sizeof array);
  };
  const std::pair<const char*, std::string_view> replaced[] = {
      {"encoder/about", bytes(narrow)}, {"encoder/about", bytes(wide)},   {"encoder/about", bytes(deep)},
      {"encoder/about", bytes(other)},  {"encoder/about", "short"},       {"encoder/words", "ab"},
      {"encoder/1.up.w", "abcd"},       {"encoder/0.norm1.gain", "abcd"}, {"encoder/pieces.about", "abcd"}};
  for (const auto& [name, instead] : replaced) {
    const auto opened = without(name, instead, false);
    ASSERT_FALSE(opened.ok()) << name;
    EXPECT_EQ(opened.error().code, ErrorCode::kModel) << name;
    EXPECT_FALSE(opened.error().describe().empty());
  }
  for (const char* name : {"encoder/about", "encoder/words", "encoder/positions", "encoder/norm.shift",
                           "encoder/0.qkv.w", "encoder/1.down.sums", "encoder/pieces.keys"}) {
    const auto opened = without(name, {}, true);
    ASSERT_FALSE(opened.ok()) << name;
    EXPECT_EQ(opened.error().code, ErrorCode::kModel) << name;
  }
  EXPECT_TRUE(without("heads/label.bias", {}, true).ok());  // the encoder does without heads
  EXPECT_EQ(EncoderModel::open("/nowhere/reader.pack").error().code, ErrorCode::kUnreadable);
}

TEST(ReaderPack, refuses_weights_that_do_not_fit) {
  const std::string layers = synthetic::weights(), words = synthetic::embeddings(303),
                    pieces = synthetic::vocabulary(HEARSAY_SOURCE_DIR);
  const auto changed = [&](std::string_view from, std::string_view to) {
    std::string out = layers;
    const std::size_t at = out.find(from);
    EXPECT_NE(at, std::string::npos);
    return out.replace(at, from.size(), to);
  };
  struct Row {
    std::string weights, embeddings, vocabulary;
  };
  const Row rows[] = {
      {"", words, pieces},
      {layers, "", pieces},
      {layers, words, ""},
      {layers, layers, pieces},  // no embeddings in it
      {changed("layers.1.norm2.bias", "layers.1.norm2.bios"), words, pieces},
      {changed("layers.1.qkv.scale\":{\"dtype\":\"F32\"", "layers.1.qkv.scale\":{\"dtype\":\"I32\""), words, pieces},
      {changed("position", "pasition"), words, pieces},
  };
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    PackWriter writer;
    EXPECT_FALSE(append_reader(writer, {rows[i].weights, rows[i].embeddings, rows[i].vocabulary, ""}).ok()) << i;
  }
  PackWriter writer;
  EXPECT_TRUE(append_reader(writer, {layers, words, pieces, ""}).ok());
}

// --- The real weights, where the build has packed them. ---

TEST(ReaderModel, gives_the_same_bits_on_every_instruction_set) {
  const std::string path = HEARSAY_MODELS_DIR "/reader.pack";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const auto opened = EncoderModel::open(path);
  ASSERT_TRUE(opened.ok()) << opened.error().describe();
  const TransformerWeights& weights = (*opened)->parts().weights;
  WordPieces pieces;
  (*opened)->parts().tokenizer.tokenize(
      "\u201cWe never said that,\u201d the harbour master told the Evening Courier on Friday, two days after the "
      "port authority's report had blamed his office for the delay.",
      0, pieces);
  Batch batch{{pieces.ids}, {0, 9, static_cast<std::uint32_t>(pieces.ids.size())}, {0, 5, 9, 20}};
  std::vector<std::vector<float>> all;
  for (const std::string_view isa : {"scalar", "avx2", "avxvnni", "avx512", "avx512vnni", "amx"}) {
    const EncoderKernels* kernels = encoder_kernels_of(isa);
    if (kernels == nullptr) continue;
    std::vector<float> out(batch.wanted.size() * kEncoderWidth);
    const synthetic::Bytes scratch(std::string(kernels->scratch_bytes(weights, batch.ids.size()), '\0'));
    kernels->run(weights,
                 {batch.ids.data(), batch.windows.data(), batch.windows.size() - 1, batch.wanted.data(),
                  batch.wanted.size(), out.data()},
                 scratch.data);
    all.push_back(out);
    EXPECT_TRUE(same_bits(all.back(), all.front())) << isa;
  }
}

}  // namespace
}  // namespace hearsay
