// How much one stream can change an hour: what the private modes' noise will have to cover.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <random>
#include <vector>

#include "hour/hour_book.h"
#include "unit/record/measured.h"
#include "unit/record/record_from.h"

namespace nodestats {
namespace {

constexpr int64_t kOneStreamUs = 3'600'000'000;
constexpr int kMinutes = 60;
constexpr uint64_t kNobody = UINT64_MAX;

struct Sent {
  int minute;
  uint64_t stream;
  int country;
  int cell;
  Measured measured;
};

std::vector<Sent> RandomHour(std::mt19937_64* random, uint64_t streams) {
  const auto below = [&](int bound) { return static_cast<int>((*random)() % static_cast<uint64_t>(bound)); };
  std::vector<Sent> hour;
  for (int i = 20 + below(200); i > 0; --i) {
    const int64_t longest_us = below(3) == 0 ? kOneStreamUs : 60'000'000;
    const auto duration_us = 1 + static_cast<int64_t>((*random)() % static_cast<uint64_t>(longest_us));
    hour.push_back({below(kMinutes), (*random)() % streams, below(kCountryCount), below(kCellCount),
                    MediaOf(duration_us, below(kSourceRungCount), below(kPixelRateCount))});
  }
  std::stable_sort(hour.begin(), hour.end(), [](const Sent& a, const Sent& b) { return a.minute < b.minute; });
  return hour;
}

// The figures of an hour in which all this is sent but what `left_out` sends.
Tally FiguresOf(const std::vector<Sent>& hour, uint32_t max_streams, uint64_t left_out) {
  HourBook book(max_streams);
  const auto settled = [](const StreamHour&) {};
  auto next = hour.begin();
  for (int minute = 0; minute < kMinutes; ++minute) {
    EXPECT_EQ(book.Advance(int64_t{minute} * 60'000, 0, settled), nullptr);
    for (; next != hour.end() && next->minute == minute; ++next) {
      if (next->stream == left_out) continue;
      const Place place = {static_cast<uint8_t>(next->country), static_cast<uint16_t>(next->cell)};
      RecordFrom(next->stream % 5, place, &book.table(), next->stream * 0x9e3779b97f4a7c15, next->measured);
    }
  }
  const CoveredHour* covered = book.Advance(int64_t{kMinutes} * 60'000, 0, settled);
  EXPECT_NE(covered, nullptr);
  return covered == nullptr ? Tally() : covered->tally;
}

int64_t Distance(absl::Span<const int64_t> a, absl::Span<const int64_t> b) {
  int64_t sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += std::abs(a[i] - b[i]);
  return sum;
}

void ExpectDistance(const Tally& with, const Tally& without, int64_t streams) {
  for (int i = 0; i < kVectorCount; ++i) {
    const auto id = static_cast<VectorId>(i);
    switch (SpecOf(id).combine) {
      case Combine::kAverage:
        EXPECT_LE(Distance(with[id], without[id]), streams * kOneStreamUs) << SpecOf(id).name;
        break;
      case Combine::kPeak:
        EXPECT_LE(Distance(with[id], without[id]), streams) << SpecOf(id).name;
        break;
      case Combine::kInstants:
        EXPECT_LE(Distance(with[id], without[id]), streams * kInstantCount) << SpecOf(id).name;
        break;
      case Combine::kSum:  // of segments: these are not bounded yet
      case Combine::kDistinct:
        break;
    }
  }
}

TEST(Sensitivity, OneStreamChangesAnHourByAtMostOneStream) {
  std::mt19937_64 random(1);
  int64_t farthest = 0;
  for (int round = 0; round < 12; ++round) {
    const std::vector<Sent> hour = RandomHour(&random, 8);
    const Tally all = FiguresOf(hour, 1024, kNobody);
    for (uint64_t stream = 0; stream < 8; ++stream) {
      const Tally without = FiguresOf(hour, 1024, stream);
      ExpectDistance(all, without, 1);
      farthest = std::max(farthest, Distance(all[kSourceStreamsAverage], without[kSourceStreamsAverage]));
    }
  }
  EXPECT_EQ(farthest, kOneStreamUs);  // the bound is reached
}

// In a full table a stream that stays away leaves its place to the next one that comes, of its own broadcaster where
// that has its part, and to no other.
TEST(Sensitivity, InAFullTableOneStreamChangesAnHourByAtMostTwo) {
  std::mt19937_64 random(2);
  int64_t farthest = 0;
  for (int round = 0; round < 12; ++round) {
    const std::vector<Sent> hour = RandomHour(&random, 12);
    const Tally all = FiguresOf(hour, 8, kNobody);
    for (uint64_t stream = 0; stream < 12; ++stream) {
      const Tally without = FiguresOf(hour, 8, stream);
      ExpectDistance(all, without, 2);
      farthest = std::max(farthest, Distance(all[kCountryStreamsAverage], without[kCountryStreamsAverage]));
    }
  }
  EXPECT_GT(farthest, kOneStreamUs);
}

}  // namespace
}  // namespace nodestats
