// Where two versions of some bytes differ, in the positions of the first.
// Threads: pure. Private to src/ledger.
#pragma once

#include <string_view>

#include "base/span.h"

namespace hearsay {

// Equal lengths: each stretch of differing bytes. Otherwise one range, what lies between the common beginning and the
// common end; where bytes were only put in or cut off at one place, the bytes on both sides of it, since words that
// touch it may have changed. At most `limit` ranges, the last of which then reaches to the last difference. Empty:
// equal.
[[nodiscard]] Spans differences(std::string_view one, std::string_view other, std::size_t limit = 1000);

}  // namespace hearsay
