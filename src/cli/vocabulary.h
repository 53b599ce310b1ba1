// The contract's values as choices for options, taken from the rooms that define them.
#pragma once

#include <string>
#include <vector>

#include "reading/reading.h"

namespace hearsay::cli {

template <class E>
[[nodiscard]] std::vector<std::string> names_up_to(E last) {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(last); ++i) names.emplace_back(name(static_cast<E>(i)));
  return names;
}

[[nodiscard]] inline std::vector<std::string> voice_kinds() { return names_up_to(VoiceKind::kAuthor); }
[[nodiscard]] inline std::vector<std::string> acts() { return names_up_to(Act::kOther); }
[[nodiscard]] inline std::vector<std::string> commitments() { return names_up_to(Commitment::kUu); }
[[nodiscard]] inline std::vector<std::string> figure_kinds() { return names_up_to(FigureKind::kOther); }

}  // namespace hearsay::cli
