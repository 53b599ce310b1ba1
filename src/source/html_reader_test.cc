// HTML pages of our own: parts, body, metadata with their bytes, comments.
#include <gtest/gtest.h>

#include "source/document_invariants.h"
#include "source/html_metadata.h"
#include "source/source.h"

namespace hearsay {
namespace {

Document read(std::string bytes) {
  Result<Document> document = read_document({"page.html", std::move(bytes)}, {});
  EXPECT_TRUE(document.ok());
  EXPECT_EQ(broken_invariant(*document), "");
  return std::move(*document);
}

std::string joined(const Document& document, Region region) {
  std::string out;
  for (const Part& part : document.parts) {
    if (part.region == region)
      out += std::string(name(part.kind)) + "|" + std::string(slice(document.text, part.span)) + "\n";
  }
  return out;
}

constexpr std::string_view kPage = R"(<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Mill burns &amp; two are hurt | The Gull</title>
<meta property="og:site_name" content="The Gull">
<meta property="og:title" content="Mill burns &amp; two are hurt - The Gull">
<link rel="canonical" href="https://news.gull.example/2024/10/mill">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
 {"@type":"Person","@id":"#ana","name":"Ana Ko\u0161"},
 {"@type":"NewsArticle","headline":"Mill burns &amp; two are hurt","author":{"@id":"#ana"},
  "datePublished":"2024-10-03T08:30:00+02:00","dateModified":"2024-10-03T09:00:00+02:00"}]}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Mill burns &amp; two are hurt</h1>
<p class="standfirst">Police are looking into the cause of a fire that lit up the harbour, they said.</p>
<p class="byline">By Ana Koš</p><time datetime="2024-10-03">3 October 2024</time>
<figure><img src="m.jpg" alt=""><figcaption>The mill on Thursday</figcaption></figure>
<p>LUSAKA (Copperbelt Wire) - Two men were hurt when a mill burned down by the harbour, police said on Friday evening.</p>
<p>The owner, who lives <em>next door</em>,<br>said that he had smelled smoke at noon, and that nobody had believed him when he said so.</p>
<h2>What is next</h2><blockquote><p>We will find out, whatever it takes, and however long it takes us, the chief of police promised.</p></blockquote>
<ul><li>The mill was built in 1911, according to the city's own records of the harbour.</li></ul>
<p>The harbour stays closed until Sunday, the port authority said, and ferries leave from the old pier.</p>
</article>
<aside class="related"><h3>Read next</h3><ul><li><a href="/x">A pier, and what became of it in the end</a></li></ul></aside>
<section id="comments"><h3>2 Comments</h3><ol class="comment-list">
<li class="comment" id="comment-7"><div class="comment-author">Bo Ek</div><time datetime="2024-10-03T10:00">10:00</time>
<div class="comment-content"><p>I saw it from the pier.</p><p>It was loud, too.</p></div><a href="#comment-7">Reply</a>
<ol class="children"><li class="comment" id="comment-8"><div class="comment-author">Di</div><div class="comment-content"><p>So did I!</p></div></li></ol></li></ol>
<form><h3>Leave a comment</h3><textarea></textarea></form></section>
<div hidden>Unseen words</div><footer>All rights reserved by the paper, which is printed in Lusaka.</footer></body></html>)";

TEST(HtmlReader, parts_of_a_page) {
  const Document document = read(std::string(kPage));
  EXPECT_EQ(joined(document, Region::kMain),
            "headline|Mill burns & two are hurt\n"
            "standfirst|Police are looking into the cause of a fire that lit up the harbour, they said.\n"
            "byline|By Ana Koš\n"
            "dateline|3 October 2024\n"
            "caption|The mill on Thursday\n"
            "dateline|LUSAKA (Copperbelt Wire) -\n"
            "paragraph|Two men were hurt when a mill burned down by the harbour, police said on Friday evening.\n"
            "paragraph|The owner, who lives next door,\nsaid that he had smelled smoke at noon, and that nobody had "
            "believed him when he said so.\n"
            "heading|What is next\n"
            "quote|We will find out, whatever it takes, and however long it takes us, the chief of police promised.\n"
            "list_item|The mill was built in 1911, according to the city's own records of the harbour.\n"
            "paragraph|The harbour stays closed until Sunday, the port authority said, and ferries leave from the old "
            "pier.\n");
  EXPECT_EQ(joined(document, Region::kComments),
            "comment|I saw it from the pier.\ncomment|It was loud, too.\ncomment|So did I!\n");
  EXPECT_NE(joined(document, Region::kBoilerplate).find("Unseen words"), std::string::npos);
  EXPECT_EQ(document.language.code, "en");
}

TEST(HtmlReader, metadata_and_its_bytes) {
  const Document document = read(std::string(kPage));
  ASSERT_TRUE(document.title);
  EXPECT_EQ(document.title->value, "Mill burns & two are hurt");
  EXPECT_EQ(slice(document.bytes, *document.title->source), "Mill burns &amp; two are hurt");
  ASSERT_EQ(document.authors.size(), 1u);
  EXPECT_EQ(document.authors[0].value, "Ana Koš");
  EXPECT_EQ(slice(document.bytes, *document.authors[0].source), "Ana Ko\\u0161");
  ASSERT_TRUE(document.published);
  EXPECT_EQ(document.published->value, "2024-10-03T08:30:00+02:00");
  EXPECT_EQ(slice(document.bytes, *document.published->source), "2024-10-03T08:30:00+02:00");
  EXPECT_EQ(document.modified->value, "2024-10-03T09:00:00+02:00");
  EXPECT_EQ(document.outlet->value, "The Gull");
  EXPECT_EQ(document.canonical_url, "https://news.gull.example/2024/10/mill");
  EXPECT_EQ(document.domain, "gull.example");
  EXPECT_EQ(document.credit->value, "Copperbelt Wire");
  EXPECT_EQ(document.wire, std::optional<bool>(true));
}

TEST(HtmlReader, comments_with_author_time_and_parent) {
  const Document document = read(std::string(kPage));
  ASSERT_EQ(document.comments.size(), 2u);
  const Comment &first = document.comments[0], &reply = document.comments[1];
  EXPECT_EQ(first.author->value, "Bo Ek");
  EXPECT_EQ(first.published->value, "2024-10-03T10:00");
  EXPECT_EQ(first.permalink, std::optional<std::string>("#comment-7"));
  EXPECT_EQ(document.parts[first.part + 1].parent, static_cast<std::int32_t>(first.part));  // its second paragraph
  EXPECT_EQ(reply.reply_to, std::optional<std::uint32_t>(0));
  EXPECT_EQ(document.parts[reply.part].parent, static_cast<std::int32_t>(first.part));
}

TEST(HtmlReader, no_evidence_no_wire_and_no_comments) {
  const Document document = read(
      "<p>A page that says little, and whose form asks for more: it has no comments at all, so far.</p>"
      "<div id=comments><h3>Leave a comment</h3><form><textarea></textarea></form></div>");
  EXPECT_FALSE(document.wire.has_value());
  EXPECT_TRUE(document.comments.empty());
}

TEST(HtmlReader, charsets_and_blanks) {
  struct Row {
    std::string_view page, text;
  };
  for (const Row& row :
       {Row{"<meta charset=latin1><p>caf\xE9 \x93q\x94", "café “q”"}, Row{"<p> a \n b\t\tc </p>", "a b c"},
        Row{"<p>a<br><br>b", "a\n\nb"}, Row{"<p>a<br>b", "a\nb"}, Row{"<div>a<p>b</p>c</div>", "a\n\nb\n\nc"},
        Row{"<p>a<span>b</span> <i>c</i>", "ab c"}, Row{"<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"},
        Row{"<p>&nbsp;</p><p>x&nbsp;y</p>", "x\xC2\xA0y"}, Row{"<style>p{}</style><p>a<script>b</script>c", "ac"}}) {
    EXPECT_EQ(read("<!DOCTYPE html>" + std::string(row.page)).text, row.text) << row.page;
  }
}

TEST(Urls, hosts_domains_and_dates) {
  EXPECT_EQ(host_of("https://user@News.Example.CO.UK:80/x"), "news.example.co.uk");
  EXPECT_EQ(registrable_domain("news.example.co.uk"), "example.co.uk");
  EXPECT_EQ(date_in_url("https://a.example/2024/10/03/mill")->value, "2024-10-03");
  EXPECT_FALSE(date_in_url("https://a.example/10/mill"));
  EXPECT_EQ(fold("“Café” – it’s"), fold("\"café\" - it's"));
}

}  // namespace
}  // namespace hearsay
