// Nouns for people: which word covers which ("the officer" may be a brigadier), what deeds tell of a role ("Roe has led
// the firm": the leader, the chief executive), and who is a person by trade ("a plumber").
// Ownership: static tables, written by hand. Threads: pure. Units: lemmas in lower case. Facts: English.
#pragma once

#include <string_view>
#include <vector>

namespace hearsay {

// Whether somebody who is `special` may be called `general`: covers("officer", "brigadier"). Every word covers itself.
[[nodiscard]] bool covers(std::string_view general, std::string_view special);

// Roles that the subject of this verb has: "coach" -> coach, manager. Empty for most verbs.
[[nodiscard]] std::vector<std::string_view> roles_of_deed(std::string_view verb);

// A person by trade, rank or family, where noun_class() has no class for the noun.
[[nodiscard]] bool is_trade(std::string_view lemma);

}  // namespace hearsay
