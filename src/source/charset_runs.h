// Decoded text as it grows, with the runs under it. Private to the charset files.
// Ownership: views the bytes and fills a DecodedSource, both the caller's. Threads: one. Fails: never.
#pragma once

#include <string_view>

#include "base/utf8.h"
#include "source/charset.h"

namespace hearsay {

class CharsetRuns {
 public:
  CharsetRuns(std::string_view bytes, DecodedSource& out) : bytes_(bytes), out_(out) {}

  // bytes[begin, +length) stand in the text as they are.
  void same(std::size_t begin, std::size_t length) {
    if (length == 0) return;
    const auto text_begin = static_cast<std::uint32_t>(out_.storage.size());
    const auto source_begin = static_cast<std::uint32_t>(begin);
    out_.storage.append(bytes_, begin, length);
    if (!out_.runs.empty()) {
      Run& last = out_.runs.back();
      if (last.text_begin + last.length == text_begin && last.source_begin + last.length == source_begin) {
        last.length += static_cast<std::uint32_t>(length);
        return;
      }
    }
    out_.runs.push_back({text_begin, source_begin, static_cast<std::uint32_t>(length)});
  }
  void other(char32_t code_point) { append_utf8(out_.storage, code_point); }
  void bad(std::size_t offset) {
    if (out_.ill_formed++ == 0) out_.first_ill_formed = static_cast<std::uint32_t>(offset);
    append_utf8(out_.storage, kReplacement);
  }

 private:
  std::string_view bytes_;
  DecodedSource& out_;
};

// The charsets of several bytes a character, by ICU. REQUIRES: the charset is one of those.
void decode_multi_byte(std::string_view bytes, std::size_t from, Charset charset, DecodedSource& out);

}  // namespace hearsay
