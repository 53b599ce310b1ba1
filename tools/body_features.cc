// `body_features PAGE.html…`: what the search for the article's body sees on each page, as one JSON object a line, for
// train/body. The first line names the features. Not shipped.
//
//   {"features": [name, …]}
//   {"path": …, "blocks": [[number, "text", class, container, [feature, …]], …], "others": ["text", …]}
// Blocks of one template have the same class, those in one element the same container.
// `blocks` are those that come into question at all, `others` the texts of the rest.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "source/html_body.h"
#include "source/html_reader.h"

namespace {

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

}  // namespace

int main(int argc, char** argv) {
  using namespace hearsay;
  if (argc < 2) return std::cerr << "usage: body_features PAGE.html…\n", 2;
  std::string line = "{\"features\": [";
  for (std::size_t f = 0; f < kBodyFeatures; ++f)
    line += (f > 0 ? "," : "") + quoted(name(static_cast<BodyFeature>(f)));
  std::cout << line << "]}\n";
  for (int a = 1; a < argc; ++a) {
    std::ifstream file(argv[a], std::ios::binary);
    if (!file) return std::cerr << argv[a] << ": cannot be read\n", 1;
    Document document;
    document.bytes.assign(std::istreambuf_iterator<char>(file), {});
    const CharsetChoice choice = choose_charset(document.bytes, true);
    DecodedSource decoded;
    decode(document.bytes, choice, decoded);
    BodyTrace trace;
    read_html(decoded, choice, document, &trace);
    line = "{\"path\":" + quoted(argv[a]) + ",\"blocks\":[";
    const BodyFeatures& features = trace.features;
    for (std::size_t k = 0; k < features.blocks.size(); ++k) {
      const std::uint32_t i = features.blocks[k];
      line += (k > 0 ? ",[" : "[") + std::to_string(i) + "," + quoted(trace.texts[i]) + "," +
              std::to_string(features.classes[k]) + "," + std::to_string(features.containers[k]) + ",[";
      for (std::size_t f = 0; f < kBodyFeatures; ++f) line += (f > 0 ? "," : "") + std::to_string(features.rows[k][f]);
      line += "]]";
    }
    line += "],\"others\":[";
    bool first = true;
    for (std::size_t i = 0, k = 0; i < trace.texts.size(); ++i) {
      if (k < features.blocks.size() && features.blocks[k] == i) {
        ++k;
        continue;
      }
      line += (first ? "" : ",") + quoted(trace.texts[i]);
      first = false;
    }
    std::cout << line << "]}\n";
  }
  return 0;
}
