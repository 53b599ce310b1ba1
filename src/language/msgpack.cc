#include "language/msgpack.h"

#include <bit>
#include <limits>
#include <string>

namespace hearsay {

namespace {

// Reads big-endian numbers and checks the end of the input.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::size_t offset() const { return offset_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - offset_; }

  [[nodiscard]] bool number(unsigned width, std::uint64_t& value) {
    if (left() < width) return false;
    value = 0;
    for (unsigned i = 0; i < width; ++i) value = value << 8 | static_cast<unsigned char>(bytes_[offset_ + i]);
    offset_ += width;
    return true;
  }
  [[nodiscard]] bool take(std::uint64_t size, std::string_view& out) {
    if (left() < size) return false;
    out = bytes_.substr(offset_, size);
    offset_ += size;
    return true;
  }

 private:
  std::string_view bytes_;
  std::size_t offset_ = 0;
};

Error malformed(std::string_view what, std::size_t offset) {
  return {ErrorCode::kMalformed, "msgpack: " + std::string(what), "", offset};
}

std::uint64_t sign_extended(std::uint64_t value, unsigned width) {
  const unsigned shift = 64 - 8 * width;
  return static_cast<std::uint64_t>(static_cast<std::int64_t>(value << shift) >> shift);
}

}  // namespace

Result<MsgpackDocument> MsgpackDocument::parse(std::string_view bytes) {
  struct Open {
    std::uint32_t node;
    std::uint64_t left;  // values still to come in it
  };
  MsgpackDocument document;
  std::vector<Open> open;
  Cursor cursor(bytes);
  if (bytes.size() >= std::numeric_limits<std::uint32_t>::max()) return malformed("document too large", 0);

  do {
    const std::size_t at = cursor.offset();
    std::uint64_t code;
    if (!cursor.number(1, code)) return malformed("ends in the middle of a value", at);
    Node node;
    std::uint64_t children = 0;
    std::uint64_t length = 0;
    bool read = true;
    const auto bytes_of = [&](MsgpackKind kind, std::uint64_t size) {
      node.kind = kind;
      read = cursor.take(size, node.bytes);
    };
    const auto sized = [&](MsgpackKind kind, unsigned width) {
      read = cursor.number(width, length);
      if (read) bytes_of(kind, length);
    };
    const auto container = [&](MsgpackKind kind, std::uint64_t size) {
      node.kind = kind;
      node.bits = size;
      children = kind == MsgpackKind::kMap ? 2 * size : size;
      // Each child takes a byte: more than are left cannot come, and are refused before anything is kept for them.
      read = children <= cursor.left();
    };
    const auto number = [&](MsgpackKind kind, unsigned width) {
      node.kind = kind;
      read = cursor.number(width, node.bits);
    };
    const auto signed_number = [&](unsigned width) {
      number(MsgpackKind::kInteger, width);
      node.bits = sign_extended(node.bits, width);
      if (static_cast<std::int64_t>(node.bits) >= 0) node.kind = MsgpackKind::kUnsigned;
    };
    if (code <= 0x7F) {
      node.kind = MsgpackKind::kUnsigned;
      node.bits = code;
    } else if (code <= 0x8F) {
      container(MsgpackKind::kMap, code & 0x0F);
    } else if (code <= 0x9F) {
      container(MsgpackKind::kArray, code & 0x0F);
    } else if (code <= 0xBF) {
      bytes_of(MsgpackKind::kString, code & 0x1F);
    } else if (code >= 0xE0) {
      node.kind = MsgpackKind::kInteger;
      node.bits = sign_extended(code, 1);
    } else {
      const unsigned width = 1u << (code & 3);  // of the codes whose last bits say it
      switch (code) {
        case 0xC0:
          break;
        case 0xC1:
          return malformed("code 0xC1 is not used", at);
        case 0xC2:
        case 0xC3:
          node.kind = MsgpackKind::kBool;
          node.bits = code & 1;
          break;
        case 0xC4:
          sized(MsgpackKind::kBinary, 1);
          break;
        case 0xC5:
          sized(MsgpackKind::kBinary, 2);
          break;
        case 0xC6:
          sized(MsgpackKind::kBinary, 4);
          break;
        case 0xC7:
        case 0xC8:
        case 0xC9:  // ext: a length, a type byte, the bytes
          read = cursor.number(1u << (code - 0xC7), length);
          if (read) bytes_of(MsgpackKind::kBinary, length + 1);
          break;
        case 0xCA:
          number(MsgpackKind::kFloat, 4);
          node.bits = std::bit_cast<std::uint64_t>(
              static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(node.bits))));
          break;
        case 0xCB:
          number(MsgpackKind::kFloat, 8);
          break;
        case 0xCC:
        case 0xCD:
        case 0xCE:
        case 0xCF:
          number(MsgpackKind::kUnsigned, width);
          break;
        case 0xD0:
        case 0xD1:
        case 0xD2:
        case 0xD3:
          signed_number(width);
          break;
        case 0xD4:
        case 0xD5:
        case 0xD6:
        case 0xD7:
        case 0xD8:
          bytes_of(MsgpackKind::kBinary, 1 + (1u << (code - 0xD4)));
          break;
        case 0xD9:
          sized(MsgpackKind::kString, 1);
          break;
        case 0xDA:
          sized(MsgpackKind::kString, 2);
          break;
        case 0xDB:
          sized(MsgpackKind::kString, 4);
          break;
        case 0xDC:
        case 0xDD:
        case 0xDE:
        case 0xDF:
          read = cursor.number(code & 1 ? 4 : 2, length);
          if (read) container(code >= 0xDE ? MsgpackKind::kMap : MsgpackKind::kArray, length);
          break;
        default:
          return malformed("unknown code", at);
      }
    }
    if (!read) return malformed("ends in the middle of a value", at);
    const auto index = static_cast<std::uint32_t>(document.nodes_.size());
    node.next = index + 1;
    document.nodes_.push_back(node);
    if (!open.empty()) --open.back().left;
    if (children > 0) {
      if (open.size() == kMaxMsgpackDepth) return malformed("nested too deep", at);
      open.push_back({index, children});
    }
    while (!open.empty() && open.back().left == 0) {
      document.nodes_[open.back().node].next = static_cast<std::uint32_t>(document.nodes_.size());
      open.pop_back();
    }
  } while (!open.empty());
  if (cursor.left() != 0) return malformed("bytes after the document", cursor.offset());
  return document;
}

MsgpackKind MsgpackValue::kind() const { return document_->nodes_[index_].kind; }

MsgpackValue MsgpackValue::next() const { return {document_, document_->nodes_[index_].next}; }

std::optional<bool> MsgpackValue::boolean() const {
  if (!is(MsgpackKind::kBool)) return std::nullopt;
  return document_->nodes_[index_].bits != 0;
}

std::optional<std::int64_t> MsgpackValue::integer() const {
  const auto& node = document_->nodes_[index_];
  const auto value = static_cast<std::int64_t>(node.bits);
  if (node.kind == MsgpackKind::kInteger || (node.kind == MsgpackKind::kUnsigned && value >= 0)) return value;
  return std::nullopt;
}

std::optional<std::uint64_t> MsgpackValue::unsigned_integer() const {
  if (!is(MsgpackKind::kUnsigned)) return std::nullopt;
  return document_->nodes_[index_].bits;
}

std::optional<double> MsgpackValue::number() const {
  const auto& node = document_->nodes_[index_];
  if (node.kind == MsgpackKind::kFloat) return std::bit_cast<double>(node.bits);
  if (node.kind == MsgpackKind::kUnsigned) return static_cast<double>(node.bits);
  if (node.kind == MsgpackKind::kInteger) return static_cast<double>(static_cast<std::int64_t>(node.bits));
  return std::nullopt;
}

std::optional<std::string_view> MsgpackValue::text() const {
  if (!is(MsgpackKind::kString) && !is(MsgpackKind::kBinary)) return std::nullopt;
  return document_->nodes_[index_].bytes;
}

std::size_t MsgpackValue::size() const {
  if (!is(MsgpackKind::kArray) && !is(MsgpackKind::kMap)) return 0;
  return document_->nodes_[index_].bits;
}

std::vector<MsgpackValue> MsgpackValue::elements() const {
  std::vector<MsgpackValue> out;
  const std::size_t count = is(MsgpackKind::kMap) ? 2 * size() : size();
  out.reserve(count);
  MsgpackValue value = first();
  for (std::size_t i = 0; i < count; ++i, value = value.next()) out.push_back(value);
  return out;
}

std::optional<MsgpackValue> MsgpackValue::find(std::string_view key) const {
  if (!is(MsgpackKind::kMap)) return std::nullopt;
  MsgpackValue at = first();
  for (std::size_t i = 0; i < size(); ++i) {
    const MsgpackValue value = at.next();
    if (at.text() == key) return value;
    at = value.next();
  }
  return std::nullopt;
}

}  // namespace hearsay
