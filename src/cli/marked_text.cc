#include "cli/marked_text.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "cli/display_width.h"

namespace hearsay::cli {

MarkedText::MarkedText(const Document& document, const Reading& reading, const Style& style)
    : document_(document), reading_(reading), style_(style), paints_(document.text.size()) {
  // Outer attributions first, so that what is nested in them paints over them.
  std::vector<std::uint32_t> depth(reading.attributions.size(), 0);
  std::vector<Index> order(reading.attributions.size());
  for (Index i = 0; i < order.size(); ++i) {
    order[i] = i;
    for (Index up = reading.attributions[i].parent; up < order.size() && depth[i] < order.size();
         up = reading.attributions[up].parent) {
      ++depth[i];
    }
  }
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return depth[a] < depth[b]; });
  const auto paint = [&](const Spans& spans, Paint with) {
    for (const Span span : spans) {
      const std::size_t end = std::min<std::size_t>(span.end, paints_.size());
      for (std::size_t i = span.begin; i < end; ++i) paints_[i] = with;
    }
  };
  for (const Index i : order) {
    const Attribution& attribution = reading.attributions[i];
    paint(attribution.content, {Role::kContent, attribution.voice});
    mark(attribution.content, "‹", "›");
  }
  for (const Index i : order) {
    const Attribution& attribution = reading.attributions[i];
    paint(attribution.source, {Role::kSource, attribution.voice});
    paint(attribution.cue, {Role::kCue, attribution.voice});
    if (!style.on()) {
      mark(attribution.source, "[", "]");
      mark(attribution.cue, "{", "}");
    }
  }
  // Marks were noted outermost first: at one offset the outer opens first and closes last.
  std::map<std::uint32_t, Marks> merged;
  for (auto& [offset, marks] : marks_) {
    Marks& at = merged[offset];
    at.open += marks.open;
    at.close.insert(0, marks.close);
  }
  marks_.assign(merged.begin(), merged.end());
}

void MarkedText::mark(const Spans& spans, std::string_view open, std::string_view close) {
  for (const Span span : spans) {
    if (span.empty()) continue;
    marks_.push_back({span.begin, {"", std::string(open)}});
    marks_.push_back({span.end, {std::string(close), ""}});
  }
}

std::string MarkedText::codes(const Paint& paint) const {
  std::string color;
  if (paint.voice < reading_.voices.size()) color = color_of_voice(name(reading_.voices[paint.voice].kind));
  switch (paint.role) {
    case Role::kPlain:
      return "";
    case Role::kContent:
      return color;
    case Role::kSource:
      return color.empty() ? "1" : "1;" + color;
    case Role::kCue:
      return "4";
  }
  return "";
}

std::string MarkedText::lines(Span span, std::size_t width, std::size_t indent) const {
  const std::size_t room = std::max<std::size_t>(width - std::min(width, indent), 20);
  std::string out, line, word;
  std::size_t line_columns = 0, word_columns = 0;
  const auto end_word = [&] {
    if (word.empty()) return;
    if (line_columns > 0 && line_columns + 1 + word_columns > room) {
      out.append(indent, ' ').append(line).append("\n");
      line.clear();
      line_columns = 0;
    }
    if (line_columns > 0) {
      line += ' ';
      ++line_columns;
    }
    line += word;
    line_columns += word_columns;
    word.clear();
    word_columns = 0;
  };
  const auto add = [&](std::string_view text, const std::string& with) {
    word += style_.paint(with, text);
    word_columns += display_width(text);
  };
  auto marks = std::lower_bound(marks_.begin(), marks_.end(), span.begin,
                                [](const auto& at, std::uint32_t offset) { return at.first < offset; });
  for (std::uint32_t i = span.begin; i <= span.end;) {
    if (marks != marks_.end() && marks->first == i) {
      if (i > span.begin) add(marks->second.close, "2");
      if (i < span.end) add(marks->second.open, "2");
      ++marks;
    }
    if (i == span.end) break;
    // One run of the same paint, up to the next mark or blank.
    std::uint32_t end = i;
    while (end < span.end && paints_[end] == paints_[i] && (end == i || marks == marks_.end() || end < marks->first)) {
      const char c = document_.text[end];
      if (c == ' ' || c == '\n' || c == '\t') break;
      end += std::max<std::uint32_t>(1, decode_utf8(document_.text, end).length);
    }
    end = std::min(end, span.end);
    if (end == i) {
      end_word();
      if (document_.text[i] == '\n') {
        out.append(indent, ' ').append(line).append("\n");
        line.clear();
        line_columns = 0;
      }
      ++i;
      continue;
    }
    // No word is longer than a line: a hostile one is broken.
    const std::string shown = printable(std::string_view(document_.text).substr(i, end - i));
    for (const auto piece : wrapped(shown, room)) {
      if (word_columns + display_width(piece) > room) end_word();
      add(piece, codes(paints_[i]));
    }
    i = end;
  }
  end_word();
  if (!line.empty()) out.append(indent, ' ').append(line).append("\n");
  return out;
}

}  // namespace hearsay::cli
