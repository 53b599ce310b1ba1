#include "language/weights.h"

#include <string_view>

#include "language/kernels.h"

namespace hearsay {

namespace {

// Far above any model that the kernels were written for; keeps products of sizes from overflowing.
constexpr std::uint64_t kMaxSide = 1u << 24;

class Check {
 public:
  void require(bool good, std::string_view where, std::string_view what) {
    if (!good && problem_.empty()) problem_ = std::string(where) + ": " + std::string(what);
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }

  void maxout(const MaxoutWeights& layer, std::uint64_t outputs, std::uint64_t inputs, std::string_view where) {
    require(layer.outputs == outputs && layer.inputs == inputs, where, "a layer of another shape than its neighbours");
    require(layer.pieces == 2 || layer.pieces == 3, where, "maxout with other than 2 or 3 pieces");
    const std::uint64_t places = outputs * layer.pieces;
    require(layer.weights.size() == places * inputs && layer.bias.size() == places, where, "weights of a wrong size");
    require(layer.gain.size() == outputs && layer.shift.size() == outputs, where, "layer norm of a wrong size");
  }

  void encoder(const EncoderWeights& e, const VectorWeights& vectors, std::string_view where) {
    require(e.width > 0 && e.width % kGroup == 0 && e.width <= kMaxSumOutputs, where,
            "width is no multiple of 16 up to 256");
    require(!e.columns.empty() && e.columns.size() <= 16, where, "no hash columns, or more than 16");
    for (const HashColumn& column : e.columns) {
      require(column.rows > 0 && column.rows < kMaxSide, where, "a hash column without rows");
      require(column.table.size() == std::uint64_t{column.rows} * e.width, where, "a hash table of a wrong size");
    }
    const bool has_static = !e.static_projection.empty();
    require(!has_static || e.static_projection.size() == std::uint64_t{e.width} * vectors.width, where,
            "the projection of the static vectors has a wrong size");
    if (!problem_.empty()) return;
    maxout(e.mix, e.width, std::uint64_t{e.width} * (e.columns.size() + (has_static ? 1 : 0)), where);
    require(!e.layers.empty() && e.layers.size() <= 16, where, "no encoder layers, or more than 16");
    for (const MaxoutWeights& layer : e.layers) maxout(layer, e.width, std::uint64_t{3} * e.width, where);
    for (const MaxoutWeights& layer : e.layers) {
      require(layer.pieces == e.layers[0].pieces, where, "encoder layers with different numbers of pieces");
      require(e.width * layer.pieces % (2 * kGroup) == 0, where, "outputs times pieces is no multiple of 32");
    }
  }

  void linear(const LinearWeights& layer, std::uint64_t outputs, std::uint64_t inputs, std::string_view where) {
    require(layer.outputs == outputs && layer.inputs == inputs, where, "a linear layer of a wrong shape");
    require(layer.weights.size() == outputs * inputs && layer.bias.size() == outputs, where,
            "a linear layer of a wrong size");
  }

  template <class Move>
  void transition(const TransitionWeights<Move>& t, std::uint32_t width, std::uint32_t features,
                  std::string_view where) {
    require(t.features == features, where, "another set of state features than spaCy 3.8's default");
    require(t.pieces == 2 || t.pieces == 3, where, "maxout with other than 2 or 3 pieces");
    require(t.hidden > 0 && t.hidden % (2 * kGroup) == 0 && t.hidden <= kMaxSumOutputs, where,
            "hidden width is no multiple of 32 up to 256");
    if (!problem_.empty()) return;
    linear(t.project, t.hidden, width, where);
    const std::uint64_t places = std::uint64_t{t.hidden} * t.pieces;
    require(t.lower.size() == features * places * t.hidden && t.lower_bias.size() == places &&
                t.lower_pad.size() == features * places,
            where, "the lower layer has a wrong size");
    require(!t.actions.empty() && t.actions.size() <= kMaxScoreGroups * kGroup, where, "no actions, or more than 128");
    linear(t.upper, t.actions.size(), t.hidden, where);
  }

 private:
  std::string problem_;
};

}  // namespace

Status check_weights(const PipelineWeights& w) {
  Check check;
  check.require(w.vectors.data.size() == std::uint64_t{w.vectors.rows} * w.vectors.width, "vectors", "a wrong size");
  check.require(w.vectors.rows < kMaxSide && w.vectors.width < 4096, "vectors", "too many");
  for (const auto& [id, row] : w.vectors.row_of)
    check.require(row < w.vectors.rows, "vectors", "a row that is not there");
  check.encoder(w.tok2vec, w.vectors, "tok2vec");
  check.linear(w.tagger, w.tags.size(), w.tok2vec.width, "tagger");
  check.require(!w.tags.empty() && w.tags.size() <= kMaxScoreGroups * kGroup, "tagger", "no tags, or more than 128");
  check.transition(w.parser, w.tok2vec.width, 8, "parser");
  check.encoder(w.entity_tok2vec, w.vectors, "ner");
  check.transition(w.entities, w.entity_tok2vec.width, 3, "ner");
  if (w.senter) {
    check.encoder(w.senter->encoder, w.vectors, "senter");
    check.linear(w.senter->output, 2, w.senter->encoder.width, "senter");
  }
  if (check.problem().empty()) return Done{};
  return Error{ErrorCode::kModel, "this version of hearsay cannot run that model: " + check.problem(), "", {}};
}

}  // namespace hearsay
