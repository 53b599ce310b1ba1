// One list of attributions from two readers. The encoder knows best who is source, cue and content; the rules over the
// parse know the cue's act, quotations that run on in other paragraphs, and patterns that the encoder's training data
// leaves out ("I think", brackets, transcripts). So: every attribution of the encoder, with the rules' knowledge of
// the same cue; then the rules' others, where the encoder does not speak against them.
#include <algorithm>
#include <array>

#include "base/portable_math.h"
#include "reading/channels.h"
#include "reading/learned_attributions.h"

namespace hearsay {
namespace {

// What only the rules see counts where the encoder's probability of a cue reaches this. It is low for patterns that the
// encoder's training articles leave unmarked or hardly have; high for frames in which their annotators saw an
// attribution in one of three. Measured on PolNeAR's and GUM's development parts.
double least_cue_probability(std::string_view rule, bool self, bool nested) {
  static constexpr std::array<std::string_view, 6> kSigns = {"bracket",   "source-line", "answer",
                                                             "signature", "hidden",      "standpoint"};
  static constexpr std::array<std::string_view, 8> kMarks = {
      "dash", "colon", "introduction", "question", "as-clause", "headline-tail", "verb-figure", "verb-finding"};
  static constexpr std::array<std::string_view, 8> kClauses = {"verb-clause",      "verb-parenthesis", "verb-quotation",
                                                               "adjective-clause", "noun-clause",      "passive-clause",
                                                               "raising",          "according-to"};
  const auto is_one_of = [&](const auto& rules) { return std::find(rules.begin(), rules.end(), rule) != rules.end(); };
  if (is_one_of(kSigns)) return 0;
  if (is_one_of(kMarks)) return .02;
  if (is_one_of(kClauses)) return self ? .01 : .15;
  return nested ? .3 : .6;
}

// Below this probability an attribution of the encoder is left out: where no rule sees its cue, and where one does.
// Measured on the same parts: beyond, what goes is more often right than wrong.
constexpr double kLeastAlone = .4, kLeastShared = .1;
constexpr std::string_view kEncoderAlone = "encoder";

bool is_self(std::string_view word) { return word == "i" || word == "we" || word == "you"; }

class Join {
 public:
  Join(const Syntax& s, const LearnedPage& learned, std::vector<Attribution> rules)
      : s_(s), learned_(learned), rules_(std::move(rules)), used_(rules_.size(), false) {
    for (std::size_t r = 0; r < rules_.size(); ++r) by_head_.emplace_back(rules_[r].cue_head, r);
    std::sort(by_head_.begin(), by_head_.end());
  }

  std::vector<Attribution> join() {
    std::vector<Attribution> out;
    out.reserve(learned_.found.size() + rules_.size());
    for (const LearnedAttribution& l : learned_.found) {
      Attribution a = finished(l);
      if (a.p >= (a.rule == kEncoderAlone ? kLeastAlone : kLeastShared)) out.push_back(std::move(a));
    }
    std::vector<Span> contents;
    for (const Attribution& a : out) contents.insert(contents.end(), a.content.begin(), a.content.end());
    std::sort(contents.begin(), contents.end());
    for (std::size_t i = 1; i < contents.size(); ++i)  // how far the contents reach that begin here or before
      contents[i].end = std::max(contents[i].end, contents[i - 1].end);
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      Attribution& a = rules_[r];
      const Span cue = a.cue.front();
      if (used_[r] || meets_learned_cue(cue)) continue;
      const std::optional<double> cue_p = learned_.cue_probability(s_[a.cue_head].span.begin);
      const bool self = a.source.size() == 1 && is_self(lowered_first_word(a.source.front()));
      const auto after =
          std::partition_point(contents.begin(), contents.end(), [&](Span c) { return c.begin <= cue.begin; });
      const bool nested = after != contents.begin() && (after - 1)->end >= cue.end;
      if (cue_p) {
        // A content in pieces is read piece by piece, so that a saying in the one of what stands in the other is not
        // seen.
        const bool parted = nested && a.content.back().end > (after - 1)->end;
        const double least = std::min(least_cue_probability(a.rule, self, nested), parted ? .02 : 1.);
        if (*cue_p < least) continue;
        if (least > 0) a.p = std::min(a.p, std::max(*cue_p, kLeastAlone));
      }
      out.push_back(std::move(a));
    }
    std::stable_sort(out.begin(), out.end(), [](const Attribution& a, const Attribution& b) { return a.cue < b.cue; });
    return out;
  }

 private:
  [[nodiscard]] std::string_view lowered_first_word(Span s) const {
    const std::uint32_t i = s_.page().analysis.token_at(s.begin);
    return i < s_.size() ? s_[i].lower : std::string_view();
  }

  [[nodiscard]] bool meets_learned_cue(Span cue) const {
    // Cues of the encoder do not overlap each other and are in order.
    const auto after = std::partition_point(learned_.found.begin(), learned_.found.end(),
                                            [&](const LearnedAttribution& l) { return l.cue.end <= cue.begin; });
    return after != learned_.found.end() && after->cue.overlaps(cue);
  }

  [[nodiscard]] TokenRange tokens_of(Span s) const {
    const Analysis& a = s_.page().analysis;
    TokenRange r{a.token_at(s.begin), 0};
    r.end = r.begin;
    while (r.end < s_.size() && s_[r.end].span.begin < s.end) ++r.end;
    return r;
  }

  // The rules' attribution with its meaning in this cue.
  [[nodiscard]] std::size_t rule_with_head_in(TokenRange cue) const {
    const auto at = std::lower_bound(by_head_.begin(), by_head_.end(), std::pair(cue.begin, std::size_t{0}));
    return at != by_head_.end() && at->first < cue.end ? at->second : rules_.size();
  }

  // The lexicon's word among these tokens, else the word the others hang on.
  [[nodiscard]] std::uint32_t head_of(TokenRange cue, const Cue*& entry) const {
    std::uint32_t top = cue.begin;
    for (std::uint32_t i = cue.end; i-- > cue.begin;) {
      const bool outside = s_[i].head < cue.begin || s_[i].head >= cue.end || s_[i].head == i;
      if (outside && s_[i].pos != Pos::PUNCT && s_[i].pos != Pos::ADP && s_[i].dep != Dep::aux && s_[i].dep != Dep::neg)
        top = i;
    }
    const auto known = [&](std::uint32_t i) -> const Cue* {
      const Token& t = s_[i];
      switch (t.pos) {
        case Pos::VERB:
        case Pos::AUX:
          return verb_cue(t.lemma);
        case Pos::NOUN:
          return noun_cue(t.lemma);
        case Pos::ADJ:
          return adjective_cue(t.lemma);
        case Pos::ADV:
          return adverb_cue(t.lower);
        default:
          return nullptr;
      }
    };
    if ((entry = known(top)) != nullptr && s_[top].pos != Pos::AUX) return top;
    for (std::uint32_t i = cue.begin; i < cue.end; ++i)
      if (const Cue* c = known(i); c != nullptr && s_[i].pos != Pos::AUX) {
        entry = c;
        return i;
      }
    // A verb that the tagger took for a noun, and the other way round.
    for (std::uint32_t i = cue.begin; i < cue.end && entry == nullptr; ++i)
      if (const Cue* c = verb_cue(s_[i].lemma); c != nullptr && s_[i].pos != Pos::AUX) {
        entry = c;
        return i;
      }
    return top;
  }

  [[nodiscard]] bool negates(TokenRange cue, std::uint32_t head, const Spans& source) const {
    bool negated = is_negated(s_, head, cue);
    if (!source.empty()) {
      const std::string_view first = lowered_first_word(source.front());
      negated |= first == "no" || first == "nobody" || first == "none" || first == "neither";
    }
    return negated;
  }

  [[nodiscard]] Attribution finished(const LearnedAttribution& l) {
    Attribution a;
    a.source = l.source;
    a.cue = {l.cue};
    a.content = l.content;
    a.p = l.p;
    a.cue_p = l.cue_p;
    a.source_p = l.source_p;
    a.content_p = l.content_p;
    a.runner_up = l.runner_up;
    keep_to_inner_quotation(a);
    const TokenRange cue = tokens_of(l.cue);
    const std::size_t r = rule_with_head_in(cue);
    if (r < rules_.size()) {
      used_[r] = true;
      const Attribution& rule = rules_[r];
      a.act = rule.act;
      a.channel = rule.channel;
      a.rule = rule.rule;
      a.cue_head = rule.cue_head;
      a.part = rule.part;
      a.negated = rule.negated || negates(cue, rule.cue_head, a.source);
      if (knows_better(rule, a)) {
        a.source = rule.source;
        if (rule.rule == "verb-parenthesis") a.content = rule.content;
      }
      // "X denied that P, as Q claimed": the grammar knows that Q claimed P alone.
      if (rule.rule == "as-clause") a.content = rule.content;
      // A bracket speaks of the figure or phrase before it; the encoder, which knows few brackets, of the sentence.
      if (rule.rule == "bracket" || rule.rule == "source-line") {
        a.content = rule.content;
        a.source = rule.source;
        a.p = std::max(a.p, rule.p);
      }
      take_further_parts(a, rule);
    } else {
      const Cue* entry = nullptr;
      a.cue_head = head_of(cue, entry);
      a.act = entry != nullptr ? entry->act : l.act;
      a.part = s_.part(a.cue_head);
      a.negated = negates(cue, a.cue_head, a.source);
      a.rule = kEncoderAlone;
      Draft d;
      d.cue = entry;
      d.head = a.cue_head;
      d.cue_tokens = cue;
      for (const Span s : a.source) d.source.push_back(tokens_of(s));
      d.source_head = head_of_source(d.source);
      for (const Span s : a.content) d.content.push_back(tokens_of(s));
      d.act = a.act;
      a.channel = channel_of(s_, d);
    }
    a.quote = quote_of(s_.quotations(), a.content);
    return a;
  }

  // The grammar tells who speaks from what is spoken of: "The gate, the porter admitted, stood open", and who tells
  // from who is told: "the families were told by the airline".
  [[nodiscard]] bool knows_better(const Attribution& rule, const Attribution& a) const {
    if (rule.source.empty() || (rule.rule != "verb-parenthesis" && !rule.rule.starts_with("passive"))) return false;
    const auto meets = [](const Spans& all, Span x) {
      return std::any_of(all.begin(), all.end(), [&](Span y) { return x.overlaps(y); });
    };
    return a.source.empty() || std::any_of(a.source.begin(), a.source.end(), [&](Span x) {
             return !meets(rule.source, x) || (rule.rule == "verb-parenthesis" && meets(rule.content, x));
           });
  }

  // "“My mother told me, ‘Never lend a boat,’ and she was right”": her words end with their own marks.
  void keep_to_inner_quotation(Attribution& a) const {
    if (a.content.size() != 1) return;
    Span& piece = a.content.front();
    const auto& all = s_.quotations();
    const auto q =
        std::partition_point(all.begin(), all.end(), [&](const Quotation& x) { return x.outer.begin < piece.begin; });
    if (q == all.end() || q->outer.begin != piece.begin || q->depth == 0 || !q->closed) return;
    if (q->outer.end < piece.end && (q + 1 == all.end() || (q + 1)->outer.begin >= piece.end)) piece.end = q->outer.end;
  }

  [[nodiscard]] std::uint32_t head_of_source(const TokenRanges& source) const {
    for (const TokenRange r : source)
      for (std::uint32_t i = r.begin; i < r.end; ++i)
        if ((s_[i].head < r.begin || s_[i].head >= r.end || s_[i].head == i) && s_[i].pos != Pos::PUNCT) return i;
    return source.empty() ? kNone : source.front().begin;
  }

  // Quotations that go on beyond the paragraph of the cue, which is all that the encoder saw.
  void take_further_parts(Attribution& a, const Attribution& rule) const {
    const Span own = s_.page().document.parts[rule.part].span;
    for (const Span s : rule.content)
      if (s.begin >= own.end || s.end <= own.begin) a.content.push_back(s);
    std::sort(a.content.begin(), a.content.end());
  }

  const Syntax& s_;
  const LearnedPage& learned_;
  std::vector<Attribution> rules_;
  std::vector<bool> used_;
  std::vector<std::pair<std::uint32_t, std::size_t>> by_head_;  // token of the cue's head -> rule's attribution
};

}  // namespace

std::vector<Attribution> join_readers(const Syntax& syntax, const LearnedPage& learned,
                                      std::vector<Attribution> rules) {
  return Join(syntax, learned, std::move(rules)).join();
}

}  // namespace hearsay
