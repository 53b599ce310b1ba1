// For the tests of chains: our own sentences with spaCy's analysis, read, and rows that say which claim is made and
// through whom it reached the page, outermost first. One file of sentences for each test file.
//
// A new sentence: add it to testdata/NAME.txt, then
//   python3 tests/support/spacy_dump.py MODEL_FOLDER src/reading/testdata/NAME.txt > src/reading/testdata/NAME.tsv
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reading/finding.h"
#include "support/spacy_tsv.h"

namespace hearsay::testing {

inline const SpacyTsv& chain_sentences(const std::string& name) {
  static std::map<std::string, SpacyTsv> files;
  const auto known = files.find(name);
  if (known != files.end()) return known->second;
  std::string error;
  auto loaded = SpacyTsv::load(HEARSAY_SOURCE_DIR "/src/reading/testdata/" + name + ".tsv", error);
  EXPECT_TRUE(loaded) << error;
  return files.emplace(name, loaded ? std::move(*loaded) : SpacyTsv{}).first->second;
}

struct ReadChains {
  Document document;
  Analysis analysis;
  Reading reading;

  // Voices from the outermost to the innermost; "nobody" for a source that is not named.
  [[nodiscard]] std::string chain(const Claim& claim) const {
    std::string out;
    for (const Index k : claim.chain) {
      const Attribution& a = reading.attributions[k];
      if (!out.empty()) out += " > ";
      if (a.voice != kNone) {
        out += reading.voices[a.voice].name;
      } else if (a.source.empty()) {
        out += "nobody";
      } else {
        out += slice(document.text, a.source.front());
      }
    }
    return out.empty() ? "outlet" : out;
  }
  [[nodiscard]] std::string content(const Claim& claim) const {
    std::string out;
    for (const Span s : claim.content) out += (out.empty() ? "" : " … ") + std::string(slice(document.text, s));
    return out;
  }
  [[nodiscard]] std::string all() const {
    std::string out;
    for (const Claim& c : reading.claims) out += "\n  " + chain(c) + " | " + content(c);
    return out;
  }
};

inline ReadChains read_document(const std::string& sentences, Document document) {
  ReadChains out{std::move(document), {}, {}};
  out.document.outlet = Value{"Outlet Daily", {}, {}, "option"};
  std::vector<Span> units;
  for (const Part& p : out.document.parts) units.push_back(p.span);
  std::string missing;
  auto analysis = chain_sentences(sentences).analysis(out.document.text, units, missing);
  EXPECT_TRUE(analysis) << "not in testdata: " << missing;
  if (!analysis) return out;
  out.analysis = std::move(*analysis);
  out.reading = read(out.document, out.analysis);
  return out;
}

struct ChainRow {
  std::vector<std::string> paragraphs;
  const char *content, *chain;
  std::optional<Act> act = std::nullopt;  // of the innermost link, with what follows
  Quote quote = Quote::kIndirect;
  Channel channel = Channel::kUnknown;
  bool negated = false;
};

inline void expect_chains(const std::string& sentences, const std::vector<ChainRow>& rows) {
  for (const ChainRow& row : rows) {
    const ReadChains r = read_document(sentences, document_of(row.paragraphs));
    const Claim* found = nullptr;
    for (const Claim& c : r.reading.claims)
      if (r.content(c) == row.content && r.chain(c) == row.chain) found = &c;
    EXPECT_NE(found, nullptr) << row.chain << " | " << row.content << "\nnot among" << r.all();
    if (found == nullptr || !row.act) continue;
    const Attribution& last = r.reading.attributions[found->chain.back()];
    EXPECT_EQ(name(last.act), name(*row.act)) << row.content;
    EXPECT_EQ(name(last.quote), name(row.quote)) << row.content;
    EXPECT_EQ(name(last.channel), name(row.channel)) << row.content;
    EXPECT_EQ(last.negated, row.negated) << row.content;
  }
}

// No attribution has its cue or all of its content inside these words.
inline void expect_nothing_said(const std::string& sentences, const std::string& text, std::string_view words) {
  const ReadChains r = read_document(sentences, document_of({text}));
  const std::size_t at = r.document.text.find(words);
  ASSERT_NE(at, std::string::npos) << words;
  const Span inside{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  for (const Attribution& a : r.reading.attributions)
    EXPECT_FALSE(a.cue.front().overlaps(inside)) << text << "\n" << r.all();
}

}  // namespace hearsay::testing
