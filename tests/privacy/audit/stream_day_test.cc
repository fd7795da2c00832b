// Where a stream's whole day is protected: the same bounds, of a day.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <string>

#include "privacy/audit/dense_segments.h"
#include "privacy/audit/loss.h"
#include "privacy/audit/script.h"

namespace nodestats_test {
namespace {

// A stream that is there all day, with some others.
Script WholeDay() {
  Script script(kMidnight);
  for (int hour = 0; hour < 24; ++hour) {
    script.Record(0, DenseHour());
    if (hour % 5 == 0) script.Record(1, OtherDenseHour());
    script.RunTo(kMidnight + (hour + 1) * kHour);
  }
  script.RunTo(kMidnight + kDay + kUntilVisible);
  return script;
}

TEST(StreamDay, EveryShareIsAttained) {
  const Loss loss = LossOf(WholeDay(), StreamDay(0, kMidnight), kStreamDayMode);
  loss.ExpectWithin(1);
  for (const ExpectedShare& share : ExpectedBudget(kStreamDayMode)) {
    EXPECT_GE(loss.Attained(share), 0.99) << share.vector;
    std::printf("stream-day  %-28s %3s attains %.4f of %.3f\n", share.vector.c_str(), share.window.c_str(),
                loss.Attained(share), share.milli_epsilon / 1000.0);
  }
  EXPECT_GE(loss.Total(), 0.99);
  std::printf("stream-day in all: %.6f of the claim\n", loss.Total());
}

// T hours of one stream cost T times the claim, and no more: the same day in the other mode.
TEST(StreamDay, CostsTwentyFourStreamHoursInTheOtherMode) {
  const Loss loss = LossOf(WholeDay(), StreamDay(0, kMidnight), kStreamHourMode);
  loss.ExpectWithin(24);
  EXPECT_GE(loss.Total(), 0.99 * 24);
}

TEST(StreamDay, ReleasesNothingButDays) {
  for (const auto& [name, release] : Play(WholeDay(), kStreamDayMode).releases) EXPECT_EQ(name, "24h 24");
}

TEST(StreamDay, CostsTwiceTheClaimAtMostWhereTheTableFillsEachHour) {
  Script script(kMidnight - 3 * kHour);
  for (int hour = 0; hour < 3; ++hour) {
    script.Record(0, DenseHour());
    for (int i = 0; i < 1023; ++i) script.Record(100 + i, Segment());
    for (int i = 1; i < 9; ++i) script.Record((hour + i) % 8 + 1, OtherDenseHour());
    script.RunTo(kMidnight + (hour - 2) * kHour);
  }
  script.RunTo(kMidnight + kUntilVisible);
  const Loss loss = LossOf(script, StreamDay(0, kMidnight - kDay), kStreamDayMode);
  loss.ExpectWithinFullTable();
  EXPECT_EQ(loss.Change({"country_streams_average", "24h"}), 2 * 3 * kHourOfMediaUs);
}

}  // namespace
}  // namespace nodestats_test
