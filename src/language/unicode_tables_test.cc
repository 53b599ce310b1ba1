#include "language/unicode_tables.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/utf8.h"

namespace hearsay {
namespace {

// Python 3.11's own answers for all 1,114,112 code points, summed.
TEST(UnicodeTables, properties_are_pythons) {
  std::string all;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) all += static_cast<char>(properties_of(c));
  EXPECT_EQ(to_hex(sha256(all)), "aa1e5dcdf0b748d78b80e37bbfbd6c35d0198b84e35fa723fd3380242bb776fe");
}

TEST(UnicodeTables, single_lower_cases_are_pythons) {
  std::string all;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string one;
    append_utf8(one, c);
    all += to_lower(one);
  }
  EXPECT_EQ(to_hex(sha256(all)), "958a7ea6410864d6bdee95e35373a838cd50f39ae4208f30d5fe14da0a0faff2");
}

TEST(UnicodeTables, a_sigma_is_final_after_a_letter_and_before_none) {
  const std::pair<const char*, const char*> rows[] = {
      {"ΑΣ", "ας"},
      {"ΑΣ.", "ας."},
      {"ΑΣΑ", "ασα"},
      {"Α.Σ", "α.ς"},
      {"'Σ", "'σ"},
      {"Σ", "σ"},
      {"ΑΣ\u0301", "ας\u0301"},
      {"ΑΣ\u0301Α", "ασ\u0301α"},
      {"Σ\u00ad", "σ\u00ad"},
      {"aΣ'", "aς'"},
      {"aΣ'a", "aσ'a"},
      {"1Σ", "1σ"},
      {"a1Σ", "a1σ"},
      {"İI", "i\u0307i"},
      {"ǅ", "ǆ"},
  };
  for (const auto& [text, lower] : rows) EXPECT_EQ(to_lower(text), lower) << text;
}

TEST(UnicodeTables, ill_formed_bytes_stay) {
  EXPECT_EQ(to_lower("A\xFF\xC3"
                     "B"),
            "a\xFF\xC3"
            "b");
  EXPECT_FALSE(is_alpha("a\xFF"));
  EXPECT_FALSE(is_alpha(""));
  EXPECT_TRUE(is_alpha("naïve日"));
  EXPECT_TRUE(is_space(" \u00a0\u2028\x1c"));
  EXPECT_FALSE(is_space("\u200b"));
}

}  // namespace
}  // namespace hearsay
