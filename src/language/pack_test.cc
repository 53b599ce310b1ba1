#include "language/pack.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <new>

namespace hearsay {
namespace {

// from_bytes wants the alignment that a mapping has.
struct Aligned {
  explicit Aligned(std::string_view bytes) : size(bytes.size()) {
    data = static_cast<char*>(::operator new (size + 1, std::align_val_t{kPackAlignment}));
    std::copy(bytes.begin(), bytes.end(), data);
  }
  ~Aligned() { ::operator delete (data, std::align_val_t{kPackAlignment}); }
  Aligned(const Aligned&) = delete;
  Aligned& operator=(const Aligned&) = delete;
  [[nodiscard]] std::string_view view() const { return {data, size}; }
  char* data;
  std::size_t size;
};

PackWriter small_pack() {
  PackWriter writer;
  writer.add("meta", "en 3.8.0");
  writer.add_array("numbers", std::vector<std::uint32_t>{1, 2, 3});
  writer.add("empty", "");
  writer.add_array("floats", std::vector<float>(100, 0.5f));
  return writer;
}

TEST(Pack, gives_back_what_was_written) {
  const Aligned file(small_pack().bytes());
  const auto reader = PackReader::from_bytes(file.view());
  ASSERT_TRUE(reader.ok()) << reader.error().describe();
  EXPECT_EQ(reader->bytes("meta").value(), "en 3.8.0");
  EXPECT_EQ(reader->bytes("empty").value(), "");
  const auto numbers = reader->array<std::uint32_t>("numbers", 3);
  ASSERT_TRUE(numbers.ok());
  EXPECT_EQ((*numbers)[2], 3u);
  const auto floats = reader->array<float>("floats");
  ASSERT_TRUE(floats.ok());
  EXPECT_EQ(floats->size(), 100u);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(floats->data()) % kPackAlignment, 0u);
}

TEST(Pack, refuses_sections_that_are_missing_or_of_another_size) {
  const Aligned file(small_pack().bytes());
  const auto reader = PackReader::from_bytes(file.view());
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(reader->bytes("nothing").error().code, ErrorCode::kModel);
  EXPECT_FALSE(reader->array<std::uint32_t>("numbers", 4).ok());
  EXPECT_FALSE(reader->array<std::uint64_t>("numbers").ok());
}

TEST(Pack, refuses_every_flipped_byte) {
  const std::string good = small_pack().bytes();
  Aligned file(good);
  ASSERT_TRUE(PackReader::from_bytes(file.view()).ok());
  for (std::size_t i = 0; i < good.size(); ++i) {
    // The recorded SHA-256 stands in the header, which has a sum of its own: no byte is unguarded.
    file.data[i] = static_cast<char>(good[i] ^ 0x20);
    EXPECT_FALSE(PackReader::from_bytes(file.view()).ok()) << "byte " << i;
    file.data[i] = good[i];
  }
}

TEST(Pack, refuses_every_truncation_and_a_longer_file) {
  const std::string good = small_pack().bytes();
  for (std::size_t n = 0; n < good.size(); ++n) {
    const Aligned file(std::string_view(good).substr(0, n));
    EXPECT_FALSE(PackReader::from_bytes(file.view()).ok()) << n;
  }
  const Aligned longer(good + std::string(64, '\0'));
  EXPECT_FALSE(PackReader::from_bytes(longer.view()).ok());
}

TEST(Pack, is_written_whole_and_the_same_twice) {
  const auto path = std::filesystem::temp_directory_path() / ("pack_test." + std::to_string(getpid()));
  ASSERT_TRUE(small_pack().write(path.string()).ok());
  const auto reader = PackReader::open(path.string());
  ASSERT_TRUE(reader.ok()) << reader.error().describe();
  EXPECT_EQ(reader->section_count(), 4u);
  EXPECT_EQ(small_pack().bytes(), small_pack().bytes());
  EXPECT_FALSE(std::filesystem::exists(path.string() + ".part"));
  std::filesystem::remove(path);
  EXPECT_EQ(PackReader::open(path.string()).error().code, ErrorCode::kUnreadable);
  EXPECT_EQ(PackReader::open("/").error().code, ErrorCode::kUnreadable);
}

TEST(Pack, records_the_sum_of_its_payload) {
  const std::string bytes = small_pack().bytes();
  const Aligned file(bytes);
  const auto reader = PackReader::from_bytes(file.view());
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(reader->payload_sha256(), sha256(std::string_view(bytes).substr(64 + 4 * 64)));
}

}  // namespace
}  // namespace hearsay
