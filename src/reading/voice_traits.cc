#include "reading/voice_traits.h"

#include <algorithm>
#include <unordered_set>

#include "reading/countries.h"
#include "reading/noun_classes.h"
#include "reading/sectors.h"

namespace hearsay {

namespace {

using Words = std::unordered_set<std::string_view>;  // looked up only

// Words before a country's name or people that make another name of both: "New Mexico", "Latin American".
bool bends_name(std::string_view before) {
  static const Words kWords = {"new",   "latin", "native",  "african", "pan",  "asian",   "mexican", "anglo",
                               "south", "north", "central", "east",    "west", "italian", "irish",   "little"};
  return kWords.contains(before);
}

// "French teacher", "Chinese restaurant", "Greek tragedy": what follows is not of the country.
bool is_subject_taught(std::string_view after) {
  static const Words kWords = {"teacher",  "restaurant",    "language", "studies", "history",    "literature",
                               "wine",     "food",          "lessons",  "class",   "translator", "ocean",
                               "sea",      "canal",         "war",      "crisis",  "talks",      "inquiry",
                               "conflict", "invasion",      "deal",     "policy",  "expert",     "experts",
                               "analyst",  "correspondent", "veteran",  "veterans"};
  return kWords.contains(after);
}

// Adjectives between a country and its office: "US foreign secretary".
bool leads_to_office(std::string_view w) {
  static const Words kWords = {"foreign",    "defense",    "defence",  "prime",        "vice",    "deputy", "interior",
                               "finance",    "health",     "national", "supreme",      "top",     "state",  "senior",
                               "military",   "opposition", "energy",   "trade",        "chief",   "former", "first",
                               "federal",    "attorney",   "special",  "secret",       "central", "air",    "home",
                               "justice",    "transport",  "security", "intelligence", "house",   "coast",  "border",
                               "government", "naval",      "army",     "navy",         "police",  "public", "high"};
  return kWords.contains(w);
}

// "ambassador to X", "troops in X": not of X.
bool is_sent_elsewhere(std::string_view lemma) {
  static const Words kWords = {
      "ambassador", "envoy",     "embassy",  "consul",     "consulate",  "correspondent",  "troop",   "troops",
      "force",      "forces",    "delegate", "delegation", "mission",    "representative", "soldier", "diplomat",
      "visitor",    "tourist",   "expert",   "war",        "operation",  "attack",         "ally",    "critic",
      "opponent",   "supporter", "friend",   "adviser",    "specialist", "historian"};
  return kWords.contains(lemma);
}

std::string lower_words(const Name& name) {
  std::string out;
  for (const std::string& w : name.words) out += (out.empty() ? "" : " ") + w;
  return out;
}

}  // namespace

VoiceKind kind_of_name(const Name& name, EntityLabel label) {
  const std::string lower = lower_words(name);
  if (is_news_agency(lower)) return VoiceKind::kAgency;
  if (label == EntityLabel::PERSON) return VoiceKind::kPerson;
  if (label == EntityLabel::GPE || label == EntityLabel::LOC) return VoiceKind::kGovernment;
  if (label == EntityLabel::NORP) return VoiceKind::kGroup;
  // The head of "Ministry of Police" is the ministry; of "Police Union" the union.
  std::size_t end = 0;
  while (end < name.words.size() && name.words[end] != "of" && name.words[end] != "for" && name.words[end] != "at")
    ++end;
  for (std::size_t i = end; i-- > 0;) {
    const std::string& w = name.words[i];
    const auto kind = kind_of_word(w);
    if (kind && *kind != VoiceKind::kPerson) return *kind;
    if (i + 1 == end && noun_class(w) == NounClass::kBody && !kind && w != "agency" && w != "service" &&
        w != "office" && w != "staff")
      break;
  }
  if (end > 0 && noun_class(name.words[end - 1]) == NounClass::kBody && kind_of_word(name.words[end - 1])) {
    return *kind_of_word(name.words[end - 1]);
  }
  if (!country_of_seat(lower).empty() || !country_named(lower).empty()) {
    static const Words kArms = {"pentagon", "idf", "bundeswehr", "centcom", "us central command"};
    return kArms.contains(lower) ? VoiceKind::kMilitary : VoiceKind::kGovernment;
  }
  return VoiceKind::kOrganization;
}

void VoiceTraits::Evidence::add(std::string_view country) {
  if (!country.empty() && std::find(countries.begin(), countries.end(), country) == countries.end())
    countries.push_back(country);
}

VoiceTraits::VoiceTraits(const Page& page) : a_(page.analysis) {
  for (const Token& t : a_.tokens) {
    if (t.lower == "tbilisi" || t.lower == "georgian" || t.lower == "georgians" || t.lower == "abkhazia" ||
        t.lower == "ossetia")
      georgia_is_a_state_ = false;
  }
}

std::string VoiceTraits::country_word(std::uint32_t i) const {
  const Token& t = a_.tokens[i];
  if (!starts_with_capital(t.text)) return {};
  // "US" is the country, "Us" the pronoun.
  if (t.text.size() == 2 && t.text != "US" && t.text != "UK") return {};
  const Name name = name_of(t.text, false);
  return name.words.size() == 1 ? name.words[0] : std::string();
}

std::pair<std::uint32_t, std::string_view> VoiceTraits::country_at(std::uint32_t i, std::uint32_t end) const {
  std::string words;
  std::pair<std::uint32_t, std::string_view> best{i, {}};
  for (std::uint32_t k = i; k < std::min(end, i + 4); ++k) {
    std::string w = country_word(k);
    if (w.empty() && k > i &&
        (a_.tokens[k].lower == "of" || a_.tokens[k].lower == "the" || a_.tokens[k].lower == "and"))
      w = std::string(a_.tokens[k].lower);
    if (w.empty()) break;
    words += (words.empty() ? "" : " ") + w;
    if (const auto code = country_of_words(words); !code.empty()) best = {k + 1, code};
  }
  if (best.second == "GEO" && georgia_is_a_state_) best.second = {};
  return best;
}

bool VoiceTraits::is_office(std::uint32_t i) const {
  const Token& t = a_.tokens[i];
  const std::string_view lemma = t.pos == Pos::PROPN ? t.lower : t.lemma;
  const NounClass cls = noun_class(lemma);
  return is_title(t.lower) || cls == NounClass::kPerson || cls == NounClass::kBody || cls == NounClass::kGroup ||
         kind_of_word(t.lower).has_value();
}

void VoiceTraits::add_countries(std::uint32_t begin, std::uint32_t end, Evidence& out) const {
  for (std::uint32_t i = begin; i < end;) {
    const auto [next, code] = country_at(i, end);
    if (code.empty()) {
      ++i;
      continue;
    }
    const std::uint32_t at = i;
    i = next;
    const auto hyphen = [&](std::uint32_t k) { return k < a_.tokens.size() && a_.tokens[k].text == "-"; };
    if (hyphen(next) || (at > 0 && hyphen(at - 1))) continue;  // "pro-Russian", "US-led"
    if (at > 0 && a_.tokens[at - 1].sentence == a_.tokens[at].sentence && bends_name(a_.tokens[at - 1].lower)) continue;
    if (next >= a_.tokens.size()) continue;
    const Token& after = a_.tokens[next];
    if (is_subject_taught(after.lower)) continue;
    // A preposition before it says something else than whose: "to Russia", "in Iraq".
    if (at > begin && a_.tokens[at - 1].pos == Pos::ADP && a_.tokens[at - 1].lower != "of") continue;
    if (at > begin + 1 && a_.tokens[at - 1].lower == "the" && a_.tokens[at - 2].pos == Pos::ADP &&
        a_.tokens[at - 2].lower != "of")
      continue;
    std::string words;
    for (std::uint32_t k = at; k < next; ++k) words += (words.empty() ? "" : " ") + country_word(k);
    const bool people = !country_of_people(words).empty() && country_named(words).empty();
    const bool owner = after.dep == Dep::case_;
    const bool complement =
        at > begin && (a_.tokens[at - 1].lower == "of" ||
                       (at > begin + 1 && a_.tokens[at - 1].lower == "the" && a_.tokens[at - 2].lower == "of"));
    if (people || owner || complement || next >= end || is_office(next) || leads_to_office(after.lower)) out.add(code);
  }
}

// "minister of defence of Kenya", "the ministry in Seoul".
void VoiceTraits::add_complement(std::uint32_t head, Evidence& out) const {
  const std::uint32_t stop = std::min<std::uint32_t>(a_.sentences[a_.tokens[head].sentence].end, head + 8);
  const std::string_view lemma = a_.tokens[head].pos == Pos::PROPN ? a_.tokens[head].lower : a_.tokens[head].lemma;
  for (std::uint32_t i = head + 1; i < stop; ++i) {
    const std::string_view w = a_.tokens[i].lower;
    const bool of = w == "of", in = w == "in";
    if (!of && !in) {
      const Token& t = a_.tokens[i];
      const bool inside =
          t.pos == Pos::NOUN || t.pos == Pos::PROPN || t.pos == Pos::DET || t.pos == Pos::ADJ || t.pos == Pos::CCONJ;
      if (!inside || i == head + 1) return;
      continue;
    }
    if (in && (is_sent_elsewhere(lemma) || !out.countries.empty() || i != head + 1)) return;
    std::uint32_t at = i + 1;
    if (at < stop && a_.tokens[at].lower == "the") ++at;
    const auto [next, code] = at < stop ? country_at(at, stop) : std::pair<std::uint32_t, std::string_view>{at, {}};
    if (code.empty()) continue;
    const bool ends = next >= a_.tokens.size() || a_.tokens[next].pos != Pos::PROPN;
    const std::string_view state = sector_of(head, head + 1, head);
    const bool office = state == "GOV" || state == "JUD" || state == "LEG" || state == "COP" || state == "MIL";
    if (ends && (of || office)) out.add(code);
    return;
  }
}

std::uint32_t VoiceTraits::head_of(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i) {
    const std::uint32_t h = a_.tokens[i].head;
    if ((h < begin || h >= end || h == i) && a_.tokens[i].pos != Pos::PUNCT && a_.tokens[i].dep != Dep::case_) return i;
  }
  return end - 1;
}

std::string_view VoiceTraits::sector_of(std::uint32_t begin, std::uint32_t end, std::uint32_t head) const {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (i == head) at = words.size();
    words.push_back(a_.tokens[i].lower);
  }
  return sector_of_phrase(words, at);
}

void VoiceTraits::look_at_mention(const Who& who, Span mention, Evidence& out) const {
  const std::uint32_t begin = a_.token_at(mention.begin);
  if (begin >= a_.tokens.size() || a_.tokens[begin].span.begin >= mention.end) return;
  std::uint32_t end = begin + 1;
  while (end < a_.tokens.size() && a_.tokens[end].span.begin < mention.end && end - begin < 24) ++end;
  if (end == begin + 1 && a_.tokens[begin].pos == Pos::PRON) return;
  const std::uint32_t head = head_of(begin, end);
  const std::uint32_t start = a_.sentences[a_.tokens[begin].sentence].begin;
  const bool proper = a_.tokens[head].pos == Pos::PROPN && who.named;
  if (!proper) {
    // "the Norwegian foreign minister"
    if (a_.tokens[head].pos != Pos::NOUN) return;
    add_countries(begin, end, out);
    add_complement(head, out);
    std::uint32_t reach = end;
    while (reach < a_.sentences[a_.tokens[head].sentence].end && reach - end < 6 &&
           a_.tokens[reach].pos != Pos::PUNCT && a_.tokens[reach].pos != Pos::VERB &&
           a_.tokens[reach].pos != Pos::AUX && a_.tokens[reach].pos != Pos::PRON)
      ++reach;
    const bool phrase =
        reach > end && (a_.tokens[end].lower == "of" || a_.tokens[end].lower == "at" || a_.tokens[end].lower == "for");
    if (out.sector.empty()) out.sector = sector_of(begin, phrase ? reach : end, head);
    return;
  }
  // The words before a name: "Norwegian foreign minister | Jane Roe", "Norway's | Ministry of Defence".
  std::uint32_t first = begin, office = kNone;
  while (first > start && begin - first < 9) {
    const Token& t = a_.tokens[first - 1];
    if (t.lower == "to" && first >= 2 + start && is_sent_elsewhere(a_.tokens[first - 2].lower)) {
      // "ambassador to Russia Jane Roe"
      office = first - 2;
      first -= 2;
      std::uint32_t left = first;
      while (left > start && first - left < 5 &&
             (a_.tokens[left - 1].pos == Pos::ADJ || a_.tokens[left - 1].pos == Pos::PROPN ||
              a_.tokens[left - 1].pos == Pos::NOUN))
        --left;
      add_countries(left, first + 1, out);
      if (out.sector.empty()) out.sector = sector_of(left, first + 1, first);
      return;
    }
    const bool part = t.pos == Pos::NOUN || t.pos == Pos::PROPN || t.pos == Pos::ADJ || t.dep == Dep::case_ ||
                      t.text == "-" || t.lower == "of";
    if (!part || (t.lower == "of" && (office == kNone || first - 1 == start))) break;
    if (t.pos == Pos::NOUN && t.dep == Dep::conj) break;
    --first;
    if (is_office(first) && t.dep != Dep::case_) office = office == kNone ? first : office;
  }
  const bool titled = office != kNone;
  if (titled || !who.person) {
    // A person's name alone behind a country says nothing ("In Russia Putin …").
    std::uint32_t last = who.person ? office + 1 : begin;
    if (last > first) add_countries(first, last, out);
  }
  if (titled && who.person && out.sector.empty()) out.sector = sector_of(first, office + 1, office);
  // Titles inside the name's own range.
  if (who.person) {
    for (std::uint32_t i = end - 1; i-- > begin;) {
      if (!is_office(i)) continue;
      add_countries(begin, i + 1, out);
      if (out.sector.empty()) out.sector = sector_of(begin, i + 1, i);
      break;
    }
  } else {
    add_complement(end - 1, out);
  }
  // "Roe, foreign minister of Norway, …" and "Roe is the …": nouns said of it that have no mention of their own.
  const std::uint32_t stop = std::min<std::uint32_t>(a_.sentences[a_.tokens[head].sentence].end, end + 16);
  const Token& h = a_.tokens[head];
  const bool is = h.dep == Dep::nsubj && a_.tokens[h.head].lemma == "be";
  for (std::uint32_t i = end; i < stop; ++i) {
    const Token& t = a_.tokens[i];
    const bool said = (t.head == head && t.dep == Dep::appos) || (is && t.head == h.head && t.dep == Dep::attr);
    if (!said || t.pos != Pos::NOUN) continue;
    const std::uint32_t left = std::max(t.left_edge, end);
    if (left > i) continue;
    add_countries(left, i + 1, out);
    add_complement(i, out);
    if (out.sector.empty() && is_office(i)) out.sector = sector_of(left, std::min(t.right_edge + 1, stop), i);
  }
}

void VoiceTraits::add_of_name(const Who& who, Evidence& out) const {
  const auto& words = who.name.words;
  const std::string all = lower_words(who.name);
  if (const auto code = country_named(all); !code.empty()) {
    if (code != "GEO" || !georgia_is_a_state_) out.add(code);
    return;
  }
  if (const auto code = country_of_seat(all); !code.empty()) return out.add(code);
  if (who.place || who.person) return;
  for (std::size_t i = 0; i < words.size();) {
    std::string joined;
    std::string_view code;
    std::size_t next = i + 1;
    for (std::size_t k = i; k < std::min(words.size(), i + 4); ++k) {
      joined += (joined.empty() ? "" : " ") + words[k];
      if (const auto found = country_of_words(joined); !found.empty()) {
        code = found;
        next = k + 1;
      }
    }
    const bool bent = i > 0 && bends_name(words[i - 1]);
    const bool taught = next < words.size() && is_subject_taught(words[next]);
    if (!code.empty() && !bent && !taught && (code != "GEO" || !georgia_is_a_state_)) out.add(code);
    i = next;
  }
}

void VoiceTraits::set(const Who& who, Voice& voice) const {
  Evidence evidence;
  if (who.named && !who.name.empty()) add_of_name(who, evidence);
  std::size_t seen = 0;
  for (const Span mention : voice.mentions) {
    if (who.place || voice.kind == VoiceKind::kReader || voice.kind == VoiceKind::kOutlet || ++seen > kMentions) break;
    look_at_mention(who, mention, evidence);
  }
  if (evidence.countries.size() == 1) voice.country = std::string(evidence.countries.front());
  // A body by the head of its name; a person by the office.
  if (!who.person && who.named && !who.place && !who.name.empty()) {
    std::vector<std::string_view> words(who.name.words.begin(), who.name.words.end());
    std::size_t head = words.size() - 1;
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i] == "of" || words[i] == "for" || words[i] == "at") {
        head = i - 1;
        break;
      }
    }
    voice.sector = std::string(sector_of_phrase(words, head));
  }
  if (voice.sector.empty()) voice.sector = std::string(evidence.sector);
  if (voice.kind == VoiceKind::kOrganization) {
    for (const std::string& role : who.roles) {
      const auto kind = kind_of_word(role);
      if (kind && *kind != VoiceKind::kPerson && voice.kind == VoiceKind::kOrganization) voice.kind = *kind;
    }
  }
  if (voice.kind == VoiceKind::kOrganization && who.named && !who.person) {
    const std::string_view sector = voice.sector;
    if (sector == "GOV" || sector == "LEG" || sector == "JUD" || sector == "COP" || sector == "SPY")
      voice.kind = VoiceKind::kGovernment;
    if (sector == "MIL") voice.kind = VoiceKind::kMilitary;
    if (sector == "JRN") voice.kind = VoiceKind::kMedia;
    if (sector == "REB" || sector == "UAF" || sector == "PRM") voice.kind = VoiceKind::kGroup;
  }
  if (voice.kind == VoiceKind::kGovernment && voice.sector.empty()) voice.sector = "GOV";
  if (voice.kind == VoiceKind::kMilitary && voice.sector.empty()) voice.sector = "MIL";
  if ((voice.kind == VoiceKind::kAgency || voice.kind == VoiceKind::kMedia || voice.kind == VoiceKind::kOutlet) &&
      voice.sector.empty())
    voice.sector = "JRN";
  // A state is who acts for it.
  if (who.place) voice.sector = "GOV";
}

}  // namespace hearsay
