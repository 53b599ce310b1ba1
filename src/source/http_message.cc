#include "source/http_message.h"

#include <algorithm>
#include <vector>

#include "source/ascii.h"
#include "source/decompression.h"

namespace hearsay {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

struct ChunkLine {
  std::uint64_t size = 0;
  std::size_t length = 0;  // of the line with its end
};

// "1a3;name=value" CR LF.
std::optional<ChunkLine> chunk_line(std::string_view text) {
  ChunkLine line;
  std::size_t digits = 0;
  while (digits < text.size() && hex_digit(text[digits]) >= 0) {
    if (digits >= 15) return std::nullopt;
    line.size = line.size * 16 + static_cast<std::uint64_t>(hex_digit(text[digits++]));
  }
  if (digits == 0) return std::nullopt;
  std::size_t at = digits;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  if (at < text.size() && text[at] == ';') at = std::min(text.find('\n', at), text.size());
  if (text.substr(at, 2) == "\r\n") {
    line.length = at + 2;
  } else if (text.substr(at, 1) == "\n") {
    line.length = at + 1;
  } else {
    return std::nullopt;
  }
  return line;
}

// Undoes chunked transfer; leaves bodies that were stored without it alone.
HttpBody unchunked(std::string_view body) {
  HttpBody out;
  if (!chunk_line(body)) {
    out.bytes = body;
    return out;
  }
  out.bytes.reserve(body.size());
  std::size_t at = 0;
  for (;;) {
    const std::optional<ChunkLine> line = chunk_line(body.substr(at));
    if (!line) {
      out.fault = at >= body.size() ? "the last chunk is missing" : "a chunk's length is no number";
      return out;
    }
    at += line->length;
    if (line->size == 0) return out;
    const std::string_view chunk = body.substr(at, static_cast<std::size_t>(line->size));
    out.bytes += chunk;
    at += chunk.size();
    if (chunk.size() < line->size) {
      out.fault = "a chunk breaks off";
      return out;
    }
    if (body.substr(at, 2) == "\r\n") {
      at += 2;
    } else if (body.substr(at, 1) == "\n") {
      at += 1;
    }
  }
}

// The words of a list, innermost coding last as they were applied.
std::vector<std::string> codings_of(std::string_view value) {
  std::vector<std::string> codings;
  while (!value.empty()) {
    const std::size_t comma = value.find(',');
    const std::string word = ascii::to_lower(ascii::trim(value.substr(0, comma)));
    if (!word.empty() && word != "identity") codings.push_back(word);
    value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
  }
  return codings;
}

std::optional<Coding> coding_named(std::string_view word, std::string_view bytes) {
  if (word == "gzip" || word == "x-gzip") return Coding::kGzip;
  if (word == "br") return Coding::kBrotli;
  if (word == "zstd") return Coding::kZstd;
  if (word == "deflate") return begins_as_zlib(bytes) ? Coding::kZlib : Coding::kRawDeflate;
  return std::nullopt;
}

bool looks_decoded(std::string_view bytes) {
  const std::string_view head = ascii::trim(bytes.substr(0, 512));
  return head.empty() || std::none_of(head.begin(), head.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 && !ascii::is_space(c);
         });
}

}  // namespace

std::optional<HttpHead> http_head(std::string_view response) {
  response = response.substr(0, kMaxHttpHead);
  if (!response.starts_with("HTTP/")) return std::nullopt;
  const std::size_t line_end = response.find('\n');
  if (line_end == std::string_view::npos) return std::nullopt;
  const std::string_view line = response.substr(0, line_end);
  HttpHead head;
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  for (const char c : ascii::trim(line.substr(space)).substr(0, 3)) {
    if (!ascii::is_digit(c)) return std::nullopt;
    head.status = head.status * 10 + (c - '0');
  }
  const auto end = end_of_header(response.substr(line_end + 1));
  if (!end) return std::nullopt;
  head.fields = HeaderFields::parse(response.substr(line_end + 1, end->header));
  head.size = line_end + 1 + end->all;
  return head;
}

HttpBody http_body(const HeaderFields& fields, std::string_view body, std::uint64_t limit) {
  HttpBody out;
  std::vector<std::string> codings = codings_of(fields.get("content-encoding"));
  std::vector<std::string> transfers = codings_of(fields.get("transfer-encoding"));
  if (!transfers.empty() && transfers.back() == "chunked") {
    out = unchunked(body);
    transfers.pop_back();
  } else {
    out.bytes = body;
  }
  codings.insert(codings.end(), transfers.begin(), transfers.end());
  for (int undone = 0; !codings.empty() && !out.too_large; ++undone) {
    const std::string word = std::move(codings.back());
    codings.pop_back();
    const std::optional<Coding> coding = coding_named(word, out.bytes);
    if (!coding || undone == kMaxCodings) {
      // A word that is none ("utf-8" is met) does no harm to text; of bytes in an unknown coding nothing can be read.
      if (coding || !looks_decoded(out.bytes)) out.fault = "content coding '" + word.substr(0, 20) + "' is not read";
      return out;
    }
    const bool stored_plain = *coding == Coding::kGzip   ? !begins_as_gzip(out.bytes)
                              : *coding == Coding::kZstd ? !begins_as_zstd(out.bytes)
                                                         : false;
    if (stored_plain && looks_decoded(out.bytes)) continue;
    if (out.bytes.empty()) continue;
    MemoryInput input(out.bytes);
    ByteReader reader(input);
    Unpacked unpacked = unpack(reader, *coding, limit);
    // Brotli and raw deflate have no mark to tell them by: the decoder does.
    if (unpacked.fault && unpacked.bytes.empty() && looks_decoded(out.bytes)) continue;
    out.bytes = std::move(unpacked.bytes);
    if (unpacked.fault) out.fault = *unpacked.fault + " in a body with coding " + word;
    out.too_large = unpacked.too_large;
  }
  return out;
}

Readable readable_type(std::string_view type) {
  if (type == "text/html" || type == "application/xhtml+xml" || type == "text/plain") return Readable::kYes;
  if (type.empty() || type == "application/octet-stream" || type == "unk" || type == "unknown/unknown" ||
      type == "application/unknown" || type == "no-type" || type.find('/') == std::string_view::npos) {
    return Readable::kUnknown;
  }
  return Readable::kNo;
}

}  // namespace hearsay
