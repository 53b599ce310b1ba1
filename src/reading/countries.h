// Which country words stand for: its name, its people, or what stands for its government.
// Ownership: static tables. Threads: pure. Units: words in lower case without accents, parted by one blank, without
// "the". Fails: never; what is not known is "". Codes: ISO 3166-1 alpha-3, and KOS.
#pragma once

#include <string_view>
#include <vector>

namespace hearsay {

struct CountryRow {
  std::string_view code;
  std::string_view names;  // parted by "|", the usual one first
  std::string_view demonyms;
  std::string_view seats;  // capital, houses, offices
};

// country_table.cc
[[nodiscard]] const std::vector<CountryRow>& country_rows();

[[nodiscard]] std::string_view country_named(std::string_view words);      // "united states" USA
[[nodiscard]] std::string_view country_of_people(std::string_view words);  // "american" USA
[[nodiscard]] std::string_view country_of_seat(std::string_view words);    // "kremlin", "washington"
// Any of the three, in that order.
[[nodiscard]] std::string_view country_of_words(std::string_view words);

}  // namespace hearsay
