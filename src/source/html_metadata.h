// What a page says about itself: title, authors, dates, outlet, address, credit, each with the bytes that say so.
//
// What it is: chooses among what page_declarations.h, json_ld.h and schema_org.h read. Visible headings, bylines and
// times are left to html_reader.cc. The order, each step taken where those before it say nothing:
//   title      vote of heading, og:title, JSON-LD headline, twitter:title, title element: page_title.h
//   authors    people of JSON-LD author or creator · microdata and RDFa · meta elements · rel=author links · visible
//              byline; then the organisation that signs, in the same order
//   published  JSON-LD article · meta (article:published_time first), microdata · JSON-LD page · visible · URL
//   modified   as published, without what is visible
//   outlet     og:site_name · JSON-LD publisher · application-name
//   address    canonical link · og:url · JSON-LD mainEntityOfPage, url
//   credit     JSON-LD sourceOrganization, isBasedOn, creditText · an agency among the authors · visible
// Other orders were measured on the Fundus pages and gave less (docs/accuracy.md, "Metadata").
// Ownership: values own their strings, `json` views the page; positions count in the page that the tree views.
// Threads: pure. Fails: never. Facts: schema.org Article and its kin; the Open Graph protocol; meta names seen on news
// pages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "source/html_tree.h"
#include "source/json_ld.h"
#include "source/page_title.h"
#include "source/schema_org.h"
#include "source/source.h"
#include "source/web_address.h"

namespace hearsay {

struct StatedTime {
  NodeIndex element = kNoNode;  // <time datetime=…>
  Date date;
};

struct PageMetadata {
  std::vector<Value> titles;         // candidates without the site's name, the best first
  std::vector<Value> authors;        // people; agencies and outlets are not among them
  std::vector<Value> organisations;  // that sign it
  std::optional<Value> credit;
  std::optional<Value> outlet;
  std::optional<Date> published, modified;
  std::vector<StatedTime> times;  // in page order; what each is the time of is not said
  std::string canonical_url;
  std::string url;  // where the page was saved from, if it says so
  std::string language;
  bool wire = false;               // JSON-LD names another organisation as the source
  bool forum = false;              // DiscussionForumPosting, QAPage
  std::vector<std::string> sites;  // folded names of the outlet and its domain
  // What JSON-LD says of the article: for stated_body(), stated_comments() and stated_comment_count().
  Json json;
  SchemaArticle schema;
};

[[nodiscard]] PageMetadata read_metadata(const HtmlTree& tree);

}  // namespace hearsay
