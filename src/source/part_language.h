// Which parts of a document are in another language than the document.
//
// What it is: comments and quotations of a page are not always in its own language, and English rules must not read
// them. A part is told to be in another one only where that is plain: enough letters, almost none of the words that
// every English text has, and CLD2 is sure; or a script that English is not written in. Of a document that is not
// English only the English parts are told apart. Ownership: values. Threads: pure. Units: parts of the document. Fails:
// never;
// "" is as the document. Time linear in the text; a part that reads as the document does costs a look at its words.
// Source: CLD2 (Debian libcld2).
#pragma once

#include <string>
#include <vector>

#include "source/source.h"

namespace hearsay {

// For each part of region main or comments the code of its language where it differs from document.language, else "".
// REQUIRES: document.language is set.
[[nodiscard]] std::vector<std::string> part_languages(const Document& document);

// Whether what is in this language is read: English, or nothing that could be told.
[[nodiscard]] bool is_read_language(std::string_view code);

}  // namespace hearsay
