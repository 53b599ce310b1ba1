#include "source/dates.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "source/ascii.h"

namespace hearsay {

namespace {

struct MonthName {
  std::string_view stem;  // a word that begins so …
  std::uint8_t least;     // … and is at least this long (bytes) …
  std::uint8_t month;
};

// Stems are compared without case for ASCII. Where a stem is also a common word, the whole word is asked for by `whole`
// in month_of().
constexpr auto kMonths = std::to_array<MonthName>({
    {"january", 7, 1},
    {"february", 8, 2},
    {"march", 5, 3},
    {"april", 5, 4},
    {"may", 3, 5},
    {"june", 4, 6},
    {"july", 4, 7},
    {"august", 6, 8},
    {"september", 9, 9},
    {"october", 7, 10},
    {"november", 8, 11},
    {"december", 8, 12},
    {"jan", 3, 1},
    {"feb", 3, 2},
    {"mar", 3, 3},
    {"apr", 3, 4},
    {"jun", 3, 6},
    {"jul", 3, 7},
    {"aug", 3, 8},
    {"sep", 3, 9},
    {"sept", 4, 9},
    {"oct", 3, 10},
    {"nov", 3, 11},
    {"dec", 3, 12},
    // German, Dutch, Scandinavian
    {"januar", 6, 1},
    {"jänner", 7, 1},
    {"januari", 7, 1},
    {"februar", 7, 2},
    {"februari", 8, 2},
    {"märz", 5, 3},
    {"maart", 5, 3},
    {"mars", 4, 3},
    {"marts", 5, 3},
    {"mai", 3, 5},
    {"mei", 3, 5},
    {"maj", 3, 5},
    {"juni", 4, 6},
    {"juli", 4, 7},
    {"augustus", 8, 8},
    {"augusti", 7, 8},
    {"oktober", 7, 10},
    {"okt", 3, 10},
    {"dezember", 8, 12},
    {"dez", 3, 12},
    {"desember", 8, 12},
    {"des", 3, 12},
    // French
    {"janvier", 7, 1},
    {"février", 8, 2},
    {"avril", 5, 4},
    {"juin", 4, 6},
    {"juillet", 7, 7},
    {"août", 5, 8},
    {"septembre", 9, 9},
    {"octobre", 7, 10},
    {"novembre", 8, 11},
    {"décembre", 9, 12},
    // Spanish, Portuguese, Italian
    {"enero", 5, 1},
    {"febrero", 7, 2},
    {"marzo", 5, 3},
    {"abril", 5, 4},
    {"mayo", 4, 5},
    {"junio", 5, 6},
    {"julio", 5, 7},
    {"agosto", 6, 8},
    {"septiembre", 10, 9},
    {"setiembre", 9, 9},
    {"octubre", 7, 10},
    {"noviembre", 9, 11},
    {"diciembre", 9, 12},
    {"janeiro", 7, 1},
    {"fevereiro", 9, 2},
    {"março", 6, 3},
    {"maio", 4, 5},
    {"junho", 5, 6},
    {"julho", 5, 7},
    {"setembro", 8, 9},
    {"outubro", 7, 10},
    {"novembro", 8, 11},
    {"dezembro", 8, 12},
    {"gennaio", 7, 1},
    {"febbraio", 8, 2},
    {"aprile", 6, 4},
    {"maggio", 6, 5},
    {"giugno", 6, 6},
    {"luglio", 6, 7},
    {"settembre", 9, 9},
    {"ottobre", 7, 10},
    {"dicembre", 8, 12},
    // Polish, Turkish, Indonesian
    {"stycznia", 8, 1},
    {"lutego", 6, 2},
    {"marca", 5, 3},
    {"kwietnia", 8, 4},
    {"maja", 4, 5},
    {"czerwca", 7, 6},
    {"lipca", 5, 7},
    {"sierpnia", 8, 8},
    {"września", 9, 9},
    {"października", 13, 10},
    {"listopada", 9, 11},
    {"grudnia", 7, 12},
    {"ocak", 4, 1},
    {"şubat", 6, 2},
    {"mart", 4, 3},
    {"nisan", 5, 4},
    {"mayıs", 6, 5},
    {"haziran", 7, 6},
    {"temmuz", 6, 7},
    {"ağustos", 8, 8},
    {"eylül", 6, 9},
    {"ekim", 4, 10},
    {"kasım", 6, 11},
    {"aralık", 7, 12},
    {"maret", 5, 3},
    {"agustus", 7, 8},
});

constexpr auto kWeekdays =
    std::to_array<std::string_view>({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                                     "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"});

bool is_word_byte(char c) { return ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

// Which lengths months of a first byte (a small one) have, as bits: nearly every word ends here.
constexpr std::array<std::uint16_t, 256> lengths_of_months() {
  std::array<std::uint16_t, 256> out{};
  for (const MonthName& month : kMonths) {
    std::uint16_t& lengths = out[static_cast<unsigned char>(month.stem[0])];
    lengths = static_cast<std::uint16_t>(lengths | 1u << month.least);
  }
  return out;
}

int month_of(std::string_view word) {
  static constexpr std::array<std::uint16_t, 256> kLengths = lengths_of_months();
  if (word.empty() || word.size() > 15) return 0;
  if ((kLengths[static_cast<unsigned char>(ascii::to_lower(word[0]))] >> word.size() & 1) == 0) return 0;
  for (const MonthName& month : kMonths) {
    if (word.size() == month.least && ascii::iequals(word, month.stem)) return month.month;
  }
  return 0;
}

int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && !leap ? 28 : kDays[static_cast<std::size_t>(month - 1)];
}

// Reads along a text; each take_… moves on only where it succeeds.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  void move_to(std::size_t at) { at_ = at; }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view what) {
    if (!ascii::istarts_with(text_.substr(at_), what)) return false;
    at_ += what.size();
    return true;
  }
  void skip_blanks() {
    while (!at_end() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    while (take("\xC2\xA0")) {
    }
  }
  // Between `least` and `most` digits that no further digit follows; -1 otherwise.
  int take_number(std::size_t least, std::size_t most) {
    std::size_t n = 0;
    int value = 0;
    while (n <= most && ascii::is_digit(peek(n))) {
      value = value * 10 + (peek(n) - '0');
      ++n;
    }
    if (n < least || n > most) return -1;
    at_ += n;
    return value;
  }
  std::string_view take_word() {
    const std::size_t begin = at_;
    while (!at_end() && is_word_byte(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  [[nodiscard]] std::string_view rest() const { return text_.substr(std::min(at_, text_.size())); }
  [[nodiscard]] std::string_view since(std::size_t begin) const { return text_.substr(begin, at_ - begin); }

 private:
  std::string_view text_;
  std::size_t at_;
};

struct Day {
  int year = 0, month = 0, day = 0;  // day 0: month precision
};

bool is_possible(const Day& d) {
  return d.year >= 1800 && d.year <= 2100 && d.month >= 1 && d.month <= 12 &&
         (d.day == 0 || (d.day >= 1 && d.day <= days_in(d.year, d.month)));
}

// "2024-10-03", "2024/10/03", "2024.10.03", "2024年10月3日", "20241003T…", "2024-10"
bool take_year_first(Cursor& c, Day& d) {
  Cursor t = c;
  if (ascii::is_digit(t.peek(7)) && t.peek(8) == 'T') {
    const int whole = t.take_number(8, 8);
    d = {whole / 10000, whole / 100 % 100, whole % 100};
    if (whole < 0 || !is_possible(d)) return false;
    c = t;
    return true;
  }
  d.year = t.take_number(4, 4);
  if (d.year < 0) return false;
  if (t.take("年") || (t.skip_blanks(), t.take("年"))) {
    t.skip_blanks();
    d.month = t.take_number(1, 2);
    if (!t.take("月")) return false;
    t.skip_blanks();
    d.day = t.take_number(1, 2);
    if (!t.take("日") || !is_possible(d)) return false;
    c = t;
    return true;
  }
  const char separator = t.peek();
  if (separator != '-' && separator != '/' && separator != '.') return false;
  t.take(separator);
  d.month = t.take_number(1, 2);
  if (d.month < 0) return false;
  if (!t.take(separator)) {
    d.day = 0;
    // "2024-10" is a month; "2023-24" a season, "2024/10" anything.
    if (separator != '-' || t.peek() == '-' || is_word_byte(t.peek()) || !is_possible(d) ||
        t.since(c.at()).size() != 7) {
      return false;
    }
    c = t;
    return true;
  }
  d.day = t.take_number(1, 2);
  if (d.day < 1 || !is_possible(d)) return false;
  c = t;
  return true;
}

// "3 October 2024", "3. Oktober 2024", "3rd of October, 2024", "3 de octubre de 2024", "03.10.2024", "25/10/2024"
bool take_day_first(Cursor& c, Day& d) {
  Cursor t = c;
  d.day = t.take_number(1, 2);
  if (d.day < 1 || d.day > 31) return false;
  const char separator = t.peek();
  if ((separator == '.' || separator == '/' || separator == '-') && ascii::is_digit(t.peek(1))) {
    t.take(separator);
    d.month = t.take_number(1, 2);
    if (d.month < 0 || !t.take(separator)) return false;
    d.year = t.take_number(4, 4);
    // "25.04.24 | 14:07 Uhr": of two digits only where the clock is German, which begins with the day.
    if (d.year < 0 && separator == '.') {
      Cursor rest = t;
      const int year = rest.take_number(2, 2);
      if (year >= 0 && ascii::ifind(rest.rest().substr(0, 16), "uhr") != std::string_view::npos) {
        d.year = year + (year < 70 ? 2000 : 1900);
        t = rest;
      }
    }
    // With slashes and hyphens the order depends on the country; only a day above 12 tells.
    if (separator != '.' && d.day <= 12 && d.month != d.day) {
      return false;
    }
    if (separator != '.' && d.month > 12) std::swap(d.day, d.month);
    if (!is_possible(d) || d.day == 0) return false;
    c = t;
    return true;
  }
  t.take('.') || t.take("st") || t.take("nd") || t.take("rd") || t.take("th");
  t.take(',');
  t.take('-');
  t.skip_blanks();
  std::string_view word = t.take_word();
  if (ascii::iequals(word, "of") || ascii::iequals(word, "de")) {
    t.skip_blanks();
    word = t.take_word();
  }
  d.month = month_of(word);
  if (d.month == 0) return false;
  t.take('.');
  t.take(',');
  t.take('-');
  t.skip_blanks();
  if (t.take("de ") || t.take("del ")) t.skip_blanks();
  d.year = t.take_number(4, 4);
  if (d.year < 0 || !is_possible(d)) return false;
  c = t;
  return true;
}

// "October 3, 2024", "Oct. 3 2024", "October 2024", "10/25/2024"
bool take_month_first(Cursor& c, Day& d) {
  Cursor t = c;
  if (ascii::is_digit(t.peek())) {
    d.month = t.take_number(1, 2);
    if (d.month < 1 || d.month > 12 || !t.take('/')) return false;
    d.day = t.take_number(1, 2);
    if (d.day <= 12 || !t.take('/')) return false;
    d.year = t.take_number(4, 4);
    if (!is_possible(d)) return false;
    c = t;
    return true;
  }
  d.month = month_of(t.take_word());
  if (d.month == 0) return false;
  t.take('.');
  t.skip_blanks();
  Cursor with_day = t;
  d.day = with_day.take_number(1, 2);
  if (d.day >= 1 && d.day <= 31) {
    with_day.take("st") || with_day.take("nd") || with_day.take("rd") || with_day.take("th");
    with_day.take('.');
    with_day.skip_blanks();
    with_day.take(',');
    with_day.skip_blanks();
    d.year = with_day.take_number(4, 4);
    if (d.year > 0 && is_possible(d)) {
      c = with_day;
      return true;
    }
  }
  d.day = 0;
  t.take(',');
  t.skip_blanks();
  d.year = t.take_number(4, 4);
  if (!is_possible(d)) return false;
  c = t;
  return true;
}

void append_number(std::string& out, int value, int width) {
  std::string digits = std::to_string(value);
  out.append(static_cast<std::size_t>(std::max(0, width - static_cast<int>(digits.size()))), '0');
  out += digits;
}

// "Z", "+02:00", "+0200", "GMT", "UTC+2" after a time; "" where none is written. `exact`: the time had seconds or came
// after "T"; else "10:00-12:00" is a stretch of time and no zone.
std::string take_zone(Cursor& c, bool exact) {
  Cursor t = c;
  t.skip_blanks();
  const bool named = t.take("UTC") || t.take("GMT");
  if (!named && (t.take('Z') || t.take('z'))) {
    if (is_word_byte(t.peek())) return "";
    c = t;
    return "Z";
  }
  if (!named) t = c, t.skip_blanks();
  const char sign = t.peek();
  const bool minus = t.peek() == '-' || t.take("\xE2\x88\x92");
  if ((sign == '+' || minus) && ascii::is_digit(t.peek(sign == '+' || sign == '-' ? 1 : 0))) {
    if (sign == '+' || sign == '-') t.take(sign);
    std::size_t digits = 0;
    while (ascii::is_digit(t.peek(digits))) ++digits;
    int hours = -1, minutes = 0;
    if (digits == 4) {
      const int both = t.take_number(4, 4);
      hours = both / 100, minutes = both % 100;
    } else if (digits == 1 || digits == 2) {
      if (!exact && !named) return "";
      hours = t.take_number(1, 2);
      if (t.take(':')) minutes = t.take_number(2, 2);
    }
    if (hours >= 0 && hours <= 15 && minutes >= 0 && minutes < 60) {
      std::string zone(1, minus ? '-' : '+');
      append_number(zone, hours, 2);
      zone += ':';
      append_number(zone, minutes, 2);
      c = t;
      return zone;
    }
  }
  if (named && !is_word_byte(t.peek())) {
    c = t;
    return "Z";
  }
  return "";
}

// A time after a date, with what may stand between them: "T", ", ", " at ", " um ", " - ", " | ".
bool take_time(Cursor& c, std::string& out, std::string& precision) {
  Cursor t = c;
  const bool after_t = t.peek() == 'T' && ascii::is_digit(t.peek(1));
  if (after_t) {
    t.take('T');
  } else {
    bool apart = false;
    for (int i = 0; i < 4; ++i) {
      const std::size_t before = t.at();
      t.skip_blanks();
      t.take(',') || t.take('|') || t.take('-') || t.take("–") || t.take("—") || t.take("·") || t.take("•") ||
          t.take('(') || t.take("at ") || t.take("um ") || t.take("à ") || t.take("às ") || t.take("a las ") ||
          t.take("alle ") || t.take("kl. ") || t.take("o ");
      if (t.at() == before) break;
      apart = true;
    }
    if (!apart) return false;
  }
  const int hour_written = t.take_number(1, 2);
  int hour = hour_written;
  if (hour < 0) return false;
  int minute = 0;
  bool minutes_given = false;
  if ((t.peek() == ':' || t.peek() == '.' || t.peek() == 'h' || t.peek() == 'H') && ascii::is_digit(t.peek(1)) &&
      ascii::is_digit(t.peek(2))) {
    t.move_to(t.at() + 1);
    minute = t.take_number(2, 2);
    minutes_given = minute >= 0;
    if (!minutes_given) return false;
  }
  int second = -1;
  std::string fraction;
  if (minutes_given && t.peek() == ':' && ascii::is_digit(t.peek(1))) {
    t.take(':');
    second = t.take_number(2, 2);
    if (second < 0) return false;
    if ((t.peek() == '.' || t.peek() == ',') && ascii::is_digit(t.peek(1))) {
      t.move_to(t.at() + 1);
      fraction = ".";
      while (ascii::is_digit(t.peek())) {
        if (fraction.size() < 10) fraction += t.peek();
        t.move_to(t.at() + 1);
      }
    }
  }
  Cursor half = t;
  half.skip_blanks();
  const char letter = ascii::to_lower(half.peek());
  if ((letter == 'a' || letter == 'p') && (ascii::to_lower(half.peek(1)) == 'm' || half.peek(1) == '.')) {
    half.move_to(half.at() + 1);
    half.take('.');
    half.skip_blanks();
    if (half.take('m') || half.take('M')) {
      half.take('.');
      if (!is_word_byte(half.peek()) && hour >= 1 && hour <= 12) {
        hour = hour % 12 + (letter == 'p' ? 12 : 0);
        minutes_given = true;
        t = half;
      }
    }
  }
  if (!minutes_given || hour > 23 || minute > 59 || second > 59) return false;
  out += 'T';
  append_number(out, hour, 2);
  out += ':';
  append_number(out, minute, 2);
  precision = "minute";
  if (second >= 0) {
    out += ':';
    append_number(out, second, 2);
    out += fraction;
    precision = "second";
  }
  out += take_zone(t, after_t || second >= 0);
  c = t;
  return true;
}

}  // namespace

bool is_weekday(std::string_view word) {
  return std::any_of(kWeekdays.begin(), kWeekdays.end(),
                     [&](std::string_view day) { return ascii::iequals(day, word); });
}

std::optional<FoundDate> find_date(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size();) {
    const bool digit = ascii::is_digit(text[i]);
    if (!digit && !is_word_byte(text[i])) {
      ++i;
      continue;
    }
    Cursor c(text, i);
    Day d;
    const bool found =
        digit ? take_year_first(c, d) || take_day_first(c, d) || take_month_first(c, d) : take_month_first(c, d);
    // "31 April 2024" is a slip, not April 2024.
    std::size_t before = i;
    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '.')) --before;
    const bool leftover = found && d.day == 0 && !digit && before > 0 && ascii::is_digit(text[before - 1]);
    if (found && !leftover && !ascii::is_digit(c.peek())) {
      FoundDate date;
      append_number(date.value, d.year, 4);
      date.value += '-';
      append_number(date.value, d.month, 2);
      date.precision = "month";
      if (d.day > 0) {
        date.value += '-';
        append_number(date.value, d.day, 2);
        date.precision = "day";
        take_time(c, date.value, date.precision);
      }
      date.span = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(c.at())};
      return date;
    }
    // On to the next word: digits inside a longer number, or letters inside a word, begin no date.
    if (digit) {
      while (i < text.size() && ascii::is_digit(text[i])) ++i;
    } else {
      while (i < text.size() && is_word_byte(text[i])) ++i;
    }
  }
  return std::nullopt;
}

namespace {

// Days since 1970-01-01 as a day of the calendar (Hinnant, "chrono-compatible low-level date algorithms").
Day day_of(std::int64_t days) {
  days += 719468;
  const std::int64_t era = days / 146097, of_era = days % 146097;
  const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * of_year + 2) / 153;
  Day d;
  d.day = static_cast<int>(of_year - (153 * shifted + 2) / 5 + 1);
  d.month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  d.year = static_cast<int>(year_of_era + era * 400 + (d.month <= 2 ? 1 : 0));
  return d;
}

void append_day(std::string& out, const Day& d) {
  append_number(out, d.year, 4);
  out += '-';
  append_number(out, d.month, 2);
  out += '-';
  append_number(out, d.day, 2);
}

std::optional<FoundDate> unix_time(std::string_view digits) {
  if (digits.size() != 10 && digits.size() != 13) return std::nullopt;
  std::int64_t seconds = 0;
  for (const char c : digits.substr(0, 10)) {
    if (!ascii::is_digit(c)) return std::nullopt;
    seconds = seconds * 10 + (c - '0');
  }
  // 1990 to 2100: other numbers of ten digits are telephones and article numbers.
  if (seconds < 631'152'000 || seconds >= 4'102'444'800) return std::nullopt;
  if (!std::all_of(digits.begin(), digits.end(), ascii::is_digit)) return std::nullopt;
  FoundDate date;
  append_day(date.value, day_of(seconds / 86400));
  date.precision = "second";
  const int of_day = static_cast<int>(seconds % 86400);
  date.value += 'T';
  append_number(date.value, of_day / 3600, 2);
  date.value += ':';
  append_number(date.value, of_day / 60 % 60, 2);
  date.value += ':';
  append_number(date.value, of_day % 60, 2);
  date.value += 'Z';
  return date;
}

// "Thu Oct 03 10:00:00 UTC 2024", as C and Java print time. A zone by letters other than UTC and GMT is not unique.
std::optional<FoundDate> printed_time(std::string_view text) {
  Cursor c(text, 0);
  if (!is_weekday(c.take_word())) return std::nullopt;
  c.skip_blanks();
  Day d;
  d.month = month_of(c.take_word());
  c.skip_blanks();
  d.day = c.take_number(1, 2);
  c.skip_blanks();
  const std::size_t begin = c.at();
  const int hour = c.take_number(1, 2);
  if (!c.take(':')) return std::nullopt;
  const int minute = c.take_number(2, 2);
  if (!c.take(':')) return std::nullopt;
  const int second = c.take_number(2, 2);
  const std::string_view clock = c.since(begin);
  c.skip_blanks();
  const std::string_view zone = c.take_word();
  c.skip_blanks();
  d.year = c.take_number(4, 4);
  if (d.day < 1 || !is_possible(d) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return std::nullopt;
  FoundDate date;
  append_day(date.value, d);
  date.value += 'T';
  if (clock.size() == 7) date.value += '0';
  date.value += clock;
  if (zone == "UTC" || zone == "GMT") date.value += 'Z';
  date.precision = "second";
  date.span = {0, static_cast<std::uint32_t>(c.at())};
  return date;
}

}  // namespace

std::optional<FoundDate> find_stated_date(std::string_view field) {
  const std::string_view text = ascii::trim(field);
  const auto begin = static_cast<std::uint32_t>(text.data() - field.data());
  std::optional<FoundDate> date;
  if (date = unix_time(text); date) {
    date->span = {0, static_cast<std::uint32_t>(text.size())};
  } else if (text.size() == 8 && std::all_of(text.begin(), text.end(), ascii::is_digit)) {
    const int whole = Cursor(text, 0).take_number(8, 8);
    const Day d = {whole / 10000, whole / 100 % 100, whole % 100};
    if (!is_possible(d) || d.day == 0) return std::nullopt;
    date.emplace();
    append_day(date->value, d);
    date->precision = "day";
    date->span = {0, 8};
  } else {
    date = printed_time(text);
    if (!date) return find_date(field);
  }
  date->span = {begin + date->span.begin, begin + date->span.end};
  return date;
}

}  // namespace hearsay
