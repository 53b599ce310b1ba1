// Words around reader comments: frame lines, names with "says:".
//
// What it is: tells the lines that a comment's frame is made of ("Reply", "12 likes", "Last edited …") from what
// readers say; finds the name in lines like "Posted by Ann on 3 May 2024".
// Ownership: views only; ranges count in the text given. Threads: pure. Units: bytes. Fails: nullopt or false.
// Facts: words of forum software, of WordPress'
// translations and of news sites in seven languages.
#pragma once

#include <optional>
#include <string_view>

#include "base/span.h"
namespace hearsay {

// A whole line of frame: a button, a counter, a note on editing or moderation.
[[nodiscard]] bool is_comment_frame(std::string_view line);

// A line that answers or reports a comment: comments have these, other records do not.
[[nodiscard]] bool is_reply_button(std::string_view line);

// The name in a line of who and when ("by Ann » Tue Aug 27", "Par Ann,", "Ann says:", "Ann"); nullopt where what is
// left is no name.
[[nodiscard]] std::optional<Span> commenter_in(std::string_view line);

// Whether a class or id is one of what holds somebody's words ("post-body", "userContent"), in any forum software.
[[nodiscard]] bool names_what_is_said(std::string_view class_name);

}  // namespace hearsay
