// The ledger room's door: Documents and Readings in, a case file, and answers out.
//
// What it is: one SQLite file (WAL) in four layers that never mix: captures (source bytes, immutable), machine
// (readings, replaced as a whole when a document is read again), analyst (empty for now) and custody (append-only,
// hash-chained). One document is one transaction: whatever kills the process, the file opens, verifies, and lacks at
// most the document in hand. docs/case-file.md describes the tables, which `sqlite3` reads without hearsay. Ownership:
// a Ledger owns its connection; Cursors share it and may outlive the Ledger. Everything handed out is a value. Threads:
// one Ledger may be called from several threads; calls take turns. A Cursor belongs to one thread and must not be
// advanced while store() runs. Several processes may read one case file while one writes.
// Units: text ranges count bytes of a document's text, source ranges bytes of its capture, all half-open.
// Fails: kLocked (another process is writing), kNewerSchema, kUnreadable, kMalformed (no case file), kStorage (disk,
// SQLite), kNotFound (no such id), kUsage (ambiguous prefix, bad query). Nothing is printed and nothing exits.
// Ids: `c:` and 16 hex digits and so on. Wherever an id is asked for, a unique prefix ("c:7f3a2", or "7f3a2") is
// enough.
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
#include "ledger/origins.h"
#include "ledger/table.h"
#include "reading/reading.h"
#include "source/source.h"

namespace hearsay {

// Written into the file's user_version; a file with a larger one is refused. Raise it with every change of the tables.
inline constexpr int kCaseSchema = 2;
// PRAGMA application_id: "hrsy". Do not change.
inline constexpr std::int32_t kCaseApplication = 0x68727379;

struct OpenOptions {
  enum class Mode : std::uint8_t {
    kRead,    // must exist; nothing is written, not even beside the file
    kWrite,   // must exist
    kCreate,  // made if it does not exist
  };
  Mode mode = Mode::kRead;
  int wait_ms = 5000;  // how long to wait for another writer before kLocked
};

// Who reads, with what: goes into the custody row of each document that is stored.
struct ReadRun {
  std::string who;  // "user@host", or ""
  std::vector<std::string> arguments;
  std::string program;       // "hearsay 0.1.0"
  std::string model;         // "en_core_web_md 3.8.0", "" without one
  std::string model_sha256;  // hex, or ""
  ReadOptions options;       // what read_document was given; verify reads again with the same
};

enum class Holding : std::uint8_t {
  kAbsent,    // these bytes are not in the case file
  kHeld,      // held and read by this program, model and options: skip
  kOutdated,  // held, and read by another program, model or options: read again, store() replaces the reading
};

struct StoredDocument {
  Document document;  // as it was read, its bytes included
  Reading reading;
  std::string program, model, model_sha256;  // who read it
  ReadOptions options;
};

// Filters; what is empty filters nothing, and all that are given must hold. Names of voices and outlets match whole
// words, case-folded ("ministry" finds "Ministry of Health").
struct ClaimQuery {
  std::string voice;       // words of the voice's name, or a voice id
  std::string voice_kind;  // "agency", "anonymous" …
  std::string through;     // words of the name of any link of the chain
  std::string outlet;
  std::string act;         // of the innermost link: "say" "deny" …
  std::string commitment;  // the source's: "CT+" …
  std::string outlet_commitment;
  std::optional<std::uint32_t> min_depth, max_depth;  // links in the chain; 0 = the outlet's or a reader's own words
  std::string words;     // all must occur in the content, stemmed; "in quotes" a phrase; end* a prefix
  std::string document;  // id prefix, or the path as `read` was given it
  std::string region;    // "main" or "comments"
  std::optional<bool> negated, opinion;
  std::uint64_t limit = 0;  // 0: all
};
struct VoiceQuery {
  std::string name, kind, outlet, document;
  bool speaking = false;  // only those on whose word a claim rests
  std::uint64_t limit = 0;
};
struct FigureQuery {
  std::string voice, outlet, document, kind, unit;
  std::string words;  // in the thing counted or in the claim that holds the figure
  std::uint64_t limit = 0;
};
struct DocumentQuery {
  std::string outlet, document;
  std::string words;  // in the text or the title
  std::uint64_t limit = 0;
};
struct AttributionQuery {
  std::string voice, outlet, document, act, channel, quote;
  std::uint64_t limit = 0;
};

// Some words of a document with the page's bytes behind them.
struct Passage {
  Spans text;         // in the document's text
  Spans source;       // in the capture
  std::string words;  // the text under `text`; several ranges joined by " … "
  std::string page;   // the capture's bytes from the first to the last of `source`, as they stand there
};

struct Link {
  std::string id;
  std::string voice, voice_name, voice_kind;  // "" where nobody is named
  std::string act, channel, quote, rule;
  bool negated = false;
  double p = 1;
  double source_p = 0, cue_p = 0, content_p = 0;  // the encoder's heads; 0: no word of theirs
  Passage source, cue, content;
  std::string runner_up;  // what the next reading has otherwise: "source" "content", "cue" for none at all; "" unknown
  double runner_up_odds = 0;
  Passage runner_up_words;  // may be empty: nobody named
};

// Everything behind one row, for `explain`.
struct Explanation {
  std::string id;
  std::string kind;  // "claim" "attribution" "voice" "figure" "time" "document" "part"
  std::string document, path, outlet, title, published, sha256, captured_at;
  std::string uri;                        // of the page in its archive, or ""
  std::optional<ArchiveLocator> archive;  // the record of the file at `path` that the page is
  std::string program, model, model_sha256;
  std::string part, part_kind, region;
  std::vector<Link> chain;     // outermost first
  Passage passage;             // the claim's content, the figure, the mentions …
  Passage context;             // the whole part it stands in
  std::string prefix, suffix;  // the anchor's
  std::string voice, voice_name, voice_kind;
  std::string commitment_source, commitment_outlet;  // claims only, else ""
  Passage commitment_cues, if_clause, then_clause;
  std::vector<Column> columns;  // the row itself, as the query for its kind gives it
  Row row;
};
void append_json(std::string& out, const Explanation& explanation);

struct Finding {
  enum class Kind : std::uint8_t {
    kCaptureDamaged,  // stored bytes no longer have their hash
    kFileChanged,     // the file on disk differs from the capture
    kTextChanged,     // reading the capture again gives another text or map
    kMapBroken,       // a run of the map is not byte-identical
    kSpanBroken,      // a range lies outside, off a character boundary, or its words differ
    kReadingChanged,  // the machine rows are not those that were stored
    kCustodyBroken,   // the chain of custody rows does not hold
    kDatabase,        // SQLite's own check
  };
  Kind kind = Kind::kDatabase;
  std::string document, path;           // "" where it concerns none
  std::optional<std::uint64_t> offset;  // first byte concerned, in the capture or file
  std::string message;
  std::vector<std::string> claims;  // ids of the claims hit, in text order
};
[[nodiscard]] std::string_view name(Finding::Kind kind);  // "capture damaged" …

struct VerifyReport {
  std::uint64_t captures = 0, bytes = 0, files_seen = 0, files_gone = 0, spans = 0, claims = 0, custody_rows = 0;
  std::uint64_t reread = 0;          // documents whose text was derived again, with the same result
  std::uint64_t read_otherwise = 0;  // by another program than theirs, with another text: no fault of the file's
  std::vector<Finding> findings;     // empty: all holds
};

struct CaseStats {
  std::string path;
  int schema = 0;
  std::uint64_t file_bytes = 0, capture_bytes = 0;
  std::vector<std::pair<std::string, std::uint64_t>> rows;  // table, rows
  struct Reader {
    std::string program, model, model_sha256;
    std::uint64_t documents = 0;
  };
  std::vector<Reader> readers;
  std::string sqlite;  // its version
};

class Ledger {
 public:
  [[nodiscard]] static Result<Ledger> open(const std::string& path, const OpenOptions& options);
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  // --- writing
  [[nodiscard]] Result<Holding> holding(const std::string& sha256, const ReadRun& run);
  // Stores or replaces one document in one transaction, with its custody row. Storing what is held (kHeld) writes
  // nothing.
  [[nodiscard]] Status store(const Document& document, const Reading& reading, const ReadRun& run);

  // --- rows. Claims, figures, voices, attributions come by document in order of reading, then in text order.
  [[nodiscard]] Result<Cursor> claims(const ClaimQuery& query) const;
  [[nodiscard]] Result<Cursor> voices(const VoiceQuery& query) const;    // one row for each voice of each document
  [[nodiscard]] Result<Cursor> speakers(const VoiceQuery& query) const;  // voices of one name and kind counted together
  [[nodiscard]] Result<Cursor> figures(const FigureQuery& query) const;
  [[nodiscard]] Result<Cursor> documents(const DocumentQuery& query) const;
  [[nodiscard]] Result<Cursor> attributions(const AttributionQuery& query) const;
  [[nodiscard]] Result<Cursor> custody() const;
  // One SELECT (or EXPLAIN, or harmless PRAGMA) over the tables of docs/case-file.md; anything that writes is kUsage.
  [[nodiscard]] Result<Cursor> sql(const std::string& statement) const;

  // --- one thing
  [[nodiscard]] Result<StoredDocument> document(const std::string& id_or_path) const;
  [[nodiscard]] Result<Explanation> explain(const std::string& id) const;

  // --- the whole case
  [[nodiscard]] Result<Origins> origins() const;
  [[nodiscard]] Result<std::vector<HedgeLoss>> hedges() const;
  // Hashes captures and files again, derives texts and spans again, checks the chain of custody. `progress` is told
  // (done, all) documents; may be empty. `program` is who verifies, as in ReadRun::program: a document that another
  // program read is not blamed when its text now comes out otherwise; with "" it is.
  using Progress = std::function<void(std::uint64_t done, std::uint64_t all)>;
  [[nodiscard]] Result<VerifyReport> verify(const Progress& progress = {}, const std::string& program = {}) const;
  [[nodiscard]] Result<CaseStats> stats() const;

  struct State;  // private to src/ledger

 private:
  explicit Ledger(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The case file's tables, as SQL with comments.
[[nodiscard]] std::string_view schema_sql();

}  // namespace hearsay
