// The insertion mode "in body" (13.2.6.4.7).
#include <algorithm>
#include <cstring>

#include "source/ascii.h"
#include "source/html_tree_builder.h"

namespace hearsay {

namespace {

constexpr TagSet kHeadings = {Tag::kH1, Tag::kH2, Tag::kH3, Tag::kH4, Tag::kH5, Tag::kH6};
constexpr TagSet kDefinition = {Tag::kDd, Tag::kDt};
constexpr TagSet kPassedByItems = {Tag::kAddress, Tag::kDiv, Tag::kP};

}  // namespace

bool HtmlTreeBuilder::in_body() {
  switch (token_.kind) {
    case TokenKind::kText:
      body_text();
      return true;
    case TokenKind::kComment:
      insert_comment();
      return true;
    case TokenKind::kDoctype:
      return true;
    case TokenKind::kStartTag:
      return body_start_tag();
    case TokenKind::kEndTag:
      return body_end_tag();
    case TokenKind::kEnd:
      if (!template_modes_.empty()) return in_template();
      stop();
      return true;
  }
  return true;
}

void HtmlTreeBuilder::body_text() {
  const std::string_view run = slice(page(), token_.source);
  // NUL is dropped, so a run of nothing else makes no text node and reopens nothing.
  if (run[0] == 0 && run.find_first_not_of('\0') == std::string_view::npos) return;
  reopen_formatting();
  if (frameset_ok_) {
    for (Token kept = token_; !kept.source.empty();) {
      token_.source.begin = leading_space();
      if (token_.source.begin < token_.source.end && page()[token_.source.begin] == 0) {
        ++token_.source.begin;
        continue;
      }
      if (!token_.source.empty()) frameset_ok_ = false;
      token_ = kept;
      break;
    }
  }
  insert_text(token_.source);
}

void HtmlTreeBuilder::close_p() {
  imply_end_tags(Tag::kP);
  pop_until(Tag::kP, is_end() && token_.tag == Tag::kP);
}

// "If the stack of open elements has a p element in button scope, close a p element."
void HtmlTreeBuilder::close_p_in_scope() {
  if (in_scope(Tag::kP, Scope::kButton)) close_p();
}

// Start tags li, dd, dt: close the item before, looking no farther than the nearest special element but address, div,
// p.
void HtmlTreeBuilder::start_list_item() {
  frameset_ok_ = false;
  const bool is_li = token_.tag == Tag::kLi;
  for (std::size_t i = open_.size(); i-- > 0;) {
    const OpenKind kind = open_kinds_[i];
    const bool html = kind.space == Namespace::kHtml;
    if (html && (is_li ? kind.tag == Tag::kLi : kDefinition.has(kind.tag))) {
      const Tag tag = kind.tag;
      imply_end_tags(tag);
      pop_until(tag, false);
      break;
    }
    if (kind.special && !(html && kPassedByItems.has(kind.tag))) break;
  }
  close_p_in_scope();
  insert_element();
}

// The attributes of a second html or body tag that the element does not have yet. Element and tag together keep to the
// tokenizer's bound, so that repeating the tag cannot copy without end.
void HtmlTreeBuilder::merge_attributes(NodeIndex element) {
  auto& attributes = tree_.attributes;
  HtmlNode& n = node(element);
  std::vector<HtmlAttribute> added;
  for (std::uint32_t i = 0; i < token_.attribute_count; ++i) {
    const HtmlAttribute attribute = attributes[token_.first_attribute + i];
    if (n.count + added.size() >= kMaxHtmlAttributes) break;
    if (tree_.attribute(element, ascii::to_lower(slice(page(), attribute.name))) == nullptr) added.push_back(attribute);
  }
  if (added.empty()) return;
  attributes.resize(token_.first_attribute);
  for (std::uint32_t i = 0; i < n.count; ++i) {
    const HtmlAttribute own = attributes[n.first + i];
    attributes.push_back(own);
  }
  n.first = token_.first_attribute;
  attributes.insert(attributes.end(), added.begin(), added.end());
  n.count += static_cast<std::uint32_t>(added.size());
  attributes_kept_ = attributes.size();
}

bool HtmlTreeBuilder::body_start_tag() {
  switch (token_.tag) {
    case Tag::kHtml:
      if (!has_open(Tag::kTemplate) && !open_.empty()) merge_attributes(open_.front());
      return true;
    case Tag::kBase:
    case Tag::kBasefont:
    case Tag::kBgsound:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kNoframes:
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kTitle:
      return in_head();
    case Tag::kBody:
      if (open_.size() < 2 || !is_html(open_[1], Tag::kBody) || has_open(Tag::kTemplate)) return true;
      frameset_ok_ = false;
      merge_attributes(open_[1]);
      return true;
    case Tag::kFrameset:
      if (open_.size() < 2 || !is_html(open_[1], Tag::kBody) || !frameset_ok_) return true;
      detach(open_[1]);
      while (open_.size() > 1) pop();
      insert_element();
      mode_ = Mode::kInFrameset;
      return true;
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kCenter:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kP:
    case Tag::kSearch:
    case Tag::kSection:
    case Tag::kSummary:
    case Tag::kUl:
      close_p_in_scope();
      insert_element();
      return true;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      close_p_in_scope();
      if (in_set(current(), kHeadings)) pop();
      insert_element();
      return true;
    case Tag::kPre:
    case Tag::kListing:
      close_p_in_scope();
      insert_element();
      tokens_.skip_line_feed();
      frameset_ok_ = false;
      return true;
    case Tag::kForm:
      if (form_ != kNoNode && !has_open(Tag::kTemplate)) return true;
      close_p_in_scope();
      {
        const NodeIndex made = insert_element();
        if (!has_open(Tag::kTemplate)) form_ = made;
      }
      return true;
    case Tag::kLi:
    case Tag::kDd:
    case Tag::kDt:
      start_list_item();
      return true;
    case Tag::kPlaintext:
      close_p_in_scope();
      insert_element();
      tokens_.set_mode(TextMode::kPlaintext);
      return true;
    case Tag::kButton:
      if (in_scope(Tag::kButton)) {
        imply_end_tags();
        pop_until(Tag::kButton, false);
      }
      reopen_formatting();
      insert_element();
      frameset_ok_ = false;
      return true;
    case Tag::kA:
      if (const NodeIndex open_a = last_formatting(Tag::kA); open_a != kNoNode) {
        adoption_agency();
        remove_formatting(open_a);
        remove_open(open_a);
      }
      reopen_formatting();
      push_formatting(insert_element());
      return true;
    case Tag::kB:
    case Tag::kBig:
    case Tag::kCode:
    case Tag::kEm:
    case Tag::kFont:
    case Tag::kI:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kStrike:
    case Tag::kStrong:
    case Tag::kTt:
    case Tag::kU:
      reopen_formatting();
      push_formatting(insert_element());
      return true;
    case Tag::kNobr:
      reopen_formatting();
      if (in_scope(Tag::kNobr)) {
        adoption_agency();
        reopen_formatting();
      }
      push_formatting(insert_element());
      return true;
    case Tag::kApplet:
    case Tag::kMarquee:
    case Tag::kObject:
      reopen_formatting();
      insert_element();
      push_marker();
      frameset_ok_ = false;
      return true;
    case Tag::kTable:
      if (!tree_.quirks) close_p_in_scope();
      insert_element();
      frameset_ok_ = false;
      mode_ = Mode::kInTable;
      return true;
    case Tag::kArea:
    case Tag::kBr:
    case Tag::kEmbed:
    case Tag::kImg:
    case Tag::kKeygen:
    case Tag::kWbr:
      reopen_formatting();
      insert_void();
      frameset_ok_ = false;
      return true;
    case Tag::kInput:
      reopen_formatting();
      insert_void();
      if (!has_hidden_type()) frameset_ok_ = false;
      return true;
    case Tag::kParam:
    case Tag::kSource:
    case Tag::kTrack:
      insert_void();
      return true;
    case Tag::kHr:
      close_p_in_scope();
      insert_void();
      frameset_ok_ = false;
      return true;
    case Tag::kImage:  // "Don't ask."
      token_.tag = Tag::kImg;
      return false;
    case Tag::kTextarea:
      insert_raw(TextMode::kRcdata);
      tokens_.skip_line_feed();
      frameset_ok_ = false;
      return true;
    case Tag::kXmp:
      close_p_in_scope();
      reopen_formatting();
      frameset_ok_ = false;
      insert_raw(TextMode::kRawtext);
      return true;
    case Tag::kIframe:
      frameset_ok_ = false;
      insert_raw(TextMode::kRawtext);
      return true;
    case Tag::kNoembed:
      insert_raw(TextMode::kRawtext);
      return true;
    case Tag::kSelect:
      reopen_formatting();
      insert_element();
      frameset_ok_ = false;
      switch (mode_) {
        case Mode::kInTable:
        case Mode::kInCaption:
        case Mode::kInTableBody:
        case Mode::kInRow:
        case Mode::kInCell:
          mode_ = Mode::kInSelectInTable;
          break;
        default:
          mode_ = Mode::kInSelect;
          break;
      }
      return true;
    case Tag::kOptgroup:
    case Tag::kOption:
      if (current_is(Tag::kOption)) pop();
      reopen_formatting();
      insert_element();
      return true;
    case Tag::kRb:
    case Tag::kRtc:
      if (in_scope(Tag::kRuby)) imply_end_tags();
      insert_element();
      return true;
    case Tag::kRp:
    case Tag::kRt:
      if (in_scope(Tag::kRuby)) imply_end_tags(Tag::kRtc);
      insert_element();
      return true;
    case Tag::kMath:
    case Tag::kSvg:
      reopen_formatting();
      insert_element(token_.tag == Tag::kMath ? Namespace::kMathMl : Namespace::kSvg);
      if (token_.self_closing) pop({token_.source.end, token_.source.end});
      return true;
    case Tag::kCaption:
    case Tag::kCol:
    case Tag::kColgroup:
    case Tag::kFrame:
    case Tag::kHead:
    case Tag::kTbody:
    case Tag::kTd:
    case Tag::kTfoot:
    case Tag::kTh:
    case Tag::kThead:
    case Tag::kTr:
      return true;
    default:
      reopen_formatting();
      insert_element();
      return true;
  }
}

bool HtmlTreeBuilder::body_end_tag() {
  switch (token_.tag) {
    case Tag::kTemplate:
      return in_head();
    case Tag::kBody:
    case Tag::kHtml:
      if (!in_scope(Tag::kBody)) return true;
      mode_ = Mode::kAfterBody;
      if (token_.tag == Tag::kHtml) return false;
      body_end_ = token_.source;
      return true;
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kButton:
    case Tag::kCenter:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kListing:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kPre:
    case Tag::kSearch:
    case Tag::kSection:
    case Tag::kSummary:
    case Tag::kUl:
      if (!in_scope(token_.tag)) return true;
      imply_end_tags();
      pop_until(token_.tag, true);
      return true;
    case Tag::kForm:
      end_form();
      return true;
    case Tag::kP:
      if (!in_scope(Tag::kP, Scope::kButton)) {
        insert_implied(Tag::kP);  // "</p>" alone is an empty paragraph
      }
      close_p();
      return true;
    case Tag::kLi:
      if (!in_scope(Tag::kLi, Scope::kListItem)) return true;
      imply_end_tags(Tag::kLi);
      pop_until(Tag::kLi, true);
      return true;
    case Tag::kDd:
    case Tag::kDt:
      if (!in_scope(token_.tag)) return true;
      imply_end_tags(token_.tag);
      pop_until(token_.tag, true);
      return true;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      if (!in_scope(kHeadings)) return true;
      imply_end_tags();
      pop_until(kHeadings, true);
      return true;
    case Tag::kA:
    case Tag::kB:
    case Tag::kBig:
    case Tag::kCode:
    case Tag::kEm:
    case Tag::kFont:
    case Tag::kI:
    case Tag::kNobr:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kStrike:
    case Tag::kStrong:
    case Tag::kTt:
    case Tag::kU:
      adoption_agency();
      return true;
    case Tag::kApplet:
    case Tag::kMarquee:
    case Tag::kObject:
      if (!in_scope(token_.tag)) return true;
      imply_end_tags();
      pop_until(token_.tag, true);
      clear_to_marker();
      return true;
    case Tag::kBr: {  // treated as a start tag without attributes
      reopen_formatting();
      insert_implied(Tag::kBr);
      pop();
      frameset_ok_ = false;
      return true;
    }
    default:
      any_other_end_tag();
      return true;
  }
}

void HtmlTreeBuilder::end_form() {
  if (has_open(Tag::kTemplate)) {
    if (!in_scope(Tag::kForm)) return;
    imply_end_tags();
    pop_until(Tag::kForm, true);
    return;
  }
  const NodeIndex form = form_;
  form_ = kNoNode;
  // In scope only if no limit of the scope was opened after it; the form is the nearest one, as there is but one.
  if (form == kNoNode || !is_open(form) || !in_scope(Tag::kForm)) return;
  imply_end_tags();
  if (current() == form) {
    pop_ended();
  } else {
    remove_open(form);
    node(form).end = token_.source;
  }
}

void HtmlTreeBuilder::any_other_end_tag() {
  const std::string_view wanted = slice(page(), token_.name);
  if (!has_open(token_.tag)) return;
  for (std::size_t i = open_.size(); i-- > 0;) {
    const OpenKind kind = open_kinds_[i];
    if (kind.space == Namespace::kHtml && kind.tag == token_.tag &&
        (kind.tag != Tag::kOther || ascii::iequals(slice(page(), tree_.name_span(open_[i])), wanted))) {
      imply_end_tags(token_.tag);
      while (open_.size() > i + 1) pop();
      pop_ended();
      return;
    }
    if (kind.special) return;
  }
}

}  // namespace hearsay
