// The bound on the streams of an hour: global, exact, and each hour's own.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <vector>

#include "record/stream_table.h"
#include "unit/record/measured.h"
#include "unit/record/record_from.h"

namespace nodestats {
namespace {

using Hashes = std::vector<uint64_t>;

// Of a stream whose broadcaster has no other.
nodestats_status Put(StreamTable* table, uint64_t stream) {
  return RecordFrom(stream, {}, table, stream, MediaOf(2'000'000));
}

size_t CountOk(StreamTable* table, const Hashes& streams) {
  size_t taken = 0;
  for (const uint64_t stream : streams) taken += Put(table, stream) == NODESTATS_OK ? 1 : 0;
  return taken;
}

std::set<uint64_t> Close(StreamTable* table) {
  std::set<uint64_t> streams;
  table->CloseHour(0, [&](const StreamHour& row, uint32_t) { streams.insert(row.stream); });
  return streams;
}

Hashes RandomHashes(size_t count, uint64_t seed) {
  std::mt19937_64 random(seed);
  Hashes hashes(count);
  for (uint64_t& hash : hashes) hash = random();
  return hashes;
}

// Small tables, those whose shards are as full as they get, and the usual one.
class StreamTableBound : public testing::TestWithParam<uint32_t> {};

TEST_P(StreamTableBound, IsExact) {
  const uint32_t bound = GetParam();
  StreamTable table(bound);
  for (uint64_t hour = 0; hour < 3; ++hour) {
    Close(&table);
    const Hashes streams = RandomHashes(bound, 100 + hour);
    EXPECT_EQ(CountOk(&table, streams), bound);
    EXPECT_EQ(table.streams(), bound);
    const Hashes others = RandomHashes(200, 200 + hour);
    EXPECT_EQ(CountOk(&table, others), 0u);
    EXPECT_EQ(Put(&table, streams.front()), NODESTATS_OK);  // who is in stays in
    EXPECT_EQ(Put(&table, streams.back()), NODESTATS_OK);
    EXPECT_EQ(table.streams(), bound);
  }
  EXPECT_EQ(Close(&table).size(), bound);
}

// Hashes give a shard seven standard deviations more than its share once in 10^9 hours.
TEST_P(StreamTableBound, IsReachedThoughOneShardHasFarMoreThanItsShare) {
  const uint32_t bound = GetParam();
  StreamTable table(bound);
  Close(&table);
  const double share = bound / 256.0;
  const auto count = std::min(bound, static_cast<uint32_t>(share + 7 * std::sqrt(share)));
  Hashes streams = RandomHashes(bound, 300);
  for (uint32_t i = 0; i < count; ++i) streams[i] &= ~uint64_t{255};
  EXPECT_EQ(CountOk(&table, {streams.begin(), streams.begin() + count}), count);
}

INSTANTIATE_TEST_SUITE_P(Sizes, StreamTableBound, testing::Values(1, 2, 255, 256, 1000, 1024, 8191, 8447, 16639, 65536),
                         testing::PrintToStringParamName());

// One half of the shards gets three times as many streams as the other.
TEST(StreamTableFull, HoldsItsBoundThoughShardsAreUneven) {
  constexpr uint32_t kBound = 65536;
  StreamTable table(kBound);
  Close(&table);
  Hashes streams = RandomHashes(kBound, 1);
  for (size_t i = 0; i < streams.size(); ++i) {
    streams[i] = (streams[i] & ~uint64_t{128}) | (i % 4 == 0 ? 128 : 0);
  }
  EXPECT_EQ(CountOk(&table, streams), kBound);
  EXPECT_EQ(Put(&table, 12345), NODESTATS_EFULL);
}

TEST(StreamTableFull, GivesNoPlaceAwayThatASilentStreamHas) {
  StreamTable table(100);
  Close(&table);
  const Hashes streams = RandomHashes(100, 2);
  EXPECT_EQ(CountOk(&table, streams), 100u);
  ActiveStreams before;
  ActiveStreams at_instant;
  table.Tick(3'500'000, -1, &before, &at_instant);
  EXPECT_EQ(CountOk(&table, RandomHashes(1000, 3)), 0u);
  EXPECT_EQ(CountOk(&table, streams), 100u);
}

TEST(StreamTableFull, StillCountsFailures) {
  StreamTable table(1);
  Close(&table);
  Put(&table, 1);
  EXPECT_EQ(RecordFrom(2, {}, &table, 2, FailureOf(0)), NODESTATS_OK);
  const Totals totals = table.CloseHour(0, [](const StreamHour&, uint32_t) {});
  EXPECT_EQ(totals.segments[2 * kSpeedCount], 1);
}

TEST(StreamTableFull, ManyStrangersChangeNothing) {
  StreamTable table(1024);
  Close(&table);
  const Hashes streams = RandomHashes(1024, 4);
  EXPECT_EQ(CountOk(&table, streams), 1024u);
  EXPECT_EQ(CountOk(&table, RandomHashes(300'000, 5)), 0u);
  EXPECT_EQ(Close(&table), std::set<uint64_t>(streams.begin(), streams.end()));
}

// Segments come in while a full hour is closed, one shard after the other: each is counted in the old hour or in the
// new one, and neither takes the other's places.
TEST(StreamTableFull, AnHourThatClosesLeavesTheNextOneAllItsPlaces) {
  constexpr uint32_t kBound = 2000;
  StreamTable table(kBound);
  Close(&table);
  for (uint64_t hour = 0; hour < 4; ++hour) {
    const Hashes streams = RandomHashes(kBound, 10 + hour);
    const size_t had = table.streams();
    EXPECT_EQ(CountOk(&table, streams), kBound - had);
    std::mt19937_64 random(20 + hour);
    std::set<uint64_t> next;
    uint32_t closed = 0;
    table.CloseHour(0, [&](const StreamHour& row, uint32_t) {
      ++closed;
      EXPECT_EQ(next.count(row.stream), 0u) << "counted in both hours";
      for (int i = 0; i < 3; ++i) {
        const uint64_t stream = random();
        if (Put(&table, stream) == NODESTATS_OK) next.insert(stream);
      }
    });
    EXPECT_EQ(closed, kBound);
    EXPECT_GT(next.size(), kBound / 2);
    EXPECT_EQ(table.streams(), next.size());
  }
}

}  // namespace
}  // namespace nodestats
