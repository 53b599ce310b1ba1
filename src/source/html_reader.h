// HTML into a Document: parts, body, metadata, comments.
//
// What it is: parses the page (html_tree.h), cuts its text into blocks at block elements (html_blocks.h), decides which
// are the article (html_body.h) and which reader comments (html_comments.h), and reads metadata (html_metadata.h).
// Ownership: fills the caller's Document; nothing else is kept. Threads: pure. Fails: never.
#pragma once

#include <string>

#include "source/charset.h"
#include "source/source.h"

namespace hearsay {

struct BodyTrace;  // html_body.h

// REQUIRES: document.bytes are the bytes that `decoded` was made from, by `choice`. Returns the page's own `lang`.
// `trace` takes what the search for the body saw.
std::string read_html(const DecodedSource& decoded, const CharsetChoice& choice, Document& document,
                      BodyTrace* trace = nullptr);

}  // namespace hearsay
