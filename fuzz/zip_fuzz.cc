// Any bytes as a WACZ file: directory, members, data package, list of pages, and the WARC files in it. Checked: the
// stream ends, what it addresses lies in the file and is read again to the same page. The file is one in memory, which
// the reader opens by its path. Limits: 64 KB of input; a few thousand records, since a deflated member may hold many.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/hash.h"
#include "source/source.h"

namespace {
void require(bool holds) {
  if (!holds) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (64u << 10)) return 0;
  static const int file = ::memfd_create("fuzz.wacz", 0);
  require(file >= 0 && ::ftruncate(file, 0) == 0);
  require(::pwrite(file, data, size, 0) == static_cast<ssize_t>(size));
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  hearsay::ReadOptions options;
  options.as = "wacz";
  auto stream = hearsay::SourceStream::open(path, options);
  if (!stream) return 0;
  for (int i = 0; i < 2000; ++i) {
    auto next = stream->next();
    if (!next) break;
    if (!*next) continue;
    auto source = (*next)->load();
    if (!source || !source->archive) continue;
    require(source->archive->offset + source->archive->length <= size);
    const auto again = hearsay::load_record(path, *source->archive, options);
    if (again.ok()) require(again->bytes == source->bytes);
  }
  return 0;
}
