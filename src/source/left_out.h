// Why parts of a page are not taken for its article, in words for a person.
//
// What it is: reads the page's markup once more and says for each part in region boilerplate what speaks against it:
// that it is hidden, the element that names itself menu, newsletter, advertisement and so on, that it is mostly links,
// or that it lies before, between or behind the text. The weights of the body scorer decide; this names what a reader
// can check on the page. Ownership: values. Threads: pure. Fails: never; "" for parts that are not left out, and in
// plain text where the layout alone decides. Time: that of reading the page once more; only `hearsay source` asks.
#pragma once

#include <string_view>
#include <vector>

#include "source/source.h"

namespace hearsay {

// One for each of document.parts; views of constants.
[[nodiscard]] std::vector<std::string_view> left_out_reasons(const Document& document);

}  // namespace hearsay
