#include "language/labels.h"

#include <array>

namespace hearsay {

namespace {

#define HEARSAY_SPELLING(id, text) std::string_view(text),
constexpr auto kPosNames = std::to_array<std::string_view>({HEARSAY_POS(HEARSAY_SPELLING)});
constexpr auto kTagNames = std::to_array<std::string_view>({HEARSAY_TAG(HEARSAY_SPELLING)});
constexpr auto kDepNames = std::to_array<std::string_view>({HEARSAY_DEP(HEARSAY_SPELLING)});
constexpr auto kEntityNames = std::to_array<std::string_view>({HEARSAY_ENTITY(HEARSAY_SPELLING)});
#undef HEARSAY_SPELLING

template <class Label, std::size_t N>
std::optional<Label> find(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Label>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name(Pos label) { return kPosNames[static_cast<std::size_t>(label)]; }
std::string_view name(Tag label) { return kTagNames[static_cast<std::size_t>(label)]; }
std::string_view name(Dep label) { return kDepNames[static_cast<std::size_t>(label)]; }
std::string_view name(EntityLabel label) { return kEntityNames[static_cast<std::size_t>(label)]; }

std::optional<Pos> pos_of(std::string_view name) { return find<Pos>(kPosNames, name); }
std::optional<Tag> tag_of(std::string_view name) { return find<Tag>(kTagNames, name); }
std::optional<Dep> dep_of(std::string_view name) { return find<Dep>(kDepNames, name); }
std::optional<EntityLabel> entity_label_of(std::string_view name) { return find<EntityLabel>(kEntityNames, name); }

}  // namespace hearsay
