// What the scorer of the article's body sees of each block: whole numbers of its text, its place in the tree, and its
// neighbours.
//
// What it is: kBodyFeatures numbers a block, in one pass over the blocks after html_prose.h found where the prose is.
// Distances to named elements ("so many steps up to something that calls itself related") leave out elements that hold
// much of the page's prose: a name around everything says nothing. Percentages are rounded down, long lengths clipped.
// Ownership: plain values; views the caller's page while it runs. Threads: pure. Fails: never. Time: linear in blocks
// and nodes. Facts: features after Kohlschuetter et al. 2010 (density of text and links, of the neighbours too),
// Peters and Lecocq 2013 and Vogels et al. 2018 (words in class names, place, siblings of one kind).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "source/html_blocks.h"
#include "source/html_prose.h"

namespace hearsay {

// clang-format off
#define HEARSAY_BODY_FEATURES(X)                                                                                     \
  /* its text */                                                                                                     \
  X(length) X(link_share) X(links) X(marks) X(marks_share) X(strong_share) X(slanted_share) X(words) X(breaks)       \
  X(digits) X(capitals) X(capital_words) X(first) X(last) X(telling_words) X(promotion) X(consent) X(credit)         \
  X(media_word) X(share_word) X(advert_word) X(related_word) X(notice) X(signs) X(leads_away)                        \
  /* its element */                                                                                                  \
  X(kind) X(heading_level) X(list_depth) X(tag) X(paragraph_tag) X(media_count) X(media_steps) X(media_after)         \
  /* steps up to the nearest element of a kind, kFar where there is none */                                          \
  X(to_navigation) X(to_related) X(to_social) X(to_subscribe) X(to_advert) X(to_footer) X(to_sidebar) X(to_popup)    \
  X(to_tags) X(to_bio) X(to_form) X(to_byline) X(to_date) X(to_standfirst) X(to_caption) X(to_body) X(to_comments)   \
  X(to_aside) X(to_figure) X(to_article) X(to_main) X(to_section) X(to_header) X(to_table) X(to_list) X(to_quote)    \
  /* its place */                                                                                                    \
  X(off) X(weight) X(raw_weight) X(in_element) X(in_heaviest) X(up) X(down) X(depth) X(parent_share) X(second_share) \
  X(third_share) X(container_count) X(container_share) X(container_links) X(class_count) X(class_share)              \
  X(class_links) X(class_length) X(since_first) X(until_last) X(prose_before) X(prose_after) X(page_part)            \
  X(after_headline) X(repeated) X(near_before) X(near_after) X(heading_before) X(heading_away)                       \
  /* the page */                                                                                                     \
  X(page_blocks) X(page_prose) X(element_share) X(article_body) X(headline_likeness)                                 \
  /* its neighbours */                                                                                               \
  X(before_length) X(before_links) X(before_kind) X(before_same) X(before2_length) X(before2_links)                  \
  X(after_length) X(after_links) X(after_kind) X(after_same) X(after2_length) X(after2_links)
// clang-format on

enum class BodyFeature : std::uint8_t {
#define X(name) name,
  HEARSAY_BODY_FEATURES(X)
#undef X
      count
};
inline constexpr std::size_t kBodyFeatures = static_cast<std::size_t>(BodyFeature::count);
inline constexpr std::int16_t kFar = 20;  // steps

using BodyFeatureRow = std::array<std::int16_t, kBodyFeatures>;

struct BodyInput {
  const HtmlTree& tree;
  const HtmlBlocks& blocks;
  const std::vector<Part>& parts;
  std::string_view text;
  std::vector<bool> taken;  // blocks that are something else already (comments): never body
  std::optional<std::uint32_t> headline;
  std::string_view article_body = {};  // what the page's metadata gives as the article, "" where nothing
};

struct BodyFeatures {
  std::vector<std::uint32_t> blocks;  // those that come into question at all, rising
  std::vector<BodyFeatureRow> rows;   // one for each of these
  // Of each of these: blocks of the same template, and blocks in the same element, have the same number.
  std::vector<std::uint32_t> classes, containers;
};

[[nodiscard]] BodyFeatures body_features(const BodyInput& input, const PageProse& prose);

// "length", "link_share" …
[[nodiscard]] std::string_view name(BodyFeature feature);

}  // namespace hearsay
