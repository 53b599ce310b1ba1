// The case file that a verb works on: --case, HEARSAY_CASE, or ./case.hearsay.
// Fails: a missing or foreign file is a usage fault with the next step in its message; held or newer gives status 5.
#pragma once

#include <optional>
#include <string>

#include "cli/options.h"
#include "cli/terminal.h"
#include "ledger/ledger.h"

namespace hearsay::cli {

inline constexpr const char* kDefaultCase = "case.hearsay";

void declare_case(Options& options, std::string& path);

[[nodiscard]] int exit_status_of_case(const Error& error);

// The case file for reading; where it cannot be had, says why and sets `status`.
[[nodiscard]] std::optional<Ledger> open_case(Console& console, const std::string& path, int& status);

}  // namespace hearsay::cli
