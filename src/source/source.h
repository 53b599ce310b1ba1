// The source room's door: a path or bytes in, Documents out.
//
// What it is: a SourceStream gives the saved pages of a file one after the other (one of a page, all of an archive:
// WARC, WACZ, MHTML, mail, JSON lines, any of them in gzip or zstd); read_document makes of each a reading text of
// parts, with metadata and reader comments, each byte of the text accounted for by `map`. Knows nothing of language.
// Ownership: a Document owns its text and the source's bytes; nothing points outside. Threads: pure functions, call
// from any; a SourceStream is used by one thread at a time, what it hands out is loaded on any. Units: Spans named
// `span` count bytes of Document::text; those named `source` count bytes of Document::bytes (the page's own bytes,
// after the container's and HTTP's encodings are undone, before its charset is). Fails: unreadable, too large
// (kMaxSourceBytes), binary: an Error with path, offset and reason. A page that can be read in part gives a Document
// with `warnings`. A broken record of an archive is one Error, and the stream goes on behind it. Memory: an archive of
// any size takes one record's bytes, packed and unpacked, at a time. Facts: ../docs and the contract
// (`hearsay.reading/1`, blocks source, document, text, map, parts, comments).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
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
// A single part beyond this is no paragraph but a hostile or broken page; it is kept, and not analysed (see
// `analysable`).
inline constexpr std::uint32_t kMaxPartBytes = 64u << 10;
// Parts of one document that are analysed; a long report has some thousand. The rest is kept, and not analysed.
inline constexpr std::size_t kMaxAnalysedParts = 10'000;

enum class PartKind : std::uint8_t {
  kHeadline,
  kStandfirst,
  kByline,
  kDateline,
  kParagraph,
  kHeading,
  kListItem,
  kQuote,
  kCaption,
  kTable,
  kComment,
  kCredit,
  kOther
};
enum class Region : std::uint8_t { kMain, kComments, kBoilerplate };

[[nodiscard]] std::string_view name(PartKind kind);  // "headline" … as in the contract
[[nodiscard]] std::string_view name(Region region);  // "main" "comments" "boilerplate"

struct Part {
  std::string id;  // "p:0", "p:1" …: its place in the document
  PartKind kind = PartKind::kOther;
  Region region = Region::kMain;
  Span span;                 // in text; disjoint, in text order
  std::int32_t parent = -1;  // index of the part it is structurally under (a reply's comment), or -1
  std::uint8_t level = 0;    // heading level, list or reply depth; 0 where it has none
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
  std::optional<Span> span;    // where it is visible text
  std::optional<Span> source;  // its own bytes in the page
  std::string from;            // "json-ld" "opengraph" "meta" "microdata" "visible" "url" "option"
};

struct Date {
  std::string value;      // ISO 8601 as precise as the page gives it; zone as written, never padded
  std::string precision;  // "year" "month" "day" "minute" "second"
  std::optional<Span> source;
  std::string from;
};

struct Comment {
  std::uint32_t part = 0;  // index in Document::parts
  std::optional<Value> author;
  std::optional<Date> published;
  std::optional<std::uint32_t> reply_to;  // index in Document::comments
  std::optional<std::string> permalink;
};

// What the page does not hold, though a reader of it would have it: comments that a service loads.
struct SourceGap {
  std::string about;           // "comments"
  std::string missing;         // in words
  std::optional<Span> source;  // where the page says so
};

struct LanguageGuess {
  std::string code;  // "en", "" unknown
  double p = 0;
};

// A record as it lies on disk inside an archive: bytes [offset, offset + length) of the file, still compressed.
struct ArchiveLocator {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::string sha256;  // hex, of those bytes

  friend bool operator==(const ArchiveLocator&, const ArchiveLocator&) = default;
};

struct Document {
  // source
  std::string path;
  std::string uri;                        // of the archived page, where known
  std::string media_type;                 // "text/html", "text/plain"
  std::string charset;                    // WHATWG name, lower case: "utf-8", "windows-1252"
  std::string bytes;                      // the source bytes; `sha256` is of these
  std::string sha256;                     // hex
  std::string captured_at;                // ISO 8601 or ""
  bool in_archive = false;                // one of several sources in its file, or a part of it
  std::optional<ArchiveLocator> archive;  // of one that can be found again by its offset
  // What the container or HTTP said of the bytes: reading them again needs it.
  std::string stated_type;     // media type in lower case, or ""
  std::string stated_charset;  // label as it was given, or ""
  // document
  std::string id;  // "d:" + 16 hex, from sha256
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
  std::string text;  // UTF-8, parts joined by "\n\n"
  std::vector<Run> map;
  std::vector<Part> parts;
  std::vector<Comment> comments;
  std::vector<SourceGap> gaps;

  std::vector<Error> warnings;  // what could not be read, with offsets; any of them makes exit status 3
};

struct ReadOptions {
  std::string as;      // "" guess, "text" "html" "warc" "wacz" "mhtml" "eml" "jsonl"
  std::string date;    // --date
  std::string outlet;  // --outlet
};

// What a container says of a page beside its bytes (fields of a JSON line, headers of a mail). It fills what the page
// does not say itself; "" and empty where it says nothing.
struct StatedMetadata {
  std::string title, outlet, published;
  std::vector<std::string> authors;
  std::string from;  // "jsonl" "mail"
};

// A source's bytes and what is known of them before they are read.
struct RawSource {
  std::string path;
  std::string bytes;
  std::string uri = {};  // where it was captured
  std::string captured_at = {};
  std::string stated_type = {};
  std::string stated_charset = {};
  std::optional<ArchiveLocator> archive = {};
  StatedMetadata stated = {};
  bool in_archive = false;           // its positions are none of the file's
  std::vector<Error> warnings = {};  // what of the record could not be read
};

// All files under `path` (a file, a folder walked in sorted order, or "-"), as paths in reading order.
[[nodiscard]] Result<std::vector<std::string>> list_sources(const std::string& path);

// A source that a stream has come to. `load` unpacks it: call it once, on any thread, after or while the stream goes
// on.
struct PendingSource {
  std::function<Result<RawSource>()> load;
};

// The sources of one file, one after the other.
class SourceStream {
 public:
  // `path`: a listed path ("-" is standard input). Fails where it cannot be read, or is nothing that hearsay reads.
  [[nodiscard]] static Result<SourceStream> open(const std::string& path, const ReadOptions& options);
  SourceStream(SourceStream&&) noexcept;
  SourceStream& operator=(SourceStream&&) noexcept;
  ~SourceStream();

  // The next source; an Error for a record that cannot be read, behind which the next call goes on; nullopt at the end.
  [[nodiscard]] std::optional<Result<PendingSource>> next();

  // Bytes of the file that are behind.
  [[nodiscard]] std::uint64_t position() const;

  struct State;  // private to src/source

 private:
  explicit SourceStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The record that a locator names, read from the file again. Fails where none can be read there; one that is not the
// same byte for byte comes with a warning kNotFound.
[[nodiscard]] Result<RawSource> load_record(const std::string& path, const ArchiveLocator& at,
                                            const ReadOptions& options);

// Reads bytes into a Document. `source.bytes` is moved into it.
[[nodiscard]] Result<Document> read_document(RawSource source, const ReadOptions& options);

// Bytes of the source behind a range of text: each gap takes what lies between the neighbouring runs, and an edge in
// decoded text takes its whole gap. Several ranges where tags intervene are one hull here: [first, last).
// nullopt where nothing but inserted white space is covered.
[[nodiscard]] std::optional<Span> source_range(const Document& document, Span span);

// The pieces of source behind a range of text, tags left out: one for each maximal stretch of adjoining bytes.
[[nodiscard]] Spans source_pieces(const Document& document, Span span);

}  // namespace hearsay
