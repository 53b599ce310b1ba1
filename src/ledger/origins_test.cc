// Origins against the slow and obvious way: all pairs, all shingles; and small stories with a known history.
#include "ledger/origins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "ledger/copies.h"
#include "ledger/hedges.h"
#include "ledger/ledger.h"
#include "ledger/testing/synthetic.h"

namespace hearsay {
namespace {

using testing::Dice;
using testing::Folder;

// Sentences of made-up words: no two alike but by copying.
std::string sentence(Dice& dice) {
  constexpr std::string_view kSyllables[] = {"ba", "ko", "ri", "tem", "sul", "ne", "ga", "vor", "li", "pas"};
  std::string out;
  const std::size_t words = 8 + dice.below(10);
  for (std::size_t w = 0; w < words; ++w) {
    if (w > 0) out += ' ';
    for (std::size_t s = 0; s < 2 + dice.below(3); ++s) out += kSyllables[dice.below(std::size(kSyllables))];
  }
  return out + '.';
}

struct Made {
  std::string text;
  Spans body;
};
Made made(const std::vector<std::string>& paragraphs) {
  Made m;
  for (const std::string& p : paragraphs) {
    if (!m.text.empty()) m.text += "\n\n";
    const auto begin = static_cast<std::uint32_t>(m.text.size());
    m.text += p;
    m.body.push_back({begin, static_cast<std::uint32_t>(m.text.size())});
  }
  return m;
}

// A pool of articles, some of which copy paragraphs of earlier ones.
std::vector<Made> pool(std::uint64_t seed, std::size_t count) {
  Dice dice(seed);
  std::vector<std::vector<std::string>> articles;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::string> paragraphs;
    if (!articles.empty() && !dice.once_in(3)) {
      for (const std::string& p : articles[dice.below(articles.size())]) {
        if (!dice.once_in(3)) paragraphs.push_back(p);
      }
    }
    for (std::size_t k = dice.below(4) + (paragraphs.empty() ? 2 : 0); k-- > 0;) {
      std::string p = sentence(dice) + ' ' + sentence(dice);
      paragraphs.push_back(dice.once_in(4) ? "\u201c" + p + "\u201d" : p);
    }
    articles.push_back(std::move(paragraphs));
  }
  std::vector<Made> out;
  for (const auto& a : articles) out.push_back(made(a));
  return out;
}

// Containment by definition: sets of five-word tuples, each weighed once.
double slow_containment(const ArticleText& a, const ArticleText& b) {
  const auto tuples = [](const ArticleText& t) {
    std::map<std::vector<std::uint64_t>, double> out;
    for (std::size_t i = 0; i + kShingleWords <= t.words.size(); ++i) {
      std::vector<std::uint64_t> tuple;
      std::size_t quoted = 0;
      for (std::size_t k = 0; k < kShingleWords; ++k) {
        tuple.push_back(t.words[i + k].hash);
        quoted += t.words[i + k].quoted;
      }
      out.emplace(std::move(tuple), quoted >= 3 ? kQuotedWeight : 1);
    }
    return out;
  };
  const auto in_a = tuples(a), in_b = tuples(b);
  double all_a = 0, all_b = 0, shared_a = 0, shared_b = 0;
  for (const auto& [tuple, weight] : in_a) {
    all_a += weight;
    if (in_b.contains(tuple)) shared_a += weight;
  }
  for (const auto& [tuple, weight] : in_b) {
    all_b += weight;
    if (in_a.contains(tuple)) shared_b += weight;
  }
  if (in_a.empty() || in_b.empty()) return 0;
  return all_a < all_b ? shared_a / all_a : shared_b / all_b;
}

TEST(Overlap, agrees_with_all_pairs_and_all_shingles) {
  std::size_t copies = 0;
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const std::vector<Made> articles = pool(seed, 30);
    std::vector<ArticleText> texts;
    for (const Made& m : articles) texts.push_back(article_text(m.text, m.body, {}));
    const auto pairs = candidates(texts);
    EXPECT_TRUE(std::is_sorted(pairs.begin(), pairs.end()));
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
      for (std::uint32_t j = i + 1; j < texts.size(); ++j) {
        const double slow = slow_containment(texts[i], texts[j]);
        const Overlap fast = overlap(texts[i], texts[j]);
        EXPECT_NEAR(fast.containment, slow, 1e-12);
        const bool candidate = std::binary_search(pairs.begin(), pairs.end(), std::pair(i, j));
        EXPECT_TRUE(candidate || slow < .3) << seed << ": " << i << " and " << j << " share " << slow;
        copies += slow >= .5;
        // What is called a passage says the same on both sides.
        for (const auto& [here, there] : fast.passages) {
          EXPECT_EQ(slice(articles[i].text, here), slice(articles[j].text, there));
        }
      }
    }
  }
  EXPECT_GT(copies, 50u);
}

TEST(Shingles, typography_leaves_no_trace) {
  const auto hashes = [](std::string_view text) {
    std::vector<std::uint64_t> out;
    for (const Word& w : article_text(text, {{0, static_cast<std::uint32_t>(text.size())}}, {}).words) {
      out.push_back(w.hash);
    }
    return out;
  };
  struct Case {
    const char* one;
    const char* other;
    bool same;
  };
  for (const Case& c : {Case{"it's late", "it\u2019s late", true},
                        {"\u201cNo\u201d, he said", "\"no\" he said", true},
                        {"a\u00a0b", "a b", true},
                        {"co\u00adoperate", "cooperate", true},
                        {"a \u2014 b", "a -- b", true},
                        {"\ufeffStart", "start", true},
                        {"37 men", "38 men", false},
                        {"ab c", "a bc", false}}) {
    EXPECT_EQ(hashes(c.one) == hashes(c.other), c.same) << c.one;
  }
  EXPECT_TRUE(article_text("", {{0, 0}}, {}).shingles.empty());
  EXPECT_TRUE(article_text("one two three four", {{0, 18}}, {}).shingles.empty());
  EXPECT_EQ(article_text("one two three four five", {{0, 23}}, {}).fingerprints.size(), 1u);
}

TEST(Winnowing, any_shared_run_of_eight_words_gives_a_candidate_fingerprint) {
  Dice dice(5);
  for (int round = 0; round < 200; ++round) {
    std::string run;
    while (std::count(run.begin(), run.end(), ' ') < 7) run += (run.empty() ? "" : " ") + sentence(dice);
    const Made one = made({sentence(dice) + ' ' + run + ' ' + sentence(dice)}), other = made({run, sentence(dice)});
    const ArticleText a = article_text(one.text, one.body, {}), b = article_text(other.text, other.body, {});
    std::vector<std::uint64_t> shared;
    std::set_intersection(a.fingerprints.begin(), a.fingerprints.end(), b.fingerprints.begin(), b.fingerprints.end(),
                          std::back_inserter(shared));
    EXPECT_FALSE(shared.empty());
  }
}

TEST(Dates, become_instants) {
  struct Case {
    const char* text;
    std::int64_t earliest, latest;
  };
  for (const Case& c : {Case{"1970-01-02", 86400, 2 * 86400 - 1},
                        {"1970-01-01T01:00:00Z", 3600, 3600},
                        {"1970-01-01T01:00+01:00", 0, 59},
                        {"1970-01-01T00:00:00-02:30", 9000, 9000},
                        {"1970-01-01T00:00:01.250Z", 1, 1},
                        {"1970-02", 31 * 86400, 62 * 86400 - 1}}) {
    const auto instant = instant_of(c.text);
    ASSERT_TRUE(instant) << c.text;
    EXPECT_EQ(instant->earliest, c.earliest) << c.text;
    EXPECT_EQ(instant->latest, c.latest) << c.text;
  }
  for (const char* bad : {"", "yesterday", "20", "1970-13-01", "1970-02-31"}) EXPECT_FALSE(instant_of(bad)) << bad;
}

TEST(Outlets, are_the_same_by_name_or_initials) {
  struct Case {
    const char* said;
    const char* outlet;
    bool same;
  };
  for (const Case& c : {Case{"the Quay Courier", "Quay Courier", true},
                        {"NTA", "Norwald Telegraph Agency", true},
                        {"Norwald Telegraph Agency", "NTA", true},
                        {"NTA", "Quay Courier", false},
                        {"", "", false},
                        {"Courier", "Quay Courier", false}}) {
    EXPECT_EQ(same_outlet(c.said, c.outlet), c.same) << c.said;
  }
}

// Paragraphs of the wire story below.
const std::vector<std::string>& wire() {
  static const std::vector<std::string> paragraphs{
      "The Harbour Ministry said 12 boats sank off the north quay of Norwald when the outer wall gave way in the "
      "night.",
      "Divers went down at first light and brought up two engines, a mast and the logbook of the oldest of the boats.",
      "The wall was reportedly weakened by last winter's storms, and a survey had asked for repairs in the spring.",
      "Fishermen stood along the rail in silence while a crane lifted the first of the hulls out of the brown water.",
      "Insurance will cover the boats but not the lost season, according to a letter that was sent to their owners."};
  return paragraphs;
}

struct Story {
  Folder folder;
  Ledger ledger = testing::ledger(folder.file("case"));
  std::map<std::string, std::string> file_of;
  void add(const std::string& file, testing::PageFacts facts, const std::vector<std::string>& paragraphs) {
    facts.title = "About " + file;
    const Document d = testing::document(file, testing::page(facts, paragraphs));
    file_of[d.id] = file;
    ASSERT_TRUE(ledger.store(d, testing::reading(d), testing::run()).ok());
  }
  // "file parent edge" of every listed article.
  [[nodiscard]] std::set<std::string> edges(const Origins& origins) const {
    std::set<std::string> out;
    for (const TextOrigin& t : origins.texts) {
      for (const Article& a : t.articles) {
        out.insert(file_of.at(a.document) + ' ' + (a.parent.empty() ? "-" : file_of.at(a.parent)) + ' ' +
                   std::string(name(a.edge)));
      }
    }
    return out;
  }
};

TEST(Origins, a_wire_text_its_copies_and_a_report_of_its_own) {
  Story s;
  std::vector<std::string> cut(wire().begin(), wire().begin() + 3), full = wire();
  cut[2] = "The wall was weakened by last winter's storms, and a survey had asked for repairs in the spring.";
  full[0] = "Readers woke to bad news. " + full[0];
  s.add("cut.html", {"", "Hill Gazette", "2031-04-11T09:00:00Z", "", "", ""}, cut);
  s.add("wire.html", {"", "Norwald Telegraph Agency", "2031-04-11T06:00:00Z", "", "", ""}, wire());
  s.add("copy.html", {"", "Quay Courier", "2031-04-11T07:00:00+00:00", "", "", ""}, full);
  Dice dice(3);
  s.add("own.html", {"", "Fjord Herald", "2031-04-11T08:00:00Z", "", "", ""},
        {"The Harbour Ministry said repairs of the wall would begin on Friday and last until the end of the summer.",
         sentence(dice), sentence(dice), sentence(dice)});
  const auto origins = s.ledger.origins();
  ASSERT_TRUE(origins.ok());
  EXPECT_EQ(s.edges(*origins), (std::set<std::string>{"wire.html - ", "copy.html wire.html copy",
                                                      "cut.html wire.html abridged", "own.html - "}));
  EXPECT_EQ(origins->sentence(), "4 articles -> 2 texts -> 1 source (The Harbour Ministry)");
  EXPECT_EQ(origins->texts[0].articles[0].path, "wire.html");
  std::string json;
  append_json(json, *origins);
  EXPECT_TRUE(json.starts_with("[{\"id\":\"o:")) << json;
  EXPECT_NE(json.find("\"parent\":null,\"edge\":null"), json.npos);

  const auto lost = s.ledger.hedges();
  ASSERT_TRUE(lost.ok());
  ASSERT_EQ(lost->size(), 1u);
  EXPECT_EQ(s.file_of[(*lost)[0].from], "wire.html");
  EXPECT_EQ(s.file_of[(*lost)[0].to], "cut.html");
  EXPECT_EQ((*lost)[0].lost, std::vector<std::string>{"reportedly"});
}

TEST(Origins, a_quotation_is_no_copy) {
  Story s;
  Dice dice(4);
  const std::string speech =
      "\u201cWe shall rebuild this wall stone by stone, and whoever let it fall will answer for every single boat that "
      "lies down there tonight,\u201d";
  s.add("a.html", {"", "Quay Courier", "2031-04-11T06:00:00Z", "", "", ""},
        {speech + " the mayor told a crowd.", sentence(dice), sentence(dice), sentence(dice), sentence(dice)});
  s.add("b.html", {"", "Hill Gazette", "2031-04-12T06:00:00Z", "", "", ""},
        {sentence(dice), sentence(dice), speech + " as the mayor put it.", sentence(dice), sentence(dice)});
  const auto origins = s.ledger.origins();
  ASSERT_TRUE(origins.ok());
  EXPECT_EQ(s.edges(*origins), (std::set<std::string>{"a.html - ", "b.html - ", "b.html a.html quote_only"}));
}

TEST(Origins, of_an_empty_case_are_none) {
  Folder folder;
  const Ledger ledger = testing::ledger(folder.file("case"));
  const auto origins = ledger.origins();
  ASSERT_TRUE(origins.ok());
  EXPECT_TRUE(origins->texts.empty());
  EXPECT_EQ(origins->sentence(), "0 articles -> 0 texts -> 0 sources");
  EXPECT_TRUE(ledger.hedges()->empty());
}

TEST(Hedges, are_lost_when_the_sentence_stays_without_them) {
  struct Case {
    const char* from;
    const char* to;
    std::vector<std::string> lost;
  };
  const Case cases[] = {
      {"The old wall reportedly fell at noon on Friday.", "The old wall fell at noon on Friday.", {"reportedly"}},
      {"The old wall reportedly fell at noon on Friday.", "The old wall reportedly fell at noon on Friday.", {}},
      {"The old wall reportedly fell at noon on Friday.", "Nobody saw the mayor at the opening of the fair.", {}},
      {"The wall is believed to have fallen at noon.", "The wall has fallen at noon, on Friday.", {"believed"}},
      {"The wall fell at noon, according to two officials.", "The wall fell at noon.", {"according to two officials"}},
      {"The alleged smuggler may have fled the town.", "The smuggler may have fled the town.", {"alleged"}},
      {"Reportedly.", "", {}},
  };
  for (const Case& c : cases) {
    const auto of = [](std::string_view text) {
      return hedged_sentences(text, {{0, static_cast<std::uint32_t>(text.size())}});
    };
    EXPECT_EQ(lost_hedges(of(c.from), of(c.to)), c.lost) << c.from;
  }
}

}  // namespace
}  // namespace hearsay
