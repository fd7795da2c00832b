// How long releases are kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "abi/clock.h"
#include "abi/node.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

std::map<std::string, int> Counts(const Node& node) {
  std::map<std::string, int> counts;
  for (const Published& published : ReleasesOf(node)) ++counts[NameOf(published.release.window())];
  return counts;
}

// Runs through the last hour before each boundary of `length_ms`, and looks at how many of its releases are kept.
void ExpectKept(const std::string& window, int64_t length_ms, int count) {
  Node node;
  for (int boundary = 1; boundary <= count + 3; ++boundary) {
    const int64_t end_ms = kMidnight + boundary * length_ms;
    node.Tell(end_ms - kHour);
    node.RunTo(end_ms + 9 * kSecond);
    EXPECT_EQ(Counts(node)[window], std::min(boundary - 1, count)) << boundary;
    node.Tell(end_ms + kUntilVisible);
    EXPECT_EQ(Counts(node)[window], std::min(boundary, count)) << boundary;
    EXPECT_THAT(Listed(node), testing::Contains(window + " " + std::to_string(boundary * length_ms / kHour)));
  }
}

TEST(Kept, TwentyFourHours) { ExpectKept("1h", kHour, 24); }
TEST(Kept, TwoDaysOfBlocks) { ExpectKept("4h", 4 * kHour, 12); }
TEST(Kept, FourteenDays) { ExpectKept("24h", kDay, 14); }

TEST(Kept, NothingWhenNothingNewCame) {
  Node node;
  node.Tell(kMidnight + 23 * kHour);
  node.RunTo(kMidnight + kDay + kUntilVisible);
  const auto expect_at = [&](int64_t after_ms, const std::map<std::string, int>& counts) {
    node.Tell(kMidnight + kDay + after_ms);
    EXPECT_EQ(Counts(node), counts) << after_ms;
  };
  expect_at(kDay + 9 * kSecond, {{"1h", 1}, {"4h", 1}, {"24h", 1}});
  expect_at(kDay + kUntilVisible, {{"4h", 1}, {"24h", 1}});
  expect_at(2 * kDay + 9 * kSecond, {{"4h", 1}, {"24h", 1}});
  expect_at(2 * kDay + kUntilVisible, {{"24h", 1}});
  expect_at(14 * kDay + 9 * kSecond, {{"24h", 1}});
  expect_at(14 * kDay + kUntilVisible, {});
}

}  // namespace
}  // namespace nodestats_test
