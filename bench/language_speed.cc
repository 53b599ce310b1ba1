// Words a second of the language room on one thread, beside the stages they go through.
//
//   language_speed PACK FILE…          each line that is not blank is a unit, as score/language.py takes them
//   language_speed --rounds 5 PACK FILE…
//
// Prints tokens a second of the thread's own processor time (a busy machine disturbs that less than the clock), cold (a
// new Analyzer) and warm (the second time over the same texts), then the share of each stage in a cold run. A stage is
// timed by running it alone over all texts: the tokenizer, the two tok2vecs, the whole network (what is left of it are
// tagger, parser and entities), and the whole analysis (what is left of it are rules, lemmas, chunks and assembly).
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/line_texts.h"
#include "language/language.h"
#include "language/parts.h"
#include "language/tokenizer.h"

namespace hearsay {
namespace {

using bench::cpu_seconds, bench::read_lines, bench::Text;

struct Seconds {
  double tokenizer = 0, tok2vec = 0, network = 0, cold = 0, warm = 0;
  std::size_t tokens = 0;
};

Seconds measure(const std::shared_ptr<const Model>& model, const std::vector<Text>& texts) {
  Seconds s;
  const Model::Parts& parts = model->parts();
  {
    Analyzer analyzer(model);
    for (double* total : {&s.cold, &s.warm}) {
      const double begin = cpu_seconds();
      s.tokens = 0;
      for (const Text& text : texts) s.tokens += analyzer.analyze(text.text, text.ranges).tokens.size();
      *total = cpu_seconds() - begin;
    }
  }
  Lexicon lexicon(parts.vocabulary);
  Tokenizer tokenizer(parts.tokenizer, lexicon);
  std::vector<std::vector<RawToken>> raw(texts.size());
  std::vector<std::vector<TokenRange>> units(texts.size());
  double begin = cpu_seconds();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (const Span unit : texts[i].ranges) {
      const auto first = static_cast<std::uint32_t>(raw[i].size());
      tokenizer.tokenize(slice(texts[i].text, unit), raw[i]);
      units[i].push_back({first, static_cast<std::uint32_t>(raw[i].size())});
    }
  }
  s.tokenizer = cpu_seconds() - begin;
  const std::span<const WordType> types(&lexicon[0], lexicon.size());

  NetworkScratch scratch(parts.network);
  NetworkOutput output;
  begin = cpu_seconds();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    output.clear();
    parts.network.run(raw[i], units[i], types, scratch, output);
  }
  s.network = cpu_seconds() - begin;

  std::vector<float> vectors;
  for (const Tok2Vec* tok2vec : {&parts.network.tok2vec(), &parts.network.entity_tok2vec()}) {
    Tok2VecScratch one(*tok2vec);
    std::vector<Stretch> stretches;
    begin = cpu_seconds();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::uint32_t count = 0;
      for (std::size_t u = 0; u < units[i].size(); ++u) {
        stretches.push_back({units[i][u].begin, units[i][u].end, units[i][u].begin, units[i][u].end});
        count += units[i][u].end - units[i][u].begin;
        if (u + 1 < units[i].size() && count + units[i][u + 1].end - units[i][u + 1].begin <= kMaxStretchTokens)
          continue;
        vectors.resize(count * tok2vec->width());
        tok2vec->run(raw[i], types, stretches, one, vectors.data());
        stretches.clear();
        count = 0;
      }
    }
    s.tok2vec += cpu_seconds() - begin;
  }
  return s;
}

int run(int argc, char** argv) {
  int rounds = 3, at = 1;
  if (at + 1 < argc && std::string_view(argv[at]) == "--rounds") rounds = std::atoi(argv[at + 1]), at += 2;
  if (at + 1 >= argc || rounds < 1) {
    std::fprintf(stderr, "usage: language_speed [--rounds N] PACK FILE…\n");
    return 2;
  }
  const auto model = Model::open(argv[at]);
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().describe().c_str());
    return 1;
  }
  std::vector<Text> texts;
  for (int i = at + 1; i < argc; ++i) texts.push_back(read_lines(argv[i]));
  std::vector<Seconds> all;
  for (int r = 0; r < rounds; ++r) all.push_back(measure(*model, texts));
  const auto median = [&](double Seconds::*field) {
    std::sort(all.begin(), all.end(), [&](const Seconds& a, const Seconds& b) { return a.*field < b.*field; });
    return all[all.size() / 2].*field;
  };
  const double tokens = static_cast<double>(all[0].tokens);
  const double cold = median(&Seconds::cold), warm = median(&Seconds::warm), tokenizer = median(&Seconds::tokenizer),
               network = median(&Seconds::network), tok2vec = median(&Seconds::tok2vec);
  if (tokens == 0) {
    std::fprintf(stderr, "no tokens in the files\n");
    return 1;
  }
  std::printf("isa %.*s, %.0f tokens, median of %d rounds\n", static_cast<int>(active_isa().size()),
              active_isa().data(), tokens, rounds);
  std::printf("cold  %8.0f tokens/s\nwarm  %8.0f tokens/s\n", tokens / cold, tokens / warm);
  const auto stage = [&](const char* name, double seconds) {
    std::printf("%-28s %7.2f us/token %5.1f %%\n", name, seconds / tokens * 1e6, seconds / cold * 100);
  };
  stage("tokenizer, lexicon", tokenizer);
  stage("tok2vec (shared, entities)", tok2vec);
  stage("tagger, parser, entities", network - tok2vec);
  stage("rules, lemmas, assembly", cold - network - tokenizer);
  return 0;
}

}  // namespace
}  // namespace hearsay

int main(int argc, char** argv) { return hearsay::run(argc, argv); }
