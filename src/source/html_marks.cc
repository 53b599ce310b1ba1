#include "source/html_marks.h"

#include <algorithm>
#include <iterator>

#include "source/ascii.h"
#include "source/comment_times.h"
#include "source/comment_words.h"
#include "source/html_traits.h"

namespace hearsay {

namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr std::uint32_t kMostMarks = 50'000;

bool has_no_marks(const HtmlNode& node) {
  switch (node.tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kHead:
    case Tag::kSelect:
    case Tag::kTextarea:
    case Tag::kSvg:
    case Tag::kIframe:
    case Tag::kTitle:
      return true;
    default:
      return node.space == Namespace::kSvg;
  }
}

bool is_time_element(const HtmlTree& tree, NodeIndex i, std::uint32_t traits) {
  if (tree[i].tag == Tag::kTime) return true;
  if (tree[i].count == 0) return false;
  if (tree.attribute(i, "data-time") != nullptr || tree.attribute(i, "data-timestamp") != nullptr ||
      tree.attribute(i, "data-utime") != nullptr)
    return true;
  if ((traits & kTraitDate) == 0 && tree[i].tag != Tag::kAbbr) return false;
  for (const std::string_view name : {"datetime", "title"}) {
    const HtmlAttribute* value = tree.attribute(i, name);
    if (value != nullptr && value->value.length() < 100 && find_date(slice(tree.input.bytes, value->value)))
      return true;
  }
  return false;
}

// A short line that is mostly a time: sentences that mention a date are none.
bool is_time_text(std::string_view raw) {
  raw = ascii::trim(raw);
  if (raw.size() > 120 || !may_hold_time(raw)) return false;
  const std::optional<FoundDate> found = comment_time(raw, DayOrder::kDayFirst, "");
  return found && found->precision != "month" && raw.size() - found->span.length() <= 60 &&
         (found->value[0] != '-' || raw.size() - found->span.length() <= 40);
}

}  // namespace

bool is_profile_link(const HtmlTree& tree, NodeIndex element) {
  const HtmlAttribute* href = tree.attribute(element, "href");
  if (href == nullptr || href->value.length() > 300) return false;
  const std::string_view value = slice(tree.input.bytes, href->value);
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::string_view rest = value.substr(i);
    switch (value[i]) {
      case 'u':
        if (rest.starts_with("user")) return true;
        break;
      case 'm':
        if (rest.starts_with("member")) return true;
        break;
      case 'p':
        if (rest.starts_with("profil") || rest.starts_with("people/")) return true;
        break;
      case 'a':
        if (rest.starts_with("author") || rest.starts_with("autor")) return true;
        break;
      case 'n':
        if (rest.starts_with("nutzer")) return true;
        break;
      case '/':
        if (rest.starts_with("/u/") || rest.starts_with("/@")) return true;
        break;
      default:
        break;
    }
  }
  return false;
}

std::uint32_t PageMarks::count(const std::vector<std::uint32_t>& places, std::uint32_t from, std::uint32_t to) {
  const auto begin = std::lower_bound(places.begin(), places.end(), from);
  return static_cast<std::uint32_t>(std::lower_bound(begin, places.end(), to) - begin);
}

std::uint64_t PageMarks::content_in(std::uint32_t from, std::uint32_t to) const {
  const auto before = [&](std::uint32_t place) {
    const auto at = std::lower_bound(content.begin(), content.end(), place,
                                     [](const Content& c, std::uint32_t p) { return c.place < p; });
    return at == content.end() ? content_total : at->before;
  };
  return before(to) - before(from);
}

PageMarks find_marks(const HtmlTree& tree, const HtmlBlocks& blocks, const std::vector<Part>& parts,
                     std::string_view text) {
  PageMarks out;
  const std::size_t n = tree.nodes.size();
  out.enter.assign(n, 0);
  out.exit.assign(n, 0);
  out.order.reserve(n);
  std::uint32_t inside_until = 0;  // depth of the marked element that is open, + 1
  std::uint32_t barred_until = 0;  // likewise of one without marks
  std::uint32_t depth = 0;
  // Document order with depth, without recursion.
  for (NodeIndex i = 0;;) {
    const HtmlNode& node = tree[i];
    const auto place = static_cast<std::uint32_t>(out.order.size());
    out.enter[i] = place;
    out.order.push_back(i);
    if (barred_until > 0 && depth < barred_until) barred_until = 0;
    if (inside_until > 0 && depth < inside_until) inside_until = 0;
    if (barred_until == 0) {
      if (node.kind == NodeKind::kElement) {
        if (has_no_marks(node)) {
          barred_until = depth + 1;
        } else if (inside_until == 0 && out.times.size() < kMostMarks && is_time_element(tree, i, blocks.traits[i])) {
          out.times.push_back(place);
          inside_until = depth + 1;
        }
      } else if (node.kind == NodeKind::kText && inside_until == 0 && node.start.length() <= 400 &&
                 out.times.size() < kMostMarks && is_time_text(slice(tree.input.bytes, node.start))) {
        out.times.push_back(place);
      }
    }
    if (node.first_child != kNoNode) {
      i = node.first_child;
      ++depth;
      continue;
    }
    while (i != 0 && tree[i].next == kNoNode) {
      i = tree[i].parent;
      --depth;
    }
    if (i == 0 || i == kNoNode) break;
    i = tree[i].next;
  }
  for (std::size_t p = out.order.size(); p-- > 0;) {
    const NodeIndex i = out.order[p];
    out.exit[i] = tree[i].last_child == kNoNode ? static_cast<std::uint32_t>(p) + 1 : out.exit[tree[i].last_child];
  }
  out.first_block.assign(n, kNone);
  for (std::uint32_t b = 0; b < blocks.blocks.size(); ++b) {
    const NodeIndex e = blocks.blocks[b].element;
    if (e != kNoNode && out.first_block[e] == kNone) out.first_block[e] = b;
  }
  if (out.times.size() < 2) return out;

  for (std::uint32_t p = 0; p < out.order.size() && out.names.size() < kMostMarks; ++p) {
    const NodeIndex i = out.order[p];
    if (tree[i].kind != NodeKind::kElement) continue;
    if ((blocks.traits[i] & (kTraitByline | kTraitUser)) || tree[i].tag == Tag::kCite ||
        (tree[i].tag == Tag::kA && is_profile_link(tree, i))) {
      out.names.push_back(p);
    }
  }
  // Times whose line names somebody: "by Ann » Tue Aug 27".
  std::vector<std::uint32_t> lines;
  std::uint32_t last = kNone;
  for (const std::uint32_t p : out.times) {
    NodeIndex e = out.order[p];
    for (int step = 0; step < 4 && e != kNoNode && out.first_block[e] == kNone; ++step) e = tree[e].parent;
    if (e == kNoNode || out.first_block[e] == kNone || out.first_block[e] == last) continue;
    last = out.first_block[e];
    const std::string_view line = slice(text, parts[last].span);
    if (line.size() <= 120 && commenter_in(line)) lines.push_back(p);
  }
  if (!lines.empty()) {
    std::vector<std::uint32_t> both;
    both.reserve(out.names.size() + lines.size());
    std::merge(out.names.begin(), out.names.end(), lines.begin(), lines.end(), std::back_inserter(both));
    out.names = std::move(both);
  }
  out.content.reserve(blocks.blocks.size());
  for (std::uint32_t b = 0; b < blocks.blocks.size(); ++b) {
    const HtmlBlock& block = blocks.blocks[b];
    if (block.element == kNoNode || block.hidden || block.length == 0) continue;
    if (block.link_length * 10 > block.length * 7 && !block.paragraph_tag) continue;
    if (block.length <= 100) {
      const std::string_view line = slice(text, parts[b].span);
      if (is_comment_frame(line) || is_time_text(line)) continue;
    }
    out.content.push_back({out.enter[block.element], b, 0});
  }
  std::stable_sort(out.content.begin(), out.content.end(),
                   [](const PageMarks::Content& a, const PageMarks::Content& b) { return a.place < b.place; });
  for (PageMarks::Content& c : out.content) {
    c.before = out.content_total;
    // One pasted log is no more than a long post.
    out.content_total += std::min<std::uint32_t>(blocks.blocks[c.block].length, 1000);
  }
  return out;
}

}  // namespace hearsay
