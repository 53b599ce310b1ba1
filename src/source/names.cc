// The contract's spelling of part kinds and regions.
#include <array>

#include "source/source.h"

namespace hearsay {

namespace {
constexpr auto kKinds = std::to_array<std::string_view>({"headline", "standfirst", "byline", "dateline", "paragraph",
                                                         "heading", "list_item", "quote", "caption", "table", "comment",
                                                         "credit", "other"});
constexpr auto kRegions = std::to_array<std::string_view>({"main", "comments", "boilerplate"});
}  // namespace

std::string_view name(PartKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view name(Region region) { return kRegions[static_cast<std::size_t>(region)]; }

}  // namespace hearsay
