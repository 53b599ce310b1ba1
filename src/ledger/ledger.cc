// The door's own work: opening, storing, counting. Queries, explain and verify have files of their own.
#include "ledger/ledger.h"

#include <algorithm>
#include <filesystem>

#include "ledger/custody.h"
#include "ledger/machine.h"
#include "ledger/schema.h"
#include "ledger/state.h"

namespace hearsay {

namespace fs = std::filesystem;

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Result<Ledger> Ledger::open(const std::string& path, const OpenOptions& options) {
  auto database = open_case(path, options);
  if (!database) return database.error();
  auto state = std::make_unique<State>();
  state->database = std::move(*database);
  return Ledger(std::move(state));
}

std::string location_of(const std::string& path, const std::string& case_path) {
  if (path.empty() || path == "-") return {};
  std::error_code failed;
  const fs::path file = fs::absolute(path, failed).lexically_normal();
  if (failed) return {};
  const fs::path folder = fs::absolute(case_path, failed).lexically_normal().parent_path();
  if (failed) return file.string();
  const fs::path below = file.lexically_relative(folder);
  const bool outside = below.empty() || *below.begin() == "..";
  return outside ? file.string() : below.string();
}

namespace {

Result<Holding> holding_of(const std::shared_ptr<Database>& database, const std::string& sha256, const ReadRun& run) {
  auto find = Statement::prepare(database,
                                 "SELECT program, model, model_sha256, option_as, option_date, option_outlet"
                                 " FROM documents WHERE sha256 = ?");
  if (!find) return find.error();
  find->bind(1, sha256);
  auto found = find->step();
  if (!found) return found.error();
  if (!*found) return Holding::kAbsent;
  const bool same = find->text(0) == run.program && find->text(1) == run.model && find->text(2) == run.model_sha256 &&
                    find->text(3) == run.options.as && find->text(4) == run.options.date &&
                    find->text(5) == run.options.outlet;
  return same ? Holding::kHeld : Holding::kOutdated;
}

Status insert_capture(const std::shared_ptr<Database>& database, const Document& d) {
  auto insert = Statement::prepare(database,
                                   "INSERT INTO captures(sha256, size, path, location, uri, media_type, captured_at,"
                                   " encoding, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, 'identity', ?)");
  if (!insert) return insert.error();
  insert->bind(1, d.sha256);
  insert->bind(2, static_cast<std::int64_t>(d.bytes.size()));
  insert->bind(3, d.path);
  insert->bind(4, location_of(d.path, database->path()));
  insert->bind_or_null(5, d.uri);
  insert->bind_or_null(6, d.media_type);
  insert->bind_or_null(7, d.captured_at);
  insert->bind_blob(8, d.bytes);
  return insert->execute();
}

// `first`: the capture is stored with it, so that the place is in the capture's own file.
Status insert_record(const std::shared_ptr<Database>& database, const Document& d, bool first) {
  if (!d.in_archive) return Done{};
  auto insert =
      Statement::prepare(database,
                         "INSERT OR IGNORE INTO records(sha256, \"offset\", length, record_sha256, media_type, charset)"
                         " VALUES (?, ?, ?, ?, ?, ?)");
  if (!insert) return insert.error();
  insert->bind(1, d.sha256);
  if (d.archive && first) {
    insert->bind(2, static_cast<std::int64_t>(d.archive->offset));
    insert->bind(3, static_cast<std::int64_t>(d.archive->length));
    insert->bind(4, d.archive->sha256);
  }
  insert->bind_or_null(5, d.stated_type);
  insert->bind_or_null(6, d.stated_charset);
  return insert->execute();
}

}  // namespace

Result<Holding> Ledger::holding(const std::string& sha256, const ReadRun& run) {
  const std::lock_guard guard(state_->turn);
  return holding_of(state_->database, sha256, run);
}

Status Ledger::store(const Document& document, const Reading& reading, const ReadRun& run) {
  const std::lock_guard guard(state_->turn);
  const auto& database = state_->database;
  auto transaction = Transaction::begin(database);
  if (!transaction) return transaction.error();
  auto held = holding_of(database, document.sha256, run);
  if (!held) return held.error();
  if (*held == Holding::kHeld) return Done{};
  if (*held == Holding::kAbsent) {
    auto rows = database->number("SELECT count(*) FROM (SELECT 1 FROM custody LIMIT 1)");
    if (!rows) return rows.error();
    if (*rows == 0) {
      if (Status s = append_custody(database, run, {"create", "", "", "", ""}); !s) return s;
    }
    if (Status s = insert_capture(database, document); !s) return s;
  } else if (Status s = delete_machine(database, document.id); !s) {
    return s;
  }
  if (Status s = insert_record(database, document, *held == Holding::kAbsent); !s) return s;
  if (Status s = write_machine(database, document, reading, run); !s) return s;
  auto digest = digest_of(database, document.id);
  if (!digest) return digest.error();
  const CustodyEntry entry{*held == Holding::kAbsent ? "store" : "replace", document.id, document.path, document.sha256,
                           *digest};
  if (Status s = append_custody(database, run, entry); !s) return s;
  return transaction->commit();
}

Result<Identified> identify(const std::shared_ptr<Database>& database, const std::string& prefix) {
  constexpr std::string_view kHex = "0123456789abcdef";
  struct Kind {
    char letter;
    const char* table;
  };
  constexpr Kind kKinds[] = {{'d', "documents"}, {'c', "claims"},  {'a', "attributions"},
                             {'v', "voices"},    {'f', "figures"}, {'t', "times"}};
  const bool typed = prefix.size() > 1 && prefix[1] == ':';
  const std::string digits = typed ? prefix.substr(2) : prefix;
  const auto no_id = [&](std::string_view why) {
    return Error{ErrorCode::kUsage, '"' + prefix + "\" " + std::string(why), {}};
  };
  if (digits.empty() || digits.size() > 16 || digits.find_first_not_of(kHex) != std::string::npos) {
    return no_id("is no id: ids are a letter, a colon and hex digits, such as c:7f3a2");
  }
  if (typed && std::none_of(std::begin(kKinds), std::end(kKinds), [&](Kind k) { return k.letter == prefix[0]; })) {
    return no_id("is no id: it begins with d: c: a: v: f: or t:");
  }
  std::vector<Identified> found;
  for (const Kind kind : kKinds) {
    if (typed && kind.letter != prefix[0]) continue;
    const std::string table = kind.table;
    const std::string document = table == "documents" ? "id" : "document";
    auto find = Statement::prepare(database, "SELECT id, " + document + " FROM " + table +
                                                 " WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT 2");
    if (!find) return find.error();
    find->bind(1, std::string(1, kind.letter) + ':' + digits);
    for (;;) {
      auto more = find->step();
      if (!more) return more.error();
      if (!*more) break;
      found.push_back({find->text(0), table, find->text(1)});
    }
  }
  if (found.empty()) return Error{ErrorCode::kNotFound, "nothing here has the id " + prefix, {}};
  if (found.size() > 1) return no_id("fits several (" + found[0].id + ", " + found[1].id + "): give more digits");
  return found[0];
}

Result<std::string> document_named(const std::shared_ptr<Database>& database, const std::string& name) {
  auto by_path = Statement::prepare(database, "SELECT id FROM documents WHERE path = ? ORDER BY number LIMIT 2");
  if (!by_path) return by_path.error();
  by_path->bind(1, name);
  auto found = by_path->step();
  if (!found) return found.error();
  if (*found) {
    std::string id = by_path->text(0);
    auto second = by_path->step();
    if (!second) return second.error();
    if (!*second) return id;
    return Error{
        ErrorCode::kUsage,
        "several documents were read from " + name + ": " + id + ", " + by_path->text(0) + "; name one by its id",
        {}};
  }
  const bool typed = name.size() > 1 && name[1] == ':';
  auto id = identify(database, typed ? name : "d:" + name);
  if (id && id->table == "documents") return id->id;
  if (!id && id.error().code != ErrorCode::kUsage) return Error{ErrorCode::kNotFound, "no document " + name, {}};
  if (!id && typed) return id.error();
  return Error{ErrorCode::kNotFound, "no document was read from \"" + name + "\", and it is no document's id", {}};
}

Result<StoredDocument> Ledger::document(const std::string& id_or_path) const {
  const std::lock_guard guard(state_->turn);
  auto id = document_named(state_->database, id_or_path);
  if (!id) return id.error();
  return read_machine(state_->database, *id, Bytes::kWith);
}

Result<VerifyReport> Ledger::verify(const Progress& progress, const std::string& program) const {
  const std::lock_guard guard(state_->turn);
  return verify_case(state_->database, progress, program);
}

Result<CaseStats> Ledger::stats() const {
  const std::lock_guard guard(state_->turn);
  const auto& database = state_->database;
  CaseStats stats;
  stats.path = database->path();
  stats.sqlite = sqlite3_libversion();
  std::error_code ignored;
  const auto size = fs::file_size(stats.path, ignored);
  if (!ignored) stats.file_bytes = size;
  auto version = database->number("PRAGMA user_version");
  if (!version) return version.error();
  stats.schema = static_cast<int>(*version);
  auto bytes = database->number("SELECT total(size) FROM captures");
  if (!bytes) return bytes.error();
  stats.capture_bytes = static_cast<std::uint64_t>(*bytes);
  std::vector<std::string> tables{"captures", "records", "documents"};
  tables.insert(tables.end(), kMachineTables.begin(), kMachineTables.end());
  tables.insert(tables.end(), {"grades", "decisions", "notes", "custody"});
  for (const std::string& table : tables) {
    auto rows = database->number(("SELECT count(*) FROM " + table).c_str());
    if (!rows) return rows.error();
    stats.rows.emplace_back(table, static_cast<std::uint64_t>(*rows));
  }
  auto readers = Statement::prepare(database,
                                    "SELECT program, model, model_sha256, count(*) FROM documents GROUP BY 1, 2, 3"
                                    " ORDER BY 4 DESC, 1, 2, 3");
  if (!readers) return readers.error();
  for (;;) {
    auto more = readers->step();
    if (!more) return more.error();
    if (!*more) return stats;
    stats.readers.push_back(
        {readers->text(0), readers->text(1), readers->text(2), static_cast<std::uint64_t>(readers->integer(3))});
  }
}

}  // namespace hearsay
