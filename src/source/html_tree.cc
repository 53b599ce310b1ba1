#include "source/html_tree.h"

#include "source/ascii.h"

namespace hearsay {

NodeIndex HtmlTree::following(NodeIndex i, NodeIndex root, bool skip) const {
  if (!skip && nodes[i].first_child != kNoNode) return nodes[i].first_child;
  while (i != root && i != kNoNode) {
    if (nodes[i].next != kNoNode) return nodes[i].next;
    i = nodes[i].parent;
  }
  return kNoNode;
}

std::string HtmlTree::element_name(NodeIndex i) const {
  const HtmlNode& node = nodes[i];
  if (node.tag != Tag::kOther) return std::string(name(node.tag));
  return ascii::to_lower(decode_text(input, name_span(i), References::kNone));
}

Span HtmlTree::name_span(NodeIndex i) const {
  const HtmlNode& node = nodes[i];
  if (node.implied || node.start.empty()) return {node.start.begin, node.start.begin};
  return {node.start.begin + 1, node.start.begin + 1 + node.name_length};
}

const HtmlAttribute* HtmlTree::attribute(NodeIndex i, std::string_view wanted) const {
  const HtmlNode& node = nodes[i];
  if (node.kind != NodeKind::kElement) return nullptr;
  for (std::uint32_t k = 0; k < node.count; ++k) {
    const HtmlAttribute& candidate = attributes[node.first + k];
    if (candidate.name.length() == wanted.size() && ascii::iequals(slice(input.bytes, candidate.name), wanted)) {
      return &candidate;
    }
  }
  return nullptr;
}

std::string HtmlTree::attribute_value(NodeIndex i, std::string_view wanted) const {
  const HtmlAttribute* found = attribute(i, wanted);
  return found == nullptr ? std::string() : decode_text(input, found->value, References::kAttribute);
}

std::string HtmlTree::text(NodeIndex root) const {
  std::string out;
  for (NodeIndex i = root; i != kNoNode; i = following(i, root)) {
    TextPieces pieces(*this, i);
    for (TextPiece piece; pieces.next(piece);) out += piece.text;
  }
  return out;
}

}  // namespace hearsay
