#include "cli/display_width.h"

#include <gtest/gtest.h>

#include <random>

#include "base/utf8.h"

namespace hearsay::cli {
namespace {

TEST(DisplayWidth, counts_the_columns_a_terminal_gives) {
  const std::pair<const char*, std::size_t> kRows[] = {
      {"", 0},
      {"plain", 5},
      {"café", 4},
      {"cafe\u0301", 4},
      {"日本語", 6},
      {"ﾊﾝｶｸ", 4},
      {"한국", 4},
      {"\u1112\u1161\u11ab", 2},
      {"😀", 2},
      {"▲ ministry", 10},
      {"a\u200bb", 2},
      {"“quoted”", 8},
      {"\u05e9\u05b8", 1},
  };
  for (const auto& [text, width] : kRows) EXPECT_EQ(display_width(std::string_view(text)), width) << text;
}

TEST(DisplayWidth, fitted_text_fits_and_keeps_what_fits_already) {
  EXPECT_EQ(fitted("bridge", 6), "bridge");
  EXPECT_EQ(fitted("bridges", 6), "bridg…");
  EXPECT_EQ(fitted("日本語", 5), "日本…");
  EXPECT_EQ(fitted("日本語", 4), "日…");
  EXPECT_EQ(fitted("a bridge", 3), "a…");
  EXPECT_EQ(fitted("bridge", 0), "");
}

TEST(DisplayWidth, wrapping_breaks_at_blanks_and_in_long_words) {
  using Lines = std::vector<std::string_view>;
  EXPECT_EQ(wrapped("the bridge is closed", 10), (Lines{"the bridge", "is closed"}));
  EXPECT_EQ(wrapped("the bridge is closed", 9), (Lines{"the", "bridge is", "closed"}));
  EXPECT_EQ(wrapped("abcdefgh", 3), (Lines{"abc", "def", "gh"}));
  EXPECT_EQ(wrapped("日本語", 3), (Lines{"日", "本", "語"}));
  EXPECT_EQ(wrapped("", 3), (Lines{""}));
}

TEST(DisplayWidth, nothing_of_a_page_steers_the_terminal) {
  EXPECT_EQ(printable("a\x1b[31mred"), "a␛[31mred");
  EXPECT_EQ(printable("a\r\nb\tc"), "a b c");
  EXPECT_EQ(printable("\u202Eevil"), "\uFFFDevil");
  EXPECT_EQ(printable("\u009b1m"), "\uFFFD1m");
  EXPECT_EQ(printable("bell\a\x7f"), "bell␇␡");
  EXPECT_EQ(printable("bad\xff"), "bad\uFFFD");
}

// Whatever the bytes: lines fit, and lose nothing but blanks.
TEST(DisplayWidth, any_text_is_wrapped_into_lines_that_fit) {
  std::mt19937 random(7);
  const char* kPieces[] = {"a", "bb", " ", "  ", "日", "e\u0301", "😀", "…", "-", "\u200b"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t i = random() % 40; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
    const std::string safe = printable(text);
    const std::size_t columns = 2 + random() % 12;
    std::string kept;
    for (const auto line : wrapped(safe, columns)) {
      EXPECT_LE(display_width(line), columns) << safe;
      kept += line;
    }
    const auto without_blanks = [](std::string s) {
      std::erase(s, ' ');
      return s;
    };
    EXPECT_EQ(without_blanks(kept), without_blanks(safe));
    EXPECT_LE(display_width(std::string_view(fitted(safe, columns))), columns);
    EXPECT_EQ(first_invalid_utf8(fitted(safe, columns)), std::string_view::npos);
  }
}

}  // namespace
}  // namespace hearsay::cli
