// The network's hours.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "view/network_fixture.h"

namespace nodestats::crawler {
namespace {

using ::testing::DoubleEq;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class HoursTest : public NetworkTest {};

TEST_F(HoursTest, ThereAreNoneWithoutReleases) {
  const Snapshot snapshot = View();
  EXPECT_THAT(snapshot.hours, IsEmpty());
  EXPECT_THAT(snapshot.days, IsEmpty());
  EXPECT_FALSE(snapshot.week.has_value());
  EXPECT_EQ(snapshot.made_unix_seconds, inputs_.now_unix_seconds);
}

TEST_F(HoursTest, StreamsAddUpAndSoDoVariances) {
  const int64_t start = kToday - kHourS;
  const v1::Release one = Add({.start = start, .node = 1, .value = Noisy(1)});
  const v1::Release two = Add({.start = start, .node = 2, .value = Noisy(2)});
  const Snapshot snapshot = View();
  ASSERT_THAT(snapshot.hours, SizeIs(1));
  const NetworkView& hour = snapshot.hours[0];
  EXPECT_EQ(hour.start_unix_seconds, start);
  EXPECT_EQ(hour.end_unix_seconds, kToday);
  EXPECT_THAT(hour.streams.value, DoubleEq(FigureIn(one, "streams_average") + FigureIn(two, "streams_average")));
  EXPECT_THAT(hour.streams.standard_error, DoubleEq(std::sqrt(2.0) * StddevIn(one, "streams_average")));
}

void ExpectNoClasses(const NetworkView& hour) {
  EXPECT_FALSE(hour.region_streams.has_value());
  EXPECT_FALSE(hour.region_streams_published.has_value());
  EXPECT_FALSE(hour.country_streams.has_value());
  EXPECT_FALSE(hour.country_streams_published.has_value());
  EXPECT_FALSE(hour.encoded_pixels.has_value());
  EXPECT_FALSE(hour.source_streams.has_value());
  EXPECT_FALSE(hour.pixel_rate_streams.has_value());
}

TEST_F(HoursTest, WhatPrivateModesDoNotPublishIsUnknownNotZero) {
  Add({.start = kToday - kHourS, .value = Noisy(1)});
  const NetworkView hour = View().hours[0];
  ExpectNoClasses(hour);
  EXPECT_FALSE(hour.broadcasters_lower_bound.has_value());
}

TEST_F(HoursTest, BinnedNodesGiveThemAllExactly) {
  const v1::Release one = Add({.mode = Mode::kBinned, .start = kToday - kHourS, .node = 1, .value = Noisy(1)});
  const v1::Release two = Add({.mode = Mode::kBinned, .start = kToday - kHourS, .node = 2, .value = Noisy(2)});
  const NetworkView hour = View().hours[0];
  ASSERT_TRUE(hour.country_streams.has_value() && hour.encoded_pixels.has_value());
  for (int key = 0; key < kCountryCount; ++key) {
    const Estimate& streams = (*hour.country_streams)[static_cast<size_t>(key)];
    EXPECT_NEAR(streams.value,
                FigureIn(one, "country_streams_average", key) + FigureIn(two, "country_streams_average", key), 1e-9);
    EXPECT_EQ(streams.standard_error, 0);
  }
  for (int key = 0; key < kRungCount; ++key) {
    const double pixels = FigureIn(one, "encoded_pixels", key) + FigureIn(two, "encoded_pixels", key);
    EXPECT_NEAR((*hour.encoded_pixels)[static_cast<size_t>(key)].value, pixels, 1e-12 * std::abs(pixels));
  }
  EXPECT_EQ((*hour.region_streams)[3].value, (*hour.region_streams_published)[3].value);
  EXPECT_EQ((*hour.source_streams)[3].value,
            FigureIn(one, "source_streams_average", 3) + FigureIn(two, "source_streams_average", 3));
  EXPECT_EQ((*hour.pixel_rate_streams)[3].value,
            FigureIn(one, "pixel_rate_streams_average", 3) + FigureIn(two, "pixel_rate_streams_average", 3));
}

TEST_F(HoursTest, WhatOnlySomeNodesGiveIsUnknown) {
  const int64_t start = kToday - kHourS;
  const v1::Release one = Add({.mode = Mode::kBinned, .start = start - kHourS, .node = 1, .value = Noisy(1)});
  Add({.mode = Mode::kBinned, .start = start, .node = 1, .value = Noisy(1)});
  Add({.start = start, .node = 2, .value = Noisy(2)});
  const Snapshot snapshot = View();
  ASSERT_THAT(snapshot.hours, SizeIs(2));
  EXPECT_NEAR((*snapshot.hours[0].region_streams)[3].value, FigureIn(one, "region_streams_average", 3), 1e-9)
      << "each hour is as its own nodes have it";
  const NetworkView& hour = snapshot.hours[1];
  EXPECT_NE(hour.streams.value, 0);
  EXPECT_EQ(hour.peak_kind, PeakKind::kUpperBound);
  ExpectNoClasses(hour);  // they would not add up to the streams of both
}

TEST_F(HoursTest, AscendOverTheLastSevenDays) {
  for (int64_t hour = 1; hour <= 24 * 9; ++hour) Add({.start = kToday - hour * kHourS});
  const Snapshot snapshot = View();
  ASSERT_THAT(snapshot.hours, SizeIs(168));
  for (size_t i = 1; i < snapshot.hours.size(); ++i) {
    EXPECT_EQ(snapshot.hours[i].start_unix_seconds, snapshot.hours[i - 1].end_unix_seconds);
  }
  EXPECT_EQ(snapshot.hours.back().end_unix_seconds, kToday);
}

TEST_F(HoursTest, IncludeThoseOfTheRunningDay) {
  inputs_.now_unix_seconds = kToday + 3 * kHourS + 100;
  Add({.start = kToday + 2 * kHourS});
  const Snapshot snapshot = View();
  ASSERT_THAT(snapshot.hours, SizeIs(1));
  EXPECT_EQ(snapshot.hours[0].start_unix_seconds, kToday + 2 * kHourS);
  EXPECT_THAT(snapshot.days, IsEmpty());
}

TEST_F(HoursTest, AChangedStoryDoesNotCount) {
  Add({.start = kToday - kHourS, .value = [](VectorId, int) { return 5 * kHourUs; }});
  Add({.start = kToday - kHourS, .value = [](VectorId, int) { return 500 * kHourUs; }});
  EXPECT_EQ(View().hours[0].streams.value, 5);
}

TEST_F(HoursTest, HostileFiguresLeaveNumbers) {
  Add({.start = kToday - kHourS, .node = 1, .value = [](VectorId, int) { return INT64_MAX; }});
  Add({.start = kToday - kHourS, .node = 2, .value = [](VectorId, int) { return INT64_MIN; }});
  v1::Release wild = MakeRelease({.start = kToday - kHourS, .node = 3});
  wild.mutable_vectors(0)->set_noise_stddev(0, 1e18);
  wild.mutable_vectors(1)->set_noise_stddev(0, std::nan(""));
  Save(3, Verified(wild));
  const NetworkView hour = View().hours[0];
  EXPECT_TRUE(std::isfinite(hour.streams.value));
  EXPECT_TRUE(std::isfinite(hour.streams.standard_error));
  EXPECT_TRUE(std::isfinite(hour.streams_peak.standard_error));
}

// Counts of the 5-minute instants; the node's peak is 100 streams.
std::function<int64_t(VectorId, int)> AtInstants(const std::vector<int64_t>& counts) {
  return [counts](VectorId id, int key) {
    return id == kStreamsAtInstant ? counts[static_cast<size_t>(key)] : id == kStreamsPeak ? 100 : 0;
  };
}

TEST_F(HoursTest, PeakIsSampledWhereAllNodesGiveInstants) {
  const int64_t start = kToday - kHourS;
  Add({.mode = Mode::kBinned, .start = start, .node = 1, .value = AtInstants({9, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0})});
  Add({.mode = Mode::kBinned, .start = start, .node = 2, .value = AtInstants({0, 1, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0})});
  const NetworkView hour = View().hours[0];
  EXPECT_EQ(hour.peak_kind, PeakKind::kSampled);
  EXPECT_EQ(hour.streams_peak.value, 11) << "peaks do not add up, counts at an instant do";
  EXPECT_EQ(hour.streams_peak.standard_error, 0);
}

TEST_F(HoursTest, PeakIsABoundWhereSomeGiveOnlyTheirOwn) {
  const int64_t start = kToday - kHourS;
  Add({.mode = Mode::kBinned, .start = start, .node = 1, .value = AtInstants({9, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0})});
  const v1::Release other = Add({.start = start, .node = 2, .value = AtInstants({})});
  const NetworkView hour = View().hours[0];
  EXPECT_EQ(hour.peak_kind, PeakKind::kUpperBound);
  EXPECT_EQ(hour.streams_peak.value, 109);
  EXPECT_EQ(hour.streams_peak.standard_error, StddevIn(other, "streams_peak"));
}

}  // namespace
}  // namespace nodestats::crawler
