// The reference: 16 lanes one by one, fma by the C library where the build has no instruction for it.
#include "language/encoder_kernels_generic.h"

namespace hearsay {

namespace {

struct Scalar {
  static constexpr std::size_t kQueries = 1;
  static constexpr std::size_t kKeys = 1;
  static constexpr std::size_t kValues = 2;
  float v[kLanes];

  template <class F>
  static HEARSAY_INLINE Scalar each(F&& f) {
    Scalar out;
    for (std::size_t i = 0; i < kLanes; ++i) out.v[i] = f(i);
    return out;
  }
  static Scalar load(const float* p) {
    return each([&](std::size_t i) { return p[i]; });
  }
  static Scalar load_half(const std::uint16_t* p) {
    return each([&](std::size_t i) {
      const std::uint32_t magnitude = std::uint32_t{p[i] & 0x7FFFu} << 13, sign = std::uint32_t{p[i] & 0x8000u} << 16;
      return of_bits(bits_of(of_bits(magnitude) * 0x1p112f) | sign);
    });
  }
  void store(float* p) const {
    for (std::size_t i = 0; i < kLanes; ++i) p[i] = v[i];
  }
  static Scalar zero() { return broadcast(0.0f); }
  static Scalar broadcast(float x) {
    return each([&](std::size_t) { return x; });
  }
  static Scalar add(const Scalar& a, const Scalar& b) {
    return each([&](std::size_t i) { return a.v[i] + b.v[i]; });
  }
  static Scalar sub(const Scalar& a, const Scalar& b) {
    return each([&](std::size_t i) { return a.v[i] - b.v[i]; });
  }
  static Scalar mul(const Scalar& a, const Scalar& b) {
    return each([&](std::size_t i) { return a.v[i] * b.v[i]; });
  }
  static Scalar min(const Scalar& a, const Scalar& b) {
    return each([&](std::size_t i) { return a.v[i] < b.v[i] ? a.v[i] : b.v[i]; });
  }
  static Scalar max(const Scalar& a, const Scalar& b) {
    return each([&](std::size_t i) { return a.v[i] > b.v[i] ? a.v[i] : b.v[i]; });
  }
  static Scalar abs(const Scalar& a) {
    return each([&](std::size_t i) { return of_bits(bits_of(a.v[i]) & 0x7FFFFFFFu); });
  }
  static Scalar fma(const Scalar& a, const Scalar& b, const Scalar& c) {
    return each([&](std::size_t i) { return __builtin_fmaf(a.v[i], b.v[i], c.v[i]); });
  }
  static Scalar power(const Scalar& p, const Scalar& t) {
    return each([&](std::size_t i) { return of_bits(bits_of(p.v[i]) + (bits_of(t.v[i]) << 23)); });
  }
  static float sum(Scalar s) {
    for (std::size_t half = kLanes / 2; half > 0; half /= 2) {
      for (std::size_t i = 0; i < half; ++i) s.v[i] = s.v[i] + s.v[i + half];
    }
    return s.v[0];
  }
  static float highest(const Scalar& a) {
    float most = a.v[0];
    for (const float x : a.v) most = x > most ? x : most;
    return most;
  }
  static void transpose(const float* from, std::size_t stride, float* to, std::size_t to_stride) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      for (std::size_t j = 0; j < kLanes; ++j) to[j * to_stride + i] = from[i * stride + j];
    }
  }

  static std::uint32_t bits_of(float x) { return __builtin_bit_cast(std::uint32_t, x); }
  static float of_bits(std::uint32_t x) { return __builtin_bit_cast(float, x); }
};

struct ScalarProduct {
  struct Session {
    Session() {}
  };
  using Activation = std::int8_t;
  static constexpr std::size_t kBlockRows = 64;
  static constexpr bool kAddsPairs = false;

  static void put_one(Activation* to, const Scalar& x) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      to[i] = static_cast<Activation>(
          static_cast<std::int32_t>(Scalar::bits_of(x.v[i] + kRound) - Scalar::bits_of(kRound)));
    }
  }
  static HEARSAY_INLINE void put(Activation* to, const Scalar (&x)[4]) {
    for (std::size_t i = 0; i < 4; ++i) put_one(to + i * kLanes, x[i]);
  }

  template <class Epilogue>
  static void product(const EncoderMatrix& m, const Activation* rows, std::size_t count, const Epilogue& epilogue) {
    const std::int8_t* panel = m.panels;
    for (std::size_t o = 0; o < m.outputs; o += kLanes, panel += m.inputs * kLanes) {
      const auto group = epilogue.at(o);
      for (std::size_t r = 0; r < count; ++r) {
        std::int32_t sums[kLanes] = {};
        for (std::size_t k = 0; k < m.inputs; k += 4) {
          const std::int8_t *w = panel + k * kLanes, *q = rows + r * m.inputs + k;
          for (std::size_t i = 0; i < kLanes; ++i) {
            sums[i] += w[4 * i] * q[0] + w[4 * i + 1] * q[1] + w[4 * i + 2] * q[2] + w[4 * i + 3] * q[3];
          }
        }
        group(r, Scalar::each([&](std::size_t i) { return static_cast<float>(sums[i]); }));
      }
    }
  }
};

}  // namespace

extern const EncoderKernels kScalarEncoderKernels;
const EncoderKernels kScalarEncoderKernels = Transformer<Scalar, ScalarProduct>::table("scalar");

}  // namespace hearsay
