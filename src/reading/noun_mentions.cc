// Mentions by noun: "the ministry", "his lawyer", "two officials". A definite noun joins an earlier voice only where
// that voice's name or role says the noun; all else that speaks becomes a voice of its own.
#include <algorithm>

#include "reading/roles.h"
#include "reading/voice_finder.h"

namespace hearsay {

namespace {

bool is_definite(std::string_view lower) {
  return lower == "the" || lower == "this" || lower == "that" || lower == "these" || lower == "those";
}

// An adjective that tells which one is meant: of a place or a field ("Russian", "regional", "electoral"), of rank or
// order ("senior", "former", "second"). Others ("brutal", "so-called") tell what the page thinks.
bool tells_which(const Token& t) {
  static constexpr std::string_view kWords[] = {
      "foreign", "prime",  "chief", "senior", "junior",  "former", "current", "acting", "deputy", "top",   "high",
      "supreme", "second", "first", "third",  "last",    "next",   "new",     "old",    "young",  "joint", "special",
      "private", "public", "human", "secret", "elderly", "other",  "same",    "main",   "leading"};
  static constexpr std::string_view kJudging[] = {"brutal",     "illegal",    "fanatical", "radical",
                                                  "tyrannical", "hysterical", "cynical",   "immoral",
                                                  "disloyal",   "heroic",     "barbaric",  "despotic"};
  const std::string_view w = t.lower;
  if (std::find(std::begin(kJudging), std::end(kJudging), w) != std::end(kJudging)) return false;
  if (t.text.empty() || (t.text[0] >= 'A' && t.text[0] <= 'Z') || static_cast<unsigned char>(t.text[0]) >= 0x80)
    return true;
  if (std::find(std::begin(kWords), std::end(kWords), w) != std::end(kWords)) return true;
  for (const std::string_view end : {"al", "ic", "ary", "ine", "ar", "ed", "ing"}) {
    if (w.size() > end.size() + 2 && w.ends_with(end)) return true;
  }
  return w.find_first_of("0123456789") != std::string_view::npos;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

TokenRange VoiceFinder::chunk_at(std::uint32_t i) const {
  if (chunk_of_root_[i] != kNone) {
    TokenRange chunk = a_.noun_chunks[chunk_of_root_[i]].tokens;
    for (std::uint32_t k = chunk.begin; k < i; ++k)  // "9,000 (police)": chunks may run over a bracket
      if (a_.tokens[k].text == "(") chunk.begin = k + 1;
    return chunk;
  }
  // Where the parse has no chunk: the tokens to the left that modify it.
  std::uint32_t begin = i;
  const std::uint32_t start = a_.sentences[a_.tokens[i].sentence].begin;
  while (begin > start && i - begin < 8 && a_.tokens[begin - 1].head == i && a_.tokens[begin - 1].pos != Pos::PUNCT)
    --begin;
  return {begin, i + 1};
}

// The phrase without its article, and with the "of" or "at" phrase right behind it: "doctor at the hospital".
std::string VoiceFinder::noun_name(std::uint32_t i) const {
  TokenRange range = chunk_at(i);
  std::string prefix;
  const std::string_view first = a_.tokens[range.begin].lower;
  if (range.end - range.begin > 1 && (is_definite(first) || first == "a" || first == "an")) {
    ++range.begin;
  } else if (a_.tokens[range.begin].tag == Tag::PRPS && range.end - range.begin > 1) {
    const Index owner = voice_at_[range.begin];
    if (owner != kNone && who_[owner].named) {
      prefix = voices_[owner].name.empty() ? who_[owner].name.text : voices_[owner].name;
      prefix += "’s ";
      ++range.begin;
    }
  }
  const std::uint32_t stop = a_.sentences[a_.tokens[i].sentence].end;
  std::uint32_t end = range.end;
  if (end < stop && a_.tokens[end].dep == Dep::prep && a_.tokens[end].head == i && a_.tokens[end].right_edge < stop &&
      a_.tokens[end].right_edge - end < 8) {
    const std::uint32_t last = a_.tokens[end].right_edge + 1;
    bool plain = true;
    for (std::uint32_t k = end; k < last; ++k) {
      plain = plain && a_.tokens[k].pos != Pos::PUNCT && a_.tokens[k].pos != Pos::VERB && a_.tokens[k].pos != Pos::AUX;
    }
    if (plain) end = last;
  }
  // "the treacherous regime in Maron" is the page's word for the "regime in Maron": what only judges is no name.
  std::string name = prefix;
  for (std::uint32_t k = range.begin; k < end; ++k) {
    const Token& t = a_.tokens[k];
    const bool judges = t.tag == Tag::JJ && t.dep == Dep::amod && t.head == i && k < i && !tells_which(t);
    const bool joined = k > range.begin && a_.tokens[k - 1].span.end == t.span.begin;
    if (judges && (k + 1 >= end || a_.tokens[k + 1].span.begin > t.span.end) && !joined) continue;
    if (!joined && !name.empty() && name.back() != ' ') name += ' ';
    name += t.text;
  }
  return name;
}

VoiceKind VoiceFinder::kind_of_noun(std::uint32_t i, bool indefinite) const {
  const Token& t = a_.tokens[i];
  if (const auto kind = kind_of_word(t.lower)) {
    if (*kind == VoiceKind::kPerson && (t.tag == Tag::NNS || indefinite)) return VoiceKind::kAnonymous;
    return *kind;
  }
  switch (noun_class(t.lemma)) {
    case NounClass::kPerson: {
      const bool unnamed =
          t.lemma == "official" || t.lemma == "source" || t.lemma == "insider" || t.lemma == "diplomat";
      if (t.tag == Tag::NNS) return unnamed ? VoiceKind::kAnonymous : VoiceKind::kGroup;
      return indefinite ? VoiceKind::kAnonymous : VoiceKind::kPerson;
    }
    case NounClass::kBody:
      if (t.lemma == "party" || t.lemma == "group" || t.lemma == "association" || t.lemma == "company") {
        return VoiceKind::kOrganization;
      }
      return t.lemma == "office" || t.lemma == "agency" || t.lemma == "state" || t.lemma == "authority"
                 ? VoiceKind::kGovernment
                 : VoiceKind::kOrganization;
    case NounClass::kDocument:
    case NounClass::kFootage:
      return VoiceKind::kDocument;
    case NounClass::kPoll:
      return VoiceKind::kPoll;
    case NounClass::kGroup:
      return VoiceKind::kGroup;
    case NounClass::kOther:
      break;
  }
  if (t.tag == Tag::NNS || t.tag == Tag::NNPS) return VoiceKind::kGroup;
  return VoiceKind::kAnonymous;
}

Index VoiceFinder::make_noun_voice(std::uint32_t i) {
  const TokenRange chunk = chunk_at(i);
  const Token& t = a_.tokens[i];
  const std::string_view first = a_.tokens[chunk.begin].lower;
  const bool indefinite = first == "a" || first == "an" || a_.tokens[chunk.begin].pos == Pos::NUM || first == "some" ||
                          first == "one" || first == "another" || first == "several" || first == "many";
  Who who;
  who.name.text = noun_name(i);
  const NounClass cls = noun_class(t.lemma);
  who.person = cls == NounClass::kPerson && t.tag != Tag::NNS;
  who.body = cls == NounClass::kBody;
  who.plural = t.tag == Tag::NNS || t.tag == Tag::NNPS || cls == NounClass::kGroup;
  who.gender = gender_of_noun(t.lower);
  who.roles.emplace_back(t.lemma);
  const Index voice = add_voice(std::move(who), kind_of_noun(i, indefinite));
  by_role_[std::string(t.lemma)].push_back(voice);
  if (!indefinite) noun_key_[lowered(who_[voice].name.text)] = voice;
  return voice;
}

// "the officer", where one person was named who has a rank that it covers; "the chief executive" who was said to lead.
Index VoiceFinder::by_kindred_role(std::uint32_t i, Gender gender) const {
  const Token& t = a_.tokens[i];
  const TokenRange chunk = chunk_at(i);
  if (a_.tokens[chunk.begin].lower != "the" || chunk.end != i + 1 || i - chunk.begin > 2) return kNone;
  Index only = kNone;
  std::vector<std::uint32_t> seen;  // referents, latest first
  for (std::size_t k = antecedents_.size(); k-- > 0 && antecedents_.size() - k <= kWindow;) {
    const std::uint32_t r = antecedents_[k].referent;
    const Index v = referents_[r].voice;
    if (v == kNone || v == only || !who_[v].named || !who_[v].person || who_[v].fixed) continue;
    if (std::find(seen.begin(), seen.end(), r) != seen.end()) continue;
    seen.push_back(r);
    const Who& who = who_[v];
    if (gender != Gender::kUnknown && who.gender != Gender::kUnknown && who.gender != gender) continue;
    const auto kin = [&](const std::string& role) { return covers(t.lemma, role); };
    if (std::none_of(who.roles.begin(), who.roles.end(), kin) && std::none_of(who.deeds.begin(), who.deeds.end(), kin))
      continue;
    if (only != kNone) return kNone;
    only = v;
  }
  return only;
}

// "the 31-year-old", after "Roe, 31,".
Index VoiceFinder::by_age(std::uint32_t i) const {
  if (i < 2 || a_.tokens[i].lower != "old" || a_.tokens[i - 1].text != "-") return kNone;
  const std::string_view word = a_.tokens[i - 2].lower;
  const std::string_view age = word.ends_with("-year")    ? word.substr(0, word.size() - 5)
                               : word == "year" && i >= 4 ? a_.tokens[i - 4].lower
                                                          : std::string_view();
  if (age.empty()) return kNone;
  for (std::size_t k = antecedents_.size(); k-- > 0 && antecedents_.size() - k <= kWindow;) {
    const Index v = referents_[antecedents_[k].referent].voice;
    if (v != kNone && who_[v].person && who_[v].age == age) return v;
  }
  return kNone;
}

Index VoiceFinder::noun(std::uint32_t i) {
  if (voice_at_[i] != kNone) return voice_at_[i];
  if (const Index voice = by_age(i); voice != kNone) return add_noun_mention(voice, chunk_at(i), i);
  const Token& t = a_.tokens[i];
  const TokenRange chunk = chunk_at(i);
  NounClass cls = noun_class(t.lemma);
  if (cls == NounClass::kOther && is_source_[i] && is_trade(t.lemma)) cls = NounClass::kPerson;
  const bool source = is_source_[i];
  const bool plural = t.tag == Tag::NNS || t.tag == Tag::NNPS || cls == NounClass::kGroup;
  // "minister, Jane Roe,": the name says who it is
  const std::uint32_t stop = std::min<std::uint32_t>(a_.sentences[t.sentence].end, i + 12);
  for (std::uint32_t k = i + 1; k < stop; ++k) {
    if (a_.tokens[k].dep != Dep::appos || name_at_[k] == kNone) continue;
    const ProperName& e = names_[name_at_[k]];
    if (a_.tokens[k].head != i) {
      // "The director of the county hospital, Jane Roe,": the parser hangs the name on the hospital.
      const std::uint32_t h = a_.tokens[k].head;
      const bool inside = h > i && h < k && a_.tokens[i].right_edge >= k;
      const bool after_comma = e.tokens.begin > h && a_.tokens[e.tokens.begin - 1].text == ",";
      const bool other = name_at_[h] != kNone && names_[name_at_[h]].label == EntityLabel::PERSON;
      if (!inside || !after_comma || other || plural || cls != NounClass::kPerson || e.label != EntityLabel::PERSON)
        continue;
    }
    const bool fits = e.label == EntityLabel::PERSON ? cls == NounClass::kPerson || cls == NounClass::kOther
                      : cls == NounClass::kPerson    ? !plural && e.tokens.end - e.tokens.begin > 1
                                                     : e.label == EntityLabel::ORG && cls == NounClass::kBody;
    if (!fits || done_[name_at_[k]]) continue;
    done_[name_at_[k]] = true;
    // "minister, Xan Roe": a person, whatever label the name got
    const bool renamed = e.label != EntityLabel::PERSON && cls == NounClass::kPerson;
    const Index voice = renamed ? named(e.tokens, k, EntityLabel::PERSON) : named(e);
    if (voice == kNone) break;
    if (voice_at_[i] == kNone) {
      voice_at_[i] = voice;
      add_mention(voice, chunk, i);
    }
    if (source || is_subject(i)) who_[voice].acts = true;
    return voice;
  }
  // the same words again
  const std::size_t determiner = determiner_of(chunk, i);
  const bool definite = determiner >= 1 && determiner <= 4;
  if (cls != NounClass::kOther || source) {
    const auto same = noun_key_.find(lowered(noun_name(i)));
    if (same != noun_key_.end() && (definite || plural)) return add_noun_mention(same->second, chunk, i);
  }
  std::uint32_t referent = kNone;
  if (definite) {
    Anaphor anaphor;
    anaphor.token = i;
    anaphor.tokens = chunk;
    anaphor.form = plural ? Anaphor::kNouns : Anaphor::kNoun;
    anaphor.gender = gender_of_noun(t.lower);
    anaphor.noun = cls;
    if (determiner > 2) {
      // "his lawyer", "Roe's lawyer": the owner
      for (std::uint32_t k = chunk.begin; k < i; ++k) {
        if (a_.tokens[k].dep == Dep::poss && voice_at_[k] != kNone) anaphor.owner = referent_of_voice_[voice_at_[k]];
      }
    }
    referent = antecedent_of(anaphor);
    if (referent == kNone && source && !plural) {
      const Index kin = by_kindred_role(i, anaphor.gender);
      if (kin != kNone) return add_noun_mention(kin, chunk, i);
    }
  }
  // "putin" in a comment, "escurra" where the names were missed
  if (referent == kNone && source && t.tag != Tag::NNS && cls == NounClass::kOther) {
    const auto word = by_word_.find(std::string(t.lower));
    Index voice = kNone;
    if (word != by_word_.end()) {
      for (const Index c : word->second) {
        if (who_[c].named && (voice == kNone || who_[c].last > who_[voice].last)) voice = c;
      }
    }
    if (voice != kNone) return add_noun_mention(voice, chunk, i);
  }
  if (referent != kNone && source) give_voice(referent);
  if (referent != kNone && referents_[referent].voice != kNone)
    return add_noun_mention(referents_[referent].voice, chunk, i);
  if (source) return add_noun_mention(make_noun_voice(i), chunk, i);
  if (referent == kNone) {
    Referent thing;
    thing.person = cls == NounClass::kPerson && !plural;
    thing.body = cls == NounClass::kBody && !plural;
    thing.plural = plural;
    thing.gender = gender_of_noun(t.lower);
    referent = add_referent(thing);
  }
  add_antecedent(referent, chunk, i);
  return kNone;
}

Index VoiceFinder::add_noun_mention(Index voice, TokenRange chunk, std::uint32_t i) {
  voice_at_[i] = voice;
  add_mention(voice, chunk, i);
  if (is_source_[i] || is_subject(i)) who_[voice].acts = true;
  return voice;
}

}  // namespace hearsay
