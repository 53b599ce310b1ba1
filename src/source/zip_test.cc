// ZIP: archives made by hand (those of Python's zipfile are in tests/cli): ZIP64, names that climb out, members
// that lie over each other, directories that lie.
#include "source/zip.h"

#include <gtest/gtest.h>

#include <random>

namespace hearsay {
namespace {

std::string number(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(i < 8 ? value >> 8 * i : 0);
  return out;
}

struct Member {
  std::string name, data;
  std::uint16_t method = 0, flags = 0;
  bool zip64 = false;
  std::optional<std::uint64_t> header = {};  // what the directory claims
};

std::string zipped(const std::vector<Member>& members, bool zip64 = false) {
  std::string file, directory;
  for (const Member& m : members) {
    const std::uint64_t header = m.header.value_or(file.size());
    const std::uint64_t size = m.data.size();
    const std::string extra =
        m.zip64 ? number(1, 2) + number(24, 2) + number(size, 8) + number(size, 8) + number(header, 8) : "";
    const auto small = [&](std::uint64_t v) { return m.zip64 ? number(0xFFFFFFFF, 4) : number(v, 4); };
    file += "PK\x03\x04" + number(20, 2) + number(m.flags, 2) + number(m.method, 2) + number(0, 8) + small(size) +
            small(size) + number(m.name.size(), 2) + number(3, 2) + m.name + "xyz" + m.data;
    directory += "PK\x01\x02" + number(20, 2) + number(20, 2) + number(m.flags, 2) + number(m.method, 2) +
                 number(0, 8) + small(size) + small(size) + number(m.name.size(), 2) + number(extra.size(), 2) +
                 number(0, 10) + small(header) + m.name + extra;
  }
  const std::uint64_t begin = file.size();
  file += directory;
  if (zip64) {
    const std::uint64_t place = file.size();
    file += "PK\x06\x06" + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8) + number(members.size(), 8) +
            number(members.size(), 8) + number(directory.size(), 8) + number(begin, 8);
    file += "PK\x06\x07" + number(0, 4) + number(place, 8) + number(1, 4);
    return file + "PK\x05\x06" + number(0, 4) + number(0xFFFF, 2) + number(0xFFFF, 2) + number(0xFFFFFFFF, 4) +
           number(0xFFFFFFFF, 4) + number(0, 2);
  }
  return file + "PK\x05\x06" + number(0, 4) + number(members.size(), 2) + number(members.size(), 2) +
         number(directory.size(), 4) + number(begin, 4) + number(7, 2) + "comment";
}

Result<ZipDirectory> directory_of(const std::string& bytes) {
  MemoryInput input(bytes);
  return read_zip_directory(input, "a.zip");
}

std::string content(const std::string& bytes, const ZipMember& member) {
  MemoryInput input(bytes);
  const auto data = zip_data_offset(input, member, "a.zip");
  return data ? bytes.substr(*data, member.packed) : "?";
}

TEST(Zip, members_come_in_the_order_of_their_names_with_their_bytes) {
  for (const bool zip64 : {false, true}) {
    const std::string bytes =
        zipped({{"pages/b", "two", 0, 0, zip64}, {"a", "one", 0, 0, zip64}, {"empty/", "", 0, 0, false}}, zip64);
    const auto directory = directory_of(bytes);
    ASSERT_TRUE(directory.ok()) << directory.error().describe();
    ASSERT_EQ(directory->members.size(), 3u);
    EXPECT_EQ(directory->members[0].name, "a");
    EXPECT_EQ(content(bytes, directory->members[0]), "one");
    EXPECT_EQ(content(bytes, directory->members[2]), "two");
  }
}

TEST(Zip, members_that_cannot_be_trusted_are_refused_one_by_one) {
  struct Row {
    Member member;
    bool good;
  };
  for (const Row& row : {Row{{"../a", "x"}, false}, Row{{"/a", "x"}, false}, Row{{"a/../b", "x"}, false},
                         Row{{"a\\..\\b", "x"}, false}, Row{{"c:a", "x"}, false},
                         Row{{std::string("a\0b", 3), "x"}, false}, Row{{"", "x"}, false}, Row{{"..a/b..", "x"}, true},
                         Row{{"a", "x", 0, 1}, false}, Row{{"a", "x", 14}, false}, Row{{"a", "x", 8}, true}}) {
    const auto directory = directory_of(zipped({{"good", "y"}, row.member}));
    ASSERT_TRUE(directory.ok());
    EXPECT_EQ(directory->refused.size(), row.good ? 0u : 1u) << row.member.name;
    EXPECT_EQ(directory->members.size(), row.good ? 2u : 1u) << row.member.name;
  }
}

TEST(Zip, directories_that_lie_are_errors) {
  const std::string good = zipped({{"a", "one"}, {"b", "two"}});
  EXPECT_TRUE(directory_of(good).ok());
  EXPECT_FALSE(directory_of(zipped({{"a", "one"}, {"b", "two", 0, 0, false, 0}})).ok());         // over each other
  EXPECT_FALSE(directory_of(zipped({{"a", "one"}, {"b", "two", 0, 0, false, 1u << 30}})).ok());  // behind the file
  EXPECT_FALSE(directory_of(zipped({{"a", "one", 0, 0, true, ~std::uint64_t{0} - 4}})).ok());
  EXPECT_FALSE(directory_of("").ok());
  EXPECT_FALSE(directory_of("PK\x03\x04").ok());
  for (std::size_t n = 0; n < good.size() - 7; ++n) EXPECT_FALSE(directory_of(good.substr(0, n)).ok()) << n;
  std::mt19937 dice(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = zipped({{"a", "one"}, {"b", "two", 0, 0, true}}, round % 2 == 0);
    for (unsigned n = dice() % 4 + 1; n > 0; --n) bytes[dice() % bytes.size()] = static_cast<char>(dice());
    const auto directory = directory_of(bytes);
    if (!directory) continue;
    for (const ZipMember& member : directory->members) (void)content(bytes, member);
  }
}

}  // namespace
}  // namespace hearsay
