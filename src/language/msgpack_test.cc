#include "language/msgpack.h"

#include <gtest/gtest.h>

#include <string>

namespace hearsay {
namespace {

using namespace std::string_literals;

std::string big_endian(std::uint64_t value, unsigned width) {
  std::string out;
  for (unsigned i = width; i-- > 0;) out += static_cast<char>(value >> (8 * i));
  return out;
}

MsgpackDocument parsed(const std::string& bytes) {
  auto document = MsgpackDocument::parse(bytes);
  EXPECT_TRUE(document.ok()) << document.error().describe();
  return std::move(*document);
}

TEST(Msgpack, reads_every_form_of_a_number) {
  const struct {
    std::string bytes;
    double value;
  } rows[] = {
      {"\x00"s, 0},
      {"\x7f", 127},
      {"\xe0", -32},
      {"\xff", -1},
      {"\xcc\xff", 255},
      {"\xcd" + big_endian(65535, 2), 65535},
      {"\xce" + big_endian(4294967295u, 4), 4294967295.0},
      {"\xcf" + big_endian(1ull << 40, 8), 1099511627776.0},
      {"\xd0\x80", -128},
      {"\xd0\x05", 5},
      {"\xd1" + big_endian(0x8000, 2), -32768},
      {"\xd2" + big_endian(0x80000000u, 4), -2147483648.0},
      {"\xd3" + big_endian(~0ull, 8), -1},
      {"\xca\x3f\x80\x00\x00"s, 1.0},
      {"\xcb\xbf\xf0\x00\x00\x00\x00\x00\x00"s, -1.0},
  };
  for (const auto& row : rows) EXPECT_EQ(parsed(row.bytes).root().number(), row.value) << row.value;
  const std::string large = "\xcf" + big_endian(~0ull, 8);
  const auto document = parsed(large);
  EXPECT_EQ(document.root().unsigned_integer(), ~0ull);
  EXPECT_FALSE(document.root().integer().has_value());
}

TEST(Msgpack, reads_every_form_of_bytes) {
  const std::string text(300, 'x');
  const std::string rows[] = {
      "\xd9" + big_endian(200, 1) + text.substr(0, 200),
      "\xda" + big_endian(300, 2) + text,
      "\xdb" + big_endian(300, 4) + text,
      "\xc4" + big_endian(200, 1) + text.substr(0, 200),
      "\xc5" + big_endian(300, 2) + text,
      "\xc6" + big_endian(300, 4) + text,
  };
  for (const auto& row : rows) EXPECT_EQ(parsed(row).root().text()->front(), 'x');
  EXPECT_EQ(parsed("\xa3"
                   "abc")
                .root()
                .text(),
            "abc");
  EXPECT_EQ(parsed("\xa0").root().text(), "");
  EXPECT_EQ(parsed("\xd4\x01z").root().text()->size(), 2u);        // fixext 1
  EXPECT_EQ(parsed("\xc7\x03\x01xyz").root().text()->size(), 4u);  // ext 8
  EXPECT_TRUE(parsed("\xc0").root().is(MsgpackKind::kNil));
  EXPECT_EQ(parsed("\xc3").root().boolean(), true);
  EXPECT_EQ(parsed("\xc2").root().boolean(), false);
}

TEST(Msgpack, walks_containers_of_every_width) {
  for (const std::string& head : {"\x93"s, "\xdc" + big_endian(3, 2), "\xdd" + big_endian(3, 4)}) {
    const std::string bytes = head + "\x01\x92\x02\x03\x04";
    const auto document = parsed(bytes);
    const auto elements = document.root().elements();
    ASSERT_EQ(elements.size(), 3u);
    EXPECT_EQ(elements[0].integer(), 1);
    EXPECT_EQ(elements[1].elements()[1].integer(), 3);
    EXPECT_EQ(elements[2].integer(), 4);
  }
  for (const std::string& head : {"\x82"s, "\xde" + big_endian(2, 2), "\xdf" + big_endian(2, 4)}) {
    // A string key and a binary one; an integer key is found by walking.
    const std::string bytes = head +
                              "\xa1"
                              "k\x90\xc4\x02"
                              "nd\xc3";
    const auto document = parsed(bytes);
    ASSERT_TRUE(document.root().find("nd").has_value());
    EXPECT_EQ(document.root().find("nd")->boolean(), true);
    EXPECT_EQ(document.root().find("k")->size(), 0u);
    EXPECT_FALSE(document.root().find("x").has_value());
  }
}

TEST(Msgpack, refuses_every_truncation) {
  const std::string whole =
      "\x83\xa1"
      "a\x93\x01\x02\x03\xa1"
      "b\xcb\x3f\xf0\x00\x00\x00\x00\x00\x00\xa1"
      "c\xc6\x00\x00\x00\x02zz"s;
  ASSERT_TRUE(MsgpackDocument::parse(whole).ok());
  for (std::size_t n = 0; n < whole.size(); ++n) {
    EXPECT_FALSE(MsgpackDocument::parse(std::string_view(whole).substr(0, n)).ok()) << n;
  }
  EXPECT_FALSE(MsgpackDocument::parse(whole + "\x00"s).ok());  // bytes after the document
  EXPECT_FALSE(MsgpackDocument::parse("\xc1").ok());
}

TEST(Msgpack, believes_no_length_that_the_input_cannot_hold) {
  for (const std::string& bytes :
       {"\xdd\xff\xff\xff\xff\x00"s, "\xdf\xff\xff\xff\xff\x00"s, "\xdb\xff\xff\xff\xff\x00"s,
        "\xc6\xff\xff\xff\xff\x00"s, "\xc9\xff\xff\xff\xff\x00"s}) {
    const auto document = MsgpackDocument::parse(bytes);
    ASSERT_FALSE(document.ok());
    EXPECT_EQ(document.error().code, ErrorCode::kMalformed);
  }
}

TEST(Msgpack, bounds_the_depth) {
  const std::string deepest = std::string(kMaxMsgpackDepth, '\x91') + "\x01";
  EXPECT_TRUE(MsgpackDocument::parse(deepest).ok());
  EXPECT_FALSE(MsgpackDocument::parse("\x91" + deepest).ok());
  EXPECT_FALSE(MsgpackDocument::parse(std::string(1000000, '\x91')).ok());
}

}  // namespace
}  // namespace hearsay
