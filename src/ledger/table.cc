#include "ledger/table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace hearsay {

void append_number(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";  // JSON has no other word for it
    return;
  }
  std::array<char, 40> buffer{};
  char* const first = buffer.data();
  const bool whole = std::fabs(number) < 9007199254740992.0 && number == std::trunc(number);
  const auto done = whole ? std::to_chars(first, first + buffer.size(), static_cast<std::int64_t>(number))
                          : std::to_chars(first, first + buffer.size(), number);
  out.append(first, done.ptr);
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) {
      const Decoded d = decode_utf8(text, i);
      if (d.valid) {
        out.append(text, i, d.length);
      } else {
        out += "\xEF\xBF\xBD";
      }
      i += d.length;
      continue;
    }
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        if (byte < 0x20) {
          out += "\\u00";
          out += kHex[byte >> 4];
          out += kHex[byte & 15];
        } else {
          out += c;
        }
    }
    ++i;
  }
  out += '"';
}

std::string Cell::plain() const {
  switch (kind) {
    case CellKind::kNull:
      return {};
    case CellKind::kBoolean:
      return integer != 0 ? "true" : "false";
    case CellKind::kInteger:
      return std::to_string(integer);
    case CellKind::kNumber: {
      std::string out;
      append_number(out, number);
      return out;
    }
    case CellKind::kText:
    case CellKind::kJson:
      return text;
  }
  return {};
}

Cursor Cursor::showing(const std::vector<std::string>& shown, std::string_view wide) && {
  for (Column& column : columns_) {
    column.shown = std::find(shown.begin(), shown.end(), column.name) != shown.end();
    column.wide = column.name == wide;
  }
  return std::move(*this);
}

Result<bool> Cursor::next(Row& row) {
  if (ended_) return false;
  Result<bool> more = next_(row);
  ended_ = !more || !*more;  // SQLite would begin again
  return more;
}

Result<std::vector<Row>> Cursor::rest() {
  std::vector<Row> rows;
  for (Row row;;) {
    Result<bool> more = next(row);
    if (!more) return more.error();
    if (!*more) return rows;
    rows.push_back(row);
  }
}

void append_json_object(std::string& out, const std::vector<Column>& columns, const Row& row) {
  out += '{';
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, columns[i].name);
    out += ':';
    const Cell& cell = row[i];
    switch (cell.kind) {
      case CellKind::kNull:
        out += "null";
        break;
      case CellKind::kText:
        append_json_string(out, cell.text);
        break;
      default:
        out += cell.plain();
    }
  }
  out += '}';
}

}  // namespace hearsay
