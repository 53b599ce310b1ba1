#include "cli/suggestion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace hearsay::cli {
namespace {

TEST(Suggestion, finds_the_word_that_was_meant) {
  constexpr std::string_view kVerbs[] = {"read", "annotate", "origins", "claims", "voices", "verify", "explain"};
  const std::pair<const char*, const char*> kRows[] = {
      {"clams", "claims"}, {"origin", "origins"}, {"explian", "explain"}, {"anotate", "annotate"},
      {"voice", "voices"}, {"raed", "read"},      {"anno", "annotate"},
  };
  for (const auto& [typed, meant] : kRows) {
    const auto near = nearest(typed, kVerbs);
    ASSERT_TRUE(near) << typed;
    EXPECT_EQ(*near, meant) << typed;
  }
  for (const char* typed : {"", "xyzzy", "q", "delete"}) EXPECT_FALSE(nearest(typed, kVerbs)) << typed;
}

TEST(Suggestion, of_two_as_near_the_one_that_begins_alike_is_meant) {
  constexpr std::string_view kShells[] = {"bash", "zsh", "fish"};
  EXPECT_EQ(nearest("fsh", kShells), "fish");
}

// All words over {a, b} up to four letters, beside a breadth-first search over single edits. One edit reaches what the
// restricted distance calls 1, exactly.
TEST(Suggestion, one_edit_is_distance_one) {
  std::vector<std::string> words{""};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() == 4) break;
    words.push_back(words[i] + "a");
    words.push_back(words[i] + "b");
  }
  for (const auto& word : words) {
    std::set<std::string> near;
    for (std::size_t i = 0; i <= word.size(); ++i) {
      for (const char c : {'a', 'b'}) near.insert(word.substr(0, i) + c + word.substr(i));
      if (i == word.size()) continue;
      near.insert(word.substr(0, i) + word.substr(i + 1));
      for (const char c : {'a', 'b'}) near.insert(word.substr(0, i) + c + word.substr(i + 1));
      if (i + 1 < word.size()) {
        std::string swapped = word;
        std::swap(swapped[i], swapped[i + 1]);
        near.insert(swapped);
      }
    }
    near.erase(word);
    for (const auto& other : words) {
      EXPECT_EQ(edit_distance(word, other) == 1, near.contains(other)) << word << " " << other;
      EXPECT_EQ(edit_distance(word, other), edit_distance(other, word));
      EXPECT_EQ(edit_distance(word, other) == 0, word == other);
    }
  }
}

}  // namespace
}  // namespace hearsay::cli
