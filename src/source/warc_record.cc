#include "source/warc_record.h"

#include "base/hash.h"
#include "source/ascii.h"
#include "source/header_fields.h"
#include "source/http_message.h"
#include "source/warc.h"

namespace hearsay {

namespace {

// A version line and a field behind it: what a record begins with, and hardly any text does.
bool record_begins(std::string_view bytes) {
  const std::size_t line = warc_version_line(bytes);
  if (line == 0) return false;
  std::size_t at = line;
  while (at < bytes.size() && (ascii::is_alnum(bytes[at]) || bytes[at] == '-')) ++at;
  return at > line && at < bytes.size() && bytes[at] == ':';
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t bits = 0;
  int have = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (have += 8; have >= 5; have -= 5) out += kDigits[bits >> (have - 5) & 31];
  }
  if (have > 0) out += kDigits[bits << (5 - have) & 31];
  return out;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

// Whether "sha1:BASE32" (or hex, or sha256) is the digest of `bytes`; true for what cannot be told.
bool digest_holds(std::string_view stated, std::string_view bytes) {
  const std::size_t colon = stated.find(':');
  if (colon == std::string_view::npos) return true;
  const std::string algorithm = ascii::to_lower(stated.substr(0, colon));
  std::string_view value = stated.substr(colon + 1);
  while (value.ends_with('=')) value.remove_suffix(1);
  std::string digest;
  if (algorithm == "sha1") {
    digest = sha1(bytes);
  } else if (algorithm == "sha256" || algorithm == "sha-256") {
    const Sha256 whole = sha256(bytes);
    digest.assign(reinterpret_cast<const char*>(whole.data()), whole.size());
  } else {
    return true;
  }
  return ascii::iequals(value, base32(digest)) || ascii::iequals(value, hex(digest));
}

}  // namespace

std::size_t warc_version_line(std::string_view bytes) {
  if (!bytes.starts_with("WARC/")) return 0;
  std::size_t at = 5;
  while (at < bytes.size() && (ascii::is_digit(bytes[at]) || bytes[at] == '.') && at < 16) ++at;
  if (at == 5) return 0;
  if (bytes.substr(at, 2) == "\r\n") return at + 2;
  return bytes.substr(at, 1) == "\n" ? at + 1 : 0;
}

std::size_t find_warc_record(std::string_view bytes, std::size_t from) {
  for (std::size_t at = bytes.find("WARC/", from); at != std::string_view::npos; at = bytes.find("WARC/", at + 1)) {
    if ((at == 0 || bytes[at - 1] == '\n') && record_begins(bytes.substr(at, kWarcCandidate))) return at;
  }
  return std::string_view::npos;
}

bool is_crawlers_own(std::string_view uri) {
  for (const std::string_view scheme : {"urn:", "metadata:", "warcinfo:", "dns:", "about:", "data:"}) {
    if (ascii::istarts_with(uri, scheme)) return true;
  }
  return uri.substr(0, uri.find('?')).ends_with("/robots.txt");
}

std::string without_brackets(std::string_view uri) {
  if (uri.size() >= 2 && uri.front() == '<' && uri.back() == '>') uri = uri.substr(1, uri.size() - 2);
  return std::string(uri);
}

Result<RawSource> source_of(WarcRecord record) {
  RawSource source;
  source.in_archive = true;
  source.path = std::move(record.path);
  source.uri = std::move(record.uri);
  source.captured_at = std::move(record.date);
  source.warnings = std::move(record.warnings);
  const auto warn = [&](ErrorCode code, std::string message) {
    source.warnings.push_back(Error{code, std::move(message), source.path, record.offset});
  };
  if (record.addressable) {
    if (!record.sha256) {
      Sha256Stream hash;
      hash.add(record.head);
      hash.add(record.block);
      record.sha256 = to_hex(hash.finish());
    }
    source.archive = ArchiveLocator{record.offset, record.length, *record.sha256};
  }
  if (!digest_holds(record.block_digest, record.block)) {
    warn(ErrorCode::kMalformed, "the record's block is not what its WARC-Block-Digest says");
  }
  if (!record.truncated.empty()) {
    warn(ErrorCode::kMalformed, "the crawler cut this record short (" + record.truncated.substr(0, 20) + ")");
  }
  if (!record.http) {
    source.stated_type = media_type_of(record.stated_type);
    source.stated_charset = parameter_of(record.stated_type, "charset");
    source.bytes = std::move(record.block);
    return source;
  }
  const std::optional<HttpHead> head = http_head(record.block);
  if (!head) return Error{ErrorCode::kMalformed, "no HTTP response in this record", source.path, record.offset};
  const std::string_view type = head->fields.get("content-type");
  source.stated_type = media_type_of(type);
  source.stated_charset = parameter_of(type, "charset");
  HttpBody body = http_body(head->fields, std::string_view(record.block).substr(head->size), kMaxSourceBytes);
  if (body.too_large) {
    return Error{ErrorCode::kTooLarge,
                 "the page unpacks to more than " + std::to_string(kMaxSourceBytes) + " bytes: " + source.uri,
                 source.path, record.offset};
  }
  if (body.fault) warn(ErrorCode::kMalformed, *body.fault);
  source.bytes = std::move(body.bytes);
  if (source.bytes.empty()) {
    return Error{ErrorCode::kMalformed, body.fault ? *body.fault : "the page is empty: " + source.uri, source.path,
                 record.offset};
  }
  return source;
}

bool begins_as_warc(std::string_view bytes) { return warc_version_line(bytes) > 0; }

}  // namespace hearsay
