// Mentions by name: which voice a person's, a body's or a place's name belongs to.
#include <algorithm>

#include "reading/voice_finder.h"

namespace hearsay {

namespace {

std::string key_of(const Name& name) {
  std::string key;
  for (const std::string& w : name.words) {
    key += w;
    key += ' ';
  }
  return key;
}

}  // namespace

void VoiceFinder::register_name(Index voice, const Name& name) {
  if (name.empty()) return;
  exact_.try_emplace(key_of(name), voice);
  if (!name.acronym.empty() && name.words.size() > 1) by_word_["=" + name.acronym].push_back(voice);
  for (const std::string* w : {&name.words.front(), &name.words.back()}) {
    auto& list = by_word_[*w];
    if (list.empty() || list.back() != voice) list.push_back(voice);
  }
}

Index VoiceFinder::voice_named(const Name& name, bool person, bool body) const {
  if (name.empty()) return kNone;
  if (const auto found = exact_.find(key_of(name)); found != exact_.end()) return found->second;
  const auto latest = [&](const std::string& word, auto accepts) -> Index {
    const auto list = by_word_.find(word);
    if (list == by_word_.end()) return kNone;
    std::size_t seen = 0;
    Index best = kNone;
    for (auto it = list->second.rbegin(); it != list->second.rend() && seen < kSameWord; ++it, ++seen) {
      if (accepts(*it) && (best == kNone || who_[*it].last > who_[best].last)) best = *it;
    }
    return best;
  };
  if (person || !body) {
    for (const std::string* word : {&name.words.back(), &name.words.front()}) {
      const Index v = latest(*word, [&](Index c) {
        return who_[c].named && !who_[c].place && (who_[c].person || !person) && who_[c].person &&
               (shortens_person(name, who_[c].name) ||
                (who_[c].name.words.size() == 1 && shortens_person(who_[c].name, name)));
      });
      if (v != kNone) return v;
    }
  }
  if (body || !person) {
    const Index by_acronym =
        name.words.size() == 1
            ? latest("=" + name.words[0], [&](Index c) { return shortens_body(name, who_[c].name); })
            : latest(name.acronym, [&](Index c) { return who_[c].body && shortens_body(who_[c].name, name); });
    if (by_acronym != kNone) return by_acronym;
    const Index by_first = latest(name.words.front(), [&](Index c) {
      return who_[c].body && who_[c].named && (shortens_body(name, who_[c].name) || shortens_body(who_[c].name, name));
    });
    if (by_first != kNone) return by_first;
  }
  return kNone;
}

VoiceKind VoiceFinder::kind_of_name(const Name& name, EntityLabel label) const {
  std::string lower;
  for (const std::string& w : name.words) lower += (lower.empty() ? "" : " ") + w;
  if (is_news_agency(lower)) return VoiceKind::kAgency;
  if (label == EntityLabel::PERSON) return VoiceKind::kPerson;
  if (label == EntityLabel::GPE || label == EntityLabel::LOC) return VoiceKind::kGovernment;
  if (label == EntityLabel::NORP) return VoiceKind::kGroup;
  for (auto w = name.words.rbegin(); w != name.words.rend(); ++w) {
    const auto kind = kind_of_word(*w);
    if (kind && *kind != VoiceKind::kPerson) return *kind;
  }
  return VoiceKind::kOrganization;
}

// "Transport Minister Grace Kilewo", "Roe, a surgeon", "the newspaper X", "minister, Roe": nouns that stand for a name.
void VoiceFinder::learn_roles(Index voice, TokenRange tokens, std::uint32_t head) {
  const auto learn = [&](std::uint32_t i) {
    const Token& t = a_.tokens[i];
    std::string lemma(t.pos == Pos::PROPN ? t.lower : t.lemma);
    const NounClass cls = noun_class(lemma);
    if (cls == NounClass::kOther && kind_of_word(lemma) == std::nullopt) return false;
    Who& who = who_[voice];
    if (who.place || (cls == NounClass::kPerson) != who.person) return false;
    if (std::find(who.roles.begin(), who.roles.end(), lemma) == who.roles.end()) {
      who.roles.push_back(lemma);
      if (who.gender == Gender::kUnknown) who.gender = gender_of_noun(lemma);
    }
    auto& list = by_role_[lemma];
    if (list.empty() || list.back() != voice) list.push_back(voice);
    return true;
  };
  const std::uint32_t start = a_.sentences[a_.tokens[head].sentence].begin;
  // titles before it
  for (std::uint32_t i = tokens.begin; i > start && tokens.begin - i < 6; --i) {
    const Token& t = a_.tokens[i - 1];
    if (t.pos != Pos::NOUN && t.pos != Pos::PROPN && t.pos != Pos::ADJ) break;
    if (name_at_[i - 1] != kNone && names_[name_at_[i - 1]].label == EntityLabel::PERSON) break;
    if (who_[voice].gender == Gender::kUnknown) who_[voice].gender = gender_of_noun(t.lower);
    if (t.pos != Pos::ADJ) learn(i - 1);
  }
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
    if (is_title(a_.tokens[i].lower) && a_.tokens[i].pos == Pos::PROPN && tokens.end - tokens.begin > 1) learn(i);
  }
  const Token& h = a_.tokens[head];
  if (h.dep == Dep::appos && a_.tokens[h.head].pos == Pos::NOUN) {
    if (learn(h.head) && voice_at_[h.head] == kNone) {
      voice_at_[h.head] = voice;
      add_mention(voice, chunk_at(h.head), h.head);
    }
  }
  // appositions after it
  const std::uint32_t stop = std::min<std::uint32_t>(a_.sentences[h.sentence].end, tokens.end + 14);
  for (std::uint32_t i = tokens.end; i < stop; ++i) {
    if (a_.tokens[i].head == head && a_.tokens[i].dep == Dep::appos && a_.tokens[i].pos == Pos::NOUN &&
        name_at_[i] == kNone) {
      if (!learn(i)) continue;
      voice_at_[i] = voice;
      add_mention(voice, chunk_at(i), i);
    }
  }
  // "Roe is the president"
  if (h.dep == Dep::nsubj && a_.tokens[h.head].lemma == "be") {
    const std::uint32_t end = std::min<std::uint32_t>(a_.sentences[h.sentence].end, h.head + 10);
    for (std::uint32_t i = h.head + 1; i < end; ++i) {
      if (a_.tokens[i].head == h.head && a_.tokens[i].dep == Dep::attr && a_.tokens[i].pos == Pos::NOUN) learn(i);
    }
  }
}

Index VoiceFinder::named(const ProperName& name) {
  std::uint32_t head = name.tokens.end - 1;
  for (std::uint32_t i = name.tokens.begin; i < name.tokens.end; ++i) {
    const std::uint32_t h = a_.tokens[i].head;
    if ((h < name.tokens.begin || h >= name.tokens.end || h == i) && a_.tokens[i].dep != Dep::case_) {
      head = i;
      break;
    }
  }
  return named(name.tokens, head, name.label);
}

Index VoiceFinder::named(TokenRange tokens, std::uint32_t head, EntityLabel label) {
  const bool person = label == EntityLabel::PERSON;
  const bool place = label == EntityLabel::GPE || label == EntityLabel::LOC;
  if (a_.tokens[tokens.end - 1].dep == Dep::case_ && tokens.end - tokens.begin > 1) --tokens.end;
  const Name name = name_of(page_.text(a_.bytes(tokens)), person);
  if (name.empty()) return kNone;
  Index voice = place ? voice_named(name, false, true) : voice_named(name, person, !person);
  // A surname that the entity labels took for a body or a place, after the person was named in full.
  if (!person && name.words.size() == 1 && (voice == kNone || !same_name(name, who_[voice].name))) {
    const auto list = by_word_.find(name.words[0]);
    if (list != by_word_.end()) {
      for (const Index c : list->second) {
        const Name& full = who_[c].name;
        if (who_[c].person && full.words.size() > 1 && full.words.back() == name.words[0]) voice = c;
      }
    }
  }
  // A place's name is no short form of a body's, nor the other way round, unless they are equal.
  if (voice != kNone && place && !who_[voice].place && !who_[voice].person && !same_name(name, who_[voice].name)) {
    voice = kNone;
  }
  if (voice != kNone && !place && who_[voice].place && !same_name(name, who_[voice].name)) voice = kNone;
  if (voice != kNone && person && who_[voice].gender != Gender::kUnknown && tokens.begin > 0) {
    const Gender title = gender_of_noun(a_.tokens[tokens.begin - 1].lower);
    if (title != Gender::kUnknown && title != who_[voice].gender) voice = kNone;
  }
  if (voice == kNone) {
    Who who;
    who.name = name;
    who.named = true;
    who.person = person;
    who.place = place;
    who.body = !person;
    who.plural = label == EntityLabel::NORP;
    if (person) who.gender = gender_of_first_name(name.words.front());
    voice = add_voice(std::move(who), kind_of_name(name, label));
    register_name(voice, name);
  } else if (name.words.size() > who_[voice].name.words.size() && who_[voice].named && !who_[voice].fixed) {
    who_[voice].name = name;  // the longest form names the voice
    if (person && who_[voice].gender == Gender::kUnknown) who_[voice].gender = gender_of_first_name(name.words.front());
    register_name(voice, name);
  }
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) voice_at_[i] = voice;
  add_mention(voice, tokens, head);
  if (is_subject(head) || is_source_[head]) who_[voice].acts = true;
  learn_roles(voice, tokens, head);
  return voice;
}

}  // namespace hearsay
