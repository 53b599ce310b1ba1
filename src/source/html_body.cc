#include "source/html_body.h"

#include <algorithm>

#include "source/html_body_scorer.h"
#include "source/html_line.h"

namespace hearsay {

namespace {

// A short line that leads to another page is none of the article's wherever it stands; a sentence that only begins like
// one is left to the judge.
bool leads_off(const BodyInput& input, std::size_t i) {
  const HtmlBlock& block = input.blocks.blocks[i];
  if (block.length >= 200) return false;
  const std::string_view text = slice(input.text, input.parts[i].span);
  return leads_away(text) && (block.link_length * 4 > block.length || !text.ends_with('.'));
}

// Words right beside a picture, in an element that calls itself a figure or caption or with a credit among them.
bool is_caption(const BodyFeatureRow& row) {
  const auto value = [&](BodyFeature feature) { return row[static_cast<std::size_t>(feature)]; };
  using F = BodyFeature;
  if (value(F::length) > 300 || value(F::link_share) > 50 || value(F::heading_level) > 0) return false;
  if (value(F::media_steps) > 3) return false;
  return value(F::to_figure) <= 3 || value(F::to_caption) <= 3 || (value(F::credit) && value(F::media_steps) <= 2);
}

// A heading is the article's only where text of its own follows.
void drop_headings_without_text(const BodyInput& input, Body& body) {
  bool text_follows = false;
  for (std::size_t i = body.in.size(); i-- > 0;) {
    if (!body.in[i]) continue;
    if (!input.blocks.blocks[i].heading_tag) {
      text_follows = true;
    } else if (!text_follows) {
      body.in[i] = false;
    }
  }
}

// The text proper begins at the first prose; what is the article's before it is a standfirst or the like.
void set_hull(const PageProse& prose, const BodyInput& input, Body& body) {
  std::optional<std::uint32_t> first, first_prose;
  for (std::uint32_t i = 0; i < body.in.size(); ++i) {
    if (!body.in[i]) continue;
    if (!first) first = i;
    const NodeIndex element = input.blocks.blocks[i].element;
    if (!first_prose && prose.weight[i] > 30 * 64 && is_under(input.tree, element, prose.element)) first_prose = i;
    body.last = i + 1;
  }
  if (first) body.first = first_prose.value_or(*first);
}

}  // namespace

Body find_body(const BodyInput& input, BodyTrace* trace) {
  Body body;
  body.in.assign(input.blocks.blocks.size(), false);
  body.caption.assign(input.blocks.blocks.size(), false);
  const PageProse prose = find_prose(input.tree, input.blocks, input.parts, input.taken);
  body.element = prose.element;
  if (prose.heaviest == kNoNode) return body;
  BodyFeatures features = body_features(input, prose);
  const std::vector<std::int32_t> scores = body_scores(features);
  for (std::size_t k = 0; k < scores.size(); ++k) {
    const std::uint32_t i = features.blocks[k];
    body.in[i] = scores[k] > 0 && !leads_off(input, i);
    body.caption[i] = !body.in[i] && is_caption(features.rows[k]);
  }
  drop_headings_without_text(input, body);
  set_hull(prose, input, body);
  if (trace != nullptr) trace->features = std::move(features);
  return body;
}

}  // namespace hearsay
