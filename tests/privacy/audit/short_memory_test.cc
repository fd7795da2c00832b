// Memory that is short while a day ends: each release is made once all the same, from all of its hours, with noise of
// its own.
#include "privacy/short_memory.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/figures.h"
#include "abi/frozen_files.h"
#include "abi/segments.h"
#include "abi/summary.h"
#include "privacy/audit/private_node.h"
#include "privacy/injected_noise.h"

namespace nodestats_test {
namespace {

constexpr int64_t kSample = 1'000'000'000'000;

// Noise whose samples are all different, so that a sample that is used twice shows.
class Counted {
 public:
  bool operator()(const nodestats::NoiseScale& /*scale*/, int64_t* sample) const {
    *sample = ++*drawn_ * kSample;
    return true;
  }

 private:
  std::shared_ptr<int64_t> drawn_ = std::make_shared<int64_t>(0);
};

// The last hour of a day, with a stream.
void RunToMidnight(Node* node) {
  node->Tell(kMidnight - kHour);
  node->Record(Segment());
  node->RunTo(kMidnight - 1);
}

// Each release's name, and how often it is listed. That no sample was used twice, and that what was counted shows once.
std::map<std::string, int> Check(const std::vector<Published>& all) {
  std::map<std::string, int> made;
  std::set<int64_t> samples;
  for (const Published& published : all) {
    const std::string name = NameOf(published.release);
    ++made[name];
    for (const v1::Vector& vector : published.release.vectors()) {
      if (vector.name() == "encoded_pixels") continue;  // in units of their own
      for (const int64_t value : vector.values()) EXPECT_TRUE(samples.insert(value / kSample).second) << value;
      if (vector.name() != "streams_average") continue;
      EXPECT_EQ(vector.values(0) % kSample, name == "1h 1" ? 0 : Segment().duration_us) << name;
    }
  }
  return made;
}

// Has memory fail at each allocation of one call in turn, of the one at the boundary or of the one that publishes.
void FailEach(uint32_t privacy, bool publishing) {
  const std::map<std::string, int> hours = {{"1h 0", 1}, {"4h 0", 1}, {"24h 0", 1}, {"1h 1", 1}};
  const std::map<std::string, int> days = {{"24h 0", 1}};
  nodestats_status status = NODESTATS_ENOMEM;
  for (int64_t room = 0; status == NODESTATS_ENOMEM && !testing::Test::HasFailure(); room += room < 100 ? 1 : 13) {
    SCOPED_TRACE(room);
    const InjectedNoise noise{Counted()};
    Node node(PrivateConfig(privacy));
    RunToMidnight(&node);
    if (publishing) node.Tell(kMidnight);
    const int64_t at_ms = publishing ? kMidnight + kUntilVisible : kMidnight;
    {
      const ShortMemory memory(room);
      status = nodestats_advance(node.engine(), at_ms);
    }
    node.Tell(at_ms + 1);
    node.RunTo(kMidnight + kHour + kUntilVisible);
    EXPECT_EQ(Check(ReleasesOf(node)), privacy == kStreamHourMode ? hours : days);
    EXPECT_EQ(FrozenOf(node).size(), privacy == kStreamHourMode ? hours.size() : days.size());
  }
  EXPECT_EQ(status, NODESTATS_OK);
}

// A release that memory is too short for during an hour is lost. Its figures must not join those of the next one.
TEST(MemoryShortage, OfAWholeHourMixesNoHours) {
  const InjectedNoise none(NoNoise);
  Node node(PrivateConfig());
  node.Tell(kMidnight - 2 * kHour);
  node.Record(Segment());
  node.RunTo(kMidnight - kHour - kMinute);
  for (int64_t now_ms = kMidnight - kHour; now_ms < kMidnight; now_ms += kMinute) {
    const ShortMemory memory(0);
    EXPECT_EQ(nodestats_advance(node.engine(), now_ms), NODESTATS_ENOMEM);
  }
  node.Record(Segment(2));
  node.Record(Segment(2));
  node.Tell(kMidnight);
  node.Tell(kMidnight + kUntilVisible);
  EXPECT_EQ(Listed(node), (std::vector<std::string>{"1h 0", "4h 0", "24h 0"}));
  EXPECT_DOUBLE_EQ(Figure(ReleaseNamed(node, "1h 0"), "streams_average"), 4 / 3600.0);
  EXPECT_EQ(CoveredHours(ReleaseNamed(node, "24h 0")), (std::vector<uint32_t>{22, 23}));
}

TEST(MemoryShortage, AtTheBoundaryMakesNoSecondRelease) {
  FailEach(kStreamHourMode, false);
  FailEach(kStreamDayMode, false);
}

TEST(MemoryShortage, WhilePublishingMakesNoSecondRelease) {
  FailEach(kStreamHourMode, true);
  FailEach(kStreamDayMode, true);
}

}  // namespace
}  // namespace nodestats_test
