#include "ledger/database.h"

namespace hearsay {

Database::~Database() { sqlite3_close_v2(handle_); }

Result<std::shared_ptr<Database>> Database::open(const std::string& target, int flags, std::string path) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(target.c_str(), &handle, flags, nullptr);
  std::shared_ptr<Database> database(new Database(handle, std::move(path)));
  if (code != SQLITE_OK) return database->error(code, "cannot open the case file");
  sqlite3_extended_result_codes(handle, 1);
  return database;
}

Error Database::error(int code, std::string_view doing) const {
  ErrorCode kind = ErrorCode::kStorage;
  std::string hint;
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      kind = ErrorCode::kLocked;
      hint = "; another process is writing to it: wait for it to end, then try again";
      break;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      kind = ErrorCode::kMalformed;
      hint = "; restore it from a copy, or read the pages again into a new case file";
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      kind = ErrorCode::kUnreadable;
      hint = "; check that the file and its folder exist and may be written";
      break;
    case SQLITE_FULL:
      hint = "; free some space on its disk";
      break;
    default:
      break;
  }
  std::string message(doing);
  message += ": ";
  message += handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  message += hint;
  return {kind, std::move(message), path_};
}

Status Database::run(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code, "the case file refused");
  return Done{};
}

Result<std::int64_t> Database::number(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr);
  std::int64_t value = 0;
  if (code == SQLITE_OK) {
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW) value = sqlite3_column_int64(statement, 0);
  }
  sqlite3_finalize(statement);
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) return error(code, "the case file refused");
  return value;
}

Result<Statement> Statement::prepare(std::shared_ptr<Database> database, std::string_view sql) {
  Statement statement;
  const int code =
      sqlite3_prepare_v2(database->handle(), sql.data(), static_cast<int>(sql.size()), &statement.handle_, nullptr);
  if (code != SQLITE_OK) return database->error(code, "the case file refused a query");
  statement.database_ = std::move(database);
  return statement;
}

void Statement::bind(int at, std::string_view text) {
  // A null data pointer would bind NULL; an empty text is a text.
  sqlite3_bind_text64(handle_, at, text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Statement::bind_blob(int at, std::string_view bytes) {
  if (bytes.empty()) {
    sqlite3_bind_zeroblob(handle_, at, 0);
  } else {
    sqlite3_bind_blob64(handle_, at, bytes.data(), bytes.size(), SQLITE_STATIC);
  }
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  Error error = database_->error(code, "the case file refused");
  sqlite3_reset(handle_);
  return error;
}

Status Statement::execute() {
  const int code = sqlite3_step(handle_);
  if (code != SQLITE_DONE && code != SQLITE_ROW) {
    Error error = database_->error(code, "the case file refused");
    sqlite3_reset(handle_);
    return error;
  }
  sqlite3_reset(handle_);
  return Done{};
}

void Statement::reset() {
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
}

std::string Statement::text(int column) const {
  const void* data = sqlite3_column_type(handle_, column) == SQLITE_BLOB ? sqlite3_column_blob(handle_, column)
                                                                         : sqlite3_column_text(handle_, column);
  const int size = sqlite3_column_bytes(handle_, column);
  return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

Result<Transaction> Transaction::begin(std::shared_ptr<Database> database) {
  if (Status s = database->run("BEGIN IMMEDIATE"); !s) return s.error();
  return Transaction(std::move(database));
}

Transaction::~Transaction() {
  if (database_) sqlite3_exec(database_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Status Transaction::commit() {
  Status s = database_->run("COMMIT");
  if (s) database_ = nullptr;
  return s;
}

}  // namespace hearsay
