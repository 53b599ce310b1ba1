// Who "he", "it" and "they" are, by number, gender, recency and subject-hood, over the mentions before them.
//
// Each candidate of the last kWindow mentions gets points; the best one wins if it has enough of them. For "it" and
// "they", most of which refer to nobody in particular, only what the words make likely is taken: abstaining is half
// the skill. A pronoun inside a quotation is not its own speaker in the third person.
#include <algorithm>

#include "reading/voice_finder.h"

namespace hearsay {

Index VoiceFinder::pronoun(std::uint32_t i) {
  const Token& t = a_.tokens[i];
  const std::string_view w = t.lower;
  const bool he = w == "he" || w == "him" || w == "his" || w == "himself";
  const bool she = w == "she" || w == "her" || w == "hers" || w == "herself";
  const bool it = w == "it" || w == "its" || w == "itself";
  const bool they = w == "they" || w == "them" || w == "their" || w == "themselves" || w == "theirs";
  if (!he && !she && !it && !they) return kNone;
  if (t.dep == Dep::expl) return kNone;
  const Gender gender = he ? Gender::kMale : she ? Gender::kFemale : Gender::kUnknown;
  const bool subject = is_subject(i);
  const bool possessive = t.tag == Tag::PRPS;
  const bool source = is_source_[i];
  if (it && !possessive && !source) {
    // "it is clear that", "it rains": only the subject of a verb that a body can do
    const Token& verb = a_.tokens[t.head];
    if (!subject || verb.pos == Pos::AUX || verb.lemma == "be" || verb.lemma == "seem" || verb.lemma == "take")
      return kNone;
  }
  const Antecedent* best = nullptr;
  int best_score = 0;
  std::size_t seen = 0;
  for (auto c = antecedents_.rbegin(); c != antecedents_.rend() && seen < kWindow; ++c, ++seen) {
    if (c->token >= i) continue;
    const Token& ct = a_.tokens[c->token];
    const int sentences = static_cast<int>(t.sentence - ct.sentence);
    if (sentences > (he || she ? 8 : 2)) break;
    const Gender known = c->voice != kNone ? who_[c->voice].gender : c->gender;
    if (he || she) {
      if (!c->person || c->plural) continue;
      if (known != Gender::kUnknown && known != gender) continue;
    } else if (it) {
      if (!c->body || c->plural || c->person) continue;
    } else {
      if (!c->plural && !c->body) continue;
      if (c->person) continue;
      if (c->body && !c->plural && !source) continue;
    }
    // "Roe told him": the object is not the subject of its own verb
    const bool c_subject = is_subject(c->token);
    if (!possessive && ct.sentence == t.sentence) {
      if (!subject && c_subject && (ct.head == t.head || (t.dep == Dep::pobj && a_.tokens[t.head].head == ct.head))) {
        if (!w.ends_with("self")) continue;
      }
    }
    int score = 100 - 22 * sentences;
    if (c_subject) score += 16;
    if (subject && c_subject) score += 6;
    if (is_source_[c->token]) score += 6;
    if (ct.dep == Dep::poss) score -= 10;
    if (ct.dep == Dep::pobj) score -= 8;
    if (known == gender && gender != Gender::kUnknown) score += 8;
    if (c->voice != kNone) {
      score += static_cast<int>(std::min<std::size_t>(voices_[c->voice].mentions.size(), 5));
      if (who_[c->voice].named) score += 6;
    }
    // The words of a quotation and the words around it speak of each other's people less often.
    if (quotation_depth(c->token) != quotation_depth(i)) score -= quotation_depth(i) > 0 ? 6 : 12;
    if (ct.sentence == t.sentence && i - c->token < 4 && ct.dep != Dep::nsubj) score -= 4;
    if (score > best_score) {
      best_score = score;
      best = &*c;
    }
  }
  const int needed = he || she ? 20 : it ? 84 : 92;
  if (best == nullptr || best_score < needed) return kNone;
  Index voice = best->voice;
  if (voice == kNone) {
    // A noun nobody named: worth a voice only where the pronoun speaks.
    if (!source) {
      const Antecedent again{i,          kNone,        best->person,
                             best->body, best->plural, gender != Gender::kUnknown ? gender : best->gender};
      antecedents_.push_back(again);
      return kNone;
    }
    const std::uint32_t token = best->token;
    voice = make_noun_voice(token);
    voice_at_[token] = voice;
    add_mention(voice, chunk_at(token), token);
  }
  if (gender != Gender::kUnknown && who_[voice].gender == Gender::kUnknown) who_[voice].gender = gender;
  voice_at_[i] = voice;
  add_mention(voice, {i, i + 1}, i);
  if (source || subject) who_[voice].acts = true;
  return voice;
}

}  // namespace hearsay
