// Cues with grammar: verbs, nouns and adjectives of the lexicon in a frame that their entry names, with the source and
// the content that the parse gives them. Edges follow attribution guidelines: the cue is the verb group with
// auxiliaries, negation, adverbs and the preposition that leads to the content; the content holds "that" and "to".
#include <algorithm>
#include <unordered_map>

#include "reading/draft.h"
#include "reading/noun_classes.h"
#include "reading/speakers.h"

namespace hearsay {
namespace {

bool is_wh(const Token& t) { return t.tag == Tag::WDT || t.tag == Tag::WP || t.tag == Tag::WRB; }

// The verb with the auxiliaries, negations and adverbs that touch it.
TokenRange verb_group(const Syntax& s, std::uint32_t v) {
  TokenRange r{v, v + 1};
  while (r.begin > 0 && s[r.begin].sentence == s[r.begin - 1].sentence) {
    const std::uint32_t i = r.begin - 1;
    const Dep d = s[i].dep;
    const bool own = s[i].head == v || (s[i].head > i && s[i].head < v && s[i].head >= r.begin);
    const bool kind = d == Dep::aux || d == Dep::auxpass || d == Dep::neg || (d == Dep::advmod && !is_wh(s[i]));
    if (!own || !kind || s.is_mark(i)) break;
    r.begin = i;
  }
  // An adverb alone does not begin the group across a clause: "Now he says" keeps "says".
  while (r.end < s.size() && s[r.end].head == v && s[r.end].dep == Dep::prt) ++r.end;
  return r;
}

// Grows the cue over a preposition that leads to the content, over what stands between if that is the verb's own.
bool take_preposition(const Syntax& s, std::uint32_t v, std::uint32_t prep, TokenRange& cue) {
  if (prep < cue.end) return false;
  std::uint32_t i = cue.end;
  while (i < prep && s[i].head == v && (s[i].dep == Dep::prt || s[i].dep == Dep::advmod || s[i].dep == Dep::neg)) ++i;
  if (i != prep) return false;
  cue.end = prep + 1;
  return true;
}

std::uint32_t infinitive_of(const Syntax& s, std::uint32_t v) {
  for (const std::uint32_t c : s.children(v))
    if ((s[c].dep == Dep::xcomp || s[c].dep == Dep::advcl) && c > v && s.is_verb(c) &&
        (s[c].tag == Tag::VBG ? s[c].dep == Dep::xcomp
                              : s[s[c].left_edge].tag == Tag::TO || s[s[c].left_edge].dep == Dep::neg))
      return c;
  return kNone;
}

// Whether the clause of `v` (itself, its subject, what is not content) is a parenthesis of its head's: "X, he said, Y".
bool is_parenthetical(const Syntax& s, std::uint32_t v) {
  const TokenRange r = s.subtree(v);
  const TokenRange sent = s.sentence(v);
  const auto bound = [&](std::uint32_t i) {
    return s.is_edge_punctuation(i) || s.is_mark(i) || s[i].text == "(" || s[i].text == ")" || s[i].text == "?" ||
           s[i].text == "!";
  };
  const bool before = r.begin == sent.begin || bound(r.begin - 1) || bound(r.begin);
  const bool after = r.end >= sent.end || bound(r.end) || bound(r.end - 1);
  return before && after;
}

class FramedCues {
 public:
  FramedCues(const Syntax& s, std::vector<Draft>& out) : s_(s), out_(out) {}

  void find() {
    for (std::uint32_t i = 0; i < s_.size(); ++i) {
      const Token& t = s_[i];
      if (t.pos == Pos::VERB || t.pos == Pos::AUX) {
        if (const Cue* cue = verb_cue(lower_lemma(t)))
          verb(i, *cue);
        else if (const Cue* light = light_verb(t.lemma))
          verb(i, *light);
      } else if (t.pos == Pos::NOUN) {
        if (const Cue* cue = noun_cue(t.lemma)) noun(i, *cue);
      } else if (t.pos == Pos::ADJ) {
        if (const Cue* cue = adjective_cue(t.lemma)) adjective(i, *cue);
      } else if (t.pos == Pos::PROPN && (t.dep == Dep::ROOT || t.dep == Dep::compound)) {
        headline_verb(i);
      }
    }
  }

 private:
  // Verbs that say something only with a figure: "put the loss at 9 million".
  static const Cue* light_verb(std::string_view lemma) {
    static const Cue kCue{"put", Act::kSay, 0, "", ""};
    return lemma == "put" || lemma == "place" || lemma == "peg" || lemma == "give" || lemma == "set" ||
                   lemma == "record"
               ? &kCue
               : nullptr;
  }

  static std::string_view lower_lemma(const Token& t) {
    // The lemmatizer keeps the case of capitalised verbs now and then (headlines).
    thread_local std::string buffer;
    buffer.assign(t.lemma);
    for (char& c : buffer)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 32);
    return buffer;
  }

  Draft start(std::uint32_t head, const Cue& cue, TokenRange tokens) const {
    Draft d;
    d.cue = &cue;
    d.head = head;
    d.cue_tokens = tokens;
    d.act = cue.act;
    d.negated = is_negated(s_, head, tokens);
    d.speaks = cue.takes(kSpeaks);
    return d;
  }

  // "refused to confirm", "declined to say", "failed to mention": the cue of the second verb, negated.
  static bool is_refusing(std::string_view lemma) {
    return lemma == "refuse" || lemma == "decline" || lemma == "fail" || lemma == "neglect";
  }
  // "without offering evidence": nothing is promised.
  bool object_only_supports(std::uint32_t v) const {
    if (s_[v].dep != Dep::pcomp || s_[s_[v].head].lower != "without") return false;
    const std::uint32_t object = s_.child(v, {Dep::dobj});
    if (object == kNone) return false;
    const std::string_view w = s_[object].lemma;
    return w == "evidence" || w == "proof" || w == "detail" || w == "explanation" || w == "reason" || w == "comment";
  }
  std::uint32_t refusal_of(std::uint32_t v) const {
    const std::uint32_t h = s_[v].head;
    if (s_[v].dep != Dep::xcomp || h >= v || !s_.is_verb(h) || !is_refusing(s_[h].lemma)) return kNone;
    return h;
  }
  // Whether the verb that is refused says something that stands there: "declined to say whether", not "to comment".
  bool refuses_a_saying(std::uint32_t v) const {
    if (!is_refusing(s_[v].lemma)) return false;
    const std::uint32_t c = infinitive_of(s_, v);
    if (c == kNone) return false;
    const Cue* cue = verb_cue(s_[c].lemma);
    return cue != nullptr && cue->takes(kTakesClause) && s_.has_child(c, {Dep::ccomp});
  }

  void set_source(Draft& d, std::uint32_t who) const {
    d.source_head = who;
    d.source = who == kNone ? TokenRanges{} : noun_phrase(s_, who, d.cue_tokens);
    if (who != kNone && (s_[who].lower == "no" || s_[who].lower == "nobody" || s_[who].lower == "none"))
      d.negated = true;
    if (who != kNone)
      if (const std::uint32_t det = s_.child(who, {Dep::det}); det != kNone)
        d.negated |= s_[det].lower == "no" || s_[det].lower == "neither";
  }

  // The verb's own clause without this child.
  void add_child(Draft& d, std::uint32_t c) const {
    TokenRanges piece{s_.subtree(c)};
    piece = without(piece, d.cue_tokens);
    for (const TokenRange r : d.source) piece = without(piece, r);
    d.content.insert(d.content.end(), piece.begin(), piece.end());
  }

  // What a noun that is content only adds about itself ("X, who has never held office") is the outlet's.
  void cut_asides(Draft& d) const {
    if (d.content.empty()) return;
    TokenRange& r = d.content.back();
    for (std::uint32_t i = r.begin + 1; i + 1 < r.end; ++i) {
      if (!s_.is_comma(i) || s_.outer_quotation(i) != s_.outer_quotation(d.head)) continue;
      const Tag t = s_[i + 1].tag;
      if (t == Tag::WP || t == Tag::WDT || t == Tag::WPS || (t == Tag::WRB && s_[i + 1].lower == "where")) {
        r.end = i;
        return;
      }
    }
  }

  // Not a time, nor the place where the words were spoken.
  bool object_of(std::uint32_t prep) const {
    const std::uint32_t what = s_.child(prep, {Dep::pobj, Dep::pcomp});
    if (what == kNone) return false;
    const std::string_view w = s_[what].lemma;
    return s_[what].entity == EntityLabel::None && w != "statement" && w != "interview" && w != "speech" &&
           w != "tweet" && w != "email" && w != "post" && w != "letter" && w != "ad" && w != "week" && w != "time";
  }

  // Prepositions that go with any object: "a promise with conditions", "him as a liar".
  bool usual(std::uint32_t prep) const {
    const std::string_view w = s_[prep].lower;
    return w == "as" || w == "for" || w == "with" || w == "about" || w == "to" || w == "of" || w == "against" ||
           w == "over" || (w == "in" && object_of(prep));
  }

  void add_following_preps(Draft& d, std::uint32_t v) const {
    for (const std::uint32_t c : s_.children(v))
      if (c > v && (s_[c].dep == Dep::prep || s_[c].dep == Dep::dative) &&
          (d.cue->follows_object(s_[c].lower) || usual(c)))
        add_child(d, c);
  }

  void verb(std::uint32_t v, const Cue& cue) {
    const Token& t = s_[v];
    if (t.dep == Dep::amod || t.dep == Dep::compound || t.dep == Dep::aux || t.dep == Dep::auxpass) return;
    if (cue.takes(kRaises)) return raise(v, cue);
    const bool passive = is_passive(s_, v);
    // "X was quoted by Y as saying P": the saying is X's; that Y quoted it is a link outside of it (carriers.cc).
    if (passive && quoted_saying(s_, v) != kNone) return;
    if (refuses_a_saying(v)) return;
    if (object_only_supports(v)) return;
    const std::uint32_t quoter = quoter_of(s_, v);
    Draft d = start(v, cue, verb_group(s_, v));
    if (const std::uint32_t refusal = refusal_of(v); refusal != kNone && refuses_a_saying(refusal)) {
      d.negated = !s_.has_child(refusal, {Dep::neg});
      if (d.cue_tokens.begin == refusal + 1) d.cue_tokens.begin = verb_group(s_, refusal).begin;
    }
    if (quoter != kNone && quoter + 2 == d.cue_tokens.begin && is_passive(s_, quoter))
      d.cue_tokens.begin = verb_group(s_, quoter).begin;
    std::uint32_t who = source_of_verb(s_, v, passive);
    if (const auto it = speaker_of_.find(v); it != speaker_of_.end()) who = it->second;
    if (who != kNone && !passive && s_.outer_quotation(who) != s_.outer_quotation(v)) who = kNone;
    if (const Aside tag = tag_around(v); tag.speaker != kNone) {
      d.source_head = tag.speaker;
      TokenRange speaker = tag.speaker < v ? TokenRange{tag.words.begin, d.cue_tokens.begin}
                                           : TokenRange{d.cue_tokens.end, tag.words.end};
      for (std::uint32_t i = tag.speaker + 1; i < speaker.end && tag.speaker > v; ++i)
        if (s_[i].pos == Pos::ADP && s_[i].head == v) speaker.end = i;  // "warned the union on Friday"
      d.source = {speaker};
      d.content = without({s_.sentence(v)}, {tag.words.begin - 1, tag.words.end + 1});
      d.rule = "verb-parenthesis";
      return push(d);
    }
    const bool guessed = who == kNone && !passive && d.speaks && is_finite(v);
    if (guessed) who = beside(v, d.cue_tokens);
    set_source(d, who);
    if (guessed && !d.source.empty() && d.source.back().end + 2 < d.cue_tokens.begin &&
        reduced_owner(d.source.back().end + 2, s_.sentence(v).begin) == who) {
      d.source.back().end = d.cue_tokens.begin;
    }
    if (as_clause(v, passive, d)) return push(d);
    if (passive) return passive_verb(v, cue, d);
    // "July saw violence": what cannot see is no witness.
    if (cue.act == Act::kPerceive && d.source_head != kNone && s_[d.source_head].pos == Pos::NOUN &&
        s_[d.source_head].entity != EntityLabel::PERSON && s_[d.source_head].entity != EntityLabel::ORG &&
        noun_class(s_[d.source_head].lemma) == NounClass::kOther && !kind_of_word(s_[d.source_head].lower) &&
        s_[d.source_head].tag == Tag::NN)
      return;

    // Clause.
    if (cue.takes(kTakesClause)) {
      const bool follows = has_following_clause(v);
      std::vector<std::uint32_t> clauses(s_.children(v).begin(), s_.children(v).end());
      if (quoter != kNone && !follows) {  // "“P,” X was quoted as saying": the parser hangs P on "quoted"
        for (const std::uint32_t c : s_.children(quoter))
          if (c < v && s_[c].dep == Dep::ccomp) clauses.push_back(c);
      }
      if (const std::uint32_t c = strayed_clause(v, cue); c != kNone && !follows) clauses.push_back(c);
      if (const std::uint32_t c = clause_on_teller(v, "from"); c != kNone && !follows) clauses.push_back(c);
      for (const std::uint32_t c : clauses) {
        if ((s_[c].dep != Dep::ccomp && s_[c].head == v) || !clausal(c)) continue;
        // "X; the police say Y": what stands before and is not quoted is another sentence, spliced on.
        if (c < v && follows && !quoted(c)) continue;
        add_child(d, c);
        if (c > v) cut_participle(d, v, c);
        if (c > v) cut_as_clause(d, c);
        if (c > v) cut_coordinated(d, v, c);
        if (c < v) extend_front(d, v);
        if (c < v && d.source.empty()) speaker_after_quotation(d);
        if (c < v) cut_front(d);
      }
      if (!d.content.empty()) {
        d.rule = "verb-clause";
        add_coordinated(d, v);
        return push(d);
      }
      if (parenthesis(v, d)) return push(d);
    }
    // "asked him if X": the parser takes the question for a condition.
    if (cue.act == Act::kAsk) {
      for (const std::uint32_t c : s_.children(v)) {
        if (c < v || s_[c].dep != Dep::advcl) continue;
        const std::string_view mark = s_[s_[c].left_edge].lower;
        if (mark != "if" && mark != "whether") continue;
        add_child(d, c);
        d.rule = "verb-clause";
        return push(d);
      }
    }
    if (figure_given(v, d)) return push(d);
    if (finding_named(v, d)) return push(d);
    // Object and infinitive.
    const std::uint32_t inf = infinitive_of(s_, v);
    const std::uint32_t object = s_.child(v, {Dep::dobj});
    if (cue.takes(kControlsObject)) {
      if (object != kNone && inf != kNone) {
        add_child(d, object);
        add_child(d, inf);
        cut_participle(d, v, inf);
        cut_coordinated(d, v, inf);
        d.rule = "verb-object-infinitive";
        return push(d);
      }
      for (const std::uint32_t c : s_.children(v))  // the parser's other reading: a small clause
        if (s_[c].dep == Dep::ccomp && c > v && s_[c].tag == Tag::VB) {
          add_child(d, c);
          d.rule = "verb-object-infinitive";
          return push(d);
        }
    }
    if (inf != kNone && (cue.takes(kTakesInfinitive) || cue.takes(kControlsObject))) {
      add_child(d, inf);
      cut_participle(d, v, inf);
      cut_coordinated(d, v, inf);
      d.rule = "verb-infinitive";
      return push(d);
    }
    if (object != kNone && (cue.takes(kTakesObject) || cue.takes(kNames))) {
      add_child(d, object);
      for (const std::uint32_t c : s_.children(v))
        if (s_[c].dep == Dep::oprd && c > v) add_child(d, c);
      add_following_preps(d, v);
      cut_asides(d);
      d.rule = "verb-object";
      return push(d);
    }
    if (cue.takes(kNames)) {
      for (const std::uint32_t c : s_.children(v))
        if ((s_[c].dep == Dep::oprd || s_[c].dep == Dep::ccomp) && c > v) add_child(d, c);
      if (!d.content.empty()) {
        d.rule = "verb-names";
        return push(d);
      }
    }
    if (object != kNone && cue.takes(kTakesQuotedObject) && quoted(object)) {
      add_child(d, object);
      d.rule = "verb-quoted-object";
      return push(d);
    }
    // Preposition.
    for (const std::uint32_t c : s_.children(v)) {
      if (s_[c].dep != Dep::prep && s_[c].dep != Dep::prt && s_[c].dep != Dep::dative) continue;
      if (c < v || !cue.leads(s_[c].lower)) continue;
      const std::uint32_t what = s_.child(c, {Dep::pobj, Dep::pcomp, Dep::ccomp});
      if (what == kNone) continue;
      if (s_[what].entity == EntityLabel::DATE || s_[what].entity == EntityLabel::TIME) continue;
      take_preposition(s_, v, c, d.cue_tokens);
      TokenRange r = s_.subtree(c);
      r.begin = c + 1;
      d.content.push_back(r);
      if (inf != kNone) add_child(d, inf);
      add_following_preps(d, v);
      cut_asides(d);
      d.rule = "verb-preposition";
      return push(d);
    }
    if (d.speaks) {  // content may be a quotation beside it
      d.rule = "verb-quotation";
      out_.push_back(d);
    }
  }

  struct Aside {
    TokenRange words{0, 0};
    std::uint32_t speaker = kNone;
  };
  // ", the porter admitted," and ", warned the union on Friday,": a speaker and a finite verb of saying, alone between
  // commas in the middle of a sentence. Parsers take the noun before it for the verb's subject.
  Aside tag_around(std::uint32_t v) const {
    constexpr std::uint32_t kReach = 12;
    if (!is_finite(v) || is_passive(s_, v)) return {};
    const Cue* cue = verb_cue(s_[v].lemma);
    if (cue == nullptr || !cue->takes(kTakesClause)) return {};
    const TokenRange sent = s_.sentence(v);
    const TokenRange group = verb_group(s_, v);
    Aside tag;
    tag.words = {v, v + 1};
    while (tag.words.begin > sent.begin && !s_.is_comma(tag.words.begin - 1) && v - tag.words.begin < kReach)
      --tag.words.begin;
    while (tag.words.end < sent.end && !s_.is_comma(tag.words.end) && tag.words.end - v < kReach) ++tag.words.end;
    if (tag.words.begin <= sent.begin + 1 || !s_.is_comma(tag.words.begin - 1)) return {};
    if (tag.words.end + 2 >= sent.end || !s_.is_comma(tag.words.end)) return {};
    const Token& next = s_[tag.words.end + 1];  // "…, its owner said, citing costs" ends there
    if (next.tag == Tag::VBG || is_wh(next)) return {};
    // "said the cook, Anton Reuss." only names him: the sentence must go on with its verb, or have stopped at it.
    bool goes_on = s_.is_verb(tag.words.begin - 2) || s_.is_mark(tag.words.end + 1);
    for (std::uint32_t i = tag.words.end + 1; i < sent.end && s_[i].text != "." && !goes_on; ++i)
      goes_on = s_.is_verb(i);
    if (!goes_on) return {};
    for (std::uint32_t i = tag.words.begin; i < tag.words.end; ++i) {
      const bool other = s_.is_verb(i) && i != v && (i < group.begin || i >= group.end);
      if (other || (s_.is_mark(i) && s_[i].dep != Dep::case_) || is_wh(s_[i]) || s_[i].pos == Pos::CCONJ ||
          s_[i].pos == Pos::SCONJ || s_.outer_quotation(i) != s_.outer_quotation(v))
        return {};
    }
    const auto names = [&](std::uint32_t i) {
      return s_[i].pos == Pos::NOUN || s_[i].pos == Pos::PROPN || (s_[i].pos == Pos::PRON && s_[i].tag == Tag::PRP);
    };
    if (group.begin > tag.words.begin) {  // speaker, then verb
      const std::uint32_t last = group.begin - 1;
      if (!names(last)) return {};
      for (std::uint32_t i = group.end; i < tag.words.end; ++i)
        if (s_[i].pos != Pos::PRON && s_[i].pos != Pos::ADV && s_[i].pos != Pos::ADP && s_[i].dep != Dep::pobj &&
            s_[i].dep != Dep::det && s_[i].dep != Dep::npadvmod && s_[i].dep != Dep::compound)
          return {};
      std::uint32_t top = last;
      while (s_[top].head >= tag.words.begin && s_[top].head < last && s_[top].head != top) top = s_[top].head;
      tag.speaker = names(top) ? top : last;
      return tag;
    }
    std::uint32_t i = group.end;  // verb, then speaker
    while (i < tag.words.end && !names(i) && s_[i].pos != Pos::ADP) ++i;
    if (i >= tag.words.end || !names(i)) return {};
    while (i + 1 < tag.words.end && (names(i + 1) || s_[i + 1].dep == Dep::case_)) ++i;
    tag.speaker = i;
    return tag;
  }

  // What one speaks in or to: a statement, a medium, a person.
  bool is_occasion(std::uint32_t noun) const {
    if (s_[noun].entity == EntityLabel::PERSON || s_[noun].entity == EntityLabel::ORG) return true;
    if (noun_class(s_[noun].lemma) != NounClass::kOther || kind_of_word(s_[noun].lower)) return true;
    static constexpr std::string_view kOccasions[] = {
        "statement", "release",   "interview", "email",      "letter",     "conference",  "speech",     "address",
        "tweet",     "post",      "message",   "memo",       "briefing",   "note",        "filing",     "call",
        "programme", "program",   "court",     "reporter",   "journalist", "radio",       "television", "tv",
        "podcast",   "newspaper", "agency",    "parliament", "hearing",    "meeting",     "committee",  "lawmaker",
        "audience",  "crowd",     "rally",     "jury",       "judge",      "documentary", "inquiry",    "panel",
        "tribunal",  "column",    "police"};
    return std::find(std::begin(kOccasions), std::end(kOccasions), s_[noun].lemma) != std::end(kOccasions);
  }

  // "said in a press release that it had treated 60": the parser takes the clause for the release's own.
  std::uint32_t strayed_clause(std::uint32_t v, const Cue& cue) const {
    if (!cue.takes(kSpeaks) || s_[v].lemma == "feel" || s_[v].lemma == "think") return kNone;
    for (const std::uint32_t c : s_.children(v)) {
      if (c < v || (s_[c].dep != Dep::prep && s_[c].dep != Dep::dobj && s_[c].dep != Dep::dative)) continue;
      std::uint32_t noun = s_[c].dep == Dep::dobj ? c : s_.child(c, {Dep::pobj});
      for (int steps = 0; steps < 3 && noun != kNone; ++steps) {
        for (const std::uint32_t r : s_.children(noun)) {
          if (r < noun || (s_[r].dep != Dep::relcl && s_[r].dep != Dep::acl && s_[r].dep != Dep::ccomp)) continue;
          // "told the court he had driven"
          if (s_[v].lemma == "tell" && s_[c].dep != Dep::prep && s_[r].dep == Dep::relcl && is_occasion(noun)) {
            const std::uint32_t who = s_.child(r, {Dep::nsubj, Dep::nsubjpass});
            if (who != kNone && who == noun + 1 && s_[who].tag == Tag::PRP) return r;
          }
          const std::uint32_t that = s_[r].left_edge;
          if (s_[that].lower != "that" || s_[that].dep != Dep::mark || !s_.has_child(r, {Dep::nsubj, Dep::nsubjpass}))
            continue;
          // A noun that takes such clauses itself keeps them: "spoke of the claim that …".
          if (is_occasion(noun)) return r;
        }
        const std::uint32_t deeper = s_.child(noun, {Dep::prep});
        noun = deeper == kNone || deeper < noun ? kNone : s_.child(deeper, {Dep::pobj});
      }
    }
    return kNone;
  }

  // "was told by the airline that nobody lived", "heard from a pilot that it stuck": the parser takes the clause for
  // the teller's own. A relative clause would leave a gap where "that" stands for the noun.
  std::uint32_t clause_on_teller(std::uint32_t v, std::string_view prep) const {
    for (const std::uint32_t c : s_.children(v)) {
      if (c < v || s_[c].lower != prep) continue;
      const std::uint32_t who = s_.child(c, {Dep::pobj});
      if (who == kNone) continue;
      for (const std::uint32_t r : s_.children(who)) {
        if (r < who || (s_[r].dep != Dep::relcl && s_[r].dep != Dep::acl && s_[r].dep != Dep::ccomp)) continue;
        const std::uint32_t that = s_[r].left_edge;
        const std::uint32_t subject = s_.child(r, {Dep::nsubj, Dep::nsubjpass, Dep::expl});
        if (s_[that].lower == "that" && subject != kNone && subject > that) return r;
      }
    }
    return kNone;
  }

  // "As the Chronicle first reported, P": the clause of the head is what was said, unless it is another's saying, which
  // "as quoted by the agency" only carries.
  bool as_clause(std::uint32_t v, bool passive, Draft& d) const {
    static constexpr std::string_view kVerbs[] = {
        "say",     "report",   "note",     "write",   "put",         "show",     "state",
        "reveal",  "disclose", "describe", "claim",   "allege",      "suggest",  "point",
        "explain", "tell",     "argue",    "observe", "confirm",     "announce", "predict",
        "warn",    "find",     "document", "detail",  "acknowledge", "admit",    "demonstrate"};
    if (s_[v].dep != Dep::advcl || d.source_head == kNone) return false;
    if (s_[s_[v].left_edge].lower != "as" || s_[v].left_edge == v) return false;
    if (s_[d.source_head].lower == "i" || s_[d.source_head].lower == "we" || s_[d.source_head].lower == "you")
      return false;
    if (std::find(std::begin(kVerbs), std::end(kVerbs), s_[v].lemma) == std::end(kVerbs)) return false;
    if (s_.has_child(v, {Dep::ccomp, Dep::xcomp, Dep::oprd})) return false;
    if (!d.cue->takes(kHasRecipient) && s_.has_child(v, {Dep::dobj})) return false;
    if (passive && s_.has_child(v, {Dep::nsubjpass})) return false;
    const std::uint32_t h = s_[v].head;
    if (!s_.is_verb(h) || !is_parenthetical(s_, v)) return false;
    if (const Cue* outer = verb_cue(s_[h].lemma); outer != nullptr && outer->takes(kSpeaks) && has_following_clause(h))
      return false;
    TokenRange whole = s_.subtree(h);
    if (s_[h].head == h) whole = s_.sentence(h);
    d.content = without({whole}, s_.subtree(v));
    d.rule = "as-clause";
    return true;
  }

  // "denied that shells were stored there, as some residents claimed": the claim is theirs, and no part of the denial.
  void cut_as_clause(Draft& d, std::uint32_t content) const {
    for (const std::uint32_t c : s_.children(content)) {
      const std::uint32_t first = s_[c].left_edge;
      if (c < content || s_[c].dep != Dep::advcl || s_[first].lower != "as" || first == 0 || !s_.is_comma(first - 1))
        continue;
      const Cue* cue = verb_cue(s_[c].lemma);
      if (cue == nullptr || !cue->takes(kSpeaks) || s_.has_child(c, {Dep::ccomp, Dep::xcomp, Dep::dobj})) continue;
      for (TokenRange& r : d.content)
        if (r.begin < first && s_.subtree(c).end + 1 >= r.end && first < r.end) r.end = first - 1;
    }
  }

  bool is_finite(std::uint32_t v) const {
    const Tag t = s_[v].tag;
    return t == Tag::VBD || t == Tag::VBZ || t == Tag::VBP || (t == Tag::VBN && s_.has_child(v, {Dep::aux}));
  }

  // "…, two officials briefed on the inquiry said": the parser takes "briefed" for a verb of its own. The noun whose
  // participle or adjective leads, through one preposition, to a phrase that begins at `begin`; kNone for none.
  std::uint32_t reduced_owner(std::uint32_t begin, std::uint32_t sentence_begin) const {
    if (begin < sentence_begin + 3 || s_[begin - 1].pos != Pos::ADP) return kNone;
    const Tag t = s_[begin - 2].tag;
    if (t != Tag::VBN && t != Tag::VBD && t != Tag::JJ) return kNone;
    const Token& noun = s_[begin - 3];
    return noun.pos == Pos::NOUN || noun.pos == Pos::PROPN ? begin - 3 : kNone;
  }

  // The noun that touches a finite cue where the parser gave it no subject: "“…,” said Jane Roe, a surgeon".
  std::uint32_t beside(std::uint32_t v, TokenRange cue) const {
    const TokenRange sent = s_.sentence(v);
    const auto noun_like = [&](std::uint32_t i) {
      return (s_[i].pos == Pos::PROPN || s_[i].pos == Pos::NOUN || s_[i].pos == Pos::PRON) &&
             s_.outer_quotation(i) == s_.outer_quotation(v);
    };
    if (cue.begin > sent.begin && noun_like(cue.begin - 1)) {
      std::uint32_t i = cue.begin - 1;
      while (s_[i].head > sent.begin && s_[i].head < cue.begin && s_[i].head != i && noun_like(s_[i].head) &&
             (s_[i].dep == Dep::compound || s_[i].dep == Dep::appos))
        i = s_[i].head;
      const std::uint32_t owner = reduced_owner(s_.subtree(i).begin, sent.begin);
      return owner != kNone && noun_like(owner) ? owner : i;
    }
    for (std::uint32_t i = cue.end; i < sent.end && i < cue.end + 6; ++i) {
      const Pos p = s_[i].pos;
      if (noun_like(i) && s_[i].dep != Dep::compound) return i;
      if (p != Pos::DET && p != Pos::ADJ && p != Pos::PROPN && p != Pos::NOUN && s_[i].dep != Dep::poss &&
          s_[i].dep != Dep::case_)
        break;
    }
    return kNone;
  }

  void passive_verb(std::uint32_t v, const Cue& cue, Draft& d) {
    const bool named = d.source_head != kNone;
    const std::uint32_t patient = s_.child(v, {Dep::nsubjpass});
    const bool reduced = s_[v].dep == Dep::acl && patient == kNone;  // "a bill backed by X"
    const auto add_patient = [&] {
      if (patient != kNone && s_[patient].lower != "it") {
        TokenRanges piece = noun_phrase(s_, patient, d.cue_tokens);
        d.content.insert(d.content.end(), piece.begin(), piece.end());
      } else if (reduced) {
        TokenRanges piece{s_.subtree(s_[v].head)};
        piece = without(piece, s_.subtree(v));
        d.content.insert(d.content.end(), piece.begin(), piece.end());
      }
    };
    const bool hides = cue.takes(kHides) || named;
    if (named && cue.takes(kHasRecipient) && cue.takes(kTakesClause)) {
      if (const std::uint32_t c = clause_on_teller(v, "by"); c != kNone) {
        for (TokenRange& r : d.source) r.end = std::min(r.end, s_[c].left_edge);
        add_child(d, c);
        d.rule = "passive-clause";
        return push(d);
      }
    }
    if (cue.act == Act::kAsk && cue.takes(kTakesClause)) {  // "Asked if he would stay, …": a condition to the parser
      for (const std::uint32_t c : s_.children(v)) {
        const std::string_view mark = s_[s_[c].left_edge].lower;
        if (c < v || s_[c].dep != Dep::advcl || (mark != "if" && mark != "whether" && mark != "why" && mark != "how"))
          continue;
        add_child(d, c);
        d.rule = "passive-clause";
        return push(d);
      }
    }
    for (const std::uint32_t c : s_.children(v)) {
      if (s_[c].dep == Dep::ccomp && cue.takes(kTakesClause) && clausal(c)) {
        // "It is believed that X"; "he was told that X": the hearer is no content.
        if (!hides && !(patient != kNone && cue.takes(kHasRecipient)) && !d.speaks) continue;
        add_child(d, c);
        d.rule = "passive-clause";
        return push(d);
      }
    }
    for (const std::uint32_t c : s_.children(v)) {
      if (s_[c].dep == Dep::xcomp && c > v && hides) {
        add_patient();
        add_child(d, c);
        d.rule = "passive-infinitive";
        return push(d);
      }
    }
    // "feared dead", "presumed drowned", "reported missing"
    if (!named && patient != kNone) {
      static constexpr std::string_view kHidden[] = {"fear",   "presume", "believe", "think", "report",
                                                     "assume", "suspect", "rumor",   "rumour"};
      const std::uint32_t state = s_.child(v, {Dep::oprd, Dep::acomp});
      if (state != kNone && state > v &&
          std::find(std::begin(kHidden), std::end(kHidden), s_[v].lemma) != std::end(kHidden)) {
        add_patient();
        add_child(d, state);
        d.rule = "passive-hidden";
        return push(d);
      }
    }
    if (named || !cue.object_preps.empty()) {
      if (!cue.takes(kTakesObject) && !cue.takes(kNames)) return;
      add_patient();
      const std::size_t before = d.content.size();
      for (const std::uint32_t c : s_.children(v))
        if (s_[c].dep == Dep::oprd && c > v) add_child(d, c);
      add_following_preps(d, v);
      const bool predicate = d.content.size() > before;
      if (named && !predicate) {  // "accused by residents of hiding it": what follows the agent is not the agent's
        for (const std::uint32_t c : s_.children(d.source_head)) {
          if (c < d.source_head || s_[c].dep != Dep::prep || !cue.follows_object(s_[c].lower)) continue;
          if (s_[c].lower == "of" && s_.child(c, {Dep::pcomp}) == kNone) continue;
          for (TokenRange& r : d.source) r.end = std::min(r.end, c);
          add_child(d, c);
          break;
        }
      }
      if (d.content.empty() || (!named && (!predicate || reduced))) return;
      d.rule = named ? "passive-agent" : "passive-hidden";
      push(d);
    }
  }

  // "put the loss at 9 million", "gave the speed as nine knots": light verbs that say a figure of their object.
  bool figure_given(std::uint32_t v, Draft& d) const {
    const std::string_view w = s_[v].lemma;
    const bool at = w == "put" || w == "place" || w == "peg" || w == "estimate" || w == "set" || w == "reckon";
    const bool as = w == "give" || w == "list" || w == "record";
    const std::uint32_t object = s_.child(v, {Dep::dobj});
    if ((!at && !as) || d.source_head == kNone || !may_speak(s_, d.source_head)) return false;
    if (object == kNone || object < v) return false;
    for (const std::uint32_t from : {v, object})
      for (const std::uint32_t c : s_.children(from)) {
        if (c < object || (s_[c].lower != "at" && s_[c].lower != "as") || (s_[c].lower == "at") != at) continue;
        const TokenRange r = s_.subtree(c);
        bool number = false;
        for (std::uint32_t i = r.begin; i < r.end; ++i) number |= s_[i].pos == Pos::NUM || s_[i].lower == "half";
        if (!number) continue;
        // "set the clock at nine", "placed two guards at gate 4": what is counted has no number of its own.
        for (const std::uint32_t n : s_.children(object))
          if (s_[n].dep == Dep::nummod) return false;
        add_child(d, object);
        if (from == v) add_child(d, c);
        d.rule = "verb-figure";
        return true;
      }
    return false;
  }

  // "The inquiry found a string of errors": who looks into things says by a noun what they found; others find keys.
  bool finding_named(std::uint32_t v, Draft& d) const {
    if (s_[v].lemma != "find" && s_[v].lemma != "identify" && s_[v].lemma != "uncover") return false;
    if (d.source_head == kNone) return false;
    static constexpr std::string_view kWho[] = {"inquiry", "investigation", "study",      "survey",     "poll",
                                                "audit",   "review",        "report",     "inspection", "autopsy",
                                                "inquest", "analysis",      "commission", "panel",      "auditor",
                                                "coroner", "investigator",  "inspector",  "research",   "assessment"};
    const std::uint32_t object = s_.child(v, {Dep::dobj});
    if (object == kNone || object < v || s_[object].pos != Pos::NOUN) return false;
    if (std::find(std::begin(kWho), std::end(kWho), s_[d.source_head].lemma) == std::end(kWho)) return false;
    add_child(d, object);
    for (const std::uint32_t c : s_.children(v))
      if (c > object && (s_[c].dep == Dep::prep || s_[c].dep == Dep::oprd)) add_child(d, c);
    d.act = Act::kShow;
    d.rule = "verb-finding";
    return true;
  }

  void raise(std::uint32_t v, const Cue& cue) {
    Draft d = start(v, cue, verb_group(s_, v));
    const std::uint32_t subject = s_.child(v, {Dep::nsubj, Dep::csubj});
    std::uint32_t complement = kNone;
    for (const std::uint32_t c : s_.children(v)) {
      const Dep dep = s_[c].dep;
      if (c > v && (dep == Dep::xcomp || dep == Dep::ccomp || dep == Dep::oprd || dep == Dep::acomp ||
                    dep == Dep::attr || (dep == Dep::prep && cue.leads(s_[c].lower)))) {
        complement = c;
        break;
      }
    }
    const bool dummy = subject != kNone && s_[subject].lower == "it";
    if (!dummy && (s_[v].lemma == "emerge" || s_[v].lemma == "transpire")) return;  // "she emerged to find"
    const std::uint32_t h = s_[v].head;
    if (complement == kNone && dummy && h != v && s_.is_verb(h) &&
        is_parenthetical(s_, v)) {  // "The wreck, it seems, …"
      d.content = without({s_[h].head == h ? s_.sentence(h) : s_.subtree(h)}, s_.subtree(v));
      d.rule = "raising";
      return push(d);
    }
    if (complement == kNone) return;
    if (s_[complement].dep == Dep::ccomp || (subject != kNone && s_[subject].lower == "it")) {
      add_child(d, complement);
    } else {
      if (subject == kNone) return;
      TokenRanges piece = noun_phrase(s_, subject, d.cue_tokens);
      d.content.insert(d.content.end(), piece.begin(), piece.end());
      add_child(d, complement);
    }
    d.rule = "raising";
    push(d);
  }

  void noun(std::uint32_t n, const Cue& cue) {
    const Token& t = s_[n];
    if (t.dep == Dep::compound || t.dep == Dep::npadvmod) return;
    Draft d = start(n, cue, {n, n + 1});
    std::uint32_t clause = kNone, infinitive = kNone, prep = kNone, who = kNone;
    for (const std::uint32_t c : s_.children(n)) {
      const Dep dep = s_[c].dep;
      if ((dep == Dep::acl || dep == Dep::ccomp || dep == Dep::relcl) && c > n) {
        const Token& first = s_[s_[c].left_edge];
        if (first.lower == "that" && (first.tag != Tag::WDT || first.dep == Dep::mark) &&
            (dep != Dep::relcl || first.dep == Dep::mark))
          clause = c;
        else if (first.tag == Tag::TO || (first.dep == Dep::neg && s_[c].tag == Tag::VB))
          infinitive = c;
      }
      if (dep == Dep::prep && c > n) {
        const std::string_view w = s_[c].lower;
        if (who == kNone && (w == "by" || w == "from" || w == "among"))
          who = s_.child(c, {Dep::pobj});
        else if (prep == kNone && cue.leads(w))
          prep = c;
      }
      if (dep == Dep::poss) who = c;
    }
    if (clause == kNone) clause = clause_beside_copula(n);
    if (who == kNone && clause != kNone && s_[clause].head != n) who = of_whom(n);
    const bool possessed = who != kNone && s_[who].dep == Dep::poss;
    if (who == kNone) who = light_verb_subject(n);
    if (clause != kNone && cue.takes(kTakesClause)) {
      if (who == kNone && !cue.takes(kHides)) return;
      set_source(d, who);
      add_child(d, clause);
      d.rule = "noun-clause";
    } else if (infinitive != kNone && cue.takes(kTakesInfinitive)) {
      if (who == kNone) return;
      set_source(d, who);
      add_child(d, infinitive);
      d.rule = "noun-infinitive";
    } else if (prep != kNone) {
      if (who == kNone) return;
      set_source(d, who);
      TokenRange r = s_.subtree(prep);
      r.begin = prep + 1;
      if (r.begin >= r.end) return;
      if (prep == n + 1) d.cue_tokens.end = prep + 1;
      d.content.push_back(r);
      d.rule = "noun-preposition";
    } else {
      return;
    }
    // Adjectives between possessor and noun belong to the cue.
    while (d.cue_tokens.begin > 0 && s_[d.cue_tokens.begin - 1].head == n &&
           (s_[d.cue_tokens.begin - 1].dep == Dep::amod || (s_[d.cue_tokens.begin - 1].dep == Dep::compound)))
      --d.cue_tokens.begin;
    if (!possessed && who != kNone && light_verb_of(n) != kNone) {
      const std::uint32_t v = light_verb_of(n);  // "made no mention of": the verb and the noun are one cue
      if (v < n) d.cue_tokens.begin = verb_group(s_, v).begin;
      set_source(d, who);
    }
    push(d);
  }

  // "The court's view is that P", "it was the view of the court that P"
  std::uint32_t clause_beside_copula(std::uint32_t n) const {
    const std::uint32_t v = s_[n].head;
    if (v == n || s_[v].lemma != "be" || (s_[n].dep != Dep::nsubj && s_[n].dep != Dep::attr)) return kNone;
    if (s_[n].dep == Dep::attr) {
      const std::uint32_t subject = s_.child(v, {Dep::nsubj, Dep::expl});
      if (subject == kNone || s_[subject].lower != "it") return kNone;
    }
    for (const std::uint32_t c : s_.children(v))
      if (s_[c].dep == Dep::ccomp && c > v && c > n && s_[s_[c].left_edge].lower == "that") return c;
    return kNone;
  }
  std::uint32_t of_whom(std::uint32_t n) const {
    for (const std::uint32_t c : s_.children(n))
      if (s_[c].dep == Dep::prep && s_[c].lower == "of") return s_.child(c, {Dep::pobj});
    return kNone;
  }

  // "made the claim", "issued a warning", "has a view": the verb that lends a noun its subject.
  std::uint32_t light_verb_of(std::uint32_t n) const {
    if (s_[n].dep != Dep::dobj) return kNone;
    static constexpr std::string_view kLight[] = {"make",   "give", "have",    "issue",   "offer",  "express",
                                                  "raise",  "take", "voice",   "deliver", "get",    "put",
                                                  "launch", "file", "release", "renew",   "repeat", "draw"};
    const std::uint32_t v = s_[n].head;
    return std::find(std::begin(kLight), std::end(kLight), s_[v].lemma) != std::end(kLight) ? v : kNone;
  }
  std::uint32_t light_verb_subject(std::uint32_t n) const {
    const std::uint32_t v = light_verb_of(n);
    return v == kNone || is_passive(s_, v) ? kNone : source_of_verb(s_, v, false);
  }

  void adjective(std::uint32_t a, const Cue& cue) {
    // ", confident that the bill would pass": the clause's subject
    const bool aside = (s_[a].dep == Dep::advcl || s_[a].dep == Dep::amod || s_[a].dep == Dep::acl) && a > 0 &&
                       s_.is_comma(a - 1) && s_.has_child(a, {Dep::ccomp});
    if (s_[a].dep != Dep::acomp && !aside) return;
    const std::uint32_t v = s_[a].head;
    if (!s_.is_verb(v)) return;
    Draft d = start(a, cue, {a, a + 1});
    const TokenRange group = verb_group(s_, v);
    bool joined = group.end <= a;
    for (std::uint32_t i = group.end; i < a; ++i) joined &= s_[i].pos == Pos::ADV || s_[i].pos == Pos::PART;
    if (joined) d.cue_tokens.begin = group.begin;
    d.negated |= s_.has_child(v, {Dep::neg});
    set_source(d, source_of_verb(s_, v, false));
    if (d.source_head == kNone) return;
    for (const std::uint32_t c : s_.children(a)) {
      if (c < a) continue;
      if (s_[c].dep == Dep::ccomp && cue.takes(kTakesClause)) {
        add_child(d, c);
        d.rule = "adjective-clause";
        return push(d);
      }
      if (s_[c].dep == Dep::xcomp && cue.takes(kTakesInfinitive)) {
        add_child(d, c);
        d.rule = "adjective-infinitive";
        return push(d);
      }
      if (s_[c].dep == Dep::prep && cue.leads(s_[c].lower) && c + 1 < s_.subtree(c).end) {
        if (c == a + 1) d.cue_tokens.end = c + 1;
        d.content.push_back({c + 1, s_.subtree(c).end});
        d.rule = "adjective-preposition";
        return push(d);
      }
    }
  }

  // "Trump Slams Cruz": a headline's verb that the tagger took for a name. Left to the colon and quotation rules.
  void headline_verb(std::uint32_t) {}

  // A complement that is a clause or a quotation, not a stray word.
  bool clausal(std::uint32_t c) const {
    return s_.is_verb(c) || quoted(c) || s_.has_child(c, {Dep::nsubj, Dep::nsubjpass, Dep::mark}) ||
           s_[c].right_edge - s_[c].left_edge >= 2;
  }
  bool quoted(std::uint32_t i) const {
    const TokenRange r = s_.subtree(i);
    for (std::uint32_t k = r.begin; k < r.end && k < r.begin + 3; ++k)
      if (s_.is_mark(k) || s_.outer_quotation(k) != s_.outer_quotation(r.end > 0 ? r.end - 1 : k)) return true;
    return r.begin > 0 && s_.is_mark(r.begin - 1);
  }

  // A fronted clause begins where its sentence does: what the parser hung on the cue there is the content's.
  void extend_front(Draft& d, std::uint32_t v) const {
    if (d.content.empty()) return;
    TokenRange& r = d.content.front();
    const TokenRange sent = s_.sentence(v);
    if (r.begin <= sent.begin) return;
    for (std::uint32_t i = sent.begin; i < r.begin; ++i) {
      for (const TokenRange src : d.source)
        if (i >= src.begin && i < src.end) return;
      if (i >= d.cue_tokens.begin && i < d.cue_tokens.end) return;
      if (s_[i].head == v && (s_[i].dep == Dep::nsubj)) return;
    }
    if (s_[r.begin - 1].dep == Dep::cc && r.begin - 1 == sent.begin) return;
    r.begin = sent.begin;
  }

  // "“X,” Bolivia's vice-president, Mario Choque, warned": the parser hung the speaker on what was said.
  void speaker_after_quotation(Draft& d) const {
    if (d.content.empty()) return;
    TokenRange& r = d.content.back();
    if (r.end > d.cue_tokens.begin || d.cue_tokens.begin - r.end > 1) return;
    std::uint32_t mark = r.end;
    for (std::uint32_t i = r.end; i-- > r.begin + 1;) {
      if (s_.is_verb(i)) return;
      if (s_.is_mark(i) && s_.outer_quotation(i) == kNone && s_.outer_quotation(i - 1) != kNone) {
        mark = i;
        break;
      }
    }
    if (mark + 1 >= r.end) return;
    for (std::uint32_t i = mark + 1; i < r.end; ++i)
      if (s_[i].pos == Pos::NOUN || s_[i].pos == Pos::PROPN || s_[i].pos == Pos::PRON) {
        d.source_head = i;
        if (i + 1 < r.end && (s_.is_comma(i + 1))) break;
      }
    if (d.source_head == kNone) return;
    d.source = {{mark + 1, d.cue_tokens.begin}};
    r.end = mark + 1;
  }

  bool has_following_clause(std::uint32_t v) const {
    for (const std::uint32_t c : s_.children(v))
      if (s_[c].dep == Dep::ccomp && c > v && clausal(c) && s_.outer_quotation(c) == kNone) return true;
    return false;
  }

  // "denied that X had been hit and said Y": a second finite verb without a subject whose form is the cue's and not
  // that of the clause it was hung on is the speaker's.
  void cut_coordinated(Draft& d, std::uint32_t v, std::uint32_t content) {
    std::uint32_t at = content;
    for (int depth = 0; depth < 3 && at != kNone; ++depth) {
      std::uint32_t below = kNone;
      for (const std::uint32_t c : s_.children(at)) {
        if (c < at || s_[c].dep != Dep::conj || !s_.is_verb(c)) continue;
        if (s_.has_child(c, {Dep::nsubj, Dep::nsubjpass, Dep::aux, Dep::auxpass})) continue;
        const bool perfect = s_[v].tag == Tag::VBN && s_[c].tag != Tag::VB && s_[at].tag == Tag::VB;
        const bool like_cue = is_finite(v) && (perfect || (s_[c].tag == s_[v].tag && s_[c].tag != Tag::VBN));
        const bool like_inner = s_[c].tag == s_[at].tag && !s_.has_child(at, {Dep::aux, Dep::auxpass});
        if (!like_cue || like_inner || s_.outer_quotation(c) != s_.outer_quotation(v)) continue;
        const std::uint32_t first = s_[c].left_edge;
        std::uint32_t cut = first;
        while (cut > at + 1 && (s_[cut - 1].dep == Dep::cc || s_.is_comma(cut - 1) || s_[cut - 1].dep == Dep::advmod))
          --cut;
        for (TokenRange& r : d.content)
          if (r.begin < cut && cut < r.end) r.end = cut;
        speaker_of_[c] = d.source_head;
        return;
      }
      for (const std::uint32_t c : s_.children(at))
        if (c > at && (s_[c].dep == Dep::ccomp || s_[c].dep == Dep::xcomp || s_[c].dep == Dep::conj)) below = c;
      at = below;
    }
  }

  // What stands before a quotation that touches the cue, and is closed by a stop, a semicolon or a colon, is no part of
  // what was said: "They met. “It failed,” he said"; sentence splitters miss "at 3 a.m. “We know”".
  void cut_front(Draft& d) const {
    if (d.content.empty() || d.source.empty()) return;
    const std::uint32_t edge = std::min(d.cue_tokens.begin, d.source.front().begin);
    if (d.content.back().end > edge) return;
    if (const std::uint32_t last = d.content.back().begin;
        d.content.size() > 1 && s_.outer_quotation(s_.is_mark(last) ? last + 1 : last) != s_.outer_quotation(d.head)) {
      std::erase_if(d.content, [&](TokenRange r) {
        if (r.begin >= last || r.end > last || s_.outer_quotation(r.end - 1) != s_.outer_quotation(d.head))
          return false;
        const char c = s_[r.end - 1].text.back();
        return c == '.' || c == ':' || c == ';' || (r.end < last && s_[r.end].text == ":");
      });
    }
    TokenRange& r = d.content.back();
    for (std::uint32_t i = r.end; i-- > r.begin + 1;) {
      if (s_.outer_quotation(i) != s_.outer_quotation(d.head)) continue;
      const std::string_view t = s_[i - 1].text;
      if (s_[i - 1].text == ";" && s_.outer_quotation(i - 1) == s_.outer_quotation(d.head)) {
        r.begin = i;
        return;
      }
      if (s_.is_mark(i) && i + 1 < r.end && s_.outer_quotation(i + 1) != kNone && s_.outer_quotation(i - 1) == kNone &&
          (t.back() == '.' || t == ":")) {
        r.begin = i;
        return;
      }
    }
  }

  // ", adding that Y" at the end of an indirect content is the speaker's next saying, not part of what was said.
  void cut_participle(Draft& d, std::uint32_t v, std::uint32_t content) {
    std::uint32_t at = content;
    for (int depth = 0; depth < 3; ++depth) {
      std::uint32_t below = kNone;
      for (const std::uint32_t c : s_.children(at)) {
        if (c < at) continue;
        const std::uint32_t first = s_[c].left_edge;
        if (s_[c].dep == Dep::advcl && s_[c].tag == Tag::VBG && first > 0 && s_.is_comma(first - 1) &&
            s_.outer_quotation(c) == s_.outer_quotation(v)) {
          const Cue* cue = verb_cue(s_[c].lemma);
          if (cue != nullptr && (cue->takes(kSpeaks) || cue->act == Act::kAccuse || cue->leads("to"))) {
            for (TokenRange& r : d.content)
              if (r.begin < first && first < r.end) r.end = first - 1;
            speaker_of_[c] = d.source_head;
            return;
          }
        }
        if (s_[c].dep == Dep::ccomp || s_[c].dep == Dep::conj || s_[c].dep == Dep::xcomp) below = c;
      }
      if (below == kNone) return;
      at = below;
    }
  }

  // Clauses that the parser hung on the verb beside the complement: "said X, and that Y".
  void add_coordinated(Draft& d, std::uint32_t v) const {
    for (const std::uint32_t c : s_.children(v)) {
      if (s_[c].dep != Dep::conj || c < v) continue;
      if (s_[s_[c].left_edge].lower == "that") {
        add_child(d, c);
        return;
      }
    }
  }

  // "The law, he said, failed": the verb hangs on what it reports.
  bool parenthesis(std::uint32_t v, Draft& d) const {
    if (!d.speaks && !d.cue->takes(kTakesClause)) return false;
    const Dep dep = s_[v].dep;
    const std::uint32_t h = s_[v].head;
    if (h == v || d.source_head == kNone || s_.has_child(v, {Dep::mark})) return false;
    if (dep != Dep::parataxis && dep != Dep::ccomp && dep != Dep::advcl && dep != Dep::dep && dep != Dep::intj &&
        dep != Dep::conj)
      return false;
    if (!s_.has_child(v, {Dep::nsubj}) || !is_parenthetical(s_, v)) return false;
    for (const std::uint32_t c : s_.children(v))
      if (s_[c].dep == Dep::advmod && s_[c].tag == Tag::WRB) return false;
    if (dep == Dep::conj && s_.has_child(h, {Dep::cc})) return false;
    d.content = without({s_.subtree(h)}, s_.subtree(v));
    d.rule = "verb-parenthesis";
    return true;
  }

  // A full stop before a capital inside an unquoted content: the splitter missed a sentence's end ("on X. The state").
  void cut_at_stops(Draft& d) const {
    for (TokenRange& r : d.content) {
      if (r.begin < d.head) continue;
      if (r.begin > d.head + 1 && s_[r.begin - 1].text.back() == '.' && s_[r.begin - 1].text.size() == 2 &&
          s_[r.begin].pos == Pos::DET && s_[r.begin].text[0] >= 'A' && s_[r.begin].text[0] <= 'Z') {
        r.end = r.begin;
        continue;
      }
      for (std::uint32_t i = r.begin; i + 1 < r.end; ++i) {
        if (s_.outer_quotation(i) != kNone || s_.is_mark(i + 1)) continue;
        const std::string_view t = s_[i].text;
        if (t.back() != '.' || t.size() > 2 || (s_[i + 1].pos != Pos::DET && s_[i + 1].pos != Pos::PRON)) continue;
        const char c = s_[i + 1].text[0];
        if (c < 'A' || c > 'Z' || s_[i + 1].text == "I") continue;
        r.end = i == r.begin ? i : i + 1;
        // A piece that begins with what the cue's own phrase ended with is no content at all.
        if (r.end <= r.begin + 1) r.end = r.begin;
        break;
      }
    }
    std::erase_if(d.content, [](TokenRange r) { return r.begin >= r.end; });
  }

  void push(Draft& d) {
    // Footage and polls reveal as they show.
    if (d.act == Act::kKnow && d.source_head != kNone && s_[d.head].lemma == "reveal" &&
        (is_footage_noun(s_[d.source_head].lemma) || is_poll_noun(s_[d.source_head].lemma)))
      d.act = Act::kShow;
    cut_at_stops(d);
    if (d.content.empty()) return;
    out_.push_back(std::move(d));
  }

  const Syntax& s_;
  std::vector<Draft>& out_;
  std::unordered_map<std::uint32_t, std::uint32_t> speaker_of_;  // participles cut off from a content, and who speaks
};

}  // namespace

void find_framed_cues(const Syntax& syntax, std::vector<Draft>& out) { FramedCues(syntax, out).find(); }

}  // namespace hearsay
