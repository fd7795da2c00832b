#include "chain/log_ranges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace nodestats::crawler {
namespace {

// Asks all of it of an endpoint that gives so many blocks at once; each block has to come exactly once.
int Ask(BlockRange all, uint64_t most, size_t at_once) {
  LogRanges ranges(all);
  std::vector<int> got(all.last - all.first + 1);
  int requests = 0;
  for (;;) {
    std::vector<BlockRange> taken;
    while (taken.size() < at_once) {
      const auto range = ranges.Take();
      if (!range) break;
      taken.push_back(*range);
    }
    if (taken.empty()) break;
    ++requests;
    for (auto range = taken.rbegin(); range != taken.rend(); ++range) {
      if (range->last - range->first + 1 > most) {
        EXPECT_TRUE(ranges.TooMuch(*range));
        continue;
      }
      for (uint64_t block = range->first; block <= range->last; ++block) ++got[block - all.first];
      ranges.Got(*range);
    }
  }
  EXPECT_EQ(std::count(got.begin(), got.end(), 1), static_cast<std::ptrdiff_t>(got.size()));
  return requests;
}

TEST(LogRanges, AllAtOnceWhereTheEndpointGivesIt) { EXPECT_EQ(Ask({100, 50000}, 1000000, 8), 1); }

TEST(LogRanges, EachBlockComesOnceWhateverTheLimit) {
  for (const uint64_t most : {uint64_t{1}, uint64_t{2}, uint64_t{3}, uint64_t{10}, uint64_t{999}, uint64_t{4999}}) {
    for (const size_t at_once : {size_t{1}, size_t{3}, size_t{8}}) Ask({7, 5006}, most, at_once);
  }
}

TEST(LogRanges, FindsTheLimitInFewRequests) {
  EXPECT_LE(Ask({0, 2419199}, 10000, 8), 2 * 2419200 / 10000 / 8 + 20);  // a week of Arbitrum
}

// Of an endpoint that gives ten blocks at once: 5000 requests of ten, and hardly more.
TEST(LogRanges, RemembersALimitOfBlocks) { EXPECT_LE(Ask({0, 49999}, 10, 1), 5100); }

TEST(LogRanges, ForgetsACrowdedStretchAfterAWhile) {
  LogRanges ranges({0, 999999});
  int requests = 0;
  for (auto range = ranges.Take(); range; range = ranges.Take(), ++requests) {
    const bool crowded = range->first < 1000 && range->last - range->first >= 10;
    if (crowded) {
      ASSERT_TRUE(ranges.TooMuch(*range));
    } else {
      ranges.Got(*range);
    }
  }
  EXPECT_LE(requests, 300);
}

TEST(LogRanges, ASingleBlockCannotBeHalved) {
  LogRanges ranges({5, 5});
  const auto range = ranges.Take();
  ASSERT_TRUE(range.has_value());
  EXPECT_FALSE(ranges.TooMuch(*range));
  EXPECT_FALSE(ranges.Take().has_value());
}

TEST(LogRanges, GrowsAgainAfterACrowdedStretch) {
  LogRanges ranges({0, 999});
  ASSERT_TRUE(ranges.TooMuch(*ranges.Take()));
  ASSERT_TRUE(ranges.TooMuch(*ranges.Take()));
  std::vector<uint64_t> sizes;
  for (auto range = ranges.Take(); range; range = ranges.Take()) {
    sizes.push_back(range->last - range->first + 1);
    ranges.Got(*range);
  }
  EXPECT_EQ(sizes, (std::vector<uint64_t>{250, 250, 313, 187}));
}

}  // namespace
}  // namespace nodestats::crawler
