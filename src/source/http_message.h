// HTTP responses as archives keep them: a status, fields, and a body still in its codings.
//
// What it is: http_head() reads what stands before the body; http_body() undoes chunked transfer and then gzip,
// deflate, brotli and zstd, as the fields list them. Archives differ in whether they kept the codings that the fields
// name, so a body that does not begin as its coding says is taken as it is. Ownership: views the response where said.
// Threads: pure. Units: bytes. Fails: a body that breaks off or is damaged gives what came before and a fault; one
// beyond the limit says so. At most kMaxCodings codings are undone. Facts: RFC 9112 sections 4, 5 and 7.1; RFC 9110
// section 8.4.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "source/header_fields.h"

namespace hearsay {

inline constexpr std::size_t kMaxHttpHead = 256u << 10;
inline constexpr int kMaxCodings = 4;

struct HttpHead {
  int status = 0;
  HeaderFields fields;
  std::size_t size = 0;  // bytes before the body
};

// nullopt where `response` (at least its first kMaxHttpHead bytes) has no status line or its header does not end.
[[nodiscard]] std::optional<HttpHead> http_head(std::string_view response);

struct HttpBody {
  std::string bytes;
  std::optional<std::string> fault;
  bool too_large = false;
};

// `body`: all that stands behind the head.
[[nodiscard]] HttpBody http_body(const HeaderFields& fields, std::string_view body, std::uint64_t limit);

// What a media type says of being a page: one, none, or nothing.
enum class Readable : std::uint8_t { kYes, kNo, kUnknown };
[[nodiscard]] Readable readable_type(std::string_view media_type);

}  // namespace hearsay
