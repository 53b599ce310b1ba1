// From ranges of the reading text back to the page: the two readings of Document::map that the door offers.
#include <algorithm>

#include "source/ascii.h"
#include "source/source.h"

namespace hearsay {

namespace {

// Index of the first run that begins after `offset`.
std::size_t run_after(const std::vector<Run>& map, std::uint32_t offset) {
  return static_cast<std::size_t>(std::upper_bound(map.begin(), map.end(), offset,
                                                   [](std::uint32_t o, const Run& run) { return o < run.text_begin; }) -
                                  map.begin());
}

// Edges lie in text, not in the white space between parts, which is nowhere on the page.
Span without_edge_space(const Document& document, Span span) {
  span.end = std::min(span.end, static_cast<std::uint32_t>(document.text.size()));
  while (span.begin < span.end && ascii::is_space(document.text[span.begin])) ++span.begin;
  while (span.end > span.begin && ascii::is_space(document.text[span.end - 1])) --span.end;
  return span;
}

// The gap of source around the decoded text before run `i` (map.size(): after the last one).
Span gap_before(const Document& document, std::size_t i) {
  const std::vector<Run>& map = document.map;
  const std::uint32_t begin = i == 0 ? 0 : map[i - 1].source_begin + map[i - 1].length;
  std::uint32_t end = i == map.size() ? static_cast<std::uint32_t>(document.bytes.size()) : map[i].source_begin;
  if (end < begin) end = begin;  // the page's order is not the reading order here
  return {begin, end};
}

}  // namespace

Spans source_pieces(const Document& document, Span span) {
  Spans pieces;
  span = without_edge_space(document, span);
  if (span.empty()) return pieces;
  const auto add = [&](Span piece) {
    if (piece.empty()) return;
    if (!pieces.empty() && pieces.back().end == piece.begin) {
      pieces.back().end = piece.end;
    } else {
      pieces.push_back(piece);
    }
  };
  const std::vector<Run>& map = document.map;
  std::size_t i = run_after(map, span.begin);
  if (i > 0) --i;
  std::uint32_t at = span.begin;
  while (at < span.end) {
    while (i < map.size() && map[i].text_begin + map[i].length <= at) ++i;
    if (i < map.size() && map[i].text_begin <= at) {
      const std::uint32_t to = std::min(span.end, map[i].text_begin + map[i].length);
      add({map[i].source_begin + (at - map[i].text_begin), map[i].source_begin + (to - map[i].text_begin)});
      at = to;
      continue;
    }
    const std::uint32_t to = i < map.size() ? std::min(span.end, map[i].text_begin) : span.end;
    const std::string_view gap = slice(document.text, {at, to});
    // White space alone was put in: nothing on the page stands for it.
    if (!std::all_of(gap.begin(), gap.end(), ascii::is_space)) add(gap_before(document, i));
    at = to;
  }
  return pieces;
}

std::optional<Span> source_range(const Document& document, Span span) {
  const Spans pieces = source_pieces(document, span);
  if (pieces.empty()) return std::nullopt;
  Span hull = pieces.front();
  for (const Span& piece : pieces) {
    hull.begin = std::min(hull.begin, piece.begin);
    hull.end = std::max(hull.end, piece.end);
  }
  return hull;
}

}  // namespace hearsay
