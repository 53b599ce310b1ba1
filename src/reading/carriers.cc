// Carriers: the medium through which a saying reached the page, where a phrase beside the cue or the speaker names it.
//   X said in an interview with Z · in comments published by Z · in a statement carried by Z · speaking to Z
//   X wrote in Z · X, quoted by Z as saying · as quoted by Z · documents obtained by Z · told the podcast Z
// "told Reuters" is voices.cc's. Some phrases carry whoever stands in them ("carried by"); others only a medium ("to").
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "reading/chain_links.h"
#include "reading/channels.h"
#include "reading/noun_classes.h"

namespace hearsay {
namespace {

template <std::size_t n>
bool one_of(const std::array<std::string_view, n>& words, std::string_view w) {
  return std::find(words.begin(), words.end(), w) != words.end();
}

// What is said or written for somebody: "in comments to", "in an interview with".
constexpr std::array<std::string_view, 24> kSpoken = {
    "interview", "comment", "remark",    "statement", "speech",    "address", "column",     "article",
    "op-ed",     "piece",   "essay",     "letter",    "post",      "message", "appearance", "testimony",
    "footage",   "video",   "broadcast", "report",    "editorial", "reply",   "answer",     "conversation"};
constexpr std::array<std::string_view, 20> kCarries = {
    "carry",  "publish", "broadcast", "air",       "relay",      "run",  "print",   "report", "quote", "cite",
    "obtain", "see",     "review",    "circulate", "distribute", "show", "release", "post",   "leak",  "share"};
// Of a document, a clip: through whom it became known. Who issued it speaks in it, and is no link apart.
constexpr std::array<std::string_view, 14> kObtains = {"obtain", "see",  "review", "publish", "carry",
                                                       "quote",  "cite", "print",  "view",    "leak",
                                                       "verify", "air",  "run",    "examine"};

struct Carrier {
  std::uint32_t who = kNone;  // head of the phrase that names it
  TokenRange cue{0, 0};
  bool certain = false;  // the phrase says that it carries; else only a medium will do
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
    for (Index k = 0; k < n; ++k) {
      if (carried[k] || is_carrier(all_[k]) || all_[k].cue_head >= s_.size()) continue;
      if (all_[k].rule == "citing") continue;
      Carrier c = carrier_of(k);
      if (c.who == kNone) continue;
      add(k, c);
    }
    in_text_order(all_);
  }

 private:
  void index() {
    voice_at_.assign(s_.size(), kNone);
    for (Index v = 0; v < voices_.size(); ++v)
      for (const Span m : voices_[v].mentions)
        for (std::uint32_t i = a_.token_at(m.begin); i < s_.size() && s_[i].span.begin < m.end; ++i)
          if (voice_at_[i] == kNone) voice_at_[i] = v;
    chunk_of_.assign(s_.size(), kNone);
    for (std::uint32_t c = 0; c < a_.noun_chunks.size(); ++c) chunk_of_[a_.noun_chunks[c].root] = c;
  }

  // ---- who is a medium ----
  [[nodiscard]] TokenRange phrase_of(std::uint32_t i) const {
    TokenRange r = chunk_of_[i] != kNone ? a_.noun_chunks[chunk_of_[i]].tokens : TokenRange{i, i + 1};
    if (s_[i].entity != EntityLabel::None)
      while (r.end < s_.size() && s_[r.end].sentence == s_[i].sentence && s_[r.end].entity == s_[i].entity &&
             s_[r.end].head < r.end && s_[r.end].head >= r.begin)
        ++r.end;
    return r;
  }
  [[nodiscard]] static bool is_medium_word(std::string_view lower) {
    constexpr std::array<std::string_view, 14> kMore = {"podcast",     "weekly",  "daily",     "newspaper", "station",
                                                        "network",     "website", "programme", "tabloid",   "channel",
                                                        "broadcaster", "paper",   "magazine",  "newswire"};
    return kind_of_word(lower) == VoiceKind::kMedia || kind_of_word(lower) == VoiceKind::kAgency ||
           one_of(kMore, lower);
  }
  [[nodiscard]] bool is_medium(std::uint32_t i) const {
    const Index v = voice_at_[i];
    if (v != kNone && (voices_[v].kind == VoiceKind::kMedia || voices_[v].kind == VoiceKind::kAgency)) return true;
    if (s_[i].lemma == "conference" || s_[i].lemma == "briefing" || s_[i].lemma == "release") return false;
    const TokenRange r = phrase_of(i);
    for (std::uint32_t k = r.begin; k < r.end; ++k)
      if (is_medium_word(s_[k].lower) && s_[k].dep != Dep::poss) return true;
    return is_news_agency(s_[i].lower);
  }
  // A body by its label: where people write or give interviews, it is a medium.
  [[nodiscard]] bool is_body(std::uint32_t i) const {
    const Index v = voice_at_[i];
    if (v != kNone && (voices_[v].kind == VoiceKind::kGovernment || voices_[v].kind == VoiceKind::kMilitary))
      return false;
    return s_[i].entity == EntityLabel::ORG || s_[i].entity == EntityLabel::WORK_OF_ART;
  }
  // A name that is no person's, place's or day's: what one writes in.
  [[nodiscard]] bool is_title(std::uint32_t i) const {
    if (s_[i].pos != Pos::PROPN) return false;
    const EntityLabel e = s_[i].entity;
    if (e == EntityLabel::TIME || e == EntityLabel::DATE)
      return s_[i].tag == Tag::NNP && phrase_of(i).end - phrase_of(i).begin > 2;
    return e != EntityLabel::PERSON && e != EntityLabel::GPE && e != EntityLabel::LOC;
  }
  [[nodiscard]] bool is_platform(std::uint32_t i) const {
    constexpr std::array<std::string_view, 11> kPlatforms = {"facebook",  "twitter", "x",       "telegram",
                                                             "instagram", "youtube", "tiktok",  "weibo",
                                                             "truth",     "social",  "linkedin"};
    return one_of(kPlatforms, s_[i].lower);
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

  [[nodiscard]] Carrier carrier_of(Index k) const {
    const std::uint32_t head = all_[k].cue_head;
    if (s_.is_verb(head)) {
      if (const Carrier c = of_quoting(head); c.who != kNone) return c;
      for (const std::uint32_t c : s_.children(head)) {
        if (in_content(k, c)) continue;
        Carrier found;
        if (s_[c].dep == Dep::prep || s_[c].dep == Dep::dative)
          found = of_phrase(head, c);
        else if (s_[c].dep == Dep::advcl)
          found = of_clause(c);
        else if (s_[c].dep == Dep::dobj && s_[head].lemma == "tell")
          found = {c, {head, head + 1}, false};
        if (accepts(found)) return found;
      }
    }
    return of_source(k);
  }

  [[nodiscard]] bool in_content(Index k, std::uint32_t token) const {
    const Span span = s_[token].span;
    return std::any_of(all_[k].content.begin(), all_[k].content.end(), [&](Span x) { return x.contains(span); });
  }

  [[nodiscard]] bool accepts(const Carrier& c) const {
    if (c.who == kNone || is_platform(c.who) || s_[c.who].pos == Pos::PRON) return false;
    const Index v = voice_at_[c.who];
    if (v != kNone && (v == 0 || voices_[v].kind == VoiceKind::kReader || voices_[v].kind == VoiceKind::kAuthor))
      return false;
    if (c.certain)
      return s_[c.who].pos == Pos::PROPN || s_[c.who].pos == Pos::NOUN || s_[c.who].entity != EntityLabel::None;
    return is_medium(c.who);
  }

  // "was quoted by Z as saying", "was quoted as saying by Z"
  [[nodiscard]] Carrier of_quoting(std::uint32_t saying) const {
    const std::uint32_t quoter = quoter_of(s_, saying);
    if (quoter == kNone || !is_passive(s_, quoter)) return {};
    std::uint32_t who = agent_of(quoter);
    if (who == kNone) who = agent_of(saying);
    const Carrier c{who, {quoter, quoter + 1}, true};
    return accepts(c) ? c : Carrier{};
  }

  // "in an interview with Z", "in comments published by Z", "on Z's morning show", "in the Evening Clarion"
  [[nodiscard]] Carrier of_phrase(std::uint32_t verb, std::uint32_t prep) const {
    const std::string_view w = s_[prep].lower;
    if (w != "in" && w != "on" && w != "to" && w != "for" && w != "during" && w != "at" && w != "with") return {};
    const std::uint32_t noun = s_.child(prep, {Dep::pobj});
    if (noun == kNone) return {};
    if (one_of(kSpoken, s_[noun].lemma)) {
      if (const Carrier c = inside(noun); c.who != kNone) return c;
      // "in an interview on Sunday with Z": hung on the verb
      if (s_[noun].lemma == "interview") {
        for (const std::uint32_t p : s_.children(verb)) {
          if (p < prep || s_[p].dep != Dep::prep || s_[p].lower != "with") continue;
          const std::uint32_t who = s_.child(p, {Dep::pobj});
          if (who != kNone) return {who, {prep, noun + 1}, is_body(who)};
        }
      }
      return {};
    }
    const std::uint32_t owner = s_.child(noun, {Dep::poss});
    if (owner != kNone && is_medium(owner) && (w == "on" || w == "in")) return {owner, {prep, prep + 1}, false};
    const bool written = s_[verb].lemma == "write" || s_[verb].lemma == "argue";
    if (w == "in" && written) return {noun, {prep, prep + 1}, is_body(noun) || is_title(noun)};
    if (w == "on" ||
        (w == "to" && (s_[verb].lemma == "speak" || s_[verb].lemma == "talk" || s_[verb].lemma == "say")) || w == "in")
      return {noun, {prep, prep + 1}, w == "on" && is_body(noun) && s_[noun].entity == EntityLabel::ORG};
    return {};
  }

  // Inside "comments published by Z", "an interview with Z", "a letter to Z".
  [[nodiscard]] Carrier inside(std::uint32_t noun) const {
    for (const std::uint32_t c : s_.children(noun)) {
      if (c < noun) {
        // "a BBC interview", "a Times column"
        if (s_[c].dep == Dep::compound && s_[c].pos == Pos::PROPN && is_medium(c)) return {c, {noun, noun + 1}, false};
        continue;
      }
      if (s_[c].dep == Dep::acl && s_[c].tag == Tag::VBN && one_of(kCarries, s_[c].lemma)) {
        if (const std::uint32_t who = agent_of(c); who != kNone) return {who, {c, c + 1}, true};
        for (const std::uint32_t p : s_.children(c)) {
          if (s_[p].dep != Dep::prep || (s_[p].lower != "on" && s_[p].lower != "in")) continue;
          const std::uint32_t who = s_.child(p, {Dep::pobj});
          if (who != kNone && (is_medium(who) || is_body(who))) return {who, {c, c + 1}, true};
        }
      }
      if (s_[c].dep == Dep::relcl && one_of(kCarries, s_[c].lemma)) {
        const std::uint32_t who = s_.child(c, {Dep::nsubj});
        if (who != kNone && s_[who].tag != Tag::WDT && s_[who].tag != Tag::WP) return {who, {c, c + 1}, true};
      }
      if (s_[c].dep != Dep::prep) continue;
      const std::string_view w = s_[c].lower;
      const std::uint32_t who = s_.child(c, {Dep::pobj});
      if (who == kNone) continue;
      if (w == "with" || w == "to" || w == "for" || w == "on" || w == "in") {
        const bool certain = w == "with" && s_[noun].lemma == "interview" && is_body(who);
        const Carrier found{who, {noun, c + 1}, certain || (w == "in" && is_body(who))};
        if (accepts(found)) return found;
      }
    }
    return {};
  }

  // "speaking to Z", "writing in Z", "as quoted by Z", "as Z reported"
  [[nodiscard]] Carrier of_clause(std::uint32_t verb) const {
    const std::string_view lemma = s_[verb].lemma;
    if (s_[verb].tag == Tag::VBG) {
      if (lemma != "speak" && lemma != "talk" && lemma != "write" && lemma != "appear") return {};
      for (const std::uint32_t p : s_.children(verb)) {
        if (s_[p].dep != Dep::prep) continue;
        const std::string_view w = s_[p].lower;
        const std::uint32_t who = s_.child(p, {Dep::pobj});
        if (who == kNone) continue;
        if (w == "to" || w == "with" || w == "on" || w == "for" || w == "in") {
          const Carrier c{
              who,
              {verb, p + 1},
              (lemma == "write" && w == "in" && (is_body(who) || is_title(who))) || (w == "on" && is_body(who))};
          if (accepts(c)) return c;
        }
      }
      return {};
    }
    if (s_[s_[verb].left_edge].lower != "as" || !one_of(kCarries, lemma)) return {};
    if (s_[verb].tag == Tag::VBN) return {agent_of(verb), {verb, verb + 1}, true};
    const std::uint32_t who = s_.child(verb, {Dep::nsubj});
    if (who == kNone) return {};
    return {who, {verb, verb + 1}, is_body(who)};
  }

  // "documents obtained by Z", "a memo that Z printed"
  [[nodiscard]] Carrier of_source(Index k) const {
    if (all_[k].source.empty()) return {};
    const Span source = all_[k].source.front();
    for (std::uint32_t i = a_.token_at(source.begin); i < s_.size() && s_[i].span.begin < source.end; ++i) {
      for (const std::uint32_t c : s_.children(i)) {  // "rescuers, quoted by local radio, said"
        if (c < i || s_[c].dep != Dep::acl || s_[c].tag != Tag::VBN || quoted_saying(s_, c) != kNone) continue;
        if (s_[c].lemma != "quote" && s_[c].lemma != "cite") continue;
        const Carrier found{agent_of(c), {c, c + 1}, true};
        if (accepts(found)) return found;
      }
      const std::string_view noun = s_[i].lemma;
      if (s_[i].pos != Pos::NOUN || (!is_document_noun(noun) && !is_footage_noun(noun) && !is_poll_noun(noun)))
        continue;
      for (const std::uint32_t c : s_.children(i)) {
        if (c < i || !one_of(kObtains, s_[c].lemma)) continue;
        Carrier found;
        if (s_[c].dep == Dep::acl && s_[c].tag == Tag::VBN)
          found = {agent_of(c), {c, c + 1}, true};
        else if (s_[c].dep == Dep::relcl)
          found = {s_.child(c, {Dep::nsubj, Dep::agent}), {c, c + 1}, false};
        if (found.who != kNone && s_[found.who].dep == Dep::agent) found.who = s_.child(found.who, {Dep::pobj});
        if (accepts(found)) return found;
      }
    }
    return {};
  }

  // ---- the link ----
  [[nodiscard]] Index voice_of(std::uint32_t who) {
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

  void add(Index k, const Carrier& c) {
    const Index voice = voice_of(c.who);
    if (voice == all_[k].voice) return;
    Attribution link;
    link.parent = k;
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
  std::vector<std::uint32_t> chunk_of_;             // by token: index of the noun chunk with that root
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
