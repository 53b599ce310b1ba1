// Attributions that no verb of saying carries: "according to X", "in a poll", "reportedly", "per X",
// "in the view of X", "rumour has it".
#include <algorithm>

#include "reading/draft.h"

namespace hearsay {
namespace {

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
      else if (t.lower == "per" && t.pos == Pos::ADP)
        per(i);
      if ((t.lower == "in" || t.lower == "by") && t.dep == Dep::prep) standpoint(i);
      if (t.pos == Pos::NOUN || t.pos == Pos::PROPN) rumour(i);
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

  // "per the harbor master", set off by a comma; "per day" is a rate.
  void per(std::uint32_t i) {
    const std::uint32_t who = s_.child(i, {Dep::pobj});
    if (who == kNone || who < i) return;
    const Token& t = s_[who];
    const bool named = t.entity == EntityLabel::PERSON || t.entity == EntityLabel::ORG ||
                       t.entity == EntityLabel::GPE || (t.pos == Pos::PROPN && t.entity == EntityLabel::None);
    const bool determined = s_.has_child(who, {Dep::det, Dep::poss});
    if (!named && !(determined && t.pos == Pos::NOUN && t.entity == EntityLabel::None)) return;
    const TokenRange sent = s_.sentence(i);
    TokenRange cut = s_.subtree(i);
    const bool opens = cut.begin == sent.begin && s_.is_comma(cut.end);
    const bool ends = cut.begin > sent.begin && s_.is_comma(cut.begin - 1);
    if (!opens && !ends) return;
    Draft d = phrase(i, {i, i + 1}, who, "according-to");
    if (cut.end < sent.end && s_.is_comma(cut.end)) ++cut.end;
    d.content = around(i, cut);
    if (!d.content.empty()) out_.push_back(std::move(d));
  }

  // "in the view of X", "in her view", "in the words of X", "by his own account"
  void standpoint(std::uint32_t i) {
    const std::uint32_t noun = s_.child(i, {Dep::pobj});
    if (noun == kNone || noun < i) return;
    const std::string_view w = s_[noun].lemma;
    const bool in = s_[i].lower == "in";
    const bool view =
        in && (w == "view" || w == "opinion" || w == "eye" || w == "judgment" || w == "judgement" || w == "reading");
    const bool words = in && (w == "word" || w == "telling" || w == "account");
    const bool account = !in && (w == "order" || w == "decree" || w == "account" || w == "admission" ||
                                 w == "estimate" || w == "reckoning" || w == "count");
    if (!view && !words && !account) return;
    std::uint32_t who = s_.child(noun, {Dep::poss});
    if (who == kNone) {
      const std::uint32_t of = s_.child(noun, {Dep::prep});
      if (of == kNone || s_[of].lower != "of") return;
      who = s_.child(of, {Dep::pobj});
    }
    if (who == kNone || s_[who].pos == Pos::NUM) return;
    const TokenRange sent = s_.sentence(i);
    TokenRange cut = s_.subtree(i);
    const bool opens = cut.begin == sent.begin && s_.is_comma(cut.end);
    const bool aside = cut.begin > sent.begin && s_.is_comma(cut.begin - 1);
    const bool ends = (w == "order" || w == "decree") && who > noun && cut.end + 1 >= sent.end;
    if (!opens && !aside && !ends) return;
    TokenRange cue{i, noun + 1};
    if (who > noun) cue.end = s_.subtree(who).begin;
    Draft d = phrase(noun, cue, who, "standpoint");
    if (who < noun) {  // "in her own view": the possessor stands inside the cue's words
      d.cue_tokens = {noun, noun + 1};
      d.source = {{s_.subtree(who).begin, s_.subtree(who).end}};
    }
    d.act = view                                  ? Act::kBelieve
            : w == "order" || w == "decree"       ? Act::kOrder
            : w == "admission"                    ? Act::kAcknowledge
            : w == "estimate" || w == "reckoning" ? Act::kExpect
                                                  : Act::kSay;
    if (cut.end < sent.end && s_.is_comma(cut.end)) ++cut.end;
    d.content = around(i, cut);
    if (!d.content.empty()) out_.push_back(std::move(d));
  }

  // "Rumour has it that X", "word is that X": nobody says it.
  void rumour(std::uint32_t i) {
    const std::string_view w = s_[i].lemma;
    if (w != "rumour" && w != "rumor" && w != "word" && w != "legend" && w != "speculation" && w != "talk") return;
    const std::uint32_t v = s_[i].head;
    if (s_[i].dep != Dep::nsubj || !s_.is_verb(v) || v < i) return;
    const bool has_it = s_[v].lemma == "have" && v + 1 < s_.size() && s_[v + 1].lower == "it";
    const bool is = s_[v].lemma == "be" && !s_.has_child(i, {Dep::poss});
    if (!has_it && !is) return;
    const std::uint32_t clause = s_.child(v, {Dep::ccomp});
    if (clause == kNone || clause < v || s_[s_[clause].left_edge].lower != "that") return;
    Draft d = phrase(i, {i, v + (has_it ? 2u : 1u)}, kNone, "hidden");
    d.act = Act::kAllege;
    d.content = {s_.subtree(clause)};
    out_.push_back(std::move(d));
  }

  const Syntax& s_;
  std::vector<Draft>& out_;
};

}  // namespace

void find_phrases(const Syntax& syntax, std::vector<Draft>& out) {
  Phrases(syntax, out).find();
  find_bracketed_sources(syntax, out);
}

}  // namespace hearsay
