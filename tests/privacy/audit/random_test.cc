// Random and adversarial traffic: no unit's records change the releases by more than the claim.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>

#include "privacy/audit/loss.h"
#include "privacy/audit/random_traffic.h"
#include "privacy/audit/script.h"

namespace nodestats_test {
namespace {

constexpr int kUnits = 8;  // of each script

// A sanitizer looks for other things, and takes ten times as long.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kScripts = 3;
#else
constexpr int kScripts = 24;
#endif

int Scripts() { return std::getenv("NODESTATS_AUDIT_LONG") != nullptr ? 4000 : kScripts; }

// What the scripts held, since a test of traffic is worth as much as its traffic.
struct Seen {
  int units = 0;
  int full = 0;
  int without_trace = 0;  // of hours that were dropped, or turned away by a full table
  int releases = 0;
  double most = 0;
  double most_full = 0;
};

bool IsFull(const Played& played, const Unit& unit) {
  return std::any_of(played.full_hours_ms.begin(), played.full_hours_ms.end(), [&](int64_t hour_ms) {
    return hour_ms >= unit.start_ms && hour_ms < unit.start_ms + unit.length_ms;
  });
}

void Check(uint64_t seed, uint32_t privacy, Seen* seen) {
  const InjectedNoise none(NoNoise);
  RandomTraffic traffic(seed);
  const Played all = Play(traffic.script(), privacy);
  seen->releases += static_cast<int>(all.releases.size());
  for (int i = 0; i < kUnits; ++i) {
    Unit unit = traffic.PickStreamHour();
    if (privacy == kStreamDayMode) unit = StreamDay(unit.stream, unit.start_ms);
    SCOPED_TRACE("seed " + std::to_string(seed) + ", stream " + std::to_string(unit.stream) + " at " +
                 std::to_string((unit.start_ms - kMidnight) / kHour));
    const Skip skip = [&](const Step& step) { return unit.Holds(step); };
    const Loss loss(all, Play(traffic.script(), PrivateConfig(privacy), skip), privacy);
    const bool full = IsFull(all, unit);
    full ? loss.ExpectWithinFullTable() : loss.ExpectWithin(1);
    ++seen->units;
    seen->full += full ? 1 : 0;
    seen->without_trace += loss.Total() == 0 ? 1 : 0;
    double& most = full ? seen->most_full : seen->most;
    most = std::max(most, loss.Total());
  }
}

Seen CheckAll(uint32_t privacy, const char* mode) {
  Seen seen;
  for (int i = 0; i < Scripts() && !testing::Test::HasFailure(); ++i) {
    Check(static_cast<uint64_t>(i) * 2 + privacy, privacy, &seen);
  }
  std::printf("%s, %d random units, %d of them in full tables: at most %.4f and %.4f of the claim\n", mode, seen.units,
              seen.full, seen.most, seen.most_full);
  return seen;
}

TEST(RandomTraffic, StreamHoursAreWithinTheClaim) {
  const Seen seen = CheckAll(kStreamHourMode, "stream-hour");
  if (Scripts() < 24) return;
  EXPECT_GE(seen.most, 0.99);
  EXPECT_GE(seen.most_full, 0.5);
  EXPECT_GE(seen.full, 10);
  EXPECT_GE(seen.without_trace, 5);
  EXPECT_GE(seen.units - seen.full - seen.without_trace, 50);
}

// A stream that is there for some hours of the day only, so that nothing attains the claim: see StreamDay.
TEST(RandomTraffic, StreamDaysAreWithinTheClaim) {
  const Seen seen = CheckAll(kStreamDayMode, "stream-day");
  if (Scripts() < 24) return;
  EXPECT_GE(seen.most, 0.1);
  EXPECT_GE(seen.full, 10);
  EXPECT_GE(seen.releases, Scripts());
}

// Else the others would prove nothing: without noise, traffic alone makes the figures, whatever key hashes it.
TEST(RandomTraffic, TheSameTwiceIsPublishedTheSame) {
  const InjectedNoise none(NoNoise);
  const RandomTraffic traffic(4711);
  const Loss loss(Play(traffic.script()), Play(traffic.script()), kStreamHourMode);
  loss.ExpectNone();
}

}  // namespace
}  // namespace nodestats_test
