#include "privacy/attack/clopper_pearson.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodestats_test {
namespace {

// What the definition says: at the bound, what was seen or more is just so likely.
double AtLeast(int64_t hits, int64_t trials, double probability) {
  double sum = 0;
  for (int64_t i = hits; i <= trials; ++i) {
    const auto n = static_cast<double>(trials);
    const auto k = static_cast<double>(i);
    sum += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(probability) +
                    (n - k) * std::log1p(-probability));
  }
  return sum;
}

TEST(ClopperPearson, BoundsAreWhereTheBinomialTailsAreAlpha) {
  for (const int64_t trials : {1, 10, 400}) {
    for (int64_t hits = 0; hits <= trials; hits += trials < 50 ? 1 : 37) {
      for (const double alpha : {0.05, 1e-6}) {
        const double low = LowerBound(hits, trials, alpha);
        const double high = UpperBound(hits, trials, alpha);
        EXPECT_LT(low, high);
        if (hits > 0) {
          EXPECT_NEAR(AtLeast(hits, trials, low) / alpha, 1, 1e-6) << hits << " of " << trials;
        }
        if (hits < trials) {
          EXPECT_NEAR((1 - AtLeast(hits + 1, trials, high)) / alpha, 1, 1e-6) << hits << " of " << trials;
        }
      }
    }
  }
}

TEST(ClopperPearson, NoHitsBoundNothingFromBelowAndAllHitsNothingFromAbove) {
  EXPECT_EQ(LowerBound(0, 100, 0.05), 0);
  EXPECT_EQ(UpperBound(100, 100, 0.05), 1);
  EXPECT_NEAR(UpperBound(0, 10, 0.025), 1 - std::pow(0.025, 0.1), 1e-12);
}

TEST(ClopperPearson, BoundsOfManyTrialsAreThoseOfTheNormalDistribution) {
  const double sd = std::sqrt(0.2 * 0.8 / 1e6);
  EXPECT_NEAR(LowerBound(200'000, 1'000'000, 0.05), 0.2 - 1.644854 * sd, 0.01 * sd);
  EXPECT_NEAR(UpperBound(200'000, 1'000'000, 0.05), 0.2 + 1.644854 * sd, 0.01 * sd);
}

}  // namespace
}  // namespace nodestats_test
