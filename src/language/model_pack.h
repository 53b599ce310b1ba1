// From a published spaCy folder to a pack: the whole of what hearsay-pack does.
// Ownership: appends to the writer. Threads: one. Fails: kModel on labels or shapes that this version does not know.
// The order of the sections is fixed, so equal folders give equal packs; docs/pack-format.md lists them.
#pragma once

#include "base/result.h"
#include "language/pack.h"
#include "language/spacy_folder.h"

namespace hearsay {

[[nodiscard]] Status append_model(PackWriter& writer, const SpacyFolder& folder);

}  // namespace hearsay
