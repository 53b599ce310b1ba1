// JSON lines: one document a line, as data sets of articles come.
//
// What it is: each line is an object; the first field of each row below that is there and is a string counts:
//   the page     html raw_html · text body content maintext article   (HTML before text)
//   url          url uri link
//   title        title headline
//   authors      authors author byline       (a string, or a list of strings or of objects with a `name`)
//   published    published date published_at date_publish publish_date pub_date created_at timestamp
//   outlet       outlet publisher site_name source
//   captured_at  captured_at crawled_at date_download
// The string's characters, as UTF-8, are the source bytes; the line as it lies in the file is the record.
// Ownership: owns its input. Threads: one; lines are parsed where they are loaded. Units: bytes. Memory: one line.
// Fails: a line that is no object, has no page, or is longer than kMaxSourceBytes is an Error; the next line goes on.
// A surrogate without its pair becomes U+FFFD, with a warning. Objects nest kMaxJsonDepth deep at most.
// Facts: RFC 8259; names of fields as in CC-News tools, Fundus and newspaper exports.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "source/byte_reader.h"
#include "source/record_stream.h"

namespace hearsay {

inline constexpr std::size_t kMaxJsonDepth = 512;

class JsonLinesStream : public RecordStream {
 public:
  // `addressable`: offsets in `input` are offsets in the file.
  JsonLinesStream(std::string path, std::unique_ptr<ByteInput> input, bool addressable);
  [[nodiscard]] std::optional<Result<PendingSource>> next() override;
  [[nodiscard]] std::uint64_t position() const override { return reader_.offset(); }

 private:
  std::string path_;
  std::unique_ptr<ByteInput> input_;
  ByteReader reader_;
  bool addressable_;
  bool ended_ = false;
};

// The source of one line (without its line end) that begins at `offset`.
[[nodiscard]] Result<RawSource> source_of_json_line(std::string_view line, const std::string& path,
                                                    std::uint64_t offset, bool addressable);

}  // namespace hearsay
