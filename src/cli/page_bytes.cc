#include "cli/page_bytes.h"

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "cli/display_width.h"
#include "cli/exit_status.h"

namespace hearsay::cli {

namespace {

constexpr std::uint32_t kContext = 40;       // bytes of the page before and behind, for a person
constexpr std::size_t kLongestShown = 2000;  // bytes of one stretch on a terminal

struct Stretch {
  std::string role;   // "content" "source" "cue" "mention" "text" "title" …
  std::string words;  // as the reading has them
  Span source;        // in the capture
};

// What is well-formed as it is, other bytes as \xnn.
std::string shown_bytes(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    const Decoded d = decode_utf8(bytes, i);
    if (d.valid && d.length > 0) {
      out += bytes.substr(i, d.length);
      i += d.length;
    } else {
      const auto c = static_cast<unsigned char>(bytes[i++]);
      out += "\\x";
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
  }
  return out;
}

void add_pieces(std::vector<Stretch>& out, const std::string& role, const Document& document, const Spans& text) {
  for (const Span span : text) {
    const std::string words(slice(document.text, span));
    for (const Span piece : source_pieces(document, span)) out.push_back({role, words, piece});
  }
}

void add_value(std::vector<Stretch>& out, const std::string& role, const std::optional<Value>& value) {
  if (value && value->source) out.push_back({role + " (" + value->from + ")", value->value, *value->source});
}
void add_date(std::vector<Stretch>& out, const std::string& role, const std::optional<Date>& date) {
  if (date && date->source) out.push_back({role + " (" + date->from + ")", date->value, *date->source});
}

std::vector<Stretch> stretches_of_document(const Document& d) {
  std::vector<Stretch> out;
  add_value(out, "title", d.title);
  for (const Value& author : d.authors) add_value(out, "author", author);
  add_value(out, "outlet", d.outlet);
  add_date(out, "published", d.published);
  add_date(out, "modified", d.modified);
  add_value(out, "credit", d.credit);
  return out;
}

std::vector<Stretch> stretches_of(const Explanation& e, const Document& d) {
  std::vector<Stretch> out;
  const bool said = e.kind == "claim" || e.kind == "attribution";
  add_pieces(out, said ? "content" : e.kind == "voice" ? "mention" : e.kind, d, e.passage.text);
  if (!said) return out;
  for (const Link& link : e.chain) {
    add_pieces(out, "source of " + link.id, d, link.source.text);
    add_pieces(out, "cue of " + link.id, d, link.cue.text);
    if (e.kind == "claim" || link.id != e.id) add_pieces(out, "content of " + link.id, d, link.content.text);
  }
  return out;
}

std::string place_of(const Document& d) {
  if (!d.archive) return d.path;
  return d.path + ", record at bytes " + with_commas(d.archive->offset) + " to " +
         with_commas(d.archive->offset + d.archive->length);
}

void print_stretches(Console& console, const std::string& id, const Document& d, const std::vector<Stretch>& all) {
  const Style& style = console.style();
  const std::size_t width = std::min<std::size_t>(console.width(), 110);
  console.out.write(style.bold(id) + "\n");
  const auto line = [&](std::string_view label, const std::string& text) {
    if (!text.empty())
      console.out.write("  " + style.dim(label) + std::string(10 - label.size(), ' ') + printable(text) + "\n");
  };
  line("page", place_of(d));
  line("uri", d.uri);
  line("captured", d.captured_at);
  line("sha256", d.sha256);
  line("bytes", with_commas(d.bytes.size()) + ", " + d.charset);
  const std::string_view bytes = d.bytes;
  for (const Stretch& s : all) {
    console.out.write("\n" + style.bold(s.role) +
                      style.dim("  [" + std::to_string(s.source.begin) + "," + std::to_string(s.source.end) + ")  " +
                                counted(s.source.length(), "byte")) +
                      "\n");
    const std::uint32_t before = s.source.begin - std::min(s.source.begin, kContext);
    const auto size = static_cast<std::uint32_t>(bytes.size());
    const std::uint32_t after = std::min(size, s.source.end + kContext);
    std::string own = printable(shown_bytes(slice(bytes, s.source).substr(0, kLongestShown)));
    if (s.source.length() > kLongestShown) own += "…";
    const std::string_view ahead = slice(bytes, {before, s.source.begin}), behind = slice(bytes, {s.source.end, after});
    const auto is_blank = [](std::string_view text, std::size_t at) { return at < text.size() && text[at] <= ' '; };
    const std::string whole = "…" + printable(shown_bytes(ahead)) + (is_blank(ahead, ahead.size() - 1) ? " ⟦" : "⟦") +
                              own + (is_blank(behind, 0) ? "⟧ " : "⟧") + printable(shown_bytes(behind)) + "…";
    for (const std::string_view piece : wrapped(whole, std::max<std::size_t>(width - 4, 20)))
      console.out.write("    " + std::string(piece) + "\n");
  }
}

std::vector<Column> columns() {
  return {{"id", true},      {"role", true},           {"begin", true},         {"end", true},
          {"text", false},   {"bytes", true, true},    {"document", false},     {"path", false},
          {"sha256", false}, {"record_offset", false}, {"record_length", false}};
}

}  // namespace

int show_page_bytes(Console& console, const Ledger& ledger, const std::string& document, const std::string& id,
                    const OutputOptions& output) {
  const bool part = id.starts_with("p:");
  std::string holder = document;
  std::optional<Explanation> explained;
  if (part && document.empty()) {
    console.error("parts are numbered in each document: 'hearsay show DOC --source " + id + "'");
    return kUsage;
  }
  if (!part) {
    auto found = ledger.explain(id);
    if (!found.ok()) {
      console.error(found.error());
      return exit_status_of(found.error().code);
    }
    holder = found->document;
    explained = std::move(*found);
  }
  const auto stored = ledger.document(holder);
  if (!stored.ok()) {
    console.error(stored.error());
    return exit_status_of(stored.error().code);
  }
  const Document& d = stored->document;
  std::vector<Stretch> all;
  if (part) {
    const auto found = std::find_if(d.parts.begin(), d.parts.end(), [&](const Part& p) { return p.id == id; });
    if (found == d.parts.end()) {
      console.error("no part '" + id + "' in " + d.id + "; it has " +
                    (d.parts.empty() ? "none" : d.parts.front().id + " to " + d.parts.back().id));
      return kFoundNothing;
    }
    add_pieces(all, "text", d, {found->span});
  } else if (explained->kind == "document") {
    all = stretches_of_document(d);
  } else {
    all = stretches_of(*explained, d);
  }
  // A range that the map once led to and that is no longer in the capture is for `verify` to report, not to be read.
  std::erase_if(all, [&](const Stretch& s) { return s.source.begin >= s.source.end || s.source.end > d.bytes.size(); });
  const std::string shown_id = part ? d.id + " " + id : explained->id;

  const auto format = prepare_output(console, output);
  if (!format.ok()) {
    console.error(format.error());
    return kUsage;
  }
  if (all.empty()) {
    console.error("no byte of the page stands behind " + shown_id + ": it comes from options or from the container");
    return kFoundNothing;
  }
  if (*format == Format::kTable && output.fields.empty()) {
    print_stretches(console, shown_id, d, all);
    return kDone;
  }
  std::size_t next = 0;
  Cursor cursor(columns(), [&](Row& row) -> Result<bool> {
    if (next == all.size()) return false;
    const Stretch& s = all[next++];
    row.clear();
    row.push_back(Cell::of(part ? id : explained->id));
    row.push_back(Cell::of(s.role));
    row.push_back(Cell::of(std::int64_t{s.source.begin}));
    row.push_back(Cell::of(std::int64_t{s.source.end}));
    row.push_back(Cell::of(s.words));
    row.push_back(Cell::of(shown_bytes(slice(d.bytes, s.source))));
    row.push_back(Cell::of(d.id));
    row.push_back(Cell::of(d.path));
    row.push_back(Cell::of(d.sha256));
    row.push_back(d.archive ? Cell::of(static_cast<std::int64_t>(d.archive->offset)) : Cell::null());
    row.push_back(d.archive ? Cell::of(static_cast<std::int64_t>(d.archive->length)) : Cell::null());
    return true;
  });
  return print_rows(console, cursor, *format, output.fields, {"stretch"});
}

}  // namespace hearsay::cli
