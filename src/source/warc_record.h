// One WARC record: how it begins, and the page that it holds.
// Ownership: a WarcRecord owns its bytes. Threads: pure. Units: offsets are the file's.
// Fails: source_of() gives an Error for a record without a page in it, and warnings for one that is damaged.
// Facts: WARC 1.1, sections 4 and 5.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/source.h"

namespace hearsay {

// What is looked at to tell a record's beginning, and of it the version line.
inline constexpr std::size_t kWarcCandidate = 256;
inline constexpr std::size_t kWarcVersionLine = 64;

// "WARC/1.0" and CR LF or LF: bytes of the line, or 0.
[[nodiscard]] std::size_t warc_version_line(std::string_view bytes);

// Offset of the next record in `bytes` that begins on a line of its own, or npos. Offset 0 counts as such.
[[nodiscard]] std::size_t find_warc_record(std::string_view bytes, std::size_t from);

// Resources that crawlers write of themselves: extracted texts, logs, thumbnails; and robots.txt.
[[nodiscard]] bool is_crawlers_own(std::string_view uri);

// WARC 1.0 writes <uri>.
[[nodiscard]] std::string without_brackets(std::string_view uri);

// A record that holds a page, as far as a stream reads it.
struct WarcRecord {
  std::string path, uri, date, type, block_digest, truncated;
  std::string stated_type;  // of resources: the record's own; of responses HTTP's is read later
  bool http = false;
  std::string head, block;
  std::uint64_t offset = 0, length = 0;  // on disk
  std::optional<std::string> sha256;     // of packed records; of plain ones it is taken when they are loaded
  bool addressable = true;               // false: one of several records in a member
  std::vector<Error> warnings;
};

// Checks and unpacks it.
[[nodiscard]] Result<RawSource> source_of(WarcRecord record);

}  // namespace hearsay
