// spaCy's analysis, as spacy_dump.py wrote it, loaded into an Analysis: the reading room's tests need no model.
//
// Ownership: a SpacyTsv owns its strings and shares them with the Analyses it gives (Analysis::storage); those point
// into the Document's text besides. Threads: a plain value. Units: the file counts bytes from the unit's beginning.
// Fails: loading gives nullopt and says why in `error`; a text that the file lacks is appended to the file named by the
// environment variable HEARSAY_MISSING_SENTENCES (for spacy_dump.py) and gives nullopt.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/language.h"
#include "source/source.h"

namespace hearsay::testing {

class SpacyTsv {
 public:
  // REQUIRES: as written by spacy_dump.py; what is not is refused.
  [[nodiscard]] static std::optional<SpacyTsv> load(const std::string& path, std::string& error);

  // The Analysis of `text` with these units, each of which must be a unit of the file, byte for byte.
  // `missing`: the first one that is not.
  [[nodiscard]] std::optional<Analysis> analysis(std::string_view text, const std::vector<Span>& units,
                                                 std::string& missing) const;

 private:
  struct Row {
    std::uint32_t begin, end, head;
    Tag tag;
    Pos pos;
    Dep dep;
    EntityLabel entity;
    bool entity_begin, sentence_start, space_after;
    std::string_view lemma, lower, morph;
  };
  struct UnitRows {
    std::vector<Row> tokens;
    std::vector<NounChunk> chunks;
  };
  std::shared_ptr<std::vector<std::string>> strings_;
  std::map<std::string, UnitRows, std::less<>> units_;
};

// A document of paragraphs (region main) joined by blank lines, its source the same bytes as its text.
[[nodiscard]] Document document_of(const std::vector<std::string>& paragraphs);

// A plain text as it is, one part for each line that is not blank.
[[nodiscard]] Document document_of_lines(std::string path, std::string text);

}  // namespace hearsay::testing
