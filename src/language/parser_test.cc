// The arc-eager system against a slow twin, written from the table of moves with plain lists; the two walk the same
// random moves and must agree on what is valid, what a state looks at and what comes out.
#include "language/parser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <set>

#include "language/synthetic_pipeline.h"

namespace hearsay {
namespace {

struct Twin {
  struct Arc {
    int head, child;
    ArcLabel label;
  };
  std::vector<int> stack;
  std::deque<int> buffer;
  std::vector<Arc> arcs;  // in the order they were drawn
  std::set<int> starts{0}, unshiftable;

  explicit Twin(int count) {
    for (int i = 0; i < count; ++i) buffer.push_back(i);
  }
  [[nodiscard]] bool has_head(int token) const {
    return std::any_of(arcs.begin(), arcs.end(), [&](const Arc& arc) { return arc.child == token; });
  }
  [[nodiscard]] unsigned valid() const {
    const std::size_t d = stack.size(), n = buffer.size();
    const bool b0_starts = n > 0 && starts.count(buffer[0]) > 0;
    unsigned out = 0;
    if ((d == 0 && n > 0) || (n >= 2 && !b0_starts && unshiftable.count(buffer[0]) == 0)) out |= 1u << 0;
    if (d > 0) out |= 1u << 1;
    if (d > 0 && n > 0 && !b0_starts) out |= 1u << 2 | 1u << 3;
    if (n >= 2 && buffer[1] == buffer[0] + 1 && starts.count(buffer[1]) == 0) out |= 1u << 4;
    return out;
  }
  void draw(int head, int child, ArcLabel label) {
    std::erase_if(arcs, [&](const Arc& arc) { return arc.child == child; });
    arcs.push_back({head, child, label});
  }
  void apply(ParserMove move, ArcLabel label) {
    switch (move) {
      case ParserMove::kShift:
        stack.push_back(buffer.front());
        buffer.pop_front();
        break;
      case ParserMove::kReduce: {
        const int s0 = stack.back();
        if (!has_head(s0) && stack.size() > 1) {
          unshiftable.insert(s0);
          buffer.push_front(s0);
        }
        stack.pop_back();
        break;
      }
      case ParserMove::kLeft:
        draw(buffer.front(), stack.back(), label);
        unshiftable.erase(buffer.front());
        stack.pop_back();
        break;
      case ParserMove::kRight:
        draw(stack.back(), buffer.front(), label);
        stack.push_back(buffer.front());
        buffer.pop_front();
        break;
      case ParserMove::kBreak:
        starts.insert(buffer[1]);
        break;
    }
  }
  [[nodiscard]] int latest_child(int head, bool left) const {
    int out = -1;
    for (const Arc& arc : arcs) {
      if (head >= 0 && arc.head == head && (arc.child < head) == left) out = arc.child;
    }
    return out;
  }
  [[nodiscard]] std::vector<int> features() const {
    const auto s = [&](std::size_t i) { return i < stack.size() ? stack[stack.size() - 1 - i] : -1; };
    const auto b = [&](std::size_t i) { return i < buffer.size() ? buffer[i] : -1; };
    return {
        b(0), b(1), s(0), s(1), s(2), latest_child(b(0), true), latest_child(s(0), true), latest_child(s(0), false)};
  }
};

TEST(ParserState, agrees_with_the_table_of_moves_on_random_walks) {
  WeightSource random(1);
  for (int walk = 0; walk < 3000; ++walk) {
    const std::uint32_t count = 1 + random.below(14);
    ParserState state;
    state.reset(count);
    Twin twin(static_cast<int>(count));
    int moves = 0;
    while (!state.is_final()) {
      ASSERT_LT(++moves, 200) << "walk " << walk << " does not end";
      ASSERT_EQ(state.valid_moves(), twin.valid());
      std::int32_t features[8];
      state.features(features);
      const std::vector<int> expected = twin.features();
      ASSERT_TRUE(std::equal(expected.begin(), expected.end(), features)) << "walk " << walk << " move " << moves;
      unsigned move = random.below(5);
      while ((state.valid_moves() >> move & 1) == 0) move = (move + 1) % 5;
      const ArcLabel label{static_cast<Dep>(1 + random.below(20)), Dep::None};
      state.apply(static_cast<ParserMove>(move), label);
      twin.apply(static_cast<ParserMove>(move), label);
    }
    ASSERT_TRUE(twin.stack.empty() && twin.buffer.empty());
    for (std::uint32_t i = 0; i < count; ++i) {
      int head = -1;
      ArcLabel label;
      for (const Twin::Arc& arc : twin.arcs) {
        if (arc.child == static_cast<int>(i)) head = arc.head, label = arc.label;
      }
      ASSERT_EQ(state.head(i), head);
      if (head >= 0) {
        ASSERT_EQ(state.label(i), label);
      }
    }
  }
}

TEST(Tree, a_decorated_arc_goes_to_the_first_fitting_token_below_its_head) {
  // 0 <- 1 -> 2 -> 3; token 4 hangs on 1 as "pobj||prep": 3 is a prep, deeper; 2 is none.
  Tree tree;
  tree.reset(5);
  tree.head = {1, 1, 1, 2, 1};
  tree.label = {{Dep::nsubj, {}}, {Dep::ROOT, {}}, {Dep::dobj, {}}, {Dep::prep, {}}, {Dep::pobj, Dep::prep}};
  set_edges(tree);
  deprojectivize(tree, {0, 0, 0, 0, 0});
  EXPECT_EQ(tree.head[4], 3u);
  EXPECT_EQ(tree.label[4], (ArcLabel{Dep::pobj, Dep::None}));
  EXPECT_EQ(tree.right_edge[2], 4u);

  // White space is no head, and where nothing fits the arc stays.
  tree.reset(3);
  tree.head = {0, 0, 0};
  tree.label = {{Dep::ROOT, {}}, {Dep::prep, {}}, {Dep::pobj, Dep::prep}};
  set_edges(tree);
  deprojectivize(tree, {0, 1, 0});
  EXPECT_EQ(tree.head[2], 0u);
  EXPECT_EQ(tree.label[2], (ArcLabel{Dep::pobj, Dep::None}));
}

TEST(Tree, edges_are_the_extremes_of_the_subtree) {
  WeightSource random(2);
  for (int round = 0; round < 2000; ++round) {
    // A random projective tree: each token's head is an ancestor-or-self of its left neighbour's chain, or the next
    // root.
    const std::uint32_t count = 1 + random.below(12);
    Tree tree;
    tree.reset(count);
    for (std::uint32_t i = 1; i < count; ++i) {
      std::uint32_t head = i - 1;
      while (random.below(2) == 0 && tree.head[head] != head) head = tree.head[head];
      tree.head[i] = random.below(8) == 0 ? i : head;
    }
    set_edges(tree);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint32_t left = i, right = i;
      for (std::uint32_t j = 0; j < count; ++j) {
        std::uint32_t up = j;
        while (up != i && tree.head[up] != up) up = tree.head[up];
        if (up == i) left = std::min(left, j), right = std::max(right, j);
      }
      ASSERT_EQ(tree.left_edge[i], left);
      ASSERT_EQ(tree.right_edge[i], right);
      bool begins = false;
      for (std::uint32_t root = 0; root < count; ++root) begins |= tree.head[root] == root && tree.left_edge[root] == i;
      ASSERT_EQ(tree.sentence_start[i] != 0, begins);
    }
  }
}

TEST(Tree, searching_heads_is_bounded) {
  // Every token is decorated, hangs on the first one, and no label fits: quadratic if nothing stopped it.
  const std::uint32_t count = 1u << 16;
  Tree tree;
  tree.reset(count);
  for (std::uint32_t i = 1; i < count; ++i) {
    tree.head[i] = 0;
    tree.label[i] = {Dep::pobj, Dep::agent};
  }
  tree.label[0] = {Dep::ROOT, Dep::None};
  set_edges(tree);
  deprojectivize(tree, std::vector<std::uint8_t>(count, 0));
  EXPECT_EQ(tree.head[count - 1], 0u);
  EXPECT_EQ(tree.label[count - 1].head_dep, Dep::None);
}

TEST(ArcLabel, halves_must_be_known) {
  EXPECT_EQ(arc_label_of("pobj||prep").value(), (ArcLabel{Dep::pobj, Dep::prep}));
  EXPECT_EQ(arc_label_of("ROOT").value(), (ArcLabel{Dep::ROOT, Dep::None}));
  for (const char* bad : {"", "nobody", "pobj||", "||prep", "pobj||nobody"})
    EXPECT_FALSE(arc_label_of(bad).ok()) << bad;
}

}  // namespace
}  // namespace hearsay
