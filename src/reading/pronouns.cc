// Who "he", "it" and "they" are: which pronouns ask, and what follows from the answer. The answer is antecedents.cc's.
#include <algorithm>

#include "reading/voice_finder.h"

namespace hearsay {

// "In her speech, Roe said": the name that is the subject of the clause before which the pronoun's phrase stands.
void VoiceFinder::read_ahead(std::uint32_t i) {
  constexpr std::uint32_t kArcs = 12, kReach = 48;
  std::uint32_t verb = i;
  for (std::uint32_t n = 0; n < kArcs && a_.tokens[verb].head != verb; ++n) {
    const Dep below = a_.tokens[verb].dep;
    verb = a_.tokens[verb].head;
    if (verb <= i || (below != Dep::prep && below != Dep::advcl && below != Dep::npadvmod && below != Dep::advmod))
      continue;
    for (std::uint32_t s = std::max(i, verb - std::min(verb, kReach)) + 1; s < verb; ++s) {
      if (a_.tokens[s].head != verb || (a_.tokens[s].dep != Dep::nsubj && a_.tokens[s].dep != Dep::nsubjpass)) continue;
      const std::uint32_t e = name_at_[s];
      if (e == kNone || done_[e]) continue;
      done_[e] = true;
      named(names_[e]);
    }
  }
}

Index VoiceFinder::pronoun(std::uint32_t i) {
  const Token& t = a_.tokens[i];
  const std::string_view w = t.lower;
  const bool he = w == "he" || w == "him" || w == "his" || w == "himself";
  const bool she = w == "she" || w == "her" || w == "hers" || w == "herself";
  const bool it = w == "it" || w == "its" || w == "itself";
  const bool they = w == "they" || w == "them" || w == "their" || w == "themselves" || w == "theirs";
  if (!he && !she && !it && !they) return kNone;
  if (t.dep == Dep::expl) return kNone;
  Anaphor anaphor;
  anaphor.token = i;
  anaphor.tokens = {i, i + 1};
  anaphor.form = he ? Anaphor::kHe : she ? Anaphor::kShe : it ? Anaphor::kIt : Anaphor::kThey;
  anaphor.gender = he ? Gender::kMale : she ? Gender::kFemale : Gender::kUnknown;
  read_ahead(i);
  const std::uint32_t referent = antecedent_of(anaphor);
  if (referent == kNone) {
    // Somebody, and the next pronoun may be of the same.
    Referent nobody;
    nobody.person = he || she;
    nobody.plural = they;
    nobody.gender = anaphor.gender;
    add_antecedent(add_referent(nobody), anaphor.tokens, i);
    return kNone;
  }
  // A noun nobody named: worth a voice only where the pronoun speaks.
  if (is_source_[i]) give_voice(referent);
  const Index voice = referents_[referent].voice;
  if (voice == kNone) {
    if (referents_[referent].gender == Gender::kUnknown) referents_[referent].gender = anaphor.gender;
    add_antecedent(referent, anaphor.tokens, i);
    return kNone;
  }
  if (anaphor.gender != Gender::kUnknown && who_[voice].gender == Gender::kUnknown) who_[voice].gender = anaphor.gender;
  voice_at_[i] = voice;
  add_mention(voice, anaphor.tokens, i);
  if (is_source_[i] || is_subject(i)) who_[voice].acts = true;
  return voice;
}

}  // namespace hearsay
