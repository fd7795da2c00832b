#include "hour/tally.h"

#include <gtest/gtest.h>

namespace nodestats {
namespace {

TEST(SaturatingAdd, GivesTheNearestNumberThatFits) {
  EXPECT_EQ(SaturatingAdd(2, 3), 5);
  EXPECT_EQ(SaturatingAdd(INT64_MAX, 0), INT64_MAX);
  EXPECT_EQ(SaturatingAdd(INT64_MAX - 1, 1), INT64_MAX);
  EXPECT_EQ(SaturatingAdd(INT64_MAX, 1), INT64_MAX);
  EXPECT_EQ(SaturatingAdd(INT64_MAX, INT64_MAX), INT64_MAX);
  EXPECT_EQ(SaturatingAdd(INT64_MIN, -1), INT64_MIN);
  EXPECT_EQ(SaturatingAdd(-1, INT64_MIN), INT64_MIN);
  EXPECT_EQ(SaturatingAdd(INT64_MIN, INT64_MIN), INT64_MIN);
  EXPECT_EQ(SaturatingAdd(INT64_MAX, INT64_MIN), -1);
}

TEST(Tally, HoldsOneValueForEachFigureAndBeginsAtZero) {
  Tally tally;
  for (int i = 0; i < kVectorCount; ++i) {
    const auto id = static_cast<VectorId>(i);
    ASSERT_EQ(tally[id].size(), static_cast<size_t>(SpecOf(id).size()));
    for (const int64_t value : tally[id]) ASSERT_EQ(value, 0);
  }
}

TEST(Tally, FiguresDoNotOverlap) {
  Tally tally;
  int64_t next = 1;
  for (int i = 0; i < kVectorCount; ++i) {
    for (int64_t& value : tally[static_cast<VectorId>(i)]) value = next++;
  }
  int64_t expected = 1;
  const Tally& read = tally;
  for (int i = 0; i < kVectorCount; ++i) {
    for (const int64_t value : read[static_cast<VectorId>(i)]) ASSERT_EQ(value, expected++);
  }
  tally.Clear();
  for (int i = 0; i < kVectorCount; ++i) {
    for (const int64_t value : read[static_cast<VectorId>(i)]) ASSERT_EQ(value, 0);
  }
}

TEST(Tally, AddsAndStaysWithinItsRange) {
  Tally tally;
  tally.Add(kSegments, 5, 2);
  tally.Add(kSegments, 5, 3);
  EXPECT_EQ(tally[kSegments][5], 5);
  EXPECT_EQ(tally[kSegments][4], 0);
  tally.Add(kSegments, 5, INT64_MAX);
  EXPECT_EQ(tally[kSegments][5], INT64_MAX);
}

TEST(Tally, MergingTakesTheLargestPeakAndTheSumOfTheRest) {
  Tally window;
  Tally hour;
  for (int i = 0; i < kVectorCount; ++i) {
    window[static_cast<VectorId>(i)][0] = 7;
    hour[static_cast<VectorId>(i)][0] = 5;
  }
  hour[kCountryStreamsPeak][1] = 9;
  window.Merge(hour);
  for (int i = 0; i < kVectorCount; ++i) {
    const auto id = static_cast<VectorId>(i);
    const bool is_peak = id == kStreamsPeak || id == kRegionStreamsPeak || id == kCountryStreamsPeak;
    EXPECT_EQ(window[id][0], is_peak ? 7 : 12) << SpecOf(id).name;
  }
  EXPECT_EQ(window[kCountryStreamsPeak][1], 9);
}

TEST(Tally, MergingDoesNotOverflow) {
  Tally window;
  Tally hour;
  window[kEncodedPixels][9] = INT64_MAX - 1;
  hour[kEncodedPixels][9] = 5;
  window.Merge(hour);
  EXPECT_EQ(window[kEncodedPixels][9], INT64_MAX);
}

}  // namespace
}  // namespace nodestats
