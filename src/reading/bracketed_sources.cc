// Sources in brackets and tags: "10 thousand (the ministry claims) men", "7.4% (source: Statistics Office)", "40 (per
// the UN)",
// "(organisers say 9,000)", "(500, according to the guild; police: 200)", "80 million (city estimate)", "“safe” (the
// mayor)", and "Source: X" as a line or a sentence of its own.
//
// A bracket speaks of the figure or phrase before it, not of the sentence: "10 thousand (they claim) men" leaves the
// men to the outlet. Where no figure stands before it, a bracket without a verb speaks of the clause so far; one with a
// verb is left to the grammar, which has the clause.
#include <algorithm>
#include <array>

#include "reading/draft.h"
#include "reading/noun_classes.h"
#include "reading/speakers.h"

namespace hearsay {
namespace {

constexpr std::uint32_t kMaxBracketTokens = 14;

class Brackets {
 public:
  Brackets(const Syntax& s, std::vector<Draft>& out) : s_(s), out_(out) {}

  void find() {
    framed_ = out_.size();
    for (std::uint32_t i = 0; i < s_.size(); ++i) {
      if (s_[i].text == "(" || s_[i].text == "[") bracket(i);
      if ((s_[i].lower == "source" || s_[i].lower == "sources") && i + 2 < s_.size() && s_[i + 1].text == ":")
        source_line(i);
    }
    if (replaced_.empty()) return;
    // The bracket's reading stands instead of the grammar's.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < out_.size(); ++i) {
      if (i < framed_ && std::binary_search(replaced_.begin(), replaced_.end(), out_[i].head)) continue;
      if (kept != i) out_[kept] = std::move(out_[i]);
      ++kept;
    }
    out_.erase(out_.begin() + static_cast<std::ptrdiff_t>(kept), out_.end());
  }

 private:
  static bool one_of(std::string_view w, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), w) != words.end();
  }

  [[nodiscard]] Draft draft(std::uint32_t head, TokenRange cue, TokenRange source) const {
    Draft d;
    d.head = head;
    d.cue_tokens = cue;
    while (source.begin < source.end && s_.is_edge_punctuation(source.begin)) ++source.begin;
    while (source.begin < source.end && s_.is_edge_punctuation(source.end - 1)) --source.end;
    d.source = {source};
    d.source_head = source.end - 1;
    d.rule = "bracket";
    return d;
  }

  void bracket(std::uint32_t open) {
    const TokenRange unit = s_.unit_tokens(open);
    std::uint32_t close = open + 1;
    while (close < unit.end && close < open + kMaxBracketTokens && s_[close].text != ")" && s_[close].text != "]")
      ++close;
    if (close >= unit.end || (s_[close].text != ")" && s_[close].text != "]") || close < open + 2 || open == unit.begin)
      return;
    if (one_of(s_[open + 1].lower, {"source", "sources"})) return segment({open + 1, close}, open);
    for (std::uint32_t begin = open + 1, i = begin; i <= close; ++i) {
      if (i < close && s_[i].text != ";") continue;
      if (begin < i) segment({begin, i}, open);
      begin = i + 1;
    }
  }

  // What stands in a bracket, or in one of its parts: "the guild says 500; police say 200".
  void segment(TokenRange r, std::uint32_t open) {
    const std::uint32_t first = r.begin;
    const std::string_view w = s_[first].lower;
    const bool figure = has_figure(phrase_before(open));
    if (one_of(w, {"source", "sources"}) && first + 2 < r.end && s_[first + 1].text == ":") {
      Draft d = draft(first, {first, first + 2}, {first + 2, r.end});
      return push(std::move(d), figure ? phrase_before(open) : clause_before(open));
    }
    if (one_of(w, {"per", "via"}) && first + 1 < r.end && names_a_source(first + 1, r.end)) {
      Draft d = draft(first, {first, first + 1}, {first + 1, r.end});
      return push(std::move(d), figure ? phrase_before(open) : clause_before(open));
    }
    if (tagged(r) || labelled(r) || inverted(r, open, figure) || with_verb(r, open, figure)) return;
    if (r.end < first + 1) return;
    // "city estimate", "UN figures": the last noun is the cue, what stands before it the source.
    const std::uint32_t last = r.end - 1;
    if (figure && last > first &&
        one_of(s_[last].lemma,
               {"estimate", "figure", "datum", "data", "count", "claim", "projection", "number", "tally"}) &&
        names_a_source(first, last)) {
      Draft d = draft(last, {last, r.end}, {first, last});
      d.act = one_of(s_[last].lemma, {"estimate", "projection"}) ? Act::kExpect
              : s_[last].lemma == "claim"                        ? Act::kClaim
                                                                 : Act::kSay;
      return push(std::move(d), phrase_before(open));
    }
    // "“glitch” (the company's word)"
    if (last > first + 1 && one_of(s_[last].lemma, {"word", "term", "phrase", "description", "spelling"}) &&
        names_a_source(first, last)) {
      const Index q = open >= 2 && s_.is_mark(open - 1) ? s_.outer_quotation(open - 2) : kNone;
      if (q == kNone) return;
      const std::uint32_t outer = s_.page().analysis.token_at(s_.quotations()[q].outer.begin);
      return push(draft(last, {last, r.end}, {first, last}), {outer, open});
    }
    bare(r, open);
  }

  // "(says the union)"
  bool inverted(TokenRange r, std::uint32_t open, bool figure) {
    const std::uint32_t verb = r.begin;
    if (r.end < verb + 2 || s_[verb].tag == Tag::VBG) return false;
    const Cue* cue = verb_cue(s_[verb].lemma);
    if (cue == nullptr || !cue->takes(kTakesClause) || !cue->takes(kSpeaks)) return false;
    if (s_[verb + 1].pos == Pos::ADP || !names_a_source(verb + 1, r.end) || !may_speak(s_, r.end - 1)) return false;
    Draft d = draft(verb, {verb, verb + 1}, {verb + 1, r.end});
    d.cue = cue;
    d.act = cue->act;
    replace(verb);
    push(std::move(d), figure ? phrase_before(open) : clause_before(open));
    return true;
  }

  // "(500, according to the guild)", "(80 per cent, the guild reckons)": the bracket holds what is said, and who says
  // it.
  bool tagged(TokenRange r) {
    std::uint32_t comma = r.begin;
    while (comma < r.end && !s_.is_comma(comma)) ++comma;
    std::uint32_t begin = comma < r.end ? comma + 1 : r.begin;
    for (std::uint32_t i = r.begin; i + 2 < r.end; ++i)
      if (s_[i].lower == "according" && s_[i + 1].lower == "to") begin = i;
    const TokenRange said{r.begin, begin < r.end && s_.is_comma(begin - 1) ? begin - 1 : begin};
    if (said.begin >= said.end || !has_figure(said)) return false;
    for (std::uint32_t i = said.begin; i < said.end; ++i)
      if (s_.is_verb(i)) return false;
    if (s_[begin].lower == "according") {
      if (!names_a_source(begin + 2, r.end)) return false;
      replace(begin);
      push(draft(begin, {begin, begin + 2}, {begin + 2, r.end}), said);
      return true;
    }
    if (comma >= r.end || begin + 1 >= r.end) return false;
    const std::uint32_t verb = r.end - 1;
    const Cue* cue = verb_cue(s_[verb].lemma);
    if (cue == nullptr || !cue->takes(kTakesClause) || !names_a_source(begin, verb)) return false;
    Draft d = draft(verb, {verb, verb + 1}, {begin, verb});
    d.cue = cue;
    d.act = cue->act;
    replace(verb);
    push(std::move(d), said);
    return true;
  }

  // "(guild: 500)"
  bool labelled(TokenRange r) {
    std::uint32_t colon = r.begin;
    while (colon < r.end && s_[colon].text != ":") ++colon;
    if (colon == r.begin || colon + 1 >= r.end || !has_figure({colon + 1, r.end}) || has_figure({r.begin, colon}))
      return false;
    const std::uint32_t last = colon - 1;
    if (!may_speak(s_, last) || !names_a_source(r.begin, colon)) return false;
    for (std::uint32_t i = colon + 1; i < r.end; ++i)
      if (s_.is_verb(i)) return false;
    push(draft(colon, {colon, colon + 1}, {r.begin, colon}), {colon + 1, r.end});
    return true;
  }

  // "“safe as a church” (the mayor)"; "Deaths: 12 (navy), 19 (Red Crescent)": a name alone, after a quoted phrase, or
  // after figures that the sentence counts by their sources.
  void bare(TokenRange r, std::uint32_t open) {
    const std::uint32_t last = r.end - 1;
    if (!may_speak(s_, last) || s_[last].entity == EntityLabel::GPE) return;
    for (std::uint32_t i = r.begin; i < r.end; ++i)
      if (s_.is_verb(i) || s_[i].pos == Pos::NUM || s_[i].pos == Pos::ADP || s_[i].pos == Pos::PUNCT) return;
    const Index q = open >= 2 && s_.is_mark(open - 1) ? s_.outer_quotation(open - 2) : kNone;
    if (q != kNone) {
      // Titles begin with capitals, and what is called a name is short.
      const std::uint32_t begin = s_.page().analysis.token_at(s_.quotations()[q].inner.begin);
      if (s_[last].pos != Pos::NOUN && s_[last].entity != EntityLabel::PERSON) return;
      if (open - 1 - begin < 3 || !is_agent(last) || s_[begin + 1].pos == Pos::PROPN) return;
      const std::uint32_t outer = s_.page().analysis.token_at(s_.quotations()[q].outer.begin);
      return push(draft(last, {r.begin - 1, r.begin}, r), {outer, open});
    }
    if (s_[open - 1].pos != Pos::NUM || !counts_by_source(open)) return;
    push(draft(last, {r.begin - 1, r.begin}, r), phrase_before(open));
  }
  [[nodiscard]] bool is_agent(std::uint32_t i) const {
    return s_[i].entity == EntityLabel::PERSON || s_[i].entity == EntityLabel::ORG ||
           (s_[i].pos == Pos::NOUN && is_agent_noun(s_[i].lemma));
  }
  // The dead, the hurt, a crowd: what each party counts for itself. Goals and votes are counted by whose they are.
  [[nodiscard]] bool counts_by_source(std::uint32_t open) const {
    const TokenRange sent = s_.sentence(open);
    std::uint32_t brackets = 0;
    bool counted = false;
    for (std::uint32_t i = sent.begin; i < sent.end; ++i) {
      brackets += s_[i].text == "(" && i > sent.begin && s_[i - 1].pos == Pos::NUM;
      counted |= one_of(s_[i].lower, {"dead", "deaths", "killed", "toll", "injured", "wounded", "missing", "casualties",
                                      "estimates", "turnout", "attendance", "losses", "displaced", "marched"});
    }
    return brackets > 1 && (counted || s_[open + 1].tag == Tag::NNS || s_[open + 1].lower == "police");
  }

  // "(the ministry claims)", "(organisers say 9,000)"
  bool with_verb(TokenRange r, std::uint32_t open, bool figure) {
    const std::uint32_t close = r.end;
    // "(or so the minister says)": all of the clause
    bool so = false;
    while (r.begin + 2 < close && one_of(s_[r.begin].lower, {"or", "so", "as", "at", "least"})) {
      so |= s_[r.begin].lower == "so";
      ++r.begin;
    }
    std::uint32_t verb = kNone;
    for (std::uint32_t i = r.begin + 1; i < close && verb == kNone; ++i) {
      // The tagger often takes the verb of such a scrap for a noun: "(ukraine claims)".
      const Tag t = s_[i].tag;
      if (t != Tag::VBZ && t != Tag::VBP && t != Tag::VBD && !(i + 1 == close && (t == Tag::NNS || t == Tag::VBN)))
        continue;
      const Cue* cue = verb_cue(s_[i].lemma);
      if (cue != nullptr ? cue->takes(kTakesClause) : s_[i].lemma == "count" || s_[i].lemma == "put") verb = i;
    }
    if (verb == kNone) return false;
    for (std::uint32_t i = r.begin; i < verb; ++i)
      if (s_[i].pos == Pos::VERB || s_[i].pos == Pos::PUNCT || s_[i].pos == Pos::SCONJ) return false;
    Draft d = draft(verb, {verb, verb + 1}, {r.begin, verb});
    d.cue = verb_cue(s_[verb].lemma);
    if (d.cue != nullptr) d.act = d.cue->act;
    if (verb + 1 < close) {
      // What follows is what they say, if it is no clause of its own, which the grammar has.
      const TokenRange rest{verb + 1, close};
      if (!has_figure(rest) &&
          std::none_of(s_.page().analysis.tokens.begin() + rest.begin, s_.page().analysis.tokens.begin() + rest.end,
                       [](const Token& t) {
                         return one_of(t.lower, {"third", "half", "quarter", "twice", "double", "fewer", "more", "less",
                                                 "none", "triple", "most", "dozens", "hundreds", "thousands"});
                       }))
        return false;
      for (std::uint32_t i = rest.begin; i < rest.end; ++i)
        if (s_.is_verb(i) || s_[i].lower == "that") return false;
      replace(verb);
      push(std::move(d), rest);
      return true;
    }
    if (so) {
      replace(verb);
      push(std::move(d), clause_before(open));
      return true;
    }
    if (figure) replace(verb);
    if (!figure && std::any_of(out_.begin(), out_.begin() + static_cast<std::ptrdiff_t>(framed_),
                               [&](const Draft& x) { return x.head == verb && !x.content.empty(); }))
      return true;
    push(std::move(d), phrase_before(open));
    return true;
  }

  void replace(std::uint32_t head) {
    if (replaced_.empty() || replaced_.back() < head) replaced_.push_back(head);
  }

  // "Unemployment stood at 7.4%. Source: Statistics Office." The sentence before, in the same paragraph.
  void source_line(std::uint32_t i) {
    const TokenRange unit = s_.unit_tokens(i);
    const TokenRange sentence = s_.sentence(i);
    if (i != sentence.begin) return;
    // A line of its own speaks of the paragraph before it: of its last sentence.
    const bool line = i == unit.begin;
    if (line && (i == 0 || s_.unit(i - 1) + 1 != s_.unit(i))) return;
    std::uint32_t end = i + 2;
    while (end < sentence.end && s_[end].text != "." && s_[end].text != ";" && s_[end].pos != Pos::SPACE) ++end;
    if (end - i > kMaxBracketTokens || !names_a_source(i + 2, end)) return;
    TokenRange before = s_.sentence(i - 1);
    Draft d = draft(i, {i, i + 2}, {i + 2, end});
    d.rule = "source-line";
    push(std::move(d), before);
  }

  [[nodiscard]] bool names_a_source(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t i = begin; i < end; ++i) {
      if (s_.is_verb(i)) return false;
      if (s_[i].pos == Pos::PROPN || s_[i].entity == EntityLabel::ORG || s_[i].entity == EntityLabel::PERSON)
        return true;
      if (s_[i].pos == Pos::NOUN &&
          (noun_class(s_[i].lemma) != NounClass::kOther || kind_of_word(s_[i].lower).has_value() || i + 1 == end))
        return true;
    }
    return false;
  }

  [[nodiscard]] bool has_figure(TokenRange r) const {
    for (std::uint32_t i = r.begin; i < r.end; ++i)
      if (s_[i].pos == Pos::NUM || s_[i].tag == Tag::CD) return true;
    return false;
  }

  // Back to the beginning of the noun phrase, or the number alone, with what bounds it ("at least 40").
  [[nodiscard]] TokenRange phrase_before(std::uint32_t open) const {
    std::uint32_t begin = open - 1;
    const TokenRange sent = s_.sentence(open - 1);
    const auto part_of_phrase = [&](std::uint32_t i) {
      const Pos p = s_[i].pos;
      return p == Pos::NUM || p == Pos::NOUN || p == Pos::PROPN || p == Pos::ADJ || p == Pos::DET || p == Pos::SYM ||
             s_[i].dep == Dep::quantmod || s_[i].dep == Dep::poss || s_[i].dep == Dep::case_ ||
             (s_[i].dep == Dep::advmod && s_[s_[i].head].pos == Pos::NUM);
    };
    while (begin > sent.begin && part_of_phrase(begin - 1) && part_of_phrase(begin)) --begin;
    return {begin, open};
  }
  [[nodiscard]] TokenRange clause_before(std::uint32_t open) const {
    const TokenRange sent = s_.sentence(open - 1);
    return {sent.begin, open};
  }

  void push(Draft d, TokenRange content) {
    if (d.source.front().begin >= d.source.front().end) return;
    d.content = {content};
    out_.push_back(std::move(d));
  }

  const Syntax& s_;
  std::vector<Draft>& out_;
  std::size_t framed_ = 0;               // drafts that stood before
  std::vector<std::uint32_t> replaced_;  // heads, rising
};

}  // namespace

void find_bracketed_sources(const Syntax& syntax, std::vector<Draft>& out) { Brackets(syntax, out).find(); }

}  // namespace hearsay
