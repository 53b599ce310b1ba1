#include "reading/timex_value.h"

#include <array>
#include <charconv>
#include <cmath>

namespace hearsay {

namespace {

std::string padded(int value, int width) {
  std::string digits = std::to_string(value);
  return std::string(digits.size() < static_cast<std::size_t>(width) ? width - digits.size() : 0, '0') + digits;
}

std::chrono::year_month_day civil(Day day) { return std::chrono::year_month_day(day); }

int number_in(std::string_view text) {
  int value = -1;
  const auto done = std::from_chars(text.data(), text.data() + text.size(), value);
  return done.ptr == text.data() + text.size() ? value : -1;
}

}  // namespace

std::optional<Day> make_day(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return month > 0 && day > 0 && date.ok() ? std::optional<Day>(date) : std::nullopt;
}

std::optional<Day> parse_iso_day(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  return make_day(number_in(iso.substr(0, 4)), number_in(iso.substr(5, 2)), number_in(iso.substr(8, 2)));
}

int year_of_day(Day day) { return static_cast<int>(civil(day).year()); }
int month_of_day(Day day) { return static_cast<int>(static_cast<unsigned>(civil(day).month())); }

std::string year_value(int year) { return padded(year, 4); }
std::string month_value(int year, int month) { return padded(year, 4) + "-" + padded(month, 2); }
std::string day_value(Day day) {
  const auto date = civil(day);
  return month_value(year_of_day(day), month_of_day(day)) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

std::string week_value(Day day) {
  // ISO 8601: the week belongs to the year that holds its Thursday.
  const unsigned weekday = std::chrono::weekday(day).iso_encoding();
  const Day thursday = day + std::chrono::days(4 - static_cast<int>(weekday));
  const int year = year_of_day(thursday);
  const Day first = *make_day(year, 1, 1);
  const int week = static_cast<int>((thursday - first).count() / 7) + 1;
  return padded(year, 4) + "-W" + padded(week, 2);
}

Day weekday_near(Day anchor, int weekday, Direction direction) {
  const int have = static_cast<int>(std::chrono::weekday(anchor).iso_encoding());
  const int forward = (weekday - have + 7) % 7;
  const int backward = (have - weekday + 7) % 7;
  if (direction == Direction::kFuture || (direction == Direction::kNearest && forward < backward)) {
    return anchor + std::chrono::days(forward);
  }
  return anchor - std::chrono::days(backward);
}

int year_near(Day anchor, int month, int day, Direction direction) {
  const int year = year_of_day(anchor);
  if (direction == Direction::kNearest) {
    const int months = month - month_of_day(anchor);
    return months > 6 ? year - 1 : months < -6 ? year + 1 : year;
  }
  const int sign = static_cast<int>(direction);
  const int have_month = month_of_day(anchor);
  const int have_day = static_cast<int>(static_cast<unsigned>(civil(anchor).day()));
  const int distance = month != have_month ? month - have_month : day == 0 ? 0 : day - have_day;
  return distance * sign < 0 ? year + sign : year;
}

std::string shifted(Day anchor, TimeUnit unit, long amount) {
  if (std::labs(amount) > 100000) return {};
  const int steps = static_cast<int>(amount);
  const int year = year_of_day(anchor);
  const int month = month_of_day(anchor);
  const auto in_range = [](int y) { return y >= 1 && y <= 9999; };
  switch (unit) {
    case TimeUnit::kDay:
      return day_value(anchor + std::chrono::days(steps));
    case TimeUnit::kWeek:
      return week_value(anchor + std::chrono::days(7 * steps));
    case TimeUnit::kWeekend:
      return week_value(anchor + std::chrono::days(7 * steps)) + "-WE";
    case TimeUnit::kMonth: {
      const int index = year * 12 + month - 1 + steps;
      return index >= 12 && in_range(index / 12) ? month_value(index / 12, index % 12 + 1) : std::string();
    }
    case TimeUnit::kQuarter: {
      const int index = year * 4 + (month - 1) / 3 + steps;
      return index >= 4 && in_range(index / 4) ? padded(index / 4, 4) + "-Q" + std::to_string(index % 4 + 1)
                                               : std::string();
    }
    case TimeUnit::kYear:
      return in_range(year + steps) ? year_value(year + steps) : std::string();
    case TimeUnit::kDecade: {
      const int decade = year / 10 + steps;
      return decade >= 1 && decade <= 999 ? padded(decade, 3) : std::string();
    }
    case TimeUnit::kCentury: {
      const int century = year / 100 + steps;
      return century >= 1 && century <= 99 ? padded(century, 2) : std::string();
    }
    default:
      return {};
  }
}

std::string duration_value(double amount, TimeUnit unit) {
  std::string number = "X";
  if (amount >= 0) {
    if (amount == std::trunc(amount) && amount < 1e9) {
      number = std::to_string(static_cast<long>(amount));
    } else {
      std::array<char, 32> buffer{};
      const auto done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), amount);
      number.assign(buffer.data(), done.ptr);
    }
  }
  switch (unit) {
    case TimeUnit::kSecond:
      return "PT" + number + "S";
    case TimeUnit::kMinute:
      return "PT" + number + "M";
    case TimeUnit::kHour:
      return "PT" + number + "H";
    case TimeUnit::kDay:
      return "P" + number + "D";
    case TimeUnit::kWeek:
      return "P" + number + "W";
    case TimeUnit::kWeekend:
      return "P" + number + "WE";
    case TimeUnit::kMonth:
      return "P" + number + "M";
    case TimeUnit::kQuarter:
      return "P" + number + "Q";
    case TimeUnit::kYear:
      return "P" + number + "Y";
    case TimeUnit::kDecade:
      return "P" + number + "DE";
    case TimeUnit::kCentury:
      return "P" + number + "CE";
    case TimeUnit::kNo:
      return {};
  }
  return {};
}

}  // namespace hearsay
