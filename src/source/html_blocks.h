// A page's text as blocks: what a reader would see as one paragraph, heading, item, cell or caption each.
//
// What it is: walks the tree once. Block elements cut, inline ones join, two line breaks in a row cut, one is "\n";
// white space collapses as rendered. Script, style and the like have no text here; hidden text, form controls and
// noscript are kept and marked `hidden`. Each block knows its element and how much of it is link text, which the body
// rules weigh. Ownership: writes parts into the caller's TextBuilder; block i is part i. Threads: pure. Units: code
// points for lengths (CJK characters count two, as they carry more), bytes of the page for positions. Fails: never.
// Facts: HTML Standard section 15 (rendering: display types of elements), CSS Text section 4 (white space).
#pragma once

#include <cstdint>
#include <vector>

#include "source/html_tree.h"
#include "source/text_builder.h"

namespace hearsay {

struct HtmlBlock {
  NodeIndex element = kNoNode;                          // innermost block element around the text
  std::uint32_t length = 0;                             // code points, white space once
  std::uint32_t link_length = 0;                        // of these, inside <a>
  std::uint32_t marks = 0;                              // commas, full stops and the like: prose has them
  std::uint32_t strong_length = 0, slanted_length = 0;  // code points inside <b>, <strong>; <i>, <em>
  NodeIndex media = kNoNode;      // the last image, video or embed between the block before and this one
  std::uint16_t links = 0;        // <a> with text
  std::uint16_t media_count = 0;  // images and the like between the block before and this one
  bool hidden = false;            // not shown: hidden by markup, in a form control, in noscript
  bool may_show = false;          // hidden, but a script may show it, or show the same without noscript
  bool heading_tag = false;       // h1 … h6
  bool paragraph_tag = false;     // directly in <p>
};

struct HtmlBlocks {
  std::vector<HtmlBlock> blocks;
  std::vector<std::uint32_t> traits;  // for each node: traits_of() its element; 0 for others
};

[[nodiscard]] HtmlBlocks write_blocks(const HtmlTree& tree, TextBuilder& builder);

}  // namespace hearsay
