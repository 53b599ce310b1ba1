// Attributions that no verb of saying carries: "according to X", "in a poll", "reportedly", "(X claims)".
#include <algorithm>

#include "reading/draft.h"

namespace hearsay {
namespace {

constexpr std::uint32_t kMaxBracketTokens = 12;

class Phrases {
 public:
  Phrases(const Syntax& s, std::vector<Draft>& out) : s_(s), out_(out) {}

  void find() {
    for (std::uint32_t i = 0; i < s_.size(); ++i) {
      const Token& t = s_[i];
      if (t.lower == "according" && i + 1 < s_.size() && s_[i + 1].lower == "to")
        according(i);
      else if (t.pos == Pos::ADV)
        adverb(i);
      else if (t.lower == "in" && t.dep == Dep::prep)
        poll(i);
      else if (t.text == "(")
        bracket(i);
    }
  }

 private:
  // The clause that holds token `i`: its verb, climbing over phrases.
  std::uint32_t clause_of(std::uint32_t i) const {
    std::uint32_t v = i;
    for (int climbed = 0; climbed < 32 && s_[v].head != v; ++climbed) {
      v = s_[v].head;
      const Dep d = s_[v].dep;
      if (s_.is_verb(v) && (d == Dep::ROOT || d == Dep::ccomp || d == Dep::conj || d == Dep::relcl || d == Dep::advcl ||
                            d == Dep::parataxis || d == Dep::pcomp))
        return v;
    }
    return v;
  }

  // The clause around the phrase `cut`, without it.
  TokenRanges around(std::uint32_t i, TokenRange cut) const {
    std::uint32_t v = clause_of(i);
    // Coordinated main clauses stand under one "according to"; a subordinate one keeps it for itself.
    while (s_[v].dep == Dep::conj && s_.is_verb(s_[v].head)) v = s_[v].head;
    TokenRange r = s_[v].head == v ? s_.sentence(v) : s_.subtree(v);
    if (s_[v].dep == Dep::ccomp || s_[v].dep == Dep::advcl || s_[v].dep == Dep::pcomp) {
      // A phrase that opens or ends the sentence belongs to all of it.
      const TokenRange sent = s_.sentence(i);
      if (cut.begin == sent.begin || cut.end + 1 >= sent.end) r = sent;
    }
    if (r.begin > cut.begin) r.begin = cut.begin;
    if (r.end < cut.end) r.end = cut.end;
    return without({r}, cut);
  }

  Draft phrase(std::uint32_t head, TokenRange cue, std::uint32_t source, std::string_view rule) const {
    Draft d;
    d.head = head;
    d.cue_tokens = cue;
    d.source_head = source;
    if (source != kNone) d.source = noun_phrase(s_, source, cue);
    d.rule = rule;
    return d;
  }

  void according(std::uint32_t i) {
    const std::uint32_t to = i + 1;
    std::uint32_t who = s_.child(to, {Dep::pobj, Dep::pcomp});
    if (who == kNone) who = s_.child(i, {Dep::pobj});
    Draft d;
    if (who != kNone && who > to) {
      d = phrase(i, {i, i + 2}, who, "according-to");
    } else {  // the parser lost it: up to the next comma or the sentence's end
      const TokenRange sent = s_.sentence(i);
      std::uint32_t end = to + 1;
      while (end < sent.end && !s_.is_edge_punctuation(end) && !s_.is_mark(end)) ++end;
      if (end == to + 1) return;
      d = phrase(i, {i, i + 2}, kNone, "according-to");
      d.source = {{to + 1, end}};
      d.source_head = end - 1;
    }
    d.act = Act::kSay;
    d.speaks = true;
    TokenRange cut{i, d.source.back().end};
    if (cut.end < s_.size() && s_.is_comma(cut.end)) ++cut.end;
    d.content = around(i, cut);
    // A complete clause before it: what a comma adds behind is an afterthought ("…, according to X, among them Y").
    if (d.content.size() == 2 && clause_of(i) < i && s_.is_comma(cut.end - 1) && cut.end < s_.size() &&
        (s_[cut.end].pos == Pos::ADP || s_[cut.end].tag == Tag::VBG || s_[cut.end].tag == Tag::WDT ||
         s_[cut.end].tag == Tag::WP))
      d.content.pop_back();
    if (!d.content.empty()) out_.push_back(std::move(d));
  }

  void poll(std::uint32_t i) {
    const std::uint32_t what = s_.child(i, {Dep::pobj});
    if (what == kNone || !is_poll_noun(s_[what].lemma) || !s_.is_verb(s_[i].head)) return;
    const TokenRange sent = s_.sentence(i);
    TokenRange cut = s_.subtree(i);
    const bool opens = cut.begin == sent.begin;
    const bool ends = cut.end + 1 >= sent.end;
    if (!opens && !ends) return;
    Draft d = phrase(i, {i, i + 1}, what, "poll");
    d.act = Act::kShow;
    if (cut.end < sent.end && s_.is_comma(cut.end)) ++cut.end;
    d.content = around(i, cut);
    if (!d.content.empty()) out_.push_back(std::move(d));
  }

  void adverb(std::uint32_t i) {
    const Cue* cue = adverb_cue(s_[i].lower);
    if (cue == nullptr || s_[i].head == i) return;
    Draft d = phrase(i, {i, i + 1}, kNone, "adverb");
    d.cue = cue;
    d.act = cue->act;
    const std::uint32_t h = s_[i].head;
    if (s_.is_verb(h)) {
      TokenRange r = s_[h].head == h ? s_.sentence(h) : s_.subtree(h);
      d.content = without({r}, d.cue_tokens);
    } else {
      d.content = without({s_.subtree(h)}, d.cue_tokens);
    }
    if (!d.content.empty()) out_.push_back(std::move(d));
  }

  // "10 thousand (the ministry claims) soldiers": the bracket speaks of the figure or phrase before it.
  void bracket(std::uint32_t open) {
    const TokenRange unit = s_.unit_tokens(open);
    std::uint32_t close = open + 1;
    while (close < unit.end && close < open + kMaxBracketTokens && s_[close].text != ")") ++close;
    if (close >= unit.end || s_[close].text != ")" || close < open + 3 || open == unit.begin) return;
    // The last word is the verb, what stands before it the source; or "source: X", "according to X" (elsewhere).
    const std::uint32_t verb = close - 1;
    Draft d;
    if (s_[open + 1].lower == "source" && s_[open + 2].text == ":") {
      d = phrase(open + 1, {open + 1, open + 3}, kNone, "bracket");
      d.source = {{open + 3, close}};
      d.source_head = close - 1;
      if (open + 3 >= close) return;
    } else {
      // The tagger often takes the verb of such a scrap for a noun: "(ukraine claims)".
      std::string_view lemma = s_[verb].lemma;
      const Cue* cue = verb_cue(lemma);
      if (cue == nullptr || !cue->takes(kTakesClause)) return;
      if (s_[verb].tag != Tag::VBZ && s_[verb].tag != Tag::VBP && s_[verb].tag != Tag::VBD &&
          s_[verb].tag != Tag::NNS && s_[verb].tag != Tag::VBN)
        return;
      for (std::uint32_t i = open + 1; i < verb; ++i)
        if (s_[i].pos == Pos::VERB || s_[i].pos == Pos::PUNCT) return;
      d = phrase(verb, {verb, close}, kNone, "bracket");
      d.source = {{open + 1, verb}};
      d.source_head = verb - 1;
      d.cue = cue;
      d.act = cue->act;
    }
    // The phrase before: back to the beginning of the noun phrase, or the number alone.
    std::uint32_t begin = open - 1;
    const TokenRange sent = s_.sentence(open - 1);
    const auto part_of_phrase = [&](std::uint32_t i) {
      const Pos p = s_[i].pos;
      return p == Pos::NUM || p == Pos::NOUN || p == Pos::PROPN || p == Pos::ADJ || p == Pos::DET || p == Pos::SYM ||
             s_[i].dep == Dep::quantmod || s_[i].dep == Dep::poss || s_[i].dep == Dep::case_;
    };
    while (begin > sent.begin && part_of_phrase(begin - 1) && part_of_phrase(begin)) --begin;
    d.content = {{begin, open}};
    out_.push_back(std::move(d));
  }

  const Syntax& s_;
  std::vector<Draft>& out_;
};

}  // namespace

void find_phrases(const Syntax& syntax, std::vector<Draft>& out) { Phrases(syntax, out).find(); }

}  // namespace hearsay
