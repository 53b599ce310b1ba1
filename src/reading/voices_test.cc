// Whom pronouns and nouns take up, in sentences of our own. Their analysis is in testdata/voices.tsv, as
// tests/support/spacy_dump.py wrote it from testdata/voices.txt.
#include <gtest/gtest.h>

#include "reading/coreference.h"
#include "reading/finding.h"
#include "support/spacy_tsv.h"

namespace hearsay {
namespace {

struct ReadVoices {
  explicit ReadVoices(const std::string& line) : document(testing::document_of({line})) {
    static const testing::SpacyTsv tsv = [] {
      std::string error;
      auto loaded = testing::SpacyTsv::load(HEARSAY_SOURCE_DIR "/src/reading/testdata/voices.tsv", error);
      EXPECT_TRUE(loaded) << error;
      return loaded ? *loaded : testing::SpacyTsv{};
    }();
    std::string missing;
    auto found = tsv.analysis(document.text, {document.parts[0].span}, missing);
    EXPECT_TRUE(found) << "not in testdata: " << missing;
    if (!found) return;
    analysis = std::move(*found);
    const Page page = page_of(document, analysis);
    const auto quotations = find_quotations(document);
    auto attributions = find_attributions(page, quotations, nullptr, nullptr);
    voices = find_voices(page, quotations, attributions, nullptr, &trace);
  }
  [[nodiscard]] std::string mentions(std::string_view name) const {
    for (const Voice& v : voices) {
      if (v.name != name) continue;
      std::string out;
      for (const Span s : v.mentions) out += (out.empty() ? "" : " … ") + std::string(slice(document.text, s));
      return out;
    }
    return "(no such voice)";
  }

  Document document;
  Analysis analysis;
  CoreferenceTrace trace;
  std::vector<Voice> voices;
};

TEST(Antecedents, are_found_by_name) {
  struct Row {
    const char *line, *name, *mentions;
  };
  for (const Row& row :
       // the name that comes right behind
       {Row{"In her first speech, Ada Holm thanked Omar Reyes.", "Ada Holm", "her … Ada Holm"},
        Row{"In her first speech, Ada Holm thanked Omar Reyes.", "Omar Reyes", "Omar Reyes"},
        // an object is not the subject of its own verb
        Row{"Omar Reyes met Piet Vos. Reyes told him that the line was safe.", "Omar Reyes", "Omar Reyes … Reyes"},
        Row{"Omar Reyes met Piet Vos. Reyes told him that the line was safe.", "Piet Vos", "Piet Vos … him"},
        // what takes years is nobody
        Row{"Ada Holm praised the engineers. She said the tunnel was dry, and it took years.", "Ada Holm",
            "Ada Holm … She"},
        // what only judges is no part of a name
        Row{"The treacherous regime in Maron denied the attack. The regime in Maron said it had no tanks.",
            "regime in Maron", "The treacherous regime … The regime … it"},
        Row{"It rained for a week. Mayor Lena Brandt said it was hard to keep the road open.", "Lena Brandt",
            "Lena Brandt"}}) {
    EXPECT_EQ(ReadVoices(row.line).mentions(row.name), row.mentions) << row.line;
  }
}

TEST(Antecedents, the_trace_tells_what_was_looked_at) {
  const ReadVoices read("Omar Reyes met Piet Vos. Reyes told him that the line was safe.");
  ASSERT_FALSE(read.trace.cases.empty());
  for (const auto& c : read.trace.cases) {
    EXPECT_EQ(c.scores.size(), c.candidates.size() + 1);
    for (const auto f : c.features) EXPECT_LT(f, kAnaphorFeatures);
    for (const auto& k : c.candidates) {
      ASSERT_LT(k.mention, read.trace.mentions.size());
      for (const auto f : k.features) {
        EXPECT_GE(f, kAnaphorFeatures);
        EXPECT_LT(f, kCoreferenceFeatures);
      }
    }
  }
  const auto& him = read.trace.cases.front();
  EXPECT_EQ(std::string(slice(read.document.text, him.span)), "him");
  for (const auto& k : him.candidates)
    EXPECT_NE(std::string(slice(read.document.text, read.trace.mentions[k.mention].span)), "Reyes");
}

}  // namespace
}  // namespace hearsay
