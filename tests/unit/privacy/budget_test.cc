#include "privacy/budget.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "domain/rungs.h"
#include "geo/cell.h"
#include "privacy/discrete_laplace.h"
#include "record/stream_table.h"
#include "unit/record/measured.h"
#include "unit/record/record_from.h"

namespace nodestats {
namespace {

constexpr Mode kModes[] = {Mode::kStreamHour, Mode::kStreamDay, Mode::kBinned};
constexpr Mode kPrivateModes[] = {Mode::kStreamHour, Mode::kStreamDay};

// The square root of the mean of z^2, summed up term by term.
double SummedStddev(const NoiseScale& scale) {
  const double q = std::exp(-1 / scale.value());
  double mass = 1;
  double squares = 0;
  for (double z = 1, weight = 2 * q; weight > 1e-30; ++z, weight *= q) {
    mass += weight;
    squares += weight * z * z;
  }
  return std::sqrt(squares / mass);
}

TEST(Budget, SharesAddUpToTheClaim) {
  constexpr int kMilliEpsilon[kModeCount] = {1000, 2000, 0};
  for (const Mode mode : kModes) {
    int sum = 0;
    for (const Share& share : BudgetOf(mode)) {
      EXPECT_GT(share.milli_epsilon, 0) << SpecOf(share.vector).name;
      sum += share.milli_epsilon;
    }
    EXPECT_EQ(sum, kMilliEpsilon[static_cast<int>(mode)]);
    EXPECT_EQ(MilliEpsilonOf(mode), sum);
  }
}

TEST(Budget, WhatAPrivateModePublishesHasOneRowAndNothingElseHas) {
  for (const Mode mode : kPrivateModes) {
    std::multiset<std::pair<int, int>> published;
    std::multiset<std::pair<int, int>> paid;
    for (int window = 0; window < kWindowCount; ++window) {
      for (int id = 0; id < kVectorCount; ++id) {
        if (SpecOf(static_cast<VectorId>(id)).GoesInto(static_cast<Window>(window), mode))
          published.emplace(window, id);
      }
    }
    for (const Share& share : BudgetOf(mode)) paid.emplace(share.window, share.vector);
    EXPECT_EQ(paid, published);
    EXPECT_FALSE(paid.empty());
  }
  EXPECT_TRUE(BudgetOf(Mode::kBinned).empty());
}

TEST(Budget, FindsEachRowAndNoOther) {
  for (const Mode mode : kModes) {
    for (int window = 0; window < kWindowCount; ++window) {
      for (int id = 0; id < kVectorCount; ++id) {
        const Share* found = FindShare(mode, static_cast<Window>(window), static_cast<VectorId>(id));
        const bool noised =
            mode != Mode::kBinned && SpecOf(static_cast<VectorId>(id)).GoesInto(static_cast<Window>(window), mode);
        ASSERT_EQ(found != nullptr, noised);
        if (!noised) continue;
        EXPECT_EQ(found->window, window);
        EXPECT_EQ(found->vector, id);
      }
    }
  }
}

// Noise is for dense vectors: a cell that is left out where it is 0 would tell that it is.
TEST(Budget, PaysForDenseVectorsAlone) {
  for (const Mode mode : kPrivateModes) {
    for (const Share& share : BudgetOf(mode)) EXPECT_FALSE(SpecOf(share.vector).sparse());
  }
}

TEST(Budget, AStreamHourMovesARowByItsClampAndAStreamDayByTwentyFourOrOnePeak) {
  for (const Share& share : BudgetOf(Mode::kStreamHour)) EXPECT_EQ(share.sensitivity, share.clamp);
  for (const Share& share : BudgetOf(Mode::kStreamDay)) {
    const bool peak = SpecOf(share.vector).combine == Combine::kPeak;
    EXPECT_EQ(share.window, kDay);
    EXPECT_EQ(share.sensitivity, peak ? 1 : 24 * share.clamp);
  }
}

// The largest stream-hour there can be: media without end, pixels without end.
TEST(Budget, ClampsAreWhatTheLargestStreamHourAdds) {
  Measured measured = MediaOf(kHourUs, 3, 4);
  measured.rendition_count = 2;
  measured.rung[1] = 6;
  measured.encoded_pixels[0] = measured.encoded_pixels[1] = int64_t{1} << 50;
  StreamTable table(1, true);
  const auto close = [&](Tally* tally) {
    table.CloseHour(0, [&](const StreamHour& row, uint32_t) {
      row.Settle(tally);
      table.BoundedOf(row)->Settle(tally);
    });
  };
  Tally tally;
  close(&tally);
  for (int i = 0; i < 1001; ++i) {
    measured.source_rung = static_cast<uint8_t>(i % kSourceRungCount);
    measured.pixel_rate = static_cast<uint8_t>(i % kPixelRateCount);
    measured.outcome_speed = static_cast<uint8_t>(i % (kOutcomeCount * kSpeedCount));
    ASSERT_EQ(RecordFrom(2, {7, kNoCell}, &table, 1, measured), NODESTATS_OK);
  }
  close(&tally);
  tally.Add(kStreamsPeak, 0, 1);
  for (const Mode mode : kPrivateModes) {
    for (const Share& share : BudgetOf(mode)) {
      const auto values = tally[share.vector];
      EXPECT_EQ(std::accumulate(values.begin(), values.end(), int64_t{0}), share.clamp) << SpecOf(share.vector).name;
    }
  }
}

// What doc/privacy.md derives under "Admission": a stream that leaves a full table is replaced by one other, whose
// average is as large, and three others' outcomes change by two streams each.
TEST(Budget, AFullTableCostsTwiceTheClaimAtMost) {
  for (const Mode mode : kPrivateModes) {
    int averages = 0;
    int node_average = 0;
    int others = 0;
    for (const Share& share : BudgetOf(mode)) {
      const int epsilon = share.milli_epsilon;
      if (share.vector == kStreamsAverage) {
        node_average += epsilon;
      } else if (share.vector == kStreamsPeak) {
        others += epsilon;
      } else if (share.vector == kOutcomeStreams) {
        others += 7 * epsilon;
      } else if (SpecOf(share.vector).combine == Combine::kAverage) {
        averages += 2 * epsilon;
      } else {
        others += 2 * epsilon;
      }
    }
    EXPECT_LE(node_average, averages) << "else it costs most where but one of the two is there";
    EXPECT_LE(averages + others, 2 * MilliEpsilonOf(mode));
  }
}

TEST(Budget, ScalesAreSensitivityOverShareInLowestTerms) {
  for (const Mode mode : kPrivateModes) {
    for (const Share& share : BudgetOf(mode)) {
      const NoiseScale scale = share.Scale();
      EXPECT_EQ(std::gcd(scale.numerator, scale.denominator), 1);
      EXPECT_EQ(scale.numerator * share.milli_epsilon, scale.denominator * share.sensitivity * 1000);
    }
  }
  constexpr NoiseScale kWhole = Share{kStreamsPeak, kHour, 1, 1, 50}.Scale();
  EXPECT_EQ(kWhole.numerator, 20);
  EXPECT_EQ(kWhole.denominator, 1);
  constexpr NoiseScale kBroken = Share{kEncodedPixels, kDay, 6, 6, 230}.Scale();
  EXPECT_EQ(kBroken.numerator, 600);
  EXPECT_EQ(kBroken.denominator, 23);
  EXPECT_DOUBLE_EQ(kBroken.value(), 600.0 / 23);
}

// What the sampler computes stays below 2^62 up to v = 2^14 - 1, beyond which it comes with a probability of
// exp(-2^14).
TEST(Budget, ScalesLeaveTheSamplerItsRoom) {
  static_assert(kMaxScaleNumerator <= (int64_t{1} << 62) >> 14);
  for (const Mode mode : kPrivateModes) {
    for (const Share& share : BudgetOf(mode)) {
      EXPECT_GE(share.Scale().numerator, 1);
      EXPECT_LE(share.Scale().numerator, kMaxScaleNumerator);
      EXPECT_GE(share.Scale().denominator, 1);
    }
  }
}

TEST(Budget, StddevIsThatOfTheDistribution) {
  for (const NoiseScale scale : {NoiseScale{1, 20}, {1, 3}, {1, 1}, {3, 2}, {20, 1}, {600, 23}, {20'000, 1}}) {
    EXPECT_NEAR(scale.Stddev() / SummedStddev(scale), 1, 1e-9) << scale.value();
  }
}

// Of large scales the discrete distribution is the continuous one: sqrt(2) times the scale.
TEST(Budget, StddevIsExactAtLargeScalesToo) {
  for (const Mode mode : kPrivateModes) {
    for (const Share& share : BudgetOf(mode)) {
      const double scale = share.Scale().value();
      if (scale > 1e8) {
        EXPECT_NEAR(share.Scale().Stddev() / (std::sqrt(2.0) * scale), 1, 1e-14);
      }
    }
  }
}

TEST(Budget, NoisedPixelsAreInThousandthsOfARungsNominalStreamAndAllElseInItsUnit) {
  for (const Mode mode : kModes) {
    for (int id = 0; id < kVectorCount; ++id) {
      const auto vector = static_cast<VectorId>(id);
      for (int key = 0; key < SpecOf(vector).size(); ++key) {
        const bool milli = mode != Mode::kBinned && vector == kEncodedPixels;
        ASSERT_EQ(MultiplierOf(mode, vector, key) * (milli ? 1000 : 1), milli ? NominalPixels(key) : 1);
      }
    }
  }
}

}  // namespace
}  // namespace nodestats
