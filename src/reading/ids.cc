// Links between findings, and their ids. An id is a hash of the source's SHA-256, the kind of finding and the ranges it
// covers, so that the same bytes give the same ids whatever the thread count, batch or machine; findings that would be
// equal (two claims on one content) are told apart by what else they hold and, at last, by their place in the list.
#include <algorithm>
#include <unordered_map>

#include "base/hash.h"
#include "reading/finding.h"

namespace hearsay {

namespace {

std::uint64_t total_length(const Spans& spans) {
  std::uint64_t length = 0;
  for (const Span s : spans) length += s.length();
  return length;
}

// Indices of the items whose span lies inside `piece`. REQUIRES: items in text order.
template <class T>
std::pair<Index, Index> inside(const std::vector<T>& items, Span piece) {
  const auto first =
      std::partition_point(items.begin(), items.end(), [piece](const T& x) { return x.span.begin < piece.begin; });
  const auto last = std::partition_point(first, items.end(), [piece](const T& x) { return x.span.begin < piece.end; });
  return {static_cast<Index>(first - items.begin()), static_cast<Index>(last - items.begin())};
}

// Gives out each id once: a second finding with the same hash gets its ordinal mixed in.
class IdGiver {
 public:
  explicit IdGiver(char letter) : letter_(letter) {}
  std::string give(std::uint64_t hash) {
    const std::uint32_t ordinal = seen_[hash]++;
    return content_id(letter_, ordinal == 0 ? hash : Mixer().add(hash).add(ordinal).value());
  }

 private:
  char letter_;
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;  // looked up only, never iterated
};

Mixer& add(Mixer& mixer, const Spans& spans) {
  mixer.add(spans.size());
  for (const Span s : spans) mixer.add(s.begin).add(s.end);
  return mixer;
}

}  // namespace

void link_findings(const Page&, Reading& reading) {
  std::vector<std::uint64_t> length_of(reading.figures.size(), ~0ull);  // of the innermost claim found so far
  for (Index c = 0; c < reading.claims.size(); ++c) {
    Claim& claim = reading.claims[c];
    const std::uint64_t length = total_length(claim.content);
    for (const Span piece : claim.content) {
      const auto [first, last] = inside(reading.figures, piece);
      for (Index f = first; f < last; ++f) {
        Figure& figure = reading.figures[f];
        if (!piece.contains(figure.span)) continue;
        claim.figures.push_back(f);
        // Of two claims on the same words the one with the longer chain is the inner one.
        const bool inner = length < length_of[f] ||
                           (length == length_of[f] && claim.chain.size() > reading.claims[figure.claim].chain.size());
        if (inner) {
          figure.claim = c;
          length_of[f] = length;
        }
      }
      const auto [first_time, last_time] = inside(reading.times, piece);
      for (Index t = first_time; t < last_time; ++t) {
        if (piece.contains(reading.times[t].span)) claim.times.push_back(t);
      }
    }
  }
}

void assign_ids(const Document& document, Reading& reading) {
  const auto start = [&document](std::string_view kind) { return Mixer().add(document.sha256).add(kind); };
  IdGiver voices('v'), attributions('a'), claims('c'), figures('f'), times('t');
  for (Voice& voice : reading.voices) {
    Mixer mixer = start("voice");
    mixer.add(voice.name).add(static_cast<std::uint64_t>(voice.kind));
    voice.id = voices.give(add(mixer, voice.mentions).value());
  }
  for (Attribution& attribution : reading.attributions) {
    Mixer mixer = start("attribution");
    add(add(add(mixer, attribution.source), attribution.cue), attribution.content);
    attribution.id = attributions.give(mixer.value());
  }
  for (Claim& claim : reading.claims) {
    Mixer mixer = start("claim");
    add(mixer, claim.content);
    for (const Index a : claim.chain) mixer.add(reading.attributions[a].id);
    claim.id = claims.give(mixer.value());
  }
  for (Figure& figure : reading.figures) {
    Mixer mixer = start("figure");
    figure.id = figures.give(mixer.add(figure.span.begin).add(figure.span.end).value());
  }
  for (Time& time : reading.times) {
    Mixer mixer = start("time");
    time.id = times.give(mixer.add(time.span.begin).add(time.span.end).value());
  }
}

}  // namespace hearsay
