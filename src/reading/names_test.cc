// Who is named in sentences of our own: mentions by name, and kind, country and sector of each voice. Their analysis is
// in testdata/names.tsv, as tests/support/spacy_dump.py wrote it from testdata/names.txt.
#include <gtest/gtest.h>

#include "base/hash.h"
#include "reading/finding.h"
#include "reading/first_names.h"
#include "reading/noun_classes.h"
#include "reading/proper_names.h"
#include "support/spacy_tsv.h"

namespace hearsay {
namespace {

struct ReadLines {
  explicit ReadLines(const std::vector<std::string>& lines) : document(testing::document_of(lines)) {
    static const testing::SpacyTsv tsv = [] {
      std::string error;
      auto loaded = testing::SpacyTsv::load(HEARSAY_SOURCE_DIR "/src/reading/testdata/names.tsv", error);
      EXPECT_TRUE(loaded) << error;
      return loaded ? *loaded : testing::SpacyTsv{};
    }();
    std::vector<Span> units;
    for (const Part& part : document.parts) units.push_back(part.span);
    std::string missing;
    auto found = tsv.analysis(document.text, units, missing);
    EXPECT_TRUE(found) << "not in testdata: " << missing;
    if (!found) return;
    analysis = std::move(*found);
    reading = read(document, analysis);
  }
  // All mentions, parted by " | ".
  [[nodiscard]] std::string mentions(const Voice& voice) const {
    std::string out;
    for (const Span s : voice.mentions) out += (out.empty() ? "" : " | ") + std::string(slice(document.text, s));
    return out;
  }
  [[nodiscard]] const Voice* voice(std::string_view name) const {
    for (const Voice& v : reading.voices) {
      if (v.name == name) return &v;
    }
    return nullptr;
  }
  [[nodiscard]] std::string names() const {
    std::string out;
    for (const Voice& v : reading.voices) out += "[" + v.name + "]";
    return out;
  }

  Document document;
  Analysis analysis;
  Reading reading;
};

constexpr const char* kTalks[] = {
    "Norwegian Foreign Minister Ada Holm met Kenya’s president, Omar Reyes, in Oslo on Monday.",
    "Holm said the talks went well, and Reyes thanked her.",
    "Ms. Holm flew home, where the Norwegian minister faced questions."};

TEST(Names, mentions_of_a_voice) {
  struct Row {
    std::vector<std::string> lines;
    const char *name, *mentions;
  };
  for (const Row& row : {
           Row{{kTalks[0], kTalks[1], kTalks[2]}, "Ada Holm", "Ada Holm | Holm | her | Holm | the Norwegian minister"},
           Row{{kTalks[0], kTalks[1], kTalks[2]}, "Omar Reyes", "Kenya’s president | Omar Reyes | Reyes"},
           Row{{"The Union of Free Sailors (UFS) called a strike, and UFS members left the docks."},
               "Union of Free Sailors",
               "The Union of Free Sailors | UFS | UFS"},
           // husband and wife, told apart by their titles
           Row{{"Piet Vos said the plan was sound.", "Mina Vos said her husband was wrong.",
                "Mr. Vos refused to answer, and Mrs. Vos smiled."},
               "Piet Vos",
               "Piet Vos | Vos"},
           Row{{"Piet Vos said the plan was sound.", "Mina Vos said her husband was wrong.",
                "Mr. Vos refused to answer, and Mrs. Vos smiled."},
               "Mina Vos",
               "Mina Vos | her | Vos"},
           // two of that family: "Kim" is neither
           Row{{"Kim Tae-ho and Kim Yo-jin addressed the crowd.", "Kim left early, the police said."}, "Kim", "Kim"},
           Row{{"The US Senate voted on Tuesday, and the United States paid the bill, America’s envoys said."},
               "United States",
               "the United States | America"},
           Row{{"Maria Núñez won the race. Nunez said the track was wet."}, "Maria Núñez", "Maria Núñez | Nunez"},
           Row{{"The Ada Holm Foundation said it would pay, and Ada Holm agreed."}, "Ada Holm", "Ada Holm | Ada Holm"},
       }) {
    const ReadLines r(row.lines);
    const Voice* v = r.voice(row.name);
    ASSERT_NE(v, nullptr) << row.name << " is not among " << r.names();
    EXPECT_EQ(r.mentions(*v), row.mentions);
  }
}

// What the recogniser took for a body or a place, by the document as a whole.
TEST(Names, found_in_a_text) {
  struct Row {
    std::vector<std::string> lines;
    const char* names;
  };
  for (const Row& row : {
           Row{{"Tarvik, a singer who left the band, wrote two books.", "Holm and Tarvik left."},
               "Tarvik PERSON | Holm PERSON | Tarvik PERSON"},
           Row{{"The Tarvik Rovers won again."}, "The Tarvik Rovers ORG"},
           Row{{"General Varduin visited the camp, and Varduin thanked the troops."},
               "Varduin PERSON | Varduin PERSON"},
           Row{{"Quarnbo, who wrote the report, resigned."}, "Quarnbo PERSON ?"},
           Row{{"Ulvang testified on Monday, and Ulvang’s lawyer spoke."}, "Ulvang PERSON | Ulvang PERSON"},
           // some of them, and one of many
           Row{{"Most Norwegians like fish, but Norwegians who live abroad miss it."}, ""},
           Row{{"They met a Rembrandt of our time."}, "Rembrandt ORG"},
       }) {
    const ReadLines r(row.lines);
    Page page{r.document, r.analysis, {}};
    for (std::uint32_t k = 0; k < r.analysis.units.size(); ++k) page.part_of_unit.push_back(k);
    std::string found;
    for (const ProperName& n : find_proper_names(page).names) {
      found += (found.empty() ? "" : " | ") + std::string(page.text(r.analysis.bytes(n.tokens))) + " " +
               std::string(name(n.label)) + (n.sure ? "" : " ?");
    }
    EXPECT_EQ(found, row.names) << row.lines.front();
  }
}

TEST(Names, a_title_with_a_capital_stands_for_whom_it_was_said_of) {
  const ReadLines r({"Emperor Orlan left the palace. The Emperor took his horse."});
  const Voice* v = r.voice("Orlan");
  ASSERT_NE(v, nullptr) << r.names();
  EXPECT_EQ(r.mentions(*v), "Orlan | The Emperor | his");
}

TEST(FirstNames, tell_a_gender_where_they_are_rare_for_the_other) {
  struct Row {
    const char* name;
    bool surname_follows, first;
    Gender gender;
  };
  for (const Row& row : {Row{"maria", false, true, Gender::kFemale}, Row{"ahmed", true, true, Gender::kMale},
                         Row{"eloise", true, true, Gender::kFemale}, Row{"grant", true, true, Gender::kMale},
                         Row{"grant", false, true, Gender::kUnknown}, Row{"kelly", true, true, Gender::kFemale},
                         Row{"leslie", true, true, Gender::kUnknown}, Row{"tarvik", true, false, Gender::kUnknown}}) {
    EXPECT_EQ(gender_of_first_name(row.name, row.surname_follows), row.gender) << row.name;
    EXPECT_EQ(is_first_name(row.name), row.first) << row.name;
  }
  // As tools/make_first_names.py wrote them.
  const std::string all = std::string(first_names_male()) + "|" + std::string(first_names_female()) + "|" +
                          std::string(first_names_either());
  EXPECT_EQ(to_hex(sha256(all)), "8ac0ec49b24d4ec7757662e3f5e414ebd723e17682b822256b079b0f0a6d356e");
}

TEST(Names, kind_country_and_sector) {
  using enum VoiceKind;
  struct Row {
    std::vector<std::string> lines;
    const char* name;
    VoiceKind kind;
    const char *country, *sector;
  };
  for (const Row& row : {
           Row{{kTalks[0]}, "Ada Holm", kPerson, "NOR", "GOV"},
           Row{{kTalks[0]}, "Omar Reyes", kPerson, "KEN", "GOV"},
           Row{{"The Kremlin denied the report, but a Pentagon spokesman repeated it."},
               "Kremlin",
               kGovernment,
               "RUS",
               "GOV"},
           Row{{"The Kremlin denied the report, but a Pentagon spokesman repeated it."},
               "Pentagon spokesman",
               kAnonymous,
               "USA",
               "MIL"},
           Row{{"Grace Kilewo, the Tanzanian transport minister, resigned, Reuters reported."},
               "Grace Kilewo",
               kPerson,
               "TZA",
               "GOV"},
           Row{{"Grace Kilewo, the Tanzanian transport minister, resigned, Reuters reported."},
               "Reuters",
               kAgency,
               "",
               "JRN"},
           Row{{"A former prime minister of Kenya, Daniel Otieno, said the vote was fair."},
               "Daniel Otieno",
               kPerson,
               "KEN",
               "ELI"},
           Row{{"The U.S. ambassador to Kenya, Laura Finch, told reporters that the Senate would vote."},
               "Laura Finch",
               kPerson,
               "USA",
               "GOV"},
           Row{{"The US Senate voted on Tuesday, and the United States paid the bill, America’s envoys said."},
               "US Senate",
               kGovernment,
               "USA",
               "LEG"},
           Row{{"Two Russian officials said pro-Ukrainian hackers had broken in."},
               "Two Russian officials",
               kAnonymous,
               "RUS",
               "GOV"},
           Row{{"Colonel Ivan Petrov of the Ukrainian army said his soldiers held the bridge."},
               "Ivan Petrov",
               kPerson,
               "",
               "MIL"},
           Row{{"Doctors at the county hospital said 12 people were hurt."},
               "Doctors at the county hospital",
               kGroup,
               "",
               "MED"},
           Row{{"The Georgia governor said the bridge was closed."}, "Georgia governor", kPerson, "", "GOV"},
           Row{{"The Georgian government in Tbilisi said Georgia was ready."},
               "Georgian government in Tbilisi",
               kGovernment,
               "GEO",
               "GOV"},
           Row{{"The Ministry of Defence of Norvania said the Norvanian navy was ready."},
               "Ministry of Defence of Norvania",
               kGovernment,
               "",
               "GOV"},
           Row{{"New Mexico police told Radio Delta that the car was found."}, "Radio Delta", kMedia, "", "JRN"},
           Row{{"New Mexico police told Radio Delta that the car was found."},
               "New Mexico police",
               kGovernment,
               "",
               "COP"},
       }) {
    const ReadLines r(row.lines);
    const Voice* v = r.voice(row.name);
    EXPECT_NE(v, nullptr) << row.name << " is not among " << r.names();
    if (v == nullptr) continue;
    EXPECT_EQ(name(v->kind), name(row.kind)) << row.name;
    EXPECT_EQ(v->country, row.country) << row.name;
    EXPECT_EQ(v->sector, row.sector) << row.name;
  }
}

}  // namespace
}  // namespace hearsay
