// TextPieces: how ranges of the page become text. A piece ends where the next byte needs decoding, so that what is
// identical in page and text comes out in the longest stretches.
#include <array>
#include <cstring>

#include "source/html_reference.h"
#include "source/html_tree.h"

namespace hearsay {

namespace {

constexpr bool is_plain(unsigned char c) { return c < 0x80 && c != '&' && c != '\r' && c != 0; }

// Length of the stretch that stands for itself whatever the mode: ASCII without "&", CR and NUL.
std::size_t plain_length(std::string_view bytes) {
  std::size_t i = 0;
  // Eight bytes at a time; a hit in the word ends the fast part, the byte loop finds where.
  constexpr std::uint64_t kOnes = 0x0101010101010101u, kHigh = 0x8080808080808080u;
  const auto has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word & kHigh; };
  while (i + 8 <= bytes.size()) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + i, 8);
    if (((word & kHigh) | has_zero(word) | has_zero(word ^ (kOnes * '&')) | has_zero(word ^ (kOnes * '\r'))) != 0)
      break;
    i += 8;
  }
  while (i < bytes.size() && is_plain(static_cast<unsigned char>(bytes[i]))) ++i;
  return i;
}

std::string_view encode(char* buffer, char32_t first, char32_t second = 0) {
  std::size_t length = 0;
  const auto put = [&](char32_t c) {
    if (c < 0x80) {
      buffer[length++] = static_cast<char>(c);
      return;
    }
    const int tail = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr std::array<unsigned, 4> kLead = {0, 0xC0, 0xE0, 0xF0};
    buffer[length++] = static_cast<char>(kLead[static_cast<std::size_t>(tail)] | (c >> (6 * tail)));
    for (int shift = 6 * (tail - 1); shift >= 0; shift -= 6) {
      buffer[length++] = static_cast<char>(0x80 | ((c >> shift) & 0x3F));
    }
  };
  put(first);
  if (second != 0) put(second);
  return {buffer, length};
}

}  // namespace

TextPieces::TextPieces(const HtmlInput& input, Span source, References references, bool drop_nul)
    : input_(input), left_(source), references_(references), drop_nul_(drop_nul) {}

TextPieces::TextPieces(const HtmlTree& tree, const HtmlAttribute& attribute)
    : TextPieces(tree.input, attribute.value, References::kAttribute, false) {}

TextPieces::TextPieces(const HtmlTree& tree, NodeIndex text_node) : input_(tree.input), tree_(&tree) {
  if (tree[text_node].kind == NodeKind::kText) next_segment_ = tree[text_node].first;
}

bool TextPieces::next(TextPiece& piece) {
  while (!next_in_segment(piece)) {
    if (next_segment_ == kNoNode) return false;
    const TextSegment& segment = tree_->segments[next_segment_];
    left_ = segment.source;
    references_ = segment.references ? References::kText : References::kNone;
    drop_nul_ = segment.drop_nul;
    next_segment_ = segment.next;
  }
  return true;
}

bool TextPieces::next_in_segment(TextPiece& piece) {
  const std::string_view page = input_.bytes.substr(0, left_.end);
  const bool utf8 = input_.decode == decode_utf8;
  const bool in_attribute = references_ == References::kAttribute;
  // What stands for nothing: NUL in body text, and a CR whose line feed stands for both, and for itself.
  while (left_.begin < left_.end && ((drop_nul_ && page[left_.begin] == 0) || page.substr(left_.begin, 2) == "\r\n")) {
    ++left_.begin;
  }
  std::uint32_t i = left_.begin;
  CharacterReference reference;
  while (i < left_.end) {
    i += static_cast<std::uint32_t>(plain_length(page.substr(i)));
    if (i >= left_.end) break;
    const auto c = static_cast<unsigned char>(page[i]);
    if (c >= 0x80) {
      const Decoded decoded = utf8 ? decode_utf8(page, i) : Decoded{0, 1, false};
      if (!decoded.valid) break;
      i += decoded.length;
    } else if (c == '&') {
      if (references_ != References::kNone) reference = character_reference(page.substr(i), in_attribute);
      if (reference.length != 0) break;
      ++i;
    } else {
      break;
    }
  }
  const std::uint32_t begin = left_.begin;
  if (i > begin) {
    piece = {page.substr(begin, i - begin), {begin, i}, true};
    left_.begin = i;
    return true;
  }
  if (begin >= left_.end) return false;
  const auto give = [&](std::uint32_t length, char32_t first, char32_t second = 0) {
    piece = {encode(buffer_, first, second), {begin, begin + length}, false};
    left_.begin += length;
    return true;
  };
  switch (page[begin]) {
    case '&':
      return give(reference.length, reference.first, reference.second);
    case '\r':
      return give(1, '\n');
    case 0:
      return give(1, kReplacement);
    default:
      break;
  }
  const Decoded decoded = input_.decode(page, begin);
  return give(decoded.length, decoded.valid ? decoded.code_point : kReplacement);
}

std::string decode_text(const HtmlInput& input, Span source, References references, bool drop_nul) {
  std::string out;
  out.reserve(source.length());
  TextPieces pieces(input, source, references, drop_nul);
  for (TextPiece piece; pieces.next(piece);) out += piece.text;
  return out;
}

}  // namespace hearsay
