// When two names are one: "Kim Jong Un" and "Kim", "Korean Central News Agency" and "KCNA", "Zahā Hadid" and "Zaha
// Hadid". Ownership: owns its words. Threads: pure. Units: words in lower case. Fails: never; in doubt names stay
// apart, since two voices merged wrongly poison every count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearsay {

struct Name {
  // Lower case without accents; titles, articles, possessive endings and what stands behind a name (Jr., FRS, Inc.)
  // left out.
  std::vector<std::string> words;
  std::string acronym;  // initials of the capitalised words, lower case; "" for fewer than two
  std::string suffix;   // "jr" "sr" "ii" …: father and son are two
  std::string text;     // as written, without the title, the article and the possessive ending

  [[nodiscard]] bool empty() const { return words.empty(); }
};

[[nodiscard]] Name name_of(std::string_view text, bool person);
// The words in one string, each with a blank behind it; the key under which equal names meet.
[[nodiscard]] std::string key_of(const Name& name);

[[nodiscard]] bool starts_with_capital(std::string_view word);

[[nodiscard]] bool same_name(const Name& a, const Name& b);
// Two full names (two words or more) of one person: middle names, initials, short forms of first names, accents, the
// family name first, one letter's difference.
[[nodiscard]] bool same_person(const Name& a, const Name& b);
// One word for a person of that full name: the surname, or else the first name.
[[nodiscard]] bool is_surname(std::string_view word, const Name& full);
[[nodiscard]] bool is_given_name(std::string_view word, const Name& full);
// A shorter form of a body's name: its acronym; its first words where the rest only says what kind of body it is
// ("Rice" of "Rice University") or where from ("of Health"); its last words behind a place ("Senate" of "U.S. Senate").
[[nodiscard]] bool shortens_body(const Name& shorter, const Name& longer);

// Does the short form in brackets stand for the last of these words? Capitals are the words' initials or first letters
// ("UNMIK", "OFCOM"); of a mixed form ("ACPeds") the letters stand in order, the first at a word's beginning, as
// Schwartz and Hearst (2003) match them from the right. Gives the first word of the long form, or words.size().
[[nodiscard]] std::size_t long_form_of(std::string_view short_form, const std::vector<std::string_view>& words);

}  // namespace hearsay
