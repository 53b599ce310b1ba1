#include "cli/engine.h"

#include "cli/model_file.h"

namespace hearsay::cli {

std::string Engine::name() const {
  std::string name = std::string(language->name()) + " " + std::string(language->version());
  if (reader) name += ", encoder";
  return name;
}

std::string Engine::sha256() const {
  std::string sums(language->sha256());
  if (reader) sums += "+" + std::string(reader->encoder()->sha256());
  return sums;
}

Result<Engine> open_engine(const std::string& reader) {
  Engine engine;
  auto language = open_model();
  if (!language.ok()) return language.error();
  engine.language = *language;
  if (reader != "rules") {
    auto learned = open_reader();
    if (!learned.ok()) return learned.error();
    engine.reader = *learned;
  }
  return engine;
}

EngineThread::EngineThread(const Engine& engine) : analyzer_(engine.language) {
  if (engine.reader) reader_ = std::make_unique<LearnedReader>(engine.reader);
}

Reading EngineThread::read(const Document& document) {
  const std::vector<Span> units = analysable(document);
  const Analysis analysis = analyzer_.analyze(document.text, units);
  return read(document, analysis);
}

}  // namespace hearsay::cli
