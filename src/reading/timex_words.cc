#include "reading/timex_words.h"

#include <array>

namespace hearsay {

namespace {

struct Row {
  std::string_view word;
  int value;
};

constexpr auto kMonths =
    std::to_array<Row>({{"january", 1},   {"jan.", 1},   {"jan", 1},  {"february", 2},  {"feb.", 2},      {"feb", 2},
                        {"march", 3},     {"mar.", 3},   {"mar", 3},  {"april", 4},     {"apr.", 4},      {"apr", 4},
                        {"may", 5},       {"june", 6},   {"jun.", 6}, {"jun", 6},       {"july", 7},      {"jul.", 7},
                        {"jul", 7},       {"august", 8}, {"aug.", 8}, {"aug", 8},       {"september", 9}, {"sept.", 9},
                        {"sept", 9},      {"sep.", 9},   {"sep", 9},  {"october", 10},  {"oct.", 10},     {"oct", 10},
                        {"november", 11}, {"nov.", 11},  {"nov", 11}, {"december", 12}, {"dec.", 12},     {"dec", 12}});

constexpr auto kWeekdays = std::to_array<Row>({{"monday", 1},
                                               {"tuesday", 2},
                                               {"wednesday", 3},
                                               {"thursday", 4},
                                               {"friday", 5},
                                               {"saturday", 6},
                                               {"sunday", 7},
                                               {"mon.", 1},
                                               {"tues.", 2},
                                               {"tue.", 2},
                                               {"wed.", 3},
                                               {"thurs.", 4},
                                               {"thu.", 4},
                                               {"fri.", 5},
                                               {"sat.", 6}});

struct UnitRow {
  std::string_view word;
  TimeUnit unit;
};
constexpr auto kUnits = std::to_array<UnitRow>({{"second", TimeUnit::kSecond},
                                                {"minute", TimeUnit::kMinute},
                                                {"hour", TimeUnit::kHour},
                                                {"day", TimeUnit::kDay},
                                                {"week", TimeUnit::kWeek},
                                                {"month", TimeUnit::kMonth},
                                                {"quarter", TimeUnit::kQuarter},
                                                {"year", TimeUnit::kYear},
                                                {"decade", TimeUnit::kDecade},
                                                {"weekend", TimeUnit::kWeekend}});

struct NameRow {
  std::string_view word, name;
};
constexpr auto kSeasons =
    std::to_array<NameRow>({{"spring", "SP"}, {"summer", "SU"}, {"fall", "FA"}, {"autumn", "FA"}, {"winter", "WI"}});
constexpr auto kDayParts = std::to_array<NameRow>({{"morning", "MO"},
                                                   {"mornings", "MO"},
                                                   {"noon", "MI"},
                                                   {"afternoon", "AF"},
                                                   {"afternoons", "AF"},
                                                   {"evening", "EV"},
                                                   {"evenings", "EV"},
                                                   {"night", "NI"},
                                                   {"nights", "NI"}});

}  // namespace

int month_of(std::string_view lower) {
  for (const Row& r : kMonths) {
    if (r.word == lower) return r.value;
  }
  return 0;
}

int weekday_of(std::string_view lower) {
  for (const Row& r : kWeekdays) {
    if (r.word == lower) return r.value;
  }
  return 0;
}

TimeUnit time_unit_of(std::string_view lower) {
  if (lower == "century" || lower == "centuries") return TimeUnit::kCentury;
  if (!lower.empty() && lower.back() == 's') lower.remove_suffix(1);
  for (const UnitRow& r : kUnits) {
    if (r.word == lower) return r.unit;
  }
  return TimeUnit::kNo;
}

bool is_plural_unit(std::string_view lower) {
  return !lower.empty() && lower.back() == 's' && time_unit_of(lower) != TimeUnit::kNo;
}

std::string_view season_of(std::string_view lower) {
  for (const NameRow& r : kSeasons) {
    if (r.word == lower) return r.name;
  }
  return {};
}

std::string_view day_part_of(std::string_view lower) {
  for (const NameRow& r : kDayParts) {
    if (r.word == lower) return r.name;
  }
  return {};
}

int year_of(std::string_view text) {
  if (text.size() != 4) return 0;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + (c - '0');
  }
  return value >= 1000 && value <= 2199 ? value : 0;
}

}  // namespace hearsay
