// Reader comments and threads: pages of our own in the markup of the common software and in none, entry by entry; lines
// of who and when as rows.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "source/comment_times.h"
#include "source/comment_words.h"
#include "source/document_invariants.h"
#include "source/source.h"

namespace hearsay {
namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

// The article's words and each comment with who, when, in reply to which, where.
std::string entries_of(const Document& document) {
  std::string out;
  for (const Part& part : document.parts) {
    if (part.region == Region::kMain) out += "main | " + std::string(slice(document.text, part.span)) + "\n";
  }
  for (std::size_t i = 0; i < document.comments.size(); ++i) {
    const Comment& c = document.comments[i];
    out += "comment " + std::to_string(i) + " | " + (c.author ? c.author->value : "-") + " | " +
           (c.published ? c.published->value : "-") + " | " + (c.reply_to ? std::to_string(*c.reply_to) : "-") + " | " +
           c.permalink.value_or("-") + "\n";
    for (std::size_t p = c.part; p < document.parts.size(); ++p) {
      const bool own = p == c.part || (document.parts[p].parent == static_cast<std::int32_t>(c.part) &&
                                       document.parts[p].level == document.parts[c.part].level);
      if (document.parts[p].region == Region::kComments && own)
        out += "    " + std::string(slice(document.text, document.parts[p].span)) + "\n";
    }
  }
  for (const SourceGap& gap : document.gaps) out += "gap | " + gap.about + " | " + gap.missing + "\n";
  return out;
}

TEST(Comments, pages_of_each_kind) {
  const std::filesystem::path folder = std::filesystem::path(HEARSAY_TEST_DATA) / "comments";
  std::size_t pages = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".html") continue;
    ++pages;
    Result<Document> document = read_document({entry.path().filename().string(), contents(entry.path())}, {});
    ASSERT_TRUE(document.ok()) << entry.path();
    EXPECT_EQ(broken_invariant(*document), "") << entry.path();
    EXPECT_EQ(entries_of(*document), contents(std::filesystem::path(entry.path()).replace_extension(".txt")))
        << entry.path();
  }
  EXPECT_EQ(pages, 11u);
}

TEST(Comments, values_have_their_bytes) {
  const std::filesystem::path page = std::filesystem::path(HEARSAY_TEST_DATA) / "comments" / "phpbb.html";
  Result<Document> document = read_document({"phpbb.html", contents(page)}, {});
  ASSERT_TRUE(document.ok());
  ASSERT_FALSE(document->comments.empty());
  for (const Comment& c : document->comments) {
    ASSERT_TRUE(c.author && c.author->source && c.published && c.published->source);
    EXPECT_EQ(slice(document->bytes, *c.author->source), c.author->value);
    EXPECT_EQ(slice(document->bytes, *c.published->source), c.published->value);
  }
}

TEST(Comments, names_in_lines_of_who_and_when) {
  struct Row {
    std::string_view line, name;
  };
  for (const Row& row :
       {Row{"by Outer Marsh » Tue Aug 27, 2019 1:47 am", "Outer Marsh"}, Row{"Par Bruno Gobert,", "Bruno Gobert"},
        Row{"Ann says:", "Ann"}, Row{"Ellen Wolf | Di, 21. April 2020 - 19:08", "Ellen Wolf"},
        Row{"Muriel - Le 22/01/2020 à 12:01:03", "Muriel"},
        Row{"geschrieben von berg2012 am 21. Jan. 2015, 19:04", "berg2012"}, Row{"Da Silva", "Da Silva"},
        Row{"January 3, 2012 at 5:30 pm, Bob said:", "Bob"}, Row{"3 hours ago", ""}, Row{"Posted April 18, 2024", ""},
        Row{"Reply", ""}, Row{"I think so. And you?", ""}}) {
    const std::optional<Span> name = commenter_in(row.line);
    EXPECT_EQ(name ? slice(row.line, *name) : "", row.name) << row.line;
  }
}

TEST(Comments, times_written_and_relative) {
  struct Row {
    std::string_view line, captured, value, precision;
  };
  for (const Row& row :
       {Row{"3 hours ago", "", "-PT3H", "hour"}, Row{"3 hours ago", "2024-03-01T01:30:00Z", "2024-02-29", "day"},
        Row{"vor 2 Tagen", "2024-03-01", "2024-02-28", "day"},
        Row{"il y a 5 minutes", "2024-03-01T00:02:00Z", "2024-02-29T23:57Z", "minute"},
        Row{"hace 2 meses", "2024-01-31T10:00:00Z", "2023-11", "month"},
        Row{"a year ago", "2024-01-31T10:00:00Z", "2023", "year"}, Row{"22/01/2020", "", "2020-01-22", "day"},
        Row{"05/06/2020", "", "", ""}, Row{"03/03/2026 19:44", "", "2026-03-03T19:44", "minute"},
        Row{"May 3, 2024 at 5:30 pm", "", "2024-05-03T17:30", "minute"}}) {
    const std::optional<FoundDate> found = comment_time(row.line, DayOrder::kUnknown, row.captured);
    EXPECT_EQ(found ? found->value : "", row.value) << row.line;
    EXPECT_EQ(found ? found->precision : "", row.precision) << row.line;
  }
  EXPECT_EQ(comment_time("05/06/2020", DayOrder::kMonthFirst, "")->value, "2020-05-06");
  EXPECT_EQ(day_order("22/01/2020"), DayOrder::kDayFirst);
  EXPECT_EQ(day_order("01/22/2020"), DayOrder::kMonthFirst);
}

TEST(Comments, frames_and_words) {
  for (const std::string_view line :
       {"Reply", "12", "#4", "3 Likes", "Last edited by Ann on Monday", "Click to expand...", "Reactions: Ann and Bo",
        "Posts: 311", "Edited January 29, 2024 by Ann (see edit history)", "Antworten"}) {
    EXPECT_TRUE(is_comment_frame(line)) << line;
  }
  for (const std::string_view line : {"So did I!", "I reply to nobody.", "Only the onions.", "lol, I will try that"}) {
    EXPECT_FALSE(is_comment_frame(line)) << line;
  }
}

}  // namespace
}  // namespace hearsay
