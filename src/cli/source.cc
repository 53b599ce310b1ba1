// `hearsay source`: what a page's text is made of, and what was left out of it.
#include "source/source.h"

#include <algorithm>
#include <memory>
#include <optional>
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
#include "source/left_out.h"
#include "source/part_language.h"

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
  return {{"path", false},       {"part", true},      {"kind", true},    {"region", true},     {"begin", false},
          {"end", false},        {"bytes", true},     {"author", false}, {"text", true, true}, {"source_begin", false},
          {"source_end", false}, {"language", false}, {"why", false}};
}

std::vector<Row> rows_of(const Document& document) {
  std::vector<Row> rows;
  std::vector<const Comment*> comment_of(document.parts.size(), nullptr);
  for (const Comment& comment : document.comments) comment_of[comment.part] = &comment;
  const std::vector<std::string> languages = part_languages(document);
  const std::vector<std::string_view> reasons = left_out_reasons(document);
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
    const std::optional<Span> source = source_range(document, part.span);
    row.push_back(source ? Cell::of(std::int64_t{source->begin}) : Cell::null());
    row.push_back(source ? Cell::of(std::int64_t{source->end}) : Cell::null());
    row.push_back(languages[i].empty() ? Cell::null() : Cell::of(languages[i]));
    row.push_back(reasons[i].empty() ? Cell::null() : Cell::of(std::string(reasons[i])));
    rows.push_back(std::move(row));
  }
  return rows;
}

constexpr std::size_t kMostColumns = 96;  // lines longer than this are hard to read
constexpr std::size_t kLabel = 12;

// A page as a person reads it: what it says about itself and where, what was taken for its text, what was not and why.
class Sheet {
 public:
  Sheet(const Document& document, const Style& style, std::size_t width)
      : d_(document),
        style_(style),
        width_(std::max<std::size_t>(std::min(width, kMostColumns), 20)),
        languages_(part_languages(document)) {}

  std::string print() {
    out_ = style_.bold(printable(d_.path)) + "\n";
    head();
    article();
    left_out();
    return std::move(out_);
  }

 private:
  void line(std::string_view label, std::string_view value, const std::string& note = "") {
    if (value.empty()) return;
    out_ += "  " + style_.dim(label) + std::string(kLabel > label.size() ? kLabel - label.size() : 1, ' ') +
            printable(value) + (note.empty() ? "" : style_.dim("  " + note)) + "\n";
  }
  // "json-ld [120,134)": what vouches for a value, and its bytes in the page.
  static std::string provenance(const std::string& from, const std::optional<Span>& source) {
    if (!source) return from;
    return from + " [" + std::to_string(source->begin) + "," + std::to_string(source->end) + ")";
  }
  void value(std::string_view label, const std::optional<Value>& v) {
    if (v) line(label, v->value, provenance(v->from, v->source));
  }
  void date(std::string_view label, const std::optional<Date>& v) {
    if (v) line(label, v->value, v->precision + ", " + provenance(v->from, v->source));
  }

  void head() {
    value("title", d_.title);
    value("outlet", d_.outlet);
    for (const Value& author : d_.authors) value("author", author);
    date("published", d_.published);
    date("modified", d_.modified);
    value("credit", d_.credit);
    line("wire", d_.wire ? (*d_.wire ? "yes" : "no") : "not known");
    line("url", d_.url);
    if (d_.canonical_url != d_.url) line("canonical", d_.canonical_url);
    std::string language = d_.language.code.empty() ? "not known" : d_.language.code;
    if (!is_read_language(d_.language.code)) language += "; not English, so nothing of it is analysed";
    line("language", language);
    if (d_.archive) {
      line("record", "bytes " + with_commas(d_.archive->offset) + " to " +
                         with_commas(d_.archive->offset + d_.archive->length) + " of the file" +
                         (d_.captured_at.empty() ? "" : ", captured " + d_.captured_at));
    }
    line("page", d_.media_type + ", " + d_.charset + ", " + with_commas(d_.bytes.size()) + " bytes -> " +
                     with_commas(d_.text.size()) + " of text in " + counted(d_.parts.size(), "part"));
  }

  // Lines of a part, each with a lead.
  void passage(std::string_view text, const std::string& first, const std::string& lead) {
    bool begun = false;
    const std::size_t indent = display_width(lead);
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string safe = printable(text.substr(at, end - at));
      for (const std::string_view piece : wrapped(safe, std::max<std::size_t>(width_ - indent, 10))) {
        out_ += (begun ? lead : first) + std::string(piece) + "\n";
        begun = true;
      }
      at = end + 1;
    }
  }

  void article() {
    std::vector<const Comment*> comment_of(d_.parts.size(), nullptr);
    for (const Comment& comment : d_.comments) comment_of[comment.part] = &comment;
    bool any = false, comments = false;
    for (std::size_t i = 0; i < d_.parts.size(); ++i) {
      const Part& part = d_.parts[i];
      if (part.region == Region::kBoilerplate) continue;
      any = true;
      if (part.region == Region::kComments && !comments) {
        comments = true;
        out_ += "\n" + style_.dim("── " + counted(d_.comments.size(), "comment") + " ──") + "\n";
      }
      const std::string_view text = slice(d_.text, part.span);
      std::string indent = "  ";
      if (part.region == Region::kComments) indent += std::string(2 * std::min<std::size_t>(part.level, 8), ' ');
      out_ += "\n";
      if (const Comment* comment = comment_of[i]) {
        std::string who = comment->author ? printable(comment->author->value) : "unnamed";
        if (comment->published) who += ", " + comment->published->value;
        out_ += indent + style_.bold(who) + "\n";
      }
      if (!languages_[i].empty()) out_ += indent + style_.dim("in " + languages_[i] + ", not analysed") + "\n";
      switch (part.kind) {
        case PartKind::kHeadline:
        case PartKind::kHeading: {
          const std::string mark = "  " + std::string(std::max<std::size_t>(part.level, 1), '#') + " ";
          passage(text, mark, std::string(mark.size(), ' '));
          break;
        }
        case PartKind::kListItem:
          passage(text, indent + "• ", indent + "  ");
          break;
        case PartKind::kQuote:
          passage(text, indent + "│ ", indent + "│ ");
          break;
        case PartKind::kParagraph:
        case PartKind::kComment:
          passage(text, indent, indent);
          break;
        default: {
          const std::string label = "[" + std::string(name(part.kind)) + "] ";
          passage(text, indent + label, indent);
          break;
        }
      }
    }
    if (!any) out_ += "\n  no text was taken for the article\n";
  }

  // Grouped by reason, in the order in which the page comes to them.
  void left_out() {
    struct Group {
      std::string_view why;
      std::size_t parts = 0;
      std::uint64_t bytes = 0;
      std::string words;
    };
    std::vector<Group> groups;
    const std::vector<std::string_view> reasons = left_out_reasons(d_);
    for (std::size_t i = 0; i < d_.parts.size(); ++i) {
      const Part& part = d_.parts[i];
      if (part.region != Region::kBoilerplate) continue;
      const std::string_view why = reasons[i].empty() ? "by its layout" : reasons[i];
      auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.why == why; });
      if (group == groups.end()) group = groups.insert(groups.end(), Group{why, 0, 0, ""});
      ++group->parts;
      group->bytes += part.span.length();
      if (group->words.size() < 200) {
        if (!group->words.empty()) group->words += " · ";
        group->words += printable(slice(d_.text, part.span).substr(0, 120));
      }
    }
    if (groups.empty()) return;
    out_ += "\n" + style_.dim("── left out ──") + "\n";
    for (const Group& g : groups) {
      const std::string label = std::string(g.why) + ", " + counted(g.parts, "part") + ", " + counted(g.bytes, "byte");
      const std::size_t used = display_width(label) + 4;
      out_ += "  " + label;
      if (used + 12 < width_) out_ += "  " + style_.dim(fitted(g.words, width_ - used));
      out_ += "\n";
    }
  }

  const Document& d_;
  const Style& style_;
  std::size_t width_;
  std::vector<std::string> languages_;
  std::string out_;
};

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
          // A person gets the page to read, unless columns are asked for.
          if (*format == Format::kTable && !options.output.table && options.output.fields.empty()) {
            out.line = Sheet(*document, console.style(), console.width()).print();
          } else {
            out.rows = rows_of(*document);
          }
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
  return {
      "source",
      "Read",
      "show what a page's text is made of, and what is left out",
      "Reads each PATH as far as its text. On a terminal it shows the page as a reader would see it: what it says "
      "about itself, with what vouches for each value and where its bytes stand; what was taken for the article and "
      "its comments; and what was left out, and why. --table lists the parts instead, and so do pipes and CSV. No "
      "language model is needed. With --jsonl it prints the first block of hearsay.reading/1: "
      "source, document, text, map, parts and comments.",
      {{"hearsay source page.html", "what is taken for the article, and what is not"},
       {"hearsay source --table page.html --fields part,region,why,text", "part by part"},
       {"hearsay source --jsonl pages/ | jq -r .document.title.value", "all titles"},
       {"hearsay source page.html --fields kind,author,text", "who comments what"}},
      declare};
}

}  // namespace hearsay::cli
