#include "language/encoder_pack.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <numbers>
#include <vector>

#include "language/encoder_parts.h"
#include "language/half.h"
#include "language/safetensors.h"
#include "language/spacy_components.h"

namespace hearsay {

namespace {

constexpr std::string_view kHeads = "heads.";
constexpr std::uint32_t kFour = 4;  // inputs that lie together in a panel
constexpr double kMost = 127;
static_assert(kMost + 1 <= kMostPairSum);  // rounding adds up to one half to each of a pair

Error wrong(std::string message) { return {ErrorCode::kModel, std::move(message), ""}; }

Result<const Tensor*> tensor_of(const SafetensorsFile& file, const std::string& name, TensorType type,
                                std::vector<std::uint64_t> shape) {
  const Tensor* tensor = file.find(name);
  if (tensor == nullptr) return wrong("the weights lack tensor '" + name + "'");
  if (tensor->type != type || tensor->shape != shape) return wrong("tensor '" + name + "' has another type or shape");
  return tensor;
}

Result<std::vector<float>> floats_of(const SafetensorsFile& file, const std::string& name,
                                     std::vector<std::uint64_t> shape) {
  const Result<const Tensor*> tensor = tensor_of(file, name, TensorType::kF32, std::move(shape));
  if (!tensor) return tensor.error();
  return floats_of(**tensor, name);
}

// Floats as half floats. Fails where one would become infinite.
Result<std::vector<std::uint16_t>> halves_of(const Tensor& tensor, const std::string& name) {
  const Result<std::vector<float>> floats = floats_of(tensor, name);
  if (!floats) return floats.error();
  std::vector<std::uint16_t> out(floats->size());
  std::transform(floats->begin(), floats->end(), out.begin(), float_to_half);
  if (!std::all_of(out.begin(), out.end(), [](std::uint16_t h) { return std::isfinite(half_to_float(h)); })) {
    return wrong("tensor '" + name + "' has a number that half precision cannot hold");
  }
  return out;
}

Status append_norm(PackWriter& writer, const SafetensorsFile& file, const std::string& from, const std::string& to) {
  for (const auto& [theirs, ours] : {std::pair(".weight", ".gain"), std::pair(".bias", ".shift")}) {
    const auto values = floats_of(file, from + theirs, {kEncoderWidth});
    if (!values) return values.error();
    writer.add_array(to + ours, *values);
  }
  return Done{};
}

// The most that neighbours of one sign make together (kMostPairSum).
int most_pair_sum(std::span<const std::int8_t> row) {
  int most = 0;
  for (std::size_t k = 0; k < row.size(); k += 2) {
    most = std::max({most, std::max<int>(row[k], 0) + std::max<int>(row[k + 1], 0),
                     -std::min<int>(row[k], 0) - std::min<int>(row[k + 1], 0)});
  }
  return most;
}

// An output whose pairs are too heavy is rounded again, to a coarser scale; train/reader/export.py leaves none such.
// `folded` outputs, the first ones, are multiplied by `factor` through their scale and bias.
Status append_matrix(PackWriter& writer, const SafetensorsFile& file, const std::string& from, const std::string& to,
                     std::uint32_t outputs, std::uint32_t inputs, std::uint32_t folded = 0, double factor = 1) {
  const auto weight = tensor_of(file, from + ".weight", TensorType::kI8, {outputs, inputs});
  if (!weight) return weight.error();
  auto scale = floats_of(file, from + ".scale", {outputs}), bias = floats_of(file, from + ".bias", {outputs});
  if (!scale) return scale.error();
  if (!bias) return bias.error();
  const auto* w = reinterpret_cast<const std::int8_t*>((*weight)->bytes.data());
  std::vector<std::int8_t> panels(std::size_t{outputs} * inputs);
  std::vector<std::int32_t> sums(outputs, 0);
  for (std::uint32_t o = 0; o < outputs; ++o) {
    const std::span<const std::int8_t> row(w + std::size_t{o} * inputs, inputs);
    const int pair = most_pair_sum(row);
    const double coarser = pair > kMostPairSum ? pair / kMost : 1;
    (*scale)[o] = static_cast<float>((*scale)[o] * coarser);
    for (std::uint32_t k = 0; k < inputs; ++k) {
      if (row[k] == -128) return wrong("tensor '" + from + ".weight' has a -128, which is not symmetric");
      const auto value = static_cast<std::int8_t>(std::lround(row[k] / coarser));
      sums[o] += value;
      panels[((std::size_t{o / 16} * (inputs / kFour) + k / kFour) * 16 + o % 16) * kFour + k % kFour] = value;
    }
    if (o >= folded) continue;
    (*scale)[o] = static_cast<float>((*scale)[o] * factor);
    (*bias)[o] = static_cast<float>((*bias)[o] * factor);
  }
  writer.add_array(to + ".w", panels);
  writer.add_array(to + ".scale", *scale);
  writer.add_array(to + ".bias", *bias);
  writer.add_array(to + ".sums", sums);
  return Done{};
}

Status append_heads(PackWriter& writer, const SafetensorsFile& file) {
  for (const auto& [name, tensor] : file.tensors()) {
    if (!name.starts_with(kHeads)) continue;
    const std::string section = "heads/" + name.substr(kHeads.size());
    if (section.size() >= kPackNameBytes || section == "heads/")
      return wrong("tensor '" + name + "' has too long a name");
    const auto values = floats_of(tensor, name);
    if (!values) return values.error();
    writer.add_array(section, *values);
  }
  return Done{};
}

}  // namespace

Status append_reader(PackWriter& writer, const ReaderSources& sources) {
  const auto weights = SafetensorsFile::parse(sources.weights);
  if (!weights) return weights.error();
  const auto embeddings = SafetensorsFile::parse(sources.embeddings);
  if (!embeddings) return embeddings.error();
  const Tensor* words = embeddings->find("embeddings.word_embeddings.weight");
  if (words == nullptr) words = embeddings->find("bert.embeddings.word_embeddings.weight");
  const Tensor *up = weights->find("layers.0.up.weight"), *position = weights->find("position");
  if (words == nullptr || words->shape.size() != 2 || words->shape[1] != kEncoderWidth) {
    return wrong("the folder's model has no word embeddings of width " + std::to_string(kEncoderWidth));
  }
  if (up == nullptr || up->shape.size() != 2 || up->shape[0] == 0 || up->shape[0] > kMaxEncoderInner ||
      up->shape[0] % kEncoderUnit != 0) {
    return wrong("the weights have no layer of a known shape");
  }
  if (position == nullptr || position->shape.size() != 2 || position->shape[1] != kEncoderWidth ||
      position->shape[0] > 65536) {
    return wrong("the weights lack position vectors of width " + std::to_string(kEncoderWidth));
  }
  EncoderAbout about;
  about.width = kEncoderWidth;
  about.inner = static_cast<std::uint32_t>(up->shape[0]);
  about.positions = static_cast<std::uint32_t>(position->shape[0]);
  about.vocabulary = static_cast<std::uint32_t>(words->shape[0]);
  while (about.layers < kMaxEncoderLayers &&
         weights->find("layers." + std::to_string(about.layers) + ".qkv.weight") != nullptr) {
    ++about.layers;
  }
  writer.add("encoder/source", sources.source);
  writer.add_array("encoder/about", std::span<const EncoderAbout>(&about, 1));
  if (Status s = write_word_pieces(writer, sources.vocabulary); !s) return s;
  for (const auto& [name, tensor] : {std::pair("encoder/words", words), std::pair("encoder/positions", position)}) {
    const auto halves = halves_of(*tensor, name);
    if (!halves) return halves.error();
    writer.add_array(name, *halves);
  }
  if (Status s = append_norm(writer, *weights, "norm", "encoder/norm"); !s) return s;
  // Softmax is computed as powers of two, of scores over the square root of a head's width.
  const double factor = std::numbers::log2e / std::sqrt(double{kHeadWidth});
  for (std::uint32_t i = 0; i < about.layers; ++i) {
    const std::string from = "layers." + std::to_string(i) + ".", to = "encoder/" + std::to_string(i) + ".";
    const std::uint32_t width = about.width, inner = about.inner;
    Status s = append_matrix(writer, *weights, from + "qkv", to + "qkv", 3 * width, width, width, factor);
    if (s) s = append_matrix(writer, *weights, from + "out", to + "out", width, width);
    if (s) s = append_matrix(writer, *weights, from + "up", to + "up", inner, width);
    if (s) s = append_matrix(writer, *weights, from + "down", to + "down", width, inner);
    if (s) s = append_norm(writer, *weights, from + "norm1", to + "norm1");
    if (s) s = append_norm(writer, *weights, from + "norm2", to + "norm2");
    if (!s) return s;
  }
  return append_heads(writer, *weights);
}

Status append_reader_files(PackWriter& writer, const std::string& weights, const std::string& folder) {
  const std::filesystem::path path(weights);
  FolderFiles ours(path.has_parent_path() ? path.parent_path().string() : "."), theirs(folder);
  const auto layers = ours.read(path.filename().string());
  if (!layers) return layers.error();
  const auto embeddings = theirs.read("model.safetensors");
  if (!embeddings) return embeddings.error();
  const auto vocabulary = theirs.read("vocab.txt");
  if (!vocabulary) return vocabulary.error();
  Status appended = append_reader(writer, {*layers, *embeddings, *vocabulary, ours.digest() + theirs.digest()});
  if (appended) return appended;
  Error error = appended.error();
  if (error.path.empty()) error.path = weights;
  return error;
}

}  // namespace hearsay
