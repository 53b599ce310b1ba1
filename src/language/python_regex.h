// Python's regular expressions on PCRE2: rewriting of the pattern and compilation with JIT.
//
// What it is: the tokenizer's expressions come from the model in Python's syntax. to_pcre2() rewrites what differs
// (\uXXXX, \UXXXXXXXX, a leading (?u), an unescaped [ in a class); Regex wraps a compiled pattern.
// Ownership: a Regex owns its code; a Matcher owns one thread's match data. Threads: a compiled Regex is shared, a
// Matcher belongs to one thread. Units: byte offsets. Subjects must be valid UTF-8. Fails: compile() with kModel,
// naming the place. Matching does not fail: a resource limit counts as no match. Facts: Python 3.11 re; PCRE2 10.42
// (Unicode 14, as Python 3.11).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/span.h"

namespace hearsay {

[[nodiscard]] std::string to_pcre2(std::string_view python);

class Regex {
 public:
  class Matcher;
  [[nodiscard]] static Result<Regex> compile(std::string_view pcre2_pattern, bool anchored);
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

 private:
  struct Code;
  Regex();
  std::unique_ptr<Code> code_;
};

class Regex::Matcher {
 public:
  Matcher();
  ~Matcher();
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  // The first match at or after `from`, or at it where the pattern is anchored; lookbehind sees what is before.
  [[nodiscard]] std::optional<Span> search(const Regex& regex, std::string_view subject, std::size_t from = 0);

 private:
  struct Data;
  std::unique_ptr<Data> data_;
};

}  // namespace hearsay
