// Manual pages in scdoc's format: one for each verb, made from its options, and hearsay(1), whose frame is written by
// hand (man/hearsay.scd) and compiled in; its line "@VERBS@" becomes the list of verbs.
// Ownership: strings. Threads: pure.
#pragma once

#include <string>

#include "cli/completion_script.h"

namespace hearsay::cli {

[[nodiscard]] std::string main_page();
[[nodiscard]] std::string verb_page(const DeclaredVerb& declared);

}  // namespace hearsay::cli
