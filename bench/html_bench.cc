// Pages a second of the HTML reader: tokenizer alone, tokenizer and tree, decoding of all text outside scripts, and all
// that makes a Document of a page (charset, body, metadata, comments, language).
//
//   html_bench PAGE.html…      each page is held in memory; the whole set is read several times
//
// Prints one line a stage; with no arguments it reads one page it makes up (a table of paragraphs, links and
// references).
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "source/html_tokenizer.h"
#include "source/html_tree.h"
#include "source/source.h"

namespace {

using hearsay::HtmlTree;

std::string made_up_page() {
  std::string page = "<!DOCTYPE html><title>bench</title><script>var a = '<b>';</script><body>";
  for (int i = 0; i < 2000; ++i) {
    page += "<div class=\"story item-" + std::to_string(i) +
            "\"><p>Officials said on <a href=\"/day?a=1&amp;b=2\">Monday</a> that the bridge &mdash; closed since "
            "spring &mdash; <b>would not</b> reopen.</p><img src=\"x.png\" alt=\"\"></div>\n";
  }
  return page;
}

template <class Work>
void measure(const char* stage, const std::vector<std::string>& pages, Work work) {
  std::size_t bytes = 0, checksum = 0, rounds = 0;
  const std::clock_t start = std::clock();  // time of the processor, so that a busy machine counts alike
  double seconds = 0;
  do {
    for (const std::string& page : pages) {
      checksum += work(page);
      bytes += page.size();
    }
    ++rounds;
    seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  } while (seconds < 2);
  std::printf("%-10s %8.0f pages/s %8.1f MB/s   (checksum %zu)\n", stage,
              static_cast<double>(rounds * pages.size()) / seconds, static_cast<double>(bytes) / seconds / 1e6,
              checksum / rounds);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> pages;
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  if (pages.empty()) pages.push_back(made_up_page());

  measure("tokens", pages, [](const std::string& page) {
    std::vector<hearsay::HtmlAttribute> attributes;
    hearsay::HtmlTokenizer tokenizer({page}, attributes);
    std::size_t tokens = 0;
    hearsay::Token token;
    do {
      tokenizer.next(token);
      ++tokens;
      attributes.clear();
      // What the tree builder would set, so that scripts and styles are skipped as they are there.
      if (token.kind != hearsay::TokenKind::kStartTag) continue;
      if (token.tag == hearsay::Tag::kScript) tokenizer.set_mode(hearsay::TextMode::kScript, "script");
      if (token.tag == hearsay::Tag::kStyle) tokenizer.set_mode(hearsay::TextMode::kRawtext, "style");
    } while (token.kind != hearsay::TokenKind::kEnd);
    return tokens;
  });
  measure("tree", pages, [](const std::string& page) { return hearsay::parse_html({page}).nodes.size(); });
  measure("tree+text", pages, [](const std::string& page) {
    const HtmlTree tree = hearsay::parse_html({page});
    std::size_t bytes = 0;
    hearsay::TextPiece piece;
    for (hearsay::NodeIndex i = 0; i != hearsay::kNoNode;) {
      const bool skip = tree[i].tag == hearsay::Tag::kScript || tree[i].tag == hearsay::Tag::kStyle;
      if (tree[i].kind == hearsay::NodeKind::kText) {
        for (hearsay::TextPieces pieces(tree, i); pieces.next(piece);) bytes += piece.text.size();
      }
      i = tree.following(i, 0, skip);
    }
    return bytes;
  });
  measure("document", pages, [](const std::string& page) {
    const hearsay::Result<hearsay::Document> document = hearsay::read_document({"page.html", page}, {});
    return document.ok() ? document->parts.size() : 0;
  });
  return 0;
}
