// Carriers: the medium through which a saying reached the page, where a phrase beside the cue or the speaker names it.
//   X said in an interview with Z · in comments published by Z · in a statement carried by Z · speaking to Z
//   X wrote in Z · X, quoted by Z as saying · as quoted by Z · documents obtained by Z · told the podcast Z · Z has X
//   saying
// Some phrases carry whoever stands in them ("carried by"), some a name that may be a medium's ("an interview with"),
// others only what is plainly one ("on"). What the same speaker says next, by pronoun, came by the same way.
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "reading/chain_links.h"
#include "reading/channels.h"
#include "reading/media.h"
#include "reading/noun_classes.h"

namespace hearsay {
namespace {

template <std::size_t n>
bool one_of(const std::array<std::string_view, n>& words, std::string_view w) {
  return std::find(words.begin(), words.end(), w) != words.end();
}

// What is said or written for somebody: "in comments to", "in an interview with".
constexpr std::array<std::string_view, 32> kSpoken = {
    "interview", "comment", "remark",    "statement", "speech",    "address", "column",     "article",
    "op-ed",     "piece",   "essay",     "letter",    "post",      "message", "appearance", "testimony",
    "footage",   "video",   "broadcast", "report",    "editorial", "reply",   "answer",     "conversation",
    "email",     "e-mail",  "note",      "memo",      "call",      "text",    "dispatch",   "commentary"};
constexpr std::array<std::string_view, 22> kCarries = {
    "carry",   "publish", "broadcast", "air",   "relay",   "run",       "print",      "report",
    "quote",   "cite",    "obtain",    "see",   "review",  "circulate", "distribute", "show",
    "release", "post",    "leak",      "share", "reprint", "syndicate"};
// Of a document, a clip: through whom it became known. Who issued it speaks in it, and is no link apart.
constexpr std::array<std::string_view, 18> kObtains = {
    "obtain", "see",    "review", "publish", "carry",   "quote",     "cite",  "print",   "view",
    "leak",   "verify", "air",    "run",     "examine", "broadcast", "relay", "reprint", "distribute"};
// Verbs of saying whose hearer stands behind "to".
constexpr std::array<std::string_view, 18> kSaidTo = {
    "speak",   "talk",   "say",      "confirm",     "deny",  "admit",    "reveal", "disclose", "explain",
    "confide", "insist", "complain", "acknowledge", "claim", "announce", "state",  "repeat",   "declare"};

// Whom the words around it let carry: only what is plainly a medium; a name that may be one; whoever stands there.
enum class Asks : std::uint8_t { kMedium, kName, kAnybody };

struct Carrier {
  std::uint32_t who = kNone;  // head of the phrase that names it
  TokenRange cue{0, 0};
  Asks asks = Asks::kMedium;
};

class Carriers {
 public:
  Carriers(const Page& page, const std::vector<Quotation>& quotations, std::vector<Voice>& voices,
           std::vector<Attribution>& all)
      : s_(page, quotations), a_(page.analysis), voices_(voices), all_(all) {
    index();
  }

  void link() {
    const Index n = static_cast<Index>(all_.size());
    std::vector<bool> carried(n, false);
    for (Index k = 0; k < n; ++k)
      if (is_carrier(all_[k]) && all_[k].parent != kNone) carried[all_[k].parent] = true;
    std::vector<Index> hearer(n, kNone);
    for (Index k = 0; k < n; ++k)
      if (all_[k].rule == "media-recipient" && all_[k].parent != kNone) hearer[all_[k].parent] = k;
    for (Index k = 0; k < n; ++k) {
      if ((carried[k] && hearer[k] == kNone) || is_carrier(all_[k]) || all_[k].cue_head >= s_.size()) continue;
      // "told Z, as quoted by Y": to whom one speaks is nearer than who relays it.
      const auto [near, far] = carriers_of(k);
      if (near.who != kNone && hearer[k] == kNone) hearer[k] = add(k, k, near);
      if (far.who != kNone && (near.who != far.who || hearer[k] == kNone)) {
        const Index link = add(k, hearer[k] == kNone ? k : hearer[k], far);
        if (hearer[k] == kNone) hearer[k] = link;
      }
      carried[k] = hearer[k] != kNone;
    }
    go_on(n, carried);
    in_text_order(all_);
  }

 private:
  void index() {
    voice_at_.assign(s_.size(), kNone);
    for (Index v = 0; v < voices_.size(); ++v)
      for (const Span m : voices_[v].mentions)
        for (std::uint32_t i = a_.token_at(m.begin); i < s_.size() && s_[i].span.begin < m.end; ++i)
          if (voice_at_[i] == kNone) voice_at_[i] = v;
  }

  // ---- who is a medium ----
  [[nodiscard]] TokenRange phrase_of(std::uint32_t i) const { return name_around(s_, i); }
  [[nodiscard]] bool is_medium(std::uint32_t i) const {
    const Index v = voice_at_[i];
    if (v != kNone && (voices_[v].kind == VoiceKind::kMedia || voices_[v].kind == VoiceKind::kAgency)) return true;
    return medium_sign(s_, i) == MediumSign::kWord;
  }
  // A name that may be a medium's where only media stand: "told the Bay Courier", "wrote in the Evening Clarion".
  [[nodiscard]] bool may_be_medium(std::uint32_t i) const {
    if (is_medium(i)) return true;
    const Index v = voice_at_[i];
    if (v != kNone && voices_[v].kind != VoiceKind::kOrganization && voices_[v].kind != VoiceKind::kAnonymous &&
        voices_[v].kind != VoiceKind::kPerson)
      return false;
    return medium_sign(s_, i) == MediumSign::kName;
  }

  // "the Sentinel" in the Bitter Creek Sentinel: a part of the outlet's name is the outlet.
  [[nodiscard]] bool names_outlet(std::uint32_t who) const {
    if (voices_.empty() || s_[who].pos != Pos::PROPN) return false;
    const std::string& outlet = voices_.front().name;
    const TokenRange r = phrase_of(who);
    for (std::uint32_t i = r.begin; i < r.end; ++i) {
      if (s_[i].pos == Pos::DET) continue;
      const std::size_t at = outlet.find(s_[i].text);
      if (at == std::string::npos || (at > 0 && outlet[at - 1] != ' ')) return false;
      const std::size_t end = at + s_[i].text.size();
      if (end < outlet.size() && outlet[end] != ' ') return false;
    }
    return true;
  }

  // ---- where it stands ----
  [[nodiscard]] std::uint32_t agent_of(std::uint32_t verb) const {
    for (const std::uint32_t c : s_.children(verb)) {
      if (s_[c].dep != Dep::agent && !(s_[c].dep == Dep::prep && s_[c].lower == "by")) continue;
      const std::uint32_t who = s_.child(c, {Dep::pobj});
      if (who != kNone && s_[who].entity != EntityLabel::DATE && s_[who].pos != Pos::NUM) return who;
    }
    return kNone;
  }

  // The first that hears and the first that relays, of all that the words around the cue and in the source name.
  [[nodiscard]] std::pair<Carrier, Carrier> carriers_of(Index k) const {
    std::vector<Carrier> found;
    const std::uint32_t head = all_[k].cue_head;
    if (s_.is_verb(head) && all_[k].rule != "citing") {
      found.push_back(of_quoting(head));
      found.push_back(of_having(head));
      found.push_back(strayed_hearer(head));
      for (const std::uint32_t c : s_.children(head)) {
        if (in_content(k, c)) continue;
        const bool tells = s_[head].lemma == "tell" && !is_passive(s_, head);
        if (tells && (s_[c].dep == Dep::dobj || (s_[c].dep == Dep::dative && s_[c].pos != Pos::ADP)))
          found.push_back({c, {head, head + 1}, Asks::kName});
        else if (s_[c].dep == Dep::prep || s_[c].dep == Dep::dative)
          of_phrase(head, c, found);
        else if (s_[c].dep == Dep::advcl)
          of_clause(k, c, found);
      }
    }
    of_source(k, found);
    std::pair<Carrier, Carrier> out;
    for (const Carrier& c : found) {
      if (!accepts(c)) continue;
      Carrier& slot = c.asks == Asks::kAnybody ? out.second : out.first;
      if (slot.who == kNone) slot = c;
    }
    return out;
  }

  [[nodiscard]] bool in_content(Index k, std::uint32_t token) const {
    const Span span = s_[token].span;
    return std::any_of(all_[k].content.begin(), all_[k].content.end(), [&](Span x) { return x.contains(span); });
  }

  [[nodiscard]] bool accepts(const Carrier& c) const {
    if (c.who == kNone || is_platform(s_[c.who].lower) || s_[c.who].pos == Pos::PRON) return false;
    const Index v = voice_at_[c.who];
    if (names_outlet(c.who) || s_[s_[c.who].left_edge].lower == "this") return false;  // "told this newspaper"
    if (v != kNone && (v == 0 || voices_[v].kind == VoiceKind::kReader || voices_[v].kind == VoiceKind::kAuthor))
      return false;
    if (c.asks == Asks::kAnybody)
      return s_[c.who].pos == Pos::PROPN || s_[c.who].pos == Pos::NOUN || s_[c.who].entity != EntityLabel::None;
    return c.asks == Asks::kName ? may_be_medium(c.who) : is_medium(c.who);
  }

  // "was quoted by Z as saying", "was quoted as saying by Z"
  [[nodiscard]] Carrier of_quoting(std::uint32_t saying) const {
    const std::uint32_t quoter = quoter_of(s_, saying);
    if (quoter == kNone || !is_passive(s_, quoter)) return {};
    std::uint32_t who = agent_of(quoter);
    if (who == kNone) who = agent_of(saying);
    if (who == kNone) who = place_of(quoter);
    if (who == kNone) who = place_of(saying);
    return {who, {quoter, quoter + 1}, Asks::kAnybody};
  }

  // "Z has the admiral saying P"
  [[nodiscard]] Carrier of_having(std::uint32_t saying) const {
    const std::uint32_t verb = s_[saying].head;
    if (s_[saying].dep != Dep::ccomp || s_[saying].tag != Tag::VBG || s_[verb].lemma != "have") return {};
    if (!s_.has_child(saying, {Dep::nsubj}) || s_.has_child(saying, {Dep::aux})) return {};
    return {s_.child(verb, {Dep::nsubj}), {verb, verb + 1}, Asks::kAnybody};
  }

  // "told Radio Fjord quotas would be cut": the parser takes the name for the next noun's.
  [[nodiscard]] Carrier strayed_hearer(std::uint32_t verb) const {
    if (s_[verb].lemma != "tell" || s_.has_child(verb, {Dep::dobj, Dep::dative})) return {};
    const TokenRange sentence = s_.sentence(verb);
    std::uint32_t first = verb + 1;
    while (first < sentence.end && s_[first].pos == Pos::DET) ++first;
    if (first >= sentence.end || s_[first].entity != EntityLabel::ORG || s_[first].pos != Pos::PROPN) return {};
    std::uint32_t last = first;
    while (last + 1 < sentence.end && s_[last + 1].entity == EntityLabel::ORG && s_[last + 1].pos == Pos::PROPN) ++last;
    return {last, {verb, verb + 1}, Asks::kName};
  }

  // "in an interview with Z", "in comments published by Z", "on Z's morning show", "in the Evening Clarion"
  void of_phrase(std::uint32_t verb, std::uint32_t prep, std::vector<Carrier>& out) const {
    const std::string_view w = s_[prep].lower;
    if (w != "in" && w != "on" && w != "to" && w != "for" && w != "during" && w != "at" && w != "with") return;
    const std::uint32_t noun = s_.child(prep, {Dep::pobj});
    if (noun == kNone) return;
    if (one_of(kSpoken, s_[noun].lemma)) {
      inside(noun, out);
      // "in an interview on Sunday with Z": hung on the verb
      if (s_[noun].lemma == "interview") {
        for (const std::uint32_t p : s_.children(verb)) {
          if (p < prep || s_[p].dep != Dep::prep || s_[p].lower != "with") continue;
          const std::uint32_t who = s_.child(p, {Dep::pobj});
          if (who != kNone) out.push_back({who, {prep, noun + 1}, Asks::kName});
        }
      }
      return;
    }
    const std::uint32_t owner = s_.child(noun, {Dep::poss});
    const bool written = s_[verb].lemma == "write" || s_[verb].lemma == "argue";
    const TokenRange cue{prep, prep + 1};
    if (owner != kNone && is_medium(owner) && (w == "on" || w == "in"))
      out.push_back({owner, cue, Asks::kMedium});
    else if ((w == "in" && written) || (w == "to" && one_of(kSaidTo, s_[verb].lemma)))
      out.push_back({noun, cue, Asks::kName});
    else if (w == "on" || w == "in")
      out.push_back({noun, cue, w == "on" && s_[noun].entity == EntityLabel::ORG ? Asks::kName : Asks::kMedium});
  }

  // Inside "comments published by Z", "an interview with Z", "a letter to Z".
  void inside(std::uint32_t noun, std::vector<Carrier>& out) const {
    for (const std::uint32_t c : s_.children(noun)) {
      if (c < noun) {
        // "a BBC interview", "a Times column"
        if (s_[c].dep == Dep::compound && s_[c].pos == Pos::PROPN && is_medium(c))
          out.push_back({c, {noun, noun + 1}, Asks::kMedium});
        continue;
      }
      if (s_[c].dep == Dep::acl && s_[c].tag == Tag::VBN && one_of(kCarries, s_[c].lemma)) {
        std::uint32_t who = agent_of(c);
        if (who == kNone) who = place_of(c);
        out.push_back({who, {c, c + 1}, Asks::kAnybody});
      }
      if (s_[c].dep == Dep::relcl && one_of(kCarries, s_[c].lemma)) {
        const std::uint32_t who = s_.child(c, {Dep::nsubj});
        if (who != kNone && s_[who].tag != Tag::WDT && s_[who].tag != Tag::WP)
          out.push_back({who, {c, c + 1}, Asks::kAnybody});
      }
      if (s_[c].dep != Dep::prep) continue;
      const std::string_view w = s_[c].lower;
      const std::uint32_t who = s_.child(c, {Dep::pobj});
      if (who == kNone) continue;
      if (w == "with" || w == "to" || w == "for" || w == "on" || w == "in") {
        const bool named = (w == "with" && s_[noun].lemma == "interview") || w == "in";
        out.push_back({who, {noun, c + 1}, named ? Asks::kName : Asks::kMedium});
      }
    }
  }

  // "speaking to Z", "writing in Z", "as quoted by Z", "as Z reported"
  void of_clause(Index k, std::uint32_t verb, std::vector<Carrier>& out) const {
    const std::string_view lemma = s_[verb].lemma;
    // "the chairman's speech, broadcast by Z, warned": hung on the verb
    if (s_[verb].tag == Tag::VBN && s_[verb].left_edge == verb && one_of(kObtains, lemma)) {
      if (holds_document(k)) out.push_back({agent_of(verb), {verb, verb + 1}, Asks::kAnybody});
      return;
    }
    if (s_[verb].tag == Tag::VBG) {
      if (lemma != "speak" && lemma != "talk" && lemma != "write" && lemma != "appear") return;
      for (const std::uint32_t p : s_.children(verb)) {
        if (s_[p].dep != Dep::prep) continue;
        const std::string_view w = s_[p].lower;
        const std::uint32_t who = s_.child(p, {Dep::pobj});
        if (who == kNone) continue;
        if (w == "to" || w == "with" || w == "on" || w == "for" || w == "in") {
          const bool named = w == "to" || w == "on" || (lemma == "write" && w == "in");
          out.push_back({who, {verb, p + 1}, named ? Asks::kName : Asks::kMedium});
        }
      }
      return;
    }
    if (s_[s_[verb].left_edge].lower != "as" || !one_of(kCarries, lemma)) return;
    if (s_[verb].tag == Tag::VBN)
      out.push_back({agent_of(verb), {verb, verb + 1}, Asks::kAnybody});
    else
      out.push_back({s_.child(verb, {Dep::nsubj}), {verb, verb + 1}, Asks::kName});
  }

  [[nodiscard]] bool holds_document(Index k) const {
    for (const Span source : all_[k].source)
      for (std::uint32_t i = a_.token_at(source.begin); i < s_.size() && s_[i].span.begin < source.end; ++i)
        if (s_[i].pos == Pos::NOUN && (is_document_noun(s_[i].lemma) || is_footage_noun(s_[i].lemma) ||
                                       is_poll_noun(s_[i].lemma) || one_of(kSpoken, s_[i].lemma)))
          return true;
    return false;
  }

  // "documents obtained by Z", "a memo that Z printed", "divers quoted in Z"
  void of_source(Index k, std::vector<Carrier>& out) const {
    const bool document = holds_document(k);
    for (const Span source : all_[k].source)
      for (std::uint32_t i = a_.token_at(source.begin); i < s_.size() && s_[i].span.begin < source.end; ++i)
        for (const std::uint32_t c : s_.children(i)) {
          if (c < i || quoted_saying(s_, c) != kNone) continue;
          const std::string_view lemma = s_[c].lemma;
          const bool as = s_[c].dep == Dep::advcl && s_[s_[c].left_edge].lower == "as";  // "the mate, as quoted by Z,"
          const bool participle = (s_[c].dep == Dep::acl || as) && s_[c].tag == Tag::VBN;
          const bool quotes = lemma == "quote" || lemma == "cite";
          if (!quotes && !(as && one_of(kCarries, lemma)) && !(document && one_of(kObtains, lemma))) continue;
          Carrier found{kNone, {c, c + 1}, Asks::kAnybody};
          if (participle || (s_[c].dep == Dep::relcl && is_passive(s_, c))) {
            found.who = agent_of(c);
            if (found.who == kNone) found.who = place_of(c);
          } else if (document && s_[c].dep == Dep::relcl) {
            found = {s_.child(c, {Dep::nsubj}), {c, c + 1}, Asks::kMedium};
          }
          out.push_back(found);
        }
  }

  // "published in the Bay Courier", "quoted on the website of Z": a medium where something stands to be read; kNone.
  [[nodiscard]] std::uint32_t place_of(std::uint32_t verb) const {
    for (const std::uint32_t p : s_.children(verb)) {
      if (s_[p].dep != Dep::prep || (s_[p].lower != "in" && s_[p].lower != "on")) continue;
      const std::uint32_t where = s_.child(p, {Dep::pobj});
      if (where == kNone) continue;
      for (const std::uint32_t of : s_.children(where))
        if (of > where && s_[of].lower == "of")
          if (const std::uint32_t whose = s_.child(of, {Dep::pobj}); whose != kNone && may_be_medium(whose))
            return whose;
      if (may_be_medium(where)) return where;
    }
    return kNone;
  }

  // ---- the link ----
  [[nodiscard]] Index voice_of(std::uint32_t who) {
    if (const std::uint32_t name = name_beside(s_, who); name != kNone) who = name;
    if (voice_at_[who] != kNone) return voice_at_[who];
    TokenRange r = phrase_of(who);
    while (r.begin < who && (s_[r.begin].pos == Pos::DET || s_[r.begin].dep == Dep::poss)) ++r.begin;
    const std::string name(s_.text(s_.bytes(r)));
    if (by_name_.empty())
      for (Index v = 0; v < voices_.size(); ++v) by_name_.emplace(voices_[v].name, v);
    if (const auto known = by_name_.find(name); known != by_name_.end()) {
      Spans& mentions = voices_[known->second].mentions;
      const Span here = s_.bytes(r);
      mentions.insert(std::upper_bound(mentions.begin(), mentions.end(), here), here);
      return known->second;
    }
    Voice voice;
    voice.name = name;
    voice.kind = VoiceKind::kMedia;
    voice.mentions = {s_.bytes(r)};
    voices_.push_back(std::move(voice));
    by_name_.emplace(name, static_cast<Index>(voices_.size() - 1));
    for (std::uint32_t i = r.begin; i < r.end; ++i) voice_at_[i] = static_cast<Index>(voices_.size() - 1);
    return static_cast<Index>(voices_.size() - 1);
  }

  // "the skipper told Radio Fjord. “Half of us will go,” he added": what a pronoun says next, in the same paragraph or
  // the one after it, came by the same way, if nothing says otherwise and nobody spoke in between.
  void go_on(Index n, const std::vector<bool>& carried) {
    std::vector<Index> link(n, kNone);
    for (Index k = 0; k < all_.size(); ++k)
      if (is_carrier(all_[k]) && all_[k].parent < n && link[all_[k].parent] == kNone) link[all_[k].parent] = k;
    Index before = kNone;  // the latest outermost saying that was carried
    for (Index k = 0; k < n; ++k) {
      if (is_carrier(all_[k]) || all_[k].parent != kNone || all_[k].cue_head >= s_.size()) continue;
      if (carried[k]) {
        before = k;
        continue;
      }
      if (before == kNone || all_[k].voice == kNone) continue;
      if (all_[k].voice != all_[before].voice || !goes_on(k) ||
          s_.unit(all_[k].cue_head) > s_.unit(all_[before].cue_head) + 1) {
        before = kNone;
        continue;
      }
      Attribution same = all_[link[before]];
      same.parent = k;
      same.content = all_[k].content;
      same.quote = all_[k].quote;
      same.p = .8 * all_[k].p;
      link[k] = static_cast<Index>(all_.size());
      all_.push_back(std::move(same));
      before = k;
    }
  }
  [[nodiscard]] bool goes_on(Index k) const {
    const std::uint32_t head = all_[k].cue_head;
    const std::string_view lemma = s_[head].lemma;
    if (lemma != "say" && lemma != "add" && lemma != "continue" && lemma != "explain" && lemma != "go" &&
        lemma != "tell" && lemma != "warn" && lemma != "insist" && lemma != "claim")
      return false;
    // "She also said that P" may have been said elsewhere; what is quoted, or added, goes on.
    if (all_[k].quote == Quote::kIndirect && lemma != "add" && lemma != "continue") return false;
    if (all_[k].source.empty() || !s_.is_verb(head) || all_[k].negated) return false;
    const std::uint32_t who = a_.token_at(all_[k].source.front().begin);
    if (who >= s_.size() || s_[who].tag != Tag::PRP) return false;
    return std::none_of(s_.children(head).begin(), s_.children(head).end(), [&](std::uint32_t c) {  // "in a statement"
      if (s_[c].dep != Dep::prep || in_content(k, c)) return false;
      const std::uint32_t where = s_.child(c, {Dep::pobj});
      return where != kNone && (one_of(kSpoken, s_[where].lemma) || is_platform(s_[where].lower) ||
                                s_[where].lemma == "conference" || s_[where].lemma == "rally");
    });
  }

  // The link for a carrier of `k`, outside of `inner`; kNone where it would stand twice.
  Index add(Index k, Index inner, const Carrier& c) {
    const Index voice = voice_of(c.who);
    if (voice == all_[k].voice || voice == all_[inner].voice) return kNone;
    Attribution link;
    link.parent = inner;
    link.source = {s_.bytes(phrase_of(c.who))};
    link.cue = {s_.bytes(c.cue)};
    link.content = all_[k].content;
    link.voice = voice;
    link.act = Act::kReport;
    if (all_[k].channel == Channel::kUnknown) all_[k].channel = channel_by(c.who, link.cue.front());
    link.channel = all_[k].channel;
    link.quote = all_[k].quote;
    link.p = .9 * all_[k].p;
    link.rule = "carrier";
    link.cue_head = c.cue.begin;
    link.part = all_[k].part;
    all_.push_back(std::move(link));
    return static_cast<Index>(all_.size() - 1);
  }

  // What a medium makes of a saying: broadcast, or a press report where it only relays.
  [[nodiscard]] Channel channel_by(std::uint32_t who, Span cue) const {
    const TokenRange r = phrase_of(who);
    for (std::uint32_t i = r.begin; i < r.end; ++i)
      if (channel_of_word(s_[i].lower) == Channel::kBroadcast) return Channel::kBroadcast;
    const std::string_view w = s_.text(cue);
    for (const std::string_view relay : {"quoted", "cited", "carried", "reported", "printed", "published"})
      if (w == relay) return Channel::kPressReport;
    return Channel::kUnknown;
  }

  const Syntax s_;
  const Analysis& a_;
  std::vector<Voice>& voices_;
  std::vector<Attribution>& all_;
  std::vector<Index> voice_at_;                     // by token
  std::unordered_map<std::string, Index> by_name_;  // looked up only
};

}  // namespace

bool is_carrier(const Attribution& attribution) {
  return attribution.rule == "media-recipient" || attribution.rule == "carrier";
}

void link_carriers(const Page& page, const std::vector<Quotation>& quotations, std::vector<Voice>& voices,
                   std::vector<Attribution>& attributions) {
  Carriers(page, quotations, voices, attributions).link();
}

}  // namespace hearsay
