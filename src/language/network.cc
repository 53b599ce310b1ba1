#include "language/network.h"

#include <algorithm>

namespace hearsay {

void NetworkOutput::clear() {
  tag.clear();
  dep.clear();
  head.clear();
  left_edge.clear();
  right_edge.clear();
  sentence_start.clear();
  entities.clear();
}

Status append_network(PackWriter& pack, const PipelineWeights& weights) {
  if (const Status good = check_weights(weights); !good) return good;
  Tok2Vec::append(pack, "tok2vec", weights.tok2vec, weights.vectors);
  if (const Status s = Tagger::append(pack, "tagger", weights.tagger, weights.tags); !s) return s;
  if (const Status s = Parser::append(pack, "parser", weights.parser); !s) return s;
  Tok2Vec::append(pack, "ner.tok2vec", weights.entity_tok2vec, weights.vectors);
  if (const Status s = EntityRecognizer::append(pack, "ner", weights.entities); !s) return s;
  if (weights.senter) Senter::append(pack, "senter", *weights.senter, weights.vectors);
  return Done{};
}

Result<Network> Network::from(const PackReader& pack) {
  Network out;
  auto tok2vec = Tok2Vec::from(pack, "tok2vec");
  if (!tok2vec) return tok2vec.error();
  out.tok2vec_ = std::move(*tok2vec);
  auto tagger = Tagger::from(pack, "tagger", out.tok2vec_.width());
  if (!tagger) return tagger.error();
  out.tagger_ = std::move(*tagger);
  auto parser = Parser::from(pack, "parser");
  if (!parser) return parser.error();
  out.parser_ = std::move(*parser);
  auto entity_tok2vec = Tok2Vec::from(pack, "ner.tok2vec");
  if (!entity_tok2vec) return entity_tok2vec.error();
  out.entity_tok2vec_ = std::move(*entity_tok2vec);
  auto entities = EntityRecognizer::from(pack, "ner");
  if (!entities) return entities.error();
  out.entities_ = std::move(*entities);
  if (out.parser_.scorer().vector_width() != out.tok2vec_.width() ||
      out.entities_.scorer().vector_width() != out.entity_tok2vec_.width()) {
    return Error{ErrorCode::kModel, "the pack's layers are of different widths", "", {}};
  }
  if (pack.find("senter.tok2vec.shape")) {
    auto senter = Senter::from(pack, "senter");
    if (!senter) return senter.error();
    out.senter_ = std::move(*senter);
  }
  return out;
}

// Token vectors of the stretches (`count` tokens in all), used at once: tags, and the projections that the transition
// systems read later.
void Network::encode(std::span<const RawToken> tokens, std::span<const WordType> types,
                     std::span<const Stretch> stretches, std::size_t count, NetworkScratch& s,
                     NetworkOutput& out) const {
  const auto projected = [&](const TransitionScorer& scorer, std::size_t width, std::vector<float>& to) {
    const std::size_t at = to.size();
    to.resize(at + count * scorer.projected_width());
    scorer.project(s.vectors_.data(), width, count, to.data() + at);
  };
  s.vectors_.resize(count * std::max(tok2vec_.width(), entity_tok2vec_.width()));
  tok2vec_.run(tokens, types, stretches, s.tok2vec_, s.vectors_.data());
  tagger_.tag(s.vectors_.data(), count, s.scores_, out.tag);
  projected(parser_.scorer(), tok2vec_.width(), s.parser_tokens_);
  entity_tok2vec_.run(tokens, types, stretches, s.entity_tok2vec_, s.vectors_.data());
  projected(entities_.scorer(), entity_tok2vec_.width(), s.entity_tokens_);
}

// Parse and entities of one unit, whose tokens begin at `first` among the projected ones.
void Network::decide(std::span<const RawToken> tokens, TokenRange unit, std::uint32_t first,
                     std::span<const WordType> types, NetworkScratch& s, NetworkOutput& out) const {
  s.is_space_.clear();
  for (std::uint32_t i = unit.begin; i < unit.end; ++i) s.is_space_.push_back(types[tokens[i].type].is_space ? 1 : 0);
  parser_.parse(first, s.is_space_, s.parser_, s.tree_);
  const std::uint32_t origin = static_cast<std::uint32_t>(out.head.size());
  for (std::size_t i = 0; i < s.is_space_.size(); ++i) {
    out.head.push_back(origin + s.tree_.head[i]);
    out.dep.push_back(s.tree_.label[i].dep);
    out.left_edge.push_back(origin + s.tree_.left_edge[i]);
    out.right_edge.push_back(origin + s.tree_.right_edge[i]);
    out.sentence_start.push_back(s.tree_.sentence_start[i]);
  }
  s.entities_.clear();
  entities_.recognize(first, s.is_space_, s.tree_.sentence_start, s.entity_rows_, s.entities_);
  for (const EntityRange& e : s.entities_) out.entities.push_back({origin + e.begin, origin + e.end, e.label});
}

// Units go through in groups that fill a call of tok2vec; a longer unit is a group of its own and goes through in
// several calls. The group's size is a matter of the second-level cache alone.
void Network::run(std::span<const RawToken> tokens, std::span<const TokenRange> units, std::span<const WordType> types,
                  NetworkScratch& s, NetworkOutput& out) const {
  constexpr std::uint32_t kRowsOfAUnit = 8;  // its share of padding, so that a thousand one-word units are no big batch
  for (std::size_t u = 0; u < units.size();) {
    std::size_t end = u;
    std::uint32_t rows = 0;
    while (end < units.size()) {
      const std::uint32_t more = units[end].end - units[end].begin + kRowsOfAUnit;
      if (end > u && rows + more > kMaxStretchTokens) break;
      rows += more;
      ++end;
    }
    const std::uint32_t base = units[u].begin;
    const std::uint32_t count = units[end - 1].end - base;
    s.parser_tokens_.clear();
    s.entity_tokens_.clear();
    if (end - u > 1) {
      s.stretches_.clear();
      for (std::size_t i = u; i < end; ++i) {
        if (units[i].begin < units[i].end) {
          s.stretches_.push_back({units[i].begin, units[i].end, units[i].begin, units[i].end});
        }
      }
      if (count > 0) encode(tokens, types, s.stretches_, count, s, out);
    } else {
      for (std::uint32_t begin = base; begin < units[u].end; begin += kMaxStretchTokens) {
        const std::uint32_t stop = std::min(begin + kMaxStretchTokens, units[u].end);
        const Stretch stretch{begin, stop, units[u].begin, units[u].end};
        encode(tokens, types, {&stretch, 1}, stop - begin, s, out);
      }
    }
    s.parser_.rows.reset(s.parser_tokens_.data(), count);
    s.entity_rows_.reset(s.entity_tokens_.data(), count);
    for (; u < end; ++u) {
      if (units[u].begin < units[u].end) decide(tokens, units[u], units[u].begin - base, types, s, out);
    }
  }
  constexpr std::size_t kKeptFloats = std::size_t{1} << 20;  // a long unit's projections are not worth keeping
  for (std::vector<float>* projections : {&s.parser_tokens_, &s.entity_tokens_}) {
    if (projections->capacity() > kKeptFloats) std::vector<float>().swap(*projections);
  }
}

}  // namespace hearsay
