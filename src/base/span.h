// Spans: half-open byte ranges [begin, end) into one UTF-8 buffer, the only way hearsay points at text.
// Ownership: plain values. Threads: any. Units: bytes; who holds a Span also knows which buffer it counts in
// (a document's `text`, or the source's bytes). A buffer is at most 4 GiB - 1, far above every input limit.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace hearsay {

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t length() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin >= end; }
  [[nodiscard]] constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  [[nodiscard]] constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
  [[nodiscard]] constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  friend constexpr bool operator==(Span, Span) = default;
  friend constexpr auto operator<=>(Span, Span) = default;
};

// Several pieces of one thing (a content that its source interrupts), in text order, disjoint.
using Spans = std::vector<Span>;

// The bytes of `text` that `span` covers. REQUIRES: span.end <= text.size().
[[nodiscard]] constexpr std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

}  // namespace hearsay
