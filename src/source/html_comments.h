// Reader comments in markup: which blocks are comments, whose, when, in reply to which.
//
// What it is: an element is a comment where its id, class or type says so ("comment-12", li.comment,
// schema.org/Comment) and it has text of its own beside name and time. Nesting gives replies. The text of a comment is
// what its own elements call text, else its paragraphs; names, times, "Reply", forms and counters are boilerplate.
// Ownership: views the caller's tree and blocks; values own their strings, positions count in the page. Threads: pure.
// Fails: never; a page with a comment form and no comment has none.
// Facts: WordPress' comment templates, schema.org/Comment, Blogger's comments-block; words after sources measured on
// the trafilatura evaluation pages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "source/html_blocks.h"
#include "source/html_metadata.h"

namespace hearsay {

struct HtmlComment {
  NodeIndex element = kNoNode;
  std::vector<std::uint32_t> blocks;  // its text, in order; never empty
  std::optional<Value> author;
  std::optional<Date> published;
  std::optional<std::uint32_t> reply_to;  // index among the comments, smaller than its own
  std::string permalink;
  std::uint8_t depth = 0;  // of replies
};

struct HtmlComments {
  std::vector<HtmlComment> comments;  // in page order
  std::vector<bool> taken;            // blocks in or around comments: not the article
};

[[nodiscard]] HtmlComments find_comments(const HtmlTree& tree, const HtmlBlocks& blocks, const std::vector<Part>& parts,
                                         std::string_view text);

}  // namespace hearsay
