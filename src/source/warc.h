// WARC archives: the pages that a crawl or a browser recorded.
//
// What it is: reads records one by one from a .warc, or a .warc.gz or .warc.zst with one member a record, and hands out
// those that hold a page: `response` with a 2xx status, `resource` and `conversion`, whose media type is HTML or plain
// text (or unknown, and the bytes begin as HTML). Requests, pictures, scripts, robots.txt, and what crawlers add of
// themselves (warcinfo, metadata, urn: and metadata: resources) go by without a word. A `revisit` points to a payload
// recorded elsewhere: one that this stream has passed goes by, another is named, since its page is not here.
// Ownership: owns its decoders, views the reader it is given. Threads: one; what it hands out loads on any.
// Units: offsets are the file's; a plain record's length leaves out the empty lines behind it, as CDX indices do.
// Memory: one record's bytes, packed; kMaxRevisited fingerprints of payloads. Fails: a record that is truncated, too
// large, damaged or of a wrong length is an Error at its offset; the stream goes on at the next record that it can
// tell. Damaged stretches are passed over twice at most, so time is linear in the file. Facts: ISO 28500:2017
// (WARC 1.1), WARC 1.0; "Zstandard for WARC" 1.0 (dictionary in a skippable frame).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>

#include "source/byte_reader.h"
#include "source/record_stream.h"

namespace hearsay {

// A record's header; crawlers' have some 600 bytes.
inline constexpr std::size_t kMaxWarcHeader = 64u << 10;
inline constexpr std::size_t kMaxRevisited = 1u << 20;
// A zstd dictionary of an archive; tools make them of 100 KB.
inline constexpr std::size_t kMaxWarcDictionary = 8u << 20;

enum class WarcPacking : std::uint8_t { kPlain, kGzip, kZstd };

// What streams of one archive have passed: target URIs and payload digests, asked for and never listed.
class WarcMemory {
 public:
  void pass(std::string_view text);
  [[nodiscard]] bool holds(std::string_view text) const;

 private:
  std::unordered_set<std::uint64_t> fingerprints_;
};

// Whether offsets in the input are offsets in the file.
enum class WarcPlace : std::uint8_t { kInFile, kNowhere };

// `first` is the offset at which reading begins. `memory`: shared by the files of one archive; null for its own.
class WarcStream : public RecordStream {
 public:
  WarcStream(std::string path, std::unique_ptr<ByteInput> input, WarcPacking packing, std::uint64_t first = 0,
             WarcPlace place = WarcPlace::kInFile, std::shared_ptr<WarcMemory> memory = nullptr);
  ~WarcStream() override;
  [[nodiscard]] std::optional<Result<PendingSource>> next() override;
  [[nodiscard]] std::uint64_t position() const override;

  // Goes on at another record of the file; of zstd after reading the dictionary at its beginning.
  void go_to(std::uint64_t offset);

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

// Whether a record begins here: "WARC/1.0" and a line end, or the beginning of that.
[[nodiscard]] bool begins_as_warc(std::string_view bytes);

}  // namespace hearsay
