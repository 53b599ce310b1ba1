#include "language/pack.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace hearsay {

namespace {

constexpr char kMagic[8] = {'H', 'E', 'A', 'R', 'S', 'A', 'Y', 'P'};

// As they lie in the file; docs/pack-format.md.
struct FileHeader {
  char magic[8];
  std::uint32_t format;
  std::uint32_t sections;
  std::uint64_t file_size;
  std::uint64_t head_xxh3;  // of header (this field zero) and section table
  std::uint8_t payload_sha256[32];
};
struct FileEntry {
  char name[kPackNameBytes];
  std::uint64_t offset;
  std::uint64_t size;
  std::uint64_t xxh3;
};
static_assert(sizeof(FileHeader) == 64 && sizeof(FileEntry) == 64);

constexpr std::size_t aligned(std::size_t n) { return (n + kPackAlignment - 1) / kPackAlignment * kPackAlignment; }

// The header's and the table's sum, with the sum's own field as zero.
std::uint64_t head_sum(FileHeader header, std::string_view table) {
  header.head_xxh3 = 0;
  return XXH3_64bits_withSeed(table.data(), table.size(), XXH3_64bits(&header, sizeof header));
}

Error damaged(std::string message, std::uint64_t offset) {
  return {ErrorCode::kModel, std::move(message) + "; make it again with hearsay-pack", "", offset};
}

}  // namespace

void PackWriter::add(std::string_view name, std::string_view bytes) {
  sections_.push_back({std::string(name), std::string(bytes)});
}

std::string PackWriter::bytes() const {
  const std::size_t head = sizeof(FileHeader) + sections_.size() * sizeof(FileEntry);
  std::size_t size = aligned(head);
  std::vector<FileEntry> table;
  for (const Section& section : sections_) {
    FileEntry entry{};
    std::memcpy(entry.name, section.name.data(), std::min(section.name.size(), kPackNameBytes - 1));
    entry.offset = size;
    entry.size = section.bytes.size();
    entry.xxh3 = XXH3_64bits(section.bytes.data(), section.bytes.size());
    table.push_back(entry);
    size = aligned(size + section.bytes.size());
  }
  std::string file(size, '\0');
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    std::copy(sections_[i].bytes.begin(), sections_[i].bytes.end(),
              file.begin() + static_cast<std::ptrdiff_t>(table[i].offset));
  }
  const std::size_t payload = aligned(head);
  const Sha256 digest = sha256(std::string_view(file).substr(payload));
  FileHeader header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.format = kPackFormat;
  header.sections = static_cast<std::uint32_t>(sections_.size());
  header.file_size = size;
  std::copy(digest.begin(), digest.end(), header.payload_sha256);
  const std::string_view table_bytes(reinterpret_cast<const char*>(table.data()), table.size() * sizeof(FileEntry));
  header.head_xxh3 = head_sum(header, table_bytes);
  std::memcpy(file.data(), &header, sizeof header);
  std::copy(table_bytes.begin(), table_bytes.end(), file.begin() + sizeof header);
  return file;
}

Status PackWriter::write(const std::string& path) const {
  const std::string file = bytes();
  const std::string temporary = path + ".part";
  const auto failed = [&](const char* what) {
    Error error{ErrorCode::kStorage, std::string(what) + ": " + std::strerror(errno), path};
    std::remove(temporary.c_str());
    return error;
  };
  std::FILE* out = std::fopen(temporary.c_str(), "wb");
  if (out == nullptr) return failed("cannot create the pack");
  const bool written = std::fwrite(file.data(), 1, file.size(), out) == file.size();
  if ((std::fclose(out) != 0) || !written) return failed("cannot write the pack");
  if (std::rename(temporary.c_str(), path.c_str()) != 0) return failed("cannot put the pack in place");
  return Done{};
}

PackReader::PackReader(PackReader&& other) noexcept { *this = std::move(other); }

PackReader& PackReader::operator=(PackReader&& other) noexcept {
  if (this != &other) {
    unmap();
    path_ = std::move(other.path_);
    mapping_ = std::exchange(other.mapping_, nullptr);
    mapping_size_ = std::exchange(other.mapping_size_, 0);
    entries_ = std::move(other.entries_);
    payload_sha256_ = other.payload_sha256_;
  }
  return *this;
}

PackReader::~PackReader() { unmap(); }

void PackReader::unmap() {
  if (mapping_ != nullptr) munmap(mapping_, mapping_size_);
  mapping_ = nullptr;
}

Result<PackReader> PackReader::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{ErrorCode::kUnreadable, std::string("cannot open: ") + std::strerror(errno), path};
  struct stat about {};
  if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
    ::close(file);
    return Error{ErrorCode::kUnreadable, "not a regular file", path};
  }
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size < sizeof(FileHeader)) {
    ::close(file);
    return Error{ErrorCode::kModel, "too short for a model pack", path};
  }
  PackReader reader;
  reader.path_ = path;
  // MAP_POPULATE: the checksums read every page anyway, and one call is faster than a fault for each.
  void* mapping = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  ::close(file);
  if (mapping == MAP_FAILED) {
    return Error{ErrorCode::kUnreadable, std::string("cannot map: ") + std::strerror(errno), path};
  }
  reader.mapping_ = mapping;
  reader.mapping_size_ = size;
  const Status parsed = reader.parse({static_cast<const char*>(mapping), size});
  if (!parsed) {
    Error error = parsed.error();
    error.path = path;
    return error;
  }
  return reader;
}

Result<PackReader> PackReader::from_bytes(std::string_view bytes) {
  PackReader reader;
  const Status parsed = reader.parse(bytes);
  if (!parsed) return parsed.error();
  return reader;
}

Status PackReader::parse(std::string_view file) {
  FileHeader header;
  if (file.size() < sizeof header) return damaged("too short for a model pack", file.size());
  std::memcpy(&header, file.data(), sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) {
    return Error{ErrorCode::kModel, "not a hearsay model pack", "", 0};
  }
  if (header.format != kPackFormat) {
    return damaged(
        "pack format " + std::to_string(header.format) + ", this program reads format " + std::to_string(kPackFormat),
        offsetof(FileHeader, format));
  }
  if (header.file_size != file.size()) return damaged("the pack is truncated or has bytes too many", file.size());
  if (header.sections > kMaxPackSections) return damaged("too many sections", offsetof(FileHeader, sections));
  const std::size_t table_size = header.sections * sizeof(FileEntry);
  const std::size_t payload = aligned(sizeof header + table_size);
  if (payload > file.size()) return damaged("the section table leaves the file", sizeof header);
  const std::string_view table = file.substr(sizeof header, table_size);
  if (head_sum(header, table) != header.head_xxh3) return damaged("the pack's table is damaged", 0);

  std::size_t expected = payload;  // sections follow each other without gaps but for the alignment
  entries_.reserve(header.sections);
  for (std::uint32_t i = 0; i < header.sections; ++i) {
    const std::size_t at = i * sizeof(FileEntry);
    FileEntry entry;
    std::memcpy(&entry, table.data() + at, sizeof entry);
    const char* name = table.data() + at;
    const std::size_t name_size = strnlen(name, kPackNameBytes);
    if (name_size == 0 || name_size == kPackNameBytes || entry.offset != expected ||
        entry.size > file.size() - expected) {
      return damaged("the pack's table is damaged", sizeof header + at);
    }
    const std::string_view bytes = file.substr(entry.offset, entry.size);
    const std::string_view named(name, name_size);
    if (XXH3_64bits(bytes.data(), bytes.size()) != entry.xxh3) {
      return damaged("section '" + std::string(named) + "' is damaged", entry.offset);
    }
    const std::size_t end = aligned(entry.offset + entry.size);
    if (end > file.size()) return damaged("the pack is truncated", file.size());
    for (std::size_t pad = entry.offset + entry.size; pad < end; ++pad) {
      if (file[pad] != '\0') return damaged("bytes between sections", pad);
    }
    expected = end;
    entries_.push_back({named, bytes});
  }
  if (expected != file.size()) return damaged("bytes after the last section", expected);
  for (std::size_t pad = sizeof header + table_size; pad < payload; ++pad) {
    if (file[pad] != '\0') return damaged("bytes after the table", pad);
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  for (std::size_t i = 1; i < entries_.size(); ++i) {
    if (entries_[i].name == entries_[i - 1].name) return damaged("a section occurs twice", sizeof header);
  }
  std::copy(std::begin(header.payload_sha256), std::end(header.payload_sha256), payload_sha256_.begin());
  return Done{};
}

std::optional<std::string_view> PackReader::find(std::string_view name) const {
  const auto it = std::lower_bound(entries_.begin(), entries_.end(), name,
                                   [](const Entry& entry, std::string_view key) { return entry.name < key; });
  if (it == entries_.end() || it->name != name) return std::nullopt;
  return it->bytes;
}

Result<std::string_view> PackReader::bytes(std::string_view name) const {
  if (const auto found = find(name)) return *found;
  return Error{ErrorCode::kModel, "the pack lacks section '" + std::string(name) + "'; make it again with hearsay-pack",
               path_};
}

Error PackReader::wrong_size(std::string_view name) const {
  return {ErrorCode::kModel, "section '" + std::string(name) + "' has the wrong size", path_};
}

}  // namespace hearsay
