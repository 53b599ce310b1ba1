// What a page says about itself: rows of pages of our own, what is taken and from where.
#include <gtest/gtest.h>

#include "source/dates.h"
#include "source/document_invariants.h"
#include "source/name_list.h"
#include "source/page_authors.h"
#include "source/page_title.h"
#include "source/source.h"
#include "source/visible_signature.h"
#include "source/web_address.h"

namespace hearsay {
namespace {

constexpr std::string_view kBody =
    "<p>Two men were hurt when a mill burned down by the harbour, police said on Friday evening, and more.</p>"
    "<p>The owner, who lives next door, said that he had smelled smoke at noon, and that nobody believed him.</p>";

Document read(std::string_view head, std::string_view top = "") {
  std::string page = "<!DOCTYPE html><html><head><meta charset=utf-8>" + std::string(head) + "</head><body><article>" +
                     std::string(top) + std::string(kBody) + "</article></body></html>";
  Result<Document> document = read_document({"page.html", std::move(page)}, {});
  EXPECT_TRUE(document.ok());
  EXPECT_EQ(broken_invariant(*document), "");
  return std::move(*document);
}

std::string json(std::string_view members) {
  return "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", " + std::string(members) + "}</script>";
}

std::string names(const std::vector<Value>& values) {
  std::string out;
  for (const Value& value : values) out += (out.empty() ? "" : ", ") + value.value;
  return out;
}

TEST(PageMetadata, authors_and_where_they_are_from) {
  struct Row {
    std::string head, top, authors, from;
    std::string written = {};  // bytes of the first in the page, where they differ
    std::string credit = {};
  };
  const std::string site = "<meta property=og:site_name content='The Gull'>";
  for (const Row& row : {
           Row{json(R"("author": {"@type": "Person", "name": "Ana Koš"})"), "", "Ana Koš", "json-ld"},
           Row{json(R"("author": "By Jos\u00e9 P\u00e9rez and Ana Ko\u0161")"), "", "José Pérez, Ana Koš", "json-ld",
               R"(Jos\u00e9 P\u00e9rez)"},
           Row{json(R"("author": [{"name": "Ana Koš"}, {"name": "ANA KOŠ"}, {"name": "ana koš"}])"), "", "Ana Koš",
               "json-ld"},
           Row{json(R"("author": {"name": "Ana Koš | The Gull"})") + site, "", "Ana Koš", "json-ld"},
           Row{json(R"("author": {"name": "Ana Koš, The Gull Online"})") + site, "", "Ana Koš", "json-ld"},
           Row{json(R"("author": {"name": "admin"})") + "<meta name=author content='Bo Ek'>", "", "Bo Ek", "meta"},
           Row{json(R"("author": {"@type": "Organization", "name": "The Gull"})") + site,
               "<p class=byline>By Bo Ek</p>", "Bo Ek", "visible"},
           Row{json(R"("author": {"@type": "Organization", "name": "The Gull"})") + site, "", "The Gull", "json-ld"},
           Row{json(R"("author": {"name": "Agence France-Presse"})"), "", "Agence France-Presse", "json-ld", "",
               "Agence France-Presse"},
           Row{json(R"("author": [{"name": "Ana Koš"}, {"name": "Reuters"}])"), "", "Ana Koš, Reuters", "json-ld", "",
               "Reuters"},
           Row{json(R"("author": "Staff reporter")"), "", "Staff reporter", "json-ld"},
           Row{json(R"("author": "https://gull.example/ana")") + "<meta name=author content='Bo Ek'>", "", "Bo Ek",
               "meta"},
           Row{"<meta name=author content='Ana Koš (ana@gull.example)'>", "", "Ana Koš", "meta"},
           Row{"<meta name=author content='ana@gull.example'>", "", "", ""},
           Row{"<meta name=author content='Koš, Ana'>", "", "Koš, Ana", "meta"},
           Row{"<meta name=author content='Dr. Ana Koš, MD, PhD'>", "", "Dr. Ana Koš", "meta"},
           Row{"<meta name=author content='105092'>", "", "", ""},
           Row{"<meta name=author content='The Gull (gull.example)'>" + site +
                   "<link rel=canonical href=https://gull.example/mill>",
               "", "The Gull (gull.example)", "meta"},
           Row{"<meta property=article:author content='https://social.example/ana'>", "", "", ""},
           Row{"<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ana Koš'>", "",
               "Ana Koš", "meta"},
           Row{"<meta name=twitter:label1 content='Reading time'><meta name=twitter:data1 content='5 minutes'>", "", "",
               ""},
           Row{"",
               "<div itemscope itemtype='https://schema.org/NewsArticle'><span itemprop=author itemscope "
               "itemtype='https://schema.org/Person'><b itemprop=name>Ana <i>Koš</i></b></span></div>",
               "Ana Koš", "microdata", "Ana <i>Koš"},
           Row{"<meta name=author content='Ana Koš'>",
               "<figure itemscope itemtype='https://schema.org/ImageObject'><span itemprop=author>Bo "
               "Ek</span></figure>",
               "Ana Koš", "meta"},
           Row{"", "<div typeof='schema:Article'><span property='schema:author'>Ana Koš</span></div>", "Ana Koš",
               "microdata"},
           Row{"", "<p><a rel=author href=/ana>Ana Koš</a></p>", "Ana Koš", "visible"},
           // Outside of the article, and only one.
           Row{"", "</article><div class=author-box><h4 class=author-name>Ana Koš</h4></div><article>", "Ana Koš",
               "visible"},
           Row{"<meta name=author content='page.head.author'>", "", "", ""},
           Row{"", "<p>Thursday 3 October 2024 | By Ana Koš</p>", "Ana Koš", "visible"},
       }) {
    const Document document = read(row.head, row.top);
    const std::string page = row.head + row.top;
    EXPECT_EQ(names(document.authors), row.authors) << page;
    EXPECT_EQ(document.credit ? document.credit->value : "", row.credit) << page;
    if (document.authors.empty() || row.from.empty()) continue;
    const Value& first = document.authors.front();
    EXPECT_EQ(first.from, row.from) << page;
    ASSERT_TRUE(first.source) << page;
    EXPECT_EQ(slice(document.bytes, *first.source), row.written.empty() ? first.value : row.written) << page;
  }
}

TEST(PageMetadata, dates) {
  struct Row {
    std::string head, top, published, from, modified;
  };
  for (const Row& row : {
           Row{json(R"("datePublished": "2024-10-03T08:30:00+02:00", "dateModified": "2024-10-04")"), "",
               "2024-10-03T08:30:00+02:00", "json-ld", "2024-10-04"},
           Row{json(R"("datePublished": "")") + "<meta property=article:published_time content=2024-10-03T08:30Z>", "",
               "2024-10-03T08:30Z", "opengraph", ""},
           Row{"<meta name=date content=1727944200>", "", "2024-10-03T08:30:00Z", "meta", ""},
           Row{"<meta name=pubdate content=20241003>", "", "2024-10-03", "meta", ""},
           Row{"",
               "<div itemscope itemtype=http://schema.org/Article><meta itemprop=datePublished "
               "content=2024-10-03></div>",
               "2024-10-03", "microdata", ""},
           Row{"",
               "<div itemscope itemtype=http://schema.org/Comment><meta itemprop=datePublished "
               "content=2024-10-03></div>",
               "", "", ""},
           Row{"<link rel=canonical href=https://gull.example/2024/10/03/mill>", "", "2024-10-03", "url", ""},
           Row{"", "<p class=date><time datetime=2024-10-03T08:30Z>3 October 2024</time></p>", "2024-10-03T08:30Z",
               "visible", ""},
           Row{"", "<time datetime=2024-10-03T08:30Z pubdate>long ago</time>", "2024-10-03T08:30Z", "microdata", ""},
           Row{"",
               "</article><p><time datetime=2024-10-03>x</time></p><p><time datetime=2024-10-04>y</time></p><article>",
               "", "", ""},
           Row{"", "<ul class=info><li>Datum 03.10.2024</li></ul>", "2024-10-03", "visible", ""},
           Row{"<script type=application/ld+json>{\"@type\": \"ClaimReview\", \"datePublished\": "
               "\"2024-10-03\"}</script>",
               "", "2024-10-03", "json-ld", ""},
       }) {
    const Document document = read(row.head, row.top);
    EXPECT_EQ(document.published ? document.published->value : "", row.published) << row.head << row.top;
    EXPECT_EQ(document.published ? document.published->from : "", row.from) << row.head << row.top;
    EXPECT_EQ(document.modified ? document.modified->value : "", row.modified) << row.head << row.top;
  }
}

TEST(PageMetadata, titles) {
  struct Row {
    std::string head, top, title, from;
  };
  for (const Row& row : {
           // Most stand behind the heading's words.
           Row{"<meta property=og:title content='Mill burns'>", "<h1>Mill burns</h1>", "Mill burns", "visible"},
           // Two elements of the heading had a colon between them.
           Row{"<meta property=og:title content='Harbour: mill burns down at night'>",
               "<h1><span>Harbour</span> mill burns down at night</h1>", "Harbour: mill burns down at night",
               "opengraph"},
           // A section and a site's name that no element gives.
           Row{"<meta property=og:title content='The old mill burns down at night - Local | Gull'>"
               "<title>The old mill burns down at night - Local | Gull</title>",
               "<h1>The old mill burns down at night</h1>", "The old mill burns down at night", "visible"},
           Row{"<link rel=canonical href=https://gull.example/mill><title>Mill burns | Gull Online</title>", "",
               "Mill burns", "meta"},
           Row{"<link rel=canonical href=https://hbp.example/mill><title>Mill burns - Hill Bay Post</title>", "",
               "Mill burns", "meta"},
           Row{"<link rel=canonical href=https://tern.example/mill><title>Mill burns - Gull attacks</title>", "",
               "Mill burns - Gull attacks", "meta"},
           Row{"<meta property=og:title content='The old mill by the harb…'><title>The old mill by the harbour "
               "burns</title>",
               "", "The old mill by the harbour burns", "meta"},
           Row{"<meta property=og:site_name content=Gull><title>Mill burns | Gull</title>", "", "Mill burns", "meta"},
           Row{"<meta property=og:title content='A &amp;quot;mill&amp;quot; burns'>", "", "A \"mill\" burns",
               "opengraph"},
           Row{json(R"("headline": "Mill\u0020<b>burns<\/b>")"), "", "Mill burns", "json-ld"},
       }) {
    const Document document = read(row.head, row.top);
    ASSERT_TRUE(document.title) << row.head;
    EXPECT_EQ(document.title->value, row.title) << row.head;
    EXPECT_EQ(document.title->from, row.from) << row.head;
  }
}

TEST(VisibleSignature, one_line_elsewhere_speaks_and_several_do_not) {
  struct Row {
    std::vector<std::string_view> lines;  // of boilerplate
    std::string people, date;
  };
  for (const Row& row :
       {Row{{"Autor Ana Koš", "Datum 03.10.2024"}, "Ana Koš", "2024-10-03"},
        Row{{"Autor Ana Koš", "Autor Bo Ek"}, "", ""}, Row{{"Autor Ana Koš", "AUTOR ANA KOŠ"}, "Ana Koš", ""},
        Row{{"3 October 2024", "4 October 2024"}, "", ""},
        Row{{"3 October 2024", "Published: 4 October 2024"}, "", "2024-10-04"},
        Row{{"3 October 2024", "3 October 2024, 10:30"}, "", "2024-10-03"}, Row{{"Autor The Gull"}, "", ""},
        Row{{"not this one: 3 October 2024"}, "", ""}}) {
    std::string text;
    std::vector<Part> parts;
    for (const std::string_view line : row.lines) {
      Part part;
      part.region = Region::kBoilerplate;
      part.span.begin = static_cast<std::uint32_t>(text.size());
      text += line;
      part.span.end = static_cast<std::uint32_t>(text.size());
      text += "\n\n";
      parts.push_back(part);
    }
    const std::vector<std::string> sites = {fold("The Gull")};
    const auto may_speak = [&](std::size_t i) { return !row.lines[i].starts_with("not this"); };
    const VisibleSignature shown = read_signature({parts, text, sites, may_speak, [](std::size_t) { return false; }});
    std::string people;
    for (const VisiblePlace& place : shown.people) {
      const std::string_view line = slice(text, parts[place.part].span);
      people += (people.empty() ? "" : ", ") + std::string(slice(line, place.span));
    }
    EXPECT_EQ(people, row.people) << row.lines[0];
    EXPECT_EQ(shown.date ? shown.date->value : "", row.date) << row.lines[0];
  }
}

TEST(PageTitle, goes_on) {
  struct Row {
    std::string_view longer, shorter;
    bool expected;
  };
  for (const Row& row :
       {Row{"The old mill burns - The Gull", "The old mill burns", true},
        Row{"“The old mill” burns? | Gull", "'The old mill' burns?", true},
        Row{"The old mill burns down", "The old mill burns", false},
        Row{"The old mill burns", "The old mill burns", false},
        Row{"The old mill burns -", "The old mill burns", false}, Row{"Live - The old mill", "Live", false}}) {
    EXPECT_EQ(goes_on(row.longer, row.shorter), row.expected) << row.longer;
  }
}

TEST(NameList, people_agencies_offices) {
  struct Row {
    std::string_view text;
    bool loose;
    std::string people, agencies = {}, offices = {};
  };
  for (const Row& row : {
           Row{"By Ana Koš and Bo Ek", true, "Ana Koš|Bo Ek"},
           Row{"Ana Koš, Bo Ek & Di Fo", true, "Ana Koš|Bo Ek|Di Fo"},
           Row{"Ana Koš in Split and Bo Ek in Umag", true, "Ana Koš|Bo Ek"},
           Row{"Ana Koš, court reporter, and AFP", true, "Ana Koš", "AFP", "court reporter"},
           Row{"Ana Koš / Reuters", true, "Ana Koš", "Reuters"},
           Row{"Dr. Ana Koš (ana@gull.example)", true, "Dr. Ana Koš"},
           Row{"Ana Koš ana@gull.example", true, "Ana Koš"},
           Row{"Ana Koš @ana", true, "Ana Koš"},
           Row{"\"Ana Koš\"", true, "Ana Koš"},
           Row{"Koš, Ana", true, "Koš, Ana"},
           Row{"Ana Koš, Split", true, "Ana Koš"},
           Row{"Ana Koš\xC2\xA0 The Gull", true, "Ana Koš|The Gull"},
           Row{"Ana Koš, MD, PhD", true, "Ana Koš"},
           Row{"XYZ", true, "", "", "XYZ"},
           Row{"XYZ", false, "", "XYZ"},
           Row{"신현주 기자", true, "신현주"},
           Row{"渡辺洋介、山田太郎", true, "渡辺洋介|山田太郎"},
           Row{"Redaktion", true, "", "", "Redaktion"},
           Row{"Foto: Bo Ek", true, ""},
           Row{"piet van dam", true, "piet van dam"},
           Row{"piet van dam", false, ""},
           Row{"", true, ""},
           Row{",,;|", true, ""},
       }) {
    const NameList list = cut_names(row.text, row.loose);
    const auto joined = [&](const std::vector<Span>& spans) {
      std::string out;
      for (const Span span : spans) out += (out.empty() ? "" : "|") + std::string(slice(row.text, span));
      return out;
    };
    EXPECT_EQ(joined(list.people), row.people) << row.text;
    EXPECT_EQ(joined(list.agencies), row.agencies) << row.text;
    EXPECT_EQ(joined(list.offices), row.offices) << row.text;
  }
}

TEST(WebAddress, passed_on_pages) {
  struct Row {
    std::string_view url, canonical;
    bool expected;
  };
  for (const Row& row : {Row{"https://gull.example/mill", "https://gull.example/mill", false},
                         Row{"https://m.gull.example/mill", "https://www.gull.example/mill", false},
                         Row{"https://tern.example/mill", "https://gull.test/mill", true},
                         Row{"https://gull.test/mill", "https://gull.example/mill", false},
                         Row{"https://gull-example.cache.test/mill", "https://gull.example/mill", false},
                         Row{"https://archive.test/2024/https://gull.example/mill", "https://gull.example/mill", false},
                         Row{"", "https://gull.example/mill", false}, Row{"https://gull.example/mill", "", false}}) {
    EXPECT_EQ(is_passed_on(row.url, row.canonical), row.expected) << row.url;
  }
}

TEST(StatedDates, machines_dates) {
  struct Row {
    std::string_view text, value, precision;
  };
  for (const Row& row :
       {Row{"1727944200", "2024-10-03T08:30:00Z", "second"}, Row{" 1727944200123 ", "2024-10-03T08:30:00Z", "second"},
        Row{"951782400", "", ""}, Row{"0951782400", "2000-02-29T00:00:00Z", "second"},
        Row{"4102444799", "2099-12-31T23:59:59Z", "second"}, Row{"5551234567", "", ""},
        Row{"20241003", "2024-10-03", "day"}, Row{"20241332", "", ""},
        Row{"Thu Oct 03 10:00:05 UTC 2024", "2024-10-03T10:00:05Z", "second"},
        Row{"Thu Oct  3 9:00:05 EDT 2024", "2024-10-03T09:00:05", "second"},
        Row{"Thu Oct 33 10:00:05 UTC 2024", "", ""},
        Row{"2024-10-03T08:30:00+02:00", "2024-10-03T08:30:00+02:00", "second"}}) {
    const std::optional<FoundDate> date = find_stated_date(row.text);
    EXPECT_EQ(date ? date->value : "", row.value) << row.text;
    EXPECT_EQ(date ? date->precision : "", row.precision) << row.text;
  }
}

}  // namespace
}  // namespace hearsay
