#include "language/spacy_folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "language/thinc_model.h"

namespace hearsay {
namespace {

namespace fs = std::filesystem;

class SpacyFolderTest : public ::testing::Test {
 protected:
  SpacyFolderTest() : folder_(fs::temp_directory_path() / ("spacy_folder_test." + std::to_string(getpid()))) {
    fs::create_directories(folder_);
  }
  ~SpacyFolderTest() override { fs::remove_all(folder_); }

  void write(const std::string& path, const std::string& bytes) {
    fs::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path, std::ios::binary) << bytes;
  }
  Error error() { return read_spacy_folder(folder_.string()).error(); }

  fs::path folder_;
};

constexpr const char* kPipeline = R"("pipeline":["tok2vec","tagger","parser","attribute_ruler","lemmatizer","ner"])";

std::string meta(const std::string& lang, const std::string& name, const std::string& version,
                 const std::string& pipeline = kPipeline) {
  return R"({"lang":")" + lang + R"(","name":")" + name + R"(","version":")" + version + "\"," + pipeline + "}";
}

TEST_F(SpacyFolderTest, refuses_what_is_not_the_pipeline_it_knows) {
  EXPECT_EQ(error().code, ErrorCode::kUnreadable);  // no meta.json
  write("meta.json", "{\"lang\":");
  EXPECT_EQ(error().code, ErrorCode::kMalformed);
  write("meta.json", std::string(200000, '['));
  EXPECT_EQ(error().code, ErrorCode::kMalformed);
  const std::string rows[] = {meta("en", "core_web_md", "3.7.1"),
                              meta("de", "core_web_md", "3.8.0"),
                              meta("en", "core_web_trf", "3.8.0"),
                              meta("en", "core_web_md", "3.8.0", R"("pipeline":["tok2vec","ner"])"),
                              meta("en", "core_web_md", "3.8.0", R"("pipeline":7)"),
                              "[]",
                              "{}"};
  for (const std::string& row : rows) {
    write("meta.json", row);
    EXPECT_EQ(error().code, ErrorCode::kModel) << row;
    EXPECT_NE(error().path.find("meta.json"), std::string::npos);
  }
  write("meta.json", meta("en", "core_web_md", "3.7.1"));
  EXPECT_NE(error().message.find("en_core_web_md and en_core_web_sm 3.8.0 only"), std::string::npos);
  write("meta.json", meta("en", "core_web_md", "3.8.0"));
  EXPECT_NE(error().path.find("tagger/cfg"), std::string::npos);  // goes on, and misses the next file
}

TEST_F(SpacyFolderTest, refuses_settings_that_change_results) {
  write("meta.json", meta("en", "core_web_md", "3.8.0"));
  const std::string lemmatizer = "[components.lemmatizer]\nmode = \"rule\"\noverwrite = false\n\n";
  write("config.cfg", lemmatizer);
  for (const char* component : {"tagger", "parser", "ner"}) write(std::string(component) + "/cfg", "{}");
  EXPECT_NE(error().path.find("/tokenizer"), std::string::npos);  // all settings passed
  write("parser/cfg", R"({"beam_width":8})");
  EXPECT_NE(error().path.find("parser/cfg"), std::string::npos);
  write("parser/cfg", R"({"beam_width":1,"learn_tokens":false})");
  write("tagger/cfg", R"({"overwrite":true})");
  EXPECT_NE(error().path.find("tagger/cfg"), std::string::npos);
  write("tagger/cfg", R"({"overwrite":false})");
  write("config.cfg", "[components.lemmatizer]\nmode = \"lookup\"\n\n");
  EXPECT_NE(error().path.find("config.cfg"), std::string::npos);
}

TEST_F(SpacyFolderTest, refuses_a_tokenizer_of_another_make) {
  write("meta.json", meta("en", "core_web_sm", "3.8.0"));
  write("config.cfg", "[components.lemmatizer]\nmode = \"rule\"\noverwrite = false\n\n");
  for (const char* component : {"tagger", "parser", "ner"}) write(std::string(component) + "/cfg", "{}");
  write("tokenizer", "\x80");
  EXPECT_EQ(error().code, ErrorCode::kModel);
  write("tokenizer", "\x81");
  EXPECT_EQ(error().code, ErrorCode::kMalformed);
}

// A thinc file of one chain linear>>relu with a (2, 1) weight, written out by hand.
std::string tiny_model(const std::string& first, const std::string& shape) {
  const auto text = [](const std::string& s) { return static_cast<char>(0xA0 | s.size()) + s; };
  const auto node = [&](const std::string& name) {
    return "\x82" + text("name") + text(name) + text("dims") + "\x81" + text("nO") + "\x02";
  };
  const auto binary = [](const std::string& s) { return std::string("\xc4") + static_cast<char>(s.size()) + s; };
  const std::string array = "\x85" + binary("nd") + "\xc3" + binary("type") + text("<f4") + binary("kind") +
                            binary("") + binary("shape") + shape + binary("data") +
                            binary(std::string("\0\0\x80\x3f\0\0\0\x40", 8));
  return "\x84" + text("nodes") + "\x93" + node(first + ">>relu") + node(first) + node("relu") + text("attrs") +
         "\x93\x80\x81" + text("seed") + binary("\x08") + "\x80" + text("params") + "\x93\x80\x82" + text("W") + array +
         text("b") + "\xc0\x80" + text("shims") + "\x90";
}

TEST(ThincModel, gives_parameters_by_node_of_a_matching_tree) {
  auto model = ThincModel::parse(tiny_model("linear", "\x92\x02\x01"), "file");
  ASSERT_TRUE(model.ok()) << model.error().describe();
  ModelTree tree;
  const auto linear = tree.leaf("linear");
  const auto root = tree.chain({linear, tree.leaf("relu")});
  ASSERT_TRUE(model->match(tree, root).ok());
  EXPECT_EQ(model->dimension(linear, "nO").value(), 2u);
  EXPECT_EQ(model->number(linear, "seed").value(), 8);
  EXPECT_FALSE(model->number(linear, "column").ok());
  EXPECT_FALSE(model->take(linear, "W", {1, 2}).ok());  // another shape
  EXPECT_FALSE(model->take(linear, "b", {2}).ok());     // nil
  const auto weights = model->take(linear, "W", {2, 1});
  ASSERT_TRUE(weights.ok());
  EXPECT_EQ(*weights, (std::vector<float>{1.0f, 2.0f}));
}

TEST(ThincModel, refuses_another_tree_and_other_arrays) {
  ModelTree tree;
  const auto root = tree.chain({tree.leaf("linear"), tree.leaf("relu")});
  auto other = ThincModel::parse(tiny_model("mish", "\x92\x02\x01"), "file");
  ASSERT_TRUE(other.ok());
  EXPECT_FALSE(other->match(tree, root).ok());
  auto same = ThincModel::parse(tiny_model("linear", "\x92\x02\x01"), "file");
  EXPECT_FALSE(same->match(tree, tree.chain({root, tree.leaf("dropout")})).ok());
  EXPECT_FALSE(ThincModel::parse(tiny_model("linear", "\x92\x02\x02"), "file").ok());  // more than the data
  EXPECT_FALSE(ThincModel::parse("\x80", "file").ok());
  const std::string whole = tiny_model("linear", "\x92\x02\x01");
  for (std::size_t n = 0; n < whole.size(); ++n) EXPECT_FALSE(ThincModel::parse(whole.substr(0, n), "file").ok());
}

TEST(ModelTree, names_itself_as_thinc_does_and_walks_breadth_first) {
  ModelTree tree;
  const auto a = tree.leaf("a"), b = tree.leaf("b"), c = tree.leaf("c");
  const auto root = tree.chain({tree.with_array(tree.concatenate({a, b})), tree.residual(c)});
  EXPECT_EQ(tree.name(root), "with_array(a|b)>>residual(c)");
  std::string names;
  for (const auto node : tree.walk(root)) names += tree.name(node) + " ";
  EXPECT_EQ(names, "with_array(a|b)>>residual(c) with_array(a|b) residual(c) a|b c a b ");
}

}  // namespace
}  // namespace hearsay
