// Whether a cue says that its content was not said, thought or shown: "did not say", "has yet to say", "neither said
// nor wrote", "would rather not say", "stopped short of saying", "refused to say", "without saying".
#include <algorithm>
#include <array>

#include "reading/draft.h"

namespace hearsay {
namespace {

bool is_negative(std::string_view w) {
  constexpr std::array<std::string_view, 8> kWords = {"nor", "neither", "n't",    "n’t",
                                                      "not", "never",   "cannot", "hardly"};
  return std::find(kWords.begin(), kWords.end(), w) != kWords.end();
}

// "declined to say", "failed to mention": followed by the verb that is not done.
bool refuses(std::string_view lemma) {
  constexpr std::array<std::string_view, 7> kVerbs = {"refuse", "decline",  "fail",   "neglect",
                                                      "omit",   "hesitate", "forbear"};
  return std::find(kVerbs.begin(), kVerbs.end(), lemma) != kVerbs.end();
}

// What stands right before a bare verb or a gerund and turns it.
bool turned_before(const Syntax& s, std::uint32_t verb) {
  const TokenRange sentence = s.sentence(verb);
  const auto before = [&](std::uint32_t back) -> std::string_view {
    return verb >= sentence.begin + back ? s[verb - back].lower : std::string_view();
  };
  const auto lemma_before = [&](std::uint32_t back) -> std::string_view {
    return verb >= sentence.begin + back ? s[verb - back].lemma : std::string_view();
  };
  if (before(1) == "to") {
    if (before(2) == "yet" || before(2) == "unable" || before(2) == "unwilling" || before(2) == "reluctant")
      return true;
    return refuses(lemma_before(2)) && s.is_verb(verb - 2) && !s.has_child(verb - 2, {Dep::neg});
  }
  if (s[verb].tag != Tag::VBG) return false;
  if (before(1) == "without") return true;
  return before(1) == "of" && (before(2) == "short" || before(2) == "clear" || before(2) == "shy");
}

}  // namespace

bool is_negated(const Syntax& s, std::uint32_t head, TokenRange cue) {
  bool negated = s.has_child(head, {Dep::neg});
  for (std::uint32_t i = cue.begin; i < cue.end; ++i) {
    negated |= s[i].dep == Dep::neg || s[i].lower == "never" || s[i].lower == "neither";
    if (i > cue.begin && s.is_verb(i)) negated |= turned_before(s, i);
  }
  for (const std::uint32_t c : s.children(head))  // "nor did she realize"; "don’t" whose mark the parser missed
    negated |= c < head && is_negative(s[c].lower);
  if (s.is_verb(head)) negated |= turned_before(s, head);
  // "would not confirm or deny", "can't call and tell", "neither wrote nor said": one negation for both.
  const std::uint32_t h = s[head].head;
  if (s[head].dep == Dep::conj && h < head && s.is_verb(h)) {
    const std::uint32_t cc = s.child(h, {Dep::cc});
    const bool one_group = s[head].tag == Tag::VB && s.has_child(h, {Dep::aux}) && !s.has_child(head, {Dep::nsubj});
    const bool either = cc != kNone && (s[cc].lower == "or" || s[cc].lower == "nor");
    if (s.has_child(h, {Dep::neg})) negated |= either || (cc != kNone && one_group);
    negated |= either && s[cc].lower == "nor" && !s.has_child(head, {Dep::nsubj});
  }
  return negated;
}

}  // namespace hearsay
