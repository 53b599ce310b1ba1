#include "cli/marked_text.h"

#include <gtest/gtest.h>

#include "cli/display_width.h"

namespace hearsay::cli {
namespace {

Span span_of(const Document& document, std::string_view words) {
  const auto at = static_cast<std::uint32_t>(document.text.find(words));
  return {at, at + static_cast<std::uint32_t>(words.size())};
}

struct Sample {
  Document document;
  Reading reading;
};

Sample nested() {
  Sample s;
  s.document.text = "The agency said the minister denied that the bridge was closed.";
  Attribution outer, inner;
  outer.source = {span_of(s.document, "The agency")};
  outer.cue = {span_of(s.document, "said")};
  outer.content = {span_of(s.document, "the minister denied that the bridge was closed")};
  inner.parent = 0;
  inner.source = {span_of(s.document, "the minister")};
  inner.cue = {span_of(s.document, "denied")};
  inner.content = {span_of(s.document, "that the bridge was closed")};
  Voice agency, minister;
  agency.kind = VoiceKind::kAgency;
  minister.kind = VoiceKind::kPerson;
  s.reading.voices = {agency, minister};
  outer.voice = 0;
  inner.voice = 1;
  s.reading.attributions = {outer, inner};
  return s;
}

std::string whole(const Sample& s, const Style& style, std::size_t width, std::size_t indent = 0) {
  return MarkedText(s.document, s.reading, style)
      .lines({0, static_cast<std::uint32_t>(s.document.text.size())}, width, indent);
}

TEST(MarkedText, without_colour_signs_say_who_is_what) {
  EXPECT_EQ(whole(nested(), Style(false), 200),
            "[The agency] {said} ‹[the minister] {denied} ‹that the bridge was closed››.\n");
}

TEST(MarkedText, with_colour_each_word_has_its_voices_colour) {
  const std::string text = whole(nested(), Style(true), 200);
  EXPECT_NE(text.find("\x1b[1;38;5;166magency\x1b[0m"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[4mdenied\x1b[0m"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[38;5;175mbridge\x1b[0m"), std::string::npos) << text;
}

TEST(MarkedText, lines_fit_and_nothing_but_marks_is_added) {
  const Sample s = nested();
  for (std::size_t width = 24; width < 90; ++width) {
    std::string text = whole(s, Style(false), width, 2);
    std::string kept;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
      const std::string line = text.substr(begin, end - begin);
      EXPECT_LE(display_width(std::string_view(line)), width);
      EXPECT_EQ(line.substr(0, 2), "  ");
      kept += line.substr(2) + " ";
    }
    for (const std::string_view sign : {"[", "]", "{", "}", "‹", "›"}) {
      for (std::size_t at; (at = kept.find(sign)) != std::string::npos;) kept.erase(at, sign.size());
    }
    EXPECT_EQ(kept, s.document.text + " ");
  }
}

TEST(MarkedText, a_range_that_ends_inside_the_text_keeps_its_closing_sign) {
  Sample s;
  s.document.text = "x said y";
  Attribution a;
  a.content = {{7, 8}};
  s.reading.attributions = {a};
  EXPECT_EQ(whole(s, Style(false), 80), "x said ‹y›\n");
}

}  // namespace
}  // namespace hearsay::cli
