// What annotate, read and source are given: paths, how to read them, and with how many threads.
// Ownership: plain values. Threads: one. Fails: a path that cannot be listed is reported and counted, never fatal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/terminal.h"
#include "source/source.h"

namespace hearsay::cli {

struct InputOptions {
  std::vector<std::string> paths;
  ReadOptions reading;  // --as --date --outlet
  std::optional<std::uint64_t> threads;
};

void declare_paths(Options& options, InputOptions& inputs);    // PATH…
void declare_reading(Options& options, InputOptions& inputs);  // --as --date --outlet
void declare_threads(Options& options, InputOptions& inputs);  // --threads

// Whether --as, --date and --threads make sense.
[[nodiscard]] Status checked(const InputOptions& inputs);

// Threads to use: what was asked for, else one a core; never more than there are inputs.
[[nodiscard]] std::size_t threads_for(const InputOptions& inputs, std::size_t count);

struct Listing {
  std::vector<std::string> paths;
  std::uint64_t unreadable = 0;
};
// All files under the paths, in order. Case files met in a folder are left out: `hearsay read .` is no mistake.
[[nodiscard]] Listing list_inputs(Console& console, const std::vector<std::string>& paths);

// "YYYY[-MM[-DD[Thh:mm[:ss[.f]][Z|±hh:mm]]]]", with sensible numbers.
[[nodiscard]] bool is_iso_date(std::string_view text);

}  // namespace hearsay::cli
