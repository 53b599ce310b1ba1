#include "source/byline.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "source/agencies.h"
#include "source/ascii.h"

namespace hearsay {

namespace {

constexpr std::size_t kLongestByline = 200;

// Longest first: each is tried as a prefix, followed by a blank or a colon.
constexpr auto kByWords = std::to_array<std::string_view>({"story and photos by",
                                                           "words and pictures by",
                                                           "written by",
                                                           "posted by",
                                                           "published by",
                                                           "reported by",
                                                           "article by",
                                                           "report by",
                                                           "story by",
                                                           "text by",
                                                           "author:",
                                                           "authors:",
                                                           "author",
                                                           "autor:",
                                                           "autor",
                                                           "words:",
                                                           "text:",
                                                           "by:",
                                                           "by",
                                                           "von",
                                                           "par",
                                                           "por",
                                                           "door",
                                                           "av",
                                                           "af",
                                                           "di",
                                                           "de",
                                                           "oleh"});

constexpr auto kRoles = std::to_array<std::string_view>(
    {"reporter",  "correspondent", "editor",     "writer",        "columnist",     "journalist",
     "bureau",    "staff",         "analyst",    "producer",      "contributor",   "photographer",
     "chief",     "newsroom",      "redakteur",  "redakteurin",   "korrespondent", "korrespondentin",
     "redaktion", "desk",          "team",       "blogger",       "critic",        "fellow",
     "intern",    "freelance",     "freelancer", "correspondant", "journaliste",   "redactor",
     "redactora", "corresponsal",  "redazione",  "redacción",     "redação",       "rédaction"});

constexpr auto kParticles = std::to_array<std::string_view>(
    {"de", "van", "von", "der", "den", "del", "della", "di", "da", "dos",  "du",   "la",  "le", "el",
     "al", "bin", "ibn", "ter", "ten", "y",   "e",     "af", "zu", "dela", "bint", "abu", "st."});

constexpr auto kMonthlyWords = std::to_array<std::string_view>(
    {"published", "updated", "posted",    "last",           "modified",     "created", "first", "on",
     "at",        "date",    "by",        "veröffentlicht", "aktualisiert", "publié",  "mis",   "à",
     "jour",      "le",      "publicado", "actualizado",    "pubblicato",   "stand"});

struct Word {
  Span span;
};

std::vector<Span> words_of(std::string_view text, std::uint32_t base) {
  std::vector<Span> words;
  std::size_t i = 0;
  while (i < text.size()) {
    while (i < text.size() && ascii::is_space(text[i])) ++i;
    const std::size_t begin = i;
    while (i < text.size() && !ascii::is_space(text[i])) ++i;
    if (i > begin) words.push_back({base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(i)});
  }
  return words;
}

bool is_one_of(std::string_view word, const auto& list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view w) { return ascii::iequals(w, word); });
}

std::string_view without_marks(std::string_view word) {
  while (!word.empty() && (word.back() == ',' || word.back() == '.' || word.back() == ':' || word.back() == ';'))
    word.remove_suffix(1);
  return word;
}

// Not a small ASCII letter: what other scripts begin a name with is not ours to judge.
bool begins_large(std::string_view word) {
  return !word.empty() && !ascii::is_lower(word[0]) && !ascii::is_digit(word[0]);
}

bool has_role(std::string_view text) {
  for (const Span word : words_of(text, 0)) {
    std::string_view w = without_marks(slice(text, word));
    // Compounds: "Court-reporter", "reporter/editor".
    for (;;) {
      const std::size_t cut = w.find_first_of("-/");
      if (is_one_of(w.substr(0, cut), kRoles)) return true;
      if (cut == std::string_view::npos) break;
      w.remove_prefix(cut + 1);
    }
  }
  return false;
}

bool is_name(std::string_view text, bool loose) {
  if (text.size() < 2 || text.size() > 60) return false;
  if (text.find_first_of("@<>{}[]=?!:;\"%#_") != std::string_view::npos && !loose) return false;
  if (text.find('@') != std::string_view::npos || text.find("://") != std::string_view::npos) return false;
  if (std::any_of(text.begin(), text.end(), ascii::is_digit)) return false;
  const std::vector<Span> words = words_of(text, 0);
  if (words.empty() || words.size() > 6) return false;
  std::size_t large = 0;
  for (const Span span : words) {
    const std::string_view word = slice(text, span);
    if (begins_large(word)) {
      ++large;
    } else if (!is_one_of(word, kParticles) && !word.starts_with("al-") && !word.starts_with("d'") && !loose) {
      return false;
    }
  }
  return large > 0 || loose;
}

// Splits a list of names; separators are commas, semicolons, bars, dots in the middle, "and", "&", "und", "et", "y",
// "e".
void split_into(std::string_view text, std::uint32_t base, bool loose, Byline& out) {
  const auto add = [&](std::size_t begin, std::size_t end) {
    std::string_view part = text.substr(begin, end - begin);
    const auto trim = [&] {
      while (!part.empty() && (ascii::is_space(part.front()) || part.front() == '-' || part.front() == '.' ||
                               part.front() == '(' || part.front() == '[')) {
        part.remove_prefix(1), ++begin;
      }
      while (!part.empty() && (ascii::is_space(part.back()) || part.back() == '-' || part.back() == ':' ||
                               part.back() == ')' || part.back() == ']'))
        part.remove_suffix(1);
    };
    trim();
    while (part.starts_with("\xC2\xA0")) part.remove_prefix(2), begin += 2;
    while (part.ends_with("\xC2\xA0")) part.remove_suffix(2);
    while (part.ends_with("–") || part.ends_with("—")) {
      part.remove_suffix(3);
      while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    }
    for (const std::string_view by : kByWords) {
      if (ascii::istarts_with(part, by) && part.size() > by.size() &&
          (ascii::is_space(part[by.size()]) || by.back() == ':')) {
        // "de" and "di" are also particles: they count as "by" only before a large letter, in a text known as a byline.
        part.remove_prefix(by.size()), begin += by.size();
        trim();
        break;
      }
    }
    // "Clara Duarte in Asunción", "Sam Poe for Radio Two", "Rex on June 6".
    for (const std::string_view cut : {" in ", " for ", " on ", " at ", " from ", " aus ", " à ", " en "}) {
      const std::size_t at = part.find(cut);
      if (at != std::string_view::npos) part = part.substr(0, at);
    }
    for (const std::string_view tail : {" in", " for", " on", " at", " am", " le", " el", " der", " den"}) {
      if (part.ends_with(tail)) part.remove_suffix(tail.size());
    }
    const std::size_t bracket = part.find_first_of("([");
    if (bracket != std::string_view::npos && bracket > 2) {
      part = part.substr(0, bracket);
      while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    }
    if (part.empty()) return;
    const Span span = {base + static_cast<std::uint32_t>(begin),
                       base + static_cast<std::uint32_t>(begin + part.size())};
    // A name of capitals alone is an agency's or an office's, known or not: nobody signs as "UTA".
    const bool acronym = part.size() >= 3 && part.size() <= 6 && std::all_of(part.begin(), part.end(), ascii::is_upper);
    if (acronym || is_agency_name(part)) {
      out.agencies.push_back(span);
    } else if (!has_role(part) && is_name(part, loose) && !is_weekday(part)) {
      out.names.push_back(span);
    }
  };
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t width = 0;
    if (text[i] == ',' || text[i] == ';' || text[i] == '|' || text[i] == '/' || text[i] == '&' || text[i] == '\n' ||
        text[i] == '\t')
      width = 1;
    if (text.substr(i).starts_with("·")) width = 2;
    if (text.substr(i).starts_with("•")) width = 3;
    for (const std::string_view word :
         {" and ", " und ", " et ", " y ", " e ", " og ", " och ", " en ", " dan ", " – ", " — ", " - "}) {
      if (ascii::istarts_with(text.substr(i), word)) width = word.size();
    }
    if (width == 0) continue;
    add(begin, i);
    begin = i + width;
    i += width - 1;
    // The next separator may share this one's blank: ", and ".
    if (width > 1 && text[begin - 1] == ' ' && begin < text.size()) --begin, --i;
  }
  add(begin, text.size());
}

}  // namespace

std::optional<Byline> byline_of(std::string_view line) {
  if (line.size() < 4 || line.size() > kLongestByline) return std::nullopt;
  std::size_t at = 0;
  while (at < line.size() && (ascii::is_space(line[at]) || line[at] == '-' || line[at] == '*' || line[at] == '_')) ++at;
  if (line.substr(at).starts_with("—") || line.substr(at).starts_with("–")) at += 3;
  while (at < line.size() && line[at] == ' ') ++at;
  std::size_t after = 0;
  bool english = false;
  for (const std::string_view by : kByWords) {
    if (!ascii::istarts_with(line.substr(at), by)) continue;
    const std::size_t end = at + by.size();
    if (end < line.size() && (ascii::is_space(line[end]) || by.back() == ':' || line[end] == ':')) {
      after = end;
      english = by.size() > 3 || by == "by" || by == "by:";
      break;
    }
  }
  if (after == 0) return std::nullopt;
  while (after < line.size() && (ascii::is_space(line[after]) || line[after] == ':')) ++after;
  // "By the time the boat sank, 30 people …" is prose: a name follows the word, and no sentence ends the line.
  std::string_view rest = line.substr(after);
  if (rest.empty() || !begins_large(rest)) return std::nullopt;
  if (rest.back() == '.' || rest.back() == '!' || rest.back() == '?' || rest.back() == '"') return std::nullopt;
  Byline out;
  const std::optional<FoundDate> date = find_date(line, after);
  std::size_t names_end = line.size();
  if (date) {
    names_end = date->span.begin;
    out.date = date;
  }
  const std::string_view names = line.substr(after, names_end - after);
  const std::size_t words = words_of(names, 0).size();
  split_into(names, static_cast<std::uint32_t>(after), false, out);
  if (out.names.empty() && out.agencies.empty()) {
    // "By Ridge" and "By staff writers" name nobody that could be told from prose, unless a date ends the line:
    // "By Daily Post staff, May 15, 2025".
    if (english && date && words <= 6 && ascii::trim(line.substr(date->span.end)).empty()) return out;
    return std::nullopt;
  }
  // Most of the line must be names; other languages' words for "by" also begin sentences.
  std::size_t named = 0;
  for (const Span name : out.names) named += words_of(slice(line, name), 0).size();
  for (const Span name : out.agencies) named += words_of(slice(line, name), 0).size();
  if (named * (english ? 4 : 2) < words) return std::nullopt;
  return out;
}

bool is_bare_name(std::string_view line) {
  line = ascii::trim(line);
  const std::vector<Span> words = words_of(line, 0);
  if (words.size() < 2 || words.size() > 4 || line.size() > 40) return false;
  if (line.find_first_of(",.:;?!()\"'0123456789&/|") != std::string_view::npos &&
      line.find('\'') == std::string_view::npos)
    return false;
  if (!is_name(line, false)) return false;
  // "DEATH TOLL RISES" is a heading; so is a line with a word of four capitals or more in mixed company.
  return std::any_of(line.begin(), line.end(), ascii::is_lower);
}

bool is_role(std::string_view line) {
  line = ascii::trim(line);
  return line.size() <= 60 && words_of(line, 0).size() <= 6 && has_role(line) && !line.ends_with('.');
}

std::optional<FoundDate> date_line(std::string_view line) {
  if (line.size() > 120) return std::nullopt;
  std::optional<FoundDate> date = find_date(line);
  if (!date || date->precision == "month") return std::nullopt;
  // What is beside the date: a label, a weekday, a place of up to four words, a clock's time and zone.
  std::size_t others = 0;
  for (const std::string_view side : {line.substr(0, date->span.begin), line.substr(date->span.end)}) {
    for (const Span span : words_of(side, 0)) {
      const std::string_view word = without_marks(slice(side, span));
      if (word.empty() || is_weekday(word) || is_one_of(word, kMonthlyWords)) continue;
      if (word.size() <= 5 && std::none_of(word.begin(), word.end(), ascii::is_lower)) continue;  // "EST", "13:25", "|"
      if (!begins_large(word) && word != "–" && word != "—") return std::nullopt;
      ++others;
    }
  }
  if (others > 4) return std::nullopt;
  return date;
}

Byline split_names(std::string_view text, bool loose) {
  Byline out;
  std::string_view names = text.substr(0, std::min<std::size_t>(text.size(), 2000));
  while (!is_utf8_boundary(text, names.size())) names.remove_suffix(1);
  const std::optional<FoundDate> date = find_date(names);
  if (date) {
    out.date = date;
    names = names.substr(0, date->span.begin);
  }
  split_into(names, 0, loose, out);
  return out;
}

}  // namespace hearsay
