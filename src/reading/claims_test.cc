// Voices and claims of our own sentences: who is who, on whose word, how firmly, on what condition; ids and links.
#include <set>

#include "reading/testdata/fixture.h"

namespace hearsay {
namespace {

using testing::ReadSentence;

TEST(Voices, mentions_of_each) {
  struct Row {
    const char *sentence, *name, *mentions;
  };
  for (const Row& row :
       {Row{"Transport Minister Ada Holm resigned. Holm said she was tired, and the minister left by a back door.",
            "Ada Holm", "Ada Holm … Holm … she … the minister"},
        Row{"The Northern Rail Agency (NRA) denied it. The agency blamed the weather, and NRA trains stood still.",
            "Northern Rail Agency", "The Northern Rail Agency … NRA … The agency … NRA"},
        Row{"Omar Reyes met Ada Holm. He told her that the line was safe.", "Omar Reyes", "Omar Reyes … He"},
        Row{"Omar Reyes met Ada Holm. He told her that the line was safe.", "Ada Holm", "Ada Holm … her"},
        Row{"His lawyer, Piet Vos, called the charge absurd. Vos said he would appeal.", "Piet Vos",
            "His lawyer … Piet Vos … Vos … he"},
        Row{"“We counted 40 boats,” Holm said. “They may come back.”", "Holm", "Holm"}}) {
    const ReadSentence s(row.sentence);
    bool seen = false;
    for (const Voice& v : s.reading.voices) {
      if (v.name != row.name) continue;
      seen = true;
      EXPECT_EQ(s.text(v.mentions), row.mentions);
    }
    EXPECT_TRUE(seen) << row.name;
  }
}

TEST(Voices, the_first_one_is_the_outlet) {
  const ReadSentence s("The bridge was not closed.");
  ASSERT_FALSE(s.reading.voices.empty());
  EXPECT_EQ(s.reading.voices[0].kind, VoiceKind::kOutlet);
}

TEST(Claims, of_each_pattern) {
  struct Row {
    const char *sentence, *content;
    std::vector<std::string> chain;
    Commitment source, outlet;
    bool negated;
    const char *if_clause, *then_clause;
  };
  using enum Commitment;
  const Row rows[] = {
      {"The ministry said the bridge was closed.", "the bridge was closed", {"ministry"}, kCTplus, kUu, false, "", ""},
      {"Holm told Radio Delta that the line may reopen.",
       "that the line may reopen",
       {"Radio Delta", "Holm"},
       kPSplus,
       kUu,
       false,
       "",
       ""},
      {"The mayor denied that the bridge was unsafe.",
       "that the bridge was unsafe",
       {"mayor"},
       kCTminus,
       kUu,
       false,
       "",
       ""},
      {"The union believes the plant will close.", "the plant will close", {"union"}, kPRplus, kUu, false, "", ""},
      {"Holm admitted that the line was unsafe.",
       "that the line was unsafe",
       {"Holm"},
       kCTplus,
       kCTplus,
       false,
       "",
       ""},
      {"Voss said that Holm had told officers that the gate was open.",
       "that the gate was open",
       {"Voss", "Holm"},
       kCTplus,
       kUu,
       false,
       "",
       ""},
      {"“We counted 40 boats,” Holm said. “They may come back.”",
       "“They may come back.”",
       {"Holm"},
       kPSplus,
       kUu,
       false,
       "",
       ""},
      {"The bridge was not closed.", "The bridge was not closed", {}, kCTminus, kCTminus, true, "", ""},
      {"The river is probably poisoned.", "The river is probably poisoned", {}, kPRplus, kPRplus, false, "", ""},
      {"The council praised the fans, which is an odd view of a riot.",
       "which is an odd view of a riot",
       {},
       kCTplus,
       kCTplus,
       false,
       "",
       ""},
      {"If the river rises, the town will flood.",
       "If the river rises, the town will flood",
       {},
       kUu,
       kUu,
       false,
       "the river rises",
       "the town will flood"},
      {"Any attack on the port risks a wider war.",
       "Any attack on the port risks a wider war",
       {},
       kPSplus,
       kPSplus,
       false,
       "Any attack on the port",
       "a wider war"},
      {"In the event of a strike, the army will drive the buses.",
       "In the event of a strike, the army will drive the buses",
       {},
       kUu,
       kUu,
       false,
       "a strike",
       "the army will drive the buses"},
  };
  for (const Row& row : rows) {
    const ReadSentence s(row.sentence);
    bool seen = false;
    for (const Claim& c : s.reading.claims) {
      if (s.text(c.content) != row.content) continue;
      seen = true;
      std::vector<std::string> chain;
      for (const Index a : c.chain) chain.push_back(s.voice(s.reading.attributions[a].voice));
      EXPECT_EQ(chain, row.chain) << row.content;
      EXPECT_EQ(name(c.source_commitment), name(row.source)) << row.content;
      EXPECT_EQ(name(c.outlet_commitment), name(row.outlet)) << row.content;
      EXPECT_EQ(c.negated, row.negated) << row.content;
      EXPECT_EQ(c.condition ? s.text(c.condition->if_clause) : "", row.if_clause) << row.content;
      EXPECT_EQ(c.condition ? s.text(c.condition->then_clause) : "", row.then_clause) << row.content;
    }
    EXPECT_TRUE(seen) << row.sentence << " lacks " << row.content;
  }
}

TEST(Claims, a_frame_is_no_claim_of_the_outlet) {
  const ReadSentence s("The ministry said the bridge was closed.");
  for (const Claim& c : s.reading.claims) EXPECT_FALSE(c.chain.empty()) << s.text(c.content);
}

TEST(Claims, headings_and_questions_assert_nothing) {
  for (const char* sentence : {"Trees on the hill:", "Are you sure about the bridge?"}) {
    EXPECT_TRUE(ReadSentence(sentence).reading.claims.empty()) << sentence;
  }
}

TEST(Claims, an_anchor_gives_back_the_content) {
  const ReadSentence s("Voss said that Holm had told officers that the gate was open.");
  ASSERT_FALSE(s.reading.claims.empty());
  for (const Claim& c : s.reading.claims) {
    std::string covered;
    for (const Span piece : c.content) covered += (covered.empty() ? "" : " ") + s.text(piece);
    EXPECT_EQ(c.anchor.exact, covered);
    std::string source;
    for (const Span piece : c.anchor.source) source += slice(s.document.bytes, piece);
    EXPECT_EQ(source, covered);  // this document's bytes are its text
    EXPECT_TRUE(s.document.text.find(c.anchor.prefix + s.text(c.content.front())) != std::string::npos);
  }
}

TEST(Ids, differ_within_a_reading_and_repeat_between_runs) {
  const char* const sentence = "Voss said that Holm had told officers that the gate was open.";
  const ReadSentence once(sentence), again(sentence);
  std::set<std::string> ids;
  std::size_t count = 0;
  const auto check = [&](const auto& a, const auto& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].id, b[i].id);
      ids.insert(a[i].id);
      ++count;
    }
  };
  check(once.reading.voices, again.reading.voices);
  check(once.reading.attributions, again.reading.attributions);
  check(once.reading.claims, again.reading.claims);
  EXPECT_GT(count, 5u);
  EXPECT_EQ(ids.size(), count);
}

TEST(Ids, equal_findings_are_told_apart_and_other_bytes_give_other_ids) {
  Document one, other;
  one.sha256 = "aa";
  other.sha256 = "bb";
  Reading reading;
  reading.figures.resize(3);
  Reading second = reading;
  assign_ids(one, reading);
  assign_ids(other, second);
  EXPECT_NE(reading.figures[0].id, reading.figures[1].id);
  EXPECT_NE(reading.figures[1].id, reading.figures[2].id);
  EXPECT_NE(reading.figures[0].id, second.figures[0].id);
}

// Against a slow twin: the innermost claim is the shortest that holds the figure, of equals the one with more links.
TEST(Links, a_figure_belongs_to_the_innermost_claim) {
  Document document;
  Analysis analysis;
  const Page page{document, analysis, {}};
  for (std::uint32_t seed = 1; seed < 200; ++seed) {
    std::uint32_t state = seed * 2654435761u;
    const auto next = [&state](std::uint32_t below) {
      state = state * 1664525u + 1013904223u;
      return (state >> 16) % below;
    };
    Reading reading;
    for (std::uint32_t f = 0; f < 6; ++f) {
      Figure figure;
      figure.span = {f * 10 + next(4), f * 10 + 5 + next(4)};
      reading.figures.push_back(figure);
    }
    for (std::uint32_t c = 0; c < 8; ++c) {
      Claim claim;
      const std::uint32_t begin = next(50);
      claim.content = {{begin, begin + 1 + next(40)}};
      claim.chain.assign(next(3), 0);
      reading.claims.push_back(claim);
    }
    link_findings(page, reading);
    for (const Figure& f : reading.figures) {
      Index best = kNone;
      for (Index c = 0; c < reading.claims.size(); ++c) {
        const Claim& claim = reading.claims[c];
        if (!claim.content[0].contains(f.span)) continue;
        const bool better = best == kNone || claim.content[0].length() < reading.claims[best].content[0].length() ||
                            (claim.content[0].length() == reading.claims[best].content[0].length() &&
                             claim.chain.size() > reading.claims[best].chain.size());
        if (better) best = c;
      }
      EXPECT_EQ(f.claim, best) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace hearsay
