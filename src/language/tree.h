// Tree: heads and labels of one unit, and what follows from them: edges, sentence starts, arcs put back where a
// projective parser could not draw them.
// Ownership: vectors in a struct that callers reuse. Threads: pure functions on the caller's data.
// Units: token indices within the unit. Fails: never; heads may be any indices of the unit (edges stay well defined).
// Facts: spaCy 3.8 tokens/doc.pyx set_children_from_heads, pipeline/_parser_internals/nonproj.pyx (Nivre & Nilsson
// 2005, scheme HEAD).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/labels.h"

namespace hearsay {

// A dependency label as the parser learned it: "pobj||prep" is a pobj whose head is to be sought below, as a prep.
struct ArcLabel {
  Dep dep = Dep::None;
  Dep head_dep = Dep::None;  // None: an ordinary label
  friend bool operator==(ArcLabel, ArcLabel) = default;
};

// Fails with kModel where a half is no label of labels.h.
[[nodiscard]] Result<ArcLabel> arc_label_of(std::string_view text);

struct Tree {
  std::vector<std::uint32_t> head;  // a root is its own head
  std::vector<ArcLabel> label;
  std::vector<std::uint32_t> left_edge;  // first and last token of the subtree, inclusive
  std::vector<std::uint32_t> right_edge;
  std::vector<std::uint8_t> sentence_start;

  // Everything for `count` tokens, each its own root.
  void reset(std::uint32_t count);
};

// Edges and sentence starts from heads.
void set_edges(Tree& tree);

// Moves each arc with a decorated label to the first fitting token below its head (breadth first, left to right, not
// through white space), drops the decorations and sets edges again. Work is bounded by kSearchLimit + 256 tokens looked
// at for each token of the unit: far more than any text needs, and linear for hostile ones, whose arcs then stay.
inline constexpr std::uint64_t kSearchLimit = 1u << 20;
void deprojectivize(Tree& tree, const std::vector<std::uint8_t>& is_space);

}  // namespace hearsay
