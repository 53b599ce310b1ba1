#include "reading/reader_heads.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/portable_math.h"

namespace hearsay {
namespace {

constexpr std::uint32_t kLanes = 16;  // partial sums of a dot product
constexpr std::uint32_t kLabels = 9;  // role by O B I
constexpr double kLeastAct = .75;     // a head less sure than this of the act says "other"
constexpr std::uint32_t kActs = 21;   // of reading.h
constexpr std::int32_t kNear = 8;     // distance buckets: one a word up to here …
constexpr std::int32_t kFar = 24;     // … then four an octave, up to here
constexpr std::uint32_t kBuckets = 2 * kFar + 1;

// Four buckets an octave without a logarithm: the first distances of the buckets beyond kNear, 8 * 2^(i/4) rounded up.
constexpr std::array<std::int32_t, 17> kSteps = {8, 10, 12, 14, 16, 20, 23, 27, 32, 39, 46, 54, 64, 77, 91, 108, 128};

std::uint32_t bucket_of(WordRange cue, std::uint32_t word) {
  const auto at = static_cast<std::int32_t>(word);
  const std::int32_t after = at - static_cast<std::int32_t>(cue.end) + 1;
  const std::int32_t before = static_cast<std::int32_t>(cue.begin) - at;
  const std::int32_t size = std::max({after, before, 0});
  std::int32_t bucket = size;
  if (size > kNear) {
    const auto step = std::upper_bound(kSteps.begin(), kSteps.end(), size) - kSteps.begin() - 1;
    bucket = std::min(kNear + static_cast<std::int32_t>(step), kFar);
  }
  return static_cast<std::uint32_t>((after > 0 ? bucket : -bucket) + kFar);
}

Error misshapen(const std::string& name) {
  return Error{ErrorCode::kModel, "the reader's weights have no " + name + " of the expected shape", ""};
}

Result<Dense> dense(const PackReader& pack, const std::string& name, std::uint32_t outputs, std::uint32_t inputs) {
  const auto weight = pack.array<float>("heads/" + name + ".weight", std::size_t{outputs} * inputs);
  const auto bias = pack.array<float>("heads/" + name + ".bias", outputs);
  if (!weight || !bias) return misshapen(name);
  return Dense(*weight, *bias, outputs, inputs);
}

}  // namespace

Result<ReaderHeads> ReaderHeads::from(const PackReader& pack) {
  ReaderHeads heads;
  const auto bias = pack.array<float>("heads/key.bias");
  if (!bias || bias->empty() || bias->size() % (kCued * kLanes) != 0 || bias->size() > 4096) return misshapen("key");
  heads.rank_ = static_cast<std::uint32_t>(bias->size()) / kCued;
  auto label = dense(pack, "label", kLabels, kEncoderWidth);
  if (!label) return label.error();
  auto query = dense(pack, "query", kCued * heads.rank_, 2 * kEncoderWidth);
  if (!query) return query.error();
  const auto key = pack.array<float>("heads/key.weight", bias->size() * kEncoderWidth);
  if (!key) return misshapen("key");
  auto act = dense(pack, "act", kActs, 2 * kEncoderWidth);
  if (!act) return act.error();
  const auto gap = pack.array<float>("heads/gap", kCued * kBuckets);
  if (!gap) return misshapen("gap");
  heads.label_ = *std::move(label);
  heads.query_ = *std::move(query);
  const float scale = 1 / std::sqrt(static_cast<float>(heads.rank_));
  for (std::uint32_t r = 0; r < kCued; ++r) {
    std::vector<float> turned;
    for (std::uint32_t o = 0; o <= kEncoderWidth; ++o)
      for (std::uint32_t i = r * heads.rank_; i < (r + 1) * heads.rank_; ++i)
        turned.push_back((o < kEncoderWidth ? (*key)[std::size_t{i} * kEncoderWidth + o] : (*bias)[i]) * scale);
    heads.key_[r] = Dense(turned, {}, kEncoderWidth + 1, heads.rank_);
  }
  heads.act_ = *std::move(act);
  heads.gap_.assign(gap->begin(), gap->end());
  const auto calibration = pack.array<float>("heads/calibration", heads.calibration_.size());
  if (!calibration) return misshapen("calibration");
  std::copy(calibration->begin(), calibration->end(), heads.calibration_.begin());
  return heads;
}

std::vector<RoleScores> ReaderHeads::labels(const Encoding& encoding) const {
  const std::size_t n = encoding.words.size();
  std::vector<float> rows(n * label_.stride());
  label_.apply(encoding.vectors.data(), kEncoderWidth, n, rows.data());
  std::vector<RoleScores> out(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::uint32_t r = 0; r < 3; ++r)
      for (std::uint32_t y = 0; y < 3; ++y) out[i][r][y] = rows[i * label_.stride() + r * 3 + y];
  return out;
}

CueQueries ReaderHeads::queries(const Encoding& encoding, std::span<const WordRange> cues) const {
  if (cues.empty()) return {};  // no rows to point into
  const std::vector<float> ends = ends_of(encoding, cues);
  std::vector<float> queries(cues.size() * query_.stride());
  query_.apply(ends.data(), 2 * kEncoderWidth, cues.size(), queries.data());
  CueQueries out;
  out.count = cues.size();
  out.stride = key_[0].stride();
  out.rows.resize(kCued * out.count * out.stride);
  for (std::size_t r = 0; r < kCued; ++r) {
    key_[r].apply(queries.data() + r * rank_, query_.stride(), cues.size(),
                  out.rows.data() + r * out.count * out.stride);
  }
  return out;
}

std::vector<CuedScores> ReaderHeads::cued(const Encoding& encoding, const std::vector<RoleScores>& labels,
                                          WordRange window, std::span<const WordRange> cues, const CueQueries& queries,
                                          std::size_t first) const {
  const std::size_t n = window.end - window.begin;
  std::vector<CuedScores> out(cues.size());
  for (std::size_t c = 0; c < cues.size(); ++c) {
    out[c].source.resize(n);
    out[c].content.resize(n);
    for (std::size_t w = 0; w < n; ++w) {
      const float* x = encoding.vector(window.begin + w).data();
      const std::uint32_t bucket = bucket_of(cues[c], window.begin + static_cast<std::uint32_t>(w));
      std::array<float, kCued> s;
      for (std::size_t r = 0; r < kCued; ++r) {
        const float* q = queries.row(r, first + c);
        // Sixteen partial sums, so that the compiler may use vectors without changing the order.
        std::array<float, kLanes> part{};
        for (std::uint32_t i = 0; i < kEncoderWidth; i += kLanes)
          for (std::uint32_t j = 0; j < kLanes; ++j) part[j] += q[i + j] * x[i + j];
        for (std::uint32_t half = kLanes / 2; half > 0; half /= 2)
          for (std::uint32_t j = 0; j < half; ++j) part[j] += part[j + half];
        s[r] = part[0] + q[kEncoderWidth] + gap_[r * kBuckets + bucket];
      }
      const RoleScores& base = labels[window.begin + w];
      const BioScores &source = base[kSourceRole], &content = base[kContentRole];
      out[c].source[w] = {source[0], source[1] + s[0], source[2] + s[1]};
      out[c].content[w] = {content[0], content[1] + s[2], content[2] + s[3]};
    }
  }
  return out;
}

std::vector<float> ReaderHeads::ends_of(const Encoding& encoding, std::span<const WordRange> cues) {
  std::vector<float> ends(cues.size() * 2 * kEncoderWidth);
  for (std::size_t c = 0; c < cues.size(); ++c) {
    const auto first = encoding.vector(cues[c].begin), last = encoding.vector(cues[c].end - 1);
    float* row = ends.data() + c * 2 * kEncoderWidth;
    std::copy(first.begin(), first.end(), row);
    std::copy(last.begin(), last.end(), row + kEncoderWidth);
  }
  return ends;
}

std::vector<std::uint8_t> ReaderHeads::acts(const Encoding& encoding, std::span<const WordRange> cues) const {
  const std::vector<float> ends = ends_of(encoding, cues);
  std::vector<float> scores(cues.size() * act_.stride());
  act_.apply(ends.data(), 2 * kEncoderWidth, cues.size(), scores.data());
  std::vector<std::uint8_t> out;
  for (std::size_t c = 0; c < cues.size(); ++c) {
    const float* row = scores.data() + c * act_.stride();
    const float* best = std::max_element(row, row + kActs);
    double sum = 0;
    for (const float* x = row; x < row + kActs; ++x) sum += portable_exp(static_cast<double>(*x - *best));
    out.push_back(static_cast<std::uint8_t>(1 / sum < kLeastAct ? kActs - 1 : best - row));
  }
  return out;
}

double ReaderHeads::calibrated(double cue_p, double source_p, double content_p) const {
  double x = static_cast<double>(calibration_[0]);
  std::size_t i = 0;
  for (const double raw : {cue_p, source_p, content_p}) {
    const double p = std::clamp(raw, 1e-4, 1 - 1e-4);
    x += static_cast<double>(calibration_[++i]) * portable_ln(p / (1 - p));
  }
  return portable_sigmoid(x);
}

std::array<double, 3> probabilities(const BioScores& scores) {
  const double top = *std::max_element(scores.begin(), scores.end());
  std::array<double, 3> p;
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) sum += p[i] = scores[i] < top ? portable_exp(scores[i] - top) : 1;
  for (double& x : p) x /= sum;
  return p;
}

std::vector<LabelledRange> best_ranges(std::span<const BioScores> scores) {
  const std::size_t n = scores.size();
  if (n == 0) return {};
  constexpr auto kNever = -std::numeric_limits<double>::infinity();
  std::array<double, 3> total = {scores[0][0], scores[0][1], kNever};
  std::vector<std::array<std::uint8_t, 3>> back(n);
  // Scores of a word share a constant that no path can avoid, so they need no normalising here.
  for (std::size_t i = 1; i < n; ++i) {
    std::uint8_t best = 0;
    for (std::uint8_t y = 1; y < 3; ++y)
      if (total[y] > total[best]) best = y;
    const std::uint8_t inside = total[1] >= total[2] ? 1 : 2;
    back[i] = {best, best, inside};
    total = {total[best] + scores[i][0], total[best] + scores[i][1], total[inside] + scores[i][2]};
  }
  std::vector<std::uint8_t> labels(n);
  std::uint8_t y = 0;
  for (std::uint8_t k = 1; k < 3; ++k)
    if (total[k] > total[y]) y = k;
  for (std::size_t i = n; i-- > 0;) {
    labels[i] = y;
    y = back[i][y];
  }
  std::vector<LabelledRange> out;
  for (std::size_t i = 0; i < n;) {
    if (labels[i] == 0) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < n && labels[end] == 2) ++end;
    LabelledRange range{{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)}, 0, 0};
    const std::size_t last = std::min(end + 1, n);  // the word after it says where it ends
    for (std::size_t k = i; k < last; ++k) {
      const double ln = portable_ln(probabilities(scores[k])[labels[k]]);
      range.mean_ln += ln / static_cast<double>(last - i);
      range.least_ln = std::min(range.least_ln, ln);
    }
    out.push_back(range);
    i = end;
  }
  return out;
}

RunnerUpRanges second_best_ranges(std::span<const BioScores> scores) {
  // Viterbi with the two best paths into each label. A path is named by its label and rank, 2 * label + rank.
  const std::size_t n = scores.size();
  if (n == 0) return {};
  constexpr auto kNever = -std::numeric_limits<double>::infinity();
  using Totals = std::array<double, 6>;
  Totals total{scores[0][0], kNever, scores[0][1], kNever, kNever, kNever};
  std::vector<std::array<std::uint8_t, 6>> back(n);
  for (std::size_t i = 1; i < n; ++i) {
    Totals next;
    for (std::uint8_t y = 0; y < 3; ++y) {
      std::uint8_t first = 6, second = 6;
      for (std::uint8_t from = y == 2 ? 2 : 0; from < 6; ++from) {
        if (first == 6 || total[from] > total[first]) {
          second = first;
          first = from;
        } else if (second == 6 || total[from] > total[second]) {
          second = from;
        }
      }
      back[i][2 * y] = first;
      back[i][2 * y + 1] = second;
      next[2 * y] = total[first] + static_cast<double>(scores[i][y]);
      next[2 * y + 1] = total[second] + static_cast<double>(scores[i][y]);
    }
    total = next;
  }
  std::uint8_t best = 0, second = 6;
  for (std::uint8_t path = 1; path < 6; ++path) {
    if (total[path] > total[best]) {
      second = best;
      best = path;
    } else if (second == 6 || total[path] > total[second]) {
      second = path;
    }
  }
  RunnerUpRanges out;
  if (second == 6 || total[second] == kNever) return out;
  out.odds = portable_exp(total[second] - total[best]);
  std::vector<std::uint8_t> labels(n);
  for (std::size_t i = n; i-- > 0;) {
    labels[i] = second / 2;
    second = back[i][second];
  }
  for (std::size_t i = 0; i < n; ++i) {
    const auto word = static_cast<std::uint32_t>(i);
    if (labels[i] == 1) out.words.push_back({word, word + 1});
    if (labels[i] == 2) out.words.back().end = word + 1;
  }
  return out;
}

}  // namespace hearsay
