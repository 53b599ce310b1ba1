#include "cli/marked_text.h"

#include <gtest/gtest.h>

#include "cli/display_width.h"
#include "cli/testing/weir.h"

namespace hearsay::cli {
namespace {

using testing::Drawn;

Drawn nested() {
  Drawn d;
  d.part("The agency said the minister denied that the bridge was closed.");
  const Index agency = d.voice("The agency", VoiceKind::kAgency), minister = d.voice("minister", VoiceKind::kPerson);
  const Index outer = d.says(agency, Act::kSay, {d.at("The agency")}, {d.at("said")},
                             {d.at("the minister denied that the bridge was closed")});
  d.says(minister, Act::kDeny, {d.at("the minister")}, {d.at("denied")}, {d.at("that the bridge was closed")}, outer);
  return d;
}

std::string whole(const Drawn& d, const Style& style, std::size_t width, std::size_t indent = 0) {
  const Picture picture(d.document, d.reading, {});
  return MarkedText(picture, style).lines(picture.parts()[0], width, indent);
}

TEST(MarkedText, without_colour_signs_say_who_is_what_and_brackets_how_it_nests) {
  EXPECT_EQ(whole(nested(), Style(false), 200),
            "[The agency] {said} [the minister] {denied} that the bridge was closed.\n"
            "                                            └2───────────────────────┘\n"
            "                    └1───────────────────────────────────────────────┘\n");
}

TEST(MarkedText, a_bracket_goes_on_below_the_next_line) {
  EXPECT_EQ(whole(nested(), Style(false), 52),
            "[The agency] {said} [the minister] {denied} that the\n"
            "                                            └2──────\n"
            "                    └1──────────────────────────────\n"
            "bridge was closed.\n"
            "────────────────┘\n"
            "────────────────┘\n");
}

TEST(MarkedText, brackets_keep_to_the_columns_of_wide_and_of_combining_characters) {
  Drawn d;
  d.part("港 said 港e\xCC\x81 yes.");
  d.voice("A", VoiceKind::kPerson);
  d.says(0, Act::kSay, {d.at("港")}, {d.at("said")}, {{d.at("said").end + 1, d.at(" yes").begin}});
  EXPECT_EQ(whole(d, Style(false), 40),
            "[港] {said} 港e\xCC\x81 yes.\n"
            "            └1┘\n");
}

TEST(MarkedText, with_colour_each_word_has_its_voices_colour) {
  const std::string text = whole(nested(), Style(true), 200);
  EXPECT_NE(text.find("\x1b[1;38;5;166magency\x1b[0m"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[4;38;5;175mdenied\x1b[0m"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[38;5;175m└2"), std::string::npos) << text;
  EXPECT_EQ(text.find('['), text.find("\x1b[") + 1) << "signs would say twice what colours say";
}

TEST(MarkedText, lines_fit_and_nothing_but_marks_is_added) {
  const Drawn d = nested();
  for (std::size_t width = 24; width < 90; ++width) {
    const std::string text = whole(d, Style(false), width, 2);
    std::string kept;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
      const std::string line = text.substr(begin, end - begin);
      EXPECT_LE(display_width(std::string_view(line)), width);
      EXPECT_EQ(line.substr(0, 2), "  ");
      const bool bracket = line.find("─") != line.npos || line.find("└") != line.npos || line.find("┘") != line.npos;
      if (!bracket) kept += line.substr(2) + " ";
    }
    for (const std::string_view sign : {"[", "]", "{", "}"}) {
      for (std::size_t at; (at = kept.find(sign)) != std::string::npos;) kept.erase(at, sign.size());
    }
    EXPECT_EQ(kept, d.document.text + " ");
  }
}

TEST(MarkedText, short_contents_keep_their_ends) {
  struct Row {
    const char *words, *drawn;
  };
  const Row kRows[] = {{"y", "       ┴\n"}, {"yo", "       └┘\n"}, {"yes", "       └1┘\n"}, {"y es", "       └1─┘\n"}};
  for (const Row& row : kRows) {
    Drawn d;
    d.part(std::string("x said ") + row.words);
    d.voice("A", VoiceKind::kPerson);
    d.says(0, Act::kSay, {}, {}, {d.at(row.words)});
    EXPECT_EQ(whole(d, Style(false), 80), "x said " + std::string(row.words) + "\n" + row.drawn);
  }
}

TEST(MarkedText, notes_hang_under_their_number_and_fit) {
  const Drawn d = nested();
  const Picture picture(d.document, d.reading, {});
  EXPECT_EQ(MarkedText(picture, Style(false)).notes(picture.parts()[0], 60, 2),
            "    1 ◆ The agency: say · source certain, outlet open ·\n"
            "      c:00000001\n"
            "    2 ◆ The agency: say › ● minister: deny · source certain,\n"
            "      outlet open · c:00000001\n");
}

}  // namespace
}  // namespace hearsay::cli
