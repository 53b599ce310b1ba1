// Opening and making case files.
//
// A new file is built in memory, written beside its place and linked into it: whoever looks sees no file or a whole
// one, and of two programs that make it at once one wins and the other opens the winner's. Journal mode WAL lets
// queries run while pages are read in. synchronous=NORMAL: a killed process loses nothing that was committed (the WAL
// is in the kernel's hands by then); a power failure may take back the last documents, never parts of one, and the next
// `read` stores them again. FULL would pay an fsync a document for those last few alone.
#include "ledger/schema.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include "ledger/words.h"

namespace hearsay {

namespace {

// What version 2 added to version 1. Word for word as in schema_sql.cc, so that old and new files are alike.
constexpr std::string_view kVersion2[] = {"CREATE TABLE records", "CREATE TABLE heads", "CREATE TRIGGER records_stay",
                                          "CREATE TRIGGER records_last"};

// The statement of schema_sql() that begins so.
std::string statement_of_schema(std::string_view begin) {
  const std::string_view all = schema_sql();
  const std::size_t at = all.find(begin);
  const std::string_view end = begin.starts_with("CREATE TRIGGER") ? "END;" : ") WITHOUT ROWID;";
  return std::string(all.substr(at, all.find(end, at) + end.size() - at));
}

constexpr std::string_view kHeader{"SQLite format 3\0", 16};

Error file_error(const std::string& path, std::string_view doing) {
  return {ErrorCode::kUnreadable, std::string(doing) + ": " + std::strerror(errno), path};
}

// A new case as the bytes of its file.
Result<std::string> empty_case(const std::string& path) {
  auto memory = Database::open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, path);
  if (!memory) return memory.error();
  Database& database = **memory;
  const std::string pragmas = "PRAGMA application_id=" + std::to_string(kCaseApplication) +
                              ";PRAGMA user_version=" + std::to_string(kCaseSchema) + ";PRAGMA encoding='UTF-8';";
  if (Status s = database.run(pragmas.c_str()); !s) return s.error();
  if (Status s = database.run(std::string(schema_sql()).c_str()); !s) return s.error();
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(database.handle(), "main", &size, 0);
  if (bytes == nullptr) return Error{ErrorCode::kStorage, "no memory for a new case file", path};
  std::string out(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  return out;
}

Status write_all(int file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return file_error(path, "cannot write a new case file");
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  if (::fsync(file) != 0) return file_error(path, "cannot write a new case file");
  return Done{};
}

Status make_case(const std::string& path) {
  Result<std::string> bytes = empty_case(path);
  if (!bytes) return bytes.error();
  const std::string beside = path + ".new-" + std::to_string(::getpid());
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return file_error(path, "cannot make the case file");
  Status written = write_all(file, *bytes, path);
  ::close(file);
  if (written && ::link(beside.c_str(), path.c_str()) != 0 && errno != EEXIST) {
    // A file system without links.
    if (::rename(beside.c_str(), path.c_str()) == 0) return Done{};
    written = file_error(path, "cannot make the case file");
  }
  ::unlink(beside.c_str());
  return written;
}

// Tells a case from any other file before SQLite touches it, and a damaged head from a missing one.
Status check_header(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return file_error(path, "cannot open the case file");
  char head[16];
  const ssize_t n = ::read(file, head, sizeof head);
  const int failure = errno;
  ::close(file);
  if (n < 0) {
    errno = failure;
    return file_error(path, "cannot read the case file");
  }
  if (std::string_view(head, static_cast<std::size_t>(n)) != kHeader) {
    return Error{ErrorCode::kMalformed, "this is no case file; name another with --case", path, 0};
  }
  return Done{};
}

Status check_version(Database& database) {
  auto application = database.number("PRAGMA application_id");
  if (!application) return application.error();
  if (*application != kCaseApplication) {
    return Error{ErrorCode::kMalformed, "this database is no case file; name another with --case", database.path()};
  }
  auto version = database.number("PRAGMA user_version");
  if (!version) return version.error();
  if (*version > kCaseSchema) {
    return Error{ErrorCode::kNewerSchema,
                 "written by a newer hearsay (schema " + std::to_string(*version) + ", this one knows " +
                     std::to_string(kCaseSchema) + "): use that version",
                 database.path()};
  }
  if (*version < 1) return Error{ErrorCode::kMalformed, "this case file has no schema version", database.path()};
  return Done{};
}

// Brings the tables of an older version up to this one's. A file that is only read keeps its own; what it lacks stands
// empty beside it.
Status migrate(Database& database, bool reading) {
  auto version = database.number("PRAGMA user_version");
  if (!version) return version.error();
  if (*version >= kCaseSchema) return Done{};
  if (reading) {
    std::string script = "PRAGMA temp_store=MEMORY;";
    for (const std::string_view begin : kVersion2) {
      if (!begin.starts_with("CREATE TABLE")) continue;
      std::string table = statement_of_schema(begin);
      table.replace(0, std::string_view("CREATE TABLE").size(), "CREATE TEMP TABLE IF NOT EXISTS");
      // A temporary table may not refer to the file's.
      const std::size_t at = table.find(" REFERENCES ");
      table.erase(at, table.find(')', at) + 1 - at);
      script += table;
    }
    return database.run(script.c_str());
  }
  std::string script = "BEGIN IMMEDIATE;";
  for (const std::string_view begin : kVersion2) script += statement_of_schema(begin);
  script += "PRAGMA user_version=" + std::to_string(kCaseSchema) + ";COMMIT;";
  Status done = database.run(script.c_str());
  if (done) return done;
  (void)database.run("ROLLBACK;");
  // Another program may have done it in the meantime.
  version = database.number("PRAGMA user_version");
  return version && *version >= kCaseSchema ? Status(Done{}) : done;
}

// file: URI for `path`, with what a URI reads otherwise escaped.
std::string uri_of(const std::string& path, std::string_view query) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '?' || c == '#' || c == '%') {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '?';
  out += query;
  return out;
}

// A file that nobody writes to may lie on a read-only medium, where SQLite cannot make its shared memory.
Result<std::shared_ptr<Database>> open_to_read(const std::string& path, int wait_ms) {
  auto opened = Database::open(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX, path);
  if (!opened) return opened;
  sqlite3_busy_timeout((*opened)->handle(), wait_ms);
  // The first statement reads the file; opening does not.
  auto probe = (*opened)->number("SELECT count(*) FROM sqlite_schema");
  if (probe) return opened;
  std::error_code ignored;
  const auto log = std::filesystem::file_size(path + "-wal", ignored);
  const bool settled = ignored || log == 0;
  if (probe.error().code != ErrorCode::kUnreadable || !settled) return probe.error();
  return Database::open(uri_of(path, "immutable=1"), SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_URI,
                        path);
}

// has_words(text, query), for the door's filters. NULL has no words.
void has_words_in_sql(sqlite3_context* context, int, sqlite3_value** values) {
  const auto view = [](sqlite3_value* value) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return text == nullptr ? std::string_view() : std::string_view(text, sqlite3_value_bytes(value));
  };
  const bool known = sqlite3_value_type(values[0]) != SQLITE_NULL;
  sqlite3_result_int(context, known && has_words(view(values[0]), view(values[1])));
}

}  // namespace

Result<std::shared_ptr<Database>> open_case(const std::string& path, const OpenOptions& options) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    if (options.mode != OpenOptions::Mode::kCreate) {
      return Error{ErrorCode::kUnreadable, "no case file here; `hearsay read` makes one", path};
    }
    if (Status s = make_case(path); !s) return s.error();
  }
  if (Status s = check_header(path); !s) return s.error();
  const bool reading = options.mode == OpenOptions::Mode::kRead;
  auto opened = reading ? open_to_read(path, options.wait_ms)
                        : Database::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, path);
  if (!opened) return opened;
  Database& database = **opened;
  sqlite3_busy_timeout(database.handle(), options.wait_ms);
  if (Status s = check_version(database); !s) return s.error();
  sqlite3_create_function_v2(database.handle(), "has_words", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                             nullptr, has_words_in_sql, nullptr, nullptr, nullptr);
  // A case file comes from strangers too: no functions in its schema but SQLite's own, no trust in its pages' sizes.
  sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (Status s = database.run("PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON; PRAGMA synchronous=NORMAL;"); !s) {
    return s.error();
  }
  if (!reading) {
    if (sqlite3_db_readonly(database.handle(), "main") == 1) {
      return Error{ErrorCode::kUnreadable, "the case file may not be written; check its permissions", path};
    }
    if (Status s = database.run("PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864;"); !s) return s.error();
  }
  if (Status s = migrate(database, reading); !s) return s.error();
  return opened;
}

}  // namespace hearsay
