#include "discovery/named_list.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "base/accounts.h"
#include "discovery/discovery.h"

namespace nodestats::crawler {
namespace {

using Uris = std::vector<std::string>;

Endpoint EndpointOf(const Account& recipient, const std::string& uri) {
  Endpoint endpoint;
  endpoint.recipient = recipient;
  endpoint.uri = uri;
  return endpoint;
}

Uris Numbered(int first, int count) {
  Uris uris;
  for (int i = first; i < first + count; ++i) uris.push_back(absl::StrCat("https://n", i, ".example:1"));
  return uris;
}

Orchestrator NamedOf(const Account& recipient, const Uris& uris) {
  Orchestrator orchestrator{.recipient = recipient, .uris = {}};
  for (const std::string& uri : uris) orchestrator.uris.push_back({.uri = uri, .origin = Origin::kNode});
  return orchestrator;
}

NodeList ListOf(const std::vector<Orchestrator>& orchestrators) {
  NodeList list;
  list.orchestrators = orchestrators;
  return list;
}

Uris UrisOf(const NodeList& list, const Account& recipient) {
  Uris uris;
  for (const Orchestrator& orchestrator : list.orchestrators) {
    if (orchestrator.recipient != recipient) continue;
    for (const ServiceUri& uri : orchestrator.uris) uris.push_back(uri.uri);
  }
  return uris;
}

TEST(NamedList, ARecipientsEndpointsTogetherAreHeardUpToTheLimit) {
  std::vector<Endpoint> asked = {EndpointOf(Of(2), "https://two:1")};
  std::vector<Uris> uris = {Numbered(0, 3)};
  for (int i = 0; i < 10; ++i) {
    asked.push_back(EndpointOf(Of(1), absl::StrCat("https://one", i, ":1")));
    uris.push_back(Numbered(i * 10, 16));  // six of them also the next one's
  }
  const NodeList list = NamedList(asked, uris);
  ASSERT_EQ(list.orchestrators.size(), 2U);
  EXPECT_EQ(UrisOf(list, Of(1)), Numbered(0, kMostNamedUris));
  EXPECT_EQ(UrisOf(list, Of(2)), Numbered(0, 3));
  EXPECT_EQ(list.orchestrators[0].uris[0].origin, Origin::kNode);
}

TEST(NamedList, NodesOfNobodyDoNotShareALimit) {
  std::vector<Endpoint> asked;
  std::vector<Uris> uris;
  for (int i = 0; i < 10; ++i) {
    asked.push_back(EndpointOf(kNoAccount, absl::StrCat("https://one", i, ":1")));
    uris.push_back(Numbered(i * 16, 16));
  }
  EXPECT_EQ(UrisOf(NamedList(asked, uris), kNoAccount), Numbered(0, 160));
}

TEST(WithKept, SilentRecipientsKeepWhatTheyHad) {
  const Named named = {.list = ListOf({NamedOf(Of(1), {"new1"}), NamedOf(Of(2), {"new2"})}),
                       .answers = {.given = 2},
                       .unheard = {},
                       .silent = {Of(2), Of(3)}};
  const NodeList last = ListOf({NamedOf(Of(1), {"old1"}), NamedOf(Of(2), {"old2"}), NamedOf(Of(3), {"old3"}),
                                NamedOf(Of(4), {"of one that is gone"})});
  const NodeList list = WithKept(named, last);
  EXPECT_EQ(UrisOf(list, Of(1)), Uris{"new1"});
  EXPECT_EQ(UrisOf(list, Of(2)), (Uris{"new2", "old2"}));
  EXPECT_EQ(UrisOf(list, Of(3)), Uris{"old3"});
  EXPECT_EQ(UrisOf(list, Of(4)), Uris{});
}

TEST(WithKept, DoesNotGrowFromDayToDay) {
  NodeList list;
  for (int day = 0; day < 30; ++day) {
    std::vector<Orchestrator> today = {NamedOf(Of(1), Numbered(day * 16, 16))};
    for (const std::string& uri : Numbered(day * 16, 16)) today.push_back(NamedOf(kNoAccount, {uri}));
    list =
        WithKept({.list = ListOf(today), .answers = {.given = 1}, .unheard = {}, .silent = {Of(1), kNoAccount}}, list);
  }
  EXPECT_EQ(UrisOf(list, Of(1)).size(), kMostNamedUris);
  EXPECT_EQ(UrisOf(list, Of(1))[0], Numbered(29 * 16, 1)[0]);
  EXPECT_LE(UrisOf(list, kNoAccount).size(), kMostNamedUris + 16);
}

}  // namespace
}  // namespace nodestats::crawler
