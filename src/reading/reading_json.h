// A Document and its Reading as one JSON object, `hearsay.reading/1` of the contract.
// Ownership: appends to a string the caller owns. Threads: pure. The order of keys is fixed: equal readings give equal bytes.
#pragma once

#include <string>

#include "language/language.h"
#include "reading/reading.h"
#include "source/source.h"

namespace hearsay {

struct Layers {
  bool tokens = false;
  bool sentences = false;
  bool entities = false;
};

// Appends one line without the line break. `analysis` or `reading` may be null: their blocks are left out
// (`hearsay source`, `--until language`).
void append_json(std::string& out, const Document& document, const Analysis* analysis, const Reading* reading,
                 const Layers& layers);

}  // namespace hearsay
