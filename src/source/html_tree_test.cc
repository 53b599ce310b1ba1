// The tree: its shape for rows of each insertion mode, the places of its nodes, the pieces of its text, its bounds.
#include "source/html_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "source/html_tokenizer.h"

namespace hearsay {
namespace {

using namespace std::string_literals;

// "p('a' b('c'))": elements, their children in brackets, text in quotes, comments as "!".
std::string shape(const HtmlTree& tree, NodeIndex root) {
  std::string out;
  std::vector<NodeIndex> open;
  for (NodeIndex i = tree[root].first_child; i != kNoNode;) {
    const HtmlNode& node = tree[i];
    if (!out.empty() && out.back() != '(' && node.kind != NodeKind::kDoctype) out += ' ';
    if (node.kind == NodeKind::kText) out += "'" + tree.text(i) + "'";
    if (node.kind == NodeKind::kComment) out += "!";
    if (node.kind == NodeKind::kElement) {
      if (node.space != Namespace::kHtml) out += node.space == Namespace::kSvg ? "svg:" : "math:";
      out += tree.element_name(i);
    }
    if (node.first_child != kNoNode) {
      out += '(';
      i = node.first_child;
      continue;
    }
    while (i != root && tree[i].next == kNoNode) {
      i = tree[i].parent;
      if (i != root) out += ')';
    }
    i = i == root ? kNoNode : tree[i].next;
  }
  return out;
}

NodeIndex first(const HtmlTree& tree, Tag tag) {
  for (NodeIndex i = 0; i != kNoNode; i = tree.following(i)) {
    if (tree[i].kind == NodeKind::kElement && tree[i].tag == tag) return i;
  }
  return kNoNode;
}

struct Row {
  const char* subject;
  std::string input;
  std::string body;  // shape of what is in body
};

const Row kRows[] = {
    {"a page without tags", "a", "'a'"},
    {"p closes p", "<p>a<p>b", "p('a') p('b')"},
    {"a block closes p", "<p>a<div>b</div>c", "p('a') div('b') 'c'"},
    {"</p> alone is an empty paragraph", "a</p>b", "'a' p 'b'"},
    {"an inline element does not close p", "<p>a<span>b</p>c", "p('a' span('b')) 'c'"},
    {"list items close each other", "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
     "ul(li('a') li('b' ul(li('c'))) li('d'))"},
    {"definitions close each other", "<dl><dt>a<dd>b<dt>c</dl>", "dl(dt('a') dd('b') dt('c'))"},
    {"a list item in a div closes no item outside", "<li>a<div><p>b<li>c", "li('a' div(p('b'))) li('c')"},
    {"headings do not nest", "<h1>a<h2>b</h1>c", "h1('a') h2('b') 'c'"},
    {"void elements hold nothing", "a<br>b<img>c<hr>d</br>e", "'a' br 'b' img 'c' hr 'd' br 'e'"},
    {"raw text elements", "<style>a<b></style><textarea>\n<i>&lt;</textarea><iframe><b></iframe>",
     "textarea('<i><') iframe('<b>')"},
    {"pre loses one line feed", "<pre>\r\n\na</pre><pre>b</pre>", "pre('\na') pre('b')"},
    {"noscript is parsed", "a<noscript><p>b</p></noscript>c", "'a' noscript(p('b')) 'c'"},
    {"misnested formatting", "<b>a<i>b</b>c</i>d", "b('a' i('b')) i('c') 'd'"},
    {"formatting around blocks", "<b>a<p>b</b>c", "b('a') p(b('b') 'c')"},
    {"formatting that is left open comes back", "<p><b>a<p>b", "p(b('a')) p(b('b'))"},
    {"but three times at most", "<b><b><b><b>a<p>b", "b(b(b(b('a' p('b')))))"},
    {"a closes a", "<a>a<a>b", "a('a') a('b')"},
    {"a in a table in a", "<a>a<table><td><a>b</table>", "a('a' table(tbody(tr(td(a('b'))))))"},
    {"button closes button", "<button>a<button>b", "button('a') button('b')"},
    {"nobr closes nobr", "<nobr>a<nobr>b", "nobr('a') nobr('b')"},
    {"options", "<select><optgroup><option>a<option>b<optgroup><p>c</select>d",
     "select(optgroup(option('a') option('b')) optgroup('c')) 'd'"},
    {"select is closed by input", "<select><option>a<input>b", "select(option('a')) input 'b'"},
    {"implied table parts", "<table><td>a<td>b<tr><th>c</table>d", "table(tbody(tr(td('a') td('b')) tr(th('c')))) 'd'"},
    {"columns and captions", "<table><caption>a<col><thead><tr><td>b</table>",
     "table(caption('a') colgroup(col) thead(tr(td('b'))))"},
    {"text in a table stands before it", "<table>a<tr>b<td>c</td>d</table>e", "'abd' table(tbody(tr(td('c')))) 'e'"},
    {"elements in a table stand before it", "<table><p>a</p><tr><b>b</table>c",
     "p('a') b('b') table(tbody(tr)) b('c')"},
    {"white space in a table stays", "<table> <tr> <td>a", "table(' ' tbody(tr(' ' td('a'))))"},
    {"white space that only looks so does not", "<table>&#32;<tr>&nbsp;", "'\xC2\xA0' table(' ' tbody(tr))"},
    {"a table in a table closes it", "<table><tr><table><td>a", "table(tbody(tr)) table(tbody(tr(td('a'))))"},
    {"hidden inputs stay in tables", "<table><input type=hidden><input>", "input table(input)"},
    {"template", "<template><td>a</template>b", "'b'"},
    {"template in body", "a<template><p>b</template>c", "'a' template(p('b')) 'c'"},
    {"svg: self-closing and CDATA", "<svg><g/><path><![CDATA[a<b]]></svg>b", "svg:svg(svg:g svg:path('a<b')) 'b'"},
    {"svg: HTML inside foreignObject", "<svg><foreignObject><p>a<p>b</p></foreignObject></svg>c",
     "svg:svg(svg:foreignobject(p('a') p('b'))) 'c'"},
    {"svg: HTML breaks out", "<svg><g>a<p>b", "svg:svg(svg:g('a')) p('b')"},
    {"svg: a stray paragraph end breaks out too (13.2.6.5)", "<svg></p>", "svg:svg p"},
    {"math: text points", "<math><mi>a<b>c</b></mi><mo/></math>", "math:math(math:mi('a' b('c')) math:mo)"},
    {"title in svg is no RCDATA", "<svg><title>a<b>c</b></title></svg>", "svg:svg(svg:title('a' b('c')))"},
    {"script in body", "a<script>b<p></script>c", "'a' script('b<p>') 'c'"},
    {"unknown elements", "<x-card>a<Y>b</x-card>c", "x-card('a' y('b')) 'c'"},
    {"end tags that close nothing", "a</b></div></x>b", "'ab'"},
    {"NUL in body text is dropped, in foreign text replaced", "a\0b<svg>\0</svg>"s, "'ab' svg:svg('\xEF\xBF\xBD')"},
    {"form: one at a time", "<form>a<form>b</form>c", "form('ab') 'c'"},
    {"form: its end tag leaves open children open", "<form><div>a</form>b", "form(div('ab'))"},
    {"marquee keeps formatting inside", "<b><marquee>a</b>b</marquee>c", "b(marquee('ab') 'c')"},
    {"ruby", "<ruby>a<rt>b<rp>c</ruby>", "ruby('a' rt('b') rp('c'))"},
    {"content after body", "a</body><!--x--> <p>b", "'a ' p('b')"},
    {"image is img", "<image>", "img"},
    {"plaintext ends everything", "<plaintext></plaintext><p>&amp;", "plaintext('</plaintext><p>&amp;')"},
};

TEST(HtmlTree, has_the_shape_of_its_row) {
  for (const Row& row : kRows) {
    const HtmlTree tree = parse_html({row.input});
    EXPECT_EQ(shape(tree, first(tree, Tag::kBody)), row.body) << row.subject << ": " << row.input;
  }
}

TEST(HtmlTree, puts_what_stands_around_the_body_in_its_place) {
  const Row rows[] = {
      {"everything implied", "", "html(head body)"},
      {"head elements open a head", "<title>a</title>b", "html(head(title('a')) body('b'))"},
      {"white space between", " <!--x--> <html> <head> <meta> </head> <body> a",
       "! html(head(' ' meta ' ') ' ' body(' a'))"},
      {"late head elements go back", "<head></head><link><body>", "html(head(link) body)"},
      {"noscript in head", "<head><noscript><link><p>a", "html(head(noscript(link)) body(p('a')))"},
      {"template in head", "<head><template><li>a</template><link>", "html(head(template(li('a')) link) body)"},
      {"frameset", "<frameset><frame>a </frameset><noframes>b</noframes>",
       "html(head frameset(frame ' ') noframes('b'))"},
      {"second html and body tags", "<html a><body b><html a c><body d>x", "html(head body('x'))"},
      {"comments after everything", "a</html><!--x-->", "html(head body('a')) !"},
  };
  for (const Row& row : rows) EXPECT_EQ(shape(parse_html({row.input}), 0), row.body) << row.subject;
}

TEST(HtmlTree, a_second_html_or_body_tag_adds_attributes) {
  const HtmlTree tree = parse_html({"<html lang=en><body class=a><html lang=fr dir=ltr><body id=b class=c>"});
  EXPECT_EQ(tree.attribute_value(first(tree, Tag::kHtml), "lang"), "en");
  EXPECT_EQ(tree.attribute_value(first(tree, Tag::kHtml), "dir"), "ltr");
  EXPECT_EQ(tree.attribute_value(first(tree, Tag::kBody), "class"), "a");
  EXPECT_EQ(tree.attribute_value(first(tree, Tag::kBody), "id"), "b");
}

TEST(HtmlTree, quirks_mode_keeps_tables_in_paragraphs) {
  EXPECT_EQ(shape(parse_html({"<p>a<table>"}), 0), "html(head body(p('a' table)))");
  EXPECT_EQ(shape(parse_html({"<!doctype html><p>a<table>"}), 0), "html(head body(p('a') table))");
  EXPECT_TRUE(parse_html({"<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">"}).quirks);
  EXPECT_FALSE(parse_html({"<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" \"x\">"}).quirks);
}

TEST(HtmlTree, nodes_know_their_places) {
  const std::string page = "<div id='x'><p>a<b>b</b>&amp;<p>c</div><!--d-->";
  const HtmlTree tree = parse_html({page});
  const NodeIndex div = first(tree, Tag::kDiv), p = first(tree, Tag::kP), b = first(tree, Tag::kB);
  EXPECT_EQ(slice(page, tree[div].start), "<div id='x'>");
  EXPECT_EQ(slice(page, tree[div].end), "</div>");
  EXPECT_EQ(slice(page, tree.content(div)), "<p>a<b>b</b>&amp;<p>c");
  EXPECT_EQ(slice(page, tree.content(p)), "a<b>b</b>&amp;");
  EXPECT_TRUE(tree[p].end.empty());
  EXPECT_EQ(slice(page, tree.content(b)), "b");
  EXPECT_EQ(slice(page, tree.attribute(div, "id")->value), "x");
  EXPECT_EQ(slice(page, tree.attribute(div, "id")->name), "id");
  EXPECT_TRUE(tree[first(tree, Tag::kBody)].implied);
  const NodeIndex reference = tree[b].next;
  EXPECT_EQ(slice(page, tree[reference].start), "&amp;");
  EXPECT_EQ(tree.text(reference), "&");
}

TEST(HtmlTree, a_reopened_element_has_the_tag_of_the_first) {
  const std::string page = "<p><b class=x>a<p>b";
  const HtmlTree tree = parse_html({page});
  NodeIndex second = kNoNode;
  for (NodeIndex i = 0; i != kNoNode; i = tree.following(i)) {
    if (tree[i].tag == Tag::kB) second = i;
  }
  EXPECT_TRUE(tree[second].reopened);
  EXPECT_EQ(slice(page, tree[second].start), "<b class=x>");
  EXPECT_EQ(tree.attribute_value(second, "class"), "x");
}

TEST(HtmlTree, text_in_another_charset_keeps_its_places) {
  const DecodeFunction latin = [](std::string_view bytes, std::size_t i) {
    return Decoded{static_cast<unsigned char>(bytes[i]), 1, true};
  };
  const std::string page = "<p>caf\xE9 &amp; bar";
  const HtmlTree tree = parse_html({page, latin});
  const NodeIndex text = tree[first(tree, Tag::kP)].first_child;
  EXPECT_EQ(tree.text(text), "café & bar");
  TextPieces pieces(tree, text);
  std::string seen;
  for (TextPiece piece; pieces.next(piece);) {
    seen += std::to_string(piece.source.begin) + (piece.identical ? "=" : "~") + std::string(piece.text) + "|";
  }
  EXPECT_EQ(seen, "3=caf|6~é|7= |8~&|13= bar|");
}

// What always holds: links are a tree, positions rise within a text node, identical pieces are the page's own bytes and
// the others are not empty.
void expect_sound(const HtmlTree& tree) {
  const std::string_view page = tree.input.bytes;
  std::size_t reached = 0;
  for (NodeIndex i = 0; i != kNoNode; i = tree.following(i)) {
    ++reached;
    const HtmlNode& node = tree[i];
    ASSERT_LE(node.start.begin, node.start.end);
    ASSERT_LE(node.start.end, page.size());
    ASSERT_LE(node.end.end, page.size());
    for (NodeIndex child = node.first_child, before = kNoNode; child != kNoNode; child = tree[child].next) {
      ASSERT_EQ(tree[child].parent, i);
      ASSERT_EQ(tree[child].previous, before);
      before = child;
      if (tree[child].next == kNoNode) {
        ASSERT_EQ(node.last_child, child);
      }
    }
    if (node.kind != NodeKind::kText) continue;
    ASSERT_NE(node.start.begin, node.start.end);
    std::uint32_t last = 0;
    TextPieces pieces(tree, i);
    for (TextPiece piece; pieces.next(piece);) {
      ASSERT_FALSE(piece.text.empty());
      ASSERT_GE(piece.source.begin, last);
      ASSERT_GT(piece.source.end, piece.source.begin);
      last = piece.source.end;
      if (piece.identical) {
        ASSERT_EQ(piece.text, slice(page, piece.source));
      }
      ASSERT_EQ(first_invalid_utf8(piece.text), std::string_view::npos);
    }
  }
  ASSERT_LE(reached, tree.nodes.size());
}

TEST(HtmlTree, is_sound_on_seeded_mixtures) {
  const char* const kPieces[] = {
      "<p>",      "</p>",       "<b>",         "</b>",        "<a>",        "</a>",        "<table>",   "</table>",
      "<tr>",     "<td>",       "<svg>",       "</svg>",      "<desc>",     "<math>",      "<mi>",      "<select>",
      "<option>", "<template>", "</template>", "<caption>",   "<frameset>", "</body>",     "</html>",   "<head>",
      "<script>", "</script>",  "<title>",     "</title>",    "<!--",       "-->",         "&amp;",     "&notin",
      "\r\n",     "\xFF",       "é",           "<i x=1>",     "</i>",       "<object>",    "</object>", "<form>",
      "</form>",  "<li>",       "<ul>",        "</ul>",       "<noscript>", "</noscript>", "<pre>\n",   "<col>",
      "x",        " ",          "<textarea>",  "</textarea>", "<![CDATA[",  "]]>",         "</",        "<"};
  std::mt19937 random(11);
  for (int round = 0; round < 20000; ++round) {
    std::string page;
    for (std::size_t n = random() % 40; n > 0; --n) page += kPieces[random() % std::size(kPieces)];
    if (random() % 8 == 0 && !page.empty()) page[random() % page.size()] = '\0';
    expect_sound(parse_html({page}));
    ASSERT_FALSE(HasFatalFailure()) << testing::PrintToString(page);
  }
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += piece;
  return out;
}

std::size_t depth_of(const HtmlTree& tree) {
  std::size_t depth = 0, deepest = 0;
  for (NodeIndex i = tree[0].first_child; i != kNoNode && i != 0;) {
    deepest = std::max(deepest, depth);
    if (tree[i].first_child != kNoNode) {
      i = tree[i].first_child;
      ++depth;
      continue;
    }
    while (i != 0 && tree[i].next == kNoNode) {
      i = tree[i].parent;
      --depth;
    }
    if (i != 0) i = tree[i].next;
  }
  return deepest;
}

TEST(HtmlTree, deep_nesting_is_flattened_and_keeps_text_and_order) {
  std::string page, text;
  for (int i = 0; i < 100000; ++i) {
    page += "<div>" + std::to_string(i) + ",";
    text += std::to_string(i) + ",";
  }
  const HtmlTree tree = parse_html({page});
  EXPECT_EQ(tree.text(0), text);
  EXPECT_LE(depth_of(tree), kMaxHtmlDepth);
  EXPECT_GE(depth_of(tree), kMaxHtmlDepth - 2);
}

TEST(HtmlTree, hostile_repetition_stays_within_the_stated_bounds) {
  const char* const kHostile[] = {"<a<b<c",
                                  "<!--",
                                  "&#&#&",
                                  "<b>",
                                  "<p><b>",
                                  "<a><div>",
                                  "<i></x>",
                                  "</p>",
                                  "<table>",
                                  "<table>a",
                                  "<table><td>",
                                  "<svg>",
                                  "<template>",
                                  "<select>",
                                  "<object>",
                                  "<html a=b>",
                                  "<nobr>",
                                  "<script>",
                                  "<![CDATA[",
                                  "<a b c ",
                                  "\xFF",
                                  "<template><td><col>",
                                  "<table><caption><object></table>",
                                  "<math><mi>",
                                  "<frameset>",
                                  "</",
                                  "<font size=1><p>",
                                  "<button><p>",
                                  "<b><p></b>"};
  for (const char* piece : kHostile) {
    const std::string page = repeated(piece, 400000);
    const HtmlTree tree = parse_html({page});
    EXPECT_LE(tree.nodes.size(), 2 * page.size() / 3 + 2048) << piece;
    EXPECT_LE(tree.attributes.size(), page.size() / 2 + kMaxHtmlAttributes) << piece;
    EXPECT_LE(depth_of(tree), kMaxHtmlDepth + 1) << piece;
    expect_sound(tree);
  }
}

TEST(HtmlTree, reopening_is_bounded) {
  std::string page = "<p>";
  for (int i = 0; i < 200; ++i) page += "<b x" + std::to_string(i) + ">";
  page += repeated("<p>x", 400000);
  const HtmlTree tree = parse_html({page});
  const auto reopened =
      std::count_if(tree.nodes.begin(), tree.nodes.end(), [](const HtmlNode& n) { return n.reopened; });
  EXPECT_GT(reopened, 1000);
  EXPECT_LE(static_cast<std::size_t>(reopened), 1024 + page.size() / 16);
}

TEST(HtmlTree, stops_at_its_limit_of_nodes_and_says_where) {
  const std::string page = repeated("<p>x", 4 * (kMaxHtmlNodes / 2 + 1000));
  const HtmlTree tree = parse_html({page});
  ASSERT_TRUE(tree.truncated_at.has_value());
  EXPECT_LT(*tree.truncated_at, page.size());
  EXPECT_GE(tree.nodes.size(), kMaxHtmlNodes);
  EXPECT_LE(tree.nodes.size(), kMaxHtmlNodes + 1024);
}

}  // namespace
}  // namespace hearsay
