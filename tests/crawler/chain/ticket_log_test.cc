#include "chain/ticket_log.h"

#include <gtest/gtest.h>

#include "base/accounts.h"
#include "chain/abi_encode.h"
#include "chain/hex.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

const Account kBroker = *ParseAccount("0xa8bB618B1520E284046F3dFc448851A1Ff26e41B");

constexpr BlockRange kBlocks = {.first = 10, .last = 20};

json Log(uint8_t sender, uint8_t recipient, uint64_t wei) {
  return {
      {"address", AccountText(kBroker)},
      {"blockNumber", "0xf"},
      {"topics",
       {HexData(AbiWord(WinningTicketTransferTopic())), HexData(AbiWord(Of(sender))), HexData(AbiWord(Of(recipient)))}},
      {"data", HexData(AbiWord(wei))}};
}

TEST(TicketLog, AsksForTheEventOfTheBrokerAlone) {
  const RpcCall call = AskTicketLogs(kBroker, {.first = 16, .last = 255});
  EXPECT_EQ(call.method, "eth_getLogs");
  ASSERT_EQ(call.params.size(), 1U);
  EXPECT_EQ(call.params[0]["fromBlock"], "0x10");
  EXPECT_EQ(call.params[0]["toBlock"], "0xff");
  EXPECT_EQ(call.params[0]["address"], "0xa8bb618b1520e284046f3dfc448851a1ff26e41b");
  EXPECT_EQ(call.params[0]["topics"],
            json::array({"0x8b87351a208c06e3ceee59d80725fd77a23b4129e1b51ca231fc89b40712649c"}));
}

TEST(TicketLog, GivesWhoPaidWhomHowMuch) {
  const json logs = {Log(1, 7, 1500000000000000000), Log(2, 8, 250000000000000000)};
  EXPECT_EQ(ReadTicketLogs(logs, kBroker, kBlocks),
            (std::vector<Transfer>{{.block = 15, .sender = Of(1), .recipient = Of(7), .amount_eth = 1.5},
                                   {.block = 15, .sender = Of(2), .recipient = Of(8), .amount_eth = .25}}));
  EXPECT_EQ(ReadTicketLogs(json::array(), kBroker, kBlocks), std::vector<Transfer>());
}

TEST(TicketLog, WhoPaidNothingHasNotPaid) {
  EXPECT_EQ(ReadTicketLogs(json::array({Log(1, 7, 0)}), kBroker, kBlocks), std::vector<Transfer>());
}

TEST(TicketLog, AnythingElseIsNoAnswer) {
  const auto with = [](const char* field, const json& value) {
    json log = Log(1, 7, 1);
    log[field] = value;
    return log;
  };
  const std::string topic = HexData(AbiWord(WinningTicketTransferTopic()));
  const json odd[] = {json(),
                      json("x"),
                      json::object(),
                      json::array(),
                      with("address", "0x00"),
                      with("address", 5),
                      with("address", AccountText(Of(1))),
                      with("blockNumber", "0x9"),
                      with("blockNumber", "0x15"),
                      with("blockNumber", nullptr),
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
    EXPECT_FALSE(ReadTicketLogs(json::array({Log(1, 7, 5), log}), kBroker, kBlocks).has_value()) << log;
  }
  EXPECT_FALSE(ReadTicketLogs(json::object(), kBroker, kBlocks).has_value());
  EXPECT_FALSE(ReadTicketLogs(json(), kBroker, kBlocks).has_value());
}

}  // namespace
}  // namespace nodestats::crawler
