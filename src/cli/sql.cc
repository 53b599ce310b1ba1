// `hearsay sql`: one SELECT over the case file.
#include <unistd.h>

#include <array>
#include <memory>
#include <string>

#include "cli/case_file.h"
#include "cli/row_printer.h"
#include "cli/verb.h"
#include "ledger/ledger.h"

namespace hearsay::cli {
namespace {

constexpr std::size_t kMostStatementBytes = 1u << 20;

struct SqlOptions {
  std::string statement;
  std::string case_path;
  OutputOptions output;
};

bool read_statement(std::string& statement) {
  statement.clear();
  std::array<char, 4096> chunk{};
  while (true) {
    const ssize_t got = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (got <= 0) return got == 0;
    statement.append(chunk.data(), static_cast<std::size_t>(got));
    if (statement.size() > kMostStatementBytes) return false;
  }
}

int sql(Console& console, SqlOptions& options) {
  if (options.statement == "-" && !read_statement(options.statement)) {
    console.error("standard input: no statement of at most 1 MiB");
    return kUsage;
  }
  int status = kDone;
  auto ledger = open_case(console, options.case_path, status);
  if (!ledger) return status;
  auto cursor = ledger->sql(options.statement);
  if (!cursor.ok()) {
    console.error(cursor.error());
    return exit_status_of(cursor.error().code);
  }
  return print_rows(console, *cursor, options.output, {"row"});
}

Run declare(Options& options) {
  auto parsed = std::make_shared<SqlOptions>();
  options.positional(parsed->statement, "STATEMENT", "one SELECT, or - to read it from standard input", true);
  declare_case(options, parsed->case_path);
  declare_output(options, parsed->output);
  return [parsed](Console& console) { return sql(console, *parsed); };
}

}  // namespace

Verb sql_verb() {
  return {"sql",
          "Tools",
          "ask the case file in SQL",
          "Runs one SELECT over the tables that 'hearsay schema' prints. Nothing can be written this way. The case "
          "file is a "
          "plain SQLite database, so sqlite3 opens it too.",
          {{"hearsay sql 'select outlet, count(*) as documents from documents group by outlet'", ""},
           {"hearsay sql --csv - < question.sql", "a longer one, from a file"}},
          declare};
}

}  // namespace hearsay::cli
