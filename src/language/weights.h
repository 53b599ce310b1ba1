// Raw weights of one spaCy 3.8 pipeline, as its published folder holds them: what the folder reader fills and the pack
// step lays out for the kernels (network.h).
// Ownership: plain values that own their numbers. Threads: values. Units: float32, row-major, shapes as in thinc 8.3
// (each is written beside its field); actions and labels are in the order of the output columns. Fails: never by
// itself; check_weights() says what does not fit together, so that another model version fails loudly. Facts:
// spacy/ml/models/{tok2vec,parser,tagger}.py, thinc/layers/{hashembed,maxout,layernorm}.py.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace hearsay {

// Which id of a token a hash column embeds. SPACY and IS_SPACE are 0 or 1.
enum class Attribute : std::uint8_t { kNorm, kPrefix, kSuffix, kShape, kSpacy, kIsSpace, kOrth, kLower };

struct HashColumn {
  Attribute attribute = Attribute::kNorm;
  std::uint32_t seed = 0;
  std::uint32_t rows = 0;    // nV
  std::vector<float> table;  // (rows, width of the encoder)
};

struct MaxoutWeights {
  std::uint32_t outputs = 0;
  std::uint32_t pieces = 0;
  std::uint32_t inputs = 0;
  std::vector<float> weights;  // W (outputs, pieces, inputs)
  std::vector<float> bias;     // b (outputs, pieces)
  std::vector<float> gain;     // G (outputs) of the layer norm that follows
  std::vector<float> shift;    // b (outputs) of that layer norm
};

struct LinearWeights {
  std::uint32_t outputs = 0;
  std::uint32_t inputs = 0;
  std::vector<float> weights;  // W (outputs, inputs)
  std::vector<float> bias;     // b (outputs)
};

// A MultiHashEmbed and a MaxoutWindowEncoder with window 1.
struct EncoderWeights {
  std::uint32_t width = 0;
  std::vector<HashColumn> columns;       // in the order of their outputs
  std::vector<float> static_projection;  // W (width, vectors.width) of static_vectors; empty: the encoder has none
  MaxoutWeights mix;                     // inputs = width * (columns + 1 if there are static vectors)
  std::vector<MaxoutWeights> layers;     // inputs = 3 * width: left, self, right
};

// spaCy's action numbers (arc_eager.pyx, ner.pyx); they are the keys of the `moves` file.
enum class ParserMove : std::uint8_t { kShift = 0, kReduce = 1, kLeft = 2, kRight = 3, kBreak = 4 };
enum class EntityMove : std::uint8_t { kMissing = 0, kBegin = 1, kIn = 2, kLast = 3, kUnit = 4, kOut = 5 };

template <class Move>
struct Action {
  Move move = {};
  std::string label;  // as in the file: "nsubj", "pobj||prep", "ORG", ""
};

template <class Move>
struct TransitionWeights {
  LinearWeights project;              // (hidden, width): list2array >> linear
  std::uint32_t features = 0;         // nF: 8 for the parser, 3 for the entities
  std::uint32_t hidden = 0;           // nO of the lower layer, and its nI
  std::uint32_t pieces = 0;           // nP
  std::vector<float> lower;           // W (features, hidden, pieces, hidden)
  std::vector<float> lower_bias;      // b (hidden, pieces)
  std::vector<float> lower_pad;       // pad (1, features, hidden, pieces)
  LinearWeights upper;                // (actions, hidden)
  std::vector<Action<Move>> actions;  // in class order; as many as upper.outputs
};

// The word vectors and which word has which row.
struct VectorWeights {
  std::uint32_t rows = 0;
  std::uint32_t width = 0;
  std::vector<float> data;                                      // (rows, width)
  std::vector<std::pair<std::uint64_t, std::uint32_t>> row_of;  // orth id -> row; any order, no id twice
};

struct SenterWeights {
  EncoderWeights encoder;
  LinearWeights output;  // (2, width): column 0 is I, column 1 is S
};

struct PipelineWeights {
  VectorWeights vectors;   // no rows: the pipeline (sm) has none
  EncoderWeights tok2vec;  // shared by tagger and parser
  LinearWeights tagger;
  std::vector<std::string> tags;  // the tagger's labels, one for each output
  TransitionWeights<ParserMove> parser;
  EncoderWeights entity_tok2vec;  // the entity recogniser's own
  TransitionWeights<EntityMove> entities;
  std::optional<SenterWeights> senter;
};

// All shapes agree, and every width is one that the kernels have (a multiple of 16, 2 or 3 pieces).
[[nodiscard]] Status check_weights(const PipelineWeights& weights);

}  // namespace hearsay
