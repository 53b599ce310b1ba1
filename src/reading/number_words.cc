#include "reading/number_words.h"

#include <array>
#include <charconv>

namespace hearsay {

namespace {

struct Word {
  std::string_view word;
  double value;
};

constexpr auto kSmall = std::to_array<Word>(
    {{"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
     {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
     {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
     {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},
     {"sixty", 60},    {"seventy", 70},  {"eighty", 80},   {"ninety", 90}});

constexpr auto kScales = std::to_array<Word>({{"hundred", 1e2},
                                              {"thousand", 1e3},
                                              {"million", 1e6},
                                              {"mln", 1e6},
                                              {"mn", 1e6},
                                              {"billion", 1e9},
                                              {"bln", 1e9},
                                              {"bn", 1e9},
                                              {"trillion", 1e12},
                                              {"lakh", 1e5},
                                              {"crore", 1e7},
                                              {"dozen", 12}});

struct Vague {
  std::string_view word;
  double low, high;
};
constexpr auto kVague = std::to_array<Vague>({{"tens", 20, 99},
                                              {"dozens", 24, 99},
                                              {"scores", 40, 199},
                                              {"hundreds", 200, 999},
                                              {"thousands", 2e3, 9999},
                                              {"millions", 2e6, 999e6},
                                              {"billions", 2e9, 999e9},
                                              {"trillions", 2e12, 999e12}});

constexpr auto kOrdinals = std::to_array<std::string_view>(
    {"first",     "second",    "third",       "fourth",     "fifth",      "sixth",      "seventh",
     "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth", "fourteenth",
     "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"});

double scale_of(std::string_view lower) {
  for (const Word& w : kScales) {
    if (w.word == lower) return w.value;
  }
  return 0;
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The letter or letters that may stand right after digits: "5bn", "30k".
double suffix_scale(std::string_view suffix) {
  if (suffix == "k" || suffix == "K") return 1e3;
  if (suffix == "m" || suffix == "M" || suffix == "mn" || suffix == "mln") return 1e6;
  if (suffix == "b" || suffix == "B" || suffix == "bn" || suffix == "bln") return 1e9;
  if (suffix == "tn" || suffix == "trn") return 1e12;
  return 0;
}

bool three_digits(std::string_view word) {
  return word.size() == 3 && is_digit(word[0]) && is_digit(word[1]) && is_digit(word[2]);
}

bool joined(const Analysis& a, std::uint32_t i) {  // no space between token i and the next
  return i + 1 < a.tokens.size() && a.tokens[i].span.end == a.tokens[i + 1].span.begin;
}

bool hyphen(const Token& t) { return t.text == "-" || t.text == "‑" || t.text == "‐"; }

// "seven", "twenty", "twenty-four", "twenty four": a number below a hundred in words.
std::optional<double> below_hundred(const Analysis& a, std::uint32_t& i, std::uint32_t limit) {
  if (i >= limit) return std::nullopt;
  const std::optional<int> first = small_number_word(a.tokens[i].lower);
  if (!first) return std::nullopt;
  ++i;
  if (*first < 20) return *first;
  const bool hyphened = i + 1 < limit && hyphen(a.tokens[i]) && joined(a, i - 1) && joined(a, i);
  const std::uint32_t at = hyphened ? i + 1 : i;
  if (at < limit) {
    const std::optional<int> unit = small_number_word(a.tokens[at].lower);
    if (unit && *unit >= 1 && *unit <= 9) {
      i = at + 1;
      return *first + *unit;
    }
  }
  return *first;
}

// A spelled or mixed number: groups of (below a hundred) [hundred] [scale], as "two hundred and five thousand".
std::optional<Number> spelled(const Analysis& a, std::uint32_t i, std::uint32_t limit) {
  double total = 0, group = 0;
  bool any = false;
  std::uint32_t at = i;
  while (at < limit) {
    std::uint32_t next = at;
    if (any && a.tokens[next].lower == "and") ++next;
    const bool after_and = next != at;
    if (const std::optional<double> small = below_hundred(a, next, limit)) {
      // "five six" are two numbers; "hundred and five", "two thousand ten" are one.
      if (any && group != 0 && group < 100) break;
      if (any && !after_and && group == 0 && total == 0) break;
      if (after_and && *small >= 100) break;
      if (after_and && total + group < 100) break;
      group += *small;
    } else if (!after_and && next < limit && any) {
      const double scale = scale_of(a.tokens[next].lower);
      if (scale == 0) break;
      ++next;
      if (scale == 100 || scale == 12) {
        group *= scale;
      } else {
        total += group * scale;
        group = 0;
      }
    } else {
      break;
    }
    any = true;
    at = next;
  }
  if (!any) return std::nullopt;
  Number n;
  n.value = n.high = total + group;
  n.end = at;
  return n;
}

}  // namespace

std::optional<int> small_number_word(std::string_view lower) {
  for (const Word& w : kSmall) {
    if (w.word == lower) return static_cast<int>(w.value);
  }
  return std::nullopt;
}

int ordinal_value(std::string_view lower) {
  for (std::size_t i = 0; i < kOrdinals.size(); ++i) {
    if (kOrdinals[i] == lower) return static_cast<int>(i) + 1;
  }
  std::size_t digits = 0;
  int value = 0;
  while (digits < lower.size() && digits < 4 && is_digit(lower[digits])) value = value * 10 + (lower[digits++] - '0');
  if (digits == 0) return 0;
  const std::string_view suffix = lower.substr(digits);
  return suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th" ? value : 0;
}

std::optional<double> digits_value(std::string_view word) {
  if (word.empty() || !is_digit(word[0])) return std::nullopt;
  std::string plain;
  std::size_t i = 0, since_comma = 0, commas = 0;
  bool point = false;
  for (; i < word.size(); ++i) {
    const char c = word[i];
    if (is_digit(c)) {
      plain += c;
      ++since_comma;
    } else if (c == ',' && !point && i + 1 < word.size() && is_digit(word[i + 1])) {
      if (commas > 0 ? since_comma != 3 : since_comma > 3) return std::nullopt;
      ++commas;
      since_comma = 0;
    } else if (c == '.' && !point && i + 1 < word.size() && is_digit(word[i + 1])) {
      if (commas > 0 && since_comma != 3) return std::nullopt;
      point = true;
      plain += c;
    } else {
      break;
    }
    if (plain.size() > 30) return std::nullopt;
  }
  if (commas > 0 && !point && since_comma != 3 && since_comma != 2) return std::nullopt;
  double value = 0;
  if (std::from_chars(plain.data(), plain.data() + plain.size(), value).ec != std::errc()) return std::nullopt;
  if (i == word.size()) return value;
  const double scale = suffix_scale(word.substr(i));
  return scale != 0 ? std::optional(value * scale) : std::nullopt;
}

std::optional<Number> number_at(const Analysis& a, std::uint32_t i, std::uint32_t limit) {
  if (i >= limit) return std::nullopt;
  const std::string_view word = a.tokens[i].lower;
  // "half a million", "a million", "a hundred", "a dozen"
  if (word == "half" && i + 2 < limit && (a.tokens[i + 1].lower == "a" || a.tokens[i + 1].lower == "an")) {
    const double scale = scale_of(a.tokens[i + 2].lower);
    if (scale != 0) {
      return Number{.value = scale / 2, .high = scale / 2, .article = true, .end = i + 3};
    }
  }
  if ((word == "a" || word == "an") && i + 1 < limit) {
    const double scale = scale_of(a.tokens[i + 1].lower);
    if (scale == 0) return std::nullopt;
    Number n{.value = scale, .high = scale, .article = true, .end = i + 2};
    if (n.end < limit) {
      const double more = scale_of(a.tokens[n.end].lower);
      if (more > scale) n = {.value = scale * more, .high = scale * more, .article = true, .end = n.end + 1};
    }
    return n;
  }
  for (const Vague& v : kVague) {
    if (v.word != word) continue;
    Number n{.value = v.low, .high = v.high, .vague = true, .end = i + 1};
    if (i + 2 < limit && a.tokens[i + 1].lower == "of") {
      for (const Vague& outer : kVague) {
        if (outer.word != a.tokens[i + 2].lower || outer.low < 1e3) continue;
        const double scale = outer.low / 2;
        // "tens of thousands" are 20,000 to 99,999
        n = {.value = v.low * scale, .high = (v.high + 1) * scale - 1, .vague = true, .end = i + 3};
      }
    }
    return n.end == i + 1 && v.word == "tens" ? std::nullopt : std::optional(n);
  }
  if (const std::optional<double> value = digits_value(a.tokens[i].text)) {
    Number n{.value = *value, .high = *value, .digits = true, .end = i + 1};
    const std::string_view text = a.tokens[i].text;
    // "60 000": groups of three after a blank, the first of at most three, none with other marks.
    if (text.size() <= 3 && text.find_first_not_of("0123456789") == std::string_view::npos && text[0] != '0') {
      while (n.end < limit && three_digits(a.tokens[n.end].text) &&
             a.tokens[n.end].span.begin - a.tokens[n.end - 1].span.end <= 3 && !joined(a, n.end - 1)) {
        n.value = n.value * 1000 + *digits_value(a.tokens[n.end].text);
        ++n.end;
      }
      n.high = n.value;
    }
    while (n.end < limit) {
      double scale = scale_of(a.tokens[n.end].lower);
      // "5m" is split before its letter by the tokenizer; "5 m" may be metres.
      if (scale == 0 && joined(a, n.end - 1)) scale = suffix_scale(a.tokens[n.end].text);
      if (scale == 0) break;
      n.value *= scale;
      ++n.end;
    }
    n.high = n.value;
    return n;
  }
  return spelled(a, i, limit);
}

}  // namespace hearsay
