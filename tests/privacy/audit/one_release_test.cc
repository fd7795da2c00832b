// An hour is released once, whatever the clock or the process does. With noise: a second release would have other
// figures, and two of them tell more than one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/frozen_files.h"
#include "abi/segments.h"
#include "abi/summary.h"
#include "privacy/audit/private_node.h"

namespace nodestats_test {
namespace {

using Payloads = std::map<std::string, std::string>;  // by the release's name

constexpr int64_t kSetBack[] = {kSecond, 59 * kSecond, 61 * kSecond, kHour, kDay};

// Everything that readers have seen. A name that comes again with other bytes is a second release.
class Seen {
 public:
  void See(const Node& node) {
    for (const Published& published : ReleasesOf(node)) {
      const std::string name = NameOf(published.release);
      EXPECT_EQ(payloads_.try_emplace(name, published.payload).first->second, published.payload) << name;
    }
  }
  const Payloads& payloads() const { return payloads_; }

 private:
  Payloads payloads_;
};

// Goes on with traffic, and reads after each call.
void RunTo(Node* node, int64_t to_ms, Seen* seen) {
  while (node->now_ms() < to_ms) {
    node->Record(Segment(1, "8.8.8.8"));
    node->Tell(std::min(node->now_ms() + kMinute, to_ms));
    if (node->now_ms() % kHour <= kMinute) seen->See(*node);
  }
}

// Each release that this process made, by its name; each once.
std::vector<std::string> MadeBy(const Node& node) {
  std::vector<std::string> names;
  for (const std::string& file : FrozenOf(node)) {
    v1::SignedRelease message;
    v1::Release release;
    EXPECT_TRUE(message.ParseFromString(file.substr(sizeof kFrozenMagic - 1 + 4)));
    EXPECT_TRUE(release.ParseFromString(message.payload()));
    names.push_back(NameOf(release));
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end()) << "made twice";
  return names;
}

TEST(OneRelease, NoHourIsReleasedAgainAfterTheClockGoesBack) {
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    for (const int64_t back_ms : kSetBack) {
      for (const int64_t after_ms : {int64_t{0}, kSecond, kUntilVisible, 30 * kMinute}) {
        SCOPED_TRACE(testing::Message() << "back by " << back_ms << " ms, " << after_ms << " ms after midnight");
        Seen seen;
        Node node(PrivateConfig(privacy));
        node.Tell(kMidnight - 5 * kHour);
        RunTo(&node, kMidnight + after_ms, &seen);
        node.Tell(node.now_ms() - back_ms);
        seen.See(node);
        RunTo(&node, kMidnight + 2 * kHour + kUntilVisible, &seen);
        MadeBy(node);
        EXPECT_EQ(seen.payloads().count("24h 0"), 1u);
      }
    }
  }
}

// The day's hours that are already covered wait for its end; those of the clock's second run must not join them.
TEST(OneRelease, NoHourIsCountedAgainInTheDayAfterTheClockGoesBack) {
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    Node node(PrivateConfig(privacy));
    node.Tell(kMidnight - 4 * kHour);
    node.RunTo(kMidnight - 2 * kHour + kMinute);
    node.Tell(kMidnight - 4 * kHour);
    EXPECT_EQ(node.Record(Segment()), NODESTATS_ECLOCK);
    node.RunTo(kMidnight + kUntilVisible);
    EXPECT_EQ(CoveredHours(ReleaseNamed(node, "24h 0")), (std::vector<uint32_t>{20, 21, 22, 23}));
  }
}

// The message of the release that waits for its signature; empty where none does.
std::string ToSign(const Node& node, uint64_t* id) {
  Answer answer;
  if (nodestats_next_to_sign(node.engine(), answer.get()) != NODESTATS_OK) return "";
  *id = answer->id;
  return answer.bytes();
}

TEST(OneRelease, WhatWaitsForItsSignatureIsNotMadeAgainAfterTheClockGoesBack) {
  for (const int64_t back_ms : kSetBack) {
    nodestats_config config = PrivateConfig();
    config.signer[0] = 0x51;
    Node node(config);
    node.Tell(kMidnight - 3 * kHour);
    node.RunTo(kMidnight - 2 * kHour + kMinute);
    uint64_t id = 0;
    const std::string message = ToSign(node, &id);
    node.Tell(node.now_ms() - back_ms);
    node.RunTo(kMidnight - 2 * kHour + kMinute);
    uint64_t later_id = 0;
    EXPECT_EQ(ToSign(node, &later_id), message);
    EXPECT_EQ(later_id, id);
    EXPECT_EQ(nodestats_add_signature(node.engine(), id, std::string(65, 'x').data(), 65), NODESTATS_OK);
    EXPECT_EQ(ToSign(node, &later_id), "") << "made twice";
    EXPECT_EQ(Listed(node), std::vector<std::string>{"1h -2"});
    node.RunTo(kMidnight - kHour + kMinute);
    EXPECT_EQ(MadeBy(node), std::vector<std::string>{"1h -2"});
  }
}

// A jump to another day releases the day that it leaves, and the way back does not open it again.
TEST(OneRelease, ADayThatWasReleasedEarlyIsOver) {
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    Seen seen;
    Node node(PrivateConfig(privacy));
    node.Tell(kMidnight - 9 * kHour);
    RunTo(&node, kMidnight - 5 * kHour + kMinute, &seen);
    node.Tell(kMidnight + 5 * kHour);
    node.Tell(kMidnight + 5 * kHour + kSecond);
    seen.See(node);
    EXPECT_EQ(seen.payloads().count("24h 0"), 1u);
    node.Tell(kMidnight - 3 * kHour);
    EXPECT_EQ(node.Record(Segment()), NODESTATS_ECLOCK);
    RunTo(&node, kMidnight + 6 * kHour + kUntilVisible, &seen);
    MadeBy(node);
  }
}

// What a former process published, and what it left on the disk.
struct Former {
  explicit Former(const nodestats_config& config) : node(config) {
    node.Tell(kMidnight - 5 * kHour);
    RunTo(&node, kMidnight + kUntilVisible, &seen);
  }
  Seen seen;
  Node node;
};

TEST(OneRelease, RestoredReleasesAreServedByteForByte) {
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    const Former former(PrivateConfig(privacy));
    Node node(PrivateConfig(privacy));
    node.Tell(former.node.now_ms());
    for (const std::string& file : FrozenOf(former.node)) EXPECT_EQ(Restore(node, file), NODESTATS_OK);
    node.Tell(former.node.now_ms() + 1);
    for (const uint32_t format : {NODESTATS_FORMAT_TEXT, NODESTATS_FORMAT_OPENMETRICS, NODESTATS_FORMAT_METRIC_FAMILY,
                                  NODESTATS_FORMAT_JSON, NODESTATS_FORMAT_PROTOBUF}) {
      const Answer before = former.node.Summary(format);
      const Answer after = node.Summary(format);
      // Only the next release may differ, which is that of the first hour that the new process can cover.
      if (before->next_release_unix_s != after->next_release_unix_s) continue;
      EXPECT_EQ(after.bytes(), before.bytes()) << format;
      EXPECT_EQ(after.etag(), before.etag()) << format;
    }
    const std::string json = former.node.Summary(NODESTATS_FORMAT_JSON).bytes();
    const std::string releases = json.substr(0, json.find("],\"softwareVersion\""));
    EXPECT_EQ(node.Summary(NODESTATS_FORMAT_JSON).bytes().substr(0, releases.size()), releases);
    EXPECT_EQ(SummaryOf(node).releases_size(), SummaryOf(former.node).releases_size());
    for (int i = 0; i < SummaryOf(node).releases_size(); ++i) {
      EXPECT_EQ(SummaryOf(node).releases(i).SerializeAsString(),
                SummaryOf(former.node).releases(i).SerializeAsString());
    }
  }
}

// With all files, and the clock set back meanwhile by up to a day. With none, since the process died before it wrote
// them, and the clock set back by no more than an hour, so that the new process covers no hour that the former one did.
TEST(OneRelease, NoHourIsReleasedAgainAfterARestart) {
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    for (const bool files : {true, false}) {
      for (const int64_t step_ms : {-kDay + kMinute, -5 * kHour - kUntilVisible, -2 * kHour, -kHour, -61 * kSecond,
                                    -59 * kSecond, -kSecond, int64_t{0}, kSecond, 2 * kHour}) {
        if (!files && step_ms < -kHour) continue;
        SCOPED_TRACE(testing::Message() << (files ? "files, " : "no files, ") << step_ms << " ms");
        Former former(PrivateConfig(privacy));
        const std::vector<std::string> made = MadeBy(former.node);
        Node node(PrivateConfig(privacy));
        node.Tell(former.node.now_ms() + step_ms);
        if (files) {
          for (const std::string& file : FrozenOf(former.node)) {
            const nodestats_status status = Restore(node, file);
            EXPECT_TRUE(status == NODESTATS_OK || (status == NODESTATS_EFUTURE && step_ms < 0)) << status;
          }
        }
        RunTo(&node, kMidnight + 4 * kHour + kUntilVisible, &former.seen);
        for (const std::string& name : MadeBy(node)) {
          EXPECT_EQ(std::count(made.begin(), made.end(), name), 0) << name << " was published before the restart";
        }
      }
    }
  }
}

// The files hold back what the former process released, also where the clock is set back further once they are in.
TEST(OneRelease, NoHourIsReleasedAgainAfterARestartAndTheClockGoesBack) {
  for (const int64_t back_ms : kSetBack) {
    Former former(PrivateConfig());
    const std::vector<std::string> made = MadeBy(former.node);
    Node node(PrivateConfig());
    node.Tell(former.node.now_ms());
    for (const std::string& file : FrozenOf(former.node)) EXPECT_EQ(Restore(node, file), NODESTATS_OK);
    node.Tell(node.now_ms() + kSecond);
    node.Tell(node.now_ms() - back_ms);
    RunTo(&node, kMidnight + 2 * kHour + kUntilVisible, &former.seen);
    for (const std::string& name : MadeBy(node)) EXPECT_EQ(std::count(made.begin(), made.end(), name), 0) << name;
  }
}

// Where the day is released alone, what a process that died had counted of it is never published.
TEST(OneRelease, ARestartWithinADayLeavesADayOfTheHoursAfterIt) {
  for (const uint32_t privacy : {kStreamHourMode, kStreamDayMode}) {
    Node former(PrivateConfig(privacy));
    former.Tell(kMidnight - 10 * kHour);
    former.RunTo(kMidnight - 3 * kHour + kMinute);
    Node node(PrivateConfig(privacy));
    node.Tell(former.now_ms());
    for (const std::string& file : FrozenOf(former)) EXPECT_EQ(Restore(node, file), NODESTATS_OK);
    node.RunTo(kMidnight + kUntilVisible);
    EXPECT_EQ(CoveredHours(ReleaseNamed(node, "24h 0")), (std::vector<uint32_t>{22, 23}));
  }
}

}  // namespace
}  // namespace nodestats_test
