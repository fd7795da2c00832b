// A bounded table: who comes first is counted, and one stream more or less moves one other at most.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>

#include "privacy/audit/dense_segments.h"
#include "privacy/audit/loss.h"
#include "privacy/audit/script.h"

namespace nodestats_test {
namespace {

constexpr int64_t kStart = kMidnight - 2 * kHour;
constexpr int kTable = 1024;

// `count` short streams from stream 100 on.
void Fill(Script* script, int count) {
  for (int i = 0; i < count; ++i) script->Record(100 + i, Segment());
}

TEST(FullTable, CostsTwiceTheClaimAtMost) {
  Script script(kStart);
  script.Record(0, DenseHour());
  Fill(&script, kTable - 1);
  for (int stream = 1; stream < 20; ++stream) script.Record(stream, OtherDenseHour());  // the first of them moves up
  script.RunTo(kMidnight + kUntilVisible);
  const InjectedNoise none(NoNoise);
  const Played played = Play(script);
  EXPECT_EQ(played.full_hours_ms, std::set<int64_t>{kStart});
  EXPECT_EQ(played.counted, kTable);
  const Loss loss = LossOf(script, StreamHour(0, kStart));
  loss.ExpectWithin(2);
  // In single figures the one that leaves and the one that comes cancel out; all the others change by both.
  EXPECT_GE(loss.Total(), 0.99 * (2 - 2 * 0.15));
  std::printf("stream-hour, full table: %.6f of the claim\n", loss.Total());
}

// Streams that came and ended, so that a table which used their slots again would let others in.
TEST(FullTable, NoSlotIsUsedTwiceInAnHour) {
  Script script(kStart);
  script.Record(0, DenseHour());
  Fill(&script, kTable - 1);
  for (int wave = 1; wave <= 20; ++wave) {
    script.RunTo(kStart + wave * 2 * kMinute);  // all but stream 0 are over
    for (int i = 0; i < 50; ++i) script.Record(2000 + wave * 50 + i, OtherDenseHour());
  }
  script.RunTo(kMidnight + kUntilVisible);
  const InjectedNoise none(NoNoise);
  const Played played = Play(script);
  EXPECT_EQ(played.counted, kTable);
  EXPECT_EQ(Figure(played.releases.at("1h -1"), "streams_peak"), kTable);
  LossOf(script, StreamHour(0, kStart)).ExpectWithin(2);
  LossOf(script, StreamHour(100, kStart)).ExpectWithin(2);
  LossOf(script, StreamHour(2051, kStart)).ExpectNone();  // it was turned away, whoever else was there
}

// Streams that come, end and are followed by others, each of which only fits where the one before was not there.
TEST(FullTable, OneStreamMovesOneOther) {
  Script script(kStart);
  Fill(&script, kTable - 4);
  for (int stream = 0; stream < 10; ++stream) {
    script.Record(stream, stream % 2 == 0 ? DenseHour() : OtherDenseHour());
    script.Tell(script.told_ms() + kMinute);
    script.Record(stream, FailedSegment());
    script.Tell(script.told_ms() + kMinute);
  }
  script.RunTo(kMidnight + kUntilVisible);
  for (int stream = 0; stream < 10; ++stream) {
    const Loss loss = LossOf(script, StreamHour(stream, kStart));
    loss.ExpectWithin(2);
    if (stream >= 4) loss.ExpectNone();
  }
}

TEST(FullTable, AStreamThatOnlyFailsTakesItsPlaceAsAnyOther) {
  Script script(kStart);
  script.Record(0, FailedSegment());
  Fill(&script, kTable - 1);
  for (int stream = 1; stream < 5; ++stream) script.Record(stream, DenseHour());
  script.RunTo(kMidnight + kUntilVisible);
  const Loss loss = LossOf(script, StreamHour(0, kStart));
  loss.ExpectWithin(2);
  EXPECT_EQ(loss.Change({"country_streams_average", "24h"}), kHourOfMediaUs) << "the one that moved up";
}

TEST(FullTable, LeavesTheNextHourAlone) {
  Script script(kStart);
  script.Record(0, DenseHour());
  Fill(&script, kTable);
  script.RunTo(kStart + kHour);
  script.Record(1, DenseHour());
  Fill(&script, kTable - 2);
  script.Record(0, OtherDenseHour());
  script.RunTo(kMidnight + kUntilVisible);
  const InjectedNoise none(NoNoise);
  EXPECT_EQ(Play(script).full_hours_ms, std::set<int64_t>{kStart});
  LossOf(script, StreamHour(0, kStart)).ExpectWithin(2);
  LossOf(script, StreamHour(0, kStart + kHour)).ExpectWithin(1);
}

}  // namespace
}  // namespace nodestats_test
