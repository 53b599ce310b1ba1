// JSON-LD with positions: every string and number knows the bytes of the page it was written with.
//
// What it is: reads the text of a script as JSON into flat nodes that view the page; values are decoded when asked for.
// Well-formed JSON is read as RFC 8259 says. What pages write besides is forgiven where a person would see what was
// meant: raw line ends and bare quotes inside strings, trailing, missing and doubled commas, comments, the wrappers
// "<!--" and "<![CDATA[", several values in a row, keys and words without quotes, strings in single quotes or in
// "&quot;", brackets that do not match, a text cut off in the middle. What cannot be read is passed over, never
// guessed.
// Ownership: views the page, which must outlive it. Threads: read-only use from any. Units: bytes of the page,
// half-open. Fails: never. Bounds: at most kMaxJsonNodes nodes and kMaxJsonDepth open brackets, beyond which the rest
// of that script is left out (`truncated`); no recursion; time linear in the text. Facts: RFC 8259; JSON-LD 1.1.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "source/html_tree.h"

namespace hearsay {

inline constexpr std::size_t kMaxJsonNodes = 200'000;
inline constexpr std::uint32_t kMaxJsonDepth = 512;
inline constexpr std::uint32_t kNoJson = 0xFFFFFFFF;

enum class JsonKind : std::uint8_t { kNull, kBool, kNumber, kString, kObject, kArray };

struct JsonNode {
  JsonKind kind = JsonKind::kNull;
  Span key;     // of an object's member, without the quotes
  Span source;  // its bytes; a string's without the quotes; an object's or array's from bracket to bracket
  std::uint32_t parent = kNoJson, first_child = kNoJson, last_child = kNoJson, next = kNoJson;
};

class Json {
 public:
  Json() = default;
  explicit Json(const HtmlInput& page) : page_(page) {}

  // Adds the values of a script's text.
  void read(Span script);

  [[nodiscard]] const std::vector<JsonNode>& nodes() const { return nodes_; }
  [[nodiscard]] const JsonNode& operator[](std::uint32_t i) const { return nodes_[i]; }
  [[nodiscard]] bool truncated() const { return truncated_; }

  // The member of an object, or kNoJson.
  [[nodiscard]] std::uint32_t member(std::uint32_t object, std::string_view key) const;
  [[nodiscard]] bool key_is(std::uint32_t node, std::string_view key) const;
  // Whether an object's @type is, or has among others, one of `types`.
  [[nodiscard]] bool has_type(std::uint32_t object, std::initializer_list<std::string_view> types) const;
  // The node of an object's text: itself if it is a string or number, an array's first, an object's name, @value, url
  // or @id.
  [[nodiscard]] std::uint32_t text_of(std::uint32_t node) const;
  // What a node is: an object that only has "@id", or a string that is one, stands for the one that has more.
  [[nodiscard]] std::uint32_t resolve(std::uint32_t node) const;
  // Elements of an array, or the node alone; at most `most`.
  [[nodiscard]] std::vector<std::uint32_t> items(std::uint32_t node, std::size_t most = 1000) const;

  // As written in the page.
  [[nodiscard]] std::string_view written(std::uint32_t node) const { return slice(page_.bytes, nodes_[node].source); }
  // A string with its escapes undone, a number or word as written; UTF-8 whatever the page's charset.
  [[nodiscard]] std::string value(std::uint32_t node) const;
  // A value as a reader would see it: character references and tags that templates left in are undone too, white space
  // is single.
  [[nodiscard]] std::string text(std::uint32_t node) const;

 private:
  friend class JsonReader;
  void index_ids();

  HtmlInput page_;
  std::vector<JsonNode> nodes_;
  std::vector<std::uint32_t> ids_;  // "@id" members of objects that say more, by their value
  bool truncated_ = false;
};

// What the bytes of a JSON string, or of a part of one, say: escapes undone, then as Json::text().
[[nodiscard]] std::string json_string_text(const HtmlInput& page, Span source);

// White space single, none at either end.
[[nodiscard]] std::string collapsed(std::string_view text);

// Text that was encoded once more than it should be: character references undone, tags left out if it has any of its
// own, white space single.
[[nodiscard]] std::string plain_text(std::string_view text, bool tags = true);

}  // namespace hearsay
