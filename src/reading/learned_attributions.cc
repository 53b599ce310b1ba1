#include "reading/learned_attributions.h"

#include <algorithm>
#include <set>

#include "base/portable_math.h"
#include "reading/cue_lexicon.h"

namespace hearsay {
namespace {

// train/reader/acts.py numbers the acts as reading.h does.
static_assert(static_cast<int>(Act::kPerceive) == 19 && static_cast<int>(Act::kOther) == 20);

constexpr std::size_t kMinRereadWords = 4;  // "a lie" and "on Tuesday" hold no attribution

class PageReader {
 public:
  PageReader(const Syntax& syntax, LearnedReader& reader)
      : s_(syntax), heads_(reader.model().heads()), encoder_(reader.encoder()) {}

  LearnedPage read(const Encoding& encoding) {
    std::vector<Span> todo = take(encoding);
    std::size_t budget = std::size_t{kMaxRereadBytes} * s_.page().document.text.size();
    for (int depth = 0; depth < kMaxRereadings && !todo.empty(); ++depth) {
      std::erase_if(todo, [&](Span s) {
        if (s.length() > budget || !worth_reading(s)) return true;
        budget -= s.length();
        return false;
      });
      if (todo.empty()) break;
      todo = take(encoder_.encode(s_.page().document.text, todo));
    }
    std::stable_sort(out_.found.begin(), out_.found.end(),
                     [](const LearnedAttribution& a, const LearnedAttribution& b) { return a.cue < b.cue; });
    // The same word in several readings: the highest counts.
    std::stable_sort(out_.words.begin(), out_.words.end(),
                     [](const LearnedPage::Word& a, const LearnedPage::Word& b) { return a.span < b.span; });
    std::vector<LearnedPage::Word> words;
    for (const LearnedPage::Word& w : out_.words) {
      if (!words.empty() && words.back().span == w.span)
        words.back().cue_p = std::max(words.back().cue_p, w.cue_p);
      else
        words.push_back(w);
    }
    out_.words = std::move(words);
    return std::move(out_);
  }

 private:
  // Adds what one reading finds; the contents found are what to read next.
  std::vector<Span> take(const Encoding& encoding) {
    std::vector<Span> contents;
    const std::vector<RoleScores> labels = heads_.labels(encoding);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const double outside = probabilities(labels[i][kCueRole])[0];
      out_.words.push_back({encoding.words[i], static_cast<float>(1 - outside)});
    }
    // All windows' cues first: what is made of a cue alone is made for all of them at once.
    std::vector<BioScores> cue_scores;
    std::vector<LabelledRange> all;
    std::vector<std::size_t> end_of;  // window -> its last cue + 1
    std::vector<WordRange> all_places;
    for (const Encoding::Window& window : encoding.windows) {
      cue_scores.clear();
      for (std::uint32_t i = window.begin; i < window.end; ++i) cue_scores.push_back(labels[i][kCueRole]);
      for (const LabelledRange& c : best_ranges(cue_scores)) {
        all.push_back(c);
        all_places.push_back({window.begin + c.words.begin, window.begin + c.words.end});
      }
      end_of.push_back(all.size());
    }
    const CueQueries queries = heads_.queries(encoding, all_places);
    const std::vector<std::uint8_t> all_acts = heads_.acts(encoding, all_places);
    for (std::size_t w = 0; w < encoding.windows.size(); ++w) {
      const Encoding::Window& window = encoding.windows[w];
      const std::size_t first = w > 0 ? end_of[w - 1] : 0, count = end_of[w] - first;
      if (count == 0) continue;
      const std::span<const LabelledRange> cues = std::span(all).subspan(first, count);
      const std::span<const WordRange> places = std::span(all_places).subspan(first, count);
      const std::span<const std::uint8_t> acts = std::span(all_acts).subspan(first, count);
      const std::vector<CuedScores> cued =
          heads_.cued(encoding, labels, {window.begin, window.end}, places, queries, first);
      for (std::size_t c = 0; c < cues.size(); ++c) {
        LearnedAttribution a;
        a.act = static_cast<Act>(acts[c]);
        a.cue = {encoding.words[places[c].begin].begin, encoding.words[places[c].end - 1].end};
        const auto spans_of = [&](const std::vector<LabelledRange>& ranges) {
          Spans spans;
          for (const LabelledRange& r : ranges)
            spans.push_back({encoding.words[window.begin + r.words.begin].begin,
                             encoding.words[window.begin + r.words.end - 1].end});
          return spans;
        };
        const std::vector<LabelledRange> source = best_ranges(cued[c].source), content = best_ranges(cued[c].content);
        if (content.empty() || taken(a.cue)) continue;
        a.source = spans_of(source);
        a.content = spans_of(content);
        set_probability(a, cues[c], source, content, cued[c]);
        const auto offer = [&](Attribution::RunnerUp::Of role, const RunnerUpRanges& other) {
          if (other.odds <= a.runner_up.odds) return;
          std::vector<LabelledRange> ranges;
          for (const WordRange r : other.words) ranges.push_back({r, 0, 0});
          a.runner_up = {role, spans_of(ranges), other.odds};
        };
        offer(Attribution::RunnerUp::Of::kCue, {{}, (1 - a.cue_p) / std::max(a.cue_p, .5)});
        offer(Attribution::RunnerUp::Of::kSource, second_best_ranges(cued[c].source));
        offer(Attribution::RunnerUp::Of::kContent, second_best_ranges(cued[c].content));
        for (const Span s : a.content) contents.push_back(as_text(s));
        cues_.insert(a.cue);
        out_.found.push_back(std::move(a));
      }
    }
    return contents;
  }

  // Cues never overlap, so only the neighbours in order can meet this one.
  [[nodiscard]] bool taken(Span cue) const {
    const auto after = cues_.lower_bound(cue);
    return (after != cues_.end() && after->overlaps(cue)) ||
           (after != cues_.begin() && std::prev(after)->overlaps(cue));
  }

  static double mean_of(const std::vector<LabelledRange>& ranges) {
    double sum = 0;
    for (const LabelledRange& r : ranges) sum += r.mean_ln;
    return ranges.empty() ? 0 : portable_exp(sum / static_cast<double>(ranges.size()));
  }

  void set_probability(LearnedAttribution& a, const LabelledRange& cue, const std::vector<LabelledRange>& source,
                       const std::vector<LabelledRange>& content, const CuedScores& scores) const {
    a.cue_p = portable_exp(cue.mean_ln);
    a.content_p = mean_of(content);
    if (source.empty()) {
      // How surely nobody is named: the least probability of "outside".
      a.source_p = 1;
      for (const BioScores& s : scores.source) a.source_p = std::min(a.source_p, probabilities(s)[0]);
    } else {
      a.source_p = mean_of(source);
    }
    a.p = heads_.calibrated(a.cue_p, a.source_p, a.content_p);
  }

  // A content as the sentence that it would be by itself: without marks around it and without "that" before it, since
  // whatever stands wholly between marks looks like somebody's content to the encoder.
  [[nodiscard]] Span as_text(Span s) const {
    const Analysis& a = s_.page().analysis;
    std::uint32_t begin = a.token_at(s.begin), end = begin;
    while (end < a.tokens.size() && a.tokens[end].span.begin < s.end) ++end;
    while (begin < end && (s_.is_mark(begin) || s_.is_edge_punctuation(begin) || a.tokens[begin].lower == "that"))
      ++begin;
    while (end > begin && s_.is_mark(end - 1)) --end;
    if (begin == end) return {s.begin, s.begin};
    return {std::max(s.begin, a.tokens[begin].span.begin), std::min(s.end, a.tokens[end - 1].span.end)};
  }

  // Holds a word that may be a cue.
  [[nodiscard]] bool worth_reading(Span s) const {
    const Analysis& a = s_.page().analysis;
    std::size_t words = 0;
    bool cue = false;
    for (std::uint32_t i = a.token_at(s.begin); i < a.tokens.size() && a.tokens[i].span.begin < s.end; ++i, ++words) {
      const Token& t = a.tokens[i];
      if (cue) continue;
      const Cue* word = t.pos == Pos::VERB || t.pos == Pos::AUX ? verb_cue(t.lemma)
                        : t.pos == Pos::NOUN                    ? noun_cue(t.lemma)
                        : t.pos == Pos::ADJ                     ? adjective_cue(t.lemma)
                        : t.pos == Pos::ADV                     ? adverb_cue(t.lower)
                                                                : nullptr;
      // Words that only take objects and infinitives ("make", "plan to") nest too seldom to pay for the reading.
      cue = (word != nullptr && (t.pos == Pos::ADV || word->takes(kTakesClause) || word->takes(kSpeaks))) ||
            t.lower == "according" || t.text == ":";
    }
    return cue && words >= kMinRereadWords;
  }

  const Syntax& s_;
  const ReaderHeads& heads_;
  Encoder& encoder_;
  LearnedPage out_;
  std::set<Span> cues_;
};

}  // namespace

std::optional<double> LearnedPage::cue_probability(std::uint32_t byte) const {
  const auto after = std::upper_bound(words.begin(), words.end(), byte,
                                      [](std::uint32_t b, const Word& w) { return b < w.span.begin; });
  if (after == words.begin()) return {};
  const Word& word = *(after - 1);
  if (word.span.end <= byte) return {};
  return static_cast<double>(word.cue_p);
}

LearnedPage read_attributions(const Syntax& syntax, const Encoding& encoding, LearnedReader& reader) {
  return PageReader(syntax, reader).read(encoding);
}

}  // namespace hearsay
