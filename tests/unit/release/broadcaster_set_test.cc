#include "release/broadcaster_set.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <set>
#include <utility>

#include "domain/countries.h"

namespace nodestats {
namespace {

TEST(BroadcasterSet, TellsWhatIsNewAsSetsOfPairsWould) {
  BroadcasterSet set(100'000);
  std::set<std::pair<uint64_t, int>> countries;
  std::set<std::pair<uint64_t, int>> regions;
  std::mt19937_64 random(1);
  for (int i = 0; i < 50'000; ++i) {
    // Keyed hashes, of which the set keeps 56 bits; some come again, in few places.
    const uint64_t broadcaster = (random() % 8'000 + 1) * 0x9e3779b97f4a7c15 >> 8;
    const auto country = static_cast<uint8_t>(random() % 40);
    const bool new_country = countries.emplace(broadcaster, country).second;
    const bool new_region = regions.emplace(broadcaster, RegionOfCountry(country)).second;
    const Visit expected = new_region ? Visit::kNewRegion : new_country ? Visit::kNewCountry : Visit::kKnown;
    ASSERT_EQ(set.Insert(broadcaster, country), expected) << "at " << i;
  }
}

TEST(BroadcasterSet, OneBroadcasterMayBeEverywhere) {
  BroadcasterSet set(1000);
  int regions = 0;
  for (int country = 0; country < kCountryCount; ++country) {
    const Visit visit = set.Insert(7, static_cast<uint8_t>(country));
    EXPECT_NE(visit, Visit::kKnown);
    regions += visit == Visit::kNewRegion ? 1 : 0;
  }
  EXPECT_EQ(regions, kRegionCount);
}

TEST(BroadcasterSet, TakesTheHashZeroInTheFirstCountry) {
  BroadcasterSet set(8);
  EXPECT_EQ(set.Insert(0, 0), Visit::kNewRegion);
  EXPECT_EQ(set.Insert(0, 0), Visit::kKnown);
  EXPECT_NE(set.Insert(0, 1), Visit::kKnown);
}

TEST(BroadcasterSet, CountsNoMoreThanItMayHold) {
  BroadcasterSet set(2);
  EXPECT_EQ(set.Insert(7, 1), Visit::kNewRegion);
  EXPECT_EQ(set.Insert(8, 1), Visit::kNewRegion);
  EXPECT_EQ(set.Insert(9, 1), Visit::kKnown) << "full";
  set.Clear();
  EXPECT_EQ(set.Insert(9, 1), Visit::kNewRegion);
  EXPECT_EQ(set.Insert(7, 1), Visit::kNewRegion);
}

}  // namespace
}  // namespace nodestats
