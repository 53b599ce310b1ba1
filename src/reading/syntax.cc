#include "reading/syntax.h"

#include <algorithm>

namespace hearsay {

Syntax::Syntax(const Page& page, const std::vector<Quotation>& quotations)
    : page_(page), quotations_(quotations), tokens_(page.analysis.tokens) {
  const std::uint32_t n = size();
  first_child_.assign(n + 1, 0);
  for (std::uint32_t i = 0; i < n; ++i)
    if (tokens_[i].head != i) ++first_child_[tokens_[i].head + 1];
  for (std::uint32_t i = 0; i < n; ++i) first_child_[i + 1] += first_child_[i];
  children_.resize(first_child_[n]);
  std::vector<std::uint32_t> fill(first_child_.begin(), first_child_.end() - 1);
  for (std::uint32_t i = 0; i < n; ++i)
    if (tokens_[i].head != i) children_[fill[tokens_[i].head]++] = i;

  enter_.assign(n, 0);
  leave_.assign(n, 0);
  std::vector<std::uint32_t> stack;
  std::uint32_t clock = 0;
  for (std::uint32_t root = 0; root < n; ++root) {
    if (tokens_[root].head != root) continue;
    stack.push_back(root);
    while (!stack.empty()) {
      const std::uint32_t i = stack.back();
      if (leave_[i] == 0) {
        enter_[i] = clock++;
        leave_[i] = enter_[i] + 1;  // seen; the true value comes when all below is done
        for (const std::uint32_t c : children(i)) stack.push_back(c);
        if (children(i).empty()) stack.pop_back();
      } else {
        leave_[i] = clock;
        stack.pop_back();
      }
    }
  }
  for (std::uint32_t i = 0; i < n; ++i) leave_[i] = std::max(leave_[i], enter_[i] + 1);

  unit_of_sentence_.assign(page.analysis.sentences.size(), 0);
  for (std::uint32_t u = 0; u < page.analysis.units.size(); ++u) {
    const TokenRange s = page.analysis.units[u].sentences;
    for (std::uint32_t i = s.begin; i < s.end; ++i) unit_of_sentence_[i] = u;
  }

  outer_quotation_.assign(n, kNone);
  inner_quotation_.assign(n, kNone);
  // Quotations come in text order, an outer one before those inside it: the last to write is the innermost. Those
  // that are not nested are disjoint, and nesting is bounded by the scanner, so this is linear.
  for (Index q = 0; q < quotations.size(); ++q) {
    const Span inner = quotations[q].inner;
    for (std::uint32_t i = page.analysis.token_at(inner.begin); i < n && tokens_[i].span.begin < inner.end; ++i) {
      if (tokens_[i].span.begin < inner.begin) continue;
      if (quotations[q].depth == 0) outer_quotation_[i] = q;
      inner_quotation_[i] = q;
    }
  }
}

std::uint32_t Syntax::child(std::uint32_t i, std::initializer_list<Dep> deps) const {
  for (const std::uint32_t c : children(i))
    if (std::find(deps.begin(), deps.end(), tokens_[c].dep) != deps.end()) return c;
  return kNone;
}

bool Syntax::is_mark(std::uint32_t i) const {
  const std::string_view t = tokens_[i].text;
  return t == "\"" || t == "“" || t == "”" || t == "''" || t == "``" || t == "‘" || t == "’" || t == "'" || t == "«" ||
         t == "»" || t == "„" || t == "`" || t == "‚" || t == "‹" || t == "›" || t == "「" || t == "」" || t == "『" ||
         t == "』";
}

bool Syntax::is_edge_punctuation(std::uint32_t i) const {
  const std::string_view t = tokens_[i].text;
  return t == "," || t == "." || t == ";" || t == ":" || t == "-" || t == "--" || t == "–" || t == "—" || t == "---";
}

TokenRange Syntax::trimmed(TokenRange range) const {
  const auto edge = [&](std::uint32_t i) { return is_edge_punctuation(i) || tokens_[i].pos == Pos::SPACE; };
  while (range.begin < range.end && edge(range.begin)) ++range.begin;
  while (range.end > range.begin && edge(range.end - 1)) --range.end;
  return range;
}

TokenRanges without(const TokenRanges& from, TokenRange cut) {
  TokenRanges out;
  for (const TokenRange r : from) {
    if (cut.begin >= cut.end || cut.end <= r.begin || r.end <= cut.begin) {
      out.push_back(r);
      continue;
    }
    if (r.begin < cut.begin) out.push_back({r.begin, cut.begin});
    if (cut.end < r.end) out.push_back({cut.end, r.end});
  }
  return out;
}

}  // namespace hearsay
