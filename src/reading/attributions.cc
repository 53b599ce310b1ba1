// Attributions: who says what in whose words, each from a cue with its grammar, then nested by reading what each
// content holds: an attribution whose cue stands in another's content is its child, so that chains come out.
#include <algorithm>

#include "reading/chain_links.h"
#include "reading/channels.h"
#include "reading/draft.h"
#include "reading/learned_attributions.h"

namespace hearsay {
namespace {

std::uint32_t total(const Spans& spans) {
  std::uint32_t n = 0;
  for (const Span s : spans) n += s.length();
  return n;
}

// Sorted, joined where they touch or only white space parts them.
void normalize(std::string_view text, Spans& spans) {
  std::erase_if(spans, [](Span s) { return s.empty(); });
  std::sort(spans.begin(), spans.end());
  Spans out;
  for (const Span s : spans) {
    bool joins = !out.empty() && s.begin <= out.back().end;
    if (!joins && !out.empty()) {
      joins = true;
      for (std::uint32_t i = out.back().end; i < s.begin; ++i)
        joins &= text[i] == ' ' || text[i] == '\n' || text[i] == '\t';
      // Over a paragraph's end pieces stay apart.
      for (std::uint32_t i = out.back().end; joins && i < s.begin; ++i) joins = text[i] != '\n';
    }
    if (joins)
      out.back().end = std::max(out.back().end, s.end);
    else
      out.push_back(s);
  }
  spans = std::move(out);
}

// Share of a rule's findings that PolNeAR's training articles have as well, with half of source and content right
// (tools: the attribution scorer, whole_relaxed over predictions, outermost only). Rules too rare there are set by
// hand.
double measured_p(std::string_view rule) {
  struct Measured {
    std::string_view rule;
    double p;
  };
  static constexpr Measured kMeasured[] = {{"verb-clause", 0.81},
                                           {"verb-object", 0.49},
                                           {"verb-preposition", 0.48},
                                           {"verb-infinitive", 0.59},
                                           {"verb-parenthesis", 0.62},
                                           {"according-to", 0.81},
                                           {"verb-quotation", 0.68},
                                           {"raising", 0.49},
                                           {"noun-preposition", 0.36},
                                           {"passive-hidden", 0.44},
                                           {"verb-object-infinitive", 0.56},
                                           {"passive-agent", 0.33},
                                           {"passive-infinitive", 0.57},
                                           {"noun-clause", 0.5},
                                           {"colon", 0.55},
                                           {"noun-infinitive", 0.42},
                                           {"passive-clause", 0.53},
                                           {"adjective-preposition", 0.61},
                                           {"adverb", 0.27},
                                           {"verb-quoted-object", 0.63},
                                           {"poll", 0.48},
                                           {"verb-names", 0.33},
                                           {"introduction", 0.46},
                                           {"adjective-clause", 0.69},
                                           {"adjective-infinitive", 0.46},
                                           {"bracket", 0.7},
                                           {"citing", 0.6},
                                           {"dash", 0.6},
                                           {"signature", 0.6}};
  for (const Measured& m : kMeasured)
    if (m.rule == rule) return m.p;
  return .5;
}

class Finisher {
 public:
  explicit Finisher(const Syntax& s) : s_(s) {}

  [[nodiscard]] Attribution finish(const Draft& d) const {
    const Page& page = s_.page();
    Attribution a;
    a.cue = {s_.bytes(d.cue_tokens)};
    for (const TokenRange r : d.source)
      if (r.begin < r.end) a.source.push_back(s_.bytes(r));
    for (const TokenRange piece : d.content) {
      const TokenRange r = s_.trimmed(piece);
      if (r.begin < r.end) a.content.push_back(s_.bytes(r));
    }
    for (const Index q : d.quotations) a.content.push_back(s_.quotations()[q].outer);
    normalize(page.document.text, a.content);
    cut(a.content, a.cue);
    cut(a.content, a.source);
    for (Span& s : a.content) s = trimmed(s);
    normalize(page.document.text, a.content);
    a.act = d.act;
    a.negated = d.negated;
    a.p = measured_p(d.rule);
    a.rule = d.rule;
    a.cue_head = d.head;
    a.part = s_.part(d.head);
    a.channel = channel_of(s_, d);
    a.quote = quote_of(s_.quotations(), a.content);
    return a;
  }

 private:
  static void cut(Spans& from, const Spans& what) {
    for (const Span c : what) {
      Spans out;
      for (const Span s : from) {
        if (!s.overlaps(c)) {
          out.push_back(s);
          continue;
        }
        if (s.begin < c.begin) out.push_back({s.begin, c.begin});
        if (c.end < s.end) out.push_back({c.end, s.end});
      }
      from = std::move(out);
    }
  }

  // A piece without blanks, commas, stops and dashes at its edges.
  [[nodiscard]] Span trimmed(Span s) const {
    const std::string_view text = s_.page().document.text;
    const auto loose = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == ',' || c == ';' || c == ':'; };
    while (s.begin < s.end && loose(text[s.begin])) ++s.begin;
    while (s.end > s.begin && loose(text[s.end - 1])) --s.end;
    return s;
  }

  const Syntax& s_;
};

// Parents: the smallest content that holds the cue. Contents are walked in text order with a stack of those still open,
// so that a page of nested sayings costs no more than its depth.
void nest(std::vector<Attribution>& all) {
  struct Piece {
    Span span;
    Index owner;
  };
  std::vector<Piece> pieces;
  std::vector<std::uint32_t> size(all.size());
  for (Index i = 0; i < all.size(); ++i) {
    size[i] = total(all[i].content);
    for (const Span s : all[i].content) pieces.push_back({s, i});
  }
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  std::vector<Index> order(all.size());
  for (Index i = 0; i < all.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](Index a, Index b) { return all[a].cue[0].begin < all[b].cue[0].begin; });
  std::vector<Piece> open;
  std::size_t next = 0;
  const auto outranks = [&](Index a, Index b) { return size[a] != size[b] ? size[a] > size[b] : a < b; };
  for (const Index child : order) {
    const Span cue = all[child].cue[0];
    while (next < pieces.size() && pieces[next].span.begin <= cue.begin) open.push_back(pieces[next++]);
    std::erase_if(open, [&](const Piece& p) { return p.span.end <= cue.begin; });
    for (const Piece& p : open) {
      if (p.owner == child || !p.span.contains(cue) || !outranks(p.owner, child)) continue;
      if (all[child].parent == kNone || outranks(all[child].parent, p.owner)) all[child].parent = p.owner;
    }
  }
}

}  // namespace

Quote quote_of(const std::vector<Quotation>& quotations, const Spans& content) {
  bool any = false;
  std::uint32_t inside = 0, all = 0;
  for (const Span c : content) {
    all += c.length();
    std::uint32_t covered = c.begin;  // a quotation in a quotation counts where the content is the inner one
    auto q = std::partition_point(quotations.begin(), quotations.end(),
                                  [&](const Quotation& x) { return x.outer.begin < c.begin; });
    for (; q != quotations.end() && q->outer.begin < c.end; ++q) {
      if (q->outer.begin < covered) continue;
      // One that was never closed reaches over its cue.
      if (q->outer.end > c.end && q->closed) continue;
      any = true;
      covered = std::min(q->outer.end, c.end);
      inside += covered - q->outer.begin;
    }
  }
  if (!any) return Quote::kIndirect;
  return inside + 4 >= all ? Quote::kDirect : Quote::kMixed;
}

void remove(std::vector<Attribution>& attributions, const std::vector<bool>& dropped) {
  std::vector<Index> now(attributions.size(), kNone);
  std::vector<Attribution> kept;
  kept.reserve(attributions.size());
  for (Index k = 0; k < attributions.size(); ++k) {
    if (dropped[k]) continue;
    now[k] = static_cast<Index>(kept.size());
    kept.push_back(attributions[k]);
  }
  for (Attribution& a : kept) {
    while (a.parent != kNone && dropped[a.parent]) a.parent = attributions[a.parent].parent;
    if (a.parent != kNone) a.parent = now[a.parent];
  }
  attributions = std::move(kept);
}

void in_text_order(std::vector<Attribution>& all) {
  std::vector<Index> order(all.size());
  for (Index i = 0; i < all.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return all[a].cue < all[b].cue; });
  std::vector<Index> place(all.size());
  std::vector<Attribution> sorted;
  sorted.reserve(all.size());
  for (Index i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    sorted.push_back(std::move(all[order[i]]));
  }
  for (Attribution& a : sorted)
    if (a.parent != kNone) a.parent = place[a.parent];
  all = std::move(sorted);
}

std::vector<Attribution> find_attributions(const Page& page, const std::vector<Quotation>& quotations,
                                           const Encoding* encoding, LearnedReader* reader) {
  const Syntax syntax(page, quotations);
  std::vector<Draft> drafts;
  find_framed_cues(syntax, drafts);
  find_phrases(syntax, drafts);
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) { return a.head < b.head; });
  attach_quotations(syntax, drafts);

  std::vector<Attribution> out;
  const Finisher finisher(syntax);
  for (std::uint32_t i = 0; i < drafts.size(); ++i) {
    if (drafts[i].content.empty() && drafts[i].quotations.empty()) continue;
    // The grammar's word counts where a bracket says the same.
    if (drafts[i].rule == "bracket" && !out.empty() && out.back().cue_head == drafts[i].head) continue;
    Attribution a = finisher.finish(drafts[i]);
    if (a.content.empty() || a.cue[0].empty()) continue;
    out.push_back(std::move(a));
  }
  if (encoding != nullptr && reader != nullptr)
    out = join_readers(syntax, read_attributions(syntax, *encoding, *reader), std::move(out));
  nest(out);
  mend_relayed_sayings(syntax, out);
  add_informants(syntax, out);
  add_cited_sources(syntax, out);
  in_text_order(out);
  return out;
}

}  // namespace hearsay
