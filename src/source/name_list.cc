#include "source/name_list.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "source/agencies.h"
#include "source/ascii.h"
#include "source/dates.h"

namespace hearsay {

std::string_view without_marks(std::string_view word) {
  while (!word.empty() && (word.back() == ',' || word.back() == '.' || word.back() == ':' || word.back() == ';'))
    word.remove_suffix(1);
  return word;
}

bool begins_large(std::string_view word) {
  return !word.empty() && !ascii::is_lower(word[0]) && !ascii::is_digit(word[0]);
}

namespace {

// Longest first: each is tried as a prefix, followed by a blank or a colon.
constexpr auto kByWords = std::to_array<std::string_view>({"story and photos by",
                                                           "words and pictures by",
                                                           "written by",
                                                           "posted by",
                                                           "published by",
                                                           "reported by",
                                                           "article by",
                                                           "report by",
                                                           "story by",
                                                           "text by",
                                                           "author:",
                                                           "authors:",
                                                           "author",
                                                           "autor:",
                                                           "autorin/autor",
                                                           "autor/in",
                                                           "autorin",
                                                           "auteur",
                                                           "verfasst von",
                                                           "geschrieben von",
                                                           "écrit par",
                                                           "escrito por",
                                                           "scritto da",
                                                           "penulis",
                                                           "reporter",
                                                           "autor",
                                                           "words:",
                                                           "text:",
                                                           "by:",
                                                           "by",
                                                           "von",
                                                           "par",
                                                           "por",
                                                           "door",
                                                           "av",
                                                           "af",
                                                           "di",
                                                           "de",
                                                           "oleh"});

constexpr auto kRoles = std::to_array<std::string_view>({"reporter",
                                                         "reporters",
                                                         "correspondent",
                                                         "correspondents",
                                                         "editor",
                                                         "editors",
                                                         "writer",
                                                         "writers",
                                                         "columnist",
                                                         "journalist",
                                                         "journalists",
                                                         "bureau",
                                                         "staff",
                                                         "analyst",
                                                         "producer",
                                                         "contributor",
                                                         "contributors",
                                                         "photographer",
                                                         "chief",
                                                         "newsroom",
                                                         "redakteur",
                                                         "redakteurin",
                                                         "korrespondent",
                                                         "korrespondentin",
                                                         "redaktion",
                                                         "desk",
                                                         "team",
                                                         "blogger",
                                                         "critic",
                                                         "fellow",
                                                         "intern",
                                                         "freelance",
                                                         "freelancer",
                                                         "correspondant",
                                                         "journaliste",
                                                         "redactor",
                                                         "redactora",
                                                         "corresponsal",
                                                         "redazione",
                                                         "redacción",
                                                         "redação",
                                                         "rédaction",
                                                         "redactie",
                                                         "redaksjonen",
                                                         "redaktionen",
                                                         "redaktør",
                                                         "redaktör",
                                                         "toimitus",
                                                         "redakcja",
                                                         "redakce",
                                                         "redaksi",
                                                         "reviewer",
                                                         "moderator",
                                                         "director",
                                                         "manager",
                                                         "author",
                                                         "authors",
                                                         "agentur",
                                                         "nachrichtenagentur",
                                                         "agency",
                                                         "agencies",
                                                         "agencia",
                                                         "agencias",
                                                         "agences",
                                                         "agenturen"});

// Words that stand about names and are none.
constexpr auto kLabels = std::to_array<std::string_view>(
    {"updated", "posted", "published", "sponsored", "advertisement", "image",  "images",
     "photo",   "photos", "foto",      "picture",   "pictures",      "getty",  "video",
     "share",   "follow", "minutes",   "comments",  "source",        "quelle", "analysis"});

// What stands behind a name with a comma: degrees and honours.
constexpr auto kDegrees =
    std::to_array<std::string_view>({"md",  "phd", "ph.d", "mph", "mba",  "jd",   "esq", "rn",     "msc", "bsc", "ba",
                                     "ma",  "cfa", "cpa",  "dds", "do",   "jr",   "sr",  "ii",     "iii", "obe", "mbe",
                                     "frs", "rd",  "rdn",  "cfp", "cfp®", "facp", "dvm", "pharmd", "edd", "lcsw"});

// "기자", "記者", "记者": reporter, behind the name in Korean, Japanese and Chinese.
constexpr auto kSuffixes = std::to_array<std::string_view>({"기자", "특파원", "記者", "记者"});

constexpr auto kParticles = std::to_array<std::string_view>(
    {"de", "van", "von", "der", "den", "del", "della", "di", "da", "dos",  "du",   "la",  "le", "el",
     "al", "bin", "ibn", "ter", "ten", "y",   "e",     "af", "zu", "dela", "bint", "abu", "st."});

constexpr auto kAnd = std::to_array<std::string_view>(
    {" and ", " und ", " et ", " y ", " e ", " og ", " och ", " en ", " dan ", " ve ", " – ", " — ", " - ", " with "});

// Where a name ends and says from where or for whom: "Clara Duarte in Asunción", "Sam Poe for Radio Two".
constexpr auto kBehind = std::to_array<std::string_view>(
    {" in ", " for ", " on ", " at ", " from ", " aus ", " à ", " en ", " is ", " has "});
constexpr auto kTails =
    std::to_array<std::string_view>({" in", " for", " on", " at", " am", " le", " el", " der", " den"});

bool is_one_of(std::string_view word, const auto& list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view w) { return ascii::iequals(w, word); });
}

// Blanks, quotes, brackets and dashes at a name's edges, by their length in bytes; 0 for what belongs to it.
std::size_t edge_at(std::string_view text) {
  if (text.empty()) return 0;
  if (ascii::is_space(text[0])) return 1;
  if (text.size() >= 2 && text[0] == '\xC2' && text[1] == '\xA0') return 2;
  for (const std::string_view mark : {"“", "”", "„", "–", "—", "›", "…"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  constexpr std::string_view kMarks = "-.([<\"*_~^";
  return kMarks.find(text[0]) == std::string_view::npos ? 0 : 1;
}

enum class Part { kNothing, kPerson, kAgency, kOffice };

struct Cut {
  Part part = Part::kNothing;
  Span span;
  std::size_t words = 0;
  bool comma = false;  // a comma parts it from the one before
};

class NameCutter {
 public:
  NameCutter(std::string_view text, bool loose) : text_(text), loose_(loose) {}

  NameList cut() {
    std::size_t begin = 0;
    bool comma = false;
    for (std::size_t i = 0; i < text_.size();) {
      const std::size_t width = separator_at(i);
      if (width == 0) {
        ++i;
        continue;
      }
      add(begin, i, comma);
      comma = text_[i] == ',';
      begin = i + width;
      // The next separator may share this one's blank: ", and ".
      if (width > 1 && text_[begin - 1] == ' ' && begin < text_.size()) --begin;
      i = std::max(begin, i + 1);
    }
    add(begin, text_.size(), comma);
    return judged();
  }

 private:
  // Length of what parts two names at `i`, or 0.
  [[nodiscard]] std::size_t separator_at(std::size_t i) const {
    switch (text_[i]) {
      case ',':
      case ';':
      case '|':
      case '/':
      case '&':
      case '\n':
      case '\t':
        return 1;
      case ' ':
        for (const std::string_view word : kAnd) {
          if (ascii::istarts_with(text_.substr(i), word)) return word.size();
        }
        // Blanks in a row, one of them wide: what they part was in different elements.
        if (text_.substr(i + 1).starts_with("\xC2\xA0")) return 3;
        return 0;
      case '\xC2':
        if (text_.substr(i).starts_with("·") || text_.substr(i).starts_with("»")) return 2;
        return text_.substr(i).starts_with("\xC2\xA0 ") || text_.substr(i).starts_with("\xC2\xA0\xC2\xA0") ? 3 : 0;
      case '\xE2':
        for (const std::string_view sign : {"•", "●", "⋅", "∙", "►"}) {
          if (text_.substr(i).starts_with(sign)) return sign.size();
        }
        return 0;
      case '\xE3':
        return text_.substr(i).starts_with("、") || text_.substr(i).starts_with("・") ? 3 : 0;
      default:
        return 0;
    }
  }

  void trim(Span& span) const {
    for (std::size_t n; span.begin < span.end && (n = edge_at(text_.substr(span.begin, span.length()))) > 0;)
      span.begin += static_cast<std::uint32_t>(std::min<std::size_t>(n, span.length()));
    for (bool cut = true; cut && !span.empty();) {
      cut = false;
      std::uint32_t last = span.end - 1;
      while (last > span.begin && !is_utf8_boundary(text_, last)) --last;
      const char c = text_[last];
      // "Jr." keeps its full stop, and "(AFP)" loses its bracket.
      if (c == '.') return;
      if (c == ')' || c == ']' || c == '>' || c == ':' || edge_at(text_.substr(last, span.end - last)) > 0) {
        span.end = last;
        cut = true;
      }
    }
  }

  void cut_at(Span& span, std::size_t length) const {
    span.end = std::min(span.end, span.begin + static_cast<std::uint32_t>(length));
    trim(span);
  }

  // What of a part is the name.
  [[nodiscard]] Span name_of(Span span) const {
    trim(span);
    // "de" and "di" are also particles; they count as "by" only at the head of a part.
    // "Di Fo" is a name, "di Ana Fo" an Italian byline.
    if (const std::size_t by = byword_length(slice(text_, span));
        by > 0 && by < span.length() && (by > 2 || span.begin == 0 || words_of(slice(text_, span)).size() > 2)) {
      span.begin += static_cast<std::uint32_t>(by);
      trim(span);
    }
    // An address or a handle ends the name.
    const std::string_view whole = slice(text_, span);
    for (std::size_t at = whole.find('@'); at != std::string_view::npos;) {
      while (at > 0 && !ascii::is_space(whole[at - 1]) && whole[at - 1] != '(' && whole[at - 1] != '<') --at;
      cut_at(span, at);
      break;
    }
    for (const std::string_view behind : kBehind) {
      const std::size_t at = slice(text_, span).find(behind);
      if (at != std::string_view::npos && at > 0) cut_at(span, at);
    }
    for (const std::string_view tail : kTails) {
      if (slice(text_, span).ends_with(tail)) cut_at(span, span.length() - tail.size());
    }
    if (const std::size_t bracket = slice(text_, span).find_first_of("([<");
        bracket != std::string_view::npos && bracket > 2)
      cut_at(span, bracket);
    for (const std::string_view suffix : kSuffixes) {
      if (slice(text_, span).ends_with(suffix)) cut_at(span, span.length() - suffix.size());
    }
    return span;
  }

  void add(std::size_t begin, std::size_t end, bool comma) {
    Cut cut;
    cut.comma = comma;
    cut.span = name_of({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    const std::string_view name = slice(text_, cut.span);
    if (name.empty()) return;
    cut.words = words_of(name).size();
    // A name of capitals alone is an agency's or an office's, known or not: nobody signs as "UTA".
    const bool acronym = name.size() >= 3 && name.size() <= 6 && std::all_of(name.begin(), name.end(), ascii::is_upper);
    if (is_agency_name(name) || (acronym && !loose_)) {
      cut.part = Part::kAgency;
    } else if (is_one_of(without_marks(name), kDegrees)) {
      return;
    } else if (acronym || has_role(name)) {
      cut.part = Part::kOffice;
    } else if (is_name(name, loose_) && !is_weekday(name) && !has_label(name)) {
      cut.part = Part::kPerson;
    }
    if (cut.part != Part::kNothing) cuts_.push_back(cut);
  }

  [[nodiscard]] static bool has_label(std::string_view name) {
    const std::vector<Span> words = words_of(name);
    return std::any_of(words.begin(), words.end(),
                       [&](Span word) { return is_one_of(without_marks(slice(name, word)), kLabels); });
  }

  // What the parts say of each other.
  [[nodiscard]] NameList judged() const {
    NameList out;
    const auto single = [&](const Cut& cut) {
      return cut.part == Part::kPerson && cut.words == 1 && !is_unspaced_script(slice(text_, cut.span));
    };
    // "Koš, Ana"
    if (loose_ && cuts_.size() == 2 && single(cuts_[0]) && single(cuts_[1]) && cuts_[1].comma &&
        begins_large(slice(text_, cuts_[0].span)) && begins_large(slice(text_, cuts_[1].span)) &&
        text_.find(',') == text_.rfind(',')) {
      out.people.push_back({cuts_[0].span.begin, cuts_[1].span.end});
      return out;
    }
    bool full = false;  // a name of several words came
    for (const Cut& cut : cuts_) {
      switch (cut.part) {
        case Part::kAgency:
          out.agencies.push_back(cut.span);
          break;
        case Part::kOffice:
          out.offices.push_back(cut.span);
          break;
        case Part::kPerson:
          // "Ana Koš, Split", "By XYZ, in News, Business": one word behind a comma is where she is or for whom she
          // writes, unless the list is of such names from its beginning.
          if (single(cut) && cut.comma && (full || !loose_)) break;
          full = full || cut.words > 1;
          out.people.push_back(cut.span);
          break;
        case Part::kNothing:
          break;
      }
    }
    return out;
  }

  std::string_view text_;
  bool loose_;
  std::vector<Cut> cuts_;
};

}  // namespace

bool is_unspaced_script(std::string_view word) { return !word.empty() && decode_utf8(word, 0).code_point >= 0x2E80; }

std::vector<Span> words_of(std::string_view text) {
  std::vector<Span> words;
  const auto blank = [&](std::size_t i) -> std::size_t {
    if (ascii::is_space(text[i])) return 1;
    return text.substr(i).starts_with("\xC2\xA0") ? 2 : 0;
  };
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t n = blank(i); n > 0) {
      i += n;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && blank(i) == 0) ++i;
    words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i)});
  }
  return words;
}

std::size_t byword_length(std::string_view text) {
  for (const std::string_view by : kByWords) {
    if (!ascii::istarts_with(text, by) || text.size() == by.size()) continue;
    const char next = text[by.size()];
    if (ascii::is_space(next) || by.back() == ':' || next == ':') return by.size();
  }
  return 0;
}

bool has_role(std::string_view text) {
  for (const Span word : words_of(text)) {
    std::string_view w = without_marks(slice(text, word));
    // Compounds: "Court-reporter", "reporter/editor".
    for (;;) {
      const std::size_t cut = w.find_first_of("-/");
      if (is_one_of(w.substr(0, cut), kRoles)) return true;
      if (cut == std::string_view::npos) break;
      w.remove_prefix(cut + 1);
    }
  }
  return false;
}

bool is_name(std::string_view text, bool loose) {
  if (text.size() < 2 || text.size() > 60) return false;
  if (text.find_first_of(loose ? "@<>{}[]=:" : "@<>{}[]=?!:;\"%#_") != std::string_view::npos) return false;
  if (std::any_of(text.begin(), text.end(), ascii::is_digit)) return false;
  const std::vector<Span> words = words_of(text);
  if (words.empty() || words.size() > 6) return false;
  // "page.author", "gull.example": a template's variable, a host.
  const std::size_t stop = text.find('.');
  if (words.size() == 1 && stop != std::string_view::npos && stop + 1 < text.size() && ascii::is_lower(text[stop + 1]))
    return false;
  std::size_t large = 0;
  for (const Span span : words) {
    const std::string_view word = slice(text, span);
    if (begins_large(word)) {
      ++large;
    } else if (!is_one_of(word, kParticles) && !word.starts_with("al-") && !word.starts_with("d'") && !loose) {
      return false;
    }
  }
  return large > 0 || loose;
}

NameList cut_names(std::string_view text, bool loose) {
  std::string_view names = text.substr(0, kMaxNameList);
  while (!is_utf8_boundary(text, names.size())) names.remove_suffix(1);
  return NameCutter(names, loose).cut();
}

}  // namespace hearsay
