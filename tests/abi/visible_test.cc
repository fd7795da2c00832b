// When releases appear, and what waits for a signature.
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "abi/clock.h"
#include "abi/node.h"
#include "abi/segments.h"
#include "abi/summary.h"

namespace nodestats_test {
namespace {

using Names = std::vector<std::string>;

// What waits next for its signature; id 0: nothing.
struct Waiting {
  uint64_t id = 0;
  std::string message;
};

Waiting NextToSign(const Node& node) {
  Answer answer;
  const nodestats_status status = nodestats_next_to_sign(node.engine(), answer.get());
  if (status == NODESTATS_ENONE) return {};
  EXPECT_EQ(status, NODESTATS_OK);
  return {answer->id, answer.bytes()};
}

nodestats_status Sign(const Node& node, uint64_t id, char byte = 's', size_t size = NODESTATS_SIGNATURE_SIZE) {
  const std::string signature(size, byte);
  return nodestats_add_signature(node.engine(), id, signature.data(), signature.size());
}

// Signs the oldest release that waits.
void SignNext(const Node& node) { EXPECT_EQ(Sign(node, NextToSign(node).id), NODESTATS_OK); }

TEST(Visible, ReleasesAppearTenSecondsAfterTheirBoundary) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour);
  EXPECT_EQ(Listed(node), Names());
  node.Tell(kMidnight + kHour + 9999);
  EXPECT_EQ(Listed(node), Names());
  node.Tell(kMidnight + kHour + 10000);
  EXPECT_EQ(Listed(node), Names{"1h 1"});
}

TEST(Visible, AllWindowsOfABoundaryAppearAtOnce) {
  Node node;
  node.Tell(kMidnight + 23 * kHour);
  node.RunTo(kMidnight + kDay + 9 * kSecond);
  EXPECT_EQ(Listed(node), Names());
  node.Tell(kMidnight + kDay + kUntilVisible);
  EXPECT_EQ(Listed(node), (Names{"1h 24", "4h 24", "24h 24"}));
  for (const Published& published : ReleasesOf(node)) EXPECT_EQ(published.signature, "");
}

// Not after the first whole day.
TEST(Visible, TheFirstDayAppearsAfterMidnightWithTheHoursThatItCovers) {
  for (const uint32_t privacy : {NODESTATS_PRIVACY_STREAM_DAY, NODESTATS_PRIVACY_STREAM_HOUR}) {
    nodestats_config config = Config();
    config.privacy = privacy;
    Node node(config);
    node.Tell(kMidnight + 20 * kHour + kHour / 2);
    node.RunTo(kMidnight + kDay + kUntilVisible);
    EXPECT_EQ(CoveredHours(ReleaseNamed(node, "24h 24")).size(), 3u);
    EXPECT_EQ(Listed(node).size(), privacy == NODESTATS_PRIVACY_STREAM_DAY ? 1u : 5u);
  }
}

TEST(Visible, WhatIsToBeSignedWaitsUntilAllOfItsBoundaryIsSigned) {
  Node node(SignedConfig());
  node.Tell(kMidnight + 23 * kHour);
  node.RunTo(kMidnight + kDay);
  SignNext(node);
  SignNext(node);
  node.RunTo(kMidnight + kDay + 5 * kMinute);
  EXPECT_EQ(Listed(node), Names());
  SignNext(node);
  EXPECT_EQ(Listed(node), (Names{"1h 24", "4h 24", "24h 24"}));  // with no further call of advance
}

TEST(Visible, AReleaseThatIsSignedEarlyStillWaitsTenSeconds) {
  Node node(SignedConfig());
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour);
  SignNext(node);
  EXPECT_EQ(Listed(node), Names());
  node.Tell(kMidnight + kHour + 9999);
  EXPECT_EQ(Listed(node), Names());
  node.Tell(kMidnight + kHour + kUntilVisible);
  EXPECT_EQ(Listed(node), Names{"1h 1"});
}

TEST(Visible, ALaterBoundaryNeverOvertakesAnUnsignedOne) {
  Node node(SignedConfig());
  node.Tell(kMidnight);
  node.RunTo(kMidnight + 2 * kHour + kMinute);
  const Waiting first = NextToSign(node);
  EXPECT_EQ(Sign(node, first.id + 1), NODESTATS_OK);
  EXPECT_EQ(Listed(node), Names());
  EXPECT_EQ(NextToSign(node).id, first.id);
  EXPECT_EQ(Sign(node, first.id), NODESTATS_OK);
  EXPECT_EQ(Listed(node), (Names{"1h 1", "1h 2"}));
}

TEST(Visible, SignaturesAreServedAsGiven) {
  Node node(SignedConfig());
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  EXPECT_EQ(Sign(node, NextToSign(node).id, '\x1c'), NODESTATS_OK);
  EXPECT_EQ(ReleasesOf(node).at(0).signature, std::string(65, '\x1c'));
}

TEST(Visible, SignaturesOfAWrongSizeOrReleaseAreRefused) {
  Node node(SignedConfig());
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  const Waiting waiting = NextToSign(node);
  for (const size_t size : {size_t{0}, size_t{64}, size_t{66}, size_t{650}}) {
    EXPECT_EQ(Sign(node, waiting.id, 's', size), NODESTATS_EINVAL) << size;
  }
  for (const uint64_t id : {uint64_t{0}, waiting.id + 1, UINT64_MAX}) EXPECT_EQ(Sign(node, id), NODESTATS_ENONE) << id;
  EXPECT_EQ(NextToSign(node).id, waiting.id);
  EXPECT_EQ(Listed(node), Names());
}

TEST(Visible, ASecondSignatureIsRefused) {
  Node node(SignedConfig());
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour);
  const uint64_t id = NextToSign(node).id;
  EXPECT_EQ(Sign(node, id, 'a'), NODESTATS_OK);
  EXPECT_EQ(Sign(node, id, 'b'), NODESTATS_ENONE);
  node.Tell(kMidnight + kHour + kUntilVisible);
  EXPECT_EQ(Sign(node, id, 'c'), NODESTATS_ENONE);
  EXPECT_EQ(ReleasesOf(node).at(0).signature, std::string(65, 'a'));
}

TEST(Visible, WithoutASignerNothingWaitsForOne) {
  Node node;
  node.Tell(kMidnight);
  node.RunTo(kMidnight + kHour);
  EXPECT_EQ(NextToSign(node).id, 0u);
  EXPECT_EQ(Sign(node, 1), NODESTATS_ENONE);
  node.Tell(kMidnight + kHour + kUntilVisible);
  EXPECT_EQ(ReleasesOf(node).at(0).signature, "");
}

TEST(Visible, SignedMessageIsPrefixChainInstanceAndPayload) {
  nodestats_config config = SignedConfig();
  config.chain_id = 42161;
  Node node(config);
  node.Tell(kMidnight);
  EXPECT_EQ(node.Record(Segment()), NODESTATS_OK);
  node.RunTo(kMidnight + kHour + kUntilVisible);
  const Waiting waiting = NextToSign(node);
  SignNext(node);
  const Published published = ReleasesOf(node).at(0);
  std::string instance;
  for (size_t i = 0; i < 32; i += 2) {
    instance.push_back(static_cast<char>(std::stoi(published.release.instance_id().substr(i, 2), nullptr, 16)));
  }
  EXPECT_EQ(waiting.message,
            "nodestats.v1 release\n" + std::string("\0\0\0\0\0\0\xa4\xb1", 8) + instance + published.payload);
  EXPECT_EQ(published.release.signer(), "0x51" + std::string(38, '0'));
}

TEST(Visible, UnsignedReleasesThatGotTooOldNeverAppear) {
  Node node(SignedConfig());
  node.Tell(kMidnight + 3 * kHour);
  node.RunTo(kMidnight + 4 * kHour);
  node.Tell(kMidnight + 28 * kHour + 9 * kSecond);
  EXPECT_NE(NextToSign(node).message.size(), 0u);
  SignNext(node);  // the hour, at its last second
  node.Tell(kMidnight + 28 * kHour + kUntilVisible);
  SignNext(node);
  EXPECT_EQ(Listed(node), Names{"4h 4"});
}

}  // namespace
}  // namespace nodestats_test
