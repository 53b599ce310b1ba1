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

// Threads to use: what was asked for, else one a core. A file may be an archive, so their number says nothing.
[[nodiscard]] std::size_t threads_for(const InputOptions& inputs);

struct Listing {
  std::vector<std::string> paths;
  std::uint64_t unreadable = 0;
};
// All files under the paths, in order. Case files met in a folder are left out: `hearsay read .` is no mistake.
[[nodiscard]] Listing list_inputs(Console& console, const std::vector<std::string>& paths);

// One source of one file, not yet loaded, or what is wrong there.
struct InputItem {
  std::size_t file = 0;        // in the listing
  std::uint64_t position = 0;  // bytes of that file that are behind
  Result<PendingSource> source = Error{};

  // Unpacks it. Call once, on any thread.
  [[nodiscard]] Result<RawSource> load() { return source ? source->load() : Result<RawSource>(source.error()); }
};

// All sources of all files, in order: pages, and the records of archives. One thread at a time.
class InputSources {
 public:
  InputSources(const std::vector<std::string>& paths, const ReadOptions& reading) : paths_(paths), reading_(reading) {}
  [[nodiscard]] std::optional<InputItem> next();

 private:
  const std::vector<std::string>& paths_;
  const ReadOptions& reading_;
  std::size_t file_ = 0;
  std::optional<SourceStream> stream_;
};

// "YYYY[-MM[-DD[Thh:mm[:ss[.f]][Z|±hh:mm]]]]", with sensible numbers.
[[nodiscard]] bool is_iso_date(std::string_view text);

}  // namespace hearsay::cli
