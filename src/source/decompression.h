// What compresses pages and archives: gzip, zlib, raw deflate, brotli, zstd.
//
// What it is: a DecodedInput undoes one coding as its bytes are asked for. Of gzip and zstd it reads one member (frame)
// and stops behind it, which is how archives are cut into records.
// Ownership: views the ByteReader it takes from. Threads: one at a time. Units: bytes.
// Fails: fault() says what is wrong; what was decoded before stands. Truncated input is a fault. Bombs: decoding is
// lazy, and unpack() stops at its limit; a zstd window is at most kMaxZstdWindow, a brotli one 16 MiB.
// Facts: RFC 1950, 1951, 1952, 7932, 8878; HTTP's "deflate" is zlib by RFC 9110 and raw deflate by habit of servers.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/hash.h"
#include "source/byte_reader.h"

namespace hearsay {

enum class Coding : std::uint8_t { kGzip, kZlib, kRawDeflate, kBrotli, kZstd };

// Largest zstd window that is accepted, 2^26 bytes = 64 MiB.
inline constexpr int kMaxZstdWindowLog = 26;

class DecodedInput : public ByteInput {
 public:
  // `tap`: is fed the encoded bytes as they are taken; may be null. `dictionary`: of zstd, may be empty; must outlive.
  DecodedInput(ByteReader& from, Coding coding, Sha256Stream* tap = nullptr, std::string_view dictionary = {});
  ~DecodedInput() override;
  std::size_t read(char* to, std::size_t size) override;

  // The end that the coding itself marks was reached, and its checks hold.
  [[nodiscard]] bool finished() const { return finished_; }

 private:
  struct State;
  enum class Step : std::uint8_t { kMore, kEnd, kFault };
  Step step(std::string_view in, std::size_t& used, char* to, std::size_t size, std::size_t& made);
  Step step_zlib(std::string_view in, std::size_t& used, char* to, std::size_t size, std::size_t& made);
  Step step_brotli(std::string_view in, std::size_t& used, char* to, std::size_t size, std::size_t& made);
  Step step_zstd(std::string_view in, std::size_t& used, char* to, std::size_t size, std::size_t& made);

  ByteReader& from_;
  Coding coding_;
  Sha256Stream* tap_;
  std::unique_ptr<State> state_;
  bool finished_ = false;
};

// One gzip member at once, where it is small enough: twice as fast as piece by piece.
class WholeGzip {
 public:
  // More than nearly all members have; the others go piece by piece.
  static constexpr std::size_t kMaxPacked = 256u << 10, kMaxBytes = 2u << 20;

  WholeGzip();
  ~WholeGzip();
  struct Member {
    std::string_view bytes;  // until the next call
    std::size_t packed = 0;  // bytes that it took
  };
  // The member that `packed` begins with; nullopt where it is damaged, not all there, or unpacks to more than
  // kMaxBytes.
  [[nodiscard]] std::optional<Member> unpack(std::string_view packed);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A whole file in gzip or zstd as a plain one: its members one after the other.
class UnpackedInput : public ByteInput {
 public:
  // REQUIRES: coding is kGzip or kZstd.
  UnpackedInput(std::unique_ptr<ByteInput> packed, Coding coding);
  std::size_t read(char* to, std::size_t size) override;
  [[nodiscard]] std::uint64_t packed_offset() const { return reader_.offset(); }

 private:
  std::unique_ptr<ByteInput> packed_;
  ByteReader reader_;
  Coding coding_;
  std::unique_ptr<DecodedInput> member_;
  bool first_ = true;
};

struct Unpacked {
  std::string bytes;
  std::optional<std::string> fault;  // why it is not whole
  bool too_large = false;            // more than the limit; `bytes` is cut there
};

// All of it, up to `limit` bytes: every member of gzip and zstd, one stream of the others.
[[nodiscard]] Unpacked unpack(ByteReader& from, Coding coding, std::uint64_t limit);

[[nodiscard]] bool begins_as_gzip(std::string_view bytes);
[[nodiscard]] bool begins_as_zstd(std::string_view bytes);  // a frame, or a skippable one
[[nodiscard]] bool begins_as_zlib(std::string_view bytes);

}  // namespace hearsay
