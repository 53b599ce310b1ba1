// A sentence in the voice of the one before, without a cue: "The group said it had shot down a drone. It had also
// destroyed two trucks." English marks such sentences by tense alone: what was said is shifted back (had, would), and
// what the outlet tells is not. That is weak, so more is asked: the same subject and "also", or the same shifted tense
// in both. The finding is an attribution of its own with the words of the saying it goes on from, which is its
// `parent`, and a low p.
#include <algorithm>
#include <array>

#include "reading/chain_links.h"
#include "reading/noun_classes.h"

namespace hearsay {
namespace {

constexpr double kStrong = .45, kWeak = .3;

class RunningVoice {
 public:
  RunningVoice(const Page& page, const std::vector<Quotation>& quotations, std::vector<Attribution>& all)
      : s_(page, quotations), a_(page.analysis), all_(all) {
    const std::size_t n = a_.sentences.size();
    saying_.assign(n, kNone);
    busy_.assign(n, false);
    for (Index k = 0; k < all_.size(); ++k) {
      if (all_[k].cue_head >= s_.size()) continue;
      const std::uint32_t sentence = s_[all_[k].cue_head].sentence;
      busy_[sentence] = busy_[sentence] || !all_[k].source.empty();
      if (all_[k].parent == kNone && is_saying(all_[k])) saying_[sentence] = k;
    }
  }

  void add() {
    for (std::uint32_t sentence = 1; sentence < a_.sentences.size(); ++sentence) {
      const TokenRange r = a_.sentences[sentence];
      if (r.begin >= r.end || s_.unit(r.begin) != s_.unit(a_.sentences[sentence - 1].begin)) continue;
      if (s_.page().document.parts[s_.part(r.begin)].region != Region::kMain) continue;
      const Index k = saying_[sentence - 1];
      if (k == kNone || busy_[sentence]) continue;
      const double p = evidence(all_[k], sentence);
      if (p == 0) continue;
      Attribution next = all_[k];
      next.parent = k;
      const TokenRange content = s_.trimmed(r);
      if (content.begin >= content.end) continue;
      next.content = {s_.bytes(content)};
      next.quote = Quote::kIndirect;
      next.negated = false;
      next.p = p;
      next.rule = "running-voice";
      all_.push_back(std::move(next));
      // It may run on.
      saying_[sentence] = kNone;
      if (sentence + 1 < a_.sentences.size() && p == kStrong) saying_[sentence] = k;
    }
    in_text_order(all_);
  }

 private:
  [[nodiscard]] bool is_saying(const Attribution& a) const {
    constexpr std::array kActs = {Act::kSay,   Act::kReport, Act::kAnnounce,
                                  Act::kClaim, Act::kAllege, Act::kAcknowledge};
    if (std::find(kActs.begin(), kActs.end(), a.act) == kActs.end() || a.source.empty() || a.negated) return false;
    if (a.quote != Quote::kIndirect) return false;
    return a.rule == "verb-clause" || a.rule == "verb-parenthesis" || a.rule == "according-to";
  }

  // The main verb of a sentence, with its first auxiliary.
  [[nodiscard]] std::uint32_t root_of(std::uint32_t sentence) const {
    for (std::uint32_t i = a_.sentences[sentence].begin; i < a_.sentences[sentence].end; ++i)
      if (s_[i].head == i) return s_.is_verb(i) ? i : kNone;
    return kNone;
  }
  [[nodiscard]] bool shifted(std::uint32_t verb) const {
    for (const std::uint32_t c : s_.children(verb)) {
      if (s_[c].dep != Dep::aux || c > verb) continue;
      if (s_[c].lower == "would" || s_[c].lower == "had") return true;
    }
    return false;
  }
  [[nodiscard]] std::uint32_t with_auxiliary(std::uint32_t verb, std::string_view word) const {
    for (const std::uint32_t c : s_.children(verb))
      if (s_[c].dep == Dep::aux && s_[c].lower == word) return c;
    return kNone;
  }

  [[nodiscard]] double evidence(const Attribution& saying, std::uint32_t sentence) const {
    const TokenRange r = a_.sentences[sentence];
    const std::uint32_t verb = root_of(sentence);
    if (verb == kNone || s_[r.end - 1].text == "?") return 0;
    for (std::uint32_t i = r.begin; i < r.end; ++i)
      if (s_.outer_quotation(i) != kNone || s_[i].text == ":" || s_[i].lower == "i" || s_[i].lower == "we") return 0;
    const std::uint32_t subject = s_.child(verb, {Dep::nsubj, Dep::nsubjpass});
    if (subject == kNone) return 0;
    bool also = false;
    for (const std::uint32_t c : s_.children(verb))
      also |= s_[c].dep == Dep::advmod && (s_[c].lower == "also" || s_[c].lower == "too");
    // The verb of what was said.
    std::uint32_t said = kNone;
    const std::uint32_t begin = a_.token_at(saying.content.front().begin);
    for (std::uint32_t i = begin; i < s_.size() && s_[i].span.begin < saying.content.back().end && said == kNone; ++i)
      if (s_.is_verb(i) && s_[i].dep != Dep::aux && s_[i].dep != Dep::auxpass &&
          (s_[i].dep == Dep::ccomp || s_[i].head == i))
        said = i;
    if (said == kNone) return 0;
    const bool pronoun = s_[subject].tag == Tag::PRP;
    const bool definite = s_.has_child(subject, {Dep::det}) && noun_class(s_[subject].lemma) != NounClass::kOther;
    const bool past_cue = saying.cue_head < s_.size() && s_[saying.cue_head].tag == Tag::VBD;
    if (past_cue && shifted(verb) && shifted(said)) {
      const bool had = with_auxiliary(verb, "had") != kNone && with_auxiliary(said, "had") != kNone;
      const bool would = with_auxiliary(verb, "would") != kNone && with_auxiliary(said, "would") != kNone;
      if ((had && (pronoun || also)) || would) return also || pronoun ? kStrong : kWeak;
    }
    // "UNITA says it controls the mine. The group also holds the airfield."
    if (also && (pronoun || definite) && s_[verb].tag == s_[said].tag) {
      const std::uint32_t who = s_.child(said, {Dep::nsubj, Dep::nsubjpass});
      if (who != kNone && s_[who].tag == Tag::PRP) return kWeak;
    }
    return 0;
  }

  const Syntax s_;
  const Analysis& a_;
  std::vector<Attribution>& all_;
  std::vector<Index> saying_;  // by sentence: the saying that a next sentence may go on from
  std::vector<bool> busy_;     // by sentence: somebody is said to say something there
};

}  // namespace

void add_running_voice(const Page& page, const std::vector<Quotation>& quotations,
                       std::vector<Attribution>& attributions) {
  RunningVoice(page, quotations, attributions).add();
}

}  // namespace hearsay
