// What --help prints: made from the verbs and their options, so it cannot lag behind them.
// Ownership: strings. Threads: pure. Units: `width` in terminal columns.
#pragma once

#include <string>

#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/verb.h"

namespace hearsay::cli {

[[nodiscard]] std::string help_of(const Verb& verb, const Options& options, const Style& style, std::size_t width);
[[nodiscard]] std::string short_help(const Style& style);  // bare `hearsay`
[[nodiscard]] std::string full_help(const Style& style, std::size_t width);

// "hearsay claims [OPTIONS] [WORDS…]"
[[nodiscard]] std::string usage_of(const Verb& verb, const Options& options);

}  // namespace hearsay::cli
