// Repeated records of a page: siblings of one shape, each with a time, a name and text of its own.
//
// What it is: comments and posts are records that repeat, whatever a site calls them. Elements around time marks are
// grouped by tag and class (digits left out); a group whose members mostly have their own time, name and text is a
// candidate, and so are runs of siblings where name and text are laid side by side (dl, table rows). The group is taken
// for comments where names, buttons, addresses or the section around say so, and not where it leads elsewhere (teasers,
// lists of latest comments). Ownership: views the caller's tree, blocks and marks. Threads: pure. Fails: never; where
// in doubt there are none. Time: n log n in the elements around time marks; at most kMostRecordGroups groups.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "source/html_blocks.h"
#include "source/html_marks.h"

namespace hearsay {

inline constexpr std::size_t kMostRecordGroups = 6;

// One record: sibling nodes, mostly a single element.
struct HtmlRecord {
  NodeIndex first = kNoNode;
  NodeIndex last = kNoNode;  // first, or a later sibling
};

struct RecordGroup {
  std::vector<HtmlRecord> records;  // in document order; those of nested replies lie in their parents
  bool comments = false;            // calls itself comments, or stands in a section that does
  bool posts = false;               // calls itself posts, messages, a thread
  std::uint64_t content = 0;        // code points
};

struct RecordInput {
  const HtmlTree& tree;
  const HtmlBlocks& blocks;
  const std::vector<Part>& parts;
  std::string_view text;
  const PageMarks& marks;
  bool forum = false;     // the page says that it is a thread
  std::string_view path;  // of the page's own address, or ""
};

[[nodiscard]] std::vector<RecordGroup> find_records(const RecordInput& input);

// Whether the page says that it is a forum's: its generator, its address, its microdata.
[[nodiscard]] bool is_forum_page(const HtmlTree& tree, std::string_view url);

}  // namespace hearsay
