// What reads a page: the language model and, unless the rules are to do without it, the learned reader.
// What it is: Engine is the mapped packs, opened once for all threads; EngineThread is one thread's way through them.
// Fails: a pack that is missing, damaged or of another version (kModel), with the places looked at and what to run.
#pragma once

#include <memory>
#include <string>

#include "language/language.h"
#include "reading/learned_reader.h"
#include "reading/reading.h"
#include "source/source.h"

namespace hearsay::cli {

struct Engine {
  std::shared_ptr<const Model> language;
  std::shared_ptr<const ReaderModel> reader;  // null: --reader rules

  // "en_core_web_md 3.8.0, encoder" and the SHA-256 of the packs, joined by "+": what custody records.
  [[nodiscard]] std::string name() const;
  [[nodiscard]] std::string sha256() const;
};

// `reader`: "encoder" or "" (the default), or "rules".
[[nodiscard]] Result<Engine> open_engine(const std::string& reader);

class EngineThread {
 public:
  explicit EngineThread(const Engine& engine);

  [[nodiscard]] Analyzer& analyzer() { return analyzer_; }
  [[nodiscard]] Reading read(const Document& document, const Analysis& analysis) {
    return hearsay::read(document, analysis, reader_.get());
  }
  [[nodiscard]] Reading read(const Document& document);

 private:
  Analyzer analyzer_;
  std::unique_ptr<LearnedReader> reader_;
};

}  // namespace hearsay::cli
