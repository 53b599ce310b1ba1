#include "reading/name_variants.h"

#include <algorithm>
#include <cctype>

#include "reading/noun_classes.h"

namespace hearsay {

namespace {

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool starts_upper(std::string_view word) {
  const auto c = static_cast<unsigned char>(word.empty() ? 0 : word[0]);
  return (c >= 'A' && c <= 'Z') || c >= 0xC3;
}

}  // namespace

Name name_of(std::string_view text, bool person) {
  Name name;
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    while (i < text.size() && (text[i] == ' ' || text[i] == '\n' || text[i] == '\t')) ++i;
    std::size_t end = i;
    while (end < text.size() && text[end] != ' ' && text[end] != '\n' && text[end] != '\t') ++end;
    if (end > i) words.push_back(text.substr(i, end - i));
    i = end;
  }
  std::size_t first = 0, last = words.size();
  while (first + 1 < last) {
    const std::string w = lower_ascii(words[first]);
    if (w == "the" || w == "a" || w == "an" || (person && is_title(w))) {
      ++first;
    } else {
      break;
    }
  }
  for (std::size_t i = first; i < last; ++i) {
    std::string_view w = words[i];
    if (i + 1 == last) {
      if (w.ends_with("'s")) w.remove_suffix(2);
      if (w.ends_with("’s")) w.remove_suffix(4);
      if (w.ends_with("’")) w.remove_suffix(3);
      if (w.ends_with("'")) w.remove_suffix(1);
      while (!w.empty() && (w.back() == ',' || w.back() == ')' || w.back() == '(')) w.remove_suffix(1);
    }
    if (w.empty()) continue;
    if (!name.text.empty()) name.text += ' ';
    name.text += w;
    name.words.push_back(lower_ascii(w));
    if (starts_upper(w) && static_cast<unsigned char>(w[0]) < 0x80) {
      name.acronym += static_cast<char>(w[0] - 'A' + 'a');
    }
  }
  if (name.acronym.size() < 2) name.acronym.clear();
  return name;
}

bool same_name(const Name& a, const Name& b) { return !a.empty() && a.words == b.words; }

bool shortens_person(const Name& shorter, const Name& longer) {
  if (shorter.empty() || shorter.words.size() >= longer.words.size()) return false;
  // In order, and the last one or the first one kept: "Park" for "Park Geun-hye", "Roe" for "Jane Roe".
  std::size_t at = 0;
  for (const std::string& w : longer.words) {
    if (at < shorter.words.size() && shorter.words[at] == w) ++at;
  }
  if (at != shorter.words.size()) return false;
  return shorter.words.back() == longer.words.back() || shorter.words.front() == longer.words.front();
}

bool shortens_body(const Name& shorter, const Name& longer) {
  if (shorter.empty() || longer.words.size() < 2) return false;
  if (shorter.words.size() == 1 && shorter.words[0].size() >= 2 && shorter.words[0].size() <= 8) {
    std::string plain;
    for (const char c : shorter.words[0]) {
      if (c != '.') plain += c;
    }
    const bool capitals = std::all_of(shorter.text.begin(), shorter.text.end(),
                                      [](char c) { return (c >= 'A' && c <= 'Z') || c == '.'; });
    if (capitals && plain == longer.acronym) return true;
  }
  if (shorter.words.size() >= longer.words.size()) return false;
  if (!std::equal(shorter.words.begin(), shorter.words.end(), longer.words.begin())) return false;
  if (shorter.words.size() > 1) return true;
  // One first word: not "National", "University" or a place, which begin many names; the caller drops places.
  static constexpr std::string_view kWeak[] = {
      "national", "university", "ministry", "department", "international", "united",  "american", "european", "world",
      "north",    "south",      "east",     "west",       "new",           "central", "general",  "federal",  "state",
      "supreme",  "royal",      "free",     "white",      "bank",          "center",  "institute"};
  return std::find(std::begin(kWeak), std::end(kWeak), shorter.words[0]) == std::end(kWeak) &&
         noun_class(shorter.words[0]) == NounClass::kOther && shorter.words[0].size() > 3;
}

}  // namespace hearsay
