#include "command/check_figures.h"

#include <gtest/gtest.h>

#include "verify/releases.h"

namespace nodestats::crawler {
namespace {

std::vector<VerifiedRelease> Releases(std::initializer_list<v1::Release> list) {
  std::vector<VerifiedRelease> releases;
  for (const v1::Release& release : list) {
    releases.emplace_back();
    releases.back().release = release;
  }
  return releases;
}

TEST(NewestOf, IsTheLastOfEachWindow) {
  const auto releases = Releases({MakeRelease(kHour, Mode::kBinned, kDayStart + kHourS),
                                  MakeRelease(kHour, Mode::kBinned, kDayStart), MakeRelease(kDay, Mode::kBinned)});
  const auto newest = NewestOf(releases);
  ASSERT_EQ(newest.size(), 2u);
  EXPECT_EQ(newest.at(kHour), &releases[0].release);
  EXPECT_EQ(newest.at(kDay), &releases[2].release);
}

TEST(AverageStreams, HasTheNoisesDeviationWhereThereIsNoise) {
  EXPECT_EQ(AverageStreams(MakeRelease(kHour, Mode::kBinned)), "7.00");
  EXPECT_EQ(AverageStreams(MakeRelease(kHour, Mode::kStreamHour)), "7.0 +- 14.1");
}

// 23 regions of 7, whose noise adds up as its squares do.
TEST(AverageStreams, IsTheSumOfTheRegionsWhereThereIsNoTotal) {
  EXPECT_EQ(AverageStreams(MakeRelease(kBlock, Mode::kStreamHour)), "161.0 +- 8.5");
}

TEST(AverageStreams, IsNothingWhereTheNodeGivesNeither) { EXPECT_FALSE(AverageStreams(v1::Release()).has_value()); }

TEST(HoursCoveredToday, NamesThoseThatAreMissing) {
  const auto two =
      Releases({MakeRelease(kHour, Mode::kBinned, kDayStart - kHourS), MakeRelease(kHour, Mode::kBinned, kDayStart),
                MakeRelease(kHour, Mode::kBinned, kDayStart + 2 * kHourS)});
  EXPECT_EQ(HoursCoveredToday(two, kDayStart + 4 * kHourS + 60), "2 of 4, not 01 03");
  EXPECT_EQ(HoursCoveredToday(two, kDayStart + kHourS + 10), "2 of 1");
  EXPECT_EQ(HoursCoveredToday(Releases({MakeRelease(kHour, Mode::kBinned, kDayStart - kHourS)}), kDayStart + 5),
            "0 of 0");
  EXPECT_FALSE(HoursCoveredToday(Releases({MakeRelease(kDay, Mode::kStreamDay)}), kAfterTheDay).has_value());
}

}  // namespace
}  // namespace nodestats::crawler
