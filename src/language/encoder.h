// The second model: a six-layer transformer (MiniLM, 6 × 384, fine-tuned by us) that gives one vector a word.
//
// What it is: BERT's uncased WordPiece and encoder, with int8 weights and activations whose sums are exact integers, so
// the same text gives the same bits on every ISA, in any batch and on any thread. What is learned from the vectors
// (who is source, cue, content …) lives in the reading room, which finds its heads in the same pack.
// Ownership: an EncoderModel is a read-only mapping; keep its shared_ptr alive as long as any Encoder made from it. An
// Encoding is a plain value. Threads: one EncoderModel for all; one Encoder a thread (it owns scratch memory).
// Units: byte ranges into the text; vectors are kEncoderWidth floats a word, in word order: 1.5 KB a word, so a caller
// with an unbounded text asks for it in portions.
// Fails: opening a pack (missing, damaged, another format). Encoding cannot fail. Facts: design page language.md §4.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "language/pack.h"

namespace hearsay {

inline constexpr std::uint32_t kEncoderWidth = 384;
inline constexpr std::uint32_t kMaxWindowPieces = 380;  // longer ranges are cut between words

// Words are BERT's: stretches between white space and punctuation, and each punctuation character.
struct Encoding {
  struct Window {
    std::uint32_t range = 0;  // index in the ranges asked for; a long range has several windows
    std::uint32_t begin = 0;  // words, half-open
    std::uint32_t end = 0;
  };
  std::vector<Span> words;      // bytes in the text, in the order of the windows
  std::vector<float> vectors;   // [words][kEncoderWidth], of each word's first piece
  std::vector<Window> windows;  // in the order of the ranges

  [[nodiscard]] std::span<const float> vector(std::size_t word) const {
    return std::span(vectors).subspan(word * kEncoderWidth, kEncoderWidth);
  }
};

class EncoderModel {
 public:
  [[nodiscard]] static Result<std::shared_ptr<const EncoderModel>> open(const std::string& path);
  // The same of a pack in hand; `path` is for errors.
  [[nodiscard]] static Result<std::shared_ptr<const EncoderModel>> from(PackReader pack, const std::string& path = {});
  ~EncoderModel();
  EncoderModel(const EncoderModel&) = delete;
  EncoderModel& operator=(const EncoderModel&) = delete;

  // Sections named `heads/…` are float arrays for the rooms that read vectors.
  [[nodiscard]] const PackReader& pack() const;
  [[nodiscard]] std::string_view sha256() const;  // hex, of the pack's payload

  struct Parts;  // private to src/language
  [[nodiscard]] const Parts& parts() const { return *parts_; }

 private:
  EncoderModel();
  std::unique_ptr<Parts> parts_;
};

class Encoder {
 public:
  explicit Encoder(std::shared_ptr<const EncoderModel> model);
  ~Encoder();
  Encoder(Encoder&&) noexcept;
  Encoder& operator=(Encoder&&) noexcept;

  // Reads each range of `text` as a text of its own. Ranges may overlap and come in any order. All windows share the
  // matrix products, which changes nothing but the speed; memory is bounded by working through them in batches.
  // REQUIRES: ranges lie on UTF-8 boundaries.
  [[nodiscard]] Encoding encode(std::string_view text, std::span<const Span> ranges);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// "scalar", "avx2", "avxvnni", "avx512", "avx512vnni" or "amx": what the products run on here, after HEARSAY_ISA.
[[nodiscard]] std::string_view active_encoder_isa();

}  // namespace hearsay
