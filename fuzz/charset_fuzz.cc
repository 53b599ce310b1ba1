// Any bytes in any charset: the first byte chooses it, the rest is decoded and chosen for. Checked: the text is
// well-formed, the runs are the same bytes in both and rise, to_source() stays inside, labels are found in any bytes.
// Limits: 64 KB of input keep a run short; nothing in the decoders depends on it.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "source/charset.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view bytes, const hearsay::CharsetChoice& choice) {
  hearsay::DecodedSource out;
  hearsay::decode(bytes, choice, out);
  require(hearsay::first_invalid_utf8(out.text) == std::string_view::npos);
  std::uint64_t text_end = 0, source_end = 0;
  for (const hearsay::Run& run : out.runs) {
    require(run.length > 0 && run.text_begin >= text_end && run.source_begin >= source_end);
    text_end = std::uint64_t{run.text_begin} + run.length;
    source_end = std::uint64_t{run.source_begin} + run.length;
    require(text_end <= out.text.size() && source_end <= bytes.size());
    require(out.text.substr(run.text_begin, run.length) == bytes.substr(run.source_begin, run.length));
  }
  const auto size = static_cast<std::uint32_t>(out.text.size());
  for (const hearsay::Span span : {hearsay::Span{0, size}, hearsay::Span{size / 2, size}, hearsay::Span{0, size / 3}}) {
    const hearsay::Span source = hearsay::to_source(out, span, static_cast<std::uint32_t>(bytes.size()));
    require(source.begin <= source.end && source.end <= bytes.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > (64u << 10)) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  constexpr unsigned kCharsets = static_cast<unsigned>(hearsay::Charset::kMacCyrillic) + 1;
  check(bytes, {static_cast<hearsay::Charset>(data[0] % kCharsets), 0, ""});
  check(bytes, hearsay::choose_charset(bytes, true, bytes.substr(0, data[0] % 16)));
  return 0;
}
