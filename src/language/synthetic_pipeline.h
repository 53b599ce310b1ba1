// A small pipeline with made-up weights, for tests that need a network and no model: every shape the real one has, in
// small, and decisions as wild as random weights make them. Equal on every machine (no library distributions).
// Ownership: values; PackedNetwork owns the bytes that its reader and network view. Threads: values. Fails: never; a
// pipeline that cannot be packed ends the test.
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <new>
#include <random>
#include <string>
#include <vector>

#include "language/network.h"

namespace hearsay {

class WeightSource {
 public:
  explicit WeightSource(unsigned seed) : random_(seed) {}
  // Uniform in [-scale, scale), in steps that floats hold exactly.
  float number(float scale) { return (static_cast<float>(random_() >> 16) / 32768.0f - 1.0f) * scale; }
  std::vector<float> numbers(std::size_t n, float scale) {
    std::vector<float> out(n);
    for (float& x : out) x = number(scale);
    return out;
  }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

 private:
  std::mt19937 random_;
};

inline MaxoutWeights made_up_maxout(WeightSource& w, std::uint32_t outputs, std::uint32_t pieces,
                                    std::uint32_t inputs) {
  const std::size_t places = std::size_t{outputs} * pieces;
  MaxoutWeights out{outputs,
                    pieces,
                    inputs,
                    w.numbers(places * inputs, 0.25f),
                    w.numbers(places, 0.5f),
                    w.numbers(outputs, 1.0f),
                    w.numbers(outputs, 0.25f)};
  return out;
}

inline LinearWeights made_up_linear(WeightSource& w, std::uint32_t outputs, std::uint32_t inputs) {
  return {outputs, inputs, w.numbers(std::size_t{outputs} * inputs, 0.5f), w.numbers(outputs, 0.5f)};
}

inline EncoderWeights made_up_encoder(WeightSource& w, std::uint32_t width, std::uint32_t depth, std::uint32_t pieces,
                                      std::vector<Attribute> attributes, std::uint32_t vector_width) {
  EncoderWeights out;
  out.width = width;
  std::uint32_t seed = 8;
  for (const Attribute attribute : attributes) {
    const std::uint32_t rows = 37 + seed;
    out.columns.push_back({attribute, seed++, rows, w.numbers(std::size_t{rows} * width, 1.0f)});
  }
  if (vector_width > 0) out.static_projection = w.numbers(std::size_t{width} * vector_width, 0.5f);
  out.mix =
      made_up_maxout(w, width, 3, width * static_cast<std::uint32_t>(attributes.size() + (vector_width > 0 ? 1 : 0)));
  for (std::uint32_t l = 0; l < depth; ++l) out.layers.push_back(made_up_maxout(w, width, pieces, 3 * width));
  return out;
}

template <class Move>
TransitionWeights<Move> made_up_transitions(WeightSource& w, std::uint32_t width, std::uint32_t features,
                                            std::vector<Action<Move>> actions) {
  TransitionWeights<Move> out;
  out.features = features;
  out.hidden = 32;
  out.pieces = 2;
  out.project = made_up_linear(w, 32, width);
  out.lower = w.numbers(std::size_t{features} * 64 * 32, 0.5f);
  out.lower_bias = w.numbers(64, 0.5f);
  out.lower_pad = w.numbers(std::size_t{features} * 64, 1.0f);
  out.upper = made_up_linear(w, static_cast<std::uint32_t>(actions.size()), 32);
  out.actions = std::move(actions);
  return out;
}

inline PipelineWeights made_up_pipeline(unsigned seed) {
  using A = Attribute;
  WeightSource w(seed);
  PipelineWeights out;
  out.vectors = {50, 20, w.numbers(1000, 1.0f), {}};
  out.tok2vec = made_up_encoder(w, 32, 4, 3, {A::kNorm, A::kPrefix, A::kSuffix, A::kShape, A::kSpacy, A::kIsSpace}, 20);
  out.tags = {"NN", "VBD", "_SP", ",", "DT"};
  out.tagger = made_up_linear(w, 5, 32);
  std::vector<Action<ParserMove>> moves{{ParserMove::kShift, ""}, {ParserMove::kReduce, ""}};
  for (const char* label : {"nsubj", "prep", "det", "prep||dobj"}) moves.push_back({ParserMove::kLeft, label});
  for (const char* label : {"dobj", "prep", "pobj", "pobj||prep", "relcl||dobj"})
    moves.push_back({ParserMove::kRight, label});
  moves.push_back({ParserMove::kBreak, "ROOT"});
  out.parser = made_up_transitions<ParserMove>(w, 32, 8, std::move(moves));
  out.entity_tok2vec = made_up_encoder(w, 32, 4, 3, {A::kNorm, A::kPrefix, A::kSuffix, A::kShape}, 20);
  std::vector<Action<EntityMove>> entity_moves;
  for (const EntityMove move : {EntityMove::kBegin, EntityMove::kIn, EntityMove::kLast, EntityMove::kUnit}) {
    for (const char* label : {"ORG", "PERSON"}) entity_moves.push_back({move, label});
  }
  entity_moves.push_back({EntityMove::kUnit, ""});
  entity_moves.push_back({EntityMove::kOut, ""});
  out.entities = made_up_transitions<EntityMove>(w, 32, 3, std::move(entity_moves));
  out.senter =
      SenterWeights{made_up_encoder(w, 16, 2, 2, {A::kNorm, A::kPrefix, A::kSpacy}, 20), made_up_linear(w, 2, 16)};
  return out;
}

// Tokens of made-up word types; some are white space, some have vectors.
struct MadeUpTokens {
  std::vector<WordType> types;
  std::vector<RawToken> tokens;
  std::vector<TokenRange> units;

  MadeUpTokens(unsigned seed, const std::vector<std::uint32_t>& unit_lengths, std::uint32_t type_count = 60) {
    WeightSource w(seed);
    for (std::uint32_t i = 0; i < type_count; ++i) {
      WordType type;
      type.orth = (std::uint64_t{w.below(1u << 31)} << 32) + w.below(1u << 31);
      type.norm = type.orth + w.below(3);
      type.prefix = w.below(40);
      type.suffix = w.below(400);
      type.shape = w.below(20);
      type.is_space = w.below(10) == 0;
      if (w.below(3) > 0) type.vector_row = w.below(50);
      types.push_back(type);
    }
    for (const std::uint32_t length : unit_lengths) {
      const auto begin = static_cast<std::uint32_t>(tokens.size());
      for (std::uint32_t i = 0; i < length; ++i) {
        RawToken token;
        token.type = w.below(type_count);
        token.space_after = w.below(2) == 1;
        tokens.push_back(token);
      }
      units.push_back({begin, begin + length});
    }
  }
};

// Bytes of a pack where a reader wants them.
class PackBytes {
 public:
  explicit PackBytes(const PackWriter& writer) {
    const std::string bytes = writer.bytes();
    size_ = bytes.size();
    data_.reset(static_cast<char*>(::operator new[](size_, std::align_val_t{kPackAlignment})));
    std::memcpy(data_.get(), bytes.data(), size_);
  }
  [[nodiscard]] std::string_view view() const { return {data_.get(), size_}; }

 private:
  struct Free {
    void operator()(char* p) const { ::operator delete[](p, std::align_val_t{kPackAlignment}); }
  };
  std::unique_ptr<char[], Free> data_;
  std::size_t size_ = 0;
};

struct PackedNetwork {
  explicit PackedNetwork(const PipelineWeights& weights)
      : bytes(packed(weights)), reader(read(bytes)), network(load(reader)) {}

  static PackBytes packed(const PipelineWeights& weights) {
    PackWriter writer;
    const Status status = append_network(writer, weights);
    EXPECT_TRUE(status.ok()) << status.error().describe();
    return PackBytes(writer);
  }
  static PackReader read(const PackBytes& bytes) {
    Result<PackReader> reader = PackReader::from_bytes(bytes.view());
    if (!reader) throw std::runtime_error(reader.error().describe());
    return std::move(*reader);
  }
  static Network load(const PackReader& reader) {
    Result<Network> network = Network::from(reader);
    if (!network) throw std::runtime_error(network.error().describe());
    return std::move(*network);
  }

  PackBytes bytes;
  PackReader reader;
  Network network;
};

}  // namespace hearsay
