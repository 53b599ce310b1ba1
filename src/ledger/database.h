// SQLite, one thin layer: a connection and prepared statements that give Results instead of codes.
// Ownership: a Database closes its connection when the last Statement and Cursor that share it are gone. Statements
// bind by value. Threads: the connection is in SQLite's serialized mode; a Statement belongs to one thread at a time.
// Private to src/ledger.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hearsay {

class Database {
 public:
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // `flags` as for sqlite3_open_v2; `target` is a file name or, with SQLITE_OPEN_URI, a file: URI. `path` names the
  // file in errors.
  [[nodiscard]] static Result<std::shared_ptr<Database>> open(const std::string& target, int flags, std::string path);

  // Runs statements that give no rows.
  [[nodiscard]] Status run(const char* sql);
  [[nodiscard]] Result<std::int64_t> number(
      const char* sql);  // the first column of the first row; 0 where there is none

  // The last failure of the connection, as an Error.
  [[nodiscard]] Error error(int code, std::string_view doing) const;

  [[nodiscard]] sqlite3* handle() const { return handle_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  sqlite3* handle_;
  std::string path_;
};

class Statement {
 public:
  Statement() = default;
  ~Statement() { sqlite3_finalize(handle_); }
  Statement(Statement&& other) noexcept : database_(std::move(other.database_)), handle_(other.handle_) {
    other.handle_ = nullptr;
  }
  Statement& operator=(Statement&& other) noexcept {
    std::swap(database_, other.database_);
    std::swap(handle_, other.handle_);
    return *this;
  }

  [[nodiscard]] static Result<Statement> prepare(std::shared_ptr<Database> database, std::string_view sql);

  // Takes over a statement that was prepared elsewhere.
  [[nodiscard]] static Statement adopt(std::shared_ptr<Database> database, sqlite3_stmt* handle) {
    Statement statement;
    statement.database_ = std::move(database);
    statement.handle_ = handle;
    return statement;
  }

  // Binding cannot fail but for want of memory; positions count from 1.
  void bind(int at, std::int64_t value) { sqlite3_bind_int64(handle_, at, value); }
  void bind(int at, double value) { sqlite3_bind_double(handle_, at, value); }
  void bind(int at, std::string_view text);
  void bind(int at, const char* text) { bind(at, std::string_view(text)); }
  void bind_null(int at) { sqlite3_bind_null(handle_, at); }
  void bind_blob(int at, std::string_view bytes);  // REQUIRES: `bytes` lives until the next step or reset
  void bind_or_null(int at, std::string_view text) { text.empty() ? bind_null(at) : bind(at, text); }

  // True while there is a row.
  [[nodiscard]] Result<bool> step();
  // One row's worth of writing: steps once and resets.
  [[nodiscard]] Status execute();
  void reset();

  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(handle_, column); }
  [[nodiscard]] double real(int column) const { return sqlite3_column_double(handle_, column); }
  [[nodiscard]] std::string text(int column) const;  // "" for null; a blob's bytes as they are
  [[nodiscard]] sqlite3_stmt* handle() const { return handle_; }
  [[nodiscard]] const std::shared_ptr<Database>& shared_database() const { return database_; }

 private:
  std::shared_ptr<Database> database_;
  sqlite3_stmt* handle_ = nullptr;
};

// BEGIN IMMEDIATE … COMMIT; rolls back when it is dropped.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(std::shared_ptr<Database> database);
  Transaction(Transaction&&) noexcept = default;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] Status commit();

 private:
  explicit Transaction(std::shared_ptr<Database> database) : database_(std::move(database)) {}
  std::shared_ptr<Database> database_;
};

}  // namespace hearsay
