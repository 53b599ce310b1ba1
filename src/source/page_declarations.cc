#include "source/page_declarations.h"

#include <algorithm>
#include <array>
#include <optional>

#include "source/ascii.h"
#include "source/json_ld.h"

namespace hearsay {

namespace {

constexpr std::uint32_t kMostSteps = 200;  // nodes looked at below an item, elements above it

// Properties of an article that are taken from microdata and RDFa, small.
constexpr auto kProperties =
    std::to_array<std::string_view>({"headline", "author", "creator", "datepublished", "datecreated", "datemodified",
                                     "dc:creator", "dc:date", "dcterms:created", "dc:title", "sourceorganization"});

// What is in them belongs to a picture or to something else.
constexpr TagSet kAsides = {Tag::kFigure, Tag::kFigcaption, Tag::kPicture, Tag::kAside, Tag::kFooter, Tag::kNav};

enum class Scope { kArticle, kOther, kNone };

class DeclarationReader {
 public:
  explicit DeclarationReader(const HtmlTree& tree) : tree_(tree), bytes_(tree.input.bytes) {}

  PageDeclarations read() {
    for (NodeIndex i = 0; i != kNoNode; i = tree_.following(i)) {
      const HtmlNode& node = tree_[i];
      if (node.kind == NodeKind::kComment) {
        note_saved_from(node);
        continue;
      }
      if (node.kind != NodeKind::kElement) continue;
      item_ = kNoNode;
      switch (node.tag) {
        case Tag::kHtml:
          if (out_.language.empty()) out_.language = tree_.attribute_value(i, "lang");
          break;
        case Tag::kMeta:
          read_meta(i);
          break;
        case Tag::kLink:
          if (const HtmlAttribute* href = tree_.attribute(i, "href");
              href != nullptr && ascii::iequals(tree_.attribute_value(i, "rel"), "canonical")) {
            declare("canonical", *href, "meta");
          }
          break;
        case Tag::kTitle:
          if (node.space == Namespace::kHtml && out_.find("title") == nullptr) declare_text("title", i, "meta");
          break;
        case Tag::kScript:
          if (ascii::istarts_with(tree_.attribute_value(i, "type"), "application/ld+json")) {
            const NodeIndex text = node.first_child;
            if (text != kNoNode && tree_[text].kind == NodeKind::kText) out_.scripts.push_back(tree_[text].start);
          }
          break;
        default:
          if (node.count > 0) read_element(i);
          break;
      }
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] Span trimmed(Span span) const {
    while (span.begin < span.end && ascii::is_space(bytes_[span.begin])) ++span.begin;
    while (span.end > span.begin && ascii::is_space(bytes_[span.end - 1])) --span.end;
    return span;
  }

  void add(std::string key, std::string value, Span source, std::string_view from, bool organisation = false) {
    if (value.empty() || out_.list.size() >= kMaxDeclarations) return;
    out_.list.push_back({std::move(key), std::move(value), source, from, item_, organisation});
  }

  void declare(std::string key, const HtmlAttribute& attribute, std::string_view from, bool organisation = false) {
    const Span source = trimmed(attribute.value);
    if (source.empty() || source.length() > kMaxDeclaredBytes) return;
    add(std::move(key), collapsed(decode_text(tree_.input, source, References::kAttribute)), source, from,
        organisation);
  }

  // The text below an element, tags and scripts left out.
  void declare_text(std::string key, NodeIndex element, std::string_view from, bool organisation = false) {
    std::string text;
    Span hull;
    std::uint32_t steps = 0;
    bool skip = false;
    for (NodeIndex i = tree_.following(element, element); i != kNoNode; i = tree_.following(i, element, skip)) {
      if (++steps > kMostSteps || text.size() > kMaxDeclaredBytes) return;
      const HtmlNode& node = tree_[i];
      skip = node.kind == NodeKind::kElement && (node.tag == Tag::kScript || node.tag == Tag::kStyle);
      // What breaks the line parts words; a script inside would have to be left out of the bytes too.
      if (skip) return;
      if (node.kind == NodeKind::kElement && (node.tag == Tag::kBr || node.tag == Tag::kP || node.tag == Tag::kDiv))
        text += ' ';
      if (node.kind != NodeKind::kText) continue;
      const Span own = trimmed(node.start);
      if (!own.empty()) hull = hull.empty() ? own : Span{hull.begin, std::max(hull.end, own.end)};
      text += tree_.text(i);
    }
    if (hull.empty() || hull.length() > kMaxDeclaredBytes) return;
    add(std::move(key), collapsed(text), hull, from, organisation);
  }

  void note_saved_from(const HtmlNode& node) {
    // The number in brackets is the address's length.
    const std::string_view data = slice(bytes_, node.end).substr(0, 2000);
    const std::size_t at = data.find("saved from url=(");
    if (at == std::string_view::npos) return;
    const std::size_t close = data.find(')', at);
    if (close == std::string_view::npos) return;
    std::string_view url = data.substr(close + 1);
    url = url.substr(0, url.find_first_of(" \t\r\n"));
    if (url.starts_with("http")) out_.saved_from = std::string(url);
  }

  void read_meta(NodeIndex i) {
    const HtmlAttribute* content = tree_.attribute(i, "content");
    if (content == nullptr) return;
    for (const std::string_view name : {"property", "name", "itemprop", "http-equiv"}) {
      const HtmlAttribute* key = tree_.attribute(i, name);
      if (key == nullptr || key->value.length() > 100) continue;
      std::string k = ascii::to_lower(ascii::trim(slice(bytes_, key->value)));
      if (name == "itemprop") {
        // Properties of images, videos and comments are none of the page's.
        if (scope_of(i) == Scope::kOther) return;
        declare(std::move(k), *content, "microdata");
      } else {
        const bool graph = k.starts_with("og:") || k.starts_with("article:");
        declare(std::move(k), *content, graph ? "opengraph" : "meta");
      }
      return;
    }
  }

  // Which item a property belongs to: the nearest one around it.
  [[nodiscard]] Scope scope_of(NodeIndex i) {
    item_ = kNoNode;
    std::uint32_t steps = 0;
    for (NodeIndex e = tree_[i].parent; e != kNoNode && steps < kMostSteps; e = tree_[e].parent, ++steps) {
      if (kAsides.has(tree_[e].tag)) return Scope::kOther;
      const HtmlAttribute* type = tree_.attribute(e, "itemtype");
      if (type == nullptr) type = tree_.attribute(e, "typeof");
      if (type == nullptr) {
        if (tree_.attribute(e, "itemscope") != nullptr) return Scope::kOther;
        continue;
      }
      const std::string_view name = slice(bytes_, type->value);
      for (const std::string_view article : {"article", "posting", "report", "webpage", "creativework"}) {
        if (ascii::ifind(name, article) != std::string_view::npos) {
          item_ = e;
          return Scope::kArticle;
        }
      }
      return Scope::kOther;
    }
    return Scope::kNone;
  }

  void read_element(NodeIndex i) {
    const HtmlNode& node = tree_[i];
    const HtmlAttribute* property = nullptr;
    const HtmlAttribute* content = nullptr;
    const HtmlAttribute* datetime = nullptr;
    const HtmlAttribute* type = nullptr;
    bool rdfa = false, author_link = false, item = false;
    for (std::uint32_t k = node.first; k < node.first + node.count; ++k) {
      const HtmlAttribute& attribute = tree_.attributes[k];
      const std::string_view name = slice(bytes_, attribute.name);
      switch (name.size()) {
        case 3:
          author_link = author_link || (node.tag == Tag::kA && ascii::iequals(name, "rel") && is_author(attribute));
          break;
        case 6:
          if (ascii::iequals(name, "typeof")) type = &attribute, item = true;
          break;
        case 7:
          if (ascii::iequals(name, "content")) content = &attribute;
          break;
        case 8:
          if (ascii::iequals(name, "itemprop")) property = &attribute;
          if (ascii::iequals(name, "property")) property = &attribute, rdfa = true;
          if (ascii::iequals(name, "datetime")) datetime = &attribute;
          if (ascii::iequals(name, "itemtype")) type = &attribute, item = true;
          break;
        case 9:
          if (ascii::iequals(name, "itemscope")) item = true;
          break;
        default:
          break;
      }
    }
    if (author_link) declare_text("rel-author", i, "visible");
    if (node.tag == Tag::kTime && datetime != nullptr) {
      // HTML 5 once had an attribute for it.
      if (property == nullptr && tree_.attribute(i, "pubdate") != nullptr && scope_of(i) != Scope::kOther)
        declare("datepublished", *datetime, "microdata");
      item_ = i;
      declare("time", *datetime, "visible");
    }
    if (property == nullptr || property->value.length() > 200) return;
    std::string_view words = slice(bytes_, property->value);
    // Several properties may be named: "author creator".
    for (std::uint32_t n = 0; n < 5 && !words.empty(); ++n) {
      const std::size_t space = words.find(' ');
      std::string key = ascii::to_lower(words.substr(0, space));
      words = space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
      if (key.starts_with("schema:")) key.erase(0, 7);
      if (std::find(kProperties.begin(), kProperties.end(), key) == kProperties.end()) continue;
      if (rdfa && content != nullptr && (key.starts_with("dc:") || key.starts_with("dcterms:"))) {
        declare(std::move(key), *content, "meta");
        return;
      }
      if (scope_of(i) == Scope::kOther) continue;
      declare_property(std::move(key), i, item, type, content, datetime);
      return;
    }
  }

  [[nodiscard]] bool is_author(const HtmlAttribute& rel) const {
    return rel.value.length() < 60 && ascii::ifind(slice(bytes_, rel.value), "author") != std::string_view::npos;
  }

  void declare_property(std::string key, NodeIndex i, bool item, const HtmlAttribute* type,
                        const HtmlAttribute* content, const HtmlAttribute* datetime) {
    if (content != nullptr) {
      declare(std::move(key), *content, "microdata");
    } else if (datetime != nullptr) {
      declare(std::move(key), *datetime, "microdata");
    } else if (item) {
      // A person or an organisation: its name is what counts.
      const bool organisation =
          type != nullptr && ascii::ifind(slice(bytes_, type->value), "organization") != std::string_view::npos;
      declare_name(key, i, organisation);
    } else {
      declare_text(std::move(key), i, "microdata");
    }
  }

  void declare_name(const std::string& key, NodeIndex item, bool organisation) {
    std::uint32_t steps = 0;
    for (NodeIndex i = tree_.following(item, item); i != kNoNode && steps < kMostSteps;
         i = tree_.following(i, item), ++steps) {
      if (tree_[i].kind != NodeKind::kElement) continue;
      const HtmlAttribute* property = tree_.attribute(i, "itemprop");
      if (property == nullptr) property = tree_.attribute(i, "property");
      if (property == nullptr) continue;
      const std::string_view name = slice(bytes_, property->value);
      if (!ascii::iequals(name, "name") && !ascii::iequals(name, "schema:name") && name != "foaf:name") continue;
      if (const HtmlAttribute* content = tree_.attribute(i, "content")) {
        declare(key, *content, "microdata", organisation);
      } else {
        declare_text(key, i, "microdata", organisation);
      }
      return;
    }
  }

  const HtmlTree& tree_;
  std::string_view bytes_;
  PageDeclarations out_;
  NodeIndex item_ = kNoNode;  // of the property at hand
};

}  // namespace

const Declaration* PageDeclarations::find(std::string_view key) const {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Declaration& d) { return d.key == key; });
  return found == list.end() ? nullptr : &*found;
}

PageDeclarations read_declarations(const HtmlTree& tree) { return DeclarationReader(tree).read(); }

}  // namespace hearsay
