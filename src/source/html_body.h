// Bodies of news pages: which blocks are the article.
//
// What it is: html_prose.h finds where the page's prose is, html_body_features.h what each block looks like and where
// it stands, and html_body_scorer.h judges it: paragraphs, headings inside, lists and quotations are the article's;
// lists of links, newsletter boxes, consent boxes, captions, bylines and menus are not. A heading stays only where text
// follows. Ownership: views the caller's tree and blocks. Threads: pure. Units: block indices. Fails: never; a page
// without prose has an empty body. Time linear in nodes and blocks (at most kMaxHtmlDepth steps a block).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "source/html_body_features.h"

namespace hearsay {

struct Body {
  std::vector<bool> in;               // for each block: part of the article
  std::vector<bool> caption;          // for each block: words of a picture, not the article's own
  std::uint32_t first = 0, last = 0;  // hull of these, half-open; first == last: none
  NodeIndex element = kNoNode;
};

// What find_body() saw, for training and tests.
struct BodyTrace {
  BodyFeatures features;
  std::vector<std::string> texts;  // of all blocks
};

[[nodiscard]] Body find_body(const BodyInput& input, BodyTrace* trace = nullptr);

}  // namespace hearsay
