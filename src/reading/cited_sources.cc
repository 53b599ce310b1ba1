// Who is cited: "KCNA said X, citing the army", "a report by KCNA quoting officials", "the Post, which cited
// diplomats". The cited one is a child of the saying with the same content: on its word the saying rests.
//
// The citing word may hang anywhere (a parser gives it to the verb, to the speaker or to what was said), so its owner
// is found by grammar first, and by standing right behind a speaker second. Time: linear.
#include <algorithm>

#include "reading/chain_links.h"
#include "reading/speakers.h"

namespace hearsay {
namespace {

constexpr std::uint32_t kMaxLookBack = 3;    // tokens between a speaker and "citing"
constexpr std::uint32_t kMaxLookRound = 80;  // tokens of the sentence that are searched for its owner

class CitedSources {
 public:
  CitedSources(const Syntax& s, std::vector<Attribution>& all) : s_(s), all_(all) { index(); }

  void add() {
    const std::size_t n = all_.size();
    dropped_.assign(n, false);
    for (std::uint32_t i = 0; i < s_.size(); ++i) {
      if (s_[i].lower == "attributing") attributed(i);
      if (s_[i].lower == "reference" || s_[i].lower == "referring") refers(i);
      if (s_[i].lemma != "cite" && s_[i].lemma != "quote") continue;
      if (s_[i].tag == Tag::VBG ? s_[i].lower != "citing" && s_[i].lower != "quoting" : s_[i].dep != Dep::relcl)
        continue;
      cited(i, s_.child(i, {Dep::dobj}));
    }
    // "citing officials" as a saying of its own, with the officials as what was said, is what the link now tells.
    remove(all_, dropped_);
  }

 private:
  void index() {
    by_cue_.assign(s_.size(), kNone);
    by_source_.assign(s_.size(), kNone);
    const Analysis& a = s_.page().analysis;
    for (Index k = 0; k < all_.size(); ++k) {
      if (by_cue_[all_[k].cue_head] == kNone) by_cue_[all_[k].cue_head] = k;
      const std::string_view lemma = s_[all_[k].cue_head].lemma;
      if (lemma == "cite" || lemma == "quote") continue;
      for (const Span piece : all_[k].source)
        for (std::uint32_t i = a.token_at(piece.begin); i < s_.size() && s_[i].span.begin < piece.end; ++i)
          if (by_source_[i] == kNone) by_source_[i] = k;
    }
  }

  [[nodiscard]] Index owner_of(std::uint32_t verb) const {
    const TokenRange sentence = s_.sentence(verb);
    const std::uint32_t head = s_[verb].head;
    const auto other = [&](Index k) { return k != kNone && all_[k].cue_head != verb; };
    if (s_[verb].dep == Dep::relcl) return other(by_source_[head]) ? by_source_[head] : kNone;
    // A speaker right before it: "according to the Herald, quoting a director, 12 children …".
    for (std::uint32_t i = verb; i > sentence.begin && verb - i < kMaxLookBack; --i)
      if (other(by_source_[i - 1])) return by_source_[i - 1];
    if (head != verb && other(by_source_[head])) return by_source_[head];
    if (head != verb && other(by_cue_[head])) return by_cue_[head];
    // "P, the Post reported on Monday, quoting a diplomat": the nearest saying before it; and for one that opens the
    // sentence, the first after it.
    if (verb == sentence.begin) {
      for (std::uint32_t i = verb + 1; i < sentence.end && i - verb < kMaxLookRound; ++i)
        if (other(by_cue_[i]) && s_.is_verb(i)) return by_cue_[i];
      return kNone;
    }
    if (head != verb && s_[verb].dep == Dep::advcl) {
      for (std::uint32_t i = verb; i-- > sentence.begin && verb - i < kMaxLookRound;)
        if (other(by_cue_[i]) && s_.is_verb(i) && !all_[by_cue_[i]].source.empty()) return by_cue_[i];
    }
    return kNone;
  }

  // "attributing the claim to divers": what was said, not its cause ("the fall to weak demand").
  void attributed(std::uint32_t i) {
    const std::uint32_t what = s_.child(i, {Dep::dobj});
    if (what == kNone) return;
    const std::string_view w = s_[what].lemma;
    if (w != "claim" && w != "report" && w != "figure" && w != "information" && w != "statement" && w != "news" &&
        w != "account" && w != "remark" && w != "quote" && w != "it")
      return;
    for (const std::uint32_t from : {i, what})
      for (const std::uint32_t to : s_.children(from))
        if (to > what && s_[to].lower == "to")
          if (const std::uint32_t who = s_.child(to, {Dep::pobj}); who != kNone) return cited(i, who);
  }

  // "with reference to a navy source", "referring to court papers": only what informs; elsewhere the words explain whom
  // a speaker means.
  void refers(std::uint32_t i) {
    const std::uint32_t to = s_.child(i, {Dep::prep});
    if (to == kNone || to < i || s_[to].lower != "to") return;
    const bool noun = s_[i].lower == "reference";
    if (!noun && (s_[i].dep == Dep::ROOT || s_.has_child(i, {Dep::aux, Dep::nsubj}))) return;
    if (noun && (s_[i].dep != Dep::pobj || s_[s_[i].head].lower != "with")) return;
    const std::uint32_t who = s_.child(to, {Dep::pobj});
    if (who == kNone) return;
    const std::string_view w = s_[who].lemma;
    if (w == "source" || w == "datum" || w == "data" || w == "figure" || w == "statistic" || is_document_noun(w))
      cited(noun ? s_[i].head : i, who);
  }

  void cited(std::uint32_t verb, std::uint32_t who) {
    if (quoted_saying(s_, verb) != kNone) return;
    if (who == kNone || who < verb || !may_speak(s_, who)) return;
    const Index owner = owner_of(verb);
    if (owner == kNone || dropped_[owner]) return;
    Attribution link;
    link.rule = "citing";
    link.cue_head = verb;
    link.cue = {s_[verb].span};
    for (const TokenRange r : noun_phrase(s_, who, {verb, verb + 1}))
      if (r.begin < r.end) link.source.push_back(s_.bytes(s_.trimmed(r)));
    if (link.source.empty() || link.source.back().empty()) return;
    // The owner's content may hold the phrase itself.
    const Span phrase{link.cue[0].begin, link.source.back().end};
    Spans rest;
    for (const Span piece : all_[owner].content) {
      if (!piece.overlaps(phrase)) {
        rest.push_back(piece);
        continue;
      }
      if (piece.begin < phrase.begin) rest.push_back({piece.begin, phrase.begin});
      if (phrase.end < piece.end) rest.push_back({phrase.end, piece.end});
    }
    for (Span& piece : rest) piece = tidy(piece);
    std::erase_if(rest, [](Span x) { return x.empty(); });
    if (rest.empty()) return;
    all_[owner].content = rest;
    link.content = std::move(rest);
    link.quote = all_[owner].quote;
    link.channel = all_[owner].channel;
    link.part = all_[owner].part;
    link.parent = owner;
    link.p = .7 * all_[owner].p;
    if (const Index own = by_cue_[verb]; own != kNone) dropped_[own] = true;
    all_.push_back(std::move(link));
    dropped_.push_back(false);
  }

  [[nodiscard]] Span tidy(Span x) const {
    const std::string_view text = s_.page().document.text;
    const auto loose = [](char c) { return c == ' ' || c == '\n' || c == ',' || c == ';'; };
    while (x.begin < x.end && loose(text[x.begin])) ++x.begin;
    while (x.end > x.begin && loose(text[x.end - 1])) --x.end;
    return x;
  }

  const Syntax& s_;
  std::vector<Attribution>& all_;
  std::vector<bool> dropped_;
  std::vector<Index> by_cue_, by_source_;  // by token: the first attribution with that cue, or with that in its source
};

}  // namespace

void add_cited_sources(const Syntax& syntax, std::vector<Attribution>& attributions) {
  CitedSources(syntax, attributions).add();
}

}  // namespace hearsay
