#include "record/stream_hour.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <numeric>
#include <random>

#include "domain/countries.h"
#include "unit/record/measured.h"

namespace nodestats {
namespace {

constexpr int64_t kHourLongUs = 3'600'000'000;

class StreamHourTest : public testing::Test {
 protected:
  StreamHourTest() {
    std::memset(static_cast<void*>(&row_), 0xee, sizeof row_);  // a row used before
    row_.Start(7, 8);
    row_.PlaceAt({static_cast<uint8_t>(CountryOfCode("TW")), 1234});
  }

  void Add(const Measured& measured, uint32_t now_ms) { row_.Add(measured, now_ms); }

  int64_t Sum(VectorId id) const { return std::accumulate(tally_[id].begin(), tally_[id].end(), int64_t{0}); }

  void ExpectAverages(int64_t expected_us) {
    row_.Settle(&tally_);
    EXPECT_EQ(Sum(kStreamsAverage), expected_us);
    EXPECT_EQ(tally_[kCountryStreamsAverage][static_cast<size_t>(CountryOfCode("TW"))], expected_us);
    EXPECT_EQ(tally_[kRegionStreamsAverage][kEasternAsia], expected_us);
    EXPECT_EQ(tally_[kCellStreamsAverage][1234], expected_us);
    for (const VectorId id : {kCountryStreamsAverage, kRegionStreamsAverage, kCellStreamsAverage, kSourceStreamsAverage,
                              kPixelRateStreamsAverage}) {
      EXPECT_EQ(Sum(id), expected_us) << SpecOf(id).name;
    }
  }

  StreamHour row_;
  Tally tally_;
};

TEST_F(StreamHourTest, BeginsEmptyInAUsedRow) {
  ExpectAverages(0);
  EXPECT_EQ(row_.active_until_ms, 0u);
  EXPECT_EQ(row_.stream, 7u);
  EXPECT_EQ(row_.broadcaster, 8u);
}

TEST_F(StreamHourTest, AveragesAddUpMediaTime) {
  Add(MediaOf(2'000'000), 0);
  Add(MediaOf(1), 1000);
  Add(MediaOf(3'000'000), 5000);
  ExpectAverages(5'000'001);
}

TEST_F(StreamHourTest, SplitsOverRatesByMediaTime) {
  Add(MediaOf(2'000'000, 5, 3), 0);
  Add(MediaOf(1'000'000, 5, 4), 0);
  Add(MediaOf(4'000'000, kUnknownRung, 3), 0);
  ExpectAverages(7'000'000);
  EXPECT_EQ(tally_[kPixelRateStreamsAverage][3], 6'000'000);
  EXPECT_EQ(tally_[kPixelRateStreamsAverage][4], 1'000'000);
}

TEST_F(StreamHourTest, CountsExactlyAnHourInFull) {
  Add(MediaOf(kHourLongUs, 1, 1), 0);
  ExpectAverages(kHourLongUs);
}

// More than any real host could push in an hour, but not more than a loop could.
TEST_F(StreamHourTest, CountsAnHourWhereMicrosecondsWouldOverflow) {
  row_.shift = 33;
  for (uint32_t& media : row_.media_by_rate) media = UINT32_MAX;
  ExpectAverages(kHourLongUs);
}

TEST_F(StreamHourTest, CountsAtMostAnHour) {
  Add(MediaOf(kHourLongUs, 1, 1), 0);
  Add(MediaOf(1, 2, 2), 0);
  ExpectAverages(kHourLongUs);
}

TEST_F(StreamHourTest, WhatIsCutIsCutInProportion) {
  Add(MediaOf(kHourLongUs, 1, 0), 0);
  Add(MediaOf(kHourLongUs / 2, 2, 10), 0);
  Add(MediaOf(kHourLongUs / 2, 3, 0), 0);
  ExpectAverages(kHourLongUs);
  EXPECT_EQ(tally_[kPixelRateStreamsAverage][0], kHourLongUs * 3 / 4);
  EXPECT_EQ(tally_[kPixelRateStreamsAverage][10], kHourLongUs / 4);
}

TEST_F(StreamHourTest, HasNoCellWithoutCoordinates) {
  row_.Start(1, 2);
  row_.PlaceAt({static_cast<uint8_t>(kUnknownCountry), kNoCell});
  Add(MediaOf(5), 0);
  row_.Settle(&tally_);
  EXPECT_EQ(Sum(kCellStreamsAverage), 0);
  EXPECT_EQ(tally_[kCountryStreamsAverage][kUnknownCountry], 5);
  EXPECT_EQ(tally_[kRegionStreamsAverage][kUnknownRegion], 5);
}

TEST_F(StreamHourTest, IsActiveForItsMediaAndTenSeconds) {
  Add(MediaOf(2'000'000), 1000);
  EXPECT_EQ(row_.active_until_ms, 13'000u);
  Add(MediaOf(1), 1000);  // a short one shortens nothing
  EXPECT_EQ(row_.active_until_ms, 13'000u);
  Add(MediaOf(1'500'000), 4000);
  EXPECT_EQ(row_.active_until_ms, 15'500u);
}

TEST_F(StreamHourTest, TheLongestSegmentAtTheLastMomentIsActiveIntoTheNextHour) {
  Add(MediaOf(kHourLongUs), 3'599'999);
  EXPECT_EQ(row_.active_until_ms, 3'599'999u + 3'600'000u + 10'000u);
}

// Shares of random media, of which a stream may send any amount, against exact ones.
TEST_F(StreamHourTest, ProportionsHoldForAnyMedia) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 200; ++round) {
    StreamHour row;
    row.Start(1, 2);
    row.PlaceAt({});
    long double total = 0;
    long double by_rate[kPixelRateCount] = {};
    const uint64_t longest_us = uint64_t{1} << (10 + random() % 22);
    for (uint64_t i = 1 + random() % 1500; i > 0; --i) {
      const auto duration_us = static_cast<int64_t>(1 + random() % std::min<uint64_t>(longest_us, kHourLongUs));
      const Measured measured = MediaOf(duration_us, static_cast<int>(random() % 4), static_cast<int>(random() % 11));
      row.Add(measured, 0);
      total += static_cast<long double>(duration_us);
      by_rate[measured.pixel_rate] += static_cast<long double>(duration_us);
    }
    Tally tally;
    row.Settle(&tally);
    const long double counted = std::min<long double>(total, kHourLongUs);
    ASSERT_EQ(tally[kStreamsAverage][0], static_cast<int64_t>(counted));
    const auto expect_shares = [&](VectorId id, const long double* media) {
      ASSERT_EQ(std::accumulate(tally[id].begin(), tally[id].end(), int64_t{0}), tally[kStreamsAverage][0]);
      for (size_t i = 0; i < tally[id].size(); ++i) {
        const long double share = media[i] * counted / total;
        // Exact, but for the last microsecond, while nothing is cut; then a millionth of an hour.
        const long double tolerance = total <= kHourLongUs ? 0 : total <= UINT32_MAX ? 1 : 3600;
        ASSERT_LE(std::fabs(static_cast<long double>(tally[id][i]) - share), tolerance) << "of " << total;
      }
    };
    expect_shares(kPixelRateStreamsAverage, by_rate);
  }
}

// A thousand days of media in an hour.
TEST_F(StreamHourTest, AbsurdMediaKeepTheirProportions) {
  for (int i = 0; i < 8000; ++i) {
    Add(MediaOf(kHourLongUs, 4, i % 2), 0);
    Add(MediaOf(kHourLongUs, 4, i % 2), 0);
    Add(MediaOf(kHourLongUs, 9, i % 2), 0);
  }
  ExpectAverages(kHourLongUs);
  EXPECT_EQ(tally_[kSourceStreamsAverage][4], kHourLongUs);
  EXPECT_NEAR(static_cast<double>(tally_[kPixelRateStreamsAverage][0]), 0.5 * kHourLongUs, 4 * 3600);
}

TEST_F(StreamHourTest, FullTalliesStayFull) {
  for (const VectorId id : {kStreamsAverage, kSourceStreamsAverage, kPixelRateStreamsAverage, kCellStreamsAverage}) {
    for (int64_t& value : tally_[id]) value = INT64_MAX - 1;
  }
  Add(MediaOf(kHourLongUs, 3, 3), 0);
  row_.Settle(&tally_);
  EXPECT_EQ(tally_[kStreamsAverage][0], INT64_MAX);
  EXPECT_EQ(tally_[kSourceStreamsAverage][3], INT64_MAX);
  EXPECT_EQ(tally_[kPixelRateStreamsAverage][3], INT64_MAX);
  EXPECT_EQ(tally_[kCellStreamsAverage][1234], INT64_MAX);
  EXPECT_EQ(tally_[kSourceStreamsAverage][4], INT64_MAX - 1);
}

TEST_F(StreamHourTest, HasTheOneSourceThatMostSegmentsTell) {
  Add(MediaOf(1000, kUnknownRung), 0);
  Add(MediaOf(2000, 5), 0);
  Add(MediaOf(4000, 6), 0);
  Add(MediaOf(8000, 5), 0);
  Add(MediaOf(16000, 5), 0);
  row_.Settle(&tally_);
  EXPECT_EQ(tally_[kSourceStreamsAverage][5], 31000);
  EXPECT_EQ(Sum(kSourceStreamsAverage), 31000);
}

TEST_F(StreamHourTest, SourceIsForgottenWithTheHour) {
  Add(MediaOf(1000, 5), 0);
  row_.Start(7, 8);
  Add(MediaOf(1000, kUnknownRung), 0);
  row_.Settle(&tally_);
  EXPECT_EQ(tally_[kSourceStreamsAverage][kUnknownRung], 1000);
}

}  // namespace
}  // namespace nodestats
