#include "record/bounded_hour.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "unit/record/measured.h"

namespace nodestats {
namespace {

constexpr int64_t kMaxPixels = int64_t{1} << 50;  // of a rendition

struct Rendition {
  int rung;
  int64_t pixels;
};

// An ok segment with these renditions.
Measured PixelsOf(const std::vector<Rendition>& renditions) {
  Measured measured = MediaOf(2'000'000);
  for (const Rendition& rendition : renditions) {
    measured.rung[measured.rendition_count] = static_cast<uint8_t>(rendition.rung);
    measured.encoded_pixels[measured.rendition_count++] = rendition.pixels;
  }
  return measured;
}

Measured OutcomeOf(int outcome, int speed) {
  Measured measured = MediaOf(2'000'000);
  measured.outcome_speed = static_cast<uint8_t>(outcome * kSpeedCount + speed);
  return measured;
}

class BoundedHourTest : public testing::Test {
 protected:
  void Add(const Measured& measured, int times = 1) {
    for (int i = 0; i < times; ++i) row_.Add(measured);
  }

  // Of all rungs, in thousandths.
  std::vector<int64_t> Pixels() const { return Settled(kEncodedPixels); }
  int64_t PixelsIn(int rung) const { return Pixels()[static_cast<size_t>(rung)]; }
  int64_t AllPixels() const { return Sum(Pixels()); }

  std::vector<int64_t> Outcomes() const { return Settled(kOutcomeStreams); }
  int64_t OutcomesIn(int outcome, int speed) const {
    return Outcomes()[static_cast<size_t>(outcome * kSpeedCount + speed)];
  }

  static int64_t Sum(const std::vector<int64_t>& values) {
    return std::accumulate(values.begin(), values.end(), int64_t{0});
  }

  std::vector<int64_t> Settled(VectorId id) const {
    Tally tally;
    row_.Settle(&tally);
    return {tally[id].begin(), tally[id].end()};
  }

  BoundedHour row_ = {};
};

class NominalRung : public BoundedHourTest, public testing::WithParamInterface<int> {};

TEST_P(NominalRung, AnHourOfItsStreamIsAThousandThousandths) {
  const int rung = GetParam();
  Add(PixelsOf({{rung, NominalPixels(rung)}}));
  EXPECT_EQ(PixelsIn(rung), 1000);
  EXPECT_EQ(AllPixels(), 1000);
}

TEST_P(NominalRung, AnHourOfItsSegmentsIsAThousandThousandths) {
  const int rung = GetParam();
  Add(PixelsOf({{rung, NominalPixels(rung) / 1800}}), 1800);
  EXPECT_EQ(PixelsIn(rung), 1000);
  EXPECT_EQ(AllPixels(), 1000);
}

TEST_P(NominalRung, RoundsToTheNearestThousandth) {
  const int rung = GetParam();
  const int64_t milli = NominalPixels(rung) / 1000;
  for (const int64_t count : {0, 1, 2, 999, 5000}) {
    row_ = {};
    Add(PixelsOf({{rung, count * milli + milli * 49 / 100}}));
    EXPECT_EQ(PixelsIn(rung), count);
    row_ = {};
    Add(PixelsOf({{rung, count * milli + milli * 51 / 100}}));
    EXPECT_EQ(PixelsIn(rung), count + 1);
  }
}

TEST_P(NominalRung, SixOfItsStreamsAreTheMost) {
  const int rung = GetParam();
  Add(PixelsOf({{rung, NominalPixels(rung)}}), 6);
  EXPECT_EQ(PixelsIn(rung), kMilliPixelsMost);
  Add(PixelsOf({{rung, NominalPixels(rung)}}), 6);
  EXPECT_EQ(AllPixels(), kMilliPixelsMost);
}

TEST_P(NominalRung, TheMostPixelsThereCanBeAreNoMoreThanThat) {
  const int rung = GetParam();
  const Rendition most = {rung, kMaxPixels};
  Add(PixelsOf(std::vector<Rendition>(NODESTATS_MAX_RENDITIONS, most)), 100);
  EXPECT_EQ(PixelsIn(rung), kMilliPixelsMost);
  EXPECT_EQ(AllPixels(), kMilliPixelsMost);
}

INSTANTIATE_TEST_SUITE_P(Rungs, NominalRung, testing::Range(0, kRungCount),
                         [](const auto& rung) { return std::string(kRungNames[rung.param]); });

TEST_F(BoundedHourTest, BeginsWithNothing) {
  EXPECT_EQ(AllPixels(), 0);
  EXPECT_EQ(Sum(Outcomes()), 0);
}

TEST_F(BoundedHourTest, TheClampIsOfAllRungsTogetherAndCutsInProportion) {
  Add(PixelsOf({{0, 4 * NominalPixels(0)}}));
  Add(PixelsOf({{9, NominalPixels(9)}, {6, 4 * NominalPixels(6)}}));
  EXPECT_NEAR(static_cast<double>(PixelsIn(0)), 6000 * 4 / 9.0, 1);
  EXPECT_NEAR(static_cast<double>(PixelsIn(6)), 6000 * 4 / 9.0, 1);
  EXPECT_NEAR(static_cast<double>(PixelsIn(9)), 6000 * 1 / 9.0, 1);
  EXPECT_EQ(AllPixels(), kMilliPixelsMost);
}

TEST_F(BoundedHourTest, ARungsPixelsStayAtEightOfItsStreams) {
  Add(PixelsOf({{2, 100 * NominalPixels(2)}, {3, NominalPixels(3)}}));
  Add(PixelsOf({{2, NominalPixels(2)}}), 1000);
  EXPECT_NEAR(static_cast<double>(PixelsIn(2)), 6000 * 8 / 9.0, 1);
  EXPECT_NEAR(static_cast<double>(PixelsIn(3)), 6000 * 1 / 9.0, 1);
  EXPECT_EQ(AllPixels(), kMilliPixelsMost);
}

TEST_F(BoundedHourTest, PixelsOfManyRungsAddUpToWhatTheyComeTo) {
  // A third of a thousandth in each of nine rungs.
  std::vector<Rendition> renditions;
  for (int rung = 0; rung < 9; ++rung) renditions.push_back({rung, NominalPixels(rung) / 3000});
  Add(PixelsOf(renditions));
  EXPECT_EQ(AllPixels(), 3);
}

TEST_F(BoundedHourTest, AFailedSegmentCountsInTheOutcomesAlone) {
  Measured failure = FailureOf(3);
  failure.rendition_count = 1;
  failure.encoded_pixels[0] = kMaxPixels;
  Add(failure);
  EXPECT_EQ(AllPixels(), 0);
  EXPECT_EQ(OutcomesIn(2, 3), kMilliOutcomesMost);
  EXPECT_EQ(Sum(Outcomes()), kMilliOutcomesMost);
}

TEST_F(BoundedHourTest, SegmentsShareOneStreamAmongTheirOutcomes) {
  Add(OutcomeOf(0, 5), 6);
  Add(OutcomeOf(1, 0), 1);
  Add(FailureOf(7), 1);
  EXPECT_EQ(OutcomesIn(0, 5), 750);
  EXPECT_EQ(OutcomesIn(1, 0), 125);
  EXPECT_EQ(OutcomesIn(2, 7), 125);
  EXPECT_EQ(Sum(Outcomes()), kMilliOutcomesMost);
}

TEST_F(BoundedHourTest, SegmentsOfAClassStayAt65535) {
  Add(OutcomeOf(0, 1), 65'535 + 10);
  EXPECT_EQ(OutcomesIn(0, 1), kMilliOutcomesMost);
  Add(OutcomeOf(1, 2), 65'535);
  EXPECT_EQ(OutcomesIn(0, 1), 500);
  EXPECT_EQ(OutcomesIn(1, 2), 500);
  Add(FailureOf(7), 70'000);
  EXPECT_EQ(OutcomesIn(2, 7), 334);
  EXPECT_EQ(Sum(Outcomes()), kMilliOutcomesMost);
}

TEST_F(BoundedHourTest, PixelsGoOnWhereSegmentsAreTooMany) {
  Add(FailureOf(0), 70'000);
  Add(PixelsOf({{5, NominalPixels(5)}}));
  EXPECT_EQ(PixelsIn(5), 1000);
}

TEST_F(BoundedHourTest, SettlingAddsToTheTally) {
  Add(PixelsOf({{5, NominalPixels(5)}}));
  Tally tally;
  for (int i = 0; i < 3; ++i) row_.Settle(&tally);
  EXPECT_EQ(tally[kEncodedPixels][5], 3000);
  EXPECT_EQ(tally[kOutcomeStreams][4], 3 * kMilliOutcomesMost);
}

// Whatever comes: within the clamps, and near to what came of each rung where that is less.
TEST_F(BoundedHourTest, IsBoundedAndCountsWhatCame) {
  std::mt19937_64 random(1);
  for (int hour = 0; hour < 2000; ++hour) {
    row_ = {};
    double due[kRungCount] = {};
    const uint64_t count = 1 + random() % 50;
    const int size = static_cast<int>(random() % 40);
    for (uint64_t i = 0; i < count; ++i) {
      std::vector<Rendition> renditions(random() % (NODESTATS_MAX_RENDITIONS + 1));
      for (Rendition& rendition : renditions) {
        rendition = {static_cast<int>(random() % kRungCount), static_cast<int64_t>(random() >> (14 + size))};
        due[rendition.rung] +=
            static_cast<double>(rendition.pixels) * 1000 / static_cast<double>(NominalPixels(rendition.rung));
      }
      Add(PixelsOf(renditions));
    }
    const double all_due = std::accumulate(std::begin(due), std::end(due), 0.0);
    const std::vector<int64_t> pixels = Pixels();
    ASSERT_NEAR(static_cast<double>(Sum(pixels)), std::min(all_due, 6000.0), 0.51);
    ASSERT_LE(Sum(pixels), kMilliPixelsMost);
    ASSERT_EQ(Sum(Outcomes()), kMilliOutcomesMost);
    for (size_t rung = 0; rung < kRungCount; ++rung) {
      ASSERT_GE(pixels[rung], 0);
      if (all_due < 6000) {
        ASSERT_NEAR(static_cast<double>(pixels[rung]), due[rung], 1.51);
      }
    }
  }
}

}  // namespace
}  // namespace nodestats
