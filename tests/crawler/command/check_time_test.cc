#include "command/check_time.h"

#include <gtest/gtest.h>

namespace nodestats::crawler {
namespace {

TEST(LengthText, IsOneWhichPeopleSay) {
  EXPECT_EQ(LengthText(0), "0 s");
  EXPECT_EQ(LengthText(119), "119 s");
  EXPECT_EQ(LengthText(120), "2 min");
  EXPECT_EQ(LengthText(3599), "59 min");
  EXPECT_EQ(LengthText(3660), "1 h 1 min");
  EXPECT_EQ(LengthText(2 * 86'400), "2 days");
  EXPECT_EQ(LengthText(-90), "-90 s");
}

TEST(UtcText, IsToTheMinute) { EXPECT_EQ(UtcText(1'700'000'059), "2023-11-14 22:14"); }

// At 12:30 the next hour's release is due at 13:00:10.
TEST(ClockOffset, IsNoneWhereTheNextReleaseIsWithinItsWindow) {
  constexpr int64_t kHalfPast = 1'700'051'400;
  constexpr int64_t kDue = kHalfPast + 1810;
  EXPECT_EQ(ClockOffset(kDue, 3600, kHalfPast), 0);
  EXPECT_EQ(ClockOffset(kDue, 3600, kDue + 30), 0);
  EXPECT_EQ(ClockOffset(kDue, 3600, kDue - 3610 - 30), 0);
  EXPECT_EQ(ClockOffset(0, 3600, kHalfPast), 0);
}

TEST(ClockOffset, TellsAClockThatIsAheadFromOneThatIsBehind) {
  constexpr int64_t kNow = 1'700'051'400;
  EXPECT_EQ(ClockOffset(kNow + 3610 + 500, 3600, kNow), 500);
  EXPECT_EQ(ClockOffset(kNow - 500, 3600, kNow), -500);
  EXPECT_EQ(ClockOffset(kNow + 5000, 86'400, kNow), 0);
}

}  // namespace
}  // namespace nodestats::crawler
