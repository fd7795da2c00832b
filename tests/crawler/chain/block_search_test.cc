#include "chain/block_search.h"

#include <gtest/gtest.h>

namespace nodestats::crawler {
namespace {

// A chain of a block each quarter of a second, from 1000 on.
int64_t TimeOf(uint64_t number) { return 1000 + static_cast<int64_t>(number / 4); }

struct Searched {
  uint64_t first;
  int rounds;
};

Searched Search(int64_t time, uint64_t latest, size_t probes) {
  int rounds = 0;
  const auto first = FirstBlockAt(time, {.number = latest, .unix_seconds = TimeOf(latest)}, probes,
                                  [&](const std::vector<uint64_t>& numbers) -> absl::StatusOr<std::vector<Block>> {
                                    ++rounds;
                                    EXPECT_LE(numbers.size(), probes);
                                    std::vector<Block> blocks;
                                    for (const uint64_t number : numbers) {
                                      EXPECT_LE(number, latest);
                                      blocks.push_back({.number = number, .unix_seconds = TimeOf(number)});
                                    }
                                    return blocks;
                                  });
  EXPECT_TRUE(first.ok());
  return {.first = first.value_or(0), .rounds = rounds};
}

TEST(BlockSearch, FindsTheFirstOfThatTime) {
  for (const size_t probes : {size_t{1}, size_t{2}, size_t{7}, size_t{64}}) {
    for (const int64_t time : {int64_t{1001}, int64_t{1002}, int64_t{1123}, int64_t{1249}, int64_t{1250}}) {
      EXPECT_EQ(Search(time, 1000, probes).first, static_cast<uint64_t>(time - 1000) * 4) << time << " " << probes;
    }
  }
}

TEST(BlockSearch, GivesTheFirstAndTheLatestWhereTheTimeIsOutside) {
  EXPECT_EQ(Search(0, 1000, 64).first, 0U);
  EXPECT_EQ(Search(1000, 1000, 64).first, 0U);
  EXPECT_EQ(Search(999999, 1000, 64).first, 1000U);
  EXPECT_EQ(Search(5000, 0, 64).first, 0U);
}

TEST(BlockSearch, ArbitrumNeedsFiveRounds) {
  const Searched searched = Search(100000000, 500000000, 64);
  EXPECT_EQ(searched.first, uint64_t{(100000000 - 1000) * 4});
  EXPECT_LE(searched.rounds, 5);
}

TEST(BlockSearch, EndsWhereTimesRunBackwardsOrAnswersAreShort) {
  const Block latest{.number = 100000, .unix_seconds = 5};
  const auto random = FirstBlockAt(50, latest, 3, [](const std::vector<uint64_t>& numbers) {
    std::vector<Block> blocks;
    for (const uint64_t n : numbers)
      blocks.push_back({.number = n, .unix_seconds = static_cast<int64_t>(n * 37 % 100)});
    return absl::StatusOr<std::vector<Block>>(blocks);
  });
  ASSERT_TRUE(random.ok());
  EXPECT_LE(*random, latest.number);
  const auto missing = FirstBlockAt(50, latest, 3, [](const std::vector<uint64_t>&) {
    return absl::StatusOr<std::vector<Block>>(std::vector<Block>());
  });
  EXPECT_TRUE(absl::IsInternal(missing.status()));
}

}  // namespace
}  // namespace nodestats::crawler
