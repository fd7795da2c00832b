#include "record/split.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <vector>

namespace nodestats {
namespace {

using Values = std::vector<int64_t>;

// Splits into empty classes.
template <typename Part>
Values SplitOf(const std::vector<Part>& parts, int64_t counted) {
  int64_t total = 0;
  for (const Part part : parts) total += static_cast<int64_t>(part);
  Values out(parts.size(), 0);
  Split(absl::MakeConstSpan(parts), total, counted, absl::MakeSpan(out));
  return out;
}

int64_t Sum(const Values& values) { return std::accumulate(values.begin(), values.end(), int64_t{0}); }

TEST(Split, GivesThePartsThemselvesWhereAllIsCounted) { EXPECT_EQ(SplitOf<uint32_t>({3, 0, 4}, 7), (Values{3, 0, 4})); }

TEST(Split, SharesOutInProportion) {
  EXPECT_EQ(SplitOf<uint32_t>({300, 0, 100}, 100), (Values{75, 0, 25}));
  EXPECT_EQ(SplitOf<uint16_t>({3, 1}, 1000), (Values{750, 250}));
  EXPECT_EQ(SplitOf<uint16_t>({1, 1, 1}, 1000), (Values{333, 333, 334}));
}

TEST(Split, AddsToWhatIsThere) {
  Values out = {10, 20, INT64_MAX - 1};
  const std::vector<uint32_t> parts = {1, 1, 2};
  Split(absl::MakeConstSpan(parts), 4, 8, absl::MakeSpan(out));
  EXPECT_EQ(out, (Values{12, 22, INT64_MAX}));
  Split(absl::MakeConstSpan(parts), 4, 4, absl::MakeSpan(out));
  EXPECT_EQ(out, (Values{13, 23, INT64_MAX}));
}

TEST(Split, NothingIsSharedOutWhereThereAreNoParts) {
  EXPECT_EQ(SplitOf<uint32_t>({0, 0}, 1000), (Values{0, 0}));
  EXPECT_EQ(SplitOf<uint32_t>({0, 0}, 0), (Values{0, 0}));
  EXPECT_EQ(SplitOf<uint32_t>({5, 7}, 0), (Values{0, 0}));
}

// Each class is within one of its due, none without a part gets anything, and together they are what is counted.
template <typename Part>
void ExpectFair(const std::vector<Part>& parts, int64_t counted) {
  const Values out = SplitOf(parts, counted);
  const Values due(parts.begin(), parts.end());
  ASSERT_EQ(Sum(out), counted);
  for (size_t i = 0; i < parts.size(); ++i) {
    ASSERT_GE(out[i], 0);
    ASSERT_TRUE(parts[i] != 0 || out[i] == 0);
    const auto share = static_cast<long double>(due[i]) / static_cast<long double>(Sum(due));
    ASSERT_NEAR(static_cast<double>(static_cast<long double>(out[i]) - share * static_cast<long double>(counted)), 0,
                1.01);
  }
}

TEST(Split, AddsUpExactly) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::vector<uint32_t> parts(1 + random() % 24);
    for (uint32_t& part : parts) part = static_cast<uint32_t>(random() % 3 == 0 ? 0 : random() >> (32 + random() % 32));
    parts[random() % parts.size()] |= 1;
    ExpectFair(parts, static_cast<int64_t>(random() >> (20 + random() % 44)));
  }
}

TEST(Split, AddsUpExactlyForSmallParts) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 20'000; ++i) {
    std::vector<uint16_t> parts(24);
    for (uint16_t& part : parts) part = static_cast<uint16_t>(random() % 3 == 0 ? 0 : random() >> (48 + random() % 16));
    parts[random() % parts.size()] |= 1;
    ExpectFair(parts, 1000);
  }
}

TEST(Split, DoesNotOverflow) {
  const std::vector<uint32_t> parts(11, UINT32_MAX);
  ExpectFair(parts, int64_t{1} << 62);
}

}  // namespace
}  // namespace nodestats
