// What a Ledger holds, and what its files share: the connection, the turn-taking, looking ids up.
// Threads: `turn` is held while a call of the door runs. Private to src/ledger.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "ledger/database.h"
#include "ledger/ledger.h"

namespace hearsay {

struct Ledger::State {
  std::shared_ptr<Database> database;
  std::mutex turn;
};

struct Identified {
  std::string id;
  std::string table;     // "documents" "claims" "attributions" "voices" "figures" "times"
  std::string document;  // the document it belongs to
};

// What a unique prefix names. kNotFound for none, kUsage for several or for what cannot be an id.
[[nodiscard]] Result<Identified> identify(const std::shared_ptr<Database>& database, const std::string& prefix);

// The id of the document that a filter names: an id prefix, or the path as `read` was given it.
[[nodiscard]] Result<std::string> document_named(const std::shared_ptr<Database>& database, const std::string& name);

// Where verify will look for a capture's file: below the case file's folder where it lies there, else absolute.
[[nodiscard]] std::string location_of(const std::string& path, const std::string& case_path);

// The rows of a statement as typed cells under SQLite's names; columns named in `booleans` hold 0 or 1, those in `json`
// JSON text.
[[nodiscard]] Cursor cells_of(Statement statement, std::vector<std::string> booleans = {},
                              std::vector<std::string> json = {});

[[nodiscard]] Result<VerifyReport> verify_case(const std::shared_ptr<Database>& database,
                                               const Ledger::Progress& progress, const std::string& program);

}  // namespace hearsay
