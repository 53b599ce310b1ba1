// PLOVER's primary sector of whoever a phrase names: "defence ministry spokesman" GOV, "army chief" MIL.
// Ownership: static tables, written by hand. Threads: pure. Units: words in lower case, in text order.
// Facts: PLOVER manual 2.0, table of sector codes: COP GOV JUD LEG MIL PRM PTY REB SPY UAF · AGR BUS CRM CVL EDU ELI
// JRN LAB MED REF OPP REL SOC. Fails: never; "" where no word tells.
#pragma once

#include <span>
#include <string_view>

namespace hearsay {

// `head`: index of the phrase's head. A word for an office or a trade decides alone; a general one ("spokesman",
// "chief", "group") leaves it to the words before it, then to those behind it. Who held a state's office before is ELI.
[[nodiscard]] std::string_view sector_of_phrase(std::span<const std::string_view> words, std::size_t head);

}  // namespace hearsay
