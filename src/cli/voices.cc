// `hearsay voices`: who speaks in the case.
#include <memory>

#include "cli/case_file.h"
#include "cli/row_printer.h"
#include "cli/verb.h"
#include "cli/vocabulary.h"
#include "ledger/ledger.h"

namespace hearsay::cli {
namespace {

struct VoicesOptions {
  VoiceQuery query;
  std::string case_path;
  OutputOptions output;
  bool all = false, each = false;
  std::optional<std::uint64_t> limit;
};

int voices(Console& console, VoicesOptions& options) {
  options.query.speaking = !options.all;
  options.query.limit = options.limit.value_or(0);
  int status = kDone;
  auto ledger = open_case(console, options.case_path, status);
  if (!ledger) return status;
  auto cursor = options.each ? ledger->voices(options.query) : ledger->speakers(options.query);
  if (!cursor.ok()) {
    console.error(cursor.error());
    return exit_status_of(cursor.error().code);
  }
  return print_rows(console, *cursor, options.output, {"voice", "name", "kind"});
}

Run declare(Options& options) {
  auto parsed = std::make_shared<VoicesOptions>();
  options.positional(parsed->query.name, "NAME", "words of the name", false);
  declare_case(options, parsed->case_path);
  options.group("Which voices");
  options.choice("--kind", parsed->query.kind, "KIND", voice_kinds(), "what they are");
  options.text("--outlet", parsed->query.outlet, "NAME", "in what this outlet printed");
  options.text("--document", parsed->query.document, "DOC", "in one document: its id, or its path as read");
  options.flag("--all", parsed->all, "also those who are only named, and say nothing");
  options.flag("--each", parsed->each, "one row for each voice of each document");
  options.number("-n,--limit", parsed->limit, "N", "at most so many");
  declare_output(options, parsed->output);
  return [parsed](Console& console) { return voices(console, *parsed); };
}

}  // namespace

Verb voices_verb() {
  return {
      "voices",
      "Ask the case file",
      "who speaks, and how much rests on each",
      "Lists those on whose word claims rest: outlets, agencies, people, bodies, readers, and those without a name. "
      "Voices of one name and kind are counted together in this view and never merged in the case file; unnamed "
      "voices of two outlets are not taken for one person.",
      {{"hearsay voices", "all who speak"},
       {"hearsay voices ministry", "by words of the name"},
       {"hearsay voices --kind anonymous --each", "every unnamed source, where it stands"}},
      declare};
}

}  // namespace hearsay::cli
