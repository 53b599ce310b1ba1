#include "reading/units.h"

#include <array>

namespace hearsay {

namespace {

struct Row {
  std::string_view word;
  std::string_view name;
  FigureKind kind;
};

constexpr auto kLengths = std::to_array<Row>({{"km", "kilometers", FigureKind::kDistance},
                                              {"kms", "kilometers", FigureKind::kDistance},
                                              {"kilometer", "kilometers", FigureKind::kDistance},
                                              {"kilometre", "kilometers", FigureKind::kDistance},
                                              {"meter", "meters", FigureKind::kDistance},
                                              {"metre", "meters", FigureKind::kDistance},
                                              {"centimeter", "centimeters", FigureKind::kDistance},
                                              {"centimetre", "centimeters", FigureKind::kDistance},
                                              {"cm", "centimeters", FigureKind::kDistance},
                                              {"mm", "millimeters", FigureKind::kDistance},
                                              {"millimeter", "millimeters", FigureKind::kDistance},
                                              {"millimetre", "millimeters", FigureKind::kDistance},
                                              {"mile", "miles", FigureKind::kDistance},
                                              {"foot", "feet", FigureKind::kDistance},
                                              {"feet", "feet", FigureKind::kDistance},
                                              {"ft", "feet", FigureKind::kDistance},
                                              {"inch", "inches", FigureKind::kDistance},
                                              {"inches", "inches", FigureKind::kDistance},
                                              {"yard", "yards", FigureKind::kDistance}});

constexpr auto kOthers = std::to_array<Row>({{"hectare", "hectares", FigureKind::kArea},
                                             {"ha", "hectares", FigureKind::kArea},
                                             {"acre", "acres", FigureKind::kArea},
                                             {"km2", "square kilometers", FigureKind::kArea},
                                             {"km²", "square kilometers", FigureKind::kArea},
                                             {"m2", "square meters", FigureKind::kArea},
                                             {"m²", "square meters", FigureKind::kArea},
                                             {"kg", "kilograms", FigureKind::kWeight},
                                             {"kilo", "kilograms", FigureKind::kWeight},
                                             {"kilogram", "kilograms", FigureKind::kWeight},
                                             {"gram", "grams", FigureKind::kWeight},
                                             {"ton", "tons", FigureKind::kWeight},
                                             {"tonne", "tonnes", FigureKind::kWeight},
                                             {"lb", "pounds", FigureKind::kWeight},
                                             {"lbs", "pounds", FigureKind::kWeight},
                                             {"ounce", "ounces", FigureKind::kWeight},
                                             {"mph", "miles per hour", FigureKind::kRate},
                                             {"kph", "kilometers per hour", FigureKind::kRate},
                                             {"km/h", "kilometers per hour", FigureKind::kRate},
                                             {"percent", "percent", FigureKind::kPercent},
                                             {"%", "percent", FigureKind::kPercent},
                                             {"pct", "percent", FigureKind::kPercent},
                                             {"litre", "liters", FigureKind::kOther},
                                             {"liter", "liters", FigureKind::kOther},
                                             {"barrel", "barrels", FigureKind::kOther},
                                             {"gallon", "gallons", FigureKind::kOther},
                                             {"megawatt", "megawatts", FigureKind::kOther},
                                             {"mw", "megawatts", FigureKind::kOther},
                                             {"gigawatt", "gigawatts", FigureKind::kOther},
                                             {"gw", "gigawatts", FigureKind::kOther},
                                             {"kiloton", "kilotons", FigureKind::kOther},
                                             {"degree", "degrees", FigureKind::kOther}});

constexpr auto kDurations = std::to_array<Row>({{"second", "seconds", FigureKind::kDuration},
                                                {"minute", "minutes", FigureKind::kDuration},
                                                {"hour", "hours", FigureKind::kDuration},
                                                {"day", "days", FigureKind::kDuration},
                                                {"week", "weeks", FigureKind::kDuration},
                                                {"month", "months", FigureKind::kDuration},
                                                {"year", "years", FigureKind::kDuration},
                                                {"decade", "decades", FigureKind::kDuration}});

struct AreaRow {
  std::string_view length, area;
};
constexpr auto kAreas = std::to_array<AreaRow>({{"kilometers", "square kilometers"},
                                                {"meters", "square meters"},
                                                {"miles", "square miles"},
                                                {"feet", "square feet"},
                                                {"yards", "square yards"}});

template <std::size_t N>
const Row* find(const std::array<Row, N>& rows, std::string_view word) {
  for (const Row& r : rows) {
    if (r.word == word) return &r;
  }
  if (word.size() > 3 && word.ends_with('s')) {
    word.remove_suffix(1);
    for (const Row& r : rows) {
      if (r.word == word) return &r;
    }
  }
  return nullptr;
}

struct Currency {
  std::string_view sign, code;
};
constexpr auto kSigns = std::to_array<Currency>(
    {{"$", "USD"},   {"US$", "USD"}, {"A$", "AUD"},  {"AU$", "AUD"}, {"C$", "CAD"},  {"CA$", "CAD"}, {"NZ$", "NZD"},
     {"HK$", "HKD"}, {"S$", "SGD"},  {"NT$", "TWD"}, {"R$", "BRL"},  {"€", "EUR"},   {"£", "GBP"},   {"¥", "JPY"},
     {"₹", "INR"},   {"₽", "RUB"}, {"₩", "KRW"},   {"₴", "UAH"},   {"₺", "TRY"},   {"₪", "ILS"},   {"₦", "NGN"},
     {"Rs", "INR"},  {"Rs.", "INR"}, {"USD", "USD"}, {"EUR", "EUR"}, {"GBP", "GBP"}, {"CHF", "CHF"}, {"JPY", "JPY"},
     {"AUD", "AUD"}, {"CAD", "CAD"}, {"RUB", "RUB"}, {"UAH", "UAH"}, {"CNY", "CNY"}, {"INR", "INR"}, {"SEK", "SEK"},
     {"NOK", "NOK"}, {"DKK", "DKK"}, {"PLN", "PLN"}});
// A name that several countries use keeps its name: to call "pesos" MXN would be a guess.
constexpr auto kNames = std::to_array<Currency>(
    {{"dollar", "USD"},         {"euro", "EUR"},       {"yen", "JPY"},       {"yuan", "CNY"},
     {"renminbi", "CNY"},       {"ruble", "RUB"},      {"rouble", "RUB"},    {"hryvnia", "UAH"},
     {"hryvnias", "UAH"},       {"zloty", "PLN"},      {"zlotys", "PLN"},    {"rupee", "rupees"},
     {"shilling", "shillings"}, {"peso", "pesos"},     {"franc", "francs"},  {"krona", "kronor"},
     {"kronor", "kronor"},      {"krone", "kroner"},   {"kroner", "kroner"}, {"dinar", "dinars"},
     {"riyal", "riyals"},       {"dirham", "dirhams"}, {"lira", "lira"},     {"won", "won"},
     {"naira", "NGN"},          {"rand", "ZAR"},       {"shekel", "ILS"},    {"cent", "cents"},
     {"deutschmark", "DEM"},    {"mark", "marks"}});

}  // namespace

std::optional<MeasureUnit> unit_at(const Analysis& a, std::uint32_t i, std::uint32_t limit) {
  if (i >= limit) return std::nullopt;
  const auto word = [&a, limit](std::uint32_t k) { return k < limit ? a.tokens[k].lower : std::string_view(); };
  if (word(i) == "square" || word(i) == "sq" || word(i) == "sq.") {
    const Row* length = find(kLengths, word(i + 1));
    if (length == nullptr) return std::nullopt;
    for (const AreaRow& row : kAreas) {
      if (row.length == length->name) return MeasureUnit{FigureKind::kArea, row.area, i + 2};
    }
    return std::nullopt;
  }
  if (word(i) == "per" && word(i + 1) == "cent") return MeasureUnit{FigureKind::kPercent, "percent", i + 2};
  if (word(i) == "percentage" && word(i + 1).starts_with("point")) {
    return MeasureUnit{FigureKind::kPercent, "percentage points", i + 2};
  }
  if (const Row* length = find(kLengths, word(i))) {
    if (length->name == "miles" && word(i + 1) == "per" && word(i + 2) == "hour") {
      return MeasureUnit{FigureKind::kRate, "miles per hour", i + 3};
    }
    if (length->name == "kilometers" && word(i + 1) == "per" && word(i + 2) == "hour") {
      return MeasureUnit{FigureKind::kRate, "kilometers per hour", i + 3};
    }
    return MeasureUnit{length->kind, length->name, i + 1};
  }
  if (const Row* other = find(kOthers, word(i))) return MeasureUnit{other->kind, other->name, i + 1};
  if (const Row* span = find(kDurations, word(i))) return MeasureUnit{span->kind, span->name, i + 1};
  return std::nullopt;
}

std::string_view currency_of_sign(std::string_view text) {
  for (const Currency& c : kSigns) {
    if (c.sign == text) return c.code;
  }
  return {};
}

std::string_view currency_of_word(std::string_view text, std::string_view lower) {
  if (text.size() == 3 && text != lower) {
    const std::string_view code = currency_of_sign(text);
    if (!code.empty()) return code;
  }
  if (text == "€" || text == "£") return currency_of_sign(text);
  for (const Currency& c : kNames) {
    if (c.sign == lower) return c.code;
  }
  if (lower.size() > 3 && lower.ends_with('s')) {
    lower.remove_suffix(1);
    for (const Currency& c : kNames) {
      if (c.sign == lower) return c.code;
    }
  }
  return {};
}

}  // namespace hearsay
