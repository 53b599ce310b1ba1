// Drawings: nesting and stretches beside loops over every byte; HTML and SVG as they were accepted (the page is our
// own, testing/weir.h; HEARSAY_ACCEPT=1 writes testdata anew), well-formed and harmless whatever a page says.
#include "cli/picture.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "cli/display_width.h"
#include "cli/glyph_widths.h"
#include "cli/html_picture.h"
#include "cli/marked_text.h"
#include "cli/markup.h"
#include "cli/svg_picture.h"
#include "cli/testing/weir.h"

namespace hearsay::cli {
namespace {

using testing::Drawn;

// --- what is drawn

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_(seed) {}
  std::uint32_t below(std::uint32_t n) {
    state_ = state_ * 1664525u + 1013904223u;
    return (state_ >> 8) % n;
  }

 private:
  std::uint32_t state_;
};

// Attributions with ranges anywhere, crossing and empty ones too, in a text of two parts.
Drawn random_drawn(std::uint32_t seed) {
  Dice dice(seed);
  Drawn d;
  d.part("the quay was shut at nine and the boats lay still");
  d.part("nobody knew why");
  const auto size = static_cast<std::uint32_t>(d.document.text.size());
  const auto spans = [&](std::uint32_t most) {
    Spans out;
    for (std::uint32_t n = dice.below(most + 1); n > 0; --n) {
      const std::uint32_t begin = dice.below(size);
      out.push_back({begin, begin + dice.below(size - begin + 1)});
    }
    return out;
  };
  d.voice("A", VoiceKind::kPerson);
  for (std::uint32_t n = dice.below(14); n > 0; --n) {
    const auto parents = static_cast<std::uint32_t>(d.reading.attributions.size());
    const Index parent = parents > 0 && dice.below(2) == 0 ? dice.below(parents) : kNone;
    d.says(0, Act::kSay, spans(1), spans(2), spans(2), parent);
  }
  return d;
}

bool covers(const Spans& spans, std::uint32_t byte) {
  return std::any_of(spans.begin(), spans.end(), [byte](Span s) { return s.begin <= byte && byte < s.end; });
}

TEST(Picture, stretches_say_of_each_byte_what_the_ranges_say) {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    const Drawn d = random_drawn(seed);
    const Picture picture(d.document, d.reading, {});
    ASSERT_EQ(picture.parts().size(), 2u);
    for (const PartPicture& part : picture.parts()) {
      std::uint32_t next = d.document.parts[part.part].span.begin;
      for (const Stretch& stretch : part.stretches) {
        ASSERT_EQ(stretch.span.begin, next);
        next = stretch.span.end;
        for (std::uint32_t byte = stretch.span.begin; byte < stretch.span.end; ++byte) {
          std::multiset<std::uint32_t> within, drawn;
          bool source = false, cue = false;
          std::set<std::uint32_t> bracketed;
          for (const Bracket& b : part.brackets) bracketed.insert(b.mark);
          for (std::uint32_t m = 0; m < picture.marks().size(); ++m) {
            const Mark& mark = picture.marks()[m];
            if (bracketed.contains(m)) {
              for (const Span s : mark.content) {
                if (s.begin <= byte && byte < s.end) within.insert(m);
              }
            }
            source |= covers(mark.source, byte);
            cue |= covers(mark.cue, byte);
          }
          for (const std::uint32_t b : stretch.within) drawn.insert(part.brackets[b].mark);
          ASSERT_EQ(drawn, within) << seed << " at " << byte;
          ASSERT_EQ(stretch.role, cue ? Role::kCue : source ? Role::kSource : Role::kPlain) << seed << " at " << byte;
          if (stretch.mark != kNone) {
            const Mark& owner = picture.marks()[stretch.mark];
            ASSERT_TRUE(covers(stretch.role == Role::kCue ? owner.cue : owner.source, byte));
          }
        }
      }
      ASSERT_EQ(next, d.document.parts[part.part].span.end);
    }
  }
}

TEST(Picture, brackets_of_one_level_keep_apart_and_outer_ones_lie_lower) {
  std::size_t nested = 0;
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    const Drawn d = random_drawn(seed);
    const Picture picture(d.document, d.reading, {});
    for (const PartPicture& part : picture.parts()) {
      std::map<std::uint32_t, Span> hulls;
      std::map<std::uint32_t, std::size_t> level;
      for (const Bracket& b : part.brackets) {
        const auto [at, fresh] = hulls.emplace(b.mark, b.span);
        at->second = {std::min(at->second.begin, b.span.begin), std::max(at->second.end, b.span.end)};
        if (fresh) level[b.mark] = b.level;
        ASSERT_EQ(level[b.mark], b.level);
        ASSERT_LE(b.level, part.levels);
      }
      for (const auto& [m, hull] : hulls) {
        bool supported = level[m] == 1;
        for (const auto& [other, inner] : hulls) {
          if (other == m || !hull.overlaps(inner)) continue;
          ASSERT_NE(level[m], level[other]) << seed;
          if (inner.length() < hull.length()) {
            ASSERT_GT(level[m], level[other]) << seed;
            ++nested;
          }
          supported |= level[other] + 1 == level[m];
        }
        ASSERT_TRUE(supported) << "a level is left empty, seed " << seed;
      }
    }
  }
  EXPECT_GT(nested, 200u);
}

TEST(Picture, each_attribution_seen_has_one_note_and_numbers_run_on) {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const Drawn d = random_drawn(seed);
    const Picture picture(d.document, d.reading, {});
    std::uint32_t number = 0;
    std::set<std::uint32_t> noted;
    for (const PartPicture& part : picture.parts()) {
      for (const std::uint32_t m : part.notes) {
        EXPECT_EQ(picture.marks()[m].number, ++number);
        EXPECT_TRUE(noted.insert(m).second);
      }
    }
    for (std::uint32_t m = 0; m < picture.marks().size(); ++m) {
      EXPECT_EQ(picture.marks()[m].number != 0, noted.contains(m));
    }
  }
}

TEST(Picture, notes_name_the_chain_and_how_firmly) {
  const Drawn d = testing::weir();
  const Picture picture(d.document, d.reading, {});
  const char* kNotes[] = {
      "◆ Reuters: report · source certain, outlet open · c:00000001",
      "◆ Reuters: report › ■ Transport Ministry: say · source certain, outlet open · c:00000001",
      "◆ Reuters: report › ■ Transport Ministry: say › ◎ inspectors: show · source certain, outlet open · c:00000001",
      "● Ada Holm: say · direct quote · by press report · source certainly not, outlet open · negated · c:00000001",
      "● Ada Holm: say · source certain, outlet open · c:00000001",
      "● Ada Holm: not: deny · source certain, outlet open · c:00000001",
      "● my uncle: say · source certain, outlet open · c:00000001",
  };
  std::vector<std::string> notes;
  for (const PartPicture& part : picture.parts()) {
    for (const std::uint32_t m : part.notes) notes.push_back(picture.note_text(m));
  }
  EXPECT_EQ(notes, std::vector<std::string>(std::begin(kNotes), std::end(kNotes)));
  EXPECT_EQ(picture.parts_left_out(), 1u);
}

TEST(Picture, one_claim_or_one_part_can_be_drawn) {
  const Drawn d = testing::weir();
  const auto drawn = [&](const PictureChoice& choice) {
    const Picture picture(d.document, d.reading, choice);
    std::string out;
    for (const PartPicture& part : picture.parts()) {
      out += d.document.parts[part.part].id + ":";
      for (const std::uint32_t m : part.notes) out += " " + std::to_string(picture.marks()[m].attribution);
      out += "; ";
    }
    return out;
  };
  EXPECT_EQ(drawn({}), "p:0:; p:1: 0 1 2; p:2: 3 4; p:3: 5; p:5: 6; ");
  EXPECT_EQ(drawn({true, kNone, -1}), "p:0:; p:1: 0 1 2; p:2: 3 4; p:3: 5; p:4:; p:5: 6; ");
  EXPECT_EQ(drawn({false, kNone, 2}), "p:2: 3 4; ");
  EXPECT_EQ(drawn({false, kNone, 4}), "p:4:; ") << "boilerplate that is asked for by name";
  const auto voices = [&](const PictureChoice& choice) {
    std::string out;
    for (const LegendEntry& entry : Picture(d.document, d.reading, choice).legend()) out += entry.name + "; ";
    return out;
  };
  EXPECT_EQ(voices({}), "Ada Holm; The Harbor Post; Reuters; Transport Ministry; inspectors; my uncle; ");
  EXPECT_EQ(voices({false, kNone, 2}), "Ada Holm; ");
  EXPECT_EQ(voices({false, 1, -1}), "Reuters; Transport Ministry; ");
  // Claims of weir() have part 0 unless they lie elsewhere; the chain's words bring in their own part.
  EXPECT_EQ(drawn({false, 1, 1}), "p:1: 0 1; ");
  EXPECT_EQ(drawn({false, 7, -1}), "p:0: " + std::to_string(kNone) + "; ") << "the outlet's own claim";
}

TEST(Picture, chains_deeper_than_any_page_has_are_drawn_in_part_and_noted_in_whole) {
  Drawn d;
  d.part(std::string(4000, 'x'));
  d.voice("A", VoiceKind::kPerson);
  for (std::uint32_t i = 0; i < 1500; ++i) {
    d.says(0, Act::kSay, {}, {}, {{i, 4000 - i}}, i == 0 ? kNone : i - 1);
  }
  const Picture picture(d.document, d.reading, {});
  EXPECT_EQ(picture.parts()[0].levels, kMostLevels);
  EXPECT_EQ(picture.parts()[0].notes.size(), 1500u);
  EXPECT_LT(picture.note_text(1499).size(), 400u);
  EXPECT_LT(html_of(picture, "").size(), 2'000'000u);
}

// --- markup

TEST(Markup, escapes_what_has_a_meaning_and_shows_what_may_not_stand) {
  const std::pair<std::string_view, std::string_view> kRows[] = {
      {"a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"},
      {"\"it's\"", "&quot;it&#39;s&quot;"},
      {"tab\tline\n", "tab\tline\n"},
      {std::string_view("nul\0esc\x1b", 8), "nul␀esc␛"},
      {"\x7f\xc2\x85", "\xef\xbf\xbd\xef\xbf\xbd"},
      {"\xef\xbf\xbe\xef\xbf\xbf", "\xef\xbf\xbd\xef\xbf\xbd"},
      {"\xe2\x80\xaegnirts", "\xef\xbf\xbdgnirts"},
      {"\xed\xa0\x80\xff", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
      {"“Åsa” 港 🚢", "“Åsa” 港 🚢"},
  };
  for (const auto& [text, markup] : kRows) EXPECT_EQ(escaped(text), markup);
}

// The names of all elements, each closed in its turn; "" and a failure where the markup is not well-formed. Enough of a
// parser for what the drawings write: no references are followed, attributes stand in double quotes.
std::multiset<std::string> elements_of(std::string_view markup) {
  const std::set<std::string_view> kVoid = {"meta", "?xml", "!DOCTYPE"};
  std::multiset<std::string> out;
  std::vector<std::string> open;
  for (std::size_t i = 0; i < markup.size();) {
    if (markup[i] != '<') {
      if (markup[i] == '&') {
        const std::size_t end = markup.find(';', i);
        EXPECT_TRUE(end != markup.npos && end - i < 8) << markup.substr(i, 40);
      }
      ++i;
      continue;
    }
    const bool closing = markup[i + 1] == '/';
    std::size_t at = i + (closing ? 2 : 1);
    std::string name;
    while (at < markup.size() && markup[at] != ' ' && markup[at] != '>' && markup[at] != '/') name += markup[at++];
    bool quoted = false;
    while (at < markup.size() && (quoted || markup[at] != '>')) {
      quoted ^= markup[at] == '"';
      EXPECT_NE(markup[at], '<') << markup.substr(i, 80);
      ++at;
    }
    EXPECT_FALSE(quoted);
    const bool empty = at > 0 && markup[at - 1] == '/';
    i = at + 1;
    if (closing) {
      EXPECT_FALSE(open.empty());
      if (open.empty()) return out;
      EXPECT_EQ(open.back(), name);
      open.pop_back();
      continue;
    }
    out.insert(name);
    if (empty || kVoid.contains(name)) continue;
    if (name == "style") {
      i = markup.find("</style>", i);
      EXPECT_NE(i, markup.npos);
    }
    open.push_back(name);
  }
  EXPECT_TRUE(open.empty());
  return out;
}

void only_these(const std::multiset<std::string>& elements, const std::set<std::string>& allowed) {
  for (const std::string& name : elements) EXPECT_TRUE(allowed.contains(name)) << name;
}
const std::set<std::string> kHtmlElements = {
    "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "header", "h1", "p",       "section", "ul",
    "li",       "span", "bdi",  "sup",  "main",  "div",   "ol",   "a",      "h2", "article", "footer"};
const std::set<std::string> kSvgElements = {"?xml", "svg", "title", "rect", "g", "text", "path", "circle"};

Drawn hostile() {
  Drawn d = testing::weir();
  const std::string bad =
      "\"><script src=//x.example/a.js>alert(1)</script><img onerror=alert(1) src=x>' onload='x' ]]> --> </style>"
      "</svg>&#x0;&bogus; \x01\x1b[31m \xff\xfe \xe2\x80\xae javascript:alert(1) {background:url(//x.example)}";
  d.document.title->value = bad;
  d.document.outlet->value = bad;
  d.document.authors.push_back(*d.document.title);
  d.document.path = bad;
  d.document.language.code = bad;
  d.document.captured_at = bad;
  d.document.comments[0].author->value = bad;
  for (Voice& voice : d.reading.voices) voice.name = bad;
  d.part(bad);
  const Span all = d.document.parts.back().span;
  d.says(1, Act::kSay, {{all.begin, all.begin + 8}}, {{all.begin + 9, all.begin + 12}}, {{all.begin + 2, all.end}});
  return d;
}

TEST(Html, nothing_a_page_says_becomes_markup) {
  const Drawn d = hostile();
  const std::string html = html_of(Picture(d.document, d.reading, {}), "reader \"><script>");
  only_these(elements_of(html), kHtmlElements);
  EXPECT_EQ(html.find("<script"), html.npos);
  for (const char* once : {"Content-Security-Policy", "</style>", "</html>"}) {
    const std::size_t first = html.find(once);
    ASSERT_NE(first, html.npos);
    EXPECT_EQ(html.find(once, first + 1), html.npos) << once;
  }
  const std::size_t style = html.find("<style>");
  EXPECT_EQ(html.substr(style, html.find("</style>") - style).find("url("), html.npos);
}

TEST(Svg, nothing_a_page_says_becomes_markup) {
  const Drawn d = hostile();
  const std::string svg = svg_of(Picture(d.document, d.reading, {}), "reader \"><script>", kSvgLines);
  only_these(elements_of(svg), kSvgElements);
  EXPECT_EQ(svg.find("<script"), svg.npos);
  EXPECT_EQ(svg.find('\x1b'), svg.npos);
}

TEST(Html, ranges_that_cross_are_still_nested_elements) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Drawn d = random_drawn(seed);
    const Picture picture(d.document, d.reading, {});
    const std::string html = html_of(picture, "");
    only_these(elements_of(html), kHtmlElements);
    only_these(elements_of(svg_of(picture, "", kSvgLines)), kSvgElements);
    // Without markup and numbers, the text of the parts as it is.
    std::string kept;
    const std::size_t begin = html.find("<main>"), end = html.find("</main>");
    std::string_view main = std::string_view(html).substr(begin, end - begin);
    for (std::size_t p = main.find("<p>"); p != main.npos; p = main.find("<p>", p + 1)) {
      std::string_view paragraph = main.substr(p, main.find("</p>", p) - p);
      while (!paragraph.empty()) {
        if (paragraph.starts_with("<a ")) {
          paragraph.remove_prefix(paragraph.find("</a>") + 4);
        } else if (paragraph[0] == '<') {
          paragraph.remove_prefix(paragraph.find('>') + 1);
        } else {
          kept += paragraph[0];
          paragraph.remove_prefix(1);
        }
      }
    }
    std::string expected = d.document.text;
    expected.erase(expected.find("\n\n"), 2);
    EXPECT_EQ(kept, expected) << seed;
  }
}

TEST(Svg, ends_after_the_lines_asked_for_and_says_so) {
  const Drawn d = testing::weir();
  const Picture picture(d.document, d.reading, {});
  const auto has = [&](std::uint64_t lines, std::string_view words) {
    return svg_of(picture, "", lines).find(words) != std::string::npos;
  };
  EXPECT_FALSE(has(kSvgLines, "Not drawn"));
  EXPECT_TRUE(has(1, "Not drawn: 4 more parts."));
  EXPECT_FALSE(has(1, "Reuters reported"));
  EXPECT_TRUE(has(2, "This part goes on. Not drawn: 3 more parts."));
  EXPECT_TRUE(has(0, "Not drawn: 5 more parts."));
}

TEST(Svg, a_word_wider_than_the_page_is_broken) {
  Drawn d;
  d.part(std::string(5000, 'W') + " end");
  d.voice("A", VoiceKind::kPerson);
  d.says(0, Act::kSay, {{0, 2500}}, {{2500, 2600}}, {{2600, 5000}});
  const std::string svg = svg_of(Picture(d.document, d.reading, {}), "", 1000);
  only_these(elements_of(svg), kSvgElements);
  for (std::size_t at = svg.find("textLength=\""); at != svg.npos; at = svg.find("textLength=\"", at + 1)) {
    EXPECT_LE(std::strtod(svg.c_str() + at + 12, nullptr), 892) << svg.substr(at, 80);
  }
}

// Sums over Liberation Sans as fontTools reads it: 'T', 'h', 'e' … of the sentence.
TEST(GlyphWidths, are_those_of_the_font) {
  const std::string_view kSentence = "The quick brown fox jumps over 13 lazy dogs: “ok”, she said.";
  EXPECT_DOUBLE_EQ(text_width(kSentence, false, 1000), 26844);
  EXPECT_DOUBLE_EQ(text_width(kSentence, true, 1000), 29176);
  EXPECT_EQ(glyph_width(U'港', false), 1000);
  EXPECT_EQ(glyph_width(0x301, false), 0);
}

// --- golden files

std::string golden(const std::string& name, const std::string& now) {
  const std::string path = HEARSAY_SOURCE_DIR "/src/cli/testdata/" + name;
  if (const char* accept = std::getenv("HEARSAY_ACCEPT"); accept != nullptr && *accept == '1') {
    std::ofstream(path, std::ios::binary) << now;
  }
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Drawings, are_as_they_were_accepted) {
  const Drawn d = testing::weir();
  const Picture picture(d.document, d.reading, {});
  const std::string html = html_of(picture, "hearsay test"), svg = svg_of(picture, "hearsay test", kSvgLines);
  EXPECT_EQ(html, golden("weir.html", html));
  EXPECT_EQ(svg, golden("weir.svg", svg));
  for (const bool color : {false, true}) {
    const Style style(color);
    std::string text;
    for (const PartPicture& part : picture.parts()) {
      text += MarkedText(picture, style).lines(part, 72, 0) + MarkedText(picture, style).notes(part, 72, 0) + "\n";
    }
    EXPECT_EQ(text, golden(color ? "weir.ansi" : "weir.txt", text));
  }
}

}  // namespace
}  // namespace hearsay::cli
