#include "source/charset.h"

#include <algorithm>

#include "base/utf8.h"
#include "source/ascii.h"
#include "source/charset_runs.h"
#include "source/charset_tables.h"

namespace hearsay {

namespace {

void decode_utf8_with_errors(std::string_view bytes, std::size_t from, DecodedSource& out) {
  CharsetRuns decoder(bytes, out);
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

// Bytes 0x80 and above by an index of 128; 0 there is an ill-formed byte.
template <class Index>
void decode_single_byte(std::string_view bytes, std::size_t from, Index code_point_of, DecodedSource& out) {
  CharsetRuns decoder(bytes, out);
  std::size_t i = from;
  while (i < bytes.size()) {
    std::size_t end = i;
    while (end < bytes.size() && static_cast<unsigned char>(bytes[end]) < 0x80) ++end;
    decoder.same(i, end - i);
    for (i = end; i < bytes.size() && static_cast<unsigned char>(bytes[i]) >= 0x80; ++i) {
      const char32_t code_point = code_point_of(static_cast<unsigned char>(bytes[i]) - 0x80u);
      code_point != 0 ? decoder.other(code_point) : decoder.bad(i);
    }
  }
}

const char16_t* index_of(Charset charset) {
  return charsets::kIndexes[static_cast<std::size_t>(charset) - static_cast<std::size_t>(Charset::kWindows1252)];
}

void decode_utf16(std::string_view bytes, std::size_t from, bool big_endian, DecodedSource& out) {
  CharsetRuns decoder(bytes, out);
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
  return {char32_t{index_of(Charset::kWindows1252)[byte - 0x80u]}, 1, true};
}

std::string_view name(Charset charset) { return charsets::kNames[static_cast<std::size_t>(charset)]; }

std::optional<Charset> charset_of_label(std::string_view label) {
  const std::string wanted = ascii::to_lower(ascii::trim(label));
  const charsets::Label* const end = charsets::kLabels + charsets::kLabelCount;
  const charsets::Label* const found =
      std::lower_bound(charsets::kLabels, end, wanted, [](const auto& row, const auto& w) { return row.label < w; });
  if (found == end || found->label != wanted) return std::nullopt;
  return static_cast<Charset>(found->charset);
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
  } else if (choice.charset >= Charset::kWindows1252) {
    const char16_t* const index = index_of(choice.charset);
    decode_single_byte(
        bytes, choice.bom, [index](unsigned high) { return char32_t{index[high]}; }, out);
  } else if (choice.charset == Charset::kUserDefined) {
    decode_single_byte(
        bytes, choice.bom, [](unsigned high) { return char32_t{0xF780} + high; }, out);
  } else if (choice.charset == Charset::kUtf16le || choice.charset == Charset::kUtf16be) {
    decode_utf16(bytes, choice.bom, choice.charset == Charset::kUtf16be, out);
  } else {
    decode_multi_byte(bytes, choice.bom, choice.charset, out);
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
