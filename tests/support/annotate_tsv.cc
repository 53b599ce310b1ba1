// `annotate PATH…` for plain texts whose analysis spacy_dump.py wrote as HEARSAY_TSV/NAME.tsv: lets the reading rules
// be scored without the language room. Prints what the attribution scorer reads: source, text, map, attributions. Not
// shipped.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "reading/finding.h"
#include "support/spacy_tsv.h"

namespace {

using namespace hearsay;

void quote(std::ostream& out, std::string_view text) {
  out << '"';
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out << '\\' << c;
    else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr char kHex[] = "0123456789abcdef";
      out << "\\u00" << kHex[(c >> 4) & 15] << kHex[c & 15];
    } else
      out << c;
  }
  out << '"';
}

void ranges(std::ostream& out, const char* name, const Spans& spans) {
  out << '"' << name << "\":[";
  for (std::size_t i = 0; i < spans.size(); ++i)
    out << (i ? "," : "") << '[' << spans[i].begin << ',' << spans[i].end << ']';
  out << "],";
}

}  // namespace

int main(int argc, char** argv) {
  const char* folder = std::getenv("HEARSAY_TSV");
  if (folder == nullptr) return std::cerr << "HEARSAY_TSV is not set\n", 2;
  int status = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string path = argv[i];
    if (path == "annotate") continue;
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    const auto slash = path.rfind('/') + 1;
    std::string error, missing;
    const auto tsv = hearsay::testing::SpacyTsv::load(
        std::string(folder) + "/" + path.substr(slash, path.rfind('.') - slash) + ".tsv", error);
    const Document document = hearsay::testing::document_of_lines(path, text.str());
    std::vector<Span> units;
    for (const Part& p : document.parts) units.push_back(p.span);
    const auto analysis = tsv ? tsv->analysis(document.text, units, missing) : std::nullopt;
    if (!analysis) {
      std::cerr << path << ": " << error << missing << "\n";
      status = 3;
      continue;
    }
    Page page{document, *analysis, {}};
    for (std::uint32_t p = 0; p < document.parts.size(); ++p) page.part_of_unit.push_back(p);
    const auto quotations = find_quotations(document);
    const auto found = find_attributions(page, quotations);
    std::cout << "{\"source\":{\"path\":";
    quote(std::cout, path);
    std::cout << ",\"bytes\":" << document.text.size() << "},\"text\":";
    quote(std::cout, document.text);
    std::cout << ",\"map\":[[0,0," << document.text.size() << "]],\"attributions\":[";
    for (std::size_t k = 0; k < found.size(); ++k) {
      const Attribution& a = found[k];
      std::cout << (k ? ",{" : "{");
      ranges(std::cout, "source", a.source);
      ranges(std::cout, "cue", a.cue);
      ranges(std::cout, "content", a.content);
      std::cout << "\"id\":" << k << ",\"parent\":";
      if (a.parent == kNone)
        std::cout << "null";
      else
        std::cout << a.parent;
      std::cout << ",\"act\":\"" << name(a.act) << "\",\"channel\":\"" << name(a.channel) << "\",\"quote\":\""
                << name(a.quote) << "\",\"negated\":" << (a.negated ? "true" : "false") << ",\"p\":" << a.p
                << ",\"rule\":\"" << a.rule << "\",\"lemma\":";
      quote(std::cout, analysis->tokens[a.cue_head].lemma);
      std::cout << '}';
    }
    std::cout << "]}\n";
  }
  return status;
}
