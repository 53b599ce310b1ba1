// The learned judge of blocks: how likely each is the article's, from its features.
//
// What it is: a sum of small decision trees over whole-number features gives each block a log-odds; a second step of
// four weights weighs it against the blocks of its template and of its element, and against the surest blocks of the
// page, so that what was made alike is judged alike. Positive: the article's. Ownership: plain values; the weights are
// constants (html_body_weights.cc, written by train/body/export.py; docs/models/body.md). Threads: pure. Units: 1/4096
// of a logit, integers throughout: the same everywhere. Fails: never. Time: linear in blocks. Facts: the trees are
// read feature by feature, not node by node, after QuickScorer (Lucchese et al., SIGIR 2015): no jump depends on a
// test.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "source/html_body_features.h"

namespace hearsay {

inline constexpr std::int32_t kLogit = 4096;

inline constexpr std::size_t kBodyLeaves = 16;  // of a tree, at most

// One inner node of a tree. A row whose feature is above the threshold cannot reach the leaves left of it.
struct BodyTest {
  std::int16_t threshold = 0;
  std::uint8_t tree = 0;
  std::uint16_t leaves = 0;  // those that stay, one bit each, from the left
};

struct BodyWeights {
  std::span<const BodyTest> tests;       // by feature, thresholds rising
  std::span<const std::uint16_t> first;  // of each feature, its first test; then the number of tests
  std::span<const std::int16_t> leaves;  // kBodyLeaves of each tree
  std::int32_t bias = 0;
  // Of the second step, in 1/256: own score, mean of the template, mean of the element, mean of the page's best three;
  // and its bias in 1/4096 of a logit.
  std::int32_t own = 256, alike = 0, around = 0, best = 0, shift = 0;
};

[[nodiscard]] const BodyWeights& body_weights();

// One score a row.
[[nodiscard]] std::vector<std::int32_t> body_scores(const BodyFeatures& features,
                                                    const BodyWeights& weights = body_weights());

}  // namespace hearsay
