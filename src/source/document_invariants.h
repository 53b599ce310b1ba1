// What holds of every Document, whatever bytes it was made from. For tests and fuzzers.
// Ownership: views only. Threads: pure. Returns "" where all holds, else what does not.
#pragma once

#include <string>

#include "source/source.h"

namespace hearsay {

[[nodiscard]] std::string broken_invariant(const Document& document);

}  // namespace hearsay
