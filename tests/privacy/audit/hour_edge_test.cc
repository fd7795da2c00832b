// What a stream did in one hour shows in no other one.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "privacy/audit/dense_segments.h"
#include "privacy/audit/loss.h"
#include "privacy/audit/script.h"

namespace nodestats_test {
namespace {

constexpr int64_t kStart = kMidnight - 3 * kHour;

// The release of each hour without noise.
Played WithoutNoise(const Script& script) {
  const InjectedNoise none(NoNoise);
  return Play(script);
}

TEST(HourEdge, TheTailPastTheHourIsNotCounted) {
  Script script(kStart);
  script.RunTo(kStart + kHour - 1);
  script.Record(0, DenseHour());  // active for an hour and 10 s
  script.RunTo(kMidnight + kUntilVisible);
  const Played played = WithoutNoise(script);
  EXPECT_EQ(Figure(played.releases.at("1h -2"), "streams_peak"), 1);
  EXPECT_EQ(Figure(played.releases.at("1h -2"), "streams_average"), 1);
  EXPECT_EQ(Figure(played.releases.at("1h -1"), "streams_peak"), 0);
  EXPECT_EQ(Figure(played.releases.at("1h -1"), "streams_average"), 0);
  const Loss loss = LossOf(script, StreamHour(0, kStart));
  loss.ExpectWithin(1);
  EXPECT_EQ(loss.Change({"streams_peak", "1h"}), 1);
}

// However the clock steps over the edge: from its last millisecond, at it, or past it.
TEST(HourEdge, ASegmentIsInTheHourOfTheLastReading) {
  const int64_t edge = kStart + kHour;
  for (const int64_t before_ms : {1, 17, 30'000}) {
    for (const int64_t after_ms : {0, 1, 29'999}) {
      Script script(kStart);
      script.RunTo(edge - before_ms);
      script.Record(0, DenseHour());
      script.Tell(edge + after_ms);
      script.Record(0, OtherDenseHour());
      script.RunTo(kMidnight + kUntilVisible);
      const Played played = WithoutNoise(script);
      EXPECT_EQ(Figure(played.releases.at("1h -2"), "streams_average"), 1);
      EXPECT_EQ(Figure(played.releases.at("1h -1"), "streams_average"), 1);
      EXPECT_EQ(Figure(played.releases.at("1h 0"), "streams_average"), 0);
      LossOf(script, StreamHour(0, kStart)).ExpectWithin(1);
      LossOf(script, StreamHour(0, edge)).ExpectWithin(1);
    }
  }
}

TEST(HourEdge, ASmallStepBackOverTheEdgeStaysInTheLaterHour) {
  Script script(kStart);
  script.RunTo(kStart + kHour);
  script.Record(0, DenseHour());
  script.Tell(kStart + kHour - 59 * kSecond);
  script.Record(0, DenseHour());
  script.Record(1, DenseHour());
  script.RunTo(kMidnight + kUntilVisible);
  const Played played = WithoutNoise(script);
  EXPECT_EQ(Figure(played.releases.at("1h -2"), "streams_average"), 0);
  EXPECT_EQ(Figure(played.releases.at("1h -1"), "streams_average"), 2);
  LossOf(script, StreamHour(0, kStart + kHour)).ExpectWithin(1);
}

TEST(HourEdge, NothingOfADroppedHourIsPublished) {
  for (const int64_t step_ms : {61 * kSecond, -61 * kSecond, -kHour, 2 * kHour, 40 * kHour}) {
    Script script(kStart - kHour);
    script.RunTo(kStart);
    script.RunTo(kStart + 30 * kMinute);
    script.Record(0, DenseHour());
    script.Tell(script.told_ms() + step_ms);  // drops it
    script.Record(0, DenseHour());            // in an hour that is not whole, or in none
    script.RunTo(kMidnight + kUntilVisible);
    script.RunOut();
    const Loss loss = LossOf(script, StreamHour(0, kStart));
    loss.ExpectNone();
    LossOf(script, {0, kMidnight - 2 * kDay, 5 * kDay}).ExpectNone();
  }
}

// Each of the windows that an hour is part of has it once: the loss over all releases is that of one hour.
TEST(HourEdge, AnHourIsInOneReleaseOfEachWindow) {
  Script script(kMidnight - 5 * kHour);
  for (int hour = 0; hour < 7; ++hour) {
    script.Record(hour % 2, hour % 3 == 0 ? DenseHour() : OtherDenseHour());
    script.Tell(script.told_ms() + kSecond);
    script.RunTo(kMidnight + (hour - 4) * kHour);
  }
  script.RunOut();
  const InjectedNoise none(NoNoise);
  EXPECT_EQ(Play(script).releases.size(), 7u + 3u + 2u);
  for (int hour = 0; hour < 7; ++hour) {
    const Loss loss = LossOf(script, StreamHour(hour % 2, kMidnight + (hour - 5) * kHour));
    loss.ExpectWithin(1);
    EXPECT_GE(loss.Total(), 0.99) << hour;
  }
}

}  // namespace
}  // namespace nodestats_test
