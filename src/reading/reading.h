// The reading room's door: a Document and its Analysis in, a Reading out: who says what, on whose word, how firmly,
// with which figures and times.
//
// What it is: the record `hearsay.reading/1` of the contract, as structs. Findings refer to each other by index; `id`s
// are derived from content at the end (`assign_ids`), so the same bytes give the same ids on every machine.
// Ownership: a Reading owns its strings; spans count bytes of Document::text. Threads: read() is pure; call from any
// thread, with a LearnedReader of that thread.
// Fails: never. What is not known is empty or nullopt, never a guess.
// Knows nothing of storage. One file holds one kind of finding; read.cc calls them in order.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "language/language.h"
#include "source/source.h"

namespace hearsay {

using Index = std::uint32_t;
inline constexpr Index kNone = std::numeric_limits<Index>::max();

enum class VoiceKind : std::uint8_t {
  kOutlet, kAgency, kPerson, kOrganization, kGovernment, kMilitary, kGroup, kDocument, kPoll, kMedia, kAnonymous,
  kReader, kAuthor
};

// Everyone who speaks, acts or is named.
struct Voice {
  std::string id;
  std::string name;
  VoiceKind kind = VoiceKind::kAnonymous;
  Spans mentions;              // all of theirs, names, titles, "the group", pronouns; in text order
  std::string country;         // ISO alpha-3 or ""
  std::string sector;          // PLOVER, or ""
  std::string code;            // from --actors, or ""
};

enum class Act : std::uint8_t {
  kSay, kReport, kAnnounce, kAcknowledge, kDeny, kClaim, kAllege, kAccuse, kPromise, kThreaten, kDemand, kOrder, kAsk,
  kBelieve, kExpect, kWant, kKnow, kShow, kSuggest, kPerceive, kOther
};
enum class Channel : std::uint8_t {
  kUnknown, kStatement, kInterview, kPressReport, kDocument, kFootage, kSocialMedia, kBroadcast, kPoll, kCourt, kLeak
};
enum class Quote : std::uint8_t { kIndirect, kDirect, kMixed, kScare };

struct Attribution {
  std::string id;
  Index parent = kNone;        // the attribution this one is nested in
  Spans source;                // may be empty: "reportedly"
  Spans cue;
  Spans content;
  Index voice = kNone;         // who `source` is; kNone where nobody is named
  Act act = Act::kSay;
  Channel channel = Channel::kUnknown;
  Quote quote = Quote::kIndirect;
  bool negated = false;        // "did not say"
  double p = 1;                // that a careful reader marks it too: docs/accuracy.md
  // For `explain`: which rule made it, and the token that carries the cue's meaning.
  std::string rule;            // "verb-clause" "according-to" "bracket" "colon" …; "encoder" where no rule saw it
  // What the encoder's heads say: the mean probability of their labels for each role; 0 where rules alone found it.
  double cue_p = 0, source_p = 0, content_p = 0;
  // The reading that came next: other words for the source or for the content, or, where `role` is the cue, none at all.
  struct RunnerUp {
    enum class Of : std::uint8_t { kNothing, kSource, kCue, kContent } role = Of::kNothing;
    Spans spans;               // may be empty: nobody named
    double odds = 0;           // how probable beside the reading taken, 0 … 1
  } runner_up;
  std::uint32_t cue_head = 0;  // index in Analysis::tokens
  std::uint32_t part = 0;      // index in Document::parts
};

// FactBank's values.
enum class Commitment : std::uint8_t { kCTplus, kPRplus, kPSplus, kCTminus, kPRminus, kPSminus, kCTu, kUu };

struct Condition {
  Spans if_clause;
  Spans then_clause;
};

// The passage a claim is pinned to.
struct Anchor {
  Spans source;                // bytes of the page
  std::string exact;           // the text they decode to
  std::string prefix;          // up to 32 code points before and after, in the text
  std::string suffix;
};

struct Claim {
  std::string id;
  std::uint32_t part = 0;      // index in Document::parts
  Spans content;
  std::vector<Index> chain;    // attributions, outermost first; empty: the outlet's, or a reader's, own words
  Index voice = kNone;         // on whose word it finally rests; the outlet or the reader where the chain is empty
  Commitment source_commitment = Commitment::kCTplus;
  Commitment outlet_commitment = Commitment::kUu;
  Spans commitment_cues;       // the words that made them so
  std::optional<Condition> condition;
  bool negated = false;
  bool opinion = false;
  std::vector<Index> figures, times, places, events;
  Anchor anchor;
};

enum class Bound : std::uint8_t { kExact, kAtLeast, kAtMost, kMoreThan, kLessThan, kAbout, kBetween };
enum class FigureKind : std::uint8_t {
  kCount, kArea, kMoney, kPercent, kDistance, kDuration, kAge, kRank, kWeight, kRate, kOther
};

struct Figure {
  std::string id;
  Span span;
  std::optional<double> low, high, value;  // in `unit`; open ends are nullopt
  Bound bound = Bound::kExact;
  std::string unit;            // "square kilometers", "EUR", "percent", "" for plain counts
  std::optional<Span> of;      // the thing counted
  FigureKind kind = FigureKind::kCount;
  Index claim = kNone;         // the innermost claim that holds it
};

enum class TimeType : std::uint8_t { kDate, kTime, kDuration, kSet };

struct Time {
  std::string id;
  Span span;
  TimeType type = TimeType::kDate;
  std::string value;           // TIMEX3 value; "" where there is no anchor to resolve it by
  std::string anchor;          // the date it was resolved by, or ""
};

// Kept for the rooms to come; empty lists until they are built.
struct Place {};
struct Event {};
struct Obligation {};
struct Evidence {};
struct Wording {};
struct Gap {};

struct Reading {
  std::vector<Voice> voices;
  std::vector<Attribution> attributions;
  std::vector<Claim> claims;
  std::vector<Figure> figures;
  std::vector<Time> times;
};

[[nodiscard]] std::string_view name(VoiceKind kind);
[[nodiscard]] std::string_view name(Act act);
[[nodiscard]] std::string_view name(Channel channel);
[[nodiscard]] std::string_view name(Quote quote);
[[nodiscard]] std::string_view name(Attribution::RunnerUp::Of role);  // "source" "cue" "content"; "" for kNothing
[[nodiscard]] std::string_view name(Commitment commitment);
[[nodiscard]] std::string_view name(Bound bound);
[[nodiscard]] std::string_view name(FigureKind kind);
[[nodiscard]] std::string_view name(TimeType type);

// The parts that the language room is to read, as ranges of document.text: those of region main and comments, and
// headlines, in English, none longer than kMaxPartBytes. Pass them to Analyzer::analyze.
[[nodiscard]] std::vector<Span> analysable(const Document& document);

// Of a longer document the encoder reads the first parts, up to this many bytes in all, since it holds a vector for each
// word; the rules alone read on.
inline constexpr std::size_t kMaxEncodedBytes = std::size_t{384} << 10;

// By the encoder and the rules, or where `reader` (learned_reader.h) is null by the rules alone.
// REQUIRES: `analysis` is of document.text, one unit for each range of analysable(document).
class LearnedReader;
[[nodiscard]] Reading read(const Document& document, const Analysis& analysis, LearnedReader* reader = nullptr);

}  // namespace hearsay
