#include "language/string_id.h"

#include <gtest/gtest.h>

#include <string>

#include "base/hash.h"

namespace hearsay {
namespace {

// As spacy.strings.get_string_id of spaCy 3.8 gives them.
TEST(StringId, is_spacys) {
  const struct {
    const char* text;
    std::uint64_t id;
  } rows[] = {
      {"", 0},
      {"the", 7425985699627899538ull},
      {"The", 5059648917813135842ull},
      {"said", 17573686707662795042ull},
      {"mark", 423},
      {"number", 432},
      {"X", 101},
      {"_", 456},
      {"Xxxxx", 16072095006890171862ull},
      {"dd", 4620368362210911820ull},
      {"café", 32833993555699147ull},
      {"İ", 10007816788334446145ull},
      {"日本", 2324319125191504834ull},
      {"aaaaaaaa", 7726586943028375376ull},
      {"aaaaaaaaa", 410782030899095583ull},
      {"n't", 2043519015752540944ull},
      {"case", 8110129090154140942ull},
      {"root", 449},
      {"adj", 12401032943472870168ull},
      {"noun", 16833663260455505849ull},
      {"verb", 6360137228241296794ull},
      {"adv", 10054248821341768113ull},
      {"coffee", 3197928453018144401ull},
      {"punct", 445},
      {"ID", 64},
      {"DET", 90},
      {"LANGUAGE", 389},
  };
  for (const auto& row : rows) EXPECT_EQ(string_id(row.text), row.id) << row.text;
}

// Sums that tools/make_language_tables.py's sources give: a hand in the generated file shows.
TEST(StringId, symbols_are_all_of_spacys) {
  std::string all;
  for (std::size_t i = 0; i < spacy_data::kSymbolCount; ++i) {
    const std::string name(spacy_data::kSymbols[i].name);
    all += name + " " + std::to_string(string_id(name)) + "\n";
  }
  EXPECT_EQ(spacy_data::kSymbolCount, 456u);
  EXPECT_EQ(to_hex(sha256(all)), "ce7d2cf3369004f6e0469aae1eb01daa67b1cb9a80d22c847b8bad464b783a19");
}

TEST(StringId, base_norms_are_all_of_spacys) {
  std::string all;
  for (std::size_t i = 0; i < spacy_data::kBaseNormCount; ++i) {
    all += std::string(spacy_data::kBaseNorms[i].text) + " " + std::string(spacy_data::kBaseNorms[i].norm) + "\n";
  }
  EXPECT_EQ(to_hex(sha256(all)), "5f1ce727972bbb3337e92487356c376de79859280cc2e67a846c4278698c999f");
}

TEST(StringId, the_hash_reads_every_byte) {
  std::string text = "a string of more than eight bytes";
  const std::uint64_t whole = murmur_hash64(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    text[i] = static_cast<char>(text[i] ^ 1);
    EXPECT_NE(murmur_hash64(text), whole) << i;
    text[i] = static_cast<char>(text[i] ^ 1);
  }
}

}  // namespace
}  // namespace hearsay
