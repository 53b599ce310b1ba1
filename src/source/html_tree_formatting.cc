// Active formatting elements and the adoption agency algorithm (13.2.4.3, 13.2.6.4.7).
//
// The list is short on real pages. A list longer than kMaxFormatting forgets its oldest entry, so that every search in
// it is bounded; markers of elements that were closed in passing count too.
#include <algorithm>

#include "source/ascii.h"
#include "source/html_tree_builder.h"

namespace hearsay {

namespace {

constexpr std::size_t kMaxFormatting = 256;
constexpr int kSameAllowed = 3;  // the "Noah's Ark clause"

}  // namespace

// Same name and attributes, in any order. Values are compared as written: "&amp;" and "&" differ here, which only ever
// keeps one element more on the list.
bool HtmlTreeBuilder::same_element(NodeIndex a, NodeIndex b) const {
  const HtmlNode& first = node(a);
  const HtmlNode& second = node(b);
  if (first.tag != second.tag || first.count != second.count) return false;
  for (std::uint32_t i = 0; i < first.count; ++i) {
    const HtmlAttribute& attribute = tree_.attributes[first.first + i];
    const HtmlAttribute* other = tree_.attribute(b, ascii::to_lower(slice(page(), attribute.name)));
    if (other == nullptr || slice(page(), attribute.value) != slice(page(), other->value)) return false;
  }
  return true;
}

std::uint32_t HtmlTreeBuilder::likeness(NodeIndex element) const {
  const HtmlNode& n = node(element);
  std::uint32_t sum = static_cast<std::uint32_t>(n.tag);
  for (std::uint32_t i = 0; i < n.count; ++i) {
    const HtmlAttribute& attribute = tree_.attributes[n.first + i];
    std::uint32_t h = 0x811C9DC5u;
    for (const char c : slice(page(), attribute.name))
      h = (h ^ static_cast<unsigned char>(ascii::to_lower(c))) * 0x01000193u;
    h *= 31;
    for (const char c : slice(page(), attribute.value)) h = (h ^ static_cast<unsigned char>(c)) * 0x01000193u;
    sum += h;  // a sum, since the order of attributes does not count
  }
  return sum;
}

void HtmlTreeBuilder::push_formatting(NodeIndex element) {
  const std::uint32_t alike = likeness(element);
  int same = 0;
  std::size_t earliest = 0;
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].element != kNoNode;) {
    if (formatting_[i].likeness == alike && same_element(formatting_[i].element, element)) {
      ++same;
      earliest = i;
    }
  }
  if (same >= kSameAllowed) formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(earliest));
  if (formatting_.size() >= kMaxFormatting) formatting_.erase(formatting_.begin());
  formatting_.push_back({element, alike});
}

void HtmlTreeBuilder::push_marker() {
  if (formatting_.size() >= kMaxFormatting) formatting_.erase(formatting_.begin());
  formatting_.push_back({});
}

void HtmlTreeBuilder::clear_to_marker() {
  while (!formatting_.empty()) {
    const bool was_marker = formatting_.back().element == kNoNode;
    formatting_.pop_back();
    if (was_marker) return;
  }
}

NodeIndex HtmlTreeBuilder::last_formatting(Tag tag) const {
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].element != kNoNode;) {
    if (node(formatting_[i].element).tag == tag) return formatting_[i].element;
  }
  return kNoNode;
}

std::ptrdiff_t HtmlTreeBuilder::formatting_position(NodeIndex element) const {
  const auto found = std::find_if(formatting_.begin(), formatting_.end(),
                                  [&](const Formatting& entry) { return entry.element == element; });
  return found == formatting_.end() ? -1 : found - formatting_.begin();
}

void HtmlTreeBuilder::remove_formatting(NodeIndex element) {
  const std::ptrdiff_t at = formatting_position(element);
  if (at >= 0) formatting_.erase(formatting_.begin() + at);
}

// A new element like an old one, its tag and attributes those in the page; not yet in the tree.
NodeIndex HtmlTreeBuilder::reopen(NodeIndex element) {
  HtmlNode made;
  const HtmlNode& old = node(element);
  made.tag = old.tag;
  made.reopened = true;
  made.implied = old.implied;
  made.name_length = old.name_length;
  made.start = old.start;
  made.end = {token_.source.begin, token_.source.begin};
  made.first = old.first;
  made.count = old.count;
  if (reopen_left_ > 0) --reopen_left_;
  return add_node(made);
}

// "Reconstruct the active formatting elements, if any."
void HtmlTreeBuilder::reopen_formatting() {
  if (formatting_.empty() || formatting_.back().element == kNoNode || is_open(formatting_.back().element)) return;
  std::size_t i = formatting_.size();
  while (i > 0 && formatting_[i - 1].element != kNoNode && !is_open(formatting_[i - 1].element)) --i;
  for (; i < formatting_.size(); ++i) {
    if (reopen_left_ == 0 || open_.size() >= kMaxHtmlDepth) return;
    const Place where = place();
    const NodeIndex made = reopen(formatting_[i].element);
    attach(made, where);
    push(made);
    formatting_[i].element = made;
  }
}

void HtmlTreeBuilder::adoption_agency() {
  const Tag subject = token_.tag;
  const bool ended = is_end();
  if (current_is(subject) && formatting_position(current()) < 0) {
    ended ? pop_ended() : pop();
    return;
  }
  for (int outer = 0; outer < 8; ++outer) {
    const NodeIndex formatting = last_formatting(subject);
    if (formatting == kNoNode) {
      if (ended) any_other_end_tag();
      return;
    }
    const std::ptrdiff_t position = open_position(formatting);
    if (position < 0) {
      remove_formatting(formatting);
      return;
    }
    if (!is_in_scope(static_cast<std::size_t>(position))) return;
    // The topmost special element below the formatting element.
    std::size_t furthest_position = static_cast<std::size_t>(position) + 1;
    while (furthest_position < open_.size() && !open_kinds_[furthest_position].special) ++furthest_position;
    if (furthest_position == open_.size() || reopen_left_ == 0) {
      while (open_.size() > static_cast<std::size_t>(position) + 1) pop();
      ended ? pop_ended() : pop();
      remove_formatting(formatting);
      return;
    }
    const NodeIndex furthest = open_[furthest_position];
    const NodeIndex common = open_[static_cast<std::size_t>(position) - 1];
    std::size_t bookmark = static_cast<std::size_t>(formatting_position(formatting)) + 1;

    // Between the two, from the furthest block upwards: what still formats is made anew, the rest leaves the stack.
    NodeIndex last = furthest;
    std::size_t at = furthest_position;
    for (int inner = 1; --at > static_cast<std::size_t>(position); ++inner) {
      NodeIndex element = open_[at];
      std::ptrdiff_t entry = formatting_position(element);
      if (inner > 3 && entry >= 0) {
        formatting_.erase(formatting_.begin() + entry);
        if (static_cast<std::size_t>(entry) < bookmark) --bookmark;
        entry = -1;
      }
      if (entry < 0) {
        remove_open(element);
        continue;
      }
      const NodeIndex made = reopen(element);
      formatting_[static_cast<std::size_t>(entry)].element = made;
      node(element).end = {token_.source.begin, token_.source.begin};
      open_[at] = made;
      if (last == furthest) bookmark = static_cast<std::size_t>(entry) + 1;
      detach(last);
      attach(last, {made, kNoNode});
      last = made;
    }
    detach(last);
    attach(last, place_for(common));

    const NodeIndex made = reopen(formatting);
    move_children(furthest, made);
    attach(made, {furthest, kNoNode});
    const std::size_t old_entry = static_cast<std::size_t>(formatting_position(formatting));
    formatting_.insert(formatting_.begin() + static_cast<std::ptrdiff_t>(std::min(bookmark, formatting_.size())),
                       {made, formatting_[old_entry].likeness});
    formatting_.erase(formatting_.begin() +
                      static_cast<std::ptrdiff_t>(old_entry < bookmark ? old_entry : old_entry + 1));
    remove_open(formatting);
    if (ended) node(formatting).end = token_.source;
    insert_open(static_cast<std::size_t>(open_position(furthest)) + 1, made);
  }
}

}  // namespace hearsay
