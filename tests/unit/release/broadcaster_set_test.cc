#include "release/broadcaster_set.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <set>
#include <utility>

namespace nodestats {
namespace {

TEST(BroadcasterSet, TellsWhatIsNewAsASetOfPairsWould) {
  BroadcasterSet set(100'000);
  std::set<std::pair<uint64_t, uint8_t>> model;
  std::mt19937_64 random(1);
  for (int i = 0; i < 50'000; ++i) {
    // Keyed hashes, of which the set keeps 56 bits; some come again, in few places.
    const uint64_t broadcaster = (random() % 8'000 + 1) * 0x9e3779b97f4a7c15 >> 8;
    const auto place = static_cast<uint8_t>(random() % 7);
    ASSERT_EQ(set.Insert(broadcaster, place), model.emplace(broadcaster, place).second) << "at " << i;
  }
}

TEST(BroadcasterSet, TakesTheHashZeroInThePlaceZero) {
  BroadcasterSet set(8);
  EXPECT_TRUE(set.Insert(0, 0));
  EXPECT_FALSE(set.Insert(0, 0));
  EXPECT_TRUE(set.Insert(0, 1));
}

TEST(BroadcasterSet, ClearedItCountsAnew) {
  BroadcasterSet set(2);
  EXPECT_TRUE(set.Insert(7, 1));
  EXPECT_TRUE(set.Insert(8, 1));
  EXPECT_FALSE(set.Insert(9, 1)) << "full";
  set.Clear();
  EXPECT_TRUE(set.Insert(9, 1));
  EXPECT_TRUE(set.Insert(7, 1));
}

}  // namespace
}  // namespace nodestats
