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

struct Sha256Stream::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr);
}

Sha256Stream::~Sha256Stream() { EVP_MD_CTX_free(state_->context); }

void Sha256Stream::add(std::string_view bytes) { EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()); }

Sha256 Sha256Stream::finish() {
  Sha256 digest{};
  unsigned length = 0;
  EVP_DigestFinal_ex(state_->context, digest.data(), &length);
  EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr);
  return digest;
}

std::string sha1(std::string_view bytes) {
  std::string digest(20, '\0');
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &length, EVP_sha1(), nullptr);
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
