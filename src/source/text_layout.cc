#include "source/text_layout.h"

#include <algorithm>

#include "source/ascii.h"
#include "source/source.h"

namespace hearsay {

namespace {

struct Line {
  Span span;
  std::uint32_t width = 0;       // code points
  std::uint32_t first_word = 0;  // code points
  std::uint32_t indent = 0;
  bool blank_before = false;
};

std::uint32_t code_points(std::string_view text) {
  return static_cast<std::uint32_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// White space at a line's edges; the no-break space is used for indents, U+200B is nothing to see.
std::string_view trim_edges(std::string_view line) {
  for (;;) {
    if (!line.empty() && (ascii::is_space(line.front()) || line.front() == '\v')) {
      line.remove_prefix(1);
    } else if (line.starts_with("\xC2\xA0")) {
      line.remove_prefix(2);
    } else if (line.starts_with("\xE2\x80\x8B")) {
      line.remove_prefix(3);
    } else {
      break;
    }
  }
  for (;;) {
    if (!line.empty() && (ascii::is_space(line.back()) || line.back() == '\v')) {
      line.remove_suffix(1);
    } else if (line.ends_with("\xC2\xA0")) {
      line.remove_suffix(2);
    } else if (line.ends_with("\xE2\x80\x8B")) {
      line.remove_suffix(3);
    } else {
      break;
    }
  }
  return line;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  bool blank = true;
  std::size_t i = 0;
  while (i < text.size()) {
    std::size_t end = text.size(), next = end;
    if (lines.size() < kMaxLines) {
      end = text.find_first_of("\n\r\f", i);
      if (end == std::string_view::npos) end = text.size();
      next = std::min(text.size(), end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
    }
    const std::string_view raw = text.substr(i, end - i);
    const std::string_view line = trim_edges(raw);
    if (line.empty()) {
      blank = true;
    } else {
      Line l;
      l.span.begin = static_cast<std::uint32_t>(line.data() - text.data());
      l.span.end = l.span.begin + static_cast<std::uint32_t>(line.size());
      l.width = code_points(line);
      l.first_word = code_points(line.substr(0, std::min(line.find(' '), line.size())));
      l.indent = static_cast<std::uint32_t>(line.data() - raw.data());
      l.blank_before = blank;
      lines.push_back(l);
      blank = false;
    }
    i = next;
  }
  return lines;
}

constexpr std::uint32_t kWidestWrap = 100;

// The column at which the file wraps, or 0.
std::uint32_t wrap_column(std::string_view text, const std::vector<Line>& lines) {
  if (lines.size() < 4) return 0;
  std::vector<std::uint32_t> widths(lines.size());
  std::transform(lines.begin(), lines.end(), widths.begin(), [](const Line& line) { return line.width; });
  const std::size_t rank = widths.size() - 1 - widths.size() / 50;  // an over-long address does not count
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(rank), widths.end());
  const std::uint32_t column = widths[rank];
  if (column > kWidestWrap || column < 30) return 0;
  std::size_t inner = 0, full = 0, finished = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i + 1].blank_before) continue;
    ++inner;
    full += lines[i].width + 1 + lines[i + 1].first_word + 2 > column;
    finished += std::string_view(".!?").find(text[lines[i].span.end - 1]) != std::string_view::npos;
  }
  // Lines of one length that mostly end sentences are paragraphs of like length, not one that was wrapped.
  if (finished * 2 > inner) return 0;
  return inner >= 3 && full * 10 >= inner * 6 ? column : 0;
}

}  // namespace

bool begins_with_bullet(std::string_view line) {
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("• ") || line.starts_with("· ") ||
      line.starts_with("▪ ")) {
    return true;
  }
  std::size_t i = 0;
  while (i < line.size() && i < 3 && ascii::is_digit(line[i])) ++i;
  if (i == 0 && !line.empty() && ascii::is_lower(line[0]) && line.substr(1).starts_with(") ")) return true;
  return i > 0 && i < 3 && i + 1 < line.size() && (line[i] == '.' || line[i] == ')') && line[i + 1] == ' ';
}

TextLayout lay_out(std::string_view text) {
  TextLayout layout;
  const std::vector<Line> lines = lines_of(text);
  const std::uint32_t column = wrap_column(text, lines);
  layout.wrapped = column > 0;
  layout.lines.reserve(lines.size());
  // Where blank lines cut paragraphs, a line that breaks off before a small letter is a stray line end.
  const auto after_blank = static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(), [](const Line& line) { return line.blank_before; }));
  const bool blank_lines_cut = !layout.wrapped && after_blank * 3 > lines.size() && after_blank > 2;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    layout.lines.push_back(line.span);
    bool joins = layout.wrapped && i > 0 && !line.blank_before;
    if (blank_lines_cut && i > 0 && !line.blank_before) {
      const char last = text[lines[i - 1].span.end - 1];
      joins = ascii::is_lower(text[line.span.begin]) && (ascii::is_lower(last) || last == ',');
    } else if (joins) {
      const Line& before = lines[i - 1];
      const bool short_before = (before.width + 1 + line.first_word) * 4 < column * 3;
      if (short_before || line.indent > before.indent + 1 || begins_with_bullet(slice(text, line.span))) joins = false;
      // An indented first line is followed by lines at the margin; a bullet's own lines are indented like its text.
      if (!short_before && line.indent > before.indent + 1 && begins_with_bullet(slice(text, before.span)))
        joins = true;
    }
    // A paragraph has an end: beyond this it would be kept and not read.
    if (joins && line.span.end - lines[layout.blocks.back().first_line].span.begin > kMaxPartBytes) joins = false;
    if (joins) {
      ++layout.blocks.back().last_line;
    } else {
      const auto at = static_cast<std::uint32_t>(i);
      layout.blocks.push_back({at, at + 1, line.blank_before});
    }
  }
  return layout;
}

}  // namespace hearsay
