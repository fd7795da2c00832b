// The most streams at once of days and of the week; of hours see hours_test.cc.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "view/network_fixture.h"

namespace nodestats::crawler {
namespace {

using ::testing::SizeIs;

class PeaksTest : public NetworkTest {};

TEST_F(PeaksTest, PeakIsABoundWithTheDaysPeaksOfNodesWithoutHours) {
  AddDay({.mode = Mode::kBinned, .start = kYesterday, .node = 1, .value = Truth(1)});
  const v1::Release daily =
      Add({.mode = Mode::kStreamDay, .window = kDay, .start = kYesterday, .node = 2, .value = [](VectorId, int) {
             return int64_t{50};
           }});
  const NetworkView day = View().days[0];
  EXPECT_EQ(day.peak_kind, PeakKind::kUpperBound);
  EXPECT_EQ(day.streams_peak.value, 56);
  EXPECT_EQ(day.streams_peak.standard_error, StddevIn(daily, "streams_peak"));
}

TEST_F(PeaksTest, PeakIsUnknownWhereMostHoursWereNotSeen) {
  Add({.window = kDay, .start = kYesterday, .node = 1, .value = Noisy(1)});
  EXPECT_EQ(View().days[0].peak_kind, PeakKind::kUnknown);
}

TEST_F(PeaksTest, OneNodeWithoutHoursAmongManyHidesNoPeak) {
  for (uint32_t node = 1; node <= 20; ++node)
    AddDay({.mode = Mode::kBinned, .start = kYesterday, .node = node, .value = Truth(1)});
  Add({.window = kDay, .start = kYesterday, .node = 99, .value = Noisy(1)});
  const NetworkView day = View().days[0];
  EXPECT_EQ(day.peak_kind, PeakKind::kUpperBound);
  EXPECT_EQ(day.streams_peak.value, 20 * 6);
}

TEST_F(PeaksTest, HoursThatTellNoPeakAreNotSeen) {
  for (uint32_t node = 1; node <= 2; ++node) {
    for (int64_t hour = 0; hour < 24; ++hour) {
      v1::Release release =
          MakeRelease({.mode = Mode::kBinned, .start = kYesterday + hour * kHourS, .node = node, .value = Truth(1)});
      if (node == 2) {
        auto& vectors = *release.mutable_vectors();
        for (int i = vectors.size() - 1; i >= 0; --i) {
          if (vectors[i].name() == "streams_peak" || vectors[i].name() == "streams_at_instant") {
            vectors.DeleteSubrange(i, 1);
          }
        }
      }
      Save(node, Verified(release));
    }
    Add({.window = kDay, .start = kYesterday, .node = node, .value = Noisy(node)});
  }
  EXPECT_EQ(View().days[0].peak_kind, PeakKind::kUnknown) << "what one of two nodes had bounds nothing";
}

// `day` days ago, with all hours.
Made BinnedDay(int64_t day) { return {.mode = Mode::kBinned, .start = kToday - day * kDayS, .value = Truth(1)}; }

TEST_F(PeaksTest, TheWeeksPeakIsTheLargestOfItsDaysAsSampled) {
  for (int64_t day = 1; day <= 3; ++day) AddDay(BinnedDay(day));
  const NetworkView week = *View().week;
  EXPECT_EQ(week.peak_kind, PeakKind::kSampled);
  EXPECT_EQ(week.streams_peak.value, 6);
}

TEST_F(PeaksTest, TheWeeksPeakIsUnknownWhereThatOfADayIs) {
  for (const int64_t unknown : {int64_t{1}, int64_t{3}, int64_t{7}}) {  // whether it comes first, between or last
    store_ = *Store::Open(folder_.File("store" + std::to_string(unknown)));
    for (int64_t day = 1; day <= 7; ++day) {
      if (day != unknown) AddDay(BinnedDay(day));
    }
    Add({.window = kDay, .start = kToday - unknown * kDayS, .node = 2, .value = Noisy(1)});
    const Snapshot snapshot = View();
    ASSERT_THAT(snapshot.days, SizeIs(7));
    EXPECT_EQ(snapshot.days[static_cast<size_t>(7 - unknown)].peak_kind, PeakKind::kUnknown);
    EXPECT_EQ(snapshot.week->peak_kind, PeakKind::kUnknown) << unknown;
    EXPECT_EQ(snapshot.week->streams_peak.value, 0);
  }
}

}  // namespace
}  // namespace nodestats::crawler
