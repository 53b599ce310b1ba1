// What an EncoderModel is made of: views of its pack, read once at open. Private to src/language.
// Ownership: the parts own the mapping. Threads: read-only.
#pragma once

#include <string>
#include <vector>

#include "language/encoder.h"
#include "language/encoder_kernels.h"
#include "language/wordpiece.h"

namespace hearsay {

// Section encoder/about.
struct EncoderAbout {
  std::uint32_t width = 0;
  std::uint32_t inner = 0;
  std::uint32_t layers = 0;
  std::uint32_t positions = 0;
  std::uint32_t vocabulary = 0;
};
inline constexpr std::uint32_t kMaxEncoderInner = 8192;
inline constexpr std::uint32_t kMaxEncoderLayers = 48;

struct EncoderModel::Parts {
  explicit Parts(PackReader reader) : pack(std::move(reader)) {}
  [[nodiscard]] Status read();

  PackReader pack;
  std::string sha256;
  WordPiece tokenizer;
  std::vector<TransformerLayer> layers;
  TransformerWeights weights;
};

}  // namespace hearsay
