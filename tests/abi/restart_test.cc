// Published releases that outlive their process.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/frozen_files.h"
#include "abi/geo_file.h"
#include "abi/node.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

using Names = std::vector<std::string>;

// What a process published up to hour 4: four hours and a block.
std::vector<std::string> FourHours(const nodestats_config& config = Config()) {
  Node node(config);
  node.Tell(kMidnight);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  node.RunTo(kMidnight + 4 * kHour + kUntilVisible);
  return FrozenOf(node);
}

// Restores, and lets appear.
nodestats_status RestoreNow(Node* node, const std::string& file) {
  const nodestats_status status = Restore(*node, file);
  node->Tell(node->now_ms());
  return status;
}

TEST(Restart, ReleasesComeBackByteForByteWithTheirOwnInstance) {
  const GeoFile geo;
  nodestats_config config = Config();
  config.geo_path = geo.path();
  config.chain_id = 42161;
  Node first(config);
  first.Tell(kMidnight);
  EXPECT_EQ(first.Record(Segment()), NODESTATS_OK);
  first.RunTo(kMidnight + 4 * kHour + kUntilVisible);

  Node second;
  second.Tell(kMidnight + 5 * kHour + kMinute);
  for (const std::string& file : FrozenOf(first)) EXPECT_EQ(Restore(second, file), NODESTATS_OK);
  second.Tell(second.now_ms() + kSecond);
  const std::vector<Published> before = ReleasesOf(first);
  const std::vector<Published> after = ReleasesOf(second);
  ASSERT_EQ(after.size(), 5u);
  ASSERT_EQ(before.size(), 5u);
  for (size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(after[i].payload, before[i].payload);
    EXPECT_EQ(after[i].signature, before[i].signature);
  }
  second.RunTo(kMidnight + 7 * kHour + kUntilVisible);
  EXPECT_EQ(Listed(second), (Names{"1h 1", "1h 2", "1h 3", "1h 4", "4h 4", "1h 7"}));
  EXPECT_NE(ReleaseNamed(second, "1h 7").instance_id(), before[0].release.instance_id());
}

TEST(Restart, SignaturesComeBack) {
  Node first(SignedConfig());
  first.Tell(kMidnight);
  first.RunTo(kMidnight + kHour + kUntilVisible);
  Answer answer;
  ASSERT_EQ(nodestats_next_to_sign(first.engine(), answer.get()), NODESTATS_OK);
  ASSERT_EQ(nodestats_add_signature(first.engine(), answer->id, std::string(65, 'x').data(), 65), NODESTATS_OK);
  Node second;  // signs nothing itself
  second.Tell(first.now_ms());
  EXPECT_EQ(RestoreNow(&second, FrozenOf(first).at(0)), NODESTATS_OK);
  EXPECT_EQ(ReleasesOf(second).at(0).signature, std::string(65, 'x'));
  EXPECT_EQ(ReleasesOf(second).at(0).release.signer(), "0x51" + std::string(38, '0'));
}

TEST(Restart, WaitingReleasesAreNotHandedOut) {
  Node node(SignedConfig());
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + kMinute);
  EXPECT_TRUE(FrozenOf(node).empty());
}

TEST(Restart, RestoredReleasesAreNotHandedOutAgain) {
  const std::vector<std::string> files = FourHours();
  Node node;
  node.Tell(kMidnight + 4 * kHour + kMinute);
  for (const std::string& file : files) EXPECT_EQ(RestoreNow(&node, file), NODESTATS_OK);
  EXPECT_TRUE(FrozenOf(node).empty());
}

TEST(Restart, NothingComesBackBeforeTheFirstCall) {
  const std::vector<std::string> files = FourHours();
  Node node;
  EXPECT_EQ(Restore(node, files[0]), NODESTATS_ECLOCK);
  node.Tell(kMidnight + 4 * kHour + kMinute);
  EXPECT_EQ(Restore(node, files[0]), NODESTATS_OK);
}

TEST(Restart, AReleaseComesBackOnce) {
  const std::vector<std::string> files = FourHours();
  Node node;
  node.Tell(kMidnight + 4 * kHour + kMinute);
  EXPECT_EQ(Restore(node, files[0]), NODESTATS_OK);
  EXPECT_EQ(Restore(node, files[0]), NODESTATS_EEXIST);
  EXPECT_EQ(RestoreNow(&node, files[0]), NODESTATS_EEXIST);
  EXPECT_EQ(Listed(node), Names{"1h 1"});
}

TEST(Restart, OwnReleasesAreNotReplaced) {
  const std::vector<std::string> files = FourHours();
  for (const bool waits : {false, true}) {
    Node node(waits ? SignedConfig() : Config());
    node.Tell(kMidnight);
    node.RunTo(kMidnight + kHour + kMinute);
    EXPECT_EQ(RestoreNow(&node, files[0]), NODESTATS_EEXIST);
    EXPECT_EQ(Listed(node), waits ? Names() : Names{"1h 1"});
  }
}

TEST(Restart, ReleasesThatEndInTheFutureAreNotServedBefore) {
  const std::vector<std::string> files = FourHours();
  Node node;
  node.Tell(kMidnight + 2 * kHour - 1);
  EXPECT_EQ(RestoreNow(&node, files[0]), NODESTATS_OK);
  EXPECT_EQ(RestoreNow(&node, files[1]), NODESTATS_EFUTURE);
  EXPECT_EQ(Listed(node), Names{"1h 1"});
  EXPECT_EQ(node.Info().newest_end_unix_s, (kMidnight + kHour) / kSecond);
  node.Tell(kMidnight + 2 * kHour);
  EXPECT_EQ(RestoreNow(&node, files[1]), NODESTATS_OK);
}

TEST(Restart, ReleasesThatAreTooOldAreIgnored) {
  const std::vector<std::string> files = FourHours();
  Node node;
  node.Tell(kMidnight + kDay + 2 * kHour + 9 * kSecond);
  EXPECT_EQ(Restore(node, files[0]), NODESTATS_EEXPIRED);
  EXPECT_EQ(Restore(node, files[1]), NODESTATS_OK);
  node.Tell(kMidnight + kDay + 3 * kHour + kUntilVisible);
  EXPECT_EQ(RestoreNow(&node, files[2]), NODESTATS_EEXPIRED);
  EXPECT_EQ(RestoreNow(&node, files[4]), NODESTATS_OK);
  EXPECT_EQ(Listed(node), Names{"4h 4"});
  node.Tell(kMidnight + 2 * kDay + 4 * kHour + kUntilVisible);
  EXPECT_EQ(RestoreNow(&node, files[4]), NODESTATS_EEXPIRED);
  EXPECT_EQ(Listed(node), Names());
}

TEST(Restart, OrderDoesNotMatter) {
  std::vector<std::string> files = FourHours();
  std::reverse(files.begin(), files.end());
  Node node;
  node.Tell(kMidnight + 4 * kHour + kMinute);
  for (const std::string& file : files) EXPECT_EQ(RestoreNow(&node, file), NODESTATS_OK);
  EXPECT_EQ(Listed(node), (Names{"1h 1", "1h 2", "1h 3", "1h 4", "4h 4"}));
}

TEST(Restart, NoHourBeforeARestoredReleasesEndIsOpenedAgain) {
  const std::vector<std::string> files = FourHours();
  Node node;
  node.Tell(kMidnight + 4 * kHour + kMinute);
  for (const std::string& file : files) EXPECT_EQ(RestoreNow(&node, file), NODESTATS_OK);
  node.Tell(kMidnight + 2 * kHour + kMinute);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_ECLOCK);
  node.RunTo(kMidnight + 4 * kHour + kUntilVisible);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  EXPECT_EQ(Listed(node), (Names{"1h 1", "1h 2", "1h 3", "1h 4", "4h 4"}));
}

// The host hands in once an hour what ended in the future.
TEST(Restart, WithTheClockSetBackPublishesNoHourTwice) {
  const std::vector<std::string> files = FourHours();
  for (const int64_t at_ms : {kMidnight + 10 * kMinute, kMidnight + kHour, kMidnight + 2 * kHour - 1}) {
    Node node;
    node.Tell(at_ms);
    for (int64_t hour = at_ms / kHour + 1; hour <= (kMidnight + 4 * kHour) / kHour; ++hour) {
      for (const std::string& file : files) Restore(node, file);
      node.RunTo(node.now_ms() + kSecond);
      EXPECT_EQ(node.Record(Segment()), NODESTATS_ECLOCK) << "in an hour that is published already";
      EXPECT_EQ(node.Info().hour_start_unix_s, 0);
      node.RunTo(hour * kHour);
    }
    EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
    for (const std::string& file : files) Restore(node, file);
    node.RunTo(kMidnight + 5 * kHour + kUntilVisible);
    EXPECT_EQ(Listed(node), (Names{"1h 1", "1h 2", "1h 3", "1h 4", "4h 4", "1h 5"}));
    EXPECT_EQ(FrozenOf(node).size(), 1u) << "only the last one is of this process";
  }
}

// Else a single file of a clock that was wrong by years would silence the node for as long.
TEST(Restart, WhatEndsMoreThanADayAheadHoldsNothingBack) {
  const std::string file = FourHours().at(3);
  Node node;
  node.Tell(kMidnight + 4 * kHour - kDay - kSecond);
  EXPECT_EQ(RestoreNow(&node, file), NODESTATS_EFUTURE);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  node.Tell(node.now_ms() + kSecond);
  EXPECT_EQ(RestoreNow(&node, file), NODESTATS_EFUTURE);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_ECLOCK);
}

TEST(Restart, InTheMiddleOfADayLeavesADayOfTheHoursAfterIt) {
  Node node;
  node.Tell(kMidnight + 4 * kHour + kMinute);
  for (const std::string& file : FourHours()) EXPECT_EQ(RestoreNow(&node, file), NODESTATS_OK);
  node.RunTo(kMidnight + kDay + kUntilVisible);
  const v1::Release day = ReleaseNamed(node, "24h 24");
  std::vector<uint32_t> expected;
  for (uint32_t hour = 5; hour < 24; ++hour) expected.push_back(hour);
  EXPECT_EQ(CoveredHours(day), expected);
}

TEST(Restart, TheNewestReleaseOfEachWindowIsShownWhoeverMadeIt) {
  Node node;
  node.Tell(kMidnight + 4 * kHour + kMinute);
  for (const std::string& file : FourHours()) EXPECT_EQ(RestoreNow(&node, file), NODESTATS_OK);
  node.RunTo(kMidnight + 6 * kHour + kUntilVisible);
  const std::string text = node.Text();
  const auto end_line = [](const std::string& window, int64_t hour) {
    return "\nnodestats_release_end_timestamp_seconds{window=\"" + window + "\"} " +
           std::to_string((kMidnight + hour * kHour) / kSecond) + "\n";
  };
  EXPECT_NE(text.find(end_line("1h", 6)), std::string::npos);
  EXPECT_NE(text.find(end_line("4h", 4)), std::string::npos);
}

}  // namespace
}  // namespace nodestats_test
