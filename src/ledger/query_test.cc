// Queries against a loop over the very structs that were stored; ids, SQL and words as tables of rows.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "ledger/ledger.h"
#include "ledger/testing/synthetic.h"
#include "ledger/words.h"

namespace hearsay {
namespace {

using testing::Folder;

struct StoredCase {
  Folder folder;
  Ledger ledger = testing::ledger(folder.file("case"));
  std::vector<Document> documents;
  std::vector<Reading> readings;
  StoredCase() {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      documents.push_back(testing::document("pages/" + std::to_string(seed) + ".html", testing::page(seed)));
      readings.push_back(testing::reading(documents.back()));
      EXPECT_TRUE(ledger.store(documents.back(), readings.back(), testing::run()).ok());
    }
  }
};

std::vector<Row> rows_of(Result<Cursor> cursor) {
  EXPECT_TRUE(cursor.ok()) << cursor.error().describe();
  if (!cursor.ok()) return {};
  auto rows = cursor->rest();
  EXPECT_TRUE(rows.ok()) << rows.error().describe();
  if (!rows.ok()) return {};
  for (const Row& row : *rows) EXPECT_EQ(row.size(), cursor->columns().size());
  return std::move(*rows);
}
std::vector<std::string> ids_of(Result<Cursor> cursor) {
  std::vector<std::string> out;
  for (const Row& row : rows_of(std::move(cursor))) out.push_back(row[0].text);
  return out;
}
std::size_t column(const Cursor& cursor, std::string_view name) {
  const auto& columns = cursor.columns();
  const auto at = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
  EXPECT_NE(at, columns.end()) << name;
  return static_cast<std::size_t>(at - columns.begin());
}

TEST(Queries, filters_of_claims_agree_with_a_loop) {
  const StoredCase c;
  using Holds = std::function<bool(const Document&, const Reading&, const Claim&)>;
  struct Case {
    const char* name;
    ClaimQuery query;
    Holds test;
  };
  std::vector<Case> cases;
  const auto add = [&](const char* name, const std::function<void(ClaimQuery&)>& set, Holds test) {
    ClaimQuery query;
    set(query);
    cases.push_back({name, query, std::move(test)});
  };
  const auto voice_of = [](const Reading& r, const Claim& claim) -> const Voice& { return r.voices[claim.voice]; };
  const auto has = [](std::string_view text, std::string_view word) { return text.find(word) != text.npos; };
  add(
      "all", [](ClaimQuery&) {}, [](auto&, auto&, auto&) { return true; });
  add(
      "voice", [](ClaimQuery& q) { q.voice = "harbour MINISTRY"; },
      [&](auto&, auto& r, auto& x) { return has(voice_of(r, x).name, "Harbour Ministry"); });
  add(
      "an accented voice", [](ClaimQuery& q) { q.voice = "émile"; },
      [&](auto&, auto& r, auto& x) { return has(voice_of(r, x).name, "Émile"); });
  add(
      "no part of a word", [](ClaimQuery& q) { q.voice = "Minist"; }, [](auto&, auto&, auto&) { return false; });
  add(
      "kind", [](ClaimQuery& q) { q.voice_kind = "agency"; },
      [&](auto&, auto& r, auto& x) { return voice_of(r, x).kind == VoiceKind::kAgency; });
  add(
      "outlet", [](ClaimQuery& q) { q.outlet = "courier"; },
      [&](auto& d, auto&, auto&) { return d.outlet && has(d.outlet->value, "Courier"); });
  add(
      "through", [](ClaimQuery& q) { q.through = "Tide Agency"; },
      [&](auto&, auto& r, auto& x) {
        return std::any_of(x.chain.begin(), x.chain.end(),
                           [&](Index a) { return has(r.voices[r.attributions[a].voice].name, "Tide Agency"); });
      });
  add(
      "act", [](ClaimQuery& q) { q.act = "report"; },
      [](auto&, auto& r, auto& x) { return !x.chain.empty() && r.attributions[x.chain.back()].act == Act::kReport; });
  add(
      "commitment", [](ClaimQuery& q) { q.commitment = "PS+"; },
      [](auto&, auto&, auto& x) { return x.source_commitment == Commitment::kPSplus; });
  add(
      "outlet commitment", [](ClaimQuery& q) { q.outlet_commitment = "CT+"; },
      [](auto&, auto&, auto& x) { return x.outlet_commitment == Commitment::kCTplus; });
  add(
      "depth",
      [](ClaimQuery& q) {
        q.min_depth = 1;
        q.max_depth = 1;
      },
      [](auto&, auto&, auto& x) { return x.chain.size() == 1; });
  add(
      "unattributed", [](ClaimQuery& q) { q.max_depth = 0; }, [](auto&, auto&, auto& x) { return x.chain.empty(); });
  add(
      "negated", [](ClaimQuery& q) { q.negated = true; }, [](auto&, auto&, auto& x) { return x.negated; });
  add(
      "words", [](ClaimQuery& q) { q.words = "boats MONDAY"; },
      [&](auto& d, auto&, auto& x) {
        const std::string words = words_of(d.text, x.content);
        return has(words, "boats") && has(words, "Monday");
      });
  add(
      "stem", [](ClaimQuery& q) { q.words = "boat"; },
      [&](auto& d, auto&, auto& x) { return has(words_of(d.text, x.content), "boats"); });
  add(
      "phrase", [](ClaimQuery& q) { q.words = "\"two engines\""; },
      [&](auto& d, auto&, auto& x) { return has(words_of(d.text, x.content), "two engines"); });
  add(
      "beginning", [](ClaimQuery& q) { q.words = "eng*"; },
      [&](auto& d, auto&, auto& x) { return has(words_of(d.text, x.content), "engines"); });
  add(
      "operators are words", [](ClaimQuery& q) { q.words = "boats OR NEAR("; },
      [](auto&, auto&, auto&) { return false; });
  add(
      "document", [&](ClaimQuery& q) { q.document = "pages/3.html"; },
      [&](auto& d, auto&, auto&) { return d.path == "pages/3.html"; });
  add(
      "document id", [&](ClaimQuery& q) { q.document = c.documents[4].id.substr(0, 10); },
      [&](auto& d, auto&, auto&) { return d.id == c.documents[4].id; });
  add(
      "two at once",
      [](ClaimQuery& q) {
        q.voice_kind = "organization";
        q.words = "nets";
      },
      [&](auto& d, auto& r, auto& x) {
        return voice_of(r, x).kind == VoiceKind::kOrganization && has(words_of(d.text, x.content), "nets");
      });
  add(
      "region", [](ClaimQuery& q) { q.region = "comments"; }, [](auto&, auto&, auto&) { return false; });
  for (const Case& test : cases) {
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < c.documents.size(); ++i) {
      for (const Claim& claim : c.readings[i].claims) {
        if (test.test(c.documents[i], c.readings[i], claim)) expected.push_back(claim.id);
      }
    }
    EXPECT_EQ(ids_of(c.ledger.claims(test.query)), expected) << test.name;
    ClaimQuery first = test.query;
    first.limit = 2;
    expected.resize(std::min<std::size_t>(expected.size(), 2));
    EXPECT_EQ(ids_of(c.ledger.claims(first)), expected) << test.name << ", limited";
  }
}

TEST(Queries, a_claims_row_holds_the_contract_s_fields_and_texts) {
  const StoredCase c;
  auto cursor = c.ledger.claims({});
  ASSERT_TRUE(cursor.ok());
  for (const char* name : {"id",    "document", "path",       "outlet",    "published", "part",       "content",
                           "chain", "voice",    "commitment", "condition", "negated",   "opinion",    "figures",
                           "times", "places",   "events",     "anchor",    "text",      "voice_name", "chain_text"}) {
    (void)column(*cursor, name);
  }
  std::size_t row_number = 0;
  Row row;
  for (std::size_t i = 0; i < c.documents.size(); ++i) {
    for (const Claim& claim : c.readings[i].claims) {
      auto more = cursor->next(row);
      ASSERT_TRUE(more.ok() && *more);
      EXPECT_EQ(row[column(*cursor, "text")].text, words_of(c.documents[i].text, claim.content));
      EXPECT_EQ(row[column(*cursor, "depth")].integer, static_cast<std::int64_t>(claim.chain.size()));
      EXPECT_EQ(row[column(*cursor, "condition")].kind == CellKind::kJson, claim.condition.has_value());
      std::string json;
      append_json_object(json, cursor->columns(), row);
      EXPECT_NE(json.find("\"anchor\":{\"source\":[["), json.npos) << json;
      ++row_number;
    }
  }
  EXPECT_GT(row_number, 30u);
  EXPECT_FALSE(*cursor->next(row));
  EXPECT_FALSE(*cursor->next(row));
}

TEST(Queries, voices_figures_and_attributions_agree_with_a_loop) {
  const StoredCase c;
  std::vector<std::string> voices, speaking, figures, attributions, of_ministry;
  for (const Reading& r : c.readings) {
    for (Index v = 0; v < r.voices.size(); ++v) {
      voices.push_back(r.voices[v].id);
      if (std::any_of(r.claims.begin(), r.claims.end(), [&](const Claim& x) { return x.voice == v; })) {
        speaking.push_back(r.voices[v].id);
      }
    }
    for (const Figure& f : r.figures) {
      figures.push_back(f.id);
      if (r.voices[r.claims[f.claim].voice].name == "The Harbour Ministry") of_ministry.push_back(f.id);
    }
    for (const Attribution& a : r.attributions) attributions.push_back(a.id);
  }
  EXPECT_EQ(ids_of(c.ledger.voices({})), voices);
  VoiceQuery only_speaking;
  only_speaking.speaking = true;
  EXPECT_EQ(ids_of(c.ledger.voices(only_speaking)), speaking);
  EXPECT_EQ(ids_of(c.ledger.figures({})), figures);
  FigureQuery ministry;
  ministry.voice = "harbour ministry";
  EXPECT_EQ(ids_of(c.ledger.figures(ministry)), of_ministry);
  FigureQuery boats;
  boats.words = "boats";
  EXPECT_FALSE(ids_of(c.ledger.figures(boats)).empty());
  EXPECT_LT(ids_of(c.ledger.figures(boats)).size(), figures.size());
  EXPECT_EQ(ids_of(c.ledger.attributions({})), attributions);
}

TEST(Queries, speakers_count_claims_over_documents) {
  const StoredCase c;
  std::map<std::pair<std::string, std::string>, std::int64_t> expected;
  for (const Reading& r : c.readings) {
    for (const Voice& v : r.voices) expected[{v.name, std::string(name(v.kind))}];
    for (const Claim& x : r.claims) ++expected[{r.voices[x.voice].name, std::string(name(r.voices[x.voice].kind))}];
  }
  const auto rows = rows_of(c.ledger.speakers({}));
  ASSERT_EQ(rows.size(), expected.size());
  std::int64_t before = 1 << 30;
  for (const Row& row : rows) {
    EXPECT_EQ(std::int64_t(row[2].kind == CellKind::kInteger ? row[2].integer : -1),
              (expected[{row[0].text, row[1].text}]))
        << row[0].text;
    EXPECT_LE(row[2].integer, before);
    before = row[2].integer;
  }
}

TEST(Ids, unique_prefixes_are_enough) {
  const StoredCase c;
  for (const Claim& claim : c.readings[2].claims) {
    for (std::size_t length = 1; length <= 16; ++length) {
      const std::string prefix = claim.id.substr(0, 2 + length);
      std::size_t fit = 0;
      for (const Reading& r : c.readings) {
        for (const Claim& x : r.claims) fit += x.id.starts_with(prefix);
      }
      const auto found = c.ledger.explain(prefix);
      if (fit == 1) {
        ASSERT_TRUE(found.ok()) << found.error().describe();
        EXPECT_EQ(found->id, claim.id);
      } else {
        ASSERT_FALSE(found.ok());
        EXPECT_EQ(found.error().code, ErrorCode::kUsage);
      }
    }
    EXPECT_EQ(c.ledger.explain(claim.id.substr(2))->id, claim.id);
  }
  struct Case {
    const char* id;
    ErrorCode code;
  };
  for (const Case& bad : {Case{"", ErrorCode::kUsage},
                          {"c:", ErrorCode::kUsage},
                          {"c:xyz", ErrorCode::kUsage},
                          {"q:12", ErrorCode::kUsage},
                          {"c:00000000000000000", ErrorCode::kUsage},
                          {"c:ffffffffffffffff", ErrorCode::kNotFound},
                          {"c:%", ErrorCode::kUsage}}) {
    const auto found = c.ledger.explain(bad.id);
    ASSERT_FALSE(found.ok()) << bad.id;
    EXPECT_EQ(found.error().code, bad.code) << bad.id;
  }
}

TEST(Explain, gives_every_link_with_its_words_and_bytes) {
  const StoredCase c;
  std::size_t links = 0, runners_up = 0;
  for (std::size_t i = 0; i < c.documents.size(); ++i) {
    const Document& d = c.documents[i];
    const Reading& r = c.readings[i];
    for (const Claim& claim : r.claims) {
      const auto e = c.ledger.explain(claim.id);
      ASSERT_TRUE(e.ok());
      EXPECT_EQ(e->kind, "claim");
      EXPECT_EQ(e->document, d.id);
      EXPECT_EQ(e->sha256, d.sha256);
      EXPECT_EQ(e->passage.words, words_of(d.text, claim.content));
      EXPECT_EQ(e->passage.source, claim.anchor.source);
      EXPECT_NE(d.bytes.find(e->passage.page), d.bytes.npos);
      ASSERT_EQ(e->chain.size(), claim.chain.size());
      for (std::size_t k = 0; k < claim.chain.size(); ++k) {
        const Attribution& a = r.attributions[claim.chain[k]];
        EXPECT_EQ(e->chain[k].id, a.id);
        EXPECT_EQ(e->chain[k].rule, "toy");
        EXPECT_EQ(e->chain[k].cue.page, "said");
        EXPECT_EQ(e->chain[k].voice_name, r.voices[a.voice].name);
        EXPECT_EQ(e->chain[k].cue_p, a.cue_p);
        EXPECT_EQ(e->chain[k].source_p, a.source_p);
        EXPECT_EQ(e->chain[k].content_p, a.content_p);
        EXPECT_EQ(e->chain[k].runner_up, name(a.runner_up.role));
        EXPECT_EQ(e->chain[k].runner_up_odds, a.runner_up.odds);
        EXPECT_EQ(e->chain[k].runner_up_words.words, words_of(d.text, a.runner_up.spans));
        runners_up += a.runner_up.spans.empty() ? 0 : 1;
        ++links;
      }
      std::string json;
      append_json(json, *e);
      EXPECT_TRUE(json.starts_with("{\"id\":\"" + claim.id + "\"")) << json;
    }
    for (const auto& [id, kind] : {std::pair(d.id, "document"), std::pair(r.voices.back().id, "voice"),
                                   std::pair(r.figures.empty() ? d.id : r.figures[0].id, "figure"),
                                   std::pair(r.times.empty() ? d.id : r.times[0].id, "time")}) {
      const auto e = c.ledger.explain(id);
      ASSERT_TRUE(e.ok()) << e.error().describe();
      EXPECT_EQ(e->kind, id == d.id ? "document" : kind);
      EXPECT_EQ(e->columns.size(), e->row.size());
    }
  }
  EXPECT_GT(links, 20u);
  EXPECT_GT(runners_up, 2u);
}

TEST(Sql, reads_and_does_nothing_else) {
  const StoredCase c;
  struct Case {
    const char* sql;
    bool good;
  };
  const Case cases[] = {
      {"SELECT count(*) FROM claims", true},
      {"  SELECT 1 ; ", true},
      {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT * FROM n", true},
      {"SELECT v.name, count(*) FROM claims c JOIN voices v ON v.id = c.voice GROUP BY 1", true},
      {"SELECT text FROM claims WHERE number IN (SELECT rowid FROM claim_words WHERE claim_words MATCH 'boat')", true},
      {"SELECT highlight(claim_words, 0, '[', ']') FROM claim_words WHERE claim_words MATCH 'boat'", true},
      {"PRAGMA table_info(claims)", true},
      {"PRAGMA user_version", true},
      {"EXPLAIN QUERY PLAN SELECT * FROM claims", true},
      {"", false},
      {";", false},
      {"SELECT 1; SELECT 2", false},
      {"SELECT nonsense FROM nowhere", false},
      {"INSERT INTO notes(at, who, target, note) VALUES ('', '', '', '')", false},
      {"UPDATE claims SET text = ''", false},
      {"UPDATE sqlite_master SET sql = ''", false},
      {"DELETE FROM custody", false},
      {"DROP TABLE claims", false},
      {"CREATE TABLE x(y)", false},
      {"CREATE TEMP TABLE x(y)", false},
      {"ATTACH 'other.db' AS other", false},
      {"VACUUM INTO 'copy.db'", false},
      {"PRAGMA user_version = 9", false},
      {"PRAGMA journal_mode = DELETE", false},
      {"PRAGMA writable_schema = 1", false},
      {"SELECT load_extension('x')", false},
      {"BEGIN IMMEDIATE", false},
      {"REINDEX", false},
  };
  for (const Case& test : cases) {
    auto cursor = c.ledger.sql(test.sql);
    EXPECT_EQ(cursor.ok(), test.good) << test.sql << (cursor.ok() ? "" : ": " + cursor.error().describe());
    if (cursor.ok()) {
      EXPECT_TRUE(cursor->rest().ok()) << test.sql;
    } else {
      EXPECT_EQ(cursor.error().code, ErrorCode::kUsage) << test.sql;
    }
  }
  const auto typed = rows_of(c.ledger.sql("SELECT NULL, 7, 2.5, 'x', x'414243'"));
  ASSERT_EQ(typed.size(), 1u);
  EXPECT_EQ(typed[0][0].kind, CellKind::kNull);
  EXPECT_EQ(typed[0][1].integer, 7);
  EXPECT_EQ(typed[0][2].number, 2.5);
  EXPECT_EQ(typed[0][3].text, "x");
  EXPECT_EQ(typed[0][4].text, "ABC");
  EXPECT_EQ(rows_of(c.ledger.sql("PRAGMA user_version"))[0][0].integer, kCaseSchema);
}

TEST(Words, fold_and_match) {
  struct Case {
    const char* text;
    const char* query;
    bool match;
  };
  for (const Case& c : {Case{"Ministry of Health", "ministry", true},
                        {"Ministry of Health", "OF health", true},
                        {"Ministry of Health", "ministry health", false},
                        {"Ministry of Health", "Minis", false},
                        {"Ministry of Health", "", true},
                        {"", "x", false},
                        {"The A.P.", "a p", true},
                        {"ÉMILE Roux", "émile", true},
                        {"Ana Petrović", "petrović", true},
                        {"-", "-", true}}) {
    EXPECT_EQ(has_words(c.text, c.query), c.match) << c.text << " / " << c.query;
  }
  struct Fts {
    const char* words;
    const char* query;
  };
  for (const Fts& f : {Fts{"boats", "\"boats\""},
                       {"two  boats", "\"two\" \"boats\""},
                       {"\"two boats\" x", "\"two boats\" \"x\""},
                       {"eng*", "\"eng\"*"},
                       {"a OR b", "\"a\" \"OR\" \"b\""},
                       {"- * \"", ""},
                       {"\"open end", "\"open end\""},
                       {"x\"y\"z", "\"x\" \"y\" \"z\""}}) {
    EXPECT_EQ(full_text_query(f.words), f.query) << f.words;
  }
}

TEST(Table, cells_print_as_json_and_plain) {
  std::string out;
  const std::vector<Column> columns{{"a\"b"}, {"n"}, {"i"}, {"d"}, {"t"}, {"j"}};
  append_json_object(out, columns,
                     {Cell::boolean(true), Cell::null(), Cell::of(std::int64_t{-3}), Cell::of(.1),
                      Cell::of(std::string("line\n\x01 \xff \xc3\xa9\\")), Cell::json("[1]")});
  EXPECT_EQ(
      out,
      "{\"a\\\"b\":true,\"n\":null,\"i\":-3,\"d\":0.1,\"t\":\"line\\n\\u0001 \xEF\xBF\xBD \xc3\xa9\\\\\",\"j\":[1]}");
  EXPECT_EQ(Cell::of(1e21).plain(), "1e+21");
  EXPECT_EQ(Cell::of(37.0).plain(), "37");
  EXPECT_EQ(Cell::of(1. / 3).plain(), "0.3333333333333333");
}

TEST(Stats, count_what_is_there) {
  const StoredCase c;
  const auto stats = c.ledger.stats();
  ASSERT_TRUE(stats.ok());
  EXPECT_EQ(stats->schema, kCaseSchema);
  std::map<std::string, std::uint64_t> rows(stats->rows.begin(), stats->rows.end());
  EXPECT_EQ(rows["documents"], c.documents.size());
  EXPECT_EQ(rows["captures"], c.documents.size());
  EXPECT_EQ(rows["custody"], c.documents.size() + 1);
  ASSERT_EQ(stats->readers.size(), 1u);
  EXPECT_EQ(stats->readers[0].documents, c.documents.size());
  EXPECT_GT(stats->file_bytes, 0u);
}

}  // namespace
}  // namespace hearsay
