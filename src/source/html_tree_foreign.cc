// SVG and MathML (13.2.6.5).
#include "source/ascii.h"
#include "source/html_tree_builder.h"

namespace hearsay {

namespace {

// HTML elements that no SVG or MathML author can mean: they close the foreign content.
constexpr TagSet kBreakOut = {
    Tag::kB,       Tag::kBig,   Tag::kBlockquote, Tag::kBody,   Tag::kBr,     Tag::kCenter, Tag::kCode, Tag::kDd,
    Tag::kDiv,     Tag::kDl,    Tag::kDt,         Tag::kEm,     Tag::kEmbed,  Tag::kH1,     Tag::kH2,   Tag::kH3,
    Tag::kH4,      Tag::kH5,    Tag::kH6,         Tag::kHead,   Tag::kHr,     Tag::kI,      Tag::kImg,  Tag::kLi,
    Tag::kListing, Tag::kMenu,  Tag::kMeta,       Tag::kNobr,   Tag::kOl,     Tag::kP,      Tag::kPre,  Tag::kRuby,
    Tag::kS,       Tag::kSmall, Tag::kSpan,       Tag::kStrong, Tag::kStrike, Tag::kSub,    Tag::kSup,  Tag::kTable,
    Tag::kTt,      Tag::kU,     Tag::kUl,         Tag::kVar};

}  // namespace

bool HtmlTreeBuilder::is_mathml_text_point(NodeIndex i) const {
  constexpr TagSet kTextPoints = {Tag::kMi, Tag::kMo, Tag::kMn, Tag::kMs, Tag::kMtext};
  return node(i).space == Namespace::kMathMl && kTextPoints.has(node(i).tag);
}

bool HtmlTreeBuilder::is_html_point(NodeIndex i) const {
  const HtmlNode& n = node(i);
  if (n.space == Namespace::kSvg) {
    return n.tag == Tag::kForeignObject || n.tag == Tag::kDesc || n.tag == Tag::kTitle;
  }
  if (n.space != Namespace::kMathMl || n.tag != Tag::kAnnotationXml) return false;
  const std::string encoding = tree_.attribute_value(i, "encoding");
  return ascii::iequals(encoding, "text/html") || ascii::iequals(encoding, "application/xhtml+xml");
}

// Whether the token goes by the rules for foreign content.
bool HtmlTreeBuilder::is_foreign_content() const {
  if (open_.empty()) return false;
  const NodeIndex at = current();
  if (node(at).space == Namespace::kHtml || token_.kind == TokenKind::kEnd) return false;
  if (is_mathml_text_point(at)) {
    if (is_text() || (is_start() && token_.tag != Tag::kMglyph && token_.tag != Tag::kMalignmark)) return false;
  }
  if (node(at).space == Namespace::kMathMl && node(at).tag == Tag::kAnnotationXml && is_start() &&
      token_.tag == Tag::kSvg) {
    return false;
  }
  return !(is_html_point(at) && (is_start() || is_text()));
}

// False: by the rules of the insertion mode instead.
bool HtmlTreeBuilder::foreign() {
  switch (token_.kind) {
    case TokenKind::kText:
      if (frameset_ok_) {
        Token kept = token_;
        while (take_leading_space(false) && page()[token_.source.begin] == 0) ++token_.source.begin;
        if (!token_.source.empty()) frameset_ok_ = false;
        token_ = kept;
      }
      insert_text(token_.source);
      return true;
    case TokenKind::kComment:
      insert_comment();
      return true;
    case TokenKind::kDoctype:
    case TokenKind::kEnd:
      return true;
    case TokenKind::kStartTag:
      return foreign_start_tag();
    case TokenKind::kEndTag:
      return foreign_end_tag();
  }
  return true;
}

// Back to where HTML's rules hold.
void HtmlTreeBuilder::leave_foreign() {
  while (open_.size() > 1 && node(current()).space != Namespace::kHtml && !is_mathml_text_point(current()) &&
         !is_html_point(current())) {
    pop();
  }
}

bool HtmlTreeBuilder::foreign_start_tag() {
  const bool font =
      token_.tag == Tag::kFont &&
      (token_attribute("color") != nullptr || token_attribute("face") != nullptr || token_attribute("size") != nullptr);
  if (token_in(kBreakOut) || font) {
    leave_foreign();
    return false;
  }
  insert_element(node(current()).space);
  if (token_.self_closing) pop({token_.source.end, token_.source.end});
  return true;
}

bool HtmlTreeBuilder::foreign_end_tag() {
  if (token_.tag == Tag::kBr || token_.tag == Tag::kP) {
    leave_foreign();
    return false;
  }
  const std::string_view wanted = slice(page(), token_.name);
  for (std::size_t i = open_.size(); i-- > 1;) {
    const HtmlNode& n = node(open_[i]);
    if (n.space == Namespace::kHtml) return false;
    if (n.tag != token_.tag) continue;
    if (n.tag == Tag::kOther && !ascii::iequals(slice(page(), tree_.name_span(open_[i])), wanted)) continue;
    while (open_.size() > i + 1) pop();
    pop_ended();
    return true;
  }
  return true;
}

}  // namespace hearsay
