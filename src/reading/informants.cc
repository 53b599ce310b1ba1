// Of whom something was learned: "the governor learned from the chaplain that P", "the inquiry heard from a pilot that
// P", "the guards have it from a cook that P". Who hears or learns it is the outer link, and who told it the inner one,
// on whose word it rests. Works on finished attributions, before voices. Time: linear.
#include <algorithm>
#include <array>

#include "reading/chain_links.h"
#include "reading/noun_classes.h"
#include "reading/roles.h"

namespace hearsay {
namespace {

constexpr std::array<std::string_view, 9> kLearns = {"hear",     "learn", "understand", "gather",   "know",
                                                     "discover", "infer", "conclude",   "establish"};

bool can_tell(const Syntax& s, std::uint32_t i) {
  const Token& t = s[i];
  if (t.pos == Pos::PRON) return t.tag == Tag::PRP && t.lower != "it";
  if (t.entity == EntityLabel::DATE || t.entity == EntityLabel::TIME || t.entity == EntityLabel::GPE) return false;
  if (t.pos == Pos::PROPN) return true;
  return t.pos == Pos::NOUN &&
         (noun_class(t.lemma) != NounClass::kOther || is_trade(t.lemma) || kind_of_word(t.lower).has_value() ||
          is_document_noun(t.lemma) || is_footage_noun(t.lemma));
}

// "from" and whom it names, right behind the verb or hung on it.
std::uint32_t informant_of(const Syntax& s, std::uint32_t verb, std::uint32_t& prep) {
  for (const std::uint32_t c : s.children(verb)) {
    if (c < verb || s[c].dep != Dep::prep || s[c].lower != "from") continue;
    const std::uint32_t who = s.child(c, {Dep::pobj});
    if (who == kNone || !can_tell(s, who)) continue;
    prep = c;
    return who;
  }
  return kNone;
}

}  // namespace

void add_informants(const Syntax& s, std::vector<Attribution>& all) {
  const Analysis& a = s.page().analysis;
  const std::size_t n = all.size();
  std::vector<Index> informant(n, kNone);
  for (Index k = 0; k < n; ++k) {
    const std::uint32_t verb = all[k].cue_head;
    if (verb >= s.size() || !s.is_verb(verb)) continue;
    if (std::find(kLearns.begin(), kLearns.end(), s[verb].lemma) == kLearns.end()) continue;
    std::uint32_t prep = kNone;
    const std::uint32_t who = informant_of(s, verb, prep);
    if (who == kNone) continue;
    TokenRange phrase = noun_phrase(s, who, {verb, prep + 1}).front();
    // The parser may hang the clause on the informant: "from a clerk that the file was gone".
    for (std::uint32_t i = who + 1; i < phrase.end; ++i)
      if (s[i].lower == "that" && s[i].dep != Dep::nsubj) phrase.end = i;
    phrase = s.trimmed(phrase);
    if (phrase.begin >= phrase.end) continue;
    Attribution link;
    link.rule = "citing";
    link.cue = {s[prep].span};
    link.cue_head = prep;
    link.source = {a.bytes(phrase)};
    Spans content;
    for (const Span piece : all[k].content) {
      if (!piece.overlaps(link.source.front())) {
        content.push_back(piece);
      } else if (link.source.front().end < piece.end) {
        Span rest{link.source.front().end, piece.end};
        while (rest.begin < rest.end && s.page().document.text[rest.begin] == ' ') ++rest.begin;
        content.push_back(rest);
      }
    }
    std::erase_if(content, [](Span x) { return x.empty(); });
    if (content.empty() || content.front().begin < link.cue.front().begin) continue;
    // What was taken for the hearer's own source: "heard from X": the subject hears.
    if (!all[k].source.empty() && all[k].source.front().overlaps(link.source.front())) {
      const std::uint32_t hearer = source_of_verb(s, verb, is_passive(s, verb));
      all[k].source.clear();
      if (hearer != kNone && hearer < verb)
        for (const TokenRange r : noun_phrase(s, hearer, {verb, verb + 1}))
          if (r.begin < r.end) all[k].source.push_back(a.bytes(s.trimmed(r)));
    }
    all[k].content = content;
    link.content = std::move(content);
    link.quote = all[k].quote;
    link.part = all[k].part;
    link.parent = k;
    link.p = .8 * all[k].p;
    informant[k] = static_cast<Index>(all.size());
    all.push_back(std::move(link));
  }
  for (Index c = 0; c < n; ++c)  // what was nested in the learning is the informant's
    if (all[c].parent != kNone && all[c].parent < n && informant[all[c].parent] != kNone)
      all[c].parent = informant[all[c].parent];
}

}  // namespace hearsay
