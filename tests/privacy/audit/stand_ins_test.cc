// The attack from outside has a stream's day served in one hour, by streams that stand in for it. Here is that this is
// the same day.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "privacy/attack/world.h"
#include "privacy/audit/private_node.h"
#include "privacy/injected_noise.h"

namespace nodestats_test {
namespace {

// The day's release without noise.
v1::Release DayOf(const Streams& streams) {
  const InjectedNoise none(NoNoise);
  Target target(kStreamDayMode);
  const std::vector<v1::Release> releases = Releases(&target, streams);
  EXPECT_EQ(releases.size(), 1u);
  return releases.empty() ? v1::Release() : releases.front();
}

void ExpectTheSame(const Streams& day, const Streams& stand_ins, bool peaks) {
  const v1::Release expected = DayOf(day);
  const v1::Release found = DayOf(stand_ins);
  ASSERT_EQ(found.vectors_size(), expected.vectors_size());
  for (int i = 0; i < expected.vectors_size(); ++i) {
    const v1::Vector& vector = expected.vectors(i);
    if (vector.name() == "streams_peak" && !peaks) continue;
    for (int at = 0; at < vector.values_size(); ++at) {
      EXPECT_EQ(found.vectors(i).values(at), vector.values(at)) << vector.name() << " " << at;
    }
  }
}

TEST(StandIns, AddWhatTheStreamsThemselvesAddInADay) {
  ExpectTheSame({4, 4, 24}, {4, 4, 24, true}, false);
  ExpectTheSame({1, 1, 24}, {1, 1, 24, true, 60}, true);
}

// Each clue's amount is what a stream-hour really adds.
TEST(StandIns, AddTheAmountsThatTheAttackerLooksFor) {
  const v1::Release day = DayOf({4, 1, 24});
  for (int group = 0; group < kGroupCount; ++group) {
    for (const Clue& clue : CluesOf(kStreamDayMode, group)) {
      const Spot spot = SpotOf(clue, day);
      const int streams = clue.group < 0 ? kGroupCount : 1;
      EXPECT_EQ(day.vectors(spot.vector).values(spot.value), clue.amount * streams * (clue.adds_up ? 24 : 1))
          << clue.vector;
    }
  }
}

}  // namespace
}  // namespace nodestats_test
