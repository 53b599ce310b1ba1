#include "source/record_evidence.h"

#include <algorithm>
#include <array>

#include "source/ascii.h"
#include "source/comment_words.h"
#include "source/html_shapes.h"
#include "source/html_traits.h"
#include "source/reader_register.h"

namespace hearsay {

namespace {

using Words = std::string_view;

constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr std::size_t kSampled = 12;     // records of a group that are looked at closely
constexpr std::size_t kMostNodes = 400;  // of a record that are looked at closely

constexpr auto kCommentNames =
    std::to_array<Words>({"comment", "kommentar", "komment", "comentario", "commentaire", "leserbrief", "disqus",
                          "feedback", "guestbook", "opinion", "reactie", "commento", "koment"});
constexpr auto kPostNames = std::to_array<Words>({"post", "message", "msg", "reply", "replies", "respon", "answer",
                                                  "antwort", "thread", "topic", "discuss", "beitrag", "forum", "talk",
                                                  "mensaje", "nachricht", "conversation", "bbp"});

constexpr auto kStatistics =
    std::to_array<Words>({"posts", "joined", "registered", "join date", "member since", "messages", "reputation",
                          "reaction score", "location", "beiträge", "registriert", "mitglied seit", "dabei seit",
                          "karma", "mensajes", "registrado", "inscription", "inscrit", "thanks:"});

bool is_user_statistic(Words line) {
  return std::any_of(kStatistics.begin(), kStatistics.end(), [&](Words w) { return ascii::istarts_with(line, w); });
}

int number_of(Words digits) {
  int value = 0;
  for (const char c : digits) {
    if (!ascii::is_digit(c) || value > 1'000'000) return 0;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool has_one_of(Words text, const auto& list) {
  return std::any_of(list.begin(), list.end(), [&](Words w) { return ascii::ifind(text, w) != Words::npos; });
}

Words names_of(const HtmlTree& tree, NodeIndex e, std::string& scratch) {
  scratch.clear();
  for (const Words key : {"class", "id", "itemtype", "component", "data-testid"}) {
    if (const HtmlAttribute* attribute = tree.attribute(e, key)) {
      scratch += slice(tree.input.bytes, attribute->value).substr(0, kMaxTraitBytes);
      scratch += ' ';
    }
  }
  if (tree[e].tag == Tag::kOther) scratch += slice(tree.input.bytes, tree.name_span(e));
  return scratch;
}

class Evidence {
 public:
  explicit Evidence(const RecordInput& input) : in_(input), tree_(input.tree), marks_(input.marks) {}

  // Whether the group is what readers said, by what it calls itself and what its members have.
  bool judge(const std::vector<const RecordMember*>& good, const RecordCounts& group, RecordGroup& out) const {
    const std::size_t n = std::min(good.size(), kSampled);
    std::string scratch;
    std::size_t comments = 0, posts = 0, replies = 0, addresses = 0, profiles = 0, away = 0, headed = 0, ids = 0,
                live = 0, statistics = 0, inner = 0, numbered = 0;
    int last_number = 0;
    std::vector<std::uint64_t> pages;
    for (std::size_t k = 0; k < n; ++k) {
      const RecordMember& m = *good[k * good.size() / n];
      const Words names = names_of(tree_, m.first, scratch);
      comments += has_one_of(names, kCommentNames) || ((in_.blocks.traits[m.first] & kTraitComment) != 0);
      posts += has_one_of(names, kPostNames);
      live += ascii::ifind(names, "live") != Words::npos;
      const Look look = look_at(m);
      replies += look.reply;
      addresses += look.address;
      profiles += look.profile;
      if (look.away != 0 && !look.id) {
        ++away;
        if (std::find(pages.begin(), pages.end(), look.away) == pages.end()) pages.push_back(look.away);
      }
      headed += look.headed_away;
      ids += look.id;
      statistics += look.statistics;
      inner += look.inner;
      numbered += look.number > last_number;
      last_number = std::max(last_number, look.number);
    }
    const auto most = [n](std::size_t count) { return count * 10 >= n * 6; };
    bool section = false, thread = false;
    for (NodeIndex e = good[0]->first; e != kNoNode; e = tree_[e].parent) {
      if (tree_[e].kind != NodeKind::kElement || tree_[e].tag == Tag::kBody || tree_[e].tag == Tag::kHtml) break;
      if (in_.blocks.traits[e] & kTraitComments) section = true;
      const Words names = names_of(tree_, e, scratch);
      if (has_one_of(names, kCommentNames) && ascii::ifind(names, "no-comment") == Words::npos) section = true;
      if (has_one_of(names, std::array<Words, 5>{"thread", "topic", "posts", "messages", "forum"})) thread = true;
      // What holds most of the page is named after much else.
      if (marks_.content_in(marks_.enter[e], marks_.exit[e]) * 10 > marks_.content_total * 8 && e != good[0]->first &&
          !in_.forum)
        break;
    }
    section = section || is_headed_comments(*good[0]);
    if (is_aside(good[0]->first)) return false;
    if (most(live) && !most(comments)) return false;
    // Lists of the latest comments lead to many pages.
    if (most(away) && pages.size() >= 2) return false;
    if (group.inner && !most(comments) && !most(replies)) return false;
    if (most(headed) && !(in_.forum && (most(replies) || most(ids)))) return false;
    const bool named = group.named * 10 >= group.good * 5;
    int score = 0;
    if (most(comments)) score += 2;
    if (section) score += 2;
    if (most(posts)) score += 1;
    if (thread) score += 1;
    if (in_.forum) score += 2;
    if (most(replies)) score += 1;
    if (most(addresses) || most(ids)) score += 1;
    if (most(replies) && most(ids) && named) score += 1;
    if (most(profiles)) score += 1;
    if (most(statistics)) score += 1;
    if (most(inner)) score += 1;
    if (most(numbered)) score += 2;
    // Records of a few words are lists of threads, of users, of numbers.
    if (group.content < 40 * good.size() && !(most(replies) && (most(ids) || most(comments)))) score -= 2;
    if (group.accepted > 0 && group.content * 25 < group.accepted && !most(comments)) return false;
    if (!named) score -= 1;
    out.comments = most(comments) || section;
    out.posts = most(posts) || thread || most(statistics) || most(numbered);
    return score >= (out.comments ? 2 : out.posts || in_.forum ? 4 : 5);
  }

 private:
  // What links in a record lead to.
  struct Look {
    bool reply = false;    // a button that answers
    bool address = false;  // a link to the record itself
    bool profile = false;
    bool headed_away = false;  // a heading that links to another page
    std::uint64_t away = 0;    // of an address inside another page, as it seems: that page
    bool id = false;
    bool statistics = false;  // "Posts: 98", "Joined 2016": a forum's profile beside each post
    bool inner = false;       // something in it is named as words said
    int number = 0;           // "#3"
  };

  [[nodiscard]] Look look_at(const RecordMember& m) const {
    Look look;
    const HtmlAttribute* own_id = tree_.attribute(m.first, "id");
    if (own_id != nullptr) {
      const Words id = slice(tree_.input.bytes, own_id->value);
      look.id = std::any_of(id.begin(), id.end(), ascii::is_digit);
    }
    std::size_t nodes = 0;
    std::uint32_t heading_until = 0;
    for (std::uint32_t p = m.from; p < m.to && nodes < kMostNodes; ++p, ++nodes) {
      const NodeIndex i = marks_.order[p];
      const HtmlNode& node = tree_[i];
      if (node.kind == NodeKind::kText) {
        if (node.start.length() <= 40) {
          const Words line = ascii::trim(slice(tree_.input.bytes, node.start));
          if (!look.statistics) look.statistics = is_user_statistic(line);
          if (look.number == 0 && line.size() >= 2 && line.size() <= 6 && line[0] == '#')
            look.number = number_of(line.substr(1));
        }
        if (!look.reply && node.start.length() <= 60)
          look.reply = is_reply_button(slice(tree_.input.bytes, node.start));
        continue;
      }
      if (node.kind != NodeKind::kElement) continue;
      if (!look.inner && i != m.first && node.count > 0) {
        for (const Words key : {"class", "id"}) {
          const HtmlAttribute* name = tree_.attribute(i, key);
          if (name == nullptr) continue;
          const Words value = slice(tree_.input.bytes, name->value).substr(0, kMaxTraitBytes);
          look.inner = look.inner || names_what_is_said(value);
        }
      }
      if (node.tag >= Tag::kH1 && node.tag <= Tag::kH6) heading_until = marks_.exit[i];
      if (node.tag != Tag::kA) {
        if (!look.reply && node.count > 0 && (node.tag == Tag::kButton || node.tag == Tag::kLi)) {
          if (const HtmlAttribute* name = tree_.attribute(i, "class")) {
            const Words value = slice(tree_.input.bytes, name->value);
            look.reply = ascii::ifind(value, "reply") != Words::npos || ascii::ifind(value, "quote") != Words::npos;
          }
        }
        continue;
      }
      const HtmlAttribute* href = tree_.attribute(i, "href");
      if (href == nullptr) continue;
      const Words value = slice(tree_.input.bytes, href->value).substr(0, 500);
      if (!look.reply) {
        look.reply = ascii::ifind(value, "reply") != Words::npos || ascii::ifind(value, "quote=") != Words::npos ||
                     ascii::ifind(value, "report") != Words::npos || ascii::ifind(value, "mode=quote") != Words::npos;
      }
      const bool profile = is_profile_link(tree_, i);
      look.profile = look.profile || profile;
      const std::size_t hash = value.find('#');
      if (hash != Words::npos) {
        const Words fragment = value.substr(hash + 1);
        if (std::any_of(fragment.begin(), fragment.end(), ascii::is_digit)) {
          look.address = true;
          if (hash > 0 && !is_own_path(value.substr(0, hash)) &&
              ascii::ifind(value.substr(0, hash), "comment") == Words::npos) {
            ShapeHash path;
            for (const char c : value.substr(0, hash)) path.add(c);
            look.away = path.value();
          }
        }
        continue;
      }
      if (ascii::ifind(value, "p=") != Words::npos || ascii::ifind(value, "post") != Words::npos ||
          ascii::ifind(value, "comment") != Words::npos)
        look.address = true;
      const bool own_address =
          ascii::ifind(value, "comment") != Words::npos || ascii::ifind(value, "cid=") != Words::npos ||
          ascii::ifind(value, "viewtopic") != Words::npos || ascii::ifind(value, "showthread") != Words::npos;
      if (p < heading_until && !profile && !own_address && !value.empty() && value[0] != '#' &&
          !ascii::istarts_with(value, "javascript") && !is_own_path(value))
        look.headed_away = true;
    }
    return look;
  }

  // Whether a link stays on this page, as far as the page's address is known.
  [[nodiscard]] bool is_own_path(Words href) const {
    if (in_.path.empty()) return false;
    const std::size_t scheme = href.find("//");
    if (scheme != Words::npos) {
      const std::size_t slash = href.find('/', scheme + 2);
      href = slash == Words::npos ? Words("/") : href.substr(slash);
    }
    href = href.substr(0, href.find('?'));
    Words path = in_.path;
    while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
    while (href.size() > 1 && href.back() == '/') href.remove_suffix(1);
    return href == path || (href.size() > 8 && path.ends_with(href)) || (path.size() > 8 && href.starts_with(path));
  }

  // Elements that are beside the matter, unless most of the page's text is in them.
  [[nodiscard]] bool is_aside(NodeIndex e) const {
    for (e = tree_[e].parent; e != kNoNode; e = tree_[e].parent) {
      const HtmlNode& node = tree_[e];
      if (node.kind != NodeKind::kElement || node.tag == Tag::kBody || node.tag == Tag::kMain) break;
      const bool off = node.tag == Tag::kNav || node.tag == Tag::kAside || node.tag == Tag::kFooter ||
                       (in_.blocks.traits[e] & (kTraitNavigation | kTraitRelated | kTraitSidebar | kTraitFooter |
                                                kTraitPopup | kTraitAdvert | kTraitHidden));
      if (!off) continue;
      if (in_.blocks.traits[e] & (kTraitComments | kTraitComment)) continue;
      if (marks_.content_in(marks_.enter[e], marks_.exit[e]) * 10 < marks_.content_total * 4) return true;
    }
    return false;
  }

  // A heading such as "12 Comments" among what stands before the first record.
  [[nodiscard]] bool is_headed_comments(const RecordMember& first) const {
    std::size_t steps = 0;
    for (std::uint32_t p = first.from; p-- > 0 && steps < 80; ++steps) {
      const NodeIndex i = marks_.order[p];
      const std::uint32_t b = marks_.first_block[i];
      if (b == kNone) continue;
      const Words line = slice(in_.text, in_.parts[b].span);
      if (line.size() > 120) return false;
      if (is_comments_heading(line)) return true;
    }
    return false;
  }

  const RecordInput& in_;
  const HtmlTree& tree_;
  const PageMarks& marks_;
};

}  // namespace

bool are_said_by_readers(const RecordInput& input, const std::vector<const RecordMember*>& good,
                         const RecordCounts& counts, RecordGroup& out) {
  return Evidence(input).judge(good, counts, out);
}

RecordName record_name(const HtmlTree& tree, const HtmlBlocks& blocks, NodeIndex element) {
  std::string scratch;
  const Words names = names_of(tree, element, scratch);
  if ((blocks.traits[element] & kTraitComment) != 0 || has_one_of(names, kCommentNames)) return RecordName::kComment;
  return has_one_of(names, kPostNames) ? RecordName::kPost : RecordName::kNone;
}

bool is_forum_page(const HtmlTree& tree, std::string_view url) {
  constexpr auto kPaths = std::to_array<Words>(
      {"/forum",     "/threads/", "/thread/",     "/thread-",      "/topic/",     "/topics/",   "viewtopic",
       "showthread", "/t/",       "/discussion/", "/discussions/", "/board",      "forum.",     "forums.",
       "boards.",    "topic=",    "/questions/",  "community.",    "/community/", "/comments/", "/talk/"});
  constexpr auto kGenerators = std::to_array<Words>({"discourse", "phpbb", "vbulletin", "xenforo", "invision", "mybb",
                                                     "simple machines", "smf", "fluxbb", "punbb", "vanilla", "nodebb",
                                                     "flarum", "woltlab", "burning board", "lithium", "khoros"});
  if (std::any_of(kPaths.begin(), kPaths.end(), [&](Words w) { return ascii::ifind(url, w) != Words::npos; }))
    return true;
  std::size_t steps = 0;
  for (NodeIndex i = 0; i != kNoNode && steps < 3000; i = tree.following(i), ++steps) {
    const HtmlNode& node = tree[i];
    if (node.kind != NodeKind::kElement) continue;
    if (node.tag == Tag::kMeta) {
      const HtmlAttribute* name = tree.attribute(i, "name");
      const HtmlAttribute* content = tree.attribute(i, "content");
      if (name != nullptr && content != nullptr && ascii::iequals(slice(tree.input.bytes, name->value), "generator") &&
          has_one_of(slice(tree.input.bytes, content->value).substr(0, 100), kGenerators))
        return true;
    } else if (node.tag == Tag::kHtml || node.tag == Tag::kBody) {
      for (const Words key : {"id", "class"}) {
        const HtmlAttribute* value = tree.attribute(i, key);
        if (value != nullptr && has_one_of(slice(tree.input.bytes, value->value).substr(0, 200), kGenerators))
          return true;
      }
    }
    const HtmlAttribute* type = node.count > 0 ? tree.attribute(i, "itemtype") : nullptr;
    if (type != nullptr) {
      const Words value = slice(tree.input.bytes, type->value);
      if (value.ends_with("/DiscussionForumPosting") || value.ends_with("/QAPage") || value.ends_with("/Question"))
        return true;
    }
  }
  return false;
}

}  // namespace hearsay
