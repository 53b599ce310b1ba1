// Sayings whose source is not named, and light verbs that say a figure or a finding. Sentences of our own in
// testdata/hidden_sources.txt.
#include <gtest/gtest.h>

#include "reading/testdata/chain_rows.h"

namespace hearsay {
namespace {

using Row = testing::ChainRow;
void expect_all(const std::vector<Row>& rows) { testing::expect_chains("hidden_sources", rows); }

TEST(HiddenSources, passives_without_an_agent) {
  expect_all({
      {{"The yard is tipped to win the order."}, "The yard … to win the order", "nobody", Act::kExpect},
      {{"The guild was told to hand over its books."}, "The guild … to hand over its books", "nobody"},
      {{"Residents have been advised to boil their water."}, "Residents … to boil their water", "nobody"},
      {{"Crews were warned that the channel was mined."}, "that the channel was mined", "nobody", Act::kThreaten},
  });
}

TEST(HiddenSources, tags_and_adverbs) {
  expect_all({
      {{"The mate, it seems, slept through the alarm."}, "The mate … slept through the alarm", "nobody"},
      {{"Apparently the mate slept through the alarm."}, "the mate slept through the alarm", "nobody"},
  });
}

TEST(HiddenSources, an_agent_that_is_named_is_the_source) {
  expect_all({
      {{"The mate was alleged by two passengers to have been drunk."},
       "The mate … to have been drunk",
       "two passengers"},
      {{"The widow was told by a deckhand that the radar was off."}, "that the radar was off", "deckhand"},
  });
}

TEST(LightVerbs, say_a_figure_of_their_object) {
  expect_all({
      {{"The owner put the loss at 9 million."}, "the loss at 9 million", "owner"},
      {{"The guild puts the number of jobs at 400."}, "the number of jobs at 400", "guild"},
      {{"The pilot gave the speed as nine knots."}, "the speed as nine knots", "pilot"},
      {{"The inquiry found a string of errors on the bridge."},
       "a string of errors on the bridge",
       "inquiry",
       Act::kShow},
  });
}

TEST(LightVerbs, say_nothing_elsewhere) {
  for (const char* text : {"The skipper placed two lamps at gate 4.", "The mate gave the cook nine knives.",
                           "The diver found a string of pearls.", "She emerged to find the boat gone."}) {
    const testing::ReadChains r = testing::read_document("hidden_sources", testing::document_of({text}));
    for (const Attribution& a : r.reading.attributions)
      EXPECT_TRUE(a.rule != "verb-figure" && a.rule != "verb-finding" && a.rule != "raising") << text << r.all();
  }
}

}  // namespace
}  // namespace hearsay
