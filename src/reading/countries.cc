#include "reading/countries.h"

#include <unordered_map>

namespace hearsay {

namespace {

using Table = std::unordered_map<std::string_view, std::string_view>;  // looked up only

Table table_of(std::string_view CountryRow::*field) {
  Table table;
  for (const CountryRow& row : country_rows()) {
    std::string_view rest = row.*field;
    while (!rest.empty()) {
      const std::size_t bar = rest.find('|');
      table.try_emplace(rest.substr(0, bar), row.code);
      rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
    }
  }
  return table;
}

std::string_view look_up(const Table& table, std::string_view words) {
  if (words.starts_with("the ")) words.remove_prefix(4);
  const auto found = table.find(words);
  return found == table.end() ? std::string_view() : found->second;
}

}  // namespace

std::string_view country_named(std::string_view words) {
  static const Table kTable = table_of(&CountryRow::names);
  return look_up(kTable, words);
}

std::string_view country_of_people(std::string_view words) {
  static const Table kTable = table_of(&CountryRow::demonyms);
  return look_up(kTable, words);
}

std::string_view country_of_seat(std::string_view words) {
  static const Table kTable = table_of(&CountryRow::seats);
  return look_up(kTable, words);
}

std::string_view country_of_words(std::string_view words) {
  if (const auto code = country_named(words); !code.empty()) return code;
  if (const auto code = country_of_people(words); !code.empty()) return code;
  return country_of_seat(words);
}

}  // namespace hearsay
