// Comments that stand in JSON-LD alone, as text of the document.
//
// What it is: where a page shows no comment but states some (schema.org Comment), each becomes a part at the end of the
// text, with its way back to the bytes of the script: JSON escapes, character references and tags are undone, as a
// reader would see them. Ownership: appends to the caller's builder. Threads: one each. Units: bytes of the page.
// Fails: never; a comment without words gives no part.
#pragma once

#include <cstdint>
#include <optional>

#include "source/html_tree.h"
#include "source/text_builder.h"

namespace hearsay {

// Appends the text of a JSON string (without its quotes) as one comment; its part, or nullopt where nothing is said.
std::optional<std::uint32_t> append_stated_comment(const HtmlInput& page, Span json_string, TextBuilder& builder);

}  // namespace hearsay
