// Appends the record `hearsay.reading/1` by hand: the keys are fixed and known, so a general writer would only add
// a state machine to the hot path. Strings are escaped as RFC 8259 asks; bytes that are no UTF-8 (a path may hold some)
// become U+FFFD, so that each line is valid JSON whatever the input was.
#include "reading/reading_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/hash.h"
#include "base/utf8.h"
#include "source/part_language.h"

namespace hearsay {

namespace {

// For each byte: 0 copies it, 1 is a control character, 2 is above ASCII, else the letter after the backslash.
constexpr std::array<char, 256> kEscape = [] {
  std::array<char, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = 1;
  for (std::size_t c = 0x80; c < 0x100; ++c) table[c] = 2;
  table['"'] = '"';
  table['\\'] = '\\';
  table['\b'] = 'b';
  table['\f'] = 'f';
  table['\n'] = 'n';
  table['\r'] = 'r';
  table['\t'] = 't';
  return table;
}();

class Json {
 public:
  explicit Json(std::string& out) : out_(out) {}

  void raw(std::string_view bytes) { out_.append(bytes); }

  void key(std::string_view name) {
    comma();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    fresh_ = true;
  }

  void begin(char bracket) {
    comma();
    out_ += bracket;
    fresh_ = true;
  }
  void end(char bracket) {
    out_ += bracket;
    fresh_ = false;
  }

  void null() {
    comma();
    out_ += "null";
  }
  void boolean(bool value) {
    comma();
    out_ += value ? "true" : "false";
  }
  void integer(std::uint64_t value) {
    comma();
    digits(value);
  }

  // Whole numbers without a fraction or an exponent, others in the fewest digits that give them back.
  void number(double value) {
    comma();
    if (!std::isfinite(value)) {
      out_ += "null";
      return;
    }
    std::array<char, 40> buffer{};
    char* const first = buffer.data();
    char* const last = first + buffer.size();
    const bool whole = std::fabs(value) < 9007199254740992.0 && value == std::trunc(value);
    const auto done =
        whole ? std::to_chars(first, last, static_cast<std::int64_t>(value)) : std::to_chars(first, last, value);
    out_.append(first, done.ptr);
  }
  void number(std::optional<double> value) { value ? number(*value) : null(); }

  void string(std::string_view text) {
    comma();
    out_ += '"';
    std::size_t copied = 0;
    for (std::size_t i = 0; i < text.size();) {
      const auto byte = static_cast<unsigned char>(text[i]);
      const char escape = kEscape[byte];
      if (escape == 0) {
        ++i;
        continue;
      }
      if (escape == 2) {
        const Decoded d = decode_utf8(text, i);
        if (d.valid) {
          i += d.length;
          continue;
        }
        out_.append(text, copied, i - copied);
        out_ += "\xEF\xBF\xBD";
        i += d.length;
      } else {
        out_.append(text, copied, i - copied);
        out_ += '\\';
        if (escape == 1) {
          constexpr std::string_view kHex = "0123456789abcdef";
          out_ += "u00";
          out_ += kHex[byte >> 4];
          out_ += kHex[byte & 15];
        } else {
          out_ += escape;
        }
        ++i;
      }
      copied = i;
    }
    out_.append(text, copied, text.size() - copied);
    out_ += '"';
  }
  // A label or an id: ASCII that needs no escape.
  void plain(std::string_view text) {
    comma();
    out_ += '"';
    out_ += text;
    out_ += '"';
  }
  void string_or_null(std::string_view text) { text.empty() ? null() : string(text); }

  void span(Span s) {
    comma();
    out_ += '[';
    digits(s.begin);
    out_ += ',';
    digits(s.end);
    out_ += ']';
  }
  void span(const std::optional<Span>& s) { s ? span(*s) : null(); }
  void spans(const Spans& list) {
    begin('[');
    for (const Span s : list) span(s);
    end(']');
  }

 private:
  void comma() {
    if (!fresh_) out_ += ',';
    fresh_ = false;
  }
  void digits(std::uint64_t value) {
    std::array<char, 20> buffer{};
    const auto done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    out_.append(buffer.data(), done.ptr);
  }

  std::string& out_;
  bool fresh_ = true;  // nothing stands before the next item in its list or object
};

void append(Json& json, const Value& value) {
  json.begin('{');
  json.key("value");
  json.string(value.value);
  json.key("span");
  json.span(value.span);
  json.key("source");
  json.span(value.source);
  json.key("from");
  json.string_or_null(value.from);
  json.end('}');
}

void append(Json& json, const Date& date) {
  json.begin('{');
  json.key("value");
  json.string(date.value);
  json.key("precision");
  json.string_or_null(date.precision);
  json.key("source");
  json.span(date.source);
  json.key("from");
  json.string_or_null(date.from);
  json.end('}');
}

template <class T>
void append(Json& json, const std::optional<T>& value) {
  value ? append(json, *value) : json.null();
}

void append_source(Json& json, const Document& d) {
  json.key("source");
  json.begin('{');
  json.key("path");
  json.string(d.path);
  json.key("uri");
  json.string_or_null(d.uri);
  json.key("media_type");
  json.string_or_null(d.media_type);
  json.key("charset");
  json.string_or_null(d.charset);
  json.key("bytes");
  json.integer(d.bytes.size());
  json.key("sha256");
  json.string_or_null(d.sha256);
  json.key("captured_at");
  json.string_or_null(d.captured_at);
  json.key("archive");
  if (d.archive) {
    json.begin('{');
    json.key("offset");
    json.integer(d.archive->offset);
    json.key("length");
    json.integer(d.archive->length);
    json.key("sha256");
    json.string(d.archive->sha256);
    json.end('}');
  } else {
    json.null();
  }
  json.end('}');
}

void append_document(Json& json, const Document& d) {
  json.key("document");
  json.begin('{');
  json.key("id");
  json.string_or_null(d.id);
  json.key("url");
  json.string_or_null(d.url);
  json.key("canonical_url");
  json.string_or_null(d.canonical_url);
  json.key("title");
  append(json, d.title);
  json.key("authors");
  json.begin('[');
  for (const Value& author : d.authors) append(json, author);
  json.end(']');
  json.key("outlet");
  append(json, d.outlet);
  json.key("domain");
  json.string_or_null(d.domain);
  json.key("published");
  append(json, d.published);
  json.key("modified");
  append(json, d.modified);
  json.key("language");
  if (d.language.code.empty()) {
    json.null();
  } else {
    json.begin('{');
    json.key("code");
    json.string(d.language.code);
    json.key("p");
    json.number(d.language.p);
    json.end('}');
  }
  json.key("credit");
  append(json, d.credit);
  json.key("wire");
  d.wire ? json.boolean(*d.wire) : json.null();
  json.end('}');
}

void append_text(Json& json, const Document& d) {
  json.key("text");
  json.string(d.text);
  json.key("map");
  json.begin('[');
  for (const Run& run : d.map) {
    json.begin('[');
    json.integer(run.text_begin);
    json.integer(run.source_begin);
    json.integer(run.length);
    json.end(']');
  }
  json.end(']');
  json.key("parts");
  json.begin('[');
  const std::vector<std::string> languages = part_languages(d);
  for (std::size_t i = 0; i < d.parts.size(); ++i) {
    const Part& part = d.parts[i];
    json.begin('{');
    json.key("id");
    json.string(part.id);
    json.key("kind");
    json.plain(name(part.kind));
    json.key("region");
    json.plain(name(part.region));
    json.key("span");
    json.span(part.span);
    json.key("parent");
    part.parent < 0 ? json.null() : json.string(d.parts[static_cast<std::size_t>(part.parent)].id);
    json.key("level");
    json.integer(part.level);
    json.key("language");
    json.string_or_null(languages[i]);
    json.end('}');
  }
  json.end(']');
  json.key("comments");
  json.begin('[');
  for (const Comment& comment : d.comments) {
    json.begin('{');
    json.key("part");
    json.string(d.parts[comment.part].id);
    json.key("author");
    append(json, comment.author);
    json.key("published");
    append(json, comment.published);
    json.key("reply_to");
    comment.reply_to ? json.string(d.parts[d.comments[*comment.reply_to].part].id) : json.null();
    json.key("permalink");
    comment.permalink ? json.string(*comment.permalink) : json.null();
    json.end('}');
  }
  json.end(']');
}

// What the archive does not hold; nothing of it stands in the text.
void append_gaps(Json& json, const Document& d) {
  json.key("gaps");
  json.begin('[');
  for (const SourceGap& gap : d.gaps) {
    json.begin('{');
    json.key("about");
    json.string(gap.about);
    json.key("missing");
    json.string(gap.missing);
    json.key("stated");
    json.boolean(false);
    json.key("span");
    json.null();
    json.end('}');
  }
  json.end(']');
}

void append_tokens(Json& json, const Analysis& a) {
  json.key("tokens");
  json.begin('{');
  json.key("span");
  json.begin('[');
  for (const Token& t : a.tokens) json.span(t.span);
  json.end(']');
  json.key("tag");
  json.begin('[');
  for (const Token& t : a.tokens) json.string(name(t.tag));
  json.end(']');
  json.key("pos");
  json.begin('[');
  for (const Token& t : a.tokens) json.plain(name(t.pos));
  json.end(']');
  json.key("morph");
  json.begin('[');
  for (const Token& t : a.tokens) json.string(t.morph);
  json.end(']');
  json.key("lemma");
  json.begin('[');
  for (const Token& t : a.tokens) json.string(t.lemma);
  json.end(']');
  json.key("head");
  json.begin('[');
  for (const Token& t : a.tokens) json.integer(t.head);
  json.end(']');
  json.key("dep");
  json.begin('[');
  for (const Token& t : a.tokens) json.plain(name(t.dep));
  json.end(']');
  json.key("ent");
  json.begin('[');
  for (const Token& t : a.tokens) json.plain(name(t.entity));
  json.end(']');
  json.end('}');
}

void append_sentences(Json& json, const Analysis& a) {
  json.key("sentences");
  json.begin('[');
  for (const TokenRange sentence : a.sentences) {
    if (sentence.begin < sentence.end) json.span(a.bytes(sentence));
  }
  json.end(']');
}

// Which voice a range names: that of the same mention, else of the shortest mention around it, else of the longest
// inside it.
class VoiceAt {
 public:
  explicit VoiceAt(const Reading& reading) {
    for (Index v = 0; v < reading.voices.size(); ++v) {
      for (const Span m : reading.voices[v].mentions) {
        mentions_.push_back({m, v});
        longest_ = std::max(longest_, m.length());
      }
    }
    std::stable_sort(mentions_.begin(), mentions_.end(),
                     [](const Entry& a, const Entry& b) { return a.span < b.span; });
  }

  [[nodiscard]] Index of(Span span) const {
    Index best = kNone;
    std::uint64_t best_rank = 0;
    const Span from{span.begin > longest_ ? span.begin - longest_ : 0, 0};
    auto it =
        std::lower_bound(mentions_.begin(), mentions_.end(), from, [](const Entry& e, Span s) { return e.span < s; });
    for (; it != mentions_.end() && it->span.begin < span.end; ++it) {
      std::uint64_t rank = 0;
      if (it->span == span) {
        rank = 3ull << 32;
      } else if (it->span.contains(span)) {
        rank = (2ull << 32) - it->span.length();
      } else if (span.contains(it->span)) {
        rank = it->span.length();
      }
      if (rank > best_rank) {
        best_rank = rank;
        best = it->voice;
      }
    }
    return best;
  }

 private:
  struct Entry {
    Span span;
    Index voice = kNone;
  };
  std::vector<Entry> mentions_;
  std::uint32_t longest_ = 0;
};

void append_entities(Json& json, const Document& d, const Analysis& a, const Reading* reading) {
  const VoiceAt voice_at(reading != nullptr ? *reading : Reading{});
  json.key("entities");
  json.begin('[');
  for (const Entity& entity : a.entities) {
    json.begin('{');
    json.key("id");
    json.plain(
        content_id('n', Mixer().add(d.sha256).add("entity").add(entity.span.begin).add(entity.span.end).value()));
    json.key("span");
    json.span(entity.span);
    json.key("label");
    json.plain(name(entity.label));
    json.key("voice");
    const Index voice = voice_at.of(entity.span);
    voice == kNone ? json.null() : json.string(reading->voices[voice].id);
    json.end('}');
  }
  json.end(']');
}

template <class T>
void append_ids(Json& json, std::string_view key, const std::vector<Index>& indices, const std::vector<T>& items) {
  json.key(key);
  json.begin('[');
  for (const Index i : indices) json.string(items[i].id);
  json.end(']');
}

template <class T>
void append_id(Json& json, std::string_view key, Index index, const std::vector<T>& items) {
  json.key(key);
  index == kNone ? json.null() : json.string(items[index].id);
}

void append_voices(Json& json, const Reading& reading) {
  json.key("voices");
  json.begin('[');
  for (const Voice& voice : reading.voices) {
    json.begin('{');
    json.key("id");
    json.string(voice.id);
    json.key("name");
    json.string_or_null(voice.name);
    json.key("kind");
    json.plain(name(voice.kind));
    json.key("mentions");
    json.spans(voice.mentions);
    json.key("country");
    json.string_or_null(voice.country);
    json.key("sector");
    json.string_or_null(voice.sector);
    json.key("code");
    json.string_or_null(voice.code);
    json.end('}');
  }
  json.end(']');
}

// What the encoder's heads say; null where rules alone found it.
void append_heads(Json& json, const Attribution& attribution) {
  json.key("heads");
  if (attribution.cue_p <= 0 && attribution.source_p <= 0 && attribution.content_p <= 0) {
    json.null();
    return;
  }
  json.begin('{');
  const auto probability = [&](const char* key, double p) {
    json.key(key);
    json.number(p > 0 ? std::optional(p) : std::nullopt);
  };
  probability("source", attribution.source_p);
  probability("cue", attribution.cue_p);
  probability("content", attribution.content_p);
  json.key("runner_up");
  if (attribution.runner_up.role == Attribution::RunnerUp::Of::kNothing) {
    json.null();
  } else {
    json.begin('{');
    json.key("role");
    json.plain(name(attribution.runner_up.role));
    json.key("spans");
    json.spans(attribution.runner_up.spans);
    json.key("odds");
    json.number(attribution.runner_up.odds);
    json.end('}');
  }
  json.end('}');
}

void append_attributions(Json& json, const Reading& reading) {
  json.key("attributions");
  json.begin('[');
  for (const Attribution& attribution : reading.attributions) {
    json.begin('{');
    json.key("id");
    json.string(attribution.id);
    append_id(json, "parent", attribution.parent, reading.attributions);
    json.key("source");
    json.spans(attribution.source);
    json.key("cue");
    json.spans(attribution.cue);
    json.key("content");
    json.spans(attribution.content);
    append_id(json, "voice", attribution.voice, reading.voices);
    json.key("act");
    json.plain(name(attribution.act));
    json.key("channel");
    json.plain(name(attribution.channel));
    json.key("quote");
    json.plain(name(attribution.quote));
    json.key("negated");
    json.boolean(attribution.negated);
    json.key("p");
    json.number(attribution.p);
    json.key("rule");
    json.string_or_null(attribution.rule);
    append_heads(json, attribution);
    json.end('}');
  }
  json.end(']');
}

void append_claims(Json& json, const Document& document, const Reading& reading) {
  json.key("claims");
  json.begin('[');
  for (const Claim& claim : reading.claims) {
    json.begin('{');
    json.key("id");
    json.string(claim.id);
    json.key("part");
    json.string(document.parts[claim.part].id);
    json.key("content");
    json.spans(claim.content);
    append_ids(json, "chain", claim.chain, reading.attributions);
    append_id(json, "voice", claim.voice, reading.voices);
    json.key("commitment");
    json.begin('{');
    json.key("source");
    json.plain(name(claim.source_commitment));
    json.key("outlet");
    json.plain(name(claim.outlet_commitment));
    json.key("cues");
    json.spans(claim.commitment_cues);
    json.end('}');
    json.key("condition");
    if (claim.condition) {
      json.begin('{');
      json.key("if");
      json.spans(claim.condition->if_clause);
      json.key("then");
      json.spans(claim.condition->then_clause);
      json.end('}');
    } else {
      json.null();
    }
    json.key("negated");
    json.boolean(claim.negated);
    json.key("opinion");
    json.boolean(claim.opinion);
    append_ids(json, "figures", claim.figures, reading.figures);
    append_ids(json, "times", claim.times, reading.times);
    json.raw(R"(,"places":[],"events":[])");
    json.key("anchor");
    json.begin('{');
    json.key("source");
    json.spans(claim.anchor.source);
    json.key("exact");
    json.string(claim.anchor.exact);
    json.key("prefix");
    json.string(claim.anchor.prefix);
    json.key("suffix");
    json.string(claim.anchor.suffix);
    json.end('}');
    json.end('}');
  }
  json.end(']');
}

void append_figures(Json& json, const Reading& reading) {
  json.key("figures");
  json.begin('[');
  for (const Figure& figure : reading.figures) {
    json.begin('{');
    json.key("id");
    json.string(figure.id);
    json.key("span");
    json.span(figure.span);
    json.key("low");
    json.number(figure.low);
    json.key("high");
    json.number(figure.high);
    json.key("value");
    json.number(figure.value);
    json.key("bound");
    json.plain(name(figure.bound));
    json.key("unit");
    json.string_or_null(figure.unit);
    json.key("of");
    json.span(figure.of);
    json.key("kind");
    json.plain(name(figure.kind));
    append_id(json, "claim", figure.claim, reading.claims);
    json.end('}');
  }
  json.end(']');
}

void append_times(Json& json, const Reading& reading) {
  json.key("times");
  json.begin('[');
  for (const Time& time : reading.times) {
    json.begin('{');
    json.key("id");
    json.string(time.id);
    json.key("span");
    json.span(time.span);
    json.key("type");
    json.plain(name(time.type));
    json.key("value");
    json.string_or_null(time.value);
    json.key("anchor");
    json.string_or_null(time.anchor);
    json.end('}');
  }
  json.end(']');
}

}  // namespace

void append_json(std::string& out, const Document& document, const Analysis* analysis, const Reading* reading,
                 const Layers& layers) {
  Json json(out);
  json.begin('{');
  json.key("schema");
  json.plain("hearsay.reading/1");
  append_source(json, document);
  append_document(json, document);
  append_text(json, document);
  if (analysis != nullptr) {
    if (layers.tokens) append_tokens(json, *analysis);
    if (layers.sentences) append_sentences(json, *analysis);
    if (layers.entities) append_entities(json, document, *analysis, reading);
  }
  if (reading != nullptr) {
    append_voices(json, *reading);
    append_attributions(json, *reading);
    append_claims(json, document, *reading);
    append_figures(json, *reading);
    append_times(json, *reading);
    json.raw(R"(,"places":[],"events":[],"obligations":[],"evidence":[],"wording":[])");
  }
  append_gaps(json, document);
  json.end('}');
}

}  // namespace hearsay
