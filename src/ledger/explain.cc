// `explain`: everything behind one id, down to the page's bytes.
#include <algorithm>

#include "base/hash.h"
#include "ledger/machine.h"
#include "ledger/rows.h"
#include "ledger/state.h"
#include "ledger/words.h"

namespace hearsay {

namespace {

// How much of the page is quoted where a range is long (a voice's mentions may lie all over it).
constexpr std::size_t kMaxPageBytes = 4096;

template <class T>
Index find_id(const std::vector<T>& items, const std::string& id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
  return found == items.end() ? kNone : static_cast<Index>(found - items.begin());
}

class Explainer {
 public:
  explicit Explainer(const Loaded& loaded) : loaded_(loaded), d_(loaded.stored.document), r_(loaded.stored.reading) {}

  Explanation explain(const Identified& what) {
    out_.id = what.id;
    out_.document = d_.id;
    out_.path = d_.path;
    out_.outlet = d_.outlet ? d_.outlet->value : "";
    out_.title = d_.title ? d_.title->value : "";
    out_.published = d_.published ? d_.published->value : "";
    out_.sha256 = d_.sha256;
    out_.captured_at = d_.captured_at;
    out_.uri = d_.uri;
    out_.archive = d_.archive;
    out_.program = loaded_.stored.program;
    out_.model = loaded_.stored.model;
    out_.model_sha256 = loaded_.stored.model_sha256;
    if (what.table == "claims") claim(find_id(r_.claims, what.id));
    if (what.table == "attributions") attribution(find_id(r_.attributions, what.id));
    if (what.table == "voices") voice(find_id(r_.voices, what.id));
    if (what.table == "figures") figure(find_id(r_.figures, what.id));
    if (what.table == "times") time(find_id(r_.times, what.id));
    return std::move(out_);
  }

 private:
  [[nodiscard]] Passage passage(const Spans& spans) const {
    Passage p;
    p.text = spans;
    p.words = words_of(d_.text, spans);
    for (const Span span : spans) {
      const Spans pieces = source_pieces(d_, span);
      p.source.insert(p.source.end(), pieces.begin(), pieces.end());
    }
    if (p.source.empty()) return p;
    Span hull = p.source.front();
    for (const Span s : p.source) hull = {std::min(hull.begin, s.begin), std::max(hull.end, s.end)};
    if (hull.end <= d_.bytes.size()) p.page = std::string(slice(d_.bytes, hull)).substr(0, kMaxPageBytes);
    return p;
  }

  [[nodiscard]] Link link(Index at) const {
    const Attribution& a = r_.attributions[at];
    Link l;
    l.id = a.id;
    if (a.voice != kNone) {
      l.voice = r_.voices[a.voice].id;
      l.voice_name = r_.voices[a.voice].name;
      l.voice_kind = name(r_.voices[a.voice].kind);
    }
    l.act = name(a.act);
    l.channel = name(a.channel);
    l.quote = name(a.quote);
    l.rule = a.rule;
    l.negated = a.negated;
    l.p = a.p;
    l.source = passage(a.source);
    l.cue = passage(a.cue);
    l.content = passage(a.content);
    l.source_p = a.source_p;
    l.cue_p = a.cue_p;
    l.content_p = a.content_p;
    l.runner_up = name(a.runner_up.role);
    l.runner_up_odds = a.runner_up.odds;
    l.runner_up_words = passage(a.runner_up.spans);
    return l;
  }

  void in_part(std::uint32_t part) {
    out_.part = d_.parts[part].id;
    out_.part_kind = name(d_.parts[part].kind);
    out_.region = name(d_.parts[part].region);
    out_.context = passage({d_.parts[part].span});
  }
  void at_span(Span span) {
    const auto part =
        std::find_if(d_.parts.begin(), d_.parts.end(), [&](const Part& p) { return p.span.contains(span); });
    if (part != d_.parts.end()) in_part(static_cast<std::uint32_t>(part - d_.parts.begin()));
  }
  void by_voice(Index at) {
    if (at == kNone) return;
    out_.voice = r_.voices[at].id;
    out_.voice_name = r_.voices[at].name;
    out_.voice_kind = name(r_.voices[at].kind);
  }
  void row(const RowShape& shape, Index at) {
    out_.columns = shape.columns;
    shape.fill(loaded_, at, out_.row);
  }
  // What a finding takes over from the claim it stands in.
  void from_claim(const Claim& c) {
    by_voice(c.voice);
    for (const Index a : c.chain) out_.chain.push_back(link(a));
    out_.commitment_source = name(c.source_commitment);
    out_.commitment_outlet = name(c.outlet_commitment);
    out_.commitment_cues = passage(c.commitment_cues);
    if (c.condition) {
      out_.if_clause = passage(c.condition->if_clause);
      out_.then_clause = passage(c.condition->then_clause);
    }
  }

  void claim(Index at) {
    const Claim& c = r_.claims[at];
    out_.kind = "claim";
    in_part(c.part);
    out_.passage = passage(c.content);
    out_.prefix = c.anchor.prefix;
    out_.suffix = c.anchor.suffix;
    from_claim(c);
    row(claim_rows(), at);
  }
  void attribution(Index at) {
    const Attribution& a = r_.attributions[at];
    out_.kind = "attribution";
    in_part(a.part);
    out_.passage = passage(a.content);
    by_voice(a.voice);
    // Outermost first. A parent lies before or after its child in the list; a ring would be a bug, so steps are
    // bounded.
    std::size_t steps = 0;
    for (Index i = at; i != kNone && steps <= r_.attributions.size(); i = r_.attributions[i].parent, ++steps) {
      out_.chain.push_back(link(i));
    }
    std::reverse(out_.chain.begin(), out_.chain.end());
    row(attribution_rows(), at);
  }
  void voice(Index at) {
    out_.kind = "voice";
    out_.passage = passage(r_.voices[at].mentions);
    by_voice(at);
    if (!r_.voices[at].mentions.empty()) at_span(r_.voices[at].mentions.front());
    row(voice_rows(), at);
  }
  void figure(Index at) {
    const Figure& f = r_.figures[at];
    out_.kind = "figure";
    out_.passage = passage({f.span});
    at_span(f.span);
    if (f.claim != kNone) from_claim(r_.claims[f.claim]);
    row(figure_rows(), at);
  }
  void time(Index at) {
    out_.kind = "time";
    out_.passage = passage({r_.times[at].span});
    at_span(r_.times[at].span);
    row(time_rows(), at);
  }

  const Loaded& loaded_;
  const Document& d_;
  const Reading& r_;
  Explanation out_;
};

void key(std::string& out, std::string_view name) {
  if (out.back() != '{') out += ',';
  append_json_string(out, name);
  out += ':';
}
void text(std::string& out, std::string_view name, std::string_view value) {
  key(out, name);
  if (value.empty()) {
    out += "null";
  } else {
    append_json_string(out, value);
  }
}
void passage(std::string& out, std::string_view name, const Passage& p) {
  key(out, name);
  out += "{\"text\":" + json_of(p.text) + ",\"source\":" + json_of(p.source) + ",\"words\":";
  append_json_string(out, p.words);
  out += ",\"page\":";
  append_json_string(out, p.page);
  out += '}';
}

// As in the contract's attributions, with the words of the runner-up.
void heads(std::string& out, const Link& l) {
  key(out, "heads");
  if (l.cue_p <= 0 && l.source_p <= 0 && l.content_p <= 0) {
    out += "null";
    return;
  }
  out += '{';
  for (const auto& [name, p] : {std::pair("source", l.source_p), {"cue", l.cue_p}, {"content", l.content_p}}) {
    key(out, name);
    if (p > 0) {
      append_number(out, p);
    } else {
      out += "null";
    }
  }
  key(out, "runner_up");
  if (l.runner_up.empty()) {
    out += "null}";
    return;
  }
  out += '{';
  text(out, "role", l.runner_up);
  key(out, "odds");
  append_number(out, l.runner_up_odds);
  passage(out, "words", l.runner_up_words);
  out += "}}";
}

}  // namespace

void append_json(std::string& out, const Explanation& e) {
  out += '{';
  text(out, "id", e.id);
  text(out, "kind", e.kind);
  text(out, "document", e.document);
  text(out, "path", e.path);
  text(out, "outlet", e.outlet);
  text(out, "title", e.title);
  text(out, "published", e.published);
  text(out, "sha256", e.sha256);
  text(out, "captured_at", e.captured_at);
  text(out, "uri", e.uri);
  key(out, "archive");
  if (e.archive) {
    out += "{\"offset\":" + std::to_string(e.archive->offset) + ",\"length\":" + std::to_string(e.archive->length) +
           ",\"sha256\":";
    append_json_string(out, e.archive->sha256);
    out += '}';
  } else {
    out += "null";
  }
  text(out, "program", e.program);
  text(out, "model", e.model);
  text(out, "model_sha256", e.model_sha256);
  text(out, "part", e.part);
  text(out, "part_kind", e.part_kind);
  text(out, "region", e.region);
  text(out, "voice", e.voice);
  text(out, "voice_name", e.voice_name);
  text(out, "voice_kind", e.voice_kind);
  key(out, "chain");
  out += '[';
  for (const Link& l : e.chain) {
    if (out.back() != '[') out += ',';
    out += '{';
    text(out, "id", l.id);
    text(out, "voice", l.voice);
    text(out, "voice_name", l.voice_name);
    text(out, "voice_kind", l.voice_kind);
    text(out, "act", l.act);
    text(out, "channel", l.channel);
    text(out, "quote", l.quote);
    text(out, "rule", l.rule);
    key(out, "negated");
    out += l.negated ? "true" : "false";
    key(out, "p");
    append_number(out, l.p);
    passage(out, "source", l.source);
    passage(out, "cue", l.cue);
    passage(out, "content", l.content);
    heads(out, l);
    out += '}';
  }
  out += ']';
  passage(out, "passage", e.passage);
  passage(out, "context", e.context);
  text(out, "prefix", e.prefix);
  text(out, "suffix", e.suffix);
  text(out, "commitment_source", e.commitment_source);
  text(out, "commitment_outlet", e.commitment_outlet);
  passage(out, "commitment_cues", e.commitment_cues);
  passage(out, "if", e.if_clause);
  passage(out, "then", e.then_clause);
  key(out, "row");
  if (e.row.empty()) {
    out += "null";
  } else {
    append_json_object(out, e.columns, e.row);
  }
  out += '}';
}

Result<Explanation> Ledger::explain(const std::string& id) const {
  Identified what;
  {
    const std::lock_guard guard(state_->turn);
    auto found = identify(state_->database, id);
    if (!found) return found.error();
    what = std::move(*found);
  }
  if (what.table == "documents") {
    DocumentQuery query;
    query.document = what.id;
    auto rows = documents(query);
    if (!rows) return rows.error();
    auto stored = document(what.id);
    if (!stored) return stored.error();
    const Loaded loaded(std::move(*stored));
    Explanation e = Explainer(loaded).explain(what);
    e.kind = "document";
    e.columns = rows->columns();
    auto more = rows->next(e.row);
    if (!more) return more.error();
    return e;
  }
  const std::lock_guard guard(state_->turn);
  auto stored = read_machine(state_->database, what.document, Bytes::kWith);
  if (!stored) return stored.error();
  const Loaded loaded(std::move(*stored));
  return Explainer(loaded).explain(what);
}

}  // namespace hearsay
