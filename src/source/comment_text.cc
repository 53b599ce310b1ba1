#include "source/comment_text.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "source/ascii.h"
#include "source/byline.h"
#include "source/comment_times.h"
#include "source/comment_words.h"
#include "source/html_shapes.h"
#include "source/html_traits.h"
#include "source/reader_register.h"

namespace hearsay {

namespace {

using Words = std::string_view;

constexpr std::size_t kMostSteps = 16;
constexpr std::uint32_t kLongestCode = 1500;  // code points of preformatted text that somebody may have written

// Parts of class names of what stands in posts and is not the post.
constexpr auto kBesideNames = std::to_array<Words>(
    {"signature",    "profile",         "userinfo",     "user-info",   "user_info",  "userdetails", "user-details",
     "authorpane",   "author-pane",     "usertitle",    "user-title",  "userstats",  "user-stats",  "avatar",
     "badge",        "lastedit",        "last-edit",    "last_edit",   "reaction",   "toolbar",     "moderat",
     "postbit-user", "poster",          "postleft",     "extrainfo",   "memberinfo", "member-info", "post-controls",
     "edit-note",    "editnote",        "threadauthor", "onebox",      "likes",      "similar",     "attachmentlist",
     "sr-only",      "visually-hidden", "tooltip",      "post/parent", "parent-post"});
constexpr auto kBesideWords =
    std::to_array<Words>({"sig", "signatur", "firma", "rank", "stats", "controls", "actions"});

bool is_word_of(Words names, Words word) {
  for (std::size_t at = ascii::ifind(names, word); at != Words::npos; at = ascii::ifind(names, word, at + 1)) {
    const bool before = at == 0 || !ascii::is_alnum(names[at - 1]);
    const bool after = at + word.size() == names.size() || !ascii::is_alnum(names[at + word.size()]);
    if (before && after) return true;
  }
  return false;
}

class TextPicker {
 public:
  TextPicker(const CommentTextInput& input, const std::vector<CommentArea>& areas, std::vector<std::uint8_t>& is_text)
      : in_(input),
        tree_(input.tree),
        areas_(areas),
        is_text_(is_text),
        beside_(input.tree.nodes.size(), 0),
        quote_(input.tree.nodes.size(), 0),
        holder_(input.tree.nodes.size(), 0) {}

  std::vector<std::vector<std::uint32_t>> pick() {
    std::vector<std::vector<std::uint32_t>> out(areas_.size());
    std::uint32_t groups = 0;
    for (const CommentArea& area : areas_) groups = std::max(groups, area.group);
    std::vector<std::vector<std::size_t>> members(groups + 1);
    for (std::size_t i = 0; i < areas_.size(); ++i) members[areas_[i].group].push_back(i);
    for (const std::size_t i : members[0]) out[i] = of_one(i);
    for (std::size_t g = 1; g < members.size(); ++g) {
      const std::vector<std::uint64_t> shapes = containers_of(members[g]);
      for (const std::size_t i : members[g]) {
        for (std::size_t s = 0; s < shapes.size() && out[i].empty(); ++s) out[i] = in_container(i, shapes[s]);
        if (out[i].empty()) out[i] = of_one(i);
      }
    }
    for (std::size_t i = 0; i < areas_.size(); ++i) drop_quotes(out[i], areas_[i]);
    return out;
  }

 private:
  [[nodiscard]] const HtmlBlock& block(std::uint32_t i) const { return in_.blocks.blocks[i]; }
  [[nodiscard]] Words line(std::uint32_t i) const { return slice(in_.text, in_.parts[i].span); }

  // An element's shape as tag and first class; 0 for those that hold no whole text.
  [[nodiscard]] std::uint64_t shape_of(NodeIndex e) const {
    switch (tree_[e].tag) {
      case Tag::kDiv:
      case Tag::kSection:
      case Tag::kArticle:
      case Tag::kTd:
      case Tag::kDd:
      case Tag::kTr:
      case Tag::kTable:
      case Tag::kTbody:
      case Tag::kOther:
      case Tag::kSpan:
      case Tag::kMain:
        break;
      default:
        return 0;
    }
    ShapeHash hash;
    NodeIndex at = e;
    for (int step = 0; step < 3 && at != kNoNode; ++step, at = tree_[at].parent) {
      hash.add(static_cast<char>(tree_[at].tag));
      if (const HtmlAttribute* name = tree_.attribute(at, "class"); name != nullptr && !name->value.empty()) {
        const Words value = ascii::trim(slice(tree_.input.bytes, name->value));
        hash.add_name(value.substr(0, value.find_first_of(" \t\n\r\f")));
        break;
      }
    }
    return hash.value() | 1;
  }

  // Whether an element is no part of what is said: a signature, what is told of the user, buttons.
  [[nodiscard]] bool is_beside(NodeIndex e) {
    if (beside_[e] != 0) return beside_[e] == 2;
    bool beside = false;
    const HtmlNode& node = tree_[e];
    if (node.kind == NodeKind::kElement) {
      const std::uint32_t traits = in_.blocks.traits[e];
      beside = node.tag == Tag::kForm || node.tag == Tag::kNav || node.tag == Tag::kButton ||
               (traits & (kTraitForm | kTraitSocial | kTraitAdvert | kTraitPopup | kTraitHidden)) != 0;
      for (const Words key : {"class", "id", "component"}) {
        const HtmlAttribute* name = node.count > 0 ? tree_.attribute(e, key) : nullptr;
        if (name == nullptr) continue;
        const Words value = slice(tree_.input.bytes, name->value).substr(0, kMaxTraitBytes);
        // "comment-text-and-form" holds the text, whatever else.
        if (key == "class" && node.tag != Tag::kForm && names_what_is_said(value)) beside = false;
        if (beside) continue;
        beside = std::any_of(kBesideNames.begin(), kBesideNames.end(),
                             [&](Words w) { return ascii::ifind(value, w) != Words::npos; }) ||
                 std::any_of(kBesideWords.begin(), kBesideWords.end(), [&](Words w) { return is_word_of(value, w); });
      }
    }
    beside_[e] = beside ? 2 : 1;
    return beside;
  }

  // Whether an element calls itself a quotation, and not its title.
  [[nodiscard]] bool holds_quote(NodeIndex i) const {
    if (tree_[i].tag == Tag::kBlockquote) return true;
    const HtmlAttribute* name = tree_[i].count > 0 ? tree_.attribute(i, "class") : nullptr;
    if (name == nullptr) return false;
    const Words value = slice(tree_.input.bytes, name->value);
    if (ascii::ifind(value, "quote") == Words::npos) return false;
    constexpr auto kTitles = std::to_array<Words>(
        {"title", "cit", "author", "head", "attribution", "source", "by", "user", "meta", "icon", "link", "jump"});
    return std::none_of(kTitles.begin(), kTitles.end(), [&](Words w) { return ascii::ifind(value, w) != Words::npos; });
  }

  // Whether an element quotes somebody by name: those words are another comment's.
  [[nodiscard]] bool is_attributed_quote(NodeIndex e) {
    const HtmlNode& node = tree_[e];
    if (node.tag != Tag::kBlockquote && node.tag != Tag::kAside && node.tag != Tag::kDiv && node.tag != Tag::kTable &&
        node.tag != Tag::kFieldset)
      return false;
    if (quote_[e] != 0) return quote_[e] == 2;
    quote_[e] = 1;
    const HtmlAttribute* name = tree_.attribute(e, "class");
    const bool named =
        name != nullptr && (ascii::ifind(slice(tree_.input.bytes, name->value), "quote") != Words::npos ||
                            ascii::ifind(slice(tree_.input.bytes, name->value), "zitat") != Words::npos);
    if (node.tag != Tag::kBlockquote && !named) return false;
    bool attributed = false;
    for (const Words key : {"data-quote", "data-username", "data-ipsquote-username", "data-author", "data-source"})
      attributed = attributed || tree_.attribute(e, key) != nullptr;
    std::size_t steps = 0;
    for (NodeIndex i = tree_.following(e, e); i != kNoNode && steps < 16 && !attributed;
         i = tree_.following(i, e), ++steps) {
      if (tree_[i].kind == NodeKind::kElement && holds_quote(i)) break;  // that one is the quotation
      if (tree_[i].tag == Tag::kCite && tree_[i].kind == NodeKind::kElement) attributed = true;
      if (tree_[i].kind != NodeKind::kText || tree_[i].start.length() > 200) continue;
      const Words line = ascii::trim(slice(tree_.input.bytes, tree_[i].start));
      if (line.empty()) continue;
      attributed = line.size() <= 100 && (line.ends_with(':') || line.ends_with("said") || line.ends_with("wrote") ||
                                          ascii::istarts_with(line, "originally posted"));
      if (line.size() > 40) break;
    }
    if (attributed) quote_[e] = 2;
    return attributed;
  }

  [[nodiscard]] bool is_quoted(std::uint32_t b, const CommentArea& area) {
    for (NodeIndex e = block(b).element; !is_end(e, area) && e != area.first; e = tree_[e].parent) {
      if (holder_[e] != 0) return false;  // vBulletin's posts are blockquotes
      if (is_attributed_quote(e)) return true;
    }
    return false;
  }

  // A program's output, pasted whole: nobody says it.
  [[nodiscard]] bool is_log(std::uint32_t b) const {
    if (block(b).length < kLongestCode) return false;
    NodeIndex e = block(b).element;
    for (int step = 0; step < 3 && e != kNoNode; ++step, e = tree_[e].parent) {
      if (tree_[e].tag == Tag::kPre || tree_[e].tag == Tag::kCode) return true;
    }
    return false;
  }

  // Leaves out what is quoted of others, and what machines wrote, unless nothing else is said.
  void drop_quotes(std::vector<std::uint32_t>& said, const CommentArea& area) {
    std::vector<std::uint32_t> own;
    for (const std::uint32_t b : said) {
      if (!is_quoted(b, area) && !is_log(b)) own.push_back(b);
    }
    if (!own.empty()) said = std::move(own);
  }

  [[nodiscard]] bool is_end(NodeIndex e, const CommentArea& area) const {
    return e == kNoNode || e == tree_[area.first].parent;
  }

  // Whether nothing between a block and its comment puts it beside.
  [[nodiscard]] bool may_be_said(std::uint32_t b, const CommentArea& area) {
    for (NodeIndex e = block(b).element; !is_end(e, area) && e != area.first; e = tree_[e].parent) {
      if (is_beside(e)) return false;
    }
    return true;
  }

  // The shapes of elements that hold most of the group's text, the smallest first.
  [[nodiscard]] std::vector<std::uint64_t> containers_of(const std::vector<std::size_t>& group) {
    struct Tally {
      std::uint64_t shape = 0, content = 0;
      std::size_t comments = 0, elements = 0, timed = 0, last = ~std::size_t{0};
      NodeIndex element = kNoNode;
      std::size_t steps = 0;
    };
    std::unordered_map<std::uint64_t, std::size_t> place;
    std::vector<Tally> tallies;
    std::uint64_t total = 0;
    std::size_t with_text = 0;
    for (const std::size_t i : group) {
      const CommentArea& area = areas_[i];
      // Later times may be of quotations and of editing.
      const auto first = std::lower_bound(in_.marks.times.begin(), in_.marks.times.end(), in_.marks.enter[area.first]);
      const std::uint32_t time = first == in_.marks.times.end() ? 0xFFFFFFFF : *first;
      bool any = false;
      for (const std::uint32_t b : *area.own) {
        if (block(b).link_length * 10 > block(b).length * 7 && !block(b).paragraph_tag) continue;
        if (is_comment_frame(line(b)) || (block(b).length < 60 && date_line(line(b))) || !may_be_said(b, area))
          continue;
        // Words without a mark are mostly ranks, places and numbers.
        const bool prose = block(b).marks > 0 || block(b).paragraph_tag || block(b).length >= 40;
        const std::uint64_t length = std::min<std::uint32_t>(block(b).length, 600) / (prose ? 1 : 5);
        total += length;
        any = true;
        std::size_t steps = 0;
        for (NodeIndex e = block(b).element; !is_end(e, area) && e != area.first && steps < kMostSteps;
             e = tree_[e].parent, ++steps) {
          const std::uint64_t shape = shape_of(e);
          if (shape == 0) continue;
          const auto [at, fresh] = place.emplace(shape, tallies.size());
          if (fresh) tallies.push_back({shape});
          Tally& tally = tallies[at->second];
          // An element inside another of the same shape counts once.
          if (tally.last == i && tally.element == e) {
            tally.content += length;
            continue;
          }
          tally.content += length;
          tally.comments += tally.last != i;
          tally.last = i;
          tally.element = e;
          ++tally.elements;
          tally.timed += in_.marks.enter[e] <= time && time < in_.marks.exit[e];
        }
      }
      with_text += any;
    }
    std::vector<const Tally*> good;
    for (const Tally& tally : tallies) {
      if (tally.comments * 10 >= with_text * 7 && tally.content * 100 >= total * 78 &&
          tally.elements * 10 <= tally.comments * 14 && tally.timed * 2 <= tally.elements)
        good.push_back(&tally);
    }
    std::stable_sort(good.begin(), good.end(), [](const Tally* a, const Tally* b) { return a->content < b->content; });
    std::vector<std::uint64_t> shapes;
    for (const Tally* tally : good) shapes.push_back(tally->shape);
    return shapes;
  }

  [[nodiscard]] std::vector<std::uint32_t> in_container(std::size_t index, std::uint64_t shape) {
    const CommentArea& area = areas_[index];
    std::vector<std::uint32_t> said, all;
    for (const std::uint32_t b : *area.own) {
      NodeIndex holder = kNoNode;
      std::size_t steps = 0;
      for (NodeIndex e = block(b).element; !is_end(e, area) && steps < kMostSteps; e = tree_[e].parent, ++steps) {
        if (e != area.first && shape_of(e) == shape) holder = e;
      }
      if (holder == kNoNode || !may_be_said(b, area)) continue;
      is_text_[holder] = holder_[holder] = 1;
      all.push_back(b);
      if (!is_comment_frame(line(b))) said.push_back(b);
    }
    if (said.empty()) {
      // "+1", "10/10": short, and all there is.
      for (const std::uint32_t b : all) {
        if (!is_reply_button(line(b))) said.push_back(b);
      }
    }
    return said;
  }

  // Traits of the elements from a block up to its comment's element.
  [[nodiscard]] std::uint32_t traits_up_to(NodeIndex from, const CommentArea& area) {
    std::uint32_t traits = 0;
    for (NodeIndex e = from; !is_end(e, area) && e != area.first; e = tree_[e].parent) {
      std::uint32_t own = in_.blocks.traits[e];
      if (own & (kTraitUser | kTraitByline | kTraitDate | kTraitForm)) {
        // "user-content" is no user.
        const HtmlAttribute* name = tree_.attribute(e, "class");
        if (name != nullptr && names_what_is_said(slice(tree_.input.bytes, name->value)))
          own = (own & ~static_cast<std::uint32_t>(kTraitUser | kTraitByline | kTraitDate | kTraitForm)) |
                kTraitCommentText;
      }
      traits |= own;
      if (is_beside(e)) traits |= kTraitForm;
    }
    return traits;
  }

  [[nodiscard]] std::vector<std::uint32_t> of_one(std::size_t index) {
    const CommentArea& area = areas_[index];
    const bool is_text = (in_.blocks.traits[area.first] & kTraitCommentText) != 0;
    std::vector<std::uint32_t> named, plain;
    for (const std::uint32_t i : *area.own) {
      const HtmlBlock& b = block(i);
      const Words words = line(i);
      const std::uint32_t traits = traits_up_to(b.element, area);
      if (traits & (kTraitForm | kTraitSocial | kTraitAdvert | kTraitPopup)) continue;
      const bool frame = is_comment_frame(words) || (b.length < 60 && date_line(words));
      if (is_comments_heading(words)) continue;
      if (frame && !(b.paragraph_tag && (traits & kTraitCommentText))) continue;
      if (traits & kTraitCommentText && !(traits & (kTraitByline | kTraitDate | kTraitUser))) {
        named.push_back(i);
        continue;
      }
      if (traits & (kTraitByline | kTraitDate | kTraitUser)) continue;
      if (b.link_length * 10 > b.length * 7 && !b.paragraph_tag) continue;
      // A line of who and when, without a class that says so.
      if (b.length < 90 && is_who_and_when(words)) continue;
      plain.push_back(i);
    }
    std::vector<std::uint32_t> out = !named.empty() && !is_text ? std::move(named) : std::move(plain);
    if (is_text && !named.empty()) {
      out.insert(out.end(), named.begin(), named.end());
      std::sort(out.begin(), out.end());
    }
    for (const std::uint32_t i : out) {
      if (block(i).element != area.first) {
        // An element that holds the time as well is no text.
        const NodeIndex e = block(i).element;
        if (PageMarks::count(in_.marks.times, in_.marks.enter[e], in_.marks.exit[e]) == 0) is_text_[e] = 1;
        continue;
      }
      for (NodeIndex c = tree_[area.first].first_child; c != kNoNode; c = tree_[c].next) {
        if (tree_[c].kind == NodeKind::kText) is_text_[c] = 1;
      }
    }
    return out;
  }

  [[nodiscard]] static bool is_who_and_when(Words words) {
    if (!may_hold_time(words)) return false;
    const std::optional<FoundDate> found = find_date(words);
    if (!found || found->precision == "month") return false;
    const std::optional<Span> name = commenter_in(words);
    return found->span.length() + (name ? name->length() : 0) + 25 >= words.size();
  }

  const CommentTextInput& in_;
  const HtmlTree& tree_;
  const std::vector<CommentArea>& areas_;
  std::vector<std::uint8_t>& is_text_;
  std::vector<std::uint8_t> beside_, quote_;  // for each node: 0 not known, 1 no, 2 yes
  std::vector<std::uint8_t> holder_;          // for each node: it holds a comment's whole text
};

}  // namespace

std::vector<std::vector<std::uint32_t>> pick_texts(const CommentTextInput& input, const std::vector<CommentArea>& areas,
                                                   std::vector<std::uint8_t>& is_text) {
  return TextPicker(input, areas, is_text).pick();
}

}  // namespace hearsay
