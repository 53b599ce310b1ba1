// What of a comment is said, and what is frame: the blocks that are its text.
//
// What it is: records of one group keep their text in one element of the same shape; that element is the smallest in
// which most of the group's text stands, apart from its time. Comments without such an element give the blocks that no
// name, time, button, counter, form, signature or profile claims. What is quoted of another by name is
// that one's, and long program output nobody's: both are left out where more is said. Ownership: views the caller's
// tree and blocks. Threads: pure. Fails: never; a comment without words (a picture) has no blocks. Bounds: kMostSteps
// elements up from a block.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "source/html_blocks.h"
#include "source/html_marks.h"

namespace hearsay {

struct CommentArea {
  NodeIndex first = kNoNode, last = kNoNode;        // siblings
  std::uint32_t group = 0;                          // 0: each for itself; else comments of one group are alike
  const std::vector<std::uint32_t>* own = nullptr;  // blocks of this comment and of none inside it
};

struct CommentTextInput {
  const HtmlTree& tree;
  const HtmlBlocks& blocks;
  const std::vector<Part>& parts;
  std::string_view text;
  const PageMarks& marks;
  const std::vector<std::uint32_t>& nearest;  // for each node: the area it belongs to
};

// For each area its blocks of text; sets is_text for the elements that hold text.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> pick_texts(const CommentTextInput& input,
                                                                 const std::vector<CommentArea>& areas,
                                                                 std::vector<std::uint8_t>& is_text);

}  // namespace hearsay
