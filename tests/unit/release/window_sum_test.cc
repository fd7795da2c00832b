#include "release/window_sum.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "domain/countries.h"

namespace nodestats {
namespace {

constexpr int64_t kDayS = 1767225600;  // 2026-01-01 00:00 UTC
const auto kGermany = static_cast<uint8_t>(CountryOfCode("DE"));
const auto kFrance = static_cast<uint8_t>(CountryOfCode("FR"));  // of Germany's region
const auto kJapan = static_cast<uint8_t>(CountryOfCode("JP"));

Tally HourOf(int64_t media_us, int64_t peak) {
  Tally tally;
  tally.Add(kStreamsAverage, 0, media_us);
  tally.Add(kStreamsPeak, 0, peak);
  return tally;
}

struct Taken {
  std::string name;  // window and start, in hours
  uint32_t covered_hours;
  int64_t media_us;
  int64_t peak;

  bool operator==(const Taken& other) const {
    return name == other.name && covered_hours == other.covered_hours && media_us == other.media_us &&
           peak == other.peak;
  }
};

std::ostream& operator<<(std::ostream& out, const Taken& taken) {
  return out << taken.name << ": " << taken.covered_hours << " " << taken.media_us << " " << taken.peak;
}

std::vector<Taken> Take(WindowSums* sums, int64_t now_s) {
  std::vector<Taken> all;
  sums->TakeEnded(now_s, [&](const WindowSum& sum) {
    all.push_back({std::string(kWindows[sum.window].name) + "@" + std::to_string((sum.start_s - kDayS) / 3600),
                   sum.covered_hours, sum.tally[kStreamsAverage][0], sum.tally[kStreamsPeak][0]});
  });
  return all;
}

TEST(WindowSums, SumHoursAndTakeTheHighestPeak) {
  WindowSums sums(1000);
  sums.AddHour(kDayS, HourOf(10, 3));
  EXPECT_EQ(Take(&sums, kDayS + 3600), (std::vector<Taken>{{"1h@0", 1, 10, 3}}));
  EXPECT_TRUE(Take(&sums, kDayS + 3600).empty());
  sums.AddHour(kDayS + 2 * 3600, HourOf(5, 9));
  EXPECT_EQ(Take(&sums, kDayS + 3 * 3600), (std::vector<Taken>{{"1h@2", 1, 5, 9}}));
  sums.AddHour(kDayS + 3 * 3600, HourOf(7, 1));
  EXPECT_EQ(Take(&sums, kDayS + 4 * 3600), (std::vector<Taken>{{"1h@3", 1, 7, 1}, {"4h@0", 0b1101, 22, 9}}));
  sums.AddHour(kDayS + 23 * 3600, HourOf(100, 2));
  EXPECT_EQ(Take(&sums, kDayS + 24 * 3600),
            (std::vector<Taken>{{"1h@23", 1, 100, 2}, {"4h@20", 0b1000, 100, 2}, {"24h@0", 0x80000d, 122, 9}}));
}

TEST(WindowSums, WindowsWithoutACoveredHourAreNotTaken) {
  WindowSums sums(1000);
  EXPECT_TRUE(Take(&sums, kDayS + 86400).empty());
  sums.AddHour(kDayS, HourOf(1, 1));
  EXPECT_EQ(Take(&sums, kDayS + 5 * 3600).size(), 2u);
  EXPECT_TRUE(Take(&sums, kDayS + 8 * 3600).empty());
}

TEST(WindowSums, WaitingWindowsEndTogetherAfterDaysWithoutACall) {
  WindowSums sums(1000);
  sums.AddHour(kDayS + 5 * 3600, HourOf(1, 4));
  EXPECT_EQ(Take(&sums, kDayS + 30 * 86400),
            (std::vector<Taken>{{"1h@5", 1, 1, 4}, {"4h@4", 0b10, 1, 4}, {"24h@0", 0b100000, 1, 4}}));
  sums.AddHour(kDayS + 30 * 86400, HourOf(2, 1));
  EXPECT_EQ(Take(&sums, kDayS + 31 * 86400),
            (std::vector<Taken>{{"1h@720", 1, 2, 1}, {"4h@720", 1, 2, 1}, {"24h@720", 1, 2, 1}}));
}

TEST(WindowSums, TellWhenTheNextWindowEndsThatHasAnHour) {
  WindowSums sums(1000);
  EXPECT_EQ(sums.NextEndS(), 0);
  sums.AddHour(kDayS + 5 * 3600, HourOf(1, 1));
  EXPECT_EQ(sums.NextEndS(), kDayS + 6 * 3600);
  Take(&sums, kDayS + 6 * 3600);
  EXPECT_EQ(sums.NextEndS(), kDayS + 8 * 3600);
  Take(&sums, kDayS + 8 * 3600);
  EXPECT_EQ(sums.NextEndS(), kDayS + 86400);
  Take(&sums, kDayS + 86400);
  EXPECT_EQ(sums.NextEndS(), 0);
}

int64_t DayOf(WindowSums* sums, VectorId id, int key) {
  int64_t value = -1;
  sums->TakeEnded(kDayS + 86400, [&](const WindowSum& sum) {
    if (sum.window == kDay) value = sum.tally[id][static_cast<size_t>(key)];
  });
  return value;
}

TEST(WindowSums, BroadcastersAreDistinctOverTheDayInEachCountryAndRegion) {
  for (const auto& [id, key, expected] : {std::tuple{kCountryBroadcasters, int{kGermany}, 2},
                                          {kCountryBroadcasters, int{kFrance}, 1},
                                          {kCountryBroadcasters, int{kJapan}, 1},
                                          {kRegionBroadcasters, int{kWesternEurope}, 2},
                                          {kRegionBroadcasters, int{kEasternAsia}, 1},
                                          {kRegionBroadcasters, int{kUnknownRegion}, 0}}) {
    WindowSums sums(1000);
    for (int64_t hour = 0; hour < 2; ++hour) {
      sums.AddBroadcaster(7, kGermany);
      sums.AddBroadcaster(7, kFrance);
      sums.AddBroadcaster(7, kJapan);
      sums.AddBroadcaster(8, kGermany);
      sums.AddHour(kDayS + hour * 3600, Tally());
    }
    EXPECT_EQ(DayOf(&sums, id, key), expected);
  }
}

TEST(WindowSums, ANewDayCountsItsBroadcastersAnew) {
  WindowSums sums(1000);
  sums.AddBroadcaster(7, kGermany);
  sums.AddHour(kDayS - 3600, Tally());
  Take(&sums, kDayS);
  sums.AddBroadcaster(7, kGermany);
  sums.AddHour(kDayS, Tally());
  EXPECT_EQ(DayOf(&sums, kCountryBroadcasters, kGermany), 1);
}

}  // namespace
}  // namespace nodestats
