// Shapes of elements: what makes an element one of its kind, whatever a site calls that kind.
//
// What it is: an element's shapes are its tag with each class, with its id without digits, with its microdata type;
// classes that only lay out ("row", "clearfix") give none, and an element without any has its parent's. Two elements
// that share a shape may be records of one list. Ownership: plain values. Threads: pure. Fails: never. At most
// kMaxTraitBytes of an attribute and 8 classes are looked at.
#pragma once

#include <cstdint>
#include <vector>

#include "source/ascii.h"
#include "source/html_tree.h"

namespace hearsay {

// FNV-1a, over names in lower case and without their numbers: "post-12", "comment98765", but "q4" stays.
class ShapeHash {
 public:
  void add(char c) { hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1099511628211ull; }
  void add_name(std::string_view name);
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 1469598103934665603ull;
};

// All shapes of an element; never empty.
void shapes_of(const HtmlTree& tree, NodeIndex element, std::vector<std::uint64_t>& shapes);

// The first of them.
[[nodiscard]] std::uint64_t first_shape(const HtmlTree& tree, NodeIndex element);

// Tag and whole class as one: "message-cell--user" is no "message-cell--main".
[[nodiscard]] std::uint64_t dress_of(const HtmlTree& tree, NodeIndex element);

}  // namespace hearsay
