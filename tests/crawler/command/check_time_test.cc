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

constexpr int64_t kNoon = 1'700'049'600;
constexpr int64_t kMidnight = kNoon + 12 * 3600;

// At 12:30 the next hour's release is due at 13:00:10.
TEST(ClockOffset, IsNoneWhereTheNextReleaseIsWithinItsWindow) {
  constexpr int64_t kHalfPast = kNoon + 1800;
  constexpr int64_t kDue = kNoon + 3610;
  EXPECT_EQ(ClockOffset(kDue, kNoon, 3600, kHalfPast), 0);
  EXPECT_EQ(ClockOffset(kDue, kNoon, 3600, kDue + 30), 0);
  EXPECT_EQ(ClockOffset(kDue, kNoon, 3600, kDue - 3610 - 30), 0);
  EXPECT_EQ(ClockOffset(0, kNoon, 3600, kHalfPast), 0);
}

TEST(ClockOffset, TellsAClockThatIsAheadFromOneThatIsBehind) {
  constexpr int64_t kDue = kNoon + 3610;
  EXPECT_EQ(ClockOffset(kDue, kNoon, 3600, kNoon - 500), 500);
  EXPECT_EQ(ClockOffset(kDue, kNoon, 3600, kDue + 500), -500);
  EXPECT_EQ(ClockOffset(kMidnight + 10, kMidnight - 86'400, 86'400, kNoon), 0);
}

// Started at any second between 12:00:01 and 13:00, it publishes the hour from 13:00 on at 14:00:10.
TEST(ClockOffset, ARestartedNodesFirstHourEndsUpToTwoWindowsLater) {
  constexpr int64_t kDue = kNoon + 2 * 3600 + 10;
  for (const int64_t started : {kNoon + 1, kNoon + 180, kNoon + 3600}) {
    EXPECT_EQ(ClockOffset(kDue, kNoon, 3600, started), 0) << started - kNoon;
    EXPECT_EQ(ClockOffset(kDue, kNoon - 5 * 3600, 3600, started), 0) << started - kNoon;
  }
  EXPECT_EQ(ClockOffset(kDue, kNoon, 3600, kNoon - 500), 500);
}

// Its releases are those of hours; its next one may be that of a day.
TEST(ClockOffset, ANodeThatWasRestartedInAnotherModeIsNotAhead) {
  EXPECT_EQ(ClockOffset(kMidnight + 10, kNoon, 3600, kNoon + 60), 0);
  EXPECT_EQ(ClockOffset(kMidnight + 86'400 + 10, kMidnight - 3600, 3600, kMidnight - 1800), 0);
  EXPECT_EQ(ClockOffset(kMidnight + 86'400 + 10, kNoon, 3600, kMidnight - 2 * 3600), 3600);
}

}  // namespace
}  // namespace nodestats::crawler
