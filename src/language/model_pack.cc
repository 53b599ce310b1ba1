#include "language/model_pack.h"

#include "language/attribute_ruler.h"
#include "language/lemmatizer.h"
#include "language/network.h"
#include "language/tokenizer_rules.h"
#include "language/vocabulary.h"

namespace hearsay {

Status append_model(PackWriter& writer, const SpacyFolder& folder) {
  writer.add("model.name", folder.name);
  writer.add("model.version", folder.version);
  writer.add("model.licence", folder.licence);
  writer.add("model.source", folder.source);
  write_vocabulary(writer, folder);
  write_tokenizer(writer, folder);
  write_attribute_ruler(writer, folder);
  write_lemmatizer(writer, folder);
  return append_network(writer, folder.weights);
}

}  // namespace hearsay
