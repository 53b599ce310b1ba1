// What a page says about itself: title, authors, dates, outlet, address, credit, each with the bytes that say so.
//
// What it is: reads JSON-LD first, then OpenGraph and other meta elements, then microdata; visible bylines and times
// are left to html_reader.cc, which asks here only for what the markup declares. Where sources disagree the better one
// wins. Ownership: values own their strings; positions count in the page that the tree views. Threads: pure. Fails:
// never. Facts: schema.org Article and its kin; the Open Graph protocol; meta names seen on news pages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "source/html_tree.h"
#include "source/json_ld.h"
#include "source/source.h"

namespace hearsay {

struct PageMetadata {
  std::vector<Value> titles;   // candidates without the site's name, the best first
  std::vector<Value> authors;  // cleaned; agencies are not among them
  std::optional<Value> credit;
  std::optional<Value> outlet;
  std::optional<Date> published, modified;
  std::string canonical_url;
  std::string url;  // where the page was saved from, if it says so
  std::string language;
  bool wire = false;   // JSON-LD names another organisation as the source
  bool forum = false;  // DiscussionForumPosting, QAPage
  Json json;
};

[[nodiscard]] PageMetadata read_metadata(const HtmlTree& tree);

// Letters and digits only, small: for comparing titles and names whatever their quotes, dashes and blanks.
[[nodiscard]] std::string fold(std::string_view text);

// Host of a URL, small, and the registrable domain of a host ("news.bbc.co.uk" → "bbc.co.uk").
[[nodiscard]] std::string host_of(std::string_view url);
[[nodiscard]] std::string registrable_domain(const std::string& host);

// A date in a path, "/2024/10/03/", as ISO 8601.
[[nodiscard]] std::optional<Date> date_in_url(std::string_view url);

}  // namespace hearsay
