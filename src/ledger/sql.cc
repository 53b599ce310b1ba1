// `sql`: a person's own SELECT over the case file. It runs on a connection of its own, opened read-only, behind an
// authorizer that lets through reading and nothing else, so no statement can write, attach a file, load code or unlock
// the journal. Cost is the asker's: there is no limit but Ctrl-C.
#include <algorithm>
#include <array>

#include "ledger/schema.h"
#include "ledger/state.h"

namespace hearsay {

namespace {

int only_reading(void*, int action, const char* first, const char* second, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION: {
      const std::string_view function = second == nullptr ? "" : second;
      return function == "load_extension" || function == "fts3_tokenizer" ? SQLITE_DENY : SQLITE_OK;
    }
    case SQLITE_UPDATE:
      // Asked when FTS5 declares its table's columns. A person's UPDATE of it fails: the schema is not writable.
      return std::string_view(first) == "sqlite_master" ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_PRAGMA: {
      constexpr auto kPragmas = std::to_array<std::string_view>(
          {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list", "database_list",
           "user_version", "application_id", "page_count", "page_size", "encoding", "compile_options", "data_version"});
      // Those that describe a table take its name; the others would set a value.
      const std::string_view pragma = first;
      const bool known = std::find(kPragmas.begin(), kPragmas.end(), pragma) != kPragmas.end();
      const bool takes_name = pragma.find("_list") != pragma.npos || pragma.find("info") != pragma.npos;
      return known && (second == nullptr || takes_name) ? SQLITE_OK : SQLITE_DENY;
    }
    default:
      return SQLITE_DENY;
  }
}

bool blank(const char* text) {
  // What may follow a statement: white space, semicolons and comments; SQLite itself says whether anything is left.
  return text == nullptr || std::string_view(text).find_first_not_of(" \t\r\n;") == std::string_view::npos;
}

Error usage(const std::shared_ptr<Database>& database, int code) {
  std::string message = sqlite3_errmsg(database->handle());
  if ((code & 0xFF) == SQLITE_AUTH) message += ": `sql` only reads; ask with SELECT";
  return {ErrorCode::kUsage, std::move(message), {}};
}

}  // namespace

Cursor cells_of(Statement statement, std::vector<std::string> booleans, std::vector<std::string> json) {
  auto rows = std::make_shared<Statement>(std::move(statement));
  std::vector<Column> columns;
  std::vector<CellKind> kinds;
  const auto in = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  const int count = sqlite3_column_count(rows->handle());
  for (int i = 0; i < count; ++i) {
    const char* name = sqlite3_column_name(rows->handle(), i);
    columns.push_back({name == nullptr ? "" : name});
    const std::string& column = columns.back().name;
    kinds.push_back(in(booleans, column) ? CellKind::kBoolean : in(json, column) ? CellKind::kJson : CellKind::kNull);
  }
  return {std::move(columns), [rows, kinds = std::move(kinds)](Row& row) -> Result<bool> {
            auto more = rows->step();
            if (!more || !*more) return more;
            row.clear();
            for (int i = 0; i < static_cast<int>(kinds.size()); ++i) {
              const int type = sqlite3_column_type(rows->handle(), i);
              const CellKind kind = kinds[static_cast<std::size_t>(i)];
              if (type == SQLITE_NULL) {
                row.push_back(Cell::null());
              } else if (kind == CellKind::kBoolean) {
                row.push_back(Cell::boolean(rows->integer(i) != 0));
              } else if (kind == CellKind::kJson) {
                row.push_back(Cell::json(rows->text(i)));
              } else if (type == SQLITE_INTEGER) {
                row.push_back(Cell::of(rows->integer(i)));
              } else if (type == SQLITE_FLOAT) {
                row.push_back(Cell::of(rows->real(i)));
              } else {
                row.push_back(Cell::of(rows->text(i)));
              }
            }
            return true;
          }};
}

Result<Cursor> Ledger::sql(const std::string& statement) const {
  const std::lock_guard guard(state_->turn);
  auto opened = open_case(state_->database->path(), {});
  if (!opened) return opened.error();
  const auto& database = *opened;
  sqlite3_set_authorizer(database->handle(), only_reading, nullptr);
  const char* rest = nullptr;
  sqlite3_stmt* handle = nullptr;
  const int code =
      sqlite3_prepare_v2(database->handle(), statement.c_str(), static_cast<int>(statement.size() + 1), &handle, &rest);
  if (code != SQLITE_OK) return usage(database, code);
  if (handle == nullptr) return Error{ErrorCode::kUsage, "no statement; try: SELECT name, kind FROM voices", {}};
  if (!blank(rest)) {
    sqlite3_finalize(handle);
    return Error{ErrorCode::kUsage, "one statement at a time", {}};
  }
  if (sqlite3_column_count(handle) == 0) {
    // VACUUM and its like ask the authorizer only when they run.
    sqlite3_finalize(handle);
    return Error{ErrorCode::kUsage, "`sql` only reads; ask with SELECT", {}};
  }
  return cells_of(Statement::adopt(database, handle));
}

}  // namespace hearsay
