// The reference: one float at a time, fma by the C library where the build has no instruction for it.
#include "language/kernels_generic.h"

namespace hearsay {

namespace {

struct Scalar {
  static constexpr std::size_t kLanes = 1;
  static constexpr std::size_t kRows3 = 2;
  static constexpr std::size_t kRows2 = 2;
  float v;

  static Scalar load(const float* p) { return {*p}; }
  void store(float* p) const { *p = v; }
  static Scalar zero() { return {0.0f}; }
  static Scalar broadcast(float x) { return {x}; }
  static Scalar add(Scalar a, Scalar b) { return {a.v + b.v}; }
  static Scalar sub(Scalar a, Scalar b) { return {a.v - b.v}; }
  static Scalar mul(Scalar a, Scalar b) { return {a.v * b.v}; }
  static Scalar max(Scalar a, Scalar b) { return {a.v > b.v ? a.v : b.v}; }
  static Scalar fma(Scalar a, Scalar b, Scalar c) { return {__builtin_fmaf(a.v, b.v, c.v)}; }
  static std::uint32_t equal(Scalar a, Scalar b) { return a.v == b.v ? 1u : 0u; }
};

}  // namespace

extern const Kernels kScalarKernels;
const Kernels kScalarKernels = Generic<Scalar>::table("scalar");

}  // namespace hearsay
