#include "base/hash.h"

#include <openssl/evp.h>

namespace hearsay {

namespace {
constexpr char kHexDigits[] = "0123456789abcdef";
}

Sha256 sha256(std::string_view bytes) {
  Sha256 digest{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
  return digest;
}

std::string to_hex(const Sha256& digest) {
  std::string out;
  out.reserve(64);
  for (const std::uint8_t byte : digest) {
    out += kHexDigits[byte >> 4];
    out += kHexDigits[byte & 15];
  }
  return out;
}

std::string content_id(char letter, std::uint64_t value) {
  std::string out = {letter, ':'};
  for (int shift = 60; shift >= 0; shift -= 4) out += kHexDigits[(value >> shift) & 15];
  return out;
}

}  // namespace hearsay
