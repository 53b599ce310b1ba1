#include "source/part_language.h"

#include "base/utf8.h"
#include "source/document_language.h"

namespace hearsay {

namespace {

constexpr std::size_t kFewestLetters = 60;  // of a part that is told apart by its words
constexpr std::size_t kSample = 4096;       // bytes of a part whose words are counted
constexpr std::size_t kFewestForeign = 12;  // letters of another script
constexpr double kNotEnglish = 0.04;        // share of English function words below which a part may be another's
constexpr double kEnglishHere = 0.25;       // above which a part of another language's document may be English
constexpr double kSure = 0.85;              // CLD2's share of the text

struct Letters {
  std::size_t latin = 0, other = 0;
};

Letters letters_of(std::string_view text) {
  Letters out;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    i += d.length == 0 ? 1 : d.length;
    const char32_t c = d.code_point;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x250)) ++out.latin;
    // Letters from Greek on; signs, emoji and the like lie in the gaps and above.
    if ((c >= 0x370 && c < 0x2000) || (c >= 0x2E80 && c < 0xE000) || (c >= 0xF900 && c < 0xFE00)) ++out.other;
  }
  return out;
}

}  // namespace

bool is_read_language(std::string_view code) { return code.empty() || code.substr(0, 2) == "en"; }

std::vector<std::string> part_languages(const Document& document) {
  std::vector<std::string> out(document.parts.size());
  const std::string& own = document.language.code;
  if (own.empty()) return out;
  const bool english = is_read_language(own);
  for (std::size_t i = 0; i < document.parts.size(); ++i) {
    const Part& part = document.parts[i];
    if (part.region == Region::kBoilerplate || part.span.length() < kFewestForeign) continue;
    const std::string_view text = slice(document.text, part.span);
    // Most parts of an English page end here. Of other pages only what is English is told apart: nothing else is read.
    const double share = share_of_english(text.substr(0, kSample));
    if (english ? share >= kNotEnglish : share < kEnglishHere) continue;
    const Letters letters = letters_of(text);
    const bool foreign = english && letters.other >= kFewestForeign && letters.other > letters.latin;
    if (!foreign && letters.latin + letters.other < kFewestLetters) continue;
    const LanguageGuess guess = language_of(text, "");
    if (guess.code.empty() || guess.code == own || (is_read_language(guess.code) && english)) continue;
    if (guess.p >= kSure) out[i] = guess.code;
  }
  return out;
}

}  // namespace hearsay
