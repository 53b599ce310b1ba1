// The register of reader comments: where an edited article ends and readers begin to talk, in text without markup.
//
// What it is: scores a paragraph by marks of unedited writing (small letters at the start, no full stop, laughter,
// stretched words, dropped apostrophes, blanks before full stops, second person, slang), and finds the place from which
// on most paragraphs have them, after an article in which hardly any has.
// Ownership: views only. Threads: pure. Fails: never; where the change is not clear there are no comments, since an
// invented reader is worse than a missed one (no more than 1 in 100 articles of PolNeAR's training part).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace hearsay {

// Marks of unedited writing, weighted; an edited paragraph has 0 or below, a comment mostly 2 or more.
[[nodiscard]] double reader_score(std::string_view paragraph);

// Index of the first comment among `paragraphs` (in order, without headings at the top), or nullopt.
[[nodiscard]] std::optional<std::size_t> first_comment(const std::vector<std::string_view>& paragraphs);

// "Comments", "6 Comments", "Reader comments (12):" as a whole line.
[[nodiscard]] bool is_comments_heading(std::string_view line);

}  // namespace hearsay
