#include "source/left_out.h"

#include <array>
#include <utility>

#include "source/charset.h"
#include "source/html_blocks.h"
#include "source/html_traits.h"
#include "source/html_tree.h"
#include "source/text_builder.h"

namespace hearsay {

namespace {

// What an element says it is, the most telling first.
constexpr auto kNamed = std::to_array<std::pair<std::uint32_t, std::string_view>>({
    {kTraitPopup, "consent or pop-up"},
    {kTraitAdvert, "advertisement"},
    {kTraitSubscribe, "newsletter, paywall or log-in"},
    {kTraitSocial, "share or follow"},
    {kTraitRelated, "other articles"},
    {kTraitTags, "keywords"},
    {kTraitBio, "about the author"},
    {kTraitForm, "form or counter"},
    {kTraitComments, "beside the comments"},
    {kTraitNavigation, "menu"},
    {kTraitFooter, "footer"},
    {kTraitSidebar, "sidebar"},
});

class Reasons {
 public:
  Reasons(const Document& document, const HtmlTree& tree, const HtmlBlocks& blocks)
      : document_(document), tree_(tree), blocks_(blocks) {
    for (std::size_t i = 0; i < document.parts.size(); ++i) {
      if (document.parts[i].region != Region::kMain) continue;
      if (first_ == document.parts.size()) first_ = i;
      last_ = i;
    }
  }

  [[nodiscard]] std::string_view of(std::size_t part, std::size_t block) {
    const HtmlBlock& b = blocks_.blocks[block];
    if (b.hidden) return b.may_show ? "hidden until a script shows it" : "hidden";
    for (NodeIndex e = b.element; e != kNoNode; e = tree_[e].parent) {
      for (const auto& [trait, words] : kNamed) {
        if ((blocks_.traits[e] & trait) != 0) return words;
      }
      switch (tree_[e].tag) {
        case Tag::kNav:
          return "menu";
        case Tag::kFooter:
          return "footer";
        case Tag::kAside:
          return "sidebar";
        case Tag::kForm:
        case Tag::kButton:
          return "form or counter";
        default:
          break;
      }
    }
    if (b.length > 0 && b.link_length * 2 > b.length) return "mostly links";
    if (first_ == document_.parts.size()) return "no article found";
    if (part < first_) return "before the article";
    if (part > last_) return "behind the article";
    return "between its paragraphs, and none of them";
  }

 private:
  const Document& document_;
  const HtmlTree& tree_;
  const HtmlBlocks& blocks_;
  std::size_t first_ = document_.parts.size(), last_ = 0;
};

}  // namespace

std::vector<std::string_view> left_out_reasons(const Document& document) {
  std::vector<std::string_view> out(document.parts.size());
  if (document.media_type != "text/html") return out;
  const CharsetChoice choice = choose_charset(document.bytes, true, document.stated_charset);
  DecodedSource decoded;
  decode(document.bytes, choice, decoded);
  HtmlInput input;
  const bool wide = choice.charset != Charset::kUtf8 && choice.charset != Charset::kWindows1252;
  input.bytes = wide ? decoded.text : std::string_view(document.bytes);
  if (choice.charset == Charset::kWindows1252) input.decode = decode_windows_1252;
  const HtmlTree tree = parse_html(input);
  TextBuilder builder;
  const HtmlBlocks blocks = write_blocks(tree, builder);
  Reasons reasons(document, tree, blocks);
  // A dateline that was cut from its paragraph is a part more: of each block the parts that its text begins with.
  std::size_t part = 0;
  for (std::size_t block = 0; block < blocks.blocks.size() && part < out.size(); ++block) {
    std::size_t left = builder.parts()[block].span.length();
    while (part < out.size() && document.parts[part].span.length() <= left) {
      if (document.parts[part].region == Region::kBoilerplate) out[part] = reasons.of(part, block);
      left -= document.parts[part].span.length();
      ++part;
      if (left <= 1 || document.parts[part - 1].kind != PartKind::kDateline) break;
    }
  }
  return out;
}

}  // namespace hearsay
