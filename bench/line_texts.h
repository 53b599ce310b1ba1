// What the speed benches share: texts cut into lines as score/language.py takes them, and a clock that a busy machine
// disturbs less than the wall's.
// Ownership: values. Threads: cpu_seconds counts the calling thread. Units: bytes of `text`; seconds. Fails: a file
// that cannot be read is an empty text.
#pragma once

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/span.h"

namespace hearsay::bench {

inline double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// `ranges` are the lines that are not blank.
struct Text {
  std::string text;
  std::vector<Span> ranges;
};

inline Text read_lines(const char* path) {
  std::ifstream in(path, std::ios::binary);
  Text out;
  out.text.assign(std::istreambuf_iterator<char>(in), {});
  for (std::size_t begin = 0; begin < out.text.size();) {
    const std::size_t end = std::min(out.text.find('\n', begin), out.text.size());
    if (out.text.find_first_not_of(" \t\r", begin) < end) {
      out.ranges.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    begin = end + 1;
  }
  return out;
}

}  // namespace hearsay::bench
