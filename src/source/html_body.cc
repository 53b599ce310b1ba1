#include "source/html_body.h"

#include <algorithm>
#include <array>

#include "source/ascii.h"
#include "source/html_traits.h"

namespace hearsay {

namespace {

// Lines that lead away from the article.
constexpr auto kLeadAway = std::to_array<std::string_view>({"read more",
                                                            "read also",
                                                            "also read",
                                                            "read next",
                                                            "related:",
                                                            "related articles",
                                                            "related stories",
                                                            "related news",
                                                            "related topics",
                                                            "see also",
                                                            "more on this",
                                                            "more from",
                                                            "more stories",
                                                            "you may also",
                                                            "you might also",
                                                            "recommended",
                                                            "advertisement",
                                                            "share this",
                                                            "share on",
                                                            "follow us",
                                                            "sign up",
                                                            "subscribe",
                                                            "click here",
                                                            "tags:",
                                                            "topics:",
                                                            "filed under",
                                                            "most read",
                                                            "most popular",
                                                            "trending",
                                                            "don't miss",
                                                            "don’t miss",
                                                            "story continues below",
                                                            "article continues",
                                                            "continue reading",
                                                            "lire aussi",
                                                            "à lire",
                                                            "lesen sie",
                                                            "mehr zum thema",
                                                            "lees ook",
                                                            "leia também",
                                                            "leia mais",
                                                            "veja também",
                                                            "lea también",
                                                            "lee también",
                                                            "te puede interesar",
                                                            "leggi anche",
                                                            "les også",
                                                            "læs også",
                                                            "läs också",
                                                            "baca juga",
                                                            "zobacz także",
                                                            "czytaj także",
                                                            "czytaj też",
                                                            "join our",
                                                            "download our",
                                                            "get our",
                                                            "all rights reserved",
                                                            "©",
                                                            "copyright",
                                                            "watch:",
                                                            "watch more",
                                                            "listen:",
                                                            "skip to",
                                                            "back to top",
                                                            "print",
                                                            "email this",
                                                            "comments",
                                                            "leave a comment",
                                                            "leave a reply"});

bool leads_away(std::string_view text) {
  return std::any_of(kLeadAway.begin(), kLeadAway.end(),
                     [&](std::string_view words) { return ascii::istarts_with(text, words); });
}

bool is_off_tag(Tag tag) {
  return tag == Tag::kNav || tag == Tag::kAside || tag == Tag::kFooter || tag == Tag::kForm || tag == Tag::kDialog ||
         tag == Tag::kSearch || tag == Tag::kMenu || tag == Tag::kButton || tag == Tag::kSelect;
}

class BodyFinder {
 public:
  explicit BodyFinder(const BodyInput& input) : in_(input), tree_(input.tree) {}

  Body find() {
    const std::size_t n = in_.blocks.blocks.size();
    Body body;
    body.in.assign(n, false);
    weigh();
    const NodeIndex best = heaviest();
    if (best == kNoNode) return body;
    body.element = widened(best);
    choose(body);
    return body;
  }

 private:
  [[nodiscard]] const HtmlBlock& block(std::size_t i) const { return in_.blocks.blocks[i]; }
  [[nodiscard]] std::string_view text(std::size_t i) const { return slice(in_.text, in_.parts[i].span); }
  [[nodiscard]] static double link_share(const HtmlBlock& b) {
    return b.length == 0 ? 0 : static_cast<double>(b.link_length) / b.length;
  }

  // How much prose a block is.
  [[nodiscard]] double prose(std::size_t i) const {
    const HtmlBlock& b = block(i);
    if (b.hidden || in_.taken[i] || b.heading_tag || b.length < 25) return 0;
    if (in_.parts[i].kind == PartKind::kCaption) return 0;
    const double free = 1 - link_share(b);
    double weight = std::min<double>(b.length, 2000) * free * free;
    if (b.marks == 0) weight *= b.length < 120 ? 0.1 : 0.5;
    if (b.length < 60) weight *= 0.5;
    if (in_.parts[i].kind == PartKind::kListItem && !b.paragraph_tag) weight *= 0.5;
    if (in_.parts[i].kind == PartKind::kTable) weight *= 0.3;
    return weight;
  }

  void weigh() {
    const std::size_t n = in_.blocks.blocks.size();
    weight_.resize(n);
    mass_.assign(tree_.nodes.size(), 0);
    for (std::size_t i = 0; i < n; ++i) {
      weight_[i] = prose(i);
      if (weight_[i] > 0) {
        total_ += weight_[i];
        for (NodeIndex e = block(i).element; e != kNoNode; e = tree_[e].parent) mass_[e] += weight_[i];
      }
    }
    sift();
    double good = 0;
    for (const double w : weight_) good += w;
    if (good < 0.35 * total_) {
      // Names that put most of the page aside are a builder's habit here ("widget", "rail" around each paragraph).
      names_count_ = false;
      for (std::size_t i = 0; i < n; ++i) weight_[i] = prose(i);
      sift();
    }
  }

  void sift() {
    const std::size_t n = in_.blocks.blocks.size();
    // 0 not known, 1 on, 2 off
    off_.assign(tree_.nodes.size(), 0);
    good_.assign(tree_.nodes.size(), 0);
    for (std::size_t i = 0; i < n; ++i) {
      if (weight_[i] <= 0) continue;
      if (is_off(block(i).element)) {
        weight_[i] = 0;
        continue;
      }
      for (NodeIndex e = block(i).element; e != kNoNode; e = tree_[e].parent) good_[e] += weight_[i];
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
    std::uint8_t state = e == kNoNode ? 1 : off_[e];
    while (!path_.empty()) {
      const NodeIndex node = path_.back();
      path_.pop_back();
      if (state == 1 && says_off(node)) state = 2;
      off_[node] = state;
    }
    return state == 2;
  }

  bool says_off(NodeIndex e) const {
    const HtmlNode& node = tree_[e];
    if (node.kind != NodeKind::kElement || node.tag == Tag::kBody || node.tag == Tag::kHtml || node.tag == Tag::kMain)
      return false;
    const std::uint32_t traits = in_.blocks.traits[e];
    const bool named = names_count_ && (traits & kTraitsOff) != 0 && (traits & kTraitBody) == 0;
    if (!named && !is_off_tag(node.tag)) return false;
    // What holds most of the page's prose is no side matter, whatever it is called.
    return mass_[e] < 0.4 * total_;
  }

  NodeIndex heaviest() {
    constexpr int kSteps = 6;
    constexpr double kDecay = 0.6;
    score_.assign(tree_.nodes.size(), 0);
    for (std::size_t i = 0; i < weight_.size(); ++i) {
      if (weight_[i] <= 0) continue;
      NodeIndex e = block(i).element;
      if (e == kNoNode) continue;
      const Tag tag = tree_[e].tag;
      if (tag == Tag::kP || tag == Tag::kLi || tag == Tag::kTd || tag == Tag::kBlockquote || tag == Tag::kPre)
        e = tree_[e].parent;
      double share = weight_[i];
      for (int step = 0; step < kSteps && e != kNoNode; ++step, e = tree_[e].parent) {
        if (tree_[e].kind != NodeKind::kElement) break;
        score_[e] += share;
        share *= kDecay;
      }
    }
    NodeIndex best = kNoNode;
    double most = 0;
    for (NodeIndex e = 0; e < tree_.nodes.size(); ++e) {
      if (score_[e] <= 0) continue;
      double s = score_[e];
      if (in_.blocks.traits[e] & kTraitBody) s *= 1.5;
      if (tree_[e].tag == Tag::kArticle) s *= 1.2;
      if (tree_[e].tag == Tag::kMain) s *= 1.1;
      if (tree_[e].tag == Tag::kBody || tree_[e].tag == Tag::kHtml) s *= 0.8;
      if (s > most) most = s, best = e;
    }
    return best;
  }

  // In a thread each post names itself a body, and none is the page's: others of the same class weigh as much together.
  [[nodiscard]] bool is_one_of_many(NodeIndex element) const {
    const HtmlAttribute* own = tree_.attribute(element, "class");
    if (own == nullptr || own->value.empty()) return false;
    const std::string_view name = slice(tree_.input.bytes, own->value);
    double others = 0;
    std::size_t count = 0;
    for (NodeIndex e = 0; e < tree_.nodes.size(); ++e) {
      if (e == element || good_[e] <= 30 || tree_[e].kind != NodeKind::kElement || tree_[e].tag != tree_[element].tag)
        continue;
      const HtmlAttribute* other = tree_.attribute(e, "class");
      if (other == nullptr || slice(tree_.input.bytes, other->value) != name || is_under(tree_, e, element)) continue;
      others += good_[e];
      ++count;
    }
    return count >= 2 && others > 0.7 * good_[element];
  }

  // The article often continues in neighbouring elements: go up while they hold enough prose of their own.
  NodeIndex widened(NodeIndex element) const {
    NodeIndex limit = kNoNode;  // the nearest element that is an article by name
    for (NodeIndex e = element; e != kNoNode; e = tree_[e].parent) {
      if (tree_[e].kind == NodeKind::kElement &&
          (tree_[e].tag == Tag::kArticle || (in_.blocks.traits[e] & kTraitBody))) {
        limit = e;
        break;
      }
    }
    if (limit != kNoNode && is_one_of_many(limit)) limit = kNoNode;
    NodeIndex current = element;
    for (NodeIndex e = element; e != limit && tree_[e].parent != kNoNode;) {
      e = tree_[e].parent;
      if (tree_[e].kind != NodeKind::kElement || tree_[e].tag == Tag::kHtml) break;
      if (good_[e] > 1.15 * good_[current] && (limit != kNoNode || good_[current] < 0.8 * good_[e])) current = e;
    }
    return current;
  }

  // Off elements inside the body: the guard of says_off() counts the whole page, this one what stands in the body.
  void choose(Body& body) {
    const std::size_t n = in_.blocks.blocks.size();
    std::vector<std::uint8_t> inside(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      const HtmlBlock& b = block(i);
      if (b.hidden || in_.taken[i] || b.element == kNoNode || !is_under(tree_, b.element, body.element)) continue;
      if (is_off(b.element)) continue;
      inside[i] = 1;
    }
    std::size_t last_prose = 0, first_prose = n;
    for (std::size_t i = 0; i < n; ++i) {
      if (inside[i] == 0) continue;
      if (weight_[i] > 30) {
        last_prose = i + 1;
        first_prose = std::min(first_prose, i);
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (inside[i] == 0) continue;
      const HtmlBlock& b = block(i);
      const Part& part = in_.parts[i];
      const double links = link_share(b);
      bool keep = true;
      if (b.length < 200 && leads_away(text(i))) keep = false;
      if (links > 0.6 && !(b.paragraph_tag && b.length < 40 && links < 1)) keep = false;
      if (links > 0.3 && part.kind == PartKind::kListItem && b.length < 150) keep = false;
      if (b.heading_tag && part.level == 1) keep = false;
      if (in_.headline && i == *in_.headline) keep = false;
      if (i >= last_prose && !(b.paragraph_tag && b.marks > 0 && links < 0.3 && i < last_prose + 3)) keep = false;
      if (i < first_prose && !b.paragraph_tag && part.kind != PartKind::kListItem && b.length < 80 && !b.heading_tag)
        keep = false;
      // A word or two outside of any paragraph is a label: "Share", "5 min read".
      if (part.kind == PartKind::kParagraph && !b.paragraph_tag && b.length < 25 && b.marks == 0) keep = false;
      body.in[i] = keep;
    }
    // A heading stays only where text of its own follows.
    bool text_follows = false;
    for (std::size_t i = n; i-- > 0;) {
      if (!body.in[i]) continue;
      if (block(i).heading_tag) {
        if (!text_follows || leads_away(text(i))) body.in[i] = false;
      } else {
        text_follows = true;
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (!body.in[i]) continue;
      if (body.first == body.last) body.first = static_cast<std::uint32_t>(i);
      body.last = static_cast<std::uint32_t>(i + 1);
    }
  }

  const BodyInput& in_;
  const HtmlTree& tree_;
  std::vector<double> weight_;
  std::vector<double> mass_, good_, score_;
  std::vector<std::uint8_t> off_;
  std::vector<NodeIndex> path_;
  double total_ = 0;
  bool names_count_ = true;
};

}  // namespace

bool is_under(const HtmlTree& tree, NodeIndex inner, NodeIndex outer) {
  for (NodeIndex e = inner; e != kNoNode; e = tree[e].parent) {
    if (e == outer) return true;
  }
  return false;
}

Body find_body(const BodyInput& input) { return BodyFinder(input).find(); }

}  // namespace hearsay
