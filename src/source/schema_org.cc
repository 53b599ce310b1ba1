#include "source/schema_org.h"

#include <algorithm>
#include <charconv>

#include "source/ascii.h"
#include "source/dates.h"

namespace hearsay {

namespace {

// "https://www.a.example/x/?utm=1#top" and "http://a.example/x" are one place for this purpose.
std::string_view place_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  if (url.starts_with("www.")) url.remove_prefix(4);
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

// Whether the object is what another one lists, recommends or belongs to, and not what the page is about.
bool is_aside(const Json& json, std::uint32_t node) {
  for (int step = 0; step < 12 && node != kNoJson; ++step, node = json[node].parent) {
    if (json[node].key.empty()) continue;
    for (const std::string_view key :
         {"itemListElement", "isPartOf", "mentions", "relatedLink", "comment", "citation", "itemReviewed", "subjectOf",
          "about", "suggestedAnswer", "acceptedAnswer", "review", "isBasedOn", "publisher", "author", "workExample"}) {
      if (json.key_is(node, key)) return true;
    }
  }
  return false;
}

bool is_article(const Json& json, std::uint32_t node) {
  return json.has_type(
      node, {"NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
             "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "DiscussionForumPosting",
             "ReviewNewsArticle", "TechArticle", "Report", "AskPublicNewsArticle", "ScholarlyArticle",
             "SatiricalArticle", "AdvertiserContentArticle", "Question", "ClaimReview"});
}

std::string address_of(const Json& json, std::uint32_t object, std::string_view key) {
  std::uint32_t node = json.member(object, key);
  if (node != kNoJson && json[node].kind == JsonKind::kArray) node = json[node].first_child;
  if (node != kNoJson && json[node].kind == JsonKind::kObject) node = json.member(node, "@id");
  if (node == kNoJson || json[node].kind != JsonKind::kString) return {};
  return json.value(node);
}

}  // namespace

SchemaArticle article_in(const Json& json, const std::vector<std::string>& addresses) {
  SchemaArticle out;
  int best = -10;
  for (std::uint32_t i = 0; i < json.nodes().size(); ++i) {
    if (json[i].kind != JsonKind::kObject) continue;
    if (json.has_type(i, {"DiscussionForumPosting", "QAPage"})) out.forum = true;
    if (out.page == kNoJson && json.has_type(i, {"WebPage", "ItemPage"}) && !is_aside(json, i)) out.page = i;
    if (!is_article(json, i)) continue;
    // The first that stands on its own and says what it is called; an address that is the page's own says most.
    int score = 0;
    if (json.member(i, "headline") != kNoJson || json.member(i, "name") != kNoJson) score += 2;
    if (json.member(i, "datePublished") != kNoJson || json.member(i, "author") != kNoJson) score += 1;
    if (!is_aside(json, i)) score += 4;
    if (json.has_type(i, {"ClaimReview"})) score -= 3;  // the verdict on a claim, beside the article about it
    if (score + 3 > best) {
      bool own = false;
      for (const std::string_view key : {"mainEntityOfPage", "url", "@id"}) {
        const std::string address = address_of(json, i, key);
        own = own || (!address.empty() && std::any_of(addresses.begin(), addresses.end(), [&](const std::string& a) {
                return place_of(a) == place_of(address);
              }));
      }
      if (own) score += 3;
    }
    if (score > best) {
      best = score;
      out.article = i;
    }
  }
  return out;
}

std::optional<Value> text_value(const Json& json, std::uint32_t node) {
  node = json.text_of(node);
  if (node == kNoJson) return std::nullopt;
  Value value{json.text(node), std::nullopt, json[node].source, "json-ld"};
  if (value.value.empty() || value.source->empty()) return std::nullopt;
  return value;
}

std::vector<StatedName> stated_names(const Json& json, std::uint32_t object, std::string_view property) {
  std::vector<StatedName> out;
  for (const std::uint32_t item : json.items(json.member(object, property), kMaxStatedNames)) {
    const std::uint32_t who = json.resolve(item);
    const bool is_object = json[who].kind == JsonKind::kObject;
    const bool organisation =
        is_object && json.has_type(who, {"Organization", "NewsMediaOrganization", "Corporation", "NGO", "Brand"});
    // "name": ["A", "B"] is written, too.
    for (const std::uint32_t name : json.items(is_object ? json.member(who, "name") : who, kMaxStatedNames)) {
      if (json[name].kind != JsonKind::kString || json[name].source.empty() || out.size() >= kMaxStatedNames) continue;
      Value value{json.text(name), std::nullopt, json[name].source, "json-ld"};
      if (!value.value.empty()) out.push_back({std::move(value), organisation});
    }
  }
  return out;
}

std::optional<Value> stated_body(const Json& json, const SchemaArticle& schema) {
  if (schema.article == kNoJson) return std::nullopt;
  for (const std::string_view key : {"articleBody", "text"}) {
    const std::uint32_t node = json.member(schema.article, key);
    if (node == kNoJson || json[node].kind != JsonKind::kString || json[node].source.empty()) continue;
    Value value{json.value(node), std::nullopt, json[node].source, "json-ld"};
    if (!value.value.empty()) return value;
  }
  return std::nullopt;
}

std::vector<StatedComment> stated_comments(const Json& json, const SchemaArticle& schema) {
  std::vector<StatedComment> out;
  // Replies lie inside of what they reply to, or beside it with a parentItem. A queue in place of recursion: every
  // object is entered once.
  struct Open {
    std::uint32_t list;
    std::optional<std::uint32_t> parent;
  };
  std::vector<Open> queue;
  const auto enter = [&](std::uint32_t object, std::optional<std::uint32_t> parent) {
    for (const std::string_view key : {"comment", "acceptedAnswer", "suggestedAnswer"}) {
      if (const std::uint32_t list = json.member(object, key); list != kNoJson) queue.push_back({list, parent});
    }
  };
  for (const std::uint32_t object : {schema.article, schema.page}) {
    if (object != kNoJson) enter(object, std::nullopt);
  }
  std::vector<std::pair<std::string, std::uint32_t>> ids;
  for (std::size_t next = 0; next < queue.size() && out.size() < kMaxStatedComments; ++next) {
    const Open open = queue[next];
    for (const std::uint32_t item : json.items(open.list, kMaxStatedComments)) {
      if (out.size() >= kMaxStatedComments) break;
      if (json[item].kind != JsonKind::kObject) continue;
      std::optional<Value> text;
      for (const std::string_view key : {"text", "articleBody", "description"}) {
        if (!text) text = text_value(json, json.member(item, key));
      }
      std::optional<std::uint32_t> self = open.parent;
      if (text) {
        StatedComment comment;
        comment.text = std::move(*text);
        std::vector<StatedName> who = stated_names(json, item, "author");
        if (who.empty()) who = stated_names(json, item, "creator");
        if (!who.empty()) comment.author = std::move(who.front().name);
        for (const std::string_view key : {"dateCreated", "datePublished"}) {
          const std::uint32_t node = json.text_of(json.member(item, key));
          if (node == kNoJson || comment.published) continue;
          if (const auto found = find_date(json.written(node))) {
            const std::uint32_t begin = json[node].source.begin;
            comment.published = Date{found->value, found->precision,
                                     Span{begin + found->span.begin, begin + found->span.end}, "json-ld"};
          }
        }
        for (const std::string_view key : {"url", "@id"}) {
          if (comment.url.empty()) comment.url = address_of(json, item, key);
        }
        comment.parent = open.parent;
        if (!comment.parent) {
          const std::string above = address_of(json, item, "parentItem");
          const auto found = std::find_if(ids.begin(), ids.end(), [&](const auto& id) { return id.first == above; });
          if (!above.empty() && found != ids.end()) comment.parent = found->second;
        }
        self = static_cast<std::uint32_t>(out.size());
        // Enough to look through for each comment: a bound on the work, not on the comments.
        if (const std::string id = address_of(json, item, "@id"); !id.empty() && ids.size() < 500)
          ids.emplace_back(id, *self);
        out.push_back(std::move(comment));
      }
      enter(item, self);
    }
  }
  return out;
}

std::optional<std::uint64_t> stated_comment_count(const Json& json, const SchemaArticle& schema) {
  for (const std::uint32_t object : {schema.article, schema.page}) {
    for (const std::string_view key : {"commentCount", "answerCount"}) {
      const std::uint32_t node = json.member(object, key);
      if (node == kNoJson || json[node].source.empty()) continue;
      const std::string_view digits = json.written(node);
      std::uint64_t count = 0;
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
      if (error == std::errc() && end == digits.data() + digits.size()) return count;
    }
  }
  return std::nullopt;
}

}  // namespace hearsay
