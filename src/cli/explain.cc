// `hearsay explain ID`: the chain, the rule, the words responsible and the bytes behind one row.
#include <memory>
#include <string>
#include <string_view>

#include "cli/case_file.h"
#include "cli/display_width.h"
#include "cli/row_printer.h"
#include "cli/verb.h"
#include "ledger/ledger.h"

namespace hearsay::cli {
namespace {

struct ExplainOptions {
  std::string id;
  std::string case_path;
  OutputOptions output;
};

constexpr std::size_t kLabel = 13;       // columns of the labels on the left
constexpr std::size_t kMostBytes = 400;  // of the page shown raw

std::string ranges(const Spans& spans) {
  std::string out;
  for (const Span span : spans) {
    if (!out.empty()) out += " ";
    out += "[" + std::to_string(span.begin) + "," + std::to_string(span.end) + ")";
  }
  return out;
}

class Sheet {
 public:
  Sheet(Console& console, std::size_t width) : console_(console), style_(console.style()), width_(width) {}

  // A label and its text, wrapped beside it.
  void line(std::string_view label, std::string_view text, std::string_view codes = "") {
    if (text.empty()) return;
    const std::string safe = printable(text);
    bool first = true;
    for (const auto piece : wrapped(safe, std::max<std::size_t>(width_ - kLabel - indent_, 20))) {
      const std::string shown = first ? std::string(label) : "";
      console_.out.write(std::string(indent_, ' ') + style_.dim(shown) +
                         std::string(kLabel > shown.size() ? kLabel - shown.size() : 1, ' ') +
                         style_.paint(codes, piece) + "\n");
      first = false;
    }
  }

  void passage(std::string_view label, const Passage& passage, std::string_view codes = "") {
    if (passage.text.empty()) return;
    const bool quoted = passage.words.starts_with("“") || passage.words.starts_with('"');
    line(label, quoted ? passage.words : "“" + passage.words + "”", codes);
    line("", "text " + ranges(passage.text) + (passage.source.empty() ? "" : "  page " + ranges(passage.source)), "2");
  }

  void heading(std::string_view text) { console_.out.write("\n" + style_.bold(text) + "\n"); }
  void indent(std::size_t columns) { indent_ = columns; }

 private:
  Console& console_;
  const Style& style_;
  std::size_t width_;
  std::size_t indent_ = 2;
};

std::string voice_words(std::string_view name, std::string_view kind) {
  if (name.empty()) return "nobody is named";
  return std::string(shape_of_voice(kind)) + " " + std::string(name) +
         (kind.empty() ? "" : " (" + std::string(kind) + ")");
}

// "says" as the contract puts it, with what is unusual about it.
std::string link_words(const Link& link) {
  std::string words = (link.negated ? "not: " : "") + link.act;
  if (link.quote != "indirect") words += ", " + link.quote + " quote";
  if (!link.channel.empty() && link.channel != "unknown") words += ", by " + link.channel;
  return words;
}

// "0.87"; rounded down, so that 1.00 means certain.
std::string hundredths(double p) { return std::to_string(p).substr(0, 4); }

// How sure the encoder's heads are of each role.
std::string heads_words(const Link& link) {
  std::string words;
  for (const auto& [role, p] :
       {std::pair("source ", link.source_p), {"cue ", link.cue_p}, {"content ", link.content_p}}) {
    if (p > 0) words += (words.empty() ? "" : ", ") + std::string(role) + hundredths(p);
  }
  return words;
}

// The reading that came next, to the one that was taken.
std::string runner_up_words(const Link& link) {
  if (link.runner_up.empty()) return "";
  const bool slight = link.runner_up_odds < .01;
  const std::string odds = slight ? ", odds below 0.01 to 1" : ", odds " + hundredths(link.runner_up_odds) + " to 1";
  if (link.runner_up == "cue") return "no attribution at all" + odds;
  const std::string other = "another " + link.runner_up + ": ";
  if (link.runner_up_words.text.empty()) {
    return (link.runner_up == "source" ? "nobody named as source" : "no " + link.runner_up) + odds;
  }
  return other + "“" + link.runner_up_words.words + "”" + odds;
}

void print_sheet(Console& console, const Explanation& e) {
  Sheet sheet(console, std::min<std::size_t>(console.width(), 110));
  console.out.write(console.style().bold(e.kind + " " + e.id) + "\n");
  if (e.kind != "document") sheet.passage("words", e.passage, "1");
  std::string where = e.title.empty() ? "" : "“" + e.title + "”";
  if (!e.outlet.empty()) where += (where.empty() ? "" : ", ") + e.outlet;
  if (!e.published.empty()) where += (where.empty() ? "" : ", ") + e.published;
  sheet.line("stands in", where);
  sheet.line("document", e.document);
  sheet.line("file", e.path);
  if (e.archive) {
    sheet.line("record", "bytes " + with_commas(e.archive->offset) + " to " +
                             with_commas(e.archive->offset + e.archive->length) + " of the file" +
                             (e.uri.empty() ? "" : ", " + e.uri));
  }
  if (!e.part.empty()) {
    sheet.line("part", e.part + " " + e.part_kind + (e.region.empty() || e.region == "main" ? "" : ", " + e.region));
  }
  if (!e.voice.empty() || e.kind == "claim") {
    sheet.line("whose word", voice_words(e.voice_name, e.voice_kind), color_of_voice(e.voice_kind));
  }
  if (!e.commitment_source.empty()) {
    sheet.line("firmness", "the source " + e.commitment_source + ", the outlet " + e.commitment_outlet);
    sheet.passage("because of", e.commitment_cues);
  }
  sheet.passage("if", e.if_clause);
  sheet.passage("then", e.then_clause);
  if (!e.chain.empty()) sheet.heading(e.kind == "claim" ? "Chain, outermost first" : "Chain around it");
  std::size_t number = 0;
  for (const Link& link : e.chain) {
    sheet.indent(2);
    sheet.line(std::to_string(++number), voice_words(link.voice_name, link.voice_kind) + ": " + link_words(link),
               color_of_voice(link.voice_kind));
    sheet.indent(4);
    sheet.passage("source", link.source);
    sheet.passage("cue", link.cue);
    sheet.passage("content", link.content);
    if (!link.rule.empty()) {
      const bool learned = link.rule == "encoder";
      sheet.line("found by", (learned ? "the encoder, no rule" : "rule " + link.rule) + ", p " + hundredths(link.p) +
                                 ", " + link.id);
    }
    sheet.line("heads", heads_words(link));
    sheet.line("runner-up", runner_up_words(link));
    if (!link.runner_up_words.text.empty()) sheet.line("", "text " + ranges(link.runner_up_words.text), "2");
  }
  sheet.indent(2);
  if (e.kind == "claim" && e.chain.empty()) {
    sheet.heading("Chain");
    sheet.line("", e.region == "comments" ? "none: a reader's own words" : "none: the outlet says so in its own voice");
  }
  if (!e.context.text.empty() && e.kind != "document" && e.kind != "part") {
    sheet.heading("Context");
    sheet.line("", fitted(printable(e.context.words), 1200));
  }
  sheet.heading("Bytes");
  if (!e.passage.page.empty() && e.kind != "document") {
    std::string raw = e.passage.page.substr(0, kMostBytes);
    if (raw.size() < e.passage.page.size()) raw += "…";
    sheet.line("in the page", raw);
  }
  if (!e.prefix.empty() || !e.suffix.empty()) sheet.line("anchor", "…" + e.prefix + " ⟦…⟧ " + e.suffix + "…");
  sheet.line("sha256", e.sha256);
  sheet.line("captured", e.captured_at);
  sheet.line("read by", e.program + (e.model.empty() ? "" : " with " + e.model + ", model sha256 " + e.model_sha256));
  // A claim's and an attribution's row says nothing that is not above; a figure's or a voice's does.
  if (e.kind == "claim" || e.kind == "attribution") return;
  sheet.heading("Row");
  for (std::size_t i = 0; i < e.columns.size() && i < e.row.size(); ++i) {
    const std::string value = e.row[i].plain();
    if (value.empty() || value == "[]") continue;
    sheet.line(e.columns[i].name, fitted(printable(value), 600));
  }
}

int explain(Console& console, const ExplainOptions& options) {
  int status = kDone;
  auto ledger = open_case(console, options.case_path, status);
  if (!ledger) return status;
  const auto found = ledger->explain(options.id);
  if (!found.ok()) {
    console.error(found.error());
    return exit_status_of(found.error().code);
  }
  const auto format = prepare_output(console, options.output);
  if (!format.ok()) {
    console.error(format.error());
    return kUsage;
  }
  if (*format == Format::kJson || *format == Format::kJsonl) {
    std::string json;
    append_json(json, *found);
    console.out.write(json + "\n");
    return kDone;
  }
  if (*format == Format::kCsv || *format == Format::kTsv || !options.output.fields.empty()) {
    bool given = false;
    Cursor cursor(found->columns, [&](Row& row) -> Result<bool> {
      if (given) return false;
      given = true;
      row = found->row;
      return true;
    });
    return print_rows(console, cursor, *format, options.output.fields, {"row"});
  }
  print_sheet(console, *found);
  return kDone;
}

Run declare(Options& options) {
  auto parsed = std::make_shared<ExplainOptions>();
  options.positional(parsed->id, "ID", "what the tables print, such as c:7f3a2; a beginning is enough", true);
  declare_case(options, parsed->case_path);
  declare_output(options, parsed->output);
  return [parsed](Console& console) { return explain(console, *parsed); };
}

}  // namespace

Verb explain_verb() {
  return {
      "explain",
      "Check",
      "why one row is there: chain, rule, words, bytes",
      "Prints what lies behind a claim, attribution, voice, figure, time, part or document: who passes it on, "
      "which rule "
      "or model found it, how sure the encoder's heads are of source, cue and content, which reading came next, the "
      "words that decided, and the bytes of the page where they stand.",
      {{"hearsay explain c:7f3a2", "one claim; a unique beginning of its id is enough"},
       {"hearsay explain c:7f3a2 --json | jq .chain", "for other tools"}},
      declare};
}

}  // namespace hearsay::cli
