// Numbers against an independent speller; intervals for every bound and a set of numbers; figures of our own sentences.
#include "reading/number_words.h"
#include "reading/testdata/fixture.h"

namespace hearsay {
namespace {

using testing::BareWords;
using testing::ReadSentence;

// Spells a number below a million, as an independent twin of number_at.
std::string spelled(int n) {
  static const char* const kUnits[] = {"zero",     "one",     "two",     "three",     "four",     "five",    "six",
                                       "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
                                       "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  static const char* const kTens[] = {"",      "",      "twenty",  "thirty", "forty",
                                      "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (n < 20) return kUnits[n];
  if (n < 100) return std::string(kTens[n / 10]) + (n % 10 != 0 ? " " + spelled(n % 10) : "");
  if (n < 1000) return spelled(n / 100) + " hundred" + (n % 100 != 0 ? " and " + spelled(n % 100) : "");
  return spelled(n / 1000) + " thousand" + (n % 1000 != 0 ? " " + spelled(n % 1000) : "");
}

TEST(NumberWords, every_spelled_number_below_ten_thousand_and_some_above) {
  for (int n = 0; n < 400000; n += n < 10000 ? 1 : 977) {
    const BareWords words(spelled(n) + " boats");
    const auto found = number_at(words.analysis, 0, static_cast<std::uint32_t>(words.analysis.tokens.size()));
    ASSERT_TRUE(found) << spelled(n);
    ASSERT_EQ(found->value, n) << spelled(n);
    ASSERT_EQ(found->end + 1, words.analysis.tokens.size()) << spelled(n);
  }
}

TEST(NumberWords, every_number_written_with_commas) {
  for (int n = 0; n < 3000000; n += n < 2000 ? 1 : 613) {
    std::string digits = std::to_string(n);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
      digits.insert(static_cast<std::size_t>(at), ",");
    ASSERT_EQ(digits_value(digits), std::optional<double>(n)) << digits;
  }
  for (const char* no : {"", "a1", "1,23,4", "12,3456", "1,", "1.2.3", "10:30", "1st", "3/4", "2,000-strong"}) {
    EXPECT_FALSE(digits_value(no)) << no;
  }
}

TEST(NumberWords, mixed_forms) {
  struct Row {
    const char* words;
    double value;
    std::uint32_t tokens;
  };
  for (const Row& row :
       {Row{"10 thousand", 1e4, 2}, Row{"half a million", 5e5, 3}, Row{"a dozen", 12, 2}, Row{"60 000 men", 60000, 2},
        Row{"1 234 567", 1234567, 3}, Row{"5bn", 5e9, 1}, Row{"2.5 million", 2.5e6, 2}, Row{"5 6", 5, 1},
        Row{"a hundred thousand", 1e5, 3}, Row{"two 000", 2, 1}}) {
    const BareWords words(row.words);
    const auto found = number_at(words.analysis, 0, static_cast<std::uint32_t>(words.analysis.tokens.size()));
    ASSERT_TRUE(found) << row.words;
    EXPECT_DOUBLE_EQ(found->value, row.value) << row.words;
    EXPECT_EQ(found->end, row.tokens) << row.words;
  }
}

// What a bound says of x, asked of each x near the number: the interval must hold exactly those.
TEST(Figures, an_interval_holds_what_the_words_allow) {
  struct Row {
    const char* words;
    bool (*allows)(double x, double said);
  };
  const auto at_least = [](double x, double said) { return x >= said; };
  const auto at_most = [](double x, double said) { return x <= said; };
  const auto exact = [](double x, double said) { return x == said; };
  const auto any = [](double, double) { return true; };
  for (const Row& row :
       {Row{"at least", at_least}, Row{"no fewer than", at_least}, Row{"more than", at_least}, Row{"over", at_least},
        Row{"up to", at_most}, Row{"no more than", at_most}, Row{"as many as", at_most}, Row{"fewer than", at_most},
        Row{"below", at_most}, Row{"nearly", at_most}, Row{"almost", at_most}, Row{"about", any}, Row{"some", any},
        Row{"", exact}}) {
    for (int said = 2; said < 60; said += 3) {
      const std::string prefix = row.words;
      BareWords words(prefix + (prefix.empty() ? "" : " ") + std::to_string(said) + " boats");
      for (Token& t : words.analysis.tokens) t.tag = t.text == "boats" ? Tag::NNS : Tag::IN;
      Document document;
      document.text = *words.text;
      const Page page{document, words.analysis, {0}};
      const std::vector<Figure> figures = find_figures(page, {});
      ASSERT_EQ(figures.size(), 1u) << *words.text;
      const Figure& f = figures[0];
      EXPECT_EQ(f.value, std::optional<double>(said)) << *words.text;
      EXPECT_EQ(std::string(slice(*words.text, *f.of)), "boats") << *words.text;
      for (int x = said - 2; x <= said + 2; ++x) {
        const bool holds = (!f.low || x >= *f.low) && (!f.high || x <= *f.high);
        EXPECT_EQ(holds, row.allows(x, said)) << *words.text << " for " << x;
      }
    }
  }
}

TEST(Figures, of_our_own_sentences) {
  struct Row {
    const char *sentence, *span, *of;
    double value;
    Bound bound;
    FigureKind kind;
    const char* unit;
  };
  const Row rows[] = {
      {"At least 30 trucks crossed the bridge, and up to five drivers were hurt.", "At least 30", "trucks", 30,
       Bound::kAtLeast, FigureKind::kCount, ""},
      {"At least 30 trucks crossed the bridge, and up to five drivers were hurt.", "up to five", "drivers", 5,
       Bound::kAtMost, FigureKind::kCount, ""},
      {"Over 1,200 square kilometers of farm land burned, the ministry said.", "Over 1,200 square kilometers",
       "farm land", 1200, Bound::kMoreThan, FigureKind::kArea, "square kilometers"},
      {"The firm paid $3,800 a year and about €2.4 million in fines.", "$3,800", "", 3800, Bound::kExact,
       FigureKind::kMoney, "USD"},
      {"The firm paid $3,800 a year and about €2.4 million in fines.", "about €2.4 million", "fines", 2.4e6,
       Bound::kAbout, FigureKind::kMoney, "EUR"},
      {"Almost one in five shops closed, while dozens of clerks lost their jobs.", "Almost one in five", "shops", .2,
       Bound::kAbout, FigureKind::kRate, "share"},
      {"Half a million people and 60 000 cattle were moved within two weeks.", "Half a million", "people", 5e5,
       Bound::kExact, FigureKind::kCount, ""},
      {"Half a million people and 60 000 cattle were moved within two weeks.", "60 000", "cattle", 6e4, Bound::kExact,
       FigureKind::kCount, ""},
      {"Half a million people and 60 000 cattle were moved within two weeks.", "two weeks", "", 2, Bound::kExact,
       FigureKind::kDuration, "weeks"},
      {"A 71-year-old man and his nephew, Tom Weller, 26, left on flight 93.", "71-year-old", "man", 71, Bound::kExact,
       FigureKind::kAge, "years"},
      {"A 71-year-old man and his nephew, Tom Weller, 26, left on flight 93.", "26", "Tom Weller", 26, Bound::kExact,
       FigureKind::kAge, "years"},
      {"Nearly 40 percent of voters, or 12 to 15 million people, stayed at home.", "Nearly 40 percent", "voters", 40,
       Bound::kAbout, FigureKind::kPercent, "percent"},
      {"Fewer than ten (rebels claim) soldiers came back.", "Fewer than ten", "soldiers", 10, Bound::kLessThan,
       FigureKind::kCount, ""},
  };
  for (const Row& row : rows) {
    const ReadSentence s(row.sentence);
    bool seen = false;
    for (const Figure& f : s.reading.figures) {
      if (s.text(f.span) != row.span) continue;
      seen = true;
      EXPECT_EQ(f.value, std::optional<double>(row.value)) << row.span;
      EXPECT_EQ(f.bound, row.bound) << row.span;
      EXPECT_EQ(f.kind, row.kind) << row.span;
      EXPECT_EQ(f.unit, row.unit) << row.span;
      EXPECT_EQ(f.of ? s.text(*f.of) : "", row.of) << row.span;
    }
    EXPECT_TRUE(seen) << row.span;
  }
}

TEST(Figures, ranges_and_vague_words_have_no_single_value) {
  const ReadSentence range("Nearly 40 percent of voters, or 12 to 15 million people, stayed at home.");
  ASSERT_EQ(range.reading.figures.size(), 2u);
  EXPECT_EQ(range.reading.figures[1].low, std::optional<double>(12e6));
  EXPECT_EQ(range.reading.figures[1].high, std::optional<double>(15e6));
  EXPECT_FALSE(range.reading.figures[1].value);
  const ReadSentence dozens("Almost one in five shops closed, while dozens of clerks lost their jobs.");
  ASSERT_EQ(dozens.reading.figures.size(), 2u);
  EXPECT_EQ(dozens.reading.figures[1].low, std::optional<double>(24));
  EXPECT_EQ(dozens.reading.figures[1].bound, Bound::kBetween);
}

TEST(Figures, names_years_and_dates_count_nothing) {
  for (const char* sentence : {"Article 5 of the pact and Highway 30 were named in 2016.",
                               "The storm hit on 9 March and the roof fell last week.",
                               "She was born on May 4, 1987, and moved here in the 1990s.",
                               "The shop opens at 9 a.m. on Friday and shuts at noon."}) {
    EXPECT_TRUE(ReadSentence(sentence).reading.figures.empty()) << sentence;
  }
}

}  // namespace
}  // namespace hearsay
