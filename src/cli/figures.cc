// `hearsay figures`: numbers by who gives them.
#include <memory>
#include <string>
#include <vector>

#include "cli/case_file.h"
#include "cli/row_printer.h"
#include "cli/verb.h"
#include "cli/vocabulary.h"
#include "ledger/ledger.h"

namespace hearsay::cli {
namespace {

struct FiguresOptions {
  FigureQuery query;
  std::string case_path;
  OutputOptions output;
  std::vector<std::string> words;
  std::optional<std::uint64_t> limit;
};

int figures(Console& console, FiguresOptions& options) {
  for (const auto& word : options.words) options.query.words += (options.query.words.empty() ? "" : " ") + word;
  options.query.limit = options.limit.value_or(0);
  int status = kDone;
  auto ledger = open_case(console, options.case_path, status);
  if (!ledger) return status;
  auto cursor = ledger->figures(options.query);
  if (!cursor.ok()) {
    console.error(cursor.error());
    return exit_status_of(cursor.error().code);
  }
  return print_rows(
      console, *cursor, options.output,
      {"figure", "chain_text", "voice_kind", {"id", "text", "of_text", "bound", "chain_text", "claim_text"}});
}

Run declare(Options& options) {
  auto parsed = std::make_shared<FiguresOptions>();
  options.positional_words(parsed->words, "WORDS", "words of the thing counted, or of the claim around it");
  declare_case(options, parsed->case_path);
  options.group("Which figures");
  options.text("--voice", parsed->query.voice, "NAME", "who gives it: words of the name, or an id");
  options.text("--outlet", parsed->query.outlet, "NAME", "the outlet that printed it");
  options.text("--document", parsed->query.document, "DOC", "one document: its id, or its path as read");
  options.choice("--kind", parsed->query.kind, "KIND", figure_kinds(), "what is measured");
  options.text("--unit", parsed->query.unit, "UNIT", "its unit, such as EUR or percent");
  options.text("--words", parsed->query.words, "WORDS", "the same as WORDS above");
  options.number("-n,--limit", parsed->limit, "N", "at most so many");
  declare_output(options, parsed->output);
  return [parsed](Console& console) { return figures(console, *parsed); };
}

}  // namespace

Verb figures_verb() {
  return {
      "figures",
      "Ask the case file",
      "numbers, by who gives them",
      "Lists the figures of the case file with their bounds (exact, at_least, at_most, more_than, less_than, about, "
      "between), their unit, the thing counted and the voice that gives them. Nothing is averaged and no best figure "
      "is "
      "made up.",
      {{"hearsay figures killed", "every number of dead, by claimant"},
       {"hearsay figures --kind money --voice ministry", "the ministry's sums"},
       {"hearsay figures --csv -o figures.csv", "for a spreadsheet"}},
      declare};
}

}  // namespace hearsay::cli
