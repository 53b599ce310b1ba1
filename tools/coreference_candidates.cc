// `coreference_candidates FILE…`: what the search for antecedents looks at in each text, as one JSON object a line, for
// train/coreference. The first line names the blocks of features. Not shipped.
//
//   {"blocks": [[name, size], …], "anaphor_features": n}
//   {"path": …, "text": …, "size": bytes of the file, "map": [[text, file, length], …],
//    "units": [[b,e], …], "mentions": [[b,e, head b,e, referent, is a name], …],
//    "cases": [{"noun": bool, "span": [b,e], "head": [b,e], "features": […], "candidates": [[mention, […]], …]}, …]}
// Positions count bytes of the text that was read (`text`).
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "language/language.h"
#include "reading/coreference.h"
#include "reading/finding.h"
#include "source/source.h"

namespace {

using hearsay::CoreferenceTrace;
using hearsay::Span;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      out += code;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string list(const hearsay::Features& features) {
  std::string out = "[";
  for (const auto f : features) out += (out.size() > 1 ? "," : "") + std::to_string(f);
  return out + "]";
}

std::string pair(Span s) { return std::to_string(s.begin) + "," + std::to_string(s.end); }

void print(const hearsay::Document& document, const hearsay::Analysis& analysis, const CoreferenceTrace& trace) {
  std::string out = "{\"path\":" + quoted(document.path) + ",\"text\":" + quoted(document.text) +
                    ",\"size\":" + std::to_string(document.bytes.size()) + ",\"map\":[";
  bool first = true;
  const auto comma = [&] {
    if (!first) out += ',';
    first = false;
  };
  for (const auto& run : document.map) {
    comma();
    out += "[" + std::to_string(run.text_begin) + "," + std::to_string(run.source_begin) + "," +
           std::to_string(run.length) + "]";
  }
  out += "],\"units\":[";
  first = true;
  for (const auto& unit : analysis.units) {
    comma();
    out += "[" + pair(unit.span) + "]";
  }
  out += "],\"mentions\":[";
  first = true;
  for (const auto& m : trace.mentions) {
    comma();
    out +=
        "[" + pair(m.span) + "," + pair(m.head) + "," + std::to_string(m.referent) + "," + (m.name ? "1" : "0") + "]";
  }
  out += "],\"cases\":[";
  first = true;
  for (const auto& c : trace.cases) {
    comma();
    out += std::string("{\"noun\":") + (c.noun ? "true" : "false") + ",\"span\":[" + pair(c.span) + "],\"head\":[" +
           pair(c.head) + "],\"features\":" + list(c.features) + ",\"candidates\":[";
    bool inner = true;
    for (const auto& k : c.candidates) {
      if (!inner) out += ',';
      inner = false;
      out += "[" + std::to_string(k.mention) + "," + list(k.features) + "]";
    }
    out += "],\"scores\":[";
    inner = true;
    for (const float s : c.scores) {
      char number[32];
      std::snprintf(number, sizeof number, "%s%.6g", inner ? "" : ",", static_cast<double>(s));
      inner = false;
      out += number;
    }
    out += "]}";
  }
  std::cout << out << "]}\n";
}

}  // namespace

int main(int argc, char** argv) {
  using namespace hearsay;
  if (argc < 3) return std::cerr << "usage: coreference_candidates MODEL.pack FILE…\n", 2;
  const auto model = Model::open(argv[1]);
  if (!model.ok()) return std::cerr << model.error().message << "\n", 1;
  Analyzer analyzer(*model);
  std::cout << "{\"blocks\":[";
  for (std::size_t b = 0; b < std::size(kBlocks); ++b) {
    std::cout << (b > 0 ? "," : "") << "[" << quoted(kBlocks[b].name) << "," << kBlocks[b].size << "]";
  }
  std::cout << "],\"anaphor_features\":" << kAnaphorFeatures << "}\n";
  int status = 0;
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    RawSource raw;
    raw.path = argv[i];
    raw.bytes.assign(std::istreambuf_iterator<char>(in), {});
    auto document = read_document(std::move(raw), {});
    if (!document.ok()) {
      std::cerr << argv[i] << ": " << document.error().message << "\n";
      status = 3;
      continue;
    }
    const Analysis analysis = analyzer.analyze(document->text, analysable(*document));
    const Page page = page_of(*document, analysis);
    const auto quotations = find_quotations(*document);
    auto attributions = find_attributions(page, quotations, nullptr, nullptr);
    CoreferenceTrace trace;
    (void)find_voices(page, quotations, attributions, nullptr, &trace);
    print(*document, analysis, trace);
  }
  return status;
}
