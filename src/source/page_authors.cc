#include "source/page_authors.h"

#include <algorithm>
#include <array>

#include "source/agencies.h"
#include "source/ascii.h"
#include "source/name_list.h"
#include "source/page_title.h"

namespace hearsay {

namespace {

constexpr std::size_t kMostWords = 60;  // of a list of names whose places are looked for

// Properties of microdata and RDFa, then meta elements, then links: the order in which they are asked.
constexpr auto kProperties = std::to_array<std::string_view>({"author", "creator"});
constexpr auto kNames = std::to_array<std::string_view>(
    {"author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc:creator",
     "byl", "article:byline", "article:author_name", "cxenseparse:author", "authors", "article.author", "og:author",
     "og:article:author", "dcsext.author", "news_authors", "twitter:data1"});
constexpr auto kOutletWords = std::to_array<std::string_view>(
    {"online", "news",  "com",  "redaktion", "the",      "digital", "de",  "en",   "die", "der",   "das",   "le", "la",
     "el",     "staff", "team", "editorial", "newsroom", "inc",     "ltd", "gmbh", "ag",  "group", "media", "tv"});

// Names that systems and templates put where nobody is named.
constexpr auto kNobody = std::to_array<std::string_view>(
    {"admin", "administrator", "editor",    "editors",   "webmaster", "root",      "user",      "author",
     "autor", "guest",         "unknown",   "none",      "null",      "undefined", "anonymous", "na",
     "test",  "developer",     "webmaster", "wordpress", "default"});

bool is_one_of(std::string_view word, const auto& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class AuthorReader {
 public:
  AuthorReader(const HtmlInput& page, const std::vector<std::string>& sites) : page_(page), sites_(sites) {}

  void add(const std::string& text, Span source, std::string_view from, bool organisation, bool json) {
    if (text.find("://") != std::string::npos) return;
    const std::string folded = fold(text);
    if (folded.empty() || is_one_of(folded, kNobody)) return;
    const auto value_of = [&](Span name) {
      Value value{text.substr(name.begin, name.length()), std::nullopt, std::nullopt, std::string(from)};
      value.source = name.length() == text.size() ? source : name_in(page_, source, value.value, json);
      return value;
    };
    const Span all = {0, static_cast<std::uint32_t>(text.size())};
    if (is_agency_name(text)) {
      if (!out_.agency) out_.agency = value_of(all);
      sign(value_of(all));
      return;
    }
    // "The Gull (gull.example)"
    const bool site =
        text.find('@') == std::string::npos && std::any_of(sites_.begin(), sites_.end(), [&](const auto& s) {
          return s.size() > 6 && folded.size() > s.size() && text.find('.') != std::string::npos &&
                 folded.find(s) != std::string::npos;
        });
    if (organisation || site || is_outlet(folded, sites_)) {
      sign(value_of(all));
      return;
    }
    const NameList list = cut_names(text, true);
    bool person = false;
    for (const Span name : list.people) {
      const std::string part = fold(slice(text, name));
      if (part.empty() || is_one_of(part, kNobody) || is_outlet(part, sites_)) continue;
      keep(out_.people, value_of(name));
      person = true;
    }
    for (const Span agency : list.agencies) {
      if (!out_.agency && !is_outlet(fold(slice(text, agency)), sites_)) out_.agency = value_of(agency);
    }
    // "Staff reporter", "The Gull and AFP": nobody by name, but somebody, and so they sign.
    const bool letters = std::any_of(folded.begin(), folded.end(), [](char c) { return !ascii::is_digit(c); });
    const bool variable = text.find(' ') == std::string::npos && text.find('.') != text.rfind('.');
    if (!person && letters && !variable && text.size() <= 60 && text.find('@') == std::string::npos)
      sign(value_of(all));
  }

  // "Ana Koš, AFP" as two authors of one list: both sign.
  void sign_together() {
    if (out_.people.empty()) return;
    for (const Value& value : out_.organisations) keep(out_.people, value);
  }

  // Where organisations come from is settled by the first source that has any.
  void next_source() { closed_ = !out_.organisations.empty(); }

  [[nodiscard]] bool found() const { return !out_.people.empty(); }
  PageAuthors take() { return std::move(out_); }

 private:
  static void keep(std::vector<Value>& list, Value value) {
    if (list.size() >= kMaxAuthors || value.value.empty()) return;
    const std::string folded = fold(value.value);
    const bool known = std::any_of(list.begin(), list.end(), [&](const Value& v) { return fold(v.value) == folded; });
    if (!known) list.push_back(std::move(value));
  }

  void sign(Value value) {
    if (!closed_) keep(out_.organisations, std::move(value));
  }

  const HtmlInput& page_;
  const std::vector<std::string>& sites_;
  PageAuthors out_;
  bool closed_ = false;
};

}  // namespace

bool is_outlet(std::string_view folded, const std::vector<std::string>& sites) {
  for (const std::string_view site : sites) {
    if (site.empty()) continue;
    if (folded == site) return true;
    // "online" and the like before or behind either of the two.
    for (const auto& [longer, shorter] : {std::pair(folded, site), std::pair(site, folded)}) {
      if (shorter.size() < 3 || longer.size() <= shorter.size()) continue;
      if (longer.starts_with(shorter) && is_one_of(longer.substr(shorter.size()), kOutletWords)) return true;
      if (longer.ends_with(shorter) && is_one_of(longer.substr(0, longer.size() - shorter.size()), kOutletWords))
        return true;
    }
  }
  return false;
}

std::optional<Span> name_in(const HtmlInput& page, Span source, std::string_view name, bool json) {
  const std::string_view raw = slice(page.bytes, source);
  if (const std::size_t at = raw.find(name); at != std::string_view::npos) {
    const std::uint32_t begin = source.begin + static_cast<std::uint32_t>(at);
    return Span{begin, begin + static_cast<std::uint32_t>(name.size())};
  }
  // Written otherwise than read: as many words as the name has, wherever they read as it does.
  std::vector<Span> words;
  for (std::size_t i = 0; i < raw.size() && words.size() < kMostWords;) {
    while (i < raw.size() && ascii::is_space(raw[i])) ++i;
    const std::size_t begin = i;
    while (i < raw.size() && !ascii::is_space(raw[i])) ++i;
    if (i > begin) words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i)});
  }
  const auto length = static_cast<std::size_t>(std::count(name.begin(), name.end(), ' ')) + 1;
  const auto is_mark = [](char c) { return c == ',' || c == ';' || c == '|' || c == '(' || c == ')' || c == '/'; };
  for (std::size_t first = 0; first + length <= words.size(); ++first) {
    Span span = {source.begin + words[first].begin, source.begin + words[first + length - 1].end};
    while (!span.empty() && is_mark(page.bytes[span.begin])) ++span.begin;
    for (;;) {
      std::string read;
      if (json) {
        read = json_string_text(page, span);
      } else {
        read = collapsed(decode_text(page, span, References::kAttribute));
      }
      if (read == name) return span;
      if (span.empty() || !is_mark(page.bytes[span.end - 1])) break;
      --span.end;
    }
  }
  return std::nullopt;
}

PageAuthors read_authors(const HtmlInput& page, const PageDeclarations& declarations, const Json& json,
                         const SchemaArticle& schema, const std::vector<std::string>& sites) {
  AuthorReader reader(page, sites);
  for (const std::uint32_t object : {schema.article, schema.page}) {
    for (const std::string_view property : {"author", "creator"}) {
      if (object == kNoJson || reader.found()) continue;
      reader.next_source();
      for (const StatedName& name : stated_names(json, object, property))
        reader.add(name.name.value, *name.name.source, "json-ld", name.organisation, true);
    }
  }
  const auto ask = [&](const auto& keys, auto accept) {
    for (const std::string_view key : keys) {
      if (reader.found()) return;
      reader.next_source();
      NodeIndex item = kNoNode;
      bool first = true;
      for (const Declaration& d : declarations.list) {
        if (d.key != key || !accept(d)) continue;
        // Other items on the page are other articles.
        if (!first && d.item != item) continue;
        first = false;
        item = d.item;
        reader.add(d.value, d.source, d.from, d.organisation, false);
      }
    }
  };
  reader.sign_together();
  ask(kProperties, [](const Declaration& d) { return d.from == "microdata"; });
  ask(kNames, [&](const Declaration& d) {
    // WordPress: a label such as "Written by" and its value.
    if (d.key == "twitter:data1") {
      const Declaration* label = declarations.find("twitter:label1");
      return label != nullptr && label->value.find(' ') != std::string::npos &&
             std::none_of(d.value.begin(), d.value.end(), ascii::is_digit);
    }
    return d.from == "meta" || d.from == "opengraph";
  });
  ask(std::array<std::string_view, 1>{"rel-author"}, [](const Declaration&) { return true; });
  return reader.take();
}

}  // namespace hearsay
