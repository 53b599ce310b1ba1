// The case file as a file: what is stored comes back, twice is once, a kill loses nothing, and what is no case is
// refused.
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "ledger/ledger.h"
#include "ledger/testing/synthetic.h"

namespace hearsay {
namespace {

using testing::Dice;
using testing::Folder;

std::vector<Row> all(Result<Cursor> cursor) {
  EXPECT_TRUE(cursor.ok()) << cursor.error().describe();
  auto rows = cursor->rest();
  EXPECT_TRUE(rows.ok()) << rows.error().describe();
  return std::move(*rows);
}

std::vector<std::string> rows_as_text(const Ledger& ledger) {
  std::vector<std::string> out;
  for (const char* table :
       {"captures", "records", "documents", "metadata", "map", "parts", "comments", "voices", "attributions", "claims",
        "chains", "figures", "times", "holds", "spans", "heads", "custody"}) {
    for (const Row& row : all(ledger.sql("SELECT * FROM " + std::string(table) + " ORDER BY 1, 2, 3, 4"))) {
      std::string line = table;
      for (const Cell& cell : row) line += '|' + cell.plain();
      out.push_back(std::move(line));
    }
  }
  return out;
}

// Changes the file behind the program's back. Triggers go first: this is somebody with `sqlite3` and bad intent.
void tamper(const std::string& path, const std::string& sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message << " in " << sql;
  sqlite3_close(db);
}

TEST(CaseFile, what_is_stored_comes_back) {
  Folder folder;
  Ledger ledger = testing::ledger(folder.file("case"));
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    ReadOptions options{"html", "", seed % 2 == 0 ? "" : "Given"};
    ReadRun run = testing::run();
    run.options = options;
    Document d = testing::document("pages/" + std::to_string(seed), testing::page(seed), options);
    d.warnings.push_back({ErrorCode::kMalformed, "something odd", d.path, 7});
    d.captured_at = "2031-05-01T00:00:00Z";
    if (seed % 3 > 0) {
      d.in_archive = true;
      d.stated_type = "text/html";
      d.stated_charset = seed % 2 == 0 ? "" : "latin1";
    }
    if (seed % 3 == 2) d.archive = ArchiveLocator{(std::uint64_t{1} << 40) + seed, 1000 + seed, std::string(64, 'a')};
    const Reading r = testing::reading(d);
    ASSERT_GT(r.claims.size(), 2u);
    ASSERT_TRUE(ledger.store(d, r, run).ok());
    const auto back = ledger.document(d.id);
    ASSERT_TRUE(back.ok()) << back.error().describe();
    EXPECT_EQ(testing::dump(back->document, back->reading), testing::dump(d, r));
    EXPECT_EQ(back->document.in_archive, d.in_archive);
    EXPECT_EQ(back->document.archive, d.archive);
    EXPECT_EQ(back->document.stated_type, d.stated_type);
    EXPECT_EQ(back->document.stated_charset, d.stated_charset);
    EXPECT_EQ(back->options.outlet, options.outlet);
    EXPECT_EQ(back->program, "hearsay test");
  }
}

TEST(CaseFile, comments_and_replies_come_back) {
  Folder folder;
  Ledger ledger = testing::ledger(folder.file("case"));
  Document d = testing::document("x", testing::page(3));
  const auto last = static_cast<std::uint32_t>(d.parts.size() - 1);
  ASSERT_GT(last, 1u);
  Comment one, two;
  one.part = last - 1;
  one.author = Value{"Reader One", Span{0, 3}, std::nullopt, "visible"};
  one.published = Date{"2031-05", "month", Span{4, 9}, "visible"};
  two.part = last;
  two.reply_to = 0;
  two.permalink = "";
  d.comments = {one, two};
  d.parts[last].parent = static_cast<std::int32_t>(last - 1);
  d.wire = false;
  const Reading r = testing::reading(d);
  ASSERT_TRUE(ledger.store(d, r, testing::run()).ok());
  const auto back = ledger.document(d.id);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(testing::dump(back->document, back->reading), testing::dump(d, r));
}

// A std::map of documents beside the ledger, through random stores, repeats, upgrades and re-openings.
TEST(CaseFile, agrees_with_a_map_over_random_steps) {
  struct Held {
    std::string dump, program;
    std::size_t claims;
  };
  Folder folder;
  Dice dice(17);
  std::map<std::string, Held> model;  // by id
  std::size_t custody = 0;
  auto ledger = std::make_unique<Ledger>(testing::ledger(folder.file("case")));
  for (int step = 0; step < 200; ++step) {
    if (dice.once_in(20)) {
      ledger.reset();
      ledger = std::make_unique<Ledger>(testing::ledger(folder.file("case")));
    }
    const std::string program = dice.once_in(3) ? "newer" : "older";
    const Document d = testing::document("p", testing::page(dice.below(25)));
    const Reading r = testing::reading(d);
    const auto held = model.find(d.id);
    const Holding expected = held == model.end()               ? Holding::kAbsent
                             : held->second.program == program ? Holding::kHeld
                                                               : Holding::kOutdated;
    const auto holding = ledger->holding(d.sha256, testing::run(program));
    ASSERT_TRUE(holding.ok());
    ASSERT_EQ(*holding, expected);
    ASSERT_TRUE(ledger->store(d, r, testing::run(program)).ok());
    if (expected != Holding::kHeld) custody += model.empty() ? 2 : 1;
    model[d.id] = {testing::dump(d, r), program, r.claims.size()};
    if (step % 20 != 19) continue;
    std::size_t claims = 0;
    for (const auto& [id, entry] : model) {
      const auto back = ledger->document(id);
      ASSERT_TRUE(back.ok());
      EXPECT_EQ(testing::dump(back->document, back->reading), entry.dump);
      EXPECT_EQ(back->program, entry.program);
      claims += entry.claims;
    }
    EXPECT_EQ(all(ledger->documents({})).size(), model.size());
    EXPECT_EQ(all(ledger->claims({})).size(), claims);
    EXPECT_EQ(all(ledger->custody()).size(), custody);
  }
  const auto report = ledger->verify();
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->findings.empty()) << report->findings[0].message;
}

TEST(CaseFile, storing_twice_changes_no_row) {
  Folder folder;
  Ledger ledger = testing::ledger(folder.file("case"));
  std::vector<std::string> once;
  for (int round = 0; round < 2; ++round) {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      const Document d = testing::document("p" + std::to_string(seed), testing::page(seed));
      ASSERT_TRUE(ledger.store(d, testing::reading(d), testing::run()).ok());
    }
    if (round == 0) once = rows_as_text(ledger);
  }
  EXPECT_EQ(rows_as_text(ledger), once);
}

TEST(CaseFile, a_replaced_reading_leaves_nothing_of_the_old_one) {
  Folder folder;
  Ledger ledger = testing::ledger(folder.file("case"));
  const Document d = testing::document("p", testing::page(1));
  ASSERT_TRUE(ledger.store(d, testing::reading(d), testing::run("old")).ok());
  ASSERT_TRUE(ledger.store(d, Reading{}, testing::run("new")).ok());
  EXPECT_TRUE(all(ledger.claims({})).empty());
  for (const char* table :
       {"voices", "attributions", "claims", "chains", "figures", "times", "holds", "spans", "heads"}) {
    const auto rows = all(ledger.sql("SELECT count(*) FROM " + std::string(table)));
    EXPECT_EQ(rows[0][0].integer, 0) << table;
  }
  const auto found = all(ledger.sql("SELECT count(*) FROM claim_words WHERE claim_words MATCH 'said OR the'"));
  EXPECT_EQ(found[0][0].integer, 0);
  EXPECT_EQ(all(ledger.sql("SELECT count(*) FROM captures"))[0][0].integer, 1);
}

// A child stores pages and is killed at a random moment; the file must open, verify, and take the rest.
TEST(CaseFile, a_kill_at_any_moment_loses_at_most_the_document_in_hand) {
  constexpr std::uint64_t kPages = 12;
  std::vector<Document> documents;
  std::vector<Reading> readings;
  for (std::uint64_t seed = 0; seed < kPages; ++seed) {
    documents.push_back(testing::document("p" + std::to_string(seed), testing::page(seed)));
    readings.push_back(testing::reading(documents.back()));
  }
  Dice dice(99);
  for (int round = 0; round < 25; ++round) {
    Folder folder;
    const std::string path = folder.file("case");
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto opened = Ledger::open(path, {OpenOptions::Mode::kCreate, 200});
      for (std::size_t i = 0; opened.ok() && i < documents.size(); ++i) {
        if (!opened->store(documents[i], readings[i], testing::run()).ok()) _exit(1);
        if (write(pipe_ends[1], "x", 1) != 1) _exit(1);
      }
      _exit(opened.ok() ? 0 : 1);
    }
    close(pipe_ends[1]);
    // So many documents are reported stored, then a moment more: the kill falls anywhere in the next ones.
    const std::size_t wanted = dice.below(kPages);
    std::size_t stored = 0;
    char byte = 0;
    while (stored < wanted && ::read(pipe_ends[0], &byte, 1) == 1) ++stored;
    usleep(static_cast<useconds_t>(dice.below(4000)));
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    while (::read(pipe_ends[0], &byte, 1) == 1) ++stored;
    close(pipe_ends[0]);

    if (access(path.c_str(), F_OK) == 0) {
      const Ledger seen = testing::ledger(path, OpenOptions::Mode::kRead);
      const auto report = seen.verify();
      ASSERT_TRUE(report.ok()) << report.error().describe();
      EXPECT_TRUE(report->findings.empty()) << report->findings[0].message;
      const std::size_t held = all(seen.documents({})).size();
      EXPECT_GE(held, stored);
      EXPECT_LE(held, stored + 1);
    } else {
      EXPECT_EQ(stored, 0u);
    }
    Ledger again = testing::ledger(path);
    for (std::size_t i = 0; i < documents.size(); ++i) {
      ASSERT_TRUE(again.store(documents[i], readings[i], testing::run()).ok());
    }
    EXPECT_EQ(all(again.documents({})).size(), kPages);
    const auto report = again.verify();
    ASSERT_TRUE(report.ok());
    EXPECT_TRUE(report->findings.empty());
  }
}

TEST(CaseFile, a_file_of_the_first_version_is_read_as_it_is_and_brought_up_to_date_when_written) {
  Folder folder;
  const std::string path = folder.file("old");
  const Document d = testing::document("p", testing::page(1));
  std::vector<Row> schema;
  const char* kSchema =
      "SELECT type, name, sql FROM sqlite_schema WHERE name LIKE '%record%' OR name = 'heads' ORDER BY name";
  {
    Ledger ledger = testing::ledger(path);
    Reading r = testing::reading(d);
    for (Attribution& a : r.attributions) {
      a.cue_p = a.source_p = a.content_p = 0;
      a.runner_up = {};
    }
    ASSERT_TRUE(ledger.store(d, r, testing::run()).ok());
    schema = all(ledger.sql(kSchema));
    ASSERT_EQ(schema.size(), 4u);
  }
  tamper(path,
         "DROP TRIGGER records_stay; DROP TRIGGER records_last; DROP TABLE records; DROP TABLE heads;"
         "PRAGMA user_version=1;");
  const std::string before = testing::file_bytes(path);
  {
    const auto ledger = Ledger::open(path, {OpenOptions::Mode::kRead, 100});
    ASSERT_TRUE(ledger.ok()) << ledger.error().describe();
    EXPECT_TRUE(ledger->document("p").ok());
    EXPECT_TRUE(ledger->stats().ok());
    const auto report = ledger->verify();
    ASSERT_TRUE(report.ok()) << report.error().describe();
    EXPECT_TRUE(report->findings.empty());
  }
  EXPECT_EQ(testing::file_bytes(path), before);
  {
    auto ledger = Ledger::open(path, {OpenOptions::Mode::kWrite, 100});
    ASSERT_TRUE(ledger.ok()) << ledger.error().describe();
    EXPECT_EQ(all(ledger->sql("PRAGMA user_version"))[0][0].integer, kCaseSchema);
    const std::vector<Row> now = all(ledger->sql(kSchema));
    ASSERT_EQ(now.size(), schema.size());
    for (std::size_t i = 0; i < now.size(); ++i) EXPECT_EQ(now[i][2].text, schema[i][2].text);
    Document other = testing::document("q", testing::page(2));
    other.in_archive = true;
    ASSERT_TRUE(ledger->store(other, testing::reading(other), testing::run()).ok());
    EXPECT_TRUE(ledger->document("q")->document.in_archive);
  }
}

TEST(CaseFile, refuses_what_it_cannot_open) {
  Folder folder;
  const std::string good = folder.file("good");
  {
    Ledger ledger = testing::ledger(good);
    const Document d = testing::document("p", testing::page(1));
    ASSERT_TRUE(ledger.store(d, testing::reading(d), testing::run()).ok());
  }
  const std::string bytes = testing::file_bytes(good);
  std::string newer = bytes, damaged = bytes, other = bytes;
  newer[63] = static_cast<char>(kCaseSchema + 1);  // user_version, big-endian at 60
  other[68] = 'x';                                 // application_id
  damaged.replace(100, 400, 400, '\xff');          // the first page's tables
  struct Case {
    const char* name;
    std::string bytes;
    ErrorCode code;
  };
  const Case cases[] = {{"newer", newer, ErrorCode::kNewerSchema},
                        {"other", other, ErrorCode::kMalformed},
                        {"damaged", damaged, ErrorCode::kMalformed},
                        {"text", "this is a text, and no database at all", ErrorCode::kMalformed},
                        {"empty", "", ErrorCode::kMalformed}};
  for (const Case& c : cases) {
    const std::string path = folder.write(c.name, c.bytes);
    for (const auto mode : {OpenOptions::Mode::kRead, OpenOptions::Mode::kWrite, OpenOptions::Mode::kCreate}) {
      const auto opened = Ledger::open(path, {mode, 100});
      ASSERT_FALSE(opened.ok()) << c.name;
      EXPECT_EQ(opened.error().code, c.code) << c.name << ": " << opened.error().describe();
      EXPECT_EQ(opened.error().path, path);
    }
    EXPECT_EQ(testing::file_bytes(path), c.bytes) << c.name << " was written to";
  }
  EXPECT_EQ(Ledger::open(folder.file("none"), {}).error().code, ErrorCode::kUnreadable);
  EXPECT_EQ(Ledger::open(folder.file("no/such/folder"), {OpenOptions::Mode::kCreate, 100}).error().code,
            ErrorCode::kUnreadable);
  EXPECT_EQ(Ledger::open(good + "/below", {OpenOptions::Mode::kCreate, 100}).error().code, ErrorCode::kUnreadable);
}

TEST(CaseFile, a_writer_elsewhere_locks_writing_and_not_reading) {
  Folder folder;
  const std::string path = folder.file("case");
  Ledger ledger = testing::ledger(path);
  const Document d = testing::document("p", testing::page(1));
  ASSERT_TRUE(ledger.store(d, testing::reading(d), testing::run()).ok());
  sqlite3* writer = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &writer), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(writer, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const Document e = testing::document("q", testing::page(2));
  const Status stored = ledger.store(e, testing::reading(e), testing::run());
  ASSERT_FALSE(stored.ok());
  EXPECT_EQ(stored.error().code, ErrorCode::kLocked);
  const Ledger reader = testing::ledger(path, OpenOptions::Mode::kRead);
  EXPECT_EQ(all(reader.documents({})).size(), 1u);
  sqlite3_close(writer);
  EXPECT_TRUE(ledger.store(e, testing::reading(e), testing::run()).ok());
}

TEST(CaseFile, two_programs_may_make_it_at_once) {
  Folder folder;
  std::vector<pid_t> children;
  for (int c = 0; c < 6; ++c) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto opened = Ledger::open(folder.file("case"), {OpenOptions::Mode::kCreate, 10000});
      if (!opened.ok()) _exit(1);
      const Document d = testing::document("p", testing::page(static_cast<std::uint64_t>(c)));
      _exit(opened->store(d, testing::reading(d), testing::run()).ok() ? 0 : 2);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  const Ledger ledger = testing::ledger(folder.file("case"), OpenOptions::Mode::kRead);
  EXPECT_EQ(all(ledger.documents({})).size(), 6u);
  EXPECT_TRUE(ledger.verify()->findings.empty());
}

TEST(CaseFile, captures_and_custody_cannot_be_changed) {
  Folder folder;
  const std::string path = folder.file("case");
  {
    Ledger ledger = testing::ledger(path);
    const Document d = testing::document("p", testing::page(1));
    ASSERT_TRUE(ledger.store(d, testing::reading(d), testing::run()).ok());
  }
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  for (const char* sql : {"UPDATE captures SET path = 'x'", "DELETE FROM captures", "UPDATE custody SET who = 'x'",
                          "DELETE FROM custody"}) {
    EXPECT_NE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sql;
  }
  sqlite3_close(db);
}

// --- verify

struct VerifiedCase {
  Folder folder;
  std::string path = folder.file("case");
  std::vector<Document> documents;
  std::vector<Reading> readings;
  VerifiedCase() {
    Ledger ledger = testing::ledger(path);
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      const std::string file = folder.write("page" + std::to_string(seed) + ".html", testing::page(seed));
      documents.push_back(testing::document(file, testing::page(seed)));
      readings.push_back(testing::reading(documents.back()));
      EXPECT_TRUE(ledger.store(documents.back(), readings.back(), testing::run()).ok());
    }
  }
  [[nodiscard]] VerifyReport verify() const {
    const Ledger ledger = testing::ledger(path, OpenOptions::Mode::kRead);
    auto report = ledger.verify();
    EXPECT_TRUE(report.ok()) << report.error().describe();
    return report.ok() ? std::move(*report) : VerifyReport{};
  }
  // Ids of the claims of one document whose words' bytes hold `offset`.
  // Byte by byte through the map, without source_pieces: does the claim rest on the byte at `offset`?
  [[nodiscard]] bool rests_on(std::size_t which, const Spans& words, std::size_t offset) const {
    for (const auto& run : documents[which].map) {
      if (offset < run.source_begin || offset >= run.source_begin + run.length) continue;
      const auto at = static_cast<std::uint32_t>(offset - run.source_begin + run.text_begin);
      for (const Span s : words) {
        if (s.contains(at)) return true;
      }
    }
    return false;
  }
  [[nodiscard]] std::vector<std::string> claims_at(std::size_t which, std::size_t offset) const {
    std::vector<std::string> out;
    const Reading& reading = readings[which];
    for (const Claim& c : reading.claims) {
      bool hit = std::any_of(c.anchor.source.begin(), c.anchor.source.end(),
                             [&](Span s) { return s.contains(static_cast<std::uint32_t>(offset)); });
      hit |= rests_on(which, c.commitment_cues, offset);
      for (const Index a : c.chain) {
        const Attribution& link = reading.attributions[a];
        hit |= rests_on(which, link.source, offset) || rests_on(which, link.cue, offset) ||
               rests_on(which, link.content, offset);
      }
      if (c.condition) {
        hit |= rests_on(which, c.condition->if_clause, offset) || rests_on(which, c.condition->then_clause, offset);
      }
      if (hit) out.push_back(c.id);
    }
    return out;
  }
};

TEST(Verify, finds_nothing_in_a_good_case) {
  const VerifiedCase c;
  const VerifyReport report = c.verify();
  EXPECT_TRUE(report.findings.empty()) << report.findings[0].message;
  EXPECT_EQ(report.captures, 3u);
  EXPECT_EQ(report.reread, 3u);
  EXPECT_EQ(report.files_seen, 3u);
  EXPECT_EQ(report.custody_rows, 4u);
  EXPECT_GT(report.spans, 50u);
}

TEST(Verify, a_file_that_is_gone_is_no_finding) {
  const VerifiedCase c;
  ASSERT_EQ(unlink(c.folder.file("page1.html").c_str()), 0);
  const VerifyReport report = c.verify();
  EXPECT_TRUE(report.findings.empty());
  EXPECT_EQ(report.files_gone, 1u);
}

// Every byte of a page, one at a time: the file's change is found, at its offset, with just the claims that it hits.
TEST(Verify, any_byte_of_the_file_on_disk_is_found_with_the_claims_hit) {
  const VerifiedCase c;
  const std::string bytes = c.documents[1].bytes;
  std::size_t with_claims = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 7) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    c.folder.write("page1.html", changed);
    const VerifyReport report = c.verify();
    ASSERT_EQ(report.findings.size(), 1u) << "byte " << at;
    const Finding& f = report.findings[0];
    EXPECT_EQ(f.kind, Finding::Kind::kFileChanged);
    EXPECT_EQ(f.document, c.documents[1].id);
    EXPECT_EQ(f.offset, at);
    EXPECT_EQ(f.claims, c.claims_at(1, at)) << "byte " << at;
    with_claims += !f.claims.empty();
  }
  EXPECT_GT(with_claims, 10u);
}

// The same with the bytes in the case file, with the page's file gone, so that only the case file itself can tell.
TEST(Verify, any_byte_of_a_capture_is_found_with_the_claims_hit) {
  const VerifiedCase c;
  ASSERT_EQ(unlink(c.folder.file("page2.html").c_str()), 0);
  const std::string bytes = c.documents[2].bytes;
  const std::string case_bytes = testing::file_bytes(c.path);
  std::size_t with_claims = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 11) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    std::string hex;
    for (const char byte : changed) {
      constexpr std::string_view kHex = "0123456789abcdef";
      hex += kHex[static_cast<unsigned char>(byte) >> 4];
      hex += kHex[static_cast<unsigned char>(byte) & 15];
    }
    c.folder.write("case", case_bytes);
    tamper(c.path, "DROP TRIGGER captures_stay; UPDATE captures SET bytes = x'" + hex + "' WHERE sha256 = '" +
                       c.documents[2].sha256 + "'");
    const VerifyReport report = c.verify();
    ASSERT_FALSE(report.findings.empty()) << "byte " << at;
    const Finding& f = report.findings[0];
    EXPECT_EQ(f.kind, Finding::Kind::kCaptureDamaged);
    const auto hit = c.claims_at(2, at);
    for (const std::string& id : hit) {
      EXPECT_NE(std::find(f.claims.begin(), f.claims.end(), id), f.claims.end()) << "byte " << at << " of " << id;
    }
    with_claims += !hit.empty();
  }
  EXPECT_GT(with_claims, 10u);
}

TEST(Verify, finds_changed_rows) {
  struct Case {
    const char* sql;
    Finding::Kind kind;
  };
  const Case cases[] = {
      {"UPDATE voices SET name = 'Somebody Else' WHERE position = 1", Finding::Kind::kReadingChanged},
      {"UPDATE claims SET commitment_source = 'CT-' WHERE position = 0", Finding::Kind::kReadingChanged},
      {"UPDATE claims SET exact = exact || '!' WHERE position = 0", Finding::Kind::kSpanBroken},
      {"UPDATE spans SET \"end\" = \"end\" - 1 WHERE role = 'content' AND position = 0", Finding::Kind::kSpanBroken},
      {"UPDATE spans SET \"end\" = 4000000 WHERE role = 'content' AND position = 0", Finding::Kind::kSpanBroken},
      {"UPDATE figures SET value = value + 1", Finding::Kind::kReadingChanged},
      {"UPDATE heads SET cue = cue - .01", Finding::Kind::kReadingChanged},
      {"DELETE FROM heads WHERE runner_up = 'content'", Finding::Kind::kReadingChanged},
      {"UPDATE spans SET \"begin\" = 4000000 WHERE role = 'runner_up'", Finding::Kind::kSpanBroken},
      {"UPDATE documents SET text = replace(text, 'quay', 'quoy')", Finding::Kind::kMapBroken},
      {"UPDATE map SET source_begin = source_begin + 1 WHERE position = 1", Finding::Kind::kMapBroken},
      {"DELETE FROM chains", Finding::Kind::kReadingChanged},
      {"UPDATE claims SET voice = 'v:0000000000000000'", Finding::Kind::kReadingChanged},
      {"UPDATE parts SET kind = 'nonsense' WHERE position = 0", Finding::Kind::kReadingChanged},
      {"DROP TRIGGER custody_stays; UPDATE custody SET who = 'nobody' WHERE number = 2", Finding::Kind::kCustodyBroken},
      {"DROP TRIGGER custody_lasts; DELETE FROM custody WHERE number = 3", Finding::Kind::kCustodyBroken},
      {"DROP TRIGGER custody_lasts; DELETE FROM custody WHERE number = 4", Finding::Kind::kCustodyBroken},
      {"DROP TRIGGER custody_stays; UPDATE custody SET output = previous WHERE number = 2",
       Finding::Kind::kCustodyBroken},
  };
  const VerifiedCase c;
  const std::string good = testing::file_bytes(c.path);
  for (const Case& change : cases) {
    c.folder.write("case", good);
    tamper(c.path, change.sql);
    const VerifyReport report = c.verify();
    bool found = false;
    for (const Finding& f : report.findings) {
      found |= f.kind == change.kind;
      EXPECT_FALSE(name(f.kind).empty());
      EXPECT_FALSE(f.message.empty());
    }
    EXPECT_TRUE(found) << change.sql;
  }
  // A document that disappears with all its rows is missed by its custody row.
  c.folder.write("case", good);
  std::string sql;
  for (const char* table : {"metadata", "map", "parts", "comments", "warnings", "voices", "attributions", "claims",
                            "chains", "figures", "times", "holds", "spans", "heads"}) {
    sql += "DELETE FROM " + std::string(table) + " WHERE document = '" + c.documents[0].id + "';";
  }
  tamper(c.path, sql + "DELETE FROM documents WHERE id = '" + c.documents[0].id + "'");
  const VerifyReport report = c.verify();
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].document, c.documents[0].id);
}

TEST(Verify, another_program_that_reads_otherwise_is_not_blamed_on_the_file) {
  Folder folder;
  Ledger ledger = testing::ledger(folder.file("case"));
  Document d = testing::document("gone", testing::page(1));
  d.parts.back().kind = PartKind::kOther;  // as an older reader might have seen it
  ASSERT_TRUE(ledger.store(d, testing::reading(d), testing::run("older")).ok());
  EXPECT_TRUE(ledger.verify({}, "newer")->findings.empty());
  EXPECT_EQ(ledger.verify({}, "newer")->read_otherwise, 1u);
  ASSERT_EQ(ledger.verify({}, "older")->findings.size(), 1u);
  EXPECT_EQ(ledger.verify({}, "older")->findings[0].kind, Finding::Kind::kTextChanged);
}

TEST(Verify, a_damaged_database_is_a_finding) {
  const VerifiedCase c;
  std::string bytes = testing::file_bytes(c.path);
  // Pages of rows: neither the header nor the schema, which open() would refuse, and which lie before them.
  const std::size_t from = bytes.size() / 4 * 3;
  for (std::size_t i = from; i < from + 8192 && i < bytes.size(); ++i) bytes[i] = '\x5a';
  c.folder.write("case", bytes);
  EXPECT_FALSE(c.verify().findings.empty());
}

}  // namespace
}  // namespace hearsay
