// Units of measurement and currencies, as figures need them.
// Ownership: static tables. Threads: pure. Facts: ISO 4217 codes; SI and customary units under their English names.
#pragma once

#include <optional>
#include <string_view>

#include "reading/reading.h"

namespace hearsay {

struct MeasureUnit {
  FigureKind kind = FigureKind::kOther;
  std::string_view name;  // the plural, as it is printed
  std::uint32_t end = 0;  // the token after it
};

// The unit that begins at token `i`: "square kilometers", "km", "hectares", "tonnes", "percentage points", "miles per
// hour".
[[nodiscard]] std::optional<MeasureUnit> unit_at(const Analysis& analysis, std::uint32_t i, std::uint32_t limit);

// ISO 4217 code of a currency sign before a number ("€", "US$", "Rs."), or "".
[[nodiscard]] std::string_view currency_of_sign(std::string_view text);
// The same for a word after a number: "dollars", "EUR", "shillings" (no code is certain: "shillings" itself), or "".
[[nodiscard]] std::string_view currency_of_word(std::string_view text, std::string_view lower);

}  // namespace hearsay
