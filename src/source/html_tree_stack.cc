// Inserting nodes and the stack of open elements (13.2.4.2, 13.2.6.1).
#include <algorithm>

#include "source/html_tree_builder.h"

namespace hearsay {

namespace {

// A formatting element that was never closed comes back in each new block. A page may do so as often as this, beyond
// which it is an attack that would square its size.
constexpr std::uint32_t kFreeReopenings = 1024;
constexpr std::uint32_t kBytesForReopening = 16;

constexpr TagSet kTableContent = TagSet({Tag::kTable, Tag::kTbody, Tag::kTfoot, Tag::kThead, Tag::kTr});
constexpr TagSet kImplied = TagSet(
    {Tag::kDd, Tag::kDt, Tag::kLi, Tag::kOptgroup, Tag::kOption, Tag::kP, Tag::kRb, Tag::kRp, Tag::kRt, Tag::kRtc});
constexpr TagSet kImpliedThoroughly = kImplied | TagSet({Tag::kCaption, Tag::kColgroup, Tag::kTbody, Tag::kTd,
                                                         Tag::kTfoot, Tag::kTh, Tag::kThead, Tag::kTr});
constexpr TagSet kDefaultScope = TagSet({Tag::kApplet, Tag::kCaption, Tag::kHtml, Tag::kTable, Tag::kTd, Tag::kTh,
                                         Tag::kMarquee, Tag::kObject, Tag::kTemplate});
constexpr TagSet kListScope = kDefaultScope | TagSet({Tag::kOl, Tag::kUl});
constexpr TagSet kButtonScope = kDefaultScope | TagSet({Tag::kButton});
constexpr TagSet kTableScope = TagSet({Tag::kHtml, Tag::kTable, Tag::kTemplate});
constexpr TagSet kSelectScope = ~TagSet({Tag::kOptgroup, Tag::kOption});
constexpr TagSet kMathMlScope = TagSet({Tag::kMi, Tag::kMo, Tag::kMn, Tag::kMs, Tag::kMtext, Tag::kAnnotationXml});
constexpr TagSet kSvgScope = TagSet({Tag::kForeignObject, Tag::kDesc, Tag::kTitle});
constexpr TagSet kMarked =
    TagSet({Tag::kApplet, Tag::kMarquee, Tag::kObject, Tag::kTemplate, Tag::kTd, Tag::kTh, Tag::kCaption});

// The standard's "special" category for HTML elements.
constexpr TagSet kSpecialTags = {
    Tag::kAddress, Tag::kApplet,     Tag::kArea,     Tag::kArticle,    Tag::kAside,     Tag::kBase,     Tag::kBasefont,
    Tag::kBgsound, Tag::kBlockquote, Tag::kBody,     Tag::kBr,         Tag::kButton,    Tag::kCaption,  Tag::kCenter,
    Tag::kCol,     Tag::kColgroup,   Tag::kDd,       Tag::kDetails,    Tag::kDir,       Tag::kDiv,      Tag::kDl,
    Tag::kDt,      Tag::kEmbed,      Tag::kFieldset, Tag::kFigcaption, Tag::kFigure,    Tag::kFooter,   Tag::kForm,
    Tag::kFrame,   Tag::kFrameset,   Tag::kH1,       Tag::kH2,         Tag::kH3,        Tag::kH4,       Tag::kH5,
    Tag::kH6,      Tag::kHead,       Tag::kHeader,   Tag::kHgroup,     Tag::kHr,        Tag::kHtml,     Tag::kIframe,
    Tag::kImg,     Tag::kInput,      Tag::kKeygen,   Tag::kLi,         Tag::kLink,      Tag::kListing,  Tag::kMain,
    Tag::kMarquee, Tag::kMenu,       Tag::kMeta,     Tag::kNav,        Tag::kNoembed,   Tag::kNoframes, Tag::kNoscript,
    Tag::kObject,  Tag::kOl,         Tag::kP,        Tag::kParam,      Tag::kPlaintext, Tag::kPre,      Tag::kScript,
    Tag::kSearch,  Tag::kSection,    Tag::kSelect,   Tag::kSource,     Tag::kStyle,     Tag::kSummary,  Tag::kTable,
    Tag::kTbody,   Tag::kTd,         Tag::kTemplate, Tag::kTextarea,   Tag::kTfoot,     Tag::kTh,       Tag::kThead,
    Tag::kTitle,   Tag::kTr,         Tag::kTrack,    Tag::kUl,         Tag::kWbr,       Tag::kXmp};

}  // namespace

HtmlTreeBuilder::HtmlTreeBuilder(HtmlTree& tree) : tree_(tree), tokens_(tree.input, tree.attributes) {
  reopen_left_ = kFreeReopenings + static_cast<std::uint32_t>(tree.input.bytes.size() / kBytesForReopening);
}

bool HtmlTreeBuilder::is_special(NodeIndex i) const {
  const HtmlNode& n = node(i);
  switch (n.space) {
    case Namespace::kHtml:
      return kSpecialTags.has(n.tag);
    case Namespace::kSvg:
      return kSvgScope.has(n.tag);
    case Namespace::kMathMl:
      return kMathMlScope.has(n.tag);
  }
  return false;
}

HtmlTreeBuilder::OpenKind HtmlTreeBuilder::open_kind(NodeIndex i) const {
  const HtmlNode& n = node(i);
  const bool special = is_special(i), html = n.space == Namespace::kHtml;
  const auto limit = [&](Scope scope, const TagSet& tags, bool foreign) {
    return (html ? tags.has(n.tag) : foreign) ? bit(scope) : 0u;
  };
  const unsigned limits = limit(Scope::kDefault, kDefaultScope, special) |
                          limit(Scope::kListItem, kListScope, special) | limit(Scope::kButton, kButtonScope, special) |
                          limit(Scope::kTable, kTableScope, false) | limit(Scope::kSelect, kSelectScope, true);
  return {n.tag, n.space, special, static_cast<std::uint8_t>(limits)};
}

NodeIndex HtmlTreeBuilder::add_node(const HtmlNode& made) {
  tree_.nodes.push_back(made);
  return static_cast<NodeIndex>(tree_.nodes.size() - 1);
}

// The appropriate place for inserting a node, with foster parenting.
HtmlTreeBuilder::Place HtmlTreeBuilder::place_for(NodeIndex target) const {
  if (!foster_ || !in_set(target, kTableContent)) return {target, kNoNode};
  const std::ptrdiff_t table = last_open(Tag::kTable), last_template = last_open(Tag::kTemplate);
  if (last_template >= 0 && last_template > table) return {open_[static_cast<std::size_t>(last_template)], kNoNode};
  if (table < 0) return {open_.front(), kNoNode};
  const NodeIndex table_node = open_[static_cast<std::size_t>(table)];
  if (node(table_node).parent != kNoNode) return {node(table_node).parent, table_node};
  return {open_[static_cast<std::size_t>(std::max<std::ptrdiff_t>(table - 1, 0))], kNoNode};
}

void HtmlTreeBuilder::attach(NodeIndex child, Place where) {
  HtmlNode& n = node(child);
  HtmlNode& parent = node(where.parent);
  n.parent = where.parent;
  n.next = where.before;
  n.previous = where.before == kNoNode ? parent.last_child : node(where.before).previous;
  (n.previous == kNoNode ? parent.first_child : node(n.previous).next) = child;
  (n.next == kNoNode ? parent.last_child : node(n.next).previous) = child;
}

void HtmlTreeBuilder::detach(NodeIndex child) {
  HtmlNode& n = node(child);
  if (n.parent == kNoNode) return;
  HtmlNode& parent = node(n.parent);
  (n.previous == kNoNode ? parent.first_child : node(n.previous).next) = n.next;
  (n.next == kNoNode ? parent.last_child : node(n.next).previous) = n.previous;
  n.parent = n.previous = n.next = kNoNode;
}

void HtmlTreeBuilder::move_children(NodeIndex from, NodeIndex to) {
  HtmlNode& source = node(from);
  HtmlNode& target = node(to);
  if (source.first_child == kNoNode) return;
  for (NodeIndex i = source.first_child; i != kNoNode; i = node(i).next) node(i).parent = to;
  node(source.first_child).previous = target.last_child;
  (target.last_child == kNoNode ? target.first_child : node(target.last_child).next) = source.first_child;
  target.last_child = source.last_child;
  source.first_child = source.last_child = kNoNode;
}

NodeIndex HtmlTreeBuilder::make_element(Namespace space) {
  HtmlNode made;
  made.tag = token_.tag;
  made.space = space;
  made.name_length = token_.name.length();
  made.start = token_.source;
  made.end = {token_.source.end, token_.source.end};
  made.first = token_.first_attribute;
  made.count = token_.attribute_count;
  attributes_kept_ = std::max<std::size_t>(attributes_kept_, made.first + made.count);
  return add_node(made);
}

void HtmlTreeBuilder::push(NodeIndex element) {
  open_.push_back(element);
  open_kinds_.push_back(open_kind(element));
  if (node(element).space == Namespace::kHtml) ++open_count_[static_cast<std::size_t>(node(element).tag)];
}

// Never pops html: the rules do not, and an element closed at the depth limit may be missing where a rule expects it.
void HtmlTreeBuilder::pop(Span end_tag) {
  if (open_.size() <= 1) return;
  HtmlNode& n = node(open_.back());
  n.end = end_tag;
  if (n.space == Namespace::kHtml) --open_count_[static_cast<std::size_t>(n.tag)];
  open_.pop_back();
  open_kinds_.pop_back();
}

NodeIndex HtmlTreeBuilder::insert_element(Namespace space) {
  if (open_.size() >= kMaxHtmlDepth) {
    if (in_set(current(), kMarked)) clear_to_marker();
    remove_formatting(current());
    if (current_is(Tag::kTemplate) && !template_modes_.empty()) template_modes_.pop_back();
    pop();
  }
  const Place where = place();
  const NodeIndex made = make_element(space);
  attach(made, where);
  push(made);
  return made;
}

NodeIndex HtmlTreeBuilder::insert_implied(Tag tag) {
  const Token kept = token_;
  token_.tag = tag;
  token_.source = token_.name = {kept.source.begin, kept.source.begin};
  token_.first_attribute = token_.attribute_count = 0;
  const NodeIndex made = insert_element();
  node(made).implied = true;
  token_ = kept;
  return made;
}

void HtmlTreeBuilder::insert_void() {
  insert_element();
  pop({token_.source.end, token_.source.end});
}

void HtmlTreeBuilder::insert_raw(TextMode mode) {
  insert_element();
  tokens_.set_mode(mode, name(token_.tag));
  original_mode_ = mode_;
  mode_ = Mode::kText;
}

void HtmlTreeBuilder::insert_comment(NodeIndex parent) {
  HtmlNode made;
  made.kind = NodeKind::kComment;
  made.start = token_.source;
  made.end = token_.data;
  const Place where = parent == kNoNode ? place() : Place{parent, kNoNode};
  attach(add_node(made), where);
}

void HtmlTreeBuilder::insert_text(Span run) {
  if (run.empty()) return;
  const Place where = place();
  if (where.parent == 0) return;  // a document holds no text
  const bool decoded = token_.mode == TextMode::kData || token_.mode == TextMode::kRcdata;
  const bool drop_nul = (token_.mode == TextMode::kData || token_.mode == TextMode::kCdata) && !is_foreign_content();
  const NodeIndex before = where.before == kNoNode ? node(where.parent).last_child : node(where.before).previous;
  auto& segments = tree_.segments;
  if (before != kNoNode && node(before).kind == NodeKind::kText) {
    HtmlNode& text_node = node(before);
    TextSegment& last = segments[text_node.count];
    if (last.source.end == run.begin && last.references == decoded && last.drop_nul == drop_nul) {
      last.source.end = run.end;  // the run was split at white space only: no reference lies across the seam
    } else {
      last.next = static_cast<std::uint32_t>(segments.size());
      text_node.count = last.next;
      segments.push_back({run, decoded, drop_nul, kNoNode});
    }
    text_node.start = {std::min(text_node.start.begin, run.begin), std::max(text_node.start.end, run.end)};
    return;
  }
  HtmlNode made;
  made.kind = NodeKind::kText;
  made.start = run;
  made.first = made.count = static_cast<std::uint32_t>(segments.size());
  segments.push_back({run, decoded, drop_nul, kNoNode});
  attach(add_node(made), where);
}

void HtmlTreeBuilder::pop_until(const TagSet& tags, bool ended) {
  while (open_.size() > 1 && !in_set(current(), tags)) pop();
  ended ? pop_ended() : pop();
}

void HtmlTreeBuilder::pop_until(Tag tag, bool ended) {
  if (has_open(tag)) pop_until(TagSet({tag}), ended);
}

void HtmlTreeBuilder::remove_open(NodeIndex element) {
  const std::ptrdiff_t at = open_position(element);
  if (at <= 0) return;
  HtmlNode& n = node(element);
  n.end = {token_.source.begin, token_.source.begin};
  if (n.space == Namespace::kHtml) --open_count_[static_cast<std::size_t>(n.tag)];
  open_.erase(open_.begin() + at);
  open_kinds_.erase(open_kinds_.begin() + at);
}

void HtmlTreeBuilder::insert_open(std::size_t position, NodeIndex element) {
  const auto at = static_cast<std::ptrdiff_t>(position);
  open_.insert(open_.begin() + at, element);
  open_kinds_.insert(open_kinds_.begin() + at, open_kind(element));
  if (node(element).space == Namespace::kHtml) ++open_count_[static_cast<std::size_t>(node(element).tag)];
}

void HtmlTreeBuilder::imply_end_tags(Tag but) {
  while (in_set(current(), kImplied) && !(but != Tag::kOther && current_is(but))) pop();
}

void HtmlTreeBuilder::imply_end_tags_thoroughly() {
  while (in_set(current(), kImpliedThoroughly)) pop();
}

bool HtmlTreeBuilder::in_scope(const TagSet& tags, Scope scope) const {
  for (std::size_t i = open_kinds_.size(); i-- > 0;) {
    const OpenKind kind = open_kinds_[i];
    if (kind.space == Namespace::kHtml && tags.has(kind.tag)) return true;
    if ((kind.limits & bit(scope)) != 0) return false;
  }
  return false;
}

bool HtmlTreeBuilder::in_scope(Tag tag, Scope scope) const {
  if (!has_open(tag)) return false;
  for (std::size_t i = open_kinds_.size(); i-- > 0;) {
    const OpenKind kind = open_kinds_[i];
    if (kind.tag == tag && kind.space == Namespace::kHtml) return true;
    if ((kind.limits & bit(scope)) != 0) return false;
  }
  return false;
}

// Whether no limit of the default scope stands above the open element at `position`.
bool HtmlTreeBuilder::is_in_scope(std::size_t position) const {
  for (std::size_t i = open_kinds_.size(); --i > position;) {
    if ((open_kinds_[i].limits & bit(Scope::kDefault)) != 0) return false;
  }
  return true;
}

std::ptrdiff_t HtmlTreeBuilder::open_position(NodeIndex element) const {
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_[i] == element) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

bool HtmlTreeBuilder::is_open(NodeIndex element) const { return open_position(element) >= 0; }

std::ptrdiff_t HtmlTreeBuilder::last_open(Tag tag) const {
  if (!has_open(tag)) return -1;
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_kinds_[i].tag == tag && open_kinds_[i].space == Namespace::kHtml) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

}  // namespace hearsay
