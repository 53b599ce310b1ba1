// From the reader's weights and MiniLM's folder to a pack: what `hearsay-pack --reader` does.
//
// What it is: train/reader/export.py's file gives the layers (8-bit, already rounded), the position vectors and the
// heads; the published folder gives the word embeddings (kept as half floats) and vocab.txt.
// Ownership: appends copies to the writer. Threads: one. Fails: kUnreadable, kMalformed or kModel, with the file. Equal
// inputs give equal packs; docs/pack-format.md lists the sections.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "language/pack.h"

namespace hearsay {

struct ReaderSources {
  std::string_view weights;     // safetensors
  std::string_view embeddings;  // model.safetensors of BERT's form
  std::string_view vocabulary;  // vocab.txt
  std::string source;           // a line for each file: SHA-256, size, path
};

[[nodiscard]] Status append_reader(PackWriter& writer, const ReaderSources& sources);

// Reads the files and appends them.
[[nodiscard]] Status append_reader_files(PackWriter& writer, const std::string& weights, const std::string& folder);

}  // namespace hearsay
