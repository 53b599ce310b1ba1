// The pack: one memory-mapped file that holds a model, as named sections of plain little-endian data.
//
// What it is: PackWriter lays sections out (64-byte aligned, so that the kernels may load from the mapping), PackReader
// maps them. The byte grammar stands in docs/pack-format.md; a change of it, or of what any section means, is a new
// kPackFormat. Sections are found by name; each has an XXH3 checksum, and the header holds the SHA-256 of them all.
// Ownership: the reader owns the mapping; every view and span it gives lives as long as the reader. Movable.
// Threads: the writer belongs to one thread; a reader is read-only, call from any.
// Units: bytes; `array` counts elements.
// Fails: open() with kUnreadable (no such file) or kModel (not a pack, another format, truncated, a checksum that does
// not match, sections that overlap or leave the file). All sections are verified at open (about 10 GB/s), so a damaged
// pack is never used; a lookup of a section that is missing or of the wrong size is kModel too.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/hash.h"
#include "base/result.h"

namespace hearsay {

static_assert(std::endian::native == std::endian::little, "packs are read in place: little-endian machines only");

// Raise on any change of layout or meaning. A reader accepts exactly its own.
inline constexpr std::uint32_t kPackFormat = 1;
inline constexpr std::size_t kPackAlignment = 64;
inline constexpr std::size_t kPackNameBytes = 40;  // a section's name, zero-padded
inline constexpr std::uint32_t kMaxPackSections = 4096;

class PackWriter {
 public:
  // REQUIRES: name is new, not empty and shorter than kPackNameBytes. The bytes are copied.
  void add(std::string_view name, std::string_view bytes);

  template <class T>
  void add_array(std::string_view name, std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    add(name, std::string_view(reinterpret_cast<const char*>(values.data()), values.size_bytes()));
  }
  template <class T>
  void add_array(std::string_view name, const std::vector<T>& values) {
    add_array(name, std::span<const T>(values));
  }

  // The whole file. Equal sections in equal order give equal bytes.
  [[nodiscard]] std::string bytes() const;
  // Writes it beside `path` and renames, so that a reader never sees half a pack.
  [[nodiscard]] Status write(const std::string& path) const;

 private:
  struct Section {
    std::string name;
    std::string bytes;
  };
  std::vector<Section> sections_;
};

class PackReader {
 public:
  [[nodiscard]] static Result<PackReader> open(const std::string& path);
  // The same checks on bytes in memory, which must be 64-byte aligned and outlive the reader (tests, fuzzers).
  [[nodiscard]] static Result<PackReader> from_bytes(std::string_view bytes);

  PackReader(PackReader&& other) noexcept;
  PackReader& operator=(PackReader&& other) noexcept;
  PackReader(const PackReader&) = delete;
  PackReader& operator=(const PackReader&) = delete;
  ~PackReader();

  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  [[nodiscard]] Result<std::string_view> bytes(std::string_view name) const;

  // A section as an array of T. Fails where its size is no multiple of sizeof(T).
  template <class T>
  [[nodiscard]] Result<std::span<const T>> array(std::string_view name) const {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= kPackAlignment);
    const Result<std::string_view> section = bytes(name);
    if (!section) return section.error();
    if (section->size() % sizeof(T) != 0) return wrong_size(name);
    return std::span<const T>(reinterpret_cast<const T*>(section->data()), section->size() / sizeof(T));
  }
  // The same, and of exactly `count` elements.
  template <class T>
  [[nodiscard]] Result<std::span<const T>> array(std::string_view name, std::size_t count) const {
    Result<std::span<const T>> all = array<T>(name);
    if (all && all->size() != count) return wrong_size(name);
    return all;
  }

  // SHA-256 of the payload as the packer recorded it (not recomputed here: the XXH3 sums guard the bytes).
  [[nodiscard]] const Sha256& payload_sha256() const { return payload_sha256_; }
  [[nodiscard]] std::size_t section_count() const { return entries_.size(); }
  [[nodiscard]] std::string_view section_name(std::size_t i) const { return entries_[i].name; }

 private:
  struct Entry {
    std::string_view name;
    std::string_view bytes;
  };
  PackReader() = default;
  [[nodiscard]] Status parse(std::string_view file);
  [[nodiscard]] Error wrong_size(std::string_view name) const;
  void unmap();

  std::string path_;
  void* mapping_ = nullptr;
  std::size_t mapping_size_ = 0;
  std::vector<Entry> entries_;  // sorted by name
  Sha256 payload_sha256_{};
};

}  // namespace hearsay
