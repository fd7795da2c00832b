#include "domain/windows.h"

#include <gtest/gtest.h>

namespace nodestats {
namespace {

TEST(Windows, AreAnHourFourHoursAndADayEachAWholeNumberOfTheOneBefore) {
  EXPECT_EQ(kWindows[kHour].length_s, 3600);
  EXPECT_EQ(kWindows[kBlock].length_s, 4 * 3600);
  EXPECT_EQ(kWindows[kDay].length_s, 24 * 3600);
  EXPECT_EQ(kWindows[kHour].name, "1h");
  EXPECT_EQ(kWindows[kBlock].name, "4h");
  EXPECT_EQ(kWindows[kDay].name, "24h");
}

TEST(Windows, KeepADayOfHoursTwoOfBlocksAndFourteenOfDays) {
  EXPECT_EQ(kWindows[kHour].kept_s, 86400);
  EXPECT_EQ(kWindows[kBlock].kept_s, 2 * 86400);
  EXPECT_EQ(kWindows[kDay].kept_s, 14 * 86400);
}

TEST(Windows, BeginAtMultiplesOfTheirLength) {
  constexpr int64_t kMidnight = 1'800'057'600;
  static_assert(kMidnight % 86400 == 0);
  EXPECT_EQ(AlignedStart(kMidnight, kWindows[kDay].length_s), kMidnight);
  EXPECT_EQ(AlignedStart(kMidnight - 1, kWindows[kDay].length_s), kMidnight - 86400);
  EXPECT_EQ(AlignedStart(kMidnight + 4 * 3600 - 1, kWindows[kBlock].length_s), kMidnight);
  EXPECT_EQ(AlignedStart(kMidnight + 4 * 3600, kWindows[kBlock].length_s), kMidnight + 4 * 3600);
  EXPECT_EQ(AlignedStart((kMidnight + 3600) * 1000 - 1, kHourMs), kMidnight * 1000);
  EXPECT_EQ(AlignedStart(0, kHourMs), 0);
}

}  // namespace
}  // namespace nodestats
