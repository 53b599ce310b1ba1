// Scare quotes: words in quotation marks from which the outlet keeps its distance and which it gives to nobody: "the
// so-called “people's mayor”", "was dubbed a “traitor”". Where a name is given by somebody, the marks quote that
// somebody.
#include <algorithm>
#include <array>
#include <string>

#include "reading/chain_links.h"

namespace hearsay {
namespace {

constexpr std::uint32_t kMaxTokens = 7;
constexpr std::size_t kMaxFound = 64;  // each looks at all contents: bounds the work on a hostile page

constexpr std::array<std::string_view, 7> kDistancing = {
    "so-called", "self-styled", "self-proclaimed", "self-described", "self-appointed", "supposed", "would-be"};

}  // namespace

void mark_scare_quotes(const Page& page, const std::vector<Quotation>& quotations,
                       std::vector<Attribution>& attributions) {
  const Analysis& a = page.analysis;
  const auto tokens_of = [&](Span inner) {
    TokenRange r{a.token_at(inner.begin), 0};
    r.end = r.begin;
    while (r.end < a.tokens.size() && a.tokens[r.end].span.begin < inner.end) ++r.end;
    return r;
  };
  for (Attribution& x : attributions) {
    if (!x.source.empty() || x.quote == Quote::kIndirect || x.cue_head >= a.tokens.size()) continue;
    const Cue* cue = verb_cue(a.tokens[x.cue_head].lemma);
    if (cue == nullptr || !cue->takes(kNames)) continue;
    std::uint32_t words = 0;
    auto at = std::partition_point(quotations.begin(), quotations.end(),
                                   [&](const Quotation& q) { return q.outer.begin < x.content.front().begin; });
    for (; at != quotations.end() && at->outer.begin < x.content.back().end; ++at) {
      const Quotation& q = *at;
      const bool inside = std::any_of(x.content.begin(), x.content.end(), [&](Span s) { return s.contains(q.outer); });
      if (inside) words = std::max(words, tokens_of(q.inner).end - tokens_of(q.inner).begin);
    }
    if (words > 0 && words <= kMaxTokens) x.quote = Quote::kScare;
  }
  std::size_t found = 0;
  for (const Quotation& q : quotations) {
    if (found == kMaxFound) break;
    if (!q.closed || q.outer.begin < 2) continue;
    const TokenRange r = tokens_of(q.inner);
    if (r.begin >= r.end || r.end - r.begin > kMaxTokens || r.begin < 2) continue;
    const std::uint32_t mark = a.token_at(q.outer.begin);
    if (mark == 0) continue;
    // "so-called" may be three tokens
    std::uint32_t first = mark;
    while (first > 0 && mark - first < 3 && a.tokens[first - 1].sentence == a.tokens[mark].sentence &&
           (first == mark || a.tokens[first - 1].span.end == a.tokens[first].span.begin))
      --first;
    if (first == mark) continue;
    const Span words{a.tokens[first].span.begin, a.tokens[mark - 1].span.end};
    std::string lower(page.text(words));
    for (char& c : lower)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 32);
    if (std::find(kDistancing.begin(), kDistancing.end(), lower) == kDistancing.end()) continue;
    Attribution x;
    x.cue = {words};
    x.content = {q.outer};
    x.cue_head = mark - 1;
    x.part = q.part;
    x.act = Act::kSay;
    x.quote = Quote::kScare;
    x.p = .5;
    x.rule = "scare";
    // Inside somebody's words it is theirs.
    std::uint32_t least = ~0u;
    for (Index k = 0; k < attributions.size(); ++k) {
      for (const Span s : attributions[k].content) {
        if (!s.contains(words) || s.length() >= least || attributions[k].rule == "scare") continue;
        least = s.length();
        x.parent = k;
      }
    }
    attributions.push_back(std::move(x));
    ++found;
  }
  in_text_order(attributions);
}

}  // namespace hearsay
