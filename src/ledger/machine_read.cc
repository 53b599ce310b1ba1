#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "base/hash.h"
#include "ledger/machine.h"

namespace hearsay {

namespace {

// The enum whose contract name is `text`; nullopt for none of the first `count`.
template <class E>
std::optional<E> named(std::string_view text, int count) {
  for (int i = 0; i < count; ++i) {
    if (name(static_cast<E>(i)) == text) return static_cast<E>(i);
  }
  return std::nullopt;
}

std::uint32_t u32(const Statement& s, int column) { return static_cast<std::uint32_t>(s.integer(column)); }
std::optional<Span> span_or_null(const Statement& s, int column) {
  if (s.is_null(column) || s.is_null(column + 1)) return std::nullopt;
  return Span{u32(s, column), u32(s, column + 1)};
}
std::optional<double> real_or_null(const Statement& s, int column) {
  return s.is_null(column) ? std::nullopt : std::optional(s.real(column));
}

using Places = std::unordered_map<std::string, Index>;  // looked up only, never iterated

class Reader {
 public:
  Reader(const std::shared_ptr<Database>& database, std::string id) : database_(database), id_(std::move(id)) {}

  Result<StoredDocument> read(Bytes bytes) {
    read_document(bytes);
    read_metadata();
    read_text();
    read_comments();
    read_voices();
    read_attributions();
    read_heads();
    read_figures_and_times();
    read_claims();
    read_spans();
    if (!status_) return status_.error();
    return std::move(out_);
  }

 private:
  // Calls `row` for each row of `sql`, whose first parameter is the document.
  template <class F>
  void each(std::string_view sql, F row) {
    if (!status_) return;
    auto statement = Statement::prepare(database_, sql);
    if (!statement) {
      status_ = statement.error();
      return;
    }
    statement->bind(1, id_);
    for (;;) {
      Result<bool> more = statement->step();
      if (!more) {
        status_ = more.error();
        return;
      }
      if (!*more || !status_) return;
      row(*statement);
    }
  }

  void malformed(std::string_view what) {
    if (!status_) return;
    status_ = Error{ErrorCode::kMalformed,
                    "document " + id_ + ": rows contradict each other (" + std::string(what) +
                        "); read its page again into a new case file",
                    database_->path()};
  }
  template <class E>
  E enumerated(const Statement& s, int column, int count) {
    const auto value = named<E>(s.text(column), count);
    if (!value) malformed("unknown word \"" + s.text(column) + "\"");
    return value.value_or(static_cast<E>(0));
  }
  Index at(const Places& places, const Statement& s, int column) {
    if (s.is_null(column)) return kNone;
    const auto found = places.find(s.text(column));
    if (found != places.end()) return found->second;
    malformed("no " + s.text(column));
    return kNone;
  }
  // The same, where there must be one.
  Index must(const Places& places, const Statement& s, int column) {
    const Index i = at(places, s, column);
    if (i == kNone) malformed("a reference to nothing");
    return i == kNone ? 0 : i;
  }

  void read_document(Bytes bytes) {
    bool found = false;
    Document& d = out_.document;
    const std::string sql =
        "SELECT d.id, d.sha256, d.path, d.charset, d.url, d.canonical_url, d.domain, d.language, d.language_p, d.wire,"
        " d.text, d.program, d.model, d.model_sha256, d.option_as, d.option_date, d.option_outlet, c.uri, c.media_type,"
        " c.captured_at, r.sha256, r.\"offset\", r.length, r.record_sha256, r.media_type, r.charset" +
        std::string(bytes == Bytes::kWith ? ", c.bytes" : "") +
        " FROM documents d JOIN captures c ON c.sha256 = d.sha256 LEFT JOIN records r ON r.sha256 = d.sha256"
        " WHERE d.id = ?";
    each(sql, [&](const Statement& s) {
      found = true;
      d.id = s.text(0);
      d.sha256 = s.text(1);
      d.path = s.text(2);
      d.charset = s.text(3);
      d.url = s.text(4);
      d.canonical_url = s.text(5);
      d.domain = s.text(6);
      d.language = {s.text(7), s.real(8)};
      if (!s.is_null(9)) d.wire = s.integer(9) != 0;
      d.text = s.text(10);
      out_.program = s.text(11);
      out_.model = s.text(12);
      out_.model_sha256 = s.text(13);
      out_.options = {s.text(14), s.text(15), s.text(16)};
      d.uri = s.text(17);
      d.media_type = s.text(18);
      d.captured_at = s.text(19);
      d.in_archive = !s.is_null(20);
      if (!s.is_null(21)) {
        d.archive = ArchiveLocator{static_cast<std::uint64_t>(s.integer(21)), static_cast<std::uint64_t>(s.integer(22)),
                                   s.text(23)};
      }
      d.stated_type = s.text(24);
      d.stated_charset = s.text(25);
      if (bytes == Bytes::kWith) d.bytes = s.text(26);
    });
    if (status_ && !found) status_ = Error{ErrorCode::kNotFound, "no document " + id_, database_->path()};
  }

  void read_metadata() {
    Document& d = out_.document;
    each(
        "SELECT field, position, value, precision, span_begin, span_end, source_begin, source_end, \"from\""
        " FROM metadata WHERE document = ? ORDER BY field, position",
        [&](const Statement& s) {
          const std::string field = s.text(0);
          Value value{s.text(2), span_or_null(s, 4), span_or_null(s, 6), s.text(8)};
          Date date{s.text(2), s.text(3), span_or_null(s, 6), s.text(8)};
          if (field == "title")
            d.title = std::move(value);
          else if (field == "outlet")
            d.outlet = std::move(value);
          else if (field == "credit")
            d.credit = std::move(value);
          else if (field == "author")
            d.authors.push_back(std::move(value));
          else if (field == "published")
            d.published = std::move(date);
          else if (field == "modified")
            d.modified = std::move(date);
          else if (field == "comment_author")
            comment_authors_.emplace(u32(s, 1), std::move(value));
          else if (field == "comment_published")
            comment_dates_.emplace(u32(s, 1), std::move(date));
        });
  }

  void read_text() {
    Document& d = out_.document;
    each("SELECT text_begin, source_begin, length FROM map WHERE document = ? ORDER BY position",
         [&](const Statement& s) {
           d.map.push_back({u32(s, 0), u32(s, 1), u32(s, 2)});
         });
    std::vector<std::string> parents;
    each("SELECT id, kind, region, \"begin\", \"end\", level, parent FROM parts WHERE document = ? ORDER BY position",
         [&](const Statement& s) {
           parts_.emplace(s.text(0), static_cast<Index>(d.parts.size()));
           d.parts.push_back({s.text(0),
                              enumerated<PartKind>(s, 1, 13),
                              enumerated<Region>(s, 2, 3),
                              {u32(s, 3), u32(s, 4)},
                              -1,
                              static_cast<std::uint8_t>(s.integer(5))});
           parents.push_back(s.text(6));
         });
    for (std::size_t i = 0; i < d.parts.size(); ++i) {
      if (parents[i].empty()) continue;
      const auto found = parts_.find(parents[i]);
      if (found == parts_.end()) return malformed("no part " + parents[i]);
      d.parts[i].parent = static_cast<std::int32_t>(found->second);
    }
    each("SELECT code, message, \"offset\" FROM warnings WHERE document = ? ORDER BY position",
         [&](const Statement& s) {
           Error warning{static_cast<ErrorCode>(s.integer(0)), s.text(1), d.path};
           if (!s.is_null(2)) warning.offset = static_cast<std::uint64_t>(s.integer(2));
           d.warnings.push_back(std::move(warning));
         });
  }

  void read_comments() {
    Document& d = out_.document;
    std::vector<std::string> replies;
    Places comments;  // by part
    each("SELECT part, permalink, reply_to FROM comments WHERE document = ? ORDER BY position",
         [&](const Statement& s) {
           const auto position = static_cast<Index>(d.comments.size());
           Comment c;
           c.part = must(parts_, s, 0);
           if (!s.is_null(1)) c.permalink = s.text(1);
           if (const auto found = comment_authors_.find(position); found != comment_authors_.end())
             c.author = found->second;
           if (const auto found = comment_dates_.find(position); found != comment_dates_.end())
             c.published = found->second;
           comments.emplace(s.text(0), position);
           replies.push_back(s.text(2));
           d.comments.push_back(std::move(c));
         });
    for (std::size_t i = 0; i < replies.size(); ++i) {
      if (replies[i].empty()) continue;
      const auto found = comments.find(replies[i]);
      if (found == comments.end()) return malformed("no comment " + replies[i]);
      d.comments[i].reply_to = found->second;
    }
  }

  void read_voices() {
    each("SELECT id, name, kind, country, sector, code FROM voices WHERE document = ? ORDER BY position",
         [&](const Statement& s) {
           voices_.emplace(s.text(0), static_cast<Index>(out_.reading.voices.size()));
           Voice v;
           v.id = s.text(0);
           v.name = s.text(1);
           v.kind = enumerated<VoiceKind>(s, 2, 13);
           v.country = s.text(3);
           v.sector = s.text(4);
           v.code = s.text(5);
           out_.reading.voices.push_back(std::move(v));
         });
  }

  void read_attributions() {
    std::vector<std::string> parents;
    auto& attributions = out_.reading.attributions;
    each(
        "SELECT id, part, voice, act, channel, quote, negated, p, rule, cue_head, parent FROM attributions"
        " WHERE document = ? ORDER BY position",
        [&](const Statement& s) {
          attributions_.emplace(s.text(0), static_cast<Index>(attributions.size()));
          Attribution a;
          a.id = s.text(0);
          a.part = must(parts_, s, 1);
          a.voice = at(voices_, s, 2);
          a.act = enumerated<Act>(s, 3, 21);
          a.channel = enumerated<Channel>(s, 4, 11);
          a.quote = enumerated<Quote>(s, 5, 4);
          a.negated = s.integer(6) != 0;
          a.p = s.real(7);
          a.rule = s.text(8);
          a.cue_head = u32(s, 9);
          parents.push_back(s.text(10));
          attributions.push_back(std::move(a));
        });
    for (std::size_t i = 0; i < parents.size(); ++i) {
      if (parents[i].empty()) continue;
      const auto found = attributions_.find(parents[i]);
      if (found == attributions_.end()) return malformed("no attribution " + parents[i]);
      attributions[i].parent = found->second;
    }
  }

  void read_figures_and_times() {
    Reading& r = out_.reading;
    each(
        "SELECT id, \"begin\", \"end\", low, high, value, bound, unit, of_begin, of_end, kind, claim FROM figures"
        " WHERE document = ? ORDER BY position",
        [&](const Statement& s) {
          figures_.emplace(s.text(0), static_cast<Index>(r.figures.size()));
          Figure f;
          f.id = s.text(0);
          f.span = {u32(s, 1), u32(s, 2)};
          f.low = real_or_null(s, 3);
          f.high = real_or_null(s, 4);
          f.value = real_or_null(s, 5);
          f.bound = enumerated<Bound>(s, 6, 7);
          f.unit = s.text(7);
          f.of = span_or_null(s, 8);
          f.kind = enumerated<FigureKind>(s, 10, 11);
          figure_claims_.push_back(s.text(11));
          r.figures.push_back(std::move(f));
        });
    each("SELECT id, \"begin\", \"end\", type, value, anchor FROM times WHERE document = ? ORDER BY position",
         [&](const Statement& s) {
           times_.emplace(s.text(0), static_cast<Index>(r.times.size()));
           r.times.push_back({s.text(0), {u32(s, 1), u32(s, 2)}, enumerated<TimeType>(s, 3, 4), s.text(4), s.text(5)});
         });
  }

  void read_claims() {
    Reading& r = out_.reading;
    each(
        "SELECT id, part, voice, commitment_source, commitment_outlet, conditional, negated, opinion, exact, prefix,"
        " suffix FROM claims WHERE document = ? ORDER BY position",
        [&](const Statement& s) {
          claims_.emplace(s.text(0), static_cast<Index>(r.claims.size()));
          Claim c;
          c.id = s.text(0);
          c.part = must(parts_, s, 1);
          c.voice = at(voices_, s, 2);
          c.source_commitment = enumerated<Commitment>(s, 3, 8);
          c.outlet_commitment = enumerated<Commitment>(s, 4, 8);
          if (s.integer(5) != 0) c.condition.emplace();
          c.negated = s.integer(6) != 0;
          c.opinion = s.integer(7) != 0;
          c.anchor.exact = s.text(8);
          c.anchor.prefix = s.text(9);
          c.anchor.suffix = s.text(10);
          r.claims.push_back(std::move(c));
        });
    for (std::size_t i = 0; i < figure_claims_.size(); ++i) {
      if (figure_claims_[i].empty()) continue;
      const auto found = claims_.find(figure_claims_[i]);
      if (found == claims_.end()) return malformed("no claim " + figure_claims_[i]);
      r.figures[i].claim = found->second;
    }
    each("SELECT claim, attribution FROM chains WHERE document = ? ORDER BY claim, position", [&](const Statement& s) {
      const Index c = must(claims_, s, 0);
      const Index a = must(attributions_, s, 1);
      if (status_) r.claims[c].chain.push_back(a);
    });
    each("SELECT claim, kind, finding FROM holds WHERE document = ? ORDER BY claim, kind, position",
         [&](const Statement& s) {
           const Index c = must(claims_, s, 0);
           const bool figure = s.text(1) == "figure";
           const Index f = must(figure ? figures_ : times_, s, 2);
           if (status_) (figure ? r.claims[c].figures : r.claims[c].times).push_back(f);
         });
  }

  void read_heads() {
    each(
        "SELECT attribution, cue, source, content, runner_up, runner_up_odds FROM heads WHERE document = ?"
        " ORDER BY position",
        [&](const Statement& s) {
          const Index at = must(attributions_, s, 0);
          if (!status_) return;
          Attribution& a = out_.reading.attributions[at];
          a.cue_p = s.real(1);
          a.source_p = s.real(2);
          a.content_p = s.real(3);
          if (!s.is_null(4)) a.runner_up.role = enumerated<Attribution::RunnerUp::Of>(s, 4, 4);
          a.runner_up.odds = s.real(5);
        });
  }

  Spans* list_of(const std::string& owner, const std::string& role) {
    Reading& r = out_.reading;
    if (const auto found = claims_.find(owner); found != claims_.end()) {
      Claim& c = r.claims[found->second];
      if (role == "content") return &c.content;
      if (role == "cues") return &c.commitment_cues;
      if (role == "anchor") return &c.anchor.source;
      if (role == "if" && c.condition) return &c.condition->if_clause;
      if (role == "then" && c.condition) return &c.condition->then_clause;
    } else if (const auto link = attributions_.find(owner); link != attributions_.end()) {
      Attribution& a = r.attributions[link->second];
      if (role == "source") return &a.source;
      if (role == "cue") return &a.cue;
      if (role == "content") return &a.content;
      if (role == "runner_up") return &a.runner_up.spans;
    } else if (const auto voice = voices_.find(owner); voice != voices_.end() && role == "mention") {
      return &r.voices[voice->second].mentions;
    }
    return nullptr;
  }

  void read_spans() {
    std::string owner, role;
    Spans* list = nullptr;
    each("SELECT owner, role, \"begin\", \"end\" FROM spans WHERE document = ? ORDER BY owner, role, position",
         [&](const Statement& s) {
           std::string next_owner = s.text(0), next_role = s.text(1);
           if (list == nullptr || next_owner != owner || next_role != role) {
             owner = std::move(next_owner);
             role = std::move(next_role);
             list = list_of(owner, role);
             if (list == nullptr) return malformed("a range of nothing: " + owner + " " + role);
           }
           list->push_back({u32(s, 2), u32(s, 3)});
         });
  }

  const std::shared_ptr<Database>& database_;
  std::string id_;
  Status status_ = Done{};
  StoredDocument out_;
  Places parts_, voices_, attributions_, claims_, figures_, times_;
  std::vector<std::string> figure_claims_;
  std::unordered_map<Index, Value> comment_authors_;  // by position
  std::unordered_map<Index, Date> comment_dates_;
};

void append_field(std::string& out, std::string_view bytes) {
  const std::uint64_t size = bytes.size();
  for (int i = 0; i < 8; ++i) out += static_cast<char>(size >> (8 * i) & 0xFF);
  out += bytes;
}

void append_cell(std::string& out, const Statement& s, int column) {
  const int type = sqlite3_column_type(s.handle(), column);
  if (type == SQLITE_NULL) return;
  append_field(out, sqlite3_column_name(s.handle(), column));
  if (type == SQLITE_INTEGER) {
    out += 'i';
    append_field(out, std::to_string(s.integer(column)));
  } else if (type == SQLITE_FLOAT) {
    // The bits: two decimal spellings of one number must not differ.
    std::uint64_t bits = 0;
    const double value = s.real(column);
    std::memcpy(&bits, &value, sizeof bits);
    out += 'r';
    append_field(out, std::to_string(bits));
  } else {
    out += type == SQLITE_BLOB ? 'b' : 't';
    append_field(out, s.text(column));
  }
}

}  // namespace

Result<StoredDocument> read_machine(const std::shared_ptr<Database>& database, const std::string& id, Bytes bytes) {
  return Reader(database, id).read(bytes);
}

Result<std::string> digest_of(const std::shared_ptr<Database>& database, const std::string& id) {
  std::string rows;
  const auto add = [&](std::string_view table, const std::string& sql) -> Status {
    auto statement = Statement::prepare(database, sql);
    if (!statement) return statement.error();
    statement->bind(1, id);
    for (;;) {
      auto more = statement->step();
      if (!more) return more.error();
      if (!*more) return Done{};
      append_field(rows, table);
      const int columns = sqlite3_column_count(statement->handle());
      for (int i = 0; i < columns; ++i) {
        // Row numbers are SQLite's, no finding.
        if (std::string_view(sqlite3_column_name(statement->handle(), i)) != "number") append_cell(rows, *statement, i);
      }
      rows += '\n';
    }
  };
  if (Status s = add("documents", "SELECT * FROM documents WHERE id = ?"); !s) return s.error();
  for (const std::string_view table : kMachineTables) {
    std::string order = "position";
    if (table == "metadata") order = "field, position";
    if (table == "chains") order = "claim, position";
    if (table == "holds") order = "claim, kind, position";
    if (table == "spans") order = "owner, role, position";
    const std::string name(table);
    if (Status s = add(table, "SELECT * FROM " + name + " WHERE document = ? ORDER BY " + order); !s) return s.error();
  }
  return to_hex(sha256(rows));
}

}  // namespace hearsay
