// Who speaks where no verb beside the words says so, and whose word a pronoun, a role or a mark stands for. Sentences
// of our own in testdata/quoted_voices.txt.
#include <gtest/gtest.h>

#include "reading/testdata/chain_rows.h"

namespace hearsay {
namespace {

using Row = testing::ChainRow;
void expect_all(const std::vector<Row>& rows) { testing::expect_chains("quoted_voices", rows); }

TEST(LoneQuotations, are_of_whoever_acts_before_them) {
  expect_all({
      {{"Ferdinand Oakes has kept bees since he left the navy. He lost four of his nine hives this spring.",
        "“They were alive on Sunday and by Wednesday the boxes were silent.”"},
       "“They were alive on Sunday and by Wednesday the boxes were silent.”",
       "Ferdinand Oakes",
       Act::kSay,
       Quote::kDirect},
      {{"Minister Carl Brask shook his head when he was asked about the loan. “We never signed anything of the kind.”"},
       "“We never signed anything of the kind.”",
       "Carl Brask"},
      {{"Gwen Pryce, a farmer, said the valley had flooded twice this winter. “The water came over the sandbags in the "
        "night.”"},
       "“The water came over the sandbags in the night.”",
       "Gwen Pryce",
       Act::kSay,
       Quote::kDirect},
      {{"The plumber, Ulla Brandt, closed her shop in March after thirty years.",
        "“I could not pay my men any longer, and nobody wanted to buy.”"},
       "“I could not pay my men any longer, and nobody wanted to buy.”",
       "Ulla Brandt"},
  });
}

TEST(LoneQuotations, are_of_the_one_person_named_before_them) {
  expect_all({
      {{"The loudest cheer was for Wilma Tack, who has come to every match since 1951. “My husband hated football and "
        "told me so.”"},
       "“My husband hated football and told me so.”",
       "Wilma Tack"},
      {{"There was no doubt in Ivan Kolar's mind. “They will hang the picture upside down again.”"},
       "“They will hang the picture upside down again.”",
       "Ivan Kolar"},
  });
}

TEST(LoneQuotations, go_on_over_paragraphs_that_open_with_a_mark) {
  const std::vector<std::string> letter = {
      "In a letter to parents the headmaster, Colin Straw, explained why the pool would close.",
      "“We have spent more on the boiler in two years than on books in ten.",
      "“Swimming lessons will move to the leisure centre after Easter.”"};
  expect_all({
      {letter, "“We have spent more on the boiler in two years than on books in ten.", "Colin Straw"},
      {letter, "“Swimming lessons will move to the leisure centre after Easter.”", "Colin Straw"},
  });
}

TEST(LoneQuotations, take_turns_where_one_asks) {
  const std::vector<std::string> talk = {"“Is the harbour safe?” asked Judge Renner.",
                                         "“It is safer than the road,” the harbour master, Olaf Tiede, replied.",
                                         "“And what about the night?”", "“At night nobody sails.”"};
  expect_all({
      {talk, "“And what about the night?”", "Renner"},
      {talk, "“At night nobody sails.”", "Olaf Tiede"},
  });
}

TEST(LoneQuotations, that_are_titles_or_words_are_nobodys) {
  testing::expect_nothing_said("quoted_voices", "The mayor left early. 'All Bets Are Off.'", "'All Bets Are Off.'");
  testing::expect_nothing_said("quoted_voices", "The mayor calls the pond “the lake” and nobody minds.",
                               "“the lake” and nobody minds");
}

TEST(Interviews, without_letters_have_the_person_met_before_them) {
  const std::vector<std::string> talk = {
      "Walter Dunn, who coached the side for twenty years, talks about his last season.", "Were you tired of it?",
      "I was tired of the travelling. The football I never minded.", "What will you do now?",
      "I have bought a small vineyard and I shall make bad wine."};
  expect_all({
      {talk, "I have bought a small vineyard and I shall make bad wine", "Walter Dunn"},
  });
  const std::vector<std::string> marked = {"The novelist Clara Kemp spoke to us in her garden.",
                                           "What made you write about the sea?",
                                           "“I grew up on a lighthouse. There was nothing else to look at.”"};
  expect_all({{marked, "“I grew up on a lighthouse.", "Clara Kemp"}});
}

TEST(Signatures, stand_below_a_quotation_or_behind_a_headline) {
  const std::vector<std::string> signed_lines = {"“The library is the last warm room in this town.”",
                                                 "— Peg Rowan, retired librarian",
                                                 "“Close it and you close the street.”", "— Amit Shah, baker"};
  expect_all({
      {signed_lines, "“The library is the last warm room in this town.”", "Peg Rowan", Act::kSay, Quote::kDirect},
      {signed_lines, "“Close it and you close the street.”", "Amit Shah"},
      {{"@harbourwatch: Oil on the water again below the third crane."},
       "Oil on the water again below the third crane",
       "@harbourwatch",
       Act::kSay,
       Quote::kIndirect,
       Channel::kSocialMedia},
  });
}

TEST(Colons, part_the_speakers_of_a_line_and_of_a_talk) {
  const std::vector<std::string> line = {"The coach: \"We were second best.\" The captain: \"We were not even that.\""};
  const std::vector<std::string> talk = {"HOST: Is it true that you resigned by text message?",
                                         "GUEST: It is true that I sent a text. My wife says I never mince words.",
                                         "HOST: And the club wanted you back?",
                                         "GUEST: The club told me not to come back."};
  expect_all({
      {line, "\"We were second best.\"", "coach"},
      {line, "\"We were not even that.\"", "captain"},
      {talk, "I never mince words", "GUEST > My wife"},
      {{"‘We were lied to’: flood families turn on mayor", "The families met in the school hall."},
       "‘We were lied to’",
       "flood families"},
  });
}

TEST(Asides, name_their_speaker_between_commas) {
  expect_all({
      {{"The gate, the porter admitted, had stood open all night."},
       "The gate … had stood open all night",
       "porter",
       Act::kAcknowledge},
      {{"The pilot, says the report, had been awake for thirty hours."},
       "The pilot … had been awake for thirty hours",
       "report"},
      {{"The harvest, warned the farmers' union on Friday, would be the worst since the war."},
       "The harvest … would be the worst since the war",
       "farmers' union"},
      {{"The well, the shepherd told us, had been dry for years."}, "The well … had been dry for years", "shepherd"},
  });
}

TEST(Informants, are_those_on_whose_word_something_is_learned) {
  expect_all({
      {{"The governor learned from the prison chaplain that the cells had flooded."},
       "that the cells had flooded",
       "governor > prison chaplain"},
      {{"The families were told by the airline that nobody had survived."}, "that nobody had survived", "airline"},
      {{"Detectives heard from a clerk that the file had been burned."},
       "that the file had been burned",
       "Detectives > clerk"},
  });
}

TEST(Pronouns, follow_gender_and_never_resolve_into_the_words_they_introduce) {
  expect_all({
      {{"Jonas Wick met Clara Boyd at the station on Friday. She said the train had been two hours late."},
       "the train had been two hours late",
       "Clara Boyd"},
      {{"Clara Boyd handed the keys to Jonas Wick before she left. He said he had never seen them."},
       "he had never seen them",
       "Jonas Wick"},
      {{"Aldo Prim opened the shutters. “My brother built that wall in a week,” he said."},
       "“My brother built that wall in a week,”",
       "Aldo Prim"},
      {{"His claim that the vote was bought has no support. Senator Luis Prado has made it every week since May."},
       "that the vote was bought",
       "Luis Prado"},
  });
}

TEST(Roles, join_the_name_that_has_the_rank_the_age_or_the_deed) {
  expect_all({
      {{"Milo Hartog, 31, walked free from the court in Dern. The 31-year-old said he would never drive again."},
       "he would never drive again",
       "Milo Hartog"},
      {{"Greta Olsen has led the ferry company since 2019. The chief executive said fares would not rise."},
       "fares would not rise",
       "Greta Olsen"},
      {{"Brigadier Sam Oduya inspected the camp on Monday. The officer said the wells were dry."},
       "the wells were dry",
       "Sam Oduya"},
      {{"Milo Hartog walked free on Monday. The judge said the police had lost the knife."},
       "the police had lost the knife",
       "judge"},
  });
}

TEST(Negation, of_sayings_that_were_held_back) {
  const auto held_back = [](const char* text, const char* content, const char* who) {
    const testing::ReadChains r = testing::read_document("quoted_voices", testing::document_of({text}));
    bool found = false;
    for (const Claim& c : r.reading.claims) {
      if (r.content(c) != content || r.chain(c) != who) continue;
      found = true;
      EXPECT_TRUE(r.reading.attributions[c.chain.back()].negated) << text;
    }
    EXPECT_TRUE(found) << text << r.all();
  };
  held_back("The firm has yet to say how many jobs will go.", "how many jobs will go", "firm");
  held_back("The bishop neither confirmed nor denied that the school would be sold.", "that the school would be sold",
            "bishop");
  held_back("The coach would rather not say who would start on Sunday.", "who would start on Sunday", "coach");
}

}  // namespace
}  // namespace hearsay
