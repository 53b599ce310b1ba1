// What a page's JSON-LD says of its article, in schema.org's words.
//
// What it is: finds the object that describes the page's own article among all others (list items, recommendations,
// the publisher), and reads its people, its text and its comments. Ownership: values own their strings; positions
// count in the page. Threads: pure. Fails: never; what is not there is empty. Bounds: kMaxStatedComments comments,
// kMaxStatedNames names. Facts: schema.org CreativeWork, Article and Comment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "source/json_ld.h"
#include "source/source.h"

namespace hearsay {

inline constexpr std::size_t kMaxStatedComments = 10'000;
inline constexpr std::size_t kMaxStatedNames = 50;

struct SchemaArticle {
  std::uint32_t article = kNoJson;  // the object that is the page's article
  std::uint32_t page = kNoJson;     // its WebPage, whose dates stand in where the article has none
  bool forum = false;               // a thread or a question with answers
};

// `addresses`: the page's own URLs as it states them (canonical, og:url), which tell its article from others.
[[nodiscard]] SchemaArticle article_in(const Json& json, const std::vector<std::string>& addresses);

// A text value at or under a node; nullopt where there is none.
[[nodiscard]] std::optional<Value> text_value(const Json& json, std::uint32_t node);

struct StatedName {
  Value name;
  bool organisation = false;  // says that it is one
};
// Those that a property names: persons, organisations, plain strings.
[[nodiscard]] std::vector<StatedName> stated_names(const Json& json, std::uint32_t object, std::string_view property);

// The article's text as JSON-LD repeats it. A hint to align the page's text against: it has no place on the page.
[[nodiscard]] std::optional<Value> stated_body(const Json& json, const SchemaArticle& schema);

// A reader comment, an answer or a post of a thread.
struct StatedComment {
  Value text;
  std::optional<Value> author;
  std::optional<Date> published;
  std::string url;                      // its permalink, or ""
  std::optional<std::uint32_t> parent;  // index of what it replies to, smaller than its own
};
[[nodiscard]] std::vector<StatedComment> stated_comments(const Json& json, const SchemaArticle& schema);
// How many comments the page says there are, loaded or not; nullopt where it does not.
[[nodiscard]] std::optional<std::uint64_t> stated_comment_count(const Json& json, const SchemaArticle& schema);

}  // namespace hearsay
