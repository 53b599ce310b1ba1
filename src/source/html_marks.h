// Where a page names times and people, in document order: what repeated records are recognised by.
//
// What it is: each node's place in document order, and the places of time marks (time elements, short lines with a date
// or "3 hours ago"), of name marks (elements that call themselves author or user, links to profiles) and of text that
// is no frame. Counting marks in a subtree is then two binary searches. Ownership: views the caller's tree and blocks.
// Threads: pure. Units: places count nodes. Fails: never. Time: linear in the page.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "source/html_blocks.h"

namespace hearsay {

struct PageMarks {
  std::vector<std::uint32_t> enter;  // for each node: its place
  std::vector<std::uint32_t> exit;   // for each node: the first place behind its subtree
  std::vector<NodeIndex> order;      // for each place: its node
  std::vector<std::uint32_t> times;  // places, rising; no mark lies in another
  std::vector<std::uint32_t> names;  // places, rising
  struct Content {
    std::uint32_t place = 0;
    std::uint32_t block = 0;
    std::uint64_t before = 0;  // code points of all content in front of it
  };
  std::vector<Content> content;  // by place; only where there are two time marks or more
  std::uint64_t content_total = 0;
  std::vector<std::uint32_t> first_block;  // for each node: the first block whose element it is, or 0xFFFFFFFF

  // Marks in [from, to).
  [[nodiscard]] static std::uint32_t count(const std::vector<std::uint32_t>& places, std::uint32_t from,
                                           std::uint32_t to);
  // Code points of content in [from, to).
  [[nodiscard]] std::uint64_t content_in(std::uint32_t from, std::uint32_t to) const;
};

[[nodiscard]] PageMarks find_marks(const HtmlTree& tree, const HtmlBlocks& blocks, const std::vector<Part>& parts,
                                   std::string_view text);

// Whether a link leads to somebody's profile.
[[nodiscard]] bool is_profile_link(const HtmlTree& tree, NodeIndex element);

}  // namespace hearsay
