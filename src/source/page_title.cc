#include "source/page_title.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "source/ascii.h"

namespace hearsay {

namespace {

constexpr std::size_t kShortestStem = 12;  // folded bytes; "Live" goes on in too many ways to say anything

// Length of the character at `i` where fold() leaves it out, else 0.
std::size_t left_out(std::string_view text, std::size_t i) {
  const char c = text[i];
  if (static_cast<unsigned char>(c) < 0x80) return ascii::is_alnum(c) ? 0 : 1;
  // Quotes, dashes, blanks: U+0080 to U+00BF, U+2000 to U+207F and U+3000 to U+301F.
  if (c == '\xC2' && i + 1 < text.size()) return 2;
  if (i + 2 >= text.size()) return 0;
  if (c == '\xE2' && (text[i + 1] == '\x80' || text[i + 1] == '\x81')) return 3;
  if (c == '\xE3' && text[i + 1] == '\x80' && static_cast<unsigned char>(text[i + 2]) < 0xA0) return 3;
  return 0;
}

// Small letter of a capital of two bytes: Latin-1, Latin Extended-A, Greek and Cyrillic, by the blocks' own order.
char32_t small(char32_t c) {
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
    return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  const bool even = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177);
  const bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  return (even && c % 2 == 0) || (odd && c % 2 == 1) ? c + 1 : c;
}

constexpr auto kSigns = std::to_array<std::pair<std::string_view, char>>({{"‘", '\''},
                                                                          {"’", '\''},
                                                                          {"´", '\''},
                                                                          {"`", '\''},
                                                                          {"“", '"'},
                                                                          {"”", '"'},
                                                                          {"„", '"'},
                                                                          {"«", '"'},
                                                                          {"»", '"'},
                                                                          {"–", '-'},
                                                                          {"—", '-'},
                                                                          {"‐", '-'},
                                                                          {"\xC2\xA0", ' '},
                                                                          {"\xC2\xAD", '\0'},
                                                                          {"\xE2\x80\x8B", '\0'}});

// Small, with plain quotes and dashes: spellings that differ only in type are one.
std::string plain_signs(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto sign =
        std::find_if(kSigns.begin(), kSigns.end(), [&](const auto& s) { return text.substr(i).starts_with(s.first); });
    if (sign == kSigns.end()) {
      out += ascii::to_lower(text[i++]);
    } else {
      if (sign->second != '\0') out += sign->second;
      i += sign->first.size();
    }
  }
  return out;
}

// A title that is made for search engines or cards repeats another one more often than it is one of its own.
int weight_of(const Value& value) { return value.from == "meta" ? 1 : 2; }

struct Candidate {
  const Value* value;
  std::string folded, plain;
  int weight = 0;
};

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t skip = left_out(text, i); skip > 0) {
      i += skip;
    } else if (static_cast<unsigned char>(text[i]) >= 0xC3 && static_cast<unsigned char>(text[i]) <= 0xD3) {
      const Decoded c = decode_utf8(text, i);
      append_utf8(out, c.valid ? small(c.code_point) : c.code_point);
      i += c.length;
    } else {
      out += ascii::to_lower(text[i++]);
    }
  }
  return out;
}

bool goes_on(std::string_view longer, std::string_view shorter) {
  const std::string stem = fold(shorter), whole = fold(longer);
  if (stem.size() < kShortestStem || whole.size() <= stem.size() || !whole.starts_with(stem)) return false;
  // Where the stem ends in the text as it is written: folding keeps the number of bytes of what it keeps.
  std::size_t i = 0;
  for (std::size_t kept = 0; i < longer.size() && kept < stem.size();) {
    const std::size_t skip = left_out(longer, i);
    kept += skip == 0 ? 1 : 0;
    i += std::max<std::size_t>(skip, 1);
  }
  std::string_view rest = longer.substr(std::min(i, longer.size()));
  // The shorter one's own signs ("…?", a closing quote) first, then what parts.
  while (!rest.empty() && (ascii::is_space(rest[0]) || rest[0] == '?' || rest[0] == '!' || rest[0] == '"' ||
                           rest[0] == '\'' || rest[0] == '.'))
    rest.remove_prefix(1);
  for (const std::string_view end : {"”", "’", "»", "“", "…", "\xC2\xA0"}) {
    if (rest.starts_with(end)) rest.remove_prefix(end.size());
  }
  rest = ascii::trim(rest);
  for (const std::string_view sign :
       {"-", "–", "—", "|", "·", "•", "»", "«", "::", "/", "ㅣ", "｜", "_", "<", ">", "*"}) {
    if (rest.starts_with(sign) && rest.size() > sign.size()) return true;
  }
  return false;
}

namespace {

// "The old mill by the harb…" of "The old mill by the harbour burns".
bool is_cut_short(const Candidate& shorter, const Candidate& longer) {
  const std::string_view text = shorter.value->value;
  return (text.ends_with("…") || text.ends_with("...")) && shorter.folded.size() >= kShortestStem &&
         longer.folded.size() > shorter.folded.size() && longer.folded.starts_with(shorter.folded);
}

}  // namespace

std::optional<Value> choose_title(const std::optional<Value>& heading, const std::vector<Value>& stated) {
  std::vector<Candidate> all;
  const auto add = [&](const Value& value) {
    all.push_back({&value, fold(value.value), plain_signs(value.value), weight_of(value)});
  };
  if (heading) add(*heading);
  for (const Value& value : stated) add(value);
  if (all.empty()) return std::nullopt;
  // At most five: every one against every other.
  std::size_t best = 0;
  int best_votes = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    int votes = 0;
    for (const Candidate& other : all) {
      if (other.folded == all[i].folded || goes_on(other.value->value, all[i].value->value) ||
          is_cut_short(other, all[i]))
        votes += other.weight;
    }
    if (votes > best_votes) best = i, best_votes = votes;
  }
  const std::string folded = all[best].folded;
  // The spelling: as most have it; the markup's before the heading's.
  const Candidate* chosen = nullptr;
  std::ptrdiff_t chosen_votes = 0;
  for (std::size_t i = heading ? 1 : 0; i < all.size(); ++i) {
    if (all[i].folded != folded) continue;
    const auto votes =
        std::count_if(all.begin(), all.end(), [&](const Candidate& c) { return c.plain == all[i].plain; });
    if (votes > chosen_votes) chosen = &all[i], chosen_votes = votes;
  }
  // The heading where it is spelled so: it has a place in the text.
  if (chosen == nullptr || (heading && all[0].plain == chosen->plain)) chosen = heading ? &all[0] : &all[best];
  if (chosen->folded != folded) chosen = &all[best];
  return *chosen->value;
}

}  // namespace hearsay
