// The kernels, written once over a small vector type; kernels_{scalar,avx2,avx512}.cc each instantiate it with their
// own and are the only files compiled for that instruction set.
//
// The simple idea. A dense layer is a loop over inputs k that adds weight[o][k] * x[k] to output o. Put the outputs,
// not the inputs, into the lanes of a vector: then each output is one chain acc = fma(w, x, acc) over k = 0, 1, 2 …,
// bias last, whatever the width of the vectors, and there is nothing to reduce across lanes at the end. Since an fma
// rounds once, everywhere, all instruction sets give the same bits, and so do all batch sizes and row positions.
//
// What makes it fast.
//  * Register tiles. A tile is R rows by P pieces of one vector of outputs: R * P accumulators live in registers (8 x 3
//  of
//    32 with AVX-512, 4 x 3 of 16 with AVX2), so that each loaded weight is used R times and each input P times.
//  * Panels. The weights of a group of 16 outputs lie in the order they are used, [input][piece][16]: a panel streams
//    through the cache while the rows of the tile stay in it.
//  * Maxout is fused. The three pieces of an output are three accumulators of one row; their maximum is taken in
//    registers. A third of the outputs of the product is all that ever reaches memory.
//  * The window costs no copy. Rows lie one after the other, so the window [i-1, i, i+1] *is* the 3 * width floats that
//    begin at row i-1. A tile takes its rows by index: rows that nobody needs (padding) are not computed.
//  * Layer norm and residual follow while the tile's outputs are in the first-level cache.
//
// Where sums do cross lanes (layer norm) their order is fixed as 16 partial sums, lane by lane over the groups, then a
// tree: i + (i+8), i + (i+4), i + (i+2), i + (i+1). A vector type with fewer lanes keeps several vectors for the 16.
//
// A vector type V gives: kLanes; load store zero broadcast add sub mul max fma(a, b, c) = a * b + c (one rounding);
// equal(a, b) as a bit mask; kRows3 and kRows2, the rows of a tile with 3 and 2 pieces. max(a, b) is a > b ? a : b.
//
// These files are compiled with instructions that the machine may lack. So that the linker can never take an inline
// function from here for another file's use, all is in an unnamed namespace and nothing of the standard library but
// types and constants is used.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "language/kernels.h"

#define HEARSAY_INLINE inline __attribute__((always_inline))

namespace hearsay {
namespace {

inline constexpr float kNegativeInfinity = -__builtin_inff();

// f(0), f(1) … f(N-1), unrolled: the indices are constants, so arrays of vectors stay in registers.
template <class F, std::size_t... I>
HEARSAY_INLINE void unrolled(F&& f, std::index_sequence<I...>) {
  (f(std::integral_constant<std::size_t, I>()), ...);
}
template <std::size_t N, class F>
HEARSAY_INLINE void unrolled(F&& f) {
  unrolled(static_cast<F&&>(f), std::make_index_sequence<N>());
}

template <class V>
struct Generic {
  static constexpr std::size_t kParts = kGroup / V::kLanes;  // vectors in a group

  // 16 lanes as kParts vectors.
  struct Lanes16 {
    V v[kParts];
  };

  static HEARSAY_INLINE float sum16(const Lanes16& lanes) {
    alignas(64) float s[kGroup];
    unrolled<kParts>([&](auto part) { lanes.v[part].store(s + part * V::kLanes); });
    for (std::size_t half = kGroup / 2; half > 0; half /= 2) {
      for (std::size_t i = 0; i < half; ++i) s[i] = s[i] + s[i + half];
    }
    return s[0];
  }

  // out = residual + ((x - mean) / sqrt(variance + 1e-8)) * gain + shift; x may be out.
  static HEARSAY_INLINE void layer_norm(const MaxoutLayer& layer, const float* x, const float* residual, float* out) {
    const std::size_t n = layer.outputs;
    Lanes16 sum;
    unrolled<kParts>([&](auto part) { sum.v[part] = V::zero(); });
    for (std::size_t o = 0; o < n; o += kGroup) {
      unrolled<kParts>([&](auto part) { sum.v[part] = V::add(sum.v[part], V::load(x + o + part * V::kLanes)); });
    }
    const float size = static_cast<float>(n);
    const V mean = V::broadcast(sum16(sum) / size);
    Lanes16 squares;
    unrolled<kParts>([&](auto part) { squares.v[part] = V::zero(); });
    for (std::size_t o = 0; o < n; o += kGroup) {
      unrolled<kParts>([&](auto part) {
        const V d = V::sub(V::load(x + o + part * V::kLanes), mean);
        squares.v[part] = V::fma(d, d, squares.v[part]);
      });
    }
    const V scale = V::broadcast(1.0f / __builtin_sqrtf(sum16(squares) / size + 1e-8f));
    for (std::size_t o = 0; o < n; o += V::kLanes) {
      const V normal = V::mul(V::sub(V::load(x + o), mean), scale);
      V y = V::fma(normal, V::load(layer.gain + o), V::load(layer.shift + o));
      if (residual != nullptr) y = V::add(V::load(residual + o), y);
      y.store(out + o);
    }
  }

  // acc[r][p] = sum over k of w[k][p] * x[r][k], from 0. `w` points at the lanes of one vector in the first input's
  // first piece; pieces are 16 floats apart.
  template <std::size_t R, std::size_t P>
  static HEARSAY_INLINE void accumulate(const float* const (&x)[R], std::size_t inputs, const float* w,
                                        V (&acc)[R][P]) {
    unrolled<R>([&](auto r) { unrolled<P>([&](auto p) { acc[r][p] = V::zero(); }); });
    for (std::size_t k = 0; k < inputs; ++k, w += P * kGroup) {
      V weight[P];
      unrolled<P>([&](auto p) { weight[p] = V::load(w + p * kGroup); });
      unrolled<R>([&](auto r) {
        const V input = V::broadcast(x[r][k]);
        unrolled<P>([&](auto p) { acc[r][p] = V::fma(input, weight[p], acc[r][p]); });
      });
    }
  }

  template <std::size_t R, std::size_t P>
  static void window_tile(const MaxoutLayer& layer, const float* x, const std::uint32_t* in_rows,
                          const std::uint32_t* out_rows, float* y) {
    const std::size_t width = layer.outputs;
    const float* window[R];
    for (std::size_t r = 0; r < R; ++r) window[r] = x + std::size_t{in_rows[r]} * width - width;
    alignas(64) float maxed[R][kMaxSumOutputs];
    const float* panel = layer.panels;
    const float* bias = layer.bias;
    for (std::size_t o = 0; o < width; o += kGroup, panel += layer.inputs * P * kGroup, bias += P * kGroup) {
      for (std::size_t part = 0; part < kParts; ++part) {
        V acc[R][P];
        accumulate<R, P>(window, layer.inputs, panel + part * V::kLanes, acc);
        V b[P];
        unrolled<P>([&](auto p) { b[p] = V::load(bias + p * kGroup + part * V::kLanes); });
        unrolled<R>([&](auto r) {
          V best = V::add(acc[r][0], b[0]);
          unrolled<P - 1>([&](auto p) { best = V::max(best, V::add(acc[r][p + 1], b[p + 1])); });
          best.store(&maxed[r][o + part * V::kLanes]);
        });
      }
    }
    for (std::size_t r = 0; r < R; ++r) {
      layer_norm(layer, maxed[r], x + std::size_t{in_rows[r]} * width, y + std::size_t{out_rows[r]} * width);
    }
  }

  template <std::size_t R, std::size_t P>
  static void window_rows(const MaxoutLayer& layer, const float* x, const std::uint32_t* in_rows,
                          const std::uint32_t* out_rows, std::size_t count, float* y) {
    std::size_t i = 0;
    for (; i + R <= count; i += R) window_tile<R, P>(layer, x, in_rows + i, out_rows + i, y);
    if constexpr (R > 1) {
      if (i < count) window_rows<R / 2, P>(layer, x, in_rows + i, out_rows + i, count - i, y);
    }
  }

  static void window_maxout(const MaxoutLayer& layer, const float* x, const std::uint32_t* in_rows,
                            const std::uint32_t* out_rows, std::size_t count, float* y) {
    if (layer.pieces == 3) {
      window_rows<V::kRows3, 3>(layer, x, in_rows, out_rows, count, y);
    } else {
      window_rows<V::kRows2, 2>(layer, x, in_rows, out_rows, count, y);
    }
  }

  // R rows by N panels of 32 outputs, from output `o` on. An accumulator waits four cycles for its turn, so there
  // should be eight or more: few rows take several panels at once.
  template <std::size_t R, std::size_t N>
  static HEARSAY_INLINE void affine_block(const AffineLayer& layer, const float* const (&row)[R], std::size_t o,
                                          float* y, std::size_t y_stride) {
    const std::size_t size = layer.inputs * 2 * kGroup;
    for (std::size_t part = 0; part < kParts; ++part) {
      const float* w = layer.panels + o * layer.inputs + part * V::kLanes;
      V acc[R][N][2];
      unrolled<R>([&](auto r) { unrolled<N>([&](auto n) { acc[r][n][0] = acc[r][n][1] = V::zero(); }); });
      for (std::size_t k = 0; k < layer.inputs; ++k, w += 2 * kGroup) {
        V weight[N][2];
        unrolled<N>([&](auto n) {
          weight[n][0] = V::load(w + n * size);
          weight[n][1] = V::load(w + n * size + kGroup);
        });
        unrolled<R>([&](auto r) {
          const V input = V::broadcast(row[r][k]);
          unrolled<N>(
              [&](auto n) { unrolled<2>([&](auto p) { acc[r][n][p] = V::fma(input, weight[n][p], acc[r][n][p]); }); });
        });
      }
      unrolled<N>([&](auto n) {
        unrolled<2>([&](auto p) {
          const std::size_t at = o + (2 * n + p) * kGroup + part * V::kLanes;
          const V b = V::load(layer.bias + at);
          unrolled<R>([&](auto r) { V::add(acc[r][n][p], b).store(y + r * y_stride + at); });
        });
      });
    }
  }

  template <std::size_t R>
  static void affine_tile(const AffineLayer& layer, const float* x, std::size_t x_stride, float* y,
                          std::size_t y_stride) {
    constexpr std::size_t kPanels = R >= 4 ? 1 : V::kRows2 / (2 * R) > 1 ? V::kRows2 / (2 * R) : 1;
    const float* row[R];
    for (std::size_t r = 0; r < R; ++r) row[r] = x + r * x_stride;
    std::size_t o = 0;
    for (; o + kPanels * 2 * kGroup <= layer.outputs; o += kPanels * 2 * kGroup) {
      affine_block<R, kPanels>(layer, row, o, y, y_stride);
    }
    for (; o < layer.outputs; o += 2 * kGroup) affine_block<R, 1>(layer, row, o, y, y_stride);
  }

  template <std::size_t R>
  static void affine_rows(const AffineLayer& layer, const float* x, std::size_t x_stride, std::size_t count, float* y,
                          std::size_t y_stride) {
    std::size_t i = 0;
    for (; i + R <= count; i += R) affine_tile<R>(layer, x + i * x_stride, x_stride, y + i * y_stride, y_stride);
    if constexpr (R > 1) {
      if (i < count) affine_rows<R / 2>(layer, x + i * x_stride, x_stride, count - i, y + i * y_stride, y_stride);
    }
  }

  static void affine(const AffineLayer& layer, const float* x, std::size_t x_stride, std::size_t count, float* y,
                     std::size_t y_stride) {
    affine_rows<V::kRows2>(layer, x, x_stride, count, y, y_stride);
  }

  template <std::size_t P>
  static HEARSAY_INLINE void sum_pieces(const MaxoutLayer& layer, const float* const* addends, std::size_t addend_count,
                                        float* out) {
    const float* bias = layer.bias;
    std::size_t at = 0;  // in the addends
    for (std::size_t o = 0; o < layer.outputs; o += kGroup, at += P * kGroup) {
      V sum[P][kParts];
      unrolled<P>([&](auto p) {
        unrolled<kParts>([&](auto part) { sum[p][part] = V::load(addends[0] + at + p * kGroup + part * V::kLanes); });
      });
      for (std::size_t a = 1; a < addend_count; ++a) {
        const float* addend = addends[a] + at;
        unrolled<P>([&](auto p) {
          unrolled<kParts>(
              [&](auto part) { sum[p][part] = V::add(sum[p][part], V::load(addend + p * kGroup + part * V::kLanes)); });
        });
      }
      unrolled<kParts>([&](auto part) {
        const float* b = bias + at + part * V::kLanes;
        V best = V::add(sum[0][part], V::load(b));
        unrolled<P - 1>([&](auto p) { best = V::max(best, V::add(sum[p + 1][part], V::load(b + (p + 1) * kGroup))); });
        best.store(out + o + part * V::kLanes);
      });
    }
  }

  static void sum_maxout(const MaxoutLayer& layer, const float* const* addends, std::size_t addend_count,
                         const float* residual, float* out) {
    alignas(64) float maxed[kMaxSumOutputs];
    float* to = layer.gain == nullptr ? out : maxed;
    if (layer.pieces == 3) {
      sum_pieces<3>(layer, addends, addend_count, to);
    } else {
      sum_pieces<2>(layer, addends, addend_count, to);
    }
    if (layer.gain != nullptr) layer_norm(layer, maxed, residual, out);
  }

  static std::uint32_t first_maximum(const float* scores, const float* penalty, std::size_t groups) {
    const std::size_t n = groups * kGroup;
    V best = V::broadcast(kNegativeInfinity);
    for (std::size_t i = 0; i < n; i += V::kLanes) {
      best = V::max(V::add(V::load(scores + i), V::load(penalty + i)), best);
    }
    alignas(64) float lanes[V::kLanes];
    best.store(lanes);
    float most = kNegativeInfinity;
    for (const float lane : lanes) most = lane > most ? lane : most;
    if (most == kNegativeInfinity) return static_cast<std::uint32_t>(n);
    const V wanted = V::broadcast(most);
    for (std::size_t i = 0; i < n; i += V::kLanes) {
      const std::uint32_t equal = V::equal(V::add(V::load(scores + i), V::load(penalty + i)), wanted);
      if (equal != 0) return static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(__builtin_ctz(equal));
    }
    return static_cast<std::uint32_t>(n);
  }

  template <std::size_t G>
  static HEARSAY_INLINE void score(const ScoreLayer& layer, const float* hidden, float* scores) {
    for (std::size_t part = 0; part < kParts; ++part) {
      const float* const row[1] = {hidden};
      V acc[1][G];
      accumulate<1, G>(row, layer.inputs, layer.weights + part * V::kLanes, acc);
      unrolled<G>([&](auto g) {
        const std::size_t at = g * kGroup + part * V::kLanes;
        V::add(acc[0][g], V::load(layer.bias + at)).store(scores + at);
      });
    }
  }

  static std::uint32_t best_score(const ScoreLayer& layer, const float* hidden, const float* penalty) {
    alignas(64) float scores[kMaxScoreGroups * kGroup];
    switch (layer.groups) {
      case 1:
        score<1>(layer, hidden, scores);
        break;
      case 2:
        score<2>(layer, hidden, scores);
        break;
      case 3:
        score<3>(layer, hidden, scores);
        break;
      case 4:
        score<4>(layer, hidden, scores);
        break;
      case 5:
        score<5>(layer, hidden, scores);
        break;
      case 6:
        score<6>(layer, hidden, scores);
        break;
      case 7:
        score<7>(layer, hidden, scores);
        break;
      default:
        score<8>(layer, hidden, scores);
        break;
    }
    return first_maximum(scores, penalty, layer.groups);
  }

  static constexpr Kernels table(std::string_view isa) {
    return {isa, window_maxout, affine, sum_maxout, best_score, first_maximum};
  }
};

}  // namespace
}  // namespace hearsay

#undef HEARSAY_INLINE
