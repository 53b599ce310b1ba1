#include "source/agencies.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "source/ascii.h"
#include "source/dates.h"

namespace hearsay {

namespace {

constexpr auto kAgencies = std::to_array<std::string_view>({"AP",
                                                            "Associated Press",
                                                            "The Associated Press",
                                                            "Reuters",
                                                            "Thomson Reuters",
                                                            "AFP",
                                                            "Agence France-Presse",
                                                            "Agence France Presse",
                                                            "dpa",
                                                            "Deutsche Presse-Agentur",
                                                            "dpa-AFX",
                                                            "UPI",
                                                            "United Press International",
                                                            "PA",
                                                            "PA Media",
                                                            "Press Association",
                                                            "TASS",
                                                            "ITAR-TASS",
                                                            "Interfax",
                                                            "RIA Novosti",
                                                            "Sputnik",
                                                            "Xinhua",
                                                            "Xinhua News Agency",
                                                            "EFE",
                                                            "Agencia EFE",
                                                            "Europa Press",
                                                            "ANSA",
                                                            "AGI",
                                                            "Adnkronos",
                                                            "LaPresse",
                                                            "APA",
                                                            "KEYSTONE-SDA",
                                                            "Keystone SDA",
                                                            "SDA",
                                                            "ATS",
                                                            "Belga",
                                                            "ANP",
                                                            "Ritzau",
                                                            "NTB",
                                                            "TT",
                                                            "STT",
                                                            "PAP",
                                                            "MTI",
                                                            "Agerpres",
                                                            "BTA",
                                                            "Tanjug",
                                                            "HINA",
                                                            "STA",
                                                            "Lusa",
                                                            "Anadolu",
                                                            "Anadolu Agency",
                                                            "AA",
                                                            "DHA",
                                                            "IHA",
                                                            "Kyodo",
                                                            "Kyodo News",
                                                            "Jiji Press",
                                                            "Yonhap",
                                                            "Yonhap News Agency",
                                                            "KCNA",
                                                            "Korean Central News Agency",
                                                            "CNA",
                                                            "Bernama",
                                                            "Antara",
                                                            "PTI",
                                                            "Press Trust of India",
                                                            "ANI",
                                                            "IANS",
                                                            "UNI",
                                                            "APP",
                                                            "IRNA",
                                                            "SANA",
                                                            "WAFA",
                                                            "MENA",
                                                            "SPA",
                                                            "WAM",
                                                            "NAN",
                                                            "SAPA",
                                                            "AAP",
                                                            "NZPA",
                                                            "The Canadian Press",
                                                            "Canadian Press",
                                                            "Ukrinform",
                                                            "Interfax-Ukraine",
                                                            "Belta",
                                                            "UNIAN",
                                                            "LETA",
                                                            "BNS",
                                                            "ELTA",
                                                            "Bloomberg",
                                                            "Bloomberg News",
                                                            "Dow Jones",
                                                            "dts",
                                                            "AFP/AP",
                                                            "AP/Reuters",
                                                            "epd",
                                                            "KNA",
                                                            "Agencia Brasil",
                                                            "Agência Brasil",
                                                            "Estadão Conteúdo",
                                                            "Prensa Latina",
                                                            "Télam",
                                                            "ACN",
                                                            "Hearst",
                                                            "Tribune News Service",
                                                            "TNS",
                                                            "Inter Press Service",
                                                            "IPS"});

// Words in capitals before a dash that name a kind of article, not a place.
constexpr auto kNoPlaces = std::to_array<std::string_view>(
    {"UPDATE",   "EXCLUSIVE", "OPINION", "ANALYSIS",  "EXPLAINER",  "WATCH", "VIDEO",     "PHOTOS", "BREAKING",
     "NATO",     "NASA",      "FACTBOX", "CORRECTED", "CORRECTION", "LIVE",  "EDITORIAL", "REVIEW", "INTERVIEW",
     "TIMELINE", "NOTE",      "NEWS",    "POLL",      "READ",       "MORE",  "FIFA",      "UEFA",   "OPEC",
     "UNESCO",   "UNICEF",    "USA",     "BBC",       "CNN",        "FBI",   "CIA",       "GOP"});

constexpr std::size_t kLongestDateline = 90;

bool is_upper_at(std::string_view text, std::size_t i) {
  if (i >= text.size()) return false;
  if (ascii::is_upper(text[i])) return true;
  const Decoded d = decode_utf8(text, i);
  // Latin-1 Supplement capitals, and the even halves of Latin Extended-A that place names use.
  return (d.code_point >= 0xC0 && d.code_point <= 0xDE && d.code_point != 0xD7) ||
         (d.code_point >= 0x100 && d.code_point <= 0x17F && d.code_point % 2 == 0) || d.code_point == 0x141 ||
         d.code_point == 0x15A || d.code_point == 0x160 || d.code_point == 0x17B || d.code_point == 0x17D;
}

// Length of the dash at `i` with the blanks around it that make it one, or 0.
std::size_t dash_at(std::string_view text, std::size_t i) {
  std::size_t at = i;
  while (at < text.size() && text[at] == ' ') ++at;
  if (text.substr(at).starts_with("\xC2\xA0")) at += 2;
  const bool before = at > i;
  std::size_t end = at;
  bool long_dash = false;
  if (text.substr(at).starts_with("—") || text.substr(at).starts_with("–")) {
    end += 3;
    long_dash = true;
  } else if (text.substr(at).starts_with("--")) {
    end += 2;
    long_dash = true;
  } else if (at < text.size() && text[at] == '-') {
    end += 1;
  } else {
    return 0;
  }
  const bool after = end < text.size() && (text[end] == ' ' || text.substr(end).starts_with("\xC2\xA0"));
  // A hyphen without blanks joins words, and a dash at the line's end begins no sentence.
  if (end >= text.size() || (!long_dash && !(before && after)) || (long_dash && !before && !after && text[at] == '-'))
    return 0;
  return end - i;
}

bool looks_like_agency(std::string_view name) {
  if (name.size() < 2 || name.size() > 40) return false;
  if (!is_upper_at(name, 0) && agency_named(name).empty()) return false;
  return std::none_of(name.begin(), name.end(),
                      [](char c) { return ascii::is_digit(c) || c == ':' || c == '?' || c == '"'; });
}

}  // namespace

std::string_view agency_named(std::string_view name) {
  name = ascii::trim(name);
  for (const std::string_view agency : kAgencies) {
    if (agency.size() <= 3 ? agency == name : ascii::iequals(agency, name)) return agency;
  }
  return {};
}

bool is_agency_name(std::string_view name) {
  name = ascii::trim(name);
  if (!agency_named(name).empty()) return true;
  if (name.size() > 60 || !is_upper_at(name, 0)) return false;
  for (const std::string_view end :
       {" Wire", " Newswire", " Agency", " News Service", " Presse-Agentur", " Press Association"}) {
    if (name.ends_with(end)) return true;
  }
  return false;
}

std::optional<Dateline> dateline_of(std::string_view paragraph) {
  const std::string_view head = paragraph.substr(0, kLongestDateline + 8);
  Dateline out;
  std::size_t i = 0;

  // The place, with what belongs to it: "ST. PETERSBURG, Fla.", "KIGOMA, Tanzania", "Kigali, Oct. 3".
  std::size_t capitals = 0;  // letters of the first words that are all capitals
  bool first_words = true, has_date = false;
  std::size_t place_end = 0;
  while (i < head.size() && head[i] != '(') {
    if (dash_at(head, i) > 0 && i > 0) break;
    if (head[i] == ' ' || head[i] == ',' || head[i] == '.' || head[i] == '/' || head[i] == ';') {
      ++i;
      continue;
    }
    // One word.
    const std::size_t begin = i;
    std::size_t letters = 0, small = 0;
    while (i < head.size() && head[i] != ' ' && head[i] != ',' && head[i] != '.' && head[i] != '(' && head[i] != '/' &&
           head[i] != ';') {
      if (i > begin && dash_at(head, i) > 0 && head[i] != '-') break;
      if (ascii::is_lower(head[i])) ++small;
      if (!(static_cast<unsigned char>(head[i]) >= 0x80 && static_cast<unsigned char>(head[i]) < 0xC0)) ++letters;
      ++i;
    }
    const std::string_view word = head.substr(begin, i - begin);
    if (word.empty()) return std::nullopt;
    const bool digit = ascii::is_digit(word[0]);
    if (!digit && !is_upper_at(word, 0) && word != "de" && word != "of" && word != "the" && word != "la" &&
        word != "al") {
      return std::nullopt;
    }
    if (word.find_first_of(":?!\"%$") != std::string_view::npos) return std::nullopt;
    if (word.find("“") != std::string_view::npos || word.find("’s") != std::string_view::npos || word.ends_with("'s")) {
      return std::nullopt;
    }
    if (digit) has_date = true;
    if (first_words && small == 0 && !digit) {
      if (std::find(kNoPlaces.begin(), kNoPlaces.end(), word) != kNoPlaces.end()) return std::nullopt;
      capitals += letters;
    } else {
      first_words = false;
    }
    place_end = i;
  }
  if (i >= head.size()) return std::nullopt;
  out.place = {0, static_cast<std::uint32_t>(place_end)};

  if (head[i] == '(') {
    const std::size_t close = head.find(')', i);
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view agency = head.substr(i + 1, close - i - 1);
    if (!looks_like_agency(agency)) return std::nullopt;
    out.agency = {static_cast<std::uint32_t>(i + 1), static_cast<std::uint32_t>(close)};
    i = close + 1;
  }
  const std::size_t dash = dash_at(head, i);
  if (dash == 0) {
    // "LONDON (AP) The …" without a dash is written, too, by some.
    if (out.agency.empty() || agency_named(slice(head, out.agency)).empty() || capitals < 3) return std::nullopt;
    out.span = {0, static_cast<std::uint32_t>(i)};
    return out;
  }
  const std::size_t end = i + dash;
  if (end > kLongestDateline) return std::nullopt;
  out.span = {0, static_cast<std::uint32_t>(end)};

  if (out.place.empty()) {
    // "(Reuters) - …" needs a known agency: "(Note) - …" is something else.
    if (out.agency.empty() || agency_named(slice(head, out.agency)).empty()) return std::nullopt;
    return out;
  }
  if (out.agency.empty() && !agency_named(slice(head, out.place)).empty()) {
    out.agency = out.place;  // "Reuters - …"
    out.place = {};
    return out;
  }
  const bool in_capitals = capitals >= 4 || (capitals == 3 && !out.agency.empty());
  if (in_capitals || !out.agency.empty()) return out;
  if (has_date && find_date(slice(head, out.span))) return out;  // "Riga, 3 October 2024 – …"
  return std::nullopt;
}

std::optional<Span> credit_line(std::string_view line) {
  const std::string_view whole = ascii::trim(line);
  if (whole.empty() || whole.size() > 200) return std::nullopt;
  const auto offset = [&](std::string_view part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - line.data());
    return Span{begin, begin + static_cast<std::uint32_t>(part.size())};
  };
  const Span nobody = {offset(whole).begin, offset(whole).begin};

  std::string_view rest = whole;
  const auto strip = [&rest](std::string_view prefix) {
    if (!ascii::istarts_with(rest, prefix)) return false;
    rest.remove_prefix(prefix.size());
    rest = ascii::trim(rest);
    return true;
  };
  const bool bracketed =
      rest.size() > 2 && ((rest.front() == '(' && rest.back() == ')') || (rest.front() == '[' && rest.back() == ']'));
  if (bracketed) rest = ascii::trim(rest.substr(1, rest.size() - 2));
  const bool sign = strip("©") || strip("(c)") || strip("copyright");
  if (sign) {
    while (!rest.empty() && (ascii::is_digit(rest.front()) || rest.front() == ' ' || rest.front() == ','))
      rest.remove_prefix(1);
  }
  const bool dash = strip("—") || strip("–") || strip("--") || (rest.starts_with("- ") && strip("-"));
  const bool labelled = strip("source:") || strip("text:") || strip("sources:") || strip("quelle:") ||
                        strip("agency:") || strip("with material from") || strip("with reporting by") ||
                        strip("with files from") || strip("with information from") || strip("with agency input from") ||
                        strip("additional reporting by") || strip("from");
  std::string_view name = rest;
  while (!name.empty() && (name.back() == '.' || name.back() == ' ' || name.back() == '/')) name.remove_suffix(1);
  if (!agency_named(name).empty()) return offset(name);
  if (sign || dash || labelled) {
    if (is_agency_name(name)) return offset(name);
    // "Text: Union Telegraph Agency (UTA)"
    const std::size_t bracket = name.find(" (");
    if (bracket != std::string_view::npos && is_agency_name(name.substr(0, bracket)))
      return offset(name.substr(0, bracket));
    // "AP, dpa", "Reuters/AFP": the first one counts.
    const std::size_t cut = name.find_first_of(",/;&");
    if (cut != std::string_view::npos && !agency_named(name.substr(0, cut)).empty()) {
      return offset(ascii::trim(name.substr(0, cut)));
    }
  }
  if (ascii::istarts_with(rest, "reporting by") || ascii::istarts_with(rest, "additional reporting by") ||
      ascii::istarts_with(rest, "editing by") || ascii::istarts_with(rest, "writing by")) {
    return nobody;
  }
  if (labelled && bracketed) return nobody;
  const std::size_t contributed = ascii::ifind(whole, "contributed to this ");
  if (contributed != std::string_view::npos) {
    std::string_view by = ascii::trim(whole.substr(0, contributed));
    if (!agency_named(by).empty()) return offset(by);
    return nobody;
  }
  return std::nullopt;
}

}  // namespace hearsay
