// Verbs: what `hearsay` can be asked to do. One file a verb holds its options, its words for --help and the man page,
// and its run; this list is the only place where all of them are named.
// Ownership: static data. Threads: one. Fails: a verb returns an exit status and has said on standard error why.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_status.h"
#include "cli/options.h"
#include "cli/terminal.h"

namespace hearsay::cli {

inline constexpr std::string_view kVersion = HEARSAY_VERSION;

struct Example {
  std::string_view command;
  std::string_view shows;
};

using Run = std::function<int(Console&)>;

struct Verb {
  std::string_view name;
  std::string_view group;        // heading in `hearsay --help`
  std::string_view summary;      // one line, lower case, no full stop
  std::string_view description;  // paragraphs, "\n\n" between them
  std::vector<Example> examples;
  Run (*declare)(Options& options);  // declares the options; the run uses what they were parsed into
};

// In the order of `hearsay --help`.
[[nodiscard]] const std::vector<Verb>& verbs();
[[nodiscard]] const Verb* verb_named(std::string_view name);

// Verbs of the contract that are still to come.
[[nodiscard]] std::span<const std::string_view> planned_verbs();

// One for each file; see verbs.cc.
[[nodiscard]] Verb annotate_verb();
[[nodiscard]] Verb read_verb();
[[nodiscard]] Verb source_verb();
[[nodiscard]] Verb claims_verb();
[[nodiscard]] Verb voices_verb();
[[nodiscard]] Verb figures_verb();
[[nodiscard]] Verb origins_verb();
[[nodiscard]] Verb show_verb();
[[nodiscard]] Verb explain_verb();
[[nodiscard]] Verb verify_verb();
[[nodiscard]] Verb sql_verb();
[[nodiscard]] Verb schema_verb();
[[nodiscard]] Verb doctor_verb();
[[nodiscard]] Verb completion_verb();
[[nodiscard]] Verb man_verb();

}  // namespace hearsay::cli
