#include "source/html_comments.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "source/ascii.h"
#include "source/byline.h"
#include "source/comment_frames.h"
#include "source/comment_text.h"
#include "source/comment_times.h"
#include "source/comment_words.h"
#include "source/html_marks.h"
#include "source/html_records.h"
#include "source/html_traits.h"

namespace hearsay {

namespace {

constexpr std::size_t kMostComments = 50'000;
constexpr std::uint32_t kNone = 0xFFFFFFFF;

// The path of an address, or "".
std::string_view path_of(std::string_view url) {
  const std::size_t scheme = url.find("//");
  if (scheme == std::string_view::npos) return {};
  const std::size_t slash = url.find('/', scheme + 2);
  if (slash == std::string_view::npos) return "/";
  return url.substr(slash, url.find_first_of("?#", slash) - slash);
}

class CommentFinder {
 public:
  explicit CommentFinder(const CommentInput& input)
      : in_(input),
        tree_(input.tree),
        blocks_(input.blocks),
        marks_(find_marks(input.tree, input.blocks, input.parts, input.text)) {}

  HtmlComments find() {
    out_.taken.assign(blocks_.blocks.size(), false);
    forum_ = in_.forum || (marks_.times.size() >= 2 && is_forum_page(tree_, in_.url));
    groups_ = find_records({tree_, blocks_, in_.parts, in_.text, marks_, forum_, path_of(in_.url)});
    find_elements();
    if (candidates_.empty() && marks_.times.size() >= 2) find_single_element();
    if (!candidates_.empty()) {
      gather_blocks();
      make_comments();
    }
    return std::move(out_);
  }

 private:
  struct Candidate {
    NodeIndex element = kNoNode, last = kNoNode;  // siblings
    std::uint32_t parent = kNone;                 // the candidate around it
    std::uint32_t group = 0;                      // 0: by name alone; else of groups_, plus one
    std::vector<std::uint32_t> own;               // blocks whose nearest candidate this is
    std::vector<std::uint32_t> text;
    std::uint32_t comment = kNone;  // index in out_.comments, once it is one
    bool certain = false;           // its id or type says so, or its likes do; not a class alone
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

  [[nodiscard]] std::uint32_t times_in(std::uint32_t from, std::uint32_t to) const {
    return PageMarks::count(marks_.times, from, to);
  }

  // "Kommentar" is also a column's name: what holds the page's headline is no comment.
  [[nodiscard]] bool holds_headline(NodeIndex i) const {
    return PageMarks::count(headlines_, marks_.enter[i], marks_.exit[i]) > 0;
  }

  // Whether an element named a comment is one beside the records found: not their container, nor a part of one.
  [[nodiscard]] bool stands_beside_records(NodeIndex i, std::uint32_t above) const {
    if (groups_.empty()) return true;
    const std::uint32_t from = marks_.enter[i], to = marks_.exit[i];
    if (above != kNone && candidates_[above].group > 0) {
      const Candidate& around = candidates_[above];
      const std::uint32_t begin = marks_.enter[around.element], end = marks_.exit[around.last];
      std::uint32_t times = times_in(begin, end);
      std::uint64_t content = marks_.content_in(begin, end);
      std::uint32_t behind = 0;
      auto at = std::upper_bound(record_places_.begin(), record_places_.end(), std::make_pair(begin, 0xFFFFFFFFu));
      for (std::size_t steps = 0; at != record_places_.end() && at->first < end && steps < 200; ++at, ++steps) {
        if (at->first < behind) continue;
        times -= std::min(times, times_in(at->first, at->second));
        content -= std::min(content, marks_.content_in(at->first, at->second));
        behind = at->second;
      }
      return times > times_in(from, to) && times_in(from, to) > 0 && content > marks_.content_in(from, to) &&
             marks_.content_in(from, to) > 0;
    }
    // Records inside: what is left when they are taken away?
    auto at = std::lower_bound(record_places_.begin(), record_places_.end(), std::make_pair(from, 0u));
    if (at == record_places_.end() || at->first >= to) return true;
    std::uint32_t times = times_in(from, to);
    std::uint64_t content = marks_.content_in(from, to);
    std::uint32_t behind = 0;
    for (std::size_t steps = 0; at != record_places_.end() && at->first < to && steps < 200; ++at, ++steps) {
      if (at->first < behind) continue;
      if (at->first == from) return false;
      times -= std::min(times, times_in(at->first, at->second));
      content -= std::min(content, marks_.content_in(at->first, at->second));
      behind = at->second;
    }
    return times > 0 && content >= 15;
  }

  // Marks, for each node, the nearest candidate at or above it.
  void find_elements() {
    nearest_.assign(tree_.nodes.size(), kNone);
    for (std::uint32_t p = 0; p < marks_.order.size(); ++p) {
      const HtmlNode& node = tree_[marks_.order[p]];
      if (node.kind == NodeKind::kElement && node.tag == Tag::kH1) headlines_.push_back(p);
    }
    std::vector<std::uint32_t> root(groups_.empty() ? 0 : tree_.nodes.size(), 0);  // record that begins here, + 1
    std::vector<std::pair<NodeIndex, std::uint32_t>> records;                      // last node, group
    for (std::uint32_t g = 0; g < groups_.size(); ++g) {
      for (const HtmlRecord& record : groups_[g].records) {
        if (root[record.first] != 0) continue;
        records.emplace_back(record.last, g + 1);
        root[record.first] = static_cast<std::uint32_t>(records.size());
        record_places_.emplace_back(marks_.enter[record.first], marks_.exit[record.last]);
      }
    }
    std::sort(record_places_.begin(), record_places_.end());
    for (const NodeIndex i : marks_.order) {
      const HtmlNode& node = tree_[i];
      const std::uint32_t above = node.parent == kNoNode ? kNone : nearest_[node.parent];
      // The rest of a run of siblings is marked when its first node is.
      if (nearest_[i] == kNone) nearest_[i] = above;
      if (node.kind != NodeKind::kElement || candidates_.size() >= kMostComments) continue;
      if (!root.empty() && root[i] != 0) {
        const auto [last, group] = records[root[i] - 1];
        Candidate candidate;
        candidate.element = i;
        candidate.last = last;
        candidate.parent = above;
        candidate.group = group;
        candidate.certain = true;
        const auto index = static_cast<std::uint32_t>(candidates_.size());
        for (NodeIndex e = i; e != kNoNode; e = tree_[e].next) {
          nearest_[e] = index;
          if (e == last) break;
        }
        candidates_.push_back(std::move(candidate));
        continue;
      }
      if (!can_be_comment(node.tag)) continue;
      const std::uint32_t traits = blocks_.traits[i];
      if ((traits & kTraitHidden) && !has_comment_id(i)) continue;
      // Inside a comment, "comment-content comment" is its text and no reply.
      const bool comment = (traits & kTraitComment) != 0 && ((traits & kTraitCommentText) == 0 || nearest_[i] == kNone);
      // "comment-body" stands for the comment where nothing around it is one.
      const bool text_alone = (traits & kTraitCommentText) != 0 && nearest_[i] == kNone;
      if ((!comment && !text_alone) || (traits & kTraitComments) != 0) continue;
      if (holds_headline(i) || !stands_beside_records(i, nearest_[i])) continue;
      Candidate candidate;
      candidate.element = candidate.last = i;
      candidate.parent = nearest_[i];
      candidate.certain = text_alone || has_comment_id(i) || !tree_.attribute_value(i, "itemtype").empty();
      nearest_[i] = static_cast<std::uint32_t>(candidates_.size());
      candidates_.push_back(std::move(candidate));
    }
  }

  // One comment alone, in an element that could as well hold many ("comment-wrapper"): the smallest with who, when and
  // what.
  void find_single_element() {
    NodeIndex best = kNoNode;
    for (const NodeIndex i : marks_.order) {
      const std::uint32_t traits = blocks_.traits[i];
      if ((traits & (kTraitComment | kTraitComments)) == 0 || (traits & (kTraitForm | kTraitHidden)) != 0) continue;
      if (tree_[i].kind != NodeKind::kElement || !can_be_comment(tree_[i].tag)) continue;
      const std::uint32_t from = marks_.enter[i], to = marks_.exit[i];
      if (holds_headline(i) || times_in(from, to) != 1 || PageMarks::count(marks_.names, from, to) == 0 ||
          marks_.content_in(from, to) < 15)
        continue;
      if (best == kNoNode || marks_.exit[best] >= to) best = i;
    }
    if (best == kNoNode) return;
    Candidate candidate;
    candidate.element = candidate.last = best;
    candidate.certain = true;
    for (std::uint32_t p = marks_.enter[best]; p < marks_.exit[best]; ++p) nearest_[marks_.order[p]] = 0;
    candidates_.push_back(std::move(candidate));
  }

  // A sentence in a section of comments, outside of its form: said by somebody, if by nobody named.
  [[nodiscard]] bool is_said_in_comments(const Candidate& candidate) const {
    std::uint32_t length = 0, sentences = 0;
    for (const std::uint32_t i : candidate.text) {
      length += blocks_.blocks[i].length;
      sentences += blocks_.blocks[i].marks;
    }
    if (length < 25 || sentences == 0) return false;
    bool section = false;
    for (NodeIndex e = tree_[candidate.element].parent; e != kNoNode; e = tree_[e].parent) {
      if (tree_[e].tag == Tag::kForm || (blocks_.traits[e] & kTraitForm)) return false;
      if (blocks_.traits[e] & kTraitComments) section = true;
    }
    return section;
  }

  // The author's name in a line of its own is no part of what he says.
  void drop_name(HtmlComment& comment) const {
    if (!comment.author || comment.blocks.size() < 2) return;
    const std::string_view name = comment.author->value;
    const auto is_name = [&](std::uint32_t b) {
      const std::string_view line = slice(in_.text, in_.parts[b].span);
      return line.size() <= name.size() + 8 && line.find(name) != std::string_view::npos;
    };
    std::vector<std::uint32_t> said;
    for (const std::uint32_t b : comment.blocks) {
      if (!is_name(b)) said.push_back(b);
    }
    if (!said.empty()) comment.blocks = std::move(said);
  }

  // Whether comments that only a class speaks for have addresses inside many pages: a list of the latest comments.
  [[nodiscard]] bool are_scattered(const std::vector<CommentFrame>& frames) const {
    std::vector<std::string_view> pages;
    for (std::size_t i = 0; i < frames.size() && pages.size() < 3; ++i) {
      if (candidates_[i].certain) continue;
      const std::string_view address = frames[i].permalink;
      const std::string_view page = address.substr(0, address.find('#'));
      if (!page.empty() && page != address && std::find(pages.begin(), pages.end(), page) == pages.end())
        pages.push_back(page);
    }
    return pages.size() >= 3;
  }

  // A comment's address inside another page: lists of the latest comments have these.
  [[nodiscard]] bool leads_elsewhere(std::string_view address) const {
    const std::string_view own = path_of(in_.url);
    address = address.substr(0, address.find_first_of("?#"));
    if (address.empty()) return false;
    if (own.empty()) return true;
    const std::string_view path = address.find("//") == std::string_view::npos ? address : path_of(address);
    return !path.empty() && path != own && !own.ends_with(path);
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
      if (block.element == kNoNode) continue;
      const std::uint32_t at = nearest_[block.element];
      if (at == kNone) continue;
      // Sections that a button unfolds: what has a comment's number is one, shown or not.
      if (block.hidden && !(block.may_show && has_comment_id(candidates_[at].element))) continue;
      candidates_[at].own.push_back(i);
    }
    is_text_.assign(tree_.nodes.size(), 0);
    std::vector<CommentArea> areas;
    areas.reserve(candidates_.size());
    for (const Candidate& c : candidates_) areas.push_back({c.element, c.last, c.group, &c.own});
    std::vector<std::vector<std::uint32_t>> texts =
        pick_texts({tree_, blocks_, in_.parts, in_.text, marks_, nearest_}, areas, is_text_);
    for (std::size_t i = 0; i < candidates_.size(); ++i) candidates_[i].text = std::move(texts[i]);
    // What lies in a comment's text is text.
    for (const NodeIndex i : marks_.order) {
      if (is_text_[i] == 0 && tree_[i].parent != kNoNode && is_text_[tree_[i].parent] != 0 &&
          nearest_[i] == nearest_[tree_[i].parent])
        is_text_[i] = 1;
    }
  }

  // The comment that stands for a candidate: itself, or the first one inside where it has no text of its own.
  [[nodiscard]] std::uint32_t stand_in(std::uint32_t candidate) const {
    return candidates_[candidate].comment != kNone ? candidates_[candidate].comment : first_inside_[candidate];
  }

  void make_comments() {
    std::vector<FrameArea> areas;
    areas.reserve(candidates_.size());
    for (const Candidate& c : candidates_)
      areas.push_back({c.element, c.last, marks_.enter[c.element], marks_.exit[c.last], c.group});
    std::vector<CommentFrame> frames =
        read_frames({tree_, blocks_, marks_, nearest_, is_text_, in_.captured_at}, areas);
    const bool scattered = are_scattered(frames);
    const std::uint32_t opening = opening_of_thread();
    first_inside_.assign(candidates_.size(), kNone);
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
      Candidate& candidate = candidates_[i];
      if (candidate.text.empty()) continue;
      HtmlComment comment;
      comment.element = candidate.element;
      comment.blocks = candidate.text;
      comment.author = std::move(frames[i].author);
      comment.published = std::move(frames[i].published);
      comment.permalink = std::move(frames[i].permalink);
      drop_name(comment);
      if (i == opening) {
        // The document's own time is a date.
        if (comment.published && comment.published->from == "relative") comment.published.reset();
        out_.opening = std::move(comment);
        continue;
      }
      // A class alone is no evidence: somebody must have said it, some time, and here.
      // A name for a comment's text is no more: "comment-text" also labels buttons and counters.
      if (candidate.group == 0 && !has_comment_id(candidate.element) && !frames[i].named && !comment.published &&
          !is_said_in_comments(candidate))
        continue;
      if (!candidate.certain && !is_said_in_comments(candidate) && !frames[i].named && !comment.published &&
          (comment.permalink.empty() || leads_elsewhere(comment.permalink)))
        continue;
      // A label such as "Author" names nobody and says nothing.
      if (candidate.group == 0 && comment.author && !comment.published && comment.blocks.size() == 1 &&
          slice(in_.text, in_.parts[comment.blocks[0]].span) == comment.author->value)
        continue;
      if (!candidate.certain && !comment.published && leads_elsewhere(comment.permalink) &&
          (scattered || !path_of(in_.url).empty()))
        continue;
      const auto index = static_cast<std::uint32_t>(out_.comments.size());
      for (std::uint32_t up = candidate.parent; up != kNone; up = candidates_[up].parent) {
        const std::uint32_t other = stand_in(up);
        if (other != kNone && other != index && out_.comments[other].blocks.front() < comment.blocks.front()) {
          comment.reply_to = other;
          break;
        }
      }
      candidate.comment = index;
      for (std::uint32_t up = candidate.parent; up != kNone; up = candidates_[up].parent) {
        if (first_inside_[up] != kNone) break;
        first_inside_[up] = index;
      }
      of_comment_.push_back(i);
      out_.comments.push_back(std::move(comment));
    }
    if (out_.comments.empty() && !out_.opening) return;
    answer_by_frame(frames);
    sort_comments();
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
      const Candidate& candidate = candidates_[i];
      if (candidate.comment == kNone && first_inside_[i] == kNone && candidate.group == 0) continue;
      for (const std::uint32_t b : candidate.own) out_.taken[b] = true;
    }
    // What is around them in the comments' own section: headings, counters, the form.
    const std::uint32_t first = out_.comments.empty() ? 0 : out_.comments.front().blocks.front();
    for (std::uint32_t i = first; i < blocks_.blocks.size() && !out_.comments.empty(); ++i) {
      if (out_.taken[i]) continue;
      for (NodeIndex e = blocks_.blocks[i].element; e != kNoNode; e = tree_[e].parent) {
        if ((blocks_.traits[e] & (kTraitComments | kTraitForm)) && tree_[e].tag != Tag::kBody &&
            tree_[e].tag != Tag::kHtml) {
          out_.taken[i] = true;
          break;
        }
      }
    }
  }

  // In a thread whose posts are all of one kind, the candidate that opens it; kNone elsewhere.
  [[nodiscard]] std::uint32_t opening_of_thread() const {
    const RecordGroup* posts = nullptr;
    std::uint32_t group = 0;
    for (std::uint32_t g = 0; g < groups_.size(); ++g) {
      if (groups_[g].comments && !forum_) continue;
      if (!groups_[g].posts && !forum_) continue;
      if (posts == nullptr || groups_[g].content > posts->content) posts = &groups_[g], group = g + 1;
    }
    if (posts == nullptr) return kNone;
    std::uint32_t first = kNone;
    for (std::uint32_t i = 0; i < candidates_.size() && first == kNone; ++i) {
      if (candidates_[i].group == group && !candidates_[i].text.empty()) first = i;
    }
    if (first == kNone) return kNone;
    // Somebody's words before the first record, under the headline: they open the thread, or are an article.
    const std::uint32_t begin = candidates_[first].own.empty() ? 0 : candidates_[first].own.front();
    std::uint32_t headline = 0;
    for (std::uint32_t i = 0; i < begin; ++i) {
      if (blocks_.blocks[i].heading_tag && in_.parts[i].level == 1) headline = i;
    }
    std::uint32_t outside = 0;
    for (std::uint32_t i = headline; i < begin; ++i) {
      const HtmlBlock& block = blocks_.blocks[i];
      if (block.hidden || block.length < 60 || block.marks == 0 || block.link_length * 3 > block.length) continue;
      const std::uint32_t at = nearest_[block.element];
      if (at != kNone && candidates_[at].group > 0) continue;
      bool aside = false;
      for (NodeIndex e = block.element; e != kNoNode && !aside; e = tree_[e].parent) {
        aside = tree_[e].tag == Tag::kNav || tree_[e].tag == Tag::kFooter || tree_[e].tag == Tag::kForm ||
                tree_[e].tag == Tag::kAside || tree_[e].tag == Tag::kNoscript ||
                (blocks_.traits[e] & (kTraitPopup | kTraitAdvert | kTraitForm | kTraitSubscribe | kTraitNavigation));
      }
      if (!aside) outside += block.length;
    }
    std::uint32_t inside = 0;
    for (const std::uint32_t b : candidates_[first].text) inside += blocks_.blocks[b].length;
    return outside > 250 || outside > inside * 2 + 120 ? kNone : first;
  }

  // Answers that depth, addresses and quotations tell, where nesting tells none.
  void answer_by_frame(const std::vector<CommentFrame>& frames) {
    std::unordered_map<std::string, std::uint32_t> by_id, by_author;
    std::vector<std::pair<int, std::uint32_t>> open;  // depth, comment
    const auto lower = [](const std::string& name) { return "@" + ascii::to_lower(name); };
    std::uint32_t depth_group = kNone;
    for (std::uint32_t c = 0; c < out_.comments.size(); ++c) {
      HtmlComment& comment = out_.comments[c];
      const CommentFrame& frame = frames[of_comment_[c]];
      const Candidate& candidate = candidates_[of_comment_[c]];
      if (candidate.group != depth_group) open.clear(), depth_group = candidate.group;
      if (frame.depth >= 0) {
        while (!open.empty() && open.back().first >= frame.depth) open.pop_back();
        if (!comment.reply_to && !open.empty()) comment.reply_to = open.back().second;
        open.emplace_back(frame.depth, c);
      }
      for (const std::string& answer : frame.answers) {
        if (comment.reply_to) break;
        const auto& map = answer[0] == '@' ? by_author : by_id;
        const auto at = map.find(answer[0] == '@' ? ascii::to_lower(answer) : answer);
        if (at != map.end() && at->second != c) comment.reply_to = at->second;
      }
      if (!comment.reply_to) {
        // "@Ann you are right"
        const std::string_view words = slice(in_.text, in_.parts[comment.blocks.front()].span);
        if (words.starts_with('@')) {
          for (std::size_t end = words.find_first_of(" ,:\n\xC2"), n = 0; n < 4; ++n) {
            const auto at = by_author.find(ascii::to_lower(words.substr(0, end)));
            if (at != by_author.end()) comment.reply_to = at->second;
            if (at != by_author.end() || end == std::string_view::npos) break;
            end = words.find_first_of(" ,:\n\xC2", end + 1);
          }
        }
      }
      if (comment.reply_to)
        comment.depth = static_cast<std::uint8_t>(std::min(255, out_.comments[*comment.reply_to].depth + 1));
      for (const std::string& id : frame.ids) by_id.emplace(id, c);
      if (comment.author) by_author[lower(comment.author->value)] = c;
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
    for (std::uint32_t i = 0; i < sorted.size(); ++i) {
      std::optional<std::uint32_t>& answered = sorted[i].reply_to;
      if (!answered) continue;
      answered = place[*answered];
      if (*answered >= i) answered.reset();
    }
    out_.comments = std::move(sorted);
  }

  const CommentInput& in_;
  const HtmlTree& tree_;
  const HtmlBlocks& blocks_;
  const PageMarks marks_;
  bool forum_ = false;
  HtmlComments out_;
  std::vector<std::uint32_t> headlines_;  // places of h1
  std::vector<RecordGroup> groups_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> nearest_;  // for each node: the candidate at or above it
  std::vector<std::uint8_t> is_text_;   // for each node: it is, or lies in, what holds a comment's text
  std::vector<std::uint32_t> first_inside_;
  std::vector<std::uint32_t> of_comment_;  // for each comment: its candidate
  std::vector<std::pair<std::uint32_t, std::uint32_t>> record_places_;
};

}  // namespace

HtmlComments find_comments(const CommentInput& input) { return CommentFinder(input).find(); }

}  // namespace hearsay
