// Who takes part, and where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "view/network_fixture.h"

namespace nodestats::crawler {
namespace {

class WhoTest : public NetworkTest {
 protected:
  void AddToList(uint32_t node) {
    Orchestrator orchestrator;
    orchestrator.recipient = AccountOf(node);
    inputs_.list.orchestrators.push_back(orchestrator);
  }
};

TEST_F(WhoTest, CountsRecipientsOnceAndInstancesEach) {
  const int64_t start = kToday - kHourS;
  Add({.start = start, .node = 1, .instance = 1});
  Add({.start = start, .node = 1, .instance = 2}, /*delegated=*/true);
  Add({.start = start, .node = 2});
  for (uint32_t node = 1; node <= 5; ++node) AddToList(node);
  const Participation who = View().hours[0].participation;
  EXPECT_EQ(who.recipients, 2);
  EXPECT_EQ(who.instances, 3);
  EXPECT_EQ(who.delegated, 1);
  EXPECT_EQ(who.known_orchestrators, 5);
  EXPECT_EQ(who.covered_hours, 3);
  EXPECT_FALSE(who.fee_share.has_value());
}

// One that unbonded within the week has releases in it.
TEST_F(WhoTest, WhoIsNoLongerListedIsToldApart) {
  for (const uint32_t node : {1, 2, 3}) Add({.window = kDay, .start = kYesterday, .node = node});
  EXPECT_EQ(View().week->participation.former, 0) << "without a list";
  AddToList(1);
  AddToList(2);
  const Snapshot snapshot = View();
  EXPECT_EQ(snapshot.week->participation.recipients, 3);
  EXPECT_EQ(snapshot.week->participation.known_orchestrators, 2);
  EXPECT_EQ(snapshot.week->participation.former, 1);
  EXPECT_EQ(snapshot.days[0].participation.former, 1);
}

TEST_F(WhoTest, AtAUriThatWasListedWithoutAnAccountWhoSignsIsListed) {
  Fetched fetched = AnswerOf(1, kToday);
  fetched.endpoint.uri = "https://anybody:8935";
  fetched.endpoint.recipient = kNoAccount;
  fetched.releases.push_back(Verified(MakeRelease({.window = kDay, .start = kYesterday, .node = 1})));
  fetched.releases[0].signer = fetched.releases[0].recipient;
  ASSERT_TRUE(store_->Save({fetched}).ok());
  inputs_.list.orchestrators.push_back({.recipient = kNoAccount, .uris = {{"https://anybody:8935", Origin::kFile}}});
  EXPECT_EQ(View().week->participation.recipients, 1);
  EXPECT_EQ(View().week->participation.former, 0);
}

TEST_F(WhoTest, WeighsByRedeemedFees) {
  Add({.start = kToday - kHourS, .node = 1});
  Add({.start = kToday - 2 * kHourS, .node = 2});
  inputs_.tickets.to_unix_seconds = kToday;
  inputs_.tickets.fees_eth = {{AccountOf(1), 3}, {AccountOf(2), 5}, {AccountOf(9), 2}};
  inputs_.tickets.senders = {AccountOf(100), AccountOf(101)};
  const Snapshot snapshot = View();
  EXPECT_DOUBLE_EQ(*snapshot.hours[0].participation.fee_share, 0.5);
  EXPECT_DOUBLE_EQ(*snapshot.hours[1].participation.fee_share, 0.3);
}

TEST_F(WhoTest, NoFeesAreNoShare) {
  Add({.start = kToday - kHourS, .node = 1});
  inputs_.tickets.to_unix_seconds = kToday;
  EXPECT_FALSE(View().hours[0].participation.fee_share.has_value());
}

TEST_F(WhoTest, TheWeekHasAllThatWereThereOnAnyDay) {
  Add({.window = kDay, .start = kYesterday, .covered = 0xff, .node = 1});
  Add({.window = kDay, .start = kYesterday - kDayS, .node = 1});
  Add({.window = kDay, .start = kYesterday - kDayS, .node = 2});
  inputs_.tickets.to_unix_seconds = kToday;
  inputs_.tickets.senders = {AccountOf(100), AccountOf(101)};
  const Snapshot snapshot = View();
  EXPECT_EQ(snapshot.days[1].participation.recipients, 1);
  EXPECT_EQ(snapshot.days[1].participation.covered_hours, 8);
  EXPECT_EQ(snapshot.week->participation.recipients, 2);
  EXPECT_EQ(snapshot.week->participation.instances, 2);
  EXPECT_EQ(snapshot.week->participation.covered_hours, 56);
  EXPECT_EQ(snapshot.week->broadcasters_paying, 2);
  EXPECT_FALSE(snapshot.days[1].broadcasters_paying.has_value()) << "tickets are those of a week";
}

TEST_F(WhoTest, PayersAreUnknownWithoutTheChain) {
  Add({.window = kDay, .start = kYesterday});
  EXPECT_FALSE(View().week->broadcasters_paying.has_value());
}

// Even nodes are in Eastern Asia, odd ones in Western Europe.
int RegionOfNode(const std::string& address) { return (address.back() - '0') % 2 == 0 ? kEasternAsia : kWesternEurope; }

TEST_F(WhoTest, ARegionWhereNobodyTakesPartIsSeen) {
  Add({.start = kToday - kHourS, .node = 1});
  Add({.start = kToday - 2 * kHourS, .node = 2});
  inputs_.region_of_address = RegionOfNode;
  const Snapshot snapshot = View();
  const auto& earlier = *snapshot.hours[0].region_nodes;
  const auto& later = *snapshot.hours[1].region_nodes;
  EXPECT_EQ(later[kWesternEurope].known, 1);
  EXPECT_EQ(later[kWesternEurope].taking_part, 1);
  EXPECT_EQ(later[kEasternAsia].known, 1);
  EXPECT_EQ(later[kEasternAsia].taking_part, 0);
  EXPECT_EQ(earlier[kEasternAsia].taking_part, 1);
  EXPECT_EQ(later[kMelanesia].known, 0);
}

TEST_F(WhoTest, ANodeThatRestartedTookPartBeforeToo) {
  Add({.start = kToday - 2 * kHourS, .node = 1, .instance = 1});
  Add({.start = kToday - kHourS, .node = 1, .instance = 2});
  inputs_.region_of_address = RegionOfNode;
  EXPECT_EQ((*View().hours[0].region_nodes)[kWesternEurope].taking_part, 1);
}

TEST_F(WhoTest, AddressesThatAreNotKnownAreSomewhereUnknown) {
  Add({.start = kToday - kHourS, .node = 1});
  inputs_.region_of_address = [](const std::string&) { return -7; };
  EXPECT_EQ((*View().hours[0].region_nodes)[kUnknownRegion].taking_part, 1);
}

TEST_F(WhoTest, WithoutADatabaseRegionsOfNodesAreNotKnown) {
  Add({.start = kToday - kHourS, .node = 1});
  EXPECT_FALSE(View().hours[0].region_nodes.has_value());
}

TEST_F(WhoTest, WhatIsNoLongerListedIsNoNode) {
  for (const uint32_t node : {1, 2}) Add({.start = kToday - kHourS, .node = node});
  inputs_.region_of_address = RegionOfNode;
  const std::string gone = View().endpoints[0].endpoint.uri;
  const int before = (*View().hours[0].region_nodes)[kWesternEurope].known;
  inputs_.is_listed = [&gone](const Endpoint& endpoint) { return endpoint.uri != gone; };
  const Snapshot snapshot = View();
  EXPECT_EQ(snapshot.endpoints.size(), 1U);
  EXPECT_LT((*snapshot.hours[0].region_nodes)[kWesternEurope].known, before);
}

TEST_F(WhoTest, EndpointsAndTheListAreHandedOn) {
  Add({.start = kToday - kHourS, .node = 1});
  inputs_.list.chain_id = 42161;
  inputs_.list.read_unix_seconds = kToday - 60;
  inputs_.list_trouble = "the chain is away";
  const Snapshot snapshot = View();
  EXPECT_EQ(snapshot.chain_id, 42161U);
  EXPECT_EQ(snapshot.list_read_unix_seconds, kToday - 60);
  EXPECT_EQ(snapshot.list_trouble, "the chain is away");
  ASSERT_EQ(snapshot.endpoints.size(), 1U);
  EXPECT_EQ(snapshot.endpoints[0].newest_end_unix_seconds, kToday);
}

}  // namespace
}  // namespace nodestats::crawler
