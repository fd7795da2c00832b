// A stream-hour has one place, and what it was an hour before plays no part.
#include <gtest/gtest.h>

#include <string>

#include "privacy/audit/dense_segments.h"
#include "privacy/audit/loss.h"
#include "privacy/audit/script.h"

namespace nodestats_test {
namespace {

constexpr int64_t kStart = kMidnight - 2 * kHour;

v1::Release DayOf(Script script, uint32_t privacy = kStreamHourMode) {
  script.RunTo(kMidnight + kUntilVisible);
  const InjectedNoise none(NoNoise);
  return Play(script, privacy).releases.at("24h 0");
}

// Streams of a class in the whole day of two covered hours.
double InDay(const v1::Release& day, const std::string& name, const std::string& key) {
  return Figure(day, name, {key}) * 2;
}

TEST(Place, AStreamThatRoamsIsCountedInOneCountry) {
  Script script(kStart);
  for (const char* peer : {"88.1.1.1", "8.8.8.8", "60.1.1.1"}) {
    script.Record(0, DenseHour(peer));
    script.Tell(script.told_ms() + 20 * kSecond);
  }
  const v1::Release day = DayOf(script);
  EXPECT_EQ(InDay(day, "country_streams_average", "DE"), 1);
  EXPECT_EQ(InDay(day, "country_streams_average", "US"), 0);
  EXPECT_EQ(InDay(day, "country_streams_average", "JP"), 0);
  EXPECT_EQ(InDay(day, "region_streams_average", "Western Europe"), 1);
  script.RunTo(kMidnight + kUntilVisible);
  const Loss loss = LossOf(script, StreamHour(0, kStart));
  loss.ExpectWithin(1);
  EXPECT_EQ(loss.Change({"country_streams_average", "24h"}), kHourOfMediaUs);
  EXPECT_EQ(loss.Change({"region_streams_average", "4h"}), kHourOfMediaUs);
}

TEST(Place, RoamingFromSegmentToSegmentIsOfTheFirstCountry) {
  Script script(kStart);
  const char* const peers[] = {"41.1.1.1", "177.2.2.2", "203.3.3.3", "5.5.5.5", "1.1.1.1"};
  for (int i = 0; i < 200; ++i) {
    script.Record(0, Segment(0, peers[i % 5]));
    script.Tell(script.told_ms() + 7 * kSecond);
  }
  EXPECT_DOUBLE_EQ(InDay(DayOf(script), "country_streams_average", "KE"), 200 * 2 / 3600.0);
}

TEST(Place, CountryIsNotRememberedFromTheHourBefore) {
  Script script(kStart);
  script.Record(0, DenseHour("8.8.8.8"));
  script.RunTo(kStart + kHour);
  script.Record(0, DenseHour("88.8.8.8"));
  const v1::Release day = DayOf(script);
  EXPECT_EQ(InDay(day, "country_streams_average", "US"), 1);
  EXPECT_EQ(InDay(day, "country_streams_average", "DE"), 1);
  script.RunTo(kMidnight + kUntilVisible);
  for (const int64_t hour_ms : {kStart, kStart + kHour}) {
    const Loss loss = LossOf(script, StreamHour(0, hour_ms));
    loss.ExpectWithin(1);
    EXPECT_EQ(loss.Change({"country_streams_average", "24h"}), kHourOfMediaUs);
  }
}

// Even where the day is the unit: an hour's release must not tell of another hour.
TEST(Place, CountryIsNotRememberedWithinTheDay) {
  Script script(kStart);
  script.Record(0, DenseHour("8.8.8.8"));
  script.RunTo(kStart + kHour);
  script.Record(0, DenseHour("88.8.8.8"));
  script.RunTo(kMidnight + kUntilVisible);
  LossOf(script, StreamDay(0, kStart), kStreamDayMode).ExpectWithin(1);
}

TEST(Place, SourceIsNotRememberedFromTheHourBefore) {
  Script script(kStart);
  script.Record(0, DenseHour());
  script.RunTo(kStart + kHour);
  nodestats_segment unknown = DenseHour();  // and nothing to infer it from
  unknown.source_width = 0;
  unknown.source_height = 0;
  unknown.decoded_pixels = 0;
  script.Record(0, unknown);
  const v1::Release day = DayOf(script);
  EXPECT_EQ(InDay(day, "source_streams_average", "720p"), 1);
  EXPECT_EQ(InDay(day, "source_streams_average", "unknown"), 1);
  script.RunTo(kMidnight + kUntilVisible);
  const Loss loss = LossOf(script, StreamHour(0, kStart));
  loss.ExpectWithin(1);
  EXPECT_EQ(loss.Change({"source_streams_average", "24h"}), kHourOfMediaUs);
}

// One source for the whole stream-hour: that of most of its segments that tell it, whatever it changes to.
TEST(Place, AStreamHourHasOneSource) {
  Script script(kStart);
  for (const uint32_t height : {0U, 720U, 1080U, 720U, 720U}) {
    nodestats_segment segment = Segment();
    segment.source_width = height * 16 / 9;
    segment.source_height = height;
    segment.decoded_pixels = 0;
    segment.duration_us = 360 * kSecondUs;
    script.Record(0, segment);
    script.Tell(script.told_ms() + kSecond);
  }
  const v1::Release day = DayOf(script);
  EXPECT_EQ(InDay(day, "source_streams_average", "720p"), 0.5);
  for (const char* rung : {"1080p", "unknown"}) EXPECT_EQ(InDay(day, "source_streams_average", rung), 0);
}

TEST(Place, IsThatOfTheFirstSegmentThatDidNotFail) {
  Script script(kStart);
  nodestats_segment failed = FailedSegment();
  SetPeer(&failed, "8.8.8.8");
  script.Record(0, failed);
  script.Record(0, DenseHour("60.1.1.1"));
  script.Record(0, failed);
  const v1::Release day = DayOf(script);
  EXPECT_EQ(InDay(day, "country_streams_average", "US"), 0);
  EXPECT_EQ(InDay(day, "country_streams_average", "JP"), 1);
  script.RunTo(kMidnight + kUntilVisible);
  LossOf(script, StreamHour(0, kStart)).ExpectWithin(1);
}

// A place is not looked up for it, and it is active nowhere.
TEST(Place, AStreamThatOnlyFailsIsInNoCountry) {
  Script script(kStart);
  for (int i = 0; i < 30; ++i) {
    script.Record(0, FailedSegment());
    script.Tell(script.told_ms() + kMinute);
  }
  script.RunTo(kMidnight + kUntilVisible);
  const Loss loss = LossOf(script, StreamHour(0, kStart));
  EXPECT_EQ(loss.Change({"outcome_streams", "24h"}), 1000);
  EXPECT_NEAR(loss.Total(), 0.04, 1e-12);
}

}  // namespace
}  // namespace nodestats_test
