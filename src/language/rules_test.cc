// Attribute ruler, lemmatizer and noun chunks, on small tables of our own; against spaCy: tests/parity/spacy_parity.py.
#include <gtest/gtest.h>

#include <new>
#include <random>

#include "language/attribute_ruler.h"
#include "language/lemmatizer.h"
#include "language/noun_chunks.h"
#include "language/spacy_folder.h"
#include "language/vocabulary.h"

namespace hearsay {
namespace {

class RulesTest : public ::testing::Test {
 protected:
  void pack(const SpacyFolder& folder) {
    PackWriter writer;
    write_vocabulary(writer, folder);
    write_attribute_ruler(writer, folder);
    write_lemmatizer(writer, folder);
    bytes_ = writer.bytes();
    release();
    data_ = static_cast<char*>(::operator new (bytes_.size(), std::align_val_t{kPackAlignment}));
    std::copy(bytes_.begin(), bytes_.end(), data_);
    pack_.emplace(std::move(*PackReader::from_bytes({data_, bytes_.size()})));
    vocabulary_ = *Vocabulary::open(*pack_);
    auto ruler = AttributeRuler::open(*pack_);
    ASSERT_TRUE(ruler.ok()) << ruler.error().describe();
    ruler_ = std::move(*ruler);
    auto lemmatizer = Lemmatizer::open(*pack_);
    ASSERT_TRUE(lemmatizer.ok()) << lemmatizer.error().describe();
    lemmatizer_ = std::move(*lemmatizer);
    lexicon_.emplace(vocabulary_);
  }
  void release() { ::operator delete (data_, std::align_val_t{kPackAlignment}); }
  ~RulesTest() override { release(); }

  std::string bytes_;
  char* data_ = nullptr;
  std::optional<PackReader> pack_;
  Vocabulary vocabulary_;
  AttributeRuler ruler_;
  Lemmatizer lemmatizer_;
  std::optional<Lexicon> lexicon_;
};

AttributeRule rule(std::vector<AttributeRule::TokenPattern> tokens, std::uint32_t index = 0) {
  AttributeRule out;
  out.tokens = std::move(tokens);
  out.index = index;
  return out;
}

// The rules as spaCy runs them: all matches of all rules first, then their attributes in the order of rule and place.
std::vector<Token> apply_plainly(const std::vector<AttributeRule>& rules, const std::vector<Token>& tokens,
                                 const std::vector<bool>& spaces) {
  const auto allows = [](const std::optional<StringSet>& set, std::string_view value) {
    if (!set) return true;
    const bool in = std::find(set->strings.begin(), set->strings.end(), value) != set->strings.end();
    return in != set->negated;
  };
  const auto matches = [&](const AttributeRule::TokenPattern& pattern, std::size_t i) {
    return allows(pattern.tag, name(tokens[i].tag)) && allows(pattern.lower, tokens[i].lower) &&
           allows(pattern.dep, name(tokens[i].dep)) && (!pattern.is_space || *pattern.is_space == spaces[i]);
  };
  std::vector<Token> out = tokens;
  for (const AttributeRule& r : rules) {
    for (std::size_t i = 0; i + r.tokens.size() <= tokens.size(); ++i) {
      bool all = true;
      for (std::size_t k = 0; k < r.tokens.size(); ++k) all = all && matches(r.tokens[k], i + k);
      if (!all) continue;
      Token& token = out[i + r.index];
      if (r.tag) token.tag = *tag_of(*r.tag);
      if (r.pos) token.pos = *pos_of(*r.pos);
      if (r.dep) token.dep = *dep_of(*r.dep);
      if (r.morph) token.morph = *r.morph;
      if (r.lemma) token.lemma = *r.lemma;
    }
  }
  return out;
}

TEST_F(RulesTest, the_compiled_ruler_is_the_plain_one) {
  const std::vector<std::string> tags = {"NN", "VB", "VBZ", "DT", "_SP"}, words = {"go", "na", "gon", "is", "the"},
                                 deps = {"ROOT", "aux", "det", "dobj"};
  std::mt19937_64 random(3);
  const auto some = [&](const std::vector<std::string>& from) {
    std::vector<std::string> out;
    for (const auto& s : from) {
      if (random() % 2 == 0) out.push_back(s);
    }
    if (out.empty()) out.push_back(from[random() % from.size()]);
    return out;
  };
  for (int round = 0; round < 60; ++round) {
    SpacyFolder folder;
    for (int n = 0; n < 40; ++n) {
      std::vector<AttributeRule::TokenPattern> patterns(1 + random() % 2);
      for (auto& pattern : patterns) {
        if (random() % 2) pattern.tag = StringSet{some(tags), random() % 3 == 0};
        if (random() % 2) pattern.lower = StringSet{some(words), false};
        if (random() % 3 == 0) pattern.dep = StringSet{some(deps), random() % 2 == 0};
        if (random() % 6 == 0) pattern.is_space = random() % 2 == 0;
      }
      AttributeRule r = rule(patterns, static_cast<std::uint32_t>(random() % patterns.size()));
      if (random() % 2) r.pos = random() % 2 ? "VERB" : "NOUN";
      if (random() % 3 == 0) r.morph = random() % 2 ? "Number=Sing" : "";
      if (random() % 4 == 0) r.lemma = words[random() % words.size()];
      if (random() % 5 == 0) r.tag = tags[random() % tags.size()];
      if (random() % 5 == 0) r.dep = deps[random() % deps.size()];
      folder.rules.push_back(std::move(r));
    }
    pack(folder);
    RulerState state(ruler_, *lexicon_);
    std::vector<MorphIndex> morphs;
    for (int text = 0; text < 20; ++text) {
      std::vector<Token> tokens(random() % 12);
      std::vector<RawToken> raw(tokens.size());
      std::vector<bool> spaces(tokens.size());
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string word = random() % 6 == 0   ? "\n"
                                 : random() % 4 == 0 ? "other"
                                                     : words[random() % words.size()];
        raw[i].type = lexicon_->intern(word);
        spaces[i] = word == "\n";
        tokens[i].lower = (*lexicon_)[raw[i].type].lower;
        tokens[i].tag = *tag_of(tags[random() % tags.size()]);
        tokens[i].dep = *dep_of(deps[random() % deps.size()]);
      }
      const std::vector<Token> expected = apply_plainly(folder.rules, tokens, spaces);
      state.apply(tokens, raw, morphs);
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        EXPECT_EQ(tokens[i].tag, expected[i].tag);
        EXPECT_EQ(tokens[i].pos, expected[i].pos);
        EXPECT_EQ(tokens[i].dep, expected[i].dep);
        EXPECT_EQ(tokens[i].morph, expected[i].morph);
        EXPECT_EQ(tokens[i].lemma, expected[i].lemma);
        EXPECT_EQ(ruler_.morph(morphs[i]), expected[i].morph);
      }
    }
  }
}

TEST(FiniteRegex, is_spelled_out_or_refused) {
  using Strings = std::vector<std::string>;
  EXPECT_EQ(expand_finite_regex("^n'?t$"), (Strings{"n't", "nt"}));
  EXPECT_EQ(expand_finite_regex("^n[ou]thin'$"), (Strings{"nothin'", "nuthin'"}));
  EXPECT_EQ(expand_finite_regex("^y'?$"), (Strings{"y", "y'"}));
  for (const char* regex : {"nt", "^a+$", "^a.b$", "^[a-c]$", "^[^a]$", "^(a|b)$", "^a\\d$", "^[ab$", "^é?$", "^$$"}) {
    EXPECT_FALSE(expand_finite_regex(regex).has_value()) << regex;
  }
  std::string wide = "^";
  for (int i = 0; i < 30; ++i) wide += "a?";
  EXPECT_FALSE(expand_finite_regex(wide + "$").has_value());
}

TEST_F(RulesTest, lemmas_follow_rules_index_and_exceptions) {
  SpacyFolder folder;
  folder.lemmas = {
      {"noun",
       {{"s", ""}, {"ses", "s"}, {"men", "man"}},
       {{"mice", {"mouse"}}, {"axes", {"ax", "axis"}}},
       {"dog", "glass"}},
      {"verb", {{"ed", "e"}, {"ed", ""}, {"ing", "e"}}, {{"was", {"be"}}}, {"walk", "hope"}},
      {"punct", {{"“", "\""}}, {}, {}},
  };
  pack(folder);
  const struct {
    const char* text;
    const char* lower;
    Pos pos;
    const char* morph;
    const char* lemma;
  } rows[] = {
      {"Dogs", "dogs", Pos::NOUN, "Number=Plur", "dog"},
      {"Dogs", "dogs", Pos::NOUN, "Number=Sing", "dogs"},         // a base form stays
      {"glasses", "glasses", Pos::NOUN, "Number=Plur", "glass"},  // a known lemma goes before an unknown one
      {"wugs", "wugs", Pos::NOUN, "Number=Plur", "wug"},          // unknown: the first rule's
      {"Mice", "mice", Pos::NOUN, "Number=Plur", "mouse"},
      {"axes", "axes", Pos::NOUN, "Number=Plur", "axis"},     // each exception is put in front of the last
      {"Sheep", "sheep", Pos::NOUN, "Number=Plur", "Sheep"},  // no rule: the text as it stands
      {"walked", "walked", Pos::VERB, "Tense=Past|VerbForm=Fin", "walk"},
      {"hoped", "hoped", Pos::VERB, "Tense=Past|VerbForm=Fin", "hope"},
      {"go", "go", Pos::VERB, "Tense=Pres|VerbForm=Fin", "go"},
      {"goes", "goes", Pos::VERB, "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "goes"},
      {"WAS", "was", Pos::VERB, "Tense=Past", "be"},
      {"London", "london", Pos::PROPN, "Number=Sing", "London"},
      {"The", "the", Pos::DET, "", "the"},
      {"1990s", "1990s", Pos::NOUN, "Number=Plur", "1990"},  // not letters only: taken though unknown
      {"s", "s", Pos::NOUN, "", "s"},                        // an empty form is none
      {"“", "“", Pos::PUNCT, "", "\""},
      {"\n", "\n", Pos::SPACE, "", "\n"},
      {"Big", "big", Pos::ADJ, "Degree=Pos", "big"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(lemmatizer_.lemma(row.text, row.lower, row.pos, row.morph), row.lemma) << row.text << " " << row.morph;
  }
}

TEST_F(RulesTest, the_memo_gives_what_the_lemmatizer_gives) {
  SpacyFolder folder;
  folder.lemmas = {{"noun", {{"s", ""}}, {}, {}}};
  AttributeRule plural = rule({{StringSet{{"NNS"}, false}, {}, {}, {}}});
  plural.pos = "NOUN";
  plural.morph = "Number=Plur";
  AttributeRule preset = rule({{{}, StringSet{{"us"}, false}, {}, {}}});
  preset.lemma = "we";
  folder.rules = {plural, preset};
  pack(folder);
  RulerState state(ruler_, *lexicon_);
  LemmaMemo memo(lemmatizer_, ruler_, *lexicon_);
  for (int round = 0; round < 3; ++round) {
    std::vector<Token> tokens;
    std::vector<RawToken> raw;
    for (int i = 0; i < 9000; ++i) {  // more than the memo begins with
      const std::uint32_t type = lexicon_->intern(i % 100 == 0 ? "us" : "Words" + std::to_string(i / 2) + "s");
      raw.push_back({0, 0, type, false});
      Token token;
      token.tag = Tag::NNS;
      token.lower = (*lexicon_)[type].lower;
      tokens.push_back(token);
    }
    std::vector<MorphIndex> morphs;
    state.apply(tokens, raw, morphs);
    memo.apply(tokens, raw, morphs);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      EXPECT_EQ(tokens[i].lemma, i % 100 == 0 ? "we" : "words" + std::to_string(i / 2));
    }
    lexicon_->clear_if_full(round == 1 ? 0 : 1u << 20);
  }
}

TEST(NounChunks, run_from_the_left_edge_to_the_head_and_do_not_nest) {
  // "The old man and the sea met a ship": conj "sea" hangs on the subject, so it is a phrase too.
  struct Row {
    Pos pos;
    Dep dep;
    std::uint32_t head, left;
  };
  const Row rows[] = {{Pos::DET, Dep::det, 2, 0},      {Pos::ADJ, Dep::amod, 2, 1}, {Pos::NOUN, Dep::nsubj, 6, 0},
                      {Pos::CCONJ, Dep::cc, 2, 3},     {Pos::DET, Dep::det, 5, 4},  {Pos::NOUN, Dep::conj, 2, 4},
                      {Pos::VERB, Dep::ROOT, 6, 0},    {Pos::DET, Dep::det, 8, 7},  {Pos::NOUN, Dep::dobj, 6, 7},
                      {Pos::NOUN, Dep::compound, 8, 9}};
  for (const std::uint32_t first : {0u, 5u}) {
    std::vector<Token> tokens;
    for (const Row& row : rows) {
      Token token;
      token.pos = row.pos;
      token.dep = row.dep;
      token.head = first + row.head;
      token.left_edge = first + row.left;
      tokens.push_back(token);
    }
    std::vector<NounChunk> chunks;
    find_noun_chunks(tokens, first, chunks);
    ASSERT_EQ(chunks.size(), 3u);
    const std::uint32_t expected[3][2] = {{0, 2}, {4, 5}, {7, 8}};
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(chunks[i].tokens.begin, first + expected[i][0]);
      EXPECT_EQ(chunks[i].root, first + expected[i][1]);
      EXPECT_EQ(chunks[i].tokens.end, first + expected[i][1] + 1);
    }
  }
}

}  // namespace
}  // namespace hearsay
