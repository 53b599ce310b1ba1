// "Name: value" lines, as WARC, HTTP and MIME have them.
// Ownership: HeaderFields owns its strings. Threads: pure. Fails: lines that are no fields are counted, not kept.
// Facts: RFC 9110 section 5, RFC 5322 section 2.2 (folded lines), RFC 2045 section 5.1 (parameters), RFC 2231
// (continued and encoded parameters), WARC 1.1 section 4.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearsay {

class HeaderFields {
 public:
  // `block`: lines up to, without, the empty line that ends them. A line that begins with white space goes on the one
  // before. At most kMaxFields fields are kept.
  [[nodiscard]] static HeaderFields parse(std::string_view block);

  // The value of the first field of that name in any case, trimmed; "" where there is none.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  [[nodiscard]] bool empty() const { return fields_.empty(); }
  [[nodiscard]] std::size_t odd_lines() const { return odd_lines_; }

  static constexpr std::size_t kMaxFields = 1'000;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
  std::size_t odd_lines_ = 0;
};

// Where the empty line that ends a header stands: {bytes of the header with its last line end, bytes with the empty
// line}; nullopt where there is none in `bytes`. Lines end in CR LF or LF.
struct HeaderEnd {
  std::size_t header = 0;
  std::size_t all = 0;
};
[[nodiscard]] std::optional<HeaderEnd> end_of_header(std::string_view bytes);

// "text/html" of "Text/HTML; charset=utf-8".
[[nodiscard]] std::string media_type_of(std::string_view value);

// The parameter of that name (lower case), unquoted; "" where there is none.
[[nodiscard]] std::string parameter_of(std::string_view value, std::string_view name);

}  // namespace hearsay
