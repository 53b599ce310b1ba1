// Sectors of phrases, by rows.
#include "reading/sectors.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace hearsay {
namespace {

TEST(Sectors, of_a_phrase) {
  struct Row {
    std::vector<std::string_view> words;
    std::size_t head;
    const char* sector;
  };
  for (const Row& row : {
           Row{{"defence", "ministry", "spokesman"}, 2, "GOV"},
           Row{{"army", "chief"}, 1, "MIL"},
           Row{{"police", "officer"}, 1, "COP"},
           Row{{"spokesman", "for", "the", "hospital"}, 0, "MED"},
           Row{{"opposition", "leader"}, 1, "OPP"},
           Row{{"former", "president"}, 1, "ELI"},
           Row{{"ex-minister"}, 0, "ELI"},
           Row{{"former", "colonel"}, 1, "MIL"},
           Row{{"union", "official"}, 1, "LAB"},
           Row{{"official"}, 0, "GOV"},
           Row{{"human", "rights", "group"}, 2, "SOC"},
           Row{{"news", "agency"}, 1, "JRN"},
           Row{{"ministry", "of", "police"}, 0, "GOV"},
           Row{{"police", "union"}, 1, "LAB"},
           Row{{"supreme", "court", "judge"}, 2, "JUD"},
           Row{{"spokesman"}, 0, ""},
           Row{{"sailor"}, 9, ""},
           Row{{}, 0, ""},
       }) {
    EXPECT_EQ(sector_of_phrase(row.words, row.head), row.sector) << (row.words.empty() ? "" : row.words.back());
  }
}

}  // namespace
}  // namespace hearsay
