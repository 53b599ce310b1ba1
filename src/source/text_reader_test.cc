// Plain text: the line readers as tables of rows, and whole texts of our own.
#include <gtest/gtest.h>

#include "source/agencies.h"
#include "source/byline.h"
#include "source/dates.h"
#include "source/document_invariants.h"
#include "source/reader_register.h"
#include "source/source.h"
#include "source/text_layout.h"

namespace hearsay {
namespace {

Document read(std::string bytes, std::string path = "a.txt") {
  Result<Document> document = read_document({std::move(path), std::move(bytes)}, {});
  EXPECT_TRUE(document.ok());
  EXPECT_EQ(broken_invariant(*document), "");
  return std::move(*document);
}

// "headline:main" …, one for each part.
std::vector<std::string> outline(const Document& document) {
  std::vector<std::string> out;
  for (const Part& part : document.parts)
    out.push_back(std::string(name(part.kind)) + ":" + std::string(name(part.region)));
  return out;
}

TEST(Dates, as_written) {
  struct Row {
    std::string_view text, value, precision;
  };
  for (const Row& row : {
           Row{"Friday, 14 March 2025", "2025-03-14", "day"},
           Row{"June 6, 2025", "2025-06-06", "day"},
           Row{"Oct. 3, 2024 at 5:30 pm", "2024-10-03T17:30", "minute"},
           Row{"12 a.m. is no date, 1 May 2020 12:05 a.m. is", "2020-05-01T00:05", "minute"},
           Row{"Published 20 August 2025, 13:25", "2025-08-20T13:25", "minute"},
           Row{"2024-10-03T08:30:15+02:00", "2024-10-03T08:30:15+02:00", "second"},
           Row{"2024-10-03T08:30:15.250Z", "2024-10-03T08:30:15.250Z", "second"},
           Row{"2024-10-03 08:30 +0200", "2024-10-03T08:30+02:00", "minute"},
           Row{"Thu, 03 Oct 2024 10:00:00 GMT", "2024-10-03T10:00:00Z", "second"},
           Row{"3. Oktober 2024", "2024-10-03", "day"},
           Row{"3 de octubre de 2024", "2024-10-03", "day"},
           Row{"1er is not read, 2 août 2023 is", "2023-08-02", "day"},
           Row{"25/10/2024", "2024-10-25", "day"},
           Row{"10/25/2024", "2024-10-25", "day"},
           Row{"03.10.2024 13:25", "2024-10-03T13:25", "minute"},
           Row{"2024年10月3日", "2024-10-03", "day"},
           Row{"October 2024", "2024-10", "month"},
           Row{"20241003T101500", "2024-10-03", "day"},
           Row{"29 February 2024", "2024-02-29", "day"},
           // A stretch of hours is no zone, letters other than UTC and GMT are no known one.
           Row{"3 October 2024 10:00-12:00", "2024-10-03T10:00", "minute"},
           Row{"3 October 2024 10:00 EDT", "2024-10-03T10:00", "minute"},
           // No guess where day and month could change places; no such days; numbers that are none.
           Row{"03/10/2024", "", ""},
           Row{"29 February 2023", "", ""},
           Row{"31 April 2024", "", ""},
           Row{"call 2024-1003-55", "", ""},
           Row{"the 2023-24 season", "", ""},
           Row{"may 2 of them come", "", ""},
       }) {
    const auto date = find_date(row.text);
    EXPECT_EQ(date ? date->value : "", row.value) << row.text;
    EXPECT_EQ(date ? date->precision : "", row.precision) << row.text;
  }
}

TEST(Datelines, place_agency_and_dash) {
  struct Row {
    std::string_view text, dateline, agency;
  };
  for (const Row& row : {
           Row{"LUSAKA, Zambia (Copperbelt Wire) - Two men", "LUSAKA, Zambia (Copperbelt Wire) -", "Copperbelt Wire"},
           Row{"GENEVA (AP) — Delegates left", "GENEVA (AP) —", "AP"},
           Row{"ST. JOHN'S, Newfoundland — A ship", "ST. JOHN'S, Newfoundland —", ""},
           Row{"Nairobi, Oct 3 (AFP) – Police", "Nairobi, Oct 3 (AFP) –", "AFP"},
           Row{"(Reuters) - Shares fell", "(Reuters) -", "Reuters"},
           Row{"Reuters - Shares fell", "Reuters -", "Reuters"},
           Row{"MARIBOR — Snow fell", "MARIBOR —", ""},
           Row{"Snow fell on Maribor - again.", "", ""},
           Row{"NATO – the alliance – met.", "", ""},
           Row{"Kovac - a driver - said so.", "", ""},
           Row{"(Note) - this is none.", "", ""},
           Row{"WELL-KNOWN writers met.", "", ""},
           Row{"She said: no.", "", ""},
           Row{"", "", ""},
       }) {
    const auto dateline = dateline_of(row.text);
    EXPECT_EQ(dateline ? slice(row.text, dateline->span) : "", row.dateline) << row.text;
    EXPECT_EQ(dateline ? slice(row.text, dateline->agency) : "", row.agency) << row.text;
  }
}

TEST(Bylines, names_agencies_and_dates) {
  struct Row {
    std::string_view line;
    std::vector<std::string_view> names, agencies;
    std::string_view date;
  };
  for (const Row& row : {
           Row{"By Ana Kos", {"Ana Kos"}, {}, ""},
           Row{"By Ana Kos and Piet van Dam", {"Ana Kos", "Piet van Dam"}, {}, ""},
           Row{"By Ana Kos in Split and Bo Ek in Umag | Friday, 14 March 2025", {"Ana Kos", "Bo Ek"}, {}, "2025-03-14"},
           Row{"Posted by Hilltop Hal on June 6, 2025", {"Hilltop Hal"}, {}, "2025-06-06"},
           Row{"By Ana Kos, Staff Writer", {"Ana Kos"}, {}, ""},
           Row{"By AFP", {}, {"AFP"}, ""},
           Row{"By the desk, XYZ", {}, {}, ""},
           Row{"By Hill Post staff, May 15, 2025", {}, {}, "2025-05-15"},
           Row{"By the time the boat sank, thirty people had left.", {}, {}, ""},
           Row{"By Friday the town was empty.", {}, {}, ""},
           Row{"Bystanders came", {}, {}, ""},
       }) {
    const auto byline = byline_of(row.line);
    std::vector<std::string_view> names, agencies;
    if (byline) {
      for (const Span s : byline->names) names.push_back(slice(row.line, s));
      for (const Span s : byline->agencies) agencies.push_back(slice(row.line, s));
    }
    EXPECT_EQ(names, row.names) << row.line;
    EXPECT_EQ(agencies, row.agencies) << row.line;
    EXPECT_EQ(byline && byline->date ? byline->date->value : "", row.date) << row.line;
  }
}

TEST(Credits, whole_lines) {
  struct Row {
    std::string_view line;
    bool credit;
    std::string_view agency;
  };
  for (const Row& row :
       {Row{"(AP)", true, "AP"}, Row{"— Reuters", true, "Reuters"},
        Row{"Text: Copperbelt Press Agency (CPA)", true, "Copperbelt Press Agency"}, Row{"Source: dpa", true, "dpa"},
        Row{"© 2024 Reuters", true, "Reuters"}, Row{"With material from AFP", true, "AFP"},
        Row{"(Reporting by Ana Kos; editing by Bo Ek)", true, ""},
        Row{"The Associated Press contributed to this report.", true, "The Associated Press"},
        Row{"From Reuters' point of view all is well.", false, ""}, Row{"ap", false, ""}, Row{"", false, ""}}) {
    const auto credit = credit_line(row.line);
    EXPECT_EQ(credit.has_value(), row.credit) << row.line;
    EXPECT_EQ(credit ? slice(row.line, *credit) : "", row.agency) << row.line;
  }
}

TEST(Register, comments_and_edited_text) {
  struct Row {
    std::string_view text;
    bool reader;
  };
  for (const Row& row : {
           Row{"who pays for this? not the mayor lol", true},
           Row{"my uncle drove that bus for years and it was never on time", true},
           Row{"sooo they finally noticed...", true},
           Row{"thats what happens when u vote for clowns", true},
           Row{"good . now do the same for the trains .", true},
           Row{"The mayor said on Monday that the buses would be replaced.", false},
           Row{"“We are not going back,” she said. “Not this year.”", false},
           Row{"Officials in the capital declined to comment; the ministry did not answer calls.", false},
           Row{"- a first item of a list", false},
           Row{"iPhone sales rose by a tenth, the company said.", false},
       }) {
    EXPECT_EQ(reader_score(row.text) >= 2, row.reader) << row.text << " " << reader_score(row.text);
  }
}

constexpr std::string_view kArticle =
    "Buses to be replaced by autumn\n"
    "By Ana Kos\n"
    "The city council voted on Tuesday to replace all forty of its old buses, the mayor said in a statement.\n"
    "A spokesman for the drivers' union said the vote came two years late and that nobody had asked the drivers.\n"
    "The first of the new buses is expected in September, according to the council's own timetable.\n";

TEST(TextReader, comments_follow_a_change_of_register) {
  const Document document = read(std::string(kArticle) +
                                 "about time. i stood in the rain for an hour last week\n"
                                 "and who pays for it?? we do, as always\n"
                                 "Nice. now do the trams please\n"
                                 "lol september, sure\n");
  EXPECT_EQ(outline(document), (std::vector<std::string>{"headline:main", "byline:main", "paragraph:main",
                                                         "paragraph:main", "paragraph:main", "comment:comments",
                                                         "comment:comments", "comment:comments", "comment:comments"}));
  EXPECT_EQ(document.comments.size(), 4u);
  ASSERT_TRUE(document.title);
  EXPECT_EQ(document.title->value, "Buses to be replaced by autumn");
  ASSERT_EQ(document.authors.size(), 1u);
  EXPECT_EQ(document.authors[0].value, "Ana Kos");
  EXPECT_EQ(slice(document.bytes, *document.authors[0].source), "Ana Kos");
}

TEST(TextReader, one_loose_last_line_is_no_comment) {
  EXPECT_TRUE(read(std::string(kArticle) + "photos on page 4").comments.empty());
}

TEST(TextReader, comments_follow_their_heading) {
  const Document document =
      read(std::string(kArticle) + "\n2 Comments\n\nWell done, council.\n\nI will believe it when I see it.\n");
  EXPECT_EQ(document.comments.size(), 2u);
}

TEST(TextReader, a_dateline_is_a_part_and_every_byte_is_kept) {
  const Document document = read(
      "Fire in a mill\n\nLUSAKA (Copperbelt Wire) - Two men were hurt when a mill burned down, police said on Friday "
      "evening.\n");
  EXPECT_EQ(outline(document), (std::vector<std::string>{"headline:main", "dateline:main", "paragraph:main"}));
  EXPECT_EQ(slice(document.text, document.parts[1].span), "LUSAKA (Copperbelt Wire) -");
  EXPECT_TRUE(slice(document.text, document.parts[2].span).starts_with("Two men"));
  ASSERT_TRUE(document.credit);
  EXPECT_EQ(document.credit->value, "Copperbelt Wire");
  EXPECT_EQ(document.wire, std::optional<bool>(true));
}

TEST(TextReader, wrapped_lines_join_and_single_lines_do_not) {
  const Document wrapped = read(
      "The harbour was closed for three days after a crane fell into the basin\n"
      "and blocked the only way out for the ferries, the port authority said on\n"
      "Sunday. Divers are still looking for the man who had been at the levers\n"
      "when it fell.\n"
      "\n"
      "Nobody else was hurt. The crane had passed its last inspection in spring,\n"
      "according to the port authority, which has now ordered another one of all\n"
      "its machines.\n");
  EXPECT_EQ(wrapped.parts.size(), 2u);
  EXPECT_NE(wrapped.text.find("basin\nand blocked"), std::string::npos);
  EXPECT_EQ(lay_out("one line\nanother line\na third\n").blocks.size(), 3u);
}

TEST(TextReader, every_visible_byte_lies_in_a_part) {
  for (const std::string text : {"a\r\nb\r\rc\n\n\nd", " x \n\ty\t\n", "one\ntwo\n\nthree", "\xC2\xA0 z \xC2\xA0\n"}) {
    const Document document = read(text);
    std::string seen, wanted;
    for (const Part& part : document.parts) seen += slice(document.text, part.span);
    const auto strip = [](std::string s) {
      std::string out;
      for (std::size_t i = 0; i < s.size(); ++i) {
        if (s.compare(i, 2, "\xC2\xA0") == 0) {
          ++i;
        } else if (std::string_view(" \t\r\n").find(s[i]) == std::string_view::npos) {
          out += s[i];
        }
      }
      return out;
    };
    EXPECT_EQ(strip(seen), strip(text));
  }
}

}  // namespace
}  // namespace hearsay
