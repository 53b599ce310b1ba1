// What the findings share inside the reading room: the input they all look at, and the functions of each file, in the
// order in which read.cc calls them. Private to src/reading.
#pragma once

#include <vector>

#include "reading/learned_reader.h"
#include "reading/reading.h"

namespace hearsay {

struct Vectors;           // vectors.h
struct CoreferenceTrace;  // coreference.h

// Document and Analysis, and for each unit of the analysis the part it is.
struct Page {
  const Document& document;
  const Analysis& analysis;
  std::vector<std::uint32_t> part_of_unit;   // Analysis::units index -> Document::parts index

  [[nodiscard]] std::string_view text(Span span) const { return slice(document.text, span); }
};

// read.cc. REQUIRES: both outlive it; one unit for each of analysable(document).
[[nodiscard]] Page page_of(const Document& document, const Analysis& analysis);

// A stretch between quotation marks.
struct Quotation {
  Span outer;                  // with the marks
  Span inner;                  // without them
  std::uint32_t part = 0;
  std::uint8_t depth = 0;      // 0 outermost
  bool closed = true;          // false: runs to the end of its paragraph, or goes on in the next
  Index continues = kNone;     // the quotation of an earlier paragraph that this one goes on from
};

// quotations.cc: the marks scanner (needs no analysis).
[[nodiscard]] std::vector<Quotation> find_quotations(const Document& document);

// attributions.cc: sources, cues, contents, nesting, acts and channels. Voices are not set yet. `encoding` (of the
// analysed units) and `reader` are null where the rules read alone.
[[nodiscard]] std::vector<Attribution> find_attributions(const Page& page, const std::vector<Quotation>& quotations,
                                                         const Encoding* encoding, LearnedReader* reader);

// voices.cc: who is who; sets Attribution::voice. Voice 0 is the outlet; each commenter is a reader. With the encoder's
// vectors pronouns and nouns find their antecedents better than by features alone; `trace` is for training.
[[nodiscard]] std::vector<Voice> find_voices(const Page& page, const std::vector<Quotation>& quotations,
                                             std::vector<Attribution>& attributions,
                                             const Vectors* vectors = nullptr, CoreferenceTrace* trace = nullptr);

// claims.cc: one for each content and for each assertion of the outlet and of a reader; commitment.cc and
// conditions.cc fill in how firmly.
[[nodiscard]] std::vector<Claim> find_claims(const Page& page, const std::vector<Quotation>& quotations,
                                             const std::vector<Voice>& voices,
                                             const std::vector<Attribution>& attributions);

// figures.cc, times.cc.
[[nodiscard]] std::vector<Figure> find_figures(const Page& page, const std::vector<Time>& times);
[[nodiscard]] std::vector<Time> find_times(const Page& page);

// ids.cc: content-derived ids, and the links from claims to the figures and times inside them.
void link_findings(const Page& page, Reading& reading);
void assign_ids(const Document& document, Reading& reading);

}  // namespace hearsay
