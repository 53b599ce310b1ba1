// `verify`: what the case file says is derived again from the bytes it holds.
//
// For each document, each step resting on the one before:
//   capture   its bytes still have their hash, and the file they came from, where it is still there, has the same
//   bytes;
//             of an archive the record they came from is unpacked again
//   rows      the machine rows have the digest that their custody row recorded
//   map       each run is byte-identical in text and capture
//   reading   reading the capture again gives the same text, map and parts
//   spans     each range lies inside, on character boundaries; each anchor's ranges and words are those of its claim
// and for the case: SQLite's own check, the chain of custody, a custody row for each document and a document for each.
//
// A finding names the claims hit: those that rest on words (content, and source and cue of each link) whose bytes
// differ. Where a capture no longer has its hash, the bytes that differ are told by the file on disk if that still has
// it, else by the map's runs and by reading again.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/hash.h"
#include "base/utf8.h"
#include "ledger/custody.h"
#include "ledger/differences.h"
#include "ledger/machine.h"
#include "ledger/state.h"
#include "ledger/words.h"

namespace hearsay {

std::string_view name(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::kCaptureDamaged:
      return "capture damaged";
    case Finding::Kind::kFileChanged:
      return "file changed";
    case Finding::Kind::kTextChanged:
      return "text changed";
    case Finding::Kind::kMapBroken:
      return "map broken";
    case Finding::Kind::kSpanBroken:
      return "span broken";
    case Finding::Kind::kReadingChanged:
      return "reading changed";
    case Finding::Kind::kCustodyBroken:
      return "custody broken";
    case Finding::Kind::kDatabase:
      return "database damaged";
  }
  return "";
}

namespace {

constexpr std::size_t kContextCodePoints = 32;

bool touches(const Spans& ranges, const Spans& others) {
  for (const Span a : ranges) {
    for (const Span b : others) {
      if (a.overlaps(b)) return true;
    }
  }
  return false;
}

Span hull_of(const Spans& spans) {
  Span hull = spans.front();
  for (const Span s : spans) hull = {std::min(hull.begin, s.begin), std::max(hull.end, s.end)};
  return hull;
}

// Whether `exact` is what the ranges say: joined as the ledger joins them, or without a mark, or as one stretch.
bool says(std::string_view text, const Spans& spans, std::string_view exact) {
  if (spans.empty()) return exact.empty();
  if (slice(text, hull_of(spans)) == exact) return true;
  for (const std::string_view joint : {" … ", " ", "", "\n", "\n\n", "..."}) {
    std::string joined;
    for (const Span s : spans) {
      if (!joined.empty()) joined += joint;
      joined += slice(text, s);
    }
    if (joined == exact) return true;
  }
  return false;
}

// What now lies where a capture came from.
struct FileNow {
  std::optional<std::string> bytes;
  std::optional<Error> fault;  // of an archive that is there: why its record is not
};

class DocumentCheck {
 public:
  DocumentCheck(const StoredDocument& stored, VerifyReport& report)
      : stored_(stored), d_(stored.document), r_(stored.reading), report_(report) {
    ++report_.captures;
    report_.bytes += d_.bytes.size();
    report_.claims += r_.claims.size();
  }

  // `now`: what lies at the capture's place on disk. `digest` is of the rows as they stand, `recorded` what custody
  // says.
  void check(const FileNow& now, const std::string& digest, const std::string& recorded, const std::string& program) {
    const std::optional<std::string>& file = now.bytes;
    const bool intact = to_hex(sha256(d_.bytes)) == d_.sha256;
    const bool file_intact = file && to_hex(sha256(*file)) == d_.sha256;
    const bool rows_hold = digest == recorded;
    const std::size_t before = report_.findings.size();
    check_ranges();
    if (!ranges_hold_) {
      // Nothing below may slice by ranges that lie outside.
      if (!rows_hold) rows_changed(before);
      return;
    }
    const Spans wrong_runs = check_map(intact);
    const std::optional<Document> again = read_again();
    if (!intact) capture_damaged(file_intact ? differences(d_.bytes, *file) : wrong_runs, again);
    if (intact) check_text(again, program);
    check_anchors();
    if (file && !file_intact) file_changed(*file);
    if (now.fault && (!file || file_intact)) record_changed(*now.fault, file_intact);
    if (!rows_hold) rows_changed(before);
  }

 private:
  Finding& add(Finding::Kind kind, std::string message) {
    Finding f;
    f.kind = kind;
    f.document = d_.id;
    f.path = d_.path;
    f.message = std::move(message);
    report_.findings.push_back(std::move(f));
    return report_.findings.back();
  }

  // All words that a claim rests on: its content, and who says so in which words, link by link.
  [[nodiscard]] Spans words_behind(const Claim& c) const {
    Spans all = c.content;
    const auto take = [&](const Spans& spans) { all.insert(all.end(), spans.begin(), spans.end()); };
    for (const Index a : c.chain) {
      take(r_.attributions[a].source);
      take(r_.attributions[a].cue);
      take(r_.attributions[a].content);
    }
    take(c.commitment_cues);
    if (c.condition) {
      take(c.condition->if_clause);
      take(c.condition->then_clause);
    }
    return all;
  }
  [[nodiscard]] Spans bytes_of(const Claim& c) const {
    Spans all = c.anchor.source;
    for (const Span s : words_behind(c)) {
      const Spans pieces = source_pieces(d_, s);
      all.insert(all.end(), pieces.begin(), pieces.end());
    }
    return all;
  }
  [[nodiscard]] std::vector<std::string> claims_at(const Spans& bytes) const {
    std::vector<std::string> out;
    for (const Claim& c : r_.claims) {
      if (touches(bytes_of(c), bytes)) out.push_back(c.id);
    }
    return out;
  }

  void check_ranges() {
    const auto good = [&](Span s) {
      ++report_.spans;
      return s.begin <= s.end && s.end <= d_.text.size() && is_utf8_boundary(d_.text, s.begin) &&
             is_utf8_boundary(d_.text, s.end);
    };
    const auto each = [&](const Spans& spans, const std::string& owner, std::string_view role, const Claim* claim) {
      for (const Span s : spans) {
        if (good(s)) continue;
        ranges_hold_ = false;
        Finding& f =
            add(Finding::Kind::kSpanBroken, std::string(role) + " of " + owner + ": range " + std::to_string(s.begin) +
                                                "-" + std::to_string(s.end) + " is none of the text's");
        if (claim != nullptr) f.claims.push_back(claim->id);
      }
    };
    for (const Part& p : d_.parts) each({p.span}, p.id, "span", nullptr);
    for (const Voice& v : r_.voices) each(v.mentions, v.id, "mention", nullptr);
    for (const Attribution& a : r_.attributions) {
      each(a.source, a.id, "source", nullptr);
      each(a.cue, a.id, "cue", nullptr);
      each(a.content, a.id, "content", nullptr);
      each(a.runner_up.spans, a.id, "runner-up", nullptr);
    }
    for (const Claim& c : r_.claims) {
      each(c.content, c.id, "content", &c);
      each(c.commitment_cues, c.id, "cues", &c);
      if (c.condition) {
        each(c.condition->if_clause, c.id, "if", &c);
        each(c.condition->then_clause, c.id, "then", &c);
      }
    }
    for (const Figure& f : r_.figures) {
      const Claim* claim = f.claim == kNone ? nullptr : &r_.claims[f.claim];
      each({f.span}, f.id, "span", claim);
      if (f.of) each({*f.of}, f.id, "of", claim);
    }
    for (const Time& t : r_.times) each({t.span}, t.id, "span", nullptr);
  }

  // Source ranges in which a run's bytes differ from the text's; a finding for each where the capture is intact.
  Spans check_map(bool intact) {
    Spans wrong;
    for (const ::hearsay::Run& run : d_.map) {
      ++report_.spans;
      const bool inside = std::uint64_t{run.text_begin} + run.length <= d_.text.size() &&
                          std::uint64_t{run.source_begin} + run.length <= d_.bytes.size();
      Spans here;
      if (inside) {
        here = differences(std::string_view(d_.bytes).substr(run.source_begin, run.length),
                           std::string_view(d_.text).substr(run.text_begin, run.length));
        for (Span& s : here) s = {s.begin + run.source_begin, s.end + run.source_begin};
      } else {
        here = {{run.source_begin, run.source_begin + run.length}};
      }
      if (here.empty()) continue;
      wrong.insert(wrong.end(), here.begin(), here.end());
      if (!intact) continue;
      Finding& f = add(Finding::Kind::kMapBroken, inside ? "text and capture differ in a run of the map"
                                                         : "a run of the map lies outside text or capture");
      f.offset = here.front().begin;
      f.claims = claims_at(here);
    }
    return wrong;
  }

  [[nodiscard]] std::optional<Document> read_again() const {
    RawSource source{d_.path, d_.bytes};
    source.in_archive = d_.in_archive;
    source.stated_type = d_.stated_type;
    source.stated_charset = d_.stated_charset;
    auto again = read_document(std::move(source), stored_.options);
    return again ? std::optional(std::move(*again)) : std::nullopt;
  }

  void capture_damaged(Spans bytes, const std::optional<Document>& again) {
    std::vector<std::string> claims = claims_at(bytes);
    if (bytes.empty() && again) {
      // The flipped byte lies between the runs (a character reference, say): the text read from it tells.
      const Spans text = differences(d_.text, again->text);
      for (const Claim& c : r_.claims) {
        if (touches(words_behind(c), text)) claims.push_back(c.id);
      }
      if (!text.empty()) {
        if (const auto at = source_range(d_, text.front())) bytes.push_back(*at);
      }
    }
    std::string message = "the capture no longer has its hash " + d_.sha256.substr(0, 16) + "…";
    message += claims.empty() ? "; no claim's words seem to be touched" : "";
    Finding& f = add(Finding::Kind::kCaptureDamaged, std::move(message));
    if (!bytes.empty()) f.offset = hull_of(bytes).begin;
    f.claims = std::move(claims);
  }

  void check_text(const std::optional<Document>& again, const std::string& program) {
    const auto equal_runs = [](const std::vector<::hearsay::Run>& a, const std::vector<::hearsay::Run>& b) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.text_begin == y.text_begin && x.source_begin == y.source_begin && x.length == y.length;
      });
    };
    const auto equal_parts = [](const std::vector<Part>& a, const std::vector<Part>& b) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Part& x, const Part& y) {
        return x.kind == y.kind && x.region == y.region && x.span == y.span;
      });
    };
    if (again && again->text == d_.text && equal_runs(again->map, d_.map) && equal_parts(again->parts, d_.parts)) {
      ++report_.reread;
      return;
    }
    if (!program.empty() && stored_.program != program) {
      ++report_.read_otherwise;
      return;
    }
    if (!again) {
      add(Finding::Kind::kTextChanged, "the capture can no longer be read").claims = all_claims();
      return;
    }
    const Spans where = differences(d_.text, again->text);
    Finding& f = add(Finding::Kind::kTextChanged, where.empty() ? "reading the capture again gives another map or parts"
                                                                : "reading the capture again gives another text");
    for (const Claim& c : r_.claims) {
      if (touches(words_behind(c), where)) f.claims.push_back(c.id);
    }
    if (!where.empty()) {
      if (const auto at = source_range(d_, where.front())) f.offset = at->begin;
    }
  }

  void check_anchors() {
    for (const Claim& c : r_.claims) {
      const Anchor& a = c.anchor;
      if (c.content.empty() || (a.exact.empty() && a.source.empty())) continue;
      std::string wrong;
      if (!says(d_.text, c.content, a.exact)) {
        wrong = "the words of its anchor are not those of its content";
      } else if (!a.prefix.empty() && !before(hull_of(c.content).begin).ends_with(a.prefix)) {
        wrong = "other words stand before it than its anchor says";
      } else if (!a.suffix.empty() && !after(hull_of(c.content).end).starts_with(a.suffix)) {
        wrong = "other words stand after it than its anchor says";
      } else {
        Spans derived;
        for (const Span s : c.content) {
          const Spans pieces = source_pieces(d_, s);
          derived.insert(derived.end(), pieces.begin(), pieces.end());
        }
        if (derived != a.source) wrong = "its words stand at other bytes of the capture than its anchor says";
      }
      report_.spans += a.source.size();
      if (wrong.empty()) continue;
      Finding& f = add(Finding::Kind::kSpanBroken, c.id + ": " + wrong);
      f.claims.push_back(c.id);
      if (!a.source.empty()) f.offset = a.source.front().begin;
    }
  }
  [[nodiscard]] std::string_view before(std::uint32_t end) const {
    const std::uint32_t reach = 4 * kContextCodePoints;
    return std::string_view(d_.text).substr(end > reach ? end - reach : 0, std::min(end, reach));
  }
  [[nodiscard]] std::string_view after(std::uint32_t begin) const { return std::string_view(d_.text).substr(begin); }

  void file_changed(const std::string& file) {
    const Spans where = differences(d_.bytes, file);
    Finding& f = add(Finding::Kind::kFileChanged, "the file on disk is no longer what was read (" +
                                                      std::to_string(d_.bytes.size()) + " bytes then, " +
                                                      std::to_string(file.size()) + " now)");
    if (!where.empty()) f.offset = where.front().begin;
    f.claims = claims_at(where);
  }

  // The archive is there, and its record is not what was read. With the same page inside no claim is hit.
  void record_changed(const Error& fault, bool same_page) {
    Finding& f =
        add(Finding::Kind::kFileChanged, same_page ? fault.message + "; the page in it is the same" : fault.message);
    f.offset = fault.offset;
    if (!same_page) f.claims = all_claims();
  }

  // Rows other than those that were stored: the claims that other findings name, or, where none tells, all.
  void rows_changed(std::size_t before) {
    std::set<std::string> hit;
    for (std::size_t i = before; i < report_.findings.size(); ++i) {
      hit.insert(report_.findings[i].claims.begin(), report_.findings[i].claims.end());
    }
    std::vector<std::string> claims;
    for (const Claim& c : r_.claims) {
      if (hit.empty() || hit.contains(c.id)) claims.push_back(c.id);
    }
    add(Finding::Kind::kReadingChanged, "the rows of this document are not those that were stored").claims =
        std::move(claims);
  }
  [[nodiscard]] std::vector<std::string> all_claims() const {
    std::vector<std::string> out;
    for (const Claim& c : r_.claims) out.push_back(c.id);
    return out;
  }

  const StoredDocument& stored_;
  const Document& d_;
  const Reading& r_;
  VerifyReport& report_;
  bool ranges_hold_ = true;
};

struct Listed {
  std::string id, path, location, sha256;
};

class CaseCheck {
 public:
  CaseCheck(const std::shared_ptr<Database>& database, const Ledger::Progress& progress, const std::string& program)
      : database_(database), progress_(progress), program_(program) {}

  Result<VerifyReport> check() {
    for (const auto step : {&CaseCheck::check_database, &CaseCheck::check_custody_chain, &CaseCheck::check_documents}) {
      const Status s = (this->*step)();
      if (s) continue;
      // Damage that stops SQLite itself is a finding, not a failure to look.
      if (s.error().code != ErrorCode::kMalformed) return s.error();
      Finding f;
      f.message = s.error().message;
      report_.findings.push_back(std::move(f));
    }
    return std::move(report_);
  }

 private:
  Status check_database() {
    auto rows = Statement::prepare(database_, "PRAGMA quick_check(20)");
    if (!rows) return rows.error();
    for (;;) {
      auto more = rows->step();
      if (!more) return more.error();
      if (!*more) return Done{};
      if (rows->text(0) == "ok") continue;
      Finding f;
      f.message = rows->text(0);
      report_.findings.push_back(std::move(f));
    }
  }

  Status check_custody_chain() {
    auto custody = check_custody(database_);
    if (!custody) return custody.error();
    report_.custody_rows = custody->rows;
    for (Finding& f : custody->findings) report_.findings.push_back(std::move(f));
    auto rows =
        Statement::prepare(database_,
                           "SELECT document, path, input, output FROM custody WHERE action IN ('store', 'replace')"
                           " ORDER BY number");
    if (!rows) return rows.error();
    for (;;) {
      auto more = rows->step();
      if (!more) return more.error();
      if (!*more) return Done{};
      recorded_[rows->text(0)] = {rows->text(1), rows->text(2), rows->text(3)};
    }
  }

  Status check_documents() {
    std::vector<Listed> listed;
    auto rows = Statement::prepare(database_,
                                   "SELECT d.id, d.path, c.location, d.sha256 FROM documents d"
                                   " JOIN captures c ON c.sha256 = d.sha256 ORDER BY d.number");
    if (!rows) return rows.error();
    for (;;) {
      auto more = rows->step();
      if (!more) return more.error();
      if (!*more) break;
      listed.push_back({rows->text(0), rows->text(1), rows->text(2), rows->text(3)});
    }
    for (std::size_t i = 0; i < listed.size(); ++i) {
      if (Status s = check_document(listed[i]); !s) return s;
      if (progress_) progress_(i + 1, listed.size());
    }
    std::set<std::string> held;
    for (const Listed& l : listed) held.insert(l.id);
    for (const auto& [id, record] : recorded_) {
      if (held.contains(id)) continue;
      add(Finding::Kind::kCustodyBroken, id, record.path, "stored once, and not in the case file any more");
    }
    return Done{};
  }

  Status check_document(const Listed& l) {
    const auto record = recorded_.find(l.id);
    if (record == recorded_.end()) {
      add(Finding::Kind::kCustodyBroken, l.id, l.path, "no custody row says who stored it");
    } else if (record->second.input != l.sha256) {
      add(Finding::Kind::kCustodyBroken, l.id, l.path, "its custody row names another capture");
    }
    auto stored = read_machine(database_, l.id, Bytes::kWith);
    if (!stored) {
      if (stored.error().code != ErrorCode::kMalformed) return stored.error();
      add(Finding::Kind::kReadingChanged, l.id, l.path, stored.error().message).claims = claims_of(l.id);
      return Done{};
    }
    auto digest = digest_of(database_, l.id);
    if (!digest) return digest.error();
    DocumentCheck(*stored, report_)
        .check(file_at(l.location, *stored), *digest, record == recorded_.end() ? *digest : record->second.output,
               program_);
    return Done{};
  }

  FileNow file_at(const std::string& location, const StoredDocument& stored) {
    if (location.empty()) return {};
    namespace fs = std::filesystem;
    const fs::path path = fs::path(database_->path()).parent_path() / location;  // an absolute location stays itself
    std::error_code ignored;
    FileNow now;
    if (!fs::is_regular_file(path, ignored)) {
      ++report_.files_gone;
      return now;
    }
    if (stored.document.archive) {
      take(load_record(path.string(), *stored.document.archive, stored.options), now);
    } else if (stored.document.in_archive) {
      take(search(path.string(), stored), now);
    } else {
      auto stream = SourceStream::open(path.string(), stored.options);
      auto first = stream ? stream->next() : std::nullopt;
      auto source = first && *first ? (*first)->load() : Result<RawSource>(Error{ErrorCode::kUnreadable, "gone", {}});
      if (source) now.bytes = std::move(source->bytes);
    }
    ++(now.bytes || now.fault ? report_.files_seen : report_.files_gone);
    return now;
  }

  static void take(Result<RawSource> found, FileNow& now) {
    if (!found) {
      now.fault = found.error();
      return;
    }
    for (const Error& warning : found->warnings) {
      if (warning.code == ErrorCode::kNotFound) now.fault = warning;
    }
    now.bytes = std::move(found->bytes);
  }

  // Looks for a record without a place of its own. Documents come in the order in which they were read, so the stream
  // goes on from the one before; only what is not found costs a pass over the whole archive.
  Result<RawSource> search(const std::string& path, const StoredDocument& stored) {
    for (int pass = 0; pass < 2; ++pass) {
      if (searched_path_ != path || !searched_) {
        auto opened = SourceStream::open(path, stored.options);
        if (!opened) return opened.error();
        searched_ = std::make_unique<SourceStream>(std::move(*opened));
        searched_path_ = path;
        pass = 1;  // from its beginning: once is enough
      }
      while (auto next = searched_->next()) {
        if (!*next) continue;
        auto source = (*next)->load();
        if (source && to_hex(sha256(source->bytes)) == stored.document.sha256) return source;
      }
      searched_.reset();
    }
    return Error{ErrorCode::kNotFound, "the archive no longer has this page", path, {}};
  }

  std::vector<std::string> claims_of(const std::string& document) {
    std::vector<std::string> out;
    auto rows = Statement::prepare(database_, "SELECT id FROM claims WHERE document = ? ORDER BY position");
    if (!rows) return out;
    rows->bind(1, document);
    for (;;) {
      auto more = rows->step();
      if (!more || !*more) return out;
      out.push_back(rows->text(0));
    }
  }

  Finding& add(Finding::Kind kind, const std::string& document, const std::string& path, std::string message) {
    Finding f;
    f.kind = kind;
    f.document = document;
    f.path = path;
    f.message = std::move(message);
    report_.findings.push_back(std::move(f));
    return report_.findings.back();
  }

  struct Record {
    std::string path, input, output;
  };
  const std::shared_ptr<Database>& database_;
  const Ledger::Progress& progress_;
  const std::string& program_;
  VerifyReport report_;
  std::map<std::string, Record> recorded_;  // by document: what custody last said
  std::unique_ptr<SourceStream> searched_;
  std::string searched_path_;
};

}  // namespace

Result<VerifyReport> verify_case(const std::shared_ptr<Database>& database, const Ledger::Progress& progress,
                                 const std::string& program) {
  return CaseCheck(database, progress, program).check();
}

}  // namespace hearsay
