// What a Model is made of: private to src/language.
// Ownership: the parts view into `pack`, which is declared first and so goes last. Threads: read-only.
#pragma once

#include <memory>
#include <string>

#include "language/attribute_ruler.h"
#include "language/language.h"
#include "language/lemmatizer.h"
#include "language/network.h"
#include "language/pack.h"
#include "language/tokenizer_rules.h"
#include "language/vocabulary.h"

namespace hearsay {

struct Model::Parts {
  Parts(PackReader reader, Network net) : pack(std::move(reader)), network(std::move(net)) {}
  PackReader pack;
  std::string_view name;
  std::string_view version;
  std::string sha256;  // hex
  Vocabulary vocabulary;
  std::shared_ptr<const TokenizerRules> tokenizer;
  AttributeRuler ruler;
  Lemmatizer lemmatizer;
  Network network;
};

}  // namespace hearsay
