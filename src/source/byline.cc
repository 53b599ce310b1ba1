#include "source/byline.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "source/agencies.h"
#include "source/ascii.h"
#include "source/name_list.h"

namespace hearsay {

namespace {

constexpr std::size_t kLongestByline = 200;

constexpr auto kMonthlyWords = std::to_array<std::string_view>(
    {"published",    "updated",     "posted",     "last",       "modified",   "created",
     "first",        "on",          "at",         "date",       "by",         "veröffentlicht",
     "aktualisiert", "publié",      "mis",        "à",          "jour",       "le",
     "publicado",    "actualizado", "pubblicato", "stand",      "datum",      "veröffentlichung",
     "erschienen",   "geplaatst",   "publisert",  "publicerad", "güncelleme", "yayınlanma",
     "opublikowano", "release"});

// Of these, those that need a date to say anything.
constexpr auto kSmallWords =
    std::to_array<std::string_view>({"last", "first", "on", "at", "by", "mis", "à", "jour", "le"});

bool is_one_of(std::string_view word, const auto& list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view w) { return ascii::iequals(w, word); });
}

void take_names(std::string_view text, std::uint32_t base, bool loose, Byline& out) {
  const NameList list = cut_names(text, loose);
  const auto take = [&](const std::vector<Span>& from, std::vector<Span>& to) {
    for (const Span span : from) to.push_back({base + span.begin, base + span.end});
  };
  take(list.people, out.names);
  take(list.agencies, out.agencies);
  take(list.offices, out.offices);
}

}  // namespace

std::optional<Byline> byline_of(std::string_view line) {
  if (line.size() < 4 || line.size() > kLongestByline) return std::nullopt;
  std::size_t at = 0;
  while (at < line.size() && (ascii::is_space(line[at]) || line[at] == '-' || line[at] == '*' || line[at] == '_')) ++at;
  if (line.substr(at).starts_with("—") || line.substr(at).starts_with("–")) at += 3;
  while (at < line.size() && line[at] == ' ') ++at;
  std::size_t by = byword_length(line.substr(at));
  // "Thursday 25 April 2024 | By Ana Koš"
  for (std::size_t i = at; by == 0 && i < line.size(); ++i) {
    const std::string_view rest = line.substr(i);
    const std::size_t width = rest[0] == '|' ? 1 : rest.starts_with("·") ? 2 : rest.starts_with("•") ? 3 : 0;
    if (width == 0) continue;
    std::size_t next = i + width;
    while (next < line.size() && ascii::is_space(line[next])) ++next;
    by = byword_length(line.substr(next));
    if (by > 0) at = next;
  }
  if (by == 0) return std::nullopt;
  const std::string_view byword = line.substr(at, by);
  const bool english = by > 3 || ascii::iequals(byword, "by") || ascii::iequals(byword, "by:");
  std::size_t after = at + by;
  while (after < line.size() && (ascii::is_space(line[after]) || line[after] == ':')) ++after;
  // "By the time the boat sank, 30 people …" is prose: a name follows the word, and no sentence ends the line.
  std::string_view rest = line.substr(after);
  if (rest.empty() || !begins_large(rest)) return std::nullopt;
  if (rest.back() == '.' || rest.back() == '!' || rest.back() == '?' || rest.back() == '"') return std::nullopt;
  Byline out;
  std::optional<FoundDate> date = find_date(line, after);
  std::size_t names_end = line.size();
  if (!date && at > 0) {
    out.date = find_date(line.substr(0, at));
  } else if (date) {
    names_end = date->span.begin;
    out.date = date;
  }
  const std::string_view names = line.substr(after, names_end - after);
  const std::size_t words = words_of(names).size();
  take_names(names, static_cast<std::uint32_t>(after), false, out);
  if (out.names.empty() && out.agencies.empty()) {
    // "By Ridge" and "By staff writers" name nobody that could be told from prose, unless a date ends the line:
    // "By Daily Post staff, May 15, 2025".
    if (english && date && words <= 6 && ascii::trim(line.substr(date->span.end)).empty()) return out;
    return std::nullopt;
  }
  // Most of the line must be names; other languages' words for "by" also begin sentences.
  std::size_t named = 0;
  for (const Span name : out.names) named += words_of(slice(line, name)).size();
  for (const Span name : out.agencies) named += words_of(slice(line, name)).size();
  if (named * (english ? 4 : 2) < words) return std::nullopt;
  return out;
}

bool is_bare_name(std::string_view line) {
  line = ascii::trim(line);
  const std::vector<Span> words = words_of(line);
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
  return line.size() <= 60 && words_of(line).size() <= 6 && has_role(line) && !line.ends_with('.');
}

std::optional<FoundDate> date_line(std::string_view line) {
  if (line.size() > 120) return std::nullopt;
  std::optional<FoundDate> date = find_date(line);
  if (!date || date->precision == "month") return std::nullopt;
  // What is beside the date: a label, a weekday, a place of up to four words, a clock's time and zone.
  std::size_t others = 0;
  for (const std::string_view side : {line.substr(0, date->span.begin), line.substr(date->span.end)}) {
    for (const Span span : words_of(side)) {
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

bool has_date_label(std::string_view line) {
  const std::vector<Span> words = words_of(line);
  return std::any_of(words.begin(), words.end(), [&](Span span) {
    const std::string_view word = without_marks(slice(line, span));
    return is_one_of(word, kMonthlyWords) && !is_one_of(word, kSmallWords);
  });
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
  take_names(names, 0, loose, out);
  return out;
}

}  // namespace hearsay
