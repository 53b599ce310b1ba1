// MIME: mails and pages saved as one file, taken apart into their leaves.
//
// What it is: parse_mime() gives the entities of a message in order, multiparts before their parts, each with the range
// that it takes in the file; decoded_body() undoes quoted-printable and base64; decoded_words() reads header texts
// ("=?utf-8?Q?…?=") as UTF-8.
// Ownership: entities view the message. Threads: pure. Units: bytes of the message, half-open.
// Fails: never; a multipart whose boundary is missing ends where the message ends, what is no base64 is left out.
// Stated bounds: kMaxMimeDepth multiparts inside each other and kMaxMimeParts entities; what lies beyond is one leaf.
// Facts: RFC 2045 to 2047, 2231, 2387 (related), 2392, 5322.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/header_fields.h"

namespace hearsay {

inline constexpr std::size_t kMaxMimeDepth = 16;
inline constexpr std::size_t kMaxMimeParts = 10'000;

struct MimeEntity {
  std::size_t begin = 0, end = 0;  // header and body
  std::size_t body = 0;            // where the body begins
  HeaderFields fields;
  std::string media_type;    // lower case; "text/plain" where none is stated
  std::int32_t parent = -1;  // the multipart or message it lies in
  bool leaf = true;          // false: a multipart or message/rfc822 whose parts follow
};

[[nodiscard]] std::vector<MimeEntity> parse_mime(std::string_view message);

// Whether the entity's transfer encoding is one that decoded_body() knows.
[[nodiscard]] bool known_transfer_encoding(const MimeEntity& entity);
[[nodiscard]] std::string decoded_body(std::string_view message, const MimeEntity& entity);

// A header's text as UTF-8, its encoded words decoded.
[[nodiscard]] std::string decoded_words(std::string_view value);

}  // namespace hearsay
