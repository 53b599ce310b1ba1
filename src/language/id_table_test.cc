#include "language/id_table.h"

#include <gtest/gtest.h>

#include <map>
#include <new>
#include <random>

namespace hearsay {
namespace {

std::unique_ptr<char[], void (*)(char*)> aligned_copy(const std::string& bytes) {
  auto* data = static_cast<char*>(::operator new (bytes.size() + 1, std::align_val_t{kPackAlignment}));
  std::copy(bytes.begin(), bytes.end(), data);
  return {data, [](char* p) { ::operator delete (p, std::align_val_t{kPackAlignment}); }};
}

TEST(IdTable, finds_what_a_map_finds) {
  std::mt19937_64 random(5);
  for (const std::size_t count : {0u, 1u, 2u, 7u, 100u, 5000u}) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> entries;
    for (std::size_t i = 0; i < count; ++i) {
      // Hashes, small numbers (reserved symbols) and repeated ones.
      const std::uint64_t id = i % 5 == 0 ? random() % 500 : random();
      entries.emplace_back(id, static_cast<std::uint32_t>(random()));
      if (i % 11 == 0) entries.emplace_back(id, static_cast<std::uint32_t>(random()));
    }
    std::map<std::uint64_t, std::uint32_t> model;
    for (const auto& [id, value] : entries) model.emplace(id, value);
    PackWriter writer;
    write_id_table(writer, "table", entries);
    const std::string bytes = writer.bytes();
    const auto data = aligned_copy(bytes);
    const auto pack = PackReader::from_bytes({data.get(), bytes.size()});
    ASSERT_TRUE(pack.ok());
    const auto table = IdTable<std::uint32_t>::open(*pack, "table");
    ASSERT_TRUE(table.ok()) << table.error().describe();
    for (const auto& [id, value] : model) {
      const std::uint32_t* found = table->find(id);
      ASSERT_NE(found, nullptr);
      EXPECT_EQ(*found, value);
    }
    for (int i = 0; i < 1000; ++i) {
      const std::uint64_t id = i % 2 == 0 ? random() : static_cast<std::uint64_t>(i);
      EXPECT_EQ(table->find(id) != nullptr, model.count(id) == 1);
    }
  }
}

TEST(IdTable, refuses_an_index_that_does_not_fit) {
  const std::vector<std::uint64_t> keys = {1, 2};
  const std::vector<std::uint32_t> values = {1, 2};
  const std::vector<std::vector<std::uint32_t>> broken = {{},        {0},       {0, 2},   {0, 1, 2, 2},
                                                          {0, 1, 3}, {2, 0, 2}, {0, 2, 1}};
  for (const auto& buckets : broken) {
    PackWriter writer;
    writer.add_array("t.keys", keys);
    writer.add_array("t.buckets", buckets);
    writer.add_array("t.values", values);
    const std::string bytes = writer.bytes();
    const auto data = aligned_copy(bytes);
    const auto pack = PackReader::from_bytes({data.get(), bytes.size()});
    ASSERT_TRUE(pack.ok());
    EXPECT_FALSE(IdTable<std::uint32_t>::open(*pack, "t").ok()) << buckets.size();
  }
}

}  // namespace
}  // namespace hearsay
