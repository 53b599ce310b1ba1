// An oracle for tests: the same page through gumbo (Debian libgumbo, HTML of 2013 to 2015), as one line a node.
//
// Ownership: returns strings. Threads: pure. Both outlines are written alike, in document order: "  <name>",
// "  <svg name>", "  <!--data-->" with two blanks a level, and all text between two such lines as one line "\"text\""
// without depth: gumbo 0.10.1 forgets to flush its text buffer at </form>, so that text ends up after the form it
// stands in. Used by tests only; never linked into the program.
#pragma once

#include <string>
#include <string_view>

#include "source/html_tree.h"

namespace hearsay {

[[nodiscard]] std::string gumbo_outline(std::string_view utf8);
[[nodiscard]] std::string outline(const HtmlTree& tree);

}  // namespace hearsay
