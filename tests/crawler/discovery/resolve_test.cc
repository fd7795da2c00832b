#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "base/accounts.h"
#include "discovery/discovery.h"

namespace nodestats::crawler {
namespace {

const std::atomic<bool> kGoOn{false};

NodeList ListOf(const std::vector<std::string>& uris) {
  Orchestrator orchestrator{.recipient = Of(1), .uris = {}};
  for (const std::string& uri : uris) orchestrator.uris.push_back({.uri = uri, .origin = Origin::kAiRegistry});
  NodeList list;
  list.orchestrators.push_back(orchestrator);
  return list;
}

TEST(Resolve, AnEndpointSaysAllThatIsNeededToAskIt) {
  const Resolved resolved = Resolve({}, ListOf({"http://1.2.3.4"}), kGoOn);
  ASSERT_EQ(resolved.endpoints.size(), 1U);
  const Endpoint& endpoint = resolved.endpoints[0];
  EXPECT_EQ(endpoint.recipient, Of(1));
  EXPECT_EQ(endpoint.uri, "http://1.2.3.4");
  EXPECT_EQ(endpoint.origin, Origin::kAiRegistry);
  EXPECT_FALSE(endpoint.tls);
  EXPECT_EQ(endpoint.host, "1.2.3.4");
  EXPECT_EQ(endpoint.port, 80);
  EXPECT_EQ(endpoint.address, "1.2.3.4");
}

TEST(Resolve, WhatLeadsNowhereHasItsReason) {
  const Resolved resolved = Resolve(
      {}, ListOf({"non sense", "https://no-such-host.invalid:1", "https://10.0.0.1:1", "https://1.1.1.1:1"}), kGoOn);
  EXPECT_EQ(resolved.endpoints.size(), 1U);
  ASSERT_EQ(resolved.unreachable.size(), 3U);
  EXPECT_EQ(resolved.unreachable[0].reason, Reason::kBadUri);
  EXPECT_EQ(resolved.unreachable[1].reason, Reason::kDns);
  EXPECT_EQ(resolved.unreachable[2].reason, Reason::kNotPublic);
  EXPECT_TRUE(absl::StrContains(resolved.unreachable[2].detail, "10.0.0.1"));
  for (const Unreachable& one : resolved.unreachable) {
    EXPECT_EQ(one.recipient, Of(1));
    EXPECT_FALSE(one.detail.empty());
  }
}

TEST(Resolve, ANameForThisMachineIsAskedOnlyIfAllowed) {
  EXPECT_EQ(Resolve({}, ListOf({"https://localhost:1"}), kGoOn).unreachable.size(), 1U);
  const Resolved resolved = Resolve({.allow_private_addresses = true}, ListOf({"https://localhost:1"}), kGoOn);
  ASSERT_FALSE(resolved.endpoints.empty());
  EXPECT_TRUE(resolved.unreachable.empty());
  EXPECT_EQ(resolved.endpoints[0].host, "localhost");
}

TEST(Resolve, TheSameForTheSameRecipientIsOnce) {
  NodeList list = ListOf({"https://1.1.1.1:1", "https://1.1.1.1:1"});
  list.orchestrators.push_back({.recipient = Of(2), .uris = {{"https://1.1.1.1:1", Origin::kRegistry}}});
  EXPECT_EQ(Resolve({}, list, kGoOn).endpoints.size(), 2U);
}

TEST(Resolve, NothingComesOfNothing) {
  const Resolved resolved = Resolve({}, NodeList(), kGoOn);
  EXPECT_TRUE(resolved.endpoints.empty() && resolved.unreachable.empty());
}

}  // namespace
}  // namespace nodestats::crawler
