// print_layers PACK < texts.jsonl
//
// Prints what the language room makes of each text (one JSON string a line, each a unit of its own), one token a line,
// for spacy_parity.py to compare. Fields, parted by tabs: begin end (bytes) space_after tag pos morph lemma head dep
// left_edge right_edge sentence_start entity entity_begin lower; a chunk is "C begin end root" (tokens); an empty line
// ends a text. Tabs, line breaks and backslashes are escaped.
#include <rapidjson/document.h>

#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "language/language.h"

namespace {

using namespace hearsay;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void print_unit(const Analysis& analysis, const Unit& unit) {
  const std::uint32_t first = unit.tokens.begin;
  for (std::uint32_t i = first; i < unit.tokens.end; ++i) {
    const Token& t = analysis.tokens[i];
    std::cout << t.span.begin - unit.span.begin << '\t' << t.span.end - unit.span.begin << '\t' << t.space_after << '\t'
              << name(t.tag) << '\t' << name(t.pos) << '\t' << t.morph << '\t' << escaped(t.lemma) << '\t'
              << t.head - first << '\t' << name(t.dep) << '\t' << t.left_edge - first << '\t' << t.right_edge - first
              << '\t' << t.sentence_start << '\t' << name(t.entity) << '\t' << t.entity_begin << '\t'
              << escaped(t.lower) << '\n';
  }
  for (const NounChunk& chunk : analysis.noun_chunks) {
    if (chunk.root < unit.tokens.begin || chunk.root >= unit.tokens.end) continue;
    std::cout << "C\t" << chunk.tokens.begin - first << '\t' << chunk.tokens.end - first << '\t' << chunk.root - first
              << '\n';
  }
  std::cout << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  auto model = Model::open(argv[1]);
  if (!model) {
    std::cerr << model.error().describe() << '\n';
    return 1;
  }
  Analyzer analyzer(*model);
  std::string text, line;
  std::vector<Span> units;
  const auto flush = [&] {
    const Analysis analysis = analyzer.analyze(text, units);
    for (const Unit& unit : analysis.units) print_unit(analysis, unit);
    text.clear();
    units.clear();
  };
  while (std::getline(std::cin, line)) {
    rapidjson::Document json;
    json.Parse(line.data(), line.size());
    if (json.HasParseError() || !json.IsString()) {
      std::cerr << "not a JSON string: " << line << '\n';
      return 1;
    }
    const auto begin = static_cast<std::uint32_t>(text.size());
    text.append(json.GetString(), json.GetStringLength());
    units.push_back({begin, static_cast<std::uint32_t>(text.size())});
    text += "\n\n";
    if (units.size() == 50) flush();
  }
  flush();
  return 0;
}
