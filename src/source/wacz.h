// WACZ: web archives as one ZIP file, and any other ZIP with WARC files in it.
//
// What it is: reads the WARC files of the archive one after the other, in the order of their names; records of stored
// members are addressed in the ZIP file itself. datapackage.json's hashes, the members' checksums, and pages.jsonl
// (pages that are listed and not recorded) are checked along the way. Ownership: owns its files. Threads: one. Units:
// offsets are the ZIP file's. Memory: the directory, one record, and kMaxListedPages addresses. Fails: what zip.h says;
// an archive without WARC files; a member that is not what its hash says, as an Error of its own. Facts: WACZ 1.1.1
// (Webrecorder), sections 5 (layout), 5.2.3 (pages.jsonl) and 5.3 (datapackage.json).
#pragma once

#include <memory>
#include <string>

#include "source/byte_reader.h"
#include "source/record_stream.h"

namespace hearsay {

inline constexpr std::size_t kMaxListedPages = 100'000;
inline constexpr std::size_t kMaxDataPackage = 4u << 20;  // datapackage.json, and a line of pages.jsonl

// `input`: the whole ZIP file. Fails where it is no ZIP, or has no WARC in it.
[[nodiscard]] Result<std::unique_ptr<RecordStream>> open_wacz(const std::string& path,
                                                              std::unique_ptr<ByteInput> input);

}  // namespace hearsay
