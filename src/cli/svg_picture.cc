#include "cli/svg_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/utf8.h"
#include "cli/display_width.h"
#include "cli/glyph_widths.h"
#include "cli/markup.h"
#include "cli/row_printer.h"
#include "cli/terminal.h"

namespace hearsay::cli {

namespace {

// px
constexpr double kMargin = 28, kTextWidth = 560, kGap = 30, kNoteWidth = 310;
constexpr double kNotesAt = kMargin + kTextWidth + kGap, kWidth = kNotesAt + kNoteWidth + kMargin;
constexpr double kSize = 15, kNoteSize = 11, kNumberSize = 8.5, kIcon = 9;
constexpr double kLine = 22, kNoteLine = 14.5, kFirstRow = 8, kRow = 8;  // rows are those of brackets
constexpr double kTick = 4, kCuePad = 1.5, kPartGap = 14, kIndent = 18, kHang = 22;
constexpr std::size_t kMostIndents = 8, kTitleBytes = 400;
constexpr std::string_view kInk = "#1c1c1c", kSoft = "#5c5c5c";

struct Paint {
  std::string_view kind, color;
};
// Okabe and Ito's palette, darkened to a contrast of 4.5 and more on white.
constexpr auto kPaints = std::to_array<Paint>({{"outlet", "#865900"},
                                               {"media", "#865900"},
                                               {"author", "#865900"},
                                               {"agency", "#b04500"},
                                               {"government", "#00629b"},
                                               {"military", "#00629b"},
                                               {"person", "#9b3d73"},
                                               {"organization", "#00694c"},
                                               {"group", "#00694c"},
                                               {"document", "#4a5a8c"},
                                               {"poll", "#4a5a8c"}});

std::string_view paint_of(std::string_view kind) {
  const auto found = std::find_if(kPaints.begin(), kPaints.end(), [&](const Paint& p) { return p.kind == kind; });
  return found == kPaints.end() ? kSoft : found->color;
}

// Tenths of a pixel, in no locale's spelling.
std::string px(double value) {
  const long tenths = std::lround(value * 10);
  std::string out = std::to_string(tenths / 10);
  if (tenths % 10 != 0) out += "." + std::to_string(std::labs(tenths % 10));
  return out;
}

// The shape of a kind of voice, as terminal.h has it, in a square of kIcon at the origin.
std::string_view icon_of(std::string_view kind) {
  if (kind == "outlet") return "<path d=\"M0 9L4.5 .5L9 9Z\"/>";
  if (kind == "media") return "<path d=\"M.8 8.4L4.5 1.4L8.2 8.4Z\" fill=\"none\" stroke-width=\"1.3\"/>";
  if (kind == "author") return "<path d=\"M.8 1L4.5 8L8.2 1Z\" fill=\"none\" stroke-width=\"1.3\"/>";
  if (kind == "agency") return "<path d=\"M4.5 0L9 4.5L4.5 9L0 4.5Z\"/>";
  if (kind == "reader") return "<path d=\"M4.5 .7L8.3 4.5L4.5 8.3L.7 4.5Z\" fill=\"none\" stroke-width=\"1.3\"/>";
  if (kind == "government") return "<path d=\"M.5 .5H8.5V8.5H.5Z\"/>";
  if (kind == "military") {
    return "<path d=\"M.7 .7H8.3V8.3H.7Z\" fill=\"none\" stroke-width=\"1.3\"/><path d=\"M2.7 2.7H6.3V6.3H2.7Z\"/>";
  }
  if (kind == "person") return "<circle cx=\"4.5\" cy=\"4.5\" r=\"4.3\"/>";
  if (kind == "organization") {
    return "<circle cx=\"4.5\" cy=\"4.5\" r=\"3.8\" fill=\"none\" stroke-width=\"1.2\"/>"
           "<circle cx=\"4.5\" cy=\"4.5\" r=\"2\"/>";
  }
  if (kind == "group") {
    return "<circle cx=\"4.5\" cy=\"4.5\" r=\"3.8\" fill=\"none\" stroke-width=\"1.2\"/>"
           "<circle cx=\"4.5\" cy=\"4.5\" r=\"1.7\" fill=\"none\" stroke-width=\"1.1\"/>";
  }
  if (kind == "document") return "<path d=\"M.7 .7H8.3V8.3H.7ZM.7 3.2H8.3M.7 5.8H8.3\" fill=\"none\"/>";
  if (kind == "poll") return "<path d=\"M.7 .7H8.3V8.3H.7ZM3.2 .7V8.3M5.8 .7V8.3\" fill=\"none\"/>";
  return "<circle cx=\"4.5\" cy=\"4.5\" r=\"3.7\" fill=\"none\" stroke-width=\"1.3\"/>";
}

struct Look {
  double size = kSize;
  std::string_view color = kInk;
  bool bold = false;
};

class Drawing {
 public:
  Drawing(const Picture& picture, std::string_view read_by, std::uint64_t lines)
      : picture_(picture), d_(picture.document()), read_by_(read_by), lines_left_(lines) {}

  std::string draw() {
    heading();
    legend();
    bool comments = false;
    std::size_t drawn = 0;
    for (const PartPicture& part : picture_.parts()) {
      if (lines_left_ == 0) break;
      if (d_.parts[part.part].region == Region::kComments && !comments) {
        comments = true;
        paragraph("comments", {kNoteSize, kSoft, true}, kMargin, kTextWidth, kNoteLine);
        y_ += 6;
      }
      draw_part(part);
      ++drawn;
    }
    std::string rest;
    if (cut_) rest = "This part goes on. ";
    if (drawn < picture_.parts().size()) {
      rest += "Not drawn: " + counted(picture_.parts().size() - drawn, "more part") + ". ";
    }
    if (!rest.empty()) rest += "--lines draws more, --part or --claim draws one. ";
    y_ += 4;
    paragraph(rest + "Extracted by machine, not a finding. Read by " + printable(read_by_) + ".", {10, kSoft}, kMargin,
              kWidth - 2 * kMargin, 13);
    return whole();
  }

 private:
  std::string whole() const {
    const std::string width = px(kWidth), height = px(y_ + kMargin - 8);
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" +
                      width + "\" height=\"" + height + "\" viewBox=\"0 0 " + width + " " + height +
                      "\" role=\"graphics-document\" aria-labelledby=\"hearsay-title\">\n<title id=\"hearsay-title\">";
    append_escaped(out, "Who says what: " + title());
    out += "</title>\n<rect width=\"" + width + "\" height=\"" + height +
           "\" fill=\"#ffffff\"/>\n<g font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\" fill=\"";
    out += kInk;
    out += "\">\n";
    out += body_;
    return out + "</g>\n</svg>\n";
  }

  [[nodiscard]] std::string title() const { return d_.title ? printable(d_.title->value) : d_.id; }

  // One run of text with its left end at x, its baseline at y.
  void text(double x, double y, std::string_view words, const Look& look) {
    const double width = text_width(words, look.bold, look.size);
    body_ += "<text x=\"" + px(x) + "\" y=\"" + px(y) + "\" font-size=\"" + px(look.size) + "\"";
    if (width > 0) body_ += " textLength=\"" + px(width) + "\" lengthAdjust=\"spacingAndGlyphs\"";
    if (look.bold) body_ += " font-weight=\"bold\"";
    if (look.color != kInk) body_.append(" fill=\"").append(look.color).append("\"");
    body_ += ">";
    append_escaped(body_, words);
    body_ += "</text>\n";
  }

  void icon(double x, double baseline, std::string_view kind, double scale = 1) {
    const std::string color(paint_of(kind));
    body_ += "<g transform=\"translate(" + px(x) + " " + px(baseline - kIcon * scale) + ")";
    if (scale != 1) body_ += " scale(" + px(scale) + ")";
    body_ += "\" fill=\"" + color + "\" stroke=\"" + color + "\" stroke-width=\"1\" aria-hidden=\"true\">";
    // A filled shape without the stroke's width would look smaller than a hollow one.
    body_.append(icon_of(kind)).append("</g>\n");
  }

  // Words of one look wrapped to `width`, from y_ downwards.
  void paragraph(std::string_view words, const Look& look, double x, double width, double line_height) {
    std::string line;
    double used = 0;
    const double blank = text_width(" ", look.bold, look.size);
    const auto flush = [&] {
      y_ += line_height;
      if (!line.empty()) text(x, y_, line, look);
      line.clear();
      used = 0;
    };
    for_each_word(words, [&](std::string_view word) {
      for (const std::string& piece : broken(word, look, width)) {
        const double columns = text_width(piece, look.bold, look.size);
        if (used > 0 && used + blank + columns > width) flush();
        if (used > 0) {
          line += ' ';
          used += blank;
        }
        line += piece;
        used += columns;
      }
    });
    if (!line.empty()) flush();
  }

  template <class F>
  static void for_each_word(std::string_view words, F f) {
    while (!words.empty()) {
      const std::size_t blank = std::min(words.find(' '), words.size());
      if (blank > 0) f(words.substr(0, blank));
      words.remove_prefix(std::min(blank + 1, words.size()));
    }
  }

  // A word in pieces none of which is wider than `width`.
  static std::vector<std::string> broken(std::string_view word, const Look& look, double width) {
    std::vector<std::string> out(1);
    double used = 0;
    for (std::size_t i = 0; i < word.size();) {
      const Decoded d = decode_utf8(word, i);
      const double columns = glyph_width(d.code_point, look.bold) * look.size / 1000;
      if (used + columns > width && !out.back().empty()) {
        out.emplace_back();
        used = 0;
      }
      out.back() += word.substr(i, d.length);
      used += columns;
      i += d.length;
    }
    return out;
  }

  void heading() {
    const double width = kWidth - 2 * kMargin;
    paragraph(title(), {20, kInk, true}, kMargin, width, 25);
    y_ += 3;
    paragraph(picture_.byline(), {11.5, kSoft}, kMargin, width, 15);
    paragraph(printable(d_.path) + " · " + d_.id + " · sha256 " + d_.sha256, {10, kSoft}, kMargin, width, 13);
  }

  void legend() {
    y_ += 10;
    double x = kMargin;
    bool first = true;
    for (const LegendEntry& entry : picture_.legend()) {
      const std::string shown =
          fitted(entry.name, 60) + " (" + std::string(entry.kind) + ") " + std::to_string(entry.claims);
      const double width = kIcon + 4 + text_width(shown, false, kNoteSize) + 16;
      if (first || x + width > kWidth - kMargin) {
        y_ += 16;
        x = kMargin;
      }
      first = false;
      icon(x, y_, entry.kind);
      text(x + kIcon + 4, y_, shown, {kNoteSize, paint_of(entry.kind)});
      x += width;
    }
    y_ += 18;
  }

  // --- one part

  struct Piece {
    enum class Kind : std::uint8_t { kText, kShape, kNumber } kind = Kind::kText;
    double x = 0, width = 0;  // within the word, then on the line
    const Stretch* stretch = nullptr;
    std::string words;
  };
  struct Run {
    std::uint32_t bracket = 0;
    double begin = 0, end = 0;
    bool begins = false, ends = false;
  };
  struct Line {
    std::vector<Piece> pieces;
    std::vector<Run> runs;
    double width = 0;
  };

  [[nodiscard]] static Look look_of(const Part& part) {
    Look look;
    if (part.kind == PartKind::kHeadline) look = {18, kInk, true};
    if (part.kind == PartKind::kHeading) look.bold = true;
    return look;
  }

  std::vector<Line> lines_of(const PartPicture& part, const Look& look, double width) const {
    std::vector<Line> lines(1);
    std::vector<Piece> word;
    double word_width = 0;
    std::vector<std::size_t> last_line(part.brackets.size(), SIZE_MAX);
    const double blank = text_width(" ", look.bold, look.size);
    const auto end_word = [&] {
      if (word.empty()) return;
      if (lines.back().width > 0 && lines.back().width + blank + word_width > width) lines.emplace_back();
      Line& line = lines.back();
      if (line.width > 0) line.width += blank;
      for (Piece& piece : word) {
        piece.x += line.width;
        for (const std::uint32_t b : piece.stretch->within) {
          if (last_line[b] != lines.size() - 1) {
            line.runs.push_back({b, piece.x, piece.x, part.brackets[b].begins && last_line[b] == SIZE_MAX, false});
            last_line[b] = lines.size() - 1;
          }
          const auto run =
              std::find_if(line.runs.rbegin(), line.runs.rend(), [b](const Run& r) { return r.bracket == b; });
          run->end = piece.x + piece.width;
        }
        line.pieces.push_back(std::move(piece));
      }
      line.width += word_width;
      word.clear();
      word_width = 0;
    };
    const auto add = [&](Piece::Kind kind, const Stretch& stretch, std::string words, double columns) {
      word.push_back({kind, word_width, columns, &stretch, std::move(words)});
      word_width += columns;
    };
    const std::string_view all = d_.text;
    for (const Stretch& stretch : part.stretches) {
      Look words_look = look;
      words_look.bold |= stretch.role == Role::kSource;
      bool shape = stretch.role == Role::kSource && stretch.begins;
      for (std::uint32_t i = stretch.span.begin; i < stretch.span.end;) {
        const char c = all[i];
        if (c == ' ' || c == '\t' || c == '\n') {
          end_word();
          if (c == '\n' && lines.back().width > 0) lines.emplace_back();
          ++i;
          continue;
        }
        std::uint32_t end = i;
        while (end < stretch.span.end && all[end] != ' ' && all[end] != '\t' && all[end] != '\n') {
          end += std::max<std::uint32_t>(1, decode_utf8(all, end).length);
        }
        end = std::min(end, stretch.span.end);
        if (stretch.role == Role::kCue && stretch.begins && i == stretch.span.begin) word_width += kCuePad;
        if (shape) add(Piece::Kind::kShape, stretch, "", kIcon + 3);
        shape = false;
        for (std::string& piece : broken(printable(all.substr(i, end - i)), words_look, width)) {
          const double columns = text_width(piece, words_look.bold, words_look.size);
          if (word_width + columns > width) end_word();
          add(Piece::Kind::kText, stretch, std::move(piece), columns);
        }
        i = end;
      }
      if (stretch.numbered) {
        std::string number = std::to_string(picture_.marks()[stretch.mark].number);
        const double columns = text_width(number, true, kNumberSize) + 3;
        add(Piece::Kind::kNumber, stretch, std::move(number), columns);
      }
    }
    end_word();
    for (std::size_t b = 0; b < last_line.size(); ++b) {
      if (last_line[b] == SIZE_MAX || !part.brackets[b].ends) continue;
      for (Run& run : lines[last_line[b]].runs) run.ends |= run.bracket == b;
    }
    if (lines.back().width <= 0) lines.pop_back();
    return lines;
  }

  void draw_part(const PartPicture& picture) {
    const Part& part = d_.parts[picture.part];
    double x = kMargin;
    std::string label;
    const Comment* comment = picture_.comment(picture.part);
    if (comment != nullptr) {
      x += kIndent * static_cast<double>(std::min<std::size_t>(part.level, kMostIndents));
      label = Picture::commenter(*comment);
    } else if (part.kind != PartKind::kParagraph) {
      label = std::string(name(part.kind)) + (part.region == Region::kBoilerplate ? ", boilerplate" : "");
    }
    const double top = y_;
    if (!label.empty()) {
      y_ += kNoteLine;
      if (comment != nullptr) icon(x, y_, "reader");
      text(comment != nullptr ? x + kIcon + 4 : x, y_, fitted(label, 80), {kNoteSize, kSoft});
    }
    const Look look = look_of(part);
    const double width = kMargin + kTextWidth - x;
    double room = 0;  // that the line above needs below its baseline
    for (const Line& line : lines_of(picture, look, width)) {
      if (lines_left_ == 0) {
        cut_ = true;
        break;
      }
      --lines_left_;
      y_ += std::max(kLine, room + look.size * 1.1);
      room = draw_line(picture, line, x, look);
    }
    const double bottom = y_ + std::max(room, 6.0);
    y_ = top;
    draw_notes(picture);
    y_ = std::max(bottom, y_) + kPartGap;
  }

  void begin_group(std::uint32_t mark) {
    body_ += "<g><title>";
    std::string note = picture_.note_text(mark);
    if (note.size() > kTitleBytes) note = fitted(note, kTitleBytes / 4);
    append_escaped(body_, std::to_string(picture_.marks()[mark].number) + "  " + note);
    body_ += "</title>\n";
  }

  // Gives what the brackets take below the baseline.
  double draw_line(const PartPicture& part, const Line& line, double left, const Look& look) {
    for (std::size_t i = 0; i < line.pieces.size();) {
      // Pieces of one stretch side by side are one run of text.
      const Piece& first = line.pieces[i];
      std::size_t end = i + 1;
      std::string words = first.words;
      if (first.kind == Piece::Kind::kText) {
        while (end < line.pieces.size() && line.pieces[end].stretch == first.stretch &&
               line.pieces[end].kind == Piece::Kind::kText) {
          if (line.pieces[end].x > line.pieces[end - 1].x + line.pieces[end - 1].width + .01) words += ' ';
          words += line.pieces[end].words;
          ++end;
        }
      }
      const Piece& last = line.pieces[end - 1];
      const double x = left + first.x, width = last.x + last.width - first.x;
      const Stretch& stretch = *first.stretch;
      if (stretch.role == Role::kPlain) {
        text(x, y_, words, look);
      } else {
        const std::string_view kind = picture_.kind_of(stretch.mark);
        begin_group(stretch.mark);
        if (first.kind == Piece::Kind::kShape) {
          icon(x, y_ - 1, kind);
        } else if (first.kind == Piece::Kind::kNumber) {
          text(x + 2.5, y_ - 6, words, {kNumberSize, paint_of(kind), true});
        } else if (stretch.role == Role::kSource) {
          text(x, y_, words, {look.size, paint_of(kind), true});
        } else {
          body_ += "<rect x=\"" + px(x - 1) + "\" y=\"" + px(y_ - look.size * .82) + "\" width=\"" + px(width + 2) +
                   "\" height=\"" + px(look.size * 1.08) + "\" rx=\"3\" fill=\"none\" stroke-width=\"1\" stroke=\"";
          body_.append(paint_of(kind)).append("\"/>\n");
          text(x, y_, words, look);
        }
        body_ += "</g>\n";
      }
      i = end;
    }
    return draw_brackets(part, line, left);
  }

  double draw_brackets(const PartPicture& part, const Line& line, double left) {
    double below = 0;
    for (std::size_t level = 1; level <= part.levels; ++level) {
      const bool any = std::any_of(line.runs.begin(), line.runs.end(),
                                   [&](const Run& run) { return part.brackets[run.bracket].level == level; });
      if (!any) continue;
      below = below == 0 ? kFirstRow : below + kRow;
      for (const Run& run : line.runs) {
        const Bracket& bracket = part.brackets[run.bracket];
        if (bracket.level != level) continue;
        const double y = y_ + below, begin = left + run.begin + (run.begins ? .8 : 0),
                     end = left + run.end - (run.ends ? .8 : 0);
        const std::string_view color = paint_of(picture_.kind_of(bracket.mark));
        begin_group(bracket.mark);
        std::string path = "M" + px(begin) + " " + px(run.begins ? y - kTick : y);
        if (run.begins) path += "V" + px(y);
        const std::string number = std::to_string(picture_.marks()[bracket.mark].number);
        const double number_width = text_width(number, true, kNumberSize);
        if (run.begins && end - begin > number_width + 8) {
          text(begin + 4, y + 3, number, {kNumberSize, color, true});
          path += "H" + px(begin + 2.5) + "M" + px(begin + number_width + 5.5) + " " + px(y);
        }
        path += "H" + px(end);
        if (run.ends) path += "V" + px(y - kTick);
        body_ += "<path d=\"" + path + "\" fill=\"none\" stroke-width=\"1.6\" stroke=\"";
        body_.append(color).append("\"/>\n</g>\n");
      }
    }
    return below == 0 ? 0 : below + 5;
  }

  void draw_notes(const PartPicture& part) {
    std::size_t lines = 0, drawn = 0;
    for (const std::uint32_t m : part.notes) {
      if (lines >= kSvgNoteLines) {
        y_ += kNoteLine;
        text(kNotesAt + kHang, y_, "… " + counted(part.notes.size() - drawn, "more note"), {kNoteSize, kSoft});
        return;
      }
      ++drawn;
      const std::string number = std::to_string(picture_.marks()[m].number);
      y_ += kNoteLine + (lines > 0 ? 2 : 0);
      ++lines;
      const Look number_look{kNoteSize, paint_of(picture_.kind_of(m)), true};
      text(kNotesAt + kHang - 6 - text_width(number, true, kNoteSize), y_, number, number_look);
      double x = 0;
      const double left = kNotesAt + kHang, width = kNoteWidth - kHang;
      const auto newline = [&] {
        y_ += kNoteLine;
        ++lines;
        x = 0;
      };
      for (const NotePiece& piece : picture_.note(m)) {
        Look look{kNoteSize, kSoft};
        std::string_view rest = piece.text;
        if (!piece.kind.empty()) {
          look = {kNoteSize, paint_of(piece.kind), true};
          // The shape is drawn, not written, and stays with the first word.
          rest.remove_prefix(std::min(rest.size(), shape_of_voice(piece.kind).size() + 1));
          const double first = text_width(rest.substr(0, rest.find(' ')), look.bold, look.size);
          if (x > 0 && x + kIcon + 2.5 + first > width) newline();
          icon(left + x, y_, piece.kind, .9);
          x += kIcon + 2.5;
        }
        std::string run;
        double run_at = x;
        const auto flush = [&] {
          if (!run.empty()) text(left + run_at, y_, run, look);
          run.clear();
          run_at = x;
        };
        const double blank = text_width(" ", look.bold, look.size);
        bool space = rest.starts_with(' ');
        for_each_word(rest, [&](std::string_view word) {
          for (const std::string& part_of_word : broken(word, look, width)) {
            const double columns = text_width(part_of_word, look.bold, look.size);
            const bool apart = space && x > 0;
            if (x > 0 && x + (apart ? blank : 0) + columns > width) {
              flush();
              newline();
              run_at = 0;
            } else if (apart) {
              x += blank;
              if (run.empty()) {
                run_at = x;
              } else {
                run += ' ';
              }
            }
            run += part_of_word;
            x += columns;
            space = false;
          }
          space = true;
        });
        flush();
        if (rest.ends_with(' ')) x += blank;
      }
    }
  }

  const Picture& picture_;
  const Document& d_;
  std::string_view read_by_;
  std::uint64_t lines_left_;
  bool cut_ = false;
  double y_ = 14;
  std::string body_;
};

}  // namespace

std::string svg_of(const Picture& picture, std::string_view read_by, std::uint64_t lines) {
  return Drawing(picture, read_by, lines).draw();
}

}  // namespace hearsay::cli
