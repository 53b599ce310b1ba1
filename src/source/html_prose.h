// Where a page's prose is: how much each block weighs, which elements are side matters, which one holds most.
//
// What it is: blocks weigh by their prose (length, link share, punctuation); blocks under elements that name themselves
// menu, related, share and the like weigh nothing, unless most of the page's prose is there; the weight flows up to the
// elements around, less with each step, and more where an element names itself the article's body. The heaviest element
// holds the article, or is one of several that do. html_body.h decides from here which blocks are the article.
// Ownership: plain values, indexed by block and by node. Threads: pure. Units: weights are prose letters times 64, in
// integers, so that they are the same on every machine. Fails: never. Time linear in nodes and blocks (at most
// kMaxHtmlDepth steps a block). Facts: the method of Readability and its kin (weights flow to parents), text density
// after Kohlschuetter et al. 2010; constants chosen on the WCXB development part.
#pragma once

#include <cstdint>
#include <vector>

#include "source/html_blocks.h"

namespace hearsay {

struct PageProse {
  std::vector<std::int64_t> raw;     // of each block, wherever it stands
  std::vector<std::int64_t> weight;  // of each block, 0 in side matters
  std::vector<std::int64_t> good;    // of each node: the weights under it
  std::vector<std::int64_t> mass;    // of each node: the raw weights under it
  std::vector<bool> off;             // of each block: it stands in a side matter
  std::int64_t total = 0;            // of all raw weights
  std::int64_t total_good = 0;       // of all weights
  NodeIndex heaviest = kNoNode;      // kNoNode: the page has no prose
  NodeIndex element = kNoNode;       // the heaviest, widened while what is around it holds enough prose of its own
};

// `taken`: blocks that are something else already (comments).
[[nodiscard]] PageProse find_prose(const HtmlTree& tree, const HtmlBlocks& blocks, const std::vector<Part>& parts,
                                   const std::vector<bool>& taken);

// Whether `inner` is `outer` or lies under it.
[[nodiscard]] bool is_under(const HtmlTree& tree, NodeIndex inner, NodeIndex outer);

// The element whose children a block's text runs along: what is around its paragraph, item or cell.
[[nodiscard]] NodeIndex container_of(const HtmlTree& tree, const HtmlBlock& block);

}  // namespace hearsay
