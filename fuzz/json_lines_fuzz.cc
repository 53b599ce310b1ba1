// Any bytes as JSON lines. Checked: each line that gives a page is read again by its place to the same bytes, the
// Document's invariants hold, and no line is lost: pages, errors and empty lines are as many as there are lines.
// Limits: 64 KB of input keep a run short.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/hash.h"
#include "source/document_invariants.h"
#include "source/json_lines.h"

namespace {
void require(bool holds) {
  if (!holds) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (64u << 10)) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  hearsay::JsonLinesStream stream("fuzz.jsonl", std::make_unique<hearsay::MemoryInput>(bytes), true);
  std::size_t lines = 0;
  while (auto next = stream.next()) {
    ++lines;
    require(next->ok());
    auto source = (*next)->load();
    if (!source) continue;
    require(source->archive && source->archive->offset + source->archive->length <= size);
    const std::string_view line = bytes.substr(source->archive->offset, source->archive->length);
    require(hearsay::to_hex(hearsay::sha256(line)) == source->archive->sha256);
    const auto again = hearsay::source_of_json_line(line, "fuzz.jsonl", 0, true);
    require(again.ok() && again->bytes == source->bytes);
    const auto document = hearsay::read_document(std::move(*source), {});
    if (document.ok()) require(hearsay::broken_invariant(*document).empty());
  }
  require(lines <= static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1);
  return 0;
}
