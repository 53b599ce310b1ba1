// The record against the contract: parsed by RapidJSON, every key of every block in its order.
#include "reading/reading_json.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/writer.h>

namespace hearsay {
namespace {

using Keys = std::vector<std::string>;

rapidjson::Document parsed(const std::string& line) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseFullPrecisionFlag | rapidjson::kParseValidateEncodingFlag>(line.c_str(), line.size());
  EXPECT_FALSE(json.HasParseError()) << line;
  return json;
}

Keys keys_of(const rapidjson::Value& object) {
  Keys out;
  for (const auto& member : object.GetObject()) out.emplace_back(member.name.GetString());
  return out;
}

Document sample_document() {
  Document d;
  d.path = "a \xFF \"b\"\\\n.txt";  // not UTF-8, and all that needs an escape
  d.bytes = "Roe said 5.";
  d.sha256 = "00ff";
  d.text = "Roe said 5.";
  d.map = {{0, 0, 11}};
  d.parts = {{"p:0", PartKind::kParagraph, Region::kMain, {0, 11}, -1, 0},
             {"p:1", PartKind::kComment, Region::kComments, {11, 11}, 0, 1}};
  d.title = Value{"T", Span{0, 3}, std::nullopt, "visible"};
  d.published = Date{"2025-03-14", "day", {}, "option"};
  d.authors = {*d.title};
  d.language = {"en", .5};
  d.comments = {{1, std::nullopt, std::nullopt, 0, std::nullopt}};
  return d;
}

Reading sample_reading() {
  Reading r;
  r.voices.resize(2);
  r.voices[1].id = "v:1";
  r.voices[1].mentions = {{0, 3}};
  Attribution a;
  a.id = "a:1";
  a.source = {{0, 3}};
  a.voice = 1;
  r.attributions = {a};
  Claim c;
  c.id = "c:1";
  c.content = {{9, 10}};
  c.chain = {0};
  c.voice = 1;
  c.figures = {0};
  c.times = {0};
  c.condition = Condition{{{0, 3}}, {{4, 8}}};
  r.claims = {c};
  Figure f;
  f.id = "f:1";
  f.span = {9, 10};
  f.low = f.high = f.value = 5;
  f.claim = 0;
  r.figures = {f};
  Time t;
  t.id = "t:1";
  r.times = {t};
  return r;
}

TEST(ReadingJson, has_every_key_of_the_contract) {
  const Document document = sample_document();
  const Reading reading = sample_reading();
  Analysis analysis;
  analysis.text = document.text;
  analysis.tokens.resize(2);
  analysis.tokens[0].span = {0, 3};
  analysis.tokens[1].span = {4, 8};
  analysis.sentences = {{0, 2}};
  analysis.entities = {{{0, 1}, {0, 3}, EntityLabel::PERSON}};
  std::string line;
  append_json(line, document, &analysis, &reading, {true, true, true});
  const auto json = parsed(line);
  EXPECT_EQ(keys_of(json),
            (Keys{"schema", "source",    "document", "text",        "map",          "parts",   "comments",
                  "tokens", "sentences", "entities", "voices",      "attributions", "claims",  "figures",
                  "times",  "places",    "events",   "obligations", "evidence",     "wording", "gaps"}));
  EXPECT_EQ(keys_of(json["source"]),
            (Keys{"path", "uri", "media_type", "charset", "bytes", "sha256", "captured_at", "archive"}));
  EXPECT_EQ(keys_of(json["document"]), (Keys{"id", "url", "canonical_url", "title", "authors", "outlet", "domain",
                                             "published", "modified", "language", "credit", "wire"}));
  EXPECT_EQ(keys_of(json["document"]["title"]), (Keys{"value", "span", "source", "from"}));
  EXPECT_EQ(keys_of(json["document"]["published"]), (Keys{"value", "precision", "source", "from"}));
  EXPECT_EQ(keys_of(json["document"]["language"]), (Keys{"code", "p"}));
  EXPECT_EQ(keys_of(json["parts"][0]), (Keys{"id", "kind", "region", "span", "parent", "level", "language"}));
  EXPECT_EQ(keys_of(json["comments"][0]), (Keys{"part", "author", "published", "reply_to", "permalink"}));
  EXPECT_EQ(keys_of(json["tokens"]), (Keys{"span", "tag", "pos", "morph", "lemma", "head", "dep", "ent"}));
  for (const auto& list : json["tokens"].GetObject()) EXPECT_EQ(list.value.Size(), 2u) << list.name.GetString();
  EXPECT_EQ(keys_of(json["entities"][0]), (Keys{"id", "span", "label", "voice"}));
  EXPECT_EQ(keys_of(json["voices"][0]), (Keys{"id", "name", "kind", "mentions", "country", "sector", "code"}));
  EXPECT_EQ(keys_of(json["attributions"][0]), (Keys{"id", "parent", "source", "cue", "content", "voice", "act",
                                                    "channel", "quote", "negated", "p", "rule", "heads"}));
  EXPECT_EQ(keys_of(json["claims"][0]), (Keys{"id", "part", "content", "chain", "voice", "commitment", "condition",
                                              "negated", "opinion", "figures", "times", "places", "events", "anchor"}));
  EXPECT_EQ(keys_of(json["claims"][0]["commitment"]), (Keys{"source", "outlet", "cues"}));
  EXPECT_EQ(keys_of(json["claims"][0]["condition"]), (Keys{"if", "then"}));
  EXPECT_EQ(keys_of(json["claims"][0]["anchor"]), (Keys{"source", "exact", "prefix", "suffix"}));
  EXPECT_EQ(keys_of(json["figures"][0]),
            (Keys{"id", "span", "low", "high", "value", "bound", "unit", "of", "kind", "claim"}));
  EXPECT_EQ(keys_of(json["times"][0]), (Keys{"id", "span", "type", "value", "anchor"}));
  // references are ids, what is not known is null
  EXPECT_STREQ(json["entities"][0]["voice"].GetString(), "v:1");
  EXPECT_STREQ(json["claims"][0]["chain"][0].GetString(), "a:1");
  EXPECT_STREQ(json["claims"][0]["figures"][0].GetString(), "f:1");
  EXPECT_STREQ(json["figures"][0]["claim"].GetString(), "c:1");
  EXPECT_STREQ(json["parts"][1]["parent"].GetString(), "p:0");
  EXPECT_TRUE(json["parts"][0]["parent"].IsNull());
  EXPECT_TRUE(json["document"]["wire"].IsNull());
  EXPECT_TRUE(json["document"]["outlet"].IsNull());
  EXPECT_TRUE(json["times"][0]["value"].IsNull());
  EXPECT_TRUE(json["voices"][0]["name"].IsNull());
  EXPECT_STREQ(json["source"]["path"].GetString(), "a \xEF\xBF\xBD \"b\"\\\n.txt");
}

TEST(ReadingJson, heads_say_how_sure_they_are_and_what_came_next) {
  Reading reading = sample_reading();
  const auto heads = [&] {
    std::string line;
    append_json(line, sample_document(), nullptr, &reading, {});
    const auto json = parsed(line);
    rapidjson::StringBuffer out;
    rapidjson::Writer<rapidjson::StringBuffer> writer(out);
    json["attributions"][0]["heads"].Accept(writer);
    return std::string(out.GetString());
  };
  EXPECT_EQ(heads(), "null");
  Attribution& a = reading.attributions[0];
  a.cue_p = .75;
  a.content_p = .5;
  EXPECT_EQ(heads(), R"({"source":null,"cue":0.75,"content":0.5,"runner_up":null})");
  a.source_p = 1;
  a.runner_up = {Attribution::RunnerUp::Of::kSource, {{4, 8}}, .25};
  EXPECT_EQ(heads(),
            R"({"source":1,"cue":0.75,"content":0.5,"runner_up":{"role":"source","spans":[[4,8]],"odds":0.25}})");
  a.runner_up = {Attribution::RunnerUp::Of::kCue, {}, .125};
  EXPECT_NE(heads().find(R"("runner_up":{"role":"cue","spans":[],"odds":0.125})"), std::string::npos) << heads();
}

TEST(ReadingJson, layers_and_findings_come_only_when_asked_for) {
  const Document document = sample_document();
  Analysis analysis;
  std::string line;
  append_json(line, document, &analysis, nullptr, {});
  EXPECT_EQ(keys_of(parsed(line)), (Keys{"schema", "source", "document", "text", "map", "parts", "comments", "gaps"}));
  line.clear();
  append_json(line, document, &analysis, nullptr, {false, true, false});
  EXPECT_TRUE(parsed(line).HasMember("sentences"));
  EXPECT_FALSE(parsed(line).HasMember("tokens"));
}

TEST(ReadingJson, numbers_come_back_as_they_were) {
  for (const double value : {0.0, 5.0, -3.0, .2, 1.0 / 3, 2400000.0, 5e6, 1e15, 1e300, 123456789012345680.0}) {
    Reading reading;
    Figure f;
    f.value = value;
    reading.figures = {f};
    std::string line;
    append_json(line, Document{}, nullptr, &reading, {});
    EXPECT_EQ(parsed(line)["figures"][0]["value"].GetDouble(), value);
  }
  Reading reading;
  Figure f;
  f.value = 5e6;
  reading.figures = {f};
  std::string line;
  append_json(line, Document{}, nullptr, &reading, {});
  EXPECT_NE(line.find("\"value\":5000000,"), std::string::npos);
}

// Each byte alone, and each pair of special bytes, comes back, or as U+FFFD where it is no UTF-8.
TEST(ReadingJson, any_bytes_make_valid_json) {
  for (int a = 0; a < 256; ++a) {
    for (const int b : {0, 1, 0x1F, 0x22, 0x5C, 0x7F, 0x80, 0xC3, 0xE2, 0xF0, 0xFF}) {
      Document document;
      document.path = std::string{'x', static_cast<char>(a), static_cast<char>(b), 'y'};
      std::string line;
      append_json(line, document, nullptr, nullptr, {});
      ASSERT_EQ(line.find('\n'), std::string::npos);
      const auto json = parsed(line);
      const std::string back(json["source"]["path"].GetString(), json["source"]["path"].GetStringLength());
      ASSERT_EQ(back.front(), 'x');
      ASSERT_EQ(back.back(), 'y');
      if (a < 0x80 && b < 0x80) {
        ASSERT_EQ(back, document.path);
      }
    }
  }
}

}  // namespace
}  // namespace hearsay
