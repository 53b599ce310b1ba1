// Who, when and where of comments: what each one's frame says, told by what all their frames have in common.
//
// What it is: for each comment the elements that may name its author and its time are listed; elements of one shape
// vote together, so that "Full Member" or a date of joining, which many frames have, loses against the name and the
// time that all have. Ownership: values own their strings; positions count in the page. Threads: pure. Fails: never; a
// comment without name, time or address has none. Bounds: at most kMostFrameNodes nodes of a comment are looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/html_marks.h"
#include "source/source.h"

namespace hearsay {

inline constexpr std::size_t kMostFrameNodes = 600;

// The part of a page that is one comment.
struct FrameArea {
  NodeIndex first = kNoNode, last = kNoNode;  // siblings
  std::uint32_t from = 0, to = 0;             // places
  std::uint32_t group = 0;                    // comments of one group vote together
};

struct CommentFrame {
  std::optional<Value> author;
  bool named = false;  // markup says that this is its author; else the place of the line does
  std::optional<Date> published;
  std::string permalink;
  std::vector<std::string> ids;      // numbers that name it in addresses
  std::vector<std::string> answers;  // ids or "@name" of what it answers, the surest first
  int depth = -1;                    // as markup counts replies, or -1
};

struct FrameInput {
  const HtmlTree& tree;
  const HtmlBlocks& blocks;
  const PageMarks& marks;
  const std::vector<std::uint32_t>& nearest;  // for each node: the comment it belongs to
  const std::vector<std::uint8_t>& is_text;   // for each node: 1 where it or one around it is a comment's text
  std::string_view captured_at;
};

// One frame for each area, in order.
[[nodiscard]] std::vector<CommentFrame> read_frames(const FrameInput& input, const std::vector<FrameArea>& areas);

}  // namespace hearsay
