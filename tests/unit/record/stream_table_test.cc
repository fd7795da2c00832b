#include "record/stream_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

#include "unit/record/measured.h"

namespace nodestats {
namespace {

nodestats_status Put(StreamTable* table, uint64_t stream, int country = kUnknownCountry,
                     const Measured& measured = MediaOf(2'000'000)) {
  return table->Record(stream, measured, [&] { return Origin{stream + 1, {static_cast<uint8_t>(country), kNoCell}}; });
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
  for (const auto& [hash, row] : streams) EXPECT_EQ(row.media_by_source[kUnknownRung], 6'000'000u);
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
    EXPECT_EQ(row.media_by_source[kUnknownRung], 2 * ((hash >> 40) + 1));
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

TEST(StreamTable, AsksForTheOriginOnceAStreamHour) {
  StreamTable table(1024);
  Close(&table);
  int asked = 0;
  const auto origin = [&] {
    ++asked;
    return Origin{};
  };
  for (int i = 0; i < 5; ++i) table.Record(9, MediaOf(1), origin);
  EXPECT_EQ(asked, 1);
  table.Record(10, FailureOf(0), origin);
  EXPECT_EQ(asked, 1);
  Close(&table);
  table.Record(9, MediaOf(1), origin);
  EXPECT_EQ(asked, 2);
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

TEST(BoundedStreamTable, AStreamThatOnlyFailedTakesARowAndNoPlace) {
  StreamTable table(1024, true);
  Close(&table);
  bool asked = false;
  const auto origin = [&] {
    asked = true;
    return Origin{};
  };
  EXPECT_EQ(table.Record(1, FailureOf(3), origin), NODESTATS_OK);
  EXPECT_FALSE(asked);
  EXPECT_EQ(table.streams(), 1u);
  ActiveStreams before;
  ActiveStreams at_instant;
  table.Tick(0, 0, &before, &at_instant);
  for (const uint32_t active : before.by_country) EXPECT_EQ(active, 0u);
  for (const uint32_t active : at_instant.by_country) EXPECT_EQ(active, 0u);
  Tally tally;
  Totals totals = table.CloseHour(0, [&](const StreamHour& row, uint32_t) {
    EXPECT_FALSE(row.placed);
    EXPECT_EQ(row.broadcaster, 0u);
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

TEST(BoundedStreamTable, AFailureFindsNoRowInAFullTable) {
  StreamTable table(1, true);
  Close(&table);
  EXPECT_EQ(Put(&table, 1, 0, FailureOf(0)), NODESTATS_OK);
  EXPECT_EQ(Put(&table, 2, 0, FailureOf(0)), NODESTATS_EFULL);
  EXPECT_EQ(Put(&table, 2), NODESTATS_EFULL);
  EXPECT_EQ(Put(&table, 1), NODESTATS_OK);  // the same stream, and so the same row
  Totals totals;
  EXPECT_EQ(Close(&table, 0, &totals).size(), 1u);
  EXPECT_EQ(SegmentsIn(totals), 2);
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
      EXPECT_EQ(row.media_by_source[kUnknownRung], 2'000'000u);
    });
    EXPECT_EQ(seen, 50);
    EXPECT_EQ(totals.media_us, 100'000'000);
  }
  EXPECT_EQ(Close(&table).size(), 50u);
}

}  // namespace
}  // namespace nodestats
