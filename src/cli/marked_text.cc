#include "cli/marked_text.h"

#include <algorithm>

#include "base/utf8.h"
#include "cli/display_width.h"

namespace hearsay::cli {

namespace {

constexpr std::size_t kLeastRoom = 20;  // columns

std::string repeated(std::string_view sign, std::size_t times) {
  std::string out;
  while (times-- > 0) out += sign;
  return out;
}

}  // namespace

std::string MarkedText::codes(const Stretch& stretch) const {
  if (stretch.role == Role::kPlain) return "";
  const std::string color(color_of_voice(picture_.kind_of(stretch.mark)));
  return (stretch.role == Role::kSource ? "1" : "4") + (color.empty() ? "" : ";" + color);
}

std::string MarkedText::lines(const PartPicture& part, std::size_t width, std::size_t indent) const {
  const std::size_t room = std::max<std::size_t>(width - std::min(width, indent), kLeastRoom);
  const std::string_view text = picture_.document().text;
  struct Piece {
    std::size_t offset, columns;  // within the word
    const Stretch* stretch;
  };
  std::vector<Line> lines(1);
  std::string word;
  std::size_t word_columns = 0;
  std::vector<Piece> pieces;
  std::vector<std::size_t> last_line(part.brackets.size(), SIZE_MAX);
  const auto end_word = [&] {
    if (word.empty()) return;
    if (lines.back().columns > 0 && lines.back().columns + 1 + word_columns > room) lines.emplace_back();
    Line& line = lines.back();
    if (line.columns > 0) {
      line.text += ' ';
      ++line.columns;
    }
    for (const Piece& piece : pieces) {
      const std::size_t begin = line.columns + piece.offset;
      for (const std::uint32_t b : piece.stretch->within) {
        if (last_line[b] != lines.size() - 1) {
          line.runs.push_back({b, begin, begin, part.brackets[b].begins && last_line[b] == SIZE_MAX, false});
          last_line[b] = lines.size() - 1;
        }
        // Runs of one line are few: levels, and the brackets side by side on each.
        const auto run =
            std::find_if(line.runs.rbegin(), line.runs.rend(), [b](const Run& r) { return r.bracket == b; });
        run->end = begin + piece.columns;
      }
    }
    line.text += word;
    line.columns += word_columns;
    word.clear();
    word_columns = 0;
    pieces.clear();
  };
  const auto add = [&](const Stretch& stretch, std::string_view shown, const std::string& with) {
    const std::size_t columns = display_width(shown);
    word += style_.paint(with, shown);
    pieces.push_back({word_columns, columns, &stretch});
    word_columns += columns;
  };
  const bool signs = !style_.on();
  for (const Stretch& stretch : part.stretches) {
    const bool source = stretch.role == Role::kSource;
    if (signs && stretch.begins) add(stretch, source ? "[" : "{", "");
    for (std::uint32_t i = stretch.span.begin; i < stretch.span.end;) {
      const char c = text[i];
      if (c == ' ' || c == '\t' || c == '\n') {
        end_word();
        if (c == '\n') lines.emplace_back();
        ++i;
        continue;
      }
      std::uint32_t end = i;
      while (end < stretch.span.end && text[end] != ' ' && text[end] != '\t' && text[end] != '\n') {
        end += std::max<std::uint32_t>(1, decode_utf8(text, end).length);
      }
      end = std::min(end, stretch.span.end);
      // No word is longer than a line: a hostile one is broken.
      const std::string shown = printable(text.substr(i, end - i));
      for (const auto piece : wrapped(shown, room)) {
        if (word_columns + display_width(piece) > room) end_word();
        add(stretch, piece, codes(stretch));
      }
      i = end;
    }
    if (signs && stretch.ends) add(stretch, source ? "]" : "}", "");
  }
  end_word();
  for (std::size_t b = 0; b < last_line.size(); ++b) {
    if (last_line[b] == SIZE_MAX || !part.brackets[b].ends) continue;
    for (Run& run : lines[last_line[b]].runs) run.ends |= run.bracket == b;
  }
  std::string out;
  for (const Line& line : lines) {
    if (line.columns == 0 && &line == &lines.back()) continue;
    out.append(indent, ' ').append(line.text).append("\n").append(brackets(part, line, indent));
  }
  return out;
}

std::string MarkedText::brackets(const PartPicture& part, const Line& line, std::size_t indent) const {
  std::string out;
  for (std::size_t level = 1; level <= part.levels; ++level) {
    std::vector<Run> runs;
    for (const Run& run : line.runs) {
      if (part.brackets[run.bracket].level == level) runs.push_back(run);
    }
    if (runs.empty()) continue;
    std::sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.begin < b.begin; });
    out.append(indent, ' ');
    std::size_t column = 0;
    for (const Run& run : runs) {
      const std::size_t begin = std::max(run.begin, column);
      if (run.end <= begin) continue;
      out.append(begin - column, ' ');
      const std::size_t columns = run.end - begin;
      const std::uint32_t mark = part.brackets[run.bracket].mark;
      std::string shape;
      if (columns == 1) {
        shape = run.begins && run.ends ? "┴" : run.begins ? "└" : run.ends ? "┘" : "─";
      } else {
        std::string number = run.begins ? std::to_string(picture_.marks()[mark].number) : "";
        const std::size_t ends = (run.begins ? 1u : 0u) + (run.ends ? 1u : 0u);
        if (number.size() + ends > columns) number.clear();
        shape =
            (run.begins ? "└" : "") + number + repeated("─", columns - ends - number.size()) + (run.ends ? "┘" : "");
      }
      out += style_.paint(color_of_voice(picture_.kind_of(mark)), shape);
      column = run.end;
    }
    out += '\n';
  }
  return out;
}

std::string MarkedText::notes(const PartPicture& part, std::size_t width, std::size_t indent) const {
  std::string out;
  std::size_t digits = 1;
  for (const std::uint32_t m : part.notes) {
    digits = std::max(digits, std::to_string(picture_.marks()[m].number).size());
  }
  const std::size_t hang = indent + digits + 3;
  const std::size_t room = std::max<std::size_t>(width - std::min(width, hang), kLeastRoom);
  for (const std::uint32_t m : part.notes) {
    const std::string number = std::to_string(picture_.marks()[m].number);
    out.append(indent + 2 + digits - number.size(), ' ').append(style_.dim(number)).append(" ");
    // Each piece in its colour, broken at blanks.
    std::size_t column = 0;
    for (const NotePiece& piece : picture_.note(m)) {
      const std::string_view color = piece.kind.empty() ? std::string_view("2") : color_of_voice(piece.kind);
      std::string_view rest = piece.text;
      while (!rest.empty()) {
        const std::size_t blank = rest.find(' ', 1);
        const std::string_view word = rest.substr(0, blank);
        const std::size_t columns = display_width(word);
        if (column > 0 && column + columns > room) {
          out.append("\n").append(hang, ' ');
          column = 0;
        }
        const std::string_view shown = column == 0 && word.starts_with(' ') ? word.substr(1) : word;
        out += style_.paint(color, fitted(shown, room));
        column += std::min(display_width(shown), room);
        rest.remove_prefix(word.size());
      }
    }
    out += '\n';
  }
  return out;
}

}  // namespace hearsay::cli
