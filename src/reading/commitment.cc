#include "reading/commitment.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace hearsay {

namespace {

using Words = std::unordered_set<std::string_view>;  // looked up only

// Certainty that a word leaves; the weakest word of a clause decides.
const std::unordered_map<std::string_view, std::uint8_t>& weakening() {
  static const std::unordered_map<std::string_view, std::uint8_t> kWords = {
      {"may", 1},       {"might", 1},       {"could", 1},       {"possibly", 1},   {"perhaps", 1},
      {"maybe", 1},     {"conceivably", 1}, {"potentially", 1}, {"would", 2},      {"should", 2},
      {"probably", 2},  {"likely", 2},      {"presumably", 2},  {"apparently", 2}, {"seemingly", 2},
      {"evidently", 2}, {"arguably", 2},    {"doubtless", 2},   {"mostly", 3}};
  return kWords;
}
// Predicates: "is unlikely", "risks", "seems".
struct Predicate {
  std::string_view lemma;
  std::uint8_t certainty;
  bool negates;
};
constexpr Predicate kPredicates[] = {
    {"unlikely", 2, true},   {"likely", 2, false},    {"possible", 1, false}, {"probable", 2, false},
    {"impossible", 3, true}, {"doubtful", 2, true},   {"risk", 1, false},     {"threaten", 1, false},
    {"seem", 2, false},      {"appear", 2, false},    {"tend", 2, false},     {"plausible", 1, false},
    {"improbable", 2, true}, {"uncertain", 0, false}, {"unclear", 0, false},  {"false", 3, true},
    {"untrue", 3, true},     {"fail", 3, true},       {"refuse", 3, true}};

const Words& negatives() {
  static const Words kWords = {"no",      "not",     "never", "nobody", "none", "nothing",
                               "neither", "nowhere", "n't",   "n’t",    "nt"};
  return kWords;
}
const Words& judgements() {
  static const Words kWords = {
      "good",   "bad",        "great",         "terrible",   "awful",     "horrible",  "impressive", "shameful",
      "stupid", "ridiculous", "absurd",        "brilliant",  "excellent", "wonderful", "disgusting", "pathetic",
      "best",   "worst",      "beautiful",     "ugly",       "evil",      "wrong",     "right",      "fair",
      "unfair", "sad",        "disgraceful",   "outrageous", "amazing",   "tragic",    "important",  "foolish",
      "clumsy", "dangerous",  "irresponsible", "reckless",   "heroic",    "honest",    "dishonest",  "corrupt"};
  return kWords;
}

// On the sign and certainty of FactBank.
Commitment value_of(std::uint8_t certainty, bool negative) {
  switch (certainty) {
    case 3:
      return negative ? Commitment::kCTminus : Commitment::kCTplus;
    case 2:
      return negative ? Commitment::kPRminus : Commitment::kPRplus;
    case 1:
      return negative ? Commitment::kPSminus : Commitment::kPSplus;
    default:
      return Commitment::kUu;
  }
}

bool is_factive(Act act) { return act == Act::kAcknowledge || act == Act::kKnow || act == Act::kPerceive; }

// The certainty that an act gives to its content, from its source and from the outlet that relays it.
struct Weights {
  std::uint8_t source;
  std::uint8_t outlet;
};
Weights weights_of(Act act) {
  switch (act) {
    case Act::kAcknowledge:
    case Act::kKnow:
    case Act::kPerceive:
      return {3, 3};
    case Act::kPromise:
    case Act::kThreaten:
    case Act::kDemand:
    case Act::kOrder:
    case Act::kAsk:
    case Act::kWant:
      return {0, 0};
    case Act::kBelieve:
    case Act::kExpect:
      return {2, 0};
    case Act::kShow:
      return {3, 2};
    case Act::kSuggest:
      return {1, 1};
    default:
      return {3, 0};
  }
}

}  // namespace

Modality modality_of(const Syntax& s, std::uint32_t head, TokenRange inside) {
  Modality m;
  if (head == kNone) return m;
  const auto weaken = [&m](std::uint8_t certainty, std::uint32_t token) {
    if (certainty < m.certainty) m.certainty = certainty;
    m.cues.push_back(token);
  };
  const auto note_negative = [&m](std::uint32_t token) {
    m.negated = !m.negated;
    m.cues.push_back(token);
  };
  const auto look = [&](std::uint32_t verb) {
    for (const std::uint32_t c : s.children(verb)) {
      if (c < inside.begin || c >= inside.end) continue;
      const Token& t = s[c];
      if (t.dep == Dep::neg || ((t.dep == Dep::advmod || t.dep == Dep::preconj) && negatives().contains(t.lower))) {
        note_negative(c);
      } else if (t.dep == Dep::aux || t.dep == Dep::advmod || t.dep == Dep::acomp) {
        if (const auto w = weakening().find(t.lower); w != weakening().end()) weaken(w->second, c);
        if (t.lower == "reportedly" || t.lower == "allegedly" || t.lower == "supposedly" || t.lower == "purportedly") {
          m.reported = true;
          m.cues.push_back(c);
        }
        if (t.dep == Dep::advmod) {  // "not likely", "most probably"
          for (const std::uint32_t g : s.children(c)) {
            if (s[g].dep == Dep::neg) note_negative(g);
          }
        }
      } else if ((t.dep == Dep::nsubj || t.dep == Dep::nsubjpass || t.dep == Dep::dobj || t.dep == Dep::attr)) {
        if (negatives().contains(t.lower)) note_negative(c);
        for (const std::uint32_t g : s.children(c)) {  // "no troops", "not one soldier"
          const Token& d = s[g];
          if ((d.dep == Dep::det || d.dep == Dep::neg || d.dep == Dep::preconj) && negatives().contains(d.lower)) {
            note_negative(g);
          } else if (d.dep == Dep::nummod) {
            for (const std::uint32_t gg : s.children(g)) {
              if (s[gg].dep == Dep::neg) note_negative(gg);
            }
          }
        }
      }
      if (t.dep == Dep::acomp || t.dep == Dep::attr || t.dep == Dep::oprd) {
        for (const Predicate& p : kPredicates) {
          if (p.lemma != t.lemma && p.lemma != t.lower) continue;
          weaken(p.certainty, c);
          if (p.negates) m.negated = !m.negated;
        }
        if (judgements().contains(t.lower)) m.opinion = true;
      }
    }
  };
  look(head);
  const Token& h = s[head];
  if (h.pos == Pos::VERB || h.pos == Pos::AUX) {
    for (const Predicate& p : kPredicates) {
      if (p.lemma != h.lemma) continue;
      weaken(p.certainty, head);
      if (p.negates) m.negated = !m.negated;
    }
  }
  // "failed to agree": not agreed; "the engine failed" stands
  if ((h.lemma == "fail" || h.lemma == "refuse") && s.has_child(head, {Dep::xcomp})) note_negative(head);
  // "it is not known whether", "was not clear": nobody stands behind what follows
  const std::uint32_t state = s.child(head, {Dep::acomp});
  const std::string_view known = state != kNone ? s[state].lower : h.lower;
  if (m.negated && (known == "known" || known == "clear" || known == "certain" || known == "sure")) {
    m.negated = false;
    m.certainty = 0;
  }
  if (judgements().contains(h.lower)) m.opinion = true;
  // a negation right before the verb that the parse hung elsewhere: "not one soldier set foot"
  if (!m.negated && inside.begin < inside.end && s[inside.begin].lower == "not") note_negative(inside.begin);
  std::sort(m.cues.begin(), m.cues.end());
  m.cues.erase(std::unique(m.cues.begin(), m.cues.end()), m.cues.end());
  return m;
}

Stand commitment_of(std::span<const Attribution* const> chain, const Modality& m, bool conditional, bool reader) {
  std::uint8_t inner = m.certainty;
  if (conditional && inner == 3) inner = 0;
  Stand stand;
  if (chain.empty()) {
    stand.source = value_of(inner, m.negated);
    stand.outlet = reader || m.reported ? Commitment::kUu : stand.source;
    return stand;
  }
  const Attribution& last = *chain.back();
  const Weights weights = weights_of(last.act);
  const bool denies = last.act == Act::kDeny;
  std::uint8_t source = std::min(weights.source, inner);
  // A denial says that the content is not so; doubled, that it is.
  const bool negative = denies != m.negated;
  if (last.negated && !is_factive(last.act)) source = 0;
  stand.source = value_of(source, negative);
  // The outlet stands behind a content only as far as every link lets it.
  std::uint8_t outlet = inner;
  for (const Attribution* link : chain) {
    std::uint8_t through = weights_of(link->act).outlet;
    if (link->act == Act::kDeny || (link->negated && !is_factive(link->act))) through = 0;
    outlet = std::min(outlet, through);
  }
  if (m.reported) outlet = 0;
  stand.outlet = value_of(outlet, negative);
  return stand;
}

}  // namespace hearsay
