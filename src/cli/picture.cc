#include "cli/picture.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "cli/display_width.h"
#include "cli/terminal.h"

namespace hearsay::cli {

namespace {

constexpr std::size_t kNameColumns = 60;  // of a name in a note
constexpr std::size_t kIdBytes = 10;      // of an id there: enough to ask for it again

Span clipped(Span span, Span to) { return {std::max(span.begin, to.begin), std::min(span.end, to.end)}; }

// Levels by first fit: the lowest above all that the hull overlaps. Intervals of one level are disjoint.
class Levels {
 public:
  // 0 where none is left.
  std::size_t place(Span hull) {
    std::size_t level = kMostLevels;
    while (level > 0 && !overlaps(taken_[level - 1], hull)) --level;
    if (level == kMostLevels) return 0;
    taken_[level].emplace(hull.begin, hull.end);
    return level + 1;
  }

 private:
  using Intervals = std::map<std::uint32_t, std::uint32_t>;
  static bool overlaps(const Intervals& intervals, Span hull) {
    auto next = intervals.lower_bound(hull.end);
    return next != intervals.begin() && std::prev(next)->second > hull.begin;
  }
  Intervals taken_[kMostLevels];
};

void add(std::string& out, std::string_view text) {
  if (!text.empty()) out += (out.empty() ? "" : " · ") + std::string(text);
}

std::string words_of(Channel channel) {
  std::string words(name(channel));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

}  // namespace

std::string_view words_of(Commitment commitment) {
  switch (commitment) {
    case Commitment::kCTplus:
      return "certain";
    case Commitment::kPRplus:
      return "probable";
    case Commitment::kPSplus:
      return "possible";
    case Commitment::kCTminus:
      return "certainly not";
    case Commitment::kPRminus:
      return "probably not";
    case Commitment::kPSminus:
      return "possibly not";
    case Commitment::kCTu:
      return "certain, untold whether";
    case Commitment::kUu:
      break;
  }
  return "open";
}

Picture::Picture(const Document& document, const Reading& reading, const PictureChoice& choice)
    : document_(document),
      reading_(reading),
      comment_of_(document.parts.size(), nullptr),
      whole_(choice.claim == kNone && choice.part < 0) {
  for (const Comment& comment : document.comments) {
    if (comment.part < comment_of_.size()) comment_of_[comment.part] = &comment;
  }
  choose_marks(choice);
  choose_parts(choice);
  number_marks();
}

void Picture::choose_marks(const PictureChoice& choice) {
  std::vector<Index> chosen(reading_.attributions.size());
  std::iota(chosen.begin(), chosen.end(), 0);
  if (choice.claim != kNone) {
    const Claim& claim = reading_.claims[choice.claim];
    chosen = claim.chain;
    if (chosen.empty()) {
      Mark own;
      own.voice = claim.voice;
      own.content = claim.content;
      own.claims = {choice.claim};
      marks_.push_back(std::move(own));
    }
  }
  std::vector<std::uint32_t> mark_of(reading_.attributions.size(), kNone);
  for (const Index i : chosen) {
    if (i >= mark_of.size() || mark_of[i] != kNone) continue;
    const Attribution& a = reading_.attributions[i];
    mark_of[i] = static_cast<std::uint32_t>(marks_.size());
    Mark mark;
    mark.attribution = i;
    mark.voice = a.voice;
    mark.source = a.source;
    mark.cue = a.cue;
    mark.content = a.content;
    // A ring would be a bug of the reader's; the count ends it.
    for (Index up = a.parent; up < reading_.attributions.size() && mark.depth < kMostLevels;
         up = reading_.attributions[up].parent) {
      ++mark.depth;
    }
    marks_.push_back(std::move(mark));
  }
  for (Index c = 0; c < reading_.claims.size(); ++c) {
    if (choice.claim != kNone && choice.claim != c) continue;
    const Claim& claim = reading_.claims[c];
    if (claim.chain.empty() || claim.chain.back() >= mark_of.size()) continue;
    if (const std::uint32_t mark = mark_of[claim.chain.back()]; mark != kNone) marks_[mark].claims.push_back(c);
  }
}

void Picture::choose_parts(const PictureChoice& choice) {
  std::set<std::size_t> of_claim;
  if (choice.claim != kNone) {
    of_claim.insert(reading_.claims[choice.claim].part);
    for (const Mark& mark : marks_) {
      for (const Spans* spans : {&mark.source, &mark.cue, &mark.content}) {
        for (const Span span : *spans) {
          for (std::size_t p = 0; p < document_.parts.size(); ++p) {
            if (document_.parts[p].span.overlaps(span)) of_claim.insert(p);
          }
        }
      }
    }
  }
  for (std::size_t p = 0; p < document_.parts.size(); ++p) {
    const Part& part = document_.parts[p];
    if (choice.claim != kNone && !of_claim.contains(p)) continue;
    if (choice.part >= 0 && p != static_cast<std::size_t>(choice.part)) continue;
    if (choice.claim == kNone && choice.part < 0 && part.region == Region::kBoilerplate && !choice.boilerplate) {
      ++left_out_;
      continue;
    }
    PartPicture picture;
    picture.part = p;
    parts_.push_back(std::move(picture));
  }
}

void Picture::number_marks() {
  // Which marks each part shows, and where each mark is first seen: its note stands there.
  std::vector<std::vector<std::uint32_t>> in_part(parts_.size());
  struct First {
    std::size_t part;
    std::uint32_t begin, depth, mark;
    bool operator<(const First& o) const {
      return std::tie(part, begin, depth, mark) < std::tie(o.part, o.begin, o.depth, o.mark);
    }
  };
  std::vector<First> firsts;
  for (std::uint32_t m = 0; m < marks_.size(); ++m) {
    const Mark& mark = marks_[m];
    First first{parts_.size(), 0, mark.depth, m};
    for (const Spans* spans : {&mark.source, &mark.cue, &mark.content}) {
      for (const Span span : *spans) {
        auto p =
            static_cast<std::size_t>(std::partition_point(parts_.begin(), parts_.end(),
                                                          [&](const PartPicture& part) {
                                                            return document_.parts[part.part].span.end <= span.begin;
                                                          }) -
                                     parts_.begin());
        for (; p < parts_.size() && document_.parts[parts_[p].part].span.begin < span.end; ++p) {
          const Span seen = clipped(span, document_.parts[parts_[p].part].span);
          if (seen.begin >= seen.end) continue;
          if (in_part[p].empty() || in_part[p].back() != m) in_part[p].push_back(m);
          if (std::tie(p, seen.begin) < std::tie(first.part, first.begin)) {
            first.part = p;
            first.begin = seen.begin;
          }
        }
      }
    }
    if (first.part < parts_.size()) firsts.push_back(first);
  }
  std::sort(firsts.begin(), firsts.end());
  for (std::uint32_t i = 0; i < firsts.size(); ++i) {
    marks_[firsts[i].mark].number = i + 1;
    parts_[firsts[i].part].notes.push_back(firsts[i].mark);
  }
  for (std::size_t p = 0; p < parts_.size(); ++p) draw_part(parts_[p], in_part[p]);
}

void Picture::draw_part(PartPicture& picture, const std::vector<std::uint32_t>& marks) const {
  Span part = document_.parts[picture.part].span;
  part.end = static_cast<std::uint32_t>(std::min<std::size_t>(part.end, document_.text.size()));
  if (part.begin >= part.end) return;
  // Brackets: what is shorter lies inside, and of two on the same words the one deeper in its chain.
  struct Hull {
    std::uint32_t length, outwards, mark;
    Span span;
    bool operator<(const Hull& o) const {
      return std::tie(length, outwards, mark) < std::tie(o.length, o.outwards, o.mark);
    }
  };
  std::vector<Hull> hulls;
  for (const std::uint32_t m : marks) {
    Span hull{part.end, part.begin};
    for (const Span span : marks_[m].content) {
      const Span seen = clipped(span, part);
      if (seen.begin >= seen.end) continue;
      hull = {std::min(hull.begin, seen.begin), std::max(hull.end, seen.end)};
    }
    if (hull.begin < hull.end) hulls.push_back({hull.end - hull.begin, ~marks_[m].depth, m, hull});
  }
  std::sort(hulls.begin(), hulls.end());
  Levels levels;
  for (const Hull& hull : hulls) {
    const std::size_t level = levels.place(hull.span);
    if (level == 0) continue;
    picture.levels = std::max(picture.levels, level);
    const Spans& content = marks_[hull.mark].content;
    for (std::size_t i = 0; i < content.size(); ++i) {
      const Span seen = clipped(content[i], part);
      if (seen.begin >= seen.end) continue;
      picture.brackets.push_back({hull.mark, static_cast<std::uint8_t>(level), seen,
                                  i == 0 && seen.begin == content[i].begin,
                                  i + 1 == content.size() && seen.end == content[i].end});
    }
  }
  std::sort(picture.brackets.begin(), picture.brackets.end(), [](const Bracket& a, const Bracket& b) {
    return std::tuple(a.span.begin, b.level, a.mark) < std::tuple(b.span.begin, a.level, b.mark);
  });

  // One sweep over all places where something begins or ends.
  struct Event {
    std::uint32_t at;
    bool begin;
    std::uint32_t bracket;  // kNone for a role
    // Cues before sources, the innermost first, then the first in the text: the least is what the words are.
    std::tuple<int, std::uint32_t, std::uint32_t, std::uint32_t> role;
  };
  std::vector<Event> events;
  for (std::uint32_t b = 0; b < picture.brackets.size(); ++b) {
    events.push_back({picture.brackets[b].span.begin, true, b, {}});
    events.push_back({picture.brackets[b].span.end, false, b, {}});
  }
  for (const std::uint32_t m : marks) {
    const auto add_role = [&](const Spans& spans, Role role) {
      for (const Span span : spans) {
        const Span seen = clipped(span, part);
        if (seen.begin >= seen.end) continue;
        const std::tuple key(role == Role::kCue ? 0 : 1, ~marks_[m].depth, marks_[m].number, m);
        events.push_back({seen.begin, true, kNone, key});
        events.push_back({seen.end, false, kNone, key});
      }
    };
    add_role(marks_[m].source, Role::kSource);
    add_role(marks_[m].cue, Role::kCue);
  }
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
  std::vector<std::uint32_t> open;  // brackets, outermost first: no two of one level
  std::multiset<std::tuple<int, std::uint32_t, std::uint32_t, std::uint32_t>> roles;
  std::uint32_t from = part.begin;
  const auto flush = [&](std::uint32_t to) {
    if (from >= to) return;
    Stretch stretch;
    stretch.span = {from, to};
    stretch.within = open;
    if (!roles.empty()) {
      stretch.role = std::get<0>(*roles.begin()) == 0 ? Role::kCue : Role::kSource;
      stretch.mark = std::get<3>(*roles.begin());
    }
    const Mark* owner = stretch.mark == kNone ? nullptr : &marks_[stretch.mark];
    if (owner != nullptr) {
      const Spans& spans = stretch.role == Role::kCue ? owner->cue : owner->source;
      stretch.begins = std::any_of(spans.begin(), spans.end(), [&](Span s) { return s.begin == from; });
      stretch.ends = std::any_of(spans.begin(), spans.end(), [&](Span s) { return s.end == to; });
      stretch.numbered = stretch.role == Role::kCue && !spans.empty() && spans.back().end == to;
    }
    picture.stretches.push_back(std::move(stretch));
    from = to;
  };
  for (const Event& event : events) {
    flush(event.at);
    if (event.bracket == kNone) {
      if (event.begin) {
        roles.insert(event.role);
      } else if (const auto found = roles.find(event.role); found != roles.end()) {
        roles.erase(found);
      }
    } else if (event.begin) {
      const auto level = [&](std::uint32_t b) { return picture.brackets[b].level; };
      open.insert(
          std::find_if(open.begin(), open.end(), [&](std::uint32_t b) { return level(b) < level(event.bracket); }),
          event.bracket);
    } else {
      open.erase(std::remove(open.begin(), open.end(), event.bracket), open.end());
    }
  }
  flush(part.end);
}

std::string_view Picture::kind_of(std::uint32_t mark) const {
  const Index voice = marks_[mark].voice;
  return voice < reading_.voices.size() ? name(reading_.voices[voice].kind) : "anonymous";
}

std::vector<NotePiece> Picture::note(std::uint32_t mark) const {
  const Mark& m = marks_[mark];
  std::vector<NotePiece> pieces;
  const auto voice = [&](Index at) {
    if (at >= reading_.voices.size()) {
      pieces.push_back({std::string(shape_of_voice("anonymous")) + " nobody named", "anonymous"});
      return;
    }
    const Voice& v = reading_.voices[at];
    const std::string_view kind = name(v.kind);
    pieces.push_back({std::string(shape_of_voice(kind)) + " " + fitted(shown_name(v.name, kind), kNameColumns), kind});
  };
  std::string rest;
  if (m.attribution == kNone) {
    voice(m.voice);
    pieces.push_back({": in their own words", ""});
  } else {
    std::vector<Index> chain;
    for (Index i = m.attribution; i < reading_.attributions.size() && chain.size() <= reading_.attributions.size();
         i = reading_.attributions[i].parent) {
      chain.push_back(i);
      if (chain.size() == kMostLinks) break;
    }
    const bool cut = chain.size() == kMostLinks && reading_.attributions[chain.back()].parent != kNone;
    std::reverse(chain.begin(), chain.end());
    if (cut) pieces.push_back({"… › ", ""});
    for (const Index i : chain) {
      const Attribution& a = reading_.attributions[i];
      if (i != chain.front()) pieces.push_back({" › ", ""});
      voice(a.voice);
      pieces.push_back({(a.negated ? ": not: " : ": ") + std::string(name(a.act)), ""});
    }
    const Attribution& a = reading_.attributions[m.attribution];
    if (a.quote != Quote::kIndirect) add(rest, std::string(name(a.quote)) + " quote");
    if (a.channel != Channel::kUnknown) add(rest, "by " + words_of(a.channel));
  }
  // Several claims on one attribution mostly agree; the first speaks for them.
  if (!m.claims.empty()) {
    const Claim& claim = reading_.claims[m.claims.front()];
    add(rest, (m.attribution == kNone ? "held " : "source ") + std::string(words_of(claim.source_commitment)) +
                  ", outlet " + std::string(words_of(claim.outlet_commitment)));
    if (claim.condition) add(rest, "on a condition");
    if (claim.negated) add(rest, "negated");
    if (claim.opinion) add(rest, "opinion");
    add(rest, claim.id.substr(0, kIdBytes) +
                  (m.claims.size() > 1 ? " and " + std::to_string(m.claims.size() - 1) + " more" : ""));
  } else if (m.attribution != kNone) {
    add(rest, reading_.attributions[m.attribution].id.substr(0, kIdBytes));
  }
  for (NotePiece& piece : pieces) {
    // Blanks around › are this function's own.
    if (!piece.kind.empty()) piece.text = printable(piece.text);
  }
  if (!rest.empty()) pieces.push_back({" · " + rest, ""});
  return pieces;
}

std::string Picture::note_text(std::uint32_t mark) const {
  std::string out;
  for (const NotePiece& piece : note(mark)) out += piece.text;
  return out;
}

std::vector<LegendEntry> Picture::legend() const {
  std::vector<std::size_t> claims(reading_.voices.size(), 0);
  for (const Claim& claim : reading_.claims) {
    if (claim.voice < claims.size()) ++claims[claim.voice];
  }
  std::vector<bool> drawn(reading_.voices.size(), whole_);
  for (const Mark& mark : marks_) {
    if (mark.number > 0 && mark.voice < drawn.size()) drawn[mark.voice] = true;
  }
  std::vector<Index> order;
  for (Index i = 0; i < reading_.voices.size(); ++i) {
    if (drawn[i] && (claims[i] > 0 || !whole_)) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return claims[a] > claims[b]; });
  std::vector<LegendEntry> out;
  for (const Index i : order) {
    const std::string_view kind = name(reading_.voices[i].kind);
    out.push_back({shown_name(reading_.voices[i].name, kind), kind, claims[i]});
  }
  return out;
}

std::string Picture::byline() const {
  std::string line;
  if (document_.outlet) add(line, printable(document_.outlet->value));
  for (const Value& author : document_.authors) add(line, printable(author.value));
  if (document_.published) add(line, printable(document_.published->value));
  if (document_.credit) add(line, "credits " + printable(document_.credit->value));
  return line;
}

const Comment* Picture::comment(std::size_t part) const { return comment_of_[part]; }

std::string Picture::commenter(const Comment& comment) {
  std::string who = comment.author ? printable(comment.author->value) : "a reader";
  if (comment.published) who += ", " + printable(comment.published->value);
  return who;
}

}  // namespace hearsay::cli
