// MessagePack reader: the container of spaCy's model files.
//
// What it is: parses a whole document into a flat list of nodes in reading order; a container knows where it ends, so
// walking needs no recursion. All forms of the format are read; ext types become raw bytes.
// Ownership: strings and binaries are views into the bytes given, which must outlive the document; values point into
// their document. Threads: read-only after parsing. Units: bytes.
// Fails: kMalformed with the offset on truncated input, on bytes after the document, on the unused code 0xC1, on
// nesting beyond kMaxMsgpackDepth. Memory: a node of 32 bytes for each value, and each value takes at least a byte of
// input, so hostile lengths ("four billion elements follow") allocate nothing. Facts: the MessagePack specification of
// 2013 (github.com/msgpack/msgpack/blob/master/spec.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hearsay {

inline constexpr std::size_t kMaxMsgpackDepth = 64;

enum class MsgpackKind : std::uint8_t { kNil, kBool, kInteger, kUnsigned, kFloat, kString, kBinary, kArray, kMap };

class MsgpackDocument;

class MsgpackValue {
 public:
  [[nodiscard]] MsgpackKind kind() const;
  [[nodiscard]] bool is(MsgpackKind kind) const { return this->kind() == kind; }

  // nullopt where the value is of another kind or out of the type's range.
  [[nodiscard]] std::optional<bool> boolean() const;
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  [[nodiscard]] std::optional<std::uint64_t> unsigned_integer() const;
  [[nodiscard]] std::optional<double> number() const;          // of floats and integers
  [[nodiscard]] std::optional<std::string_view> text() const;  // of strings and binaries alike

  // Elements of an array, pairs of a map; 0 for anything else.
  [[nodiscard]] std::size_t size() const;
  // All elements (of a map: key, value, key, value …), in order.
  [[nodiscard]] std::vector<MsgpackValue> elements() const;
  // The value of the first pair whose key is this string or binary.
  [[nodiscard]] std::optional<MsgpackValue> find(std::string_view key) const;

  // For walks that should not copy: the first element of a container and what follows a value.
  [[nodiscard]] MsgpackValue first() const { return {document_, index_ + 1}; }
  [[nodiscard]] MsgpackValue next() const;

 private:
  friend class MsgpackDocument;
  MsgpackValue(const MsgpackDocument* document, std::uint32_t index) : document_(document), index_(index) {}
  const MsgpackDocument* document_;
  std::uint32_t index_;
};

class MsgpackDocument {
 public:
  [[nodiscard]] static Result<MsgpackDocument> parse(std::string_view bytes);
  MsgpackDocument(MsgpackDocument&&) = default;
  MsgpackDocument& operator=(MsgpackDocument&&) = default;

  // Good as long as the document stays where it is.
  [[nodiscard]] MsgpackValue root() const { return {this, 0}; }

 private:
  friend class MsgpackValue;
  struct Node {
    MsgpackKind kind = MsgpackKind::kNil;
    std::uint32_t next = 0;  // index of the node after this one and all that is in it
    std::uint64_t bits = 0;  // the number, or the count of elements or pairs
    std::string_view bytes;
  };
  MsgpackDocument() = default;
  std::vector<Node> nodes_;
};

}  // namespace hearsay
