// The tokenizer against rows of its own, state by state, and against its slow twin on every short string.
#include "source/html_tokenizer.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "base/hash.h"
#include "base/utf8.h"
#include "source/html_entities.h"
#include "source/html_reference.h"
#include "source/html_tokenizer_twin.h"

namespace hearsay {
namespace {

using namespace std::string_literals;

struct Row {
  const char* state;  // of section 13.2.5
  std::string input;
  std::string tokens;  // describe()
  TextMode mode = TextMode::kData;
  const char* end_tag = "";
  bool cdata = false;
};

// 'text'BEGIN, then the range of each character that is not one byte right after the last; tags, comments and doctypes
// with their ranges.
const Row kRows[] = {
    {"data", "ab", "'ab'0"},
    {"data: less-than signs that begin nothing", "a < b <3 <", "'a < b <3 <'0"},
    {"data: NUL is the tree's", "a\0b"s, "'ab'0[2,3)"},
    {"data: line ends", "a\r\nb\rc", "'a\nb\nc'0[2,3)"},
    {"data: byte-order mark", "\xEF\xBB\xBFx", "'x'3"},
    {"data: two, three and four bytes", "é€😀", "'é€😀'0[0,2)[2,5)[5,9)"},
    {"data: ill-formed UTF-8, a maximal part at a time", "a\xF0\x9F\x98z\xFF", "'a\xEF\xBF\xBDz\xEF\xBF\xBD'0[1,4)"},
    {"tag open: question mark", "<?xml v?>", "<!--?xml v?-->[0,9)"},
    {"end tag open: nothing", "a</>b", "'ab'0[4,5)"},
    {"end tag open: end of file", "a</", "'a</'0"},
    {"end tag open: not a letter", "</ p>", "<!-- p-->[0,5)"},
    {"tag name: any case", "<DiV>", "<div>[0,5)"},
    {"tag name: NUL", "<a\0>"s, "<a\xEF\xBF\xBD>[0,4)"},
    {"tag name: end of file", "x<div", "'x'0"},
    {"tag name: a less-than sign is a letter", "<a<b>", "<a<b>[0,5)"},
    {"end tag: attributes are dropped", "</a b=c/>", "</a>[0,9)"},
    {"before attribute name: a leading equals sign", "<a =b=c>", "<a =b=c>[0,8)"},
    {"attribute name: quotes and less-than", "<a b\"c'd<e>", "<a b\"c'd<e=>[0,11)"},
    {"after attribute name", "<a b  c = d>", "<a b= c=d>[0,12)"},
    {"before attribute value: missing", "<a b=>", "<a b=>[0,6)"},
    {"attribute value: double quoted", "<a b=\"c>'d\">", "<a b=c>'d>[0,12)"},
    {"attribute value: single quoted", "<a b='c\"\r\nd'>", "<a b=c\"\nd>[0,13)"},
    {"attribute value: unquoted", "<a b=c/d=e>", "<a b=c/d=e>[0,11)"},
    {"attribute value: unclosed", "x<a b='c>", "'x'0"},
    {"after quoted value: no space", "<a b='c'd>", "<a b=c d=>[0,10)"},
    {"duplicate attributes: the first counts", "<a b=1 B=2>", "<a b=1>[0,11)"},
    {"self-closing", "<br/>", "<br/>[0,5)"},
    {"self-closing: a stray slash", "<a / b>", "<a b=>[0,7)"},
    {"self-closing: unquoted value takes the slash", "<a b=c/>", "<a b=c/>[0,8)"},
    {"comment", "<!--a-b--c-->d", "<!--a-b--c-->[0,13) 'd'13"},
    {"comment: empty and abrupt", "<!----><!--><!--->", "<!---->[0,7) <!---->[7,12) <!---->[12,18)"},
    {"comment: ended by --!>", "<!--a--!>b", "<!--a-->[0,9) 'b'9"},
    {"comment: --! that ends nothing", "<!--a--!b-->", "<!--a--!b-->[0,12)"},
    {"comment: nested", "<!--a<!--b-->c", "<!--a<!--b-->[0,13) 'c'13"},
    {"comment: end of file in each end state", "<!--a--!", "<!--a-->[0,8)"},
    {"comment: end of file after one dash", "<!--a-", "<!--a-->[0,6)"},
    {"comment: NUL", "<!--\0-->"s, "<!--\xEF\xBF\xBD-->[0,8)"},
    {"markup declaration open: bogus", "<!a-->", "<!--a---->[0,6)"},
    {"doctype", "<!DOCTYPE Html>", "<!html - ->[0,15)"},
    {"doctype: nothing", "<!doctype>", "<! - - quirks>[0,10)"},
    {"doctype: public", "<!doctype html public \"p\" 's'>", "<!html p s>[0,30)"},
    {"doctype: system", "<!doctype html system 's' x>", "<!html - s>[0,28)"},
    {"doctype: abrupt identifier", "<!doctype html public \"p>", "<!html p - quirks>[0,25)"},
    {"doctype: bogus", "<!doctype html x>", "<!html - - quirks>[0,17)"},
    {"CDATA in foreign content", "<![CDATA[a]]b]]]>c", "'a]]b]c'9[17,18)", TextMode::kData, "", true},
    {"CDATA in HTML", "<![CDATA[a]]>", "<!--[CDATA[a]]-->[0,13)"},
    {"CDATA: unclosed", "<![CDATA[a]", "'a]'9", TextMode::kData, "", true},
    {"RCDATA: references and its own end tag", "a&amp;<b></c></title >x", "'a&<b></c>'0[1,6) </title>[13,22) 'x'22",
     TextMode::kRcdata, "title"},
    {"RCDATA: an end tag with attributes that is never closed takes the rest", "a</title b", "'a'0", TextMode::kRcdata,
     "title"},
    {"RAWTEXT: no references", "a&amp;</style>", "'a&amp;'0 </style>[6,14)", TextMode::kRawtext, "style"},
    {"RAWTEXT: a longer name is no end tag", "</styles></STYLE>", "'</styles>'0 </style>[9,17)", TextMode::kRawtext,
     "style"},
    {"PLAINTEXT", "a</plaintext>&lt;\0"s, "'a</plaintext>&lt;\xEF\xBF\xBD'0", TextMode::kPlaintext, ""},
    {"script data", "a<b</script>", "'a<b'0 </script>[3,12)", TextMode::kScript, "script"},
    {"script data: escaped", "<!--</script>x", "'<!--'0 </script>[4,13) 'x'13", TextMode::kScript, "script"},
    {"script data: double escaped", "<!--<script></script></script>", "'<!--<script></script>'0 </script>[21,30)",
     TextMode::kScript, "script"},
    {"script data: the double escape ends with the comment", "<!--<script>--></script>",
     "'<!--<script>-->'0 </script>[15,24)", TextMode::kScript, "script"},
    {"script data: dashes of the opening close it", "<!--><script></script>", "'<!--><script>'0 </script>[13,22)",
     TextMode::kScript, "script"},
    {"reference: named", "&eacute;&notin;&NotEqualTilde;", "'é∉≂̸'0[0,8)[8,15)[15,30)[15,30)"},
    {"reference: named without semicolon", "&notit;&notin", "'¬it;¬in'0[0,4)[7,11)"},
    {"reference: unknown", "&bogus;&;& &", "'&bogus;&;& &'0"},
    {"reference: quotes of a news page", "&#8220;a&#x201d;", "'“a”'0[0,7)[8,16)"},
    {"reference: windows-1252", "&#147;&#x80;&#129;", "'“€\xC2\x81'0[0,6)[6,12)[12,18)"},
    {"reference: out of range", "&#0;&#xD800;&#1114112;&#99999999999;",
     "'\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD'0[0,4)[4,12)[12,22)[22,36)"},
    {"reference: no digits", "&#;&#x;&#xg", "'&#;&#x;&#xg'0"},
    {"reference: no semicolon", "&#65&#x42", "'AB'0[0,4)[4,9)"},
    {"reference: in attributes a name without semicolon", "<a b='?x=1&copy=2&copyright&copy'>",
     "<a b=?x=1&copy=2&copyright©>[0,34)"},
    {"reference: in attributes", "<a b=&lt;&#65;&quot>", "<a b=<A\">[0,20)"},
};

TEST(HtmlTokenizer, each_state_gives_the_tokens_and_places_of_its_row) {
  for (const Row& row : kRows) {
    EXPECT_EQ(describe(decoded_tokens(row.input, row.mode, row.end_tag, row.cdata)), row.tokens) << row.state;
    EXPECT_EQ(describe(twin_tokens(row.input, row.mode, row.end_tag, row.cdata)), row.tokens) << "twin: " << row.state;
  }
}

// A setting in which all short strings are read: after `prefix`, in `mode`.
struct Setting {
  TextMode mode;
  const char* end_tag;
  const char* prefix;
  bool cdata;
  std::size_t longest;
};

const Setting kSettings[] = {
    {TextMode::kData, "", "", false, 5},          {TextMode::kData, "", "<a ", false, 4},
    {TextMode::kData, "", "<a a=", false, 4},     {TextMode::kData, "", "<!--", false, 4},
    {TextMode::kData, "", "<!doctype", false, 4}, {TextMode::kData, "", "<!doctype a public", false, 4},
    {TextMode::kData, "", "<![CDATA[", true, 3},  {TextMode::kRcdata, "a", "", false, 4},
    {TextMode::kRawtext, "a", "", false, 4},      {TextMode::kScript, "a", "", false, 4},
    {TextMode::kScript, "a", "<!--", false, 4},   {TextMode::kScript, "a", "<!--<script>", false, 4},
};

void expect_agreement(const std::string& input, const Setting& setting) {
  const auto ours = decoded_tokens(input, setting.mode, setting.end_tag, setting.cdata);
  const auto twin = twin_tokens(input, setting.mode, setting.end_tag, setting.cdata);
  ASSERT_TRUE(ours == twin) << "input " << testing::PrintToString(input) << "\nours " << describe(ours) << "\ntwin "
                            << describe(twin);
}

TEST(HtmlTokenizer, agrees_with_its_twin_on_every_short_string) {
  const std::string alphabet = "<>&;!-/=\"'a\0"s;
  for (const Setting& setting : kSettings) {
    for (std::size_t length = 0; length <= setting.longest; ++length) {
      std::vector<std::size_t> digits(length, 0);
      for (bool more = true; more;) {
        std::string input = setting.prefix;
        for (const std::size_t digit : digits) input += alphabet[digit];
        expect_agreement(input, setting);
        if (HasFatalFailure()) return;
        more = false;
        for (std::size_t& digit : digits) {
          if (++digit < alphabet.size()) {
            more = true;
            break;
          }
          digit = 0;
        }
      }
    }
  }
}

TEST(HtmlTokenizer, agrees_with_its_twin_on_seeded_mixtures) {
  const char* const kPieces[] = {
      "<",    ">",      "</",   "<!--", "-->",     "--!>",      "-",        "<script>", "</script>",
      "</a>", "<a ",    " ",    "\n",   "\r",      "\r\n",      "=",        "\"",       "'",
      "/",    "/>",     "&",    "&amp", "&notin;", "&#x",       "&#38;",    "8",        ";",
      "a",    "script", "é",    "\xE2", "\x80",    "<![CDATA[", "]]>",      "]",        "<!doctype ",
      "html", "public", "\f\t", "<?",   "A b=c",   "system",    "&hellip;", "!",        "&NotEqualTilde;"};
  std::mt19937 random(7);
  for (int round = 0; round < 60000; ++round) {
    Setting setting = kSettings[random() % std::size(kSettings)];
    setting.cdata = random() % 2 == 0;
    if (setting.mode == TextMode::kScript && random() % 2 == 0) setting.end_tag = "script";
    std::string input = setting.prefix;
    for (std::size_t n = random() % 14; n > 0; --n) input += kPieces[random() % std::size(kPieces)];
    if (random() % 8 == 0 && !input.empty()) input[random() % input.size()] = '\0';
    expect_agreement(input, setting);
    if (HasFatalFailure()) return;
  }
}

TEST(HtmlTokenizer, keeps_a_stated_number_of_attributes) {
  std::string tag = "<a";
  for (std::uint32_t i = 0; i < kMaxHtmlAttributes + 10; ++i) tag += " x" + std::to_string(i);
  const auto tokens = decoded_tokens(tag + ">b", TextMode::kData, "", false);
  ASSERT_EQ(tokens.size(), 2u);
  EXPECT_EQ(tokens[0].attributes.size(), kMaxHtmlAttributes);
}

// The hash that tools/make_entities.py prints, over the same lines: the table is the standard's, and whole.
TEST(HtmlEntities, the_generated_table_is_the_standards) {
  std::string listing;
  for (std::size_t i = 0; i < entities::kCount; ++i) {
    const entities::Entry& entry = entities::kEntries[i];
    char points[32];
    std::snprintf(points, sizeof points, " %X %X\n", static_cast<unsigned>(entry.first),
                  static_cast<unsigned>(entry.second));
    listing.append(entities::kNames + entry.offset, entry.length);
    listing += points;
  }
  EXPECT_EQ(to_hex(sha256(listing)), "d17e3a83873dc88f68e2b347909b4604f2d222223a4dc02ee5dd7666c8eff542");
}

TEST(HtmlEntities, every_name_is_found_and_is_the_longest) {
  for (std::size_t i = 0; i < entities::kCount; ++i) {
    const entities::Entry& entry = entities::kEntries[i];
    const std::string name(entities::kNames + entry.offset, entry.length);
    EXPECT_EQ(longest_entity(name), &entry) << name;
    EXPECT_EQ(longest_entity(name + "\x01"), &entry) << name;
    EXPECT_EQ(character_reference("&" + name + "<", false).length, name.size() + 1) << name;
  }
}

}  // namespace
}  // namespace hearsay
