#include "language/lexeme.h"

#include <gtest/gtest.h>

#include <new>

#include "language/spacy_folder.h"
#include "language/string_id.h"
#include "language/vocabulary.h"

namespace hearsay {
namespace {

// A vocabulary of two norms, one of which says other than spaCy's base norms, and two vectors.
class LexemeTest : public ::testing::Test {
 protected:
  LexemeTest() {
    SpacyFolder folder;
    folder.norms = {{string_id("cos"), "because"}, {string_id("€"), "euro"}};
    folder.weights.vectors.row_of = {{string_id("said"), 7}, {string_id("mark"), 0}};
    PackWriter writer;
    write_vocabulary(writer, folder);
    bytes_ = writer.bytes();
    data_ = static_cast<char*>(::operator new (bytes_.size(), std::align_val_t{kPackAlignment}));
    std::copy(bytes_.begin(), bytes_.end(), data_);
    pack_.emplace(std::move(*PackReader::from_bytes({data_, bytes_.size()})));
    vocabulary_ = *Vocabulary::open(*pack_);
  }
  ~LexemeTest() override { ::operator delete (data_, std::align_val_t{kPackAlignment}); }

  std::string bytes_;
  char* data_ = nullptr;
  std::optional<PackReader> pack_;
  Vocabulary vocabulary_;
};

TEST_F(LexemeTest, shapes_are_spacys) {
  const std::pair<const char*, const char*> rows[] = {
      {"Washington", "Xxxxx"}, {"U.S.", "X.X."}, {"3.5%", "d.d%"},  {"iPhone11", "xXxxxxdd"},   {"ABCDEFG", "XXXX"},
      {"don’t", "xxx’x"},      {"²³", "dd"},     {"naïve", "xxxx"}, {"1,000,000", "d,ddd,ddd"}, {"......", "...."},
      {"日本語", "xxx"},       {"ǅa", "xx"},     {"½", "½"},
  };
  Lexicon lexicon(vocabulary_);
  for (const auto& [text, shape] : rows) EXPECT_EQ(lexicon[lexicon.intern(text)].shape, string_id(shape)) << text;
  EXPECT_EQ(lexicon[lexicon.intern(std::string(99, 'x'))].shape, string_id("xxxx"));
  EXPECT_EQ(lexicon[lexicon.intern(std::string(100, 'x'))].shape, string_id("LONG"));
}

TEST_F(LexemeTest, a_norm_is_the_tables_then_spacys_then_the_lower_case) {
  Lexicon lexicon(vocabulary_);
  const std::pair<const char*, const char*> rows[] = {{"cos", "because"}, {"€", "euro"},  {"—", "-"}, {"“", "\""},
                                                      {"Said", "said"},   {"Cos", "cos"}, {"İ", "i̇"}};
  for (const auto& [text, norm] : rows) EXPECT_EQ(lexicon[lexicon.intern(text)].norm, string_id(norm)) << text;
  EXPECT_EQ(lexicon[lexicon.intern("n't", string_id("not"))].norm, string_id("not"));
  EXPECT_EQ(lexicon[lexicon.intern("n't")].norm, string_id("n't"));
}

TEST_F(LexemeTest, prefix_suffix_and_length_count_code_points) {
  Lexicon lexicon(vocabulary_);
  const WordType& cafe = lexicon[lexicon.intern("Étéé")];
  EXPECT_EQ(cafe.prefix, string_id("É"));
  EXPECT_EQ(cafe.suffix, string_id("téé"));
  EXPECT_EQ(cafe.length, 4u);
  EXPECT_EQ(cafe.lower, "étéé");
  const WordType& x = lexicon[lexicon.intern("X")];
  EXPECT_EQ(x.prefix, 101u);  // a reserved symbol, here too
  EXPECT_EQ(x.suffix, 101u);
  EXPECT_EQ(x.shape, 101u);
  EXPECT_TRUE(lexicon[lexicon.intern("\n\u00a0")].is_space);
  EXPECT_FALSE(lexicon[lexicon.intern("\u200b")].is_space);
}

TEST_F(LexemeTest, vectors_are_found_by_id) {
  Lexicon lexicon(vocabulary_);
  EXPECT_EQ(lexicon[lexicon.intern("said")].vector_row, 7u);
  EXPECT_EQ(lexicon[lexicon.intern("mark")].vector_row, 0u);
  EXPECT_EQ(lexicon[lexicon.intern("Said")].vector_row, kNoVector);
}

TEST_F(LexemeTest, a_type_is_one_index_and_survives_growth_and_clearing) {
  Lexicon lexicon(vocabulary_);
  std::vector<std::uint32_t> types;
  for (int i = 0; i < 20000; ++i) types.push_back(lexicon.intern("word" + std::to_string(i)));
  for (int i = 0; i < 20000; ++i) {
    const std::string text = "word" + std::to_string(i);
    ASSERT_EQ(lexicon.intern(text), types[static_cast<std::size_t>(i)]);
    ASSERT_EQ(lexicon[types[static_cast<std::size_t>(i)]].text, text);
  }
  EXPECT_EQ(lexicon.size(), 20000u);
  const std::string_view kept = lexicon[types[3]].text;
  const std::shared_ptr<const void> storage = lexicon.storage();
  lexicon.clear_if_full(20000);
  EXPECT_EQ(lexicon.generation(), 0u);
  lexicon.clear_if_full(19999);
  EXPECT_EQ(lexicon.generation(), 1u);
  EXPECT_EQ(lexicon.size(), 0u);
  EXPECT_EQ(kept, "word3");  // as long as the storage is held
  EXPECT_EQ(lexicon.intern("anew"), 0u);
}

}  // namespace
}  // namespace hearsay
