#include "source/zip.h"

#include <algorithm>

#include "source/ascii.h"

namespace hearsay {

namespace {

constexpr std::size_t kEndRecord = 22, kEndRecord64 = 56, kLocator64 = 20, kEntry = 46, kLocalHeader = 30;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

bool climbs_out(std::string_view name) {
  if (name.empty() || name[0] == '/' || name[0] == '\\' || name.find('\0') != std::string_view::npos) return true;
  if (name.size() > 1 && name[1] == ':') return true;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of("/\\"), name.size());
    if (name.substr(0, end) == "..") return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

struct Directory {
  std::uint64_t begin = 0, size = 0, entries = 0;
};

class DirectoryReader {
 public:
  DirectoryReader(ByteInput& input, const std::string& path)
      : input_(input), path_(path), end_(input.end().value_or(0)) {}

  Result<ZipDirectory> read() {
    const auto directory = find();
    if (!directory) return directory.error();
    if (directory->entries > kMaxZipMembers || directory->size > kMaxZipDirectory) {
      return Error{ErrorCode::kTooLarge, "a ZIP archive of more than " + std::to_string(kMaxZipMembers) + " members",
                   path_, directory->begin};
    }
    if (directory->begin > end_ || directory->size > end_ - directory->begin) {
      return malformed("the ZIP directory leaves the file", directory->begin);
    }
    ByteReader reader(input_);
    if (!reader.seek(directory->begin)) return malformed("the ZIP directory cannot be read", directory->begin);
    for (std::uint64_t i = 0; i < directory->entries; ++i) {
      if (!read_entry(reader)) return malformed("a broken entry in the ZIP directory", reader.offset());
    }
    if (const auto fault = overlap(directory->begin)) return *fault;
    std::sort(out_.members.begin(), out_.members.end(),
              [](const ZipMember& a, const ZipMember& b) { return a.name < b.name; });
    return std::move(out_);
  }

 private:
  [[nodiscard]] Error malformed(std::string why, std::uint64_t offset) const {
    return Error{ErrorCode::kMalformed, std::move(why), path_, offset};
  }

  // `size` bytes at `offset`, or "" where there are not so many.
  std::string at(std::uint64_t offset, std::size_t size) {
    std::string out;
    ByteReader reader(input_);
    if (offset > end_ || size > end_ - offset || !reader.seek(offset)) return out;
    reader.read(out, size);
    return out.size() == size ? out : "";
  }

  Result<Directory> find() {
    const std::size_t tail_size = static_cast<std::size_t>(std::min<std::uint64_t>(end_, kEndRecord + 65'535));
    const std::uint64_t tail_begin = end_ - tail_size;
    const std::string tail = at(tail_begin, tail_size);
    std::size_t found = tail.rfind("PK\x05\x06");
    while (found != std::string::npos && found + kEndRecord > tail.size()) {
      found = found == 0 ? std::string::npos : tail.rfind("PK\x05\x06", found - 1);
    }
    if (found == std::string::npos)
      return malformed("no directory at the end of this ZIP archive; is it cut off?", end_);
    Directory directory;
    directory.entries = number(tail, found + 10, 2);
    directory.size = number(tail, found + 12, 4);
    directory.begin = number(tail, found + 16, 4);
    const std::uint64_t place = tail_begin + found;
    if (place >= kLocator64) {
      const std::string locator = at(place - kLocator64, kLocator64);
      if (locator.starts_with("PK\x06\x07")) {
        const std::uint64_t where = number(locator, 8, 8);
        const std::string record = at(where, kEndRecord64);
        if (!record.starts_with("PK\x06\x06")) return malformed("a broken ZIP64 directory record", place - kLocator64);
        directory.entries = number(record, 32, 8);
        directory.size = number(record, 40, 8);
        directory.begin = number(record, 48, 8);
      }
    }
    return directory;
  }

  bool read_entry(ByteReader& reader) {
    const std::uint64_t place = reader.offset();
    std::string_view head = reader.peek(kEntry);
    if (head.size() < kEntry || !head.starts_with("PK\x01\x02")) return false;
    ZipMember member;
    const std::uint64_t flags = number(head, 8, 2), method = number(head, 10, 2);
    member.crc = static_cast<std::uint32_t>(number(head, 16, 4));
    member.packed = number(head, 20, 4);
    member.size = number(head, 24, 4);
    const std::size_t name = static_cast<std::size_t>(number(head, 28, 2)),
                      extra = static_cast<std::size_t>(number(head, 30, 2)),
                      comment = static_cast<std::size_t>(number(head, 32, 2));
    member.header = number(head, 42, 4);
    reader.skip(kEntry);
    head = reader.peek(name + extra + comment);
    if (head.size() < name + extra + comment) return false;
    member.name = std::string(head.substr(0, name));
    read_zip64(head.substr(name, extra), member);
    reader.skip(name + extra + comment);
    const auto refuse = [&](ErrorCode code, std::string_view why) {
      out_.refused.push_back(Error{code, std::string(why) + ": " + member.name.substr(0, 100), path_, place});
    };
    if (climbs_out(member.name)) {
      refuse(ErrorCode::kMalformed, "a name that leads out of the archive");
    } else if ((flags & 1) != 0) {
      refuse(ErrorCode::kUnsupported, "an encrypted member");
    } else if (method != 0 && method != 8) {
      refuse(ErrorCode::kUnsupported, "a member packed by method " + std::to_string(method));
    } else {
      member.deflated = method == 8;
      if (!member.deflated && member.size != member.packed) return false;
      out_.members.push_back(std::move(member));
    }
    return true;
  }

  // Sizes and offset of 64 bits, each there only where the 32 bits are all ones.
  static void read_zip64(std::string_view extra, ZipMember& member) {
    while (extra.size() >= 4) {
      const std::uint64_t id = number(extra, 0, 2);
      const std::size_t size = static_cast<std::size_t>(number(extra, 2, 2));
      if (size > extra.size() - 4) return;
      if (id == 1) {
        std::string_view field = extra.substr(4, size);
        for (std::uint64_t* value : {&member.size, &member.packed, &member.header}) {
          if (*value != 0xFFFFFFFF || field.size() < 8) continue;
          *value = number(field, 0, 8);
          field.remove_prefix(8);
        }
      }
      extra.remove_prefix(4 + size);
    }
  }

  // Members that share bytes make a small file unpack to a huge one.
  std::optional<Error> overlap(std::uint64_t directory_begin) {
    std::vector<const ZipMember*> by_place;
    for (const ZipMember& member : out_.members) by_place.push_back(&member);
    std::sort(by_place.begin(), by_place.end(), [](const auto* a, const auto* b) { return a->header < b->header; });
    for (std::size_t i = 0; i < by_place.size(); ++i) {
      const std::uint64_t next = i + 1 < by_place.size() ? by_place[i + 1]->header : directory_begin;
      const ZipMember& member = *by_place[i];
      if (member.header > next || next - member.header < kLocalHeader ||
          member.packed > next - member.header - kLocalHeader) {
        return malformed("ZIP members that lie over each other", member.header);
      }
    }
    return std::nullopt;
  }

  ByteInput& input_;
  const std::string& path_;
  std::uint64_t end_;
  ZipDirectory out_;
};

}  // namespace

Result<ZipDirectory> read_zip_directory(ByteInput& input, const std::string& path) {
  if (!input.end()) {
    return Error{ErrorCode::kUnsupported,
                 "a ZIP archive (WACZ) cannot be read from a pipe: its directory is at its end",
                 path,
                 {}};
  }
  return DirectoryReader(input, path).read();
}

Result<std::uint64_t> zip_data_offset(ByteInput& input, const ZipMember& member, const std::string& path) {
  ByteReader reader(input);
  const auto broken = [&] {
    return Error{ErrorCode::kMalformed, "a broken ZIP member: " + member.name, path, member.header};
  };
  if (!reader.seek(member.header)) return broken();
  const std::string_view head = reader.peek(kLocalHeader);
  if (head.size() < kLocalHeader || !head.starts_with("PK\x03\x04")) return broken();
  const std::uint64_t data = member.header + kLocalHeader + number(head, 26, 2) + number(head, 28, 2);
  if (data > *input.end() || member.packed > *input.end() - data) return broken();
  return data;
}

}  // namespace hearsay
