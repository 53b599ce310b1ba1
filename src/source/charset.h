// Charsets: which encoding a source's bytes are in, and those bytes as UTF-8 with a way back.
//
// What it is: choose_charset() follows byte-order mark, then the label in `meta` (first 1,024 bytes), then the bytes
// themselves; decode() gives UTF-8 text and the runs that carry its offsets back to the source.
// One departure from the Encoding Standard: a page that declares windows-1252 but holds well-formed multi-byte UTF-8 is
// read as UTF-8. Saved pages lose the HTTP header that overruled their `meta`, and text in windows-1252 is well-formed
// UTF-8 only by accident.
// Ownership: DecodedSource::text views the source's bytes where they already are UTF-8, else `storage`; keep both
// alive. Threads: pure. Units: Run::text_begin counts in DecodedSource::text, source_begin in the source's bytes.
// Fails: never. Ill-formed sequences become U+FFFD, one for each maximal part, and are counted; an encoding that is
// declared and not known is named in `unsupported`.
// Facts: WHATWG Encoding Standard (labels of UTF-8, windows-1252, UTF-16; index windows-1252), HTML Standard 13.2.3.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "source/source.h"

namespace hearsay {

enum class Charset : std::uint8_t { kUtf8, kWindows1252, kUtf16le, kUtf16be };

[[nodiscard]] std::string_view name(Charset charset);  // WHATWG name in lower case

// The encoding of a WHATWG label ("latin1", "UTF8", "iso-8859-1"), or nullopt where it is not one of ours.
[[nodiscard]] std::optional<Charset> charset_of_label(std::string_view label);

// The label that the first 1,024 bytes declare in `<meta charset=…>`, `<meta … content="…charset=…">` or an XML
// declaration, or "". Looks at nothing but tags: text that merely mentions a charset declares none.
[[nodiscard]] std::string_view declared_label(std::string_view bytes);

struct CharsetChoice {
  Charset charset = Charset::kUtf8;
  std::uint32_t bom = 0;    // bytes of the byte-order mark, not part of the text
  std::string unsupported;  // the declared label that is not known, else ""
  // Where the page declares UTF-8 and holds none: the first byte that says so.
  std::optional<std::uint64_t> contradicted = {};
};

// `html`: whether a declaration in markup counts.
[[nodiscard]] CharsetChoice choose_charset(std::string_view bytes, bool html);

// One byte of windows-1252, in the manner of decode_utf8().
[[nodiscard]] Decoded decode_windows_1252(std::string_view bytes, std::size_t offset);

struct DecodedSource {
  std::string storage;
  std::string_view text;         // UTF-8, well-formed, without the byte-order mark
  std::vector<Run> runs;         // byte-identical stretches, rising in both
  std::uint32_t ill_formed = 0;  // sequences that became U+FFFD
  std::uint32_t first_ill_formed = 0;

  DecodedSource() = default;
  DecodedSource(const DecodedSource&) = delete;  // `text` may view `storage`
  DecodedSource& operator=(const DecodedSource&) = delete;
};

// REQUIRES: bytes.size() <= kMaxSourceBytes. The decoded text is at most three times as long.
void decode(std::string_view bytes, const CharsetChoice& choice, DecodedSource& out);

// Source bytes behind [begin, end) of the decoded text: edges inside decoded stretches take the whole of them.
[[nodiscard]] Span to_source(const DecodedSource& decoded, Span span, std::uint32_t source_size);

}  // namespace hearsay
