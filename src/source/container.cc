#include "source/container.h"

#include <algorithm>
#include <array>

#include "source/ascii.h"
#include "source/decompression.h"
#include "source/header_fields.h"
#include "source/warc.h"

namespace hearsay {

namespace {

bool has_ending(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && ascii::iequals(name.substr(name.size() - ending.size()), ending);
}

// A mail or a page that a browser saved as one: fields from the first line on, and among them those that every mail
// program writes.
bool begins_as_mime(std::string_view head) {
  const auto end = end_of_header(head);
  const std::string_view block = head.substr(0, end ? end->header : head.size());
  const std::size_t colon = block.find(':');
  if (colon == std::string_view::npos || colon > 40) return false;
  const std::string_view name = block.substr(0, colon);
  if (!std::all_of(name.begin(), name.end(), [](char c) { return ascii::is_alnum(c) || c == '-'; })) return false;
  const HeaderFields fields = HeaderFields::parse(block);
  if (fields.odd_lines() > 1) return false;
  if (!fields.get("mime-version").empty()) return !fields.get("content-type").empty();
  return !fields.get("message-id").empty() && !fields.get("from").empty();
}

// {"…": …} with a field that holds a page.
bool begins_as_json_lines(std::string_view head) {
  while (!head.empty() && ascii::is_space(head.front())) head.remove_prefix(1);
  if (!head.starts_with('{')) return false;
  std::size_t at = 1;
  while (at < head.size() && ascii::is_space(head[at])) ++at;
  if (at >= head.size() || head[at] != '"') return false;
  const std::size_t line_end = head.find('\n');
  const std::string_view line = head.substr(0, line_end);
  if (line_end != std::string_view::npos && !ascii::trim(line).ends_with('}')) return false;
  for (const std::string_view field : {"\"text\"", "\"html\""}) {
    if (line.find(field) != std::string_view::npos) return true;
  }
  return false;
}

Container container_of(std::string_view head, std::string_view name, std::string_view as) {
  if (as == "text" || as == "html") return Container::kPage;
  if (as == "warc") return Container::kWarc;
  if (as == "wacz") return Container::kZip;
  if (as == "mhtml" || as == "eml") return Container::kMime;
  if (as == "jsonl") return Container::kJsonLines;
  if (begins_as_warc(head)) return Container::kWarc;
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return Container::kZip;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  for (const std::string_view ending : {".jsonl", ".ndjson", ".jsonlines"}) {
    if (has_ending(name, ending)) return Container::kJsonLines;
  }
  for (const std::string_view ending : {".eml", ".mht", ".mhtml"}) {
    if (has_ending(name, ending)) return Container::kMime;
  }
  if (begins_as_mime(head)) return Container::kMime;
  if (begins_as_json_lines(head)) return Container::kJsonLines;
  // A damaged first record is no reason to read a crawl as one page.
  return has_ending(name, ".warc") ? Container::kWarc : Container::kPage;
}

}  // namespace

std::string_view unpacked_name(std::string_view path) {
  for (const std::string_view ending : {".gz", ".zst", ".gzip"}) {
    if (has_ending(path, ending)) return path.substr(0, path.size() - ending.size());
  }
  return path;
}

FileForm form_of(std::string_view head, std::string_view path, std::string_view as) {
  FileForm form;
  form.packing = begins_as_gzip(head) ? Packing::kGzip : begins_as_zstd(head) ? Packing::kZstd : Packing::kNone;
  if (form.packing == Packing::kNone) {
    form.container = container_of(head, path, as);
    return form;
  }
  const std::string_view name = unpacked_name(path);
  // An archive's dictionary stands before its first record, which cannot be looked into without it.
  if (form.packing == Packing::kZstd && has_ending(name, ".warc")) {
    form.container = Container::kWarc;
    return form;
  }
  MemoryInput packed(head);
  ByteReader reader(packed);
  const Unpacked inside = unpack(reader, form.packing == Packing::kGzip ? Coding::kGzip : Coding::kZstd, kHeadBytes);
  form.container = container_of(inside.bytes, name, as);
  return form;
}

}  // namespace hearsay
