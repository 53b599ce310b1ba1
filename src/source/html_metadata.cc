#include "source/html_metadata.h"

#include <algorithm>
#include <array>

#include "source/ascii.h"
#include "source/dates.h"
#include "source/page_authors.h"
#include "source/page_declarations.h"

namespace hearsay {

namespace {

constexpr std::size_t kMostTimes = 300;  // more are a list of comments or of other articles

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
                                                             "dc:date",
                                                             "dc.date.issued",
                                                             "dcterms.date",
                                                             "dcterms.created",
                                                             "dcterms:created",
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

constexpr auto kSeparators =
    std::to_array<std::string_view>({" | ",       " - ",      " – ",       " — ",       " &#8211; ",
                                     " &#8212; ", " &#124; ", " &ndash; ", " &mdash; ", " » ",
                                     " &raquo; ", " « ",      " &laquo; ", " :: ",      " : ",
                                     " · ",       " • ",      " &#8226; ", " &bull; ",  " \xE2\x80\x90 ",
                                     " / ",       " * ",      "|",         " &#x2013; "});

// "The Hill Post" → "thp"
std::string initials_of(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (ascii::is_letter(name[i]) && (i == 0 || name[i - 1] == ' ' || name[i - 1] == '-'))
      out += ascii::to_lower(name[i]);
  }
  return out;
}

class MetadataReader {
 public:
  explicit MetadataReader(const HtmlTree& tree) : input_(tree.input), declared_(read_declarations(tree)) {}

  PageMetadata read() {
    out_.language = std::move(declared_.language);
    out_.url = std::move(declared_.saved_from);
    out_.json = Json(input_);
    for (const Span script : declared_.scripts) out_.json.read(script);
    read_addresses();
    out_.schema = article_in(out_.json, addresses_);
    out_.forum = out_.schema.forum;
    if (out_.canonical_url.empty()) read_stated_address();
    read_outlet();
    read_titles();
    read_people();
    read_credit();
    read_date(out_.published, "datePublished", kPublished);
    read_date(out_.modified, "dateModified", kModified);
    for (const Declaration& d : declared_.list) {
      if (d.key != "time" || out_.published || out_.times.size() >= kMostTimes) continue;
      if (std::optional<Date> date = date_from(d.value, d.source, d.from))
        out_.times.push_back({d.item, std::move(*date)});
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] Span trimmed(Span span) const {
    while (span.begin < span.end && ascii::is_space(input_.bytes[span.begin])) ++span.begin;
    while (span.end > span.begin && ascii::is_space(input_.bytes[span.end - 1])) --span.end;
    return span;
  }

  void read_addresses() {
    for (const std::string_view key : {"canonical", "og:url"}) {
      const Declaration* d = declared_.find(key);
      if (d == nullptr || d->value.find("://") == std::string::npos) continue;
      addresses_.push_back(d->value);
      if (out_.canonical_url.empty()) out_.canonical_url = d->value;
    }
  }
  void read_stated_address() {
    const Json& json = out_.json;
    for (const std::string_view key : {"mainEntityOfPage", "url"}) {
      std::uint32_t node = json.member(out_.schema.article, key);
      if (node != kNoJson && json[node].kind == JsonKind::kObject) node = json.member(node, "@id");
      if (node == kNoJson || json[node].kind != JsonKind::kString || !out_.canonical_url.empty()) continue;
      if (std::string url = json.value(node); url.starts_with("http")) out_.canonical_url = std::move(url);
    }
  }

  void read_outlet() {
    const auto call = [&](const std::string& name) {
      out_.sites.push_back(fold(name));
      if (std::string initials = initials_of(name); initials.size() >= 3) out_.sites.push_back(std::move(initials));
    };
    if (const Declaration* site = declared_.find("og:site_name")) {
      out_.outlet = Value{site->value, std::nullopt, site->source, std::string(site->from)};
      call(site->value);
    }
    if (std::optional<Value> publisher = text_value(out_.json, out_.json.member(out_.schema.article, "publisher"));
        publisher && !publisher->value.starts_with("http") && !publisher->value.starts_with("#")) {
      call(publisher->value);
      if (!out_.outlet) out_.outlet = std::move(publisher);
    }
    for (const std::string_view key : {"application-name", "apple-mobile-web-app-title", "al:ios:app_name"}) {
      if (const Declaration* name = declared_.find(key)) {
        call(name->value);
        if (!out_.outlet) out_.outlet = Value{name->value, std::nullopt, name->source, std::string(name->from)};
      }
    }
    for (const std::string& address : addresses_) {
      const std::string domain = registrable_domain(host_of(address));
      if (domain.empty()) continue;
      call(domain);
      call(domain.substr(0, domain.find('.')));
      labels_.push_back(fold(domain.substr(0, domain.find('.'))));
    }
  }

  [[nodiscard]] bool is_site(const std::string& folded) const {
    return !folded.empty() && std::find(out_.sites.begin(), out_.sites.end(), folded) != out_.sites.end();
  }

  // What a title ends with where nothing else names the site: "Gull Online" on gull.example, "Farm Bank of Hill" on
  // fbh.example.
  [[nodiscard]] bool is_site_by_domain(const std::string& tail) const {
    const std::string folded = fold(tail);
    if (folded.size() < 4 || std::count(tail.begin(), tail.end(), ' ') > 4) return false;
    const std::string initials = initials_of(tail);
    return std::any_of(labels_.begin(), labels_.end(), [&](const std::string& label) {
      return (label.size() >= 4 && (folded.starts_with(label) || label.starts_with(folded))) ||
             (label.size() >= 3 && initials == label);
    });
  }

  // The range of a title without the site's name at either end.
  [[nodiscard]] Span without_site_name(Span source) const {
    const auto decoded = [&](Span span) { return decode_text(input_, span, References::kAttribute); };
    for (bool cut = true; cut;) {
      cut = false;
      const std::string_view raw = slice(input_.bytes, source);
      for (const std::string_view separator : kSeparators) {
        const std::size_t last = raw.rfind(separator);
        if (last == std::string_view::npos) continue;
        const auto at = source.begin + static_cast<std::uint32_t>(last);
        const auto width = static_cast<std::uint32_t>(separator.size());
        const std::string tail = last > 0 ? decoded({at + width, source.end}) : std::string();
        if (is_site(fold(tail)) || is_site_by_domain(tail)) {
          source = trimmed({source.begin, at});
          cut = true;
          break;
        }
        const std::size_t first = raw.find(separator);
        const auto head = source.begin + static_cast<std::uint32_t>(first);
        if (first > 0 && is_site(fold(decoded({source.begin, head})))) return trimmed({head + width, source.end});
      }
    }
    return source;
  }

  void add_title(const Declaration* declared) {
    if (declared == nullptr || declared->source.length() > 2000) return;
    const Span source = without_site_name(declared->source);
    const bool tags = slice(input_.bytes, source).find('<') != std::string_view::npos;
    Value value{plain_text(decode_text(input_, source, References::kAttribute), tags), std::nullopt, source,
                std::string(declared->from)};
    if (!value.value.empty()) out_.titles.push_back(std::move(value));
  }

  void read_titles() {
    add_title(declared_.find("og:title"));
    std::optional<Value> headline;
    for (const std::string_view key : {"headline", "name", "alternativeHeadline"}) {
      if (!headline) headline = text_value(out_.json, out_.json.member(out_.schema.article, key));
    }
    if (headline) {
      out_.titles.push_back(std::move(*headline));
    } else {
      add_title(declared_.find("headline"));
    }
    add_title(declared_.find("twitter:title"));
    if (out_.titles.empty()) add_title(declared_.find("dc.title"));
    add_title(declared_.find("title"));
  }

  void read_people() {
    PageAuthors found = read_authors(input_, declared_, out_.json, out_.schema, out_.sites);
    out_.authors = std::move(found.people);
    out_.organisations = std::move(found.organisations);
    out_.credit = std::move(found.agency);
  }

  void read_credit() {
    for (const std::string_view key : {"sourceOrganization", "isBasedOn", "creditText"}) {
      std::optional<Value> origin = text_value(out_.json, out_.json.member(out_.schema.article, key));
      if (!origin || origin->value.starts_with("#") || origin->value.starts_with("http")) continue;
      if (is_outlet(fold(origin->value), out_.sites)) continue;
      out_.credit = std::move(origin);
      break;
    }
    if (out_.credit && is_outlet(fold(out_.credit->value), out_.sites)) out_.credit.reset();
    out_.wire = out_.credit.has_value();
  }

  [[nodiscard]] std::optional<Date> date_from(const std::string& text, Span source, std::string_view from) const {
    const std::optional<FoundDate> found = find_stated_date(text);
    if (!found) return std::nullopt;
    Date date{found->value, found->precision, source, std::string(from)};
    if (slice(input_.bytes, source) == text)
      date.source = Span{source.begin + found->span.begin, source.begin + found->span.end};
    return date;
  }

  void read_date(std::optional<Date>& date, std::string_view property, const auto& keys) {
    const auto from_json = [&](std::uint32_t object) {
      const std::uint32_t node = out_.json.text_of(out_.json.member(object, property));
      if (node != kNoJson && !date && !out_.json[node].source.empty())
        date = date_from(out_.json.text(node), out_.json[node].source, "json-ld");
    };
    from_json(out_.schema.article);
    for (const std::string_view key : keys) {
      if (date) return;
      if (const Declaration* d = declared_.find(key)) date = date_from(d->value, d->source, d->from);
    }
    from_json(out_.schema.page);
  }

  HtmlInput input_;
  PageDeclarations declared_;
  PageMetadata out_;
  std::vector<std::string> addresses_;
  std::vector<std::string> labels_;  // of the domains: "gull" of gull.example, folded
};

}  // namespace

PageMetadata read_metadata(const HtmlTree& tree) { return MetadataReader(tree).read(); }

}  // namespace hearsay
