#include "reading/learned_reader.h"

namespace hearsay {

Result<std::shared_ptr<const ReaderModel>> ReaderModel::open(const std::string& path) {
  auto encoder = EncoderModel::open(path);
  if (!encoder) return encoder.error();
  auto heads = ReaderHeads::from((*encoder)->pack());
  if (!heads) return heads.error();
  auto coreference = coreference_heads_of((*encoder)->pack());
  if (!coreference) return coreference.error();
  return std::shared_ptr<const ReaderModel>(
      new ReaderModel(*std::move(encoder), *std::move(heads), *std::move(coreference)));
}

}  // namespace hearsay
