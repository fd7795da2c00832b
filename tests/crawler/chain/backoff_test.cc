#include "chain/backoff.h"

#include <gtest/gtest.h>

namespace nodestats::crawler {
namespace {

const absl::Duration kFirst = absl::Milliseconds(500);

TEST(Backoff, DoublesWithEachFailure) {
  EXPECT_EQ(WaitBefore(kFirst, 1, 0.5, std::nullopt), absl::Milliseconds(500));
  EXPECT_EQ(WaitBefore(kFirst, 2, 0.5, std::nullopt), absl::Seconds(1));
  EXPECT_EQ(WaitBefore(kFirst, 5, 0.5, std::nullopt), absl::Seconds(8));
}

TEST(Backoff, IsSpreadFromHalfToOneAndAHalf) {
  EXPECT_EQ(WaitBefore(kFirst, 1, 0, std::nullopt), absl::Milliseconds(250));
  EXPECT_EQ(WaitBefore(kFirst, 1, 1, std::nullopt), absl::Milliseconds(750));
}

TEST(Backoff, WaitsAsLongAsTheEndpointSaysUpToALimit) {
  EXPECT_EQ(WaitBefore(kFirst, 1, 0.5, absl::Seconds(7)), absl::Seconds(7));
  EXPECT_EQ(WaitBefore(kFirst, 5, 0.5, absl::Seconds(1)), absl::Seconds(8));
  EXPECT_EQ(WaitBefore(kFirst, 1, 0.5, absl::Hours(24 * 365)), kLongestWait);
  EXPECT_EQ(WaitBefore(kFirst, 1000000, 1, std::nullopt), kLongestWait);
}

}  // namespace
}  // namespace nodestats::crawler
