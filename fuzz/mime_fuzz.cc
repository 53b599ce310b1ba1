// Any bytes as a mail or MHTML file, and as header texts. Checked: entities lie inside each other and the message,
// parts that are handed out are read again to the same bytes, the Document's invariants hold, header words are
// well-formed. Limits: 64 KB of input keep a run short.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/hash.h"
#include "base/utf8.h"
#include "source/document_invariants.h"
#include "source/mail.h"
#include "source/mime.h"

namespace {
void require(bool holds) {
  if (!holds) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (64u << 10)) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto entities = hearsay::parse_mime(bytes);
  require(!entities.empty() && entities.size() <= hearsay::kMaxMimeParts);
  for (std::size_t i = 0; i < entities.size(); ++i) {
    const hearsay::MimeEntity& e = entities[i];
    require(e.begin <= e.body && e.body <= e.end && e.end <= size);
    require(e.parent < static_cast<std::int32_t>(i));
    if (e.parent < 0) continue;
    const hearsay::MimeEntity& above = entities[static_cast<std::size_t>(e.parent)];
    require(above.body <= e.begin && e.end <= above.end);
  }
  require(hearsay::first_invalid_utf8(hearsay::decoded_words(bytes.substr(0, 1000))) == std::string_view::npos);
  (void)hearsay::parameter_of(bytes.substr(0, 1000), "charset");

  hearsay::MailStream stream("fuzz.eml", std::make_unique<hearsay::MemoryInput>(bytes), true);
  while (auto next = stream.next()) {
    if (!*next) continue;
    auto source = (*next)->load();
    if (!source) continue;
    require(source->archive && source->archive->offset + source->archive->length <= size);
    const std::string_view part = bytes.substr(source->archive->offset, source->archive->length);
    require(hearsay::to_hex(hearsay::sha256(part)) == source->archive->sha256);
    const auto again = hearsay::source_of_mime_part(part, "fuzz.eml", 0);
    // A part of a multipart/digest is a message by its place alone.
    if (again.ok()) require(again->bytes == source->bytes);
    const auto document = hearsay::read_document(std::move(*source), {});
    if (document.ok()) require(hearsay::broken_invariant(*document).empty());
  }
  return 0;
}
