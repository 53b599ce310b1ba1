// The judge of blocks: its trees beside a naive twin, what lines say, and which blocks of pages of our own are the
// article.
#include "source/html_body.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "source/document_invariants.h"
#include "source/html_body_scorer.h"
#include "source/html_line.h"
#include "source/source.h"

namespace hearsay {
namespace {

// --- the trees ---

// A tree as a person would draw it; leaves are numbered from the left.
struct Twig {
  std::size_t feature = 0;
  std::int16_t threshold = 0;
  int left = -1, right = -1;  // twigs, or -1: a leaf
  std::int16_t left_value = 0, right_value = 0;
};

std::int32_t walk(const std::vector<Twig>& tree, const BodyFeatureRow& row) {
  int at = 0;
  for (;;) {
    const Twig& twig = tree[static_cast<std::size_t>(at)];
    const bool left = row[twig.feature] <= twig.threshold;
    at = left ? twig.left : twig.right;
    if (at < 0) return left ? twig.left_value : twig.right_value;
  }
}

// Leaves under a twig from the left; appends the tests.
std::uint16_t lay_out(const std::vector<Twig>& tree, int at, std::uint8_t number,
                      std::vector<std::vector<BodyTest>>& tests, std::vector<std::int16_t>& leaves) {
  const Twig& twig = tree[static_cast<std::size_t>(at)];
  const auto leaf = [&](std::int16_t value) {
    leaves.push_back(value);
    return static_cast<std::uint16_t>(1u << (leaves.size() - 1));
  };
  const std::uint16_t left = twig.left < 0 ? leaf(twig.left_value) : lay_out(tree, twig.left, number, tests, leaves);
  const std::uint16_t right =
      twig.right < 0 ? leaf(twig.right_value) : lay_out(tree, twig.right, number, tests, leaves);
  tests[twig.feature].push_back({twig.threshold, number, static_cast<std::uint16_t>(~left)});
  return static_cast<std::uint16_t>(left | right);
}

TEST(BodyScorer, trees_read_by_feature_as_walked_node_by_node) {
  std::mt19937 dice(7);
  const auto roll = [&](int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 50; ++round) {
    std::vector<std::vector<Twig>> trees;
    std::vector<std::vector<BodyTest>> by_feature(kBodyFeatures);
    std::vector<std::int16_t> all_leaves;
    for (std::uint8_t number = 0; number < 20; ++number) {
      std::vector<Twig> tree(1);
      const int most = 1 + roll(15);
      for (int k = 1; k < most; ++k) {
        // Hang a new twig at a random free place.
        const auto to = static_cast<std::size_t>(roll(static_cast<int>(tree.size())));
        int& place = roll(2) == 0 ? tree[to].left : tree[to].right;
        if (place >= 0) continue;
        place = static_cast<int>(tree.size());
        tree.push_back({});
      }
      for (Twig& twig : tree) {
        twig.feature = static_cast<std::size_t>(roll(6));
        twig.threshold = static_cast<std::int16_t>(roll(9) - 4);
        twig.left_value = static_cast<std::int16_t>(roll(2000) - 1000);
        twig.right_value = static_cast<std::int16_t>(roll(2000) - 1000);
      }
      std::vector<std::int16_t> leaves;
      lay_out(tree, 0, number, by_feature, leaves);
      leaves.resize(kBodyLeaves);
      all_leaves.insert(all_leaves.end(), leaves.begin(), leaves.end());
      trees.push_back(std::move(tree));
    }
    std::vector<BodyTest> tests;
    std::vector<std::uint16_t> first = {0};
    for (auto& list : by_feature) {
      std::sort(list.begin(), list.end(),
                [](const BodyTest& a, const BodyTest& b) { return a.threshold < b.threshold; });
      tests.insert(tests.end(), list.begin(), list.end());
      first.push_back(static_cast<std::uint16_t>(tests.size()));
    }
    const BodyWeights weights = {tests, first, all_leaves, 17, 256, 0, 0, 0, 5};
    for (int k = 0; k < 40; ++k) {
      BodyFeatures features;
      features.blocks = {0};
      features.classes = features.containers = {0};
      features.rows.resize(1);
      for (std::size_t f = 0; f < 6; ++f) features.rows[0][f] = static_cast<std::int16_t>(roll(11) - 5);
      std::int32_t sum = 17;
      for (const auto& tree : trees) sum += walk(tree, features.rows[0]);
      EXPECT_EQ(body_scores(features, weights)[0], sum + 5);
    }
  }
}

TEST(BodyScorer, the_second_step_weighs_means) {
  // One tree that gives 1000 where feature 0 is above 0, else -1000.
  const BodyTest test[] = {{0, 0, 0xFFFE}};
  std::vector<std::uint16_t> first(kBodyFeatures + 1, 1);
  first[0] = 0;
  std::vector<std::int16_t> leaves(kBodyLeaves, 0);
  leaves[0] = -1000, leaves[1] = 1000;
  const BodyWeights weights = {test, first, leaves, 0, 128, 64, 32, 256, 3};
  BodyFeatures features;
  features.blocks = {0, 1, 2, 3};
  features.rows.resize(4);
  features.rows[0][0] = features.rows[1][0] = 1;  // 1000, 1000, -1000, -1000
  features.classes = {5, 5, 5, 9};                // means 333, 333, 333, -1000
  features.containers = {1, 2, 2, 2};             // means 1000, -333, -333, -333
  const std::int32_t top = (1000 + 1000 - 1000) / 3;
  EXPECT_EQ(body_scores(features, weights),
            (std::vector<std::int32_t>{(128 * 1000 + 64 * 333 + 32 * 1000 + 256 * top) / 256 + 3,
                                       (128 * 1000 + 64 * 333 - 32 * 333 + 256 * top) / 256 + 3,
                                       (-128 * 1000 + 64 * 333 - 32 * 333 + 256 * top) / 256 + 3,
                                       (-128 * 1000 - 64 * 1000 - 32 * 333 + 256 * top) / 256 + 3}));
}

TEST(BodyScorer, shipped_weights_are_whole) {
  const BodyWeights& weights = body_weights();
  const std::size_t trees = weights.leaves.size() / kBodyLeaves;
  ASSERT_EQ(weights.first.size(), kBodyFeatures + 1);
  ASSERT_EQ(weights.first.back(), weights.tests.size());
  ASSERT_LE(trees, 256u);
  for (std::size_t f = 0; f < kBodyFeatures; ++f) {
    for (std::size_t k = weights.first[f]; k < weights.first[f + 1]; ++k) {
      EXPECT_LT(weights.tests[k].tree, trees);
      EXPECT_NE(weights.tests[k].leaves & 0x8000, 0) << "the last leaf cannot be taken away";
      if (k > weights.first[f]) {
        EXPECT_LE(weights.tests[k - 1].threshold, weights.tests[k].threshold);
      }
    }
  }
}

// --- lines ---

TEST(LineLook, rows) {
  struct Row {
    const char* text;
    LineEdge first, last;
    int words;
    int kinds;  // all LineWord that occur
    bool away;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"Read more: the pier", LineEdge::kCapital, LineEdge::kLower, 4, kWordRelated, true},
           {"“No,” she said.", LineEdge::kQuote, LineEdge::kStop, 3, 0, false},
           {"PHOTO: A. Miller", LineEdge::kCapital, LineEdge::kLower, 3, kWordCredit, false},
           {"Datenschutzerklärung", LineEdge::kCapital, LineEdge::kLower, 1, kWordConsent, false},
           {"SUSCRÍBETE …", LineEdge::kCapital, LineEdge::kEllipsis, 1, kWordPromotion, false},
           {"– 14:05", LineEdge::kDash, LineEdge::kDigit, 0, 0, false},
           {"関連記事：港の火事", LineEdge::kOther, LineEdge::kOther, 1, 0, true},
           {"© The Gull", LineEdge::kOther, LineEdge::kLower, 2, kWordCredit, true},
           {"Whose?", LineEdge::kCapital, LineEdge::kStop, 1, 0, false},
       }) {
    const LineLook look = look_at_line(row.text);
    EXPECT_EQ(look.first, row.first) << row.text;
    EXPECT_EQ(look.last, row.last) << row.text;
    EXPECT_EQ(look.words, row.words) << row.text;
    EXPECT_EQ(look.word_kinds, row.kinds) << row.text;
    EXPECT_EQ(look.leads_away, row.away) << row.text;
  }
  EXPECT_EQ(look_at_line("").words, 0);
  EXPECT_EQ(look_at_line("12 of 34\nrats").breaks, 1);
  EXPECT_EQ(look_at_line("12 abcd 34").digits, 50);
  EXPECT_EQ(look_at_line("ABcd").capitals, 50);
}

// --- pages ---

constexpr std::string_view kProse[] = {
    "The harbour authority closed the northern quay on Monday after divers found cracks in two of its piers, officials "
    "said.",
    "Ships bound for the grain terminal now wait outside the breakwater, where three of them lay at anchor in the "
    "evening.",
    "The authority's director, Mara Quist, told reporters that repairs would take four weeks, and that the cost was "
    "not known yet.",
    "Fishermen who land their catch at the quay said they had warned of the damage in spring, and that nobody had "
    "listened.",
    "The ministry said that it would send an engineer, who is expected to look at the piers by the end of the week.",
};

// A page whose article is kProse with `extra` after its third paragraph; `after` follows the article's element.
std::string page_with(std::string_view extra, std::string_view after = "") {
  std::string page =
      "<!DOCTYPE html><html lang=en><head><title>Quay closed</title><meta property=\"og:title\" content=\"Quay "
      "closed\">"
      "</head><body><header><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav></header>"
      "<main><article><h1>Quay closed</h1><div class=\"article-body\">";
  for (std::size_t k = 0; k < std::size(kProse); ++k) {
    page += "<p>" + std::string(kProse[k]) + "</p>";
    if (k == 2) page += extra;
  }
  return page + "</div>" + std::string(after) +
         "</article></main><footer><p>All rights reserved.</p></footer></body></html>";
}

std::string region_of(const Document& document, std::string_view text) {
  for (const Part& part : document.parts) {
    if (slice(document.text, part.span).find(text) == std::string_view::npos) continue;
    return std::string(name(part.region)) + " " + std::string(name(part.kind));
  }
  return "nowhere";
}

TEST(Body, what_stands_in_the_article_and_is_none) {
  struct Row {
    const char* markup;
    const char* text;
    const char* expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"<h2>What comes next</h2>", "What comes next", "main heading"},
           {"<blockquote><p>We said it in spring, we said it in summer, and we say it again now.</p></blockquote>",
            "We said it in spring", "main quote"},
           {"<p>She did not say who would pay.</p>", "who would pay", "main paragraph"},
           {"<p>Printing houses near the quay, which have their paper brought by ship, stood still.</p>",
            "Printing houses", "main paragraph"},
           {"<div class=\"newsletter-signup\"><p>Sign up for our newsletter and get the news in your inbox, free, "
            "every "
            "morning.</p></div>",
            "Sign up for our newsletter", "boilerplate paragraph"},
           {"<p><strong>Read more: <a href=/x>How the old pier was lost in a storm</a></strong></p>",
            "How the old pier", "boilerplate paragraph"},
           {"<div class=\"related-links\"><ul><li><a href=/a>A ferry that never came, and who waited</a></li><li><a "
            "href=/b>Six questions on the new dock, answered</a></li></ul></div>",
            "A ferry that never came", "boilerplate list_item"},
           {"<figure><img src=q.jpg alt=''><figcaption>The quay on Monday. Photo: Ole Berg</figcaption></figure>",
            "The quay on Monday", "main caption"},
           {"<div class=\"pic\"><img src=q.jpg alt=''><p>Cranes over the quay. Photo: Ole Berg / Harbour "
            "Images</p></div>",
            "Cranes over the quay", "main caption"},
           {"<div class=\"ad-slot\"><p>Advertisement</p></div>", "Advertisement", "boilerplate paragraph"},
       }) {
    Result<Document> document = read_document({"page.html", page_with(row.markup)}, {});
    ASSERT_TRUE(document.ok());
    EXPECT_EQ(broken_invariant(*document), "");
    EXPECT_EQ(region_of(*document, row.text), row.expected) << row.markup;
    for (const std::string_view prose : kProse) EXPECT_EQ(region_of(*document, prose), "main paragraph") << row.markup;
  }
}

TEST(Body, pages_without_prose_have_none) {
  for (const char* markup : {"", "<p></p>", "<ul><li><a href=/a>One</a></li><li><a href=/b>Two</a></li></ul>",
                             "<form><p>Name</p><input></form>"}) {
    const Result<Document> document = read_document({"page.html", std::string("<html><body>") + markup}, {});
    ASSERT_TRUE(document.ok());
    for (const Part& part : document->parts) EXPECT_NE(part.region, Region::kMain) << markup;
  }
}

}  // namespace
}  // namespace hearsay
