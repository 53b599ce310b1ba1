// Charsets: which encoding a source's bytes are in, and those bytes as UTF-8 with a way back.
//
// What it is: choose_charset() follows byte-order mark, the label that HTTP or the container stated, the label in
// `meta` or an XML declaration (first 1,024 bytes), then the bytes themselves: UTF-8 if they are that, else what
// uchardet's statistics say, else windows-1252. decode() gives UTF-8 text and the runs that carry its offsets back to
// the source. One departure from the Encoding Standard: a page that declares another charset but holds well-formed
// multi-byte UTF-8 is read as UTF-8. Saved pages lose the HTTP header that overruled their `meta`, servers add a
// default charset to all they send, and text in other charsets is well-formed UTF-8 only by accident. Ownership:
// DecodedSource::text views the source's bytes where they already are UTF-8, else `storage`; keep both alive. Threads:
// pure. Units: Run::text_begin counts in DecodedSource::text, source_begin in the source's bytes. Fails: never.
// Ill-formed sequences become U+FFFD, one for each maximal part, and are counted; an encoding that is declared and not
// known (or is one of the standard's "replacement" ones, which are not decoded) is named in `unsupported`. Facts:
// WHATWG Encoding Standard (charset_tables.cc), HTML Standard 13.2.3. Single-byte charsets are decoded by the
// standard's indexes, those of several bytes by ICU's converters, which differ from the standard in 161 rare characters
// of Big5 (Hong Kong's set of 2004) and in code points for private use.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "source/source.h"

namespace hearsay {

// kNotDecoded is the standard's "replacement". Do not reorder: charset_tables.cc counts on it.
// clang-format off
enum class Charset : std::uint8_t {
  kUtf8, kUtf16le, kUtf16be, kGbk, kGb18030, kBig5, kEucJp, kIso2022Jp, kShiftJis, kEucKr, kNotDecoded, kUserDefined,
  // One byte a character, from here on.
  kWindows1252, kIbm866, kIso8859_2, kIso8859_3, kIso8859_4, kIso8859_5, kIso8859_6, kIso8859_7, kIso8859_8, kIso8859_8i,
  kIso8859_10, kIso8859_13, kIso8859_14, kIso8859_15, kIso8859_16, kKoi8r, kKoi8u, kMacintosh, kWindows874, kWindows1250,
  kWindows1251, kWindows1253, kWindows1254, kWindows1255, kWindows1256, kWindows1257, kWindows1258, kMacCyrillic
};
// clang-format on

[[nodiscard]] std::string_view name(Charset charset);  // WHATWG name in lower case

// The encoding of a WHATWG label ("latin1", "UTF8", "iso-8859-1"), or nullopt where it is none.
[[nodiscard]] std::optional<Charset> charset_of_label(std::string_view label);

// The label that the first 1,024 bytes declare in `<meta charset=…>`, `<meta … content="…charset=…">` or an XML
// declaration, or "". Looks at nothing but tags: text that merely mentions a charset declares none.
[[nodiscard]] std::string_view declared_label(std::string_view bytes);

struct CharsetChoice {
  Charset charset = Charset::kUtf8;
  std::uint32_t bom = 0;    // bytes of the byte-order mark, not part of the text
  std::string unsupported;  // the declared label that is not known, else ""
  // Where UTF-8 is declared and the page is none: the first byte that says so.
  std::optional<std::uint64_t> contradicted = {};
};

// What a byte-order mark says, or NULs in every other byte of the first 1,024 (where `stated` is UTF-16, any); nullopt
// where there are neither.
[[nodiscard]] std::optional<CharsetChoice> marked_charset(std::string_view bytes, std::string_view stated = {});

// `html`: whether a declaration in markup counts. `stated`: the label that HTTP or the container gave, or "".
[[nodiscard]] CharsetChoice choose_charset(std::string_view bytes, bool html, std::string_view stated = {});

// What statistics say of bytes that are not UTF-8; windows-1252 where they say nothing.
[[nodiscard]] Charset guess_charset(std::string_view bytes);

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
