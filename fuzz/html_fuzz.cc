// Fuzzer of the HTML reader. The first byte chooses text mode and charset; the rest is the page.
//
// Checked on each input: the tokenizer agrees with its twin (up to 4 KiB: the twin is slow), the tree is a tree, piece
// positions rise, identical pieces are the page's own bytes, the stated bounds hold. No other limit is set.
//
//   html_fuzz -dict=fuzz/html.dict -max_len=4096 CORPUS
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "source/html_tokenizer_twin.h"
#include "source/html_tree.h"

namespace {

using namespace hearsay;

void require(bool holds) {
  if (!holds) std::abort();
}

Decoded decode_byte(std::string_view bytes, std::size_t offset) {
  return {0x100u + static_cast<unsigned char>(bytes[offset]), 1, true};
}

void check_tree(const HtmlInput& input) {
  const HtmlTree tree = parse_html(input);
  std::size_t reached = 0, depth = 0;
  for (NodeIndex i = 0; i != kNoNode;) {
    require(++reached <= tree.nodes.size());
    const HtmlNode& node = tree[i];
    require(node.start.begin <= node.start.end && node.start.end <= input.bytes.size());
    require(node.end.begin <= node.end.end && node.end.end <= input.bytes.size());
    require(node.first_child == kNoNode || tree[node.first_child].previous == kNoNode);
    require(node.last_child == kNoNode || tree[node.last_child].next == kNoNode);
    require(node.next == kNoNode || (tree[node.next].previous == i && tree[node.next].parent == node.parent));
    if (node.kind == NodeKind::kText) {
      std::uint32_t last = 0;
      TextPieces pieces(tree, i);
      for (TextPiece piece; pieces.next(piece);) {
        require(!piece.text.empty() && piece.source.begin >= last && piece.source.end > piece.source.begin);
        require(!piece.identical || piece.text == slice(input.bytes, piece.source));
        require(first_invalid_utf8(piece.text) == std::string_view::npos);
        last = piece.source.end;
      }
    }
    if (node.kind == NodeKind::kElement) {
      for (std::uint32_t k = 0; k < node.count; ++k) {
        const HtmlAttribute& attribute = tree.attributes[node.first + k];
        require(attribute.name.end <= attribute.value.begin && attribute.value.end <= input.bytes.size());
        (void)decode_text(input, attribute.value, References::kAttribute);
      }
    }
    if (node.first_child != kNoNode) {
      require(tree[node.first_child].parent == i);
      i = node.first_child;
      require(++depth <= kMaxHtmlDepth + 1);
      continue;
    }
    while (i != 0 && tree[i].next == kNoNode) {
      i = tree[i].parent;
      --depth;
    }
    i = i == 0 ? kNoNode : tree[i].next;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::uint8_t choice = data[0];
  const std::string_view page(reinterpret_cast<const char*>(data + 1), size - 1);
  check_tree({page, (choice & 0x40) != 0 ? decode_byte : decode_utf8});
  if (page.size() <= 4096) {
    struct Setting {
      TextMode mode;
      const char* end_tag;
    };
    constexpr Setting kSettings[] = {{TextMode::kData, ""},         {TextMode::kRcdata, "title"},
                                     {TextMode::kRawtext, "style"}, {TextMode::kScript, "script"},
                                     {TextMode::kPlaintext, ""},    {TextMode::kScript, "a"}};
    const Setting& setting = kSettings[(choice & 0x0F) % std::size(kSettings)];
    const bool cdata = (choice & 0x20) != 0;
    require(decoded_tokens(page, setting.mode, setting.end_tag, cdata) ==
            twin_tokens(page, setting.mode, setting.end_tag, cdata));
  }
  return 0;
}
