// Chains of sentences of our own, a table for each pattern: one row says which claim is made and through whom it
// reached the page, outermost first. What must not be claimed stands apart.
//
// A new sentence: add it to testdata/chains.txt, then
//   python3 tests/support/spacy_dump.py MODEL_FOLDER src/reading/testdata/chains.txt > src/reading/testdata/chains.tsv
#include <gtest/gtest.h>

#include <optional>

#include "reading/finding.h"
#include "support/spacy_tsv.h"

namespace hearsay {
namespace {

using testing::document_of;
using testing::SpacyTsv;

const SpacyTsv& fixture() {
  static const SpacyTsv tsv = [] {
    std::string error;
    auto loaded = SpacyTsv::load(HEARSAY_SOURCE_DIR "/src/reading/testdata/chains.tsv", error);
    EXPECT_TRUE(loaded) << error;
    return loaded ? *loaded : SpacyTsv{};
  }();
  return tsv;
}

struct Read {
  Document document;
  Analysis analysis;
  Reading reading;

  // Voices from the outermost to the innermost; "nobody" for a source that is not named.
  [[nodiscard]] std::string chain(const Claim& claim) const {
    std::string out;
    for (const Index k : claim.chain) {
      const Attribution& a = reading.attributions[k];
      if (!out.empty()) out += " > ";
      if (a.voice != kNone) {
        out += reading.voices[a.voice].name;
      } else if (a.source.empty()) {
        out += "nobody";
      } else {
        out += slice(document.text, a.source.front());
      }
    }
    return out.empty() ? "outlet" : out;
  }
  [[nodiscard]] std::string content(const Claim& claim) const {
    std::string out;
    for (const Span s : claim.content) out += (out.empty() ? "" : " … ") + std::string(slice(document.text, s));
    return out;
  }
  [[nodiscard]] std::string all() const {
    std::string out;
    for (const Claim& c : reading.claims) out += "\n  " + chain(c) + " | " + content(c);
    return out;
  }
};

Read read_document(Document document) {
  Read out{std::move(document), {}, {}};
  out.document.outlet = Value{"Outlet Daily", {}, {}, "option"};
  std::vector<Span> units;
  for (const Part& p : out.document.parts) units.push_back(p.span);
  std::string missing;
  auto analysis = fixture().analysis(out.document.text, units, missing);
  EXPECT_TRUE(analysis) << "not in testdata: " << missing;
  if (!analysis) return out;
  out.analysis = std::move(*analysis);
  out.reading = read(out.document, out.analysis);
  return out;
}

Read read_paragraphs(const std::vector<std::string>& paragraphs) { return read_document(document_of(paragraphs)); }

struct Row {
  std::vector<std::string> paragraphs;
  const char *content, *chain;
  std::optional<Act> act = std::nullopt;  // of the innermost link, with what follows
  Quote quote = Quote::kIndirect;
  Channel channel = Channel::kUnknown;
  bool negated = false;
};

void expect_all(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const Read r = read_paragraphs(row.paragraphs);
    const Claim* found = nullptr;
    for (const Claim& c : r.reading.claims)
      if (r.content(c) == row.content && r.chain(c) == row.chain) found = &c;
    ASSERT_NE(found, nullptr) << row.chain << " | " << row.content << "\nnot among" << r.all();
    if (!row.act) continue;
    const Attribution& last = r.reading.attributions[found->chain.back()];
    EXPECT_EQ(name(last.act), name(*row.act)) << row.content;
    EXPECT_EQ(name(last.quote), name(row.quote)) << row.content;
    EXPECT_EQ(name(last.channel), name(row.channel)) << row.content;
    EXPECT_EQ(last.negated, row.negated) << row.content;
  }
}

TEST(Chains, of_source_phrases) {
  expect_all({
      {{"According to a report by the Weekly Standard-Bearer citing two intelligence officials, the pipeline was mined "
        "in March."},
       "the pipeline was mined in March",
       "report by the Weekly Standard-Bearer > two intelligence officials"},
      {{"Rebels have taken the airport, Radio Sahel said, citing a military commander."},
       "Rebels have taken the airport",
       "Radio Sahel > military commander"},
      {{"The Daily Harbour, citing police sources, said the suspect had fled to Malta."},
       "the suspect had fled to Malta",
       "Daily Harbour > police sources"},
      {{"Citing three people familiar with the matter, Northline reported that the bank would cut 900 jobs."},
       "that the bank would cut 900 jobs",
       "Northline > three people"},
      {{"The general, quoted by the Tavros news agency as saying the bridge had been retaken, gave no figures."},
       "the bridge had been retaken",
       "Tavros news agency > general"},
      {{"\"We will not leave the valley,\" General Orin Matas was quoted as saying by the Tavros news agency."},
       "\"We will not leave the valley,\"",
       "Tavros news agency > General Orin Matas",
       Act::kSay,
       Quote::kDirect,
       Channel::kPressReport},
      {{"The dam is safe, the minister said in a statement carried by state television."},
       "The dam is safe",
       "state television > minister",
       Act::kSay,
       Quote::kIndirect,
       Channel::kStatement},
      {{"In a statement carried by the official Karsia News Agency, the cabinet said the talks had collapsed."},
       "the talks had collapsed",
       "Karsia News Agency > cabinet",
       Act::kSay,
       Quote::kIndirect,
       Channel::kStatement},
      {{"In comments published by the weekly Profil, the chairman said the merger was dead."},
       "the merger was dead",
       "Profil > chairman"},
      {{"The merger was dead, the chairman said in an interview with the weekly Profil."},
       "The merger was dead",
       "Profil > chairman",
       Act::kSay,
       Quote::kIndirect,
       Channel::kInterview},
      {{"Speaking to Radio Sahel, the mayor said 14 shops had been looted."},
       "14 shops had been looted",
       "Radio Sahel > mayor"},
      {{"\"Fourteen shops were looted,\" the mayor told Radio Sahel."},
       "\"Fourteen shops were looted,\"",
       "Radio Sahel > mayor"},
      {{"In an interview with Al Manara television, Rahim Sadik said that his party would boycott the vote."},
       "that his party would boycott the vote",
       "Al Manara television > Rahim Sadik",
       Act::kSay,
       Quote::kIndirect,
       Channel::kInterview},
      {{"The plant was never inspected, as the Chronicle first reported."},
       "The plant was never inspected",
       "Chronicle"},
      {{"The regulator had known of the leak since 2019, according to documents obtained by the Guild Times."},
       "The regulator had known of the leak since 2019",
       "Guild Times > documents",
       Act::kSay,
       Quote::kIndirect,
       Channel::kDocument},
      {{"According to a leaked memo seen by Northline, the company knew of the defect."},
       "the company knew of the defect",
       "Northline > leaked memo",
       Act::kSay,
       Quote::kIndirect,
       Channel::kDocument},
      {{"According to the ministry, which cited a police report, the driver had been drinking."},
       "the driver had been drinking",
       "ministry > police report"},
      {{"Writing in the Evening Clarion, the former spy chief said the operation had been bungled."},
       "the operation had been bungled",
       "Evening Clarion > former spy chief"},
      {{"\"The operation was bungled,\" the former spy chief wrote in the Evening Clarion."},
       "\"The operation was bungled,\"",
       "Evening Clarion > former spy chief"},
      {{"A senior official, speaking on condition of anonymity, said the strike had been called off."},
       "the strike had been called off",
       "senior official"},
      {{"The strike was called off, said a senior official who asked not to be named."},
       "The strike was called off",
       "senior official"},
      {{"The strike had been called off, an official said on condition of anonymity."},
       "The strike had been called off",
       "official"},
      {{"According to Amira Haddad, a spokeswoman for the relief agency, 300 families are without water."},
       "300 families are without water",
       "Amira Haddad"},
      {{"According to the Herald, quoting a hospital director, 12 children are in intensive care."},
       "12 children are in intensive care",
       "Herald > hospital director"},
      {{"The Post, which cited unnamed diplomats, said the envoy would be recalled."},
       "the envoy would be recalled",
       "Post > unnamed diplomats"},
      {{"The envoy would be recalled, the Post reported on Monday, quoting an unnamed diplomat."},
       "The envoy would be recalled",
       "Post > unnamed diplomat"},
      {{"Local media, citing the fire brigade, reported that the blaze began in a kitchen."},
       "that the blaze began in a kitchen",
       "Local media > fire brigade"},
      {{"The letter, published by Die Warte on Sunday, says the chancellor knew."},
       "the chancellor knew",
       "Die Warte > letter, published by Die Warte"},
      {{"Citing a source close to the investigation, AGP said the black box had been found."},
       "the black box had been found",
       "AGP > source"},
      {{"The Interfood agency cited the deputy minister as saying grain exports would stop."},
       "grain exports would stop",
       "Interfood agency > deputy minister"},
      {{"The coach told reporters the striker would miss the final."}, "the striker would miss the final", "coach"},
      {{"On the Sunday programme Open Desk, the chancellor said taxes would fall."},
       "taxes would fall",
       "Sunday programme Open Desk > chancellor"},
      {{"In a post on Telegram, Governor Pavel Ruda said two people had been injured."},
       "two people had been injured",
       "Pavel Ruda",
       Act::kSay,
       Quote::kIndirect,
       Channel::kSocialMedia},
      {{"Quoting an internal audit, the senator said the navy had lost 3 drones."},
       "the navy had lost 3 drones",
       "senator > internal audit"},
      {{"The lawyer read out a statement from the family saying they forgave the driver."},
       "they forgave the driver",
       "statement from the family"},
  });
}

TEST(Chains, of_documents_and_who_issued_them) {
  expect_all({
      {{"The Court of Auditors published a report on the ferry on Monday. The report says the hull was never checked."},
       "the hull was never checked",
       "report by Court of Auditors"},
      {{"The army released video of the raid on Sunday. The footage shows two men running from a truck."},
       "two men running from a truck",
       "video by army",
       Act::kShow,
       Quote::kIndirect,
       Channel::kFootage},
      {{"Researchers at Tolva University published a study in March. The study concludes that the herring stock will "
        "collapse by 2040."},
       "that the herring stock will collapse by 2040",
       "study by Researchers at Tolva University"},
      {{"A report by the audit office was leaked last week. According to the report, 40 bridges are unsafe."},
       "40 bridges are unsafe",
       "report by the audit office"},
      {{"The president announced a new pact on Tuesday. The announcement said both armies would train together."},
       "both armies would train together",
       "announcement by president"},
      {{"Two clips were posted by the rebel group Dawn Front. The clips show a burning tank."},
       "a burning tank",
       "clips by Dawn Front"},
      {{"The ministry's report says no soldier was harmed."}, "no soldier was harmed", "ministry's report"},
      {{"A video released by the police shows the officer firing twice."},
       "the officer firing twice",
       "video released by the police",
       Act::kShow,
       Quote::kIndirect,
       Channel::kFootage},
      {{"Court documents show that the firm paid 2 million dollars to a shell company."},
       "that the firm paid 2 million dollars to a shell company",
       "Court documents",
       Act::kShow,
       Quote::kIndirect,
       Channel::kDocument},
      {{"The indictment says Rask transferred the money to Cyprus."},
       "Rask transferred the money to Cyprus",
       "indictment",
       Act::kSay,
       Quote::kIndirect,
       Channel::kCourt},
      {{"In a poll published on Sunday, 61 percent of voters opposed the toll."},
       "61 percent of voters opposed the toll",
       "poll",
       Act::kShow,
       Quote::kIndirect,
       Channel::kPoll},
      {{"The agency's statement did not say who had fired the missile."},
       "who had fired the missile",
       "agency's statement",
       Act::kSay,
       Quote::kIndirect,
       Channel::kStatement,
       true},
      {{"The article quotes a former aide as saying the money came in a shoebox."},
       "the money came in a shoebox",
       "article > former aide"},
  });
}

TEST(Chains, of_brackets_and_tags) {
  expect_all({
      {{"The army lost 10 thousand (the ministry claims) men in the valley."},
       "10 thousand",
       "ministry",
       Act::kClaim,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"Unemployment stood at 7.4% (source: National Statistics Office) in April."},
       "7.4%",
       "National Statistics Office"},
      {{"Unemployment stood at 7.4% in April. Source: National Statistics Office."},
       "Unemployment stood at 7.4% in April",
       "National Statistics Office"},
      {{"Per the harbor master, two barges sank overnight."}, "two barges sank overnight", "harbor master"},
      {{"Two barges sank overnight, per the harbor master."}, "Two barges sank overnight", "harbor master"},
      {{"About 3,000 people marched (organisers say 9,000)."}, "9,000", "organisers"},
      {{"Some 40 houses burned down (according to the fire chief) before dawn."},
       "Some 40 houses burned down ( … ) before dawn",
       "fire chief"},
      {{"The price of bread doubled in a year (via the Consumers' League)."},
       "The price of bread doubled in a year",
       "Consumers' League"},
      {{"\"Nobody will be forced to move.\" — Mayor Ilona Reth"},
       "\"Nobody will be forced to move.\"",
       "Ilona Reth",
       Act::kSay,
       Quote::kDirect,
       Channel::kUnknown},
      {{"\"Nobody will be forced to move\" – Commissioner Ilona Reth"},
       "\"Nobody will be forced to move\"",
       "Ilona Reth",
       Act::kSay,
       Quote::kDirect,
       Channel::kUnknown},
      {{"Wind turbines kill 200,000 bats a year, says the Alpine Club."},
       "Wind turbines kill 200,000 bats a year",
       "Alpine Club"},
      {{"The new tram line will cost 80 million (city estimate)."}, "80 million", "city"},
      {{"In the view of most economists, the tax will fail."}, "the tax will fail", "most economists"},
      {{"The ship was carrying arms, in the words of the customs chief."},
       "The ship was carrying arms",
       "customs chief"},
  });
}

TEST(Chains, of_agents_that_nobody_names) {
  expect_all({
      {{"The colonel was reported to have left the country."},
       "The colonel … to have left the country",
       "nobody",
       Act::kReport,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The colonel is believed to be hiding in Dubai."},
       "The colonel … to be hiding in Dubai",
       "nobody",
       Act::kBelieve,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The firm is said to owe 4 million dollars."},
       "The firm … to owe 4 million dollars",
       "nobody",
       Act::kSay,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"It is said that the firm owes 4 million dollars."},
       "that the firm owes 4 million dollars",
       "nobody",
       Act::kSay,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The brothers reportedly crossed the border on foot."},
       "The brothers … crossed the border on foot",
       "nobody",
       Act::kReport,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"He allegedly stole the crown."},
       "He … stole the crown",
       "nobody",
       Act::kAllege,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The singer was rumoured to have married in secret."},
       "The singer … to have married in secret",
       "nobody",
       Act::kReport,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The alleged hacker was arrested in Porto."}, "The alleged hacker was arrested in Porto", "outlet"},
      {{"The minister is understood to have resigned."},
       "The minister … to have resigned",
       "nobody",
       Act::kKnow,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The minister is thought to be in Oslo."},
       "The minister … to be in Oslo",
       "nobody",
       Act::kBelieve,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"Talks are expected to resume on Monday."},
       "Talks … to resume on Monday",
       "nobody",
       Act::kExpect,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The road is supposed to open in May."},
       "The road … to open in May",
       "nobody",
       Act::kBelieve,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"More than 100 people are feared dead."},
       "More than 100 people … dead",
       "nobody",
       Act::kBelieve,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"Two tankers have reportedly been hit."},
       "Two tankers have … been hit",
       "nobody",
       Act::kReport,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The deputy is accused of taking bribes."},
       "The deputy … of taking bribes",
       "nobody",
       Act::kAccuse,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"Unconfirmed reports say the prison was stormed."}, "the prison was stormed", "Unconfirmed reports"},
      {{"The drone is estimated to have cost 3 million euros."},
       "The drone … to have cost 3 million euros",
       "nobody",
       Act::kExpect,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The attack was claimed by the Dawn Front."},
       "The attack",
       "Dawn Front",
       Act::kClaim,
       Quote::kIndirect,
       Channel::kUnknown},
  });
}

TEST(Chains, of_names_given_in_quotation_marks) {
  expect_all({
      {{"The governor called the ruling \"a disgrace\"."},
       "the ruling \"a disgrace\"",
       "governor",
       Act::kSay,
       Quote::kMixed,
       Channel::kUnknown},
      {{"The cabinet dubbed the tax a \"solidarity fee\"."},
       "the tax a \"solidarity fee\"",
       "cabinet",
       Act::kSay,
       Quote::kMixed,
       Channel::kUnknown},
      {{"Officials described the camp as a \"holiday village\"."},
       "the camp as a \"holiday village\"",
       "Officials",
       Act::kSay,
       Quote::kMixed,
       Channel::kUnknown},
  });
}

TEST(Chains, of_quotations_over_paragraphs_and_in_odd_marks) {
  expect_all({
      {{"\"We waited for nine hours,\" said Marta Kovel, a nurse.", "\"Nobody came. Nobody called.",
        "\"Then the roof fell in.\""},
       "\"Then the roof fell in.\"",
       "Marta Kovel",
       Act::kSay,
       Quote::kDirect,
       Channel::kUnknown},
      {{"Kovel said: “We waited for nine hours.", "“Then the roof fell in.”"},
       "“We waited for nine hours.",
       "Kovel",
       Act::kSay,
       Quote::kDirect,
       Channel::kUnknown},
      {{"Kovel said: “We waited for nine hours.", "“Then the roof fell in.”"},
       "“Then the roof fell in.”",
       "Kovel",
       Act::kSay,
       Quote::kDirect,
       Channel::kUnknown},
      {{"\"We waited, the nurse said. Nobody came. The ministry said it would answer on Monday."},
       "it would answer on Monday",
       "ministry"},
      {{"He shouted \"\"= and left. The guard said the door was open."}, "the door was open", "guard"},
      {{"« Le toit est tombé », a déclaré la ministre. The minister said «the roof is safe»."},
       "«the roof is safe»",
       "minister"},
      {{"„The roof is safe“, the minister said."},
       "„The roof is safe“",
       "minister",
       Act::kSay,
       Quote::kDirect,
       Channel::kUnknown},
      {{"''The roof is safe,'' the minister said."},
       "''The roof is safe,''",
       "minister",
       Act::kSay,
       Quote::kDirect,
       Channel::kUnknown},
  });
}

TEST(Chains, of_interviews_and_transcripts) {
  expect_all({
      {{"Q: Why did the ferry sail?", "A: The company forced the captain to sail."},
       "The company forced the captain to sail",
       "A",
       Act::kSay,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"Marta Kovel runs the clinic in Senn. She spoke to Outlet Daily in May.", "Q: Who pays the nurses?",
        "A: The town pays the nurses since March.", "Q: And the doctors?", "A: The church pays them."},
       "The town pays the nurses since March",
       "Marta Kovel"},
      {{"Marta Kovel runs the clinic in Senn. She spoke to Outlet Daily in May.", "Q: Who pays the nurses?",
        "A: The town pays the nurses since March.", "Q: And the doctors?", "A: The church pays them."},
       "The church pays them",
       "Marta Kovel"},
      {{"INTERVIEWER: Who gave the order?", "MAJOR RENN: The order came from the capital at noon."},
       "The order came from the capital at noon",
       "RENN"},
      {{"KOVEL: The town has paid the nurses since March.",
        "RENN: That is simply false, the town owes them two months."},
       "The town has paid the nurses since March",
       "KOVEL"},
      {{"Outlet Daily: Who pays the nurses?", "Marta Kovel: The town has paid them since March."},
       "The town has paid them since March",
       "Marta Kovel"},
      {{"THE COURT: You may step down.", "THE WITNESS: I saw the car at the gate at nine."},
       "I saw the car at the gate at nine",
       "WITNESS"},
  });
}

TEST(Chains, of_posts) {
  expect_all({
      {{"\"The bridge is closed,\" tweeted @SennPolice."},
       "\"The bridge is closed,\"",
       "@SennPolice",
       Act::kSay,
       Quote::kDirect,
       Channel::kSocialMedia},
      {{"@SennPolice: The bridge is closed until noon."}, "The bridge is closed until noon", "@SennPolice"},
      {{"\"The bridge is closed,\" the mayor wrote on X, formerly Twitter."},
       "\"The bridge is closed,\"",
       "mayor",
       Act::kSay,
       Quote::kDirect,
       Channel::kSocialMedia},
      {{"In a tweet, the mayor said the bridge was closed."},
       "the bridge was closed",
       "mayor",
       Act::kSay,
       Quote::kIndirect,
       Channel::kSocialMedia},
      {{"The mayor took to Facebook to say the bridge was closed."},
       "the bridge was closed",
       "mayor",
       Act::kSay,
       Quote::kIndirect,
       Channel::kSocialMedia},
  });
}

TEST(Chains, of_speakers_beside_their_quotation) {
  expect_all({
      {{"“Nobody will be moved.” – Commissioner Ilona Reth"},
       "“Nobody will be moved.”",
       "Ilona Reth",
       Act::kSay,
       Quote::kDirect,
       Channel::kUnknown},
      {{"Commissioner Ilona Reth:", "“Nobody will be moved by force.”"},
       "“Nobody will be moved by force.”",
       "Ilona Reth",
       Act::kSay,
       Quote::kDirect,
       Channel::kUnknown},
      {{"Ilona Reth, commissioner: Nobody will be moved by force."}, "Nobody will be moved by force", "Ilona Reth"},
      {{"\"It failed,\" she said. \"It failed badly. We lost the boat.\""},
       "\"It failed badly.",
       "she",
       Act::kSay,
       Quote::kDirect,
       Channel::kUnknown},
      {{"\"It failed,\" she said. \"It failed badly. We lost the boat.\""},
       "We lost the boat.\"",
       "she",
       Act::kSay,
       Quote::kDirect,
       Channel::kUnknown},
  });
}

TEST(Chains, of_sentences_that_go_on_in_the_same_voice) {
  expect_all({
      {{"The monitor said troops hold the ridge. The group also holds the dam."},
       "The group also holds the dam",
       "outlet"},
      {{"Kovel said the roof leaked. The clinic was built in 1972."}, "The clinic was built in 1972", "outlet"},
      {{"The minister said the deficit would fall next year. Unemployment would rise slightly, to 6 percent."},
       "Unemployment would rise slightly, to 6 percent",
       "minister"},
  });
}

TEST(Chains, of_nouns_adjectives_and_negation) {
  expect_all({
      {{"She was certain the gate had been locked."},
       "the gate had been locked",
       "She",
       Act::kBelieve,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"There is no evidence that the ship was sabotaged, the admiral said."},
       "There is no evidence that the ship was sabotaged",
       "admiral"},
      {{"Asked about the missing money, Renn said he knew nothing."}, "he knew nothing", "Renn"},
      {{"Asked whether he would resign, the minister said no."},
       "whether he would resign",
       "nobody",
       Act::kAsk,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"Asked by reporters whether he would resign, the minister laughed."},
       "whether he would resign",
       "reporters",
       Act::kAsk,
       Quote::kIndirect,
       Channel::kInterview},
      {{"The spokesman did not say whether the plant would close."},
       "whether the plant would close",
       "spokesman",
       Act::kSay,
       Quote::kIndirect,
       Channel::kUnknown,
       true},
      {{"The mayor, a former firefighter, said on Monday the bridge would reopen."},
       "the bridge would reopen",
       "mayor"},
      {{"The bridge could collapse, warned the mayor."},
       "The bridge could collapse",
       "mayor",
       Act::kThreaten,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The mayor said the bridge would reopen, adding that trams would follow in June."},
       "the bridge would reopen",
       "mayor"},
      {{"If the mayor says the bridge is safe, people will cross it."}, "the bridge is safe", "mayor"},
      {{"Did the mayor say the bridge was safe?"}, "the bridge was safe", "mayor"},
      {{"I don't think the bridge is safe, the engineer said."},
       "the bridge is safe",
       "engineer > I",
       Act::kBelieve,
       Quote::kIndirect,
       Channel::kUnknown,
       true},
      {{"The airline insists the plane was safe; the pilots' union says it was not."},
       "the plane was safe",
       "airline",
       Act::kClaim,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The airline insists the plane was safe; the pilots' union says it was not."}, "it was not", "pilots' union"},
      {{"The senator accused the navy of hiding two reports."},
       "the navy of hiding two reports",
       "senator",
       Act::kAccuse,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The paper's editor, Ruth Amsel, told the inquiry that police had paid for the story."},
       "that police had paid for the story",
       "Ruth Amsel"},
      {{"According to the lawyer, his client says the police beat him."}, "the police beat him", "lawyer > his client"},
  });
}

TEST(Chains, of_deep_chains) {
  expect_all({
      {{"KCNA said on Sunday that Kim had told his officers that the enemy had confirmed the loss of a ship."},
       "the loss of a ship",
       "KCNA > Kim > enemy"},
      {{"The Courier reports that a police source says the banker's driver admitted moving the cash."},
       "moving the cash",
       "Courier > police source > banker's driver"},
      {{"According to the Sunday Ledger, the general told aides that the president believed the war was lost."},
       "the war was lost",
       "Sunday Ledger > general > president"},
      {{"Two relatives said doctors had told them the boy would not walk again, the charity said."},
       "the boy would not walk again",
       "charity > Two relatives > doctors"},
      {{"\"My father said the mine would close,\" Ana Duro recalled."}, "the mine would close", "Ana Duro > My father"},
      {{"An official in Tolva, who spoke on condition of anonymity, said the governor had ordered police to fire."},
       "police to fire",
       "official > governor",
       Act::kOrder,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"A spokesman for Dawn Front told the AFP news agency that it had shot down a helicopter, but the army denied "
        "it had lost any aircraft."},
       "that it had shot down a helicopter",
       "AFP news agency > spokesman for Dawn Front"},
      {{"A spokesman for Dawn Front told the AFP news agency that it had shot down a helicopter, but the army denied "
        "it had lost any aircraft."},
       "it had lost any aircraft",
       "army",
       Act::kDeny,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"The strike killed nine people, the local hospital said, citing figures from its morgue."},
       "The strike killed nine people",
       "local hospital > figures from its morgue"},
      {{"The report could not be independently verified."}, "The report could not be independently verified", "outlet"},
      {{"The regiment's commander, Col. Ivo Brandt, was cited by the Interfood agency as saying his men had held the "
        "bridge."},
       "his men had held the bridge",
       "Interfood agency > Ivo Brandt"},
      {{"In its statement, the ministry also accused Kestria of shelling a school."},
       "Kestria of shelling a school",
       "ministry",
       Act::kAccuse,
       Quote::kIndirect,
       Channel::kStatement},
      {{"The clinic was hit by a drone, according to its director, quoted by the Norvian broadcaster NTR."},
       "The clinic was hit by a drone",
       "NTR > its director"},
      {{"He was shot twice, his sister told Al Manara TV."}, "He was shot twice", "Al Manara TV > his sister"},
      {{"\"The vote was stolen,\" the losing candidate posted on Telegram, without offering evidence."},
       "\"The vote was stolen,\"",
       "losing candidate",
       Act::kSay,
       Quote::kDirect,
       Channel::kSocialMedia},
      {{"The paper, which cites court filings, says the firm hid the leak for two years."},
       "the firm hid the leak for two years",
       "paper > court filings"},
      {{"The firm hid the leak for two years, the paper says, citing court filings."},
       "The firm hid the leak for two years",
       "paper > court filings"},
      {{"An internal email, a copy of which was seen by the Guild Times, says the valve was never tested."},
       "the valve was never tested",
       "Guild Times > internal email"},
      {{"Doctors Without Borders said staff had described bodies in the streets."},
       "bodies in the streets",
       "Doctors Without Borders > staff"},
      {{"Police say they believe the fire was set."},
       "the fire was set",
       "Police > Police",
       Act::kBelieve,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"Iskra's lawyer said his client denied the charges."},
       "the charges",
       "Iskra's lawyer > Iskra’s client",
       Act::kDeny,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"\"According to our sources, the convoy was hit twice,\" the mayor said."},
       "the convoy was hit twice",
       "mayor > our sources"},
      {{"The council commissioned an audit of the bridge. It found 40 cracks. The audit also says the toll booth is "
        "unsafe."},
       "the toll booth is unsafe",
       "audit by council"},
      {{"The National Weather Office issued a bulletin at dawn. The bulletin warned of floods in three valleys."},
       "floods in three valleys",
       "bulletin by National Weather Office",
       Act::kThreaten,
       Quote::kIndirect,
       Channel::kUnknown},
      {{"In the footage, a man in uniform is heard saying the prisoners must be shot."},
       "the prisoners must be shot",
       "man in uniform"},
      {{"According to an Ipsal survey of 1,200 voters, 61 percent oppose the toll."},
       "61 percent oppose the toll",
       "Ipsal survey of 1,200 voters",
       Act::kSay,
       Quote::kIndirect,
       Channel::kPoll},
      {{"The UN's human rights office said it had documented 12 killings."},
       "it had documented 12 killings",
       "UN's human rights office"},
      {{"Local journalists reported gunfire near the barracks."}, "gunfire near the barracks", "Local journalists"},
      {{"Sources in the palace say the king is ill."}, "the king is ill", "Sources in the palace"},
      {{"The king is ill, sources in the palace say."}, "The king is ill", "sources in the palace"},
      {{"The dead man was identified by police as Ivo Renn, 41."}, "The dead man … as Ivo Renn, 41", "police"},
      {{"Protesters chanted \"Shame!\" and threw eggs."}, "\"Shame!\"", "Protesters"},
  });
}

TEST(Chains, of_clauses_that_the_parser_hangs_elsewhere) {
  expect_all({
      {{"The ministry denied that shells were stored there, as some residents claimed."},
       "that shells were stored there",
       "some residents"},
      {{"The coach rested his captain, confident that the match was won."}, "that the match was won", "coach"},
      {{"Asked if he would resign, the minister laughed."}, "if he would resign", "nobody", Act::kAsk},
      {{"The hospital said in a press release that it had treated 60 patients."},
       "that it had treated 60 patients",
       "hospital"},
  });
}

TEST(Chains, of_headlines_whose_speaker_comes_last) {
  const struct {
    const char *headline, *content, *source;
  } rows[] = {{"Shell hit clinic in Senn: ministry", "Shell hit clinic in Senn", "ministry"},
              {"Tank fired at reporters in Senn, report finds", "Tank fired at reporters in Senn", "report"}};
  for (const auto& row : rows) {
    Document document = document_of({row.headline});
    document.parts[0].kind = PartKind::kHeadline;
    const Read r = read_document(std::move(document));
    ASSERT_FALSE(r.reading.claims.empty()) << row.headline;
    EXPECT_EQ(r.content(r.reading.claims[0]), row.content);
    ASSERT_EQ(r.reading.claims[0].chain.size(), 1u);
    EXPECT_EQ(slice(r.document.text, r.reading.attributions[r.reading.claims[0].chain[0]].source.front()), row.source);
  }
}

TEST(Chains, of_what_nobody_claims) {
  const struct {
    std::vector<std::string> paragraphs;
    const char* content;  // no claim holds these words alone
  } rows[] = {
      {{"The so-called \"people's mayor\" was arrested on Monday."}, "\"people's mayor\""},
      {{"The company declined to comment."}, "to comment"},
      {{"Reuters could not independently verify the claim."}, "the claim"},
      {{"Q: Why did the ferry sail?", "A: The company forced the captain to sail."}, "Why did the ferry sail?"},
  };
  for (const auto& row : rows) {
    const Read r = read_paragraphs(row.paragraphs);
    for (const Claim& c : r.reading.claims) EXPECT_NE(r.content(c), row.content);
  }
}

TEST(Chains, so_called_is_a_scare_quote) {
  const Read r = read_paragraphs({"The so-called \"people's mayor\" was arrested on Monday."});
  ASSERT_EQ(r.reading.attributions.size(), 1u);
  const Attribution& a = r.reading.attributions[0];
  EXPECT_EQ(a.quote, Quote::kScare);
  EXPECT_TRUE(a.source.empty());
  EXPECT_EQ(slice(r.document.text, a.content.front()), "\"people's mayor\"");
}

TEST(Chains, a_carrier_stands_outside_and_tells_of_its_parent) {
  const Read r = read_paragraphs({"Speaking to Radio Sahel, the mayor said 14 shops had been looted."});
  ASSERT_EQ(r.reading.claims.size(), 1u);
  const std::vector<Index>& chain = r.reading.claims[0].chain;
  ASSERT_EQ(chain.size(), 2u);
  EXPECT_EQ(r.reading.attributions[chain[0]].parent, chain[1]);
  EXPECT_EQ(r.reading.attributions[chain[1]].parent, kNone);
}

TEST(Chains, a_sentence_without_a_cue_counts_less) {
  const Read r =
      read_paragraphs({"The group said it had shot down a drone. It had also destroyed two trucks, and its fighters "
                       "had taken the ridge."});
  ASSERT_EQ(r.reading.claims.size(), 2u);
  const Attribution& first = r.reading.attributions[r.reading.claims[0].chain.back()];
  const Attribution& next = r.reading.attributions[r.reading.claims[1].chain.back()];
  EXPECT_EQ(first.voice, next.voice);
  EXPECT_LT(next.p, first.p);
}

}  // namespace
}  // namespace hearsay
