// Hashes: SHA-256 pins bytes (captures, custody, model); Mixer makes the short content-derived ids. SHA-1 is only
// compared with what archives state of themselves.
// Threads: pure. The ids' hash is part of the case file's format: FNV-1a 64 over little-endian fields, finished by
// MurmurHash3's fmix64. Do not change it without a new reading schema.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace hearsay {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256(std::string_view bytes);
[[nodiscard]] std::string to_hex(const Sha256& digest);

// The same of bytes that come piece by piece. finish() begins anew.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  void add(std::string_view bytes);
  [[nodiscard]] Sha256 finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The 20 bytes of a SHA-1.
[[nodiscard]] std::string sha1(std::string_view bytes);

class Mixer {
 public:
  Mixer& add(std::string_view bytes) {
    for (const char c : bytes) step(static_cast<unsigned char>(c));
    step(0xFF);  // never in UTF-8: keeps ("a","bc") apart from ("ab","c")
    return *this;
  }
  Mixer& add(std::uint64_t number) {
    for (int i = 0; i < 8; ++i) step(static_cast<unsigned char>(number >> (8 * i)));
    return *this;
  }
  [[nodiscard]] std::uint64_t value() const {
    std::uint64_t h = state_;
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdULL;
    h ^= h >> 33;
    h *= 0xc4ceb9fe1a85ec53ULL;
    return h ^ (h >> 33);
  }

 private:
  void step(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001b3ULL; }
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

// "c:" and 16 hex digits, for letter 'c'.
[[nodiscard]] std::string content_id(char letter, std::uint64_t value);

}  // namespace hearsay
