// The steps: cut the recogniser's ranges to what can be a name; count which label each string has, and give every
// occurrence the most frequent one (a string that ends a person's full name elsewhere is that person's surname); then
// walk over what no range covers, in runs of capitalised words, and take the longest known string at each place.
// What is left of such runs is a name only by its capitals, hence not `sure`.
#include "reading/proper_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "reading/countries.h"
#include "reading/name_variants.h"
#include "reading/noun_classes.h"

namespace hearsay {

namespace {

constexpr std::uint32_t kLongestRange = 40;  // tokens of the recogniser's ranges; longer ones are no names
constexpr std::uint32_t kLongest = 6;        // words of a known name that is looked for

using Words = std::unordered_set<std::string_view>;  // looked up only

bool is_particle(std::string_view w) {
  static const Words kWords = {"de",  "da",   "di",  "do",  "dos", "das", "du", "del", "della", "van",
                               "von", "der",  "den", "ter", "ten", "la",  "le", "el",  "al",    "bin",
                               "ibn", "bint", "abu", "ben", "y",   "e",   "zu", "af",  "av",    "san",
                               "st.", "of",   "'s",  "’s",  "-",   ".",   "’",  "'"};
  return kWords.contains(w);
}

// Words of captions that the recogniser takes for a part of the name.
bool is_caption(std::string_view w) {
  static const Words kWords = {"image", "images", "photo", "photos", "photograph", "video", "credit", "file", "getty"};
  return kWords.contains(w);
}

// Titles that only a person has; "Major" and "Justice" begin names of bodies, too.
bool is_personal_title(std::string_view w) {
  static const Words kWords = {
      "mr",         "mr.",     "mrs",        "mrs.",     "ms",          "ms.",           "miss",       "dr",
      "dr.",        "sir",     "lord",       "lady",     "dame",        "prof",          "prof.",      "president",
      "senator",    "sen.",    "rep.",       "governor", "gov.",        "mayor",         "judge",      "gen.",
      "general",    "col.",    "colonel",    "lt.",      "lieutenant",  "capt.",         "captain",    "sgt.",
      "sergeant",   "adm.",    "admiral",    "king",     "queen",       "prince",        "princess",   "pope",
      "rev.",       "bishop",  "archbishop", "cardinal", "rabbi",       "sheikh",        "ayatollah",  "imam",
      "emperor",    "empress", "duke",       "duchess",  "earl",        "countess",      "baron",      "baroness",
      "tsar",       "czar",    "sultan",     "emir",     "saint",       "inspector",     "corporal",   "pastor",
      "mme",        "mme.",    "mlle",       "mlle.",    "congressman", "congresswoman", "chancellor", "minister",
      "ambassador", "premier", "secretary"};
  return kWords.contains(w);
}

bool is_name_label(EntityLabel label) {
  return label == EntityLabel::PERSON || label == EntityLabel::ORG || label == EntityLabel::GPE ||
         label == EntityLabel::NORP;
}

// A stretch whose words are no name of anybody: figures, times, languages.
bool is_amount_label(EntityLabel label) {
  switch (label) {
    case EntityLabel::CARDINAL:
    case EntityLabel::DATE:
    case EntityLabel::LANGUAGE:
    case EntityLabel::MONEY:
    case EntityLabel::ORDINAL:
    case EntityLabel::PERCENT:
    case EntityLabel::QUANTITY:
    case EntityLabel::TIME:
      return true;
    default:
      return false;
  }
}

struct Votes {
  std::array<std::uint16_t, 4> of{};  // PERSON ORG GPE NORP
  std::uint8_t first = 0;             // the label it had first
  bool sure = true;                   // false: seen by its capitals alone
  [[nodiscard]] std::uint32_t sum() const { return of[0] + of[1] + of[2] + of[3]; }
};

constexpr EntityLabel kLabels[] = {EntityLabel::PERSON, EntityLabel::ORG, EntityLabel::GPE, EntityLabel::NORP};

std::size_t number_of(EntityLabel label) {
  return static_cast<std::size_t>(std::find(std::begin(kLabels), std::end(kLabels), label) - std::begin(kLabels));
}

class Finder {
 public:
  explicit Finder(const Page& page) : page_(page), a_(page.analysis) {}

  ProperNames find() {
    mend();
    vote();
    find_people();
    relabel();
    part_pairs();
    complete();
    look_inside();
    std::sort(found_.begin(), found_.end(),
              [](const ProperName& x, const ProperName& y) { return x.tokens.begin < y.tokens.begin; });
    return {std::move(found_), std::move(inside_)};
  }

 private:
  [[nodiscard]] bool is_capital(std::uint32_t i) const { return starts_with_capital(a_.tokens[i].text); }
  [[nodiscard]] bool is_proper(std::uint32_t i) const {
    return a_.tokens[i].tag == Tag::NNP || a_.tokens[i].tag == Tag::NNPS;
  }
  // "KCNA", where the words around it are not in capitals; people whose initials are a name are few.
  [[nodiscard]] bool is_acronym(std::uint32_t i) const {
    static const Words kPeople = {"jfk", "rfk", "fdr", "lbj", "mlk", "aoc", "mbs", "amlo", "bibi"};
    const auto capitals = [&](std::uint32_t k) {
      const std::string_view w = a_.tokens[k].text;
      return std::all_of(w.begin(), w.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    };
    if (a_.tokens[i].text.size() < 3 || a_.tokens[i].text.size() > 6 || !capitals(i)) return false;
    const std::uint32_t s = a_.tokens[i].sentence;
    const TokenRange sentence = a_.sentences[s];
    std::size_t large = 0, words = 0;
    for (std::uint32_t k = sentence.begin; k < std::min(sentence.end, sentence.begin + 30); ++k) {
      if (a_.tokens[k].pos == Pos::PUNCT || a_.tokens[k].text.size() < 2) continue;
      ++words;
      large += capitals(k) ? 1 : 0;
    }
    return 2 * large <= words && !kPeople.contains(a_.tokens[i].lower);
  }
  [[nodiscard]] std::string key(TokenRange r, bool person) const {
    return key_of(name_of(page_.text(a_.bytes(r)), person));
  }

  // What of the recogniser's range can be a name; empty where nothing is left.
  [[nodiscard]] TokenRange cut(TokenRange r, EntityLabel label) const {
    const auto& t = a_.tokens;
    const auto is_edge = [&](std::uint32_t i) {
      return t[i].pos == Pos::SPACE || (t[i].pos == Pos::PUNCT && t[i].text.size() < 4);
    };
    while (r.begin < r.end && is_edge(r.begin)) ++r.begin;
    for (std::uint32_t i = r.begin; i < r.end; ++i) {
      const bool open = t[i].text == "(" &&
                        std::none_of(t.begin() + i, t.begin() + r.end, [](const Token& x) { return x.text == ")"; });
      if (t[i].pos == Pos::SPACE || open) r.end = i;
    }
    if (label == EntityLabel::PERSON) {
      // Lower-case words before it ("speaker G", "actor X"), where capitals follow.
      const auto capital = std::find_if(t.begin() + r.begin, t.begin() + r.end,
                                        [](const Token& x) { return starts_with_capital(x.text); });
      if (capital != t.begin() + r.end) {
        while (r.begin < r.end && !is_capital(r.begin) && !is_particle(t[r.begin].lower)) ++r.begin;
        for (std::uint32_t i = r.begin + 1; i < r.end; ++i) {
          const bool junior =
              i + 1 < r.end && (t[i + 1].lower == "jr." || t[i + 1].lower == "jr" || t[i + 1].lower == "sr.");
          const bool great = t[i].lower == "the" && i + 1 < r.end &&
                             (t[i + 1].text == "Great" || t[i + 1].text == "Elder" || t[i + 1].text == "Younger" ||
                              t[i + 1].text == "Terrible" || t[i + 1].text == "Conqueror");
          const bool lower = t[i].text.front() >= 'a' && t[i].text.front() <= 'z' && !is_particle(t[i].lower);
          if ((lower && !great) || (t[i].text == "," && !junior) || t[i].text == "/" || t[i].text == ";") r.end = i;
        }
        if (r.end > r.begin + 1 && t[r.end - 1].tag == Tag::CD && t[r.end - 1].text.size() == 4) --r.end;
        while (r.end > r.begin + 1 && (is_caption(t[r.end - 1].lower) || t[r.end - 1].lower == "of")) --r.end;
      }
    }
    while (r.end > r.begin && is_edge(r.end - 1) && t[r.end - 1].text != ".") --r.end;
    // "Park Geun" of "Park Geun-hye"
    while (label == EntityLabel::PERSON && r.end > r.begin && r.end + 1 < t.size() && t[r.end].text == "-" &&
           !t[r.end].space_after && !t[r.end - 1].space_after && t[r.end + 1].sentence == t[r.begin].sentence) {
      r.end += 2;
    }
    // "Madam Chair", "Mr. President": an address, nobody's name
    if (std::all_of(t.begin() + r.begin, t.begin() + r.end, [](const Token& x) {
          return is_title(x.lower) || gender_of_noun(x.lower) != Gender::kUnknown || x.pos == Pos::DET ||
                 noun_class(x.lower) == NounClass::kPerson;
        })) {
      r.end = r.begin;
    }
    return r;
  }

  static TokenRange bounded(TokenRange r) { return {r.begin, std::min(r.end, r.begin + kLongestRange)}; }

  void mend() {
    for (const Entity& e : a_.entities) {
      if (!is_name_label(e.label) || e.tokens.end - e.tokens.begin > kLongestRange) {
        others_.push_back(e);
        continue;
      }
      const TokenRange r = cut(e.tokens, e.label);
      if (r.begin >= r.end) continue;
      if (e.label == EntityLabel::PERSON && r.end == r.begin + 1 && is_acronym(r.begin)) {
        found_.push_back({r, EntityLabel::ORG, true});
        continue;
      }
      if (e.label == EntityLabel::NORP || is_demonym_before_noun(r) ? !is_people(r) : is_one_of_many(r, e.label)) {
        others_.push_back({r, e.span, EntityLabel::NORP});
        continue;
      }
      // A first name and a surname that the recogniser took for two people.
      if (e.label == EntityLabel::PERSON && !found_.empty() && found_.back().label == EntityLabel::PERSON &&
          found_.back().tokens.end == r.begin && a_.tokens[r.begin - 1].dep == Dep::compound &&
          a_.tokens[r.begin - 1].head >= r.begin && a_.tokens[r.begin - 1].head < r.end) {
        found_.back().tokens.end = r.end;
        continue;
      }
      found_.push_back({r, e.label, e.label != EntityLabel::NORP});
    }
  }

  // "Gambian" in "Gambian President", whatever label it has
  [[nodiscard]] bool is_demonym_before_noun(TokenRange r) const {
    const Dep d = a_.tokens[r.end - 1].dep;
    if (r.end != r.begin + 1 || (d != Dep::amod && d != Dep::compound && d != Dep::nmod)) return false;
    return !country_of_people(a_.tokens[r.begin].lower).empty() && country_named(a_.tokens[r.begin].lower).empty();
  }

  // "a Rembrandt", "Tab 4", "old Athens": not the one that the bare name is of.
  [[nodiscard]] bool is_one_of_many(TokenRange r, EntityLabel label) const {
    static const Words kAges = {"old",     "early",    "late",     "ancient", "modern",      "future",  "medieval",
                                "central", "downtown", "mainland", "greater", "independent", "another", "other"};
    const auto& t = a_.tokens;
    const std::uint32_t start = a_.sentences[t[r.begin].sentence].begin;
    if (label == EntityLabel::PERSON && t[r.end - 1].tag == Tag::CD && t[r.end - 1].text.size() != 4) return true;
    if (label == EntityLabel::ORG) return false;
    for (std::uint32_t i = r.begin; i > start && r.begin - i < 3; --i) {
      const std::string_view w = t[i - 1].lower;
      if (t[i - 1].head < r.begin || t[i - 1].head >= r.end) break;
      if (w == "a" || w == "an" || (label == EntityLabel::GPE && kAges.contains(w))) return true;
    }
    return label == EntityLabel::GPE && r.end - r.begin > 1 && kAges.contains(t[r.begin].lower);
  }

  // "Americans", "the Spanish": people; "Spanish" in "the Spanish king": none.
  [[nodiscard]] bool is_people(TokenRange r) const {
    const Token& last = a_.tokens[r.end - 1];
    if (last.dep == Dep::amod || last.dep == Dep::compound || last.dep == Dep::nmod) return false;
    if (!is_proper(r.end - 1) || !is_capital(r.begin)) return false;
    // "most Americans", "Americans who …": some of them, others each time
    const std::uint32_t start = a_.sentences[last.sentence].begin, stop = a_.sentences[last.sentence].end;
    for (std::uint32_t i = last.left_edge; i < r.begin; ++i) {
      if (a_.tokens[i].lower == "ethnic") return false;
      if (i >= start && a_.tokens[i].lower != "the" && a_.tokens[i].lower != "all" && a_.tokens[i].head == r.end - 1)
        return false;
    }
    for (std::uint32_t i = r.end; i < std::min(stop, r.end + 3); ++i) {
      const Dep d = a_.tokens[i].dep;
      if (a_.tokens[i].head == r.end - 1 && (d == Dep::relcl || d == Dep::acl || d == Dep::prep)) return false;
      if (a_.tokens[a_.tokens[i].head].head == r.end - 1 && d == Dep::nsubj) return false;
    }
    return true;
  }

  void vote() {
    for (const ProperName& n : found_) {
      const bool person = n.label == EntityLabel::PERSON;
      const Name name = name_of(page_.text(a_.bytes(n.tokens)), person);
      if (name.empty()) continue;
      auto& v = votes_[key_of(name)];
      const std::size_t label = number_of(n.label);
      if (v.sum() == 0) v.first = static_cast<std::uint8_t>(label);
      if (v.of[label] < 1000) ++v.of[label];
    }
    // "Mr. Norton", "Emperor Norton": a person; "Donald John Trump" too, where "Trump" is one
    for (const ProperName& n : found_) {
      if (n.tokens.begin == 0) continue;
      const std::uint32_t before = n.tokens.begin - 1;
      const Token& t = a_.tokens[before];
      const Token& first = a_.tokens[n.tokens.begin];
      const bool title = is_personal_title(t.lower) && starts_with_capital(t.text) && t.sentence == first.sentence &&
                         (t.dep == Dep::compound || t.dep == Dep::amod) && first.tag != Tag::NNPS &&
                         noun_class(first.lower) == NounClass::kOther && !kind_of_word(first.lower);
      if (n.label != EntityLabel::NORP && title && n.tokens.end - n.tokens.begin == 1) {
        auto& v = votes_[key(n.tokens, false)];
        v.of[0] = static_cast<std::uint16_t>(std::min(2000, v.of[0] + 10));
      }
    }
    for (const ProperName& n : found_) {
      if (n.label != EntityLabel::ORG && n.label != EntityLabel::GPE) continue;
      const Name name = name_of(page_.text(a_.bytes(n.tokens)), true);
      if (name.words.size() < 2 || name.words.size() > 4) continue;
      if (gender_of_first_name(name.words.front()) == Gender::kUnknown) continue;
      const auto last = votes_.find(name.words.back() + ' ');
      if (last == votes_.end() || last->second.of[0] == 0) continue;
      auto& v = votes_[key(n.tokens, false)];
      v.of[0] = static_cast<std::uint16_t>(std::min(2000, v.of[0] + 10));
    }
    for (ProperName& n : found_) {
      if (label_of(key(n.tokens, false)) == EntityLabel::PERSON && n.label != EntityLabel::NORP)
        n.label = EntityLabel::PERSON;
      if (n.label != EntityLabel::PERSON) continue;
      const Name name = name_of(page_.text(a_.bytes(n.tokens)), true);
      if (name.words.size() < 2 || name.words.size() > 5) continue;
      if (label_of(key_of(name)) != EntityLabel::PERSON) continue;
      ++surnames_[name.words.back() + ' '];
      ++first_names_[name.words.front() + ' '];
    }
  }

  // Does only a person do this?
  static bool is_personal_verb(std::string_view lemma) {
    static const Words kWords = {
        "arrive",  "ask",     "attend",   "bear",     "believe", "born",    "cry",     "dance",    "die",
        "divorce", "dream",   "eat",      "explain",  "feel",    "flee",    "forget",  "graduate", "hate",
        "imagine", "insist",  "kiss",     "know",     "laugh",   "learn",   "lie",     "like",     "listen",
        "live",    "love",    "marry",    "meet",     "notice",  "paint",   "quip",    "realize",  "recall",
        "recount", "remarry", "remember", "resign",   "retire",  "sing",    "sit",     "sleep",    "smile",
        "speak",   "stand",   "study",    "talk",     "teach",   "tell",    "testify", "think",    "wake",
        "walk",    "want",    "wear",     "weep",     "whisper", "wonder",  "write",   "kill",     "shoot",
        "stab",    "rape",    "arrest",   "imprison", "wound",   "educate", "baptize", "bury",     "murder"};
    return kWords.contains(lemma);
  }

  // What the sentence says for a person (more than 0) or against one, where the recogniser sees a body or a place.
  [[nodiscard]] int weight_of_person(TokenRange r) const {
    const auto& t = a_.tokens;
    std::uint32_t head = r.end - 1;
    while (head > r.begin && t[head].dep == Dep::case_) --head;
    const Token& h = t[head];
    const TokenRange sentence = a_.sentences[h.sentence];
    int weight = 0;
    if (t[r.begin].pos == Pos::DET || (r.begin > sentence.begin && t[r.begin - 1].lower == "the")) weight -= 3;
    if (h.tag == Tag::NNPS || (r.end < sentence.end && t[r.end].tag == Tag::NNP)) weight -= 2;
    const bool subject = h.dep == Dep::nsubj || h.dep == Dep::nsubjpass;
    if (subject && is_personal_verb(t[h.head].lemma)) {
      const std::string_view verb = t[h.head].lemma;
      const bool done_to = verb == "bear" || verb == "kill" || verb == "shoot" || verb == "stab" || verb == "rape" ||
                           verb == "arrest" || verb == "imprison" || verb == "wound" || verb == "educate" ||
                           verb == "baptize" || verb == "bury" || verb == "murder";
      if (done_to == (h.dep == Dep::nsubjpass)) weight += 2;
    }
    bool other_before = false, he = false;
    for (std::uint32_t i = r.end; i < std::min(sentence.end, r.end + 24); ++i) {
      const Token& x = t[i];
      if (x.head == head && x.dep == Dep::appos && x.pos == Pos::NOUN && noun_class(x.lemma) == NounClass::kPerson)
        weight += 3;
      if (x.lower == "who" && i < r.end + 3 && t[x.head].dep == Dep::relcl && t[x.head].head == head) weight += 3;
      if (subject && x.dep == Dep::attr && x.head == h.head && x.pos == Pos::NOUN &&
          noun_class(x.lemma) == NounClass::kPerson)
        weight += 3;
      if (x.entity == EntityLabel::PERSON) other_before = true;
      const bool person = x.lower == "he" || x.lower == "she" || x.lower == "his" || x.lower == "her" ||
                          x.lower == "him" || x.lower == "himself" || x.lower == "herself";
      if (person && !other_before && subject) he = true;
    }
    if (he) ++weight;
    // "the singer Ure", "Ure's wife"
    if (r.begin > sentence.begin) {
      const Token& x = t[r.begin - 1];
      if (x.pos == Pos::NOUN && noun_class(x.lemma) == NounClass::kPerson && x.tag == Tag::NN && x.text != ",")
        weight += 3;
    }
    if (r.end + 1 < sentence.end && (t[r.end].dep == Dep::case_ || h.dep == Dep::poss)) {
      static const Words kOwned = {"wife",   "husband", "mother", "father",  "son",   "daughter",  "brother",
                                   "sister", "death",   "career", "life",    "birth", "childhood", "marriage",
                                   "lawyer", "lawyers", "family", "widow",   "hand",  "face",      "eyes",
                                   "body",   "parents", "friend", "friends", "uncle"};
      const std::uint32_t owned = t[r.end].dep == Dep::case_ ? r.end + 1 : r.end;
      if (kOwned.contains(t[owned].lower)) weight += 2;
    }
    return weight;
  }

  // Surnames in texts that never give the full name, and full names that look like a firm's.
  void find_people() {
    std::unordered_map<std::string, int> weights;
    const auto weigh = [&](const ProperName& n) {
      if (n.label == EntityLabel::PERSON) return;
      const Name name = name_of(page_.text(a_.bytes(n.tokens)), false);
      if (name.empty() || name.words.size() > 3) return;
      const std::string k = key_of(name);
      const std::string_view plain = std::string_view(k).substr(0, k.size() - 1);
      if (!country_of_words(plain).empty() || is_acronym(n.tokens.end - 1)) return;
      for (const std::string& w : name.words) {
        if (kind_of_word(w) || noun_class(w) != NounClass::kOther || w == "of" || w == "and") return;
      }
      auto [at, fresh] = weights.try_emplace(k, 0);
      if (fresh && name.words.size() > 1 && is_first_name(name.words[0]) && country_of_words(name.words[0]).empty() &&
          !name.words.back().ends_with("s"))
        at->second += 2;
      if (fresh && name.words.size() == 1 && n.label == EntityLabel::ORG && name.words[0] != "chelsea" &&
          gender_of_first_name(name.words[0], false) != Gender::kUnknown)
        at->second += 2;
      at->second += weight_of_person(n.tokens);
    };
    for (const ProperName& n : found_) weigh(n);
    for (auto& [k, weight] : weights) {
      if (weight < 2) continue;
      auto& v = votes_[k];
      const auto most = *std::max_element(v.of.begin(), v.of.end());
      v.of[0] = static_cast<std::uint16_t>(std::min(2000, most + 1));
    }
    // The surnames of those found now.
    for (const ProperName& n : found_) {
      if (n.label == EntityLabel::PERSON) continue;
      const Name name = name_of(page_.text(a_.bytes(n.tokens)), false);
      if (name.words.size() < 2 || name.words.size() > 3) continue;
      const auto found = weights.find(key_of(name));
      if (found == weights.end() || found->second < 2) continue;
      ++surnames_[name.words.back() + ' '];
      ++first_names_[name.words.front() + ' '];
    }
  }

  [[nodiscard]] EntityLabel label_of(const std::string& key) const {
    const auto found = votes_.find(key);
    if (found == votes_.end()) return EntityLabel::None;
    const Votes& v = found->second;
    std::size_t best = v.first;
    for (std::size_t k = 0; k < v.of.size(); ++k) {
      if (v.of[k] > v.of[best]) best = k;
    }
    if (key.find(' ') + 1 == key.size() && best != 0) {
      const bool surname = surnames_.contains(key);
      const bool country = !country_of_words(std::string_view(key).substr(0, key.size() - 1)).empty();
      const std::uint32_t person = v.of[0] + (country ? 0u : surname ? 4u : first_names_.contains(key) ? 1u : 0u);
      if (person > 0 && person >= v.of[best]) best = 0;
    }
    return kLabels[best];
  }

  void relabel() {
    for (ProperName& n : found_) {
      const std::string k = key(n.tokens, n.label == EntityLabel::PERSON);
      const EntityLabel label = label_of(k);
      if (label == EntityLabel::None || label == n.label) continue;
      n.label = label;
      n.sure = label != EntityLabel::NORP;
    }
  }

  // "Holm & Vos" of a footnote, where one of the two is a person elsewhere
  void part_pairs() {
    const std::size_t count = found_.size();
    for (std::size_t k = 0; k < count; ++k) {
      const TokenRange r = found_[k].tokens;
      if (found_[k].label != EntityLabel::ORG || r.end - r.begin != 3) continue;
      const std::string_view middle = a_.tokens[r.begin + 1].text;
      if (middle != "&" && middle != "and") continue;
      const TokenRange one{r.begin, r.begin + 1}, two{r.begin + 2, r.end};
      if (label_of(key(one, false)) != EntityLabel::PERSON && label_of(key(two, false)) != EntityLabel::PERSON)
        continue;
      found_[k] = {one, EntityLabel::PERSON, true};
      found_.push_back({two, EntityLabel::PERSON, true});
    }
  }

  // Names by their capitals alone: of people, where a first name or what they do says so.
  void label_the_unsure() {
    std::unordered_map<std::string, int> weights;  // looked up only
    const auto is_unsure = [](const ProperName& n) { return !n.sure && n.label == EntityLabel::ORG; };
    for (const ProperName& n : found_) {
      if (!is_unsure(n)) continue;
      const std::string k = key(n.tokens, false);
      auto [at, fresh] = weights.try_emplace(k, 0);
      if (fresh && is_first_name(a_.tokens[n.tokens.begin].lower) && !is_acronym(n.tokens.begin)) at->second += 1;
      at->second += weight_of_person(n.tokens);
    }
    for (ProperName& n : found_) {
      if (n.sure) continue;
      if (is_unsure(n) && weights[key(n.tokens, false)] > 0) n.label = EntityLabel::PERSON;
      auto [at, fresh] = votes_.try_emplace(key(n.tokens, n.label == EntityLabel::PERSON));
      if (!fresh) continue;
      at->second.first = static_cast<std::uint8_t>(number_of(n.label));
      at->second.of[at->second.first] = 1;
      at->second.sure = false;
    }
  }

  // Names of people and bodies at the head of a longer name.
  void look_inside() {
    const auto look = [&](TokenRange r) {
      std::uint32_t first = r.begin;
      while (first + 1 < r.end && a_.tokens[first].pos == Pos::DET) ++first;
      if (r.end - first < 2) return;
      const auto [end, label] = known_at(first, r.end - 1);
      if (label != EntityLabel::PERSON && label != EntityLabel::ORG) return;
      const auto votes = votes_.find(key({first, end}, false));
      const std::uint32_t own = votes == votes_.end() ? 0 : votes->second.of[label == EntityLabel::PERSON ? 0 : 1];
      if (end > first + 1 || own > 1) inside_.push_back({{first, end}, label, true});
    };
    for (const ProperName& n : found_) {
      if (n.label == EntityLabel::ORG) look(n.tokens);
    }
    for (const Entity& e : others_) {
      if (!is_amount_label(e.label) && e.label != EntityLabel::NORP) look(cut(bounded(e.tokens), EntityLabel::ORG));
    }
  }

  // The known string that begins at token i and ends before `end`: its end and label.
  [[nodiscard]] std::pair<std::uint32_t, EntityLabel> known_at(std::uint32_t i, std::uint32_t end) const {
    std::string text;
    std::pair<std::uint32_t, EntityLabel> best{i, EntityLabel::None};
    for (std::uint32_t k = i; k < std::min(end, i + kLongest); ++k) {
      const Name name = name_of(page_.text(a_.bytes({i, k + 1})), false);
      if (name.empty()) continue;
      const std::string joined = key_of(name);
      EntityLabel label = label_of(joined);
      if (label == EntityLabel::None && k == i && a_.tokens[i].text.size() > 2 &&
          (surnames_.contains(joined) || first_names_.contains(joined))) {
        label = EntityLabel::PERSON;
      }
      if (label != EntityLabel::None) best = {k + 1, label};
    }
    return best;
  }

  void complete() {
    std::vector<bool> taken(a_.tokens.size(), false);
    for (const Token& t : a_.tokens) {
      if (!t.text.empty() && t.text.front() >= 'a' && t.text.front() <= 'z') common_.insert(t.text);
    }
    for (const ProperName& n : found_) {
      for (std::uint32_t i = n.tokens.begin; i < n.tokens.end; ++i) taken[i] = true;
    }
    for (const Entity& e : others_) {
      if (is_amount_label(e.label) || e.label == EntityLabel::NORP) {
        for (std::uint32_t i = e.tokens.begin; i < e.tokens.end; ++i) taken[i] = true;
        continue;
      }
      // A work, an event or a building that is somebody's name elsewhere.
      const TokenRange r = cut(bounded(e.tokens), EntityLabel::ORG);
      for (std::uint32_t i = e.tokens.begin; i < e.tokens.end; ++i) taken[i] = true;
      if (r.begin >= r.end) continue;
      std::uint32_t first = r.begin;
      while (first + 1 < r.end && a_.tokens[first].pos == Pos::DET) ++first;
      const auto [end, label] = known_at(first, r.end);
      if (label != EntityLabel::None && (end == r.end || label == EntityLabel::PERSON || label == EntityLabel::ORG)) {
        if (end == r.end || end > first + 1 || is_proper(first)) found_.push_back({{first, end}, label, true});
      } else if (e.label != EntityLabel::EVENT && e.label != EntityLabel::LAW && is_capital(first)) {
        found_.push_back({{first, r.end}, EntityLabel::ORG, false});
      }
    }
    // Headlines last: they name whom the text below names, and capitals say nothing there.
    for (const bool running : {true, false}) {
      for (std::size_t u = 0; u < a_.units.size(); ++u) {
        const PartKind kind = page_.document.parts[page_.part_of_unit[u]].kind;
        if (running == (kind != PartKind::kHeadline && kind != PartKind::kHeading))
          read_runs(a_.units[u].tokens, taken, running);
      }
      if (running) label_the_unsure();
    }
  }

  void read_runs(TokenRange unit, const std::vector<bool>& taken, bool running) {
    for (std::uint32_t i = unit.begin; i < unit.end;) {
      if (taken[i] || !is_capital(i)) {
        ++i;
        continue;
      }
      std::uint32_t end = i;
      while (end < unit.end && !taken[end] && is_capital(end) && a_.tokens[end].sentence == a_.tokens[i].sentence)
        ++end;
      take_run({i, end}, running);
      i = end;
    }
  }

  // A run of capitalised words that the recogniser passed over.
  void take_run(TokenRange run, bool running) {
    bool known = false;
    const std::size_t before = found_.size();
    for (std::uint32_t i = run.begin; i < run.end;) {
      const bool starts = a_.tokens[i].sentence_start;
      const auto [end, label] = known_at(i, run.end);
      // One word at the head of a sentence must be read as a name, or be one again and again.
      const bool glued = i > 0 && a_.tokens[i - 1].text == "-" && !a_.tokens[i - 1].space_after;
      const bool fits = !glued && label != EntityLabel::None &&
                        (end > i + 1 || is_proper(i) || is_acronym(i) ||
                         (!starts && (a_.tokens[i].pos == Pos::NOUN || (running && label == EntityLabel::PERSON))) ||
                         (starts && a_.tokens[i].pos == Pos::NOUN && surnames_.contains(key({i, end}, false))));
      if (fits) {
        const auto votes = votes_.find(key({i, end}, false));
        const bool sure = label != EntityLabel::NORP && (votes == votes_.end() || votes->second.sure);
        found_.push_back({{i, end}, label, sure});
        known = true;
        i = end;
      } else {
        ++i;
      }
    }
    if (known || !running) return;
    found_.resize(before);
    // Capitals alone.
    std::uint32_t begin = run.begin, end = run.end;
    while (begin < end && !is_proper(begin) && !is_acronym(begin)) ++begin;
    std::uint32_t stop = begin;
    while (stop < end && (is_proper(stop) || is_acronym(stop))) ++stop;
    if (begin >= stop || stop - begin > 5) return;
    // "General Grant"
    if (stop - begin > 1 && is_title(a_.tokens[begin].lower) && !is_title(a_.tokens[stop - 1].lower) &&
        noun_class(a_.tokens[stop - 1].lower) == NounClass::kOther && !kind_of_word(a_.tokens[stop - 1].lower) &&
        stop - begin < 4) {
      found_.push_back({{begin, stop}, EntityLabel::PERSON, false});
      return;
    }
    const Token& head = a_.tokens[stop - 1];
    if (is_title(head.lower) || noun_class(head.lower) != NounClass::kOther || kind_of_word(head.lower)) return;
    if (head.text.size() < 2) return;
    // "Rule 37", "Extract 2"; and words that the text also writes small
    if (stop < a_.tokens.size() && a_.tokens[stop].tag == Tag::CD) return;
    const bool common = common_.contains(head.lower) || common_.contains(head.lemma);
    if (common && !is_acronym(stop - 1) && (stop - begin == 1 || common_.contains(a_.tokens[begin].lower))) return;
    const bool person = begin > run.begin - std::min<std::uint32_t>(run.begin, 1) && stop - begin > 1 &&
                        gender_of_first_name(a_.tokens[begin].lower) != Gender::kUnknown;
    found_.push_back({{begin, stop}, person ? EntityLabel::PERSON : EntityLabel::ORG, false});
  }

  const Page& page_;
  const Analysis& a_;
  std::vector<ProperName> found_, inside_;
  std::vector<Entity> others_;
  Words common_;                                  // words that stand in the text in small letters
  std::unordered_map<std::string, Votes> votes_;  // looked up only
  std::unordered_map<std::string, std::uint32_t> surnames_, first_names_;  // looked up only
};

}  // namespace

ProperNames find_proper_names(const Page& page) { return Finder(page).find(); }

}  // namespace hearsay
