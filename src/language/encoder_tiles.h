// Register tiles of the products of 8-bit integers, for kernels that hold R rows by P groups of outputs in registers.
//
// A kernel K gives kRows and kGroups (the largest tile), Activation, and tile<R>(matrix, o, q, row, groups): the sums
// of rows [row, row + R) of q with the outputs from o on, given to their groups. Private to encoder_kernels_*.cc.
#pragma once

#include "language/encoder_kernels_generic.h"

namespace hearsay {
namespace {

template <class K>
struct Tiled {
  using Activation = typename K::Activation;

  template <class Epilogue>
  static HEARSAY_INLINE void product(const EncoderMatrix& m, const Activation* q, std::size_t count,
                                     const Epilogue& epilogue) {
    for (std::size_t o = 0; o < m.outputs; o += K::kGroups * kLanes) {
      walk(m, o, q, count, epilogue, std::make_index_sequence<K::kGroups>());
    }
  }

 private:
  template <class Epilogue, std::size_t... I>
  static HEARSAY_INLINE void walk(const EncoderMatrix& m, std::size_t o, const Activation* q, std::size_t count,
                                  const Epilogue& epilogue, std::index_sequence<I...>) {
    const decltype(epilogue.at(o)) groups[] = {epilogue.at(o + I * kLanes)...};
    rows<K::kRows>(m, o, q, 0, count, groups);
  }

  // Rows [row, count) in tiles of R and less.
  template <std::size_t R, class Group>
  static HEARSAY_INLINE void rows(const EncoderMatrix& m, std::size_t o, const Activation* q, std::size_t row,
                                  std::size_t count, const Group (&groups)[K::kGroups]) {
    for (; row + R <= count; row += R) {
      alignas(64) std::int32_t sums[R][K::kGroups][kLanes];
      K::template tile<R>(m, o, q + row * m.inputs, sums);
      // The compiler must not look through memory here: it would hold what follows in registers and the sums in memory.
      asm volatile("" : "+m"(sums));
      for (std::size_t r = 0; r < R; ++r) {
        unrolled<K::kGroups>([&](auto g) { groups[g](row + r, K::load(sums[r][g])); });
      }
    }
    if constexpr (R > 1) {
      if (row < count) rows<(R + 1) / 2>(m, o, q, row, count, groups);
    }
  }
};

}  // namespace
}  // namespace hearsay
