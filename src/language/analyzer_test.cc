// The Analyzer on the real pipelines: what always holds of an Analysis, that units and batches and history change
// nothing, and hostile texts. That it equals spaCy is shown by tests/parity; here nothing is compared with spaCy. Packs
// are looked for in HEARSAY_MODEL_DIR, else in the build folder's models/; without one the tests are skipped.
#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

#include "base/utf8.h"
#include "language/language.h"

namespace hearsay {
namespace {

std::shared_ptr<const Model> open_pack(const std::string& name) {
  const char* folder = std::getenv("HEARSAY_MODEL_DIR");
  const std::string path = std::string(folder != nullptr ? folder : HEARSAY_PACKS) + "/" + name + ".pack";
  auto model = Model::open(path);
  return model.ok() ? *model : nullptr;
}

std::vector<Span> lines_of(std::string_view text) {
  std::vector<Span> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end + 1;
  }
  return out;
}

constexpr std::string_view kStory =
    "HARBOUR CITY (Wire) - The port's union said on Monday that \"at least 40\" dockers were hurt, citing its own "
    "lists.\n"
    "The ministry denied it.  \"Nobody was hurt,\" a spokeswoman told Harbour Radio; she didn't say how she knew!\n"
    "Mr. Okonjo-Reyes, 61, paid $3.5m (a record) for the No. 2 crane in Jan. 2019.\n"
    "\n"
    "Who believes that?? :) http://example.org/a_b?c=d e.g. U.S. troops' well-known 10 a.m. drill\n"
    "Prices rose 3.4% - \xE2\x80\x9Ctoo much\xE2\x80\x9D, said Zo\xC3\xAB \xF0\x9F\x98\x80 of "
    "\xE6\x97\xA5\xE6\x9C\xAC.\n";

class AnalyzerTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    model_ = open_pack(GetParam());
    if (model_ == nullptr) GTEST_SKIP() << "no pack of " << GetParam();
  }
  std::shared_ptr<const Model> model_;
};

INSTANTIATE_TEST_SUITE_P(Packs, AnalyzerTest, testing::Values("en_core_web_md", "en_core_web_sm"),
                         [](const auto& row) { return std::string(row.param).substr(12); });

void expect_well_formed(const Analysis& a, std::string_view text, const std::vector<Span>& units) {
  ASSERT_EQ(a.units.size(), units.size());
  std::size_t entity = 0, sentence = 0;
  for (std::size_t u = 0; u < units.size(); ++u) {
    const Unit& unit = a.units[u];
    ASSERT_EQ(unit.span, units[u]);
    ASSERT_EQ(unit.tokens.begin, u == 0 ? 0 : a.units[u - 1].tokens.end);
    ASSERT_EQ(unit.sentences.begin, sentence);
    // Tokens and the single blanks after them are the whole unit.
    std::uint32_t at = unit.span.begin;
    for (std::uint32_t i = unit.tokens.begin; i < unit.tokens.end; ++i) {
      const Token& token = a.tokens[i];
      ASSERT_EQ(token.span.begin, at);
      ASSERT_GT(token.span.end, token.span.begin);
      ASSERT_EQ(token.text, slice(text, token.span));
      ASSERT_TRUE(is_utf8_boundary(text, token.span.end));
      at = token.span.end;
      if (token.space_after) {
        ASSERT_EQ(text[at++], ' ');
      }
      ASSERT_GE(token.head, unit.tokens.begin);
      ASSERT_LT(token.head, unit.tokens.end);
      ASSERT_LE(token.left_edge, i);
      ASSERT_GE(token.right_edge, i);
      ASSERT_NE(token.tag, Tag::None);
      ASSERT_NE(token.pos, Pos::None);
      ASSERT_NE(token.dep, Dep::None);
      std::uint32_t up = i;
      for (std::uint32_t steps = 0; a.tokens[up].head != up; up = a.tokens[up].head) {
        ASSERT_LE(++steps, unit.tokens.end - unit.tokens.begin) << "a cycle of heads";
      }
    }
    ASSERT_EQ(at, unit.span.end);
    std::uint32_t next = unit.tokens.begin;
    for (; sentence < unit.sentences.end; ++sentence) {
      ASSERT_EQ(a.sentences[sentence].begin, next);
      ASSERT_GT(a.sentences[sentence].end, next);
      ASSERT_TRUE(a.tokens[next].sentence_start);
      for (std::uint32_t i = next; i < a.sentences[sentence].end; ++i) ASSERT_EQ(a.tokens[i].sentence, sentence);
      next = a.sentences[sentence].end;
    }
    ASSERT_EQ(next, unit.tokens.end);
    next = unit.tokens.begin;
    for (; entity < a.entities.size() && a.entities[entity].tokens.begin < unit.tokens.end; ++entity) {
      const Entity& e = a.entities[entity];
      ASSERT_GE(e.tokens.begin, next);
      ASSERT_LE(e.tokens.end, unit.tokens.end);
      ASSERT_EQ(e.span, a.bytes(e.tokens));
      for (std::uint32_t i = e.tokens.begin; i < e.tokens.end; ++i) {
        ASSERT_EQ(a.tokens[i].entity, e.label);
        ASSERT_EQ(a.tokens[i].entity_begin, i == e.tokens.begin);
      }
      next = e.tokens.end;
    }
  }
  ASSERT_EQ(entity, a.entities.size());
  ASSERT_EQ(sentence, a.sentences.size());
}

void expect_same(const Analysis& a, const Analysis& b) {
  ASSERT_EQ(a.tokens.size(), b.tokens.size());
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    const Token &x = a.tokens[i], &y = b.tokens[i];
    ASSERT_TRUE(x.span == y.span && x.text == y.text && x.lower == y.lower && x.lemma == y.lemma &&
                x.morph == y.morph && x.tag == y.tag && x.pos == y.pos && x.dep == y.dep && x.entity == y.entity &&
                x.entity_begin == y.entity_begin && x.sentence_start == y.sentence_start &&
                x.space_after == y.space_after && x.head == y.head && x.left_edge == y.left_edge &&
                x.right_edge == y.right_edge && x.sentence == y.sentence)
        << "token " << i << " " << x.text;
  }
  ASSERT_EQ(a.noun_chunks.size(), b.noun_chunks.size());
}

TEST_P(AnalyzerTest, analysis_is_well_formed) {
  const std::vector<Span> units = lines_of(kStory);
  Analyzer analyzer(model_);
  const Analysis analysis = analyzer.analyze(kStory, units);
  expect_well_formed(analysis, kStory, units);
  EXPECT_GT(analysis.entities.size(), 3u);
  EXPECT_GT(analysis.noun_chunks.size(), 5u);
}

TEST_P(AnalyzerTest, neither_batch_nor_history_nor_thread_shows) {
  const std::vector<Span> units = lines_of(kStory);
  Analyzer fresh(model_);
  const Analysis first = fresh.analyze(kStory, units);
  const Analysis again = fresh.analyze(kStory, units);
  expect_same(first, again);
  // Each unit alone, in reverse, by one analyzer in another thread.
  std::vector<Analysis> alone(units.size());
  std::thread([&] {
    Analyzer analyzer(model_);
    for (std::size_t u = units.size(); u > 0; --u) alone[u - 1] = analyzer.analyze(kStory, {&units[u - 1], 1});
  }).join();
  for (std::size_t u = 0; u < units.size(); ++u) {
    const TokenRange range = first.units[u].tokens;
    ASSERT_EQ(alone[u].tokens.size(), range.end - range.begin);
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      const Token &x = first.tokens[i], &y = alone[u].tokens[i - range.begin];
      ASSERT_TRUE(x.tag == y.tag && x.dep == y.dep && x.head == y.head + range.begin && x.lemma == y.lemma &&
                  x.entity == y.entity && x.sentence_start == y.sentence_start)
          << x.text;
    }
  }
}

TEST_P(AnalyzerTest, strings_live_as_long_as_the_analysis) {
  const std::string text = "Zzyzzx quarrelled, Qwertz agreed.";
  const Span unit{0, static_cast<std::uint32_t>(text.size())};
  Analysis analysis;
  {
    Analyzer analyzer(model_);
    analysis = analyzer.analyze(text, {&unit, 1});
    model_.reset();
  }
  EXPECT_EQ(analysis.tokens[0].lower, "zzyzzx");
  EXPECT_EQ(analysis.tokens[1].lemma, "quarrel");
}

TEST_P(AnalyzerTest, odd_texts_are_read_like_any_other) {
  std::string many_words;
  for (int i = 0; i < 9000; ++i) many_words += "w" + std::to_string(i * 7919 % 9001) + (i % 11 == 0 ? ", " : " ");
  std::string nested = std::string(3000, '(') + "so" + std::string(3000, ')');
  std::string punctuation;
  for (int i = 0; i < 20000; ++i) punctuation += "!?.,;"[i % 5];
  std::string spaces = std::string(5000, ' ') + "a" + std::string(5000, '\n');
  std::string letters(60000, 'a');
  for (const std::string& text :
       {std::string(), std::string(" "), std::string("\0\0a", 3), many_words, nested, punctuation, spaces, letters}) {
    const Span unit{0, static_cast<std::uint32_t>(text.size())};
    Analyzer analyzer(model_);
    const Analysis analysis = analyzer.analyze(text, {&unit, 1});
    expect_well_formed(analysis, text, {unit});
  }
}

}  // namespace
}  // namespace hearsay
