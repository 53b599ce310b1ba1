#include "base/portable_math.h"

#include <cmath>

namespace hearsay {
namespace {

constexpr double kLimit = 700;
constexpr double kLn2 = 0.693147180559945309417;

}  // namespace

double portable_exp(double x) {
  if (!(x > -kLimit)) return 0;
  if (x > kLimit) x = kLimit;
  // x = k ln 2 + r with |r| <= ln 2 / 2, then Taylor's polynomial of e^r; both std calls are exact.
  const double k = std::floor(x / kLn2 + .5);
  const double r = x - k * kLn2;
  double sum = 1;
  for (int n = 14; n > 0; --n) sum = 1 + sum * r / n;
  return std::ldexp(sum, static_cast<int>(k));
}

double portable_ln(double x) {
  if (!(x > 1e-300)) return -kLimit;
  int k = 0;
  double m = std::frexp(x, &k);  // in [1/2, 1)
  if (m < .70710678118654752) {
    m *= 2;
    --k;
  }
  // ln m = 2 artanh((m - 1) / (m + 1)), of which 12 terms are enough for |(m - 1) / (m + 1)| < .172.
  const double t = (m - 1) / (m + 1), t2 = t * t;
  double sum = 0;
  for (int n = 23; n > 0; n -= 2) sum = sum * t2 + 1.0 / n;
  return 2 * t * sum + k * kLn2;
}

double portable_sigmoid(double x) {
  if (x >= 0) return 1 / (1 + portable_exp(-x));
  const double e = portable_exp(x);
  return e / (1 + e);
}

}  // namespace hearsay
