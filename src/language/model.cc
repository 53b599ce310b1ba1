#include "base/hash.h"
#include "language/parts.h"

namespace hearsay {

Model::Model() = default;
Model::~Model() = default;

std::string_view Model::name() const { return parts_->name; }
std::string_view Model::version() const { return parts_->version; }
std::string_view Model::sha256() const { return parts_->sha256; }

Result<std::shared_ptr<const Model>> Model::open(const std::string& path) {
  Result<PackReader> pack = PackReader::open(path);
  if (!pack) return pack.error();
  const auto at = [&](Error error) {
    if (error.path.empty()) error.path = path;
    return error;
  };
  Result<Network> network = Network::from(*pack);
  if (!network) return at(network.error());
  std::shared_ptr<Model> model(new Model());
  model->parts_ = std::make_unique<Parts>(std::move(*pack), std::move(*network));
  Parts& parts = *model->parts_;

  const auto name = parts.pack.bytes("model.name"), version = parts.pack.bytes("model.version");
  if (!name) return at(name.error());
  if (!version) return at(version.error());
  parts.name = *name;
  parts.version = *version;
  parts.sha256 = to_hex(parts.pack.payload_sha256());
  auto vocabulary = Vocabulary::open(parts.pack);
  if (!vocabulary) return at(vocabulary.error());
  parts.vocabulary = *vocabulary;
  auto tokenizer = TokenizerRules::open(parts.pack);
  if (!tokenizer) return at(tokenizer.error());
  parts.tokenizer = *tokenizer;
  auto ruler = AttributeRuler::open(parts.pack);
  if (!ruler) return at(ruler.error());
  parts.ruler = std::move(*ruler);
  auto lemmatizer = Lemmatizer::open(parts.pack);
  if (!lemmatizer) return at(lemmatizer.error());
  parts.lemmatizer = std::move(*lemmatizer);
  return std::shared_ptr<const Model>(std::move(model));
}

}  // namespace hearsay
