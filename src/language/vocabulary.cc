#include "language/vocabulary.h"

#include "language/spacy_folder.h"
#include "language/string_id.h"

namespace hearsay {

Result<Vocabulary> Vocabulary::open(const PackReader& pack) {
  Vocabulary vocabulary;
  auto norms = IdTable<std::uint64_t>::open(pack, "vocabulary.norms");
  if (!norms) return norms.error();
  vocabulary.norms_ = *norms;
  auto rows = IdTable<std::uint32_t>::open(pack, "vocabulary.rows");
  if (!rows) return rows.error();
  vocabulary.rows_ = *rows;
  return vocabulary;
}

void write_vocabulary(PackWriter& writer, const SpacyFolder& folder) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> norms;
  for (const auto& [id, norm] : folder.norms) norms.emplace_back(id, string_id(norm));
  // After the model's own: of equal keys the first stays.
  for (std::size_t i = 0; i < spacy_data::kBaseNormCount; ++i) {
    norms.emplace_back(string_id(spacy_data::kBaseNorms[i].text), string_id(spacy_data::kBaseNorms[i].norm));
  }
  write_id_table(writer, "vocabulary.norms", std::move(norms));
  write_id_table(writer, "vocabulary.rows", folder.weights.vectors.row_of);
}

}  // namespace hearsay
