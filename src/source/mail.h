// Mails and MHTML: the readable parts of a MIME message as sources.
//
// What it is: of alternatives the HTML one is taken, of a related set (a page with its pictures) the root; every other
// HTML or plain text leaf is a source of its own, also those of messages inside messages. A part's decoded body is the
// source; the part as it lies in the file, header included, is the record. Of a saved page Content-Location gives the
// URI and Date the time of capture; of a mail the headers give title (Subject), author (From) and date, and Message-ID
// a mid: URI, for the first source of each message.
// Ownership: owns the message, shared by what it hands out. Threads: one; parts are decoded where they are loaded.
// Units: offsets are the file's. Memory: the message, at most kMaxSourceBytes.
// Fails: a message that is too long, has nothing to read, or a part in an unknown transfer encoding is an Error.
// Facts: RFC 2557 (MHTML), RFC 2046 sections 5.1.4 and 5.1.5, RFC 2387, RFC 2392; headers as Chromium writes them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "source/byte_reader.h"
#include "source/record_stream.h"

namespace hearsay {

class MailStream : public RecordStream {
 public:
  // `addressable`: offsets in `input` are offsets in the file.
  MailStream(std::string path, std::unique_ptr<ByteInput> input, bool addressable);
  [[nodiscard]] std::optional<Result<PendingSource>> next() override;
  [[nodiscard]] std::uint64_t position() const override { return position_; }

 private:
  std::string path_;
  std::unique_ptr<ByteInput> input_;
  bool addressable_;
  std::vector<Result<PendingSource>> found_;
  std::size_t given_ = 0;
  std::uint64_t position_ = 0;
};

// One part (or a whole message of one) that begins at `offset`, read by itself.
[[nodiscard]] Result<RawSource> source_of_mime_part(std::string_view part, const std::string& path,
                                                    std::uint64_t offset);

}  // namespace hearsay
