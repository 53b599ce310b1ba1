// `hearsay claims`: who says what, on whose word, how firmly.
#include <charconv>
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

struct ClaimsOptions {
  ClaimQuery query;
  std::string case_path;
  OutputOptions output;
  std::vector<std::string> words;
  std::string depth;
  bool unnamed = false, unattributed = false, negated = false, opinion = false;
  std::optional<std::uint64_t> limit;
};

bool number_of(std::string_view text, std::optional<std::uint32_t>& number) {
  std::uint32_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return false;
  number = value;
  return true;
}

// "2" "2+" "1-3"
bool set_depth(std::string_view text, ClaimQuery& query) {
  if (text.ends_with('+')) return number_of(text.substr(0, text.size() - 1), query.min_depth);
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) {
    if (!number_of(text, query.min_depth)) return false;
    query.max_depth = query.min_depth;
    return true;
  }
  return number_of(text.substr(0, dash), query.min_depth) && number_of(text.substr(dash + 1), query.max_depth);
}

int claims(Console& console, ClaimsOptions& options) {
  ClaimQuery& query = options.query;
  if (!options.depth.empty() && !set_depth(options.depth, query)) {
    console.error("--depth: '" + options.depth + "' is neither a number nor a range, such as 2, 2+ or 1-3");
    return kUsage;
  }
  for (const auto& word : options.words) query.words += (query.words.empty() ? "" : " ") + word;
  if (options.unnamed) query.voice_kind = "anonymous";
  if (options.unattributed) query.max_depth = 0;
  if (options.negated) query.negated = true;
  if (options.opinion) query.opinion = true;
  query.limit = options.limit.value_or(0);
  int status = kDone;
  auto ledger = open_case(console, options.case_path, status);
  if (!ledger) return status;
  auto cursor = ledger->claims(query);
  if (!cursor.ok()) {
    console.error(cursor.error());
    return exit_status_of(cursor.error().code);
  }
  return print_rows(console, *cursor, options.output,
                    {"claim", "chain_text", "voice_kind", {"id", "chain_text", "act", "commitment_source", "text"}});
}

Run declare(Options& options) {
  auto parsed = std::make_shared<ClaimsOptions>();
  ClaimQuery& query = parsed->query;
  options.positional_words(
      parsed->words, "WORDS",
      "words that must all occur in the claim, stemmed; '\"in quotes\"' a phrase, end* a beginning");
  declare_case(options, parsed->case_path);
  options.group("Which claims (all that are given must hold)");
  options.text("--voice", query.voice, "NAME", "on whose word it finally rests: words of the name, or an id");
  options.choice("--kind", query.voice_kind, "KIND", voice_kinds(), "the kind of that voice");
  options.flag("--unnamed", parsed->unnamed, "only those that rest on somebody without a name");
  options.text("--through", query.through, "NAME", "any link of the chain");
  options.text("--outlet", query.outlet, "NAME", "the outlet that printed it");
  options.choice("--act", query.act, "ACT", acts(), "how the last link puts it");
  options.choice("--commitment", query.commitment, "VALUE", commitments(), "how firmly the source stands behind it");
  options.choice("--outlet-commitment", query.outlet_commitment, "VALUE", commitments(), "how firmly the outlet does");
  options.text("--depth", parsed->depth, "N",
               "links in the chain: 2, 2+ or 1-3; 0 is the outlet's or a reader's own word");
  options.flag("--unattributed", parsed->unattributed, "the same as --depth 0");
  options.text("--words", query.words, "WORDS", "the same as WORDS above");
  options.text("--document", query.document, "DOC", "one document: its id, or its path as read");
  options.choice("--region", query.region, "REGION", {"main", "comments"}, "the article, or the readers' comments");
  options.flag("--negated", parsed->negated, "only what is said not to be so");
  options.flag("--opinion", parsed->opinion, "only opinions");
  options.number("-n,--limit", parsed->limit, "N", "at most so many");
  declare_output(options, parsed->output);
  return [parsed](Console& console) { return claims(console, *parsed); };
}

}  // namespace

Verb claims_verb() {
  return {
      "claims",
      "Ask the case file",
      "who says what, on whose word, how firmly",
      "Lists the claims of the case file in the order of reading. A claim is a piece of text with the chain of those "
      "who pass it on, outermost first, and the voice on whose word it finally rests. Commitments are FactBank's: CT "
      "certain, PR probable, PS possible, with + or - for the claim or its contrary, CTu and Uu where it stays open. "
      "No claim is called true or false.",
      {{"hearsay claims", "all of them"},
       {"hearsay claims --voice ministry --act deny", "what the ministry denies"},
       {"hearsay claims bridge --depth 2+", "at second hand or further, about the bridge"},
       {"hearsay claims --unnamed --outlet 'Harbor Post'", "what one outlet has from people it does not name"},
       {"hearsay claims --jsonl | jq -r '.text'", "for other tools"}},
      declare};
}

}  // namespace hearsay::cli
