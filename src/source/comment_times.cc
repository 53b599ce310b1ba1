#include "source/comment_times.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "source/ascii.h"

namespace hearsay {

namespace {

using Words = std::string_view;

// "5 minutes", "3h", "a day": number and unit in the languages of the pages.
struct Unit {
  Words word;
  char unit;  // s m h d w o(month) y
};

constexpr auto kUnits = std::to_array<Unit>({
    {"seconds", 's'}, {"second", 's'},   {"secs", 's'},      {"sec", 's'},      {"minutes", 'm'},  {"minute", 'm'},
    {"mins", 'm'},    {"min", 'm'},      {"hours", 'h'},     {"hour", 'h'},     {"hrs", 'h'},      {"hr", 'h'},
    {"days", 'd'},    {"day", 'd'},      {"weeks", 'w'},     {"week", 'w'},     {"wk", 'w'},       {"months", 'o'},
    {"month", 'o'},   {"mos", 'o'},      {"mo", 'o'},        {"years", 'y'},    {"year", 'y'},     {"yrs", 'y'},
    {"yr", 'y'},      {"sekunden", 's'}, {"sekunde", 's'},   {"minuten", 'm'},  {"stunden", 'h'},  {"stunde", 'h'},
    {"tagen", 'd'},   {"tage", 'd'},     {"tag", 'd'},       {"wochen", 'w'},   {"woche", 'w'},    {"monaten", 'o'},
    {"monate", 'o'},  {"monat", 'o'},    {"jahren", 'y'},    {"jahre", 'y'},    {"jahr", 'y'},     {"secondes", 's'},
    {"heures", 'h'},  {"heure", 'h'},    {"jours", 'd'},     {"jour", 'd'},     {"semaines", 'w'}, {"semaine", 'w'},
    {"mois", 'o'},    {"ans", 'y'},      {"an", 'y'},        {"segundos", 's'}, {"minutos", 'm'},  {"minuto", 'm'},
    {"horas", 'h'},   {"hora", 'h'},     {"días", 'd'},      {"dias", 'd'},     {"día", 'd'},      {"dia", 'd'},
    {"semanas", 'w'}, {"semana", 'w'},   {"meses", 'o'},     {"mes", 'o'},      {"mês", 'o'},      {"años", 'y'},
    {"año", 'y'},     {"anos", 'y'},     {"ano", 'y'},       {"minuti", 'm'},   {"ore", 'h'},      {"ora", 'h'},
    {"giorni", 'd'},  {"giorno", 'd'},   {"settimane", 'w'}, {"mesi", 'o'},     {"mese", 'o'},     {"anni", 'y'},
    {"anno", 'y'},    {"uur", 'h'},      {"dagen", 'd'},     {"dag", 'd'},      {"weken", 'w'},    {"maanden", 'o'},
    {"maand", 'o'},   {"jaar", 'y'},     {"s", 's'},         {"m", 'm'},        {"h", 'h'},        {"d", 'd'},
    {"w", 'w'},       {"y", 'y'},
});

struct Relative {
  std::int64_t count = 0;
  char unit = 's';
  Span span;
};

// Words of a text with their places, small.
struct Word {
  std::string text;
  std::uint32_t begin = 0, end = 0;
};

std::vector<Word> words_of(Words text) {
  std::vector<Word> words;
  std::size_t i = 0;
  while (i < text.size() && words.size() < 24) {
    const auto is_word = [&](char c) { return ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80; };
    if (ascii::is_digit(text[i])) {
      const std::size_t from = i;
      while (i < text.size() && ascii::is_digit(text[i])) ++i;
      words.push_back(
          {std::string(text.substr(from, i - from)), static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(i)});
    } else if (is_word(text[i])) {
      if (text.substr(i).starts_with("\xC2\xA0")) {
        i += 2;
        continue;
      }
      const std::size_t from = i;
      while (i < text.size() && is_word(text[i]) && !text.substr(i).starts_with("\xC2\xA0")) ++i;
      words.push_back({ascii::to_lower(text.substr(from, i - from)), static_cast<std::uint32_t>(from),
                       static_cast<std::uint32_t>(i)});
    } else {
      ++i;
    }
  }
  return words;
}

std::optional<Relative> relative_time(Words text) {
  if (text.size() > 120) return std::nullopt;
  const std::vector<Word> words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i].text;
    if ((word == "just" && i + 1 < words.size() && words[i + 1].text == "now") || word == "gerade") {
      return Relative{0, 's', {words[i].begin, words[word == "just" ? i + 1 : i].end}};
    }
    if (word == "yesterday" || word == "gestern" || word == "hier" || word == "ayer") {
      // "hier" is French where a time or nothing else follows, and German in sentences.
      if (word == "hier" && words.size() > 4) continue;
      return Relative{1, 'd', {words[i].begin, words[i].end}};
    }
    if ((word == "today" || word == "heute") && words.size() <= 6) {
      return Relative{0, 'd', {words[i].begin, words[i].end}};
    }
    // A number, then its unit.
    std::int64_t count = -1;
    if (ascii::is_digit(word[0])) {
      if (word.size() > 4) continue;
      count = 0;
      for (const char c : word) count = count * 10 + (c - '0');
    } else if (word == "a" || word == "an" || word == "one" || word == "einer" || word == "einem" || word == "une" ||
               word == "un" || word == "una" || word == "uma" || word == "um") {
      count = 1;
    }
    if (count < 0 || i + 1 >= words.size()) continue;
    const auto unit =
        std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& u) { return u.word == words[i + 1].text; });
    if (unit == kUnits.end()) continue;
    const Words after = i + 2 < words.size() ? Words(words[i + 2].text) : Words();
    const Words before = i > 0 ? Words(words[i - 1].text) : Words();
    const Words before_that = i > 1 ? Words(words[i - 2].text) : Words();
    const bool said_after = after == "ago" || after == "fa" || after == "geleden" || after == "temu" ||
                            after == "sedan" || after == "siden" || after == "atrás";
    const bool said_before = before == "vor" || before == "hace" || before == "há" || before == "för" ||
                             (before == "a" && before_that == "y");
    // "3h", "5d" alone, as some sites shorten it.
    const bool alone = words.size() == 2 && unit->word.size() == 1 && ascii::is_digit(word[0]) && text.size() <= 6;
    if (said_after) return Relative{count, unit->unit, {words[i].begin, words[i + 2].end}};
    if (said_before) return Relative{count, unit->unit, {words[i - 1].begin, words[i + 1].end}};
    if (alone) return Relative{count, unit->unit, {words[i].begin, words[i + 1].end}};
  }
  return std::nullopt;
}

// Days since 1970-01-01 and back (Howard Hinnant's public-domain algorithms).
std::int64_t days_from_civil(std::int64_t y, unsigned m, unsigned d) {
  y -= m <= 2;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const auto yoe = static_cast<unsigned>(y - era * 400);
  const unsigned doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
  const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + static_cast<std::int64_t>(doe) - 719468;
}

struct Civil {
  std::int64_t year;
  unsigned month, day;
};

Civil civil_from_days(std::int64_t z) {
  z += 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const auto doe = static_cast<unsigned>(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  const unsigned m = mp < 10 ? mp + 3 : mp - 9;
  return {static_cast<std::int64_t>(yoe) + era * 400 + (m <= 2 ? 1 : 0), m, doy - (153 * mp + 2) / 5 + 1};
}

std::string digits(std::int64_t n, std::size_t width) {
  std::string out = std::to_string(n);
  while (out.size() < width) out.insert(out.begin(), '0');
  return out;
}

int number_at(Words text, std::size_t at, std::size_t n) {
  if (at + n > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + n; ++i) {
    if (!ascii::is_digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

FoundDate resolved(const Relative& r, Words captured) {
  FoundDate out;
  out.span = r.span;
  const int year = number_at(captured, 0, 4), month = number_at(captured, 5, 2), day = number_at(captured, 8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
    const std::string n = std::to_string(r.count);
    switch (r.unit) {
      case 's':
        out.value = "-PT" + n + "S", out.precision = "second";
        break;
      case 'm':
        out.value = "-PT" + n + "M", out.precision = "minute";
        break;
      case 'h':
        out.value = "-PT" + n + "H", out.precision = "hour";
        break;
      case 'd':
        out.value = "-P" + n + "D", out.precision = "day";
        break;
      case 'w':
        out.value = "-P" + n + "W", out.precision = "week";
        break;
      case 'o':
        out.value = "-P" + n + "M", out.precision = "month";
        break;
      default:
        out.value = "-P" + n + "Y", out.precision = "year";
        break;
    }
    return out;
  }
  std::int64_t days = days_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  const int hour = number_at(captured, 11, 2), minute = number_at(captured, 14, 2);
  const bool clock = captured.size() >= 16 && hour >= 0 && minute >= 0;
  const std::int64_t minutes = days * 1440 + (clock ? hour * 60 + minute : 0);
  const auto date_of = [](std::int64_t d, bool with_day) {
    const Civil c = civil_from_days(d);
    std::string text = digits(c.year, 4) + "-" + digits(c.month, 2);
    if (with_day) text += "-" + digits(c.day, 2);
    return text;
  };
  const auto floor_day = [](std::int64_t m) { return m >= 0 ? m / 1440 : (m - 1439) / 1440; };
  switch (r.unit) {
    case 's':
    case 'm': {
      if (!clock) {
        out.value = date_of(days, true), out.precision = "day";
        break;
      }
      const std::int64_t at = minutes - (r.unit == 'm' ? r.count : 0);
      const std::int64_t in_day = at - floor_day(at) * 1440;
      out.value = date_of(floor_day(at), true) + "T" + digits(in_day / 60, 2) + ":" + digits(in_day % 60, 2);
      if (captured.ends_with('Z')) out.value += 'Z';
      out.precision = "minute";
      break;
    }
    case 'h':
      out.value = date_of(floor_day(minutes - r.count * 60), true), out.precision = "day";
      break;
    case 'd':
      out.value = date_of(days - r.count, true), out.precision = "day";
      break;
    case 'w':
      out.value = date_of(days - 7 * r.count, false), out.precision = "month";
      break;
    case 'o': {
      const std::int64_t months = static_cast<std::int64_t>(year) * 12 + month - 1 - r.count;
      out.value = digits(months / 12, 4) + "-" + digits(months % 12 + 1, 2), out.precision = "month";
      break;
    }
    default:
      out.value = digits(std::max<std::int64_t>(0, year - r.count), 4), out.precision = "year";
      break;
  }
  return out;
}

// "3/10/2024": two small numbers and a year, where they stand.
struct Slashed {
  int first = 0, second = 0, year = 0;
  Span span;
};

std::optional<Slashed> slashed_date(Words text) {
  for (std::size_t i = 0; i < text.size() && i < 200; ++i) {
    if (!ascii::is_digit(text[i]) || (i > 0 && (ascii::is_digit(text[i - 1]) || text[i - 1] == '/'))) continue;
    std::size_t at = i;
    const auto number = [&](std::size_t most) {
      int value = 0;
      std::size_t n = 0;
      while (at < text.size() && ascii::is_digit(text[at]) && n < most) value = value * 10 + (text[at++] - '0'), ++n;
      return n == 0 ? -1 : value;
    };
    Slashed date;
    date.first = number(2);
    if (at >= text.size() || (text[at] != '/' && text[at] != '-')) continue;
    const char between = text[at];
    ++at;
    date.second = number(2);
    if (date.second < 0 || at >= text.size() || text[at] != between) continue;
    ++at;
    const std::size_t from = at;
    date.year = number(4);
    if (date.year < 0 || (at < text.size() && (ascii::is_digit(text[at]) || text[at] == between))) continue;
    if (at - from != 4 && (at - from != 2 || between == '-')) continue;
    if (at - from == 2) date.year += date.year < 70 ? 2000 : 1900;
    if (date.year < 1980 || date.year > 2100 || date.first < 1 || date.second < 1 || date.first > 31 ||
        date.second > 31)
      continue;
    date.span = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(at)};
    return date;
  }
  return std::nullopt;
}

}  // namespace

bool may_hold_time(std::string_view text) {
  if (text.size() < 2 || text.size() > 160) return false;
  bool digit = false;
  for (const char c : text) digit = digit || ascii::is_digit(c);
  if (!digit) {
    return ascii::ifind(text, "ago") != Words::npos || ascii::ifind(text, "yesterday") != Words::npos ||
           ascii::ifind(text, "just now") != Words::npos || ascii::ifind(text, "gestern") != Words::npos;
  }
  // Four digits of a year, a clock, or a number with a word behind it.
  return true;
}

DayOrder day_order(std::string_view text) {
  const std::optional<Slashed> date = slashed_date(text);
  if (!date) return DayOrder::kUnknown;
  if (date->first == date->second) return DayOrder::kUnknown;  // and it does not matter
  if (date->first > 12 && date->second <= 12) return DayOrder::kDayFirst;
  if (date->second > 12 && date->first <= 12) return DayOrder::kMonthFirst;
  return DayOrder::kUnknown;
}

std::optional<FoundDate> comment_time(std::string_view text, DayOrder order, std::string_view captured_at) {
  if (std::optional<FoundDate> found = find_date(text)) {
    if (found->value.size() > 7 || found->precision != "month") return found;
  }
  if (const std::optional<Slashed> date = slashed_date(text)) {
    const DayOrder own = day_order(text);
    if (own != DayOrder::kUnknown) order = own;
    if (date->first == date->second) order = DayOrder::kDayFirst;
    if (order != DayOrder::kUnknown) {
      const int day = order == DayOrder::kDayFirst ? date->first : date->second;
      const int month = order == DayOrder::kDayFirst ? date->second : date->first;
      if (month <= 12) {
        return FoundDate{digits(date->year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2), "day", date->span};
      }
    }
  }
  if (const std::optional<Relative> relative = relative_time(text)) return resolved(*relative, captured_at);
  return find_date(text);
}

std::optional<Span> time_in(std::string_view line) {
  if (const std::optional<FoundDate> found = find_date(line)) return found->span;
  if (const std::optional<Slashed> slashed = slashed_date(line)) return slashed->span;
  if (const std::optional<Relative> relative = relative_time(line)) return relative->span;
  return std::nullopt;
}

}  // namespace hearsay
