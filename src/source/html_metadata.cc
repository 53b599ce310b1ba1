#include "source/html_metadata.h"

#include <libpsl.h>

#include <algorithm>
#include <array>

#include "source/agencies.h"
#include "source/ascii.h"
#include "source/byline.h"
#include "source/dates.h"

namespace hearsay {

namespace {

constexpr std::size_t kMostAuthors = 50;

// One declaration, `<meta name=… content=…>` and the like.
struct Declaration {
  std::string key;    // small
  std::string value;  // decoded
  Span source;
  std::string from;
};

constexpr auto kPublished = std::to_array<std::string_view>({"article:published_time",
                                                             "datepublished",
                                                             "og:published_time",
                                                             "og:article:published_time",
                                                             "parsely-pub-date",
                                                             "sailthru.date",
                                                             "date",
                                                             "pubdate",
                                                             "publishdate",
                                                             "publish-date",
                                                             "publish_date",
                                                             "publication_date",
                                                             "dc.date",
                                                             "dc.date.issued",
                                                             "dcterms.date",
                                                             "dcterms.created",
                                                             "dcterms.issued",
                                                             "date.created",
                                                             "article.published",
                                                             "article:published",
                                                             "cxenseparse:recs:publishtime",
                                                             "vr:published_time",
                                                             "published_time",
                                                             "article_date_original",
                                                             "datecreated"});
constexpr auto kModified =
    std::to_array<std::string_view>({"article:modified_time", "datemodified", "og:updated_time", "last-modified",
                                     "dcterms.modified", "article:modified", "date.updated"});
constexpr auto kAuthor = std::to_array<std::string_view>(
    {"author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
     "article:author_name", "cxenseparse:author", "authors", "article.author"});

bool is_one_of(std::string_view word, const auto& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string collapsed(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    if (ascii::is_space(c)) {
      space = !out.empty();
    } else {
      if (space) out += ' ';
      space = false;
      out += c;
    }
  }
  return out;
}

class MetadataReader {
 public:
  explicit MetadataReader(const HtmlTree& tree) : tree_(tree) {}

  PageMetadata read() {
    collect();
    read_outlet();
    read_titles();
    read_authors();
    read_dates();
    read_addresses();
    return std::move(out_);
  }

 private:
  // Text of a range of the page with references decoded, as attributes and titles have them.
  [[nodiscard]] std::string decoded(Span source, References references = References::kAttribute) const {
    return decode_text(tree_.input, source, references);
  }
  // A JSON string's value as text: references that the publisher's templates left in are undone.
  [[nodiscard]] std::string json_text(const JsonNode& node) const {
    HtmlInput input = tree_.input;
    input.bytes = node.value;
    return collapsed(decode_text(input, {0, static_cast<std::uint32_t>(node.value.size())}, References::kText));
  }
  [[nodiscard]] Span trimmed(Span span) const {
    const std::string_view bytes = tree_.input.bytes;
    while (span.begin < span.end && ascii::is_space(bytes[span.begin])) ++span.begin;
    while (span.end > span.begin && ascii::is_space(bytes[span.end - 1])) --span.end;
    return span;
  }

  void declare(std::string key, const HtmlAttribute& attribute, std::string from) {
    const Span source = trimmed(attribute.value);
    if (source.empty() || source.length() > 5000) return;
    std::string value = collapsed(decoded(source));
    if (!value.empty()) declarations_.push_back({std::move(key), std::move(value), source, std::move(from)});
  }

  void collect() {
    for (NodeIndex i = 0; i != kNoNode; i = tree_.following(i)) {
      const HtmlNode& node = tree_[i];
      if (node.kind == NodeKind::kComment) {
        note_saved_from(node);
        continue;
      }
      if (node.kind != NodeKind::kElement) continue;
      switch (node.tag) {
        case Tag::kHtml:
          if (out_.language.empty()) out_.language = tree_.attribute_value(i, "lang");
          break;
        case Tag::kMeta: {
          const HtmlAttribute* content = tree_.attribute(i, "content");
          if (content == nullptr) break;
          for (const std::string_view name : {"property", "name", "itemprop", "http-equiv"}) {
            const HtmlAttribute* key = tree_.attribute(i, name);
            if (key == nullptr || key->value.length() > 100) continue;
            std::string k = ascii::to_lower(ascii::trim(slice(tree_.input.bytes, key->value)));
            const bool graph = k.starts_with("og:") || k.starts_with("article:");
            declare(std::move(k), *content, graph ? "opengraph" : name == "itemprop" ? "microdata" : "meta");
            break;
          }
          break;
        }
        case Tag::kLink:
          if (const HtmlAttribute* href = tree_.attribute(i, "href");
              href != nullptr && ascii::iequals(tree_.attribute_value(i, "rel"), "canonical")) {
            declare("canonical", *href, "meta");
          }
          break;
        case Tag::kTitle:
          if (node.space == Namespace::kHtml && !title_) {
            if (const NodeIndex text = node.first_child; text != kNoNode && tree_[text].kind == NodeKind::kText) {
              const Span source = trimmed(tree_[text].start);
              if (!source.empty() && source.length() < 2000) title_ = source;
            }
          }
          break;
        case Tag::kScript:
          if (ascii::istarts_with(tree_.attribute_value(i, "type"), "application/ld+json")) read_json(i);
          break;
        case Tag::kTime:
          if (const HtmlAttribute* when = tree_.attribute(i, "datetime")) {
            const std::string property = tree_.attribute_value(i, "itemprop");
            if (property == "datePublished" || property == "dateModified")
              declare(ascii::to_lower(property), *when, "microdata");
          }
          break;
        default:
          if (const HtmlAttribute* content = node.count > 0 ? tree_.attribute(i, "content") : nullptr) {
            const std::string property = tree_.attribute_value(i, "itemprop");
            if (!property.empty()) declare(ascii::to_lower(property), *content, "microdata");
          }
          break;
      }
    }
  }

  void note_saved_from(const HtmlNode& node) {
    // Browsers write "<!-- saved from url=(0024)https://example.org/ -->", the number being the address's length.
    const std::string_view data = slice(tree_.input.bytes, node.end).substr(0, 2000);
    const std::size_t at = data.find("saved from url=(");
    if (at == std::string_view::npos) return;
    const std::size_t close = data.find(')', at);
    if (close == std::string_view::npos) return;
    std::string_view url = data.substr(close + 1);
    url = url.substr(0, url.find_first_of(" \t\r\n"));
    if (url.starts_with("http")) out_.url = std::string(url);
  }

  void read_json(NodeIndex script) {
    const NodeIndex text = tree_[script].first_child;
    if (text == kNoNode || tree_[text].kind != NodeKind::kText) return;
    const Span source = tree_[text].start;
    const auto first = static_cast<std::uint32_t>(out_.json.nodes().size());
    out_.json.read(slice(tree_.input.bytes, source), source.begin);
    for (auto i = first; i < out_.json.nodes().size(); ++i) {
      if (out_.json[i].kind != JsonKind::kObject) continue;
      if (out_.json.has_type(
              i, {"NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
                  "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting",
                  "DiscussionForumPosting", "ReviewNewsArticle", "TechArticle", "Report", "AskPublicNewsArticle"})) {
        // The article is the first one that stands on its own: others are list items and recommendations.
        if (article_ == kNoJson ||
            (out_.json.member(article_, "headline") == kNoJson && out_.json.member(i, "headline") != kNoJson))
          article_ = i;
      }
      if (page_ == kNoJson && out_.json.has_type(i, {"WebPage", "ItemPage"})) page_ = i;
      if (out_.json.has_type(i, {"DiscussionForumPosting", "QAPage"})) out_.forum = true;
    }
  }

  [[nodiscard]] const Declaration* declaration(std::string_view key) const {
    const auto found =
        std::find_if(declarations_.begin(), declarations_.end(), [&](const Declaration& d) { return d.key == key; });
    return found == declarations_.end() ? nullptr : &*found;
  }

  [[nodiscard]] std::optional<Value> json_value(std::uint32_t node) const {
    node = out_.json.text_of(node);
    if (node == kNoJson) return std::nullopt;
    Value value{json_text(out_.json[node]), std::nullopt, out_.json[node].source, "json-ld"};
    if (value.value.empty()) return std::nullopt;
    return value;
  }

  void read_outlet() {
    if (const Declaration* site = declaration("og:site_name")) {
      out_.outlet = Value{site->value, std::nullopt, site->source, site->from};
      site_names_.push_back(fold(site->value));
    }
    if (article_ != kNoJson) {
      if (std::optional<Value> publisher = json_value(out_.json.member(article_, "publisher"));
          publisher && !publisher->value.starts_with("http") && !publisher->value.starts_with("#")) {
        site_names_.push_back(fold(publisher->value));
        if (!out_.outlet) out_.outlet = std::move(publisher);
      }
    }
    for (const std::string_view key : {"application-name", "apple-mobile-web-app-title", "al:ios:app_name"}) {
      if (const Declaration* name = declaration(key)) {
        site_names_.push_back(fold(name->value));
        if (!out_.outlet) out_.outlet = Value{name->value, std::nullopt, name->source, name->from};
      }
    }
    for (const std::string_view key : {"canonical", "og:url"}) {
      if (const Declaration* address = declaration(key)) {
        const std::string domain = registrable_domain(host_of(address->value));
        if (!domain.empty()) {
          site_names_.push_back(fold(domain));
          site_names_.push_back(fold(domain.substr(0, domain.find('.'))));
        }
      }
    }
  }

  // The range of a title without the site's name at either end.
  [[nodiscard]] Span without_site_name(Span source) const {
    const std::string_view raw = slice(tree_.input.bytes, source);
    for (const std::string_view separator : {" | ",       " - ",      " – ",       " — ",       " &#8211; ",
                                             " &#8212; ", " &#124; ", " &ndash; ", " &mdash; ", " » ",
                                             " &raquo; ", " « ",      " &laquo; ", " :: ",      " : ",
                                             " · ",       " • ",      " &#8226; ", " &bull; ",  " \xE2\x80\x90 ",
                                             " / ",       "|",        " &#x2013; "}) {
      const std::size_t last = raw.rfind(separator);
      if (last != std::string_view::npos && last > 0) {
        const auto at = static_cast<std::uint32_t>(last + separator.size());
        const std::string tail = fold(decoded({source.begin + at, source.end}));
        if (is_site(tail))
          return without_site_name(trimmed({source.begin, source.begin + static_cast<std::uint32_t>(last)}));
      }
      const std::size_t first = raw.find(separator);
      if (first != std::string_view::npos && first > 0) {
        const std::string head = fold(decoded({source.begin, source.begin + static_cast<std::uint32_t>(first)}));
        if (is_site(head))
          return trimmed({source.begin + static_cast<std::uint32_t>(first + separator.size()), source.end});
      }
    }
    return source;
  }
  [[nodiscard]] bool is_site(const std::string& folded) const {
    return !folded.empty() && std::find(site_names_.begin(), site_names_.end(), folded) != site_names_.end();
  }

  void add_title(Span source, std::string from) {
    source = without_site_name(source);
    Value value{collapsed(decoded(source)), std::nullopt, source, std::move(from)};
    if (!value.value.empty()) out_.titles.push_back(std::move(value));
  }

  void read_titles() {
    if (const Declaration* title = declaration("og:title")) add_title(title->source, title->from);
    if (article_ != kNoJson) {
      for (const std::string_view key : {"headline", "name"}) {
        if (std::optional<Value> headline = json_value(out_.json.member(article_, key))) {
          out_.titles.push_back(std::move(*headline));
          break;
        }
      }
    }
    if (const Declaration* title = declaration("twitter:title")) add_title(title->source, title->from);
    if (title_) add_title(*title_, "meta");
  }

  void add_authors(const std::string& text, Span source, const std::string& from) {
    if (text.find("://") != std::string::npos || text.find('@') != std::string::npos) return;
    const Byline byline = split_names(text, true);
    const std::string_view raw = slice(tree_.input.bytes, source);
    const auto value_of = [&](Span name) {
      Value value{text.substr(name.begin, name.length()), std::nullopt, std::nullopt, from};
      if (name.length() == text.size()) {
        value.source = source;
      } else if (const std::size_t at = raw.find(value.value); at != std::string_view::npos) {
        const std::uint32_t begin = source.begin + static_cast<std::uint32_t>(at);
        value.source = Span{begin, begin + name.length()};
      }
      return value;
    };
    for (const Span name : byline.names) {
      Value value = value_of(name);
      const std::string folded = fold(value.value);
      if (folded.empty() || is_site(folded) || out_.authors.size() >= kMostAuthors) continue;
      const bool known = std::any_of(out_.authors.begin(), out_.authors.end(),
                                     [&](const Value& a) { return fold(a.value) == folded; });
      if (!known) out_.authors.push_back(std::move(value));
    }
    for (const Span agency : byline.agencies) {
      if (!out_.credit) out_.credit = value_of(agency);
    }
  }

  void read_authors() {
    if (article_ != kNoJson) {
      const Json& json = out_.json;
      for (const std::string_view key : {"author", "creator"}) {
        std::size_t seen = 0;
        for (const std::uint32_t author : json.items(json.member(article_, key))) {
          if (++seen > kMostAuthors) break;
          // "name": ["A", "B"] is written, too.
          std::uint32_t names =
              json.kind_of(author) == JsonKind::kObject ? json.member(json.resolve(author), "name") : author;
          for (const std::uint32_t name : json.items(names)) {
            if (json[name].kind != JsonKind::kString || out_.authors.size() >= kMostAuthors) continue;
            add_authors(json_text(json[name]), json[name].source, "json-ld");
          }
        }
        if (!out_.authors.empty()) break;
      }
      for (const std::string_view key : {"sourceOrganization", "isBasedOn", "creditText"}) {
        std::optional<Value> origin = json_value(json.member(article_, key));
        if (!origin || origin->value.starts_with("#") || is_site(fold(origin->value))) continue;
        if (origin->value.starts_with("http")) continue;
        out_.credit = std::move(origin);
        out_.wire = true;
        break;
      }
    }
    if (out_.authors.empty()) {
      for (const Declaration& d : declarations_) {
        if (!is_one_of(d.key, kAuthor)) continue;
        add_authors(d.value, d.source, d.from);
        if (!out_.authors.empty() && d.from != "opengraph") break;
      }
    }
    if (out_.credit) out_.wire = true;
  }

  [[nodiscard]] std::optional<Date> date_from(const std::string& text, Span source, const std::string& from) const {
    const std::optional<FoundDate> found = find_date(text);
    if (!found) return std::nullopt;
    Date date{found->value, found->precision, source, from};
    if (slice(tree_.input.bytes, source) == text) {
      date.source = Span{source.begin + found->span.begin, source.begin + found->span.end};
    }
    return date;
  }

  void read_date(std::optional<Date>& date, std::string_view json_key, const auto& keys) {
    for (const std::uint32_t object : {article_, page_}) {
      if (date || object == kNoJson) continue;
      const std::uint32_t node = out_.json.text_of(out_.json.member(object, json_key));
      if (node != kNoJson) date = date_from(out_.json[node].value, out_.json[node].source, "json-ld");
      if (object == article_ && !date) {
        for (const std::string_view key : keys) {
          const Declaration* d = declaration(key);
          if (d != nullptr && !date) date = date_from(d->value, d->source, d->from);
        }
      }
    }
    for (const std::string_view key : keys) {
      const Declaration* d = declaration(key);
      if (d != nullptr && !date) date = date_from(d->value, d->source, d->from);
    }
  }

  void read_dates() {
    read_date(out_.published, "datePublished", kPublished);
    read_date(out_.modified, "dateModified", kModified);
  }

  void read_addresses() {
    for (const std::string_view key : {"canonical", "og:url"}) {
      const Declaration* d = declaration(key);
      if (d != nullptr && d->value.find("://") != std::string::npos && out_.canonical_url.empty())
        out_.canonical_url = d->value;
    }
    if (out_.canonical_url.empty() && article_ != kNoJson) {
      for (const std::string_view key : {"mainEntityOfPage", "url"}) {
        std::uint32_t node = out_.json.member(article_, key);
        if (node != kNoJson && out_.json[node].kind == JsonKind::kObject) node = out_.json.member(node, "@id");
        if (node != kNoJson && out_.json[node].value.starts_with("http") && out_.canonical_url.empty())
          out_.canonical_url = out_.json[node].value;
      }
    }
  }

  const HtmlTree& tree_;
  PageMetadata out_;
  std::vector<Declaration> declarations_;
  std::vector<std::string> site_names_;
  std::optional<Span> title_;
  std::uint32_t article_ = kNoJson, page_ = kNoJson;
};

}  // namespace

PageMetadata read_metadata(const HtmlTree& tree) { return MetadataReader(tree).read(); }

std::string fold(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (ascii::is_alnum(c)) {
      out += ascii::to_lower(c);
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      // Quotes, dashes, blanks: U+00A0 to U+00BF and U+2000 to U+206F.
      if (c == '\xC2' && i + 1 < text.size()) {
        ++i;
      } else if (c == '\xE2' && i + 2 < text.size() && (text[i + 1] == '\x80' || text[i + 1] == '\x81')) {
        i += 2;
      } else {
        out += c;
      }
    }
  }
  return out;
}

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t user = url.rfind('@');
  if (user != std::string_view::npos) url.remove_prefix(user + 1);
  url = url.substr(0, url.find(':'));
  if (url.size() > 253) return {};
  return ascii::to_lower(url);
}

std::string registrable_domain(const std::string& host) {
  if (host.empty()) return {};
  const char* domain = psl_registrable_domain(psl_builtin(), host.c_str());
  return domain != nullptr ? std::string(domain) : host;
}

std::optional<Date> date_in_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t from = scheme == std::string_view::npos ? 0 : url.find('/', scheme + 3);
  if (from == std::string_view::npos) return std::nullopt;
  const std::optional<FoundDate> date = find_date(url.substr(0, 2000), from);
  if (!date || date->precision != "day") return std::nullopt;
  return Date{date->value, date->precision, std::nullopt, "url"};
}

}  // namespace hearsay
