// What the archive tests share: records and members made by hand, and all that a stream gives.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>
#include <vector>

#include "source/byte_reader.h"
#include "source/record_stream.h"
#include "source/source.h"

namespace hearsay::testing {

inline std::string gzip(std::string_view bytes, int bits = 31) {
  z_stream z = {};
  if (deflateInit2(&z, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&z, bytes.size()) + 64, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<unsigned>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<unsigned>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

inline std::string page(int i) {
  return "<html><title>Bridge " + std::to_string(i) + "</title><p>The mayor said on Monday that bridge " +
         std::to_string(i) + " is closed.</p></html>";
}

inline std::string http(std::string_view body, std::string_view fields = "", std::string_view type = "text/html") {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(type) + "\r\n" + std::string(fields) + "\r\n" +
         std::string(body);
}

// A record without the empty lines behind it. `length`: what its header claims; -1 is the truth.
inline std::string record(std::string_view type, std::string_view uri, std::string_view block,
                          std::string_view fields = "",
                          std::string_view content_type = "application/http; msgtype=response", long length = -1) {
  return "WARC/1.1\r\nWARC-Type: " + std::string(type) + "\r\nWARC-Target-URI: " + std::string(uri) +
         "\r\nWARC-Date: 2025-06-06T10:00:00Z\r\nContent-Type: " + std::string(content_type) + "\r\n" +
         std::string(fields) +
         "Content-Length: " + std::to_string(length < 0 ? static_cast<long>(block.size()) : length) + "\r\n\r\n" +
         std::string(block);
}

inline constexpr std::string_view kBehind = "\r\n\r\n";

// What came out: sources that were loaded, and errors, in the order of the stream.
struct Pulled {
  std::vector<RawSource> sources;
  std::vector<Error> errors;
};

template <class Stream>
Pulled pull_all(Stream& stream) {
  Pulled out;
  while (auto next = stream.next()) {
    auto source = *next ? (*next)->load() : Result<RawSource>((*next).error());
    if (source) {
      out.sources.push_back(std::move(*source));
    } else {
      out.errors.push_back(source.error());
    }
  }
  return out;
}

// Bytes that come in small pieces and cannot be gone back in: a pipe.
class PipeInput : public ByteInput {
 public:
  PipeInput(std::string_view bytes, std::size_t piece) : bytes_(bytes), piece_(piece) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t n = bytes_.copy(to, std::min(size, piece_));
    bytes_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view bytes_;
  std::size_t piece_;
};

}  // namespace hearsay::testing
