// The Analyzer: one thread's way through the pipeline, in spaCy's order: tokenizer, tok2vec, tagger, parser, attribute
// ruler, lemmatizer, entities; then what is derived from them.
#include <algorithm>
#include <utility>

#include "language/noun_chunks.h"
#include "language/parts.h"
#include "language/tokenizer.h"

namespace hearsay {

namespace {

// Units go through together until they have this many tokens: enough to fill every batch, and the working lists of a
// long document stay small beside its Analysis.
constexpr std::size_t kChunkTokens = 1u << 14;
// Word types that are remembered between documents (some 150 bytes each, with what the parts remember of them).
constexpr std::uint32_t kKeptTypes = 1u << 16;

// What an Analysis keeps alive.
struct Kept {
  std::shared_ptr<const Model> model;
  std::vector<std::shared_ptr<const void>> strings;
};

}  // namespace

struct Analyzer::State {
  explicit State(std::shared_ptr<const Model> m)
      : model(std::move(m)),
        parts(model->parts()),
        lexicon(parts.vocabulary),
        tokenizer(parts.tokenizer, lexicon),
        scratch(parts.network),
        ruler(parts.ruler, lexicon),
        lemmas(parts.lemmatizer, parts.ruler, lexicon) {}

  std::shared_ptr<const Model> model;
  const Model::Parts& parts;
  Lexicon lexicon;
  Tokenizer tokenizer;
  NetworkScratch scratch;
  RulerState ruler;
  LemmaMemo lemmas;
  std::uint64_t generation = 0;

  std::vector<RawToken> raw;
  std::vector<TokenRange> ranges;  // of the chunk's units in `raw`
  NetworkOutput output;
  std::vector<MorphIndex> morphs;

  void tokenize(std::string_view text, std::span<const Span> units, std::size_t& next);
  void append_chunk(std::string_view text, std::span<const Span> units, Analysis& out);
  void append_unit(std::string_view text, Span unit, TokenRange range, std::size_t& entity, Analysis& out);
};

// Tokenizes units from `next` on until the chunk is full; `next` is then the first that is left.
void Analyzer::State::tokenize(std::string_view text, std::span<const Span> units, std::size_t& next) {
  raw.clear();
  ranges.clear();
  lexicon.clear_if_full(kKeptTypes);
  if (generation != lexicon.generation()) {
    scratch.forget_types();
    generation = lexicon.generation();
  }
  do {
    const Span unit = units[next++];
    const std::size_t begin = raw.size();
    tokenizer.tokenize(slice(text, unit), raw);
    for (std::size_t i = begin; i < raw.size(); ++i) {
      raw[i].begin += unit.begin;
      raw[i].end += unit.begin;
    }
    ranges.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(raw.size())});
  } while (next < units.size() && raw.size() < kChunkTokens);
}

void Analyzer::State::append_chunk(std::string_view text, std::span<const Span> units, Analysis& out) {
  output.clear();
  const std::span<const WordType> types =
      raw.empty() ? std::span<const WordType>() : std::span<const WordType>(&lexicon[0], lexicon.size());
  parts.network.run(raw, ranges, types, scratch, output);
  std::size_t entity = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) append_unit(text, units[i], ranges[i], entity, out);
}

void Analyzer::State::append_unit(std::string_view text, Span unit, TokenRange range, std::size_t& entity,
                                  Analysis& out) {
  const std::uint32_t first = static_cast<std::uint32_t>(out.tokens.size());
  const std::uint32_t first_sentence = static_cast<std::uint32_t>(out.sentences.size());
  const std::uint32_t shift = first - range.begin;  // modulo 2^32: chunk index -> index in the Analysis
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    const WordType& type = lexicon[raw[i].type];
    Token& token = out.tokens.emplace_back();
    token.span = {raw[i].begin, raw[i].end};
    token.text = slice(text, token.span);
    token.lower = type.lower;
    token.tag = output.tag[i];
    token.dep = output.dep[i];
    token.space_after = raw[i].space_after;
    token.head = output.head[i] + shift;
    token.left_edge = output.left_edge[i] + shift;
    token.right_edge = output.right_edge[i] + shift;
    token.sentence_start = output.sentence_start[i] != 0 || i == range.begin;
    if (token.sentence_start) {
      if (i > range.begin) out.sentences.back().end = i + shift;
      out.sentences.push_back({i + shift, i + shift});
    }
    token.sentence = static_cast<std::uint32_t>(out.sentences.size()) - 1;
  }
  const std::uint32_t end = static_cast<std::uint32_t>(out.tokens.size());
  if (end > first) out.sentences.back().end = end;

  const std::span<Token> tokens = std::span(out.tokens).subspan(first);
  const std::span<const RawToken> unit_raw = std::span(raw).subspan(range.begin, range.end - range.begin);
  ruler.apply(tokens, unit_raw, morphs);
  lemmas.apply(tokens, unit_raw, morphs);
  for (; entity < output.entities.size() && output.entities[entity].begin < range.end; ++entity) {
    const EntityRange& found = output.entities[entity];
    const TokenRange where{found.begin + shift, found.end + shift};
    for (std::uint32_t i = where.begin; i < where.end; ++i) out.tokens[i].entity = found.label;
    out.tokens[where.begin].entity_begin = true;
    out.entities.push_back({where, out.bytes(where), found.label});
  }
  find_noun_chunks(tokens, first, out.noun_chunks);
  out.units.push_back({unit, {first, end}, {first_sentence, static_cast<std::uint32_t>(out.sentences.size())}});
}

Analyzer::Analyzer(std::shared_ptr<const Model> model) : state_(std::make_unique<State>(std::move(model))) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

Analysis Analyzer::analyze(std::string_view text, std::span<const Span> units) {
  Analysis out;
  out.text = text;
  out.units.reserve(units.size());
  const auto kept = std::make_shared<Kept>();
  kept->model = state_->model;
  std::size_t bytes = 0;
  for (const Span unit : units) bytes += unit.length();
  out.tokens.reserve(bytes / 5);  // English news has 5.1 bytes a token, blanks included
  for (std::size_t next = 0; next < units.size();) {
    const std::size_t begin = next;
    state_->tokenize(text, units, next);
    if (kept->strings.empty() || kept->strings.back() != state_->lexicon.storage()) {
      kept->strings.push_back(state_->lexicon.storage());
    }
    state_->append_chunk(text, units.subspan(begin, next - begin), out);
  }
  out.storage = kept;
  return out;
}

}  // namespace hearsay
