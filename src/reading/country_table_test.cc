// The table of countries against ICU's, which knows them from Unicode CLDR.
#include <gtest/gtest.h>
#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <map>
#include <set>
#include <string>

#include "reading/countries.h"
#include "reading/name_variants.h"

namespace hearsay {
namespace {

std::string words_of(const std::string& name) {
  std::string key = key_of(name_of(name, false));
  if (!key.empty()) key.pop_back();
  return key;
}

// ICU: alpha-3 -> name in English, of every country it knows.
std::map<std::string, std::string> icu_countries() {
  std::map<std::string, std::string> out;
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) {
    const icu::Locale locale("", *code);
    icu::UnicodeString name;
    locale.getDisplayCountry(icu::Locale::getEnglish(), name);
    std::string text;
    name.toUTF8String(text);
    out[locale.getISO3Country()] = text;
  }
  return out;
}

TEST(Countries, agree_with_icu) {
  const auto icu = icu_countries();
  std::size_t same = 0;
  for (const auto& [code, name] : icu) {
    const std::string_view ours = country_named(words_of(name));
    if (ours.empty()) continue;
    EXPECT_EQ(ours, code == "XKK" ? "KOS" : code) << name;  // CLDR has a code of its own for Kosovo
    ++same;
  }
  EXPECT_GE(same, 185u);
}

TEST(Countries, every_code_is_one_and_no_row_comes_twice) {
  const auto icu = icu_countries();
  std::set<std::string_view> seen;
  for (const CountryRow& row : country_rows()) {
    EXPECT_TRUE(row.code == "KOS" || icu.contains(std::string(row.code))) << row.code;
    EXPECT_TRUE(seen.insert(row.code).second) << row.code;
    EXPECT_FALSE(row.names.empty());
  }
}

TEST(Countries, no_word_stands_for_two) {
  for (const auto field : {&CountryRow::names, &CountryRow::demonyms, &CountryRow::seats}) {
    std::map<std::string, std::string_view> of;
    for (const CountryRow& row : country_rows()) {
      const std::string all(row.*field);
      for (std::size_t i = 0; i < all.size();) {
        const std::size_t bar = std::min(all.find('|', i), all.size());
        const std::string word = all.substr(i, bar - i);
        EXPECT_TRUE(of.try_emplace(word, row.code).second) << word << " " << row.code << " " << of[word];
        EXPECT_EQ(word, words_of(word)) << "as name_of writes it";
        i = bar + 1;
      }
    }
  }
}

TEST(Countries, of_words) {
  struct Row {
    const char *words, *code;
  };
  for (const Row& row :
       {Row{"norway", "NOR"}, Row{"norwegian", "NOR"}, Row{"the kremlin", "RUS"}, Row{"whitehall", "GBR"},
        Row{"pentagon", "USA"}, Row{"seoul", "KOR"}, Row{"north korean", "PRK"}, Row{"dprk", "PRK"}, Row{"us", "USA"},
        Row{"scottish", "GBR"}, Row{"norvanian", ""}, Row{"", ""}, Row{"the", ""}}) {
    EXPECT_EQ(country_of_words(row.words), row.code) << row.words;
  }
}

}  // namespace
}  // namespace hearsay
