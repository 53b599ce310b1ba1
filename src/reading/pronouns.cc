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

// "His claim has no support. Senator Roe makes it every week": where nobody was named before, the subject of the next
// sentence, if it is a name.
Index VoiceFinder::read_on(const Anaphor& anaphor) {
  constexpr std::uint32_t kReach = 16;
  if (antecedents_.size() > kWindow || !is_source_[anaphor.token]) return kNone;
  for (std::uint32_t i = anaphor.token; i < a_.sentences[a_.tokens[anaphor.token].sentence].end; ++i)
    if (name_at_[i] != kNone && names_[name_at_[i]].label == EntityLabel::PERSON) return kNone;
  for (const Referent& r : referents_)
    if (r.person && r.mentions > 0) return kNone;
  for (const Who& who : who_)
    if (who.person && !who.fixed) return kNone;
  const std::uint32_t next = a_.tokens[anaphor.token].sentence + 1;
  if (next >= a_.sentences.size() || unit_of_sentence_[next] > unit_of_sentence_[next - 1] + 1) return kNone;
  const TokenRange r = a_.sentences[next];
  for (std::uint32_t i = r.begin; i < r.end && i < r.begin + kReach; ++i) {
    if (a_.tokens[i].dep != Dep::nsubj && a_.tokens[i].dep != Dep::nsubjpass) continue;
    if (!a_.is_root(a_.tokens[i].head) || quotation_[i] != kNone) continue;
    const std::uint32_t e = name_at_[i];
    if (e == kNone || done_[e] || names_[e].label != EntityLabel::PERSON) return kNone;
    const Name name = name_of(page_.text(a_.bytes(names_[e].tokens)), true);
    const Gender gender =
        name.empty() ? Gender::kUnknown : gender_of_first_name(name.words.front(), name.words.size() > 1);
    if (gender != Gender::kUnknown && gender != anaphor.gender) return kNone;
    done_[e] = true;
    return named(names_[e]);
  }
  return kNone;
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
  if (referent == kNone && (he || she)) {
    if (const Index ahead = read_on(anaphor); ahead != kNone) {
      voice_at_[i] = ahead;
      voices_[ahead].mentions.push_back(a_.bytes(anaphor.tokens));
      if (is_source_[i]) who_[ahead].acts = true;
      return ahead;
    }
  }
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
