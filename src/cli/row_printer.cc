#include "cli/row_printer.h"

#include <algorithm>
#include <numeric>

#include "cli/display_width.h"
#include "cli/exit_status.h"
#include "cli/suggestion.h"

namespace hearsay::cli {

namespace {

constexpr std::size_t kRowsForWidths = 400;
constexpr std::size_t kGap = 2;          // columns between two cells
constexpr std::size_t kLeastColumn = 9;  // a column is not shrunk below this: an id's beginning
constexpr std::size_t kMostColumn = 32;  // a column that is not wide takes at most this
constexpr std::size_t kLeastWide = 24;   // what the wide column is to have before others are shrunk
constexpr std::size_t kMostLines = 4;    // of one wide cell

// "c:" and 16 hex digits. A table shows its beginning, which every verb understands.
constexpr std::size_t kIdBytes = 18;
constexpr std::size_t kShortId = 9;
bool is_id(std::string_view text) {
  return text.size() == kIdBytes && text[1] == ':' &&
         text.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos;
}

// A JSON list of plain strings as a person writes one.
std::string listed(std::string_view json) {
  std::string out;
  json = json.substr(2, json.size() - 4);
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json.substr(i, 3) == "\",\"") {
      out += ", ";
      i += 2;
    } else {
      out += json[i];
    }
  }
  return out;
}

// A heading in lines: broken after underscores, so that a long name over short values takes no room from the text.
std::vector<std::string> heading_lines(std::string_view name, std::size_t width) {
  std::vector<std::string> lines{""};
  while (!name.empty()) {
    const std::size_t at = name.find('_');
    const std::string_view piece = name.substr(0, at == std::string_view::npos ? name.size() : at + 1);
    if (!lines.back().empty() && lines.back().size() + piece.size() > width) lines.emplace_back();
    lines.back() += piece;
    name.remove_prefix(piece.size());
  }
  for (auto& line : lines) line = fitted(line, width);
  return lines;
}

std::size_t longest_piece(std::string_view name) {
  std::size_t longest = 0;
  while (!name.empty()) {
    const std::size_t at = name.find('_');
    const std::size_t piece = at == std::string_view::npos ? name.size() : at + 1;
    longest = std::max(longest, piece);
    name.remove_prefix(piece);
  }
  return longest;
}

bool is_number(const Cell& cell) { return cell.kind == CellKind::kInteger || cell.kind == CellKind::kNumber; }

std::size_t column_named(const std::vector<Column>& columns, std::string_view name) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == name) return i;
  }
  return columns.size();
}

class TablePrinter {
 public:
  TablePrinter(Console& console, const std::vector<Column>& columns, std::vector<std::size_t> chosen,
               const TableLook& look)
      : console_(console),
        columns_(columns),
        chosen_(std::move(chosen)),
        name_(column_named(columns, look.name_column)),
        kind_(column_named(columns, look.kind_column)) {}

  void add(Row row) {
    if (laid_out_) {
      print(row);
      return;
    }
    first_.push_back(std::move(row));
    if (first_.size() == kRowsForWidths) lay_out();
  }

  void end() {
    if (!laid_out_ && !first_.empty()) lay_out();
  }

 private:
  [[nodiscard]] std::string shown(const Row& row, std::size_t column) const {
    const Cell& cell = row[column];
    if (cell.kind == CellKind::kBoolean) return cell.integer ? "yes" : "no";
    std::string text = printable(cell.plain());
    if (is_id(text)) return text.substr(0, kShortId);
    if (cell.kind == CellKind::kJson && text.starts_with("[\"")) return listed(text);
    if (column != name_ || kind_ == columns_.size()) return text;
    const std::string kind = row[kind_].plain();
    if (kind.empty()) return text;
    if (text.empty()) text = shown_name(text, kind);
    // In a chain the shape stands before the last link: on whose word it rests.
    const std::size_t last = text.rfind(" > ");
    text.insert(last == std::string::npos ? 0 : last + 3, std::string(shape_of_voice(kind)) + " ");
    return text;
  }

  void lay_out() {
    laid_out_ = true;
    right_.assign(chosen_.size(), true);
    widths_.assign(chosen_.size(), 0);
    std::size_t wide = chosen_.size();
    for (std::size_t c = 0; c < chosen_.size(); ++c) {
      const Column& column = columns_[chosen_[c]];
      widths_[c] = longest_piece(column.name);
      if (column.wide) wide = c;
      for (const Row& row : first_) {
        const Cell& cell = row[chosen_[c]];
        if (cell.kind != CellKind::kNull && !is_number(cell)) right_[c] = false;
        widths_[c] = std::max(widths_[c], display_width(std::string_view(shown(row, chosen_[c]))));
      }
      if (!column.wide && chosen_.size() > 1) widths_[c] = std::min(widths_[c], kMostColumn);
    }
    shrink(wide);
    std::vector<std::vector<std::string>> headings;
    std::size_t height = 1;
    for (std::size_t c = 0; c < chosen_.size(); ++c) {
      headings.push_back(heading_lines(columns_[chosen_[c]].name, widths_[c]));
      height = std::max(height, headings.back().size());
    }
    for (std::size_t l = 0; l < height; ++l) {
      std::string line;
      for (std::size_t c = 0; c < chosen_.size(); ++c) {
        append_cell(line, c, l < headings[c].size() ? headings[c][l] : "", "1");
      }
      write_line(line);
    }
    for (const Row& row : first_) print(row);
    first_.clear();
  }

  // Narrows the widest of the others until the wide column has room, then the wide one until all fit.
  void shrink(std::size_t wide) {
    const std::size_t room = console_.width() - std::min(console_.width(), kGap * (chosen_.size() - 1));
    const auto total = [&] { return std::accumulate(widths_.begin(), widths_.end(), std::size_t{0}); };
    const std::size_t wish = wide < widths_.size() ? std::min(widths_[wide], kLeastWide) : 0;
    while (total() > room) {
      std::size_t widest = widths_.size();
      for (std::size_t c = 0; c < widths_.size(); ++c) {
        if (c != wide && !right_[c] && (widest == widths_.size() || widths_[c] > widths_[widest])) widest = c;
      }
      const std::size_t over = total() - room;
      if (wide < widths_.size() && widths_[wide] > wish) {
        widths_[wide] -= std::min(over, widths_[wide] - wish);
      } else if (widest < widths_.size() && widths_[widest] > kLeastColumn) {
        --widths_[widest];
      } else if (wide < widths_.size() && widths_[wide] > kLeastColumn) {
        widths_[wide] -= std::min(over, widths_[wide] - kLeastColumn);
      } else {
        return;  // a terminal this narrow wraps the lines itself
      }
    }
  }

  void append_cell(std::string& line, std::size_t c, const std::string& text, std::string_view codes) {
    if (c > 0) line.append(kGap, ' ');
    const std::size_t width = display_width(std::string_view(text));
    const std::size_t pad = widths_[c] > width ? widths_[c] - width : 0;
    if (right_[c]) line.append(pad, ' ');
    line += console_.style().paint(codes, text);
    if (!right_[c]) line.append(pad, ' ');
  }

  void print(const Row& row) {
    std::vector<std::vector<std::string>> cells(chosen_.size());
    std::size_t height = 1;
    for (std::size_t c = 0; c < chosen_.size(); ++c) {
      const std::string text = shown(row, chosen_[c]);
      const auto lines = wrapped(text, std::max<std::size_t>(widths_[c], 1));
      for (std::size_t l = 0; l < lines.size() && l < kMostLines; ++l) {
        const bool cut = l + 1 == kMostLines && lines.size() > kMostLines;
        cells[c].push_back(cut ? fitted(std::string(lines[l]) + " …………", widths_[c]) : std::string(lines[l]));
        if (cut) {  // one ellipsis is enough
          std::string& last = cells[c].back();
          while (last.ends_with("……")) last.resize(last.size() - std::string_view("…").size());
        }
      }
      height = std::max(height, cells[c].size());
    }
    for (std::size_t l = 0; l < height; ++l) {
      std::string line;
      for (std::size_t c = 0; c < chosen_.size(); ++c) {
        const std::string text = l < cells[c].size() ? cells[c][l] : "";
        const bool voice = chosen_[c] == name_ && kind_ < columns_.size();
        append_cell(line, c, text, voice ? color_of_voice(row[kind_].plain()) : "");
      }
      write_line(line);
    }
  }

  void write_line(std::string& line) {
    while (line.ends_with(' ')) line.pop_back();
    line += '\n';
    console_.out.write(line);
  }

  Console& console_;
  const std::vector<Column>& columns_;
  std::vector<std::size_t> chosen_;
  std::size_t name_, kind_;
  std::vector<Row> first_;
  std::vector<std::size_t> widths_;
  std::vector<char> right_;  // aligned right: nothing but numbers
  bool laid_out_ = false;
};

// The indices of the columns that are printed, or which field there is none of.
Result<std::vector<std::size_t>> chosen_columns(const std::vector<Column>& columns,
                                                const std::vector<std::string>& fields,
                                                const std::vector<std::string_view>& usual, bool only_shown) {
  std::vector<std::size_t> chosen;
  if (fields.empty() && only_shown && !usual.empty()) {
    for (const std::string_view field : usual) {
      const std::size_t i = column_named(columns, field);
      if (i < columns.size()) chosen.push_back(i);
    }
    return chosen;
  }
  if (fields.empty()) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!only_shown || columns[i].shown) chosen.push_back(i);
    }
    return chosen;
  }
  for (const std::string& field : fields) {
    const std::size_t i = column_named(columns, field);
    if (i == columns.size()) {
      std::vector<std::string_view> known;
      std::string all;
      for (const Column& column : columns) {
        known.push_back(column.name);
        all += (all.empty() ? "" : ", ") + column.name;
      }
      return Error{ErrorCode::kUsage,
                   "no field '" + field + "'" + did_you_mean(field, known) + " (fields: " + all + ")", ""};
    }
    chosen.push_back(i);
  }
  return chosen;
}

class RecordPrinter {
 public:
  RecordPrinter(OutputStream& out, Format format, const std::vector<Column>& columns,
                const std::vector<std::size_t>& chosen)
      : out_(out), format_(format), chosen_(chosen) {
    for (const std::size_t i : chosen) columns_.push_back(columns[i]);
  }

  void begin() {
    if (format_ == Format::kJson) out_.write("[");
    if (format_ != Format::kCsv && format_ != Format::kTsv) return;
    line_.clear();
    for (std::size_t c = 0; c < columns_.size(); ++c) append_field(c, columns_[c].name);
    line_ += '\n';
    out_.write(line_);
  }

  void add(Row& row) {
    line_.clear();
    if (format_ == Format::kJson || format_ == Format::kJsonl) {
      cells_.clear();
      for (const std::size_t i : chosen_) cells_.push_back(row[i]);
      if (format_ == Format::kJson) line_ = any_ ? ",\n" : "\n";
      append_json_object(line_, columns_, cells_);
      if (format_ == Format::kJsonl) line_ += '\n';
    } else {
      for (std::size_t c = 0; c < chosen_.size(); ++c) append_field(c, row[chosen_[c]].plain());
      line_ += '\n';
    }
    any_ = true;
    out_.write(line_);
  }

  void end() {
    if (format_ == Format::kJson) out_.write(any_ ? "\n]\n" : "]\n");
  }

 private:
  void append_field(std::size_t c, std::string_view text) {
    if (c > 0) line_ += format_ == Format::kCsv ? ',' : '\t';
    if (format_ == Format::kCsv) {
      append_csv_field(line_, text);
    } else {
      append_tsv_field(line_, text);
    }
  }

  OutputStream& out_;
  Format format_;
  std::vector<std::size_t> chosen_;
  std::vector<Column> columns_;
  Row cells_;
  std::string line_;
  bool any_ = false;
};

}  // namespace

void declare_output(Options& options, OutputOptions& output) {
  options.group("Output");
  options.flag("--table", output.table, "a table, also in a pipe");
  options.flag("--json", output.json, "one JSON array");
  options.flag("--jsonl", output.jsonl, "one JSON object a line");
  options.flag("--csv", output.csv, "comma-separated values with a heading");
  options.flag("--tsv", output.tsv, "tab-separated values with a heading (a pipe gets them without)");
  options.list("--fields", output.fields, "A,B", {}, "only these fields, in this order");
  options.file("-o,--output", output.file, "FILE", "write there; .json .jsonl .csv .tsv choose the format");
}

Result<Format> prepare_output(Console& console, const OutputOptions& output) {
  if (output.table + output.json + output.jsonl + output.csv + output.tsv > 1) {
    return Error{ErrorCode::kUsage, "choose one of --table --json --jsonl --csv --tsv", ""};
  }
  if (!output.file.empty()) {
    if (Status redirected = console.out.redirect(output.file); !redirected.ok()) return redirected.error();
    console.set_color(ColorMode::kNever);
  }
  if (output.table) return Format::kTable;
  if (output.json) return Format::kJson;
  if (output.jsonl) return Format::kJsonl;
  if (output.csv) return Format::kCsv;
  if (output.tsv) return Format::kTsv;
  const std::string_view name = output.file;
  if (name.ends_with(".json")) return Format::kJson;
  if (name.ends_with(".jsonl") || name.ends_with(".ndjson")) return Format::kJsonl;
  if (name.ends_with(".csv")) return Format::kCsv;
  if (name.ends_with(".tsv")) return Format::kTsv;
  return console.out.is_terminal() ? Format::kTable : Format::kRecords;
}

int print_rows(Console& console, Cursor& cursor, Format format, const std::vector<std::string>& fields,
               const TableLook& look, bool heading) {
  const std::vector<Column>& columns = cursor.columns();
  const auto chosen =
      chosen_columns(columns, fields, look.columns, format == Format::kTable || format == Format::kRecords);
  if (!chosen.ok()) {
    console.error(chosen.error());
    return kUsage;
  }
  TablePrinter table(console, columns, *chosen, look);
  RecordPrinter records(console.out, format, columns, *chosen);
  if (format != Format::kTable && heading) records.begin();
  std::uint64_t rows = 0;
  Row row;
  while (console.out.open()) {
    const Result<bool> more = cursor.next(row);
    if (!more.ok()) {
      console.error(more.error());
      return exit_status_of(more.error().code);
    }
    if (!*more) break;
    ++rows;
    if (format == Format::kTable) {
      table.add(std::move(row));
      row = Row();
    } else {
      records.add(row);
    }
  }
  if (format == Format::kTable) {
    table.end();
  } else {
    records.end();
  }
  if (rows == 0) {
    console.note("hearsay: no " + std::string(look.noun) + " found");
    return kFoundNothing;
  }
  if (format == Format::kTable && console.errors_to_terminal()) {
    console.out.flush();
    console.note(console.message_style().dim(counted(rows, look.noun)));
  }
  return kDone;
}

int print_rows(Console& console, Cursor& cursor, const OutputOptions& output, const TableLook& look) {
  const Result<Format> format = prepare_output(console, output);
  if (!format.ok()) {
    console.error(format.error());
    return kUsage;
  }
  return print_rows(console, cursor, *format, output.fields, look);
}

void append_tsv_field(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\0':
        out += "\\0";
        break;
      default:
        out += c;
    }
  }
}

void append_csv_field(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\n\r") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return with_commas(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

}  // namespace hearsay::cli
