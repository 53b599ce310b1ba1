#include "source/html_gumbo_oracle.h"

#include <gumbo.h>

#include <vector>

#include "source/ascii.h"

namespace hearsay {

namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out += c == '\n' ? std::string("\\n") : std::string(1, c);
  return out + "\"";
}

void line(std::string& out, std::size_t depth, std::string_view what) {
  out.append(2 * depth, ' ');
  out += what;
  out += '\n';
}

// Text between two element or comment lines becomes one line without depth.
struct Writer {
  std::string out;
  std::string text;

  void flush() {
    if (!text.empty()) line(out, 0, quoted(text));
    text.clear();
  }
  void add(std::size_t depth, std::string_view what) {
    flush();
    line(out, depth, what);
  }
};

std::string element_line(std::string_view space, std::string_view name) {
  return std::string("<") + std::string(space) + ascii::to_lower(name) + ">";
}

std::string gumbo_name(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece piece = element.original_tag;
  // gumbo lets a tag begin at a "</>" before it, which is no part of it.
  while (std::string_view(piece.data, piece.length).starts_with("</>")) {
    piece.data += 3;
    piece.length -= 3;
  }
  gumbo_tag_from_original_text(&piece);
  return std::string(piece.data, piece.length);
}

}  // namespace

std::string gumbo_outline(std::string_view utf8) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, utf8.data(), utf8.size());
  Writer writer;
  struct Entry {
    const GumboNode* node;
    std::size_t depth;
  };
  std::vector<Entry> stack;
  const auto push_children = [&](const GumboVector& children, std::size_t depth) {
    for (unsigned i = children.length; i-- > 0;)
      stack.push_back({static_cast<const GumboNode*>(children.data[i]), depth});
  };
  push_children(output->document->v.document.children, 0);
  while (!stack.empty()) {
    const auto [node, depth] = stack.back();
    stack.pop_back();
    switch (node->type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE: {
        const GumboElement& element = node->v.element;
        const char* space = element.tag_namespace == GUMBO_NAMESPACE_SVG      ? "svg "
                            : element.tag_namespace == GUMBO_NAMESPACE_MATHML ? "math "
                                                                              : "";
        writer.add(depth, element_line(space, gumbo_name(element)));
        push_children(element.children, depth + 1);
        break;
      }
      case GUMBO_NODE_COMMENT:
        writer.add(depth, "<!--" + quoted(node->v.text.text) + "-->");
        break;
      default:
        writer.text += node->v.text.text;
        break;
    }
  }
  writer.flush();
  gumbo_destroy_output(&options, output);
  return writer.out;
}

std::string outline(const HtmlTree& tree) {
  Writer writer;
  std::size_t depth = 0;
  NodeIndex i = tree[0].first_child;
  while (i != kNoNode) {
    const HtmlNode& node = tree[i];
    if (node.kind == NodeKind::kElement) {
      const char* space = node.space == Namespace::kSvg ? "svg " : node.space == Namespace::kMathMl ? "math " : "";
      writer.add(depth, element_line(space, tree.element_name(i)));
    } else if (node.kind == NodeKind::kText) {
      writer.text += tree.text(i);
    } else if (node.kind == NodeKind::kComment) {
      writer.add(depth, "<!--" + quoted(decode_text(tree.input, node.end, References::kNone)) + "-->");
    }
    if (node.first_child != kNoNode) {
      i = node.first_child;
      ++depth;
      continue;
    }
    while (i != 0 && tree[i].next == kNoNode) {
      i = tree[i].parent;
      --depth;
    }
    i = i == 0 ? kNoNode : tree[i].next;
  }
  writer.flush();
  return writer.out;
}

}  // namespace hearsay
