// Beside the C library's functions, which are within an ulp of the truth on every machine that tests run on.
#include "base/portable_math.h"

#include <cmath>

#include "gtest/gtest.h"

namespace hearsay {
namespace {

TEST(PortableMath, ExpIsTheLibrarysToThirteenDigits) {
  for (double x = -690; x < 690; x += .37) {
    EXPECT_NEAR(portable_exp(x) / std::exp(x), 1, 1e-13) << x;
  }
  EXPECT_EQ(portable_exp(0), 1);
  EXPECT_EQ(portable_exp(-1e6), 0);
  EXPECT_EQ(portable_exp(-INFINITY), 0);
  EXPECT_EQ(portable_exp(1e6), portable_exp(700));
}

TEST(PortableMath, LnIsTheLibrarysToThirteenDigits) {
  for (double x = 1e-9; x < 1e9; x *= 1.07) {
    EXPECT_NEAR(portable_ln(x), std::log(x), 1e-13 * std::max(1.0, std::abs(std::log(x)))) << x;
  }
  EXPECT_EQ(portable_ln(1), 0);
  EXPECT_EQ(portable_ln(0), -700);
  EXPECT_EQ(portable_ln(-1), -700);
}

TEST(PortableMath, SigmoidIsSymmetricAndMonotonous) {
  double before = 0;
  for (double x = -40; x <= 40; x += .5) {
    const double p = portable_sigmoid(x);
    EXPECT_NEAR(p, 1 / (1 + std::exp(-x)), 1e-13);
    EXPECT_NEAR(p + portable_sigmoid(-x), 1, 1e-15);
    EXPECT_GE(p, before);
    before = p;
  }
}

}  // namespace
}  // namespace hearsay
