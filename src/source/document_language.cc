#include "source/document_language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "source/ascii.h"

namespace hearsay {

namespace {

// A page's language is plain long before this many bytes.
constexpr std::size_t kSample = 64u << 10;

// The commonest English function words that are no words of the neighbouring languages.
constexpr auto kEnglish = std::to_array<std::string_view>(
    {"the",  "and", "of",    "to",  "that", "is",    "was",  "were", "are",   "for",  "it",
     "with", "his", "he",    "she", "they", "from",  "have", "has",  "had",   "said", "says",
     "not",  "but", "which", "who", "will", "would", "been", "this", "their", "about"});

}  // namespace

double share_of_english(std::string_view text) {
  constexpr std::size_t kLongest = 5;  // of kEnglish
  std::size_t words = 0, english = 0, i = 0;
  while (i < text.size()) {
    while (i < text.size() && !ascii::is_letter(text[i]) && static_cast<unsigned char>(text[i]) < 0x80) ++i;
    const std::size_t begin = i;
    while (i < text.size() && (ascii::is_letter(text[i]) || static_cast<unsigned char>(text[i]) >= 0x80)) ++i;
    if (i == begin) continue;
    ++words;
    if (i - begin < 2 || i - begin > kLongest) continue;
    std::array<char, kLongest> small{};
    for (std::size_t k = begin; k < i; ++k) small[k - begin] = ascii::to_lower(text[k]);
    english += std::find(kEnglish.begin(), kEnglish.end(), std::string_view(small.data(), i - begin)) != kEnglish.end();
  }
  return words == 0 ? 0 : static_cast<double>(english) / static_cast<double>(words);
}

LanguageGuess language_of(std::string_view text, std::string_view prior) {
  if (text.size() > kSample) {
    std::size_t end = kSample;
    while (!is_utf8_boundary(text, end)) --end;
    text = text.substr(0, end);
  }
  if (ascii::trim(text).empty()) return {};
  const std::string hint_code = ascii::to_lower(prior.substr(0, prior.find_first_of("-_")));
  const CLD2::CLDHints hints = {hint_code.empty() ? nullptr : hint_code.c_str(), nullptr, CLD2::UNKNOWN_ENCODING,
                                CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3] = {};
  int percents[3] = {};
  double scores[3] = {};
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::Language best =
      CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, 0, languages, percents,
                                     scores, nullptr, &text_bytes, &reliable);
  const double english = share_of_english(text);
  if (best != CLD2::UNKNOWN_LANGUAGE && (reliable || english < 0.15)) {
    const std::string_view code = CLD2::LanguageCode(best);
    if (code != "un") {
      const double p = std::max(0, std::min(100, percents[0])) / 100.0;
      return {std::string(code), reliable ? p : p / 2};
    }
  }
  if (english >= 0.15) return {"en", std::min(0.9, 0.5 + english)};
  return {};
}

}  // namespace hearsay
