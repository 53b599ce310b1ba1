// Tables: the one shape in which the ledger hands rows to whoever prints them.
//
// What it is: a Cursor yields rows of typed cells; columns carry the contract's field names. A cell that is nested in
// the contract (ranges, chains, commitment) holds its JSON text, so a row is a JSON object without further knowledge,
// and `shown` says which columns a table on a terminal has. Every cursor's order is fixed by the query, never by
// storage. Ownership: a Cursor owns its query and keeps the case file open; a Row owns its cells. Threads: one thread a
// cursor. Fails: next() gives kStorage when SQLite refuses, kLocked when another process holds the file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hearsay {

enum class CellKind : std::uint8_t { kNull, kBoolean, kInteger, kNumber, kText, kJson };

struct Cell {
  CellKind kind = CellKind::kNull;
  std::int64_t integer = 0;  // kBoolean (0 or 1), kInteger
  double number = 0;         // kNumber
  std::string text = {};     // kText: UTF-8; kJson: one JSON value

  [[nodiscard]] static Cell null() { return {}; }
  [[nodiscard]] static Cell boolean(bool b) { return {CellKind::kBoolean, b ? 1 : 0, 0, {}}; }
  [[nodiscard]] static Cell of(std::int64_t i) { return {CellKind::kInteger, i, 0, {}}; }
  [[nodiscard]] static Cell of(double d) { return {CellKind::kNumber, 0, d, {}}; }
  [[nodiscard]] static Cell of(std::string s) { return {CellKind::kText, 0, 0, std::move(s)}; }
  [[nodiscard]] static Cell json(std::string s) { return {CellKind::kJson, 0, 0, std::move(s)}; }

  // What a table or CSV prints: "" for null, "true"/"false", the shortest digits that read back, text and JSON as they
  // are.
  [[nodiscard]] std::string plain() const;
};

using Row = std::vector<Cell>;

struct Column {
  std::string name;   // the contract's field name: JSON key, CSV header, --fields
  bool shown = true;  // in a table on a terminal, when --fields names none
  bool wide = false;  // takes what width is left over: a passage of text
};

class Cursor {
 public:
  // Fills `row` with the next row; false at the end (and ever after).
  using Next = std::function<Result<bool>(Row& row)>;

  Cursor(std::vector<Column> columns, Next next) : columns_(std::move(columns)), next_(std::move(next)) {}

  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] Result<bool> next(Row& row);
  // The same rows; a table on a terminal has just the columns `shown`, of which `wide` takes the width left over.
  [[nodiscard]] Cursor showing(const std::vector<std::string>& shown, std::string_view wide) &&;
  // All rows that are left. For small results and tests.
  [[nodiscard]] Result<std::vector<Row>> rest();

 private:
  std::vector<Column> columns_;
  Next next_;
  bool ended_ = false;
};

// Appends {"name":cell,…} on one line, in the columns' order, without a line break. REQUIRES: as many cells as columns.
void append_json_object(std::string& out, const std::vector<Column>& columns, const Row& row);
// Appends `text` as a JSON string with its quotes. Ill-formed UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);
// The shortest decimal that reads back as `number`, as JSON and CSV print it; integers without a point.
void append_number(std::string& out, double number);

}  // namespace hearsay
