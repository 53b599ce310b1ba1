// Any bytes as plain text. The limit on length keeps each run short; nothing in the reader depends on it.
#include <cstdlib>

#include "source/document_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 100'000) return 0;
  hearsay::ReadOptions options;
  options.as = "text";
  const auto document =
      hearsay::read_document({"fuzz.txt", std::string(reinterpret_cast<const char*>(data), size)}, options);
  if (document.ok() && !hearsay::broken_invariant(*document).empty()) std::abort();
  return 0;
}
