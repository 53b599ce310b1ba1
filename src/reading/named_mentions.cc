// Mentions by name: which voice a person's, a body's or a place's name belongs to.
#include <algorithm>

#include "reading/countries.h"
#include "reading/roles.h"
#include "reading/voice_finder.h"
#include "reading/voice_traits.h"

namespace hearsay {

void VoiceFinder::register_name(Index voice, const Name& name) {
  if (name.empty()) return;
  exact_.try_emplace(key_of(name), voice);
  if (!who_[voice].person) {
    std::string plain;
    for (const std::string& w : name.words) plain += (plain.empty() ? "" : " ") + w;
    if (const auto code = country_named(plain); !code.empty()) exact_.try_emplace("=" + std::string(code), voice);
  }
  if (!name.acronym.empty() && name.words.size() > 1) by_word_["=" + name.acronym].push_back(voice);
  for (const std::string* w : {&name.words.front(), &name.words.back()}) {
    auto& list = by_word_[*w];
    if (list.empty() || list.back() != voice) list.push_back(voice);
  }
}

// The voice among the latest that share this word which is accepted and was mentioned last.
template <class Accepts>
Index VoiceFinder::latest_with(const std::string& word, Accepts accepts) const {
  const auto list = by_word_.find(word);
  if (list == by_word_.end()) return kNone;
  std::size_t seen = 0;
  Index best = kNone;
  for (auto it = list->second.rbegin(); it != list->second.rend() && seen < kSameWord; ++it, ++seen) {
    if (accepts(*it) && (best == kNone || who_[*it].last > who_[best].last)) best = *it;
  }
  return best;
}

// `title`: the gender that "Mr." or "Mrs." before the name tells.
Index VoiceFinder::person_named(const Name& name, Gender title) const {
  const auto fits = [&](Index c) {
    const Who& who = who_[c];
    return who.named && who.person &&
           (title == Gender::kUnknown || who.gender == Gender::kUnknown || who.gender == title);
  };
  if (const auto found = exact_.find(key_of(name)); found != exact_.end() && fits(found->second)) {
    if (name.words.size() == 1 || who_[found->second].name.words.size() == 1 || who_[found->second].fixed ||
        who_[found->second].name.suffix == name.suffix || name.words.size() > 2)
      return found->second;
  }
  const std::string& last = name.words.back();
  const std::string& first = name.words.front();
  if (name.words.size() > 1) {
    for (const std::string* word : {&last, &first}) {
      const Index v = latest_with(*word, [&](Index c) { return fits(c) && same_person(name, who_[c].name); });
      if (v != kNone) return v;
    }
    // "Trump" in the headline, "Donald Trump" below; "van Gogh" after "Vincent van Gogh"
    for (const std::string* word : {&last, &first}) {
      const Index v = latest_with(*word, [&](Index c) {
        const Name& other = who_[c].name;
        if (!fits(c)) return false;
        if (other.words.size() == 1) return is_surname(other.words[0], name) || is_given_name(other.words[0], name);
        if (name.words.size() < other.words.size())
          return std::equal(name.words.rbegin(), name.words.rend(), other.words.rbegin()) ||
                 std::equal(name.words.begin(), name.words.end(), other.words.begin());
        return other.words.size() < name.words.size() &&
               (std::equal(other.words.rbegin(), other.words.rend(), name.words.rbegin()) ||
                std::equal(other.words.begin(), other.words.end(), name.words.begin()));
      });
      if (v != kNone) return v;
    }
    return kNone;
  }
  // One word: the surname of one person, or else the first name of one; of several, only one who is named far more.
  const auto list = by_word_.find(last);
  if (list == by_word_.end()) return kNone;
  for (const auto is_part : {is_surname, is_given_name}) {
    Index best = kNone;
    std::uint32_t most = 0, second = 0;
    std::size_t seen = 0;
    for (auto it = list->second.rbegin(); it != list->second.rend() && seen < kSameWord; ++it, ++seen) {
      if (!fits(*it)) continue;
      if (who_[*it].name.words.size() == 1 && who_[*it].name.words[0] == last) return *it;
      if (!is_part(last, who_[*it].name)) continue;
      const std::uint32_t names = who_[*it].names;
      if (names > most) {
        second = most;
        most = names;
        best = *it;
      } else {
        second = std::max(second, names);
      }
    }
    if (best != kNone) return most > 2 * second ? best : kNone;
  }
  return kNone;
}

Index VoiceFinder::body_named(const Name& name, bool place) const {
  if (const auto found = exact_.find(key_of(name)); found != exact_.end()) return found->second;
  std::string plain;
  for (const std::string& w : name.words) plain += (plain.empty() ? "" : " ") + w;
  if (const auto code = country_named(plain); !code.empty()) {
    const auto found = exact_.find("=" + std::string(code));
    return found == exact_.end() ? kNone : found->second;
  }
  if (place) return kNone;
  const auto is_body = [&](Index c) { return who_[c].body && who_[c].named && !who_[c].place; };
  const Index by_acronym =
      name.words.size() == 1
          ? latest_with("=" + name.words[0], [&](Index c) { return is_body(c) && shortens_body(name, who_[c].name); })
          : latest_with(name.acronym, [&](Index c) { return is_body(c) && shortens_body(who_[c].name, name); });
  if (by_acronym != kNone) return by_acronym;
  // "the Church" of "Church of Somebody", with a capital, where one body alone has such a name
  if (name.words.size() == 1 && noun_class(name.words[0]) == NounClass::kBody) {
    Index only = kNone;
    const auto list = by_word_.find(name.words[0]);
    if (list == by_word_.end() || list->second.size() > 4 * kSameWord) return kNone;
    for (const Index c : list->second) {
      if (!is_body(c)) continue;
      if (only != kNone && only != c) return kNone;
      only = c;
    }
    return only;
  }
  // "House", then "House of Representatives"
  if (name.words.size() > 2 && name.words[1] == "of" && noun_class(name.words[0]) == NounClass::kBody) {
    const auto found = exact_.find(name.words[0] + ' ');
    if (found != exact_.end() && is_body(found->second) && who_[found->second].name.words.size() == 1)
      return found->second;
  }
  for (const std::string* word : {&name.words.front(), &name.words.back()}) {
    const Index v = latest_with(*word, [&](Index c) {
      return is_body(c) && (shortens_body(name, who_[c].name) || shortens_body(who_[c].name, name));
    });
    if (v != kNone) return v;
  }
  return kNone;
}

// "Union of Rationalists (UR)", "X, better known as Y", "X (born Y": the text itself says that two names are one.
Index VoiceFinder::voice_put_beside(TokenRange tokens, const Name& name, bool person) const {
  const std::uint32_t start = a_.sentences[a_.tokens[tokens.begin].sentence].begin;
  const auto& t = a_.tokens;
  std::uint32_t at = tokens.begin;
  if (at > start + 1 && t[at - 1].lower == "born" && t[at - 2].text == "(") {
    const Index v = voice_at_[at - 3];
    return at > start + 2 && v != kNone && person && who_[v].person && who_[v].named ? v : kNone;
  }
  if (at > start + 1 && t[at - 1].lower == "as" && t[at - 2].lower == "known") {
    const Token& known = t[at - 2];
    const Index v = known.dep == Dep::acl || known.dep == Dep::amod ? voice_at_[known.head] : kNone;
    return v != kNone && who_[v].named && who_[v].person == person && !who_[v].place ? v : kNone;
  }
  if (at > start && (t[at - 1].lower == "called" || t[at - 1].lower == "nicknamed" || t[at - 1].lower == "dubbed") &&
      t[at - 1].dep == Dep::acl) {
    const Index v = voice_at_[t[at - 1].head];
    return v != kNone && who_[v].named && who_[v].person && person ? v : kNone;
  }
  if (name.words.size() != 1 || person || at == start || t[at - 1].text != "(") return kNone;
  std::vector<std::string_view> words;
  std::vector<std::uint32_t> where;
  const std::uint32_t open = at - 1;
  const std::uint32_t reach = std::min<std::uint32_t>(open - start, 12);
  for (std::uint32_t i = open - reach; i < open; ++i) {
    words.push_back(t[i].text);
    where.push_back(i);
  }
  const std::size_t first = long_form_of(name.words[0], words);
  if (first >= words.size() || open - where[first] < 2) return kNone;
  for (std::uint32_t i = where[first]; i < open; ++i) {
    const Index v = voice_at_[i];
    if (v == kNone) continue;
    if (i == where[first] && i > start && voice_at_[i - 1] == v && t[i - 1].pos != Pos::DET) return kNone;
    return who_[v].named && who_[v].body && !who_[v].place ? v : kNone;
  }
  return kNone;
}

// "the Emperor", "the Speaker", with a capital: the one person named so far who has the title.
Index VoiceFinder::titled(std::uint32_t i) {
  const Token& t = a_.tokens[i];
  const std::uint32_t start = a_.sentences[t.sentence].begin;
  if (i == start || a_.tokens[i - 1].lower != "the" || noun_class(t.lower) != NounClass::kPerson) return kNone;
  if (i + 1 < a_.sentences[t.sentence].end &&
      (a_.tokens[i + 1].pos == Pos::PROPN || a_.tokens[i + 1].lower == "of" || t.dep == Dep::compound))
    return kNone;
  const auto role = by_role_.find(std::string(t.lower));
  if (role == by_role_.end() || role->second.size() > kSameWord) return kNone;
  Index only = kNone;
  for (const Index c : role->second) {
    if (!who_[c].named || !who_[c].person || c == only) continue;
    if (only != kNone) return kNone;
    only = c;
  }
  if (only == kNone) return kNone;
  voice_at_[i] = only;
  add_mention(only, {i - 1, i + 1}, i);
  if (is_subject(i) || is_source_[i]) who_[only].acts = true;
  return only;
}

// Mentions inside of longer names, of voices that are known. Nothing refers back to them.
void VoiceFinder::add_inside_names(const std::vector<ProperName>& inside) {
  for (const ProperName& n : inside) {
    const bool person = n.label == EntityLabel::PERSON;
    const Name name = name_of(page_.text(a_.bytes(n.tokens)), person);
    if (name.empty()) continue;
    const Index outer = voice_at_[n.tokens.begin];
    const Index voice = person ? person_named(name, Gender::kUnknown) : body_named(name, false);
    if (voice == kNone || voice == outer || who_[voice].person != person || who_[voice].fixed) continue;
    voices_[voice].mentions.push_back(a_.bytes(n.tokens));
  }
}

// "Transport Minister Grace Kilewo", "Roe, a surgeon", "the newspaper X", "minister, Roe": nouns that stand for a name.
void VoiceFinder::learn_roles(Index voice, TokenRange tokens, std::uint32_t head) {
  const auto learn = [&](std::uint32_t i) {
    const Token& t = a_.tokens[i];
    std::string lemma(t.pos == Pos::PROPN ? t.lower : t.lemma);
    const NounClass cls = noun_class(lemma);
    Who& who = who_[voice];
    if (who.person && (is_title(lemma) || is_trade(lemma))) who.deeds.push_back(lemma);
    if (cls == NounClass::kOther && kind_of_word(lemma) == std::nullopt) return false;
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
  if (who_[voice].person) {
    // "Roe, 31,"
    if (tokens.end + 1 < stop && a_.tokens[tokens.end].text == "," && a_.tokens[tokens.end + 1].tag == Tag::CD)
      who_[voice].age = a_.tokens[tokens.end + 1].lower;
    // "Roe has led the firm since May"
    if (h.dep == Dep::nsubj && (a_.tokens[h.head].pos == Pos::VERB)) {
      for (const std::string_view role : roles_of_deed(a_.tokens[h.head].lemma)) who_[voice].deeds.emplace_back(role);
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
  const Index voice = named(name.tokens, head, name.label);
  if (voice != kNone && !name.sure && who_[voice].names == 1) who_[voice].sure = false;
  return voice;
}

Index VoiceFinder::named(TokenRange tokens, std::uint32_t head, EntityLabel label) {
  const bool person = label == EntityLabel::PERSON;
  const bool place = label == EntityLabel::GPE || label == EntityLabel::LOC;
  const bool people = label == EntityLabel::NORP;
  if (a_.tokens[tokens.end - 1].dep == Dep::case_ && tokens.end - tokens.begin > 1) --tokens.end;
  const Name name = name_of(page_.text(a_.bytes(tokens)), person);
  if (name.empty()) return kNone;
  Gender title = Gender::kUnknown;
  if (person) {
    title = gender_of_noun(a_.tokens[tokens.begin].lower);
    if (title == Gender::kUnknown && tokens.begin > 0) title = gender_of_noun(a_.tokens[tokens.begin - 1].lower);
  }
  Index voice = voice_put_beside(tokens, name, person);
  if (voice != kNone) {
    exact_[key_of(name)] = voice;
  } else {
    voice = person ? person_named(name, title) : body_named(name, place || people);
  }
  // A body of the same name as a person is another voice, and the other way round; the outlet and authors are known.
  if (voice != kNone && !who_[voice].fixed && who_[voice].person != person && person) voice = kNone;
  if (voice == kNone) {
    Who who;
    who.name = name;
    who.named = true;
    who.person = person;
    who.place = place;
    who.body = !person && !people;
    who.plural = people;
    who.gender = title;
    if (person && title == Gender::kUnknown)
      who.gender = gender_of_first_name(name.words.front(), name.words.size() > 1);
    voice = add_voice(std::move(who), kind_of_name(name, label));
    register_name(voice, name);
  } else if (name.words.size() > who_[voice].name.words.size() && who_[voice].named && !who_[voice].fixed) {
    who_[voice].name = name;  // the longest form names the voice
    if (person && who_[voice].gender == Gender::kUnknown)
      who_[voice].gender = gender_of_first_name(name.words.front(), name.words.size() > 1);
    register_name(voice, name);
  } else if (!who_[voice].fixed) {
    exact_.try_emplace(key_of(name), voice);
  }
  if (person && who_[voice].gender == Gender::kUnknown) who_[voice].gender = title;
  ++who_[voice].names;
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) voice_at_[i] = voice;
  add_mention(voice, tokens, head);
  if (is_subject(head) || is_source_[head]) who_[voice].acts = true;
  learn_roles(voice, tokens, head);
  return voice;
}

}  // namespace hearsay
