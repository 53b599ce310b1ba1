// The slow obvious twin of html_tokenizer.h, for tests: section 13.2.5 of the HTML standard state by state, one decoded
// character at a time, with the place each character came from.
//
// Ownership: returns values. Threads: pure. Units: bytes of the input. Used by tests and the fuzzer only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/span.h"
#include "source/html_tokenizer.h"

namespace hearsay {

struct PlacedCharacter {
  char32_t code_point = 0;
  Span source;
  friend bool operator==(const PlacedCharacter&, const PlacedCharacter&) = default;
};

// A token with everything decoded. Adjoining text is one token; in text NUL is left out where the mode is kData.
struct DecodedToken {
  TokenKind kind = TokenKind::kEnd;
  std::vector<PlacedCharacter> text;
  std::string name;  // tags: lower case · doctype: name
  std::string data;  // comments
  std::vector<std::pair<std::string, std::string>> attributes;
  bool self_closing = false;
  bool force_quirks = false;
  std::string public_id, system_id;  // "-" where absent
  Span source;                       // not of text
  friend bool operator==(const DecodedToken&, const DecodedToken&) = default;
};

// By the standard's states. Stays in `mode` until the end tag named `end_tag_name` leaves it.
[[nodiscard]] std::vector<DecodedToken> twin_tokens(std::string_view utf8, TextMode mode, std::string_view end_tag_name,
                                                    bool cdata_allowed);

// By HtmlTokenizer, decoded.
[[nodiscard]] std::vector<DecodedToken> decoded_tokens(std::string_view utf8, TextMode mode,
                                                       std::string_view end_tag_name, bool cdata_allowed);

[[nodiscard]] std::string describe(const std::vector<DecodedToken>& tokens);

}  // namespace hearsay
