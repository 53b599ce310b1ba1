// Bodies of news pages: which blocks are the article.
//
// What it is: blocks weigh by their prose (length, link share, punctuation); blocks under elements that name themselves
// menu, related, share and the like weigh nothing, unless most of the page's prose is there; the weight flows up to the
// elements around, less with each step, and more where an element names itself the article's body. The heaviest element
// holds the body; its blocks are then judged one by one.
// Ownership: views the caller's tree and blocks. Threads: pure. Units: block indices. Fails: never; a page without
// prose has an empty body. Time linear in nodes and blocks (at most kMaxHtmlDepth steps a block). Facts: the method of
// Readability and its kin (weights flow to parents), text density after Kohlschuetter et al. 2010; constants chosen on
// the WCXB development part.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "source/html_blocks.h"

namespace hearsay {

struct BodyInput {
  const HtmlTree& tree;
  const HtmlBlocks& blocks;
  const std::vector<Part>& parts;
  std::string_view text;
  std::vector<bool> taken;  // blocks that are something else already (comments): never body
  std::optional<std::uint32_t> headline;
};

struct Body {
  std::vector<bool> in;               // for each block: part of the article
  std::uint32_t first = 0, last = 0;  // hull of these, half-open; first == last: none
  NodeIndex element = kNoNode;
};

[[nodiscard]] Body find_body(const BodyInput& input);

// Whether `inner` is `outer` or lies under it.
[[nodiscard]] bool is_under(const HtmlTree& tree, NodeIndex inner, NodeIndex outer);

}  // namespace hearsay
