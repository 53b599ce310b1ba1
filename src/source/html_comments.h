// Reader comments and forum threads in markup: which blocks are whose, when, in reply to which.
//
// What it is: comments are the repeated records of a page (html_records.h), and elements whose id, class or type says
// so ("comment-12", li.comment, schema.org/Comment) with text of their own beside name and time. The text of a comment
// is what the element holds in which most of the group's text is, else its paragraphs; names, times, "Reply", forms,
// counters, signatures and what is said of users are boilerplate. Nesting, depth, addresses and quotations give
// replies. Where a page has records and no article before them it is a thread: the first record opens it, the others
// answer. Ownership: views the caller's tree and blocks; values own their strings, positions count in the page.
// Threads: pure. Fails: never; a page with a comment form and no comment has none. Facts: WordPress' comment templates,
// schema.org/Comment, Blogger's comments-block, the templates of phpBB, vBulletin, XenForo, Invision, SMF, FluxBB,
// Discourse; words after sources measured on the trafilatura evaluation pages.
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
  std::vector<HtmlComment> comments;   // in page order
  std::optional<HtmlComment> opening;  // of a thread: what the comments answer
  std::vector<bool> taken;             // blocks in or around comments and the opening: not the article
};

struct CommentInput {
  const HtmlTree& tree;
  const HtmlBlocks& blocks;
  const std::vector<Part>& parts;
  std::string_view text;
  std::string_view url;          // of the page, or ""
  bool forum = false;            // its metadata says that it is a thread
  std::string_view captured_at;  // ISO 8601 or ""
};

[[nodiscard]] HtmlComments find_comments(const CommentInput& input);

}  // namespace hearsay
