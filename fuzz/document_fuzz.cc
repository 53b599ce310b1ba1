// Any bytes as whatever they are taken for, mostly HTML: kinds, charsets, tree, parts, JSON-LD, comments, map. The
// limit on length keeps each run short.
#include <cstdlib>

#include "source/document_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 100'000) return 0;
  const auto document =
      hearsay::read_document({"fuzz.html", std::string(reinterpret_cast<const char*>(data), size)}, {});
  if (document.ok() && !hearsay::broken_invariant(*document).empty()) std::abort();
  return 0;
}
