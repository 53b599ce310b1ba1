#include "source/reader_register.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "source/ascii.h"

namespace hearsay {

namespace {

constexpr auto kSlang = std::to_array<std::string_view>(
    {"lol",    "lmao", "lmfao", "rofl", "omg", "wtf",  "tbh", "imo",   "imho",    "smh",   "btw",   "idk",
     "ikr",    "fyi",  "u",     "ur",   "thx", "pls",  "plz", "gonna", "wanna",   "gotta", "kinda", "dunno",
     "nomore", "yeah", "yep",   "nope", "nah", "dude", "bro", "folks", "sheeple", "duh",   "meh",   "ugh",
     "wow",    "sooo", "btw.",  "bs",   "cuz", "coz",  "ppl", "w/",    "tho",     "thru",  "yall",  "xd"});

constexpr auto kDroppedApostrophes =
    std::to_array<std::string_view>({"dont",    "doesnt",   "didnt", "isnt",   "wasnt", "arent", "cant", "couldnt",
                                     "wouldnt", "shouldnt", "wont",  "havent", "hasnt", "im",    "ive",  "youre",
                                     "theyre",  "thats",    "whats", "theres", "lets",  "hes",   "shes"});

constexpr auto kSecondPerson = std::to_array<std::string_view>({"you", "your", "you're", "you’re", "yours"});

bool is_one_of(std::string_view word, const auto& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// "haha", "hehehe", "hihi", "ahahah", "jajaja".
bool is_laughter(std::string_view word) {
  if (word.size() < 4) return false;
  for (const std::string_view pair : {"ha", "he", "hi", "ho", "ja"}) {
    std::size_t hits = 0;
    for (std::size_t i = 0; i + 1 < word.size(); ++i) hits += word.substr(i, 2) == pair;
    const bool only = std::all_of(word.begin(), word.end(), [&](char c) { return c == pair[0] || c == pair[1]; });
    if (only && hits >= 2) return true;
  }
  return false;
}

// The same letter three times or more inside a word: "sooo", "nooo".
bool is_stretched(std::string_view word) {
  if (word.starts_with("www")) return false;
  for (std::size_t i = 0; i + 2 < word.size(); ++i) {
    const char c = word[i];
    if (ascii::is_letter(c) && c != 'i' && c != 'x' && word[i + 1] == c && word[i + 2] == c) return true;
  }
  return false;
}

bool is_emoji(char32_t c) { return (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x26FF); }

constexpr std::size_t kLongestScored = 4000;

}  // namespace

double reader_score(std::string_view paragraph) {
  std::string_view text = ascii::trim(paragraph);
  if (text.size() > kLongestScored) text = text.substr(0, kLongestScored);
  if (text.empty()) return 0;
  double score = 0;

  // A list's item or a quotation begins small for other reasons.
  const bool bullet = text.starts_with("- ") || text.starts_with("* ") || text.starts_with("•") ||
                      text.starts_with("…") || text.starts_with("...") || text.starts_with("—") ||
                      text.starts_with("–");
  const bool small_start = ascii::is_lower(text[0]);
  if (small_start && !bullet) score += 2;
  // "iPhone sales rise", "al-Shabaab says": a name with a capital inside the first word.
  if (small_start) {
    const std::string_view first = text.substr(0, text.find(' '));
    if (std::any_of(first.begin(), first.end(), ascii::is_upper) || first.starts_with("http") ||
        first.find('.') < first.size() - 1) {
      score -= 2;
    }
  }

  std::string_view end = text;
  while (!end.empty() && (end.back() == '"' || end.back() == '\'' || end.back() == ')')) end.remove_suffix(1);
  while (end.ends_with("”") || end.ends_with("’")) end.remove_suffix(3);
  const bool stopped =
      !end.empty() && (end.back() == '.' || end.back() == '!' || end.back() == '?' || end.back() == ':');
  if (!stopped && text.size() == paragraph.size()) score += 0.75;

  double laughter = 0, stretched = 0, slang = 0, dropped = 0, second = 0, lone_i = 0;
  std::string word;
  std::size_t words = 0;
  const auto finish_word = [&] {
    if (word.empty()) return;
    ++words;
    if (word == "i" || word.starts_with("i'") || word.starts_with("i’")) lone_i += 1;
    const std::string lower = ascii::to_lower(word);
    if (is_laughter(lower)) laughter += 1;
    if (is_stretched(lower)) stretched += 1;
    if (is_one_of(lower, kSlang)) slang += 1;
    if (word == lower && is_one_of(lower, kDroppedApostrophes) && lower != "lets") dropped += 1;
    if (is_one_of(lower, kSecondPerson)) second += 1;
    word.clear();
  };
  double loose_stops = 0, shouting = 0, dots = 0, small_after_stop = 0, emoji = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (ascii::is_letter(c) || c == '\'' || text.substr(i).starts_with("’")) {
      if (static_cast<unsigned char>(c) >= 0x80) {
        word += "’";
        i += 2;
      } else {
        word += c;
      }
      continue;
    }
    finish_word();
    const char before = i > 0 ? text[i - 1] : '\0';
    const char after = i + 1 < text.size() ? text[i + 1] : '\0';
    if (before == ' ' && (c == '.' || c == ',') && (after == ' ' || ascii::is_letter(after)) &&
        !(c == '.' && ascii::is_digit(after))) {
      loose_stops += 1;
    }
    if ((c == '!' || c == '?') && (after == '!' || after == '?')) shouting += 1;
    if (c == '.' && after == '.') dots += 1;
    if (text.substr(i).starts_with("…")) dots += 1;
    // "…in kursk. and quite legal": a sentence that begins small.
    if ((c == '.' || c == '?' || c == '!') && after == ' ' && i + 2 < text.size() && ascii::is_lower(text[i + 2]) &&
        before != '.' && ascii::is_lower(before)) {
      small_after_stop += 1;
    }
    if (static_cast<unsigned char>(c) >= 0xE2) {
      const Decoded d = decode_utf8(text, i);
      if (d.valid && is_emoji(d.code_point)) emoji += 1;
    }
  }
  finish_word();

  score += std::min(laughter, 1.0) * 2 + std::min(stretched, 1.0) + std::min(slang, 2.0) * 1.0 +
           std::min(dropped, 2.0) * 1.0 + std::min(lone_i, 1.0) * 1.5 + std::min(loose_stops, 2.0) * 0.75 +
           std::min(shouting, 1.0) * 1.0 + (dots > 0 ? 0.5 : 0) + std::min(small_after_stop, 2.0) * 0.5 +
           std::min(second, 1.0) * 0.4 + std::min(emoji, 1.0);
  // Long paragraphs gather marks by length alone, and comments are mostly short.
  if (words > 120) score -= 1;
  if (!small_start && stopped && text.size() > 300) score -= 0.5;
  return score;
}

std::optional<std::size_t> first_comment(const std::vector<std::string_view>& paragraphs) {
  const std::size_t n = paragraphs.size();
  if (n < 4) return std::nullopt;
  std::vector<double> scores(n);
  for (std::size_t i = 0; i < n; ++i) scores[i] = reader_score(paragraphs[i]);

  // The suffix with the largest sum of score over a threshold; its first paragraph is a comment by construction.
  constexpr double kThreshold = 1.2;
  double sum = 0, best = 0;
  std::size_t first = n;
  for (std::size_t i = n; i-- > 0;) {
    sum += std::min(scores[i], 4.0) - kThreshold;
    if (sum > best) {
      best = sum;
      first = i;
    }
  }
  if (first == n || first < 3) return std::nullopt;
  // A small letter after a line that ends in the middle of a sentence goes on with that sentence.
  std::string_view before = ascii::trim(paragraphs[first - 1]);
  if (before.ends_with("”") || before.ends_with("’") || before.ends_with("…")) before = ".";
  if (before.empty() || std::string_view(".!?\"')]:").find(before.back()) == std::string_view::npos)
    return std::nullopt;

  constexpr double kComment = 2.0;
  const auto comments = [&](std::size_t from, std::size_t to) {
    return static_cast<double>(std::count_if(scores.begin() + static_cast<std::ptrdiff_t>(from),
                                             scores.begin() + static_cast<std::ptrdiff_t>(to),
                                             [](double s) { return s >= kComment; }));
  };
  const double after = static_cast<double>(n - first);
  const double in_suffix = comments(first, n), in_article = comments(0, first);
  // The article itself must be edited text: a page that is all chat has no change of register.
  if (in_article > 0.1 * static_cast<double>(first)) return std::nullopt;
  if (in_suffix < 0.6 * after) return std::nullopt;
  if (n - first == 1) {
    if (scores[first] < 4.5) return std::nullopt;  // one odd last line is mostly a note or a caption
  } else if (n - first == 2) {
    if (in_suffix < 2 || scores[first] + scores[first + 1] < 5.5) return std::nullopt;
  }
  return first;
}

bool is_comments_heading(std::string_view line) {
  line = ascii::trim(line);
  if (line.size() > 40) return false;
  std::string words;  // letters only, single blanks
  for (const char c : line) {
    if (ascii::is_letter(c)) {
      words += ascii::to_lower(c);
    } else if (c == ' ' && !words.empty() && words.back() != ' ') {
      words += ' ';
    } else if (!ascii::is_digit(c) && c != ' ' && c != '(' && c != ')' && c != ':' && c != '\'' && c != '-' &&
               c != ',') {
      if (static_cast<unsigned char>(c) < 0x80) return false;
    }
  }
  while (!words.empty() && words.back() == ' ') words.pop_back();
  return words == "comments" || words == "comment" || words == "reader comments" || words == "readers comments" ||
         words == "user comments" || words == "comments from readers" || words == "your comments" ||
         words == "all comments" || words == "responses" || words == "replies" || words == "kommentare" ||
         words == "commentaires" || words == "comentarios";
}

}  // namespace hearsay
