// ZIP archives: what lies in them and where, read from the directory at the end of the file.
//
// What it is: members with their ranges in the file; a member's bytes come as a ByteInput, stored or deflated. Nothing
// is ever written to disk. Ownership: a ZipMember is a plain value; member_input() opens the file anew. Threads: pure.
// Units: bytes of the file. Fails: no directory, ranges that leave the file or each other's, more than kMaxZipMembers
// or kMaxZipDirectory: an Error for the whole. Names that climb out of the archive ("../x", "/x", "c:x"), encryption
// and other methods than store and deflate: an Error for that member, in `refused`. Facts: PKWARE APPNOTE 6.3,
// sections 4.3 (records) and 4.5.3 (ZIP64).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "source/byte_reader.h"

namespace hearsay {

inline constexpr std::uint64_t kMaxZipMembers = 1'000'000;
inline constexpr std::uint64_t kMaxZipDirectory = 256ull << 20;

struct ZipMember {
  std::string name;
  std::uint64_t header = 0;  // offset of its local header
  std::uint64_t packed = 0;  // bytes in the file
  std::uint64_t size = 0;    // bytes unpacked
  std::uint32_t crc = 0;
  bool deflated = false;  // else stored
};

struct ZipDirectory {
  std::vector<ZipMember> members;  // in the bytewise order of their names
  std::vector<Error> refused;
};

// `input`: the whole file; must be able to seek. `path` goes into errors.
[[nodiscard]] Result<ZipDirectory> read_zip_directory(ByteInput& input, const std::string& path);

// Where the member's bytes begin, from its local header.
[[nodiscard]] Result<std::uint64_t> zip_data_offset(ByteInput& input, const ZipMember& member, const std::string& path);

}  // namespace hearsay
