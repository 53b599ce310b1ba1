// The network as a whole, on made-up weights: what always holds of its output, that a unit's result depends on nothing
// else, and that every instruction set gives the same bits (this program runs once under each; see network.cmake).
#include "language/network.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/hash.h"
#include "language/synthetic_pipeline.h"

namespace hearsay {
namespace {

constexpr std::string_view kPackDigest = "920a3ee0dbed59b7";
constexpr std::string_view kNetworkDigest = "n:7790e65a248f7f83";

NetworkOutput run(const PackedNetwork& packed, const MadeUpTokens& in) {
  NetworkScratch scratch(packed.network);
  NetworkOutput out;
  packed.network.run(in.tokens, in.units, in.types, scratch, out);
  return out;
}

TEST(Network, output_is_well_formed) {
  const PackedNetwork packed(made_up_pipeline(11));
  const MadeUpTokens in(12, {0, 1, 2, 30, 0, 513, 100, 600, 5, 2000, 0, 1});
  const NetworkOutput out = run(packed, in);
  const std::size_t count = in.tokens.size();
  ASSERT_EQ(out.tag.size(), count);
  ASSERT_EQ(out.dep.size(), count);
  ASSERT_EQ(out.head.size(), count);
  std::size_t entity = 0, arcs = 0, sentences = 0;
  for (const TokenRange unit : in.units) {
    if (unit.begin == unit.end) continue;
    EXPECT_TRUE(out.sentence_start[unit.begin]);
    for (std::uint32_t i = unit.begin; i < unit.end; ++i) {
      ASSERT_GE(out.head[i], unit.begin);
      ASSERT_LT(out.head[i], unit.end);
      ASSERT_LE(out.left_edge[i], i);
      ASSERT_GE(out.right_edge[i], i);
      ASSERT_EQ(out.dep[i] == Dep::ROOT, out.head[i] == i);
      std::uint32_t up = i, steps = 0;  // every chain of heads ends in a root
      while (out.head[up] != up) {
        up = out.head[up];
        ASSERT_LE(++steps, unit.end - unit.begin) << "a cycle above token " << i;
      }
      ASSERT_LE(out.left_edge[out.head[i]], out.left_edge[i]);
      ASSERT_GE(out.right_edge[out.head[i]], out.right_edge[i]);
      arcs += out.head[i] != i;
      sentences += out.sentence_start[i];
    }
    std::uint32_t end = unit.begin;
    for (; entity < out.entities.size() && out.entities[entity].begin < unit.end; ++entity) {
      const EntityRange& e = out.entities[entity];
      ASSERT_GE(e.begin, end) << "entities overlap or are out of order";
      ASSERT_GT(e.end, e.begin);
      ASSERT_LE(e.end, unit.end);
      ASSERT_NE(e.label, EntityLabel::None);
      ASSERT_FALSE(in.types[in.tokens[e.begin].type].is_space);
      for (std::uint32_t i = e.begin + 1; i < e.end; ++i) ASSERT_FALSE(out.sentence_start[i]);
      end = e.end;
    }
  }
  EXPECT_EQ(entity, out.entities.size());
  EXPECT_GT(arcs, count / 10) << "made-up weights that decide nothing prove nothing";
  EXPECT_GT(sentences, 20u);
  EXPECT_GT(out.entities.size(), 20u);
}

TEST(Network, a_unit_alone_and_in_any_batch_gives_the_same) {
  const PackedNetwork packed(made_up_pipeline(13));
  const MadeUpTokens in(14, {3, 700, 1, 40, 41, 42, 5, 1500, 17});
  const NetworkOutput all = run(packed, in);
  std::size_t entity = 0;
  for (const TokenRange unit : in.units) {
    MadeUpTokens alone = in;
    alone.tokens.assign(in.tokens.begin() + unit.begin, in.tokens.begin() + unit.end);
    alone.units = {{0, unit.end - unit.begin}};
    const NetworkOutput one = run(packed, alone);
    for (std::uint32_t i = 0; i < unit.end - unit.begin; ++i) {
      ASSERT_EQ(one.tag[i], all.tag[unit.begin + i]);
      ASSERT_EQ(one.dep[i], all.dep[unit.begin + i]);
      ASSERT_EQ(one.head[i] + unit.begin, all.head[unit.begin + i]);
      ASSERT_EQ(one.sentence_start[i], all.sentence_start[unit.begin + i]);
    }
    for (const EntityRange& e : one.entities) {
      ASSERT_EQ(all.entities[entity++], (EntityRange{e.begin + unit.begin, e.end + unit.begin, e.label}));
    }
  }
  EXPECT_EQ(entity, all.entities.size());
}

// The digest covers the vectors' bits and all decisions. It changes only with the meaning of the pack or the
// arithmetic; a machine or instruction set on which it differs has a bug.
TEST(Network, gives_the_same_bits_on_every_instruction_set) {
  if (const char* wish = std::getenv("HEARSAY_ISA"); wish != nullptr && active_isa() != wish) {
    GTEST_SKIP() << "this machine has no " << wish;
  }
  const PackedNetwork packed(made_up_pipeline(15));
  const MadeUpTokens in(16, {1, 20, 90, 4});
  EXPECT_EQ(to_hex(packed.reader.payload_sha256()).substr(0, 16), kPackDigest) << "the pack itself";
  Mixer digest;
  for (const Tok2Vec* tok2vec : {&packed.network.tok2vec(), &packed.network.entity_tok2vec()}) {
    Tok2VecScratch scratch(*tok2vec);
    std::vector<Stretch> stretches;
    for (const TokenRange unit : in.units) stretches.push_back({unit.begin, unit.end, unit.begin, unit.end});
    std::vector<float> vectors(in.tokens.size() * tok2vec->width());
    tok2vec->run(in.tokens, in.types, stretches, scratch, vectors.data());
    digest.add(std::string_view(reinterpret_cast<const char*>(vectors.data()), vectors.size() * sizeof(float)));
  }
  const NetworkOutput out = run(packed, in);
  for (std::size_t i = 0; i < in.tokens.size(); ++i) {
    digest.add(static_cast<std::uint64_t>(out.tag[i])).add(static_cast<std::uint64_t>(out.dep[i])).add(out.head[i]);
  }
  for (const EntityRange& e : out.entities) digest.add(e.begin).add(e.end).add(static_cast<std::uint64_t>(e.label));
  const Senter* senter = packed.network.senter();
  ASSERT_NE(senter, nullptr);
  SenterScratch senter_scratch(*senter);
  std::vector<std::uint8_t> starts;
  for (const TokenRange unit : in.units) {
    senter->find(in.tokens, in.types, unit.begin, unit.end, senter_scratch, starts);
    for (const std::uint8_t start : starts) digest.add(std::uint64_t{start});
  }
  EXPECT_EQ(content_id('n', digest.value()), kNetworkDigest);
}

TEST(AppendNetwork, refuses_what_the_kernels_cannot_run) {
  struct Row {
    const char* what;
    void (*spoil)(PipelineWeights&);
  };
  for (const auto& [what, spoil] : {
           Row{"an unknown tag", [](PipelineWeights& w) { w.tags[1] = "NOPE"; }},
           Row{"an unknown arc label", [](PipelineWeights& w) { w.parser.actions[3].label = "nope"; }},
           Row{"an unknown entity label", [](PipelineWeights& w) { w.entities.actions[0].label = "NOPE"; }},
           Row{"a short table", [](PipelineWeights& w) { w.tok2vec.columns[2].table.pop_back(); }},
           Row{"four pieces", [](PipelineWeights& w) { w.tok2vec.layers[1].pieces = 4; }},
           Row{"another feature set", [](PipelineWeights& w) { w.parser.features = 13; }},
           Row{"a layer of another width", [](PipelineWeights& w) { w.entity_tok2vec.layers[0].inputs += 1; }},
           Row{"fewer actions than outputs", [](PipelineWeights& w) { w.entities.actions.pop_back(); }},
       }) {
    PipelineWeights weights = made_up_pipeline(17);
    spoil(weights);
    PackWriter writer;
    const Status status = append_network(writer, weights);
    ASSERT_FALSE(status.ok()) << what;
    EXPECT_EQ(status.error().code, ErrorCode::kModel) << what;
  }
}

}  // namespace
}  // namespace hearsay
