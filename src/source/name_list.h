// Lists of names as bylines and metadata have them, cut into people, agencies and offices.
//
// What it is: "By Dr. Ana Koš (ana@gull.example), court reporter, and Bo Ek in Umag | The Gull / AFP" has two people
// and an agency. Labels, roles, places, addresses, handles and degrees are left out; what names neither a person nor an
// agency but signs ("Staff", "XYZ") is an office. Ownership: views only; ranges count in the text given and hold a name
// as it is written. Threads: pure. Units: bytes. Fails: empty lists. Bounds: the first kMaxNameList bytes. Facts:
// bylines of news pages in some twenty languages.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace hearsay {

inline constexpr std::size_t kMaxNameList = 2000;

struct NameList {
  std::vector<Span> people;
  std::vector<Span> agencies;
  std::vector<Span> offices;
};

// `loose`: the text is known to hold authors, so names in small letters and of one word count.
[[nodiscard]] NameList cut_names(std::string_view text, bool loose);

// A word that leads to an author, at the head of `text` and followed by a blank or a colon: "by", "written by", "von",
// "Autor:". Its length, or 0.
[[nodiscard]] std::size_t byword_length(std::string_view text);

// "reporter", "Court-reporter", "Redaktion" among the words.
[[nodiscard]] bool has_role(std::string_view text);

// One to six words that could be a person's name.
[[nodiscard]] bool is_name(std::string_view text, bool loose);

// Chinese, Japanese and Korean write a name without a blank.
[[nodiscard]] bool is_unspaced_script(std::string_view word);

// Its words, cut at white space (a no-break space is one).
[[nodiscard]] std::vector<Span> words_of(std::string_view text);

// A word without the commas, stops, colons and semicolons behind it.
[[nodiscard]] std::string_view without_marks(std::string_view word);
// Not a small ASCII letter: what other scripts begin a name with is not ours to judge.
[[nodiscard]] bool begins_large(std::string_view word);

}  // namespace hearsay
