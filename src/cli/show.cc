// `hearsay show DOC`: one document's text with its sources, cues and contents.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "cli/case_file.h"
#include "cli/display_width.h"
#include "cli/marked_text.h"
#include "cli/row_printer.h"
#include "cli/verb.h"
#include "ledger/ledger.h"
#include "reading/reading_json.h"

namespace hearsay::cli {
namespace {

struct ShowOptions {
  std::string document;
  std::string case_path;
  OutputOptions output;
  bool all = false;
};

constexpr std::size_t kMostColumns = 96;  // lines longer than this are hard to read

void print_heading(Console& console, const Document& document) {
  const Style& style = console.style();
  OutputStream& out = console.out;
  if (document.title) out.write(style.bold(printable(document.title->value)) + "\n");
  std::string line;
  const auto add = [&](std::string_view text) {
    if (!text.empty()) line += (line.empty() ? "" : " · ") + printable(text);
  };
  if (document.outlet) add(document.outlet->value);
  for (const Value& author : document.authors) add(author.value);
  if (document.published) add(document.published->value);
  if (document.credit) add("credits " + document.credit->value);
  if (!line.empty()) out.write(line + "\n");
  out.write(style.dim(document.id + "  " + printable(document.path)) + "\n");
}

// Who speaks, with the shapes and colours that the text uses.
void print_voices(Console& console, const Reading& reading, std::size_t width) {
  std::vector<std::size_t> claims(reading.voices.size(), 0);
  for (const Claim& claim : reading.claims) {
    if (claim.voice < claims.size()) ++claims[claim.voice];
  }
  std::vector<Index> order;
  for (Index i = 0; i < reading.voices.size(); ++i) {
    if (claims[i] > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return claims[a] > claims[b]; });
  std::string line;
  std::size_t used = 0;
  for (const Index i : order) {
    const std::string_view kind = name(reading.voices[i].kind);
    const std::string shown = std::string(shape_of_voice(kind)) + " " + shown_name(reading.voices[i].name, kind) + " " +
                              std::to_string(claims[i]);
    const std::size_t columns = display_width(std::string_view(shown)) + 2;
    if (used > 0 && used + columns > width) {
      console.out.write(line + "\n");
      line.clear();
      used = 0;
    }
    line += console.style().voice(kind, shown) + "  ";
    used += columns;
  }
  if (!line.empty()) console.out.write(line + "\n");
}

void print_document(Console& console, const Document& document, const Reading& reading, bool all) {
  const Style& style = console.style();
  const std::size_t width = std::min(console.width(), kMostColumns);
  print_heading(console, document);
  print_voices(console, reading, width);
  const MarkedText text(document, reading, style);
  std::vector<const Comment*> comment_of(document.parts.size(), nullptr);
  for (const Comment& comment : document.comments) {
    if (comment.part < comment_of.size()) comment_of[comment.part] = &comment;
  }
  bool comments = false;
  std::size_t left_out = 0;
  for (std::size_t i = 0; i < document.parts.size(); ++i) {
    const Part& part = document.parts[i];
    if (part.region == Region::kBoilerplate && !all) {
      ++left_out;
      continue;
    }
    if (part.region == Region::kComments && !comments) {
      comments = true;
      console.out.write("\n" + style.dim("── comments ──") + "\n");
    }
    console.out.write("\n");
    std::size_t indent = 0;
    if (const Comment* comment = comment_of[i]) {
      indent = 2 + 2 * std::min<std::size_t>(part.level, 8);
      std::string who = comment->author ? printable(comment->author->value) : "a reader";
      if (comment->published) who += ", " + printable(comment->published->value);
      console.out.write(std::string(indent, ' ') +
                        style.voice("reader", std::string(shape_of_voice("reader")) + " " + who) + "\n");
    } else if (part.kind != PartKind::kParagraph) {
      console.out.write(
          style.dim(std::string(name(part.kind)) + (part.region == Region::kBoilerplate ? ", boilerplate" : "")) +
          "\n");
    }
    console.out.write(text.lines(part.span, width, indent));
  }
  if (left_out > 0) {
    console.out.write("\n" + style.dim(counted(left_out, "part") + " of boilerplate left out; --all shows them") +
                      "\n");
  }
}

int show(Console& console, const ShowOptions& options) {
  int status = kDone;
  auto ledger = open_case(console, options.case_path, status);
  if (!ledger) return status;
  const auto format = prepare_output(console, options.output);
  if (!format.ok()) {
    console.error(format.error());
    return kUsage;
  }
  if (options.document.empty()) {
    auto cursor = ledger->documents({});
    if (!cursor.ok()) {
      console.error(cursor.error());
      return exit_status_of(cursor.error().code);
    }
    return print_rows(console, *cursor, *format, options.output.fields, {"document"});
  }
  const auto stored = ledger->document(options.document);
  if (!stored.ok()) {
    console.error(stored.error());
    return exit_status_of(stored.error().code);
  }
  if (!options.output.fields.empty() || *format == Format::kCsv || *format == Format::kTsv) {
    console.error("show prints text, or the whole reading with --json; for columns ask 'hearsay claims --document " +
                  options.document + "'");
    return kUsage;
  }
  if (*format == Format::kJson || *format == Format::kJsonl) {
    std::string json;
    append_json(json, stored->document, nullptr, &stored->reading, {});
    console.out.write(json + "\n");
    return kDone;
  }
  print_document(console, stored->document, stored->reading, options.all);
  return kDone;
}

Run declare(Options& options) {
  auto parsed = std::make_shared<ShowOptions>();
  options.positional(parsed->document, "DOC",
                     "its id (a beginning is enough) or its path as read; without it, the list", false);
  declare_case(options, parsed->case_path);
  options.group("What");
  options.flag("--all", parsed->all, "boilerplate too");
  declare_output(options, parsed->output);
  return [parsed](Console& console) { return show(console, *parsed); };
}

}  // namespace

Verb show_verb() {
  return {
      "show",
      "Ask the case file",
      "one document's text with who says what in it",
      "Prints a document with its sources, cues and contents marked, the colour being the kind of voice: ‹ › enclose "
      "what is somebody's word, nested as it is. Without colour, [ ] enclose sources and { } cues. --json prints the "
      "reading as 'annotate' does. Without DOC it lists the documents of the case.",
      {{"hearsay show", "the documents"},
       {"hearsay show pages/03-harbor-post.html", "one of them, by its path"},
       {"hearsay show d:1c9 | less -R", "by the beginning of its id"}},
      declare};
}

}  // namespace hearsay::cli
