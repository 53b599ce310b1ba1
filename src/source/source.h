// The source room's door: a path or bytes in, Documents out.
//
// What it is: reads saved pages (HTML, plain text; archives later) into a reading text made of parts, with metadata and
// reader comments, each byte of the text accounted for by `map`. Knows nothing of language.
// Ownership: a Document owns its text and the source's bytes; nothing points outside. Threads: pure functions, call from any.
// Units: Spans named `span` count bytes of Document::text; those named `source` count bytes of Document::bytes (the
// page's own bytes, after the container's and HTTP's encodings are undone, before its charset is).
// Fails: unreadable, too large (kMaxSourceBytes), binary: an Error with path, offset and reason. A page that can be read
// in part gives a Document with `warnings`.
// Facts: ../docs and the contract (`hearsay.reading/1`, blocks source, document, text, map, parts, comments).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/span.h"

namespace hearsay {

// One document's bytes; longer ones are refused with kTooLarge. News pages have some 265 KB, the longest in the
// corpora 5 MB.
inline constexpr std::uint64_t kMaxSourceBytes = 64ull << 20;
// A single part beyond this is no paragraph but a hostile or broken page; it is kept, and not analysed (see `analysable`).
inline constexpr std::uint32_t kMaxPartBytes = 64u << 10;
// Parts of one document that are analysed; a long report has some thousand. The rest is kept, and not analysed.
inline constexpr std::size_t kMaxAnalysedParts = 10'000;

enum class PartKind : std::uint8_t {
  kHeadline, kStandfirst, kByline, kDateline, kParagraph, kHeading, kListItem, kQuote, kCaption, kTable, kComment,
  kCredit, kOther
};
enum class Region : std::uint8_t { kMain, kComments, kBoilerplate };

[[nodiscard]] std::string_view name(PartKind kind);   // "headline" … as in the contract
[[nodiscard]] std::string_view name(Region region);   // "main" "comments" "boilerplate"

struct Part {
  std::string id;               // "p:0", "p:1" …: its place in the document
  PartKind kind = PartKind::kOther;
  Region region = Region::kMain;
  Span span;                    // in text; disjoint, in text order
  std::int32_t parent = -1;     // index of the part it is structurally under (a reply's comment), or -1
  std::uint8_t level = 0;       // heading level, list or reply depth; 0 where it has none
};

// text[text_begin, +length) is byte-identical to bytes[source_begin, +length).
struct Run {
  std::uint32_t text_begin = 0;
  std::uint32_t source_begin = 0;
  std::uint32_t length = 0;
};

// A value of the page's metadata with where it stands and what vouches for it.
struct Value {
  std::string value;
  std::optional<Span> span;     // where it is visible text
  std::optional<Span> source;   // its own bytes in the page
  std::string from;             // "json-ld" "opengraph" "meta" "microdata" "visible" "url" "option"
};

struct Date {
  std::string value;            // ISO 8601 as precise as the page gives it; zone as written, never padded
  std::string precision;        // "year" "month" "day" "minute" "second"
  std::optional<Span> source;
  std::string from;
};

struct Comment {
  std::uint32_t part = 0;       // index in Document::parts
  std::optional<Value> author;
  std::optional<Date> published;
  std::optional<std::uint32_t> reply_to;   // index in Document::comments
  std::optional<std::string> permalink;
};

struct LanguageGuess {
  std::string code;             // "en", "" unknown
  double p = 0;
};

struct Document {
  // source
  std::string path;
  std::string uri;              // of the archived page, where known
  std::string media_type;       // "text/html", "text/plain"
  std::string charset;          // WHATWG name, lower case: "utf-8", "windows-1252"
  std::string bytes;            // the source bytes; `sha256` is of these
  std::string sha256;           // hex
  std::string captured_at;      // ISO 8601 or ""
  // document
  std::string id;               // "d:" + 16 hex, from sha256
  std::string url;
  std::string canonical_url;
  std::optional<Value> title;
  std::vector<Value> authors;
  std::optional<Value> outlet;
  std::string domain;
  std::optional<Date> published;
  std::optional<Date> modified;
  LanguageGuess language;
  std::optional<Value> credit;  // the agency the page credits
  std::optional<bool> wire;     // nullopt: not known, never a silent false
  // text
  std::string text;             // UTF-8, parts joined by "\n\n"
  std::vector<Run> map;
  std::vector<Part> parts;
  std::vector<Comment> comments;

  std::vector<Error> warnings;  // what could not be read, with offsets; any of them makes exit status 3
};

struct ReadOptions {
  std::string as;               // "" guess, "text", "html"
  std::string date;             // --date
  std::string outlet;           // --outlet
};

// A source as it lies on disk, before it is read: what `read` needs to skip bytes it already holds.
struct RawSource {
  std::string path;
  std::string bytes;
};

// All files under `path` (a file, a folder walked in sorted order, or "-"), as paths in reading order.
[[nodiscard]] Result<std::vector<std::string>> list_sources(const std::string& path);

// Loads one listed path ("-" is standard input). Fails on unreadable and on too large files.
[[nodiscard]] Result<RawSource> load_source(const std::string& path);

// Reads bytes into a Document. `source.bytes` is moved into it.
[[nodiscard]] Result<Document> read_document(RawSource source, const ReadOptions& options);

// Bytes of the source behind a range of text: each gap takes what lies between the neighbouring runs, and an edge in
// decoded text takes its whole gap. Several ranges where tags intervene are one hull here: [first, last).
// nullopt where nothing but inserted white space is covered.
[[nodiscard]] std::optional<Span> source_range(const Document& document, Span span);

// The pieces of source behind a range of text, tags left out: one for each maximal stretch of adjoining bytes.
[[nodiscard]] Spans source_pieces(const Document& document, Span span);

}  // namespace hearsay
