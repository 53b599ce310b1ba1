#include "source/html_shapes.h"

#include <algorithm>
#include <array>

#include "source/html_traits.h"

namespace hearsay {

namespace {

using Words = std::string_view;

constexpr std::size_t kMostTokens = 8;  // of a class attribute

// Classes that say how an element is laid out, and nothing of what it is.
bool is_layout(Words token) {
  constexpr auto kLayout =
      std::to_array<Words>({"clearfix", "cf",    "row",    "first",  "last",  "odd",    "even",      "alt",
                            "left",     "right", "active", "inner",  "clear", "group",  "container", "wrapper",
                            "wrap",     "block", "box",    "column", "col",   "hidden", "visible",   "item"});
  return std::any_of(kLayout.begin(), kLayout.end(), [&](Words w) { return ascii::iequals(token, w); });
}

void own_shapes(const HtmlTree& tree, NodeIndex i, std::vector<std::uint64_t>& shapes) {
  const HtmlNode& node = tree[i];
  for (std::uint32_t k = 0; k < node.count; ++k) {
    const HtmlAttribute& attribute = tree.attributes[node.first + k];
    const Words name = slice(tree.input.bytes, attribute.name);
    const Words value = slice(tree.input.bytes, attribute.value).substr(0, kMaxTraitBytes);
    if (value.empty()) continue;
    const auto push = [&](char sort, Words token) {
      ShapeHash hash;
      hash.add(static_cast<char>(node.tag));
      hash.add(sort);
      hash.add_name(token);
      shapes.push_back(hash.value());
    };
    if (name.size() == 5 && ascii::iequals(name, "class")) {
      std::size_t at = 0, tokens = 0;
      while (at < value.size() && tokens < kMostTokens) {
        while (at < value.size() && ascii::is_space(value[at])) ++at;
        const std::size_t from = at;
        while (at < value.size() && !ascii::is_space(value[at])) ++at;
        if (at > from && !is_layout(value.substr(from, at - from))) push('.', value.substr(from, at - from)), ++tokens;
      }
    } else if (name.size() == 2 && ascii::iequals(name, "id")) {
      if (std::any_of(value.begin(), value.end(), ascii::is_digit)) push('#', value);
    } else if (name.size() == 8 && ascii::iequals(name, "itemtype")) {
      push('^', value);
    } else if ((name.size() == 9 && ascii::iequals(name, "component")) ||
               (name.size() == 11 && ascii::iequals(name, "data-testid"))) {
      push('@', value);
    }
  }
}

}  // namespace

void ShapeHash::add_name(std::string_view name) {
  for (std::size_t i = 0; i < name.size();) {
    std::size_t end = i;
    while (end < name.size() && ascii::is_digit(name[end])) ++end;
    if (end == i) {
      add(ascii::to_lower(name[i++]));
      continue;
    }
    const bool number = end - i >= 3 || i == 0 || name[i - 1] == '-' || name[i - 1] == '_';
    if (!number) {
      for (std::size_t k = i; k < end; ++k) add(name[k]);
    }
    i = end;
  }
}

void shapes_of(const HtmlTree& tree, NodeIndex element, std::vector<std::uint64_t>& shapes) {
  shapes.clear();
  own_shapes(tree, element, shapes);
  if (!shapes.empty()) return;
  ShapeHash hash;
  hash.add(static_cast<char>(tree[element].tag));
  const NodeIndex parent = tree[element].parent;
  if (parent != kNoNode) {
    std::vector<std::uint64_t> above;
    own_shapes(tree, parent, above);
    hash.add('<');
    hash.add(static_cast<char>(tree[parent].tag));
    if (!above.empty()) {
      for (int shift = 0; shift < 64; shift += 8) hash.add(static_cast<char>(above[0] >> shift));
    }
  }
  shapes.push_back(hash.value());
}

std::uint64_t first_shape(const HtmlTree& tree, NodeIndex element) {
  std::vector<std::uint64_t> shapes;
  shapes_of(tree, element, shapes);
  return shapes.front();
}

std::uint64_t dress_of(const HtmlTree& tree, NodeIndex element) {
  ShapeHash hash;
  hash.add(static_cast<char>(tree[element].tag));
  if (const HtmlAttribute* name = tree.attribute(element, "class"))
    hash.add_name(slice(tree.input.bytes, name->value).substr(0, kMaxTraitBytes));
  return hash.value();
}

}  // namespace hearsay
