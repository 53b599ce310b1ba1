// Attributions: who says what in whose words, each from a cue with its grammar, then nested by reading what each
// content holds: an attribution whose cue stands in another's content is its child, so that chains come out.
#include <algorithm>

#include "reading/channels.h"
#include "reading/draft.h"

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
    a.p = d.p;
    a.rule = d.rule;
    a.cue_head = d.head;
    a.part = s_.part(d.head);
    a.channel = channel_of(s_, d);
    a.quote = quote_of(a.content);
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

  [[nodiscard]] Quote quote_of(const Spans& content) const {
    const auto& quotations = s_.quotations();
    bool any = false;
    std::uint32_t inside = 0, all = 0;
    for (const Span c : content) {
      all += c.length();
      auto q = std::partition_point(quotations.begin(), quotations.end(),
                                    [&](const Quotation& x) { return x.outer.begin < c.begin; });
      for (; q != quotations.end() && q->outer.begin < c.end; ++q) {
        if (q->depth != 0 || q->outer.end > c.end) continue;
        any = true;
        inside += q->outer.length();
      }
    }
    if (!any) return Quote::kIndirect;
    return inside + 4 >= all ? Quote::kDirect : Quote::kMixed;
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

std::vector<Attribution> find_attributions(const Page& page, const std::vector<Quotation>& quotations) {
  const Syntax syntax(page, quotations);
  std::vector<Draft> drafts;
  find_framed_cues(syntax, drafts);
  find_phrases(syntax, drafts);
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) { return a.head < b.head; });
  attach_quotations(syntax, drafts);

  std::vector<Attribution> out;
  const Finisher finisher(syntax);
  for (const Draft& d : drafts) {
    if (d.content.empty() && d.quotations.empty()) continue;
    Attribution a = finisher.finish(d);
    if (a.content.empty() || a.cue[0].empty()) continue;
    out.push_back(std::move(a));
  }
  std::stable_sort(out.begin(), out.end(), [](const Attribution& a, const Attribution& b) { return a.cue < b.cue; });
  nest(out);
  return out;
}

}  // namespace hearsay
