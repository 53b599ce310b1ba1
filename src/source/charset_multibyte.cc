// The charsets of several bytes a character: ICU's converters, with the offsets that they give.
//
// ICU tells for each UTF-16 unit at which byte its character began. An ASCII character whose byte stands there is the
// same in both; every other is decoded, and its bytes are the gap between the runs. What ICU maps and the standard does
// not (C1 controls and private use for single bytes, DOS's exchanged controls) is put right here; a bad pair whose
// second byte is ASCII gives that byte back, as the standard asks, lest a broken character swallow a tag.
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <array>

#include "source/charset_runs.h"

namespace hearsay {

namespace {

const char* converter_of(Charset charset) {
  switch (charset) {
    case Charset::kGbk:
    case Charset::kGb18030:
      return "gb18030";
    case Charset::kBig5:
      return "ibm-1375_P100-2008";
    case Charset::kEucJp:
      return "euc-jp-2007";
    case Charset::kIso2022Jp:
      return "ISO-2022-JP";
    case Charset::kShiftJis:
      return "ibm-943_P15A-2003";
    case Charset::kEucKr:
      return "windows-949-2000";
    default:
      return "UTF-8";
  }
}

// U+FFFD for whatever cannot be decoded; ICU's own substitute is U+001A for some converters.
void substitute(const void*, UConverterToUnicodeArgs* args, const char*, int32_t, UConverterCallbackReason reason,
                UErrorCode* code) {
  if (reason > UCNV_IRREGULAR) return;
  *code = U_ZERO_ERROR;
  const UChar replacement = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &replacement, 1, 0, code);
}

constexpr std::size_t kUnits = 8192;

// One character with the place where it began; npos where ICU does not tell.
struct Character {
  char32_t code_point = 0;
  std::size_t begin = 0;
};

class Writer {
 public:
  Writer(std::string_view bytes, Charset charset, DecodedSource& out)
      : bytes_(bytes), charset_(charset), runs_(bytes, out) {}

  // `end`: where the next character begins.
  void write(const Character& c, std::size_t end) {
    const bool told = c.begin < bytes_.size() && c.begin >= behind_ && end > c.begin;
    const unsigned char byte = told ? static_cast<unsigned char>(bytes_[c.begin]) : 0;
    const bool one = told && end == c.begin + 1;
    const bool shifts = charset_ == Charset::kIso2022Jp;
    if (told) behind_ = c.begin + 1;
    if (one && byte < 0x80 && !shifts) {
      runs_.same(c.begin, 1);
    } else if (told && c.code_point < 0x80 && byte == c.code_point) {
      runs_.same(c.begin, 1);
    } else if (one && byte == 0x80 && (charset_ == Charset::kGbk || charset_ == Charset::kGb18030)) {
      runs_.other(0x20AC);
    } else if (c.code_point == kReplacement || (one && is_no_character(c.code_point))) {
      runs_.bad(told ? c.begin : behind_);
      if (told && end == c.begin + 2 && static_cast<unsigned char>(bytes_[c.begin + 1]) < 0x80) {
        runs_.same(c.begin + 1, 1);
      }
    } else {
      runs_.other(c.code_point);
    }
  }

 private:
  static bool is_no_character(char32_t c) { return (c >= 0x80 && c < 0xA0) || (c >= 0xE000 && c < 0xF900); }

  std::string_view bytes_;
  Charset charset_;
  CharsetRuns runs_;
  std::size_t behind_ = 0;
};

}  // namespace

void decode_multi_byte(std::string_view bytes, std::size_t from, Charset charset, DecodedSource& out) {
  UErrorCode code = U_ZERO_ERROR;
  UConverter* const converter = ucnv_open(converter_of(charset), &code);
  if (U_FAILURE(code)) {
    // ICU without its data: the ASCII is right, the rest is marked.
    CharsetRuns runs(bytes, out);
    for (std::size_t i = from; i < bytes.size(); ++i) {
      static_cast<unsigned char>(bytes[i]) < 0x80 ? runs.same(i, 1) : runs.bad(i);
    }
    return;
  }
  ucnv_setToUCallBack(converter, substitute, nullptr, nullptr, nullptr, &code);
  Writer writer(bytes, charset, out);
  std::array<UChar, kUnits> units{};
  std::array<int32_t, kUnits> offsets{};
  const char* at = bytes.data() + from;
  const char* const end = bytes.data() + bytes.size();
  std::optional<Character> held;  // written when the next one tells where it ends
  std::optional<UChar> lead;
  std::size_t lead_begin = 0;
  for (;;) {
    const std::size_t base = static_cast<std::size_t>(at - bytes.data());
    UChar* to = units.data();
    code = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &to, units.data() + kUnits, &at, end, offsets.data(), true, &code);
    const std::size_t made = static_cast<std::size_t>(to - units.data());
    for (std::size_t i = 0; i < made; ++i) {
      const UChar unit = units[i];
      const std::size_t begin = offsets[i] >= 0 ? base + static_cast<std::size_t>(offsets[i]) : std::string_view::npos;
      Character c{unit, begin};
      if (lead && (unit & 0xFC00) == 0xDC00) {
        c = {0x10000 + ((char32_t{*lead} & 0x3FF) << 10) + (unit & 0x3FFu), lead_begin};
        lead.reset();
      } else if ((unit & 0xFC00) == 0xD800) {
        lead = unit;
        lead_begin = begin;
        continue;
      }
      if (held) writer.write(*held, c.begin);
      held = c;
    }
    if (code != U_BUFFER_OVERFLOW_ERROR) break;
  }
  if (held) writer.write(*held, bytes.size());
  ucnv_close(converter);
}

}  // namespace hearsay
