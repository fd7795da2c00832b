#include "record/row_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace nodestats {
namespace {

constexpr uint32_t kMaxRows = 1000;

std::vector<uint32_t> AdmitAll(RowPool* pool, uint32_t parity) {
  std::vector<uint32_t> rows;
  for (uint32_t row = pool->Admit(parity); row != RowPool::kNone; row = pool->Admit(parity)) rows.push_back(row);
  return rows;
}

TEST(RowPool, AdmitsExactlyItsBound) {
  RowPool pool(kMaxRows, false);
  EXPECT_EQ(AdmitAll(&pool, 0).size(), kMaxRows);
  EXPECT_EQ(pool.admitted(0), kMaxRows);
  EXPECT_EQ(pool.Admit(0), RowPool::kNone);
  EXPECT_EQ(pool.admitted(0), kMaxRows);
}

TEST(RowPool, ReturnedRowsStillCountAsAdmitted) {
  RowPool pool(kMaxRows, false);
  const std::vector<uint32_t> rows = AdmitAll(&pool, 0);
  pool.Return(rows);
  EXPECT_EQ(pool.Admit(0), RowPool::kNone);
  EXPECT_EQ(pool.admitted(0), kMaxRows);
}

TEST(RowPool, NeitherHourTakesTheOthersPlace) {
  RowPool pool(kMaxRows, false);
  const std::vector<uint32_t> closing = AdmitAll(&pool, 0);
  const std::vector<uint32_t> running = AdmitAll(&pool, 1);
  EXPECT_EQ(running.size(), kMaxRows);
  std::set<uint32_t> all(closing.begin(), closing.end());
  all.insert(running.begin(), running.end());
  EXPECT_EQ(all.size(), 2 * kMaxRows);  // no row is held twice
  EXPECT_LT(*all.rbegin(), 2 * kMaxRows);
}

TEST(RowPool, AnHourBeginsEmptyWhateverTheOtherHolds) {
  RowPool pool(kMaxRows, false);
  pool.Return(AdmitAll(&pool, 0));
  EXPECT_EQ(AdmitAll(&pool, 1).size(), kMaxRows);
  pool.StartHour(0);
  EXPECT_EQ(pool.admitted(0), 0u);
  EXPECT_EQ(pool.admitted(1), kMaxRows);
  EXPECT_EQ(AdmitAll(&pool, 0).size(), kMaxRows);
}

TEST(RowPool, HoursOneAfterTheOtherUseTheSameMemory) {
  RowPool pool(kMaxRows, false);
  std::set<uint32_t> used;
  for (uint32_t hour = 0; hour < 10; ++hour) {
    const std::vector<uint32_t> rows = AdmitAll(&pool, hour % 2);
    ASSERT_EQ(rows.size(), kMaxRows);
    used.insert(rows.begin(), rows.end());
    pool.Return(rows);
    pool.StartHour(hour % 2);
  }
  EXPECT_EQ(used.size(), kMaxRows);
}

// As it is while an hour is closed shard by shard and the next one fills up as fast.
TEST(RowPool, AnHourThatFillsWhileTheOtherIsReturnedNeedsLittleMore) {
  constexpr uint32_t kShard = 10;
  RowPool pool(kMaxRows, false);
  std::vector<uint32_t> closing = AdmitAll(&pool, 0);
  uint32_t highest = 0;
  for (uint32_t i = 0; i < kMaxRows / kShard; ++i) {
    for (uint32_t j = 0; j < kShard; ++j) highest = std::max(highest, pool.Admit(1));
    pool.Return({closing.data() + size_t{i} * kShard, kShard});
  }
  EXPECT_LT(highest, kMaxRows + kShard);
}

}  // namespace
}  // namespace nodestats
