#include "language/tree.h"

#include <algorithm>
#include <string>

namespace hearsay {

Result<ArcLabel> arc_label_of(std::string_view text) {
  const std::size_t bar = text.find("||");
  const std::optional<Dep> dep = dep_of(text.substr(0, bar));
  const std::optional<Dep> head = bar == std::string_view::npos ? Dep::None : dep_of(text.substr(bar + 2));
  if (!dep || !head || *dep == Dep::None || (bar != std::string_view::npos && *head == Dep::None)) {
    return Error{
        ErrorCode::kModel, "this version of hearsay does not know the dependency label " + std::string(text), "", {}};
  }
  return ArcLabel{*dep, *head};
}

void Tree::reset(std::uint32_t count) {
  head.resize(count);
  label.assign(count, {});
  left_edge.resize(count);
  right_edge.resize(count);
  sentence_start.assign(count, 0);
  for (std::uint32_t i = 0; i < count; ++i) head[i] = left_edge[i] = right_edge[i] = i;
}

namespace {

// One fold of children's edges into their heads, to the right and back. True when no head lies outside its sentence.
bool fold_edges(Tree& t) {
  const std::uint32_t n = static_cast<std::uint32_t>(t.head.size());
  const auto fold = [&](std::uint32_t i) {
    const std::uint32_t h = t.head[i];
    t.left_edge[h] = std::min(t.left_edge[h], t.left_edge[i]);
    t.right_edge[h] = std::max(t.right_edge[h], t.right_edge[i]);
  };
  for (std::uint32_t i = 0; i < n; ++i) fold(i);
  for (std::uint32_t i = n; i > 0; --i) fold(i - 1);

  std::fill(t.sentence_start.begin(), t.sentence_start.end(), 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (t.head[i] == i) t.sentence_start[t.left_edge[i]] = 1;
  }
  // As in spaCy: the last token closes a sentence without being looked at.
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (!((i > 0 && t.sentence_start[i] != 0) || i + 1 == n)) continue;
    for (std::uint32_t j = begin; j < i; ++j) {
      if (t.head[j] < begin || t.head[j] > i) return false;
    }
    begin = i;
  }
  return true;
}

}  // namespace

void set_edges(Tree& t) {
  const std::uint32_t n = static_cast<std::uint32_t>(t.head.size());
  for (std::uint32_t i = 0; i < n; ++i) t.left_edge[i] = t.right_edge[i] = i;
  // Projective trees need one round; spaCy gives up after twelve.
  for (int round = 0; round < 12 && !fold_edges(t); ++round) {
  }
}

void deprojectivize(Tree& t, const std::vector<std::uint8_t>& is_space) {
  const std::uint32_t n = static_cast<std::uint32_t>(t.head.size());
  std::uint64_t budget = kSearchLimit + std::uint64_t{256} * n;
  std::vector<std::uint32_t> queue;
  bool moved = false;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (t.label[i].head_dep == Dep::None) continue;
    moved = true;
    const ArcLabel wanted{t.label[i].head_dep, Dep::None};
    std::uint32_t found = t.head[i];
    bool done = false;
    queue.assign(1, t.head[i]);
    for (std::size_t at = 0; at < queue.size() && !done; ++at) {
      const std::uint32_t parent = queue[at];
      const std::uint64_t cost = t.right_edge[parent] - t.left_edge[parent] + 1;
      if (cost > budget) break;
      budget -= cost;
      for (std::uint32_t child = t.left_edge[parent]; child <= t.right_edge[parent]; ++child) {
        if (child == parent || t.head[child] != parent || is_space[child] != 0 || child == i) continue;
        if (t.label[child] == wanted) {
          found = child;
          done = true;
          break;
        }
        queue.push_back(child);
      }
    }
    t.head[i] = found;
    t.label[i].head_dep = Dep::None;
  }
  if (moved) set_edges(t);
}

}  // namespace hearsay
