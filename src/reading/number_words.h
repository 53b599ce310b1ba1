// Numbers as news writes them: "1,200", "60 000", "10 thousand", "half a million", "twenty-four", "5bn", "dozens".
// Ownership: plain values. Threads: pure. Units: token indices, half-open. Fails: nullopt where no number begins.
// The intervals of vague words are a convention of ours, stated in one table (kVague) and in the manual.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "language/language.h"

namespace hearsay {

struct Number {
  double value = 0;       // the number said; for a vague word its lowest
  double high = 0;        // equals value but for vague words
  bool vague = false;     // "dozens", "hundreds of thousands"
  bool digits = false;    // written with digits
  bool article = false;   // "a million", "a dozen": begins with an article
  std::uint32_t end = 0;  // the token after it
};

// The number that begins at token `i`, reading no further than `limit`.
[[nodiscard]] std::optional<Number> number_at(const Analysis& analysis, std::uint32_t i, std::uint32_t limit);

// "12", "1,200", "2.4", "5bn", "30k": digits with thousands separators, a decimal point, a scale letter.
[[nodiscard]] std::optional<double> digits_value(std::string_view word);

// Zero to nineteen and the tens; nullopt for all else ("hundred" is a scale).
[[nodiscard]] std::optional<int> small_number_word(std::string_view lower);

// "first" … "thirty-first" as words or "21st"; 0 where it is none.
[[nodiscard]] int ordinal_value(std::string_view lower);

}  // namespace hearsay
