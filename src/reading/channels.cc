#include "reading/channels.h"

#include <algorithm>
#include <array>

namespace hearsay {
namespace {

struct Word {
  std::string_view lemma;
  Channel channel;
};

// Looked up in the source's head, in phrases that hang on the cue ("in a statement", "on Facebook") and in the verb.
constexpr std::array kWords = {
    Word{"statement", Channel::kStatement},
    Word{"release", Channel::kStatement},
    Word{"communique", Channel::kStatement},
    Word{"communiqué", Channel::kStatement},
    Word{"announcement", Channel::kStatement},
    Word{"conference", Channel::kStatement},
    Word{"briefing", Channel::kStatement},
    Word{"speech", Channel::kStatement},
    Word{"address", Channel::kStatement},
    Word{"interview", Channel::kInterview},
    Word{"reporter", Channel::kInterview},
    Word{"journalist", Channel::kInterview},
    Word{"newspaper", Channel::kPressReport},
    Word{"magazine", Channel::kPressReport},
    Word{"article", Channel::kPressReport},
    Word{"editorial", Channel::kPressReport},
    Word{"agency", Channel::kUnknown},
    Word{"report", Channel::kDocument},
    Word{"memo", Channel::kDocument},
    Word{"memorandum", Channel::kDocument},
    Word{"document", Channel::kDocument},
    Word{"letter", Channel::kDocument},
    Word{"study", Channel::kDocument},
    Word{"book", Channel::kDocument},
    Word{"paper", Channel::kDocument},
    Word{"file", Channel::kDocument},
    Word{"record", Channel::kDocument},
    Word{"email", Channel::kDocument},
    Word{"e-mail", Channel::kDocument},
    Word{"transcript", Channel::kDocument},
    Word{"circular", Channel::kDocument},
    Word{"log", Channel::kDocument},
    Word{"logbook", Channel::kDocument},
    Word{"diary", Channel::kDocument},
    Word{"journal", Channel::kDocument},
    Word{"minutes", Channel::kDocument},
    Word{"ledger", Channel::kDocument},
    Word{"register", Channel::kDocument},
    Word{"receipt", Channel::kDocument},
    Word{"invoice", Channel::kDocument},
    Word{"contract", Channel::kDocument},
    Word{"certificate", Channel::kDocument},
    Word{"draft", Channel::kDocument},
    Word{"dispatch", Channel::kDocument},
    Word{"cable", Channel::kDocument},
    Word{"note", Channel::kDocument},
    Word{"notice", Channel::kDocument},
    Word{"leaflet", Channel::kDocument},
    Word{"pamphlet", Channel::kDocument},
    Word{"brochure", Channel::kDocument},
    Word{"manual", Channel::kDocument},
    Word{"petition", Channel::kDocument},
    Word{"manifesto", Channel::kDocument},
    Word{"plaque", Channel::kDocument},
    Word{"results", Channel::kDocument},
    Word{"accounts", Channel::kDocument},
    Word{"figures", Channel::kDocument},
    Word{"findings", Channel::kDocument},
    Word{"bulletin", Channel::kDocument},
    Word{"analysis", Channel::kDocument},
    Word{"review", Channel::kDocument},
    Word{"audit", Channel::kDocument},
    Word{"footage", Channel::kFootage},
    Word{"video", Channel::kFootage},
    Word{"clip", Channel::kFootage},
    Word{"film", Channel::kFootage},
    Word{"photo", Channel::kFootage},
    Word{"photograph", Channel::kFootage},
    Word{"image", Channel::kFootage},
    Word{"picture", Channel::kFootage},
    Word{"recording", Channel::kFootage},
    Word{"camera", Channel::kFootage},
    Word{"cctv", Channel::kFootage},
    Word{"dashcam", Channel::kFootage},
    Word{"bodycam", Channel::kFootage},
    Word{"tape", Channel::kFootage},
    Word{"webcam", Channel::kFootage},
    Word{"tweet", Channel::kSocialMedia},
    Word{"retweet", Channel::kSocialMedia},
    Word{"twitter", Channel::kSocialMedia},
    Word{"facebook", Channel::kSocialMedia},
    Word{"instagram", Channel::kSocialMedia},
    Word{"telegram", Channel::kSocialMedia},
    Word{"weibo", Channel::kSocialMedia},
    Word{"tiktok", Channel::kSocialMedia},
    Word{"post", Channel::kSocialMedia},
    Word{"blog", Channel::kSocialMedia},
    Word{"snapchat", Channel::kSocialMedia},
    Word{"bluesky", Channel::kSocialMedia},
    Word{"mastodon", Channel::kSocialMedia},
    Word{"threads", Channel::kSocialMedia},
    Word{"whatsapp", Channel::kSocialMedia},
    Word{"reddit", Channel::kSocialMedia},
    Word{"linkedin", Channel::kSocialMedia},
    Word{"youtube", Channel::kSocialMedia},
    Word{"x", Channel::kSocialMedia},
    Word{"vkontakte", Channel::kSocialMedia},
    Word{"television", Channel::kBroadcast},
    Word{"tv", Channel::kBroadcast},
    Word{"radio", Channel::kBroadcast},
    Word{"broadcast", Channel::kBroadcast},
    Word{"broadcaster", Channel::kBroadcast},
    Word{"show", Channel::kBroadcast},
    Word{"podcast", Channel::kBroadcast},
    Word{"poll", Channel::kPoll},
    Word{"survey", Channel::kPoll},
    Word{"court", Channel::kCourt},
    Word{"judge", Channel::kCourt},
    Word{"jury", Channel::kCourt},
    Word{"prosecutor", Channel::kCourt},
    Word{"prosecution", Channel::kCourt},
    Word{"indictment", Channel::kCourt},
    Word{"testimony", Channel::kCourt},
    Word{"affidavit", Channel::kCourt},
    Word{"lawsuit", Channel::kCourt},
    Word{"complaint", Channel::kCourt},
    Word{"filing", Channel::kCourt},
    Word{"subpoena", Channel::kCourt},
    Word{"memoir", Channel::kDocument},
    Word{"dossier", Channel::kDocument},
    Word{"verdict", Channel::kCourt},
    Word{"trial", Channel::kCourt},
    Word{"ruling", Channel::kCourt},
    Word{"testify", Channel::kCourt},
    Word{"tribunal", Channel::kCourt},
    Word{"magistrate", Channel::kCourt},
    Word{"deposition", Channel::kCourt},
    Word{"dock", Channel::kCourt},
    Word{"hearing", Channel::kCourt},
    Word{"leak", Channel::kLeak},
};

}  // namespace

Channel channel_of_word(std::string_view lemma) {
  if (lemma.size() > 1 && lemma.back() == '.') lemma.remove_suffix(1);  // "on X."
  char lower[16];
  if (lemma.empty() || lemma.size() > sizeof lower) return Channel::kUnknown;
  for (std::size_t i = 0; i < lemma.size(); ++i)
    lower[i] = lemma[i] >= 'A' && lemma[i] <= 'Z' ? static_cast<char>(lemma[i] | 32) : lemma[i];
  const std::string_view word(lower, lemma.size());
  for (const Word& w : kWords)
    if (w.lemma == word) return w.channel;
  return Channel::kUnknown;
}

Channel channel_of(const Syntax& s, const Draft& d) {
  // Phrases on the cue say it most plainly.
  if (s.is_verb(d.head)) {
    for (const std::uint32_t c : s.children(d.head)) {
      if (s[c].dep == Dep::dobj || s[c].dep == Dep::dative) {  // "told the court", "told state radio"
        if (d.cue != nullptr && d.cue->takes(kHasRecipient))
          if (const Channel ch = channel_of_word(s[c].lemma); ch != Channel::kUnknown) return ch;
      }
      if (s[c].dep != Dep::prep || (s[c].lower != "in" && s[c].lower != "on" && s[c].lower != "to" &&
                                    s[c].lower != "during" && s[c].lower != "at" && s[c].lower != "from"))
        continue;
      const std::uint32_t what = s.child(c, {Dep::pobj});
      if (what == kNone) continue;
      bool content = false;
      for (const TokenRange r : d.content) content |= what >= r.begin && what < r.end;
      if (content) continue;
      for (const std::uint32_t m : s.children(what))  // "in a televised speech", "in a radio interview"
        if (s[m].lower == "televised" || s[m].lower == "television" || s[m].lower == "tv" || s[m].lower == "radio")
          return Channel::kBroadcast;
      if (const Channel ch = channel_of_word(s[what].lemma); ch != Channel::kUnknown) return ch;
    }
    // "took to Facebook to say"
    if (const std::uint32_t h = s[d.head].head; h != d.head && s[h].lemma == "take" && s.is_verb(h))
      for (const std::uint32_t c : s.children(h))
        if (s[c].dep == Dep::prep && s[c].lower == "to")
          if (const std::uint32_t what = s.child(c, {Dep::pobj}); what != kNone)
            if (const Channel ch = channel_of_word(s[what].lower); ch != Channel::kUnknown) return ch;
    if (const Channel ch = channel_of_word(s[d.head].lemma); ch == Channel::kSocialMedia || ch == Channel::kCourt)
      return ch;
  }
  if (d.source_head != kNone) {
    if (!d.source.empty() && s[d.source.front().begin].text[0] == '@') return Channel::kSocialMedia;  // a handle
    for (const std::uint32_t c : s.children(d.source_head))
      if (s[c].dep == Dep::amod && s[c].lower == "leaked") return Channel::kLeak;
    Channel ch = channel_of_word(s[d.source_head].lemma);
    if (ch == Channel::kUnknown) ch = channel_of_word(s[d.source_head].lower);  // "minutes", "results"
    if (ch != Channel::kUnknown && s[d.source_head].pos == Pos::NOUN) return ch;
    for (const TokenRange r : d.source)
      for (std::uint32_t i = r.begin; i < r.end; ++i)
        if (s[i].pos == Pos::NOUN && (is_document_noun(s[i].lemma) || is_footage_noun(s[i].lemma)) &&
            s[i].head == d.source_head)
          return channel_of_word(s[i].lemma);
  }
  return Channel::kUnknown;
}

}  // namespace hearsay
