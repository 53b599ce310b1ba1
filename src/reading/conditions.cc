#include "reading/conditions.h"

#include <algorithm>
#include <unordered_set>

namespace hearsay {

namespace {

// What may or may not come: "in an attack", "any escalation".
bool is_contingency(std::string_view lemma) {
  static const std::unordered_set<std::string_view> kWords = {
      "attack",      "war",       "strike",   "invasion", "emergency",    "conflict",   "escalation", "crisis",
      "aggression",  "incursion", "disaster", "default",  "failure",      "violation",  "breach",     "incident",
      "provocation", "assault",   "move",     "attempt",  "intervention", "deployment", "deal",       "change",
      "delay",       "outbreak",  "shutdown", "vote",     "win",          "victory"};
  return kWords.contains(lemma);
}

Spans bytes_of(const Syntax& s, const TokenRanges& ranges) {
  Spans out;
  for (const TokenRange r : ranges) {
    const TokenRange t = s.trimmed(r);
    if (t.begin < t.end) out.push_back(s.bytes(t));
  }
  return out;
}

TokenRange clamp(TokenRange range, TokenRange inside) {
  return {std::max(range.begin, inside.begin), std::min(range.end, inside.end)};
}

bool looks_ahead(const Syntax& s, std::uint32_t verb) {
  for (const std::uint32_t c : s.children(verb)) {
    if (s[c].dep == Dep::aux && s[c].tag == Tag::MD) return true;
  }
  return s[verb].lemma == "risk" || s[verb].lemma == "mean" || s[verb].lemma == "oblige" ||
         s[verb].lemma == "require" || s[verb].lemma == "threaten";
}

std::optional<Condition> make(const Syntax& s, TokenRange if_range, TokenRange whole, TokenRange cut) {
  Condition c;
  c.if_clause = bytes_of(s, {if_range});
  c.then_clause = bytes_of(s, without({whole}, cut));
  if (c.if_clause.empty() || c.then_clause.empty()) return std::nullopt;
  return c;
}

}  // namespace

std::optional<Condition> condition_of(const Syntax& s, std::uint32_t head, TokenRange inside) {
  if (head == kNone || inside.begin >= inside.end) return std::nullopt;
  const auto in = [inside](std::uint32_t i) { return i >= inside.begin && i < inside.end; };
  // "if", "unless": an adverbial clause of the head, or of a verb right below it
  const auto marked = [&](std::uint32_t verb) -> std::optional<Condition> {
    for (const std::uint32_t c : s.children(verb)) {
      if (!in(c) || (s[c].dep != Dep::advcl && s[c].dep != Dep::prep && s[c].dep != Dep::ccomp)) continue;
      for (const std::uint32_t m : s.children(c)) {
        const bool marks = s[m].dep == Dep::mark || s[m].dep == Dep::advmod;
        const std::string_view w = s[m].lower;
        if (!marks || (w != "if" && w != "unless" && w != "provided")) continue;
        const TokenRange clause = clamp(s.subtree(c), inside);
        if (m < clause.begin || m >= clause.end) continue;
        // "even if", "only if" stay outside of both
        return make(s, {m + 1, clause.end}, inside, {std::min(clause.begin, m), clause.end});
      }
      if (s[c].lower == "if" || s[c].lower == "unless") {  // "if convicted", read as a preposition
        const TokenRange clause = clamp(s.subtree(c), inside);
        if (c + 1 < clause.end) return make(s, {c + 1, clause.end}, inside, clause);
      }
    }
    return std::nullopt;
  };
  if (auto c = marked(head)) return c;
  for (const std::uint32_t child : s.children(head)) {
    if (in(child) && (s[child].dep == Dep::ccomp || s[child].dep == Dep::xcomp || s[child].dep == Dep::conj)) {
      if (auto c = marked(child)) return c;
    }
  }
  // The clause may begin with it whatever the parse says: "If convicted, …"
  if (s[inside.begin].lower == "if" || s[inside.begin].lower == "unless") {
    for (std::uint32_t i = inside.begin + 1; i < inside.end; ++i) {
      if (s.is_comma(i)) return make(s, {inside.begin + 1, i}, inside, {inside.begin, i + 1});
    }
  }
  for (const std::uint32_t c : s.children(head)) {
    if (!in(c)) continue;
    const Token& t = s[c];
    if (t.dep == Dep::prep && t.lower == "in") {
      const std::uint32_t object = s.child(c, {Dep::pobj});
      if (object == kNone || !in(object)) continue;
      const TokenRange phrase = clamp(s.subtree(c), inside);
      // "in the event of A", "in case of A"
      if (s[object].lemma == "event" || s[object].lemma == "case") {
        const std::uint32_t of = s.child(object, {Dep::prep});
        if (of != kNone && s[of].lower == "of") {
          // What the phrase swallowed beyond its comma is the main clause.
          std::uint32_t end = phrase.end;
          for (std::uint32_t i = of + 1; i < phrase.end; ++i) {
            if (s.is_comma(i)) {
              end = i;
              break;
            }
          }
          return make(s, {of + 1, end}, inside, {phrase.begin, end});
        }
      }
      // "in an attack on A, B will …"
      const std::uint32_t det = s.child(object, {Dep::det});
      const bool open = det != kNone && (s[det].lower == "a" || s[det].lower == "an" || s[det].lower == "any");
      if (open && is_contingency(s[object].lemma) && looks_ahead(s, head) && phrase.begin + 1 < phrase.end) {
        return make(s, {c + 1, phrase.end}, inside, phrase);
      }
    }
    // "any attack on A risks B"
    if ((t.dep == Dep::nsubj || t.dep == Dep::nsubjpass || t.dep == Dep::csubj) && looks_ahead(s, head)) {
      const std::uint32_t det = s.child(c, {Dep::det});
      const bool any = det != kNone && s[det].lower == "any";
      const bool armed = det != kNone && s[det].lower == "an" && is_contingency(s[c].lemma);
      if (!any && !armed) continue;
      const TokenRange subject = clamp(s.subtree(c), inside);
      // "risks drawing B in": what follows is the verb's complement
      const std::uint32_t complement = s[head].lemma == "risk" ? s.child(head, {Dep::xcomp, Dep::dobj}) : kNone;
      TokenRange then{subject.end, inside.end};
      if (complement != kNone && in(complement)) then.begin = std::max(then.begin, s.subtree(complement).begin);
      if (then.begin >= then.end) continue;
      Condition condition;
      condition.if_clause = bytes_of(s, {subject});
      condition.then_clause = bytes_of(s, {then});
      if (!condition.if_clause.empty() && !condition.then_clause.empty()) return condition;
    }
  }
  return std::nullopt;
}

}  // namespace hearsay
