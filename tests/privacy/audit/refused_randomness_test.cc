// No randomness, no release: what cannot be noised is lost, and turns up nowhere else.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/figures.h"
#include "abi/segments.h"
#include "abi/summary.h"
#include "privacy/audit/private_node.h"
#include "privacy/injected_noise.h"

namespace nodestats_test {
namespace {

using Names = std::vector<std::string>;

// An engine whose randomness can be switched off.
class RefusedRandomness : public testing::Test {
 protected:
  // Goes on to a time; the last call has to return `status`.
  static void RunTo(Node* node, int64_t to_ms, nodestats_status status) {
    node->RunTo(to_ms - kMinute);
    EXPECT_EQ(nodestats_advance(node->engine(), to_ms), status);
    node->Tell(to_ms + 1);
  }

  bool refused_ = false;
  int left_ = INT32_MAX;  // samples until it is refused
  const InjectedNoise noise_{[this](const nodestats::NoiseScale& /*scale*/, int64_t* sample) {
    *sample = 0;
    return !refused_ && left_-- > 0;
  }};
};

TEST_F(RefusedRandomness, TheReleaseIsLostAndTheNextOneIsFine) {
  Node node(PrivateConfig());
  node.Tell(kMidnight);
  node.Record(Segment());
  node.RunTo(kMidnight + kHour);
  for (int i = 0; i < 3; ++i) node.Record(Segment(2));
  refused_ = true;
  RunTo(&node, kMidnight + 2 * kHour, NODESTATS_ESYSTEM);
  refused_ = false;
  node.RunTo(kMidnight + 3 * kHour + kUntilVisible);
  EXPECT_EQ(Listed(node), (Names{"1h 1", "1h 3"}));
  const v1::Release third = ReleaseNamed(node, "1h 3");
  EXPECT_EQ(CoveredHours(third), std::vector<uint32_t>{0});
  EXPECT_EQ(Figure(third, "streams_average"), 0);
  EXPECT_EQ(Figure(third, "streams_peak"), 0);
  node.RunTo(kMidnight + 4 * kHour + kUntilVisible);
  EXPECT_EQ(CoveredHours(ReleaseNamed(node, "4h 4")), (std::vector<uint32_t>{0, 1, 2, 3})) << "it has noise of its own";
}

// Noise is drawn when a window closes, neither before nor after.
TEST_F(RefusedRandomness, BetweenTwoBoundariesNoneIsNeeded) {
  Node node(PrivateConfig());
  for (int64_t hour = 0; hour < 3; ++hour) {
    refused_ = true;
    node.Tell(kMidnight + hour * kHour + kUntilVisible / 2);
    node.RunTo(kMidnight + (hour + 1) * kHour - kMinute);
    refused_ = false;
    node.Tell(kMidnight + (hour + 1) * kHour);
    refused_ = true;
    node.Tell(kMidnight + (hour + 1) * kHour + kUntilVisible);
  }
  EXPECT_EQ(Listed(node), (Names{"1h 2", "1h 3"}));
}

// Not even a release with noise on some of its figures: an hour needs 2 samples, a block 23 more, a day some hundred.
TEST_F(RefusedRandomness, SomeSamplesAreNotEnough) {
  struct {
    uint32_t privacy;
    int samples;
    Names listed;
  } const cases[] = {{kStreamHourMode, 0, {}},
                     {kStreamHourMode, 1, {}},
                     {kStreamHourMode, 2, {"1h 0"}},
                     {kStreamHourMode, 24, {"1h 0"}},
                     {kStreamHourMode, 25, {"1h 0", "4h 0"}},
                     {kStreamHourMode, 330, {"1h 0", "4h 0"}},
                     {kStreamDayMode, 0, {}},
                     {kStreamDayMode, 330, {}}};
  for (const auto& one : cases) {
    left_ = one.samples;
    Node node(PrivateConfig(one.privacy));
    node.Tell(kMidnight - kHour);
    RunTo(&node, kMidnight, NODESTATS_ESYSTEM);
    node.RunTo(kMidnight + kUntilVisible);
    EXPECT_EQ(Listed(node), one.listed) << one.samples;
  }
}

TEST_F(RefusedRandomness, ALostDayIsNotInTheNextDay) {
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    refused_ = true;
    Node node(PrivateConfig(privacy));
    node.Tell(kMidnight - kHour);
    node.Record(Segment());
    RunTo(&node, kMidnight, NODESTATS_ESYSTEM);
    EXPECT_TRUE(Listed(node).empty());
    refused_ = false;
    node.RunTo(kMidnight + kDay + kUntilVisible);
    const v1::Release day = ReleaseNamed(node, "24h 24");
    EXPECT_EQ(day.covered_hours_size(), 24);
    for (const v1::Vector& vector : day.vectors()) {
      for (const int64_t value : vector.values()) EXPECT_EQ(value, 0) << vector.name();
    }
    for (const std::string& name : Listed(node)) EXPECT_NE(name, "24h 0");
  }
}

// A lost hour is over: the clock cannot bring it back.
TEST_F(RefusedRandomness, ALostHourIsNotOpenedAgain) {
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    refused_ = true;
    Node node(PrivateConfig(privacy));
    node.Tell(kMidnight - kHour);
    node.Record(Segment());
    RunTo(&node, kMidnight, NODESTATS_ESYSTEM);
    refused_ = false;
    node.Tell(kMidnight - kHour);
    EXPECT_EQ(node.Record(Segment()), NODESTATS_ECLOCK);
    node.RunTo(kMidnight + kUntilVisible);
    EXPECT_TRUE(Listed(node).empty());
  }
}

TEST_F(RefusedRandomness, ModeBinnedNeedsNone) {
  refused_ = true;
  Node node;
  node.Tell(kMidnight);
  RunTo(&node, kMidnight + kHour, NODESTATS_OK);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  EXPECT_EQ(Listed(node), Names{"1h 1"});
}

}  // namespace
}  // namespace nodestats_test
