// The encoder's forward pass, written once over a vector type V of 16 floats and a product type P of 8-bit integers;
// encoder_kernels_*.cc each instantiate it and are the only files compiled for their instruction set.
//
// The simple idea. Nine tenths of the work are products of 8-bit integers, and sums of integers have no order: whatever
// instruction adds them up, in whatever tile, the sum is the same. Everything else is 32-bit floats in vectors of 16
// lanes whose operations and whose order of operations stand here and nowhere else. So all instruction sets give the
// same bits, and a row's bits depend on its window alone, not on what else is in the batch.
//
// The arithmetic of a row. A row x of floats becomes 8-bit numbers q = round(x * (127 / m)) with m = max |x|, and its
// scale m / 127. An output is fma(float(sum of w q), (row scale * output scale), bias). 127 * 127 * 1536 is above 2^24,
// so float(sum) may round, to nearest, the same everywhere. Rounding of q is to nearest, ties to even, by hardware or
// by adding 1.5 * 2^23.
//
// Where floats are added across lanes their order is fixed: 16 partial sums, lane by lane over the vectors (a norm's in
// four chains, sum_over), then a tree: i + (i+8), i + (i+4), i + (i+2), i + (i+1). Maxima have no order. Elsewhere
// lanes are outputs (features of a row, keys of a query), and each is one chain of fma in the order of its inputs.
//
// What makes it fast.
//  * Windows share the products: their rows lie one after the other without padding. Attention is by window.
//  * Weights lie as [group of 16 outputs][inputs / 4][16][4]: one vector of 64 bytes is 16 outputs by four inputs,
//  which
//    is what vpdpbusd multiplies, and 16 of them are what tdpbssd calls a tile.
//  * What follows a product follows at once: the product calls an `Epilogue` with 16 sums while they are in registers.
//    It scales them, and adds them to the residual, or takes GELU, or stores them by heads.
//  * Queries, keys and values are stored head by head, so attention reads memory in order. A head's keys are transposed
//    once a window: then 16 keys are the lanes of a score, and nothing is reduced across lanes but a row's maximum and
//    sum. The queries' weights carry log2(e) / sqrt(32), so that softmax is powers of two.
//  * The block of rows from the output product to the second norm fits the second-level cache with its layer's weights;
//    all rows go through a layer before the next, so a layer's weights come from memory once a batch.
//  * After the last attention only the rows go on whose vectors somebody wants: one a word.
//
// exp2 and GELU are polynomials (tools/fit_encoder_polynomials.py has their errors: 7.5e-8 relative and 1.3e-4
// absolute, a hundredth of what rounding to 8 bits does). Denormal floats cost hundreds of cycles and do not
// occur: softmax stops at 2^-100.
//
// V gives load store zero broadcast add sub mul min max fma(a, b, c) = a * b + c (one rounding), load_half, sum (the
// tree), highest, power(p, t) = p * 2^n where n is in the low bits of t = n + 1.5 * 2^23, transpose (16 by 16), and the
// sizes of register tiles: kQueries by kKeys, and by kValues. P gives Session (what lives as long as a run), Activation
// (how it wants q stored), put (64 of them), product(matrix, rows, count, epilogue), which calls epilogue.at(o) for
// each group of outputs and on what that gives, operator()(row, V of sums), kBlockRows, and kAddsPairs (whether it
// relies on kMostPairSum).
//
// Like kernels_generic.h, all is in an unnamed namespace and nothing of the standard library is used but types, so that
// the linker can never take a function from here for another file's use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "language/encoder_kernels.h"

#define HEARSAY_INLINE inline __attribute__((always_inline))
#define HEARSAY_STAGE __attribute__((noinline))  // a stage of its own in profiles
#define HEARSAY_FLAT __attribute__((always_inline))

namespace hearsay {
namespace {

inline constexpr std::size_t kLanes = 16;
// Windows go through attention in groups, so that their queries, keys and values stay in the second-level cache: of
// kFullGroup rows, or as many as the last window brings.
inline constexpr std::size_t kFullGroup = 96;
inline constexpr std::size_t kGroupRows = kFullGroup + kMaxWindowRows;
// Rows of `inner` floats would lie in few sets of the first-level cache.
inline constexpr std::size_t kPad = 16;

inline constexpr float kRound = 12582912.0f;   // 1.5 * 2^23: added, it leaves an integer in the low bits
inline constexpr float kEpsilon = 1e-12f;      // of the layer norms
inline constexpr float kLeastScale = 1e-30f;   // rows below are zero, so that 127 / m is finite
inline constexpr float kLeastPower = -100.0f;  // of two, in softmax
inline constexpr float kNoScore = -1e30f;      // of the lanes behind a window's last key
inline constexpr float kNormalEdge = 4.0f;     // from here on GELU is x or 0

// 2^f on [-1/2, 1/2], from the highest power.
inline constexpr float kExp2[] = {0.00132764818f, 0.00967554562f, 0.0555071346f,
                                  0.240221202f,   0.693146944f,   1.00000012f};
// (Phi(x) - 1/2) / x in x^2, up to kNormalEdge.
inline constexpr float kNormal[] = {-4.90793184e-10f, 5.40543503e-08f, -2.40610188e-06f, 5.87689283e-05f,
                                    -0.000893678458f, 0.00908684172f,  -0.0651638657f,   0.398262501f};

// min() with 16 of these from kTail + 16 - n leaves n lanes.
alignas(64) inline constexpr float kTail[2 * kLanes] = {
    3e38f,    3e38f,    3e38f,    3e38f,    3e38f,    3e38f,    3e38f,    3e38f,    3e38f,    3e38f,    3e38f,
    3e38f,    3e38f,    3e38f,    3e38f,    3e38f,    kNoScore, kNoScore, kNoScore, kNoScore, kNoScore, kNoScore,
    kNoScore, kNoScore, kNoScore, kNoScore, kNoScore, kNoScore, kNoScore, kNoScore, kNoScore, kNoScore};

// f(0), f(1) … f(N-1), unrolled: the indices are constants, so arrays of vectors stay in registers.
template <class F, std::size_t... I>
HEARSAY_INLINE void unrolled(F&& f, std::index_sequence<I...>) {
  (f(std::integral_constant<std::size_t, I>()), ...);
}
template <std::size_t N, class F>
HEARSAY_INLINE void unrolled(F&& f) {
  unrolled(static_cast<F&&>(f), std::make_index_sequence<N>());
}

constexpr std::size_t rounded_up(std::size_t n, std::size_t unit) { return (n + unit - 1) / unit * unit; }

template <class V, class P>
struct Transformer {
  using Activation = typename P::Activation;

  // Quantized rows: `width` activations each, and a scale.
  struct Rows {
    Activation* q;
    float* scale;
  };

  // What the scratch memory is used for. `rows` is a multiple of 32.
  struct Scratch {
    std::size_t rows;
    float* x;       // [rows][width]: the residual stream
    float* heads;   // [3 * heads][kGroupRows][32]: a group's queries, keys, values; later what was attended to, in the
                    // queries' place
    Rows small;     // [rows][width]: input of qkv, out and up
    float* inner;   // [block][inner + kPad]
    Rows large;     // [block][inner]: input of down
    float* keys;    // [32][window]: a head's keys, transposed
    float* scores;  // [kQueries][window]
    std::size_t bytes;
  };

  static Scratch laid_out(const TransformerWeights& w, std::size_t row_count, char* at) {
    Scratch s{};
    const char* const begin = at;
    const auto take = [&at]<class T>(T*& array, std::size_t count) {
      array = reinterpret_cast<T*>(at);
      at += rounded_up(count * sizeof(T), 64);
    };
    s.rows = rounded_up(row_count, 32);
    take(s.x, s.rows * w.width);
    take(s.heads, kGroupRows * w.width * 3);
    take(s.small.q, (s.rows + 32) * w.width);  // whole tiles may begin at any row
    take(s.small.scale, s.rows);
    take(s.inner, P::kBlockRows * (w.inner + kPad));
    take(s.large.q, P::kBlockRows * w.inner);
    take(s.large.scale, P::kBlockRows);
    take(s.keys, kHeadWidth * kMaxWindowRows);
    take(s.scores, V::kQueries * kMaxWindowRows);
    s.bytes = static_cast<std::size_t>(at - begin);
    return s;
  }

  static std::size_t scratch_bytes(const TransformerWeights& weights, std::size_t rows) {
    alignas(64) static char nowhere[1];
    return laid_out(weights, rows, nowhere).bytes;
  }

  // Four vectors of partial results, so that no chain of operations is waited for.
  static constexpr std::size_t kChains = 4;

  // A row of n floats, 32 of them at a time at x + i * stride, into q; gives the scale.
  static HEARSAY_INLINE float quantize(const float* x, std::size_t stride, std::size_t n, Activation* q) {
    V most[kChains];
    unrolled<kChains>([&](auto i) HEARSAY_FLAT { most[i] = V::zero(); });
    const float* from = x;
    for (std::size_t o = 0; o < n; o += kChains * kLanes, from += 2 * stride) {
      unrolled<kChains>([&](auto i) HEARSAY_FLAT {
        most[i] = V::max(most[i], V::abs(V::load(from + i / 2 * stride + i % 2 * kLanes)));
      });
    }
    const float m = V::highest(V::max(V::max(most[0], most[1]), V::max(most[2], most[3])));
    const V inverse = V::broadcast(m > kLeastScale ? 127.0f / m : 0.0f);
    from = x;
    for (std::size_t o = 0; o < n; o += kChains * kLanes, from += 2 * stride) {
      V y[kChains];
      unrolled<kChains>([&](auto i)
                            HEARSAY_FLAT { y[i] = V::mul(V::load(from + i / 2 * stride + i % 2 * kLanes), inverse); });
      P::put(q + o, y);
    }
    return m / 127.0f;
  }

  // The sum of f(o) over the vectors at o < n, in four chains: ((0 + 4 + 8 …) + (1 + 5 …)) + ((2 + 6 …) + (3 + 7 …)).
  template <class F>
  static HEARSAY_INLINE float sum_over(std::size_t n, F&& add) {
    V sum[kChains];
    unrolled<kChains>([&](auto i) HEARSAY_FLAT { sum[i] = V::zero(); });
    for (std::size_t o = 0; o < n; o += kChains * kLanes) {
      unrolled<kChains>([&](auto i) HEARSAY_FLAT { sum[i] = add(sum[i], o + i * kLanes); });
    }
    return V::sum(V::add(V::add(sum[0], sum[1]), V::add(sum[2], sum[3])));
  }

  // ((x - mean) / sqrt(variance + epsilon)) * gain + shift; x may be out.
  static HEARSAY_INLINE void layer_norm(const EncoderNorm& norm, std::size_t n, const float* x, float* out) {
    const float size = static_cast<float>(n);
    const V mean = V::broadcast(
        sum_over(n, [&](V sum, std::size_t o) HEARSAY_FLAT { return V::add(sum, V::load(x + o)); }) / size);
    const float variance = sum_over(n,
                                    [&](V sum, std::size_t o) HEARSAY_FLAT {
                                      const V d = V::sub(V::load(x + o), mean);
                                      return V::fma(d, d, sum);
                                    }) /
                           size;
    const V scale = V::broadcast(1.0f / __builtin_sqrtf(variance + kEpsilon));
    const float *gain = norm.gain, *shift = norm.shift;
    for (std::size_t o = 0; o < n; o += kLanes) {
      const V normal = V::mul(V::sub(V::load(x + o), mean), scale);
      V::fma(normal, V::load(gain + o), V::load(shift + o)).store(out + o);
    }
  }

  template <std::size_t N>
  static HEARSAY_INLINE V polynomial(const float (&c)[N], V x) {
    V y = V::broadcast(c[0]);
    unrolled<N - 1>([&](auto i) HEARSAY_FLAT { y = V::fma(y, x, V::broadcast(c[i + 1])); });
    return y;
  }

  // REQUIRES: -126 < x < 126.
  static HEARSAY_INLINE V exp2(V x) {
    const V t = V::add(x, V::broadcast(kRound));
    const V f = V::sub(x, V::sub(t, V::broadcast(kRound)));
    return V::power(polynomial(kExp2, f), t);
  }

  static HEARSAY_INLINE V gelu(V x) {
    const V edge = V::broadcast(kNormalEdge);
    const V c = V::max(V::min(x, edge), V::sub(V::zero(), edge));
    return V::mul(x, V::fma(c, polynomial(kNormal, V::mul(c, c)), V::broadcast(0.5f)));
  }

  // Epilogues. at(o) fixes a group of 16 outputs; what it gives takes the sums of one row after the other.
  struct Scaled {
    const float* row_scale;
    V scale, bias;
    HEARSAY_INLINE V operator()(std::size_t row, V sums) const {
      return V::fma(sums, V::mul(V::broadcast(row_scale[row]), scale), bias);
    }
  };
  static HEARSAY_INLINE Scaled scaled(const EncoderMatrix& m, const float* row_scale, std::size_t o) {
    return {row_scale, V::load(m.scale + o), V::load(m.bias + o)};
  }

  struct ByHeads {
    const EncoderMatrix& matrix;
    const float* row_scale;
    float* heads;
    struct Group {
      Scaled y;
      float* to;
      HEARSAY_INLINE void operator()(std::size_t row, V sums) const { y(row, sums).store(to + row * kHeadWidth); }
    };
    HEARSAY_INLINE Group at(std::size_t o) const {
      return {scaled(matrix, row_scale, o), heads + o / kHeadWidth * kGroupRows * kHeadWidth + o % kHeadWidth};
    }
  };

  struct Residual {
    const EncoderMatrix& matrix;
    const float* row_scale;
    float* x;
    struct Group {
      Scaled y;
      float* to;
      std::size_t stride;
      HEARSAY_INLINE void operator()(std::size_t row, V sums) const {
        float* at = to + row * stride;
        V::add(V::load(at), y(row, sums)).store(at);
      }
    };
    HEARSAY_INLINE Group at(std::size_t o) const { return {scaled(matrix, row_scale, o), x + o, matrix.outputs}; }
  };

  struct Gelu {
    const EncoderMatrix& matrix;
    const float* row_scale;
    float* inner;
    struct Group {
      Scaled y;
      float* to;
      std::size_t stride;
      HEARSAY_INLINE void operator()(std::size_t row, V sums) const { gelu(y(row, sums)).store(to + row * stride); }
    };
    HEARSAY_INLINE Group at(std::size_t o) const {
      return {scaled(matrix, row_scale, o), inner + o, matrix.outputs + kPad};
    }
  };

  // scores[r][key] of R queries with all keys, and their maxima.
  template <std::size_t R>
  static HEARSAY_INLINE void score(const float* q, const float* keys, std::size_t n, float* scores, V (&most)[R]) {
    const std::size_t stride = rounded_up(n, kLanes);
    unrolled<R>([&](auto r) HEARSAY_FLAT { most[r] = V::broadcast(kNoScore); });
    const auto block = [&](std::size_t at, auto vectors) HEARSAY_FLAT {
      constexpr std::size_t kVectors = decltype(vectors)::value;
      V acc[R][kVectors];
      unrolled<R>([&](auto r)
                      HEARSAY_FLAT { unrolled<kVectors>([&](auto v) HEARSAY_FLAT { acc[r][v] = V::zero(); }); });
      for (std::size_t d = 0; d < kHeadWidth; ++d) {
        V key[kVectors];
        unrolled<kVectors>([&](auto v) HEARSAY_FLAT { key[v] = V::load(keys + d * stride + at + v * kLanes); });
        unrolled<R>([&](auto r) HEARSAY_FLAT {
          const V query = V::broadcast(q[r * kHeadWidth + d]);
          unrolled<kVectors>([&](auto v) HEARSAY_FLAT { acc[r][v] = V::fma(query, key[v], acc[r][v]); });
        });
      }
      if (at + kVectors * kLanes > n) {
        const V tail = V::load(kTail + (at + kVectors * kLanes - n));
        unrolled<R>([&](auto r) HEARSAY_FLAT { acc[r][kVectors - 1] = V::min(acc[r][kVectors - 1], tail); });
      }
      unrolled<R>([&](auto r) HEARSAY_FLAT {
        unrolled<kVectors>([&](auto v) HEARSAY_FLAT {
          most[r] = V::max(most[r], acc[r][v]);
          acc[r][v].store(scores + r * kMaxWindowRows + at + v * kLanes);
        });
      });
    };
    std::size_t at = 0;
    for (; at + V::kKeys * kLanes <= stride; at += V::kKeys * kLanes) {
      block(at, std::integral_constant<std::size_t, V::kKeys>());
    }
    if constexpr (V::kKeys > 2) {
      if (at + 2 * kLanes == stride) {
        block(at, std::integral_constant<std::size_t, 2>());
        at = stride;
      }
    }
    for (; at < stride; at += kLanes) block(at, std::integral_constant<std::size_t, 1>());
  }

  // What R queries of a head attend to, in their own place.
  template <std::size_t R>
  static HEARSAY_STAGE void attend_rows(float* q, const float* keys, const float* values, std::size_t n,
                                        float* scores) {
    V most[R];
    score<R>(q, keys, n, scores, most);
    V sum[R];
    unrolled<R>([&](auto r) HEARSAY_FLAT {
      most[r] = V::broadcast(V::highest(most[r]));
      sum[r] = V::zero();
    });
    for (std::size_t j = 0; j < n; j += kLanes) {
      unrolled<R>([&](auto r) HEARSAY_FLAT {
        float* at = scores + r * kMaxWindowRows + j;
        const V p = exp2(V::max(V::sub(V::load(at), most[r]), V::broadcast(kLeastPower)));
        sum[r] = V::add(sum[r], p);
        p.store(at);
      });
    }
    float inverse[R];
    unrolled<R>([&](auto r) HEARSAY_FLAT { inverse[r] = 1.0f / V::sum(sum[r]); });
    constexpr std::size_t kValues = V::kValues;
    for (std::size_t d = 0; d < kHeadWidth; d += kValues * kLanes) {
      V acc[R][kValues];
      unrolled<R>([&](auto r) HEARSAY_FLAT { unrolled<kValues>([&](auto v) HEARSAY_FLAT { acc[r][v] = V::zero(); }); });
      for (std::size_t j = 0; j < n; ++j) {
        V value[kValues];
        unrolled<kValues>([&](auto v) HEARSAY_FLAT { value[v] = V::load(values + j * kHeadWidth + d + v * kLanes); });
        unrolled<R>([&](auto r) HEARSAY_FLAT {
          const V p = V::broadcast(scores[r * kMaxWindowRows + j]);
          unrolled<kValues>([&](auto v) HEARSAY_FLAT { acc[r][v] = V::fma(p, value[v], acc[r][v]); });
        });
      }
      unrolled<R>([&](auto r) HEARSAY_FLAT {
        const V scale = V::broadcast(inverse[r]);
        unrolled<kValues>([&](auto v)
                              HEARSAY_FLAT { V::mul(acc[r][v], scale).store(q + r * kHeadWidth + d + v * kLanes); });
      });
    }
  }

  // All queries of a head, in tiles of R; what is left over is a tile of its own.
  template <std::size_t R>
  static HEARSAY_INLINE void attend(float* q, const float* keys, const float* values, std::size_t queries,
                                    std::size_t n, float* scores) {
    std::size_t i = 0;
    for (; i + R <= queries; i += R) attend_rows<R>(q + i * kHeadWidth, keys, values, n, scores);
    if constexpr (R > 1) {
      if (i < queries) attend<R - 1>(q + i * kHeadWidth, keys, values, queries - i, n, scores);
    }
  }

  // One head of one window. Keys past the window are whatever lies there; their scores are overwritten.
  static HEARSAY_STAGE void attend_head(float* q, const float* k, const float* values, std::size_t n,
                                        const Scratch& s) {
    const std::size_t stride = rounded_up(n, kLanes);
    std::size_t j = 0;
    for (; j + kLanes <= n; j += kLanes) {
      for (std::size_t d = 0; d < kHeadWidth; d += kLanes) {
        V::transpose(k + j * kHeadWidth + d, kHeadWidth, s.keys + d * stride + j, stride);
      }
    }
    if (j < n) {
      alignas(64) float last[kLanes * kHeadWidth] = {};
      for (std::size_t i = 0; i < (n - j) * kHeadWidth; ++i) last[i] = k[j * kHeadWidth + i];
      for (std::size_t d = 0; d < kHeadWidth; d += kLanes) {
        V::transpose(last + d, kHeadWidth, s.keys + d * stride + j, stride);
      }
    }
    attend<V::kQueries>(q, s.keys, values, n, n, s.scores);
  }

  static HEARSAY_STAGE void embed(const TransformerWeights& w, const EncoderBatch& batch, const Scratch& s) {
    for (std::size_t window = 0; window < batch.window_count; ++window) {
      const std::size_t begin = batch.windows[window], end = batch.windows[window + 1];
      for (std::size_t row = begin; row < end; ++row) {
        const std::uint16_t* word = w.words + std::size_t{batch.ids[row]} * w.width;
        const std::uint16_t* position = w.positions + (row - begin) * w.width;
        float* x = s.x + row * w.width;
        for (std::size_t o = 0; o < w.width; o += kLanes) {
          V::add(V::load_half(word + o), V::load_half(position + o)).store(x + o);
        }
        layer_norm(w.norm, w.width, x, x);
        s.small.scale[row] = quantize(x, 2 * kLanes, w.width, s.small.q + row * w.width);
      }
    }
  }

  template <class Epilogue>
  static HEARSAY_STAGE void product(const EncoderMatrix& m, const Activation* q, std::size_t count,
                                    const Epilogue& epilogue) {
    P::product(m, q, count, epilogue);
  }

  static HEARSAY_STAGE void normalize(const EncoderNorm& norm, std::size_t width, std::size_t count, float* x,
                                      const Rows& to) {
    for (std::size_t r = 0; r < count; ++r) {
      layer_norm(norm, width, x + r * width, x + r * width);
      to.scale[r] = quantize(x + r * width, 2 * kLanes, width, to.q + r * width);
    }
  }

  static HEARSAY_STAGE void quantize_inner(std::size_t inner, std::size_t count, const Scratch& s) {
    for (std::size_t r = 0; r < count; ++r) {
      s.large.scale[r] = quantize(s.inner + r * (inner + kPad), 2 * kLanes, inner, s.large.q + r * inner);
    }
  }

  // Rows [begin, begin + count) from what they attended to, to the end of the layer.
  static void finish_block(const TransformerWeights& w, const TransformerLayer& layer, const Scratch& s,
                           std::size_t begin, std::size_t count) {
    float* x = s.x + begin * w.width;
    const Rows rows{s.small.q + begin * w.width, s.small.scale + begin};
    product(layer.out, rows.q, count, Residual{layer.out, rows.scale, x});
    normalize(layer.norm1, w.width, count, x, rows);
    product(layer.up, rows.q, count, Gelu{layer.up, rows.scale, s.inner});
    quantize_inner(w.inner, count, s);
    product(layer.down, s.large.q, count, Residual{layer.down, s.large.scale, x});
    normalize(layer.norm2, w.width, count, x, rows);
  }

  // Attention of windows [first, end), whose rows begin at `row`, into s.small: of all rows, or of the wanted ones,
  // moved to `to` and on. Gives the row after the last.
  static std::size_t attend_group(const TransformerWeights& w, const TransformerLayer& layer, const EncoderBatch& batch,
                                  const Scratch& s, std::size_t first, std::size_t end, bool all, std::size_t to) {
    constexpr std::size_t kHeadStride = kGroupRows * kHeadWidth;
    const std::size_t begin = batch.windows[first], rows = batch.windows[end] - begin;
    for (std::size_t row = 0; row < rows; row += P::kBlockRows) {
      const std::size_t count = rows - row < P::kBlockRows ? rows - row : P::kBlockRows;
      product(layer.qkv, s.small.q + (begin + row) * w.width, count,
              ByHeads{layer.qkv, s.small.scale + begin + row, s.heads + row * kHeadWidth});
    }
    for (std::size_t window = first; window < end; ++window) {
      const std::size_t at = batch.windows[window], n = batch.windows[window + 1] - at;
      for (std::size_t h = 0; h < w.heads; ++h) {
        float* q = s.heads + h * kHeadStride + (at - begin) * kHeadWidth;
        attend_head(q, q + w.heads * kHeadStride, q + 2 * w.heads * kHeadStride, n, s);
      }
    }
    const auto keep = [&](std::size_t row) HEARSAY_FLAT {
      s.small.scale[to] =
          quantize(s.heads + (row - begin) * kHeadWidth, kHeadStride, w.width, s.small.q + to * w.width);
      if (row != to) {
        for (std::size_t o = 0; o < w.width; o += kLanes) {
          V::load(s.x + row * w.width + o).store(s.x + to * w.width + o);
        }
      }
      ++to;
    };
    if (all) {
      for (std::size_t row = begin; row < begin + rows; ++row) keep(row);
    } else {
      while (to < batch.wanted_count && batch.wanted[to] < begin + rows) keep(batch.wanted[to]);
    }
    return to;
  }

  static void run(const TransformerWeights& w, const EncoderBatch& batch, void* memory) {
    const Scratch s = laid_out(w, batch.windows[batch.window_count], static_cast<char*>(memory));
    [[maybe_unused]] const typename P::Session session;  // tile registers, where they need setting up
    embed(w, batch, s);
    std::size_t rows = 0;
    for (std::size_t i = 0; i < w.layer_count; ++i) {
      const TransformerLayer& layer = w.layers[i];
      rows = 0;
      for (std::size_t first = 0, end = 0; first < batch.window_count; first = end) {
        while (end < batch.window_count && batch.windows[end] - batch.windows[first] < kFullGroup) ++end;
        rows = attend_group(w, layer, batch, s, first, end, i + 1 < w.layer_count, rows);
      }
      for (std::size_t row = 0; row < rows; row += P::kBlockRows) {
        finish_block(w, layer, s, row, rows - row < P::kBlockRows ? rows - row : P::kBlockRows);
      }
    }
    for (std::size_t i = 0; i < rows * w.width; i += kLanes) V::load(s.x + i).store(batch.vectors + i);
  }

  static constexpr EncoderKernels table(std::string_view isa) { return {isa, P::kAddsPairs, scratch_bytes, run}; }
};

}  // namespace
}  // namespace hearsay
