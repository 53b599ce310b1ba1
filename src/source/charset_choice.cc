// Which charset: marks, labels, and what the bytes themselves say.
#include <uchardet.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/utf8.h"
#include "source/ascii.h"
#include "source/charset.h"

namespace hearsay {

namespace {

constexpr std::size_t kPrescan = 1024;

// The value of `key` = "…" in the tag's text, or "".
std::string_view value_after(std::string_view text, std::string_view key) {
  for (std::size_t at = ascii::ifind(text, key); at != std::string_view::npos; at = ascii::ifind(text, key, at + 1)) {
    std::size_t i = at + key.size();
    while (i < text.size() && ascii::is_space(text[i])) ++i;
    if (i >= text.size() || text[i] != '=') continue;
    ++i;
    while (i < text.size() && (ascii::is_space(text[i]) || text[i] == '"' || text[i] == '\'')) ++i;
    const std::size_t begin = i;
    while (i < text.size() && !ascii::is_space(text[i]) && text[i] != '"' && text[i] != '\'' && text[i] != ';' &&
           text[i] != '>' && text[i] != '/' && text[i] != '?') {
      ++i;
    }
    return text.substr(begin, i - begin);
  }
  return {};
}

struct Utf8Census {
  std::size_t good = 0;  // well-formed sequences of two bytes or more
  std::size_t bad = 0;
};

Utf8Census take_census(std::string_view bytes) {
  Utf8Census census;
  std::size_t i = 0;
  while (i < bytes.size()) {
    // Eight ASCII bytes at a time: most pages are mostly ASCII.
    for (std::uint64_t word = 0; i + 8 <= bytes.size(); i += 8) {
      std::memcpy(&word, bytes.data() + i, 8);
      if ((word & 0x8080808080808080u) != 0) break;
    }
    if (i >= bytes.size()) break;
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    const Decoded d = decode_utf8(bytes, i);
    ++(d.valid ? census.good : census.bad);
    i += d.length;
  }
  return census;
}

// UTF-16 without a mark: ASCII text has a NUL in every other byte.
std::optional<Charset> unmarked_utf16(std::string_view bytes) {
  const std::size_t n = std::min<std::size_t>(bytes.size(), kPrescan) & ~std::size_t{1};
  if (n < 8) return std::nullopt;
  std::array<std::size_t, 2> nuls = {0, 0};
  for (std::size_t i = 0; i < n; ++i) nuls[i & 1] += bytes[i] == '\0';
  const std::size_t most = n / 2 - n / 20;
  if (nuls[1] >= most && nuls[0] == 0) return Charset::kUtf16le;
  if (nuls[0] >= most && nuls[1] == 0) return Charset::kUtf16be;
  return std::nullopt;
}

// What statistics are asked about: enough for a sure answer, and no more time than reading takes.
constexpr std::size_t kSample = 256u << 10;

// English and its neighbours put a typographer's mark here and there between ASCII letters; where that is all there is,
// statistics have nothing to go by and guess wildly.
bool is_mostly_ascii(std::string_view bytes) {
  std::size_t high = 0, alone = 0, letters = 0;
  bool in_tag = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte == '<') in_tag = true;
    if (byte == '>') in_tag = false;
    if (byte < 0x80) {
      letters += !in_tag && ascii::is_letter(bytes[i]);
      continue;
    }
    ++high;
    const bool before = i > 0 && static_cast<unsigned char>(bytes[i - 1]) >= 0x80;
    const bool after = i + 1 < bytes.size() && static_cast<unsigned char>(bytes[i + 1]) >= 0x80;
    alone += !before && !after;
  }
  constexpr std::size_t kFew = 16;
  return (high * 50 < letters || high < kFew) && alone * 10 >= high * 8;
}

bool holds_escape(std::string_view bytes) { return bytes.find('\x1B') != std::string_view::npos; }

struct Declaration {
  std::string_view label;
  std::optional<Charset> charset;
};

// The standard's own corrections: a declaration that could be read as bytes is not UTF-16's, and x-user-defined in a
// page is windows-1252 (HTML Standard 13.2.3.2). "replacement" stands for charsets that are not decoded.
Declaration declaration_of(std::string_view bytes, bool html, std::string_view stated) {
  Declaration out{ascii::trim(stated), charset_of_label(stated)};
  const bool usable = out.charset && *out.charset != Charset::kNotDecoded;
  if (!usable && html) {
    const std::string_view label = declared_label(bytes);
    if (!label.empty()) out = {label, charset_of_label(label)};
    if (out.charset && (*out.charset == Charset::kUtf16le || *out.charset == Charset::kUtf16be)) {
      out.charset = Charset::kUtf8;
    }
    if (out.charset && *out.charset == Charset::kUserDefined) out.charset = Charset::kWindows1252;
  }
  if (out.charset && *out.charset == Charset::kNotDecoded) out.charset.reset();
  return out;
}

}  // namespace

std::string_view declared_label(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kPrescan);
  for (std::size_t i = head.find('<'); i != std::string_view::npos; i = head.find('<', i + 1)) {
    const std::string_view rest = head.substr(i);
    if (rest.starts_with("<!--")) {
      const std::size_t end = rest.find("-->", 2);
      if (end == std::string_view::npos) return {};
      i += end;
      continue;
    }
    const bool meta =
        ascii::istarts_with(rest, "<meta") && rest.size() > 5 && (ascii::is_space(rest[5]) || rest[5] == '/');
    const bool xml = rest.starts_with("<?xml ");
    if (!meta && !xml) continue;
    const std::string_view tag = rest.substr(0, rest.find('>'));
    const std::string_view label = value_after(tag, xml ? "encoding" : "charset");
    if (!label.empty()) return label;
  }
  return {};
}

Charset guess_charset(std::string_view bytes) {
  bytes = bytes.substr(0, kSample);
  if (is_mostly_ascii(bytes)) return Charset::kWindows1252;
  uchardet_t detector = uchardet_new();
  uchardet_handle_data(detector, bytes.data(), bytes.size());
  uchardet_data_end(detector);
  const std::optional<Charset> found = charset_of_label(uchardet_get_charset(detector));
  uchardet_delete(detector);
  // What it took for ASCII or UTF-8 has bytes that are neither.
  if (!found || *found == Charset::kUtf8 || *found == Charset::kNotDecoded || *found == Charset::kUtf16le ||
      *found == Charset::kUtf16be) {
    return Charset::kWindows1252;
  }
  return *found;
}

std::optional<CharsetChoice> marked_charset(std::string_view bytes, std::string_view stated) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return CharsetChoice{Charset::kUtf8, 3, ""};
  if (bytes.starts_with("\xFF\xFE")) return CharsetChoice{Charset::kUtf16le, 2, ""};
  if (bytes.starts_with("\xFE\xFF")) return CharsetChoice{Charset::kUtf16be, 2, ""};
  if (const auto utf16 = unmarked_utf16(bytes)) return CharsetChoice{*utf16, 0, ""};
  // Where UTF-16 is stated a NUL is enough: other scripts have fewer of them than ASCII.
  const auto label = charset_of_label(stated);
  const bool says_utf16 = label && (*label == Charset::kUtf16le || *label == Charset::kUtf16be);
  if (says_utf16 && bytes.substr(0, kPrescan).find('\0') != std::string_view::npos) return CharsetChoice{*label, 0, ""};
  return std::nullopt;
}

CharsetChoice choose_charset(std::string_view bytes, bool html, std::string_view stated) {
  if (auto marked = marked_charset(bytes, stated)) return *marked;

  CharsetChoice choice;
  const Declaration declared = declaration_of(bytes, html, stated);
  if (!declared.label.empty() && !declared.charset) choice.unsupported = std::string(declared.label);
  const bool says_utf8 = declared.charset && *declared.charset == Charset::kUtf8;

  const Utf8Census census = take_census(bytes);
  if (census.bad == 0 && census.good == 0) {
    // Pure ASCII reads the same in every charset but those that shift with escapes.
    choice.charset = declared.charset.value_or(Charset::kUtf8);
    if (!declared.charset && holds_escape(bytes) && guess_charset(bytes) == Charset::kIso2022Jp) {
      choice.charset = Charset::kIso2022Jp;
    }
    choice.unsupported.clear();
  } else if (says_utf8) {
    // One bad byte is a slip; many, and nothing good, are another charset.
    choice.charset = census.good == 0 && census.bad > 1 ? guess_charset(bytes) : Charset::kUtf8;
    if (choice.charset != Charset::kUtf8) choice.contradicted = first_invalid_utf8(bytes);
  } else if (census.bad == 0) {
    choice.charset = Charset::kUtf8;
  } else if (declared.charset && *declared.charset != Charset::kWindows1252) {
    choice.charset = *declared.charset;
  } else if (census.good > census.bad) {
    choice.charset = Charset::kUtf8;
  } else {
    choice.charset = declared.charset ? *declared.charset : guess_charset(bytes);
  }
  return choice;
}

}  // namespace hearsay
