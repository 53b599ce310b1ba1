#include "cli/row_printer.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "cli/display_width.h"
#include "cli/exit_status.h"
#include "cli/inputs.h"

namespace hearsay::cli {
namespace {

std::vector<Column> columns() { return {{"id"}, {"name"}, {"kind", false}, {"count"}, {"text", true, true}}; }

std::vector<Row> rows() {
  return {{Cell::of("c:0123456789abcdef"), Cell::of("Ministry of Health"), Cell::of("government"),
           Cell::of(std::int64_t{12}), Cell::of("at least 12 people,\nit said, \"may\" have been\thurt")},
          {Cell::of("c:fedcba9876543210"), Cell::of(""), Cell::of("anonymous"), Cell::null(),
           Cell::of("日本語\\ \x1b[31m and a very long sentence that goes on and on so that no terminal of usual width "
                    "would ever show it on a single line of its own")}};
}

struct Printed {
  int status;
  std::string text;
};

Printed printed(Format format, const std::vector<std::string>& fields = {}, std::vector<Row> content = rows(),
                const TableLook& look = {"row", "name", "kind"}) {
  char path[] = "/tmp/row_printer_test.XXXXXX";
  close(mkstemp(path));
  Printed out{};
  {
    Console console;
    EXPECT_TRUE(console.out.redirect(path).ok());
    console.set_color(ColorMode::kNever);
    std::size_t next = 0;
    Cursor cursor(columns(), [&](Row& row) -> Result<bool> {
      if (next == content.size()) return false;
      row = content[next++];
      return true;
    });
    out.status = print_rows(console, cursor, format, fields, look);
    EXPECT_TRUE(console.out.finish().ok());
  }
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  out.text = text.str();
  unlink(path);
  return out;
}

TEST(RowPrinter, a_pipe_gets_one_record_a_line) {
  const Printed out = printed(Format::kRecords);
  EXPECT_EQ(std::count(out.text.begin(), out.text.end(), '\n'), 2);
  EXPECT_EQ(out.text.substr(0, out.text.find('\n')),
            "c:0123456789abcdef\tMinistry of Health\t12\tat least 12 people,\\nit said, \"may\" have been\\thurt");
}

TEST(RowPrinter, each_format_prints_all_columns) {
  EXPECT_EQ(printed(Format::kTsv).text.substr(0, 24), "id\tname\tkind\tcount\ttext\n");
  EXPECT_EQ(printed(Format::kCsv, {"count", "text"}).text.substr(0, 75),
            "count,text\n12,\"at least 12 people,\nit said, \"\"may\"\" have been\thurt\"\n,日本");
  EXPECT_EQ(printed(Format::kJson, {"id", "count"}).text,
            "[\n{\"id\":\"c:0123456789abcdef\",\"count\":12},\n{\"id\":\"c:fedcba9876543210\",\"count\":null}\n]\n");
  EXPECT_EQ(printed(Format::kJsonl, {"kind"}).text, "{\"kind\":\"government\"}\n{\"kind\":\"anonymous\"}\n");
}

TEST(RowPrinter, finding_nothing_is_status_one_and_still_json) {
  const Printed json = printed(Format::kJson, {}, {});
  EXPECT_EQ(json.status, kFoundNothing);
  EXPECT_EQ(json.text, "[]\n");
  EXPECT_EQ(printed(Format::kRecords, {}, {}).text, "");
}

TEST(RowPrinter, an_unknown_field_is_a_usage_fault) {
  const Printed out = printed(Format::kJson, {"coutn"});
  EXPECT_EQ(out.status, kUsage);
  EXPECT_EQ(out.text, "");
}

TEST(RowPrinter, a_table_fits_its_width_and_is_safe_for_the_terminal) {
  for (const char* width : {"20", "40", "60", "80", "200"}) {
    setenv("COLUMNS", width, 1);
    const Printed out = printed(Format::kTable);
    EXPECT_EQ(out.status, kDone);
    EXPECT_EQ(out.text.find('\x1b'), std::string::npos);
    std::istringstream lines(out.text);
    for (std::string line; std::getline(lines, line);) {
      if (std::string(width) != "20") {
        EXPECT_LE(display_width(std::string_view(line)), std::stoul(width)) << line;
      }
    }
  }
  setenv("COLUMNS", "80", 1);
  const std::string text = printed(Format::kTable).text;
  EXPECT_NE(text.find("c:0123456 "), std::string::npos) << text;  // ids are cut to what one types
  EXPECT_NE(text.find("■ Ministry of Health"), std::string::npos) << text;
  EXPECT_NE(text.find("○ unnamed"), std::string::npos) << text;
  EXPECT_EQ(text.find("government"), std::string::npos) << text;  // not shown
}

TEST(RowPrinter, rows_beyond_those_that_set_the_widths_are_printed_too) {
  std::vector<Row> many;
  for (std::int64_t i = 0; i < 1500; ++i)
    many.push_back({Cell::of("r"), Cell::null(), Cell::null(), Cell::of(i), Cell::null()});
  const std::string text = printed(Format::kTable, {"id", "count"}, many, {"row"}).text;
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1501);
  EXPECT_NE(text.find("1499\n"), std::string::npos);
}

TEST(RowPrinter, numbers_are_written_as_people_write_them) {
  EXPECT_EQ(with_commas(0), "0");
  EXPECT_EQ(with_commas(999), "999");
  EXPECT_EQ(with_commas(1000), "1,000");
  EXPECT_EQ(with_commas(1234567), "1,234,567");
  EXPECT_EQ(counted(1, "claim"), "1 claim");
  EXPECT_EQ(counted(0, "claim"), "0 claims");
}

TEST(Inputs, a_date_is_iso_8601) {
  for (const char* date : {"2024", "2024-08", "2024-08-14", "2024-08-14T09:30", "2024-08-14T09:30:05Z",
                           "2024-08-14T09:30:05.123+02:00", "2024-08-14 09:30", "2024-08-14T09:30+0200"}) {
    EXPECT_TRUE(is_iso_date(date)) << date;
  }
  for (const char* date : {"", "24", "2024-13", "2024-08-32", "2024-8-14", "14.08.2024", "2024-08-14T",
                           "2024-08-14T9:30", "2024-08-14T09:30X", "2024-08-14T09:61", "2024-08-14Z", "today"}) {
    EXPECT_FALSE(is_iso_date(date)) << date;
  }
}

}  // namespace
}  // namespace hearsay::cli
