// The book of hours against a model that keeps every record and counts afterwards.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <vector>

#include "hour/hour_book.h"
#include "unit/hour/hour_figures.h"
#include "unit/hour/hour_model.h"
#include "unit/record/measured.h"
#include "unit/record/record_from.h"

namespace nodestats {
namespace {

constexpr size_t kMaxStreams = 8;

// All figures are exact, unless a stream's media are cut to an hour: then shares of them may be off by rounding, but
// never their sum.
void ExpectTally(const Tally& tally, const Tally& expected, bool with_instants) {
  const double rounding_us = expected[kStreamsAverage][0] < expected[kMediaSeconds][0] ? 20'000 : 0;
  for (int i = 0; i < kVectorCount; ++i) {
    const auto id = static_cast<VectorId>(i);
    if (SpecOf(id).combine == Combine::kInstants && !with_instants) continue;
    const bool shares = id == kSourceStreamsAverage || id == kPixelRateStreamsAverage;
    for (size_t key = 0; key < tally[id].size(); ++key) {
      ASSERT_NEAR(static_cast<double>(tally[id][key]), static_cast<double>(expected[id][key]), shares ? rounding_us : 0)
          << SpecOf(id).name << " " << key;
    }
    if (shares) {
      ASSERT_EQ(std::accumulate(tally[id].begin(), tally[id].end(), int64_t{0}), expected[kStreamsAverage][0]);
    }
  }
}

// Mostly short segments of a dozen streams, many of them of whole five seconds, as are the times at which they arrive;
// some of an absurd length, some failed.
ModelRecord RandomRecord(std::mt19937_64* random) {
  const auto below = [&](uint64_t bound) { return static_cast<int>((*random)() % bound); };
  constexpr const char* kCountries[] = {"DE", "FR", "US", "TW", "AQ", "ZZ"};
  ModelRecord record;
  record.stream = static_cast<uint64_t>(below(12)) * 0x9e3779b97f4a7c15;
  record.country = CountryOfCode(kCountries[below(6)]);
  if (below(20) == 0) {
    record.measured = FailureOf(below(kSpeedCount));
    return record;
  }
  const int64_t longest_us = below(30) == 0 ? 3'600'000'000 : 40'000'000;
  int64_t duration_us = 1 + static_cast<int64_t>((*random)() % static_cast<uint64_t>(longest_us));
  if (below(2) == 0) duration_us += 5'000'000 - duration_us % 5'000'000;
  record.measured = MediaOf(std::min(duration_us, longest_us), below(kSourceRungCount), below(kPixelRateCount));
  record.measured.outcome_speed = static_cast<uint8_t>(below(2 * kSpeedCount));
  record.measured.decoded_pixels = below(1 << 30);
  record.measured.input_bytes = below(1 << 20);
  record.measured.output_bytes = below(1 << 20);
  record.measured.rendition_count = static_cast<uint32_t>(below(4));
  for (uint32_t i = 0; i < record.measured.rendition_count; ++i) {
    record.measured.rung[i] = static_cast<uint8_t>(below(kRungCount));
    record.measured.encoded_pixels[i] = below(1 << 30);
  }
  return record;
}

class BookAndModel {
 public:
  explicit BookAndModel(uint64_t seed)
      : random_(seed),
        readings_(RandomReadings(&random_, 900)),
        times_(readings_),
        newest_end_ms_(seed % 4 == 0 ? readings_[0] + 2 * kModelHourMs : 0) {}

  void Run() {
    for (const ModelHour& hour : HoursOf(times_, newest_end_ms_)) {
      HourFigures figures(kMaxStreams);
      for (size_t i = hour.first; i < hour.end && !testing::Test::HasFatalFailure(); ++i) {
        Advance(readings_[i]);
        for (uint64_t n = random_() % 4; n > 0; --n) Record(hour, times_.now_ms[i] - hour.start_ms, &figures);
        if (random_() % 50 == 0 && hour.opened) Peek(figures, times_.now_ms[i] - hour.start_ms);
      }
      if (hour.covered) due_.push_back({hour.start_ms, figures});
      for (const ModelRecord& record : figures.records()) lifetime_media_us_ += record.measured.duration_us;
      lifetime_segments_ += static_cast<int64_t>(figures.records().size());
    }
    ExpectLifetime();
  }

  int covered() const { return covered_; }
  int full() const { return full_; }

 private:
  struct Due {
    int64_t start_ms;
    HourFigures figures;
  };

  // Hours are due at the reading after their last one.
  void Advance(int64_t reading_ms) {
    std::map<uint64_t, int> settled;
    const CoveredHour* hour = book_.Advance(reading_ms, newest_end_ms_, [&](const StreamHour& row) {
      EXPECT_EQ(row.broadcaster, ModelBroadcaster(row.stream));
      EXPECT_TRUE(settled.emplace(row.stream, row.country).second);
    });
    ASSERT_EQ(hour != nullptr, !due_.empty());
    if (hour == nullptr) {
      EXPECT_TRUE(settled.empty());
      return;
    }
    const Due due = due_.front();
    due_.clear();
    ++covered_;
    EXPECT_EQ(hour->start_ms, due.start_ms);
    EXPECT_EQ(settled, due.figures.streams());
    Tally expected;
    due.figures.Fill(&expected);
    due.figures.FillInstants(&expected);
    ExpectTally(hour->tally, expected, true);
  }

  void Record(const ModelHour& hour, int64_t arrival_ms, HourFigures* figures) {
    ModelRecord record = RandomRecord(&random_);
    record.arrival_ms = arrival_ms;
    const nodestats_status expected = hour.opened ? figures->Add(record) : NODESTATS_ECLOCK;
    const nodestats_status status =
        RecordFrom(ModelBroadcaster(record.stream), {static_cast<uint8_t>(record.country), kNoCell}, &book_.table(),
                   record.stream, record.measured);
    ASSERT_EQ(status, expected);
    full_ += status == NODESTATS_EFULL ? 1 : 0;
  }

  void Peek(const HourFigures& figures, int64_t now_ms) {
    ActiveStreams active;
    const Tally tally = book_.Peek(&active);
    Tally expected;
    figures.Fill(&expected);
    ExpectTally(tally, expected, false);
    for (int country = 0; country < kCountryCount; ++country) {
      ASSERT_EQ(active.by_country[country], figures.Active(country, now_ms, now_ms));
    }
  }

  void ExpectLifetime() {
    const Totals totals = book_.Lifetime();
    EXPECT_EQ(totals.media_us, lifetime_media_us_);
    EXPECT_EQ(std::accumulate(std::begin(totals.segments), std::end(totals.segments), int64_t{0}), lifetime_segments_);
  }

  std::mt19937_64 random_;
  const std::vector<int64_t> readings_;
  const ModelTimes times_;
  const int64_t newest_end_ms_;
  HourBook book_{kMaxStreams};
  std::vector<Due> due_;  // at most one
  int64_t lifetime_media_us_ = 0;
  int64_t lifetime_segments_ = 0;
  int covered_ = 0;
  int full_ = 0;
};

TEST(HourBookModel, AgreesOnAnyReadingsAndRecords) {
  int covered = 0;
  int full = 0;
  for (uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    BookAndModel both(seed);
    both.Run();
    covered += both.covered();
    full += both.full();
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(covered, 50);  // all sorts of hours were there
  EXPECT_GT(full, 100);
}

}  // namespace
}  // namespace nodestats
