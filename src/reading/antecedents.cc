// Which earlier mention a pronoun or a definite noun takes up: the candidates, the judge's scores over them, and the
// decision. Nobody is a candidate too: abstaining is half the skill.
//
// A referent's share is the sum over its mentions, so that a pronoun need not know which of them it takes up. Looks
// back over at most kWindow mentions and, for a noun, over kSameWord voices whose name or role it says.
#include <algorithm>

#include "base/portable_math.h"
#include "reading/voice_finder.h"

namespace hearsay {

namespace {

constexpr std::uint32_t kPronounSentences = 8;
constexpr std::uint32_t kNearSentences = 1;  // in which somebody of a gender rules out the other
// The share that the best referent must have: where it has less, nobody is said to be meant.
constexpr double kEnough[] = {0.3, 0.3, 0.4, 0.4, 0.4, 0.4};  // by Anaphor::Form

}  // namespace

std::uint32_t VoiceFinder::add_referent(Referent referent) {
  referents_.push_back(referent);
  return static_cast<std::uint32_t>(referents_.size() - 1);
}

void VoiceFinder::add_antecedent(std::uint32_t referent, TokenRange tokens, std::uint32_t head) {
  const Token& t = a_.tokens[head];
  Referent& r = referents_[referent];
  Antecedent mention{head, tokens, MentionKind::kOther, referent, r.last};
  const auto index = static_cast<std::uint32_t>(antecedents_.size());
  if (t.pos == Pos::PRON) {
    const std::string_view w = t.lower;
    mention.kind = w.starts_with("s") || w.starts_with("her") ? MentionKind::kShe
                   : w.starts_with("it")                      ? MentionKind::kIt
                   : w.starts_with("th")                      ? MentionKind::kThey
                                                              : MentionKind::kHe;
    last_pronoun_[static_cast<std::size_t>(mention.kind) - static_cast<std::size_t>(MentionKind::kHe)] = index;
  } else if (t.tag == Tag::NN || t.tag == Tag::NNS || r.voice == kNone || !who_[r.voice].named) {
    mention.kind = t.tag == Tag::NNS || t.tag == Tag::NNPS ? MentionKind::kNouns : MentionKind::kNoun;
  } else {
    const Who& who = who_[r.voice];
    mention.kind = who.person   ? MentionKind::kPerson
                   : who.place  ? MentionKind::kPlace
                   : who.plural ? MentionKind::kPeople
                                : MentionKind::kBody;
    const std::uint32_t unit = unit_of_sentence_[t.sentence];
    if (unit != unit_) {
      unit_ = unit;
      first_of_part_ = referent;
    }
    if (first_of_text_ == kNone) first_of_text_ = referent;
  }
  r.last = index;
  ++r.mentions;
  antecedents_.push_back(mention);
  if (is_subject(head)) last_subject_ = referent;
  if (trace_ != nullptr) {
    trace_->mentions.push_back({a_.bytes(tokens), t.span, referent, mention.kind < MentionKind::kNoun});
  }
}

// Somebody without a voice gets one, with all the mentions so far. A mere chain of pronouns stays nobody's.
void VoiceFinder::give_voice(std::uint32_t referent) {
  if (referents_[referent].voice != kNone) return;
  std::uint32_t first = kNone;
  Spans mentions;
  for (std::uint32_t m = referents_[referent].last; m != kNone; m = antecedents_[m].previous) {
    first = m;
    mentions.push_back(a_.bytes(antecedents_[m].tokens));
  }
  if (first == kNone || a_.tokens[antecedents_[first].token].pos == Pos::PRON) return;
  const Index voice = make_noun_voice(antecedents_[first].token);
  referents_[referent].voice = voice;
  referent_of_voice_[voice] = referent;
  voices_[voice].mentions = std::move(mentions);
  for (std::uint32_t m = referents_[referent].last; m != kNone; m = antecedents_[m].previous) {
    voice_at_[antecedents_[m].token] = voice;
    who_[voice].last = std::max(who_[voice].last, antecedents_[m].token);
  }
}

Gender VoiceFinder::gender_of(const Referent& referent) const {
  return referent.voice != kNone ? who_[referent.voice].gender : referent.gender;
}

// Could the anaphor be of this referent, by number, gender and class?
bool VoiceFinder::fits(const Anaphor& anaphor, std::uint32_t referent) const {
  const Referent& r = referents_[referent];
  const bool voiced = r.voice != kNone;
  const bool person = voiced ? who_[r.voice].person : r.person;
  const bool body = voiced ? who_[r.voice].body : r.body;
  const bool plural = voiced ? who_[r.voice].plural : r.plural;
  const Gender gender = gender_of(r);
  const bool same_gender = gender == Gender::kUnknown || anaphor.gender == Gender::kUnknown || gender == anaphor.gender;
  switch (anaphor.form) {
    case Anaphor::kHe:
    case Anaphor::kShe:
      return person && !plural && same_gender;
    case Anaphor::kIt:
      return !person && !plural;
    case Anaphor::kThey:
      return plural || (body && !person);
    case Anaphor::kNouns:
      return plural;
    case Anaphor::kNoun:
      break;
  }
  if (plural) return false;
  if (anaphor.noun == NounClass::kPerson) return person && same_gender;
  return anaphor.noun == NounClass::kBody ? body : !person;
}

// "Mrs. Roe" is no "he": what a title, a noun or a first name tells outweighs what the judge makes of the sentence.
bool VoiceFinder::contradicts(const Anaphor& anaphor, std::uint32_t referent) const {
  const Gender gender = gender_of(referents_[referent]);
  return anaphor.gender != Gender::kUnknown && gender != Gender::kUnknown && gender != anaphor.gender;
}

// "“My brother built it,” he said": whom a speaker names is somebody else.
bool VoiceFinder::is_own_words(const Anaphor& anaphor, const Antecedent& c) const {
  const Index q = quotation_[c.token];
  if (q == kNone || q == quotation_[anaphor.token] || anaphor.is_noun() || !is_source_[anaphor.token]) return false;
  const Token& t = a_.tokens[anaphor.token];
  const std::uint32_t end = a_.token_at(quotations_[q].inner.end);
  return end <= anaphor.token && end > 0 && a_.tokens[end - 1].sentence == t.sentence;
}

// "Roe told him", "the agency denied it": an object without "self" is never the subject of its own verb.
std::uint32_t VoiceFinder::subject_beside(const Anaphor& anaphor) const {
  const Token& t = a_.tokens[anaphor.token];
  if (anaphor.is_noun() || t.lower.find("sel") != std::string_view::npos) return kNone;
  std::uint32_t verb = t.head;
  if (t.dep == Dep::pobj && a_.tokens[verb].dep == Dep::dative)
    verb = a_.tokens[verb].head;
  else if (t.dep != Dep::dobj && t.dep != Dep::dative)
    return kNone;
  std::size_t seen = 0;
  for (auto c = antecedents_.rbegin(); c != antecedents_.rend() && seen < kWindow; ++c, ++seen) {
    const Token& ct = a_.tokens[c->token];
    if (ct.sentence < t.sentence) break;
    if (ct.head == verb && is_subject(c->token)) return c->referent;
  }
  return kNone;
}

// Indices in antecedents_, latest first.
std::vector<std::uint32_t> VoiceFinder::candidates_of(const Anaphor& anaphor) const {
  std::vector<std::uint32_t> out;
  const std::uint32_t sentence = a_.tokens[anaphor.token].sentence;
  const bool he_or_she = anaphor.form == Anaphor::kHe || anaphor.form == Anaphor::kShe;
  const std::uint32_t subject = subject_beside(anaphor);
  const auto takes = [&](const Antecedent& c) {
    if (c.referent == subject) return false;
    if (c.token >= anaphor.tokens.begin) {  // read ahead: the name that read_ahead() found for a pronoun
      return !anaphor.is_noun() && c.token > anaphor.token && c.kind <= MentionKind::kBody &&
             a_.tokens[c.token].sentence == sentence && is_subject(c.token);
    }
    if (c.tokens.end > anaphor.token) return false;  // the phrase it stands in
    if (is_own_words(anaphor, c)) return false;
    switch (c.kind) {
      case MentionKind::kHe:
        return anaphor.form == Anaphor::kHe || anaphor.form == Anaphor::kNoun;
      case MentionKind::kShe:
        return anaphor.form == Anaphor::kShe || anaphor.form == Anaphor::kNoun;
      case MentionKind::kIt:
      case MentionKind::kThey:
        return !he_or_she;
      default:
        return true;
    }
  };
  auto low = static_cast<std::uint32_t>(antecedents_.size());
  while (low > 0 && antecedents_.size() - low < kWindow) {
    const Antecedent& c = antecedents_[low - 1];
    const std::uint32_t at = a_.tokens[c.token].sentence;
    if (!anaphor.is_noun() && at < sentence && sentence - at > kPronounSentences) break;
    --low;
    if (takes(c)) out.push_back(low);
  }
  if (!anaphor.is_noun()) {
    // Where the window holds somebody of the pronoun's gender, nobody of the other is meant. Alone, a first name that
    // tells a gender may still be wrong about its bearer.
    const auto agrees = [&](std::uint32_t c) {
      return he_or_she && gender_of(referents_[antecedents_[c].referent]) == anaphor.gender &&
             antecedents_[c].kind == MentionKind::kPerson &&
             a_.tokens[antecedents_[c].token].sentence + kNearSentences >= sentence;
    };
    if (std::any_of(out.begin(), out.end(), agrees))
      std::erase_if(out, [&](std::uint32_t c) { return contradicts(anaphor, antecedents_[c].referent); });
    return out;
  }
  const Token& t = a_.tokens[anaphor.token];
  const auto add_latest = [&](const std::unordered_map<std::string, std::vector<Index>>& lists, std::string_view word) {
    const auto found = lists.find(std::string(word));
    if (found == lists.end()) return;
    std::size_t seen = 0;
    for (auto v = found->second.rbegin(); v != found->second.rend() && seen < kSameWord; ++v, ++seen) {
      const std::uint32_t last = referents_[referent_of_voice_[*v]].last;
      if (last == kNone || last >= low || !takes(antecedents_[last])) continue;
      if (std::find(out.begin(), out.end(), last) == out.end()) out.push_back(last);
    }
  };
  add_latest(by_role_, t.lemma);
  add_latest(by_word_, t.lower);
  return out;
}

std::uint32_t VoiceFinder::antecedent_of(const Anaphor& anaphor) {
  const std::vector<std::uint32_t> candidates = candidates_of(anaphor);
  if (candidates.empty() && trace_ == nullptr) return kNone;
  Features alone;
  std::vector<Features> pairs(candidates.size());
  look_at(anaphor, candidates, alone, pairs);
  std::span<const float> vector;
  std::vector<std::span<const float>> projected(candidates.size());
  if (vectors_ != nullptr) {
    vector = vectors_->at(a_.tokens[anaphor.token].span.begin);
    // All that came since the last time, candidates of this one or not: most will be of some.
    auto& known = projections_[anaphor.is_noun() ? 1 : 0];
    std::vector<std::span<const float>> more;
    for (std::size_t i = known.size(); i < antecedents_.size(); ++i)
      more.push_back(vectors_->at(a_.tokens[antecedents_[i].token].span.begin));
    for (std::vector<float>& row : scorer_.projected(anaphor.is_noun(), more)) known.push_back(std::move(row));
    for (std::size_t k = 0; k < candidates.size(); ++k) projected[k] = known[candidates[k]];
  }
  const std::vector<float> scores = scorer_.scores(anaphor.is_noun(), alone, pairs, vector, projected);
  if (trace_ != nullptr) {
    CoreferenceTrace::Case now;
    now.noun = anaphor.is_noun();
    now.span = a_.bytes(anaphor.tokens);
    now.head = a_.tokens[anaphor.token].span;
    now.features = alone;
    for (std::size_t k = 0; k < candidates.size(); ++k) now.candidates.push_back({candidates[k], pairs[k]});
    now.scores = scores;
    trace_->cases.push_back(std::move(now));
  }
  const float top = *std::max_element(scores.begin(), scores.end());
  const double nobody = portable_exp(static_cast<double>(scores.back() - top));
  double all = nobody;
  std::vector<std::pair<std::uint32_t, double>> shares;  // of referents, latest first; at most kWindow or so of them
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    const double share = portable_exp(static_cast<double>(scores[k] - top));
    const std::uint32_t referent = antecedents_[candidates[k]].referent;
    all += share;
    const auto same = std::find_if(shares.begin(), shares.end(), [&](const auto& s) { return s.first == referent; });
    if (same == shares.end()) {
      shares.emplace_back(referent, share);
    } else {
      same->second += share;
    }
  }
  std::uint32_t best = kNone;
  double best_share = nobody;
  for (const auto& [referent, share] : shares) {
    if (share > best_share) {
      best_share = share;
      best = referent;
    }
  }
  return best_share >= kEnough[anaphor.form] * all ? best : kNone;
}

}  // namespace hearsay
