// One stream-hour is bounded in everything that is published, to the last unit, and can use up all of it.
#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "privacy/audit/dense_segments.h"
#include "privacy/audit/loss.h"
#include "privacy/audit/script.h"

namespace nodestats_test {
namespace {

const ExpectedShare& ShareOf(const std::string& vector, const std::string& window, uint32_t privacy = kStreamHourMode) {
  for (const ExpectedShare& share : ExpectedBudget(privacy)) {
    if (share.vector == vector && share.window == window) return share;
  }
  ADD_FAILURE() << vector;
  return ExpectedBudget(privacy).front();
}

// The last hour before a day's end, with other streams beside.
class Clamp : public testing::Test {
 protected:
  Clamp() : script_(kMidnight - kHour) {
    for (int stream = 1; stream < 6; ++stream) script_.Record(stream, Segment(0, "8.8.4.4"));
    script_.Tell(script_.told_ms() + kSecond);
  }

  Loss LossOfStream0() {
    script_.RunTo(kMidnight + kUntilVisible);
    return LossOf(script_, StreamHour(0, kMidnight - kHour));
  }

  // That the vector changes by exactly all that it may.
  static void ExpectWhole(const Loss& loss, const std::string& vector, const std::string& window) {
    loss.ExpectWithin(1);
    EXPECT_EQ(loss.Change({vector, window}), ShareOf(vector, window).sensitivity);
  }

  Script script_;
};

TEST_F(Clamp, EveryShareIsAttained) {
  script_.Record(0, DenseHour());
  const Loss loss = LossOfStream0();
  loss.ExpectWithin(1);
  for (const ExpectedShare& share : ExpectedBudget(kStreamHourMode)) {
    EXPECT_GE(loss.Attained(share), 0.99) << share.vector << " of " << share.window;
    std::printf("stream-hour %-28s %3s attains %.4f of %.3f\n", share.vector.c_str(), share.window.c_str(),
                loss.Attained(share), share.milli_epsilon / 1000.0);
  }
  EXPECT_GE(loss.Total(), 0.99);
  std::printf("stream-hour in all: %.6f of the claim\n", loss.Total());
}

TEST_F(Clamp, AverageIsAnHourWhateverIsPushed) {
  for (int i = 0; i < 50; ++i) script_.Record(0, DenseHour());
  const Loss loss = LossOfStream0();
  for (const char* vector :
       {"region_streams_average", "country_streams_average", "source_streams_average", "pixel_rate_streams_average"}) {
    ExpectWhole(loss, vector, "24h");
  }
  ExpectWhole(loss, "streams_average", "1h");
  ExpectWhole(loss, "region_streams_average", "4h");
}

// One microsecond beyond the hour, so that a clamp that is off by one shows.
TEST_F(Clamp, AverageIsExactAtItsEdge) {
  nodestats_segment little = Segment();
  little.duration_us = 1;
  script_.Record(0, DenseHour());
  script_.Record(0, little);
  ExpectWhole(LossOfStream0(), "streams_average", "1h");
}

// Thousands of hours of media need coarser units inside.
TEST_F(Clamp, AverageHoldsWhereMediaTimeIsHuge) {
  nodestats_segment segments[] = {DenseHour(), OtherDenseHour()};
  segments[1].duration_us -= 1;
  for (int i = 0; i < 30000; ++i) script_.Record(0, segments[i % 2]);
  const Loss loss = LossOfStream0();
  ExpectWhole(loss, "source_streams_average", "24h");
  ExpectWhole(loss, "pixel_rate_streams_average", "24h");
}

TEST_F(Clamp, PixelsAreSixNominalStreamsInEachRung) {
  struct {
    uint32_t width, height;
  } const sizes[] = {{256, 144},  {426, 240},   {640, 360},   {854, 480},   {960, 540},
                     {1280, 720}, {1920, 1080}, {2560, 1440}, {3840, 2160}, {7680, 4320}};
  for (const auto& size : sizes) {
    Script script = script_;
    nodestats_segment segment = Segment();
    segment.renditions[0] = {size.width, size.height, 0, 0, int64_t{1} << 50, 1, 0, 0};
    script.Record(0, segment);
    script.Record(0, segment);
    script.RunTo(kMidnight + kUntilVisible);
    ExpectWhole(LossOf(script, StreamHour(0, kMidnight - kHour)), "encoded_pixels", "24h");
  }
}

TEST_F(Clamp, PixelsAreSixNominalStreamsOverAllRungs) {
  nodestats_segment segment = Segment();
  segment.rendition_count = NODESTATS_MAX_RENDITIONS;
  for (uint32_t i = 0; i < NODESTATS_MAX_RENDITIONS; ++i) {
    segment.renditions[i] = {100 + i * 333, 60 + i * 250, 30, 1, int64_t{1} << (30 + i), 1, 0, 0};
  }
  for (int i = 0; i < 200; ++i) script_.Record(0, segment);
  ExpectWhole(LossOfStream0(), "encoded_pixels", "24h");
}

TEST_F(Clamp, PixelsAreExactAtTheirEdge) {
  nodestats_segment segment = DenseHour();
  for (const int64_t pixels : {6 * kNominal720p, kNominal720p / 1000, kNominal720p / 2000}) {
    segment.renditions[0].encoded_pixels = pixels;
    script_.Record(0, segment);
  }
  ExpectWhole(LossOfStream0(), "encoded_pixels", "24h");
}

TEST_F(Clamp, OutcomesAreOneStreamWhateverTheSegments) {
  const uint32_t outcomes[] = {NODESTATS_OUTCOME_OK, NODESTATS_OUTCOME_PARTIAL, NODESTATS_OUTCOME_FAILED};
  for (int i = 0; i < 70000; ++i) {  // more than are counted one by one
    nodestats_segment segment = Segment();
    segment.outcome = outcomes[i % 7 % 3];
    segment.turnaround_us = 1 + i * 977 % 9'000'000;
    script_.Record(0, segment);
  }
  ExpectWhole(LossOfStream0(), "outcome_streams", "24h");
}

TEST_F(Clamp, OutcomesOfASingleSegmentAreOneStream) {
  script_.Record(0, FailedSegment());
  const Loss loss = LossOfStream0();
  ExpectWhole(loss, "outcome_streams", "24h");
  EXPECT_NEAR(loss.Total(), 0.04, 1e-12) << "a segment that failed counts in the outcomes and nowhere else";
}

// As many sessions as one likes, over the whole hour.
TEST_F(Clamp, PeakCountsAStreamOnce) {
  for (int minute = 0; minute < 50; ++minute) {
    for (int session = 0; session < 40; ++session) {
      script_.Record(0, Segment(0, "8.8.8." + std::to_string(session)));
      script_.Record(0, FailedSegment());
    }
    script_.Tell(script_.told_ms() + 61 * kSecond / 2);
  }
  ExpectWhole(LossOfStream0(), "streams_peak", "1h");
}

// The same broadcaster's manifests, and the same manifest of two broadcasters, are streams of their own.
TEST_F(Clamp, PeakCountsEachStream) {
  for (const int stream : {10, 11, 15, 16}) script_.Record(stream, Segment());
  script_.RunTo(kMidnight + kUntilVisible);
  const InjectedNoise none(NoNoise);
  EXPECT_EQ(Figure(Play(script_).releases.at("1h 0"), "streams_peak"), 5 + 4);
}

}  // namespace
}  // namespace nodestats_test
