// The budget table: that of the design, and the library's own.
#include "privacy/budget.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "domain/vectors.h"
#include "privacy/audit/expected_budget.h"
#include "privacy/audit/loss.h"
#include "privacy/audit/script.h"

namespace nodestats_test {
namespace {

struct Modes {
  uint32_t privacy;
  nodestats::Mode mode;
};
constexpr Modes kModes[] = {{kStreamHourMode, nodestats::Mode::kStreamHour},
                            {kStreamDayMode, nodestats::Mode::kStreamDay}};

TEST(Budget, SharesAddUpToTheClaim) {
  for (const Modes& modes : kModes) {
    int sum = 0;
    for (const ExpectedShare& share : ExpectedBudget(modes.privacy)) sum += share.milli_epsilon;
    EXPECT_EQ(sum, ClaimedMilliEpsilon(modes.privacy));
    EXPECT_EQ(nodestats::MilliEpsilonOf(modes.mode), sum);
  }
}

TEST(Budget, IsTheLibrarysOwn) {
  for (const Modes& modes : kModes) {
    std::map<Row, ExpectedShare> expected;
    for (const ExpectedShare& share : ExpectedBudget(modes.privacy)) expected.emplace(RowOf(share), share);
    EXPECT_EQ(nodestats::BudgetOf(modes.mode).size(), expected.size());
    for (const nodestats::Share& share : nodestats::BudgetOf(modes.mode)) {
      const Row row(nodestats::SpecOf(share.vector).name, nodestats::kWindows[share.window].name);
      const auto found = expected.find(row);
      ASSERT_NE(found, expected.end()) << row.first << " " << row.second;
      EXPECT_EQ(share.sensitivity, found->second.sensitivity) << row.first;
      EXPECT_EQ(share.milli_epsilon, found->second.milli_epsilon) << row.first;
      // numerator / denominator = sensitivity / epsilon, in lowest terms
      EXPECT_EQ(share.Scale().numerator * share.milli_epsilon, share.sensitivity * 1000 * share.Scale().denominator);
    }
  }
}

// A vector without a share would be published as it is, and none of the other checks would see it.
TEST(Budget, EveryPublishedVectorHasItsShare) {
  Script script(kMidnight - 4 * kHour);
  script.RunTo(kMidnight + kUntilVisible);
  for (const Modes& modes : kModes) {
    std::map<Row, int> published;
    for (const auto& [name, release] : Play(script, modes.privacy).releases) {
      EXPECT_EQ(release.epsilon(), ClaimedMilliEpsilon(modes.privacy) / 1000.0);
      for (const v1::Vector& vector : release.vectors()) {
        ++published[{vector.name(), NameOf(release.window())}];
        EXPECT_FALSE(vector.noise_scale().empty()) << name << " " << vector.name();
      }
    }
    for (const ExpectedShare& share : ExpectedBudget(modes.privacy)) {
      EXPECT_EQ(published.erase(RowOf(share)), 1u) << share.vector << " " << share.window;
    }
    for (const auto& [row, count] : published) ADD_FAILURE() << row.first << " of " << row.second << " has no share";
  }
}

TEST(Budget, NoiseIsPublishedInTheFiguresUnit) {
  Script script(kMidnight - 4 * kHour);
  script.RunTo(kMidnight + kUntilVisible);
  for (const Modes& modes : kModes) {
    const Played played = Play(script, modes.privacy);
    for (const ExpectedShare& share : ExpectedBudget(modes.privacy)) {
      const double scale = static_cast<double>(share.sensitivity) * 1000 / share.milli_epsilon;
      const v1::Release& release = played.releases.at(share.window + " 0");
      const v1::Vector& vector = *FindVector(release, share.vector);
      const bool pixels = share.vector == "encoded_pixels";
      ASSERT_EQ(vector.noise_scale_size(), pixels ? 10 : 1);
      for (int at = 0; at < vector.noise_scale_size(); ++at) {
        const double unit = pixels ? static_cast<double>(MilliNominalPixels(ClassesOf(release, vector, at).at(0)))
                                   : 1 / static_cast<double>(vector.divisor());
        EXPECT_NEAR(vector.noise_scale(at) / (scale * unit), 1, 1e-12) << share.vector;
        // of discrete Laplace noise: a little less than sqrt(2) scales
        const double stddev = 1 / (std::sqrt(2.0) * std::sinh(0.5 / scale));
        EXPECT_NEAR(vector.noise_stddev(at) / (stddev * unit), 1, 1e-9) << share.vector;
      }
    }
  }
}

}  // namespace
}  // namespace nodestats_test
