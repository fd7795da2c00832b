#include "domain/buckets.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace nodestats {
namespace {

constexpr int64_t kMostPixels = int64_t{1} << 54;  // 16 renditions at their limit
constexpr int64_t kLongestUs = 3'600'000'000;
constexpr int64_t kSlowestUs = int64_t{1} << 50;

TEST(PixelRate, BucketsBeginAtPowersOfTwoMegapixelsPerSecond) {
  constexpr int64_t kDurationUs = 2'000'000;
  int bucket = 0;
  for (const int64_t megapixels : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512}) {
    const int64_t pixels = megapixels * kDurationUs;  // a megapixel per second is a pixel per microsecond
    EXPECT_EQ(PixelRateBucket(pixels - 1, kDurationUs), bucket);
    EXPECT_EQ(PixelRateBucket(pixels, kDurationUs), ++bucket);
  }
  EXPECT_EQ(bucket, kPixelRateCount - 1);
}

TEST(PixelRate, ReachesFromNothingToTheLimits) {
  EXPECT_EQ(PixelRateBucket(0, 1), 0);
  EXPECT_EQ(PixelRateBucket(0, kLongestUs), 0);
  EXPECT_EQ(PixelRateBucket(kMostPixels, 1), kPixelRateCount - 1);
  EXPECT_EQ(PixelRateBucket(kMostPixels, kLongestUs), kPixelRateCount - 1);
}

TEST(PixelRate, BucketIsTheOneWhoseNameHoldsTheRate) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const int64_t duration_us = 1 + static_cast<int64_t>(random() % 20'000'000);
    const int64_t pixels = static_cast<int64_t>(random() % (uint64_t{1} << (random() % 36)));
    const std::string name(kPixelRateNames[PixelRateBucket(pixels, duration_us)]);
    const double rate = static_cast<double>(pixels) / static_cast<double>(duration_us);
    EXPECT_GE(rate, std::stod(name));
    const size_t dash = name.find('-');
    EXPECT_LT(rate, dash == std::string::npos ? 1e300 : std::stod(name.substr(dash + 1)));
  }
}

TEST(Speed, BucketsBeginAtTheirBounds) {
  constexpr int64_t kTurnaroundUs = 2'000'000;
  int bucket = 0;
  for (const double speed : {0.5, 1.0, 1.5, 2.0, 4.0, 8.0, 16.0}) {
    const auto duration_us = static_cast<int64_t>(speed * kTurnaroundUs);
    EXPECT_EQ(SpeedBucket(duration_us - 1, kTurnaroundUs), bucket);
    EXPECT_EQ(SpeedBucket(duration_us, kTurnaroundUs), ++bucket);
  }
  EXPECT_EQ(bucket, kSpeedCount - 1);
}

TEST(Speed, OddTurnaroundsAreNotRounded) {
  EXPECT_EQ(kSpeedNames[SpeedBucket(1, 3)], "0-0.5");
  EXPECT_EQ(kSpeedNames[SpeedBucket(2, 3)], "0.5-1");
  EXPECT_EQ(kSpeedNames[SpeedBucket(4, 3)], "1-1.5");
  EXPECT_EQ(kSpeedNames[SpeedBucket(5, 3)], "1.5-2");
}

TEST(Speed, ReachesFromNothingToTheLimits) {
  EXPECT_EQ(SpeedBucket(1, kSlowestUs), 0);
  EXPECT_EQ(SpeedBucket(kLongestUs, kSlowestUs), 0);
  EXPECT_EQ(SpeedBucket(kLongestUs, 1), kSpeedCount - 1);
}

TEST(Speed, OfNoMediaIsTheLowestAndOfNoTimeTheHighest) {
  EXPECT_EQ(SpeedBucket(0, 0), 0);
  EXPECT_EQ(SpeedBucket(0, 1), 0);
  EXPECT_EQ(SpeedBucket(1, 0), kSpeedCount - 1);
}

TEST(Instants, AreEveryFiveMinutesUpToTheHoursEnd) {
  for (int instant = 0; instant < kInstantCount; ++instant) {
    EXPECT_EQ(std::stoi(std::string(kInstantNames[instant])), (instant + 1) * 5);
    EXPECT_EQ(kInstantNames[instant].size(), 2u);
  }
  EXPECT_EQ(kInstantCount * kInstantStepMs, 3'600'000);
}

TEST(Outcomes, AreInTheOrderOfTheInterface) {
  ASSERT_EQ(kOutcomeCount, 3);
  EXPECT_EQ(kOutcomeNames[0], "ok");
  EXPECT_EQ(kOutcomeNames[1], "partial");
  EXPECT_EQ(kOutcomeNames[2], "failed");
}

}  // namespace
}  // namespace nodestats
