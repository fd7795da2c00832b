// The sampler's exact distribution at small scales: every string of bits up to a length is tried.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "privacy/sampler/bit_tape.h"
#include "privacy/sampler/laplace_classes.h"

namespace nodestats_test {
namespace {

using nodestats::NoiseScale;

class SamplerEnumeration : public testing::TestWithParam<NoiseScale> {
 protected:
  // That each sample's probability, P, is within [found, found + slack], where found is what ended with it so far. The
  // sampler's own is in there too, so that over any set of samples the two differ by no more than the slack.
  static void ExpectBracket(const Enumeration& all) {
    double sum = all.began_anew + all.unknown;
    for (const auto& [sample, mass] : all.ended) sum += mass;
    ASSERT_EQ(sum, 1.0);
    ASSERT_FALSE(all.ended.empty());
    // A run that begins anew has the same chances again: a geometric series.
    const double least = 1 - all.began_anew;
    const double most = 1 - all.began_anew - all.unknown;
    double missing = 0;
    for (const auto& [sample, mass] : all.ended) {
      const double probability = LaplaceProbability(GetParam(), sample);
      EXPECT_LE(mass / least, probability * (1 + 1e-12)) << "sample " << sample;
      EXPECT_GE((mass + all.unknown) / most, probability) << "sample " << sample;
      missing = std::max(missing, probability - mass / least);
    }
    std::printf("%8lld runs, slack %.1e, of a single sample %.1e\n", static_cast<long long>(all.runs),
                all.unknown / least, missing);
  }
};

TEST_P(SamplerEnumeration, IsTheClaimedDistributionUpToWhatIsNotTriedYet) {
  ExpectBracket(Enumerate(GetParam(), 22, BitTape::Stop::kNever));
}

// With less slack: knows that what comes before a new begin does not matter for what comes after it.
TEST_P(SamplerEnumeration, IsTheClaimedDistributionCloseUp) {
  const bool longer = std::getenv("NODESTATS_AUDIT_LONG") != nullptr;
  ExpectBracket(Enumerate(GetParam(), longer ? 36 : 30, BitTape::Stop::kWhereItBeginsAnew));
}

// A t of 2 takes single bits for a number below it, which the tape could not tell from others.
INSTANTIATE_TEST_SUITE_P(Scales, SamplerEnumeration,
                         testing::Values(NoiseScale{1, 1}, NoiseScale{1, 2}, NoiseScale{1, 3}, NoiseScale{3, 1},
                                         NoiseScale{3, 2}, NoiseScale{4, 1}, NoiseScale{5, 3}, NoiseScale{8, 1}),
                         [](const auto& scale) {
                           return std::to_string(scale.param.numerator) + "over" +
                                  std::to_string(scale.param.denominator);
                         });

}  // namespace
}  // namespace nodestats_test
