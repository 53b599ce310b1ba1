// What a mention and an earlier one look like to the judge that says whether they are the same: yes-or-no features in
// blocks. Of each block at most one feature holds, so that a pair is a short list of indices and scoring it a short
// sum.
//
// Ownership: static tables. Threads: pure. Units: feature indices, below kCoreferenceFeatures.
// The features are numbered through the order of the blocks, and the trained tables (coreference_weights.cc, the
// encoder pack) count on it: change the list, and train again.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hearsay {

// X(name, how many values). First what tells of the anaphor alone; what comes from kind_of_form on tells of the pair.
#define HEARSAY_COREFERENCE_BLOCKS(X)                                                                              \
  X(form, 6)                                                                                                       \
  X(role, 9)                                                                                                       \
  X(reflexive, 2) X(source, 2) X(quoted, 2) X(before, 4) X(sentence, 4) X(region, 4) X(verb, 6) X(pleonastic, 4)   \
      X(determiner, 9) X(noun, 7) X(word_kind, 14) X(noun_gender, 3) X(modifiers, 3) X(behind, 6) X(entity, 3)     \
          X(known, 4) X(fitting, 5) X(kind_of_form, 66) X(his_role, 9) X(parallel, 4) X(his_determiner, 9)         \
              X(his_noun, 7) X(voice, 5) X(gender, 9) X(number, 4) X(sentences, 48) X(parts, 4) X(rank, 10)        \
                  X(fitting_rank, 30) X(tokens, 10) X(clause, 7) X(his_source, 2) X(quotes, 5) X(count, 6)         \
                      X(most_named, 6) X(latest_subject, 2) X(first_of_part, 2) X(first_of_text, 2) X(chain, 3)    \
                          X(head_match, 4) X(role_match, 2) X(name_match, 3) X(modifier_match, 4) X(class_fit, 42) \
                              X(kind_fit, 3) X(joined, 2) X(words, 4) X(bracketed, 2) X(owner, 3) X(ahead, 2)

enum class Block : std::uint8_t {
#define HEARSAY_BLOCK_NAME(name, size) name,
  HEARSAY_COREFERENCE_BLOCKS(HEARSAY_BLOCK_NAME)
#undef HEARSAY_BLOCK_NAME
      kCount
};

struct BlockRow {
  std::string_view name;
  std::uint16_t size;
};
inline constexpr BlockRow kBlocks[] = {
#define HEARSAY_BLOCK_ROW(name, size) {#name, size},
    HEARSAY_COREFERENCE_BLOCKS(HEARSAY_BLOCK_ROW)
#undef HEARSAY_BLOCK_ROW
};
inline constexpr auto kBlockBegin = [] {
  std::array<std::uint16_t, static_cast<std::size_t>(Block::kCount) + 1> begin{};
  for (std::size_t b = 0; b < static_cast<std::size_t>(Block::kCount); ++b) {
    begin[b + 1] = static_cast<std::uint16_t>(begin[b] + kBlocks[b].size);
  }
  return begin;
}();
inline constexpr std::uint16_t kAnaphorFeatures = kBlockBegin[static_cast<std::size_t>(Block::kind_of_form)];
inline constexpr std::uint16_t kCoreferenceFeatures = kBlockBegin.back();

using Features = std::vector<std::uint16_t>;

inline void add(Features& out, Block block, std::size_t value) {
  const auto b = static_cast<std::size_t>(block);
  if (value >= kBlocks[b].size) value = kBlocks[b].size - 1u;  // the last value of a block is "or more"
  out.push_back(static_cast<std::uint16_t>(kBlockBegin[b] + value));
}

}  // namespace hearsay
