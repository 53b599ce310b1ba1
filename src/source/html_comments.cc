#include "source/html_comments.h"

#include <algorithm>
#include <array>

#include "source/ascii.h"
#include "source/byline.h"
#include "source/dates.h"
#include "source/html_traits.h"

namespace hearsay {

namespace {

constexpr std::size_t kMostComments = 50'000;

// Lines of a comment's frame, whole or as a beginning.
constexpr auto kFrame = std::to_array<std::string_view>({"reply",
                                                         "report",
                                                         "like",
                                                         "likes",
                                                         "share",
                                                         "permalink",
                                                         "link",
                                                         "flag",
                                                         "edit",
                                                         "delete",
                                                         "quote",
                                                         "log in to reply",
                                                         "login to reply",
                                                         "sign in to reply",
                                                         "antworten",
                                                         "répondre",
                                                         "responder",
                                                         "rispondi",
                                                         "svar",
                                                         "odpowiedz",
                                                         "upvote",
                                                         "downvote",
                                                         "recommend",
                                                         "follow",
                                                         "show more",
                                                         "load more",
                                                         "read more",
                                                         "view replies",
                                                         "hide replies",
                                                         "remove",
                                                         "moderate",
                                                         "cancel reply",
                                                         "mark as spam",
                                                         "copy link",
                                                         "0",
                                                         "vote",
                                                         "votes",
                                                         "melden",
                                                         "beantwoorden",
                                                         "beitrag melden"});

bool is_frame(std::string_view text) {
  text = ascii::trim(text);
  if (text.size() > 60) return false;
  const std::string low = ascii::to_lower(text);
  for (const std::string_view words : kFrame) {
    if (low == words) return true;
  }
  if (low.ends_with(" ago") || low.ends_with(" says:") || low.ends_with(" says") || low.ends_with(" wrote:") ||
      low.ends_with(" said...") || low.ends_with(" said:") || low.starts_with("reply to ") ||
      low.starts_with("in reply to") || low.starts_with("log in") || low.starts_with("your comment is awaiting")) {
    return true;
  }
  // "12", "+3", "#4": counters.
  return std::none_of(low.begin(), low.end(),
                      [](char c) { return ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80; });
}

class CommentFinder {
 public:
  CommentFinder(const HtmlTree& tree, const HtmlBlocks& blocks, const std::vector<Part>& parts, std::string_view text)
      : tree_(tree), blocks_(blocks), parts_(parts), text_(text) {}

  HtmlComments find() {
    out_.taken.assign(blocks_.blocks.size(), false);
    find_elements();
    if (elements_ > 0) {
      gather_blocks();
      make_comments();
    }
    return std::move(out_);
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  struct Candidate {
    NodeIndex element = kNoNode;
    std::uint32_t parent = kNone;    // the candidate around it
    std::vector<std::uint32_t> own;  // blocks whose nearest candidate this is
    std::vector<std::uint32_t> text;
    std::uint32_t comment = kNone;  // index in out_.comments, once it is one
    bool certain = false;           // its id or type says so, not a class alone
  };

  [[nodiscard]] static bool can_be_comment(Tag tag) {
    switch (tag) {
      case Tag::kLi:
      case Tag::kDiv:
      case Tag::kArticle:
      case Tag::kSection:
      case Tag::kTr:
      case Tag::kTd:
      case Tag::kDd:
      case Tag::kDl:
      case Tag::kBlockquote:
      case Tag::kTable:
      case Tag::kOther:
      case Tag::kOl:
      case Tag::kUl:
      case Tag::kDetails:
        return true;
      default:
        return false;
    }
  }

  // Marks, for each node, the nearest candidate at or above it.
  void find_elements() {
    nearest_.assign(tree_.nodes.size(), kNone);
    for (NodeIndex i = 0; i != kNoNode; i = tree_.following(i)) {
      const HtmlNode& node = tree_[i];
      const std::uint32_t above = node.parent == kNoNode ? kNone : nearest_[node.parent];
      nearest_[i] = above;
      if (node.kind != NodeKind::kElement || !can_be_comment(node.tag)) continue;
      const std::uint32_t traits = blocks_.traits[i];
      if (traits & kTraitHidden) continue;
      // Inside a comment, "comment-content comment" is its text and no reply.
      const bool comment = (traits & kTraitComment) != 0 && ((traits & kTraitCommentText) == 0 || above == kNone);
      // "comment-body" stands for the comment where nothing around it is one.
      const bool text_alone = (traits & kTraitCommentText) != 0 && above == kNone;
      if ((!comment && !text_alone) || (traits & kTraitComments) != 0 || candidates_.size() >= kMostComments) continue;
      Candidate candidate;
      candidate.element = i;
      candidate.parent = above;
      candidate.certain = text_alone || has_comment_id(i) || !tree_.attribute_value(i, "itemtype").empty();
      nearest_[i] = static_cast<std::uint32_t>(candidates_.size());
      candidates_.push_back(std::move(candidate));
      ++elements_;
    }
  }

  // A sentence in a section of comments, outside of its form: said by somebody, if by nobody named.
  [[nodiscard]] bool is_said_in_comments(const Candidate& candidate) const {
    std::uint32_t length = 0, marks = 0;
    for (const std::uint32_t i : candidate.text) {
      length += blocks_.blocks[i].length;
      marks += blocks_.blocks[i].marks;
    }
    if (length < 25 || marks == 0) return false;
    bool section = false;
    for (NodeIndex e = tree_[candidate.element].parent; e != kNoNode; e = tree_[e].parent) {
      if (tree_[e].tag == Tag::kForm || (blocks_.traits[e] & kTraitForm)) return false;
      if (blocks_.traits[e] & kTraitComments) section = true;
    }
    return section;
  }

  [[nodiscard]] bool has_comment_id(NodeIndex element) const {
    const HtmlAttribute* id = tree_.attribute(element, "id");
    if (id == nullptr) return false;
    const std::string_view value = slice(tree_.input.bytes, id->value);
    return ascii::ifind(value, "comment") != std::string_view::npos &&
           std::any_of(value.begin(), value.end(), ascii::is_digit);
  }

  void gather_blocks() {
    for (std::uint32_t i = 0; i < blocks_.blocks.size(); ++i) {
      const HtmlBlock& block = blocks_.blocks[i];
      if (block.element == kNoNode || block.hidden) continue;
      const std::uint32_t at = nearest_[block.element];
      if (at != kNone) candidates_[at].own.push_back(i);
    }
    for (Candidate& candidate : candidates_) pick_text(candidate);
  }

  // Traits of the elements from a block up to its comment's element.
  [[nodiscard]] std::uint32_t traits_up_to(NodeIndex from, NodeIndex top) const {
    std::uint32_t traits = 0;
    for (NodeIndex e = from; e != kNoNode && e != top; e = tree_[e].parent) {
      traits |= blocks_.traits[e];
      if (tree_[e].tag == Tag::kForm || tree_[e].tag == Tag::kNav) traits |= kTraitForm;
    }
    return traits;
  }

  void pick_text(Candidate& candidate) const {
    const bool is_text = (blocks_.traits[candidate.element] & kTraitCommentText) != 0;
    std::vector<std::uint32_t> named, plain;
    for (const std::uint32_t i : candidate.own) {
      const HtmlBlock& block = blocks_.blocks[i];
      const std::string_view text = slice(text_, parts_[i].span);
      const std::uint32_t traits = traits_up_to(block.element, candidate.element);
      if (traits & (kTraitForm | kTraitSocial | kTraitAdvert | kTraitPopup)) continue;
      const bool frame = is_frame(text) || (date_line(text) && block.length < 60);
      if (frame && !(block.paragraph_tag && (traits & kTraitCommentText))) continue;
      if (traits & kTraitCommentText && !(traits & (kTraitByline | kTraitDate | kTraitUser))) {
        named.push_back(i);
        continue;
      }
      if (traits & (kTraitByline | kTraitDate | kTraitUser)) continue;
      if (block.link_length * 10 > block.length * 7 && !block.paragraph_tag) continue;
      if (block.heading_tag && block.length < 40) continue;
      plain.push_back(i);
    }
    candidate.text = !named.empty() && !is_text ? std::move(named) : std::move(plain);
    if (is_text && candidate.text.empty()) candidate.text = std::move(named);
    if (is_text && !named.empty()) {
      candidate.text.insert(candidate.text.end(), named.begin(), named.end());
      std::sort(candidate.text.begin(), candidate.text.end());
    }
  }

  // The comment that stands for a candidate: itself, or the first one inside where it has no text of its own.
  [[nodiscard]] std::uint32_t stand_in(std::uint32_t candidate) const {
    return candidates_[candidate].comment != kNone ? candidates_[candidate].comment : first_inside_[candidate];
  }

  void make_comments() {
    first_inside_.assign(candidates_.size(), kNone);
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
      Candidate& candidate = candidates_[i];
      if (candidate.text.empty()) continue;
      HtmlComment comment;
      comment.element = candidate.element;
      comment.blocks = candidate.text;
      read_frame(candidate, comment);
      // A class alone is no evidence: somebody must have said it, some time.
      if (!candidate.certain && !is_said_in_comments(candidate) && !comment.author && !comment.published &&
          comment.permalink.empty())
        continue;
      const auto index = static_cast<std::uint32_t>(out_.comments.size());
      for (std::uint32_t up = candidate.parent; up != kNone; up = candidates_[up].parent) {
        const std::uint32_t other = stand_in(up);
        if (other != kNone && other != index && out_.comments[other].blocks.front() < comment.blocks.front()) {
          comment.reply_to = other;
          comment.depth = static_cast<std::uint8_t>(std::min(255, out_.comments[other].depth + 1));
          break;
        }
      }
      candidate.comment = index;
      for (std::uint32_t up = candidate.parent; up != kNone; up = candidates_[up].parent) {
        if (first_inside_[up] != kNone) break;
        first_inside_[up] = index;
      }
      out_.comments.push_back(std::move(comment));
    }
    if (out_.comments.empty()) return;
    sort_comments();
    for (const Candidate& candidate : candidates_) {
      if (candidate.comment == kNone && first_inside_[nearest_[candidate.element]] == kNone) continue;
      for (const std::uint32_t i : candidate.own) out_.taken[i] = true;
    }
    // What is around them in the comments' own section: headings, counters, the form.
    for (std::uint32_t i = 0; i < blocks_.blocks.size(); ++i) {
      if (out_.taken[i]) continue;
      for (NodeIndex e = blocks_.blocks[i].element; e != kNoNode; e = tree_[e].parent) {
        if ((blocks_.traits[e] & (kTraitComments | kTraitForm)) && tree_[e].tag != Tag::kBody &&
            tree_[e].tag != Tag::kHtml && i >= out_.comments.front().blocks.front()) {
          out_.taken[i] = true;
          break;
        }
      }
    }
  }

  // Into text order: a comment that goes on after its replies began may stand before them in the tree only.
  void sort_comments() {
    std::vector<std::uint32_t> order(out_.comments.size()), place(out_.comments.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return out_.comments[a].blocks.front() < out_.comments[b].blocks.front();
    });
    std::vector<HtmlComment> sorted;
    sorted.reserve(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      sorted.push_back(std::move(out_.comments[order[i]]));
    }
    for (HtmlComment& comment : sorted) {
      if (comment.reply_to) comment.reply_to = place[*comment.reply_to];
    }
    out_.comments = std::move(sorted);
  }

  // Name, time and address from the comment's own elements.
  void read_frame(const Candidate& candidate, HtmlComment& comment) const {
    const std::uint32_t self = nearest_[candidate.element];
    std::size_t steps = 0;
    bool skip = false;
    for (NodeIndex i = candidate.element; i != kNoNode && steps < 2000;
         i = tree_.following(i, candidate.element, skip), ++steps) {
      skip = nearest_[i] != self;
      if (skip || tree_[i].kind != NodeKind::kElement) continue;
      const std::uint32_t traits = blocks_.traits[i];
      if (i != candidate.element && !comment.author &&
          ((traits & (kTraitByline | kTraitUser)) || tree_[i].tag == Tag::kCite))
        read_author(i, comment);
      if (!comment.published && (tree_[i].tag == Tag::kTime || (traits & kTraitDate) || tree_[i].tag == Tag::kAbbr))
        read_time(i, comment);
      if (comment.permalink.empty() && tree_[i].tag == Tag::kA) {
        const std::string href = tree_.attribute_value(i, "href");
        const std::size_t hash = href.find('#');
        if (hash != std::string::npos && ascii::ifind(href, "comment", hash) != std::string_view::npos &&
            href.find("respond") == std::string::npos)
          comment.permalink = href;
      }
    }
    // Blogger and its kin put the frame beside the text: look at the elements next to it.
    if (blocks_.traits[candidate.element] & kTraitCommentText) {
      for (const NodeIndex beside :
           {tree_[candidate.element].previous, previous_element(candidate.element), next_element(candidate.element)}) {
        if (beside == kNoNode || tree_[beside].kind != NodeKind::kElement || nearest_[beside] != kNone) continue;
        std::size_t more = 0;
        for (NodeIndex i = beside; i != kNoNode && more < 50; i = tree_.following(i, beside), ++more) {
          if (tree_[i].kind != NodeKind::kElement) continue;
          const std::uint32_t traits = blocks_.traits[i];
          if (!comment.author && (traits & (kTraitByline | kTraitUser))) read_author(i, comment);
          if (!comment.published && (tree_[i].tag == Tag::kTime || (traits & kTraitDate))) read_time(i, comment);
        }
      }
    }
  }

  [[nodiscard]] NodeIndex previous_element(NodeIndex i) const {
    for (i = tree_[i].previous; i != kNoNode && tree_[i].kind != NodeKind::kElement;) i = tree_[i].previous;
    return i;
  }
  [[nodiscard]] NodeIndex next_element(NodeIndex i) const {
    for (i = tree_[i].next; i != kNoNode && tree_[i].kind != NodeKind::kElement;) i = tree_[i].next;
    return i;
  }

  void read_author(NodeIndex element, HtmlComment& comment) const {
    // The first text inside that is a name.
    std::size_t steps = 0;
    for (NodeIndex i = element; i != kNoNode && steps < 40; i = tree_.following(i, element), ++steps) {
      if (tree_[i].kind != NodeKind::kText) continue;
      std::string name = tree_.text(i);
      std::string_view view = ascii::trim(name);
      for (const std::string_view tail : {" says:", " says", " said:", " said...", " said", " wrote:", ":", ","}) {
        if (view.ends_with(tail)) view = ascii::trim(view.substr(0, view.size() - tail.size()));
      }
      for (const std::string_view head : {"by ", "By ", "Posted by ", "posted by ", "von "}) {
        if (view.starts_with(head)) view = ascii::trim(view.substr(head.size()));
      }
      if (view.empty() || view.size() > 60 || is_frame(view) || find_date(view) || ascii::iequals(view, "by") ||
          ascii::iequals(view, "posted by") || ascii::iequals(view, "author"))
        continue;
      Value value{std::string(view), std::nullopt, std::nullopt, "visible"};
      const std::string_view raw = slice(tree_.input.bytes, tree_[i].start);
      if (const std::size_t at = raw.find(view); at != std::string_view::npos) {
        const std::uint32_t begin = tree_[i].start.begin + static_cast<std::uint32_t>(at);
        value.source = Span{begin, begin + static_cast<std::uint32_t>(view.size())};
      }
      comment.author = std::move(value);
      return;
    }
  }

  void read_time(NodeIndex element, HtmlComment& comment) const {
    for (const std::string_view name : {"datetime", "title", "content"}) {
      const HtmlAttribute* attribute = tree_.attribute(element, name);
      if (attribute == nullptr || attribute->value.length() > 100) continue;
      const std::string_view raw = slice(tree_.input.bytes, attribute->value);
      if (const std::optional<FoundDate> found = find_date(raw)) {
        comment.published =
            Date{found->value, found->precision,
                 Span{attribute->value.begin + found->span.begin, attribute->value.begin + found->span.end}, "visible"};
        return;
      }
    }
    std::size_t steps = 0;
    for (NodeIndex i = element; i != kNoNode && steps < 20; i = tree_.following(i, element), ++steps) {
      if (tree_[i].kind != NodeKind::kText || tree_[i].start.length() > 200) continue;
      const std::string_view raw = slice(tree_.input.bytes, tree_[i].start);
      if (const std::optional<FoundDate> found = find_date(raw)) {
        comment.published =
            Date{found->value, found->precision,
                 Span{tree_[i].start.begin + found->span.begin, tree_[i].start.begin + found->span.end}, "visible"};
        return;
      }
    }
  }

  const HtmlTree& tree_;
  const HtmlBlocks& blocks_;
  const std::vector<Part>& parts_;
  std::string_view text_;
  HtmlComments out_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> nearest_;  // for each node: the candidate at or above it
  std::vector<std::uint32_t> first_inside_;
  std::size_t elements_ = 0;
};

}  // namespace

HtmlComments find_comments(const HtmlTree& tree, const HtmlBlocks& blocks, const std::vector<Part>& parts,
                           std::string_view text) {
  return CommentFinder(tree, blocks, parts, text).find();
}

}  // namespace hearsay
