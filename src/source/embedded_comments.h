// Comments that a page loads from elsewhere: whose service, and where the page says so.
//
// What it is: recognises the containers, scripts and frames of comment services by their ids, classes and addresses.
// What readers said there is not in the archive, which is a gap to tell, not an absence of comments. Ownership: plain
// values. Threads: pure. Units: bytes of the page. Fails: never; nullopt where there is none. Time: linear in the
// page's attributes. Facts: the services' own embedding instructions.
#pragma once

#include <optional>
#include <string>

#include "source/html_tree.h"

namespace hearsay {

struct EmbeddedComments {
  std::string service;  // "Disqus", "Facebook" …
  Span source;          // the start tag that loads or holds them
};

[[nodiscard]] std::optional<EmbeddedComments> find_embedded_comments(const HtmlTree& tree);

}  // namespace hearsay
