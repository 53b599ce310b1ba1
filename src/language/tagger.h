// Tagger: one part-of-speech tag for each token vector, the first of the best.
// Ownership: views of the pack, shared by all threads. Threads: const calls. Units: token vectors in, tags out.
// Fails: from() on a pack that does not fit together or has a tag this version does not know.
// Facts: spaCy 3.8 pipeline/tagger.pyx (softmax does not move the maximum, so it is left out).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "language/kernels.h"
#include "language/labels.h"
#include "language/pack.h"
#include "language/weights.h"

namespace hearsay {

class Tagger {
 public:
  static Status append(PackWriter& pack, const std::string& name, const LinearWeights& weights,
                       const std::vector<std::string>& tags);
  [[nodiscard]] static Result<Tagger> from(const PackReader& pack, const std::string& name, std::uint32_t width);

  // Appends `count` tags. `scores` is scratch.
  void tag(const float* vectors, std::size_t count, std::vector<float>& scores, std::vector<Tag>& out) const;

 private:
  AffineLayer layer_;
  std::vector<Tag> tags_;
  std::vector<float> penalty_;  // the padding outputs can never win
};

}  // namespace hearsay
