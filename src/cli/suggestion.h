// "Did you mean …": the nearest of the words that would have been right.
// Ownership: a view into `known`. Threads: pure. Measure: restricted Damerau-Levenshtein distance in bytes, at most a
// third of the word's length (at least one), the first of `known` among equals; a word that begins one is near too.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hearsay::cli {

[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> known);

// "; did you mean 'x'?" or "".
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

}  // namespace hearsay::cli
