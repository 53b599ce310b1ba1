// `hearsay read`: pages in, a case file filled. Reading runs in parallel; storing is one transaction a document, in the
// order of the inputs, so the case file is the same with any number of threads. Bytes already held are skipped before
// any analysis. Memory: what ordered_parallel.h lets be in flight, and one EngineThread a thread.
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "cli/case_file.h"
#include "cli/engine.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/ordered_parallel.h"
#include "cli/row_printer.h"
#include "cli/verb.h"
#include "ledger/ledger.h"
#include "reading/reading.h"
#include "source/source.h"

namespace hearsay::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct ReadVerbOptions {
  InputOptions inputs;
  std::string case_path;
  std::string reader;
  bool quiet = false;
};

// What a worker hands to the one who stores.
struct ReadResult {
  std::size_t file = 0;        // which of the inputs, and how far in it
  std::uint64_t position = 0;
  std::uint64_t bytes = 0;
  bool held = false;
  std::optional<Error> fault;    // could not be read at all
  std::optional<Error> storage;  // the case file refused
  std::optional<Document> document;
  Reading reading;
};

std::string who_reads() {
  std::string who;
  if (const passwd* user = getpwuid(geteuid())) who = user->pw_name;
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) == 0) who += std::string("@") + host.data();
  return who;
}

std::string megabytes(double bytes) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", bytes / 1e6);
  return text.data();
}

std::string clock_time(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  std::array<char, 32> text{};
  if (whole >= 3600) {
    std::snprintf(text.data(), text.size(), "%d:%02d:%02d", static_cast<int>(whole / 3600),
                  static_cast<int>(whole / 60 % 60), static_cast<int>(whole % 60));
  } else {
    std::snprintf(text.data(), text.size(), "%d:%02d", static_cast<int>(whole / 60), static_cast<int>(whole % 60));
  }
  return text.data();
}

std::string seconds_text(double seconds) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), seconds < 10 ? "%.1f s" : "%.0f s", seconds);
  return text.data();
}

std::vector<std::uint64_t> sizes_of(const std::vector<std::string>& paths) {
  std::vector<std::uint64_t> sizes(paths.size(), 0);
  struct stat info {};
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (stat(paths[i].c_str(), &info) == 0 && S_ISREG(info.st_mode))
      sizes[i] = static_cast<std::uint64_t>(info.st_size);
  }
  return sizes;
}

class Reader {
 public:
  Reader(Console& console, Ledger& ledger, Engine engine, ReadRun run, const ReadVerbOptions& options)
      : console_(console), ledger_(ledger), engine_(std::move(engine)), run_(std::move(run)), options_(options) {}

  int go(Listing listing) {
    unreadable_ = listing.unreadable;
    const std::vector<std::string>& paths = listing.paths;
    if (console_.errors_to_terminal()) {
      sizes_ = sizes_of(paths);
      for (const auto size : sizes_) all_bytes_ += size;
    }
    const std::size_t threads = threads_for(options_.inputs);
    threads_.resize(threads);
    InputSources sources(paths, options_.inputs.reading);
    Pipeline::run(
        threads,
        [&] {
          auto item = sources.next();
          item ? void(++begun_) : void(pulled_all_ = true);
          return item;
        },
        [&](InputItem item, Pipeline::Slot& slot) { return work(std::move(item), slot); },
        [&](std::size_t, ReadResult result) {
          const std::size_t file = result.file;
          const std::uint64_t position = result.position;
          const bool go_on = store(std::move(result));
          show_progress(file, position, paths.size());
          return go_on;
        },
        [] { return interrupted(); });
    console_.end_progress();
    return close();
  }

 private:
  using Pipeline = OrderedParallel<ReadResult, InputItem>;

  ReadResult work(InputItem item, Pipeline::Slot& slot) {
    ReadResult out;
    out.file = item.file;
    out.position = item.position;
    auto raw = item.load();
    if (!raw.ok()) {
      out.fault = raw.error();
      return out;
    }
    out.bytes = raw->bytes.size();
    const auto holding = ledger_.holding(to_hex(sha256(raw->bytes)), run_);
    if (!holding.ok()) {
      out.storage = holding.error();
      return out;
    }
    if (*holding == Holding::kHeld) {
      out.held = true;
      return out;
    }
    slot.reserve(out.bytes);
    auto document = read_document(std::move(*raw), options_.inputs.reading);
    if (!document.ok()) {
      out.fault = document.error();
      return out;
    }
    auto& thread = threads_[slot.worker];
    if (!thread) thread = std::make_unique<EngineThread>(engine_);
    out.reading = thread->read(*document);
    out.document = std::move(*document);
    return out;
  }

  bool store(ReadResult result) {
    bytes_ += result.bytes;
    ++done_;
    if (result.storage) return refuse(*result.storage);
    if (result.fault) {
      console_.error(*result.fault);
      ++unreadable_;
      return true;
    }
    if (result.held) {
      ++held_;
      return true;
    }
    // Another file of this run may have had the same bytes.
    if (!stored_.insert(result.document->sha256).second) {
      ++held_;
      return true;
    }
    const Status stored = ledger_.store(*result.document, result.reading, run_);
    if (!stored.ok()) return refuse(stored.error());
    for (const Error& warning : result.document->warnings) console_.error(warning);
    if (!result.document->warnings.empty()) ++unreadable_;
    ++documents_;
    claims_ += result.reading.claims.size();
    return true;
  }

  bool refuse(const Error& error) {
    console_.error(error);
    refused_ = exit_status_of_case(error);
    return false;
  }

  void show_progress(std::size_t file, std::uint64_t position, std::size_t all) {
    if (!console_.errors_to_terminal() || options_.quiet) return;
    const auto now = Clock::now();
    for (; files_behind_ < file && files_behind_ < sizes_.size(); ++files_behind_) behind_bytes_ += sizes_[files_behind_];
    const std::uint64_t done_bytes = behind_bytes_ + position;
    if (now - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = now;
    const double took = std::chrono::duration<double>(now - began_).count();
    std::string line = with_commas(file + 1) + "/" + with_commas(all) + " files · " + counted(claims_, "claim") + " · " +
                       megabytes(static_cast<double>(bytes_) / std::max(took, 0.001)) + " MB/s";
    if (done_bytes > 0 && all_bytes_ >= done_bytes && took > 0.5) {
      line += " · " +
              clock_time(took * static_cast<double>(all_bytes_ - done_bytes) / static_cast<double>(done_bytes)) +
              " left";
    }
    console_.progress(line);
  }

  int close() {
    const double took = std::chrono::duration<double>(Clock::now() - began_).count();
    if (!options_.quiet || interrupted()) {
      std::string first = "hearsay: read " + counted(documents_, "document") + ", " + counted(claims_, "claim");
      if (held_ > 0) first += "; " + with_commas(held_) + " held already";
      if (unreadable_ > 0) first += "; " + counted(unreadable_, "input") + " not or not wholly readable";
      first += " (" + seconds_text(took);
      if (took > 0.05) first += ", " + megabytes(static_cast<double>(bytes_) / took) + " MB/s";
      console_.note(first + ")");
    }
    const std::string named = options_.case_path == kDefaultCase ? "" : " --case " + options_.case_path;
    if (refused_ != kDone) {
      console_.note("hearsay: stopped; what was stored before stays in " + options_.case_path);
      return refused_;
    }
    if (interrupted() && !(pulled_all_ && done_ == begun_)) {
      console_.note("hearsay: interrupted after " + counted(done_, "page") +
                    "; what is done is stored: run the same command again to go on");
      return kInterrupted;
    }
    if (!options_.quiet) say_next(named);
    return interrupted() ? kInterrupted : unreadable_ > 0 ? kSomeUnreadable : kDone;
  }

  void say_next(const std::string& named) {
    const auto stats = ledger_.stats();
    if (!stats.ok()) return;
    std::uint64_t documents = 0, claims = 0;
    for (const auto& [table, rows] : stats->rows) {
      if (table == "documents") documents = rows;
      if (table == "claims") claims = rows;
    }
    console_.note("hearsay: " + options_.case_path + " holds " + counted(documents, "document") + ", " +
                  counted(claims, "claim") + (documents > 0 ? "; next: hearsay origins" + named : ""));
  }

  Console& console_;
  Ledger& ledger_;
  Engine engine_;
  ReadRun run_;
  const ReadVerbOptions& options_;
  std::vector<std::unique_ptr<EngineThread>> threads_;
  std::unordered_set<std::string> stored_;
  std::uint64_t begun_ = 0, done_ = 0, documents_ = 0, claims_ = 0, held_ = 0, unreadable_ = 0, bytes_ = 0;
  std::vector<std::uint64_t> sizes_;  // as they lie on disk, for the time left
  std::uint64_t all_bytes_ = 0, behind_bytes_ = 0;
  std::size_t files_behind_ = 0;
  bool pulled_all_ = false;
  int refused_ = kDone;
  Clock::time_point began_ = Clock::now();
  Clock::time_point shown_;
};

int read_pages(Console& console, const ReadVerbOptions& options) {
  if (const Status sensible = checked(options.inputs); !sensible.ok()) {
    console.error(sensible.error());
    return kUsage;
  }
  auto engine = open_engine(options.reader);
  if (!engine.ok()) {
    console.error(engine.error());
    return exit_status_of(engine.error().code);
  }
  Listing listing = list_inputs(console, options.inputs.paths);
  if (listing.paths.empty()) {
    if (listing.unreadable == 0) console.error("no files under the given paths");
    return listing.unreadable > 0 ? kSomeUnreadable : kFoundNothing;
  }
  OpenOptions open;
  open.mode = OpenOptions::Mode::kCreate;
  auto ledger = Ledger::open(options.case_path, open);
  if (!ledger.ok()) {
    console.error(ledger.error());
    return exit_status_of_case(ledger.error());
  }
  ReadRun run;
  run.who = who_reads();
  run.arguments = {"read"};
  run.arguments.insert(run.arguments.end(), options.inputs.paths.begin(), options.inputs.paths.end());
  const ReadOptions& reading = options.inputs.reading;
  if (!reading.as.empty()) run.arguments.insert(run.arguments.end(), {"--as", reading.as});
  if (!reading.date.empty()) run.arguments.insert(run.arguments.end(), {"--date", reading.date});
  if (!reading.outlet.empty()) run.arguments.insert(run.arguments.end(), {"--outlet", reading.outlet});
  run.program = "hearsay " + std::string(kVersion);
  run.model = engine->name();
  run.model_sha256 = engine->sha256();
  run.options = reading;
  catch_interrupts();
  return Reader(console, *ledger, *std::move(engine), std::move(run), options).go(std::move(listing));
}

Run declare(Options& options) {
  auto parsed = std::make_shared<ReadVerbOptions>();
  declare_paths(options, parsed->inputs);
  declare_case(options, parsed->case_path);
  declare_reading(options, parsed->inputs);
  options.choice(
      "--reader", parsed->reader, "READER", {"encoder", "rules"},
      "who finds the claims: the learned encoder with the rules (default), or rules alone, some times faster",
      "HEARSAY_READER");
  declare_threads(options, parsed->inputs);
  options.flag("-q,--quiet", parsed->quiet, "no progress and no closing summary");
  return [parsed](Console& console) { return read_pages(console, *parsed); };
}

}  // namespace

Verb read_verb() {
  return {
      "read",
      "Read",
      "read pages into a case file",
      "Reads each PATH and stores its bytes and its reading in the case file, which is made if it is not there. Bytes "
      "already held are skipped, so the same command may run again, and goes on where it was interrupted: each "
      "document is one transaction. The case file is one SQLite database.",
      {{"hearsay read pages/", "read a folder into ./case.hearsay"},
       {"hearsay read pages/ --case kursk.hearsay", "into a case file of its own"},
       {"hearsay read wire.txt --outlet 'Harbor Post' --date 2024-08-14", "say what the text does not"},
       {"hearsay read pages/ && hearsay origins", "and see how many sources they come to"}},
      declare};
}

}  // namespace hearsay::cli
