// For the tests of findings: our own sentences, one document each, with spaCy's analysis from findings.tsv.
// A new sentence: add it to findings.txt, then
//   python3 tests/support/spacy_dump.py MODEL_FOLDER src/reading/testdata/findings.txt >
//   src/reading/testdata/findings.tsv
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "reading/finding.h"
#include "support/spacy_tsv.h"

namespace hearsay::testing {

inline const SpacyTsv& findings_tsv() {
  static const SpacyTsv tsv = [] {
    std::string error;
    auto loaded = SpacyTsv::load(HEARSAY_SOURCE_DIR "/src/reading/testdata/findings.tsv", error);
    EXPECT_TRUE(loaded) << error;
    return loaded ? *loaded : SpacyTsv{};
  }();
  return tsv;
}

// A document of one paragraph, published on Friday, 14 March 2025 unless said otherwise, and its reading.
struct ReadSentence {
  explicit ReadSentence(const std::string& sentence, const std::string& published = "2025-03-14")
      : document(document_of({sentence})) {
    if (!published.empty()) document.published = Date{published, "day", {}, "option"};
    std::string missing;
    auto found = findings_tsv().analysis(document.text, {document.parts[0].span}, missing);
    EXPECT_TRUE(found) << "not in testdata: " << missing;
    if (!found) return;
    analysis = std::move(*found);
    reading = read(document, analysis);
  }
  [[nodiscard]] std::string text(Span s) const { return std::string(slice(document.text, s)); }
  [[nodiscard]] std::string text(const Spans& spans) const {
    std::string out;
    for (const Span s : spans) out += (out.empty() ? "" : " … ") + text(s);
    return out;
  }
  [[nodiscard]] std::string voice(Index v) const { return v == kNone ? "" : reading.voices[v].name; }

  Document document;
  Analysis analysis;
  Reading reading;
};

// Words parted by blanks as tokens of one sentence without a parse: enough for what looks at words alone.
struct BareWords {
  explicit BareWords(std::string words) : text(std::make_unique<std::string>(std::move(words))) {
    analysis.text = *text;
    const std::string_view all = *text;
    for (std::size_t i = 0; i < all.size();) {
      const std::size_t end = std::min(all.find(' ', i), all.size());
      Token t;
      t.span = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)};
      t.text = t.lower = t.lemma = all.substr(i, end - i);
      t.head = t.left_edge = t.right_edge = static_cast<std::uint32_t>(analysis.tokens.size());
      analysis.tokens.push_back(t);
      i = end + 1;
    }
    const auto n = static_cast<std::uint32_t>(analysis.tokens.size());
    analysis.sentences = {{0, n}};
    analysis.units = {{{0, static_cast<std::uint32_t>(all.size())}, {0, n}, {0, 1}}};
  }
  std::unique_ptr<std::string> text;
  Analysis analysis;
};

}  // namespace hearsay::testing
