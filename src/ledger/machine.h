// The machine layer: a Document and its Reading as rows, and back.
//
// What it is: write_machine puts all rows of one document, read_machine gives equal structs back (the source's bytes
// aside), digest_of hashes the rows as they stand in the file, whatever columns a later version adds.
// Ownership: values. Threads: as Database. REQUIRES for writing: a transaction is open. Private to src/ledger.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "ledger/database.h"
#include "ledger/ledger.h"

namespace hearsay {

// Tables whose rows a document owns, children of `documents`, in the digest's order. Later ones are added at the end.
inline constexpr auto kMachineTables =
    std::to_array<std::string_view>({"metadata", "map", "parts", "comments", "warnings", "voices", "attributions",
                                     "claims", "chains", "figures", "times", "holds", "spans", "heads"});

[[nodiscard]] Status write_machine(const std::shared_ptr<Database>& database, const Document& document,
                                   const Reading& reading, const ReadRun& run);
[[nodiscard]] Status delete_machine(const std::shared_ptr<Database>& database, const std::string& document);

enum class Bytes : bool { kWithout, kWith };
// `id`: a document's full id. kNotFound where there is none; kMalformed where rows contradict each other.
[[nodiscard]] Result<StoredDocument> read_machine(const std::shared_ptr<Database>& database, const std::string& id,
                                                  Bytes bytes);

// SHA-256 (hex) over all rows of the document: table, then each row's columns that are not NULL, name and value.
[[nodiscard]] Result<std::string> digest_of(const std::shared_ptr<Database>& database, const std::string& id);

}  // namespace hearsay
