// JSON-LD with positions: every string and number knows the bytes of the page it was written with.
//
// What it is: reads the text of a script as JSON into flat nodes. Broken JSON gives what stood before the break; raw
// line ends inside strings, trailing commas, comments and the wrappers "<!--" and "<![CDATA[" are forgiven, as pages
// have them. Ownership: owns its strings; positions count in the page. Threads: pure. No recursion. At most
// kMaxJsonNodes nodes. Facts: RFC 8259; the parser is RapidJSON's iterative SAX reader.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace hearsay {

inline constexpr std::size_t kMaxJsonNodes = 200'000;
inline constexpr std::uint32_t kNoJson = 0xFFFFFFFF;

enum class JsonKind : std::uint8_t { kNull, kBool, kNumber, kString, kObject, kArray };

struct JsonNode {
  JsonKind kind = JsonKind::kNull;
  std::string key;    // of an object's member
  std::string value;  // string (escapes undone) or number as written
  Span source;        // its bytes in the page; a string's without the quotes
  std::uint32_t parent = kNoJson, first_child = kNoJson, last_child = kNoJson, next = kNoJson;
};

class Json {
 public:
  // Adds the values of `text`, which stands at `begin` in the page.
  void read(std::string_view text, std::uint32_t begin);

  [[nodiscard]] const std::vector<JsonNode>& nodes() const { return nodes_; }
  [[nodiscard]] const JsonNode& operator[](std::uint32_t i) const { return nodes_[i]; }
  [[nodiscard]] JsonKind kind_of(std::uint32_t i) const { return nodes_[i].kind; }
  // The member of an object, or kNoJson.
  [[nodiscard]] std::uint32_t member(std::uint32_t object, std::string_view key) const;
  // Whether an object's @type is, or has among others, one of `types`.
  [[nodiscard]] bool has_type(std::uint32_t object, std::initializer_list<std::string_view> types) const;
  // The first string at or under a node: itself, an array's first, an object's name, @value or url.
  [[nodiscard]] std::uint32_t text_of(std::uint32_t node) const;
  // What a node is: an object that only has "@id" stands for the one that has more.
  [[nodiscard]] std::uint32_t resolve(std::uint32_t node) const;
  // Elements of an array, or the node alone.
  [[nodiscard]] std::vector<std::uint32_t> items(std::uint32_t node) const;

 private:
  friend class JsonSink;
  std::vector<JsonNode> nodes_;
};

}  // namespace hearsay
