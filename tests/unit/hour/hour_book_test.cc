#include "hour/hour_book.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "unit/record/measured.h"
#include "unit/record/record_from.h"

namespace nodestats {
namespace {

constexpr int64_t kHourLongMs = 3'600'000;
constexpr int64_t kNoonMs = (20'000 * 24 + 12) * kHourLongMs;

class HourBookTest : public testing::Test {
 protected:
  void Restart() {
    book_ = std::make_unique<HourBook>(1024);
    now_ms_ = -60'000;
    covered_ = 0;
  }

  // Moves the time, in steps that are no gaps, to `at_ms` from noon. Keeps the last covered hour.
  void RunTo(int64_t at_ms, int64_t step_ms = 60'000) {
    while (now_ms_ < at_ms) Read(std::min(now_ms_ + step_ms, at_ms));
  }

  void Read(int64_t at_ms) {
    now_ms_ = at_ms;
    std::map<uint64_t, int> streams;
    const CoveredHour* hour =
        book_->Advance(kNoonMs + at_ms, 0, [&](const StreamHour& row) { streams[row.stream] = row.country; });
    EXPECT_EQ(book_->clock().now_ms(), kNoonMs + at_ms);
    if (hour == nullptr) return;
    ++covered_;
    hour_ = *hour;
    streams_ = std::move(streams);
  }

  nodestats_status Put(uint64_t stream, int64_t duration_us, const char* country = "FR") {
    return RecordFrom(stream, {static_cast<uint8_t>(CountryOfCode(country)), kNoCell}, &book_->table(), stream,
                      MediaOf(duration_us));
  }

  int64_t Peak() { return hour_->tally[kStreamsPeak][0]; }
  int64_t Country(VectorId id, const char* country, int instant = 0) {
    return hour_->tally[id][static_cast<size_t>(instant * kCountryCount + CountryOfCode(country))];
  }
  int64_t At(int instant) { return hour_->tally[kStreamsAtInstant][static_cast<size_t>(instant)]; }

  std::unique_ptr<HourBook> book_ = std::make_unique<HourBook>(1024);
  int64_t now_ms_ = -60'000;
  int covered_ = 0;
  std::optional<CoveredHour> hour_;
  std::map<uint64_t, int> streams_;
};

TEST_F(HourBookTest, AnEmptyHourIsCoveredToo) {
  RunTo(0);
  RunTo(kHourLongMs);
  ASSERT_EQ(covered_, 1);
  EXPECT_EQ(hour_->start_ms, kNoonMs);
  EXPECT_TRUE(streams_.empty());
  for (int id = 0; id < kVectorCount; ++id) {
    for (const int64_t value : hour_->tally[static_cast<VectorId>(id)]) ASSERT_EQ(value, 0);
  }
}

TEST_F(HourBookTest, ASegmentBelongsToTheHourOfTheLastAdvanceWithAllItsMedia) {
  Read(0);
  RunTo(kHourLongMs - 1);
  Put(1, 2'000'000);
  Read(kHourLongMs + 30'000);  // the segment may have come in after the boundary: nobody told
  ASSERT_EQ(covered_, 1);
  EXPECT_EQ(hour_->tally[kStreamsAverage][0], 2'000'000);
  EXPECT_EQ(hour_->tally[kMediaSeconds][0], 2'000'000);
  RunTo(2 * kHourLongMs);
  EXPECT_EQ(hour_->tally[kStreamsAverage][0], 0);
}

TEST_F(HourBookTest, AStreamAcrossTheBoundaryIsCountedInBoth) {
  Read(0);
  RunTo(kHourLongMs - 1000);
  Put(1, 2'000'000);
  Read(kHourLongMs);
  Put(1, 3'000'000);
  EXPECT_EQ(hour_->tally[kStreamsAverage][0], 2'000'000);
  EXPECT_EQ(streams_.count(1), 1u);
  RunTo(2 * kHourLongMs);
  EXPECT_EQ(hour_->tally[kStreamsAverage][0], 3'000'000);
  EXPECT_EQ(streams_.count(1), 1u);
  EXPECT_EQ(Peak(), 1);
}

TEST_F(HourBookTest, NothingIsLeftOfAnHourInTheNext) {
  Read(0);
  RunTo(kHourLongMs - 60'000);
  for (uint64_t stream = 0; stream < 5; ++stream) Put(stream, 3'600'000'000);
  RunTo(kHourLongMs);
  EXPECT_EQ(Peak(), 5);
  EXPECT_EQ(At(11), 5);  // :60 belongs to the hour that ends
  RunTo(2 * kHourLongMs);
  EXPECT_EQ(Peak(), 0);
  EXPECT_EQ(At(0), 0);
  EXPECT_TRUE(streams_.empty());
}

TEST_F(HourBookTest, APlaceIsThatOfTheStreamsFirstSegmentInEachHour) {
  Read(0);
  Put(1, 1'000'000, "FR");
  Put(1, 1'000'000, "US");
  RunTo(kHourLongMs);
  EXPECT_EQ(Country(kCountryStreamsAverage, "FR"), 2'000'000);
  EXPECT_EQ(Country(kCountryStreamsAverage, "US"), 0);
  Put(1, 1'000'000, "US");
  Put(1, 1'000'000, "FR");
  RunTo(2 * kHourLongMs);
  EXPECT_EQ(Country(kCountryStreamsAverage, "FR"), 0);
  EXPECT_EQ(Country(kCountryStreamsAverage, "US"), 2'000'000);
  EXPECT_EQ(Country(kCountryStreamsPeak, "US"), 1);
}

// The first one is active until 12 s.
TEST_F(HourBookTest, APeakCountsOnlyStreamsThatOverlap) {
  for (const int64_t second_ms : {11'999, 12'000}) {
    Read(0);
    Put(1, 2'000'000);
    Read(second_ms);
    Put(2, 2'000'000);
    RunTo(kHourLongMs);
    EXPECT_EQ(Peak(), second_ms < 12'000 ? 2 : 1);
    Restart();
  }
}

TEST_F(HourBookTest, AStreamThatOverlapsItselfIsOne) {
  Read(0);
  for (int i = 0; i < 4; ++i) Put(1, 10'000'000);
  RunTo(kHourLongMs);
  EXPECT_EQ(Peak(), 1);
}

TEST_F(HourBookTest, SegmentsBetweenTwoTicksArePeaksToo) {
  Read(0);
  Read(60'000);
  Put(1, 1);  // both are silent again by the next tick
  Put(2, 1);
  Read(120'000);
  RunTo(kHourLongMs);
  EXPECT_EQ(Peak(), 2);
}

TEST_F(HourBookTest, APeakOfTheLastMomentCounts) {
  Read(0);
  RunTo(kHourLongMs - 1);
  Put(1, 1);
  Put(2, 1);
  RunTo(kHourLongMs);
  EXPECT_EQ(Peak(), 2);
}

TEST_F(HourBookTest, AStreamThatEndsAsTheLastOneBeginsDoesNotOverlapIt) {
  Read(0);
  RunTo(kHourLongMs - 20'000);
  Put(1, 5'000'000);  // for 15 s
  Read(kHourLongMs - 5000);
  Put(2, 5'000'000);
  ActiveStreams active;
  EXPECT_EQ(book_->Peek(&active)[kStreamsPeak][0], 1);
  RunTo(kHourLongMs);
  EXPECT_EQ(Peak(), 1);
}

TEST_F(HourBookTest, AfterSilenceAStreamGoesOn) {
  Read(0);
  Put(1, 2'000'000);
  RunTo(15 * 60'000);
  Put(1, 2'000'000);
  EXPECT_EQ(book_->table().streams(), 1u);
  RunTo(kHourLongMs);
  EXPECT_EQ(Peak(), 1);
  EXPECT_EQ(hour_->tally[kStreamsAverage][0], 4'000'000);
  EXPECT_EQ(streams_.size(), 1u);
  EXPECT_EQ(At(0), 0);
  EXPECT_EQ(At(2), 0);  // it came at :15, after the instant
}

TEST_F(HourBookTest, RegionsPeakTogetherAndCountriesEachForItself) {
  Read(0);
  Put(1, 2'000'000, "FR");
  Put(2, 2'000'000, "DE");
  RunTo(60'000);
  Put(3, 2'000'000, "DE");
  Put(4, 2'000'000, "DE");
  Put(5, 2'000'000, "TW");
  RunTo(kHourLongMs);
  EXPECT_EQ(Peak(), 3);
  EXPECT_EQ(Country(kCountryStreamsPeak, "FR"), 1);
  EXPECT_EQ(Country(kCountryStreamsPeak, "DE"), 2);
  EXPECT_EQ(hour_->tally[kRegionStreamsPeak][kWesternEurope], 2);
  EXPECT_EQ(hour_->tally[kRegionStreamsPeak][kEasternAsia], 1);
}

TEST_F(HourBookTest, InstantsCountWhoIsActiveThenHoweverLateTheTick) {
  for (const int64_t tick_ms : {300'000, 300'001, 349'999}) {
    Restart();
    Read(0);
    RunTo(289'999);
    Put(1, 1'000);  // until 300.000 s
    Read(290'000);
    Put(2, 1'000);       // until 300.001 s
    Put(3, 20'000'000);  // until 320 s
    Read(tick_ms);
    Put(4, 2'000'000);
    RunTo(kHourLongMs);
    EXPECT_EQ(At(0), 2) << tick_ms;
    EXPECT_EQ(At(1), 0);
    EXPECT_EQ(Country(kCountryStreamsAtInstant, "FR", 0), 2);
    EXPECT_EQ(hour_->tally[kRegionStreamsAtInstant][kWesternEurope], 2);
  }
}

TEST_F(HourBookTest, EveryInstantIsTaken) {
  Read(0);
  for (int instant = 0; instant < kInstantCount; ++instant) {
    RunTo((instant + 1) * 300'000 - 1000);
    for (int i = 0; i <= instant; ++i) Put(static_cast<uint64_t>(i), 2'000'000);
  }
  RunTo(kHourLongMs);
  for (int instant = 0; instant < kInstantCount; ++instant) EXPECT_EQ(At(instant), instant + 1);
}

TEST_F(HourBookTest, TheLastInstantIsJustBeforeTheClose) {
  Read(0);
  RunTo(kHourLongMs - 12'000);
  Put(1, 1'999'000);  // until 1 ms before the hour's end
  Put(2, 2'000'000);  // until the hour's end
  RunTo(kHourLongMs);
  EXPECT_EQ(At(11), 1);
}

TEST_F(HourBookTest, AFailedSegmentCountsInTheOutcomesAlone) {
  Read(0);
  RecordFrom(1, {}, &book_->table(), 1, FailureOf(5));
  RunTo(kHourLongMs);
  for (int i = 0; i < kVectorCount; ++i) {
    const auto id = static_cast<VectorId>(i);
    for (size_t key = 0; key < hour_->tally[id].size(); ++key) {
      ASSERT_EQ(hour_->tally[id][key], id == kSegments && key == 2 * kSpeedCount + 5 ? 1 : 0) << SpecOf(id).name;
    }
  }
  EXPECT_TRUE(streams_.empty());
}

TEST_F(HourBookTest, ADroppedHourLeavesNothingBehind) {
  for (const int64_t jump_ms : {kHourLongMs, -kHourLongMs, 24 * kHourLongMs, 8760 * kHourLongMs, -8760 * kHourLongMs}) {
    Restart();
    Read(0);
    Put(1, 60'000'000);
    RunTo(30 * 60'000);
    Put(2, 60'000'000);
    Read(now_ms_ + jump_ms);
    Put(3, 2'000'000);
    const int64_t next_ms = jump_ms + kHourLongMs;
    RunTo(next_ms);
    EXPECT_EQ(covered_, 0) << "an hour that was not covered from boundary to boundary";
    RunTo(next_ms + kHourLongMs);
    ASSERT_EQ(covered_, 1);
    EXPECT_EQ(hour_->start_ms, kNoonMs + next_ms);
    EXPECT_EQ(hour_->tally[kMediaSeconds][0], 0);
    EXPECT_EQ(Peak(), 0);
    EXPECT_EQ(std::count(hour_->tally[kStreamsAtInstant].begin(), hour_->tally[kStreamsAtInstant].end(), 0), 12);
    EXPECT_TRUE(streams_.empty());
    EXPECT_EQ(book_->Lifetime().media_us, 122'000'000);  // the operator still sees it
  }
}

TEST_F(HourBookTest, ACoveredHourIsNotOpenedAgain) {
  Read(0);
  RunTo(kHourLongMs);
  ASSERT_EQ(covered_, 1);
  Read(0);  // an hour back, onto the very boundary
  EXPECT_FALSE(book_->clock().open());
  EXPECT_EQ(Put(1, 2'000'000), NODESTATS_ECLOCK);
  RunTo(kHourLongMs);
  EXPECT_EQ(covered_, 1);
  EXPECT_EQ(Put(1, 2'000'000), NODESTATS_OK);
  RunTo(2 * kHourLongMs);
  EXPECT_EQ(covered_, 2);
  EXPECT_EQ(hour_->start_ms, kNoonMs + kHourLongMs);
}

TEST_F(HourBookTest, PeekingChangesNothing) {
  Read(0);
  Put(1, 2'000'000);
  ActiveStreams active;
  const Tally peeked = book_->Peek(&active);
  EXPECT_EQ(peeked[kStreamsAverage][0], 2'000'000);
  EXPECT_EQ(peeked[kStreamsPeak][0], 1);
  EXPECT_EQ(peeked[kSegments][4], 1);
  EXPECT_EQ(active.by_country[CountryOfCode("FR")], 1u);
  RunTo(30'000);
  active = {};
  book_->Peek(&active);
  EXPECT_EQ(active.by_country[CountryOfCode("FR")], 0u);  // silent
  RunTo(kHourLongMs);
  EXPECT_EQ(hour_->tally[kStreamsAverage][0], 2'000'000);
  EXPECT_EQ(hour_->tally[kSegments][4], 1);
}

}  // namespace
}  // namespace nodestats
