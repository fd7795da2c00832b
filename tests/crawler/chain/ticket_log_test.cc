#include "chain/ticket_log.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "base/accounts.h"
#include "chain/abi_encode.h"
#include "chain/hex.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

const Account kBroker = *ParseAccount("0xa8bB618B1520E284046F3dFc448851A1Ff26e41B");

// The event's data begin with the face value; what is behind is not looked at.
json Log(uint8_t sender, uint8_t recipient, uint64_t wei) {
  return {
      {"address", AccountText(kBroker)},
      {"topics",
       {HexData(AbiWord(WinningTicketRedeemedTopic())), HexData(AbiWord(Of(sender))), HexData(AbiWord(Of(recipient)))}},
      {"data", HexData(absl::StrCat(AbiWord(wei), AbiWord(uint64_t{1})))}};
}

TEST(TicketLog, AsksForTheEventOfTheBrokerAlone) {
  const RpcCall call = AskTicketLogs(kBroker, {.first = 16, .last = 255});
  EXPECT_EQ(call.method, "eth_getLogs");
  ASSERT_EQ(call.params.size(), 1U);
  EXPECT_EQ(call.params[0]["fromBlock"], "0x10");
  EXPECT_EQ(call.params[0]["toBlock"], "0xff");
  EXPECT_EQ(call.params[0]["address"], "0xa8bb618b1520e284046f3dfc448851a1ff26e41b");
  EXPECT_EQ(call.params[0]["topics"],
            json::array({"0xc389eb51ed006dbf2528507f010efdf5225ea596e1e1741d74f550dab1925ee7"}));
}

TEST(TicketLog, SumsByRecipientAndCountsSenders) {
  Tickets tickets;
  const json logs = {Log(1, 7, 1500000000000000000), Log(2, 7, 250000000000000000), Log(1, 8, 1000000000000000000)};
  ASSERT_TRUE(AddTicketLogs(logs, kBroker, tickets));
  ASSERT_TRUE(AddTicketLogs(json::array(), kBroker, tickets));
  EXPECT_EQ(tickets.senders.size(), 2U);
  EXPECT_EQ(tickets.fees_eth, (std::map<Account, double>{{Of(7), 1.75}, {Of(8), 1.0}}));
}

TEST(TicketLog, AnythingElseAddsNothing) {
  const auto with = [](const char* field, const json& value) {
    json log = Log(1, 7, 1);
    log[field] = value;
    return log;
  };
  const std::string topic = HexData(AbiWord(WinningTicketRedeemedTopic()));
  const json odd[] = {json(),
                      json("x"),
                      json::object(),
                      json::array(),
                      with("address", "0x00"),
                      with("address", 5),
                      with("address", AccountText(Of(1))),
                      with("topics", json::array()),
                      with("topics", "x"),
                      with("topics", {topic, topic, topic}),  // no addresses
                      with("topics", {topic, HexData(AbiWord(Of(1)))}),
                      with("topics", {topic, "0x01", "0x02"}),
                      with("topics", {HexData(AbiWord(uint64_t{1})), HexData(AbiWord(Of(1))), HexData(AbiWord(Of(2)))}),
                      with("topics", {topic, 1, nullptr}),
                      with("data", "0x"),
                      with("data", "0x00"),
                      with("data", nullptr)};
  for (const json& log : odd) {
    Tickets tickets;
    EXPECT_FALSE(AddTicketLogs(json::array({Log(1, 7, 5), log}), kBroker, tickets)) << log;
    EXPECT_TRUE(tickets.fees_eth.empty() && tickets.senders.empty());
  }
  Tickets tickets;
  EXPECT_FALSE(AddTicketLogs(json::object(), kBroker, tickets));
  EXPECT_FALSE(AddTicketLogs(json(), kBroker, tickets));
}

// As providers word it.
TEST(TicketLog, TooMuchIsToldFromOtherErrors) {
  for (const char* words :
       {"query returned more than 10000 results", "block range is too wide", "Log response size exceeded.",
        "eth_getLogs is limited to a 10,000 range", "query timeout exceeded", "exceed maximum block range: 5000"}) {
    EXPECT_TRUE(IsTooMuch({.code = -32000, .message = words})) << words;
  }
  EXPECT_FALSE(IsTooMuch({.code = -32601, .message = "the method does not exist"}));
}

}  // namespace
}  // namespace nodestats::crawler
