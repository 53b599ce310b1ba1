// Safetensors: whatever parses has tensors inside the bytes, of the size of their shape, that cover the payload once.
// Limit: 64 KB of input; the parser's own limits are far above.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "language/safetensors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (64u << 10)) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto file = hearsay::SafetensorsFile::parse(bytes);
  if (!file) return 0;
  std::size_t covered = 0;
  for (const auto& [name, tensor] : file->tensors()) {
    std::uint64_t count = 1;
    for (const std::uint64_t extent : tensor.shape) count *= extent;
    if (count != tensor.count() || count * hearsay::size_of(tensor.type) != tensor.bytes.size()) std::abort();
    if (!tensor.bytes.empty() &&
        (tensor.bytes.data() < bytes.data() || tensor.bytes.data() + tensor.bytes.size() > bytes.data() + size)) {
      std::abort();
    }
    covered += tensor.bytes.size();
    (void)hearsay::floats_of(tensor, name);
  }
  std::uint64_t header = 0;
  for (int i = 7; i >= 0; --i) header = header << 8 | data[i];
  if (header + 8 + covered != size) std::abort();
  return 0;
}
