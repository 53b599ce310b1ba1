// The case file's tables, and opening a file that has them.
// Ownership: open_case gives a connection that its users share. Threads: as Database. Private to src/ledger.
// Fails: kNewerSchema for a file of a later version, kMalformed for a file that is no case, kUnreadable, kLocked.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "ledger/database.h"
#include "ledger/ledger.h"

namespace hearsay {

[[nodiscard]] Result<std::shared_ptr<Database>> open_case(const std::string& path, const OpenOptions& options);

}  // namespace hearsay
