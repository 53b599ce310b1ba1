// Sources in brackets and tags: "10 thousand (the ministry claims) men", "7.4% (source: Statistics Office)", "40 (per
// the UN)",
// "(organisers say 9,000)", "80 million (city estimate)", and "Source: X" as a line or a sentence of its own.
//
// A bracket speaks of the figure or phrase before it, not of the sentence: "10 thousand (they claim) men" leaves the
// men to the outlet. Where no figure stands before it, a bracket without a verb speaks of the clause so far; one with a
// verb is left to the grammar, which has the clause.
#include <algorithm>
#include <array>

#include "reading/draft.h"
#include "reading/noun_classes.h"

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
    const std::uint32_t first = open + 1;
    const std::string_view w = s_[first].lower;
    const bool figure = has_figure(phrase_before(open));
    if (one_of(w, {"source", "sources"}) && first + 2 < close && s_[first + 1].text == ":") {
      Draft d = draft(first, {first, first + 2}, {first + 2, close});
      return push(std::move(d), figure ? phrase_before(open) : clause_before(open));
    }
    if (one_of(w, {"per", "via"}) && first + 1 < close && names_a_source(first + 1, close)) {
      Draft d = draft(first, {first, first + 1}, {first + 1, close});
      return push(std::move(d), figure ? phrase_before(open) : clause_before(open));
    }
    if (close < open + 3) return;
    if (with_verb(open, close, figure)) return;
    // "city estimate", "UN figures": the last noun is the cue, what stands before it the source.
    const std::uint32_t last = close - 1;
    if (figure &&
        one_of(s_[last].lemma,
               {"estimate", "figure", "datum", "data", "count", "claim", "projection", "number", "tally"}) &&
        names_a_source(first, last)) {
      Draft d = draft(last, {last, close}, {first, last});
      d.act = one_of(s_[last].lemma, {"estimate", "projection"}) ? Act::kExpect
              : s_[last].lemma == "claim"                        ? Act::kClaim
                                                                 : Act::kSay;
      push(std::move(d), phrase_before(open));
    }
  }

  // "(the ministry claims)", "(organisers say 9,000)"
  bool with_verb(std::uint32_t open, std::uint32_t close, bool figure) {
    std::uint32_t verb = kNone;
    for (std::uint32_t i = open + 2; i < close && verb == kNone; ++i) {
      // The tagger often takes the verb of such a scrap for a noun: "(ukraine claims)".
      const Tag t = s_[i].tag;
      if (t != Tag::VBZ && t != Tag::VBP && t != Tag::VBD && !(i + 1 == close && (t == Tag::NNS || t == Tag::VBN)))
        continue;
      const Cue* cue = verb_cue(s_[i].lemma);
      if (cue != nullptr ? cue->takes(kTakesClause) : s_[i].lemma == "count" || s_[i].lemma == "put") verb = i;
    }
    if (verb == kNone) return false;
    for (std::uint32_t i = open + 1; i < verb; ++i)
      if (s_[i].pos == Pos::VERB || s_[i].pos == Pos::PUNCT || s_[i].pos == Pos::SCONJ) return false;
    Draft d = draft(verb, {verb, verb + 1}, {open + 1, verb});
    d.cue = verb_cue(s_[verb].lemma);
    if (d.cue != nullptr) d.act = d.cue->act;
    if (verb + 1 < close) {
      // What follows is what they say, if it is no clause of its own, which the grammar has.
      const TokenRange rest{verb + 1, close};
      if (!has_figure(rest)) return false;
      for (std::uint32_t i = rest.begin; i < rest.end; ++i)
        if (s_.is_verb(i) || s_[i].lower == "that") return false;
      replace(verb);
      push(std::move(d), rest);
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
    if (i != sentence.begin || i == unit.begin) return;
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
