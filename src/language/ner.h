// EntityRecognizer: names and figures of a unit, by spaCy's BILUO transitions.
//
// Ownership: views of the pack, shared by all threads; its TokenRows belong to one thread.
// Threads: as said. Units: token indices within the unit, half-open.
// Fails: from() on a pack that does not fit together or has labels this version does not know. Recognising cannot fail;
// one move a token. Entities are in text order, do not overlap and do not cross the sentence starts they are given.
// Facts: spaCy 3.8 ner.pyx, without preset entities; the design, language.md 1.9.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "language/labels.h"
#include "language/transition_scorer.h"
#include "language/weights.h"

namespace hearsay {

struct EntityRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  EntityLabel label = EntityLabel::None;
  friend bool operator==(const EntityRange&, const EntityRange&) = default;
};

class EntityRecognizer {
 public:
  static Status append(PackWriter& pack, const std::string& name, const TransitionWeights<EntityMove>& weights);
  [[nodiscard]] static Result<EntityRecognizer> from(const PackReader& pack, const std::string& name);

  [[nodiscard]] const TransitionScorer& scorer() const { return scorer_; }

  // Appends the entities of the unit whose tokens begin at `first` in `rows`.
  void recognize(std::uint32_t first, const std::vector<std::uint8_t>& is_space,
                 const std::vector<std::uint8_t>& sentence_start, TokenRows& rows, std::vector<EntityRange>& out) const;

 private:
  struct PackedAction {
    std::uint8_t move = 0;
    std::uint8_t label = 0;
  };
  TransitionScorer scorer_;
  std::span<const PackedAction> actions_;
  std::vector<float> outside_;  // penalties where no entity is open: [B allowed][padded actions]
  std::vector<float> inside_;   // where one is and I is allowed: [label][padded actions]
};

}  // namespace hearsay
