// The contract's spelling of each enum of reading.h.
#include <array>

#include "reading/reading.h"

namespace hearsay {

namespace {
template <class E, std::size_t N>
std::string_view pick(const std::array<std::string_view, N>& names, E value) {
  return names[static_cast<std::size_t>(value)];
}
constexpr auto kVoiceKinds =
    std::to_array<std::string_view>({"outlet", "agency", "person", "organization", "government", "military", "group",
                                     "document", "poll", "media", "anonymous", "reader", "author"});
constexpr auto kActs =
    std::to_array<std::string_view>({"say",    "report",  "announce", "acknowledge", "deny",    "claim",    "allege",
                                     "accuse", "promise", "threaten", "demand",      "order",   "ask",      "believe",
                                     "expect", "want",    "know",     "show",        "suggest", "perceive", "other"});
constexpr auto kChannels =
    std::to_array<std::string_view>({"unknown", "statement", "interview", "press_report", "document", "footage",
                                     "social_media", "broadcast", "poll", "court", "leak"});
constexpr auto kQuotes = std::to_array<std::string_view>({"indirect", "direct", "mixed", "scare"});
constexpr auto kRunnersUp = std::to_array<std::string_view>({"", "source", "cue", "content"});
constexpr auto kCommitments = std::to_array<std::string_view>({"CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"});
constexpr auto kBounds =
    std::to_array<std::string_view>({"exact", "at_least", "at_most", "more_than", "less_than", "about", "between"});
constexpr auto kFigureKinds = std::to_array<std::string_view>(
    {"count", "area", "money", "percent", "distance", "duration", "age", "rank", "weight", "rate", "other"});
constexpr auto kTimeTypes = std::to_array<std::string_view>({"DATE", "TIME", "DURATION", "SET"});
}  // namespace

std::string_view name(VoiceKind kind) { return pick(kVoiceKinds, kind); }
std::string_view name(Act act) { return pick(kActs, act); }
std::string_view name(Channel channel) { return pick(kChannels, channel); }
std::string_view name(Quote quote) { return pick(kQuotes, quote); }
std::string_view name(Attribution::RunnerUp::Of role) { return pick(kRunnersUp, role); }
std::string_view name(Commitment commitment) { return pick(kCommitments, commitment); }
std::string_view name(Bound bound) { return pick(kBounds, bound); }
std::string_view name(FigureKind kind) { return pick(kFigureKinds, kind); }
std::string_view name(TimeType type) { return pick(kTimeTypes, type); }

}  // namespace hearsay
