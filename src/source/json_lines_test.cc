// JSON lines: which fields count, what lies where, and lines that are none.
#include "source/json_lines.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "source/testing/archives.h"

namespace hearsay {
namespace {

using testing::Pulled;

Pulled pulled(std::string_view bytes, std::size_t pipe = 0) {
  std::unique_ptr<ByteInput> input = std::make_unique<MemoryInput>(bytes);
  if (pipe > 0) input = std::make_unique<testing::PipeInput>(bytes, pipe);
  JsonLinesStream stream("a.jsonl", std::move(input), true);
  return testing::pull_all(stream);
}

TEST(JsonLines, fields_by_rank_and_not_by_order) {
  struct Row {
    std::string_view line, bytes, type, title, authors;
  };
  for (const Row& row :
       {Row{R"({"text":"T","html":"<p>H"})", "<p>H", "text/html", "", ""},
        Row{R"({"body":"B","text":"T","content":"C"})", "T", "text/plain", "", ""},
        Row{R"({"headline":"H","title":"T","maintext":"M"})", "M", "text/plain", "T", ""},
        Row{R"({"text":"x","authors":["A","B"],"author":"C"})", "x", "text/plain", "", "A|B"},
        Row{R"({"text":"x","author":"C","authors":["A",{"name":"B","url":"u"},["no"]]})", "x", "text/plain", "", "A|B"},
        Row{R"({"text":"x","author":{"name":"B","text":"no"}})", "x", "text/plain", "", "B"},
        Row{R"({"meta":{"text":"no","title":"no"},"text":"yes","list":[{"text":"no"}]})", "yes", "text/plain", "", ""},
        Row{R"({"text":"","body":"b"})", "b", "text/plain", "", ""},
        Row{R"({"text":5,"body":"b"})", "b", "text/plain", "", ""},
        Row{R"({"text":"a\u00e9\n\ud83d\ude00\"\\"})", "a\xC3\xA9\n\xF0\x9F\x98\x80\"\\", "text/plain", "", ""}}) {
    const Pulled got = pulled(row.line);
    ASSERT_EQ(got.sources.size(), 1u) << row.line;
    const RawSource& source = got.sources[0];
    EXPECT_EQ(source.bytes, row.bytes) << row.line;
    EXPECT_EQ(source.stated_type, row.type) << row.line;
    EXPECT_EQ(source.stated.title, row.title) << row.line;
    std::string authors;
    for (const std::string& name : source.stated.authors) authors += (authors.empty() ? "" : "|") + name;
    EXPECT_EQ(authors, row.authors) << row.line;
  }
}

TEST(JsonLines, each_line_has_its_place_and_bad_ones_cost_no_other) {
  std::string file = "\xEF\xBB\xBF{\"text\":\"one\"}\r\n\n";
  const std::size_t second = file.size();
  file += "{\"text\":\"two\",\"url\":\"https://a.example/2\"}\n";
  const std::size_t bad = file.size();
  file += "{\"text\":\"thr\n[1]\n\"x\"\n17\n{}\n{\"text\":\"half \\udc00.\"}\n{\"text\":\"last\"}";
  for (const std::size_t pipe : {0u, 1u, 1000u}) {
    const Pulled got = pulled(file, pipe);
    ASSERT_EQ(got.sources.size(), 4u);
    EXPECT_EQ(got.sources[0].archive->offset, 3u);
    EXPECT_EQ(got.sources[1].archive->offset, second);
    EXPECT_EQ(got.sources[1].uri, "https://a.example/2");
    EXPECT_EQ(got.sources[2].bytes, "half \xEF\xBF\xBD.");
    EXPECT_EQ(got.sources[2].warnings.size(), 1u);
    EXPECT_EQ(got.sources[3].bytes, "last");
    ASSERT_EQ(got.errors.size(), 5u);
    EXPECT_GE(*got.errors[0].offset, bad);
    for (const RawSource& source : got.sources) {
      const std::string_view line = std::string_view(file).substr(source.archive->offset, source.archive->length);
      EXPECT_EQ(to_hex(sha256(line)), source.archive->sha256);
      EXPECT_EQ(source_of_json_line(line, "a.jsonl", 0, true)->bytes, source.bytes);
    }
  }
}

TEST(JsonLines, hostile_lines_end) {
  const std::string deep(2'000'000, '[');
  std::string objects;
  for (int i = 0; i < 400'000; ++i) objects += "{\"a\":";
  for (const std::string& line :
       {deep, objects, "{\"text\":\"" + std::string(1'000'000, '\\'), std::string(3'000'000, '\n'),
        "{\"authors\":[" + std::string(1'000'000, '"') + "]}"}) {
    const Pulled got = pulled(line + "\n{\"text\":\"after\"}\n");
    ASSERT_EQ(got.sources.size(), 1u);
    EXPECT_EQ(got.sources[0].bytes, "after");
  }
}

}  // namespace
}  // namespace hearsay
