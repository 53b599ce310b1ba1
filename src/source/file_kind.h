// What a file is, told from its bytes and then from its name.
// Ownership: views only. Threads: pure. Fails: an Error for what is empty, binary, or of a kind not read here, with the
// offset of the first byte that says so. Facts: WHATWG MIME Sniffing (text/html signatures); magic numbers of the
// formats.
#pragma once

#include <string_view>

#include "base/result.h"
#include "source/source.h"

namespace hearsay {

enum class FileKind : std::uint8_t { kText, kHtml };

// `as`: "" "text" or "html"; `stated_charset`: RawSource's. The Error has no path; the caller knows it.
[[nodiscard]] Result<FileKind> kind_of(std::string_view bytes, std::string_view path, std::string_view as,
                                       std::string_view stated_charset = {});

// Whether `text` begins with one of the signatures of HTML.
[[nodiscard]] bool begins_as_html(std::string_view text);

// Names in a folder that are no documents: pictures, style sheets, scripts, fonts, sound, film, databases, gold data,
// indices of archives; packed (.gz, .zst) or not.
[[nodiscard]] bool is_side_file(std::string_view file_name);

}  // namespace hearsay
