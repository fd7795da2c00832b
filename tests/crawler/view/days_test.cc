// The network's days and week.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "view/dense_least_squares.h"
#include "view/network_fixture.h"

namespace nodestats::crawler {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class DaysTest : public NetworkTest {};

// All that a cohort's releases tell of a day's streams, as rows over countries, in stream-hours.
class Rows {
 public:
  // `of(country)` says whether the country is in it.
  template <typename Of>
  void Add(double value, double variance, Of of) {
    std::vector<double> row;
    for (int country = 0; country < kCountryCount; ++country) row.push_back(of(country) ? 1 : 0);
    design_.push_back(std::move(row));
    values_.push_back(value);
    variances_.push_back(variance);
  }
  DenseEstimate Solve() const { return DenseLeastSquares(design_, values_, variances_, kCountryCount); }

 private:
  Matrix design_;
  std::vector<double> values_;
  std::vector<double> variances_;
};

bool Anywhere(int) { return true; }

struct Sums {
  double value = 0;
  double variance = 0;
};

// Sum of a class over the releases of one window, in stream-hours.
Sums SumOf(const std::vector<v1::Release>& releases, v1::Window window, const char* name, int key) {
  Sums sums;
  for (const v1::Release& release : releases) {
    if (release.window() != window) continue;
    const double hours = release.covered_hours_size();
    sums.value += hours * FigureIn(release, name, key);
    sums.variance += std::pow(hours * StddevIn(release, name, key), 2);
  }
  return sums;
}

Sums SumOverClasses(const std::vector<v1::Release>& releases, const char* name, int classes) {
  Sums all;
  for (int key = 0; key < classes; ++key) {
    const Sums one = SumOf(releases, v1::WINDOW_24H, name, key);
    all.value += one.value;
    all.variance += one.variance;
  }
  return all;
}

void AddPlaces(const std::vector<v1::Release>& releases, bool has_blocks, Rows& rows) {
  for (int region = 0; region < kRegionCount; ++region) {
    const auto of = [region](int country) { return RegionOfCountry(country) == region; };
    const Sums day = SumOf(releases, v1::WINDOW_24H, "region_streams_average", region);
    rows.Add(day.value, day.variance, of);
    if (!has_blocks) continue;
    const Sums blocks = SumOf(releases, v1::WINDOW_4H, "region_streams_average", region);
    rows.Add(blocks.value, blocks.variance, of);
  }
  for (int each = 0; each < kCountryCount; ++each) {
    const Sums country = SumOf(releases, v1::WINDOW_24H, "country_streams_average", each);
    rows.Add(country.value, country.variance, [each](int other) { return other == each; });
  }
}

// The estimate of a cohort whose nodes have the same releases, by brute force.
DenseEstimate DenseOf(const std::vector<v1::Release>& releases, bool has_hours, bool has_blocks, bool has_total) {
  Rows rows;
  if (has_hours) {
    const Sums hours = SumOf(releases, v1::WINDOW_1H, "streams_average", 0);
    rows.Add(hours.value, hours.variance, Anywhere);
  }
  if (has_total) {
    const Sums day = SumOf(releases, v1::WINDOW_24H, "streams_average", 0);
    rows.Add(day.value, day.variance, Anywhere);
  }
  const Sums sources = SumOverClasses(releases, "source_streams_average", kSourceRungCount);
  rows.Add(sources.value, sources.variance, Anywhere);
  const Sums rates = SumOverClasses(releases, "pixel_rate_streams_average", kPixelRateCount);
  rows.Add(rates.value, rates.variance, Anywhere);
  AddPlaces(releases, has_blocks, rows);
  return rows.Solve();
}

// Of a sum over the countries that `of` names.
template <typename Of>
Estimate SumIn(const std::vector<DenseEstimate>& cohorts, Of of) {
  double value = 0;
  double variance = 0;
  for (const DenseEstimate& dense : cohorts) {
    for (size_t i = 0; i < kCountryCount; ++i) {
      if (!of(static_cast<int>(i))) continue;
      value += dense.values[i];
      for (size_t k = 0; k < kCountryCount; ++k) variance += of(static_cast<int>(k)) ? dense.covariance[i][k] : 0;
    }
  }
  return {value / 24, std::sqrt(variance) / 24};
}

void ExpectNear(const Estimate& estimate, const Estimate& expected, const std::string& what) {
  EXPECT_NEAR(estimate.value, expected.value, 1e-9 * std::max(1.0, std::abs(expected.value))) << what;
  EXPECT_NEAR(estimate.standard_error, expected.standard_error, 1e-8 * expected.standard_error) << what;
}

void ExpectSame(const NetworkView& day, const std::vector<DenseEstimate>& cohorts) {
  ExpectNear(day.streams, SumIn(cohorts, Anywhere), "total");
  ASSERT_TRUE(day.region_streams.has_value() && day.country_streams.has_value());
  for (int region = 0; region < kRegionCount; ++region) {
    const Estimate expected = SumIn(cohorts, [region](int country) { return RegionOfCountry(country) == region; });
    ExpectNear((*day.region_streams)[static_cast<size_t>(region)], expected, std::string(RegionName(region)));
  }
  for (int each = 0; each < kCountryCount; ++each) {
    const Estimate expected = SumIn(cohorts, [each](int country) { return country == each; });
    ExpectNear((*day.country_streams)[static_cast<size_t>(each)], expected, std::string(CountryCode(each)));
  }
}

TEST_F(DaysTest, AreTheLeastSquaresOfAllThatWholeDaysTell) {
  std::vector<v1::Release> releases = AddDay({.start = kYesterday, .node = 1, .value = Noisy(1)});
  for (const v1::Release& each : AddDay({.start = kYesterday, .covered = 0xff0ff, .node = 2, .value = Noisy(2)})) {
    releases.push_back(each);
  }
  const Snapshot snapshot = View();
  ASSERT_THAT(snapshot.days, SizeIs(1));
  ExpectSame(snapshot.days[0], {DenseOf(releases, true, true, false)});
}

TEST_F(DaysTest, HoursAndBlocksThatAreNotAllThereAreNotUsed) {
  const auto releases = AddDay({.start = kYesterday, .value = Noisy(1)}, [](Window window, int first) {
    return (window == kHour && first == 7) || (window == kBlock && first == 8);
  });
  ExpectSame(View().days[0], {DenseOf(releases, false, false, false)});
}

TEST_F(DaysTest, HoursAreUsedWhereOnlyABlockIsMissing) {
  const auto releases = AddDay({.start = kYesterday, .value = Noisy(1)},
                               [](Window window, int first) { return window == kBlock && first == 8; });
  ExpectSame(View().days[0], {DenseOf(releases, true, false, false)});
}

TEST_F(DaysTest, NodesOfDifferentModesAreEstimatedApartAndAdded) {
  const auto whole = AddDay({.start = kYesterday, .node = 1, .value = Noisy(1)});
  const auto part =
      AddDay({.start = kYesterday, .node = 2, .value = Noisy(2)}, [](Window window, int) { return window == kHour; });
  const auto daily = AddDay({.mode = Mode::kStreamDay, .start = kYesterday, .node = 3, .value = Noisy(3)});
  const NetworkView day = View().days[0];
  ExpectSame(
      day, {DenseOf(whole, true, true, false), DenseOf(part, false, true, false), DenseOf(daily, false, false, true)});
  EXPECT_EQ(day.participation.instances, 3);
}

TEST_F(DaysTest, OfBinnedNodesAreExact) {
  for (const Window window : {kHour, kBlock, kDay}) {
    const int64_t hours = kWindows[window].length_s / kHourS;
    for (int64_t first = 0; first < 24; first += hours) {
      Add({.mode = Mode::kBinned, .window = window, .start = kYesterday + first * kHourS, .value = Truth(hours)});
    }
  }
  const NetworkView day = View().days[0];
  EXPECT_DOUBLE_EQ(day.streams.value, 4);
  EXPECT_EQ(day.streams.standard_error, 0);
  EXPECT_DOUBLE_EQ((*day.country_streams)[static_cast<size_t>(CountryOfCode("DE"))].value, 3);
  EXPECT_DOUBLE_EQ((*day.region_streams)[kWesternEurope].value, 4);
  EXPECT_EQ((*day.region_streams)[kEasternAsia].value, 0);
  EXPECT_EQ((*day.region_streams)[kWesternEurope].standard_error, 0);
  EXPECT_EQ((*day.encoded_pixels)[5].value, 24000);
  EXPECT_EQ(day.peak_kind, PeakKind::kSampled);
  EXPECT_EQ(day.streams_peak.value, 6);
  EXPECT_EQ(day.broadcasters_lower_bound, 2);
}

TEST_F(DaysTest, PublishedFiguresAreTheSumsOfDayReleases) {
  const v1::Release one = Add({.window = kDay, .start = kYesterday, .node = 1, .value = Noisy(1)});
  const v1::Release two = Add({.window = kDay, .start = kYesterday, .covered = 0xfff, .node = 2, .value = Noisy(2)});
  const NetworkView day = View().days[0];
  for (int key = 0; key < kCountryCount; ++key) {
    const Sums sum = SumOf({one, two}, v1::WINDOW_24H, "country_streams_average", key);
    const Estimate& estimate = (*day.country_streams_published)[static_cast<size_t>(key)];
    EXPECT_NEAR(estimate.value, sum.value / 24, 1e-9);
    EXPECT_NEAR(estimate.standard_error, std::sqrt(sum.variance) / 24, 1e-12);
  }
  for (int key = 0; key < kRungCount; ++key) {
    const double pixels = FigureIn(one, "encoded_pixels", key) + FigureIn(two, "encoded_pixels", key);
    const double stddev = StddevIn(one, "encoded_pixels", key);
    EXPECT_NEAR((*day.encoded_pixels)[static_cast<size_t>(key)].value, pixels, 1e-12 * std::abs(pixels));
    EXPECT_NEAR((*day.encoded_pixels)[static_cast<size_t>(key)].standard_error, std::sqrt(2) * stddev, 1e-9 * stddev);
  }
}

TEST_F(DaysTest, ThatRunAreNotShown) {
  Add({.window = kDay, .start = kToday, .value = Noisy(1)});
  EXPECT_THAT(View().days, IsEmpty());
}

TEST_F(DaysTest, NeedADayRelease) {
  AddDay({.start = kYesterday, .value = Noisy(1)}, [](Window window, int) { return window == kDay; });
  const Snapshot snapshot = View();
  EXPECT_THAT(snapshot.hours, SizeIs(24));
  EXPECT_THAT(snapshot.days, IsEmpty());
}

TEST_F(DaysTest, TheWeekIsTheMeanOfItsDays) {
  for (int64_t day = 1; day <= 7; ++day) {
    Add({.window = kDay, .start = kToday - day * kDayS, .value = Noisy(static_cast<uint64_t>(day))});
  }
  Add({.window = kDay, .start = kToday - 8 * kDayS, .value = Noisy(8)});  // too old
  const Snapshot snapshot = View();
  ASSERT_THAT(snapshot.days, SizeIs(7));
  ASSERT_TRUE(snapshot.week.has_value());
  EXPECT_EQ(snapshot.week->start_unix_seconds, kToday - 7 * kDayS);
  EXPECT_EQ(snapshot.week->end_unix_seconds, kToday);
  double streams = 0;
  double variance = 0;
  double pixels = 0;
  for (const NetworkView& day : snapshot.days) {
    streams += day.streams.value;
    variance += std::pow((*day.region_streams)[4].standard_error, 2);
    pixels += (*day.encoded_pixels)[2].value;
  }
  EXPECT_NEAR(snapshot.week->streams.value, streams / 7, 1e-9);
  EXPECT_NEAR((*snapshot.week->region_streams)[4].standard_error, std::sqrt(variance) / 7, 1e-12);
  EXPECT_NEAR((*snapshot.week->encoded_pixels)[2].value, pixels, 1e-9 * std::abs(pixels));
}

TEST_F(DaysTest, ADayWithoutReleasesCountsAsNothingInTheWeek) {
  Add({.mode = Mode::kBinned, .window = kDay, .start = kYesterday, .value = Truth(24)});
  EXPECT_DOUBLE_EQ(View().week->streams.value, 4.0 / 7);
}

TEST_F(DaysTest, BroadcastersAreTheLargestNodesInItsLargestRegion) {
  const auto broadcasters = [](int64_t africa, int64_t asia) {
    return [=](VectorId id, int key) {
      if (id != kRegionBroadcasters) return int64_t{0};
      return key == kEasternAfrica ? africa : key == kEasternAsia ? asia : 0;
    };
  };
  Add({.mode = Mode::kBinned, .window = kDay, .start = kYesterday, .node = 1, .value = broadcasters(3, 4)});
  Add({.mode = Mode::kBinned, .window = kDay, .start = kYesterday, .node = 2, .value = broadcasters(1, 5)});
  EXPECT_EQ(View().days[0].broadcasters_lower_bound, 5) << "never a sum: one may be in both";
}

}  // namespace
}  // namespace nodestats::crawler
