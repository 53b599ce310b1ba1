#include "ledger/overlap.h"

#include <algorithm>
#include <unordered_map>

namespace hearsay {

namespace {

constexpr std::size_t kBridge = 2;  // words that were exchanged inside a shared run

// First position of each distinct shingle, sorted by hash.
std::vector<std::pair<std::uint64_t, std::uint32_t>> first_positions(const ArticleText& article) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> out;
  out.reserve(article.shingles.size());
  for (std::uint32_t i = 0; i < article.shingles.size(); ++i) out.emplace_back(article.shingles[i], i);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.first == b.first; }),
            out.end());
  return out;
}

struct Run {
  std::uint32_t one, other, words;
};

// Fills gaps of up to kBridge words between covered ones.
void bridge(std::vector<bool>& covered) {
  std::size_t last = covered.size();
  for (std::size_t i = 0; i < covered.size(); ++i) {
    if (!covered[i]) continue;
    if (last < i && i - last - 1 <= kBridge) {
      for (std::size_t k = last + 1; k < i; ++k) covered[k] = true;
    }
    last = i;
  }
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Overlap overlap(const ArticleText& one, const ArticleText& other) {
  Overlap out;
  if (one.shingles.empty() || other.shingles.empty()) return out;
  const auto in_one = first_positions(one);
  const auto in_other = first_positions(other);

  double weight_one = 0, weight_other = 0, shared_one = 0, shared_other = 0;
  for (const auto& [hash, at] : in_one) weight_one += weight_of(one, at);
  for (const auto& [hash, at] : in_other) weight_other += weight_of(other, at);
  for (auto a = in_one.begin(), b = in_other.begin(); a != in_one.end() && b != in_other.end();) {
    if (a->first == b->first) {
      shared_one += weight_of(one, a->second);
      shared_other += weight_of(other, b->second);
      ++a;
      ++b;
    } else {
      a->first < b->first ? ++a : ++b;
    }
  }
  out.containment = weight_one < weight_other ? shared_one / weight_one : shared_other / weight_other;

  // Runs: the next shingle of `one` goes on where the last one ended in `other`, or begins a run at its first place
  // there.
  std::vector<Run> runs;
  std::vector<bool> covered_one(one.words.size()), covered_other(other.words.size());
  for (std::uint32_t i = 0; i < one.shingles.size(); ++i) {
    const std::uint64_t hash = one.shingles[i];
    if (!runs.empty()) {
      Run& run = runs.back();
      const std::uint32_t next = run.other + (i - run.one);
      const bool goes_on =
          i == run.one + run.words - kShingleWords + 1 && next < other.shingles.size() && other.shingles[next] == hash;
      if (goes_on) {
        ++run.words;
        continue;
      }
    }
    const auto found =
        std::lower_bound(in_other.begin(), in_other.end(), std::pair<std::uint64_t, std::uint32_t>(hash, 0));
    if (found != in_other.end() && found->first == hash) runs.push_back({i, found->second, kShingleWords});
  }
  std::size_t quoted_one = 0, quoted_other = 0, quoted = 0, total = 0;
  for (const Run& run : runs) {
    std::uint32_t plain = 0;
    for (std::uint32_t k = 0; k < run.words; ++k) {
      const Word& a = one.words[run.one + k];
      const Word& b = other.words[run.other + k];
      covered_other[run.other + k] = true;
      plain = a.quoted || b.quoted ? 0 : plain + 1;
      out.longest = std::max(out.longest, plain);
      if (covered_one[run.one + k]) continue;  // runs may overlap in `one`
      covered_one[run.one + k] = true;
      ++total;
      quoted_one += a.quoted;
      quoted_other += b.quoted;
      quoted += a.quoted || b.quoted;
    }
    const Span bytes{one.words[run.one].span.begin, one.words[run.one + run.words - 1].span.end};
    const Span there{other.words[run.other].span.begin, other.words[run.other + run.words - 1].span.end};
    out.passages.emplace_back(bytes, there);
  }
  out.words = static_cast<std::uint32_t>(total);
  out.quoted = share(quoted, total);
  out.quoted_one = share(quoted_one, total);
  out.quoted_other = share(quoted_other, total);
  bridge(covered_one);
  bridge(covered_other);
  out.of_one =
      share(static_cast<std::size_t>(std::count(covered_one.begin(), covered_one.end(), true)), covered_one.size());
  out.of_other = share(static_cast<std::size_t>(std::count(covered_other.begin(), covered_other.end(), true)),
                       covered_other.size());
  return out;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> candidates(const std::vector<ArticleText>& articles) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> postings;  // looked up only, never iterated
  std::vector<std::uint32_t> shared(articles.size()), touched;
  for (std::uint32_t j = 0; j < articles.size(); ++j) {
    for (const std::uint64_t fingerprint : articles[j].fingerprints) {
      std::vector<std::uint32_t>& list = postings[fingerprint];
      const auto count = [&](std::uint32_t i) {
        if (shared[i]++ == 0) touched.push_back(i);
      };
      const std::size_t from = list.size() > kMaxPostings ? list.size() - kMaxPostings : 0;
      if (from > 0) count(list.front());
      for (std::size_t k = from; k < list.size(); ++k) count(list[k]);
      list.push_back(j);
    }
    // Short texts have few fingerprints.
    const auto enough =
        std::min<std::uint32_t>(kMinFingerprints, static_cast<std::uint32_t>(articles[j].fingerprints.size()));
    for (const std::uint32_t i : touched) {
      const auto enough_i =
          std::min<std::uint32_t>(enough, static_cast<std::uint32_t>(articles[i].fingerprints.size()));
      if (shared[i] >= enough_i) out.emplace_back(i, j);
      shared[i] = 0;
    }
    touched.clear();
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace hearsay
