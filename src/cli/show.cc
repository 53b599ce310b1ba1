// `hearsay show DOC`: one document's text with its sources, cues and contents.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/case_file.h"
#include "cli/display_width.h"
#include "cli/html_picture.h"
#include "cli/marked_text.h"
#include "cli/page_bytes.h"
#include "cli/picture.h"
#include "cli/row_printer.h"
#include "cli/svg_picture.h"
#include "cli/verb.h"
#include "ledger/ledger.h"
#include "reading/reading_json.h"

namespace hearsay::cli {
namespace {

std::string read_by(const StoredDocument& stored) {
  return stored.program + (stored.model.empty() ? "" : " with " + stored.model);
}

struct ShowOptions {
  std::string document;
  std::string case_path;
  OutputOptions output;
  bool all = false, html = false, svg = false;
  std::string claim, part, source;
  std::optional<std::uint64_t> lines;
};

constexpr std::size_t kMostColumns = 96;  // lines longer than this are hard to read

void print_heading(Console& console, const Picture& picture) {
  const Style& style = console.style();
  OutputStream& out = console.out;
  const Document& document = picture.document();
  if (document.title) out.write(style.bold(printable(document.title->value)) + "\n");
  const std::string line = picture.byline();
  if (!line.empty()) out.write(line + "\n");
  out.write(style.dim(document.id + "  " + printable(document.path)) + "\n");
}

// Who speaks, with the shapes and colours that the notes use.
void print_voices(Console& console, const Picture& picture, std::size_t width) {
  std::string line;
  std::size_t used = 0;
  for (const LegendEntry& entry : picture.legend()) {
    const std::string shown = std::string(shape_of_voice(entry.kind)) + " " +
                              fitted(entry.name, width > 12 ? width - 12 : width) + " " + std::to_string(entry.claims);
    const std::size_t columns = display_width(std::string_view(shown)) + 2;
    if (used > 0 && used + columns > width) {
      console.out.write(line + "\n");
      line.clear();
      used = 0;
    }
    line += console.style().voice(entry.kind, shown) + "  ";
    used += columns;
  }
  if (!line.empty()) console.out.write(line + "\n");
}

void print_picture(Console& console, const Picture& picture) {
  const Style& style = console.style();
  const std::size_t width = std::min(console.width(), kMostColumns);
  print_heading(console, picture);
  print_voices(console, picture, width);
  const MarkedText text(picture, style);
  bool comments = false;
  for (const PartPicture& drawn : picture.parts()) {
    const Part& part = picture.document().parts[drawn.part];
    if (part.region == Region::kComments && !comments) {
      comments = true;
      console.out.write("\n" + style.dim("── comments ──") + "\n");
    }
    console.out.write("\n");
    std::size_t indent = 0;
    if (const Comment* comment = picture.comment(drawn.part)) {
      indent = 2 + 2 * std::min<std::size_t>(part.level, 8);
      console.out.write(
          std::string(indent, ' ') +
          style.voice("reader", std::string(shape_of_voice("reader")) + " " + Picture::commenter(*comment)) + "\n");
    } else if (part.kind != PartKind::kParagraph) {
      console.out.write(
          style.dim(std::string(name(part.kind)) + (part.region == Region::kBoilerplate ? ", boilerplate" : "")) +
          "\n");
    }
    console.out.write(text.lines(drawn, width, indent));
    console.out.write(text.notes(drawn, width, indent));
  }
  if (picture.parts_left_out() > 0) {
    console.out.write(
        "\n" + style.dim(counted(picture.parts_left_out(), "part") + " of boilerplate left out; --all shows them") +
        "\n");
  }
}

// Which part or claim is to be drawn, found in the reading; false and a message where there is none.
bool choose(Console& console, const ShowOptions& options, const StoredDocument& stored, PictureChoice& choice) {
  choice.boilerplate = options.all;
  if (!options.part.empty()) {
    const auto& parts = stored.document.parts;
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) {
      return part.id == options.part || part.id == "p:" + options.part;
    });
    if (found == parts.end()) {
      console.error("no part '" + options.part + "' in " + stored.document.id + "; it has " +
                    (parts.empty() ? "none" : parts.front().id + " to " + parts.back().id));
      return false;
    }
    choice.part = found - parts.begin();
  }
  if (!options.claim.empty()) {
    const std::string wanted = options.claim.starts_with("c:") ? options.claim : "c:" + options.claim;
    const auto& claims = stored.reading.claims;
    const auto is_wanted = [&](const Claim& c) { return c.id.starts_with(wanted); };
    const auto found = std::find_if(claims.begin(), claims.end(), is_wanted);
    const auto matches = std::count_if(claims.begin(), claims.end(), is_wanted);
    if (matches != 1) {
      console.error(matches == 0 ? "no claim '" + options.claim + "' in " + stored.document.id
                                 : "several claims begin with '" + options.claim + "'; give more of the id");
      return false;
    }
    choice.claim = static_cast<Index>(found - claims.begin());
  }
  return true;
}

// The document that holds the claim, where only the claim is named.
std::string document_of(Console& console, const Ledger& ledger, const std::string& claim, int& status) {
  const auto found = ledger.explain(claim.starts_with("c:") ? claim : "c:" + claim);
  if (!found.ok()) {
    console.error(found.error());
    status = exit_status_of(found.error().code);
    return "";
  }
  return found->document;
}

int show(Console& console, ShowOptions options) {
  int status = kDone;
  // -o picks the drawing by the file's ending, as it does the format of tables.
  options.html |= !options.svg && options.output.file.ends_with(".html");
  options.svg |= !options.html && options.output.file.ends_with(".svg");
  if (options.html && options.svg) {
    console.error("--html and --svg are two drawings: ask for one");
    return kUsage;
  }
  auto ledger = open_case(console, options.case_path, status);
  if (!ledger) return status;
  if (!options.source.empty()) {
    if (options.html || options.svg || !options.claim.empty() || !options.part.empty()) {
      console.error("--source prints the page's bytes: it goes with no drawing, --claim or --part");
      return kUsage;
    }
    return show_page_bytes(console, *ledger, options.document, options.source, options.output);
  }
  std::string document = options.document;
  if (document.empty() && !options.claim.empty()) {
    document = document_of(console, *ledger, options.claim, status);
    if (document.empty()) return status;
  }
  const bool drawing = options.html || options.svg;
  if (document.empty()) {
    if (drawing || !options.part.empty()) {
      console.error("which document? 'hearsay show' lists them");
      return kUsage;
    }
    auto cursor = ledger->documents({});
    if (!cursor.ok()) {
      console.error(cursor.error());
      return exit_status_of(cursor.error().code);
    }
    return print_rows(console, *cursor, options.output, {"document"});
  }
  const auto stored = ledger->document(document);
  if (!stored.ok()) {
    console.error(stored.error());
    return exit_status_of(stored.error().code);
  }
  PictureChoice choice;
  if (!choose(console, options, *stored, choice)) return kFoundNothing;
  const auto format = prepare_output(console, options.output);
  if (!format.ok()) {
    console.error(format.error());
    return kUsage;
  }
  if (!options.output.fields.empty() || *format == Format::kCsv || *format == Format::kTsv) {
    console.error("show draws, or prints the whole reading with --json; for columns ask 'hearsay claims --document " +
                  document + "'");
    return kUsage;
  }
  if (*format == Format::kJson || *format == Format::kJsonl) {
    if (drawing) {
      console.error("--json prints the reading, --html and --svg draw it: ask for one");
      return kUsage;
    }
    std::string json;
    append_json(json, stored->document, nullptr, &stored->reading, {});
    console.out.write(json + "\n");
    return kDone;
  }
  const Picture picture(stored->document, stored->reading, choice);
  if (options.html) {
    console.out.write(html_of(picture, read_by(*stored)));
  } else if (options.svg) {
    console.out.write(svg_of(picture, read_by(*stored), options.lines.value_or(kSvgLines)));
  } else {
    print_picture(console, picture);
  }
  return kDone;
}

Run declare(Options& options) {
  auto parsed = std::make_shared<ShowOptions>();
  options.positional(parsed->document, "DOC",
                     "its id (a beginning is enough) or its path as read; without it, the list", false);
  declare_case(options, parsed->case_path);
  options.group("What");
  options.text("--claim", parsed->claim, "ID", "only this claim: its chain, in the parts where it stands");
  options.text("--part", parsed->part, "ID", "only this part, such as p:4");
  options.text("--source", parsed->source, "ID", "the page's bytes behind any id, or behind a part of DOC");
  options.flag("--all", parsed->all, "boilerplate too");
  options.group("Drawing");
  options.flag("--html", parsed->html, "one HTML page that needs no network and no script; also by -o FILE.html");
  options.flag("--svg", parsed->svg, "an SVG drawing for a report; also by -o FILE.svg");
  options.number("--lines", parsed->lines, "N",
                 "lines of text in the SVG at most, " + std::to_string(kSvgLines) + " if not given");
  declare_output(options, parsed->output);
  return [parsed](Console& console) { return show(console, *parsed); };
}

}  // namespace

Verb show_verb() {
  return {
      "show",
      "Ask the case file",
      "one document's text with who says what in it",
      "Draws a document with who says what in it. Sources and cues take the colour of the kind of voice; without "
      "colour, "
      "[ ] enclose sources and { } cues. Below each line of text, └1───┘ is what attribution 1 says, inner ones of a "
      "chain nearer to the words; the notes under each part name who says it, in what way and how firmly. --html and "
      "--svg draw the same into a file that needs nothing else. An SVG has the first lines of the text (see --lines); "
      "--part and --claim draw one paragraph or one claim. --source prints the page's own bytes behind an id, with "
      "their "
      "offsets in the page and, for an archive, the record's. --json prints the reading as 'annotate' does. Without "
      "DOC it lists the documents of the case.",
      {{"hearsay show", "the documents"},
       {"hearsay show pages/03-harbor-post.html", "one of them, by its path"},
       {"hearsay show d:1c9 --color always | less -R", "by the beginning of its id"},
       {"hearsay show d:1c9 -o rook.html", "as a page for a browser"},
       {"hearsay show --claim c:7f3a2 -o claim.svg", "one claim, for a report"},
       {"hearsay show --source c:7f3a2", "the bytes of the page behind a claim"}},
      declare};
}

}  // namespace hearsay::cli
