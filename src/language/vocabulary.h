// Vocabulary: what the model itself knows of words: norms that are not the lower case, and rows of the word vectors.
// Ownership: views into the pack, which must outlive it. Threads: read-only.
// Fails: open() with kModel where sections are missing or do not fit together.
// Facts: spaCy 3.8 vocab.pyx, lang/en (lexeme_norm before BASE_NORMS before lower case), vectors.pyx.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "language/id_table.h"

namespace hearsay {

struct SpacyFolder;

class Vocabulary {
 public:
  Vocabulary() = default;
  [[nodiscard]] static Result<Vocabulary> open(const PackReader& pack);

  // Id of the norm of the word with this id; nullptr: its lower case.
  [[nodiscard]] const std::uint64_t* norm(std::uint64_t orth) const { return norms_.find(orth); }
  // Row of its vector; nullptr: it has none.
  [[nodiscard]] const std::uint32_t* row(std::uint64_t orth) const { return rows_.find(orth); }

 private:
  IdTable<std::uint64_t> norms_;
  IdTable<std::uint32_t> rows_;
};

void write_vocabulary(PackWriter& writer, const SpacyFolder& folder);

}  // namespace hearsay
