#include "reading/name_variants.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/utf8.h"
#include "reading/countries.h"
#include "reading/noun_classes.h"

namespace hearsay {

namespace {

using Words = std::unordered_set<std::string_view>;  // looked up only

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Letters that Unicode does not take apart into a letter and an accent.
char32_t plain_letter(char32_t c) {
  switch (c) {
    case U'ı':
      return U'i';
    case U'ł':
      return U'l';
    case U'ø':
      return U'o';
    case U'đ':
      return U'd';
    case U'ð':
      return U'd';
    case U'ħ':
      return U'h';
    case U'ŧ':
      return U't';
    case U'’':
    case U'‘':
    case U'ʼ':
    case U'ʻ':
      return U'\'';
    case U'‐':
    case U'‑':
    case U'–':
      return U'-';
    default:
      return c;
  }
}

// Lower case, without accents: "Šefčovič" and "Sefcovic" are one.
std::string folded(std::string_view word) {
  if (is_ascii(word)) return lower_ascii(word);
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfd = unorm2_getNFDInstance(&status);
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    const Decoded d = decode_utf8(word, i);
    if (d.length == 0) break;
    i += d.length;
    const auto lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(d.code_point)));
    std::array<UChar, 32> parts{};
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t n = U_SUCCESS(status) ? unorm2_getDecomposition(nfd, static_cast<UChar32>(lower), parts.data(),
                                                                       static_cast<std::int32_t>(parts.size()), &error)
                                             : -1;
    if (n <= 0 || U_FAILURE(error)) {
      if (u_charType(static_cast<UChar32>(lower)) != U_NON_SPACING_MARK) append_utf8(out, plain_letter(lower));
      continue;
    }
    // Only the base letters below U+10000 that a decomposition leaves are of interest; others keep their form.
    for (std::int32_t k = 0; k < n; ++k) {
      const UChar c = parts[static_cast<std::size_t>(k)];
      if (c >= 0xD800 && c < 0xE000) continue;
      if (u_charType(c) != U_NON_SPACING_MARK) append_utf8(out, plain_letter(c));
    }
  }
  return out;
}

// What stands behind a person's name, or a company's, and is no part of it.
bool is_after_person(std::string_view w) {
  static const Words kWords = {"frs",  "dbe", "obe", "mbe", "cbe",  "kbe", "ra",    "phd",  "ph.d.", "md",
                               "m.d.", "mp",  "mep", "msp", "qc",   "kc",  "esq",   "esq.", "usa",   "ret.",
                               "dds",  "mba", "rn",  "jd",  "j.d.", "cpa", "dphil", "frse", "frcp"};
  return kWords.contains(w);
}
bool is_generation(std::string_view w) {
  return w == "jr" || w == "jr." || w == "sr" || w == "sr." || w == "ii" || w == "iii" || w == "iv";
}
bool is_legal_form(std::string_view w) {
  static const Words kWords = {"inc", "inc.", "corp",    "corp.", "corporation", "co",      "co.", "company",
                               "ltd", "ltd.", "limited", "llc",   "l.l.c.",      "llp",     "plc", "p.l.c.",
                               "ag",  "gmbh", "sa",      "s.a.",  "nv",          "n.v.",    "spa", "s.p.a.",
                               "ab",  "asa",  "oyj",     "kk",    "pty",         "holdings"};
  return kWords.contains(w);
}

// Short forms of first names, each line one name.
bool same_first_name(std::string_view a, std::string_view b) {
  static constexpr std::string_view kNames[] = {"alexander alex alec sasha",
                                                "alexandra alex sandra sasha",
                                                "albert al bert",
                                                "andrew andy drew",
                                                "anthony tony",
                                                "barbara barb barbie",
                                                "benjamin ben benny",
                                                "bernard bernie",
                                                "catherine cathy kate katie",
                                                "charles charlie chuck",
                                                "christopher chris",
                                                "christine chris christy",
                                                "daniel dan danny",
                                                "david dave davey",
                                                "deborah debbie deb",
                                                "donald don donnie",
                                                "dorothy dot dottie",
                                                "douglas doug",
                                                "edward ed eddie ted ned",
                                                "elizabeth liz lizzie beth betty betsy eliza",
                                                "eugene gene",
                                                "frederick fred freddie",
                                                "francis frank",
                                                "gerald gerry jerry",
                                                "gregory greg",
                                                "harold harry hal",
                                                "henry harry hank",
                                                "james jim jimmy jamie",
                                                "jacob jake",
                                                "jeffrey jeff",
                                                "geoffrey geoff",
                                                "jennifer jen jenny",
                                                "jessica jess jessie",
                                                "john jack johnny",
                                                "jonathan jon",
                                                "joseph joe joey",
                                                "joshua josh",
                                                "katherine kathy kate katie kathryn",
                                                "kenneth ken kenny",
                                                "kimberly kim",
                                                "lawrence larry",
                                                "leonard len lenny leo",
                                                "leslie les",
                                                "margaret maggie meg peggy marge",
                                                "matthew matt",
                                                "michael mike mick mickey",
                                                "mitchell mitch",
                                                "nathaniel nate nathan nat",
                                                "nicholas nick nicky",
                                                "pamela pam",
                                                "patricia pat patty tricia",
                                                "patrick pat paddy",
                                                "peter pete",
                                                "philip phil",
                                                "phillip phil",
                                                "raymond ray",
                                                "rebecca becky becca",
                                                "richard rick dick rich ricky",
                                                "robert bob bobby rob robbie",
                                                "ronald ron ronnie",
                                                "rudolph rudy",
                                                "samuel sam sammy",
                                                "samantha sam",
                                                "stephen steve",
                                                "steven steve",
                                                "stephanie steph",
                                                "stuart stu",
                                                "susan sue suzy susie",
                                                "terence terry",
                                                "theodore ted teddy theo",
                                                "theresa terry tess",
                                                "thomas tom tommy",
                                                "timothy tim",
                                                "valerie val",
                                                "victoria vicky vic",
                                                "victor vic",
                                                "vincent vince",
                                                "vladimir volodymyr",
                                                "walter walt",
                                                "william bill billy will willy",
                                                "zachary zach zack",
                                                "mohammed mohamed muhammad mohammad",
                                                "ahmed ahmad",
                                                "yusuf yousef youssef",
                                                "sergei sergey",
                                                "alexei alexey",
                                                "dmitry dmitri",
                                                "yuri yury",
                                                "aleksandr alexander",
                                                "nikolai nikolay",
                                                "hussein hussain",
                                                "abdullah abdallah"};
  if (a == b) return true;
  using Lines = std::unordered_map<std::string_view, std::vector<std::size_t>>;  // looked up only
  static const Lines kLines = [] {
    Lines lines;
    for (std::size_t n = 0; n < std::size(kNames); ++n) {
      const std::string_view line = kNames[n];
      for (std::size_t i = 0; i < line.size();) {
        const std::size_t end = std::min(line.find(' ', i), line.size());
        lines[line.substr(i, end - i)].push_back(n);
        i = end + 1;
      }
    }
    return lines;
  }();
  const auto x = kLines.find(a), y = kLines.find(b);
  if (x == kLines.end() || y == kLines.end()) return false;
  return std::any_of(x->second.begin(), x->second.end(), [&](std::size_t n) {
    return std::find(y->second.begin(), y->second.end(), n) != y->second.end();
  });
}

std::string_view initial_of(std::string_view w) {
  if (w.size() == 1 || (w.size() == 2 && w[1] == '.')) return w.substr(0, 1);
  return {};
}

// "j." and "john".
bool same_or_initial(std::string_view a, std::string_view b) {
  if (same_first_name(a, b)) return true;
  const std::string_view x = initial_of(a), y = initial_of(b);
  if (!x.empty() && b.starts_with(x)) return true;
  return !y.empty() && a.starts_with(y);
}

// One letter put in, left out or changed, neither the first nor the last: "kristen", "kristin"; not "paul", "paula".
bool nearly_same(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() < 5 || b.size() > a.size() + 1 || a.front() != b.front() || a.back() != b.back()) return false;
  std::size_t i = 0, j = 0, edits = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i] == b[j]) {
      ++i, ++j;
      continue;
    }
    if (++edits > 1) return false;
    if (a.size() == b.size()) ++i;
    ++j;
  }
  return edits + (b.size() - j) + (a.size() - i) <= 1;
}

// All of the shorter list's words, or their initials, in order in the longer one.
bool middles_agree(const std::string* a, const std::string* a_end, const std::string* b, const std::string* b_end) {
  if (a_end - a > b_end - b) {
    std::swap(a, b);
    std::swap(a_end, b_end);
  }
  for (; b != b_end && a != a_end; ++b) {
    if (same_or_initial(*a, *b)) ++a;
  }
  return a == a_end;
}

std::string without_dots(std::string_view w) {
  std::string plain;
  for (const char c : w) {
    if (c != '.') plain += c;
  }
  return plain;
}

}  // namespace

bool starts_with_capital(std::string_view word) {
  if (word.empty()) return false;
  const auto c = static_cast<unsigned char>(word[0]);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  const auto point = static_cast<UChar32>(decode_utf8(word, 0).code_point);
  return u_isupper(point) || u_istitle(point) || u_charType(point) == U_OTHER_LETTER;
}

Name name_of(std::string_view text, bool person) {
  Name name;
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    while (i < text.size() && (text[i] == ' ' || text[i] == '\n' || text[i] == '\t')) ++i;
    std::size_t end = i;
    while (end < text.size() && text[end] != ' ' && text[end] != '\n' && text[end] != '\t') ++end;
    if (end > i) words.push_back(text.substr(i, end - i));
    i = end;
  }
  std::size_t first = 0, last = words.size();
  while (first + 1 < last) {
    const std::string w = lower_ascii(words[first]);
    if (w == "the" || w == "a" || w == "an" || (person && is_title(w))) {
      ++first;
    } else {
      break;
    }
  }
  for (std::size_t i = first; i < last; ++i) {
    std::string_view w = words[i];
    if (i + 1 == last) {
      if (w.ends_with("'s")) w.remove_suffix(2);
      if (w.ends_with("’s")) w.remove_suffix(4);
      if (w.ends_with("’")) w.remove_suffix(3);
      if (w.ends_with("'")) w.remove_suffix(1);
      while (!w.empty() && (w.back() == ',' || w.back() == ')' || w.back() == '(')) w.remove_suffix(1);
    }
    if (w.empty()) continue;
    std::string word = folded(w);
    while (!word.empty() && word.back() == ',') word.pop_back();
    if (word.empty()) continue;
    if (!name.text.empty()) name.text += ' ';
    name.text += w;
    if (!name.words.empty()) {
      if (person && is_generation(word) && name.words.size() > 1) {
        name.suffix = without_dots(word);
        continue;
      }
      if (person && (is_after_person(word) && w[0] != word[0])) continue;
      if (!person && is_legal_form(word)) continue;
    }
    if (word == "&") word = "and";
    if (starts_with_capital(w) && static_cast<unsigned char>(w[0]) < 0x80) {
      name.acronym += static_cast<char>(w[0] - 'A' + 'a');
    }
    name.words.push_back(std::move(word));
  }
  // "U.S." and "US", "U.N." and "UN"
  if (name.words.size() == 1 && name.words[0].size() > 2 && name.words[0][1] == '.') {
    name.words[0] = without_dots(name.words[0]);
  }
  if (name.acronym.size() < 2) name.acronym.clear();
  return name;
}

std::string key_of(const Name& name) {
  std::string key;
  for (const std::string& w : name.words) {
    key += w;
    key += ' ';
  }
  return key;
}

bool same_name(const Name& a, const Name& b) { return !a.empty() && a.words == b.words; }

bool same_person(const Name& a, const Name& b) {
  if (a.words.size() < 2 || b.words.size() < 2) return false;
  const auto& x = a.words;
  const auto& y = b.words;
  // Father and son, unless a middle name says that the one with the suffix is meant both times.
  if (a.suffix != b.suffix && !(std::min(x.size(), y.size()) > 2)) return false;
  if (x == y) return true;
  if (x.size() == y.size() && x.size() == 2 && x[0] == y[1] && x[1] == y[0]) return true;
  const auto middles = [&] {
    return middles_agree(x.data() + 1, x.data() + x.size() - 1, y.data() + 1, y.data() + y.size() - 1);
  };
  if (x.back() == y.back() && same_or_initial(x.front(), y.front()) && middles()) return true;
  // "Park Geun-hye" stays apart from "Park Chung-hee"; a family name in front needs all else equal.
  if (x.back() == y.back() && nearly_same(x.front(), y.front()) && x.size() == y.size() && middles()) return true;
  return x.front() == y.front() && nearly_same(x.back(), y.back()) && x.size() == y.size() && middles();
}

bool is_surname(std::string_view word, const Name& full) {
  if (full.words.size() < 2) return false;
  return full.words.back() == word;
}

bool is_given_name(std::string_view word, const Name& full) {
  return full.words.size() > 1 && full.words.front() == word;
}

bool shortens_body(const Name& shorter, const Name& longer) {
  if (shorter.empty() || longer.words.size() < 2) return false;
  // "Supreme Court" of "Norwegian Supreme Court of Appeal": without the country in front
  for (std::size_t n = std::min<std::size_t>(3, longer.words.size() - 1); n > 0 && shorter.words.size() > 1; --n) {
    std::string front;
    for (std::size_t i = 0; i < n; ++i) front += (i > 0 ? " " : "") + longer.words[i];
    if (country_of_words(front).empty()) continue;
    if (longer.words.size() <= n + shorter.words.size() || longer.words[n] != shorter.words[0]) break;
    Name rest;
    rest.words.assign(longer.words.begin() + static_cast<std::ptrdiff_t>(n), longer.words.end());
    if (country_of_words(rest.words[0]).empty() && shortens_body(shorter, rest)) return true;
    break;
  }
  const auto& s = shorter.words;
  const auto& l = longer.words;
  if (s.size() == 1 && s[0].size() >= 2 && s[0].size() <= 8) {
    const bool capitals = std::all_of(shorter.text.begin(), shorter.text.end(),
                                      [](char c) { return (c >= 'A' && c <= 'Z') || c == '.'; });
    const std::string plain = without_dots(s[0]);
    // Two letters are too few to go by.
    const bool enough = plain.size() > 2 || plain == "un" || plain == "eu" || plain == "au";
    if (capitals && enough && plain == longer.acronym) return true;
  }
  if (s.size() >= l.size()) return false;
  static const Words kWeak = {"national",   "university", "ministry", "department", "international", "united",
                              "american",   "european",   "world",    "north",      "south",         "east",
                              "west",       "new",        "central",  "general",    "federal",       "state",
                              "supreme",    "royal",      "free",     "white",      "bank",          "center",
                              "centre",     "institute",  "first",    "public",     "great",         "human",
                              "social",     "islamic",    "african",  "asian",      "global",        "democratic",
                              "republican", "people",     "working",  "trade",      "security"};
  // What may follow the short form: the kind of body, or whose or what for.
  static const Words kKinds = {
      "university", "college",   "school",        "party",    "group",           "bank",          "foundation",
      "institute",  "club",      "airlines",      "airways",  "association",     "organization",  "organisation",
      "agency",     "movement",  "industries",    "motors",   "pharmaceuticals", "systems",       "technologies",
      "technology", "media",     "entertainment", "energy",   "communications",  "international", "partners",
      "brothers",   "stores",    "ministry",      "hospital", "church",          "union",         "network",
      "news",       "army",      "front",         "brigade",  "militia",         "council",       "commission",
      "committee",  "community", "platforms",     "records",  "pictures",        "studios",       "sports",
      "fc",         "united",    "city",          "trust",    "society",         "alliance",      "services",
      "insurance"};
  if (std::equal(s.begin(), s.end(), l.begin())) {
    const std::string& next = l[s.size()];
    const bool complement = next == "of" || next == "for" || next == "on" || next == "at" || next == "in";
    if (s.size() > 1) return complement || kKinds.contains(next);
    const bool weak = kWeak.contains(s[0]) || noun_class(s[0]) != NounClass::kOther || s[0].size() <= 2;
    if (weak || !country_of_words(s[0]).empty()) return false;
    return kKinds.contains(l.back()) && l.size() - s.size() <= 2;
  }
  // "Red Sox" of "Boston Red Sox", "Home Office" of "United Kingdom Home Office", "Senate" of "U.S. Senate"
  if (std::equal(s.rbegin(), s.rend(), l.rbegin())) {
    std::string front;
    for (std::size_t i = 0; i + s.size() < l.size(); ++i) front += (i > 0 ? " " : "") + l[i];
    const bool place = !country_of_words(front).empty() || !country_of_words(without_dots(front)).empty();
    return place;
  }
  return false;
}

std::size_t long_form_of(std::string_view short_form, const std::vector<std::string_view>& words) {
  // Letters and digits of the short form against those of the words, from the right.
  std::string letters;
  for (const char c : lower_ascii(short_form)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
  }
  if (letters.size() < 2 || letters.size() > 10) return words.size();
  const bool capitals = std::none_of(short_form.begin(), short_form.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!capitals) {
    std::size_t need = letters.size();
    for (std::size_t w = words.size(); w-- > 0;) {
      const std::string word = lower_ascii(words[w]);
      for (std::size_t i = word.size(); i-- > 0 && need > 0;) {
        if (word[i] != letters[need - 1]) continue;
        if (need == 1 && i != 0) continue;  // the first letter begins a word
        --need;
        if (need == 0) return w;
      }
    }
    return words.size();
  }
  // Capitals are initials, or the first letters of a word; small words may be passed over.
  for (std::size_t first = words.size(); first-- > 0;) {
    std::size_t have = 0;
    bool fits = starts_with_capital(words[first]);
    for (std::size_t w = first; w < words.size() && fits; ++w) {
      const std::string word = lower_ascii(words[w]);
      std::size_t same = 0;
      while (same < word.size() && have + same < letters.size() && word[same] == letters[have + same]) ++same;
      // One letter is enough where the next long word goes on from there.
      std::size_t next = w + 1;
      while (next < words.size() && words[next].size() <= 3) ++next;
      const char initial = next < words.size() ? lower_ascii(words[next])[0] : '\0';
      while (same > 1 && initial != '\0' && have + same < letters.size() && initial != letters[have + same]) --same;
      if (same > 1 && have + 1 < letters.size() && initial == letters[have + 1]) same = 1;
      fits = same > 0 || (w > first && word.size() <= 3);
      have += same;
    }
    if (fits && have == letters.size()) return first;
  }
  return words.size();
}

}  // namespace hearsay
