// Sayings that another verb only relays. "The agency carried a statement by the guild saying P": the guild says P, the
// agency carries it; "the mate was quoted by Fjord Press as saying P": the mate says P. Whoever read the relaying verb
// as a saying of its own gave P two speakers, one inside the other or beside it; here the relay becomes a link outside
// of the saying (carriers.cc adds the links that no attribution stands for). Time: linear.
#include <algorithm>
#include <array>

#include "reading/chain_links.h"
#include "reading/speakers.h"

namespace hearsay {
namespace {

constexpr std::array<std::string_view, 16> kRelays = {
    "carry",   "publish", "broadcast", "air",  "relay",      "run",    "print", "reprint",
    "release", "post",    "circulate", "leak", "distribute", "obtain", "show",  "syndicate"};

constexpr std::array<std::string_view, 12> kSpeeches = {"interview", "comment",   "remark", "speech",
                                                        "column",    "op-ed",     "essay",  "message",
                                                        "appeal",    "testimony", "claim",  "quote"};

class RelayedSayings {
 public:
  RelayedSayings(const Syntax& s, std::vector<Attribution>& all) : s_(s), all_(all) {}

  void mend() {
    by_cue_.assign(s_.size(), kNone);
    for (Index k = 0; k < all_.size(); ++k)
      for (std::uint32_t i = first_token(all_[k].cue.front());
           i < s_.size() && s_[i].span.begin < all_[k].cue.front().end; ++i)
        if (s_.is_verb(i) && (by_cue_[i] == kNone || all_[k].cue_head == i)) by_cue_[i] = k;
    dropped_.assign(all_.size(), false);
    const Index n = static_cast<Index>(all_.size());
    for (Index k = 0; k < n; ++k) {
      if (all_[k].cue_head >= s_.size() || dropped_[k]) continue;
      if (const std::uint32_t quoter = quoter_of(s_, all_[k].cue_head); quoter != kNone && is_passive(s_, quoter)) {
        quoted(k, quoter);
        continue;
      }
      if (reported_to_have(k)) continue;
      hosted(k);
    }
    remove(all_, dropped_);
  }

 private:
  [[nodiscard]] std::uint32_t first_token(Span x) const { return s_.page().analysis.token_at(x.begin); }

  // "was quoted (by Z) as saying": who was quoted speaks; the quoting is no saying of its own.
  void quoted(Index k, std::uint32_t quoter) {
    const Index j = by_cue_[quoter];
    if (j == k) return;
    if (all_[k].source.empty()) {
      std::uint32_t who = s_.child(quoter, {Dep::nsubjpass});
      if (who == kNone && s_[quoter].dep == Dep::acl) who = s_[quoter].head;
      if (who != kNone)
        for (const TokenRange r : noun_phrase(s_, who, {quoter, quoter + 1}))
          if (r.begin < r.end) all_[k].source.push_back(s_.bytes(s_.trimmed(r)));
    }
    if (all_[k].source.empty()) return;
    // The encoder may take who is quoted for a part of what was said.
    const Span speaker = all_[k].source.front();
    std::erase_if(all_[k].content, [&](Span x) { return speaker.contains(x); });
    if (all_[k].content.empty()) {
      dropped_[k] = true;
      return;
    }
    if (j == kNone) return;
    all_[k].parent = all_[k].parent == j ? all_[j].parent : all_[k].parent;
    dropped_[j] = true;
  }

  [[nodiscard]] bool speaks(std::uint32_t noun) const {
    const std::string_view w = s_[noun].lemma;
    return s_[noun].pos == Pos::NOUN && (is_document_noun(w) || is_footage_noun(w) ||
                                         std::find(kSpeeches.begin(), kSpeeches.end(), w) != kSpeeches.end());
  }

  // "The diver is reported by Z to have said P": the diver said it, not Z.
  bool reported_to_have(Index k) {
    const std::uint32_t saying = all_[k].cue_head, verb = s_[saying].head;
    if (s_[saying].dep != Dep::xcomp || !s_.is_verb(verb) || !is_passive(s_, verb) || all_[k].source.empty())
      return false;
    const std::uint32_t agent = source_of_verb(s_, verb, true), who = s_.child(verb, {Dep::nsubjpass});
    const Index j = by_cue_[verb];
    if (agent == kNone || who == kNone || j == kNone || j == k) return false;
    if (!all_[k].source.front().contains(s_[agent].span)) return false;
    all_[k].source.clear();
    for (const TokenRange r : noun_phrase(s_, who, {verb, verb + 1}))
      if (r.begin < r.end) all_[k].source.push_back(s_.bytes(s_.trimmed(r)));
    if (all_[k].parent == kNone) all_[k].parent = j;
    return true;
  }

  // The noun of a statement, letter, interview that holds this saying, as the object of a relaying verb.
  [[nodiscard]] std::uint32_t host_of(std::uint32_t head) const {
    std::uint32_t noun = head;
    if (s_.is_verb(head)) {
      if (s_[head].dep == Dep::advcl && s_[head].tag == Tag::VBG) {  // the same, hung on the relaying verb
        const std::uint32_t object = s_.child(s_[head].head, {Dep::dobj});
        return object != kNone && object < head && speaks(object) ? object : kNone;
      }
      if ((s_[head].dep != Dep::acl || s_[head].tag != Tag::VBG) && s_[head].dep != Dep::relcl) return kNone;
      noun = s_[head].head;
      for (int up = 0; up < 2 && s_[noun].dep == Dep::pobj; ++up) {  // "a statement by the guild saying"
        const std::uint32_t prep = s_[noun].head;
        if (s_[prep].dep != Dep::prep || s_[prep].head >= prep) return kNone;
        noun = s_[prep].head;
      }
    }
    return s_[noun].dep == Dep::dobj && speaks(noun) ? noun : kNone;
  }

  void hosted(Index k) {
    const std::uint32_t noun = host_of(all_[k].cue_head);
    if (noun == kNone) return;
    const std::uint32_t verb = s_[noun].head;
    if (!s_.is_verb(verb) || std::find(kRelays.begin(), kRelays.end(), s_[verb].lemma) == kRelays.end()) return;
    const std::uint32_t who = source_of_verb(s_, verb, is_passive(s_, verb));
    if (who == kNone || who > verb || !may_speak(s_, who)) return;
    Spans carrier;
    for (const TokenRange r : noun_phrase(s_, who, {verb, verb + 1}))
      if (r.begin < r.end) carrier.push_back(s_.bytes(s_.trimmed(r)));
    if (carrier.empty()) return;
    // "issued a statement saying": whoever speaks in it is the issuer, unless somebody else is named.
    Spans& source = all_[k].source;
    if (source.size() > 1) std::erase_if(source, [&](Span x) { return x.overlaps(carrier.front()); });
    if (source.empty() || source.front().overlaps(carrier.front())) return;
    Index j = by_cue_[verb];
    if (j == k) return;
    if (j == kNone) {
      j = static_cast<Index>(all_.size());
      all_.emplace_back();
      dropped_.push_back(false);
      all_[j].p = .9 * all_[k].p;
    } else if (all_[k].parent == j) {
      all_[k].parent = all_[j].parent;
    }
    Attribution& link = all_[j];
    link.source = std::move(carrier);
    link.cue = {s_[verb].span};
    link.content = all_[k].content;
    link.cue_head = verb;
    link.act = Act::kReport;
    link.negated = false;
    link.quote = all_[k].quote;
    link.channel = all_[k].channel;
    link.part = all_[k].part;
    link.rule = "carrier";
    link.parent = k;
  }

  const Syntax& s_;
  std::vector<Attribution>& all_;
  std::vector<Index> by_cue_;  // by token: the attribution whose cue holds this verb
  std::vector<bool> dropped_;
};

}  // namespace

void mend_relayed_sayings(const Syntax& syntax, std::vector<Attribution>& attributions) {
  RelayedSayings(syntax, attributions).mend();
}

}  // namespace hearsay
