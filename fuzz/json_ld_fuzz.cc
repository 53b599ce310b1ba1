// Any bytes as the text of a JSON-LD script. Checked: nodes come after their parents and lie inside of them, every
// value is well-formed UTF-8 and may be asked for, what schema.org readers give points into the page, and a text that
// RapidJSON takes for well-formed is read to the same values in the same order. Limits: 64 KB of input keep a run
// short; deeper texts than kMaxJsonDepth are not compared.
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "source/json_ld.h"
#include "source/schema_org.h"

namespace {

using hearsay::Json;
using hearsay::JsonKind;

void require(bool holds) {
  if (!holds) std::abort();
}

// What RapidJSON reads, a line for each value, in the order of the text.
struct Values {
  std::vector<std::string> lines;
  std::string key;

  bool add(std::string line) {
    lines.push_back(std::move(line));
    return true;
  }
  bool Null() { return add("null"); }
  bool Bool(bool value) { return add(value ? "true" : "false"); }
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) { return add(std::string(text, length)); }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    // U+0000 is read as U+FFFD, as everywhere on a page.
    std::string value = "'";
    for (const char c : std::string_view(text, length)) {
      if (c == '\0') {
        value += "\xEF\xBF\xBD";
      } else {
        value += c;
      }
    }
    return add(std::move(value));
  }
  bool Key(const char*, rapidjson::SizeType, bool) { return true; }
  bool StartObject() { return add("{"); }
  bool EndObject(rapidjson::SizeType) { return true; }
  bool StartArray() { return add("["); }
  bool EndArray(rapidjson::SizeType) { return true; }
};

void compare(const Json& json, std::string_view text) {
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  Values values;
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;
  if (!reader.Parse<kFlags>(stream, values)) return;
  if (values.lines.empty() || (values.lines[0] != "{" && values.lines[0] != "[") || json.truncated()) return;
  require(values.lines.size() == json.nodes().size());
  for (std::uint32_t i = 0; i < json.nodes().size(); ++i) {
    const JsonKind kind = json[i].kind;
    const std::string line = kind == JsonKind::kObject   ? "{"
                             : kind == JsonKind::kArray  ? "["
                             : kind == JsonKind::kString ? "'" + json.value(i)
                                                         : json.value(i);
    require(line == values.lines[i]);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (64u << 10)) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  hearsay::HtmlInput page;
  page.bytes = bytes;
  Json json(page);
  json.read({0, static_cast<std::uint32_t>(size)});
  for (std::uint32_t i = 0; i < json.nodes().size(); ++i) {
    const hearsay::JsonNode& node = json[i];
    require(node.source.begin <= node.source.end && node.source.end <= size && node.key.end <= size);
    if (node.parent != hearsay::kNoJson) {
      require(node.parent < i);
      const hearsay::Span around = json[node.parent].source;
      require(around.begin <= node.source.begin && node.source.end <= around.end);
    }
    if (node.kind != JsonKind::kObject && node.kind != JsonKind::kArray)
      require(hearsay::first_invalid_utf8(json.text(i)) == std::string_view::npos);
  }
  const hearsay::SchemaArticle schema = hearsay::article_in(json, {"https://gull.example/mill"});
  if (schema.article != hearsay::kNoJson) {
    for (const hearsay::StatedName& name : hearsay::stated_names(json, schema.article, "author"))
      require(name.name.source && name.name.source->end <= size && !name.name.value.empty());
  }
  const auto comments = hearsay::stated_comments(json, schema);
  for (std::size_t i = 0; i < comments.size(); ++i) require(!comments[i].parent || *comments[i].parent < i);
  (void)hearsay::stated_body(json, schema);
  (void)hearsay::stated_comment_count(json, schema);
  compare(json, bytes);
  return 0;
}
