#include "language/noun_chunks.h"

namespace hearsay {

namespace {

bool is_phrase_arc(Dep dep) {
  switch (dep) {
    case Dep::oprd:
    case Dep::nsubj:
    case Dep::dobj:
    case Dep::nsubjpass:
    case Dep::pcomp:
    case Dep::pobj:
    case Dep::dative:
    case Dep::appos:
    case Dep::attr:
    case Dep::ROOT:
      return true;
    default:
      return false;
  }
}

}  // namespace

void find_noun_chunks(std::span<const Token> tokens, std::uint32_t first, std::vector<NounChunk>& out) {
  std::uint32_t free_from = first;  // chunks do not nest: the next one begins after the last one's head
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.pos != Pos::NOUN && token.pos != Pos::PROPN && token.pos != Pos::PRON) continue;
    if (token.left_edge < free_from) continue;
    Dep dep = token.dep;
    if (dep == Dep::conj) {
      // A conjunct is a phrase where what it is joined to is one. The walk goes left only, so it ends.
      std::uint32_t head = token.head;
      while (tokens[head - first].dep == Dep::conj && tokens[head - first].head < head)
        head = tokens[head - first].head;
      dep = tokens[head - first].dep;
    }
    if (!is_phrase_arc(dep)) continue;
    out.push_back({{token.left_edge, first + i + 1}, first + i});
    free_from = first + i + 1;
  }
}

}  // namespace hearsay
