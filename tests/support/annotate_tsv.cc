// `annotate PATH…` for plain texts whose analysis spacy_dump.py wrote as HEARSAY_TSV/NAME.tsv: lets the reading rules
// be scored without the language room. One part for each line that is not blank. Knows --date and --outlet. Not
// shipped.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "reading/reading_json.h"
#include "support/spacy_tsv.h"

int main(int argc, char** argv) {
  using namespace hearsay;
  const char* folder = std::getenv("HEARSAY_TSV");
  if (folder == nullptr) return std::cerr << "HEARSAY_TSV is not set\n", 2;
  std::string date, outlet;
  int status = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "annotate") continue;
    if (argument.starts_with("--") && i + 1 < argc) {
      (argument == "--date" ? date : outlet) = argv[++i];
      continue;
    }
    std::ifstream in(argument, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    const auto slash = argument.rfind('/') + 1;
    std::string error, missing;
    const auto tsv = hearsay::testing::SpacyTsv::load(
        std::string(folder) + "/" + argument.substr(slash, argument.rfind('.') - slash) + ".tsv", error);
    Document document = hearsay::testing::document_of_lines(argument, text.str());
    if (!date.empty()) document.published = Date{date, "day", {}, "option"};
    if (!outlet.empty()) document.outlet = Value{outlet, {}, {}, "option"};
    const std::vector<Span> units = analysable(document);
    const auto analysis = tsv ? tsv->analysis(document.text, units, missing) : std::nullopt;
    if (!analysis) {
      std::cerr << argument << ": " << error << missing << "\n";
      status = 3;
      continue;
    }
    const Reading reading = read(document, *analysis);
    std::string json;
    append_json(json, document, &*analysis, &reading, {});
    std::cout << json << "\n";
  }
  return status;
}
