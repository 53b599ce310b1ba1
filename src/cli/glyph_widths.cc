#include "cli/glyph_widths.h"

#include <unicode/uchar.h>

#include <cstdint>

#include "base/utf8.h"
#include "cli/display_width.h"

namespace hearsay::cli {

namespace {

// U+0020 to U+007E.
constexpr std::uint16_t kRegular[95] = {278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
                                        556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
                                        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
                                        667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
                                        333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
                                        556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};
constexpr std::uint16_t kBold[95] = {278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
                                     556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
                                     975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
                                     667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
                                     333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
                                     611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584};

}  // namespace

int glyph_width(char32_t c, bool bold) {
  if (c >= 0x20 && c < 0x7F) return (bold ? kBold : kRegular)[c - 0x20];
  switch (c) {
    case U'‘':
    case U'’':
      return bold ? 278 : 222;
    case U'“':
    case U'”':
      return bold ? 500 : 333;
    case U'·':
      return 278;
    case U'‹':
    case U'›':
      return 333;
    case U'—':
    case U'…':
      return 1000;
    case 0xA0:
      return 278;
    default:
      break;
  }
  const int columns = display_width(c);
  if (columns != 1) return columns * 500;
  return u_isupper(static_cast<UChar32>(c)) ? 700 : 556;
}

double text_width(std::string_view text, bool bold, double size) {
  long thousandths = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode_utf8(text, i);
    thousandths += glyph_width(d.code_point, bold);
    i += d.length;
  }
  return static_cast<double>(thousandths) * size / 1000;
}

}  // namespace hearsay::cli
