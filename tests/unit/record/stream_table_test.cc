#include "record/stream_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

#include "unit/record/measured.h"
#include "unit/record/record_from.h"

namespace nodestats {
namespace {

nodestats_status Put(StreamTable* table, uint64_t stream, int country = kUnknownCountry,
                     const Measured& measured = MediaOf(2'000'000)) {
  return RecordFrom(stream + 1, {static_cast<uint8_t>(country), kNoCell}, table, stream, measured);
}

using Streams = std::map<uint64_t, StreamHour>;

// Closes the hour and opens the next one; gives its streams.
Streams Close(StreamTable* table, int64_t next_now_ms = 0, Totals* totals = nullptr) {
  Streams streams;
  const Totals sums = table->CloseHour(next_now_ms, [&](const StreamHour& row, uint32_t) {
    EXPECT_TRUE(streams.emplace(row.stream, row).second) << "a stream shown twice";
  });
  if (totals != nullptr) *totals = sums;
  return streams;
}

int64_t SegmentsIn(const Totals& totals) {
  int64_t segments = 0;
  for (const int64_t count : totals.segments) segments += count;
  return segments;
}

TEST(StreamTable, RecordsNothingWhileNoHourIsOpen) {
  StreamTable table(1024);
  EXPECT_EQ(Put(&table, 1), NODESTATS_ECLOCK);
  EXPECT_EQ(Put(&table, 1, 0, FailureOf(0)), NODESTATS_ECLOCK);
  Close(&table, 0);
  EXPECT_EQ(Put(&table, 1), NODESTATS_OK);
  EXPECT_EQ(Close(&table, -1).size(), 1u);
  EXPECT_EQ(Put(&table, 1), NODESTATS_ECLOCK);
  EXPECT_EQ(SegmentsIn(table.Peek([](const StreamHour&, uint32_t) {})), 0);
}

TEST(StreamTable, AStreamIsOneHoweverItHashes) {
  StreamTable table(1024);
  Close(&table);
  const std::vector<uint64_t> hashes = {0, 1, 255, 256, 257, UINT64_MAX, UINT64_MAX - 255, uint64_t{1} << 63};
  for (int i = 0; i < 3; ++i) {
    for (const uint64_t hash : hashes) ASSERT_EQ(Put(&table, hash), NODESTATS_OK);
  }
  EXPECT_EQ(table.streams(), hashes.size());
  const Streams streams = Close(&table);
  EXPECT_EQ(streams.size(), hashes.size());
  for (const auto& [hash, row] : streams) EXPECT_EQ(row.media_by_rate[0], 6'000'000u);
}

TEST(StreamTable, StreamsOfOneSlotAreKeptApart) {
  StreamTable table(1024);
  Close(&table);
  for (int round = 0; round < 2; ++round) {
    for (uint64_t i = 0; i < 60; ++i) {
      const auto duration_us = static_cast<int64_t>(i + 1);
      ASSERT_EQ(Put(&table, i << 40, static_cast<int>(i), MediaOf(duration_us)), NODESTATS_OK);
    }
  }
  const Streams streams = Close(&table);
  ASSERT_EQ(streams.size(), 60u);
  for (const auto& [hash, row] : streams) {
    EXPECT_EQ(row.media_by_rate[0], 2 * ((hash >> 40) + 1));
    EXPECT_EQ(row.country, hash >> 40);
    EXPECT_EQ(row.broadcaster, hash + 1);
  }
}

TEST(StreamTable, PlaceAndBroadcasterAreThoseOfTheHoursFirstSegment) {
  StreamTable table(1024);
  Close(&table);
  Put(&table, 5, 10);
  Put(&table, 5, 20);
  EXPECT_EQ(Close(&table).at(5).country, 10);
  Put(&table, 5, 20);  // nothing is remembered from the hour before
  EXPECT_EQ(Close(&table).at(5).country, 20);
}

// Records, and counts how often it is asked for what.
class CountingOrigin {
 public:
  nodestats_status Record(StreamTable* table, uint64_t stream, const Measured& measured) {
    const auto broadcaster = [&] {
      ++broadcasters;
      return uint64_t{1};
    };
    const auto place = [&] {
      ++places;
      return Place{};
    };
    return table->Record(stream, measured, {broadcaster, place});
  }
  int broadcasters = 0;
  int places = 0;
};

TEST(StreamTable, AsksForTheOriginOnceAStreamHour) {
  StreamTable table(1024);
  Close(&table);
  CountingOrigin origin;
  for (int i = 0; i < 5; ++i) origin.Record(&table, 9, MediaOf(1));
  origin.Record(&table, 10, FailureOf(0));
  EXPECT_EQ(origin.broadcasters, 1);
  EXPECT_EQ(origin.places, 1);
  Close(&table);
  origin.Record(&table, 9, MediaOf(1));
  EXPECT_EQ(origin.broadcasters, 2);
  EXPECT_EQ(origin.places, 2);
}

TEST(StreamTable, AFailedSegmentTakesNoPlace) {
  StreamTable table(1024);
  Close(&table);
  EXPECT_EQ(Put(&table, 1, 0, FailureOf(3)), NODESTATS_OK);
  EXPECT_EQ(table.streams(), 0u);
  Totals totals;
  EXPECT_TRUE(Close(&table, 0, &totals).empty());
  EXPECT_EQ(totals.segments[2 * kSpeedCount + 3], 1);
}

TEST(StreamTable, AFailedSegmentDoesNotKeepAStreamActive) {
  StreamTable table(1024);
  Close(&table);
  Put(&table, 1, 4, MediaOf(2'000'000));
  ActiveStreams before;
  ActiveStreams at_instant;
  table.Tick(11'000, -1, &before, &at_instant);
  Put(&table, 1, 4, FailureOf(3));
  EXPECT_EQ(Close(&table).at(1).active_until_ms, 12'000u);
}

// What a table with bounds showed of the hour that it closed, stream by stream.
std::map<uint64_t, BoundedHour> CloseBounded(StreamTable* table) {
  std::map<uint64_t, BoundedHour> streams;
  table->CloseHour(0, [&](const StreamHour& row, uint32_t) {
    ASSERT_NE(table->BoundedOf(row), nullptr);
    streams.emplace(row.stream, *table->BoundedOf(row));
  });
  return streams;
}

TEST(BoundedStreamTable, AloneKeepsWhatIsBounded) {
  StreamTable table(1024);
  Close(&table);
  Put(&table, 1);
  table.CloseHour(0, [&](const StreamHour& row, uint32_t) { EXPECT_EQ(table.BoundedOf(row), nullptr); });
}

TEST(BoundedStreamTable, CountsEachStreamsOwn) {
  StreamTable table(1024, true);
  Close(&table);
  Measured measured = MediaOf(2'000'000);
  measured.rendition_count = 1;
  for (uint64_t stream = 0; stream < 100; ++stream) {
    measured.encoded_pixels[0] = static_cast<int64_t>(stream) * NominalPixels(0) / 1000;
    for (uint64_t i = 0; i <= stream; ++i) {
      Put(&table, stream, 0, i == 0 ? measured : MediaOf(1));
      if (i % 2 == 1) Put(&table, stream, 0, FailureOf(5));
    }
  }
  const auto streams = CloseBounded(&table);
  ASSERT_EQ(streams.size(), 100u);
  for (const auto& [stream, bounded] : streams) {
    Tally tally;
    bounded.Settle(&tally);
    EXPECT_EQ(tally[kEncodedPixels][0], static_cast<int64_t>(stream));
    EXPECT_EQ(bounded.segments[4], stream + 1);
    EXPECT_EQ(bounded.segments[2 * kSpeedCount + 5], (stream + 1) / 2);
  }
}

TEST(BoundedStreamTable, AStreamThatOnlyFailedTakesARowOfItsOwnKindAndNoPlace) {
  StreamTable table(1024, true);
  Close(&table);
  CountingOrigin origin;
  EXPECT_EQ(origin.Record(&table, 1, FailureOf(3)), NODESTATS_OK);
  EXPECT_EQ(origin.places, 0);
  EXPECT_EQ(table.streams(), 0u);
  ActiveStreams before;
  ActiveStreams at_instant;
  table.Tick(0, 0, &before, &at_instant);
  for (const uint32_t active : before.by_country) EXPECT_EQ(active, 0u);
  for (const uint32_t active : at_instant.by_country) EXPECT_EQ(active, 0u);
  Tally tally;
  Totals totals = table.CloseHour(0, [&](const StreamHour& row, uint32_t) {
    EXPECT_FALSE(row.placed);
    EXPECT_EQ(row.broadcaster, 1u);
    row.Settle(&tally);
    table.BoundedOf(row)->Settle(&tally);
  });
  EXPECT_EQ(tally[kStreamsAverage][0], 0);
  EXPECT_EQ(tally[kOutcomeStreams][2 * kSpeedCount + 3], kMilliOutcomesMost);
  EXPECT_EQ(totals.segments[2 * kSpeedCount + 3], 1);
}

TEST(BoundedStreamTable, PlaceIsThatOfTheFirstSegmentThatDidNotFail) {
  StreamTable table(1024, true);
  Close(&table);
  Put(&table, 1, 10, FailureOf(3));
  Put(&table, 1, 20);
  Put(&table, 1, 30, FailureOf(3));
  Put(&table, 1, 40);
  const StreamHour row = Close(&table).at(1);
  EXPECT_EQ(row.country, 20);
  EXPECT_EQ(row.broadcaster, 2u);
  EXPECT_TRUE(row.placed);
}

// Streams whose segments all fail, as many as there may be.
constexpr uint64_t kManyFailed = 64;
void FillFailed(StreamTable* table, uint64_t first) {
  for (uint64_t i = 0; i < kManyFailed; ++i) EXPECT_EQ(Put(table, first + i, 0, FailureOf(0)), NODESTATS_OK) << i;
}

TEST(BoundedStreamTable, FailuresShutNobodyOut) {
  StreamTable table(4, true);
  Close(&table);
  FillFailed(&table, 1000);
  EXPECT_EQ(Put(&table, 1, 0, FailureOf(0)), NODESTATS_EFULL);  // counted nowhere
  EXPECT_EQ(table.refused().failed, 1);
  for (uint64_t stream = 1; stream <= 4; ++stream) EXPECT_EQ(Put(&table, stream), NODESTATS_OK);
  EXPECT_EQ(Put(&table, 1, 0, FailureOf(0)), NODESTATS_OK);  // who is in the table needs no other place
  EXPECT_EQ(table.refused().table, 0);
  EXPECT_EQ(table.streams(), 4u);
  Totals totals;
  EXPECT_EQ(Close(&table, 0, &totals).size(), kManyFailed + 4);
  EXPECT_EQ(SegmentsIn(totals), static_cast<int64_t>(kManyFailed) + 5);
}

TEST(BoundedStreamTable, AStreamThatSucceedsAtLastKeepsWhatItCountedAndLeavesNoPlace) {
  StreamTable table(1024, true);
  Close(&table);
  FillFailed(&table, 0);
  for (uint64_t stream = 0; stream < kManyFailed; ++stream) EXPECT_EQ(Put(&table, stream, 5), NODESTATS_OK);
  EXPECT_EQ(table.streams(), kManyFailed);
  EXPECT_EQ(Put(&table, 1000, 0, FailureOf(0)), NODESTATS_EFULL);
  for (const auto& [stream, bounded] : CloseBounded(&table)) {
    EXPECT_EQ(bounded.segments[2 * kSpeedCount], 1);
    EXPECT_EQ(bounded.segments[4], 1);
  }
}

// It stays where it is, and what does not fail is not counted.
TEST(BoundedStreamTable, AStreamThatSucceedsFindsNoPlaceInAFullTable) {
  StreamTable table(1, true);
  Close(&table);
  EXPECT_EQ(Put(&table, 2, 0, FailureOf(0)), NODESTATS_OK);
  EXPECT_EQ(Put(&table, 1), NODESTATS_OK);
  EXPECT_EQ(Put(&table, 2), NODESTATS_EFULL);
  EXPECT_EQ(Put(&table, 2, 0, FailureOf(0)), NODESTATS_OK);
  EXPECT_EQ(table.refused().table, 1);
  const auto streams = CloseBounded(&table);
  EXPECT_EQ(streams.at(2).segments[2 * kSpeedCount], 2);
  EXPECT_EQ(streams.at(2).segments[4], 0);
}

TEST(BoundedStreamTable, ABroadcasterHasAQuarterOfEither) {
  StreamTable table(400, true);
  Close(&table);
  const auto put = [&](uint64_t broadcaster, uint64_t stream, const Measured& measured) {
    return RecordFrom(broadcaster, {}, &table, stream, measured);
  };
  for (uint64_t i = 0; i < 20; ++i) {
    EXPECT_EQ(put(7, i, FailureOf(0)), i < kManyFailed / 4 ? NODESTATS_OK : NODESTATS_EFULL) << i;
  }
  for (uint64_t i = 0; i < 120; ++i) {
    EXPECT_EQ(put(7, i, MediaOf(1)), i < 100 ? NODESTATS_OK : NODESTATS_EFULL) << i;
  }
  EXPECT_EQ(table.refused().failed, 4);
  EXPECT_EQ(table.refused().broadcaster, 20);
  EXPECT_EQ(put(8, 500, FailureOf(0)), NODESTATS_OK);
  EXPECT_EQ(put(8, 501, MediaOf(1)), NODESTATS_OK);
  Close(&table);
  EXPECT_EQ(put(7, 119, MediaOf(1)), NODESTATS_OK) << "an hour knows nothing of the one before";
}

// The rows of an hour's streams go to the streams of the hours after it.
TEST(BoundedStreamTable, ARowOfTheHourBeforeIsCleanAgain) {
  constexpr uint32_t kBound = 8;
  StreamTable table(kBound, true);
  Close(&table);
  Measured most = MediaOf(2'000'000);
  most.rendition_count = 1;
  most.encoded_pixels[0] = int64_t{1} << 50;
  for (uint64_t stream = 0; stream < kBound; ++stream) Put(&table, stream, 7, most);
  EXPECT_EQ(CloseBounded(&table).size(), kBound);
  for (int hour = 0; hour < 3; ++hour) {
    for (uint64_t stream = 0; stream < kBound; ++stream) Put(&table, stream, 7, FailureOf(1));
    Tally tally;
    table.CloseHour(0, [&](const StreamHour& row, uint32_t) {
      EXPECT_FALSE(row.placed);
      EXPECT_EQ(row.country, 0);
      EXPECT_EQ(row.active_until_ms, 0u);
      row.Settle(&tally);
      table.BoundedOf(row)->Settle(&tally);
    });
    EXPECT_EQ(tally[kStreamsAverage][0], 0);
    for (const int64_t pixels : tally[kEncodedPixels]) EXPECT_EQ(pixels, 0);
    EXPECT_EQ(tally[kOutcomeStreams][2 * kSpeedCount + 1], kBound * kMilliOutcomesMost);
    EXPECT_EQ(tally[kOutcomeStreams][4], 0);
  }
}

TEST(StreamTable, TicksCountWhoIsActiveBeforeAndAtTheInstant) {
  StreamTable table(1024);
  Close(&table, 1000);
  Put(&table, 1, 7, MediaOf(2'000'000));  // until 13 s
  Put(&table, 2, 7, MediaOf(3'000'000));  // until 14 s
  Put(&table, 3, 8, MediaOf(1'000'000));  // until 12 s
  const auto tick = [&](uint32_t now_ms, int64_t instant_ms) {
    ActiveStreams before;
    ActiveStreams at_instant;
    table.Tick(now_ms, instant_ms, &before, &at_instant);
    return std::vector<uint32_t>{before.by_country[7], before.by_country[8], at_instant.by_country[7],
                                 at_instant.by_country[8]};
  };
  EXPECT_EQ(tick(11'999, -1), (std::vector<uint32_t>{2, 1, 0, 0}));
  EXPECT_EQ(tick(12'000, 12'000), (std::vector<uint32_t>{2, 1, 2, 0}));
  EXPECT_EQ(tick(12'999, 12'999), (std::vector<uint32_t>{2, 0, 2, 0}));
  EXPECT_EQ(tick(13'000, 13'000), (std::vector<uint32_t>{2, 0, 1, 0}));
  EXPECT_EQ(tick(50'000, 13'999), (std::vector<uint32_t>{1, 0, 1, 0}));
  EXPECT_EQ(tick(60'000, -1), (std::vector<uint32_t>{0, 0, 0, 0}));
  Put(&table, 1, 7, MediaOf(1'000'000));  // after silence, the same stream goes on
  EXPECT_EQ(table.streams(), 3u);
  EXPECT_EQ(tick(60'000, 70'999), (std::vector<uint32_t>{1, 0, 1, 0}));
  EXPECT_EQ(tick(60'000, 71'000), (std::vector<uint32_t>{1, 0, 0, 0}));
}

TEST(StreamTable, ClosingGivesTheHoursLastTimeAndStartsAtTheNext) {
  StreamTable table(1024);
  Close(&table, 5000);
  Put(&table, 1);
  ActiveStreams before;
  ActiveStreams at_instant;
  table.Tick(3'599'000, -1, &before, &at_instant);
  Put(&table, 2);
  std::vector<uint32_t> last;
  table.CloseHour(250, [&](const StreamHour&, uint32_t last_ms) { last.push_back(last_ms); });
  EXPECT_EQ(last, (std::vector<uint32_t>{3'599'000, 3'599'000}));
  Put(&table, 1);
  EXPECT_EQ(Close(&table).at(1).active_until_ms, 12'250u);
}

TEST(StreamTable, SumsAreThoseOfWhatWasTaken) {
  StreamTable table(1);
  Close(&table);
  EXPECT_EQ(Put(&table, 1), NODESTATS_OK);
  EXPECT_EQ(Put(&table, 2), NODESTATS_EFULL);
  EXPECT_EQ(Put(&table, 1), NODESTATS_OK);
  Totals totals;
  Close(&table, 0, &totals);
  EXPECT_EQ(SegmentsIn(totals), 2);
  EXPECT_EQ(totals.media_us, 4'000'000);
  Close(&table, 0, &totals);
  EXPECT_EQ(SegmentsIn(totals), 0);
  EXPECT_EQ(totals.media_us, 0);
}

TEST(StreamTable, PeekingShowsTheOpenHourAndChangesNothing) {
  StreamTable table(1024);
  Close(&table, 40);
  for (uint64_t i = 0; i < 50; ++i) Put(&table, i * 0x9e3779b97f4a7c15);
  for (int i = 0; i < 2; ++i) {
    int seen = 0;
    const Totals totals = table.Peek([&](const StreamHour& row, uint32_t now_ms) {
      ++seen;
      EXPECT_EQ(now_ms, 40u);
      EXPECT_EQ(row.media_by_rate[0], 2'000'000u);
    });
    EXPECT_EQ(seen, 50);
    EXPECT_EQ(totals.media_us, 100'000'000);
  }
  EXPECT_EQ(Close(&table).size(), 50u);
}

}  // namespace
}  // namespace nodestats
