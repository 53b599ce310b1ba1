// A small reader for tests, the same in C++ and in tests/support/encoder_vectors.py: two layers, numbers from a hash.
//
// Every number is exact in the type that holds it, so that both sides have the same weights without a file of them.
// Ownership: the pack's bytes are the fixture's. Threads: build once, then read-only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "language/encoder_pack.h"
#include "language/encoder_parts.h"
#include "language/pack.h"

namespace hearsay::synthetic {

inline constexpr std::uint32_t kLayers = 2, kInner = 384, kPositions = 384;

// The i-th of tensor t's 64-bit numbers (splitmix64).
inline std::uint64_t number(std::uint64_t tensor, std::uint64_t i) {
  std::uint64_t z = (tensor << 32) + (i + 1) * 0x9E3779B97F4A7C15;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}
// In [-1/2, 1/2), multiples of 2^-10.
inline float fraction(std::uint64_t tensor, std::uint64_t i) {
  return static_cast<float>(static_cast<int>(number(tensor, i) >> 54) - 512) * 0x1p-10f;
}

// Collects tensors and writes them as safetensors.
class Tensors {
 public:
  template <class T, class F>
  void add(const std::string& name, const char* type, std::vector<std::uint64_t> shape, F&& value) {
    std::uint64_t count = 1;
    std::string extents;
    for (const std::uint64_t n : shape) {
      count *= n;
      extents += (extents.empty() ? "" : ",") + std::to_string(n);
    }
    const std::size_t begin = payload_.size();
    const std::uint64_t tensor = ++tensors_;
    for (std::uint64_t i = 0; i < count; ++i) {
      const T x = value(tensor, i);
      payload_.append(reinterpret_cast<const char*>(&x), sizeof x);
    }
    header_ += (header_.empty() ? "{\"" : ",\"") + name + "\":{\"dtype\":\"" + type + "\",\"shape\":[" + extents +
               "],\"data_offsets\":[" + std::to_string(begin) + "," + std::to_string(payload_.size()) + "]}";
  }
  [[nodiscard]] std::string file() const {
    const std::string header = header_ + "}";
    const std::uint64_t size = header.size();
    return std::string(reinterpret_cast<const char*>(&size), sizeof size) + header + payload_;
  }

 private:
  std::string header_, payload_;
  std::uint64_t tensors_ = 0;
};

// The layers and two heads. The order of the calls numbers the tensors. Weights are up to `most`: with 64 neighbours
// stay within kMostPairSum, and the packer leaves them as they are.
inline std::string weights(int most = 64) {
  const std::uint64_t width = kEncoderWidth;
  Tensors out;
  const auto floats = [&](const std::string& name, std::vector<std::uint64_t> shape, float base, float factor) {
    out.add<float>(name, "F32", std::move(shape),
                   [=](std::uint64_t t, std::uint64_t i) { return base + factor * fraction(t, i); });
  };
  const auto matrix = [&](const std::string& name, std::uint64_t outputs, std::uint64_t inputs) {
    out.add<std::int8_t>(name + ".weight", "I8", {outputs, inputs}, [most](std::uint64_t t, std::uint64_t i) {
      return static_cast<std::int8_t>(static_cast<int>(number(t, i) % static_cast<std::uint64_t>(2 * most + 1)) - most);
    });
    floats(name + ".scale", {outputs}, 0x1p-10f, 0x1p-10f);
    floats(name + ".bias", {outputs}, 0.0f, 0.5f);
  };
  const auto norm = [&](const std::string& name) {
    floats(name + ".weight", {width}, 1.0f, 0.5f);
    floats(name + ".bias", {width}, 0.0f, 0.25f);
  };
  for (std::uint32_t i = 0; i < kLayers; ++i) {
    const std::string at = "layers." + std::to_string(i) + ".";
    matrix(at + "qkv", 3 * width, width);
    matrix(at + "out", width, width);
    matrix(at + "up", kInner, width);
    matrix(at + "down", width, kInner);
    norm(at + "norm1");
    norm(at + "norm2");
  }
  norm("norm");
  floats("position", {kPositions, width}, 0.0f, 0.5f);
  floats("heads.label.weight", {9, width}, 0.0f, 1.0f);
  floats("heads.label.bias", {9}, 0.0f, 1.0f);
  return out.file();
}

inline std::string embeddings(std::uint64_t vocabulary) {
  Tensors out;
  out.add<float>("embeddings.word_embeddings.weight", "F32", {vocabulary, kEncoderWidth},
                 [](std::uint64_t, std::uint64_t i) { return 2.0f * fraction(1000, i); });
  return out.file();
}

// vocab.txt of the WordPiece tests.
inline std::string vocabulary(const std::string& repository) {
  std::ifstream in(repository + "/tests/data/language/wordpiece_vocab.txt", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A pack's bytes at the alignment of a mapping.
struct Bytes {
  explicit Bytes(std::string_view bytes)
      : data(static_cast<char*>(::operator new (bytes.size(), std::align_val_t{kPackAlignment}))), size(bytes.size()) {
    std::memcpy(data, bytes.data(), size);
  }
  ~Bytes() { ::operator delete (data, std::align_val_t{kPackAlignment}); }
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;
  char* data;
  std::size_t size;
};

// A model with the bytes that it lives in.
class ReaderFixture {
 public:
  explicit ReaderFixture(const std::string& repository, int most_weight = 64) {
    const std::string pieces = vocabulary(repository), layers = weights(most_weight),
                      words = embeddings(static_cast<std::uint64_t>(std::count(pieces.begin(), pieces.end(), '\n')));
    PackWriter writer;
    status = append_reader(writer, {layers, words, pieces, "synthetic\n"});
    if (!status) return;
    bytes_ = std::make_unique<Bytes>(writer.bytes());
    Result<PackReader> pack = PackReader::from_bytes({bytes_->data, bytes_->size});
    if (!pack) {
      status = pack.error();
      return;
    }
    auto opened = EncoderModel::from(std::move(*pack));
    if (opened) {
      model = *opened;
    } else {
      status = opened.error();
    }
  }
  Status status = Done{};
  std::shared_ptr<const EncoderModel> model;  // good as long as the fixture

 private:
  std::unique_ptr<Bytes> bytes_;
};

}  // namespace hearsay::synthetic
