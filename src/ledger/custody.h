// Custody: what was done to the case, as a chain of rows in which each hashes the one before.
// A changed, missing, added or reordered row breaks the chain at that place; rows cut from the end do not, which is why
// verify also wants a custody row for each document. Whoever rewrites the whole file can rewrite the chain with it: for
// that, keep the last row's hash elsewhere.
// Threads: as Database. REQUIRES for appending: a transaction is open. Private to src/ledger.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/database.h"
#include "ledger/ledger.h"

namespace hearsay {

struct CustodyEntry {
  std::string_view action;  // "create" "store" "replace"
  std::string document, path;
  std::string input, output;  // SHA-256 of the capture and of the machine rows
};

[[nodiscard]] Status append_custody(const std::shared_ptr<Database>& database, const ReadRun& run,
                                    const CustodyEntry& entry);

struct CustodyCheck {
  std::uint64_t rows = 0;
  std::vector<Finding> findings;
};
[[nodiscard]] Result<CustodyCheck> check_custody(const std::shared_ptr<Database>& database);

}  // namespace hearsay
