// News agencies and the lines that credit them.
//
// What it is: knows agencies by name, finds a dateline at the head of a paragraph ("KIGOMA, Tanzania (Lakeside Wire)
// -"), and tells credit lines ("(Reporting by …)", "© AP"). Origins rest on these: a credited page is nobody's own
// word. Ownership: views only. Threads: pure. Units: bytes of the text given. Fails: nullopt. Facts: AP and Reuters
// style (datelines in capitals, agency in brackets); agencies: members of the European Alliance of News Agencies and
// the large ones beyond it.
#pragma once

#include <optional>
#include <string_view>

#include "base/span.h"

namespace hearsay {

// The agency that `name` is, by a common spelling ("AP", "The Associated Press"), or "" for anything else. Without
// case, but for names of two letters.
[[nodiscard]] std::string_view agency_named(std::string_view name);

// Whether a name is an agency's: a known one, or one that says so ("Lakeside Wire", "Union Telegraph Agency").
[[nodiscard]] bool is_agency_name(std::string_view name);

struct Dateline {
  Span span;    // place to dash, from the beginning of the paragraph
  Span place;   // may be empty: "(Reuters) -"
  Span agency;  // without brackets; may be empty
};

// REQUIRES: `paragraph` begins with its first character, not with white space.
[[nodiscard]] std::optional<Dateline> dateline_of(std::string_view paragraph);

// The agency (a range of `line`) that a whole line credits: "(AP)", "Reuters", "Source: dpa", "— AFP", "© 2024
// Reuters", "With material from AFP". Empty where it is a credit line without a known agency ("Reporting by X; editing
// by Y").
[[nodiscard]] std::optional<Span> credit_line(std::string_view line);

}  // namespace hearsay
