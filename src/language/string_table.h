// StringTable: the strings of the rule tables, laid end to end in one section of the pack and named by (offset,
// length). Ownership: views into the pack. Threads: read-only; a StringPool belongs to one thread. Units: bytes. Fails:
// view() gives nullopt for a reference outside the section.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace hearsay {

struct StringRef {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

class StringTable {
 public:
  StringTable() = default;
  explicit StringTable(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::optional<std::string_view> view(StringRef ref) const {
    if (ref.offset > bytes_.size() || ref.length > bytes_.size() - ref.offset) return std::nullopt;
    return bytes_.substr(ref.offset, ref.length);
  }

 private:
  std::string_view bytes_;
};

// Collects strings for a section, each once.
class StringPool {
 public:
  [[nodiscard]] StringRef add(std::string_view text) {
    const auto [it, is_new] = refs_.try_emplace(std::string(text));
    if (is_new) {
      it->second = {static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size())};
      bytes_ += text;
    }
    return it->second;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::map<std::string, StringRef, std::less<>> refs_;
  std::string bytes_;
};

}  // namespace hearsay
