// Text of strangers inside HTML and XML.
// What it is: the five signs that mean something in markup become references; what may not stand in XML 1.0 or would
// turn the direction of the text becomes a visible stand-in. Good for element content and for quoted attributes.
// Ownership: appends to a string. Threads: pure. Fails: never; ill-formed UTF-8 becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace hearsay::cli {

void append_escaped(std::string& out, std::string_view text);
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace hearsay::cli
