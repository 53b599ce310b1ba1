// Sources in brackets: what a bracket says of the figure or phrase before it, and what it holds itself. Sentences of
// our own in testdata/brackets.txt.
#include <gtest/gtest.h>

#include "reading/testdata/chain_rows.h"

namespace hearsay {
namespace {

using Row = testing::ChainRow;
void expect_all(const std::vector<Row>& rows) { testing::expect_chains("brackets", rows); }

TEST(BracketedSources, a_verb_in_a_bracket_speaks_of_the_figure) {
  expect_all({
      {{"The fleet lost 40 boats (the guild says) in one winter."}, "40 boats", "guild"},
      {{"The shift was short of 40 men (says the union) all winter."}, "40 men", "union"},
      {{"The vote was fair (or so the minister says)."}, "The vote was fair", "minister"},
      {{"The reef died in 2016 (so the divers claim), and the fish left."},
       "The reef died in 2016",
       "divers",
       Act::kClaim},
  });
}

TEST(BracketedSources, a_bracket_may_hold_what_is_said) {
  expect_all({
      {{"Some 300 sailors (500, according to the guild) joined the march."}, "500", "guild"},
      {{"Some 300 sailors (the guild says 500; police say 200) joined the march."}, "500", "guild"},
      {{"Some 300 sailors (the guild says 500; police say 200) joined the march."}, "200", "police"},
      {{"Some 300 sailors (guild: 500) joined the march."}, "500", "guild"},
      {{"Most of the herring (80 per cent, the guild reckons) goes to Spain."}, "80 per cent", "guild"},
  });
}

TEST(BracketedSources, nouns_of_counting_and_naming) {
  expect_all({
      {{"The fleet lost 40 boats (guild figure) in one winter."}, "40 boats", "guild"},
      {{"The hull cost 2 million (owner's estimate) to repair."}, "2 million", "owner", Act::kExpect},
      {{"The bug was a \"glitch\" (the company's word) that cost 9 million."},
       "\"glitch\"",
       "company",
       Act::kSay,
       Quote::kDirect},
  });
}

TEST(BracketedSources, names_alone) {
  expect_all({
      {{"The new quay is \"safe as a church\" (the mayor) and opens in May."}, "\"safe as a church\"", "mayor"},
      {{"Deaths: 12 (Navy), 19 (Red Crescent), 31 (families)."}, "19", "Red Crescent"},
      {{"The crowd numbered 9,000 (police) or 30,000 (organisers)."}, "9,000", "police"},
      {{"The crowd numbered 9,000 (police) or 30,000 (organisers)."}, "30,000", "organisers"},
  });
}

TEST(BracketedSources, a_source_line_speaks_of_the_sentence_before) {
  expect_all({
      {{"Landings fell by a third last year. (Source: Fisheries Board)"},
       "Landings fell by a third last year",
       "Fisheries Board"},
      {{"Landings fell by a third last year.", "Source: Fisheries Board"},
       "Landings fell by a third last year",
       "Fisheries Board"},
  });
}

TEST(BracketedSources, other_brackets_say_nothing) {
  for (const char* text :
       {"The wreck (a wooden trawler) lies at 40 metres (130 feet).",
        "He won 12 games (a club record) and lost 3 (all away).", "The mine employs 900 people (company website).",
        "She read \"Northern Light\" (Amber Press) twice.", "The tower is 90 metres high (estimates vary)."}) {
    const testing::ReadChains r = testing::read_document("brackets", testing::document_of({text}));
    for (const Attribution& a : r.reading.attributions) EXPECT_NE(a.rule, "bracket") << text << r.all();
  }
}

}  // namespace
}  // namespace hearsay
