#include "record/usual_video.h"

#include <gtest/gtest.h>

#include <utility>

namespace nodestats {
namespace {

constexpr double kPrecision = 0.0007;

TEST(UsualVideo, RatesAreAsUsualAsTheir1000Over1001) {
  for (const UsualRate& rate : kUsualRates) {
    EXPECT_EQ(BitsOfRate(rate.per_second, kPrecision), rate.bits) << rate.per_second;
    EXPECT_EQ(BitsOfRate(rate.per_second / 1.001, kPrecision), rate.bits) << rate.per_second;
  }
}

TEST(UsualVideo, ARateThatIsNearlyUsualCostsMore) {
  EXPECT_EQ(BitsOfRate(29.8, kPrecision), 4);
  EXPECT_EQ(BitsOfRate(29.3, kPrecision), 7);
  EXPECT_GT(BitsOfRate(27, kPrecision), kUnusualRateBits);
  EXPECT_GT(BitsOfRate(14.8, kPrecision), kUnusualRateBits);
}

TEST(UsualVideo, SizesAreAsUsualAsTheirShapeAndSides) {
  for (const auto& [larger, smaller] : {std::pair(1920, 1080), {1280, 720}, {640, 360}, {3840, 2160}}) {
    EXPECT_EQ(BitsOfSize(larger, smaller), 0) << larger << "x" << smaller;
  }
  const int less_and_less_usual[][2] = {{1280, 720}, {854, 480},   {960, 544}, {1440, 1080},
                                        {1920, 804}, {1920, 1350}, {1357, 601}};
  int before = -1;
  for (const auto& [larger, smaller] : less_and_less_usual) {
    EXPECT_GT(BitsOfSize(larger, smaller), before) << larger << "x" << smaller;
    before = BitsOfSize(larger, smaller);
  }
}

TEST(UsualVideo, AnOddSideIsRare) { EXPECT_GE(BitsOfSize(1920, 1079), BitsOfSize(1920, 1080) + 6); }

}  // namespace
}  // namespace nodestats
