#include "ledger/rows.h"

#include "ledger/words.h"

namespace hearsay {

namespace {

Cell text_or_null(std::string_view text) { return text.empty() ? Cell::null() : Cell::of(std::string(text)); }

std::string json_of(Span span) { return '[' + std::to_string(span.begin) + ',' + std::to_string(span.end) + ']'; }

Cell number_or_null(const std::optional<double>& number) { return number ? Cell::of(*number) : Cell::null(); }

// The id of items[at], or null.
template <class T>
Cell id_at(const std::vector<T>& items, Index at) {
  return at == kNone ? Cell::null() : Cell::of(items[at].id);
}

template <class T>
std::string json_ids(const std::vector<T>& items, const std::vector<Index>& which) {
  std::string out = "[";
  for (const Index i : which) {
    if (out.size() > 1) out += ',';
    append_json_string(out, items[i].id);
  }
  return out + ']';
}

// The columns every finding begins with, after its id.
void fill_document(const Document& d, Row& row) {
  row.push_back(Cell::of(d.id));
  row.push_back(Cell::of(d.path));
  row.push_back(text_or_null(d.outlet ? d.outlet->value : ""));
  row.push_back(text_or_null(d.published ? d.published->value : ""));
}
std::vector<Column> with_document(std::vector<Column> rest, bool outlet_shown = true) {
  std::vector<Column> all{{"id"}, {"document", false}, {"path", false}, {"outlet", outlet_shown}, {"published", false}};
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

void fill_voice(const Reading& r, Index voice, Row& row) {
  row.push_back(id_at(r.voices, voice));
  row.push_back(voice == kNone ? Cell::null() : text_or_null(r.voices[voice].name));
  row.push_back(voice == kNone ? Cell::null() : Cell::of(std::string(name(r.voices[voice].kind))));
}

void fill_claim(const Loaded& loaded, Index at, Row& row) {
  const StoredDocument& stored = loaded.stored;
  const Document& d = stored.document;
  const Reading& r = stored.reading;
  const Claim& c = r.claims[at];
  row.push_back(Cell::of(c.id));
  fill_document(d, row);
  row.push_back(Cell::of(d.parts[c.part].id));
  row.push_back(Cell::of(std::string(name(d.parts[c.part].region))));
  row.push_back(Cell::json(json_of(c.content)));
  row.push_back(Cell::of(words_of(d.text, c.content)));
  row.push_back(Cell::json(json_ids(r.attributions, c.chain)));
  row.push_back(Cell::of(chain_text(stored, c)));
  row.push_back(Cell::of(static_cast<std::int64_t>(c.chain.size())));
  fill_voice(r, c.voice, row);
  row.push_back(c.chain.empty() ? Cell::null() : Cell::of(std::string(name(r.attributions[c.chain.back()].act))));
  const std::string source(name(c.source_commitment)), outlet(name(c.outlet_commitment));
  row.push_back(Cell::json("{\"source\":\"" + source + "\",\"outlet\":\"" + outlet +
                           "\",\"cues\":" + json_of(c.commitment_cues) + '}'));
  row.push_back(Cell::of(source));
  row.push_back(Cell::of(outlet));
  row.push_back(text_or_null(words_of(d.text, c.commitment_cues)));
  if (c.condition) {
    row.push_back(Cell::json("{\"if\":" + json_of(c.condition->if_clause) +
                             ",\"then\":" + json_of(c.condition->then_clause) + '}'));
    row.push_back(Cell::of(words_of(d.text, c.condition->if_clause)));
    row.push_back(Cell::of(words_of(d.text, c.condition->then_clause)));
  } else {
    row.insert(row.end(), 3, Cell::null());
  }
  row.push_back(Cell::boolean(c.negated));
  row.push_back(Cell::boolean(c.opinion));
  row.push_back(Cell::json(json_ids(r.figures, c.figures)));
  row.push_back(Cell::json(json_ids(r.times, c.times)));
  row.push_back(Cell::json("[]"));
  row.push_back(Cell::json("[]"));
  std::string anchor = "{\"source\":" + json_of(c.anchor.source) + ",\"exact\":";
  append_json_string(anchor, c.anchor.exact);
  anchor += ",\"prefix\":";
  append_json_string(anchor, c.anchor.prefix);
  anchor += ",\"suffix\":";
  append_json_string(anchor, c.anchor.suffix);
  row.push_back(Cell::json(anchor + '}'));
}

void fill_voice_row(const Loaded& loaded, Index at, Row& row) {
  const StoredDocument& stored = loaded.stored;
  const Reading& r = stored.reading;
  const Voice& v = r.voices[at];
  row.push_back(Cell::of(v.id));
  fill_document(stored.document, row);
  row.push_back(Cell::of(v.name));
  row.push_back(Cell::of(std::string(name(v.kind))));
  row.push_back(Cell::of(std::int64_t{loaded.claims_of[at]}));
  row.push_back(Cell::of(std::int64_t{loaded.links_of[at]}));
  row.push_back(Cell::json(json_of(v.mentions)));
  row.push_back(Cell::of(words_of(stored.document.text, v.mentions)));
  row.push_back(text_or_null(v.country));
  row.push_back(text_or_null(v.sector));
  row.push_back(text_or_null(v.code));
}

void fill_figure(const Loaded& loaded, Index at, Row& row) {
  const StoredDocument& stored = loaded.stored;
  const Document& d = stored.document;
  const Reading& r = stored.reading;
  const Figure& f = r.figures[at];
  row.push_back(Cell::of(f.id));
  fill_document(d, row);
  row.push_back(Cell::json(json_of(f.span)));
  row.push_back(Cell::of(words_of(d.text, {f.span})));
  row.push_back(number_or_null(f.low));
  row.push_back(number_or_null(f.high));
  row.push_back(number_or_null(f.value));
  row.push_back(Cell::of(std::string(name(f.bound))));
  row.push_back(text_or_null(f.unit));
  row.push_back(f.of ? Cell::json(json_of(*f.of)) : Cell::null());
  row.push_back(f.of ? Cell::of(words_of(d.text, {*f.of})) : Cell::null());
  row.push_back(Cell::of(std::string(name(f.kind))));
  row.push_back(id_at(r.claims, f.claim));
  if (f.claim == kNone) {
    row.insert(row.end(), 6, Cell::null());
    return;
  }
  const Claim& c = r.claims[f.claim];
  fill_voice(r, c.voice, row);
  row.push_back(Cell::of(chain_text(stored, c)));
  row.push_back(Cell::of(std::string(name(c.source_commitment))));
  row.push_back(Cell::of(words_of(d.text, c.content)));
}

void fill_time(const Loaded& loaded, Index at, Row& row) {
  const StoredDocument& stored = loaded.stored;
  const Time& t = stored.reading.times[at];
  row.push_back(Cell::of(t.id));
  fill_document(stored.document, row);
  row.push_back(Cell::json(json_of(t.span)));
  row.push_back(Cell::of(words_of(stored.document.text, {t.span})));
  row.push_back(Cell::of(std::string(name(t.type))));
  row.push_back(text_or_null(t.value));
  row.push_back(text_or_null(t.anchor));
}

void fill_attribution(const Loaded& loaded, Index at, Row& row) {
  const StoredDocument& stored = loaded.stored;
  const Document& d = stored.document;
  const Reading& r = stored.reading;
  const Attribution& a = r.attributions[at];
  row.push_back(Cell::of(a.id));
  fill_document(d, row);
  row.push_back(Cell::of(d.parts[a.part].id));
  row.push_back(id_at(r.attributions, a.parent));
  row.push_back(Cell::json(json_of(a.source)));
  row.push_back(text_or_null(words_of(d.text, a.source)));
  row.push_back(Cell::json(json_of(a.cue)));
  row.push_back(text_or_null(words_of(d.text, a.cue)));
  row.push_back(Cell::json(json_of(a.content)));
  row.push_back(text_or_null(words_of(d.text, a.content)));
  fill_voice(r, a.voice, row);
  row.push_back(Cell::of(std::string(name(a.act))));
  row.push_back(Cell::of(std::string(name(a.channel))));
  row.push_back(Cell::of(std::string(name(a.quote))));
  row.push_back(Cell::boolean(a.negated));
  row.push_back(Cell::of(a.p));
  row.push_back(Cell::of(a.rule));
}

}  // namespace

Loaded::Loaded(StoredDocument document) : stored(std::move(document)) {
  const Reading& r = stored.reading;
  claims_of.resize(r.voices.size());
  links_of.resize(r.voices.size());
  for (const Claim& c : r.claims) {
    if (c.voice != kNone) ++claims_of[c.voice];
  }
  for (const Attribution& a : r.attributions) {
    if (a.voice != kNone) ++links_of[a.voice];
  }
}

std::string json_of(const Spans& spans) {
  std::string out = "[";
  for (const Span span : spans) {
    if (out.size() > 1) out += ',';
    out += json_of(span);
  }
  return out + ']';
}

std::string chain_text(const StoredDocument& stored, const Claim& claim) {
  const Document& d = stored.document;
  const Reading& r = stored.reading;
  constexpr std::string_view kUnnamed = "unnamed";
  std::string out;
  if (d.parts[claim.part].region == Region::kComments) {
    // A comment's chain begins with its reader.
    const auto reader = claim.chain.empty() ? claim.voice : kNone;
    out = reader != kNone && !r.voices[reader].name.empty() ? r.voices[reader].name : "reader";
  } else {
    out = d.outlet ? d.outlet->value : d.domain.empty() ? "outlet" : d.domain;
  }
  for (const Index a : claim.chain) {
    const Index voice = r.attributions[a].voice;
    const bool named = voice != kNone && !r.voices[voice].name.empty();
    // "…, the agency reports" on the agency's own page is the outlet once more.
    if (named && a == claim.chain.front() && claim.chain.size() > 1 && r.voices[voice].name == out) continue;
    out += " > ";
    out += named ? std::string_view(r.voices[voice].name) : kUnnamed;
  }
  return out;
}

const RowShape& claim_rows() {
  static const RowShape shape{with_document({{"part", false},
                                             {"region", false},
                                             {"content", false},
                                             {"text", true, true},
                                             {"chain", false},
                                             {"chain_text", false},
                                             {"depth", false},
                                             {"voice", false},
                                             {"voice_name"},
                                             {"voice_kind", false},
                                             {"act"},
                                             {"commitment", false},
                                             {"commitment_source"},
                                             {"commitment_outlet", false},
                                             {"cues_text", false},
                                             {"condition", false},
                                             {"if_text", false},
                                             {"then_text", false},
                                             {"negated", false},
                                             {"opinion", false},
                                             {"figures", false},
                                             {"times", false},
                                             {"places", false},
                                             {"events", false},
                                             {"anchor", false}}),
                              fill_claim};
  return shape;
}

const RowShape& voice_rows() {
  static const RowShape shape{with_document({{"name", true, true},
                                             {"kind"},
                                             {"claims"},
                                             {"attributions"},
                                             {"mentions", false},
                                             {"mentions_text", false},
                                             {"country", false},
                                             {"sector", false},
                                             {"code", false}}),
                              fill_voice_row};
  return shape;
}

const RowShape& figure_rows() {
  static const RowShape shape{with_document({{"span", false},
                                             {"text"},
                                             {"low", false},
                                             {"high", false},
                                             {"value", false},
                                             {"bound"},
                                             {"unit"},
                                             {"of", false},
                                             {"of_text"},
                                             {"kind", false},
                                             {"claim", false},
                                             {"voice", false},
                                             {"voice_name"},
                                             {"voice_kind", false},
                                             {"chain_text", false},
                                             {"commitment_source", false},
                                             {"claim_text", true, true}}),
                              fill_figure};
  return shape;
}

const RowShape& time_rows() {
  static const RowShape shape{with_document({{"span", false}, {"text", true, true}, {"type"}, {"value"}, {"anchor"}}),
                              fill_time};
  return shape;
}

const RowShape& attribution_rows() {
  static const RowShape shape{with_document({{"part", false},
                                             {"parent", false},
                                             {"source", false},
                                             {"source_text", false},
                                             {"cue", false},
                                             {"cue_text"},
                                             {"content", false},
                                             {"content_text", true, true},
                                             {"voice", false},
                                             {"voice_name"},
                                             {"voice_kind", false},
                                             {"act"},
                                             {"channel", false},
                                             {"quote"},
                                             {"negated", false},
                                             {"p", false},
                                             {"rule", false}}),
                              fill_attribution};
  return shape;
}

}  // namespace hearsay
