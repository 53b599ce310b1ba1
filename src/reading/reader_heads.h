// What is read off the encoder's vectors: which words are a cue, and for each cue, which words are its source and its
// content. The layers stand in train/reader/heads.py; a test beside a naive twin keeps both the same.
//
// Ownership: owns its weights (the pack's, laid out for the kernels). Threads: read-only. Units: words of an Encoding;
// scores are logits, O B I for each role. Fails: opening a pack that lacks them or has another shape (kModel).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "language/dense.h"
#include "language/encoder.h"

namespace hearsay {

enum Role : std::uint8_t { kSourceRole, kCueRole, kContentRole };
enum class Bio : std::uint8_t { kOutside, kBegin, kInside };

using BioScores = std::array<float, 3>;       // O, B, I
using RoleScores = std::array<BioScores, 3>;  // source, cue, content
struct WordRange {
  std::uint32_t begin = 0;  // words, half-open
  std::uint32_t end = 0;
  friend bool operator==(const WordRange&, const WordRange&) = default;
};

// For one cue: the scores of each word of its window for being its source, its content.
struct CuedScores {
  std::vector<BioScores> source, content;
};

// For each cue, what its source and its content are recognized by: a word's score is this row times the word's vector,
// and the number after it. The layers are query and key, (Q cue) (K word); K is multiplied into the cue's side, since
// words are many and cues are few.
struct CueQueries {
  std::vector<float> rows;  // [source B, source I, content B, content I][cues][stride]
  std::size_t count = 0;
  std::size_t stride = 0;
  [[nodiscard]] const float* row(std::size_t role, std::size_t cue) const {
    return rows.data() + (role * count + cue) * stride;
  }
};

class ReaderHeads {
 public:
  [[nodiscard]] static Result<ReaderHeads> from(const PackReader& pack);

  // Scores of each word for each role, whoever's it is.
  [[nodiscard]] std::vector<RoleScores> labels(const Encoding& encoding) const;
  // What these cues look for in the words of their windows.
  [[nodiscard]] CueQueries queries(const Encoding& encoding, std::span<const WordRange> cues) const;
  // Scores of the words of one window for each of these cues (words of that window), of which the first is number
  // `first` of the queries.
  [[nodiscard]] std::vector<CuedScores> cued(const Encoding& encoding, const std::vector<RoleScores>& labels,
                                             WordRange window, std::span<const WordRange> cues,
                                             const CueQueries& queries, std::size_t first) const;
  // For each of these cues, the most probable act, as its number in `Act` (reading.h); its last, "other", where no
  // act is probable.
  [[nodiscard]] std::vector<std::uint8_t> acts(const Encoding& encoding, std::span<const WordRange> cues) const;

  // That a careful reader marks the attribution too, from the heads' mean probabilities for its roles: a logistic curve
  // fitted by train/reader/calibrate.py, measured in docs/accuracy.md.
  [[nodiscard]] double calibrated(double cue_p, double source_p, double content_p) const;

 private:
  static constexpr std::size_t kCued = 4;  // source B, source I, content B, content I
  std::uint32_t rank_ = 0;
  // The vectors of the cues' first and last words, one row a cue.
  static std::vector<float> ends_of(const Encoding& encoding, std::span<const WordRange> cues);

  Dense label_, query_, act_;
  std::array<Dense, kCued> key_;  // of each, the keys' weights on the queries' side: [kEncoderWidth + 1][rank]
  std::vector<float> gap_;        // [4][buckets]
  std::array<float, 4> calibration_{};
};

// The best well-formed label sequence (an inside follows a begin or an inside), as ranges; and how sure it is.
struct LabelledRange {
  WordRange words;
  // Of the logarithms of the labels' probabilities, over its words and the word that ends it.
  double mean_ln = 0;
  double least_ln = 0;
};
[[nodiscard]] std::vector<LabelledRange> best_ranges(std::span<const BioScores> scores);

// The second best, and how probable it is beside the best (0 … 1; 0 where there is none).
struct RunnerUpRanges {
  std::vector<WordRange> words;
  double odds = 0;
};
[[nodiscard]] RunnerUpRanges second_best_ranges(std::span<const BioScores> scores);

// Probabilities of O, B, I; the same bits on every machine.
[[nodiscard]] std::array<double, 3> probabilities(const BioScores& scores);

}  // namespace hearsay
