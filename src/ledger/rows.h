// Rows of findings: what one claim, voice, figure or attribution looks like as a table's row.
// Ownership: values. Threads: pure. Private to src/ledger.
#pragma once

#include <vector>

#include "ledger/ledger.h"

namespace hearsay {

// A document with what its rows count.
struct Loaded {
  explicit Loaded(StoredDocument document);
  StoredDocument stored;
  std::vector<std::uint32_t> claims_of, links_of;  // by voice
};

// A kind of row: its columns, and how the finding at a place in its document's list fills them.
struct RowShape {
  std::vector<Column> columns;
  void (*fill)(const Loaded& loaded, Index at, Row& row);
};

[[nodiscard]] const RowShape& claim_rows();
[[nodiscard]] const RowShape& voice_rows();
[[nodiscard]] const RowShape& figure_rows();
[[nodiscard]] const RowShape& time_rows();
[[nodiscard]] const RowShape& attribution_rows();

// [[b,e],…] as the contract prints ranges.
[[nodiscard]] std::string json_of(const Spans& spans);

// "Daily X > AFP > Ministry of Health": the outlet (or the reader), then each link; "unnamed" where nobody is named.
[[nodiscard]] std::string chain_text(const StoredDocument& stored, const Claim& claim);

}  // namespace hearsay
