#include "ledger/custody.h"
#include "ledger/state.h"

namespace hearsay {

Result<VerifyReport> verify_case(const std::shared_ptr<Database>& database, const Ledger::Progress&) {
  VerifyReport report;
  auto custody = check_custody(database);
  if (!custody) return custody.error();
  report.custody_rows = custody->rows;
  report.findings = std::move(custody->findings);
  return report;
}

}  // namespace hearsay
