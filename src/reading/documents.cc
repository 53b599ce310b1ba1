// Documents and whose they are: reports, letters, studies, polls, announcements, footage. "A report by the audit
// office", "the union sent a letter", "the army released video" introduce one with whoever issued it; "the report says"
// in a later sentence is that document. A document speaks as a voice of its own; its name tells the issuer: "report by
// the audit office".
//
// One pass over the tokens in text order with the documents seen so far. A definite noun is the latest document of the
// same noun, or of the same family within kFamilySentences; what does not say whose it is stays as it is.
#include <algorithm>
#include <array>
#include <string>

#include "reading/chain_links.h"
#include "reading/channels.h"
#include "reading/noun_classes.h"

namespace hearsay {
namespace {

constexpr std::uint32_t kFamilySentences = 3;  // "a study … the research": how far another noun reaches back
constexpr std::size_t kMaxKept = 64;           // latest documents that are looked at
constexpr std::uint32_t kMaxNameTokens = 12;
constexpr std::size_t kMaxJoined = 256;  // mentions joined to another voice, each looking at all attributions

enum class Family : std::uint8_t { kNone, kPaper, kMessage, kPoll, kFootage, kAnnouncement };

struct Noun {
  std::string_view lemma;
  Family family;
};
constexpr std::array kNouns = {Noun{"report", Family::kPaper},
                               Noun{"study", Family::kPaper},
                               Noun{"paper", Family::kPaper},
                               Noun{"analysis", Family::kPaper},
                               Noun{"research", Family::kPaper},
                               Noun{"document", Family::kPaper},
                               Noun{"dossier", Family::kPaper},
                               Noun{"audit", Family::kPaper},
                               Noun{"review", Family::kPaper},
                               Noun{"assessment", Family::kPaper},
                               Noun{"investigation", Family::kPaper},
                               Noun{"findings", Family::kPaper},
                               Noun{"finding", Family::kPaper},
                               Noun{"indictment", Family::kPaper},
                               Noun{"filing", Family::kPaper},
                               Noun{"lawsuit", Family::kPaper},
                               Noun{"complaint", Family::kPaper},
                               Noun{"affidavit", Family::kPaper},
                               Noun{"book", Family::kPaper},
                               Noun{"memoir", Family::kPaper},
                               Noun{"article", Family::kPaper},
                               Noun{"editorial", Family::kPaper},
                               Noun{"bulletin", Family::kPaper},
                               Noun{"inquiry", Family::kPaper},
                               Noun{"file", Family::kPaper},
                               Noun{"record", Family::kPaper},
                               Noun{"transcript", Family::kPaper},
                               Noun{"letter", Family::kMessage},
                               Noun{"memo", Family::kMessage},
                               Noun{"memorandum", Family::kMessage},
                               Noun{"email", Family::kMessage},
                               Noun{"e-mail", Family::kMessage},
                               Noun{"message", Family::kMessage},
                               Noun{"cable", Family::kMessage},
                               Noun{"note", Family::kMessage},
                               Noun{"petition", Family::kMessage},
                               Noun{"post", Family::kMessage},
                               Noun{"tweet", Family::kMessage},
                               Noun{"poll", Family::kPoll},
                               Noun{"survey", Family::kPoll},
                               Noun{"polling", Family::kPoll},
                               Noun{"video", Family::kFootage},
                               Noun{"footage", Family::kFootage},
                               Noun{"clip", Family::kFootage},
                               Noun{"film", Family::kFootage},
                               Noun{"recording", Family::kFootage},
                               Noun{"image", Family::kFootage},
                               Noun{"photo", Family::kFootage},
                               Noun{"photograph", Family::kFootage},
                               Noun{"picture", Family::kFootage},
                               Noun{"audio", Family::kFootage},
                               Noun{"tape", Family::kFootage},
                               Noun{"announcement", Family::kAnnouncement},
                               Noun{"statement", Family::kAnnouncement},
                               Noun{"communique", Family::kAnnouncement},
                               Noun{"communiqué", Family::kAnnouncement},
                               Noun{"declaration", Family::kAnnouncement},
                               Noun{"release", Family::kAnnouncement},
                               Noun{"notice", Family::kAnnouncement}};

Family family_of(std::string_view lemma) {
  for (const Noun& n : kNouns)
    if (n.lemma == lemma) return n.family;
  return Family::kNone;
}

// Verbs whose subject issues their object.
constexpr std::array<std::string_view, 30> kIssues = {
    "publish",    "release", "issue", "post",  "write",     "send",     "produce", "present", "unveil", "conduct",
    "commission", "compile", "share", "draft", "circulate", "prepare",  "sign",    "author",  "film",   "shoot",
    "record",     "submit",  "file",  "make",  "upload",    "complete", "carry",   "draw",    "run",    "distribute"};

bool issues(std::string_view lemma) { return std::find(kIssues.begin(), kIssues.end(), lemma) != kIssues.end(); }

struct Paper {
  std::uint32_t noun = 0;  // token
  std::string name;        // with its issuer
  std::string issuer;
  Index voice = kNone;
};

class Documents {
 public:
  Documents(const Page& page, const std::vector<Quotation>& quotations, std::vector<Voice>& voices,
            std::vector<Attribution>& attributions)
      : s_(page, quotations), a_(page.analysis), voices_(voices), all_(attributions) {
    voice_at_.assign(s_.size(), kNone);
    for (Index v = 0; v < voices_.size(); ++v)
      for (const Span m : voices_[v].mentions)
        for (std::uint32_t i = a_.token_at(m.begin); i < s_.size() && s_[i].span.begin < m.end; ++i)
          if (voice_at_[i] == kNone) voice_at_[i] = v;
    speaks_at_.assign(s_.size(), kNone);
    announces_at_.assign(s_.size(), kNone);
    for (Index k = 0; k < all_.size(); ++k) {
      if (all_[k].act == Act::kAnnounce && all_[k].voice != kNone && all_[k].cue_head < s_.size())
        announces_at_[all_[k].cue_head] = k;
      if (all_[k].source.empty()) continue;
      const Span source = all_[k].source.front();
      for (std::uint32_t i = a_.token_at(source.begin); i < s_.size() && s_[i].span.begin < source.end; ++i) {
        if (s_[i].pos != Pos::NOUN || family_of(s_[i].lemma) == Family::kNone) continue;
        if (s_[i].dep == Dep::compound) continue;
        if (speaks_at_[i] == kNone) speaks_at_[i] = k;
        break;
      }
    }
  }

  void resolve() {
    for (std::uint32_t i = 0; i < s_.size(); ++i) {
      if (announces_at_[i] != kNone) announced(i);
      if ((s_[i].lemma == "survey" || s_[i].lemma == "poll") && s_[i].pos == Pos::VERB) surveyed(i);
      if (s_[i].pos != Pos::NOUN || s_[i].dep == Dep::compound) continue;
      const Family family = family_of(s_[i].lemma);
      if (family != Family::kNone) document(i, family);
    }
    set_channels();
  }

 private:
  // ---- phrases ----
  [[nodiscard]] std::string phrase(std::uint32_t i) const {
    if (s_[i].pos == Pos::NOUN)  // "the rebel group Dawn Front"
      if (const std::uint32_t named = s_.child(i, {Dep::appos}); named != kNone && s_[named].pos == Pos::PROPN)
        i = named;
    if (const Index v = voice_at_[i]; v != kNone && !voices_[v].name.empty()) return voices_[v].name;
    TokenRange r{i, i + 1};
    while (r.begin > 0 && s_[r.begin - 1].sentence == s_[i].sentence && s_[r.begin - 1].head == i &&
           (s_[r.begin - 1].dep == Dep::compound || s_[r.begin - 1].dep == Dep::amod))
      --r.begin;
    return std::string(s_.text(s_.bytes(r)));
  }
  [[nodiscard]] bool can_issue(std::uint32_t i) const {
    const Token& t = s_[i];
    if (t.pos == Pos::PROPN)
      return t.entity != EntityLabel::DATE && t.entity != EntityLabel::TIME && t.entity != EntityLabel::MONEY;
    if (t.pos == Pos::PRON) return voice_at_[i] != kNone && t.tag != Tag::WDT && t.lower != "it";
    if (t.pos != Pos::NOUN) return false;
    const NounClass c = noun_class(t.lemma);
    return c == NounClass::kPerson || c == NounClass::kBody || c == NounClass::kGroup ||
           kind_of_word(t.lower).has_value() || t.entity == EntityLabel::ORG || voice_at_[i] != kNone;
  }
  [[nodiscard]] std::uint32_t by_phrase(std::uint32_t i, std::string_view first, std::string_view second) const {
    for (const std::uint32_t c : s_.children(i)) {
      if ((s_[c].dep != Dep::prep && s_[c].dep != Dep::agent) || (s_[c].lower != first && s_[c].lower != second))
        continue;
      const std::uint32_t who = s_.child(c, {Dep::pobj});
      if (who != kNone && can_issue(who)) return who;
    }
    return kNone;
  }

  // Who issued it, said in its own phrase ("a report by X") or by the verb that it hangs on ("X released a report").
  struct Issuer {
    std::uint32_t who = kNone;
    bool inside = false;  // in the phrase itself
  };
  [[nodiscard]] Issuer issuer_of(std::uint32_t i) const {
    if (const std::uint32_t who = s_.child(i, {Dep::poss}); who != kNone && can_issue(who))
      return {who, s_[who].tag != Tag::PRPS};
    if (const std::uint32_t who = by_phrase(i, "by", "from"); who != kNone && who > i) return {who, true};
    for (const std::uint32_t c : s_.children(i)) {
      if (c < i || !issues(s_[c].lemma)) continue;
      if (s_[c].dep == Dep::acl && s_[c].tag == Tag::VBN)
        if (const std::uint32_t who = by_phrase(c, "by", "by"); who != kNone) return {who, true};
      if (s_[c].dep == Dep::relcl) {
        const std::uint32_t who = s_.child(c, {Dep::nsubj});
        if (who != kNone && can_issue(who) && s_[who].tag != Tag::WP) return {who, true};
        if (const std::uint32_t agent = by_phrase(c, "by", "by"); agent != kNone) return {agent, true};
      }
    }
    // "a UN report", "an Ipsal poll"
    for (const std::uint32_t c : s_.children(i))
      if (c < i && (s_[c].dep == Dep::compound || s_[c].dep == Dep::nmod) && s_[c].entity == EntityLabel::ORG)
        return {c, true};
    const std::uint32_t h = s_[i].head;
    if (h != i && s_.is_verb(h) && issues(s_[h].lemma)) {
      if (s_[i].dep == Dep::dobj) {
        const std::uint32_t who = source_of_verb(s_, h, is_passive(s_, h));
        if (who != kNone && can_issue(who)) return {who, false};
      }
      if (s_[i].dep == Dep::nsubjpass)
        if (const std::uint32_t who = by_phrase(h, "by", "by"); who != kNone) return {who, false};
    }
    return {};
  }

  // "It says the alarm was off", where it is the report.
  void set_channels() {
    for (Attribution& a : all_) {
      if (a.channel != Channel::kUnknown || a.voice == kNone) continue;
      const Voice& voice = voices_[a.voice];
      if (voice.kind == VoiceKind::kPoll) a.channel = Channel::kPoll;
      if (voice.kind != VoiceKind::kDocument) continue;
      for (std::size_t at = 0; at < voice.name.size() && a.channel == Channel::kUnknown;) {
        const std::size_t end = std::min(voice.name.find(' ', at), voice.name.size());
        a.channel = channel_of_word(std::string_view(voice.name).substr(at, end - at));
        at = end + 1;
      }
    }
  }

  // ---- introductions ----
  void announced(std::uint32_t verb) {
    const Index v = all_[announces_at_[verb]].voice;
    keep({verb, "announcement by " + voices_[v].name, voices_[v].name, kNone});
  }
  void surveyed(std::uint32_t verb) {
    const std::uint32_t who = source_of_verb(s_, verb, is_passive(s_, verb));
    if (who == kNone || !can_issue(who)) return;
    const std::string issuer = phrase(who);
    keep({verb, "survey by " + issuer, issuer, kNone});
  }
  void keep(Paper paper) {
    if (papers_.size() == kMaxKept) papers_.erase(papers_.begin());
    papers_.push_back(std::move(paper));
  }

  void document(std::uint32_t i, Family family) {
    const Issuer issuer = issuer_of(i);
    const Index speaking = speaks_at_[i];
    const Index voice = speaking == kNone ? kNone : all_[speaking].voice;
    if (issuer.who != kNone) {
      Paper paper{i, name_of(i, issuer), phrase(issuer.who), voice};
      // "its report", where one by the same issuer was there before, is that one.
      if (is_definite(i) && !issuer.inside)
        if (Paper* known = known_as(i, family); known != nullptr && known->issuer == paper.issuer)
          return again(*known, i, voice);
      if (voice != kNone) name_voice(voice, paper);
      keep(std::move(paper));
      return;
    }
    if (!is_definite(i)) return;
    if (Paper* known = known_as(i, family); known != nullptr) again(*known, i, voice);
  }

  [[nodiscard]] bool is_definite(std::uint32_t i) const {
    for (const std::uint32_t c : s_.children(i)) {
      if (c > i) break;
      const std::string_view w = s_[c].lower;
      if (s_[c].dep == Dep::det && (w == "the" || w == "this" || w == "that" || w == "these" || w == "those"))
        return true;
      if (s_[c].tag == Tag::PRPS) return true;
    }
    return false;
  }

  [[nodiscard]] static std::string_view noun_of(std::string_view lemma, bool verb) {
    if (!verb) return lemma;
    return lemma == "survey" || lemma == "poll" ? lemma : std::string_view("announcement");
  }
  Paper* known_as(std::uint32_t i, Family family) {
    // A description of its own ("the preliminary report", "the report on the ferry") must not contradict: only a bare
    // noun reaches over nouns.
    for (auto p = papers_.rbegin(); p != papers_.rend(); ++p)
      if (noun_of(s_[p->noun].lemma, s_.is_verb(p->noun)) == s_[i].lemma) return &*p;
    for (auto p = papers_.rbegin(); p != papers_.rend(); ++p) {
      const std::string_view lemma = noun_of(s_[p->noun].lemma, s_.is_verb(p->noun));
      if (family_of(lemma) == family && s_[i].sentence - s_[p->noun].sentence <= kFamilySentences) return &*p;
    }
    return nullptr;
  }

  // The document again: one voice for both.
  void again(Paper& paper, std::uint32_t i, Index voice) {
    if (voice == kNone) return;
    if (paper.voice == kNone) {
      paper.voice = voice;
      name_voice(voice, paper);
      if (!s_.is_verb(paper.noun)) add_mention(voice, s_.bytes({paper.noun, paper.noun + 1}));
      return;
    }
    if (paper.voice == voice || joined_++ >= kMaxJoined) return;
    for (Attribution& a : all_)
      if (a.voice == voice && !a.source.empty() && a.source.front().contains(s_[i].span)) a.voice = paper.voice;
    const auto mine = [&](Span m) { return m.contains(s_[i].span); };
    Spans& old = voices_[voice].mentions;
    for (const Span m : old)
      if (mine(m)) add_mention(paper.voice, m);
    std::erase_if(old, mine);
  }

  void add_mention(Index voice, Span span) {
    Spans& m = voices_[voice].mentions;
    if (std::any_of(m.begin(), m.end(), [&](Span x) { return x.overlaps(span); })) return;
    m.insert(std::upper_bound(m.begin(), m.end(), span), span);
  }

  void name_voice(Index voice, const Paper& paper) {
    Voice& v = voices_[voice];
    if (v.kind != VoiceKind::kDocument && v.kind != VoiceKind::kPoll && v.kind != VoiceKind::kAnonymous &&
        v.kind != VoiceKind::kGroup && v.kind != VoiceKind::kMedia)
      return;
    if (v.name.find(paper.issuer) == std::string::npos) v.name = paper.name;
    if (v.kind == VoiceKind::kAnonymous || v.kind == VoiceKind::kGroup || v.kind == VoiceKind::kMedia)
      v.kind = VoiceKind::kDocument;
  }

  // "report by the audit office", in the text's words where they stand together.
  [[nodiscard]] std::string name_of(std::uint32_t i, const Issuer& issuer) const {
    TokenRange r{i, i + 1};
    while (r.begin > 0 && s_[r.begin - 1].sentence == s_[i].sentence && s_[r.begin - 1].head == i &&
           (s_[r.begin - 1].dep == Dep::compound || s_[r.begin - 1].dep == Dep::amod))
      --r.begin;
    if (issuer.inside && issuer.who > i) {
      const std::uint32_t end = s_.subtree(issuer.who).end;
      std::uint32_t stop = issuer.who + 1;
      while (stop < end && !s_.is_comma(stop) && s_[stop].dep != Dep::relcl && stop - r.begin < kMaxNameTokens) ++stop;
      if (stop - r.begin <= kMaxNameTokens) return std::string(s_.text(s_.bytes(s_.trimmed({r.begin, stop}))));
    }
    if (issuer.inside && issuer.who < i) {
      std::uint32_t begin = std::min(r.begin, s_.subtree(issuer.who).begin);
      while (begin < issuer.who && s_[begin].dep == Dep::det) ++begin;
      if (i + 1 - begin <= kMaxNameTokens) return std::string(s_.text(s_.bytes({begin, i + 1})));
    }
    return std::string(s_.text(s_.bytes(r))) + " by " + phrase(issuer.who);
  }

  const Syntax s_;
  const Analysis& a_;
  std::vector<Voice>& voices_;
  std::vector<Attribution>& all_;
  std::vector<Index> voice_at_, speaks_at_,
      announces_at_;  // by token: voice; attribution whose source it heads; whose cue
  std::vector<Paper> papers_;
  std::size_t joined_ = 0;
};

}  // namespace

void resolve_documents(const Page& page, const std::vector<Quotation>& quotations, std::vector<Voice>& voices,
                       std::vector<Attribution>& attributions) {
  Documents(page, quotations, voices, attributions).resolve();
}

}  // namespace hearsay
