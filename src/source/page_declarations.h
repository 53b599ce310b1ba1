// What a page's markup declares about it, as a flat list: key, value, bytes.
//
// What it is: one walk over the tree gathers meta elements, link rel=canonical, microdata (itemprop) and RDFa
// (property) of the page's article, links with rel=author, the title element and the texts of JSON-LD scripts. Nothing
// is judged here: html_metadata.h chooses. Ownership: values own their strings; positions count in the page. Threads:
// pure. Fails: never. Bounds: kMaxDeclarations of them, each of at most kMaxDeclaredBytes. Facts: HTML Standard 4.2.5
// (meta), 5.2 (microdata); RDFa Lite 1.1; the Open Graph protocol; schema.org.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "source/html_tree.h"

namespace hearsay {

inline constexpr std::size_t kMaxDeclarations = 5'000;
inline constexpr std::uint32_t kMaxDeclaredBytes = 5'000;

struct Declaration {
  std::string key;            // small: "og:title", "canonical", "author", "datepublished", "rel-author", "title"
  std::string value;          // decoded, white space single, never empty
  Span source;                // its bytes: the attribute's value, or the element's text with the tags in it
  std::string_view from;      // "opengraph" "meta" "microdata" "visible"
  NodeIndex item = kNoNode;   // of microdata and RDFa: the element of the item it belongs to; of a time: itself
  bool organisation = false;  // an author whose item says that it is one
};

struct PageDeclarations {
  std::vector<Declaration> list;  // in page order
  std::vector<Span> scripts;      // JSON-LD
  std::string language;           // of the html element
  std::string saved_from;         // "<!-- saved from url=(0014)about:internet -->", as browsers write it, or ""

  // The first of that key, or nullptr.
  [[nodiscard]] const Declaration* find(std::string_view key) const;
};

[[nodiscard]] PageDeclarations read_declarations(const HtmlTree& tree);

}  // namespace hearsay
