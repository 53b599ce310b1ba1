// The tree of an HTML page, each node pinned to the page's bytes.
//
// What it is: parse_html runs the WHATWG tokenizer and tree construction (scripting disabled: noscript's children are
// parsed) over the page's own bytes. Nodes are flat arrays linked by index; text is not copied: a text node is a list
// of ranges of the page, and TextPieces decodes them (references, charset, line ends, NUL) piece by piece. Ownership:
// an HtmlTree views the bytes it was made from; they must outlive it. Threads: read-only use from any. Units: bytes of
// the page, half-open. An element the page implies (html, head, tbody …) has an empty start tag where it was implied;
// one closed without an end tag has an empty end tag where it was closed. Fails: never; every byte string is a page.
// Stated bounds: at most kMaxHtmlDepth elements are open at once, a start tag beyond closes the innermost open one and
// becomes its sibling (text and order stay as they are); at most kMaxHtmlNodes nodes, then reading stops and
// `truncated_at` says where; formatting elements reopened by the rules are at most 1,024 + bytes / 16;
// an element keeps its first 1,024 attributes. Time and memory are linear in the input.
// Facts: WHATWG HTML standard, section 13.2 ("Parsing HTML documents").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "base/utf8.h"
#include "source/html_tags.h"

namespace hearsay {

inline constexpr std::uint32_t kMaxHtmlDepth = 512;
inline constexpr std::uint32_t kMaxHtmlNodes = 2u << 20;

// The code point that begins at `offset`, where a byte of 0x80 or above stands. Bytes below 0x80 are ASCII in all
// charsets read this way (UTF-8 and every ASCII-compatible one).
using DecodeFunction = Decoded (*)(std::string_view bytes, std::size_t offset);

struct HtmlInput {
  std::string_view bytes;               // without containers; a byte-order mark is skipped
  DecodeFunction decode = decode_utf8;  // decode_utf8 itself marks valid bytes as identical
};

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = 0xFFFFFFFF;

enum class NodeKind : std::uint8_t { kDocument, kDoctype, kElement, kText, kComment };
enum class Namespace : std::uint8_t { kHtml, kSvg, kMathMl };

struct HtmlAttribute {
  Span name;   // as written
  Span value;  // without quotes; empty, after the name, where it has none
};

// A range of the page that belongs to a text node, and how its bytes become text.
struct TextSegment {
  Span source;
  bool references = false;  // character references are decoded
  bool drop_nul = false;    // NUL is dropped (body text); else it is U+FFFD
  std::uint32_t next = kNoNode;
};

struct HtmlNode {
  NodeKind kind = NodeKind::kElement;
  Tag tag = Tag::kOther;
  Namespace space = Namespace::kHtml;
  bool implied = false;   // no start tag in the page
  bool reopened = false;  // a formatting element opened again by the rules: start tag and attributes are the first's
  std::uint32_t name_length = 0;  // element: bytes of its name as written
  NodeIndex parent = kNoNode;
  NodeIndex first_child = kNoNode;
  NodeIndex last_child = kNoNode;
  NodeIndex previous = kNoNode;  // siblings
  NodeIndex next = kNoNode;
  Span start;               // element: start tag · text: hull of its segments · comment, doctype: all of it
  Span end;                 // element: end tag · comment: its data
  std::uint32_t first = 0;  // element: in `attributes` · text: in `segments`
  std::uint32_t count = 0;  // element: attributes · text: last segment
};

struct HtmlTree {
  HtmlInput input;
  std::vector<HtmlNode> nodes;  // nodes[0] is the document; the order is that of making, not of reading
  std::vector<HtmlAttribute> attributes;
  std::vector<TextSegment> segments;
  bool quirks = false;
  std::optional<std::uint32_t> truncated_at;  // where reading stopped at kMaxHtmlNodes

  [[nodiscard]] const HtmlNode& operator[](NodeIndex i) const { return nodes[i]; }

  // Document order without recursion: the next node inside `root`'s subtree, or kNoNode. `skip` leaves i's children
  // out.
  [[nodiscard]] NodeIndex following(NodeIndex i, NodeIndex root = 0, bool skip = false) const;

  // The element's name as written, in its start tag.
  [[nodiscard]] Span name_span(NodeIndex i) const;
  // The element's name, lower case.
  [[nodiscard]] std::string element_name(NodeIndex i) const;

  // The attribute of that name (given in lower case), or nullptr.
  [[nodiscard]] const HtmlAttribute* attribute(NodeIndex i, std::string_view name) const;
  // Its decoded value; "" where there is none.
  [[nodiscard]] std::string attribute_value(NodeIndex i, std::string_view name) const;

  // Decoded text of a text node, or of all text nodes below an element in document order.
  [[nodiscard]] std::string text(NodeIndex i) const;

  // What lies between start and end tag.
  [[nodiscard]] Span content(NodeIndex i) const { return {nodes[i].start.end, nodes[i].end.begin}; }
};

[[nodiscard]] HtmlTree parse_html(const HtmlInput& input);

// A stretch of decoded text and the bytes it stands for. `text` is never empty and ends on a UTF-8 boundary. Where
// `identical`, text is a view of the page's bytes source; else of a buffer that the next call overwrites.
struct TextPiece {
  std::string_view text;
  Span source;
  bool identical = false;
};

// How the bytes of a range become text.
enum class References : std::uint8_t { kNone, kText, kAttribute };

// Walks the pieces of a text node, an attribute value or any range. Pieces come in source order within a segment; what
// is between two pieces (a dropped NUL, the CR of CR LF) stands for nothing.
class TextPieces {
 public:
  TextPieces(const HtmlTree& tree, NodeIndex text_node);
  TextPieces(const HtmlTree& tree, const HtmlAttribute& attribute);
  TextPieces(const HtmlInput& input, Span source, References references, bool drop_nul);

  bool next(TextPiece& piece);

 private:
  bool next_in_segment(TextPiece& piece);

  HtmlInput input_;
  const HtmlTree* tree_ = nullptr;
  std::uint32_t next_segment_ = kNoNode;
  Span left_;
  References references_ = References::kNone;
  bool drop_nul_ = false;
  char buffer_[8] = {};
};

// All pieces of a range as one string.
[[nodiscard]] std::string decode_text(const HtmlInput& input, Span source, References references,
                                      bool drop_nul = false);

}  // namespace hearsay
