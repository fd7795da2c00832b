// The clock against hours cut afterwards from the same readings.
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "hour/clock.h"
#include "unit/hour/hour_model.h"

namespace nodestats {
namespace {

// What a clock says after reading i, from the hours that there turn out to be.
void ExpectHours(const std::vector<int64_t>& readings, int64_t newest_end_ms, int* covered) {
  const ModelTimes times(readings);
  HourClock clock;
  bool was_open = false;
  bool was_covered = false;
  for (const ModelHour& hour : HoursOf(times, newest_end_ms)) {
    for (size_t i = hour.first; i < hour.end; ++i) {
      const HourStep step = clock.Advance(readings[i], newest_end_ms);
      ASSERT_EQ(step.ended, i == hour.first && was_open) << i;
      ASSERT_EQ(step.covered, i == hour.first && was_covered) << i;
      ASSERT_EQ(step.started, i == hour.first && hour.opened) << i;
      ASSERT_EQ(clock.now_ms(), times.now_ms[i]) << i;
      ASSERT_EQ(clock.open(), hour.opened) << i;
      ASSERT_EQ(clock.whole(), hour.whole) << i;
      if (hour.opened) {
        ASSERT_EQ(clock.hour_start_ms(), hour.start_ms) << i;
      }
      // A host hands in the newest release's end, which an hour just closed has before the next reading.
      if (step.covered) newest_end_ms = std::max(newest_end_ms, times.now_ms[i] / kModelHourMs * kModelHourMs);
    }
    was_open = hour.opened;
    was_covered = hour.covered;
    *covered += hour.covered ? 1 : 0;
  }
}

TEST(HourClockModel, AgreesOnAnyReadings) {
  int covered = 0;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    const std::vector<int64_t> readings = RandomReadings(&random, 1000);
    ExpectHours(readings, seed % 3 == 0 ? readings[0] + 3 * kModelHourMs : 0, &covered);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(covered, 300);  // the readings are not all jumps
}

}  // namespace
}  // namespace nodestats
