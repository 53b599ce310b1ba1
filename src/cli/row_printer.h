// Rows of the ledger as a table for a person or as records for a program.
// What it is: a terminal gets an aligned table fitted to its width; a pipe gets one record a line, tab-separated, the
// table's columns without a heading; --json --jsonl --csv --tsv give all columns under the contract's names.
// Ownership: reads the cursor to its end. Threads: one. Bounds: a table holds its first kRowsForWidths rows to find its
// widths; everything else is streamed.
// Fails: an exit status, and on standard error why.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "cli/terminal.h"
#include "ledger/table.h"

namespace hearsay::cli {

enum class Format : std::uint8_t { kTable, kRecords, kJson, kJsonl, kCsv, kTsv };

struct OutputOptions {
  bool table = false, json = false, jsonl = false, csv = false, tsv = false;
  std::string file;                 // -o
  std::vector<std::string> fields;  // --fields
};

void declare_output(Options& options, OutputOptions& output);

// Sends `console.out` where -o says and settles the format: the flag, else the file's ending, else what `out` is.
[[nodiscard]] Result<Format> prepare_output(Console& console, const OutputOptions& output);

// What a table says and colours beside the cells.
struct TableLook {
  std::string_view noun = "row";               // "claim": for "412 claims" and "no claim found"
  std::string_view name_column = "";           // shown in the colour and with the shape of …
  std::string_view kind_column = "";           // … this column's kind of voice
  std::vector<std::string_view> columns = {};  // of tables and pipes; empty: those the cursor shows
};

// kDone, kFoundNothing, or the status of what went wrong. `heading` false: rows that go on from a call before.
[[nodiscard]] int print_rows(Console& console, Cursor& cursor, Format format, const std::vector<std::string>& fields,
                             const TableLook& look, bool heading = true);

// prepare_output and print_rows.
[[nodiscard]] int print_rows(Console& console, Cursor& cursor, const OutputOptions& output, const TableLook& look);

// One field of a tab-separated record: tab, line breaks and backslash as \t \n \r \\.
void append_tsv_field(std::string& out, std::string_view text);
// One field of CSV, RFC 4180: quoted where it must be.
void append_csv_field(std::string& out, std::string_view text);

// "1,234"
[[nodiscard]] std::string with_commas(std::uint64_t number);
// "1 claim", "1,234 claims"
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view noun);

}  // namespace hearsay::cli
