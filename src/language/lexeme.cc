#include "language/lexeme.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/utf8.h"
#include "language/string_id.h"
#include "language/unicode_tables.h"
#include "language/vocabulary.h"

namespace hearsay {

namespace {

constexpr std::size_t kBlockBytes = 64u << 10;
constexpr std::uint32_t kLongWord = 100;  // code points from which on a shape is "LONG"
constexpr std::uint32_t kSuffixLength = 3;
constexpr std::uint32_t kShapeRun = 4;

std::uint64_t id_of_prefix(std::string_view prefix) {
  static const std::array<std::uint64_t, 128> ascii = [] {
    std::array<std::uint64_t, 128> ids{};
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const char c = static_cast<char>(i);
      ids[i] = string_id({&c, 1});
    }
    return ids;
  }();
  if (prefix.size() == 1 && static_cast<unsigned char>(prefix[0]) < 0x80) {
    return ascii[static_cast<unsigned char>(prefix[0])];
  }
  return string_id(prefix);
}

// The lexeme's attributes that come from its characters, in one walk.
struct Characters {
  std::uint32_t length = 0;
  std::size_t prefix_end = 0;
  std::size_t suffix_begin = 0;
  bool all_space = true;
  bool has_upper_or_wide = false;  // lower case may differ from the text
  std::string shape;
};

Characters walk(std::string_view text) {
  Characters out;
  out.shape.reserve(text.size());
  std::array<std::size_t, kSuffixLength> last{};  // where the last three code points begin, as a ring
  char32_t previous = 0xFFFFFFFF;
  std::uint32_t run = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const Decoded d = byte < 0x80 ? Decoded{byte, 1, true} : decode_utf8(text, i);
    const std::uint8_t p = properties_of(d.code_point);
    out.all_space &= (p & kIsSpace) != 0;
    out.has_upper_or_wide |= byte >= 0x80 || (p & kIsUpper) != 0;
    last[out.length % kSuffixLength] = i;
    if (out.length == 0) out.prefix_end = d.length;
    ++out.length;
    if (out.length < kLongWord) {
      char32_t symbol = d.code_point;
      if (p & kIsAlpha) {
        symbol = p & kIsUpper ? U'X' : U'x';
      } else if (p & kIsDigit) {
        symbol = U'd';
      }
      run = symbol == previous ? run + 1 : 0;
      previous = symbol;
      if (run < kShapeRun) append_utf8(out.shape, symbol);
    }
    i += d.length;
  }
  out.suffix_begin = out.length <= kSuffixLength ? 0 : last[out.length % kSuffixLength];
  if (out.length >= kLongWord) out.shape = "LONG";
  out.all_space &= out.length > 0;
  return out;
}

}  // namespace

class Lexicon::Arena {
 public:
  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > left_) {
      left_ = std::max(kBlockBytes, text.size());
      blocks_.push_back(std::make_unique<char[]>(left_));
      next_ = blocks_.back().get();
    }
    std::memcpy(next_, text.data(), text.size());
    const std::string_view out(next_, text.size());
    next_ += text.size();
    left_ -= text.size();
    return out;
  }

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

Lexicon::Lexicon(const Vocabulary& vocabulary)
    : vocabulary_(&vocabulary), arena_(std::make_shared<Arena>()), slots_(1u << 12) {}
Lexicon::~Lexicon() = default;
Lexicon::Lexicon(Lexicon&&) noexcept = default;
Lexicon& Lexicon::operator=(Lexicon&&) noexcept = default;

std::uint32_t Lexicon::intern(std::string_view text) { return find_or_add(text, string_id(text), 0, false); }

std::uint32_t Lexicon::intern(std::string_view text, std::uint64_t norm) {
  return find_or_add(text, string_id(text), norm, true);
}

std::uint32_t Lexicon::find_or_add(std::string_view text, std::uint64_t orth, std::uint64_t norm, bool own_norm) {
  if (!own_norm) {
    // A word's own norm: found by a look at the table; its lower case only when it is new.
    const std::uint64_t* known = vocabulary_->norm(orth);
    norm = known != nullptr ? *known : 0;
  }
  // The key's norm is 0 for "the lower case", which no norm's id is.
  const std::uint64_t key = orth ^ (norm * 0x9E3779B97F4A7C15ull);
  std::size_t slot = key & (slots_.size() - 1);
  for (; slots_[slot].type_plus_one != 0; slot = (slot + 1) & (slots_.size() - 1)) {
    if (slots_[slot].key == key && types_[slots_[slot].type_plus_one - 1].text == text) {
      return slots_[slot].type_plus_one - 1;
    }
  }

  const Characters characters = walk(text);
  WordType type;
  type.text = arena_->copy(text);
  type.lower = type.text;
  if (characters.has_upper_or_wide) {
    const std::string lower = to_lower(text);
    if (lower != text) type.lower = arena_->copy(lower);
  }
  type.orth = orth;
  type.norm = norm != 0 ? norm : string_id(type.lower);
  type.prefix = id_of_prefix(text.substr(0, characters.prefix_end));
  type.suffix = string_id(text.substr(characters.suffix_begin));
  type.shape = string_id(characters.shape);
  type.length = characters.length;
  type.is_space = characters.all_space;
  if (const std::uint32_t* row = vocabulary_->row(orth)) type.vector_row = *row;

  const auto index = static_cast<std::uint32_t>(types_.size());
  types_.push_back(type);
  slots_[slot] = {key, index + 1};
  if (types_.size() * 2 > slots_.size()) grow();
  return index;
}

void Lexicon::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& entry : old) {
    if (entry.type_plus_one == 0) continue;
    std::size_t slot = entry.key & (slots_.size() - 1);
    while (slots_[slot].type_plus_one != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = entry;
  }
}

void Lexicon::clear_if_full(std::uint32_t limit) {
  if (types_.size() <= limit) return;
  types_.clear();
  slots_.assign(1u << 12, {});
  arena_ = std::make_shared<Arena>();  // the old one lives as long as an Analysis holds it
  ++generation_;
}

std::string_view Lexicon::keep(std::string_view text) { return arena_->copy(text); }

std::shared_ptr<const void> Lexicon::storage() const { return arena_; }

}  // namespace hearsay
