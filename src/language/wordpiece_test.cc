// WordPiece beside PyPI `tokenizers`: rows that tests/support/wordpiece_vectors.py wrote.
#include "language/wordpiece.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <new>
#include <sstream>

#include "base/hash.h"
#include "base/utf8.h"
#include "language/wordpiece_tables.h"

namespace hearsay {
namespace {

std::string contents(const std::string& name) {
  std::ifstream in(HEARSAY_SOURCE_DIR "/tests/data/language/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A tokenizer with the pack it lives in.
struct Opened {
  explicit Opened(std::string_view vocabulary) {
    PackWriter writer;
    const Status written = write_word_pieces(writer, vocabulary);
    EXPECT_TRUE(written.ok()) << written.error().describe();
    const std::string file = writer.bytes();
    bytes.reset(static_cast<char*>(::operator new (file.size(), std::align_val_t{kPackAlignment})));
    std::memcpy(bytes.get(), file.data(), file.size());
    pack = std::make_unique<PackReader>(*PackReader::from_bytes({bytes.get(), file.size()}));
    tokenizer = *WordPiece::open(*pack);
  }
  struct Free {
    void operator()(char* p) const { ::operator delete (p, std::align_val_t{kPackAlignment}); }
  };
  std::unique_ptr<char, Free> bytes;
  std::unique_ptr<PackReader> pack;
  WordPiece tokenizer;
};

const WordPiece& small() {
  static const Opened opened(contents("wordpiece_vocab.txt"));
  return opened.tokenizer;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    out += static_cast<char>(std::stoi(std::string(text.substr(i + 2, 2)), nullptr, 16));
    i += 3;
  }
  return out;
}

std::vector<std::vector<std::string>> rows(const std::string& kind) {
  std::vector<std::vector<std::string>> out;
  std::istringstream file(contents("wordpiece.tsv"));
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells(1);
    for (const char c : line) c == '\t' ? cells.emplace_back() : cells.back() += c, void();
    if (cells[0] == kind) out.push_back(cells);
  }
  return out;
}

template <class T, class F>
std::string joined(const std::vector<T>& all, F&& one) {
  std::string out;
  for (const T& x : all) out += (out.empty() ? "" : " ") + one(x);
  return out;
}

std::string shown(const WordPieces& found) {
  return joined(found.ids, [](std::uint32_t id) { return std::to_string(id); }) + " | " +
         joined(found.words, [](const WordPieces::Word& w) {
           return std::to_string(w.span.begin) + "-" + std::to_string(w.span.end) + "@" + std::to_string(w.first);
         });
}

TEST(WordPiece, gives_the_pieces_and_words_of_the_peer) {
  const auto all = rows("pieces");
  ASSERT_GT(all.size(), 300u);
  for (const auto& row : all) {
    WordPieces found;
    small().tokenize(unescaped(row[1]), 0, found);
    EXPECT_EQ(shown(found), row[2] + " | " + row[3]) << row[1];
  }
}

TEST(WordPiece, appends_and_counts_from_the_base) {
  WordPieces found;
  small().tokenize("said", 10, found);
  small().tokenize(" the a.", 20, found);
  ASSERT_EQ(found.words.size(), 4u);
  EXPECT_EQ(found.words[0].span, (Span{10, 14}));
  EXPECT_EQ(found.words[1].span, (Span{21, 24}));
  EXPECT_EQ(found.words[3].span, (Span{26, 27}));
  EXPECT_EQ(found.words[3].first, 3u);
  EXPECT_EQ(found.end_of(3), 4u);
}

TEST(WordPiece, ill_formed_bytes_are_dropped) {
  WordPieces broken, whole;
  small().tokenize("sa\xFFid \xC3 the\xE9\x80", 0, broken);
  small().tokenize("said the", 0, whole);
  EXPECT_EQ(broken.ids, whole.ids);
  EXPECT_EQ(broken.words[0].span, (Span{0, 5}));
}

TEST(WordPiece, a_flood_of_marks_or_letters_is_one_word) {
  for (const char* flood : {"\u0301", "\u302e", "a"}) {
    std::string text = "a";
    for (int i = 0; i < 200000; ++i) text += flood;
    WordPieces found;
    small().tokenize(text, 0, found);
    EXPECT_EQ(found.words.size(), 1u) << flood;
  }
}

TEST(WordPiece, windows_are_those_of_the_training) {
  const auto all = rows("windows");
  ASSERT_GT(all.size(), 150u);
  for (const auto& row : all) {
    WordPieces found;
    small().tokenize(unescaped(row[1]), 0, found);
    std::string out;
    for (std::size_t at = 0; at < found.words.size();) {
      const std::size_t end = window_end(found, at, 7);
      out += (out.empty() ? "" : " ") + std::to_string(at) + "-" + std::to_string(end);
      at = end;
    }
    EXPECT_EQ(out, row[2]) << row[1];
  }
}

TEST(WordPiece, refuses_vocabularies_without_what_it_needs) {
  const std::pair<const char*, const char*> refused[] = {
      {"", "lacks [PAD]"},
      {"[PAD]\n[UNK]\n[CLS]\n[MASK]\na\n", "lacks [SEP]"},
      {"[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\na\n", "lines 6 and 8"},
  };
  for (const auto& [vocabulary, message] : refused) {
    PackWriter writer;
    const Status status = write_word_pieces(writer, vocabulary);
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::kModel);
    EXPECT_NE(status.error().message.find(message), std::string::npos) << status.error().message;
  }
}

// The whole of the generated tables, so that nobody edits them by hand.
TEST(WordPiece, tables_are_as_generated) {
  std::string all;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) all += static_cast<char>(word_piece_class(c));
  const auto add = [&all](std::uint64_t number) { all += std::to_string(number) + ' '; };
  using namespace wordpiece_data;
  for (std::size_t i = 0; i < kDecompositionCount; ++i) {
    add(kDecompositions[i].from);
    for (std::size_t k = 0; k < kDecompositions[i].count; ++k) add(kDecomposed[kDecompositions[i].offset + k]);
  }
  for (std::size_t i = 0; i < kLowerCount; ++i) add(kLower[i].from), add(kLower[i].to);
  for (std::size_t i = 0; i < kCombiningCount; ++i) add(kCombining[i].mark), add(kCombining[i].rank);
  EXPECT_EQ(to_hex(sha256(all)), "0f48fa913ec3ca72ffa4b497b16454f05751aad33019a81cdbc3373df0b95bd1");
}

}  // namespace
}  // namespace hearsay
