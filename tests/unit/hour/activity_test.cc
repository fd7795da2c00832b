#include "hour/activity.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/buckets.h"
#include "domain/countries.h"
#include "domain/regions.h"

namespace nodestats {
namespace {

const auto kFrance = static_cast<size_t>(CountryOfCode("FR"));
const auto kGermany = static_cast<size_t>(CountryOfCode("DE"));
const auto kTaiwan = static_cast<size_t>(CountryOfCode("TW"));

ActiveStreams Active(uint32_t france, uint32_t germany, uint32_t taiwan, uint32_t unknown) {
  ActiveStreams active;
  active.by_country[kFrance] = france;
  active.by_country[kGermany] = germany;
  active.by_country[kTaiwan] = taiwan;
  active.by_country[kUnknownCountry] = unknown;
  return active;
}

TEST(Peaks, AreTheMostAtOnceOfNodeRegionAndCountryEach) {
  Tally tally;
  RaisePeaks(Active(1, 2, 4, 8), &tally);
  RaisePeaks(Active(3, 0, 0, 0), &tally);
  EXPECT_EQ(tally[kStreamsPeak][0], 15);
  EXPECT_EQ(tally[kCountryStreamsPeak][kFrance], 3);
  EXPECT_EQ(tally[kCountryStreamsPeak][kGermany], 2);
  EXPECT_EQ(tally[kCountryStreamsPeak][kTaiwan], 4);
  EXPECT_EQ(tally[kCountryStreamsPeak][kUnknownCountry], 8);
  EXPECT_EQ(tally[kRegionStreamsPeak][kWesternEurope], 3);  // 1 and 2 at once, then 3
  EXPECT_EQ(tally[kRegionStreamsPeak][kEasternAsia], 4);
  EXPECT_EQ(tally[kRegionStreamsPeak][kUnknownRegion], 8);
}

TEST(Peaks, NeverFall) {
  Tally tally;
  RaisePeaks(Active(5, 5, 5, 5), &tally);
  RaisePeaks(Active(0, 0, 0, 0), &tally);
  EXPECT_EQ(tally[kStreamsPeak][0], 20);
  EXPECT_EQ(tally[kRegionStreamsPeak][kWesternEurope], 10);
  EXPECT_EQ(tally[kCountryStreamsPeak][kFrance], 5);
}

TEST(Instants, AreSetForNodeRegionsAndCountriesInARowOfTheirOwn) {
  for (int instant = 0; instant < kInstantCount; ++instant) {
    Tally tally;
    SetInstant(Active(1, 2, 4, 8), instant, &tally);
    const auto row = static_cast<size_t>(instant);
    EXPECT_EQ(tally[kStreamsAtInstant][row], 15);
    EXPECT_EQ(tally[kRegionStreamsAtInstant][row * kRegionCount + kWesternEurope], 3);
    EXPECT_EQ(tally[kRegionStreamsAtInstant][row * kRegionCount + kUnknownRegion], 8);
    EXPECT_EQ(tally[kCountryStreamsAtInstant][row * kCountryCount + kTaiwan], 4);
    EXPECT_EQ(tally[kCountryStreamsAtInstant][row * kCountryCount + kUnknownCountry], 8);
    for (const VectorId id : {kStreamsAtInstant, kRegionStreamsAtInstant, kCountryStreamsAtInstant}) {
      const auto figures = tally[id].size() / kInstantCount;
      const auto own = tally[id].subspan(row * figures, figures);
      EXPECT_EQ(std::count_if(tally[id].begin(), tally[id].end(), [](int64_t value) { return value != 0; }),
                std::count_if(own.begin(), own.end(), [](int64_t value) { return value != 0; }));
    }
  }
}

TEST(Instants, LieAtEachFiveMinutesAndTheLastJustBeforeTheHoursEnd) {
  for (int instant = 0; instant < kInstantCount - 1; ++instant) EXPECT_EQ(InstantMs(instant), (instant + 1) * 300'000);
  EXPECT_EQ(InstantMs(kInstantCount - 1), 3'599'999);
}

// Of any two times at most a minute apart, in the hour or at its end.
TEST(Instants, LieAfterTheTimeBeforeAndNotAfterTheTimeNow) {
  for (int64_t before_ms = 0; before_ms < 3'600'000; before_ms += 997) {
    for (const int64_t step_ms : {0, 1, 1000, 30'000, 59'999, 60'000}) {
      const int64_t now_ms = before_ms + step_ms;
      int expected = -1;
      for (int instant = 0; instant < kInstantCount; ++instant) {
        const int64_t at_ms = (instant + 1) * 300'000;
        if (before_ms < at_ms && at_ms <= now_ms) expected = instant;
      }
      ASSERT_EQ(InstantBetween(before_ms, now_ms), expected) << before_ms << " to " << now_ms;
    }
  }
  EXPECT_EQ(InstantBetween(299'999, 300'000), 0);
  EXPECT_EQ(InstantBetween(300'000, 300'001), -1);
}

}  // namespace
}  // namespace nodestats
