// What a file holds: one page, or records with a page each.
// Ownership: views only. Threads: pure. Fails: never; what is nothing known is a page, and read_document says why not.
// Facts: magic numbers of the formats; RFC 5322 and MHTML's header lines.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace hearsay {

enum class Container : std::uint8_t { kPage, kWarc, kZip, kMime, kJsonLines };
enum class Packing : std::uint8_t { kNone, kGzip, kZstd };

struct FileForm {
  Packing packing = Packing::kNone;
  Container container = Container::kPage;
};

// How much of a file is looked at.
inline constexpr std::size_t kHeadBytes = 16u << 10;

// `head`: the file's first kHeadBytes; `as`: ReadOptions::as.
[[nodiscard]] FileForm form_of(std::string_view head, std::string_view path, std::string_view as);

// The file's name without .gz and .zst: what its name says of what is packed.
[[nodiscard]] std::string_view unpacked_name(std::string_view path);

}  // namespace hearsay
