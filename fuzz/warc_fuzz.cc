// Any bytes as a WARC file, plain, in gzip members or in zstd frames, and the same bytes as an HTTP response. Checked:
// the stream ends, each record it addresses lies inside the file and is read again to the same page, and the Document's
// invariants hold. The first byte chooses the packing.
// Limits: 64 KB of input; a record is packed here when the bytes are plain, so that the fuzzer gets behind the packing.
#include <zlib.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "source/document_invariants.h"
#include "source/http_message.h"
#include "source/warc.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::string gzip(std::string_view bytes) {
  z_stream z = {};
  if (deflateInit2(&z, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK) std::abort();
  std::string out(deflateBound(&z, bytes.size()) + 32, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<unsigned>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<unsigned>(out.size());
  if (deflate(&z, Z_FINISH) != Z_STREAM_END) std::abort();
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

void check(std::string_view bytes, hearsay::WarcPacking packing) {
  hearsay::WarcStream stream("fuzz.warc", std::make_unique<hearsay::MemoryInput>(bytes), packing);
  std::size_t steps = 0;
  while (auto next = stream.next()) {
    require(++steps <= bytes.size() + 2);
    require(stream.position() <= bytes.size());
    if (!*next) {
      require(!(*next).error().offset || *(*next).error().offset <= bytes.size());
      continue;
    }
    auto source = (*next)->load();
    if (!source) continue;
    if (source->archive) {
      require(source->archive->offset + source->archive->length <= bytes.size());
      const std::string_view record = bytes.substr(source->archive->offset, source->archive->length);
      require(hearsay::to_hex(hearsay::sha256(record)) == source->archive->sha256);
      hearsay::WarcStream alone("fuzz.warc", std::make_unique<hearsay::MemoryInput>(record), packing);
      auto again = alone.next();
      require(again && *again);
      auto page = (*again)->load();
      require(page.ok() && page->bytes == source->bytes);
    }
    const auto document = hearsay::read_document(std::move(*source), {});
    if (document.ok()) require(hearsay::broken_invariant(*document).empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > (64u << 10)) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 4) {
    case 0:
      check(bytes, hearsay::WarcPacking::kPlain);
      break;
    case 1:
      check(bytes, hearsay::WarcPacking::kGzip);
      break;
    case 2:
      check(bytes, hearsay::WarcPacking::kZstd);
      break;
    default: {
      // Members cut at "WARC/", the last one damaged a little.
      std::string packed;
      for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t next = std::min(bytes.find("WARC/", at + 1), bytes.size());
        packed += gzip(bytes.substr(at, next - at));
        at = next;
      }
      if (packed.size() > 40)
        packed[packed.size() - 20] = static_cast<char>(packed[packed.size() - 20] + (data[0] >> 6));
      check(packed, hearsay::WarcPacking::kGzip);
    }
  }
  if (const auto head = hearsay::http_head(bytes)) {
    (void)hearsay::http_body(head->fields, bytes.substr(head->size), 1u << 20);
  }
  return 0;
}
