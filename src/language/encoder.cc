#include "language/encoder.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "base/hash.h"
#include "language/encoder_parts.h"

namespace hearsay {

namespace {

// Rows of a batch: enough that a layer's weights, read once a batch, cost little beside the work on them; few enough
// that scratch memory stays small (2 KB a row). A batch ends with the window that reaches kFullBatch.
constexpr std::size_t kFullBatch = 1280;
constexpr std::uint32_t kFrame = 2;  // [CLS] and [SEP]
static_assert(kMaxWindowPieces + kFrame <= kMaxWindowRows);

Error damaged(const std::string& what) { return {ErrorCode::kModel, "the encoder's " + what + " is damaged", ""}; }

// Scratch memory at the alignment that kernels want; grows, never shrinks.
class Scratch {
 public:
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { release(); }

  void* get(std::size_t bytes) {
    if (bytes > size_) {
      release();
      data_ = ::operator new (bytes, std::align_val_t{kPackAlignment});
      size_ = bytes;
    }
    return data_;
  }

 private:
  void release() {
    if (data_ != nullptr) ::operator delete (data_, std::align_val_t{kPackAlignment});
    data_ = nullptr;
  }
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace

Status EncoderModel::Parts::read() {
  sha256 = to_hex(pack.payload_sha256());
  const auto about_section = pack.array<EncoderAbout>("encoder/about", 1);
  if (!about_section) return about_section.error();
  const EncoderAbout about = about_section->front();
  if (about.width != kEncoderWidth || about.inner == 0 || about.inner > kMaxEncoderInner ||
      about.inner % kEncoderUnit != 0 || about.layers == 0 || about.layers > kMaxEncoderLayers ||
      about.positions < kMaxWindowPieces + kFrame) {
    return damaged("shape");
  }
  static_assert(kEncoderWidth % kEncoderUnit == 0 && kEncoderWidth % kHeadWidth == 0);
  const Result<WordPiece> word_piece = WordPiece::open(pack);
  if (!word_piece) return word_piece.error();
  if (word_piece->size() != about.vocabulary) return damaged("vocabulary");
  tokenizer = *word_piece;
  const std::uint32_t width = about.width, inner = about.inner;
  weights.width = width;
  weights.heads = width / kHeadWidth;
  weights.inner = inner;

  Status failed = Done{};
  const auto array = [&]<class T>(const T*& to, const std::string& name, std::size_t count) {
    const auto section = pack.array<T>(name, count);
    if (section) {
      to = section->data();
    } else if (failed) {
      failed = section.error();
    }
  };
  const auto norm = [&](EncoderNorm& to, const std::string& name) {
    array(to.gain, name + ".gain", width);
    array(to.shift, name + ".shift", width);
  };
  const auto matrix = [&](EncoderMatrix& to, const std::string& name, std::uint32_t outputs, std::uint32_t inputs) {
    to.outputs = outputs;
    to.inputs = inputs;
    array(to.panels, name + ".w", std::size_t{outputs} * inputs);
    array(to.scale, name + ".scale", outputs);
    array(to.bias, name + ".bias", outputs);
    array(to.sums, name + ".sums", outputs);
  };
  array(weights.words, "encoder/words", std::size_t{about.vocabulary} * width);
  array(weights.positions, "encoder/positions", std::size_t{about.positions} * width);
  norm(weights.norm, "encoder/norm");
  layers.resize(about.layers);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string at = "encoder/" + std::to_string(i) + ".";
    matrix(layers[i].qkv, at + "qkv", 3 * width, width);
    matrix(layers[i].out, at + "out", width, width);
    matrix(layers[i].up, at + "up", inner, width);
    matrix(layers[i].down, at + "down", width, inner);
    norm(layers[i].norm1, at + "norm1");
    norm(layers[i].norm2, at + "norm2");
  }
  weights.layers = layers.data();
  weights.layer_count = layers.size();
  if (failed && encoder_kernels().adds_pairs) {
    for (const TransformerLayer& layer : layers) {
      for (const EncoderMatrix* m : {&layer.qkv, &layer.out, &layer.up, &layer.down}) {
        if (pairs_fit(*m)) continue;
        return Error{ErrorCode::kModel, "the encoder's weights are too large for these kernels: make the pack again",
                     ""};
      }
    }
  }
  return failed;
}

EncoderModel::EncoderModel() = default;
EncoderModel::~EncoderModel() = default;

const PackReader& EncoderModel::pack() const { return parts_->pack; }
std::string_view EncoderModel::sha256() const { return parts_->sha256; }

Result<std::shared_ptr<const EncoderModel>> EncoderModel::open(const std::string& path) {
  Result<PackReader> pack = PackReader::open(path);
  if (!pack) return pack.error();
  return from(std::move(*pack), path);
}

Result<std::shared_ptr<const EncoderModel>> EncoderModel::from(PackReader pack, const std::string& path) {
  std::shared_ptr<EncoderModel> model(new EncoderModel());
  model->parts_ = std::make_unique<Parts>(std::move(pack));
  if (const Status read = model->parts_->read(); !read) {
    Error error = read.error();
    if (error.path.empty()) error.path = path;
    return error;
  }
  return std::shared_ptr<const EncoderModel>(std::move(model));
}

struct Encoder::State {
  explicit State(std::shared_ptr<const EncoderModel> m) : model(std::move(m)) {}

  // Rows of all windows, and of the words' first pieces.
  void cut(std::string_view text, std::span<const Span> ranges, Encoding& out) {
    const WordPiece& tokenizer = model->parts().tokenizer;
    ids.clear();
    windows.clear();
    wanted.clear();
    for (std::size_t r = 0; r < ranges.size(); ++r) {
      pieces.clear();
      tokenizer.tokenize(slice(text, ranges[r]), ranges[r].begin, pieces);
      for (std::size_t at = 0; at < pieces.words.size();) {
        const std::size_t end = window_end(pieces, at, kMaxWindowPieces);
        const auto first_word = static_cast<std::uint32_t>(out.words.size());
        const std::uint32_t first_piece = pieces.words[at].first;
        const auto row = static_cast<std::uint32_t>(ids.size());
        windows.push_back(row);
        ids.push_back(tokenizer.cls());
        ids.insert(ids.end(), pieces.ids.begin() + first_piece,
                   pieces.ids.begin() + static_cast<std::ptrdiff_t>(pieces.end_of(end - 1)));
        ids.push_back(tokenizer.sep());
        for (; at < end; ++at) {
          out.words.push_back(pieces.words[at].span);
          wanted.push_back(row + 1 + pieces.words[at].first - first_piece);
        }
        out.windows.push_back(
            {static_cast<std::uint32_t>(r), first_word, static_cast<std::uint32_t>(out.words.size())});
      }
    }
    windows.push_back(static_cast<std::uint32_t>(ids.size()));
  }

  // Windows [first, end) of out.
  void run(std::size_t first, std::size_t end, Encoding& out) {
    const std::uint32_t row = windows[first], rows = windows[end] - row;
    const std::uint32_t word = out.windows[first].begin, words = out.windows[end - 1].end - word;
    const auto from_here = [row](std::vector<std::uint32_t>& to, const std::uint32_t* from, std::size_t count) {
      to.resize(count);
      std::transform(from, from + count, to.begin(), [row](std::uint32_t n) { return n - row; });
    };
    from_here(batch_windows, &windows[first], end - first + 1);
    from_here(batch_wanted, &wanted[word], words);
    const TransformerWeights& weights = model->parts().weights;
    const EncoderKernels& kernels = encoder_kernels();
    const EncoderBatch batch{&ids[row],   batch_windows.data(),
                             end - first, batch_wanted.data(),
                             words,       &out.vectors[word * std::size_t{kEncoderWidth}]};
    kernels.run(weights, batch, scratch.get(kernels.scratch_bytes(weights, rows)));
  }

  std::shared_ptr<const EncoderModel> model;
  Scratch scratch;
  WordPieces pieces;
  std::vector<std::uint32_t> ids, windows, wanted;
  std::vector<std::uint32_t> batch_windows, batch_wanted;
};

Encoder::Encoder(std::shared_ptr<const EncoderModel> model) : state_(std::make_unique<State>(std::move(model))) {}
Encoder::~Encoder() = default;
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;

Encoding Encoder::encode(std::string_view text, std::span<const Span> ranges) {
  State& s = *state_;
  Encoding out;
  s.cut(text, ranges, out);
  out.vectors.resize(out.words.size() * kEncoderWidth);
  for (std::size_t first = 0, end = 0; first < out.windows.size(); first = end) {
    while (end < out.windows.size() && s.windows[end] - s.windows[first] < kFullBatch) ++end;
    s.run(first, end, out);
  }
  return out;
}

}  // namespace hearsay
