// Segments come in on several threads while another one moves the time and closes hours.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <numeric>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "hour/hour_book.h"
#include "unit/record/measured.h"
#include "unit/record/record_from.h"

namespace nodestats {
namespace {

constexpr int kThreads = 3;
constexpr int64_t kDurationUs = 7;

struct Taken {
  int64_t segments = 0;
  int64_t failures = 0;
  int64_t media_us = 0;
  int64_t full = 0;
};

// Records until told to stop; all threads send segments of the same streams.
Taken RecordUntil(const std::atomic<bool>& stop, std::atomic<int64_t>* tries, StreamTable* table, uint64_t seed,
                  uint64_t streams) {
  std::mt19937_64 random(seed);
  Taken taken;
  for (; !stop; ++*tries) {
    const uint64_t stream = (random() % streams) * 0x9e3779b97f4a7c15;
    const bool fails = random() % 8 == 0;
    const Place place = {static_cast<uint8_t>(stream % kCountryCount), kNoCell};
    const nodestats_status status =
        RecordFrom(stream, place, table, stream, fails ? FailureOf(1) : MediaOf(kDurationUs));
    taken.full += status == NODESTATS_EFULL ? 1 : 0;
    if (status != NODESTATS_OK) continue;
    ++taken.segments;
    taken.failures += fails ? 1 : 0;
    taken.media_us += fails ? 0 : kDurationUs;
  }
  return taken;
}

class HourBookThreads : public testing::Test {
 protected:
  explicit HourBookThreads(uint32_t max_streams = 64) : book_(max_streams) {}

  void Start(uint64_t streams) {
    Read(0);
    for (uint64_t i = 0; i < kThreads; ++i) {
      threads_.emplace_back(
          [this, i, streams] { taken_[i] = RecordUntil(stop_, &tries_, &book_.table(), i + 1, streams); });
    }
  }

  Taken Join() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
    Taken sum;
    for (const Taken& taken : taken_) {
      sum.segments += taken.segments;
      sum.failures += taken.failures;
      sum.media_us += taken.media_us;
      sum.full += taken.full;
    }
    return sum;
  }

  // Reads the clock each minute up to and with `end`; meanwhile the threads, if they run, get to record.
  void RunMinutes(int64_t first, int64_t end) {
    for (int64_t minute = first; minute <= end; ++minute) {
      if (minute % 30 == 0) AwaitTries();
      Read(minute * 60'000);
    }
  }

  void AwaitTries() {
    const int64_t enough = tries_ + 150;
    while (!stop_ && tries_ < enough) std::this_thread::yield();
  }

  void Read(int64_t now_ms) {
    std::set<uint64_t> streams;
    const CoveredHour* hour = book_.Advance(now_ms, 0, [&](const StreamHour& row) {
      EXPECT_TRUE(streams.insert(row.stream).second);
      EXPECT_EQ(row.country, row.stream % kCountryCount);
      EXPECT_EQ(row.broadcaster, row.stream);
    });
    if (hour == nullptr) return;
    ++hours_;
    most_streams_ = std::max(most_streams_, streams.size());
    const auto segments = hour->tally[kSegments];
    covered_.segments += std::accumulate(segments.begin(), segments.end(), int64_t{0});
    covered_.failures += segments[2 * kSpeedCount + 1];
    covered_.media_us += hour->tally[kMediaSeconds][0];
    average_us_ += hour->tally[kStreamsAverage][0];
    EXPECT_LE(hour->tally[kStreamsPeak][0], static_cast<int64_t>(streams.size()));
  }

  HourBook book_;
  std::atomic<bool> stop_{false};
  std::atomic<int64_t> tries_{0};
  std::vector<std::thread> threads_;
  Taken taken_[kThreads];
  Taken covered_;
  int64_t average_us_ = 0;
  int hours_ = 0;
  size_t most_streams_ = 0;
};

TEST_F(HourBookThreads, EverySegmentIsCountedInExactlyOneHour) {
  Start(60);
  for (int64_t hour = 0; hour < 30; ++hour) {
    RunMinutes(60 * hour + 1, 60 * hour + 60);
    ActiveStreams active;
    book_.Peek(&active);
    book_.Lifetime();
  }
  const Taken taken = Join();
  RunMinutes(30 * 60 + 1, 31 * 60);  // the open hour has the rest
  EXPECT_EQ(hours_, 31);
  EXPECT_GT(taken.segments, 1000);
  EXPECT_EQ(taken.full, 0);
  EXPECT_EQ(covered_.segments, taken.segments);
  EXPECT_EQ(covered_.failures, taken.failures);
  EXPECT_EQ(covered_.media_us, taken.media_us);
  EXPECT_EQ(average_us_, taken.media_us);
  EXPECT_EQ(book_.Lifetime().media_us, taken.media_us);
}

TEST_F(HourBookThreads, ABoundIsKeptWhileHoursChange) {
  Start(1000);
  RunMinutes(1, 20 * 60);
  const Taken taken = Join();
  RunMinutes(20 * 60 + 1, 21 * 60);
  EXPECT_GT(taken.full, 0);
  EXPECT_EQ(most_streams_, 64u);
  EXPECT_EQ(covered_.segments, taken.segments);
  EXPECT_EQ(covered_.media_us, taken.media_us);
}

TEST_F(HourBookThreads, DroppedHoursLoseTheirSegmentsAndNoOthers) {
  Start(60);
  int64_t now_ms = 0;
  for (int jump = 0; jump < 30; ++jump) {
    now_ms += 3'600'000 + 30'000;
    Read(now_ms);  // drops the hour before
    AwaitTries();
    for (int i = 0; i < 10; ++i) Read(now_ms += 1000);
  }
  const Taken taken = Join();
  EXPECT_EQ(hours_, 0);
  EXPECT_GT(taken.segments, 0);
  const Totals lifetime = book_.Lifetime();
  EXPECT_EQ(lifetime.media_us, taken.media_us);
  EXPECT_EQ(std::accumulate(std::begin(lifetime.segments), std::end(lifetime.segments), int64_t{0}), taken.segments);
}

}  // namespace
}  // namespace nodestats
