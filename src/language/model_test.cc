// The packs that the build made, where it made them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <new>
#include <sstream>

#include "language/language.h"
#include "language/pack.h"

namespace hearsay {
namespace {

class ModelTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    path_ = std::string(HEARSAY_MODELS_DIR) + "/" + GetParam() + ".pack";
    if (!std::filesystem::exists(path_)) GTEST_SKIP() << "no pack at " << path_;
  }
  std::string path_;
};

TEST_P(ModelTest, says_what_it_is) {
  const auto model = Model::open(path_);
  ASSERT_TRUE(model.ok()) << model.error().describe();
  EXPECT_EQ((*model)->name(), GetParam());
  EXPECT_EQ((*model)->version(), "3.8.0");
  EXPECT_EQ((*model)->sha256().size(), 64u);
  const auto pack = PackReader::open(path_);
  EXPECT_NE(pack->bytes("model.licence").value().find("MIT"), std::string::npos);
  EXPECT_NE(pack->bytes("model.source").value().find(" meta.json\n"), std::string::npos);
}

TEST_P(ModelTest, a_damaged_section_is_refused_by_name) {
  std::ifstream file(path_, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  const std::string good = content.str();
  auto* bytes = static_cast<char*>(::operator new (good.size(), std::align_val_t{kPackAlignment}));
  std::copy(good.begin(), good.end(), bytes);
  const auto pack = PackReader::from_bytes({bytes, good.size()});
  ASSERT_TRUE(pack.ok());
  for (std::size_t i = 0; i < pack->section_count(); ++i) {
    const std::string name(pack->section_name(i));
    const std::string_view section = *pack->find(name);
    if (section.empty()) continue;
    char& byte = bytes[section.data() - bytes + static_cast<std::ptrdiff_t>(section.size() / 2)];
    byte = static_cast<char>(byte ^ 1);
    const auto damaged = PackReader::from_bytes({bytes, good.size()});
    ASSERT_FALSE(damaged.ok()) << name;
    EXPECT_EQ(damaged.error().code, ErrorCode::kModel);
    EXPECT_NE(damaged.error().message.find("'" + name + "'"), std::string::npos);
    byte = static_cast<char>(byte ^ 1);
  }
  ::operator delete (bytes, std::align_val_t{kPackAlignment});
}

// The example in docs/pack-format.md.
TEST(PackFormat, is_the_documented_one) {
  PackWriter writer;
  writer.add("a", "hi");
  const std::string bytes = writer.bytes();
  ASSERT_EQ(bytes.size(), 192u);
  EXPECT_EQ(bytes.substr(0, 24), std::string("HEARSAYP\1\0\0\0\1\0\0\0\xC0\0\0\0\0\0\0\0", 24));
  EXPECT_EQ(bytes.substr(0x40, 3), std::string("a\0\0", 3));
  EXPECT_EQ(bytes.substr(0x68, 16), std::string("\x80\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0", 16));
  EXPECT_EQ(bytes.substr(0x80), "hi" + std::string(62, '\0'));
}

TEST(Model, that_is_no_pack_is_refused) {
  const auto model = Model::open("/dev/null");
  ASSERT_FALSE(model.ok());
  const auto missing = Model::open("no/such.pack");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().path, "no/such.pack");
}

INSTANTIATE_TEST_SUITE_P(Packs, ModelTest, ::testing::Values("en_core_web_md", "en_core_web_sm"));

}  // namespace
}  // namespace hearsay
