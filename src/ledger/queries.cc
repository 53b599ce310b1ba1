// The door's row queries. SQL finds which findings match, by document and place; their rows are made from the
// document's structs, which are read back once for each document that has a match.
#include <utility>

#include "ledger/machine.h"
#include "ledger/rows.h"
#include "ledger/state.h"
#include "ledger/words.h"

namespace hearsay {

namespace {

// A WHERE clause under construction. Every condition is ANDed; a value is bound, never spliced.
class Where {
 public:
  void add(std::string_view condition) {
    sql_ += sql_.empty() ? " WHERE " : " AND ";
    sql_ += condition;
  }
  void add(std::string_view condition, std::string value) {
    add(condition);
    values_.push_back(std::move(value));
  }
  // One more value, for a condition with several question marks.
  void also(std::string value) { values_.push_back(std::move(value)); }
  // The same value for as many question marks as the condition has.
  void add_if(std::string_view condition, const std::string& value) {
    if (value.empty()) return;
    add(condition);
    for (const char c : condition) {
      if (c == '?') values_.push_back(value);
    }
  }
  [[nodiscard]] const std::string& sql() const { return sql_; }
  void bind(Statement& statement) const {
    for (std::size_t i = 0; i < values_.size(); ++i) statement.bind(static_cast<int>(i) + 1, values_[i]);
  }

 private:
  std::string sql_;
  std::vector<std::string> values_;
};

std::string limited(std::uint64_t limit) { return limit == 0 ? "" : " LIMIT " + std::to_string(limit); }

bool is_id(const std::string& text, char letter) { return text.size() > 2 && text[0] == letter && text[1] == ':'; }

// The filters that most queries share, over `d` (documents) and `v` (the voice).
Status add_document(Where& where, const std::shared_ptr<Database>& database, const std::string& document) {
  if (document.empty()) return Done{};
  auto id = document_named(database, document);
  if (!id) return id.error();
  where.add("d.id = ?", std::move(*id));
  return Done{};
}
void add_outlet(Where& where, const std::string& outlet) {
  where.add_if("(has_words(d.outlet, ?) OR (d.outlet IS NULL AND has_words(d.domain, ?)))", outlet);
}
Status add_voice(Where& where, const std::shared_ptr<Database>& database, const std::string& voice) {
  if (!is_id(voice, 'v')) {
    where.add_if("has_words(v.name, ?)", voice);
    return Done{};
  }
  auto id = identify(database, voice);
  if (!id) return id.error();
  where.add("v.id = ?", std::move(id->id));
  return Done{};
}
Status add_words(Where& where, std::string_view condition, const std::string& words) {
  if (words.empty()) return Done{};
  std::string query = full_text_query(words);
  if (query.empty()) return Error{ErrorCode::kUsage, "\"" + words + "\" holds no word to search for", {}};
  where.add_if(condition, query);
  return Done{};
}

// Rows of `shape` for the (document id, position) pairs that `hits` yields, sorted by document.
Cursor rows_of(const RowShape& shape, Statement hits) {
  struct Walk {
    Statement hits;
    std::unique_ptr<Loaded> loaded;
  };
  auto walk = std::make_shared<Walk>();
  walk->hits = std::move(hits);
  return {shape.columns, [walk, fill = shape.fill](Row& row) -> Result<bool> {
            auto more = walk->hits.step();
            if (!more || !*more) return more;
            const std::string document = walk->hits.text(0);
            if (walk->loaded == nullptr || walk->loaded->stored.document.id != document) {
              auto stored = read_machine(walk->hits.shared_database(), document, Bytes::kWithout);
              if (!stored) return stored.error();
              walk->loaded = std::make_unique<Loaded>(std::move(*stored));
            }
            row.clear();
            fill(*walk->loaded, static_cast<Index>(walk->hits.integer(1)), row);
            return true;
          }};
}

Result<Cursor> matching(const std::shared_ptr<Database>& database, const RowShape& shape, std::string_view select,
                        const Where& where, std::string_view order, std::uint64_t limit) {
  auto hits = Statement::prepare(database, std::string(select) + where.sql() + std::string(order) + limited(limit));
  if (!hits) return hits.error();
  where.bind(*hits);
  return rows_of(shape, std::move(*hits));
}

}  // namespace

Result<Cursor> Ledger::claims(const ClaimQuery& query) const {
  const std::lock_guard guard(state_->turn);
  const auto& database = state_->database;
  Where where;
  if (Status s = add_document(where, database, query.document); !s) return s.error();
  if (Status s = add_voice(where, database, query.voice); !s) return s.error();
  if (Status s = add_words(where, "c.number IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?)", query.words);
      !s) {
    return s.error();
  }
  add_outlet(where, query.outlet);
  where.add_if("v.kind = ?", query.voice_kind);
  where.add_if(
      "EXISTS (SELECT 1 FROM chains h JOIN attributions a ON a.document = h.document AND a.id = h.attribution"
      " JOIN voices w ON w.document = a.document AND w.id = a.voice"
      " WHERE h.document = c.document AND h.claim = c.id AND has_words(w.name, ?))",
      query.through);
  where.add_if("c.act = ?", query.act);
  where.add_if("c.commitment_source = ?", query.commitment);
  where.add_if("c.commitment_outlet = ?", query.outlet_commitment);
  where.add_if("p.region = ?", query.region);
  if (query.min_depth) where.add("c.depth >= " + std::to_string(*query.min_depth));
  if (query.max_depth) where.add("c.depth <= " + std::to_string(*query.max_depth));
  if (query.negated) where.add(*query.negated ? "c.negated = 1" : "c.negated = 0");
  if (query.opinion) where.add(*query.opinion ? "c.opinion = 1" : "c.opinion = 0");
  const bool by_region = !query.region.empty();
  const std::string select =
      "SELECT c.document, c.position FROM documents d JOIN claims c ON c.document = d.id"
      " LEFT JOIN voices v ON v.document = c.document AND v.id = c.voice" +
      std::string(by_region ? " JOIN parts p ON p.document = c.document AND p.id = c.part" : "");
  return matching(database, claim_rows(), select, where, " ORDER BY d.number, c.position", query.limit);
}

Result<Cursor> Ledger::voices(const VoiceQuery& query) const {
  const std::lock_guard guard(state_->turn);
  Where where;
  if (Status s = add_document(where, state_->database, query.document); !s) return s.error();
  if (Status s = add_voice(where, state_->database, query.name); !s) return s.error();
  where.add_if("v.kind = ?", query.kind);
  add_outlet(where, query.outlet);
  if (query.speaking) where.add("EXISTS (SELECT 1 FROM claims c WHERE c.document = v.document AND c.voice = v.id)");
  return matching(state_->database, voice_rows(),
                  "SELECT v.document, v.position FROM documents d JOIN voices v ON v.document = d.id", where,
                  " ORDER BY d.number, v.position", query.limit);
}

Result<Cursor> Ledger::figures(const FigureQuery& query) const {
  const std::lock_guard guard(state_->turn);
  Where where;
  if (Status s = add_document(where, state_->database, query.document); !s) return s.error();
  if (Status s = add_voice(where, state_->database, query.voice); !s) return s.error();
  add_outlet(where, query.outlet);
  where.add_if("f.kind = ?", query.kind);
  where.add_if("f.unit = ?", query.unit);
  if (!query.words.empty()) {
    const std::string words = full_text_query(query.words);
    if (words.empty()) {
      return Error{ErrorCode::kUsage, "\"" + query.words + "\" holds no word to search for", {}};
    }
    where.add(
        "(has_words(CAST(substr(CAST(d.text AS BLOB), f.of_begin + 1, f.of_end - f.of_begin) AS TEXT), ?)"
        " OR c.number IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?))",
        query.words);
    where.also(words);
  }
  return matching(state_->database, figure_rows(),
                  "SELECT f.document, f.position FROM documents d JOIN figures f ON f.document = d.id"
                  " LEFT JOIN claims c ON c.document = f.document AND c.id = f.claim"
                  " LEFT JOIN voices v ON v.document = c.document AND v.id = c.voice",
                  where, " ORDER BY d.number, f.position", query.limit);
}

Result<Cursor> Ledger::attributions(const AttributionQuery& query) const {
  const std::lock_guard guard(state_->turn);
  Where where;
  if (Status s = add_document(where, state_->database, query.document); !s) return s.error();
  if (Status s = add_voice(where, state_->database, query.voice); !s) return s.error();
  add_outlet(where, query.outlet);
  where.add_if("a.act = ?", query.act);
  where.add_if("a.channel = ?", query.channel);
  where.add_if("a.quote = ?", query.quote);
  return matching(state_->database, attribution_rows(),
                  "SELECT a.document, a.position FROM documents d JOIN attributions a ON a.document = d.id"
                  " LEFT JOIN voices v ON v.document = a.document AND v.id = a.voice",
                  where, " ORDER BY d.number, a.position", query.limit);
}

Result<Cursor> Ledger::speakers(const VoiceQuery& query) const {
  const std::lock_guard guard(state_->turn);
  Where where;
  if (Status s = add_document(where, state_->database, query.document); !s) return s.error();
  if (Status s = add_voice(where, state_->database, query.name); !s) return s.error();
  where.add_if("v.kind = ?", query.kind);
  add_outlet(where, query.outlet);
  if (query.speaking) where.add("n.claims > 0");
  // Voices without a name are not one voice: two outlets' "officials" need not be the same people.
  auto hits = Statement::prepare(
      state_->database,
      "WITH n AS (SELECT document, voice, count(*) AS claims FROM claims GROUP BY document, voice)"
      " SELECT v.name, v.kind, coalesce(sum(n.claims), 0), count(DISTINCT v.document), count(DISTINCT d.outlet), "
      "max(v.country)"
      " FROM documents d JOIN voices v ON v.document = d.id LEFT JOIN n ON n.document = v.document AND n.voice = v.id" +
          where.sql() +
          " GROUP BY v.name, v.kind, CASE WHEN v.name = '' THEN v.id END"
          " ORDER BY 3 DESC, 4 DESC, 1, 2, min(d.number), min(v.position)" +
          limited(query.limit));
  if (!hits) return hits.error();
  where.bind(*hits);
  auto statement = std::make_shared<Statement>(std::move(*hits));
  std::vector<Column> columns{{"name", true, true}, {"kind"},    {"claims"},
                              {"documents"},        {"outlets"}, {"country", false}};
  return Cursor(std::move(columns), [statement](Row& row) -> Result<bool> {
    auto more = statement->step();
    if (!more || !*more) return more;
    row = {Cell::of(statement->text(0)), Cell::of(statement->text(1))};
    for (int i = 2; i < 5; ++i) row.push_back(Cell::of(statement->integer(i)));
    row.push_back(statement->is_null(5) ? Cell::null() : Cell::of(statement->text(5)));
    return true;
  });
}

Result<Cursor> Ledger::documents(const DocumentQuery& query) const {
  const std::lock_guard guard(state_->turn);
  Where where;
  if (Status s = add_document(where, state_->database, query.document); !s) return s.error();
  add_outlet(where, query.outlet);
  if (Status s =
          add_words(where, "d.number IN (SELECT rowid FROM document_words WHERE document_words MATCH ?)", query.words);
      !s) {
    return s.error();
  }
  const auto count = [](std::string_view table) {
    return ", (SELECT count(*) FROM " + std::string(table) + " x WHERE x.document = d.id) AS " + std::string(table);
  };
  auto hits = Statement::prepare(
      state_->database,
      "SELECT d.id, d.path, d.outlet, d.title, d.published, d.modified, d.url, d.canonical_url, d.domain, d.language,"
      " d.credit, d.wire" +
          count("claims") + count("voices") + count("figures") + count("comments") +
          ", c.sha256, c.size AS bytes, c.media_type, c.captured_at, d.program, d.model"
          " FROM documents d JOIN captures c ON c.sha256 = d.sha256" +
          where.sql() + " ORDER BY d.number" + limited(query.limit));
  if (!hits) return hits.error();
  where.bind(*hits);
  Cursor cursor = cells_of(std::move(*hits), {"wire"});
  return std::move(cursor).showing({"id", "outlet", "title", "published", "claims", "comments"}, "title");
}

Result<Cursor> Ledger::custody() const {
  const std::lock_guard guard(state_->turn);
  auto rows = Statement::prepare(state_->database,
                                 "SELECT number, at, who, action, document, path, program, model, model_sha256,"
                                 " arguments, input, output, previous, hash FROM custody ORDER BY number");
  if (!rows) return rows.error();
  Cursor cursor = cells_of(std::move(*rows), {}, {"arguments"});
  return std::move(cursor).showing({"number", "at", "who", "action", "document", "path"}, "path");
}

}  // namespace hearsay
