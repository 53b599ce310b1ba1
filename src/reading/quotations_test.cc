// The marks scanner against a table, against a slow twin that pairs marks by searching backwards, and on mark salad.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/utf8.h"
#include "reading/finding.h"
#include "support/spacy_tsv.h"

namespace hearsay {
namespace {

using testing::document_of;

std::vector<std::string> outers(const Document& document) {
  std::vector<std::string> out;
  for (const Quotation& q : find_quotations(document)) {
    out.push_back(std::string(q.depth, '>') + std::string(slice(document.text, q.outer)) + (q.closed ? "" : " (open)"));
  }
  return out;
}

struct Row {
  const char* text;
  std::vector<std::string> quotations;  // ">" for each quotation around it
};

TEST(Quotations, of_one_paragraph) {
  const Row rows[] = {
      {"He said \"no\" twice.", {"\"no\""}},
      {"“We left,” she said, “at dawn.”", {"“We left,”", "“at dawn.”"}},
      {"« Nous partons », dit-il.", {"« Nous partons »"}},
      {"Er sagte: »Wir gehen.« Dann ging er.", {"»Wir gehen.«"}},
      {"Han sade: »Vi går.»", {"»Vi går.»"}},
      {"Sie sagte: „Wir gehen.“ Dann ging sie.", {"„Wir gehen.“"}},
      {"Powiedział: „Idziemy.”", {"„Idziemy.”"}},
      {"``We left,'' she said.", {"``We left,''"}},
      {"''We left,'' she said.", {"''We left,''"}},
      {"‘We left,’ she said.", {"‘We left,’"}},
      {"'We left,' she said.", {"'We left,'"}},
      {"‹We left›, she said.", {"‹We left›"}},
      {"“He told me ‘never again’ and left.”", {"“He told me ‘never again’ and left.”", ">‘never again’"}},
      {"“She said “no” and left.”", {"“She said “no” and left.”", ">“no”"}},
      {"It’s the boys’ room, don't you see?", {}},
      {"Rock 'n' roll of the '90s, get 'em", {}},
      {"‘the boys’ room is big.’", {"‘the boys’ room is big.’"}},
      {"The 6' 2\" player and the 5'11\" one", {}},
      {"She typed \"\"= and left.", {}},
      {"\"\"=", {}},
      {"“A mark that nobody closed. It ends here", {"“A mark that nobody closed. It ends here (open)"}},
      {"“Open, and “closed” later", {"“Open, and (open)", "“closed”"}},
      {"\"Open, and \"closed\" later", {"\"Open, and (open)", "\"closed\""}},
      {"Closed” by nobody", {}},
      {"“Wrong way round“ is common", {"“Wrong way round“"}},
      {"”Both of them“, he said", {"”Both of them“"}},
      {"「It was 『open』 then,」 he said", {"「It was 『open』 then,」", ">『open』"}},
      {"“Mixed marks\" are common", {"“Mixed marks\""}},
      {"The (“so-called”) plan—“no plan”—failed", {"“so-called”", "“no plan”"}},
      {"", {}},
      {"\"", {}},
      {"“", {}},
  };
  for (const Row& row : rows) EXPECT_EQ(outers(document_of({row.text})), row.quotations) << row.text;
}

TEST(Quotations, that_go_on_in_the_next_paragraph) {
  const Document d =
      document_of({"She said: “We left at dawn.", "“We came back at noon.", "“Nobody was there.”", "“Another one.”"});
  const auto q = find_quotations(d);
  ASSERT_EQ(q.size(), 4u);
  EXPECT_EQ(q[0].continues, kNone);
  EXPECT_FALSE(q[0].closed);
  EXPECT_EQ(q[1].continues, 0u);
  EXPECT_FALSE(q[1].closed);
  EXPECT_EQ(q[2].continues, 1u);
  EXPECT_TRUE(q[2].closed);
  EXPECT_EQ(q[3].continues, kNone);
  EXPECT_EQ(q[2].part, 2u);
}

TEST(Quotations, an_unclosed_one_ends_with_its_paragraph) {
  const Document d = document_of({"She said: “We left at dawn.", "The day was cold.", "“We know,” he said."});
  const auto q = find_quotations(d);
  ASSERT_EQ(q.size(), 2u);
  EXPECT_EQ(slice(d.text, q[0].outer), "“We left at dawn.");
  EXPECT_EQ(q[1].continues, kNone);
}

// The twin: for each closing mark in order, search backwards for the nearest mark of its kind that is still open; all
// that was opened between them is dead. Pieces are built so that each mark's direction is plain.
TEST(Quotations, agree_with_a_slow_twin) {
  struct Kind {
    const char *open, *close;
  };
  const Kind kinds[] = {{"“", "”"}, {"«", "»"}, {"``", "''"}, {"„", "“"}};
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    struct Event {
      int kind;
      bool opens;
      std::uint32_t begin, end;
    };
    std::vector<Event> events;
    const bool low = random() % 2 == 0;  // „…“ and “…” share a mark: one of them at a time
    for (int i = 0, n = static_cast<int>(random() % 12); i < n; ++i) {
      int kind = static_cast<int>(random() % 3);
      if (low && kind == 0) kind = 3;
      const bool opens = random() % 2 == 0;
      text += opens ? " " : " w";
      const auto begin = static_cast<std::uint32_t>(text.size());
      text += opens ? kinds[kind].open : kinds[kind].close;
      events.push_back({kind, opens, begin, static_cast<std::uint32_t>(text.size())});
      text += opens ? "w " : " ";
    }
    std::vector<Span> expected;
    std::vector<bool> open(events.size(), false);
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (events[i].opens) {
        open[i] = true;
        continue;
      }
      for (std::size_t j = i; j-- > 0;) {
        if (!open[j] || events[j].kind != events[i].kind) continue;
        expected.push_back({events[j].begin, events[i].end});
        for (std::size_t k = j; k < i; ++k) open[k] = false;
        break;
      }
    }
    if (text.empty()) continue;
    const Document d = document_of({text});
    std::vector<Span> found;
    for (const Quotation& q : find_quotations(d))
      if (q.closed) found.push_back(q.outer);
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found.size(), expected.size()) << text;
    EXPECT_TRUE(std::equal(found.begin(), found.end(), expected.begin(), expected.end())) << text;
  }
}

void expect_sane(const Document& d) {
  const auto found = find_quotations(d);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Quotation& q = found[i];
    const Span part = d.parts[q.part].span;
    ASSERT_TRUE(part.contains(q.outer));
    ASSERT_TRUE(q.outer.contains(q.inner));
    ASSERT_LT(q.inner.begin, q.inner.end);
    ASSERT_TRUE(is_utf8_boundary(d.text, q.outer.begin) && is_utf8_boundary(d.text, q.outer.end));
    ASSERT_TRUE(is_utf8_boundary(d.text, q.inner.begin) && is_utf8_boundary(d.text, q.inner.end));
    ASSERT_TRUE(q.continues == kNone || q.continues < i);
    if (i > 0) {
      ASSERT_LE(found[i - 1].outer.begin, q.outer.begin);
    }
  }
  // Nested or apart, and the depth is the number of those around.
  if (found.size() > 400) return;
  for (std::size_t i = 0; i < found.size(); ++i) {
    int around = 0;
    for (std::size_t j = 0; j < found.size(); ++j) {
      if (i == j) continue;
      const Span a = found[i].outer, b = found[j].outer;
      ASSERT_TRUE(!a.overlaps(b) || a.contains(b) || b.contains(a)) << d.text;
      around += b.contains(a) && a != b;
    }
    ASSERT_EQ(found[i].depth, around) << d.text;
  }
}

TEST(Quotations, survive_any_mark_salad) {
  const char* pieces[] = {"\"", "“", "”", "„", "‟", "«", "»", "‹", "›", "'", "‘", "’",    "‚",        "``", "''", "`",
                          " ",  " ", "a", "s", "9", ".", ",", "—", "(", ")", "=", "\xFF", "\xE2\x80", "ü",  "é",  "\t"};
  std::mt19937 random(11);
  for (int round = 0; round < 4000; ++round) {
    std::vector<std::string> paragraphs(1 + random() % 3);
    for (std::string& p : paragraphs)
      for (int i = 0, n = 1 + static_cast<int>(random() % 60); i < n; ++i) p += pieces[random() % std::size(pieces)];
    // Ill-formed bytes reach no reading text; the scanner must only not trip over them.
    bool valid = true;
    for (const std::string& p : paragraphs) valid &= first_invalid_utf8(p) == std::string_view::npos;
    const Document d = document_of(paragraphs);
    if (valid)
      expect_sane(d);
    else
      (void)find_quotations(d);
  }
}

TEST(Quotations, of_long_paragraphs) {
  for (const char* piece : {"\"", "“", "“a” ", "\"a\" ", "'", "‘a ", "“‘a’ b” ", "`` ", "»«"}) {
    std::string text;
    while (text.size() < (1u << 20)) text += piece;
    expect_sane(document_of({text}));
  }
  std::string text;
  while (text.size() < 20000) text += "“We left,” she said, and the rest of the day went by. ";
  EXPECT_EQ(find_quotations(document_of({text})).size(),
            text.size() / std::string("“We left,” she said, and the rest of the day went by. ").size());
}

}  // namespace
}  // namespace hearsay
