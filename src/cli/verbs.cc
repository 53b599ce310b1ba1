#include <algorithm>
#include <array>

#include "cli/verb.h"

namespace hearsay::cli {

namespace {
constexpr auto kPlanned =
    std::to_array<std::string_view>({"conflicts", "events", "times", "places", "obligations", "evidence", "comments",
                                     "wording",   "gaps",   "diff",  "report", "map",         "grade",    "merge",
                                     "split",     "note",   "undo",  "export", "import",      "serve",    "config"});
}  // namespace

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> all = {read_verb(),   annotate_verb(), source_verb(), origins_verb(),    claims_verb(),
                                        voices_verb(), figures_verb(),  show_verb(),   explain_verb(),    verify_verb(),
                                        sql_verb(),    schema_verb(),   doctor_verb(), completion_verb(), man_verb()};
  return all;
}

const Verb* verb_named(std::string_view name) {
  const auto& all = verbs();
  const auto it = std::find_if(all.begin(), all.end(), [&](const Verb& verb) { return verb.name == name; });
  return it == all.end() ? nullptr : &*it;
}

std::span<const std::string_view> planned_verbs() { return kPlanned; }

}  // namespace hearsay::cli
