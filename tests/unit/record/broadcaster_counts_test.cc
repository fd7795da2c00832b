#include "record/broadcaster_counts.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

namespace nodestats {
namespace {

TEST(BroadcasterCounts, CountsEachUpToItsMost) {
  constexpr uint32_t kBroadcasters = 1000;
  constexpr uint32_t kMost = 5;
  BroadcasterCounts counts(kBroadcasters);
  std::mt19937_64 random(1);
  std::vector<uint64_t> broadcasters = {0, 1, UINT64_MAX, uint64_t{1} << 63};
  while (broadcasters.size() < kBroadcasters) broadcasters.push_back(random());
  for (int hour = 0; hour < 3; ++hour) {
    std::map<uint64_t, uint32_t> model;
    for (int i = 0; i < 20000; ++i) {
      const uint64_t broadcaster = broadcasters[random() % kBroadcasters];
      EXPECT_EQ(counts.Add(broadcaster, kMost), model[broadcaster] < kMost);
      if (model[broadcaster] < kMost) ++model[broadcaster];
    }
    counts.Clear();
  }
}

// They all begin at one place, as the last ones do, which go on at the first.
TEST(BroadcasterCounts, KeepsThoseOfOnePlaceApart) {
  constexpr uint64_t kBroadcasters = 100;
  for (const uint64_t upper : {uint64_t{0}, UINT64_MAX << 20}) {
    BroadcasterCounts counts(kBroadcasters);
    for (int round = 0; round < 3; ++round) {
      for (uint64_t i = 0; i < kBroadcasters; ++i) EXPECT_EQ(counts.Add(upper + i, 2), round < 2);
    }
  }
}

TEST(BroadcasterCounts, HoldsTheLargestCount) {
  BroadcasterCounts counts(1);
  for (uint32_t i = 0; i < BroadcasterCounts::kMostStreams; ++i) {
    ASSERT_TRUE(counts.Add(UINT64_MAX, BroadcasterCounts::kMostStreams));
  }
  EXPECT_FALSE(counts.Add(UINT64_MAX, BroadcasterCounts::kMostStreams));
}

// What lies in pages of its own is cleared in another way.
TEST(BroadcasterCounts, BeginsAnewWhateverItsSize) {
  for (const uint32_t size : {1U, 100U, 10000U, 65536U}) {
    BroadcasterCounts counts(size);
    for (int hour = 0; hour < 3; ++hour) {
      for (uint64_t i = 0; i < size; ++i) {
        ASSERT_TRUE(counts.Add(i * 0x9e3779b97f4a7c15, 1));
        ASSERT_FALSE(counts.Add(i * 0x9e3779b97f4a7c15, 1));
      }
      counts.Clear();
    }
  }
}

}  // namespace
}  // namespace nodestats
