#include "cli/inputs.h"

#include <sys/stat.h>

#include <algorithm>
#include <thread>

namespace hearsay::cli {

namespace {

// A number of exactly `digits` digits between low and high at the beginning of `text`, which it takes away.
bool take_number(std::string_view& text, std::size_t digits, int low, int high) {
  if (text.size() < digits) return false;
  int number = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return number >= low && number <= high;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text[0] != wanted) return false;
  text.remove_prefix(1);
  return true;
}

bool is_case_file(std::string_view path) {
  for (const std::string_view tail : {"", "-wal", "-shm", "-journal"}) {
    if (path.ends_with(std::string(".hearsay") + std::string(tail))) return true;
  }
  return false;
}

}  // namespace

void declare_paths(Options& options, InputOptions& inputs) {
  options.positional_paths(inputs.paths, "PATH",
                           "a saved page, an archive, a folder of them (in sorted order), or - for standard input");
}

void declare_reading(Options& options, InputOptions& inputs) {
  options.group("Reading");
  options.choice("--as", inputs.reading.as, "KIND", {"text", "html", "warc", "wacz", "mhtml", "eml", "jsonl"},
                 "what the inputs are, where the guess is wrong");
  options.text("--date", inputs.reading.date, "DATE", "publication date (ISO 8601) where the page has none");
  options.text("--outlet", inputs.reading.outlet, "NAME", "outlet where the page does not say");
}

void declare_threads(Options& options, InputOptions& inputs) {
  options.number("--threads", inputs.threads, "N", "threads (default: all cores); the output is the same",
                 "HEARSAY_THREADS");
}

bool is_iso_date(std::string_view text) {
  if (!take_number(text, 4, 0, 9999)) return false;
  if (text.empty()) return true;
  if (!take(text, '-') || !take_number(text, 2, 1, 12)) return false;
  if (text.empty()) return true;
  if (!take(text, '-') || !take_number(text, 2, 1, 31)) return false;
  if (text.empty()) return true;
  if (!(take(text, 'T') || take(text, ' '))) return false;
  if (!take_number(text, 2, 0, 24) || !take(text, ':') || !take_number(text, 2, 0, 59)) return false;
  if (take(text, ':') && !take_number(text, 2, 0, 60)) return false;
  if (take(text, '.')) {
    if (text.empty() || text[0] < '0' || text[0] > '9') return false;
    while (!text.empty() && text[0] >= '0' && text[0] <= '9') text.remove_prefix(1);
  }
  if (text.empty() || text == "Z") return true;
  if (!(take(text, '+') || take(text, '-')) || !take_number(text, 2, 0, 23)) return false;
  take(text, ':');
  return take_number(text, 2, 0, 59) && text.empty();
}

Status checked(const InputOptions& inputs) {
  if (!inputs.reading.date.empty() && !is_iso_date(inputs.reading.date)) {
    return Error{ErrorCode::kUsage, "--date: '" + inputs.reading.date + "' is no ISO 8601 date, such as 2024-08-14",
                 ""};
  }
  if (inputs.threads && (*inputs.threads == 0 || *inputs.threads > 1024)) {
    return Error{ErrorCode::kUsage, "--threads: between 1 and 1024", ""};
  }
  return Done{};
}

std::size_t threads_for(const InputOptions& inputs) {
  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  return std::max<std::size_t>(1, inputs.threads ? static_cast<std::size_t>(*inputs.threads) : cores);
}

std::optional<InputItem> InputSources::next() {
  for (; file_ < paths_.size(); ++file_) {
    InputItem item;
    item.file = file_;
    if (!stream_) {
      auto opened = SourceStream::open(paths_[file_], reading_);
      if (!opened) {
        item.source = opened.error();
        ++file_;
        return item;
      }
      stream_ = std::move(*opened);
    }
    if (auto source = stream_->next()) {
      item.source = std::move(*source);
      item.position = stream_->position();
      return item;
    }
    stream_.reset();
  }
  return std::nullopt;
}

Listing list_inputs(Console& console, const std::vector<std::string>& paths) {
  Listing listing;
  for (const std::string& path : paths) {
    auto files = list_sources(path);
    if (!files.ok()) {
      console.error(files.error());
      ++listing.unreadable;
      continue;
    }
    for (std::string& file : *files) {
      if (file != path && is_case_file(file)) continue;
      listing.paths.push_back(std::move(file));
    }
  }
  return listing;
}

}  // namespace hearsay::cli
