#include "source/html_records.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "source/ascii.h"
#include "source/html_shapes.h"
#include "source/record_evidence.h"

namespace hearsay {

namespace {

using Words = std::string_view;

constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr std::size_t kMostMembers = 20'000;

bool can_be_record(Tag tag) {
  switch (tag) {
    case Tag::kLi:
    case Tag::kDiv:
    case Tag::kArticle:
    case Tag::kSection:
    case Tag::kTr:
    case Tag::kTd:
    case Tag::kDd:
    case Tag::kDt:
    case Tag::kDl:
    case Tag::kTable:
    case Tag::kTbody:
    case Tag::kOther:
    case Tag::kOl:
    case Tag::kUl:
    case Tag::kDetails:
    case Tag::kP:
    case Tag::kHeader:
    case Tag::kFooter:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      return true;
    default:
      return false;
  }
}

// Elements that are no record themselves, though they may head one.
bool only_heads(Tag tag) {
  return tag == Tag::kHeader || tag == Tag::kFooter || tag == Tag::kDt || tag == Tag::kDd ||
         (tag >= Tag::kH2 && tag <= Tag::kH6);
}

using Member = RecordMember;

struct Group {
  std::vector<Member> members;
  std::uint32_t good = 0;     // members with time and text
  std::uint32_t named = 0;    // of these, with a name
  std::uint64_t content = 0;  // of the good ones
  bool gone = false;
  std::uint32_t weight = 10;
  bool inner = false;  // inside records that were found before
};

class RecordFinder {
 public:
  explicit RecordFinder(const RecordInput& input) : in_(input), tree_(input.tree), marks_(input.marks) {}

  std::vector<RecordGroup> find() {
    if (marks_.times.size() < 2 || marks_.content.empty()) return {};
    gather();
    std::vector<RecordGroup> out;
    for (int round = 0; round < 16 && out.size() < kMostRecordGroups; ++round) {
      Group* best = pick();
      if (best == nullptr) break;
      best->gone = true;
      if (is_halves(*best)) continue;
      RecordGroup group;
      std::vector<const Member*> good;
      for (const Member& m : best->members) {
        if (is_good(m)) good.push_back(&m);
      }
      if (!are_said_by_readers(in_, good, {best->good, best->named, best->content, best->inner, accepted_}, group)) {
        drop_same(*best, true);
        continue;
      }
      for (const Member& m : best->members) {
        if (!is_good(m)) continue;
        group.records.push_back({m.first, m.last});
        taken_.push_back(m);
      }
      std::sort(taken_.begin(), taken_.end(), [](const Member& a, const Member& b) { return a.from < b.from; });
      group.content = best->content;
      accepted_ = std::max(accepted_, best->content);
      drop_same(*best, false);
      out.push_back(std::move(group));
    }
    return out;
  }

 private:
  static bool is_good(const Member& m) { return m.times > 0 && m.content > 0; }

  // The elements around time marks, by key.
  void gather() {
    std::vector<std::uint8_t> seen(tree_.nodes.size(), 0);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> pairs;  // key, place
    std::vector<std::uint64_t> own;
    for (const std::uint32_t place : marks_.times) {
      for (NodeIndex e = tree_[marks_.order[place]].kind == NodeKind::kElement ? marks_.order[place]
                                                                               : tree_[marks_.order[place]].parent;
           e != kNoNode && !seen[e]; e = tree_[e].parent) {
        seen[e] = 1;
        const HtmlNode& node = tree_[e];
        if (node.kind != NodeKind::kElement || node.tag == Tag::kBody || node.tag == Tag::kHtml) break;
        if (!can_be_record(node.tag)) continue;
        shapes_of(tree_, e, own);
        for (const std::uint64_t key : own) pairs.emplace_back(key, marks_.enter[e]);
        if (pairs.size() > 400'000) break;
      }
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    for (std::size_t i = 0; i < pairs.size();) {
      std::size_t j = i;
      while (j < pairs.size() && pairs[j].first == pairs[i].first) ++j;
      if (j - i >= 2) add_group(pairs, i, std::min(j, i + kMostMembers));
      i = j;
    }
  }

  void add_group(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& pairs, std::size_t i, std::size_t j) {
    Group group;
    group.members.reserve(j - i);
    bool heads = false;
    for (; i < j; ++i) {
      const NodeIndex e = marks_.order[pairs[i].second];
      group.members.push_back({e, e, marks_.enter[e], marks_.exit[e], 0, 0, 0});
      heads = only_heads(tree_[e].tag);
    }
    prune(group);
    count(group);
    prune_containers(group);
    if (group.good >= 2 && !heads) {
      const RecordName name = record_name(tree_, in_.blocks, group.members[group.members.size() / 2].first);
      group.weight = name == RecordName::kComment ? 13 : name == RecordName::kPost ? 11 : 10;
      groups_.push_back(std::move(group));
      return;
    }
    // Name and time in one element, text in the next.
    if (std::optional<Group> runs = laid_out(group)) groups_.push_back(std::move(*runs));
  }

  // Classes such as "clearfix" join what is not alike: where most members begin their class alike, the others go.
  void prune(Group& group) const {
    if (group.members.size() < 4) return;
    std::vector<std::uint64_t> first;
    first.reserve(group.members.size());
    for (const Member& m : group.members) first.push_back(first_shape(tree_, m.first));
    std::vector<std::uint64_t> sorted = first;
    std::sort(sorted.begin(), sorted.end());
    std::uint64_t most = 0;
    std::size_t count = 0;
    for (std::size_t i = 0, j = 0; i < sorted.size(); i = j) {
      while (j < sorted.size() && sorted[j] == sorted[i]) ++j;
      if (j - i > count) count = j - i, most = sorted[i];
    }
    if (count * 10 < first.size() * 7) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (first[i] == most) group.members[kept++] = group.members[i];
    }
    group.members.resize(kept);
  }

  // A member that holds most others and much more text than they is what they stand in.
  void prune_containers(Group& group) const {
    if (group.members.size() < 4) return;
    std::vector<std::uint64_t> sizes;
    for (const Member& m : group.members) sizes.push_back(m.content);
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
    const std::uint64_t middle = sizes[sizes.size() / 2];
    // Containers come first in document order, and there are few.
    std::vector<Member>& members = group.members;
    std::size_t kept = 0, looked = 0;
    for (; looked < std::min<std::size_t>(members.size(), 8); ++looked) {
      const Member m = members[looked];
      std::size_t inside = 0;
      while (looked + 1 + inside < members.size() && members[looked + 1 + inside].from < m.to) ++inside;
      const bool container = inside * 10 >= members.size() * 6 && m.content > 800 && m.content > 4 * middle;
      if (!container) members[kept++] = m;
    }
    if (kept == looked) return;
    members.erase(members.begin() + static_cast<std::ptrdiff_t>(kept),
                  members.begin() + static_cast<std::ptrdiff_t>(looked));
    count(group);
  }

  // What each member has that no member inside it, and no record inside it, has.
  void count(Group& group) const {
    std::vector<std::size_t> open;
    const auto totals = [&](Member& m) {
      m.times = PageMarks::count(marks_.times, m.from, m.to);
      m.names = PageMarks::count(marks_.names, m.from, m.to);
      m.content = marks_.content_in(m.from, m.to);
    };
    std::vector<Member>& members = group.members;
    for (Member& m : members) totals(m);
    std::vector<Member> own = members;
    const auto take = [&](Member& from, const Member& inner) {
      from.times -= std::min(from.times, inner.times);
      from.names -= std::min(from.names, inner.names);
      from.content -= std::min(from.content, inner.content);
    };
    std::size_t t = 0;
    std::uint32_t inside = 0;  // end of the taken record that was counted last
    for (std::size_t i = 0; i < members.size(); ++i) {
      while (!open.empty() && members[open.back()].to <= members[i].from) open.pop_back();
      if (!open.empty()) take(own[open.back()], members[i]);
      open.push_back(i);
    }
    // Records found before: each is taken from the innermost member around it.
    open.clear();
    std::size_t i = 0;
    for (; t < taken_.size(); ++t) {
      if (taken_[t].from < inside) continue;  // inside another one
      while (i < members.size() && members[i].from <= taken_[t].from) {
        while (!open.empty() && members[open.back()].to <= members[i].from) open.pop_back();
        open.push_back(i++);
      }
      while (!open.empty() && members[open.back()].to <= taken_[t].from) open.pop_back();
      if (open.empty()) continue;
      Member& around = own[open.back()];
      if (around.to < taken_[t].to || (around.from == taken_[t].from && around.to == taken_[t].to)) continue;
      Member all = taken_[t];
      totals(all);
      take(around, all);
      inside = taken_[t].to;
    }
    members = std::move(own);
    group.good = group.named = 0;
    group.content = 0;
    for (const Member& m : members) {
      if (!is_good(m)) continue;
      ++group.good;
      group.named += m.names > 0;
      group.content += m.content;
    }
  }

  [[nodiscard]] NodeIndex next_element(NodeIndex i) const {
    for (i = tree_[i].next; i != kNoNode && tree_[i].kind != NodeKind::kElement;) i = tree_[i].next;
    return i;
  }
  [[nodiscard]] NodeIndex previous_element(NodeIndex i) const {
    for (i = tree_[i].previous; i != kNoNode && tree_[i].kind != NodeKind::kElement;) i = tree_[i].previous;
    return i;
  }

  // Runs of siblings that begin, or end, with the members of a group: header and text side by side.
  std::optional<Group> laid_out(const Group& heads) const {
    if (heads.members.size() < 2) return std::nullopt;
    const NodeIndex parent = tree_[heads.members[0].first].parent;
    std::size_t together = 0;
    for (const Member& m : heads.members) together += tree_[m.first].parent == parent;
    if (together < heads.members.size() || parent == kNoNode) return std::nullopt;
    // The siblings of one shape before each head belong to it, where all heads have them: dt, dd, then dd with the
    // time.
    std::size_t back = 0;
    std::vector<NodeIndex> begin;
    for (const Member& m : heads.members) begin.push_back(m.first);
    const NodeIndex behind = next_element(heads.members.back().first);
    const bool text_follows = behind != kNoNode && marks_.content_in(marks_.enter[behind], marks_.exit[behind]) > 0 &&
                              next_element(heads.members[0].first) != kNoNode &&
                              first_shape(tree_, next_element(heads.members[0].first)) == first_shape(tree_, behind);
    if (!text_follows) {
      for (; back < 3; ++back) {
        std::optional<std::uint64_t> shape;
        bool all = true;
        std::vector<NodeIndex> before;
        for (std::size_t i = 0; i < begin.size() && all; ++i) {
          const NodeIndex e = previous_element(begin[i]);
          all = e != kNoNode && (i == 0 || e != heads.members[i - 1].first);
          if (!all) break;
          const std::uint64_t key = first_shape(tree_, e);
          all = !shape || *shape == key;
          shape = key;
          before.push_back(e);
        }
        if (!all) break;
        begin = std::move(before);
      }
    }
    Group out;
    for (std::size_t i = 0; i < begin.size(); ++i) {
      NodeIndex last = heads.members[i].first;
      if (back == 0) {
        // Up to the next head; the last run is as long as the longest before it.
        const NodeIndex stop = i + 1 < begin.size() ? begin[i + 1] : kNoNode;
        std::size_t steps = 0;
        for (NodeIndex e = next_element(last); e != kNoNode && e != stop && steps < 12; e = next_element(e), ++steps) {
          if (stop == kNoNode && steps >= longest_) break;
          last = e;
        }
        longest_ = i == 0 ? steps : std::max(longest_, steps);
        if (stop == kNoNode && steps == 0) last = heads.members[i].first;
      }
      out.members.push_back({begin[i], last, marks_.enter[begin[i]], marks_.exit[last], 0, 0, 0});
    }
    longest_ = 0;
    count(out);
    if (out.good < 2) return std::nullopt;
    return out;
  }

  // The most promising group: most members, then most text, then the outermost.
  Group* pick() {
    std::uint32_t most = 0;
    for (Group& group : groups_) {
      if (group.gone) continue;
      if (group.good < 2 || group.good * 10 < group.members.size() * 5) {
        group.gone = true;
        continue;
      }
      most = std::max(most, value_of(group));
    }
    Group* best = nullptr;
    for (Group& group : groups_) {
      if (group.gone || value_of(group) * 100 < most * 85) continue;
      const auto rank = [](const Group& g) { return std::make_tuple(g.weight, g.content, ~g.members[0].from); };
      if (best == nullptr || rank(group) > rank(*best)) {
        best = &group;
      }
    }
    return best;
  }

  // Whether a group's members are parts of larger records: user here, words there, each at most once in all of them.
  [[nodiscard]] bool is_halves(const Group& parts) const {
    for (const Group& whole : groups_) {
      if (whole.gone || whole.good < 2 || &whole == &parts || whole.members.size() > parts.members.size() ||
          whole.good * 10 < whole.members.size() * 6)
        continue;
      std::vector<std::uint64_t> here;
      std::size_t p = 0, once = 0, inside = 0;
      std::uint64_t content = 0;
      for (const Member& m : whole.members) {
        here.clear();
        while (p < parts.members.size() && parts.members[p].from < m.from) ++p;
        while (p < parts.members.size() && parts.members[p].to <= m.to && here.size() < 6) {
          content += parts.members[p].content;
          here.push_back(dress_of(tree_, parts.members[p++].first));
        }
        inside += here.size();
        std::sort(here.begin(), here.end());
        once += !here.empty() && here.size() <= 4 && std::adjacent_find(here.begin(), here.end()) == here.end();
      }
      if (once * 10 >= whole.members.size() * 9 && inside * 10 >= parts.members.size() * 8 &&
          inside * 10 > whole.members.size() * 11 && whole.content >= content)
        return true;
    }
    return false;
  }

  // Members that count, more where they call themselves what they are.
  static std::uint32_t value_of(const Group& group) { return (group.good + group.named) * group.weight; }

  // Groups that are the same records, seen one element further in or out.
  void drop_same(const Group& chosen, bool rejected) {
    for (Group& group : groups_) {
      if (group.gone) continue;
      std::size_t same = 0, alone = 0, inner = 0, doubled = 0;
      std::size_t k = 0;
      std::uint32_t last = kNone;
      for (const Member& m : group.members) {
        while (k < chosen.members.size() && chosen.members[k].to <= m.from) ++k;
        // The innermost chosen member around m, or the first inside it.
        std::uint32_t around = kNone;
        for (std::size_t c = k; c < chosen.members.size() && chosen.members[c].from <= m.from; ++c) {
          if (chosen.members[c].to >= m.to) around = static_cast<std::uint32_t>(c);
          if (c - k > 64) break;
        }
        const bool inside =
            k < chosen.members.size() && chosen.members[k].from >= m.from && chosen.members[k].to <= m.to;
        if (around != kNone) {
          ++inner;
          doubled += around == last;
          last = around;
        } else if (!inside) {
          ++alone;
        }
        same += around != kNone || inside;
      }
      if (same * 2 < group.members.size()) continue;
      if (rejected) {
        // What is named as comments is judged for itself.
        if (record_name(tree_, in_.blocks, group.members[0].first) == RecordName::kComment) continue;
        if (alone * 2 < group.members.size()) group.gone = true;
        continue;
      }
      if (inner * 2 >= group.members.size()) {
        // Inside records: records of their own only where several lie in one, each with a name.
        if (doubled == 0 || group.named * 10 < group.good * 6 || group.content < group.good * 15 ||
            is_quote(group.members[0].first)) {
          group.gone = true;
        }
        group.inner = true;
      } else {
        const std::uint32_t before = group.good;
        count(group);
        if (group.good < 2 || group.named * 10 < group.good * 6 || group.good * 2 < before) group.gone = true;
      }
    }
  }

  [[nodiscard]] bool is_quote(NodeIndex e) const {
    if (tree_[e].tag == Tag::kBlockquote) return true;
    const HtmlAttribute* name = tree_.attribute(e, "class");
    return name != nullptr && ascii::ifind(slice(tree_.input.bytes, name->value), "quote") != Words::npos;
  }

  const RecordInput& in_;
  const HtmlTree& tree_;
  const PageMarks& marks_;
  std::vector<Group> groups_;
  std::vector<Member> taken_;   // records of the groups found, by place
  std::uint64_t accepted_ = 0;  // content of the largest group found
  mutable std::size_t longest_ = 0;
};

}  // namespace

std::vector<RecordGroup> find_records(const RecordInput& input) { return RecordFinder(input).find(); }

}  // namespace hearsay
