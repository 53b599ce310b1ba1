// Conditions: "if A, B", "unless A, B", "in the event of A, B", "any A risks B", "in an A, B will …".
// Ownership: plain values. Threads: pure. Units: byte ranges. Fails: nullopt where no condition stands.
#pragma once

#include <optional>

#include "reading/syntax.h"

namespace hearsay {

// The condition of the clause around `head` (its main verb), looked for inside `inside`.
[[nodiscard]] std::optional<Condition> condition_of(const Syntax& syntax, std::uint32_t head, TokenRange inside);

}  // namespace hearsay
