// Sources: who a cue's word belongs to, from the grammar of the cue.
#include <algorithm>

#include "reading/draft.h"

namespace hearsay {
namespace {

constexpr int kMaxClimb = 12;  // clauses above a cue that are asked for its subject; longer ladders are parse errors

std::uint32_t own_subject(const Syntax& s, std::uint32_t verb) {
  for (const std::uint32_t c : s.children(verb)) {
    const Dep d = s[c].dep;
    if (d == Dep::nsubj || d == Dep::nsubjpass) return c;
  }
  return kNone;
}

std::uint32_t agent(const Syntax& s, std::uint32_t verb) {
  for (const std::uint32_t c : s.children(verb)) {
    if (s[c].dep != Dep::agent && !(s[c].dep == Dep::prep && s[c].lower == "by")) continue;
    const std::uint32_t who = s.child(c, {Dep::pobj});
    if (who != kNone && s[who].entity != EntityLabel::DATE) return who;
  }
  return kNone;
}

// "asked him to say" makes him say it; "texted a friend to say" does not.
bool controls_object(std::string_view lemma) {
  static constexpr std::string_view kVerbs[] = {"text", "email",   "write",     "phone", "message", "use",
                                                "take", "hold",    "make",      "post",  "release", "issue",
                                                "call", "contact", "interrupt", "send",  "raise",   "give"};
  return std::find(std::begin(kVerbs), std::end(kVerbs), lemma) == std::end(kVerbs);
}

}  // namespace

bool is_passive(const Syntax& s, std::uint32_t verb) {
  if (s.has_child(verb, {Dep::auxpass, Dep::nsubjpass})) return true;
  if (s[verb].tag != Tag::VBN) return false;
  // "“P,” the candidate posted": a participle by its tag, but with a subject of its own
  if (s[verb].dep == Dep::acl || s[verb].dep == Dep::advcl) return !s.has_child(verb, {Dep::aux, Dep::nsubj});
  // "was seen and heard": the second participle shares the first one's auxiliary.
  if (s[verb].dep == Dep::conj && !s.has_child(verb, {Dep::aux, Dep::nsubj})) {
    const std::uint32_t h = s[verb].head;
    return s[h].tag == Tag::VBN && s.has_child(h, {Dep::auxpass});
  }
  return false;
}

std::uint32_t quoted_saying(const Syntax& s, std::uint32_t verb) {
  const std::string_view lemma = s[verb].lemma;
  if (lemma != "quote" && lemma != "cite" && lemma != "report" && lemma != "record") return kNone;
  for (const std::uint32_t c : s.children(verb)) {
    if (c < verb || s[c].lower != "as") continue;
    const std::uint32_t saying = s.child(c, {Dep::pcomp});
    if (saying != kNone && s[saying].tag == Tag::VBG) return saying;
  }
  return kNone;
}

std::uint32_t quoter_of(const Syntax& s, std::uint32_t verb) {
  if (s[verb].dep != Dep::pcomp || s[s[verb].head].lower != "as") return kNone;
  const std::uint32_t above = s[s[verb].head].head;
  return quoted_saying(s, above) == verb ? above : kNone;
}

std::uint32_t source_of_verb(const Syntax& s, std::uint32_t verb, bool passive) {
  if (passive) return agent(s, verb);
  std::uint32_t v = verb;
  for (int climbed = 0; climbed < kMaxClimb; ++climbed) {
    const std::uint32_t subject = own_subject(s, v);
    if (subject != kNone) {
      const std::string_view w = s[subject].lower;
      if (v != verb && is_passive(s, v)) {  // "was urged to say": the patient speaks; "was called, saying": who did it
        return subject;
      }
      return w == "it" && s[subject].dep == Dep::expl ? kNone : subject;
    }
    const std::uint32_t h = s[v].head;
    if (h == v) return kNone;
    switch (s[v].dep) {
      case Dep::conj:
        if (!s.is_verb(h)) return kNone;
        v = h;
        continue;
      case Dep::xcomp:
      case Dep::ccomp:
      case Dep::oprd: {
        if (s[v].dep == Dep::ccomp && s[v].tag != Tag::VB && s[v].tag != Tag::VBG) return kNone;
        // "asked him to say": the object speaks. "promised him to say" is rare.
        const std::uint32_t object = s.child(h, {Dep::dobj, Dep::dative});
        if (object != kNone && object < v && object > h && s[v].tag == Tag::VB && controls_object(s[h].lemma))
          return object;
        v = h;
        continue;
      }
      case Dep::acl:
        // "a letter saying", "a man accused": the noun; "a plan to say": its possessor or the verb above
        if (s[v].tag == Tag::VBG) return h;
        if (const std::uint32_t p = s.child(h, {Dep::poss}); p != kNone) return p;
        if (s[h].dep == Dep::dobj || s[h].dep == Dep::attr) {
          v = s[h].head;
          continue;
        }
        return kNone;
      case Dep::pcomp:
        // "quotes the director as saying X": the object speaks.
        if (s[h].lower == "as" && s[h].dep == Dep::prep) {
          const std::uint32_t above = s[h].head;
          const std::uint32_t object = s.child(above, {Dep::dobj, Dep::nsubjpass});
          if (object != kNone) return object;
          // "the director, quoted by the paper as saying X"
          if (s[above].dep == Dep::acl && is_passive(s, above)) return s[above].head;
        }
        v = h;
        if (!s.is_verb(h) && s[h].dep == Dep::pobj) return kNone;
        continue;
      case Dep::advcl:
      case Dep::prep:
      case Dep::dep:
      case Dep::acomp:
      case Dep::attr:
        v = h;
        if (!s.is_verb(h) && s[h].dep == Dep::pobj) return kNone;
        continue;
      default:
        return kNone;
    }
  }
  return kNone;
}

TokenRanges noun_phrase(const Syntax& s, std::uint32_t head, TokenRange cue) {
  TokenRange r = s.subtree(head);
  // A relative pronoun speaks for itself; so does a pronoun: what hangs on it is a parse error more often than not.
  if (s[head].tag == Tag::WP || s[head].tag == Tag::WDT || s[head].tag == Tag::PRP || s[head].tag == Tag::PRPS)
    r = {head, head + 1};
  if (cue.begin < cue.end) {
    if (head < cue.begin) {
      r.end = std::min(r.end, cue.begin);
    } else if (head >= cue.end) {
      r.begin = std::max(r.begin, cue.end);
    } else if (head > cue.begin) {
      return {{head, head + 1}};
    }
  }
  // Marks that belong to a quotation beside it.
  while (r.begin < head && s.is_mark(r.begin) && s.inner_quotation(r.begin + 1) == kNone) ++r.begin;
  bool comma_inside = false;
  for (std::uint32_t i = r.begin; i < r.end; ++i) comma_inside |= s.is_comma(i) && i > head;
  while (r.end > head + 1 && (s[r.end - 1].pos == Pos::SPACE || s[r.end - 1].text == "-" || s[r.end - 1].text == "–" ||
                              s[r.end - 1].text == "—" || s[r.end - 1].text == ":"))
    --r.end;
  while (r.begin < head && (s.is_edge_punctuation(r.begin) || s[r.begin].pos == Pos::SPACE)) ++r.begin;
  if (comma_inside && s.is_comma(r.end) && !s.is_comma(r.end - 1)) ++r.end;  // the comma that closes an apposition
  return {r};
}

}  // namespace hearsay
