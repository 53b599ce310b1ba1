#include "source/html_prose.h"

#include <algorithm>

#include "source/html_traits.h"

namespace hearsay {

namespace {

bool is_off_tag(Tag tag) {
  return tag == Tag::kNav || tag == Tag::kAside || tag == Tag::kFooter || tag == Tag::kForm || tag == Tag::kDialog ||
         tag == Tag::kSearch || tag == Tag::kMenu || tag == Tag::kButton || tag == Tag::kSelect;
}

class ProseFinder {
 public:
  ProseFinder(const HtmlTree& tree, const HtmlBlocks& blocks, const std::vector<Part>& parts,
              const std::vector<bool>& taken)
      : tree_(tree), blocks_(blocks), parts_(parts), taken_(taken) {}

  PageProse find() {
    weigh();
    out_.heaviest = heaviest();
    if (out_.heaviest != kNoNode) out_.element = widened(out_.heaviest);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::size_t size() const { return blocks_.blocks.size(); }
  [[nodiscard]] const HtmlBlock& block(std::size_t i) const { return blocks_.blocks[i]; }

  // How much prose a block is.
  [[nodiscard]] std::int64_t prose(std::size_t i) const {
    const HtmlBlock& b = block(i);
    if (b.hidden || taken_[i] || b.heading_tag || b.length < 25) return 0;
    if (parts_[i].kind == PartKind::kCaption) return 0;
    const std::int64_t length = b.length, free = length - std::min(b.link_length, b.length);
    // min(length, 2000) · (share of text that is no link)²
    std::int64_t weight = std::min<std::int64_t>(length, 2000) * 64 * free / length * free / length;
    if (b.marks == 0) weight = length < 120 ? weight / 10 : weight / 2;
    if (length < 60) weight /= 2;
    if (parts_[i].kind == PartKind::kListItem && !b.paragraph_tag) weight /= 2;
    if (parts_[i].kind == PartKind::kTable) weight = weight * 3 / 10;
    return weight;
  }

  void weigh() {
    const std::size_t n = size();
    out_.raw.resize(n);
    out_.mass.assign(tree_.nodes.size(), 0);
    for (std::size_t i = 0; i < n; ++i) {
      out_.raw[i] = prose(i);
      if (out_.raw[i] == 0) continue;
      out_.total += out_.raw[i];
      for (NodeIndex e = block(i).element; e != kNoNode; e = tree_[e].parent) out_.mass[e] += out_.raw[i];
    }
    sift();
    if (out_.total_good * 100 < 35 * out_.total) {
      // Names that put most of the page aside are a builder's habit here ("widget", "rail" around each paragraph).
      names_count_ = false;
      sift();
    }
  }

  void sift() {
    const std::size_t n = size();
    off_.assign(tree_.nodes.size(), 0);
    out_.good.assign(tree_.nodes.size(), 0);
    out_.off.assign(n, false);
    out_.weight.assign(n, 0);
    out_.total_good = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (block(i).hidden) continue;
      out_.off[i] = is_off(block(i).element);
      if (out_.off[i] || out_.raw[i] == 0) continue;
      out_.weight[i] = out_.raw[i];
      out_.total_good += out_.raw[i];
      for (NodeIndex e = block(i).element; e != kNoNode; e = tree_[e].parent) out_.good[e] += out_.raw[i];
    }
  }

  // Whether an element, or one around it, says that it is no article.
  bool is_off(NodeIndex element) {
    path_.clear();
    NodeIndex e = element;
    while (e != kNoNode && off_[e] == 0) {
      path_.push_back(e);
      e = tree_[e].parent;
    }
    std::uint8_t state = e == kNoNode ? 1 : off_[e];  // 0 not known, 1 on, 2 off
    while (!path_.empty()) {
      const NodeIndex node = path_.back();
      path_.pop_back();
      if (state == 1 && says_off(node)) state = 2;
      off_[node] = state;
    }
    return state == 2;
  }

  [[nodiscard]] bool says_off(NodeIndex e) const {
    const HtmlNode& node = tree_[e];
    if (node.kind != NodeKind::kElement || node.tag == Tag::kBody || node.tag == Tag::kHtml || node.tag == Tag::kMain)
      return false;
    const std::uint32_t traits = blocks_.traits[e];
    const bool named = names_count_ && (traits & kTraitsOff) != 0 && (traits & kTraitBody) == 0;
    if (!named && !is_off_tag(node.tag)) return false;
    // What holds most of the page's prose is no side matter, whatever it is called.
    return out_.mass[e] * 10 < 4 * out_.total;
  }

  NodeIndex heaviest() {
    constexpr int kSteps = 6;
    score_.assign(tree_.nodes.size(), 0);
    for (std::size_t i = 0; i < size(); ++i) {
      if (out_.weight[i] == 0) continue;
      NodeIndex e = container_of(tree_, block(i));
      std::int64_t share = out_.weight[i];
      for (int step = 0; step < kSteps && e != kNoNode; ++step, e = tree_[e].parent) {
        if (tree_[e].kind != NodeKind::kElement) break;
        score_[e] += share;
        share = share * 3 / 5;
      }
    }
    NodeIndex best = kNoNode;
    std::int64_t most = 0;
    for (NodeIndex e = 0; e < tree_.nodes.size(); ++e) {
      std::int64_t s = score_[e];
      if (s <= 0) continue;
      if (blocks_.traits[e] & kTraitBody) s = s * 3 / 2;
      if (tree_[e].tag == Tag::kArticle) s = s * 12 / 10;
      if (tree_[e].tag == Tag::kMain) s = s * 11 / 10;
      if (tree_[e].tag == Tag::kBody || tree_[e].tag == Tag::kHtml) s = s * 8 / 10;
      if (s > most) most = s, best = e;
    }
    return best;
  }

  // In a thread each post names itself a body, and none is the page's: others of the same class weigh as much together.
  [[nodiscard]] bool is_one_of_many(NodeIndex element) const {
    const HtmlAttribute* own = tree_.attribute(element, "class");
    if (own == nullptr || own->value.empty()) return false;
    const std::string_view name = slice(tree_.input.bytes, own->value);
    std::int64_t others = 0;
    std::size_t count = 0;
    for (NodeIndex e = 0; e < tree_.nodes.size(); ++e) {
      if (e == element || out_.good[e] <= 30 * 64 || tree_[e].kind != NodeKind::kElement ||
          tree_[e].tag != tree_[element].tag)
        continue;
      const HtmlAttribute* other = tree_.attribute(e, "class");
      if (other == nullptr || slice(tree_.input.bytes, other->value) != name || is_under(tree_, e, element)) continue;
      others += out_.good[e];
      ++count;
    }
    return count >= 2 && others * 10 > 7 * out_.good[element];
  }

  // The article often continues in neighbouring elements: go up while they hold enough prose of their own.
  [[nodiscard]] NodeIndex widened(NodeIndex element) const {
    NodeIndex limit = kNoNode;  // the nearest element that is an article by name
    for (NodeIndex e = element; e != kNoNode; e = tree_[e].parent) {
      if (tree_[e].kind == NodeKind::kElement && (tree_[e].tag == Tag::kArticle || (blocks_.traits[e] & kTraitBody))) {
        limit = e;
        break;
      }
    }
    if (limit != kNoNode && is_one_of_many(limit)) limit = kNoNode;
    NodeIndex current = element;
    for (NodeIndex e = element; e != limit && tree_[e].parent != kNoNode;) {
      e = tree_[e].parent;
      if (tree_[e].kind != NodeKind::kElement || tree_[e].tag == Tag::kHtml) break;
      const std::int64_t around = out_.good[e], own = out_.good[current];
      if (around * 100 > 115 * own && (limit != kNoNode || own * 10 < 8 * around)) current = e;
    }
    return current;
  }

  const HtmlTree& tree_;
  const HtmlBlocks& blocks_;
  const std::vector<Part>& parts_;
  const std::vector<bool>& taken_;
  PageProse out_;
  std::vector<std::int64_t> score_;
  std::vector<std::uint8_t> off_;
  std::vector<NodeIndex> path_;
  bool names_count_ = true;
};

}  // namespace

bool is_under(const HtmlTree& tree, NodeIndex inner, NodeIndex outer) {
  for (NodeIndex e = inner; e != kNoNode; e = tree[e].parent) {
    if (e == outer) return true;
  }
  return false;
}

NodeIndex container_of(const HtmlTree& tree, const HtmlBlock& block) {
  const NodeIndex e = block.element;
  if (e == kNoNode) return e;
  switch (tree[e].tag) {
    case Tag::kP:
    case Tag::kLi:
    case Tag::kTd:
    case Tag::kBlockquote:
    case Tag::kPre:
      return tree[e].parent;
    default:
      return e;
  }
}

PageProse find_prose(const HtmlTree& tree, const HtmlBlocks& blocks, const std::vector<Part>& parts,
                     const std::vector<bool>& taken) {
  return ProseFinder(tree, blocks, parts, taken).find();
}

}  // namespace hearsay
