// JSON-LD: beside RapidJSON on well-formed texts, a table of broken ones, bounds.
#include "source/json_ld.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <random>

#include "source/schema_org.h"

namespace hearsay {
namespace {

// A text of our own as a page of nothing else.
struct Page {
  explicit Page(std::string text) : bytes(std::move(text)) {
    HtmlInput input;
    input.bytes = bytes;
    json = Json(input);
    json.read({0, static_cast<std::uint32_t>(bytes.size())});
  }
  std::string bytes;
  Json json;
};

// The nodes again as JSON, to be compared with what RapidJSON says of the same text.
std::string shown(const Json& json, std::uint32_t node) {
  std::string out;
  struct Step {
    std::uint32_t node;
    std::string_view close;  // or what is put instead of a node
  };
  std::vector<Step> open = {{node, ""}};
  while (!open.empty()) {
    const Step step = open.back();
    open.pop_back();
    if (step.node == kNoJson) {
      out += step.close;
      continue;
    }
    const JsonNode& n = json[step.node];
    const bool member = n.parent != kNoJson && json[n.parent].kind == JsonKind::kObject && step.node != node;
    if (member) out += "<key " + std::to_string(n.key.length()) + ">";
    switch (n.kind) {
      case JsonKind::kNull:
        out += "null ";
        break;
      case JsonKind::kBool:
      case JsonKind::kNumber:
        out += json.value(step.node) + " ";
        break;
      case JsonKind::kString:
        out += "'" + json.value(step.node) + "' ";
        break;
      case JsonKind::kObject:
      case JsonKind::kArray: {
        out += n.kind == JsonKind::kObject ? "{" : "[";
        open.push_back({kNoJson, n.kind == JsonKind::kObject ? "}" : "]"});
        std::vector<std::uint32_t> children;
        for (std::uint32_t i = n.first_child; i != kNoJson; i = json[i].next) children.push_back(i);
        for (std::size_t i = children.size(); i-- > 0;) open.push_back({children[i], ""});
        break;
      }
    }
  }
  return out;
}

// The generator's own texts are shallow: this may recurse.
std::string shown(const rapidjson::Value& value) {
  switch (value.GetType()) {
    case rapidjson::kNullType:
      return "null ";
    case rapidjson::kFalseType:
      return "false ";
    case rapidjson::kTrueType:
      return "true ";
    case rapidjson::kStringType:
      return "'" + std::string(value.GetString(), value.GetStringLength()) + "' ";
    case rapidjson::kNumberType:
      return std::to_string(value.GetInt()) + " ";
    case rapidjson::kArrayType: {
      std::string out = "[";
      for (const auto& item : value.GetArray()) out += shown(item);
      return out + "]";
    }
    case rapidjson::kObjectType: {
      std::string out = "{";
      for (const auto& item : value.GetObject())
        out += "<key " + std::to_string(item.name.GetStringLength()) + ">" + shown(item.value);
      return out + "}";
    }
  }
  return "";
}

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}
  std::string value(int depth) {
    switch (pick(depth > 3 ? 4 : 6)) {
      case 0:
        return blank() + std::to_string(static_cast<int>(pick(2000)) - 1000) + blank();
      case 1:
        return blank() + (pick(2) ? "true" : "false") + blank();
      case 2:
        return blank() + "null" + blank();
      case 3:
        return blank() + string(true) + blank();
      case 4: {
        std::string out = "[";
        for (std::size_t i = 0, n = pick(4); i < n; ++i) out += (i > 0 ? "," : "") + value(depth + 1);
        return blank() + out + "]" + blank();
      }
      default:
        return object(depth);
    }
  }
  std::string object(int depth) {
    std::string out = "{";
    for (std::size_t i = 0, n = pick(5); i < n; ++i)
      out += (i > 0 ? "," : "") + blank() + string(false) + blank() + ":" + value(depth + 1);
    return blank() + out + "}" + blank();
  }

 private:
  std::uint32_t pick(std::uint32_t n) { return static_cast<std::uint32_t>(random_()) % n; }
  std::string blank() { return pick(3) == 0 ? std::string(pick(3), pick(2) ? ' ' : '\n') : ""; }
  // Characters that a careless reader takes for structure are common.
  std::string string(bool escapes) {
    constexpr std::string_view kPlain[] = {"a", ",", ":",  "}",  "]", "{",  "[", "'",
                                           "/", " ", "//", "/*", "é", "-1", "ж"};
    constexpr std::string_view kEscaped[] = {
        "\\\"", "\\\\", "\\/", "\\n", "\\u0041", "\\ud83d\\ude00", "\\\", \\\"b\\\": "};
    std::string out = "\"";
    for (std::size_t i = 0, n = pick(8); i < n; ++i)
      out += escapes && pick(3) == 0 ? kEscaped[pick(std::size(kEscaped))] : kPlain[pick(std::size(kPlain))];
    return out + "\"";
  }
  std::mt19937 random_;
};

TEST(JsonLd, as_rapidjson_reads_well_formed_texts) {
  int objects = 0;
  for (std::uint32_t seed = 0; seed < 5000; ++seed) {
    const std::string text = Generator(seed).object(0);
    rapidjson::Document expected;
    expected.Parse(text.c_str(), text.size());
    ASSERT_FALSE(expected.HasParseError()) << text;
    const Page page(text);
    ASSERT_FALSE(page.json.nodes().empty()) << text;
    ASSERT_EQ(shown(page.json, 0), shown(expected)) << text;
    for (const JsonNode& node : page.json.nodes()) {
      objects += node.kind == JsonKind::kObject;
      ASSERT_LE(node.source.begin, node.source.end);
      ASSERT_LE(node.source.end, text.size());
      if (node.kind == JsonKind::kString) {
        ASSERT_EQ(text[node.source.begin - 1], '"') << text;
        ASSERT_EQ(text[node.source.end], '"') << text;
      }
    }
  }
  EXPECT_GT(objects, 5'000);
}

TEST(JsonLd, what_pages_write_instead) {
  struct Row {
    std::string_view text, key, value;  // of the first object
    std::string_view written = {};      // as it stands in the page, where that differs
  };
  for (const Row& row : {
           Row{R"({"a": "x"})", "a", "x"},
           Row{R"({"a": "x",})", "a", "x"},
           Row{R"({,"a": "x",,"b": "y",})", "b", "y"},
           Row{"{\"a\": \"x\ny\"}", "a", "x y", "x\ny"},
           Row{"{\"a\": \"x\ty\x01z\"}", "a", "x y\x01z", "x\ty\x01z"},
           Row{R"(<!-- {"a": "x"} -->)", "a", "x"},
           Row{"//<![CDATA[\n{\"a\": \"x\"}\n//]]>", "a", "x"},
           Row{R"(/*<![CDATA[*/ {"a": "x"} /*]]>*/)", "a", "x"},
           Row{R"({/* why */ "a": "x" // so
                   , "b": "y"})",
               "b", "y"},
           Row{R"({"a": "x"};)", "a", "x"},
           Row{R"({"a": "x" "b": "y"})", "b", "y"},  // a comma forgotten
           Row{R"({"a": "He said "no", and left", "b": "y"})", "a", "He said \"no\", and left"},
           Row{R"({"a": "He said "no", and left", "b": "y"})", "b", "y"},
           Row{R"({"a": "the "old" mill"})", "a", "the \"old\" mill"},
           Row{"{\"a\": \"x,\n \"b\": \"y\"}", "a", "x"},  // a quote forgotten
           Row{"{\"a\": \"x,\n \"b\": \"y\"}", "b", "y"},
           Row{R"({"a": "x", "b": "y)", "b", "y"},  // cut off
           Row{R"({"a": undefined, "b": "y"})", "b", "y"},
           Row{R"({"a": NaN, "b": {{ title }}, "c": "z"})", "c", "z"},
           Row{R"({"a": , "b": "y"})", "b", "y"},
           Row{R"({'a': 'x'})", "a", "x"},
           Row{R"({'a': 'it\'s', "b": 'y'})", "a", "it's", R"(it\'s)"},
           Row{R"({a: "x"})", "a", "x"},
           Row{"{&quot;a&quot;: &quot;x &amp; y&quot;}", "a", "x & y", "x &amp; y"},
           Row{"{&#34;a&#34;: &#34;x&#34;}", "a", "x"},
           Row{R"({"a": ["x", "y"}, "b": "z")", "a", "x"},  // the wrong bracket
           Row{R"(]]}} {"a": "x"})", "a", "x"},
           Row{R"({"\u0061": "x"})", "a", "x"},
           Row{R"({"a": "caf\u00e9 \ud83d\ude00"})", "a", "café 😀", R"(caf\u00e9 \ud83d\ude00)"},
           Row{R"({"a": "\ud83d x"})", "a", "\xEF\xBF\xBD x", R"(\ud83d x)"},  // half of a pair
           Row{R"({"a": "\q\/"})", "a", "q/", R"(\q\/)"},
           Row{R"({"a": "A &amp; <em>B<\/em><br>C &amp;quot;D&amp;quot;"})", "a", "A & B C \"D\"",
               R"(A &amp; <em>B<\/em><br>C &amp;quot;D&amp;quot;)"},
           Row{R"({"a": "x < y and y > x"})", "a", "x < y and y > x"},
           Row{R"({"a": 12, "b": -1.5e3})", "b", "-1.5e3"},
       }) {
    const Page page{std::string(row.text)};
    ASSERT_FALSE(page.json.nodes().empty()) << row.text;
    const std::uint32_t node = page.json.text_of(page.json.member(0, row.key));
    ASSERT_NE(node, kNoJson) << row.text;
    EXPECT_EQ(page.json.text(node), row.value) << row.text;
    EXPECT_EQ(page.json.written(node), row.written.empty() ? row.value : row.written) << row.text;
  }
}

TEST(JsonLd, several_values_and_references) {
  const Page page(R"({"@id": "#a", "@type": "Person", "name": "Ana"} [{"author": {"@id": "#a"}}, {"author": "#a"}])");
  std::size_t resolved = 0;
  for (std::uint32_t i = 0; i < page.json.nodes().size(); ++i) {
    if (!page.json.key_is(i, "author")) continue;
    EXPECT_EQ(page.json.resolve(i), 0u);
    ++resolved;
  }
  EXPECT_EQ(resolved, 2u);
  EXPECT_TRUE(page.json.has_type(0, {"Person"}));
  EXPECT_FALSE(page.json.has_type(0, {"Perso"}));
  EXPECT_TRUE(Page(R"({"@type": ["x", "http:\/\/schema.org\/Person"]})").json.has_type(0, {"Person"}));
}

TEST(JsonLd, other_charsets) {
  // windows-1252 beside an escape: each is decoded in its own way.
  const std::string bytes = "{\"a\": \"caf\xE9 \\u2014 \x93q\x94\"}";
  HtmlInput input;
  input.bytes = bytes;
  input.decode = [](std::string_view text, std::size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    return Decoded{c == 0x93 ? U'“' : c == 0x94 ? U'”' : static_cast<char32_t>(c), 1, true};
  };
  Json json(input);
  json.read({0, static_cast<std::uint32_t>(bytes.size())});
  EXPECT_EQ(json.text(json.member(0, "a")), "café — “q”");
}

TEST(JsonLd, bounds) {
  const Page deep(std::string(100'000, '['));
  EXPECT_TRUE(deep.json.truncated());
  EXPECT_EQ(deep.json.nodes().size(), kMaxJsonDepth);
  std::string wide = "[";
  for (std::size_t i = 0; i <= kMaxJsonNodes; ++i) wide += "1,";
  const Page many(wide);
  EXPECT_TRUE(many.json.truncated());
  EXPECT_EQ(many.json.nodes().size(), kMaxJsonNodes);
  // Cut off at each byte, and with each byte missing: positions stay inside.
  const std::string text =
      R"({"@graph": [{"@type": "Article", "headline": "A \"b\" \u00e9", "author": ["x", {"name": 'y'}]}], "n": 1})";
  for (std::size_t i = 0; i <= text.size(); ++i) {
    for (const std::string& broken :
         {text.substr(0, i), text.substr(0, i) + text.substr(std::min(i + 1, text.size()))}) {
      const Page page(broken);
      for (std::uint32_t n = 0; n < page.json.nodes().size(); ++n) {
        ASSERT_LE(page.json[n].source.end, broken.size()) << broken;
        ASSERT_LE(page.json[n].key.end, broken.size()) << broken;
        (void)page.json.text(n);
      }
    }
  }
}

TEST(SchemaOrg, the_page_s_own_article_among_others) {
  struct Row {
    std::string_view text, headline;
  };
  for (
      const Row& row : {
          Row{R"({"@type": "NewsArticle", "headline": "Own"})", "Own"},
          Row{R"({"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "Own"}]})", "Own"},
          Row{R"([{"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Other"}]},
                   {"@type": "Article", "headline": "Own"}])",
              "Own"},
          Row{R"({"@type": "Article", "headline": "Other", "url": "https://gull.example/x"}
                  {"@type": "Article", "headline": "Own", "mainEntityOfPage": {"@id": "http://www.gull.example/mill/"}})",
              "Own"},
          Row{R"({"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Own"}, "about": {"@type": "Article", "headline": "Other"}})",
              "Own"},
          Row{R"({"@type": "ClaimReview", "name": "Other"} {"@type": "NewsArticle", "headline": "Own"})", "Own"},
      }) {
    const Page page{std::string(row.text)};
    const SchemaArticle schema = article_in(page.json, {"https://gull.example/mill"});
    const auto headline = text_value(page.json, page.json.member(schema.article, "headline"));
    ASSERT_TRUE(headline) << row.text;
    EXPECT_EQ(headline->value, row.headline) << row.text;
  }
  EXPECT_EQ(article_in(Page(R"({"@type": "Person"})").json, {}).article, kNoJson);
}

TEST(SchemaOrg, names) {
  const Page page(R"({"@type": "Article", "author": ["Ana Ko\u0161", {"@type": "Organization", "name": "The Gull"},
    {"@type": "Person", "name": ["Bo", "Di"]}, {"@type": "Person"}, 7, null]})");
  std::string all;
  for (const StatedName& name : stated_names(page.json, 0, "author"))
    all += name.name.value + (name.organisation ? "*" : "") + "|" + std::string(slice(page.bytes, *name.name.source)) +
           ";";
  EXPECT_EQ(all, "Ana Koš|Ana Ko\\u0161;The Gull*|The Gull;Bo|Bo;Di|Di;");
}

TEST(SchemaOrg, comments_and_replies) {
  const Page page(R"({"@type": "NewsArticle", "headline": "h", "articleBody": "One.\nTwo.", "commentCount": 3,
    "comment": [{"@type": "Comment", "@id": "#1", "text": "First!", "author": {"name": "Bo"}, "dateCreated": "2024-10-03T10:00",
                 "comment": [{"@type": "Comment", "text": "So do I", "author": "Di"}]},
                {"@type": "Comment", "text": "Third", "parentItem": {"@id": "#1"}, "url": "https://gull.example/mill#3"},
                {"@type": "Comment"}]})");
  const SchemaArticle schema = article_in(page.json, {});
  const std::vector<StatedComment> comments = stated_comments(page.json, schema);
  ASSERT_EQ(comments.size(), 3u);
  EXPECT_EQ(comments[0].text.value, "First!");
  EXPECT_EQ(comments[0].author->value, "Bo");
  EXPECT_EQ(comments[0].published->value, "2024-10-03T10:00");
  EXPECT_EQ(slice(page.bytes, *comments[0].published->source), "2024-10-03T10:00");
  EXPECT_FALSE(comments[0].parent);
  EXPECT_EQ(comments[1].parent, std::optional<std::uint32_t>(0));
  EXPECT_EQ(comments[1].url, "https://gull.example/mill#3");
  EXPECT_EQ(comments[2].text.value, "So do I");
  EXPECT_EQ(comments[2].parent, std::optional<std::uint32_t>(0));
  EXPECT_EQ(stated_body(page.json, schema)->value, "One.\nTwo.");
  EXPECT_EQ(stated_comment_count(page.json, schema), std::optional<std::uint64_t>(3));
}

}  // namespace
}  // namespace hearsay
