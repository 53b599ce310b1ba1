// Turns of talk: interviews as question and answer ("Q:", "A:"), and transcripts with a name before each turn. A turn
// may run over paragraphs: those without a label belong to the one before, up to the last label of the page; what
// follows that may be anything. The letters stand for somebody: A for whom the page says it spoke to, Q for its author
// or the outlet itself.
//
// Without letters, paragraphs that ask "you" and those after them that say "I" are an interview too.
//
// A lone "A." or "NAME:" is no interview: letters need both of the pair, names two speakers and three turns.
#include <algorithm>
#include <array>
#include <string>

#include "reading/chain_links.h"

namespace hearsay {
namespace {

constexpr std::size_t kMinTurns = 3;  // of named speakers
constexpr std::size_t kMinQuestions = 2;
constexpr std::uint32_t kMaxQuestion = 60;  // tokens

enum class Label : std::uint8_t { kNone, kQuestion, kAnswer };

// The label that opens a unit, and where what is said begins.
struct Opening {
  Label label = Label::kNone;
  TokenRange source{0, 0}, cue{0, 0};
  std::uint32_t content = 0;
};

Opening opening_of(const Syntax& s, TokenRange t) {
  Opening out;
  std::uint32_t i = t.begin;
  while (i < t.end && (s.is_mark(i) || s[i].pos == Pos::SPACE)) ++i;
  if (i + 2 >= t.end) return out;
  std::string_view w = s[i].lower;
  const bool glued = w.size() == 2 && (w[1] == '.' || w[1] == ':');  // "q." as one token
  if (glued) w = w.substr(0, 1);
  if (w == "q" || w == "question")
    out.label = Label::kQuestion;
  else if (w == "a" || w == "answer")
    out.label = Label::kAnswer;
  else
    return {};
  if (s[i].text[0] < 'A' || s[i].text[0] > 'Z') return {};
  out.source = {i, i + 1};
  if (glued) {
    out.cue = {i, i + 1};
    out.source = {i, i};
    out.content = i + 1;
    return out;
  }
  const std::string_view mark = s[i + 1].text;
  if (mark != ":" && mark != "." && mark != "–" && mark != "—") return {};
  out.cue = {i + 1, i + 2};
  out.content = i + 2;
  return out;
}

// A paragraph that only asks, without marks.
bool is_bare_question(const Syntax& s, TokenRange t) {
  if (t.begin >= t.end || t.end - t.begin > kMaxQuestion) return false;
  const Part& part = s.page().document.parts[s.part(t.begin)];
  if (part.region != Region::kMain || (part.kind != PartKind::kParagraph && part.kind != PartKind::kHeading))
    return false;
  std::uint32_t last = t.end - 1;
  while (last > t.begin && s[last].pos == Pos::SPACE) --last;
  if (s[last].text != "?") return false;
  for (std::uint32_t i = t.begin; i < t.end; ++i)
    if (s.is_mark(i) && s[i].dep != Dep::case_) return false;
  return true;
}

bool asks_you(const Syntax& s, TokenRange t) {
  for (std::uint32_t i = t.begin; i < t.end; ++i)
    if (s[i].lower == "you" || s[i].lower == "your") return true;
  return false;
}

bool names_person(const Syntax& s, TokenRange t) {
  for (std::uint32_t i = t.begin; i < t.end; ++i)
    if (s[i].entity == EntityLabel::PERSON) return true;
  return false;
}

bool speaks_of_self(const Syntax& s, TokenRange t) {
  for (std::uint32_t i = t.begin; i < t.end; ++i) {
    const std::string_view w = s[i].lower;
    if (w == "i" || w == "we" || w == "my" || w == "me" || w == "our") return true;
  }
  return false;
}

// An interview without marks and letters: under the name of a person questions to "you", each a paragraph of its own,
// and answers that say "I". One question and its answer may be rhetoric; of more, all must be answered so.
void unlabelled_answers(const Syntax& s, std::vector<Draft>& out) {
  const auto& units = s.page().analysis.units;
  std::vector<std::size_t> asked;
  bool person = false;
  for (std::size_t u = 0; u + 1 < units.size(); ++u) {
    const TokenRange here = units[u].tokens, next = units[u + 1].tokens;
    if (asked.empty()) person |= names_person(s, here);
    if (!is_bare_question(s, here) || !asks_you(s, here) || is_bare_question(s, next)) continue;
    if (next.begin >= next.end || s.is_mark(next.begin) || !speaks_of_self(s, next)) return;
    asked.push_back(u);
  }
  if (asked.size() < kMinQuestions || asked.front() == 0 || !person) return;
  for (std::size_t k = 0; k < asked.size(); ++k) {
    // Up to the next question; after the last one only what follows right away.
    const std::size_t stop = k + 1 < asked.size() ? asked[k + 1] : asked[k] + 2;
    Draft d;
    d.head = units[asked[k]].tokens.end - 1;
    while (s[d.head].text != "?") --d.head;
    d.cue_tokens = {d.head, d.head + 1};
    d.rule = "answer";
    for (std::size_t u = asked[k] + 1; u < stop; ++u) {
      const Part& part = s.page().document.parts[s.page().part_of_unit[u]];
      if (part.region != Region::kMain || part.kind != PartKind::kParagraph) break;
      if (units[u].tokens.begin < units[u].tokens.end) d.content.push_back(units[u].tokens);
    }
    if (!d.content.empty()) out.push_back(std::move(d));
  }
}

}  // namespace

void find_turns(const Syntax& s, std::vector<Draft>& out) {
  const auto& units = s.page().analysis.units;
  std::size_t questions = 0, answers = 0;
  std::vector<Opening> openings(units.size());
  for (std::size_t u = 0; u < units.size(); ++u) {
    openings[u] = opening_of(s, units[u].tokens);
    questions += openings[u].label == Label::kQuestion;
    answers += openings[u].label == Label::kAnswer;
  }
  const bool letters = questions > 0 && answers > 0;
  if (letters) {
    for (std::size_t u = 0; u < units.size(); ++u) {
      const Opening& o = openings[u];
      if (o.label == Label::kNone) continue;
      Draft d;
      d.head = o.cue.begin;
      d.cue_tokens = o.cue;
      if (o.source.begin < o.source.end) {
        d.source = {o.source};
        d.source_head = o.source.begin;
      }
      d.content = {{o.content, units[u].tokens.end}};
      d.act = o.label == Label::kQuestion ? Act::kAsk : Act::kSay;
      d.rule = o.label == Label::kQuestion ? "question" : "answer";
      out.push_back(std::move(d));
    }
  }
  if (!letters) unlabelled_answers(s, out);
  // What has no label goes on with the turn before. Drafts of turns by the unit of their head, in text order.
  std::vector<std::pair<std::uint32_t, std::size_t>> turns;
  std::vector<std::string_view> names;
  for (std::size_t k = 0; k < out.size(); ++k) {
    const std::string_view rule = out[k].rule;
    if (rule != "question" && rule != "answer" && rule != "colon") continue;
    if (letters && rule == "colon") continue;
    turns.emplace_back(s.unit(out[k].head), k);
    if (rule == "colon") names.push_back(s[out[k].source_head].text);
  }
  std::sort(turns.begin(), turns.end());
  if (!letters) {
    std::sort(names.begin(), names.end());
    const bool two = std::adjacent_find(names.begin(), names.end(), std::not_equal_to<>()) != names.end();
    if (!two || names.size() < kMinTurns) return;
  }
  for (std::size_t k = 0; k + 1 < turns.size(); ++k) {
    for (std::uint32_t u = turns[k].first + 1; u < turns[k + 1].first; ++u) {
      const std::uint32_t part = s.page().part_of_unit[u];
      const Part& p = s.page().document.parts[part];
      if (p.region != Region::kMain || p.kind != PartKind::kParagraph) break;
      if (units[u].tokens.begin < units[u].tokens.end) out[turns[k].second].content.push_back(units[u].tokens);
    }
  }
}

namespace {

constexpr std::array<std::string_view, 10> kMeets = {"speak", "talk", "interview", "sit",     "chat",
                                                     "meet",  "ask",  "answer",    "discuss", "tell"};

}  // namespace

void resolve_turns(const Page& page, const std::vector<Quotation>& quotations, std::vector<Voice>& voices,
                   std::vector<Attribution>& attributions) {
  std::uint32_t first = std::numeric_limits<std::uint32_t>::max();
  for (const Attribution& a : attributions)
    if (a.rule == "question" || a.rule == "answer") first = std::min(first, a.cue.front().begin);
  if (first == std::numeric_limits<std::uint32_t>::max()) return;
  const Syntax s(page, quotations);
  const Analysis& analysis = page.analysis;
  // Whoever is named before the first turn and met there; else the only person who is named before it.
  Index met = kNone, only = kNone, author = kNone;
  bool several = false;
  for (Index v = 0; v < voices.size(); ++v) {
    if (voices[v].kind == VoiceKind::kAuthor) author = author == kNone ? v : author;
    if (voices[v].kind != VoiceKind::kPerson) continue;
    bool before = false;
    for (const Span m : voices[v].mentions) {
      if (m.begin >= first) break;
      before = true;
      const std::uint32_t i = analysis.token_at(m.end - 1);
      if (i >= s.size()) continue;
      for (std::uint32_t at = i, steps = 0; steps < 4; ++steps) {
        if (s.is_verb(at) && std::find(kMeets.begin(), kMeets.end(), s[at].lemma) != kMeets.end() && met == kNone)
          met = v;
        if (s[at].head == at) break;
        at = s[at].head;
      }
    }
    if (!before) continue;
    several |= only != kNone;
    only = v;
  }
  const Index answerer = met != kNone ? met : several ? kNone : only;
  std::vector<bool> letter(voices.size(), false);
  for (Attribution& a : attributions) {
    if (a.rule != "question" && a.rule != "answer") continue;
    if (a.voice != kNone && voices[a.voice].name.size() == 1) letter[a.voice] = true;
    const Index who = a.rule == "answer" ? answerer : author != kNone ? author : voices.empty() ? kNone : Index{0};
    if (who == kNone) continue;
    a.voice = who;
    for (const Span m : a.source) {
      Spans& mentions = voices[who].mentions;
      mentions.insert(std::upper_bound(mentions.begin(), mentions.end(), m), m);
    }
  }
  // The letters' own voices go, where nobody needs them.
  for (const Attribution& a : attributions)
    if (a.voice != kNone) letter[a.voice] = false;
  std::vector<Index> now(voices.size(), kNone);
  std::vector<Voice> kept;
  for (Index v = 0; v < voices.size(); ++v) {
    if (letter[v]) continue;
    now[v] = static_cast<Index>(kept.size());
    kept.push_back(std::move(voices[v]));
  }
  voices = std::move(kept);
  for (Attribution& a : attributions)
    if (a.voice != kNone) a.voice = now[a.voice];
}

}  // namespace hearsay
