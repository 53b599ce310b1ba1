#include "ledger/copies.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>

#include "base/utf8.h"
#include "ledger/words.h"

namespace hearsay {

namespace {

// Half of the shorter text: sources' measure for a copy. A reworded copy loses five shingles for each word, so half of
// its words in runs of five is as much.
constexpr double kCopyContainment = .5;
constexpr double kCopyWords = .6;
// Below this share of the parent's words a copy is abridged.
constexpr double kWholeText = .85;
// Related by a third text: enough of both, and in one stretch, outside quotations.
constexpr double kSharedWords = .15;
constexpr std::uint32_t kSharedRun = 30;
// Two sentences' worth of quoted words, and hardly anything else in common.
constexpr double kMostlyQuoted = .6;
constexpr std::uint32_t kQuotedRun = 12;

// Evidence for a parent, in units of the share of words explained.
constexpr double kCanonical = 1;
constexpr double kCredited = .5;
constexpr double kCreditedParent = .02;  // breaks ties only: copies of copies keep the agency's credit
constexpr double kLater = -.25;          // the would-be parent appeared after the copy
constexpr double kUndated = -.04;
constexpr double kLeftOut = -.03;  // times the share of the parent that is not in the copy

std::string without_scheme(std::string_view url) {
  if (const auto at = url.find("://"); at != url.npos) url.remove_prefix(at + 3);
  if (url.starts_with("www.")) url.remove_prefix(4);
  if (const auto at = url.find('#'); at != url.npos) url = url.substr(0, at);
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url);
}

bool links_to(const ArticleFacts& copy, const ArticleFacts& parent) {
  const std::string canonical = without_scheme(copy.canonical_url);
  if (canonical.empty() || canonical == without_scheme(copy.url)) return false;
  const std::string theirs = without_scheme(parent.canonical_url);
  return canonical == without_scheme(parent.url) || canonical == theirs;
}

bool credits(const ArticleFacts& copy, const ArticleFacts& parent) {
  return !copy.credit.empty() && !parent.outlet.empty() && same_outlet(copy.credit, parent.outlet) &&
         !same_outlet(copy.outlet, parent.outlet);
}

struct Pair {
  std::uint32_t one, other;
  Overlap overlap;
};

Overlap turned(Overlap o) {
  std::swap(o.of_one, o.of_other);
  std::swap(o.quoted_one, o.quoted_other);
  for (auto& [a, b] : o.passages) std::swap(a, b);
  std::sort(o.passages.begin(), o.passages.end());
  return o;
}

bool is_copy(const Overlap& o) {
  return o.containment >= kCopyContainment ||
         (std::max(o.of_one, o.of_other) >= kCopyWords && o.quoted < kMostlyQuoted);
}

std::uint32_t find(std::vector<std::uint32_t>& up, std::uint32_t i) {
  while (up[i] != i) i = up[i] = up[up[i]];
  return i;
}

class Grower {
 public:
  Grower(const std::vector<ArticleFacts>& facts, const std::vector<Pair>& pairs) : facts_(facts), pairs_(pairs) {
    of_.resize(facts.size());
    for (std::uint32_t p = 0; p < pairs.size(); ++p) {
      of_[pairs[p].one].push_back(p);
      of_[pairs[p].other].push_back(p);
    }
  }

  // REQUIRES: `members` ascending, connected by the pairs.
  CopyTree grow(const std::vector<std::uint32_t>& members, std::vector<std::optional<Attachment>>& attached) {
    CopyTree tree;
    tree.members = members;
    tree.root = root_of(members);
    std::vector<std::uint32_t> in{tree.root};
    std::vector<bool> placed(facts_.size());
    placed[tree.root] = true;
    // The best attachment of each article outside so far; grown as articles come in (Prim's order).
    std::map<std::uint32_t, std::pair<double, std::uint32_t>> best;  // article -> evidence, pair
    const auto offer = [&](std::uint32_t parent) {
      for (const std::uint32_t p : of_[parent]) {
        const std::uint32_t copy = pairs_[p].one == parent ? pairs_[p].other : pairs_[p].one;
        if (placed[copy]) continue;
        const double evidence = evidence_for(copy, parent, p);
        const auto known = best.find(copy);
        if (known == best.end()) {
          best.emplace(copy, std::pair(evidence, p));
        } else if (evidence > known->second.first + 1e-12) {
          known->second = {evidence, p};
        }
      }
    };
    offer(tree.root);
    while (in.size() < members.size() && !best.empty()) {
      auto next = best.begin();
      for (auto it = best.begin(); it != best.end(); ++it) {
        if (it->second.first > next->second.first + 1e-12) next = it;
      }
      const std::uint32_t copy = next->first, p = next->second.second;
      const std::uint32_t parent = pairs_[p].one == copy ? pairs_[p].other : pairs_[p].one;
      best.erase(next);
      placed[copy] = true;
      in.push_back(copy);
      attached[copy] = attachment(copy, parent, p);
      offer(copy);
    }
    return tree;
  }

  [[nodiscard]] Attachment attachment(std::uint32_t copy, std::uint32_t parent, std::uint32_t p) const {
    Attachment a;
    a.parent = parent;
    a.overlap = pairs_[p].one == copy ? pairs_[p].overlap : turned(pairs_[p].overlap);
    a.edge = a.overlap.of_other < kWholeText ? Edge::kAbridged : Edge::kCopy;
    const ArticleFacts& c = facts_[copy];
    const ArticleFacts& q = facts_[parent];
    if (links_to(c, q)) {
      a.reason = "canonical link";
    } else if (credits(c, q)) {
      a.reason = "credits " + c.credit;
    } else if (c.published && q.published && q.published->latest < c.published->earliest) {
      a.reason = "published later";
    } else {
      a.reason = "direction of containment";
    }
    a.reason += ", " + std::to_string(static_cast<int>(std::floor(a.overlap.of_one * 100))) + " % of its words";
    return a;
  }

 private:
  [[nodiscard]] double evidence_for(std::uint32_t copy, std::uint32_t parent, std::uint32_t p) const {
    const bool first = pairs_[p].one == copy;
    const Overlap& o = pairs_[p].overlap;
    const double explained = first ? o.of_one : o.of_other;
    const double kept = first ? o.of_other : o.of_one;
    double evidence = explained + kLeftOut * (1 - kept);
    const ArticleFacts& c = facts_[copy];
    const ArticleFacts& q = facts_[parent];
    if (links_to(c, q)) evidence += kCanonical;
    if (credits(c, q)) evidence += kCreditedParent;
    if (!c.published || !q.published) {
      evidence += kUndated;
    } else if (q.published->earliest > c.published->latest) {
      evidence += kLater;
    }
    return evidence;
  }

  // The root: who is credited, who was first, whose text explains the others'.
  [[nodiscard]] std::uint32_t root_of(const std::vector<std::uint32_t>& members) const {
    std::uint32_t best = members.front();
    double best_evidence = -1e9;
    const double others = static_cast<double>(std::max<std::size_t>(members.size() - 1, 1));
    for (const std::uint32_t m : members) {
      double evidence = 0;
      for (const std::uint32_t p : of_[m]) {
        const std::uint32_t other = pairs_[p].one == m ? pairs_[p].other : pairs_[p].one;
        evidence += evidence_for(other, m, p) / others;
        if (credits(facts_[other], facts_[m])) evidence += kCredited / others;
      }
      // A copy says so itself.
      if (!facts_[m].credit.empty() && !same_outlet(facts_[m].credit, facts_[m].outlet)) evidence -= kCredited;
      if (!facts_[m].published) evidence += kLater;
      if (evidence > best_evidence + 1e-12) {
        best_evidence = evidence;
        best = m;
      }
    }
    return best;
  }

  const std::vector<ArticleFacts>& facts_;
  const std::vector<Pair>& pairs_;
  std::vector<std::vector<std::uint32_t>> of_;  // pairs of each article
};

}  // namespace

bool same_outlet(std::string_view said, std::string_view outlet) {
  const auto bare = [](std::string_view name) {
    std::string words = folded_words(name);
    if (words.starts_with("the ")) words.erase(0, 4);
    return words;
  };
  const std::string a = bare(said), b = bare(outlet);
  if (a.empty() || b.empty()) return false;
  if (a == b) return true;
  const auto initials = [](const std::string& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i == 0 || words[i - 1] == ' ') out += words[i];
    }
    return out;
  };
  return (b.find(' ') != b.npos && initials(b) == a) || (a.find(' ') != a.npos && initials(a) == b);
}

std::optional<Instant> instant_of(std::string_view s) {
  std::size_t at = 0;
  const auto digits = [&](std::size_t count) -> std::optional<int> {
    if (at + count > s.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const char c = s[at + i];
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    at += count;
    return value;
  };
  const auto skip = [&](char c) { return at < s.size() && s[at] == c && ++at != 0; };
  using namespace std::chrono;
  const auto y = digits(4);
  if (!y) return std::nullopt;
  std::optional<int> m, d;
  if (skip('-')) m = digits(2);
  if (m && skip('-')) d = digits(2);
  const auto seconds_of = [](year_month_day day) {
    return std::int64_t{sys_days(day).time_since_epoch().count()} * 86400;
  };
  const year_month_day first{year(*y), month(static_cast<unsigned>(m.value_or(1))),
                             day(static_cast<unsigned>(d.value_or(1)))};
  if (!first.ok()) return std::nullopt;
  const std::int64_t begin = seconds_of(first);
  if (!m) return Instant{begin, begin + 366 * 86400 - 1};
  if (!d) return Instant{begin, begin + 31 * 86400 - 1};
  // A day without a time is a day in its own zone, which is not known.
  if (!skip('T') && !skip(' ')) return Instant{begin, begin + 86400 - 1};
  const auto hour = digits(2);
  if (!hour) return Instant{begin, begin + 86400 - 1};
  std::int64_t time = *hour * 3600, precision = 3600;
  if (skip(':')) {
    if (const auto minute = digits(2)) time += *minute * 60, precision = 60;
    if (skip(':')) {
      if (const auto second = digits(2)) time += *second, precision = 1;
      if (skip('.')) {
        while (at < s.size() && s[at] >= '0' && s[at] <= '9') ++at;
      }
    }
  }
  if (at < s.size() && (s[at] == '+' || s[at] == '-')) {
    const int sign = s[at++] == '+' ? -1 : 1;
    const auto hours = digits(2);
    skip(':');
    const auto minutes = digits(2);
    time += sign * (hours.value_or(0) * 3600 + minutes.value_or(0) * 60);
  }
  return Instant{begin + time, begin + time + precision - 1};
}

Copies find_copies(const std::vector<ArticleText>& texts, const std::vector<ArticleFacts>& facts) {
  const auto count = static_cast<std::uint32_t>(texts.size());
  std::vector<Pair> copies, related;
  std::vector<std::uint32_t> up(count);
  std::iota(up.begin(), up.end(), 0u);
  for (const auto& [i, j] : candidates(texts)) {
    Overlap o = overlap(texts[i], texts[j]);
    if (is_copy(o)) {
      const std::uint32_t a = find(up, i), b = find(up, j);
      up[std::max(a, b)] = std::min(a, b);
      copies.push_back({i, j, std::move(o)});
    } else if (o.words >= kQuotedRun) {
      related.push_back({i, j, std::move(o)});
    }
  }

  Copies out;
  out.attached.resize(count);
  std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
  for (std::uint32_t i = 0; i < count; ++i) groups[find(up, i)].push_back(i);
  Grower grower(facts, copies);
  std::vector<std::uint32_t> tree_of(count);
  for (const auto& [first, members] : groups) {
    for (const std::uint32_t m : members) tree_of[m] = static_cast<std::uint32_t>(out.trees.size());
    out.trees.push_back(grower.grow(members, out.attached));
  }

  // Relations between trees, by the strongest pair of each two trees.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> strongest;
  for (std::uint32_t p = 0; p < related.size(); ++p) {
    const std::uint32_t a = tree_of[related[p].one], b = tree_of[related[p].other];
    if (a == b) continue;
    const auto [it, fresh] = strongest.emplace(std::minmax(a, b), p);
    if (!fresh && related[it->second].overlap.words < related[p].overlap.words) it->second = p;
  }
  std::vector<std::uint32_t> shared(count);
  std::iota(shared.begin(), shared.end(), 0u);
  Grower quoting(facts, related);
  for (const auto& [trees, p] : strongest) {
    const Pair& pair = related[p];
    const Overlap& o = pair.overlap;
    if (o.quoted >= kMostlyQuoted) {
      // Who quotes: the later one; where no date tells, the one that has the words in quotation marks; else the
      // shorter.
      const auto& a = facts[pair.one].published;
      const auto& b = facts[pair.other].published;
      bool one_quotes =
          o.quoted_one > o.quoted_other ||
          (o.quoted_one == o.quoted_other && texts[pair.one].words.size() < texts[pair.other].words.size());
      if (a && b && a->earliest > b->latest) one_quotes = true;
      if (a && b && b->earliest > a->latest) one_quotes = false;
      const std::uint32_t who = one_quotes ? pair.one : pair.other;
      Attachment attachment = quoting.attachment(who, one_quotes ? pair.other : pair.one, p);
      attachment.edge = Edge::kQuoteOnly;
      attachment.reason = "quotes " + std::to_string(o.words) + " words";
      out.quotes.push_back({who, std::move(attachment)});
    } else if (std::min(o.of_one, o.of_other) >= kSharedWords && o.longest >= kSharedRun) {
      const std::uint32_t a = find(shared, pair.one), b = find(shared, pair.other);
      shared[std::max(a, b)] = std::min(a, b);
    }
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> sources;
  for (std::uint32_t i = 0; i < count; ++i) sources[find(shared, i)].push_back(i);
  for (auto& [first, members] : sources) {
    if (members.size() > 1) out.shared_sources.push_back(std::move(members));
  }
  std::sort(out.quotes.begin(), out.quotes.end(), [](const auto& x, const auto& y) {
    return std::pair(x.article, x.attachment.parent) < std::pair(y.article, y.attachment.parent);
  });
  return out;
}

}  // namespace hearsay
