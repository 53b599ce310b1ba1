// base against independent facts: FIPS 180-4's own digest, Unicode's table of well-formed sequences, and a naive twin.
#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/result.h"
#include "base/span.h"
#include "base/utf8.h"

namespace hearsay {
namespace {

TEST(Hash, sha256_of_abc_is_the_standards_example) {
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hash, sha256_in_pieces_is_sha256_of_the_whole) {
  Sha256Stream stream;
  for (int round = 0; round < 2; ++round) {
    stream.add("a");
    stream.add("");
    stream.add("bc");
    EXPECT_EQ(stream.finish(), sha256("abc"));
  }
}

TEST(Hash, sha1_of_abc_is_the_standards_example) {
  EXPECT_EQ(sha1("abc"), "\xA9\x99\x3E\x36\x47\x06\x81\x6A\xBA\x3E\x25\x71\x78\x50\xC2\x6C\x9C\xD0\xD8\x9D");
}

TEST(Hash, fields_do_not_run_together) {
  EXPECT_NE(Mixer().add("a").add("bc").value(), Mixer().add("ab").add("c").value());
}

TEST(Hash, an_id_is_a_letter_and_sixteen_hex_digits) { EXPECT_EQ(content_id('c', 0x7f3a2), "c:000000000007f3a2"); }

TEST(Utf8, every_code_point_round_trips) {
  for (char32_t c = 0; c <= 0x10FFFF; c += (c < 0x3000 ? 1 : 257)) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    append_utf8(bytes, c);
    const Decoded d = decode_utf8(bytes, 0);
    ASSERT_TRUE(d.valid) << std::hex << static_cast<std::uint32_t>(c);
    ASSERT_EQ(d.code_point, c);
    ASSERT_EQ(d.length, bytes.size());
  }
}

TEST(Utf8, ill_formed_sequences_take_their_maximal_part) {
  struct Row {
    std::string_view bytes;
    std::uint8_t taken;
  };
  for (const Row& row : {Row{"\xC0\x80", 1}, Row{"\xE0\x80\x80", 1}, Row{"\xED\xA0\x80", 1}, Row{"\xE2\x82", 2},
                         Row{"\xF0\x9F\x98", 3}, Row{"\xF5\x80", 1}, Row{"\x80", 1}, Row{"\xE2\x41", 1}}) {
    const Decoded d = decode_utf8(row.bytes, 0);
    EXPECT_FALSE(d.valid);
    EXPECT_EQ(d.length, row.taken);
    EXPECT_EQ(first_invalid_utf8(row.bytes), 0u);
  }
  EXPECT_EQ(first_invalid_utf8("twelve bytes then \xFF"), 18u);
  EXPECT_EQ(first_invalid_utf8("fine – really"), std::string_view::npos);
}

TEST(Span, containment_and_overlap_agree_with_sets_of_positions) {
  for (std::uint32_t a = 0; a < 5; ++a)
    for (std::uint32_t b = a; b < 5; ++b)
      for (std::uint32_t c = 0; c < 5; ++c)
        for (std::uint32_t d = c; d < 5; ++d) {
          bool shared = false, all = true;
          for (std::uint32_t i = c; i < d; ++i) {
            const bool in = a <= i && i < b;
            shared |= in;
            all &= in;
          }
          const Span x{a, b}, y{c, d};
          if (!x.empty() && !y.empty()) {
            EXPECT_EQ(x.overlaps(y), shared);
            EXPECT_EQ(x.contains(y), all);
          }
        }
}

TEST(Result, an_error_describes_place_and_reason) {
  const Result<int> r = Error{ErrorCode::kMalformed, "no end of record", "a.warc", 12};
  ASSERT_FALSE(r.ok());
  EXPECT_EQ(r.error().describe(), "a.warc:12: no end of record");
}

}  // namespace
}  // namespace hearsay
