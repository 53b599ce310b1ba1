// Media: whether a phrase names a paper, a station, an agency, a show or a site, to whom people speak or who carry what
// they said. Some phrases say so by a word ("Radio Sahel", "the weekly Profil"); a name that is no person's, place's,
// state body's or firm's may be one, and is where only media stand: "told the Bay Courier", "an interview with X".
//
// Ownership: refers to the Syntax for the call. Threads: pure. Units: token indices.
#pragma once

#include "reading/syntax.h"

namespace hearsay {

enum class MediumSign : std::uint8_t { kNo, kName, kWord };

// The whole name or noun phrase around its head, with numbers and titles of several words ("Channel 8", "Dawn with
// Dana").
[[nodiscard]] TokenRange name_around(const Syntax& syntax, std::uint32_t head);

// What the phrase with this head tells of a medium. "The magazine Harbour Life" is one phrase.
[[nodiscard]] MediumSign medium_sign(const Syntax& syntax, std::uint32_t head);

// "the magazine Harbour Life": the name that touches its noun; kNone.
[[nodiscard]] std::uint32_t name_beside(const Syntax& syntax, std::uint32_t head);

// "On Facebook", "on X": where one writes without anybody carrying it.
[[nodiscard]] bool is_platform(std::string_view lower);

}  // namespace hearsay
