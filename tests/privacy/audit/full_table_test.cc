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
constexpr int kPart = kTable / 4;  // of a broadcaster, of which there are five: a stream's number tells which
constexpr int kFailed = 64;        // streams of which no segment succeeded

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
  loss.ExpectWithinFullTable();
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
  LossOf(script, StreamHour(0, kStart)).ExpectWithinFullTable();
  LossOf(script, StreamHour(100, kStart)).ExpectWithinFullTable();
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
    loss.ExpectWithinFullTable();
    if (stream < 4) continue;
    loss.ExpectWithin(1);  // what failed of it
    EXPECT_EQ(loss.Change({"country_streams_average", "24h"}), 0);
  }
}

TEST(FullTable, AStreamThatOnlyFailsTakesNoPlaceFromOthers) {
  Script script(kStart);
  script.Record(0, FailedSegment());
  Fill(&script, kTable);
  for (int stream = 1; stream < 5; ++stream) script.Record(stream, DenseHour());
  script.RunTo(kMidnight + kUntilVisible);
  const Loss loss = LossOf(script, StreamHour(0, kStart));
  loss.ExpectWithin(1);
  EXPECT_EQ(loss.Change({"country_streams_average", "24h"}), 0);
}

// Else one stream more or less in the table would decide over all of them.
TEST(FullTable, StreamsThatFailAreCountedWhetherOthersFindAPlaceOrNot) {
  Script script(kStart);
  script.Record(0, DenseHour());
  Fill(&script, kTable - 1);
  for (int i = 0; i < kFailed; ++i) script.Record(5000 + i, FailedSegment());
  script.RunTo(kMidnight + kUntilVisible);
  LossOf(script, StreamHour(0, kStart)).ExpectWithin(1);
}

// Where a broadcaster has its part, one of its own streams moves up, though the table has places for others.
TEST(FullTable, ABroadcastersStreamMovesOneOther) {
  Script script(kStart);
  script.Record(0, DenseHour());
  for (int i = 1; i < kPart + 5; ++i) script.Record(5 * i, i == kPart ? OtherDenseHour() : Segment());
  script.Record(1, OtherDenseHour());
  for (int i = 0; i < 3; ++i) script.Record(5 * (kPart + i), FailedSegment());  // not in the table, and so elsewhere
  script.RunTo(kMidnight + kUntilVisible);
  const InjectedNoise none(NoNoise);
  const Loss loss = LossOf(script, StreamHour(0, kStart));
  loss.ExpectWithinFullTable();
  EXPECT_EQ(loss.Change({"country_streams_average", "24h"}), 2 * kHourOfMediaUs);
  LossOf(script, StreamHour(1, kStart)).ExpectWithin(1);
  EXPECT_EQ(LossOf(script, StreamHour(5 * (kPart + 4), kStart)).Total(), 0) << "it was turned away";
}

// Both tables are full, and streams move from one to the other. Stream 0 has a place in each. Without it stream 5, of
// its broadcaster, has one in the table and needs none among those that fail, where streams 3 and 4 have one then.
Script BothTables() {
  Script script(kStart);
  nodestats_segment slow = FailedSegment();  // in a class of its own, so that changes of both signs do not cancel out
  slow.turnaround_us = 4 * kSecondUs;
  script.Record(0, slow);
  for (int i = 0; i < kFailed - 2; ++i) script.Record(10'001 + 5 * (i / 4) + i % 4, FailedSegment());
  for (int i = 0; i < 40; ++i) script.Record(0, DenseHour());
  for (int i = 1; i < kPart; ++i) script.Record(100 + 5 * i, Segment());
  for (int i = 0; i < 40; ++i) script.Record(5, OtherDenseHour());
  script.Record(5, slow);
  for (const int stream : {3, 4}) {
    for (int i = 0; i < 500; ++i) script.Record(stream, FailedSegment());
    script.Record(stream, Segment());
  }
  for (int i = 0; i < kTable; ++i) script.Record(20'000 + i, Segment());  // now the table is full, too
  for (int i = 10; i < 20; ++i) script.Record(i, FailedSegment());
  script.RunTo(kMidnight + kUntilVisible);
  return script;
}

TEST(FullTable, CostsTwiceTheClaimAtMostWhereStreamsMoveBetweenBoth) {
  const Script script = BothTables();
  const Loss loss = LossOf(script, StreamHour(0, kStart));
  loss.ExpectWithinFullTable();
  EXPECT_EQ(loss.Change({"country_streams_average", "24h"}), 2 * kHourOfMediaUs);
  EXPECT_GE(loss.Change({"outcome_streams", "24h"}), 6900) << "of 7,000";
  EXPECT_GE(loss.Total(), 1.85);
  std::printf("stream-hour, both tables full: %.6f of the claim\n", loss.Total());
  for (const int stream : {3, 4, 5, 10, 11, 15, 10'001, 10'005, 20'000, 20'010}) {
    SCOPED_TRACE(stream);
    LossOf(script, StreamHour(stream, kStart)).ExpectWithinFullTable();
  }
}

TEST(FullTable, CostsTwiceTheClaimOfADayAtMostWhereStreamsMoveBetweenBoth) {
  const Loss loss = LossOf(BothTables(), StreamDay(0, kMidnight - kDay), kStreamDayMode);
  loss.ExpectWithinFullTable();
}

// A place that a stream leaves when it succeeds is not given to another: that would be who comes next, or nobody,
// as it succeeds sooner or later, or never.
TEST(FullTable, NoPlaceOfAFailedStreamIsUsedTwiceInAnHour) {
  Script script(kStart);
  for (int i = 0; i < kFailed; ++i) script.Record(i, FailedSegment());
  for (int wave = 0; wave < 10; ++wave) {
    for (int i = 0; i < kFailed; ++i) script.Record(i, Segment());
    for (int i = 0; i < 10; ++i) script.Record(1000 + wave * 10 + i, FailedSegment());
  }
  script.RunTo(kMidnight + kUntilVisible);
  const InjectedNoise none(NoNoise);
  const v1::Release day = Play(script).releases.at("24h 0");
  int64_t outcomes = 0;
  for (const int64_t milli : FindVector(day, "outcome_streams")->values()) outcomes += milli;
  EXPECT_EQ(outcomes, kFailed * 1000);
  for (const int stream : {0, 1, 40, 63}) LossOf(script, StreamHour(stream, kStart)).ExpectWithinFullTable();
  LossOf(script, StreamHour(1001, kStart)).ExpectNone();
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
  LossOf(script, StreamHour(0, kStart)).ExpectWithinFullTable();
  LossOf(script, StreamHour(0, kStart + kHour)).ExpectWithin(1);
}

}  // namespace
}  // namespace nodestats_test
