// e^x and ln x from the operations that IEEE 754 defines to the last bit, since the C library's own differ between
// versions and processors: what is printed must be the same bytes everywhere.
// Threads: pure. Relative error below 1e-13 for portable_exp, absolute below 1e-13 for portable_ln. Fails: never.
#pragma once

namespace hearsay {

// e^x; 0 below -700, e^700 above 700.
[[nodiscard]] double portable_exp(double x);
// ln x for normal x > 0; -700 for smaller.
[[nodiscard]] double portable_ln(double x);
// 1 / (1 + e^-x).
[[nodiscard]] double portable_sigmoid(double x);

}  // namespace hearsay
