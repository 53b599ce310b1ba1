// When two names are one: "Kim Jong Un" and "Kim", "Korean Central News Agency" and "KCNA".
// Ownership: owns its words. Threads: pure. Units: words in lower case. Fails: never; in doubt names stay apart, since
// two voices merged wrongly poison every count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearsay {

struct Name {
  std::vector<std::string> words;  // lower case, titles, articles and possessive endings left out
  std::string acronym;             // initials of the capitalised words, lower case; "" for fewer than two
  std::string text;                // as written, without what `words` leaves out

  [[nodiscard]] bool empty() const { return words.empty(); }
};

[[nodiscard]] Name name_of(std::string_view text, bool person);

[[nodiscard]] bool same_name(const Name& a, const Name& b);
// A shorter form of a person's name: the surname, the first name and the surname without what stands between, …
[[nodiscard]] bool shortens_person(const Name& shorter, const Name& longer);
// A shorter form of a body's name: its first word or words, where those are no common noun; its acronym.
[[nodiscard]] bool shortens_body(const Name& shorter, const Name& longer);

}  // namespace hearsay
