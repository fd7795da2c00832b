#include "domain/rungs.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace nodestats {
namespace {

constexpr uint32_t kLargestSide = 16384;

TEST(Rungs, HaveTheNamesOfTheirHeightsAndUnknownLast) {
  for (int rung = 0; rung < kRungCount; ++rung) {
    EXPECT_EQ(kRungNames[rung], std::to_string(kRungHeights[rung]) + "p");
  }
  EXPECT_EQ(kRungCount, 10);
  EXPECT_EQ(kRungNames[kUnknownRung], "unknown");
  EXPECT_EQ(kUnknownRung, kSourceRungCount - 1);
  EXPECT_EQ(std::set<std::string_view>(std::begin(kRungNames), std::end(kRungNames)).size(), 11u);
}

TEST(Rungs, BeginAtNineTenthsOfTheirHeight) {
  // The shorter sides at which 240p, 360p, ... begin.
  constexpr uint32_t kFirst[kRungCount] = {1, 216, 324, 432, 486, 648, 972, 1296, 1944, 3888};
  for (int rung = 1; rung < kRungCount; ++rung) {
    EXPECT_EQ(RungOfSize(kLargestSide, kFirst[rung]), rung);
    EXPECT_EQ(RungOfSize(kLargestSide, kFirst[rung] - 1), rung - 1);
  }
  EXPECT_EQ(RungOfSize(kLargestSide, 1), 0);
}

TEST(Rungs, AreThoseOfTheDefinitionForEveryShorterSide) {
  for (uint32_t side = 1; side <= kLargestSide; ++side) {
    std::string expected = "144p";
    for (const int height : {240, 360, 480, 540, 720, 1080, 1440, 2160, 4320}) {
      if (static_cast<double>(side) / height >= 0.9) expected = std::to_string(height) + "p";
    }
    ASSERT_EQ(kRungNames[RungOfSize(side, kLargestSide)], expected) << side;
  }
}

TEST(Rungs, AreTheSameForPortraitAndLandscape) {
  for (const uint32_t height : kRungHeights) {
    const uint32_t width = height * 16 / 9;
    EXPECT_EQ(RungOfSize(width, height), RungOfSize(height, width));
    EXPECT_EQ(kRungHeights[RungOfSize(width, height)], height);
  }
}

}  // namespace
}  // namespace nodestats
