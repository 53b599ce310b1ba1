#include "language/tokenizer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <new>
#include <random>

#include "language/language.h"
#include "language/parts.h"
#include "language/python_regex.h"
#include "language/spacy_folder.h"
#include "language/string_id.h"
#include "language/tokenizer_rules.h"
#include "language/vocabulary.h"

namespace hearsay {
namespace {

// Rules small enough to follow by hand. Whether the real ones give spaCy's tokens is asked of spaCy itself, by
// tests/parity/spacy_parity.py.
class TokenizerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    SpacyFolder folder;
    TokenizerTables& t = folder.tokenizer;
    t.prefix = R"(^\(|^"|^\$|^\.\.+)";
    t.suffix = R"(\)$|"$|,$|\.\.+$|'s$|(?<=[0-9])(?:km|k)$|(?<=[a-z])\.$)";
    t.infix = R"(\.\.+|(?<=[a-z])-(?=[a-z])|(?<=[0-9])[+](?=[0-9]))";
    t.url =
        R"((?u)^(?:(?:[\w\+\-\.]{2,})://)?(?:\S+(?::\S*)?@)?(?:(?:[a-z0-9]+\.)+(?:[a-z]{2,63}))(?::\d{2,5})?(?:[/?#]\S*)?$)";
    t.exceptions = {
        {"'s", {{"'s", "'s-norm"}}},
        {":)", {{":)", {}}}},
        {"a.m.", {{"a.m.", {}}}},
        {"don't", {{"do", {}}, {"n't", "not"}}},
    };
    PackWriter writer;
    write_tokenizer(writer, folder);
    write_vocabulary(writer, folder);
    bytes_ = writer.bytes();
    data_ = static_cast<char*>(::operator new (bytes_.size(), std::align_val_t{kPackAlignment}));
    std::copy(bytes_.begin(), bytes_.end(), data_);
    pack_.emplace(std::move(*PackReader::from_bytes({data_, bytes_.size()})));
    vocabulary_ = *Vocabulary::open(*pack_);
    auto rules = TokenizerRules::open(*pack_);
    ASSERT_TRUE(rules.ok()) << rules.error().describe();
    rules_ = *rules;
    lexicon_.emplace(vocabulary_);
    tokenizer_.emplace(rules_, *lexicon_);
  }
  ~TokenizerTest() override { ::operator delete (data_, std::align_val_t{kPackAlignment}); }

  // Tokens in brackets, "_" behind one with space_after.
  std::string tokens(std::string_view text) {
    std::vector<RawToken> out;
    tokenizer_->tokenize(text, out);
    std::string shown;
    std::string rebuilt;
    for (const RawToken& token : out) {
      EXPECT_EQ(rebuilt.size(), token.begin);
      rebuilt += text.substr(token.begin, token.end - token.begin);
      EXPECT_EQ((*lexicon_)[token.type].text, text.substr(token.begin, token.end - token.begin));
      if (token.space_after) rebuilt += ' ';
      shown += "[" + std::string((*lexicon_)[token.type].text) + "]" + (token.space_after ? "_" : "");
    }
    EXPECT_EQ(rebuilt, text);  // nothing is lost
    return shown;
  }

  std::string bytes_;
  char* data_ = nullptr;
  std::optional<PackReader> pack_;
  Vocabulary vocabulary_;
  std::shared_ptr<const TokenizerRules> rules_;
  std::optional<Lexicon> lexicon_;
  std::optional<Tokenizer> tokenizer_;
};

TEST_F(TokenizerTest, follows_spacys_algorithm) {
  const std::pair<const char*, const char*> rows[] = {
      {"", ""},
      {"a", "[a]"},
      {"a b", "[a]_[b]"},
      {" a", "[ ][a]"},          // a white run at the start is kept whole
      {"a  b ", "[a]_[ ][b]_"},  // the second blank is a token
      {"a\n\nb", "[a][\n\n][b]"},
      {"a \n b", "[a]_[\n ][b]"},
      {"a\u00a0b", "[a][\u00a0][b]"},
      {"(don't)", "[(][do][n't][)]"},  // an exception inside affixes
      {"(\"a\",)", "[(][\"][a][\"][,][)]"},
      {"$5km", "[$][5][km]"},  // the longest suffix, found leftmost
      {"ax...", "[ax][...]"},
      {"well-known", "[well][-][known]"},
      {"5+5+x", "[5][+][5+x]"},  // lookahead: the second + stands before no digit
      {"..a", "[..][a]"},
      {"Tom's", "[Tom]['s]"},
      {"www.example.com/x-y", "[www.example.com/x-y]"},
      {"(see a@b.cd:80/-", "[(][see]_[a@b.cd:80/-]"},
      {"x://a-b", "[x://a][-][b]"},  // one letter is no scheme, and "a-b" no host
      {"a.m.", "[a.m.]"},
      {"10a.m.", "[10a.m][.]"},
      {":)", "[:)]"},
      {": )", "[:]_[)]"},  // the second pass minds the blank
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(tokens(text), expected) << text;
}

TEST_F(TokenizerTest, exceptions_bring_their_norms) {
  std::vector<RawToken> out;
  tokenizer_->tokenize("don't Tom's", out);
  ASSERT_EQ(out.size(), 4u);
  EXPECT_EQ((*lexicon_)[out[1].type].norm, string_id("not"));
  // The suffix 's is no exception when it is cut off; the second pass makes it one.
  EXPECT_EQ((*lexicon_)[out[3].type].norm, string_id("'s-norm"));
}

TEST_F(TokenizerTest, an_ill_formed_chunk_is_one_token) {
  EXPECT_EQ(tokens("(\xFF) (a)"), "[(\xFF)]_[(][a][)]");
  EXPECT_EQ(tokens(std::string("a\0b c", 5)), std::string("[a\0b]_[c]", 9));
}

TEST_F(TokenizerTest, the_memo_changes_nothing) {
  const std::string text = "(don't) Tom's :) a.m. x ";
  const std::string first = tokens(text);
  EXPECT_EQ(tokens(text), first);
  lexicon_->clear_if_full(0);
  EXPECT_EQ(tokens(text), first);
}

TEST_F(TokenizerTest, many_different_chunks_are_no_trouble) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "w" + std::to_string(i) + " ";
  std::vector<RawToken> out;
  tokenizer_->tokenize(text, out);
  EXPECT_EQ(out.size(), 200000u);
}

TEST(PythonRegex, is_rewritten_for_pcre2) {
  EXPECT_EQ(to_pcre2(R"((?u)^a\u00e9\U0001F600)"), R"(^a\x{00e9}\x{0001F600})");
  EXPECT_EQ(to_pcre2(R"([[:x]\]a]b[)"), R"([\[:x]\]a]b[)");
  EXPECT_EQ(to_pcre2(R"(\\u0041)"), R"(\\u0041)");
  EXPECT_FALSE(Regex::compile("(", false).ok());
}

// The real rules, where the build has packed them: the shortcuts beside the plain expressions on PCRE2.
class RealRulesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string path = std::string(HEARSAY_MODELS_DIR) + "/en_core_web_sm.pack";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no pack at " << path;
    auto model = Model::open(path);
    ASSERT_TRUE(model.ok()) << model.error().describe();
    model_ = *model;
  }

  std::string random_chunk() {
    static constexpr std::string_view kPieces[] = {
        "a", "B", "7",   ".",  "..", "...",       "@",       ":", "/",  "://", "http://", "www", "com",
        "-", "_", "'s",  "km", "°",  "C.",        "é",       "İ", "日", "🎉",   "(",       ")",   "\"",
        "’", "$", "US$", "%",  "10", "127.0.0.1", "192.168", "?", "#",  "€",   "…",       ",",   "+"};
    static constexpr std::string_view kSchemes[] = {"", "", "http://", "x://", "a.b+c://", "//"};
    static constexpr std::string_view kUsers[] = {"", "", "me@", "a:b@", "@", "a@b@"};
    static constexpr std::string_view kHosts[] = {"example.com", "a.b-c.org", "10.1.2.3", "8.8.8.8",
                                                  "x_y.zz",      "a..b.cc",   "é.fr",     "-a.com",
                                                  "a-.com",      "1.2.3",     "X.COM",    "a.b1"};
    static constexpr std::string_view kTails[] = {"",  ":80", ":8", "/",     "/a?b#c", "?q=x@y.zz",
                                                  "#", ".",   ",",  ":80/x", "()"};
    std::string out;
    if (random_() % 4 == 0) {
      out += kSchemes[random_() % std::size(kSchemes)];
      out += kUsers[random_() % std::size(kUsers)];
      out += kHosts[random_() % std::size(kHosts)];
      out += kTails[random_() % std::size(kTails)];
      return out;
    }
    for (std::uint64_t n = 1 + random_() % 12; n > 0; --n) out += kPieces[random_() % std::size(kPieces)];
    return out;
  }

  std::shared_ptr<const Model> model_;
  std::mt19937_64 random_{11};
};

TEST_F(RealRulesTest, affixes_and_urls_are_what_the_whole_expressions_find) {
  const PackReader& pack = model_->parts().pack;
  const auto suffix = Regex::compile(to_pcre2(*pack.bytes("tokenizer.suffix")), false);
  const auto prefix = Regex::compile(to_pcre2(*pack.bytes("tokenizer.prefix")), false);
  const auto url = Regex::compile(to_pcre2(*pack.bytes("tokenizer.url")), false);
  ASSERT_TRUE(suffix.ok() && prefix.ok() && url.ok());
  Regex::Matcher matcher;
  AffixMatcher affixes(*model_->parts().tokenizer);
  int urls = 0, suffixes = 0;
  for (int i = 0; i < 100000; ++i) {
    std::string chunk = random_chunk();
    if (i % 50 == 0)
      chunk = std::string(random_() % 200, "x.,"[random_() % 3]) + chunk + std::string(random_() % 200, '.');
    const auto expected_suffix = matcher.search(*suffix, chunk);
    const auto expected_prefix = matcher.search(*prefix, chunk);
    ASSERT_EQ(affixes.suffix_length(chunk), expected_suffix ? expected_suffix->length() : 0) << chunk;
    ASSERT_EQ(affixes.prefix_length(chunk), expected_prefix ? expected_prefix->length() : 0) << chunk;
    const bool is_url = matcher.search(*url, chunk).has_value();
    ASSERT_EQ(affixes.is_url(chunk), is_url) << chunk;
    urls += is_url;
    suffixes += expected_suffix.has_value();
  }
  EXPECT_GT(urls, 1000);
  EXPECT_GT(suffixes, 10000);
}

// Chunks on which backtracking or repeated stripping would take quadratic time: each megabyte must come back at all.
TEST_F(RealRulesTest, long_chunks_are_read_in_linear_time) {
  Lexicon lexicon(model_->parts().vocabulary);
  Tokenizer tokenizer(model_->parts().tokenizer, lexicon);
  for (const std::string_view unit :
       {"(", ".", "a", "a:", "a@", "a.", "'s", "1,", "\"a", "-", "é", "a-", "http://", "1.1@"}) {
    std::string text;
    while (text.size() < (1u << 20)) text += unit;
    std::vector<RawToken> out;
    tokenizer.tokenize(text, out);
    ASSERT_FALSE(out.empty());
    EXPECT_EQ(out.back().end, text.size()) << unit;
  }
}

}  // namespace
}  // namespace hearsay
