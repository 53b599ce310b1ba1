#include "source/charset.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "source/ascii.h"

namespace hearsay {

namespace {

struct Label {
  std::string_view label;
  Charset charset;
};

// The standard's labels for these encodings, all of them.
constexpr auto kLabels = std::to_array<Label>({
    {"unicode-1-1-utf-8", Charset::kUtf8},
    {"unicode11utf8", Charset::kUtf8},
    {"unicode20utf8", Charset::kUtf8},
    {"utf-8", Charset::kUtf8},
    {"utf8", Charset::kUtf8},
    {"x-unicode20utf8", Charset::kUtf8},
    {"ansi_x3.4-1968", Charset::kWindows1252},
    {"ascii", Charset::kWindows1252},
    {"cp1252", Charset::kWindows1252},
    {"cp819", Charset::kWindows1252},
    {"csisolatin1", Charset::kWindows1252},
    {"ibm819", Charset::kWindows1252},
    {"iso-8859-1", Charset::kWindows1252},
    {"iso-ir-100", Charset::kWindows1252},
    {"iso8859-1", Charset::kWindows1252},
    {"iso88591", Charset::kWindows1252},
    {"iso_8859-1", Charset::kWindows1252},
    {"iso_8859-1:1987", Charset::kWindows1252},
    {"l1", Charset::kWindows1252},
    {"latin1", Charset::kWindows1252},
    {"us-ascii", Charset::kWindows1252},
    {"windows-1252", Charset::kWindows1252},
    {"x-cp1252", Charset::kWindows1252},
    {"csunicode", Charset::kUtf16le},
    {"iso-10646-ucs-2", Charset::kUtf16le},
    {"ucs-2", Charset::kUtf16le},
    {"unicode", Charset::kUtf16le},
    {"unicodefeff", Charset::kUtf16le},
    {"utf-16", Charset::kUtf16le},
    {"utf-16le", Charset::kUtf16le},
    {"unicodefffe", Charset::kUtf16be},
    {"utf-16be", Charset::kUtf16be},
});

// Index windows-1252: bytes 0x80 to 0x9F. The five that the code page leaves out stay C1 controls.
constexpr std::array<char16_t, 32> kWindows1252High = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                       0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

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

// Collects text and the runs under it.
class Decoder {
 public:
  Decoder(std::string_view bytes, DecodedSource& out) : bytes_(bytes), out_(out) {}

  void same(std::size_t begin, std::size_t length) {
    if (length == 0) return;
    const auto text_begin = static_cast<std::uint32_t>(out_.storage.size());
    const auto source_begin = static_cast<std::uint32_t>(begin);
    if (!out_.runs.empty()) {
      Run& last = out_.runs.back();
      if (last.text_begin + last.length == text_begin && last.source_begin + last.length == source_begin) {
        last.length += static_cast<std::uint32_t>(length);
        out_.storage.append(bytes_, begin, length);
        return;
      }
    }
    out_.runs.push_back({text_begin, source_begin, static_cast<std::uint32_t>(length)});
    out_.storage.append(bytes_, begin, length);
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

void decode_utf8_with_errors(std::string_view bytes, std::size_t from, DecodedSource& out) {
  Decoder decoder(bytes, out);
  std::size_t i = from;
  while (i < bytes.size()) {
    const std::size_t bad = first_invalid_utf8(bytes.substr(i));
    if (bad == std::string_view::npos) {
      decoder.same(i, bytes.size() - i);
      return;
    }
    decoder.same(i, bad);
    i += bad;
    decoder.bad(i);
    i += decode_utf8(bytes, i).length;
  }
}

void decode_all_windows_1252(std::string_view bytes, std::size_t from, DecodedSource& out) {
  Decoder decoder(bytes, out);
  std::size_t i = from;
  while (i < bytes.size()) {
    std::size_t end = i;
    while (end < bytes.size() && static_cast<unsigned char>(bytes[end]) < 0x80) ++end;
    decoder.same(i, end - i);
    for (i = end; i < bytes.size() && static_cast<unsigned char>(bytes[i]) >= 0x80; ++i) {
      decoder.other(decode_windows_1252(bytes, i).code_point);
    }
  }
}

void decode_utf16(std::string_view bytes, std::size_t from, bool big_endian, DecodedSource& out) {
  Decoder decoder(bytes, out);
  const auto unit_at = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
  };
  std::size_t i = from;
  for (; i + 2 <= bytes.size(); i += 2) {
    const char32_t unit = unit_at(i);
    if (unit < 0x80) {
      decoder.same(i + (big_endian ? 1 : 0), 1);
    } else if (unit < 0xD800 || unit > 0xDFFF) {
      decoder.other(unit);
    } else if (unit < 0xDC00 && i + 4 <= bytes.size() && (unit_at(i + 2) & 0xFC00) == 0xDC00) {
      decoder.other(0x10000 + ((unit & 0x3FF) << 10) + (unit_at(i + 2) & 0x3FF));
      i += 2;
    } else {
      decoder.bad(i);
    }
  }
  if (i < bytes.size()) decoder.bad(i);
}

}  // namespace

Decoded decode_windows_1252(std::string_view bytes, std::size_t offset) {
  if (offset >= bytes.size()) return {0, 0, false};
  const auto byte = static_cast<unsigned char>(bytes[offset]);
  if (byte < 0x80 || byte >= 0xA0) return {byte, 1, true};
  return {char32_t{kWindows1252High[byte - 0x80u]}, 1, true};
}

std::string_view name(Charset charset) {
  switch (charset) {
    case Charset::kUtf8:
      return "utf-8";
    case Charset::kWindows1252:
      return "windows-1252";
    case Charset::kUtf16le:
      return "utf-16le";
    case Charset::kUtf16be:
      return "utf-16be";
  }
  return "utf-8";
}

std::optional<Charset> charset_of_label(std::string_view label) {
  label = ascii::trim(label);
  for (const Label& row : kLabels) {
    if (ascii::iequals(row.label, label)) return row.charset;
  }
  return std::nullopt;
}

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

CharsetChoice choose_charset(std::string_view bytes, bool html) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return {Charset::kUtf8, 3, ""};
  if (bytes.starts_with("\xFF\xFE")) return {Charset::kUtf16le, 2, ""};
  if (bytes.starts_with("\xFE\xFF")) return {Charset::kUtf16be, 2, ""};
  if (const auto utf16 = unmarked_utf16(bytes)) return {*utf16, 0, ""};

  CharsetChoice choice;
  const std::string_view label = html ? declared_label(bytes) : std::string_view{};
  const std::optional<Charset> known = charset_of_label(label);
  if (!label.empty() && !known) choice.unsupported = std::string(label);
  // A page whose declaration could be read as bytes is not UTF-16, whatever it says (HTML Standard 13.2.3.2).
  const bool says_1252 = known.has_value() && known.value() == Charset::kWindows1252;
  const bool says_utf8 = known.has_value() && !says_1252;

  const Utf8Census census = take_census(bytes);
  if (census.bad == 0 && census.good == 0) {
    choice.charset = says_1252 ? Charset::kWindows1252 : Charset::kUtf8;
    choice.unsupported.clear();  // pure ASCII reads the same in every encoding a page may declare
  } else if (says_utf8) {
    choice.charset = census.good == 0 && census.bad > 1 ? Charset::kWindows1252 : Charset::kUtf8;
    if (choice.charset != Charset::kUtf8) choice.contradicted = first_invalid_utf8(bytes);
  } else {
    choice.charset = census.bad == 0 || census.good > census.bad ? Charset::kUtf8 : Charset::kWindows1252;
  }
  return choice;
}

void decode(std::string_view bytes, const CharsetChoice& choice, DecodedSource& out) {
  if (choice.charset == Charset::kUtf8) {
    const std::string_view body = bytes.substr(choice.bom);
    if (first_invalid_utf8(body) == std::string_view::npos) {
      out.text = body;
      if (!body.empty()) out.runs.push_back({0, choice.bom, static_cast<std::uint32_t>(body.size())});
      return;
    }
    decode_utf8_with_errors(bytes, choice.bom, out);
  } else if (choice.charset == Charset::kWindows1252) {
    decode_all_windows_1252(bytes, choice.bom, out);
  } else {
    decode_utf16(bytes, choice.bom, choice.charset == Charset::kUtf16be, out);
  }
  out.text = out.storage;
}

Span to_source(const DecodedSource& decoded, Span span, std::uint32_t source_size) {
  const std::vector<Run>& runs = decoded.runs;
  // The last run that begins at or before `offset`.
  const auto run_before = [&](std::uint32_t offset) {
    return std::upper_bound(runs.begin(), runs.end(), offset,
                            [](std::uint32_t o, const Run& run) { return o < run.text_begin; });
  };
  Span out;
  auto after = run_before(span.begin);
  if (after == runs.begin()) {
    out.begin = 0;
  } else {
    const Run& run = *(after - 1);
    out.begin = run.source_begin + std::min(span.begin - run.text_begin, run.length);
  }
  if (span.empty()) return {out.begin, out.begin};
  after = run_before(span.end - 1);
  if (after != runs.begin() && span.end <= (after - 1)->text_begin + (after - 1)->length) {
    out.end = (after - 1)->source_begin + (span.end - (after - 1)->text_begin);
  } else {
    out.end = after == runs.end() ? source_size : after->source_begin;
  }
  return out;
}

}  // namespace hearsay
