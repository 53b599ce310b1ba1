// Any bytes as MessagePack: parse, then walk everything that came out. Limits: none of its own; the parser's memory is
// a small multiple of the input.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "language/msgpack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto document = hearsay::MsgpackDocument::parse(bytes);
  if (!document) return 0;
  // Depth is bounded, so a stack of containers stands for the walk.
  std::vector<hearsay::MsgpackValue> open{document->root()};
  std::size_t seen = 0;
  while (!open.empty()) {
    const hearsay::MsgpackValue value = open.back();
    open.pop_back();
    if (++seen > size) std::abort();  // each value takes at least a byte
    if (const auto text = value.text();
        text && !text->empty() && (text->data() < bytes.data() || text->data() + text->size() > bytes.data() + size)) {
      std::abort();
    }
    (void)value.number();
    (void)value.find("nd");
    for (const hearsay::MsgpackValue& element : value.elements()) open.push_back(element);
  }
  return 0;
}
