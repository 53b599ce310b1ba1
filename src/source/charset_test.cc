// Charsets: labels and tables by their hash, every character of every charset beside iconv's reading of it, the choice
// among marks, labels and statistics, and the map on text in all of them.
#include "source/charset.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include <random>

#include "base/hash.h"
#include "base/utf8.h"
#include "source/charset_tables.h"
#include "source/document_invariants.h"

namespace hearsay {
namespace {

using namespace std::string_literals;

constexpr int kCharsets = static_cast<int>(Charset::kMacCyrillic) + 1;

std::string decoded(std::string_view bytes, Charset charset) {
  DecodedSource out;
  decode(bytes, {charset, 0, ""}, out);
  return std::string(out.text);
}

// iconv's reading of `bytes`, or nullopt where it has none.
class Iconv {
 public:
  explicit Iconv(const char* name) : handle_(iconv_open("UTF-8", name)) {}
  ~Iconv() {
    if (handle_ != iconv_t(-1)) iconv_close(handle_);
  }
  Iconv(const Iconv&) = delete;
  Iconv& operator=(const Iconv&) = delete;
  [[nodiscard]] bool open() const { return handle_ != iconv_t(-1); }
  std::optional<std::string> read(std::string bytes) {
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    std::string out(bytes.size() * 4 + 16, '\0');
    char* in = bytes.data();
    char* to = out.data();
    std::size_t in_left = bytes.size(), out_left = out.size();
    if (iconv(handle_, &in, &in_left, &to, &out_left) == std::size_t(-1)) return std::nullopt;
    iconv(handle_, nullptr, nullptr, &to, &out_left);
    out.resize(out.size() - out_left);
    return out;
  }

 private:
  iconv_t handle_;
};

TEST(CharsetTables, are_those_that_the_generator_wrote) {
  ASSERT_EQ(charsets::kNameCount, static_cast<std::size_t>(kCharsets));
  std::string listing;
  for (std::size_t i = 0; i < charsets::kLabelCount; ++i) {
    const charsets::Label& row = charsets::kLabels[i];
    listing += std::string(row.label) + " " + std::string(charsets::kNames[row.charset]) + "\n";
    EXPECT_EQ(charset_of_label(row.label), static_cast<Charset>(row.charset));
    if (i > 0) {
      EXPECT_LT(charsets::kLabels[i - 1].label, row.label);
    }
  }
  for (int c = static_cast<int>(Charset::kWindows1252); c < kCharsets; ++c) {
    listing += name(static_cast<Charset>(c));
    for (const char16_t point : charsets::kIndexes[c - static_cast<int>(Charset::kWindows1252)]) {
      char hex[8];
      std::snprintf(hex, sizeof hex, " %X", static_cast<unsigned>(point));
      listing += hex;
    }
    listing += "\n";
  }
  EXPECT_EQ(charsets::kLabelCount, 228u);
  EXPECT_EQ(to_hex(sha256(listing)), "e725bc7cae620ee31d1938c9095bdbf4630c963c90c5e4624ef9d6570253d973");
}

TEST(CharsetTables, labels_are_the_standards_and_not_their_namesakes) {
  struct Row {
    std::string_view label, name;
  };
  for (const Row& row :
       {Row{"UTF-8", "utf-8"}, Row{" utf8\n", "utf-8"}, Row{"iso-8859-1", "windows-1252"},
        Row{"us-ascii", "windows-1252"}, Row{"iso-8859-9", "windows-1254"}, Row{"gb2312", "gbk"},
        Row{"ks_c_5601-1987", "euc-kr"}, Row{"x-sjis", "shift_jis"}, Row{"big5-hkscs", "big5"},
        Row{"utf-16", "utf-16le"}, Row{"iso-2022-kr", "replacement"}, Row{"visual", "iso-8859-8"},
        Row{"tis-620", "windows-874"}, Row{"KOI8_R", "koi8-r"}, Row{"utf-7", ""}, Row{"x-klingon", ""}, Row{"", ""}}) {
    const auto charset = charset_of_label(row.label);
    EXPECT_EQ(charset ? name(*charset) : "", row.name) << row.label;
  }
}

// One character of two bytes (or one) at a time. `differs`: how many iconv reads otherwise: signs that a charset's
// vendors exchanged (the euro, the delta), and characters that one of the two puts into private use (IBM's kanji in
// EUC-JP-MS, the vertical forms of GB 18030, Hong Kong's strokes).
TEST(Charsets, each_character_is_what_iconv_reads) {
  struct Row {
    Charset charset;
    const char* iconv;
    std::size_t differs;
  };
  for (const Row& row : {Row{Charset::kIbm866, "IBM866", 0},
                         Row{Charset::kIso8859_2, "ISO-8859-2", 0},
                         Row{Charset::kIso8859_3, "ISO-8859-3", 0},
                         Row{Charset::kIso8859_4, "ISO-8859-4", 0},
                         Row{Charset::kIso8859_5, "ISO-8859-5", 0},
                         Row{Charset::kIso8859_6, "ISO-8859-6", 0},
                         Row{Charset::kIso8859_7, "ISO-8859-7", 0},
                         Row{Charset::kIso8859_8, "ISO-8859-8", 0},
                         Row{Charset::kIso8859_10, "ISO-8859-10", 0},
                         Row{Charset::kIso8859_13, "ISO-8859-13", 0},
                         Row{Charset::kIso8859_14, "ISO-8859-14", 0},
                         Row{Charset::kIso8859_15, "ISO-8859-15", 0},
                         Row{Charset::kIso8859_16, "ISO-8859-16", 0},
                         Row{Charset::kKoi8r, "KOI8-R", 0},
                         Row{Charset::kKoi8u, "KOI8-U", 2},
                         Row{Charset::kMacintosh, "MACINTOSH", 2},
                         Row{Charset::kWindows874, "CP874", 0},
                         Row{Charset::kWindows1250, "CP1250", 0},
                         Row{Charset::kWindows1251, "CP1251", 0},
                         Row{Charset::kWindows1252, "CP1252", 0},
                         Row{Charset::kWindows1253, "CP1253", 0},
                         Row{Charset::kWindows1254, "CP1254", 0},
                         Row{Charset::kWindows1255, "CP1255", 0},
                         Row{Charset::kWindows1256, "CP1256", 0},
                         Row{Charset::kWindows1257, "CP1257", 0},
                         Row{Charset::kWindows1258, "CP1258", 0},
                         Row{Charset::kMacCyrillic, "MAC-CYRILLIC", 1},
                         Row{Charset::kEucKr, "UHC", 0},
                         Row{Charset::kGb18030, "GB18030", 24},
                         Row{Charset::kShiftJis, "CP932", 0},
                         Row{Charset::kEucJp, "EUC-JP-MS", 374},
                         Row{Charset::kBig5, "BIG5-HKSCS", 47}}) {
    Iconv iconv(row.iconv);
    if (!iconv.open()) continue;
    const bool pairs = row.charset < Charset::kWindows1252;
    std::size_t compared = 0;
    std::vector<std::string> differ;
    for (int a = 0x80; a < 0x100; ++a) {
      for (int b = pairs ? 0x40 : 0; b < (pairs ? 0xFF : 1); ++b) {
        const std::string bytes =
            pairs ? std::string{static_cast<char>(a), static_cast<char>(b)} : std::string{static_cast<char>(a)};
        const auto theirs = iconv.read(bytes);
        const std::string ours = decoded(bytes, row.charset);
        ASSERT_EQ(first_invalid_utf8(ours), std::string::npos);
        if (!theirs || ours.find("\xEF\xBF\xBD") != std::string::npos) continue;
        ++compared;
        if (*theirs != ours) differ.push_back(std::to_string(a * 256 + b) + " " + ours + " " + *theirs);
      }
    }
    EXPECT_GT(compared, pairs ? 6000u : 80u) << row.iconv;
    EXPECT_LE(differ.size(), row.differs) << row.iconv << ": " << differ.size() << " of " << compared << ", first "
                                          << (differ.empty() ? "" : differ.front());
  }
}

TEST(Charsets, ill_formed_bytes_do_not_swallow_what_follows) {
  struct Row {
    Charset charset;
    std::string bytes, text;
    std::uint32_t bad;
  };
  for (const Row& row :
       {Row{Charset::kShiftJis, "a\x81<b>", "a\uFFFD<b>", 1}, Row{Charset::kGbk, "\x80 \xFF.", "€ \uFFFD.", 1},
        Row{Charset::kEucKr, "\xB0<p>", "\uFFFD<p>", 1}, Row{Charset::kBig5, "\xA4", "\uFFFD", 1},
        Row{Charset::kEucJp, "\x8F\xA2\xAF\x80x", "˘\uFFFDx", 1},
        Row{Charset::kShiftJis, "\x1A\x1C\x7F", "\x1A\x1C\x7F", 0}, Row{Charset::kIso8859_6, "\xA1", "\uFFFD", 1},
        Row{Charset::kUserDefined, "a\x80", "a\xEF\x9E\x80", 0},
        Row{Charset::kIso2022Jp, "a\x1B$B$\"\x1B(Bb", "aあb", 0}}) {
    DecodedSource out;
    decode(row.bytes, {row.charset, 0, ""}, out);
    EXPECT_EQ(out.text, row.text) << name(row.charset);
    EXPECT_EQ(out.ill_formed, row.bad) << name(row.charset);
  }
}

// What holds of every decoding: the runs are the same bytes, rise, and all ASCII outside other characters is in them.
TEST(Charsets, runs_hold_on_random_bytes_in_every_charset) {
  std::mt19937 dice(11);
  constexpr std::string_view kPieces[] = {
      "word ",    "<p>",          "\x1B$B", "\x1B(B", "\x1B(J", "\x82\xA0", "\xB0\xA1", "\xA4\x40", "\x81\x30\x81\x30",
      "\x8E\xA1", "\x8F\xB0\xA1", "\xE9",   "\x81",   "\xFF",   "\x0E",     "\r\n"};
  for (int round = 0; round < 4000; ++round) {
    std::string bytes;
    for (std::size_t n = dice() % 30; n > 0; --n) {
      if (dice() % 3 == 0) {
        bytes += static_cast<char>(dice());
      } else {
        bytes += kPieces[dice() % std::size(kPieces)];
      }
    }
    for (int c = 0; c < kCharsets; ++c) {
      const auto charset = static_cast<Charset>(c);
      DecodedSource out;
      decode(bytes, {charset, 0, ""}, out);
      ASSERT_EQ(first_invalid_utf8(out.text), std::string::npos);
      std::uint32_t text_end = 0, source_end = 0;
      for (const auto& run : out.runs) {
        ASSERT_TRUE(run.text_begin >= text_end && run.source_begin >= source_end) << name(charset);
        text_end = run.text_begin + run.length;
        source_end = run.source_begin + run.length;
        ASSERT_TRUE(text_end <= out.text.size() && source_end <= bytes.size());
        ASSERT_EQ(out.text.substr(run.text_begin, run.length), bytes.substr(run.source_begin, run.length));
      }
    }
  }
}

TEST(Charsets, the_same_page_in_every_charset_reads_the_same) {
  const std::string page =
      "<html><head><title>Dépôt</title></head><body><p>The minister said “no” to the café’s owner – twice.</p>"
      "<p>Привет, мир, и ещё слово.</p><p>東京の新聞</p></body></html>";
  for (const char* label : {"windows-1252", "windows-1251", "koi8-r", "shift_jis", "euc-jp", "gb18030", "gbk", "big5",
                            "euc-kr", "iso-2022-jp", "utf-16le", "utf-8", "macintosh", "iso-8859-5"}) {
    const Charset charset = *charset_of_label(label);
    // Written by iconv; what the charset lacks becomes a reference, as browsers write it.
    const iconv_t to = iconv_open(charset == Charset::kWindows1252 ? "CP1252" : label, "UTF-8");
    if (to == iconv_t(-1)) continue;
    std::string bytes;
    const auto write = [&](const char* from, std::size_t size) {
      char in[4], out[16];
      std::copy(from, from + size, in);
      char *next = in, *target = out;
      std::size_t in_left = size, out_left = sizeof out;
      const bool shift_back = size == 0;
      const std::size_t done = iconv(to, shift_back ? nullptr : &next, &in_left, &target, &out_left);
      bytes.append(out, sizeof out - out_left);
      return done != std::size_t(-1);
    };
    for (std::size_t i = 0; i < page.size();) {
      const Decoded d = decode_utf8(page, i);
      if (!write(page.data() + i, d.length)) {
        write(nullptr, 0);
        const std::string reference = "&#" + std::to_string(static_cast<unsigned>(d.code_point)) + ";";
        for (const char& c : reference) write(&c, 1);
      }
      i += d.length;
    }
    write(nullptr, 0);
    iconv_close(to);
    RawSource source{"a.html", bytes};
    source.stated_charset = label;
    const auto document = read_document(std::move(source), {});
    ASSERT_TRUE(document.ok()) << label;
    EXPECT_EQ(broken_invariant(*document), "") << label;
    EXPECT_EQ(document->charset, name(charset)) << label;
    EXPECT_NE(document->text.find("The minister said “no” to the café’s owner – twice."), std::string::npos)
        << label << ": " << document->text;
    EXPECT_NE(document->text.find("Привет, мир, и ещё слово."), std::string::npos) << label << ": " << document->text;
    EXPECT_NE(document->text.find("東京の新聞"), std::string::npos) << label << ": " << document->text;
    // The word in quotation marks leads to its own bytes.
    const auto at = static_cast<std::uint32_t>(document->text.find("minister"));
    const auto range = source_range(*document, {at, at + 8});
    ASSERT_TRUE(range) << label;
    if (charset != Charset::kUtf16le) {
      EXPECT_EQ(slice(document->bytes, *range), "minister") << label;
    }
  }
}

TEST(Charsets, choice_follows_mark_header_meta_and_then_the_bytes) {
  // "Привет мир, новости дня" and so on in windows-1251; French in windows-1252; Japanese in Shift_JIS.
  const std::string russian =
      "\xCF\xF0\xE5\xE7\xE8\xE4\xE5\xED\xF2 \xE7\xE0\xFF\xE2\xE8\xEB, \xF7\xF2\xEE "
      "\xEF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB "
      "\xEF\xF0\xEE\xE4\xEE\xEB\xE6\xE0\xF2\xF1\xFF \xE8 \xE1\xF3\xE4\xF3\xF2 \xE4\xEE\xEB\xE3\xE8\xEC\xE8";
  const std::string japanese =
      "\x93\x8C\x8B\x9E\x82\xCC\x90V\x95\xB7\x82\xCD\x8D\xA1\x93\xFA\x81\x41\x91\xE5\x92\x6E\x90\x6B\x82\xF0\x95\xF1"
      "\x82\xB6\x82\xBD\x81\x42";
  struct Row {
    std::string bytes;
    std::string_view stated, charset, unsupported;
  };
  for (const Row& row : {
           Row{"\xEF\xBB\xBF<meta charset=koi8-r>x", "shift_jis", "utf-8", ""},
           Row{"\xFF\xFEx\0y\0"s, "utf-8", "utf-16le", ""},
           Row{"<meta charset=koi8-r>\xC1\xC2", "windows-1251", "windows-1251", ""},
           Row{"<meta charset=koi8-r>\xC1\xC2", "no-such", "koi8-r", ""},
           Row{"<meta charset=koi8-r>\xC1\xC2", "", "koi8-r", ""},
           Row{"<meta charset=koi8-r>plain", "", "koi8-r", ""},
           Row{"<meta charset=utf-16>caf\xC3\xA9", "", "utf-8", ""},
           Row{"<meta charset=x-user-defined>caf\xE9", "", "windows-1252", ""},
           Row{"<meta charset=iso-2022-kr>caf\xE9 and so on", "", "windows-1252", "iso-2022-kr"},
           Row{"caf\xC3\xA9", "iso-8859-1", "utf-8", ""},
           Row{"caf\xC3\xA9", "gb2312", "utf-8", ""},
           Row{"\x1B$B$\"\x1B(B", "iso-2022-jp", "iso-2022-jp", ""},
           Row{"<p>" + russian, "", "windows-1251", ""},
           Row{"<p>" + russian, "utf-8", "windows-1251", ""},
           Row{"<p>" + japanese + japanese, "", "shift_jis", ""},
           Row{"<p>The bridge\x92s keeper said \x93no\x94 to all who asked him about the bridge and its keeper, and "
               "then "
               "went home.",
               "", "windows-1252", ""},
           Row{"<meta charset=klingon>The caf\xE9 is closed, said the keeper", "", "windows-1252", "klingon"},
       }) {
    const CharsetChoice choice = choose_charset(row.bytes, true, row.stated);
    EXPECT_EQ(name(choice.charset), row.charset) << row.bytes << " stated " << row.stated;
    EXPECT_EQ(choice.unsupported, row.unsupported) << row.bytes;
  }
}

TEST(Charsets, text_that_was_encoded_twice_is_said_and_kept) {
  const auto read = [](std::string bytes) { return read_document({"a.html", std::move(bytes)}, {}); };
  const auto once = read("<meta charset=utf-8><p>The caf\xC3\xA9\xE2\x80\x99s owner</p>");
  ASSERT_TRUE(once.ok());
  EXPECT_TRUE(once->warnings.empty());
  const auto twice = read("<meta charset=utf-8><p>The cafÃ©â€™s owner said â€œnoâ€\xC2\x9D at length, twice.</p>");
  ASSERT_TRUE(twice.ok());
  ASSERT_EQ(twice->warnings.size(), 1u);
  EXPECT_EQ(twice->warnings[0].offset, twice->bytes.find("\xC3\x83"));
  EXPECT_NE(twice->text.find("cafÃ©"), std::string::npos);
  EXPECT_EQ(broken_invariant(*twice), "");
}

}  // namespace
}  // namespace hearsay
