#include "command/release_uris.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/accounts.h"
#include "store/made_release.h"
#include "store/temporary_folder.h"

namespace nodestats::crawler {
namespace {

Endpoint At(const Account& recipient, const std::string& uri, Origin origin = Origin::kRegistry) {
  Endpoint endpoint;
  endpoint.recipient = recipient;
  endpoint.uri = uri;
  endpoint.origin = origin;
  endpoint.host = uri.substr(uri.find("//") + 2);
  endpoint.address = "192.0.2.1";
  return endpoint;
}

EndpointState Naming(const Endpoint& endpoint, std::vector<std::string> uris) {
  EndpointState state;
  state.endpoint = endpoint;
  state.node_uris = std::move(uris);
  return state;
}

std::vector<std::string> UrisOf(const NodeList& list, const Account& recipient) {
  std::vector<std::string> uris;
  for (const Orchestrator& orchestrator : list.orchestrators) {
    if (orchestrator.recipient != recipient) continue;
    for (const ServiceUri& uri : orchestrator.uris) uris.push_back(uri.uri);
  }
  return uris;
}

using Uris = std::vector<std::string>;

TEST(NamedInReleases, AreTheRecipientsAndNew) {
  Resolved found;
  const Endpoint one = At(Of(1), "https://a");
  found.endpoints = {one, At(Of(2), "https://b")};
  const NodeList list = NamedInReleases(
      {Naming(one, {"https://b", "https://a", "https://c", "non sense", "ftp://d", "https://c"})}, found);
  EXPECT_EQ(UrisOf(list, Of(1)), (Uris{"https://b", "https://c"}));
  ASSERT_EQ(list.orchestrators.size(), 1U);
  EXPECT_EQ(list.orchestrators[0].uris[0].origin, Origin::kNode);
  found.unreachable.push_back({Of(1), "https://b", Origin::kNode, Reason::kDns, ""});
  EXPECT_EQ(UrisOf(NamedInReleases({Naming(one, {"https://b", "https://c"})}, found), Of(1)), Uris{"https://c"});
}

// Gateways too follow one step alone; and what is no longer listed says nothing any more.
TEST(NamedInReleases, OnlyNodesThatWereNotNamedAreHeard) {
  Resolved found;
  const Endpoint named = At(Of(1), "https://named", Origin::kNode);
  found.endpoints = {named};
  const Endpoint gone = At(Of(1), "https://gone");
  EXPECT_TRUE(
      NamedInReleases({Naming(named, {"https://x"}), Naming(gone, {"https://y"})}, found).orchestrators.empty());
}

TEST(NamedInReleases, ARecipientHasAsManyAsWithThoseThatItsNodesNamed) {
  Resolved found;
  std::vector<EndpointState> states;
  for (int node = 0; node < 5; ++node) {
    found.endpoints.push_back(At(Of(1), absl::StrCat("https://n", node)));
    found.endpoints.push_back(At(Of(1), absl::StrCat("https://named", node), Origin::kNode));
    Uris uris;
    for (int i = 0; i < 16; ++i) uris.push_back(absl::StrCat("https://x", node, ".", i));
    states.push_back(Naming(found.endpoints[found.endpoints.size() - 2], uris));
  }
  EXPECT_EQ(UrisOf(NamedInReleases(states, found), Of(1)).size(), 64U - 5U);
}

// From the release as it came in, over the store, to where it leads: no private address.
TEST(AddNamedInReleases, FollowsTheNewestReleaseOfANode) {
  const TemporaryFolder folder;
  const std::unique_ptr<Store> store = *Store::Open(folder.File("store.db"));
  Found found;
  found.resolved.endpoints = {At(AccountOf(1), "https://a")};
  const auto publish = [&](int64_t start, const Uris& uris) {
    v1::Release release = MakeRelease(Made{.start = start});
    for (const std::string& uri : uris) release.add_node_uris(uri);
    Fetched fetched = AnswerOf(1, start);
    fetched.endpoint = found.resolved.endpoints[0];
    fetched.releases.push_back(Verified(release));
    ASSERT_TRUE(store->Save({fetched}).ok());
  };
  const std::atomic<bool> stop{false};
  publish(3600, {"https://1.1.1.1:8935", "https://10.0.0.1:8935"});
  publish(0, {"https://8.8.8.8:8935"});  // an older one, seen later
  const absl::StatusOr<Resolved> added = AddNamedInReleases({}, *store, stop, found);
  ASSERT_TRUE(added.ok()) << added.status();
  ASSERT_EQ(added->endpoints.size(), 1U);
  EXPECT_EQ(added->endpoints[0].address, "1.1.1.1");
  EXPECT_EQ(added->endpoints[0].recipient, AccountOf(1));
  EXPECT_EQ(added->endpoints[0].origin, Origin::kNode);
  ASSERT_EQ(added->unreachable.size(), 1U);
  EXPECT_EQ(added->unreachable[0].reason, Reason::kNotPublic);
  EXPECT_EQ(found.resolved.endpoints.size(), 2U);
  EXPECT_TRUE(AddNamedInReleases({}, *store, stop, found)->endpoints.empty()) << "known by now";
}

}  // namespace
}  // namespace nodestats::crawler
