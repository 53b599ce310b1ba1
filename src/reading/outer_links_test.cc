// Links outside of a speaker that phrases give: to which medium one speaks, who carries, quotes and cites. Sentences of
// our own in testdata/outer_links.txt.
#include <gtest/gtest.h>

#include "reading/testdata/chain_rows.h"

namespace hearsay {
namespace {

using Row = testing::ChainRow;
void expect_all(const std::vector<Row>& rows) { testing::expect_chains("outer_links", rows); }

TEST(OuterLinks, a_named_hearer_that_is_no_body_or_person_is_a_medium) {
  expect_all({
      {{"\"The seawall was never going to hold,\" retired engineer Tomas Arvo told the Bay Courier."},
       "\"The seawall was never going to hold,\"",
       "Bay Courier > Tomas Arvo"},
      {{"The seawall was built with beach sand, Tomas Arvo told Dawn with Dana."},
       "The seawall was built with beach sand",
       "Dawn > Tomas Arvo"},  // the name's voice is what named_mentions.cc makes of it
      {{"Speaking to the magazine Harbour Life, the pilot said the buoy had drifted."},
       "the buoy had drifted",
       "Harbour Life > pilot"},
      {{"The pilot told Ports & Harbours that the buoy had drifted in May."},
       "that the buoy had drifted in May",
       "Ports & Harbours > pilot"},
      {{"The pilot denied to the Harbour Post that he had been asleep."},
       "that he had been asleep",
       "Harbour Post > pilot"},
      {{"The pilot confirmed to Channel 8 that the log was missing."}, "that the log was missing", "Channel 8 > pilot"},
      {{"She told The Trawler, a fishing monthly, that quotas would be cut."},
       "that quotas would be cut",
       "Trawler > She"},
      {{"The skipper told Radio Fjord quotas would be cut."},
       "Radio Fjord quotas would be cut",
       "Radio Fjord > skipper"},
      {{"The skipper told the Lurin news service that quotas would be cut."},
       "that quotas would be cut",
       "Lurin news service > skipper"},
      {{"The mayor said in an email to the Bay Courier that no ferry would be sold."},
       "that no ferry would be sold",
       "Bay Courier > mayor",
       Act::kSay,
       Quote::kIndirect,
       Channel::kDocument},
  });
}

TEST(OuterLinks, courts_bodies_and_people_only_hear) {
  expect_all({
      {{"\"We had no radar that night,\" Arvo told the jury."}, "\"We had no radar that night,\"", "Arvo"},
      {{"Arvo told Judge Maren Holt that he had no radar."}, "that he had no radar", "Arvo"},
      {{"Arvo told the Ministry of Transport that the dam was safe."}, "that the dam was safe", "Arvo"},
      {{"Arvo told Parliament the dam was safe."}, "the dam was safe", "Arvo"},
      {{"In a letter to the governor, the mayor said that no ferry would be sold."},
       "that no ferry would be sold",
       "mayor"},
      // The outlet itself is no link: by its name in part, or "this newspaper".
      {{"\"Nobody asked the divers,\" she told this newspaper."}, "\"Nobody asked the divers,\"", "she"},
      {{"\"Nobody asked the divers,\" the mate told the Daily."}, "\"Nobody asked the divers,\"", "mate"},
  });
}

TEST(OuterLinks, what_a_pronoun_says_next_came_by_the_same_way) {
  expect_all({
      {{"The minister told Radio Fjord that quotas would be cut. He added that no boat would be left."},
       "that no boat would be left",
       "Radio Fjord > minister"},
      // Another occasion, another way.
      {{"The minister told Radio Fjord that quotas would be cut. He said in a post on Telegram that the guild was "
        "dead."},
       "that the guild was dead",
       "minister"},
  });
}

TEST(OuterLinks, who_carries_prints_and_broadcasts_stands_outside) {
  expect_all({
      {{"A statement from the guild, carried by the Fjord News Agency, said the strike was over."},
       "the strike was over",
       "Fjord News Agency > statement from the guild, carried by the Fjord News Agency"},
      {{"\"The strike is over,\" the chairman wrote in a column published in the Bay Courier."},
       "\"The strike is over,\"",
       "Bay Courier > chairman"},
      {{"In a letter printed in the Bay Courier, three skippers demanded that the quota be scrapped."},
       "that the quota be scrapped",
       "Bay Courier > three skippers"},
      {{"The Bay Courier published a letter in which the skippers claimed the catch was falling."},
       "the catch was falling",
       "Bay Courier > skippers"},
      {{"Channel 8 aired an interview in which the mayor denied that he had sold the yard."},
       "that he had sold the yard",
       "Channel 8 > mayor"},
      {{"The daily Harbour Post reprinted the guild's statement that the strike was over."},
       "that the strike was over",
       "Harbour Post > guild"},
  });
}

TEST(OuterLinks, who_quotes_stands_outside_of_the_quoted) {
  expect_all({
      {{"\"We saw nothing,\" the mate was quoted as telling the Bay Courier."},
       "\"We saw nothing,\"",
       "Bay Courier > mate"},
      {{"The mate is quoted in the Bay Courier as saying that they saw nothing."},
       "that they saw nothing",
       "Bay Courier > mate"},
      {{"The admiral was quoted by Fjord Press as saying the mate was asleep."},
       "the mate was asleep",
       "Fjord Press > admiral"},
      {{"The reef was dying, according to a diver quoted by Fjord Press."},
       "The reef was dying",
       "Fjord Press > diver"},
      {{"The diver, quoted in the Bay Courier, said the reef was dying."}, "the reef was dying", "Bay Courier > diver"},
      // To whom one speaks is nearer than who relays it.
      {{"The diver told Fjord Press, as quoted by the Bay Courier, that the reef was dying."},
       "that the reef was dying",
       "Bay Courier > Fjord Press > diver"},
      {{"The Bay Courier has the admiral saying that the mate was asleep."},
       "that the mate was asleep",
       "Bay Courier > admiral"},
      {{"The mate, as quoted by Fjord Press, said the radar was off."}, "the radar was off", "Fjord Press > mate"},
  });
}

TEST(OuterLinks, who_is_cited_stands_inside_of_who_cites) {
  expect_all({
      {{"The Bay Courier, citing two deckhands, reports that the radar was off."},
       "that the radar was off",
       "Bay Courier > two deckhands"},
      {{"The radar was off, according to the Bay Courier, which cited two deckhands."},
       "The radar was off",
       "Bay Courier > two deckhands"},
      {{"Citing the coroner, Channel 8 said the cook had drowned."}, "the cook had drowned", "Channel 8 > coroner"},
      {{"With reference to a navy source, Fjord Press reported that the radar had been off."},
       "that the radar had been off",
       "Fjord Press > navy source"},
      {{"The radar was off, Fjord Press said, referring to a navy source."},
       "The radar was off",
       "Fjord Press > navy source"},
      {{"Fjord Press says, citing divers, that the reef is dying."}, "that the reef is dying", "Fjord Press > divers"},
      {{"The reef was dying, said Fjord Press, attributing the claim to divers."},
       "The reef was dying",
       "Fjord Press > divers"},
      // Reasons are no source, and "referring to" tells whom one means.
      {{"The mill closed in June, its owner said, citing rising costs."}, "The mill closed in June", "its owner"},
      {{"\"He is a fool,\" the mate said, referring to the mayor."}, "\"He is a fool,\"", "mate"},
  });
}

}  // namespace
}  // namespace hearsay
