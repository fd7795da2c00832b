#include "record/row_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace nodestats {
namespace {

constexpr uint32_t kMaxRows = 1000;

// A row of the hour for a stream of yet another broadcaster.
uint32_t Admit(RowPool* pool, uint32_t parity) {
  static uint64_t broadcaster = 0;
  Admission admission = Admission::kAdmitted;
  const uint32_t row = pool->Admit(parity, broadcaster += 0x9e3779b97f4a7c15, &admission);
  EXPECT_EQ(row == RowPool::kNone, admission == Admission::kFull);
  return row;
}

std::vector<uint32_t> AdmitAll(RowPool* pool, uint32_t parity) {
  std::vector<uint32_t> rows;
  for (uint32_t row = Admit(pool, parity); row != RowPool::kNone; row = Admit(pool, parity)) rows.push_back(row);
  return rows;
}

// As many rows as there are for streams of one broadcaster, whose first segment failed or not.
std::vector<uint32_t> AdmitAllOf(uint64_t broadcaster, bool failed, RowPool* pool, Admission* last) {
  std::vector<uint32_t> rows;
  for (;;) {
    const uint32_t row = failed ? pool->AdmitFailed(0, broadcaster, last) : pool->Admit(0, broadcaster, last);
    if (row == RowPool::kNone) return rows;
    rows.push_back(row);
  }
}

TEST(RowPool, AdmitsExactlyItsBound) {
  RowPool pool(kMaxRows, false);
  EXPECT_EQ(AdmitAll(&pool, 0).size(), kMaxRows);
  EXPECT_EQ(pool.admitted(0), kMaxRows);
  EXPECT_EQ(Admit(&pool, 0), RowPool::kNone);
  EXPECT_EQ(pool.admitted(0), kMaxRows);
}

TEST(RowPool, ReturnedRowsStillCountAsAdmitted) {
  RowPool pool(kMaxRows, false);
  const std::vector<uint32_t> rows = AdmitAll(&pool, 0);
  pool.Return(rows);
  EXPECT_EQ(Admit(&pool, 0), RowPool::kNone);
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
    for (uint32_t j = 0; j < kShard; ++j) highest = std::max(highest, Admit(&pool, 1));
    pool.Return({closing.data() + size_t{i} * kShard, kShard});
  }
  EXPECT_LT(highest, kMaxRows + kShard);
}

TEST(RowPool, ABroadcasterHasAQuarter) {
  RowPool pool(kMaxRows, false);
  Admission last = Admission::kAdmitted;
  EXPECT_EQ(AdmitAllOf(7, false, &pool, &last).size(), kMaxRows / 4);
  EXPECT_EQ(last, Admission::kBroadcasterFull);
  EXPECT_EQ(AdmitAll(&pool, 0).size(), kMaxRows - kMaxRows / 4);
  EXPECT_EQ(AdmitAllOf(7, false, &pool, &last).size(), 0u);
  EXPECT_EQ(last, Admission::kFull);
  pool.StartHour(0);
  EXPECT_EQ(AdmitAllOf(7, false, &pool, &last).size(), kMaxRows / 4) << "in the next hour again";
}

TEST(RowPool, StreamsThatFailedHavePlacesOfTheirOwn) {
  RowPool pool(kMaxRows, true);
  const uint32_t max_failed = RowPool::MaxFailed(kMaxRows, true);
  std::set<uint32_t> rows;
  Admission last = Admission::kAdmitted;
  for (uint64_t broadcaster = 1; broadcaster <= 4; ++broadcaster) {
    EXPECT_EQ(last, broadcaster == 1 ? Admission::kAdmitted : Admission::kBroadcasterFull);
    for (const uint32_t row : AdmitAllOf(broadcaster << 62, true, &pool, &last)) rows.insert(row);
  }
  EXPECT_EQ(last, Admission::kFull);
  EXPECT_EQ(rows.size(), max_failed);
  EXPECT_EQ(pool.admitted(0), 0u);
  for (const uint32_t row : AdmitAll(&pool, 0)) rows.insert(row);
  EXPECT_EQ(rows.size(), kMaxRows + max_failed);
  pool.StartHour(0);
  EXPECT_EQ(AdmitAllOf(1, true, &pool, &last).size(), max_failed / 4);
}

TEST(RowPool, AStreamThatIsPromotedLeavesNoPlaceBehind) {
  RowPool pool(kMaxRows, true);
  Admission last = Admission::kAdmitted;
  const size_t count = AdmitAllOf(1, true, &pool, &last).size();
  for (size_t i = 0; i < count; ++i) EXPECT_EQ(pool.Promote(0, 1), Admission::kAdmitted);
  EXPECT_EQ(pool.admitted(0), count);
  EXPECT_EQ(AdmitAllOf(1, true, &pool, &last).size(), 0u);
  EXPECT_EQ(AdmitAllOf(1, false, &pool, &last).size(), kMaxRows / 4 - count);
  EXPECT_EQ(pool.Promote(0, 1), Admission::kBroadcasterFull);
  EXPECT_EQ(AdmitAll(&pool, 0).size(), kMaxRows - kMaxRows / 4);
  EXPECT_EQ(pool.Promote(0, 2), Admission::kFull);
}

TEST(RowPool, FailuresNeedNoRowWhereNothingIsBounded) {
  RowPool pool(kMaxRows, false);
  Admission last = Admission::kAdmitted;
  EXPECT_EQ(AdmitAllOf(1, true, &pool, &last).size(), 0u);
}

}  // namespace
}  // namespace nodestats
