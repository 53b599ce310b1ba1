#include <type_traits>

#include "base/hash.h"
#include "ledger/machine.h"
#include "ledger/words.h"

namespace hearsay {

namespace {

// One INSERT, filled column by column. The first failure sticks.
class Inserter {
 public:
  Inserter(const std::shared_ptr<Database>& database, std::string_view sql, Status& status) : status_(status) {
    auto prepared = Statement::prepare(database, sql);
    if (prepared) {
      statement_ = std::move(*prepared);
    } else if (status_) {
      status_ = prepared.error();
    }
  }
  template <class... T>
  void row(const T&... values) {
    if (!status_) return;
    int at = 0;
    (put(++at, values), ...);
    status_ = statement_.execute();
  }

 private:
  template <class T>
  void put(int at, const T& value) {
    if constexpr (std::is_same_v<T, double>) {
      statement_.bind(at, value);
    } else if constexpr (std::is_integral_v<T>) {
      statement_.bind(at, static_cast<std::int64_t>(value));
    } else {
      statement_.bind(at, std::string_view(value));
    }
  }
  template <class T>
  void put(int at, const std::optional<T>& value) {
    value ? put(at, *value) : statement_.bind_null(at);
  }
  Statement statement_;
  Status& status_;
};

std::optional<std::string_view> some(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}
std::optional<std::string_view> value_of(const std::optional<Value>& v) {
  return v ? std::optional<std::string_view>(v->value) : std::nullopt;
}
std::optional<std::string_view> value_of(const std::optional<Date>& v) {
  return v ? std::optional<std::string_view>(v->value) : std::nullopt;
}
std::optional<std::uint32_t> begin_of(const std::optional<Span>& s) {
  return s ? std::optional(s->begin) : std::nullopt;
}
std::optional<std::uint32_t> end_of(const std::optional<Span>& s) { return s ? std::optional(s->end) : std::nullopt; }

template <class T>
std::optional<std::string_view> id_at(const std::vector<T>& items, Index at) {
  return at == kNone ? std::nullopt : std::optional<std::string_view>(items[at].id);
}

class Writer {
 public:
  Writer(const std::shared_ptr<Database>& database, const Document& document, const Reading& reading)
      : database_(database), d_(document), r_(reading) {}

  Status write(const ReadRun& run) {
    write_document(run);
    write_metadata();
    write_text();
    write_comments();
    write_voices();
    write_attributions();
    write_claims();
    write_figures_and_times();
    return status_;
  }

 private:
  Inserter into(std::string_view sql) { return {database_, sql, status_}; }

  void write_document(const ReadRun& run) {
    std::optional<int> wire;
    if (d_.wire) wire = *d_.wire ? 1 : 0;
    std::optional<double> language_p;
    if (!d_.language.code.empty()) language_p = d_.language.p;
    // A document that is read again keeps its number, which its first storing gave it.
    into(
        "INSERT INTO documents(id, sha256, path, charset, url, canonical_url, title, outlet, domain, published, "
        "modified,"
        " language, language_p, credit, wire, text, program, model, model_sha256, option_as, option_date,"
        " option_outlet, number)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,"
        " (SELECT number FROM captures WHERE sha256 = ?2))")
        .row(d_.id, d_.sha256, d_.path, some(d_.charset), some(d_.url), some(d_.canonical_url), value_of(d_.title),
             value_of(d_.outlet), some(d_.domain), value_of(d_.published), value_of(d_.modified),
             some(d_.language.code), language_p, value_of(d_.credit), wire, d_.text, run.program, run.model,
             run.model_sha256, run.options.as, run.options.date, run.options.outlet);
  }

  void write_metadata() {
    Inserter insert = into("INSERT INTO metadata VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    const auto value = [&](std::string_view field, std::size_t position, const Value& v) {
      insert.row(d_.id, field, position, v.value, std::optional<int>(), begin_of(v.span), end_of(v.span),
                 begin_of(v.source), end_of(v.source), some(v.from));
    };
    const auto date = [&](std::string_view field, std::size_t position, const Date& v) {
      insert.row(d_.id, field, position, v.value, some(v.precision), std::optional<int>(), std::optional<int>(),
                 begin_of(v.source), end_of(v.source), some(v.from));
    };
    if (d_.title) value("title", 0, *d_.title);
    if (d_.outlet) value("outlet", 0, *d_.outlet);
    if (d_.credit) value("credit", 0, *d_.credit);
    if (d_.published) date("published", 0, *d_.published);
    if (d_.modified) date("modified", 0, *d_.modified);
    for (std::size_t i = 0; i < d_.authors.size(); ++i) value("author", i, d_.authors[i]);
    for (std::size_t i = 0; i < d_.comments.size(); ++i) {
      if (d_.comments[i].author) value("comment_author", i, *d_.comments[i].author);
      if (d_.comments[i].published) date("comment_published", i, *d_.comments[i].published);
    }
  }

  void write_text() {
    Inserter map = into("INSERT INTO map VALUES (?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < d_.map.size(); ++i) {
      map.row(d_.id, i, d_.map[i].text_begin, d_.map[i].source_begin, d_.map[i].length);
    }
    Inserter parts = into("INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < d_.parts.size(); ++i) {
      const Part& p = d_.parts[i];
      std::optional<std::string_view> parent;
      if (p.parent >= 0) parent = d_.parts[static_cast<std::size_t>(p.parent)].id;
      parts.row(d_.id, i, p.id, name(p.kind), name(p.region), p.span.begin, p.span.end, parent, p.level);
    }
    Inserter warnings = into("INSERT INTO warnings VALUES (?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < d_.warnings.size(); ++i) {
      const Error& w = d_.warnings[i];
      warnings.row(d_.id, i, static_cast<int>(w.code), w.message, w.offset);
    }
  }

  void write_comments() {
    Inserter insert = into("INSERT INTO comments VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < d_.comments.size(); ++i) {
      const Comment& c = d_.comments[i];
      std::optional<std::string_view> reply_to;
      if (c.reply_to) reply_to = d_.parts[d_.comments[*c.reply_to].part].id;
      insert.row(d_.id, i, d_.parts[c.part].id, value_of(c.author), value_of(c.published), reply_to, c.permalink);
    }
  }

  void write_voices() {
    Inserter insert = into("INSERT INTO voices VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    Inserter spans = into(kSpan);
    for (std::size_t i = 0; i < r_.voices.size(); ++i) {
      const Voice& v = r_.voices[i];
      insert.row(d_.id, i, v.id, v.name, name(v.kind), some(v.country), some(v.sector), some(v.code));
      ranges(spans, v.id, "mention", v.mentions);
    }
  }

  void write_attributions() {
    Inserter insert = into("INSERT INTO attributions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    Inserter heads = into("INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    Inserter spans = into(kSpan);
    for (std::size_t i = 0; i < r_.attributions.size(); ++i) {
      const Attribution& a = r_.attributions[i];
      insert.row(d_.id, i, a.id, d_.parts[a.part].id, id_at(r_.attributions, a.parent), id_at(r_.voices, a.voice),
                 name(a.act), name(a.channel), name(a.quote), a.negated, a.p, a.rule, a.cue_head);
      ranges(spans, a.id, "source", a.source);
      ranges(spans, a.id, "cue", a.cue);
      ranges(spans, a.id, "content", a.content);
      ranges(spans, a.id, "runner_up", a.runner_up.spans);
      const auto known = [](double p) { return p > 0 ? std::optional(p) : std::nullopt; };
      const std::string_view other = name(a.runner_up.role);
      if (a.cue_p > 0 || a.source_p > 0 || a.content_p > 0 || !other.empty()) {
        heads.row(d_.id, i, a.id, known(a.cue_p), known(a.source_p), known(a.content_p),
                  other.empty() ? std::nullopt : std::optional(other), known(a.runner_up.odds));
      }
    }
  }

  void write_claims() {
    Inserter insert = into(
        "INSERT INTO claims(document, position, id, part, text, voice, depth, act, commitment_source,"
        " commitment_outlet, conditional, negated, opinion, exact, prefix, suffix)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    Inserter chains = into("INSERT INTO chains VALUES (?, ?, ?, ?)");
    Inserter holds = into("INSERT INTO holds VALUES (?, ?, ?, ?, ?)");
    Inserter spans = into(kSpan);
    for (std::size_t i = 0; i < r_.claims.size(); ++i) {
      const Claim& c = r_.claims[i];
      std::optional<std::string_view> act;
      if (!c.chain.empty()) act = name(r_.attributions[c.chain.back()].act);
      insert.row(d_.id, i, c.id, d_.parts[c.part].id, words_of(d_.text, c.content), id_at(r_.voices, c.voice),
                 c.chain.size(), act, name(c.source_commitment), name(c.outlet_commitment), c.condition.has_value(),
                 c.negated, c.opinion, c.anchor.exact, c.anchor.prefix, c.anchor.suffix);
      for (std::size_t k = 0; k < c.chain.size(); ++k) chains.row(d_.id, c.id, k, r_.attributions[c.chain[k]].id);
      for (std::size_t k = 0; k < c.figures.size(); ++k) {
        holds.row(d_.id, c.id, "figure", k, r_.figures[c.figures[k]].id);
      }
      for (std::size_t k = 0; k < c.times.size(); ++k) holds.row(d_.id, c.id, "time", k, r_.times[c.times[k]].id);
      ranges(spans, c.id, "content", c.content);
      ranges(spans, c.id, "cues", c.commitment_cues);
      ranges(spans, c.id, "anchor", c.anchor.source);
      if (c.condition) {
        ranges(spans, c.id, "if", c.condition->if_clause);
        ranges(spans, c.id, "then", c.condition->then_clause);
      }
    }
  }

  void write_figures_and_times() {
    Inserter figures = into("INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < r_.figures.size(); ++i) {
      const Figure& f = r_.figures[i];
      figures.row(d_.id, i, f.id, f.span.begin, f.span.end, f.low, f.high, f.value, name(f.bound), some(f.unit),
                  begin_of(f.of), end_of(f.of), name(f.kind), id_at(r_.claims, f.claim));
    }
    Inserter times = into("INSERT INTO times VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < r_.times.size(); ++i) {
      const Time& t = r_.times[i];
      times.row(d_.id, i, t.id, t.span.begin, t.span.end, name(t.type), some(t.value), some(t.anchor));
    }
  }

  void ranges(Inserter& insert, const std::string& owner, std::string_view role, const Spans& spans) {
    for (std::size_t i = 0; i < spans.size(); ++i) insert.row(d_.id, owner, role, i, spans[i].begin, spans[i].end);
  }

  static constexpr std::string_view kSpan = "INSERT INTO spans VALUES (?, ?, ?, ?, ?, ?)";
  const std::shared_ptr<Database>& database_;
  const Document& d_;
  const Reading& r_;
  Status status_ = Done{};
};

Status run_for(const std::shared_ptr<Database>& database, std::string_view sql, const std::string& document) {
  auto statement = Statement::prepare(database, sql);
  if (!statement) return statement.error();
  statement->bind(1, document);
  return statement->execute();
}

}  // namespace

Status write_machine(const std::shared_ptr<Database>& database, const Document& document, const Reading& reading,
                     const ReadRun& run) {
  if (Status s = Writer(database, document, reading).write(run); !s) return s;
  // The full-text indices are kept by hand: triggers that write them would ask for trust in the file's schema.
  for (const std::string_view sql :
       {"INSERT INTO document_words(rowid, title, text) SELECT number, title, text FROM documents WHERE id = ?",
        "INSERT INTO claim_words(rowid, text) SELECT number, text FROM claims WHERE document = ?"}) {
    if (Status s = run_for(database, sql, document.id); !s) return s;
  }
  return Done{};
}

Status delete_machine(const std::shared_ptr<Database>& database, const std::string& document) {
  // FTS5 wants back the words it was given, so its rows go first.
  for (const std::string_view sql : {"INSERT INTO document_words(document_words, rowid, title, text)"
                                     " SELECT 'delete', number, title, text FROM documents WHERE id = ?",
                                     "INSERT INTO claim_words(claim_words, rowid, text) SELECT 'delete', number, text "
                                     "FROM claims WHERE document = ?"}) {
    if (Status s = run_for(database, sql, document); !s) return s;
  }
  for (const std::string_view table : kMachineTables) {
    if (Status s = run_for(database, "DELETE FROM " + std::string(table) + " WHERE document = ?", document); !s)
      return s;
  }
  return run_for(database, "DELETE FROM documents WHERE id = ?", document);
}

}  // namespace hearsay
