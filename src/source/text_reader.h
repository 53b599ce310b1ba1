// Plain text into a Document: paragraphs, headline, byline, dateline, credits, and reader comments after the article.
//
// What it is: front matter is told line by line from the top (headline, standfirst, byline, role, date line), credits
// from the end, comments by a heading or by a change of register (reader_register.h). A dateline at the head of the
// first paragraph is cut off as a part of its own. Every character of the file but white space lies in some part.
// Ownership: fills the caller's Document; `decoded` is not kept. Threads: pure. Fails: never.
#pragma once

#include "source/charset.h"
#include "source/source.h"

namespace hearsay {

// REQUIRES: document.bytes are the bytes that `decoded` was made from. Fills text, map, parts, comments, title,
// authors, published and credit.
void read_text(const DecodedSource& decoded, Document& document);

}  // namespace hearsay
