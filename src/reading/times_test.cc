// Calendar arithmetic against slow twins that count days one by one; time expressions of our own sentences, one row
// each.
#include "reading/testdata/fixture.h"
#include "reading/timex_value.h"

namespace hearsay {
namespace {

using testing::ReadSentence;

int weekday(Day day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()); }

TEST(TimexValue, the_nearest_weekday_is_the_first_one_met_when_walking) {
  const Day start = *make_day(2024, 2, 20);
  for (int offset = 0; offset < 40; ++offset) {
    const Day anchor = start + std::chrono::days(offset);
    for (int wanted = 1; wanted <= 7; ++wanted) {
      Day back = anchor, ahead = anchor;
      while (weekday(back) != wanted) back -= std::chrono::days(1);
      while (weekday(ahead) != wanted) ahead += std::chrono::days(1);
      EXPECT_EQ(weekday_near(anchor, wanted, Direction::kPast), back);
      EXPECT_EQ(weekday_near(anchor, wanted, Direction::kFuture), ahead);
    }
  }
}

// ISO weeks by counting: week 1 is the one with January 4; then one more each Monday.
TEST(TimexValue, weeks_are_those_of_a_calendar_counted_day_by_day) {
  Day monday = *make_day(2014, 12, 29);  // begins 2015-W01
  int year = 2015, week = 1;
  for (int weeks = 0; weeks < 600; ++weeks) {
    for (int d = 0; d < 7; ++d) {
      const std::string expected = std::to_string(year) + "-W" + (week < 10 ? "0" : "") + std::to_string(week);
      ASSERT_EQ(week_value(monday + std::chrono::days(d)), expected) << day_value(monday + std::chrono::days(d));
    }
    monday += std::chrono::days(7);
    ++week;
    for (int d = 0; d < 7; ++d) {
      const std::string day = day_value(monday + std::chrono::days(d));
      if (day.ends_with("-01-04")) week = 1, year = std::stoi(day.substr(0, 4));
    }
  }
}

TEST(TimexValue, months_shift_one_at_a_time) {
  std::string value = "2019-11";
  const Day anchor = *make_day(2019, 11, 30);
  int year = 2019, month = 11;
  for (long step = 0; step < 60; ++step) {
    value = std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month);
    EXPECT_EQ(shifted(anchor, TimeUnit::kMonth, step), value);
    if (++month > 12) month = 1, ++year;
  }
  EXPECT_EQ(shifted(anchor, TimeUnit::kYear, 100000000), "");
}

TEST(TimexValue, only_real_days_are_dates) {
  EXPECT_FALSE(make_day(2023, 2, 29));
  EXPECT_TRUE(make_day(2024, 2, 29));
  EXPECT_FALSE(parse_iso_day("2024-13-01"));
  EXPECT_FALSE(parse_iso_day("2024-1-01x"));
  EXPECT_FALSE(parse_iso_day("20240101"));
  EXPECT_TRUE(parse_iso_day("2024-05-06T10:00:00+02:00"));
}

TEST(Times, of_our_own_sentences) {
  struct Row {
    const char *sentence, *span;
    TimeType type;
    const char* value;
  };
  const Row rows[] = {
      {"The storm hit on 9 March and the roof fell last week.", "9 March", TimeType::kDate, "2025-03-09"},
      {"The storm hit on 9 March and the roof fell last week.", "last week", TimeType::kDate, "2025-W10"},
      {"The mayor resigned on Tuesday and will leave in June.", "Tuesday", TimeType::kDate, "2025-03-11"},
      {"The mayor resigned on Tuesday and will leave in June.", "June", TimeType::kDate, "2025-06"},
      {"She was born on May 4, 1987, and moved here in the 1990s.", "May 4, 1987", TimeType::kDate, "1987-05-04"},
      {"She was born on May 4, 1987, and moved here in the 1990s.", "the 1990s", TimeType::kDate, "199"},
      {"They met last fall, then again earlier this year.", "last fall", TimeType::kDate, "2024-FA"},
      {"They met last fall, then again earlier this year.", "earlier this year", TimeType::kDate, "2025"},
      {"The shop opens at 9 a.m. on Friday and shuts at noon.", "9 a.m. on Friday", TimeType::kTime,
       "2025-03-14T09:00"},
      {"The strike lasted three days, and a second one is due in two weeks.", "three days", TimeType::kDuration, "P3D"},
      {"He calls every Tuesday and reads a daily paper.", "every Tuesday", TimeType::kSet, "XXXX-WXX-2"},
      {"He calls every Tuesday and reads a daily paper.", "daily", TimeType::kSet, "XXXX-XX-XX"},
      {"The plant closed five years ago.", "five years ago", TimeType::kDate, "2020"},
      {"Article 5 of the pact and Highway 30 were named in 2016.", "2016", TimeType::kDate, "2016"},
  };
  for (const Row& row : rows) {
    const ReadSentence s(row.sentence);
    bool seen = false;
    for (const Time& t : s.reading.times) {
      if (s.text(t.span) != row.span) continue;
      seen = true;
      EXPECT_EQ(t.type, row.type) << row.span;
      EXPECT_EQ(t.value, row.value) << row.span;
    }
    EXPECT_TRUE(seen) << row.span;
  }
}

TEST(Times, without_a_date_of_publication_what_needs_one_has_no_value) {
  const ReadSentence s("The storm hit on 9 March and the roof fell last week.", "");
  ASSERT_EQ(s.reading.times.size(), 2u);
  for (const Time& t : s.reading.times) {
    EXPECT_EQ(t.value, "");
    EXPECT_EQ(t.anchor, "");
  }
  const ReadSentence fixed("She was born on May 4, 1987, and moved here in the 1990s.", "");
  ASSERT_EQ(fixed.reading.times.size(), 2u);
  EXPECT_EQ(fixed.reading.times[0].value, "1987-05-04");
}

}  // namespace
}  // namespace hearsay
