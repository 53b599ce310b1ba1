// Where the packs lie, and opening them: the language model's, and the learned reader's `reader.pack` beside it.
// What it is: HEARSAY_MODEL=md|sm (md where unset) names `en_core_web_md.pack` or `en_core_web_sm.pack`, looked for in
// $HEARSAY_MODEL_DIR alone if that is set, else in EXE_DIR/models and EXE_DIR/../share/hearsay/models.
// Fails: kModel, with the places looked at and what to run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "language/language.h"
#include "reading/learned_reader.h"

namespace hearsay::cli {

struct ModelFile {
  std::string name;                // "en_core_web_md"
  std::vector<std::string> tried;  // paths, in order
  std::string path;                // the first that is there, or ""
};

[[nodiscard]] Result<ModelFile> find_model();
[[nodiscard]] Result<std::shared_ptr<const Model>> open_model();

[[nodiscard]] ModelFile find_reader();
[[nodiscard]] Result<std::shared_ptr<const ReaderModel>> open_reader();

// The folder the running program lies in.
[[nodiscard]] std::string program_folder();

}  // namespace hearsay::cli
