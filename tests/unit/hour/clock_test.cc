#include "hour/clock.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace nodestats {
namespace {

constexpr int64_t kHourLongMs = 3'600'000;
constexpr int64_t kDayMs = 24 * kHourLongMs;
constexpr int64_t kYearMs = 365 * kDayMs;
constexpr int64_t kNoonMs = 20'000 * kDayMs + 12 * kHourLongMs;

struct HourClockTest : testing::Test {
  HourStep Read(int64_t now_ms) { return clock.Advance(now_ms, newest_end_ms); }

  // Reads the clock each `step_ms` up to and with `end_ms`; gives the last step, which alone may end an hour.
  HourStep Run(int64_t end_ms, int64_t step_ms = 60'000) {
    HourStep step;
    while (clock.now_ms() < end_ms) {
      EXPECT_FALSE(step.ended);
      step = Read(std::min(clock.now_ms() + step_ms, end_ms));
    }
    return step;
  }

  HourClock clock;
  int64_t newest_end_ms = 0;
};

void ExpectStep(const HourStep& step, bool ended, bool covered, bool started) {
  EXPECT_EQ(step.ended, ended);
  EXPECT_EQ(step.covered, covered);
  EXPECT_EQ(step.started, started);
}

TEST_F(HourClockTest, NoHourIsOpenBeforeTheFirstReading) {
  EXPECT_FALSE(clock.running());
  EXPECT_FALSE(clock.open());
  EXPECT_FALSE(clock.whole());
}

TEST_F(HourClockTest, AFirstReadingOnTheBoundaryOpensAWholeHour) {
  ExpectStep(Read(kNoonMs), false, false, true);
  EXPECT_TRUE(clock.running());
  EXPECT_TRUE(clock.whole());
  EXPECT_EQ(clock.hour_start_ms(), kNoonMs);
  EXPECT_EQ(clock.hour_end_ms(), kNoonMs + kHourLongMs);
}

TEST_F(HourClockTest, AFirstReadingPastTheBoundaryOpensAPartialHour) {
  ExpectStep(Read(kNoonMs + 1), false, false, true);
  EXPECT_TRUE(clock.open());
  EXPECT_FALSE(clock.whole());
  EXPECT_EQ(clock.hour_start_ms(), kNoonMs);
  ExpectStep(Run(kNoonMs + kHourLongMs), true, false, true);
  EXPECT_TRUE(clock.whole());
}

TEST_F(HourClockTest, TheEpochItselfIsABoundary) {
  ExpectStep(Read(0), false, false, true);
  EXPECT_TRUE(clock.whole());
  ExpectStep(Run(kHourLongMs), true, true, true);
}

TEST_F(HourClockTest, AnHourFromBoundaryToBoundaryIsCovered) {
  for (const int64_t step_ms : {1000, 7'777, 60'000}) {
    clock = HourClock();
    Read(kNoonMs);
    ExpectStep(Run(kNoonMs + kHourLongMs, step_ms), true, true, true);
    EXPECT_TRUE(clock.whole());
    EXPECT_EQ(clock.hour_start_ms(), kNoonMs + kHourLongMs);
  }
}

TEST_F(HourClockTest, ABoundaryThatIsReadLateStillEndsAndBeginsAnHour) {
  Read(kNoonMs);
  Run(kNoonMs + kHourLongMs - 1);
  ExpectStep(Read(kNoonMs + kHourLongMs + 59'999), true, true, true);
  EXPECT_TRUE(clock.whole());
  EXPECT_EQ(clock.now_ms(), kNoonMs + kHourLongMs + 59'999);
  ExpectStep(Run(kNoonMs + 2 * kHourLongMs), true, true, true);
}

TEST_F(HourClockTest, ABoundaryThatIsReadTooLateDropsTheHourAndBeginsAPartialOne) {
  Read(kNoonMs);
  Run(kNoonMs + kHourLongMs - 1);
  ExpectStep(Read(kNoonMs + kHourLongMs + 60'000), true, false, true);
  EXPECT_FALSE(clock.whole());
  ExpectStep(Run(kNoonMs + 2 * kHourLongMs), true, false, true);
  ExpectStep(Run(kNoonMs + 3 * kHourLongMs), true, true, true);
}

TEST_F(HourClockTest, AMinuteIsNoGapAndAMillisecondMoreIsOne) {
  Read(kNoonMs);
  Run(kNoonMs + 10 * 60'000);
  ExpectStep(Read(kNoonMs + 11 * 60'000), false, false, false);
  EXPECT_TRUE(clock.whole());
  ExpectStep(Read(kNoonMs + 12 * 60'000 + 1), true, false, true);
  EXPECT_FALSE(clock.whole());
  EXPECT_EQ(clock.hour_start_ms(), kNoonMs);
}

TEST_F(HourClockTest, DuringASmallStepBackTimeStandsStill) {
  Read(kNoonMs);
  const int64_t now_ms = kNoonMs + 600'000;
  Run(now_ms);
  ExpectStep(Read(now_ms - 60'000), false, false, false);
  EXPECT_EQ(clock.now_ms(), now_ms);
  ExpectStep(Read(now_ms - 1000), false, false, false);
  EXPECT_EQ(clock.now_ms(), now_ms);
  ExpectStep(Read(now_ms + 1), false, false, false);
  EXPECT_EQ(clock.now_ms(), now_ms + 1);
  ExpectStep(Run(kNoonMs + kHourLongMs), true, true, true);
}

TEST_F(HourClockTest, ALargeStepBackDropsTheHour) {
  Read(kNoonMs);
  Run(kNoonMs + 600'000);
  ExpectStep(Read(kNoonMs + 600'000 - 60'001), true, false, true);
  EXPECT_EQ(clock.now_ms(), kNoonMs + 600'000 - 60'001);
  EXPECT_FALSE(clock.whole());
}

TEST_F(HourClockTest, SmallStepsBackMayNotAddUpToMoreThanAMinute) {
  Read(kNoonMs);
  Run(kNoonMs + 600'000);
  ExpectStep(Read(kNoonMs + 570'000), false, false, false);
  ExpectStep(Read(kNoonMs + 540'000), false, false, false);
  ExpectStep(Read(kNoonMs + 539'999), true, false, true);
  EXPECT_EQ(clock.now_ms(), kNoonMs + 539'999);
}

TEST_F(HourClockTest, AStepForwardCountsFromTheLastReading) {
  Read(kNoonMs);
  Run(kNoonMs + 600'000);
  Read(kNoonMs + 560'000);
  ExpectStep(Read(kNoonMs + 620'001), true, false, true);
}

TEST_F(HourClockTest, ASmallStepBackOverTheBoundaryOpensNoHourTwice) {
  Read(kNoonMs);
  ExpectStep(Run(kNoonMs + kHourLongMs), true, true, true);
  newest_end_ms = kNoonMs + kHourLongMs;
  ExpectStep(Read(kNoonMs + kHourLongMs - 5000), false, false, false);
  EXPECT_EQ(clock.hour_start_ms(), kNoonMs + kHourLongMs);
  ExpectStep(Read(kNoonMs + kHourLongMs + 1000), false, false, false);
  EXPECT_TRUE(clock.whole());
}

TEST_F(HourClockTest, AJumpForwardDropsTheHourAndOpensThePresentOne) {
  for (const int64_t jump_ms : {kHourLongMs, kDayMs, kYearMs}) {
    clock = HourClock();
    Read(kNoonMs);
    Run(kNoonMs + 600'000);
    ExpectStep(Read(kNoonMs + 600'000 + jump_ms), true, false, true);
    EXPECT_EQ(clock.hour_start_ms(), kNoonMs + jump_ms);
    EXPECT_FALSE(clock.whole());
    ExpectStep(Run(kNoonMs + kHourLongMs + jump_ms), true, false, true);
    ExpectStep(Run(kNoonMs + 2 * kHourLongMs + jump_ms), true, true, true);
  }
}

TEST_F(HourClockTest, AJumpOntoABoundaryOpensAWholeHour) {
  for (const int64_t jump_to_ms : {kNoonMs + kDayMs, kNoonMs - kDayMs, kNoonMs}) {
    clock = HourClock();
    Read(kNoonMs);
    Run(kNoonMs + 600'000);
    ExpectStep(Read(jump_to_ms), true, false, true);
    EXPECT_TRUE(clock.whole());
    ExpectStep(Run(jump_to_ms + kHourLongMs), true, true, true);
  }
}

TEST_F(HourClockTest, AJumpBackOpensNoHourThatAReleaseCovers) {
  for (const int64_t jump_ms : {kHourLongMs, kDayMs, kYearMs}) {
    clock = HourClock();
    newest_end_ms = 0;
    Read(kNoonMs);
    Run(kNoonMs + kHourLongMs);
    newest_end_ms = kNoonMs + kHourLongMs;
    ExpectStep(Read(kNoonMs + kHourLongMs - jump_ms), true, false, false);
    EXPECT_FALSE(clock.open());
    EXPECT_FALSE(clock.whole());
    if (jump_ms > kDayMs) continue;
    // Nor later, until time has caught up: then an hour opens at its boundary.
    while (clock.now_ms() < newest_end_ms - 60'000) {
      ExpectStep(Read(clock.now_ms() + 60'000), false, false, false);
      ASSERT_FALSE(clock.open());
    }
    ExpectStep(Read(newest_end_ms), false, false, true);
    EXPECT_TRUE(clock.whole());
    EXPECT_EQ(clock.hour_start_ms(), newest_end_ms);
  }
}

TEST_F(HourClockTest, AnHourThatBeginsWhereTheNewestReleaseEndsIsOpened) {
  newest_end_ms = kNoonMs;
  ExpectStep(Read(kNoonMs + 5), false, false, true);
  newest_end_ms = kNoonMs + 1;
  clock = HourClock();
  ExpectStep(Read(kNoonMs + 5), false, false, false);
  EXPECT_FALSE(clock.open());
}

TEST_F(HourClockTest, AnOpenHourIsDroppedOnceAReleaseOfItIsKnown) {
  for (const bool at_its_end : {false, true}) {
    clock = HourClock();
    newest_end_ms = 0;
    Read(kNoonMs);
    Run(kNoonMs + kHourLongMs - 60'000);
    newest_end_ms = kNoonMs + 2 * kHourLongMs;
    ExpectStep(Read(clock.now_ms() + (at_its_end ? 60'000 : 1000)), true, false, false);
    EXPECT_FALSE(clock.open());
    ExpectStep(Run(newest_end_ms), false, false, true);
    EXPECT_TRUE(clock.whole());
  }
}

TEST_F(HourClockTest, AClosedHourFollowsDaysWithoutACall) {
  Read(kNoonMs);
  ExpectStep(Run(kNoonMs + kHourLongMs), true, true, true);
  ExpectStep(Read(kNoonMs + 3 * kDayMs + 1), true, false, true);
  EXPECT_FALSE(clock.whole());
  ExpectStep(Run(kNoonMs + 3 * kDayMs + kHourLongMs), true, false, true);
  EXPECT_TRUE(clock.whole());
}

TEST_F(HourClockTest, TheLargestTimesAreReadToo) {
  constexpr int64_t kLastMs = 253'402'300'799'999;  // of the year 9999
  Read(0);
  ExpectStep(Read(kLastMs), true, false, true);
  EXPECT_EQ(clock.hour_start_ms(), kLastMs + 1 - kHourLongMs);
  ExpectStep(Read(0), true, false, true);
  EXPECT_TRUE(clock.whole());
}

}  // namespace
}  // namespace nodestats
