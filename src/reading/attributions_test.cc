// Attributions of sentences of our own, one row a pattern, over spaCy's analysis as it is committed in testdata; and
// what must hold of any analysis at all, on random trees over random marks.
//
// A new sentence: add it to testdata/attributions.txt, then
//   python3 tests/support/spacy_dump.py MODEL_FOLDER src/reading/testdata/attributions.txt > …/attributions.tsv
#include <gtest/gtest.h>

#include <random>

#include "base/utf8.h"
#include "reading/cue_lexicon.h"
#include "reading/finding.h"
#include "support/spacy_tsv.h"

namespace hearsay {
namespace {

using testing::document_of;
using testing::SpacyTsv;

const SpacyTsv& fixture() {
  static const SpacyTsv tsv = [] {
    std::string error;
    auto loaded = SpacyTsv::load(HEARSAY_SOURCE_DIR "/src/reading/testdata/attributions.tsv", error);
    EXPECT_TRUE(loaded) << error;
    return loaded ? *loaded : SpacyTsv{};
  }();
  return tsv;
}

struct Found {
  Document document;
  std::vector<Attribution> attributions;

  [[nodiscard]] std::string text(const Spans& spans) const {
    std::string out;
    for (const Span s : spans) out += (out.empty() ? "" : " … ") + std::string(slice(document.text, s));
    return out;
  }
};

Found attributions_of(const std::vector<std::string>& paragraphs) {
  Found out{document_of(paragraphs), {}};
  std::vector<Span> units;
  for (const Part& p : out.document.parts) units.push_back(p.span);
  std::string missing;
  const auto analysis = fixture().analysis(out.document.text, units, missing);
  EXPECT_TRUE(analysis) << "not in testdata: " << missing;
  if (!analysis) return out;
  Page page{out.document, *analysis, {}};
  for (std::uint32_t p = 0; p < out.document.parts.size(); ++p) page.part_of_unit.push_back(p);
  out.attributions = find_attributions(page, find_quotations(out.document), nullptr, nullptr);
  return out;
}

struct Row {
  std::vector<std::string> paragraphs;
  const char *source, *cue, *content;
  Act act;
  Quote quote = Quote::kIndirect;
  const char* parent = "";  // the cue of the attribution that this one is nested in
  bool negated = false;
  Channel channel = Channel::kUnknown;
};

TEST(Attributions, of_each_pattern) {
  const Row rows[] = {
      // clauses
      {{"The mayor said the bridge would open in May."},
       "The mayor",
       "said",
       "the bridge would open in May",
       Act::kSay},
      {{"The mayor said that the bridge would open in May, adding that tolls were not planned."},
       "The mayor",
       "said",
       "that the bridge would open in May",
       Act::kSay},
      {{"The mayor said that the bridge would open in May, adding that tolls were not planned."},
       "The mayor",
       "adding",
       "that tolls were not planned",
       Act::kSay},
      {{"The bridge will open in May, the mayor said on Tuesday."},
       "the mayor",
       "said",
       "The bridge will open in May",
       Act::kSay},
      {{"The bridge, the mayor said, will open in May."},
       "the mayor",
       "said",
       "The bridge … will open in May",
       Act::kSay},
      {{"Peace talks failed, the envoys said, because of the shelling."},
       "the envoys",
       "said",
       "Peace talks failed … because of the shelling",
       Act::kSay},
      {{"He said he was tired and wanted to go home."}, "He", "said", "he was tired and wanted to go home", Act::kSay},
      {{"The minister told parliament the budget was spent."},
       "The minister",
       "told",
       "the budget was spent",
       Act::kSay},
      {{"The judge asked whether the driver had slept."},
       "The judge",
       "asked",
       "whether the driver had slept",
       Act::kAsk,
       Quote::kIndirect,
       "",
       false,
       Channel::kCourt},
      {{"They said the harbor was closed; the coast guard said it was open."},
       "the coast guard",
       "said",
       "it was open",
       Act::kSay},
      {{"The spokesman, who asked not to be named, said the talks had failed."},
       "The spokesman, who asked not to be named,",
       "said",
       "the talks had failed",
       Act::kSay},
      {{"The ministry confirmed the arrest but denied that the man had been beaten."},
       "The ministry",
       "confirmed",
       "the arrest",
       Act::kAcknowledge},
      {{"The ministry confirmed the arrest but denied that the man had been beaten."},
       "The ministry",
       "denied",
       "that the man had been beaten",
       Act::kDeny},
      // quotations
      {{"“The bridge will open in May,” the mayor said."},
       "the mayor",
       "said",
       "“The bridge will open in May,”",
       Act::kSay,
       Quote::kDirect},
      {{"“The bridge will open in May,” said Ana Ruiz, the mayor of Toledo."},
       "Ana Ruiz, the mayor of Toledo",
       "said",
       "“The bridge will open in May,”",
       Act::kSay,
       Quote::kDirect},
      {{"“The bridge,” the mayor said, “will open in May.”"},
       "the mayor",
       "said",
       "“The bridge,” … “will open in May.”",
       Act::kSay,
       Quote::kDirect},
      {{"“The bridge will open,” the mayor said. “Nobody will pay a toll.”"},
       "the mayor",
       "said",
       "“The bridge will open,” … “Nobody will pay a toll.”",
       Act::kSay,
       Quote::kDirect},
      {{"The mayor said: “The bridge will open in May. Nobody will pay.”"},
       "The mayor",
       "said",
       "“The bridge will open in May. Nobody will pay.”",
       Act::kSay,
       Quote::kDirect},
      {{"''We are done,'' the chairman said."}, "the chairman", "said", "''We are done,''", Act::kSay, Quote::kDirect},
      {{"«We are done», the chairman said."}, "the chairman", "said", "«We are done»", Act::kSay, Quote::kDirect},
      {{"The chairman told reporters: \"We are done.\""},
       "The chairman",
       "told",
       "\"We are done.\"",
       Act::kSay,
       Quote::kDirect,
       "",
       false,
       Channel::kInterview},
      {{"The lawyer rejected the charge in one sentence:", "“There was never any money in that garage.”"},
       "The lawyer",
       ":",
       "“There was never any money in that garage.”",
       Act::kSay,
       Quote::kDirect},
      {{"The officer described the night:", "“It was dark when we left. Nobody had a map.",
        "“We walked until morning and found the road.”"},
       "The officer",
       ":",
       "“It was dark when we left. Nobody had a map. … “We walked until morning and found the road.”",
       Act::kSay,
       Quote::kDirect},
      {{"Lund: “We will wait.”"}, "Lund", ":", "“We will wait.”", Act::kSay, Quote::kDirect},
      {{"Lund, from the bench: “We will wait.”"}, "Lund", ":", "“We will wait.”", Act::kSay, Quote::kDirect},
      {{"“Is it safe?” – Judge Maria Lund"}, "Judge Maria Lund", "–", "“Is it safe?”", Act::kSay, Quote::kDirect},
      {{"She described the vote as “a farce”."}, "She", "described", "the vote as “a farce”", Act::kSay, Quote::kMixed},
      // phrases
      {{"According to the mayor, the bridge will open in May."},
       "the mayor",
       "According to",
       "the bridge will open in May",
       Act::kSay},
      {{"The bridge, according to the mayor, will open in May."},
       "the mayor",
       "according to",
       "The bridge … will open in May",
       Act::kSay},
      {{"The bridge will open in May, according to a report by the city council."},
       "a report by the city council",
       "according to",
       "The bridge will open in May",
       Act::kSay,
       Quote::kIndirect,
       "",
       false,
       Channel::kDocument},
      {{"In a poll published on Friday, 40 percent of voters backed the mayor."},
       "a poll published on Friday",
       "In",
       "40 percent of voters backed the mayor",
       Act::kShow,
       Quote::kIndirect,
       "",
       false,
       Channel::kPoll},
      {{"About 300 houses (the province claims) were damaged."},
       "the province",
       "claims",
       "About 300 houses",
       Act::kClaim},
      {{"The driver is reportedly in Cyprus."}, "", "reportedly", "The driver is … in Cyprus", Act::kReport},
      {{"The guard allegedly struck a prisoner."}, "", "allegedly", "The guard … struck a prisoner", Act::kAllege},
      // chains
      {{"KCNA said Kim had told officers that the attack had failed."},
       "KCNA",
       "said",
       "Kim had told officers that the attack had failed",
       Act::kSay},
      {{"KCNA said Kim had told officers that the attack had failed."},
       "Kim",
       "had told",
       "that the attack had failed",
       Act::kSay,
       Quote::kIndirect,
       "said"},
      {{"The newspaper reported that the minister had denied that he knew the driver."},
       "the minister",
       "had denied",
       "that he knew the driver",
       Act::kDeny,
       Quote::kIndirect,
       "reported"},
      {{"The memo quotes the director as saying that the pump was broken."},
       "the director",
       "saying",
       "that the pump was broken",
       Act::kSay,
       Quote::kIndirect,
       "quotes"},
      {{"Petrov was quoted by Interfax as saying that the pump was broken."},
       "Petrov",
       "saying",
       "that the pump was broken",
       Act::kSay},
      {{"The agency said the ship had sunk, citing the coast guard."},
       "the coast guard",
       "citing",
       "the ship had sunk",
       Act::kSay,
       Quote::kIndirect,
       "said"},
      // acts, negation, frames
      {{"The army denied that its troops had crossed the river."},
       "The army",
       "denied",
       "that its troops had crossed the river",
       Act::kDeny},
      {{"The army did not say how many soldiers had died."},
       "The army",
       "did not say",
       "how many soldiers had died",
       Act::kSay,
       Quote::kIndirect,
       "",
       true},
      {{"Nobody said the dam was safe."}, "Nobody", "said", "the dam was safe", Act::kSay, Quote::kIndirect, "", true},
      {{"The minister declined to comment."}, "The minister", "declined", "to comment", Act::kDeny},
      {{"Officials accused the company of hiding the leak."},
       "Officials",
       "accused",
       "the company of hiding the leak",
       Act::kAccuse},
      {{"The company was accused of hiding the leak."},
       "",
       "was accused",
       "The company … of hiding the leak",
       Act::kAccuse},
      {{"The company was accused by residents of hiding the leak."},
       "residents",
       "was accused",
       "The company … of hiding the leak",
       Act::kAccuse},
      {{"Residents called the plan a disaster."}, "Residents", "called", "the plan a disaster", Act::kSay},
      {{"The union urged members to reject the offer."},
       "The union",
       "urged",
       "members to reject the offer",
       Act::kDemand},
      {{"The court ordered the company to pay the families."},
       "The court",
       "ordered",
       "the company to pay the families",
       Act::kOrder,
       Quote::kIndirect,
       "",
       false,
       Channel::kCourt},
      {{"The president vowed to rebuild the port."}, "The president", "vowed", "to rebuild the port", Act::kPromise},
      {{"The general threatened to close the strait."},
       "The general",
       "threatened",
       "to close the strait",
       Act::kThreaten},
      {{"The rebels are believed to have left the city."},
       "",
       "are believed",
       "The rebels … to have left the city",
       Act::kBelieve},
      {{"It is believed that the rebels have left the city."},
       "",
       "is believed",
       "that the rebels have left the city",
       Act::kBelieve},
      {{"The talks are expected to resume on Monday."},
       "",
       "are expected",
       "The talks … to resume on Monday",
       Act::kExpect},
      {{"The engine seems to have failed."}, "", "seems", "The engine … to have failed", Act::kSuggest},
      {{"A survey found that most voters oppose the tunnel."},
       "A survey",
       "found",
       "that most voters oppose the tunnel",
       Act::kShow,
       Quote::kIndirect,
       "",
       false,
       Channel::kPoll},
      {{"A video showed two men leaving the shop."},
       "A video",
       "showed",
       "two men leaving the shop",
       Act::kShow,
       Quote::kIndirect,
       "",
       false,
       Channel::kFootage},
      {{"The report suggests that the valve was faulty."},
       "The report",
       "suggests",
       "that the valve was faulty",
       Act::kSuggest,
       Quote::kIndirect,
       "",
       false,
       Channel::kDocument},
      {{"The ministry’s claim that the dam was safe drew protests."},
       "The ministry’s",
       "claim",
       "that the dam was safe",
       Act::kClaim},
      {{"The minister made no mention of the strike."}, "The minister", "made no mention of", "the strike", Act::kSay},
      {{"The group claimed responsibility for the attack."},
       "The group",
       "claimed",
       "responsibility for the attack",
       Act::kClaim},
      {{"Analysts worry that the truce will not last."},
       "Analysts",
       "worry",
       "that the truce will not last",
       Act::kBelieve},
      {{"The senator, a doctor from Ohio, wants the clinic to stay open."},
       "The senator, a doctor from Ohio,",
       "wants",
       "the clinic to stay open",
       Act::kWant},
      {{"The villagers know that the well is dry."}, "The villagers", "know", "that the well is dry", Act::kKnow},
      {{"The fisherman saw the boat sink."}, "The fisherman", "saw", "the boat sink", Act::kPerceive},
      {{"The governor is confident that the levee will hold."},
       "The governor",
       "is confident",
       "that the levee will hold",
       Act::kBelieve},
      {{"The plan is supported by most farmers."}, "most farmers", "is supported", "The plan", Act::kWant},
  };
  for (const Row& row : rows) {
    const Found found = attributions_of(row.paragraphs);
    bool matched = false;
    std::string seen;
    for (const Attribution& a : found.attributions) {
      const std::string source = found.text(a.source), cue = found.text(a.cue), content = found.text(a.content);
      seen += "\n  " + source + " | " + cue + " | " + content;
      if (cue != row.cue || source != row.source || content != row.content) continue;
      matched = true;
      EXPECT_EQ(name(a.act), name(row.act)) << row.paragraphs[0];
      EXPECT_EQ(name(a.quote), name(row.quote)) << row.paragraphs[0];
      EXPECT_EQ(name(a.channel), name(row.channel)) << row.paragraphs[0];
      EXPECT_EQ(a.negated, row.negated) << row.paragraphs[0];
      EXPECT_EQ(a.parent == kNone ? "" : found.text(found.attributions[a.parent].cue), row.parent) << row.paragraphs[0];
    }
    EXPECT_TRUE(matched) << row.cue << " of " << row.paragraphs[0] << seen;
  }
}

TEST(Attributions, of_sentences_without_any) {
  for (const char* sentence : {"The bridge opened in May.", "Two men left the shop at noon."})
    EXPECT_TRUE(attributions_of({sentence}).attributions.empty()) << sentence;
}

// Any tree, any tags, any marks: nothing crashes, and what is found is well formed.
TEST(Attributions, of_random_trees_are_well_formed) {
  const char* words[] = {"said",    "“",  "”",   "\"",    "He",        "that", ",",        ".",      "claims",
                         "(",       ")",  ":",   "–",     "according", "to",   "in",       "poll",   "reportedly",
                         "accused", "by", "of",  "seems", "who",       "told", "Lund",     "citing", "as",
                         "and",     "X.", "The", "it",    "nobody",    "is",   "expected", ";"};
  const char* lemmas[] = {"say",  "tell", "claim",   "accuse", "seem",      "expect", "poll", "call",
                          "cite", "make", "support", "x",      "confident", "urge",   "ask"};
  const Pos poses[] = {Pos::VERB,  Pos::VERB, Pos::AUX, Pos::NOUN, Pos::PROPN, Pos::PRON,
                       Pos::PUNCT, Pos::ADP,  Pos::ADJ, Pos::ADV,  Pos::DET,   Pos::SPACE};
  const Tag tags[] = {Tag::VBD, Tag::VBN, Tag::VBG, Tag::VB, Tag::VBZ, Tag::NN, Tag::PRP, Tag::WDT, Tag::TO, Tag::WP};
  const Dep deps[] = {Dep::nsubj, Dep::nsubjpass, Dep::ccomp, Dep::xcomp, Dep::dobj,  Dep::prep,  Dep::pobj,
                      Dep::conj,  Dep::parataxis, Dep::acl,   Dep::advcl, Dep::relcl, Dep::agent, Dep::auxpass,
                      Dep::poss,  Dep::acomp,     Dep::mark,  Dep::oprd,  Dep::pcomp, Dep::appos, Dep::neg};
  std::mt19937 random(3);
  const auto pick = [&](const auto& list) { return list[random() % std::size(list)]; };
  for (int round = 0; round < 4000; ++round) {
    std::vector<std::string> paragraphs(1 + random() % 2);
    for (std::string& p : paragraphs)
      for (int i = 0, n = 1 + static_cast<int>(random() % 30); i < n; ++i)
        p += (i ? " " : "") + std::string(pick(words));
    const Document d = document_of(paragraphs);
    Analysis a;
    a.text = d.text;
    Page page{d, a, {}};
    for (std::uint32_t p = 0; p < d.parts.size(); ++p) {
      const Span span = d.parts[p].span;
      const auto first = static_cast<std::uint32_t>(a.tokens.size());
      const auto first_sentence = static_cast<std::uint32_t>(a.sentences.size());
      for (std::uint32_t b = span.begin; b < span.end;) {
        std::uint32_t e = b;
        while (e < span.end && d.text[e] != ' ') ++e;
        Token t;
        t.span = {b, e};
        t.text = t.lower = slice(d.text, t.span);
        t.lemma = pick(lemmas);
        t.pos = pick(poses), t.tag = pick(tags), t.dep = pick(deps);
        a.tokens.push_back(t);
        b = e + 1;
      }
      // Sentences at random; in each a random tree: every head lies on the way to the root.
      const auto end = static_cast<std::uint32_t>(a.tokens.size());
      for (std::uint32_t b = first; b < end;) {
        const auto e = static_cast<std::uint32_t>(b + 1 + random() % (end - b));
        std::vector<std::uint32_t> order;
        for (std::uint32_t i = b; i < e; ++i) order.push_back(i);
        std::shuffle(order.begin(), order.end(), random);
        for (std::size_t i = 0; i < order.size(); ++i) {
          Token& t = a.tokens[order[i]];
          t.head = i == 0 ? order[0] : order[random() % i];
          if (i == 0) t.dep = Dep::ROOT;
          t.left_edge = t.right_edge = order[i];
          t.sentence = static_cast<std::uint32_t>(a.sentences.size());
        }
        for (std::size_t i = order.size(); i-- > 1;) {
          const Token& t = a.tokens[order[i]];
          Token& h = a.tokens[t.head];
          h.left_edge = std::min(h.left_edge, t.left_edge);
          h.right_edge = std::max(h.right_edge, t.right_edge);
        }
        a.sentences.push_back({b, e});
        b = e;
      }
      a.units.push_back({span, {first, end}, {first_sentence, static_cast<std::uint32_t>(a.sentences.size())}});
      page.part_of_unit.push_back(p);
    }
    const auto found = find_attributions(page, find_quotations(d), nullptr, nullptr);
    for (Index k = 0; k < found.size(); ++k) {
      const Attribution& x = found[k];
      ASSERT_EQ(x.cue.size(), 1u);
      ASSERT_LT(x.cue[0].begin, x.cue[0].end);
      ASSERT_FALSE(x.content.empty());
      for (const Spans* spans : {&x.source, &x.cue, &x.content}) {
        for (std::size_t i = 0; i < spans->size(); ++i) {
          const Span s = (*spans)[i];
          ASSERT_LT(s.begin, s.end);
          ASSERT_LE(s.end, d.text.size());
          ASSERT_TRUE(is_utf8_boundary(d.text, s.begin) && is_utf8_boundary(d.text, s.end)) << d.text;
          if (i > 0) {
            ASSERT_LE((*spans)[i - 1].end, s.begin) << d.text;
          }
        }
      }
      if (x.rule != "citing") {
        for (const Span s : x.content) ASSERT_FALSE(s.overlaps(x.cue[0])) << d.text;
      }
      // Parents lead to an outermost one.
      Index at = k;
      for (std::size_t steps = 0; at != kNone; at = found[at].parent) {
        ASSERT_LE(steps++, found.size()) << d.text;
        ASSERT_TRUE(found[at].parent == kNone || found[at].parent < found.size());
      }
    }
  }
}

TEST(CueLexicon, knows_frames_and_prepositions) {
  ASSERT_NE(verb_cue("accuse"), nullptr);
  EXPECT_TRUE(verb_cue("accuse")->follows_object("of"));
  EXPECT_FALSE(verb_cue("accuse")->follows_object("o"));
  EXPECT_TRUE(verb_cue("tell")->takes(kHasRecipient));
  EXPECT_TRUE(verb_cue("show")->takes(kTakesClause) && verb_cue("show")->takes(kTakesObject));  // of two groups
  EXPECT_EQ(verb_cue("walk"), nullptr);
  EXPECT_EQ(verb_cue(""), nullptr);
  EXPECT_EQ(noun_cue("claim")->act, Act::kClaim);
  EXPECT_EQ(adverb_cue("allegedly")->act, Act::kAllege);
  EXPECT_TRUE(is_poll_noun("poll"));
  EXPECT_FALSE(is_poll_noun("pol"));
}

}  // namespace
}  // namespace hearsay
