// Register tiles of the products of 8-bit integers, for kernels that hold R rows by G groups of outputs in registers.
//
// The instructions at hand multiply unsigned by signed bytes. So activations are stored with 128 added, and a sum
// begins at -128 times the sum of its weights, so that it ends where it should.
//
// B is the registers of an instruction set: 16 sums, or four inputs' weights for 16 outputs, are kParts of them. It
// gives load, store, broadcast (of four bytes), and start (-128 times what lies there). Dot::add(sums, inputs, weights)
// adds four products to each sum; Dot::kAddsPairs says whether in pairs of 16 bits. Private to encoder_kernels_*.cc.
#pragma once

#include "language/encoder_kernels_generic.h"

namespace hearsay {
namespace {

template <class V, class B, class Dot, std::size_t Rows, std::size_t Groups>
struct ShiftedProduct {
  struct Session {
    Session() {}
  };
  using Activation = std::uint8_t;
  static constexpr std::size_t kBlockRows = 64 / Rows * Rows;
  static constexpr bool kAddsPairs = Dot::kAddsPairs;
  static constexpr std::size_t kGroups = Groups;
  static_assert(kEncoderUnit % (kGroups * kLanes) == 0);

  static HEARSAY_INLINE void put(Activation* to, const V (&x)[4]) { V::put_shifted(to, x); }

  template <class Epilogue>
  static HEARSAY_INLINE void product(const EncoderMatrix& m, const Activation* q, std::size_t count,
                                     const Epilogue& epilogue) {
    for (std::size_t o = 0; o < m.outputs; o += kGroups * kLanes) {
      walk(m, o, q, count, epilogue, std::make_index_sequence<kGroups>());
    }
  }

 private:
  template <class Epilogue, std::size_t... I>
  static HEARSAY_INLINE void walk(const EncoderMatrix& m, std::size_t o, const Activation* q, std::size_t count,
                                  const Epilogue& epilogue, std::index_sequence<I...>) {
    const decltype(epilogue.at(o)) groups[] = {epilogue.at(o + I * kLanes)...};
    rows<Rows>(m, o, q, 0, count, groups);
  }

  // Rows [row, count) in tiles of R and less.
  template <std::size_t R, class Group>
  static HEARSAY_INLINE void rows(const EncoderMatrix& m, std::size_t o, const Activation* q, std::size_t row,
                                  std::size_t count, const Group (&groups)[kGroups]) {
    for (; row + R <= count; row += R) {
      alignas(64) std::int32_t sums[R][kGroups][kLanes];
      tile<R>(m, o, q + row * m.inputs, sums);
      // The compiler must not look through memory here: it would hold what follows in registers and the sums in memory.
      asm volatile("" : "+m"(sums));
      for (std::size_t r = 0; r < R; ++r) {
        unrolled<kGroups>([&](auto g) { groups[g](row + r, V::of_sums(sums[r][g])); });
      }
    }
    if constexpr (R > 1) {
      if (row < count) rows<(R + 1) / 2>(m, o, q, row, count, groups);
    }
  }

  // The sums of R rows of q with the outputs from o on.
  template <std::size_t R>
  static HEARSAY_INLINE void tile(const EncoderMatrix& m, std::size_t o, const Activation* q,
                                  std::int32_t (&sums)[R][kGroups][kLanes]) {
    constexpr std::size_t kParts = B::kParts, kPart = kLanes / kParts;
    const std::size_t n = m.inputs;
    const std::int8_t* w = m.panels + o * n;
    B acc[R][kGroups][kParts];
    unrolled<kGroups>([&](auto g) {
      unrolled<kParts>([&](auto part) {
        const B start = B::start(m.sums + o + g * kLanes + part * kPart);
        unrolled<R>([&](auto r) { acc[r][g][part] = start; });
      });
    });
    for (std::size_t k = 0; k < n; k += 4) {
      B weight[kGroups][kParts];
      unrolled<kGroups>([&](auto g) {
        unrolled<kParts>([&](auto part) { weight[g][part] = B::load(w + (k + g * n) * kLanes + part * kPart * 4); });
      });
      unrolled<R>([&](auto r) {
        std::int32_t four;
        __builtin_memcpy(&four, q + r * n + k, sizeof four);
        const B input = B::broadcast(four);
        unrolled<kGroups>([&](auto g) {
          unrolled<kParts>([&](auto part) { acc[r][g][part] = Dot::add(acc[r][g][part], input, weight[g][part]); });
        });
      });
    }
    unrolled<R>([&](auto r) {
      unrolled<kGroups>(
          [&](auto g) { unrolled<kParts>([&](auto part) { acc[r][g][part].store(sums[r][g] + part * kPart); }); });
    });
  }
};

}  // namespace
}  // namespace hearsay
