#include "cli/case_file.h"

#include <sys/stat.h>

#include "cli/exit_status.h"

namespace hearsay::cli {

void declare_case(Options& options, std::string& path) {
  if (path.empty()) path = kDefaultCase;
  options.file("--case", path, "FILE", std::string("the case file (default: ") + kDefaultCase + ")", "HEARSAY_CASE");
}

int exit_status_of_case(const Error& error) {
  switch (error.code) {
    case ErrorCode::kUnreadable:
    case ErrorCode::kMalformed:
      return kUsage;
    default:
      return exit_status_of(error.code);
  }
}

std::optional<Ledger> open_case(Console& console, const std::string& path, int& status) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0 && errno == ENOENT) {
    console.error("no case file '" + path + "'; make one with 'hearsay read PATH…', or name one with --case FILE");
    status = kUsage;
    return std::nullopt;
  }
  auto ledger = Ledger::open(path, {});
  if (!ledger.ok()) {
    console.error(ledger.error());
    status = exit_status_of_case(ledger.error());
    return std::nullopt;
  }
  return std::move(*ledger);
}

}  // namespace hearsay::cli
