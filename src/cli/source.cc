// `hearsay source`: what a page's text is made of, and what was left out of it.
#include "source/source.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/display_width.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/ordered_parallel.h"
#include "cli/row_printer.h"
#include "cli/verb.h"
#include "reading/reading_json.h"

namespace hearsay::cli {
namespace {

struct SourceOptions {
  InputOptions inputs;
  OutputOptions output;
};

struct Sourced {
  std::string line;       // --jsonl and --json
  std::vector<Row> rows;  // else
  std::vector<Error> faults;
};

std::vector<Column> columns() {
  return {{"path", false}, {"part", true},  {"kind", true},    {"region", true},    {"begin", false},
          {"end", false},  {"bytes", true}, {"author", false}, {"text", true, true}};
}

std::vector<Row> rows_of(const Document& document) {
  std::vector<Row> rows;
  std::vector<const Comment*> comment_of(document.parts.size(), nullptr);
  for (const Comment& comment : document.comments) comment_of[comment.part] = &comment;
  for (std::size_t i = 0; i < document.parts.size(); ++i) {
    const Part& part = document.parts[i];
    const Comment* comment = comment_of[i];
    Row row;
    row.push_back(Cell::of(document.path));
    row.push_back(Cell::of(part.id));
    row.push_back(Cell::of(std::string(name(part.kind))));
    row.push_back(Cell::of(std::string(name(part.region))));
    row.push_back(Cell::of(std::int64_t{part.span.begin}));
    row.push_back(Cell::of(std::int64_t{part.span.end}));
    row.push_back(Cell::of(std::int64_t{part.span.length()}));
    row.push_back(comment && comment->author ? Cell::of(comment->author->value) : Cell::null());
    row.push_back(Cell::of(std::string(slice(document.text, part.span))));
    rows.push_back(std::move(row));
  }
  return rows;
}

// What a person wants to know before the parts: who, when, from what.
std::string heading_of(const Document& document, const Style& style) {
  std::string out = style.bold(printable(document.path)) + "\n";
  const auto line = [&](std::string_view label, std::string_view value, std::string_view from) {
    if (value.empty()) return;
    out += "  " + style.dim(label) + std::string(11 - label.size(), ' ') + printable(value);
    if (!from.empty()) out += style.dim(" (" + std::string(from) + ")");
    out += "\n";
  };
  if (document.title) line("title", document.title->value, document.title->from);
  if (document.outlet) line("outlet", document.outlet->value, document.outlet->from);
  std::string authors;
  for (const Value& author : document.authors) authors += (authors.empty() ? "" : ", ") + author.value;
  line("authors", authors, "");
  if (document.published) line("published", document.published->value, document.published->from);
  if (document.credit) line("credit", document.credit->value, document.credit->from);
  line("url", document.url, "");
  if (document.archive) {
    line("record",
         "byte " + std::to_string(document.archive->offset) + " of the file, " + with_commas(document.archive->length) +
             " bytes" + (document.captured_at.empty() ? "" : ", captured " + document.captured_at),
         "");
  }
  std::uint64_t left_out = 0;
  for (const Part& part : document.parts) left_out += part.region == Region::kBoilerplate ? part.span.length() : 0;
  std::string kind = document.media_type + ", " + document.charset + ", " + with_commas(document.bytes.size()) +
                     " bytes -> " + with_commas(document.text.size()) + " of text in " +
                     counted(document.parts.size(), "part");
  if (!document.comments.empty()) kind += ", " + counted(document.comments.size(), "comment");
  if (left_out > 0) kind += "; " + with_commas(left_out) + " bytes are boilerplate and not read";
  line("source", kind, "");
  return out + "\n";
}

int source(Console& console, const SourceOptions& options) {
  if (const Status sensible = checked(options.inputs); !sensible.ok()) {
    console.error(sensible.error());
    return kUsage;
  }
  const auto format = prepare_output(console, options.output);
  if (!format.ok()) {
    console.error(format.error());
    return kUsage;
  }
  const bool records = *format == Format::kJsonl || *format == Format::kJson;
  if (records && !options.output.fields.empty()) {
    console.error("--fields goes with the table of parts; --json and --jsonl print the whole record");
    return kUsage;
  }
  Listing inputs = list_inputs(console, options.inputs.paths);
  catch_interrupts();
  std::uint64_t documents = 0;
  int status = kDone;
  if (*format == Format::kJson) console.out.write("[");
  bool heading = true;  // CSV and TSV carry one heading, not one for each document
  InputSources sources(inputs.paths, options.inputs.reading);
  using Pipeline = OrderedParallel<Sourced, InputItem>;
  Pipeline::run(
      threads_for(options.inputs), [&] { return sources.next(); },
      [&](InputItem item, Pipeline::Slot& slot) {
        Sourced out;
        auto raw = item.load();
        if (!raw.ok()) {
          out.faults.push_back(raw.error());
          return out;
        }
        slot.reserve(raw->bytes.size());
        auto document = read_document(std::move(*raw), options.inputs.reading);
        if (!document.ok()) {
          out.faults.push_back(document.error());
          return out;
        }
        out.faults = document->warnings;
        if (records) {
          append_json(out.line, *document, nullptr, nullptr, {});
        } else {
          if (*format == Format::kTable) out.line = heading_of(*document, console.style());
          out.rows = rows_of(*document);
        }
        return out;
      },
      [&](std::size_t, Sourced result) {
        for (const Error& fault : result.faults) console.error(fault);
        if (!result.faults.empty()) ++inputs.unreadable;
        if (result.line.empty() && result.rows.empty()) return true;
        if (records) {
          if (*format == Format::kJson) console.out.write(documents > 0 ? ",\n" : "\n");
          console.out.write(result.line);
          if (*format == Format::kJsonl) console.out.write("\n");
        } else {
          if (documents > 0 && *format == Format::kTable) console.out.write("\n");
          console.out.write(result.line);
          std::size_t next = 0;
          Cursor cursor(columns(), [&](Row& row) -> Result<bool> {
            if (next == result.rows.size()) return false;
            row = std::move(result.rows[next++]);
            return true;
          });
          if (!result.rows.empty()) {
            const int printed = print_rows(console, cursor, *format, options.output.fields, {"part"}, heading);
            if (printed != kDone) status = printed;
          }
          heading = false;
        }
        ++documents;
        console.out.settle();
        return console.out.open() && status == kDone;
      },
      [] { return interrupted(); });
  if (*format == Format::kJson) console.out.write(documents > 0 ? "\n]\n" : "]\n");
  if (interrupted()) return kInterrupted;
  if (status != kDone) return status;
  return inputs.unreadable > 0 ? kSomeUnreadable : kDone;
}

Run declare(Options& options) {
  auto parsed = std::make_shared<SourceOptions>();
  declare_paths(options, parsed->inputs);
  declare_reading(options, parsed->inputs);
  declare_threads(options, parsed->inputs);
  declare_output(options, parsed->output);
  return [parsed](Console& console) { return source(console, *parsed); };
}

}  // namespace

Verb source_verb() {
  return {"source",
          "Read",
          "show what a page's text is made of, and what is left out",
          "Reads each PATH as far as its text: headline, paragraphs, comments, boilerplate, and the metadata with what "
          "vouches for it. No language model is needed. With --jsonl it prints the first block of hearsay.reading/1: "
          "source, document, text, map, parts and comments.",
          {{"hearsay source page.html", "the parts of one page"},
           {"hearsay source --jsonl pages/ | jq -r .document.title.value", "all titles"},
           {"hearsay source page.html --fields kind,author,text", "who comments what"}},
          declare};
}

}  // namespace hearsay::cli
