#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/accounts.h"
#include "base/sleep.h"
#include "chain/abi_encode.h"
#include "chain/discover_chain.h"
#include "chain/hex.h"
#include "chain/ticket_log.h"
#include "fake_chain.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

constexpr uint64_t kLatest = 100000;
constexpr int64_t kStart = 1700000000;  // a block each second
const Account kBroker = *ParseAccount("0xa8bB618B1520E284046F3dFc448851A1Ff26e41B");

json BlockOf(const json& params) {
  const uint64_t number = params[0] == "latest" ? kLatest : *ParseHexQuantity(params[0]);
  return {{"number", HexQuantity(number)}, {"timestamp", HexQuantity(static_cast<uint64_t>(kStart) + number)}};
}

// One ticket of an ETH in each thousandth block, of ten senders to two recipients.
json LogsOf(const json& params, uint64_t most_blocks) {
  const uint64_t first = *ParseHexQuantity(params[0]["fromBlock"]);
  const uint64_t last = *ParseHexQuantity(params[0]["toBlock"]);
  if (last - first >= most_blocks) return FakeChain::Error(-32602, "block range too wide");
  json logs = json::array();
  for (uint64_t block = (first + 999) / 1000 * 1000; block <= last; block += 1000) {
    logs.push_back({{"address", AccountText(kBroker)},
                    {"topics",
                     {HexData(AbiWord(WinningTicketRedeemedTopic())), HexData(AbiWord(Of(block / 1000 % 10))),
                      HexData(AbiWord(Of(100 + block / 1000 % 2)))}},
                    {"data", HexData(AbiWord(uint64_t{1000000000000000000}))}});
  }
  return logs;
}

std::map<std::string, FakeChain::Method> Methods(uint64_t most_blocks) {
  return {{"eth_chainId", [](const json&) { return json("0xa4b1"); }},
          {"eth_getBlockByNumber", BlockOf},
          {"eth_call", [](const json&) { return json(HexData(AbiWord(kBroker))); }},
          {"eth_getLogs", [most_blocks](const json& params) { return LogsOf(params, most_blocks); }}};
}

ChainOptions OptionsFor(const FakeChain& chain) {
  ChainOptions options;
  options.rpc_url = chain.url();
  options.attempts = 2;
  options.backoff = absl::Milliseconds(1);
  return options;
}

TEST(ReadTickets, SumsWhatWasRedeemedSince) {
  for (const uint64_t most_blocks : {uint64_t{1000000}, uint64_t{3000}, uint64_t{700}}) {
    FakeChain chain(Methods(most_blocks));
    const auto tickets = ReadTickets(OptionsFor(chain), kStart + 90000, kNeverStop, nullptr);
    ASSERT_TRUE(tickets.ok()) << tickets.status();
    EXPECT_EQ(tickets->from_unix_seconds, kStart + 90000);
    EXPECT_EQ(tickets->to_unix_seconds, kStart + 100000);
    EXPECT_EQ(tickets->senders.size(), 10U);
    EXPECT_EQ(tickets->fees_eth, (std::map<Account, double>{{Of(100), 6}, {Of(101), 5}}));
    EXPECT_LE(chain.requests(), 15);
  }
}

TEST(ReadTickets, ATimeToComeHasNone) {
  FakeChain chain(Methods(1000));
  const auto tickets = ReadTickets(OptionsFor(chain), kStart + 200000, kNeverStop, nullptr);
  ASSERT_TRUE(tickets.ok());
  EXPECT_EQ(tickets->from_unix_seconds, tickets->to_unix_seconds);
  EXPECT_TRUE(tickets->fees_eth.empty());
}

TEST(ReadTickets, AnEndpointOfFewBlocksAtOnceIsGivenUp) {
  FakeChain chain(Methods(10));
  ChainOptions options = OptionsFor(chain);
  options.most_ticket_requests = 40;
  const absl::Status status = ReadTickets(options, kStart, kNeverStop, nullptr).status();
  EXPECT_TRUE(absl::IsDeadlineExceeded(status)) << status;
  EXPECT_TRUE(absl::StrContains(status.message(), "of 100001 blocks are read; try another --rpc")) << status;
  EXPECT_EQ(chain.requests(), 40);
}

TEST(ReadTickets, EndsAtItsDeadline) {
  FakeChain chain(Methods(10));
  ChainOptions options = OptionsFor(chain);
  options.ticket_deadline = absl::Milliseconds(1);
  EXPECT_TRUE(absl::IsDeadlineExceeded(ReadTickets(options, kStart, kNeverStop, nullptr).status()));
}

TEST(ReadTickets, Stops) {
  std::atomic<bool> stop{false};
  auto methods = Methods(10);
  methods["eth_getLogs"] = [&stop](const json&) {
    stop = true;
    return FakeChain::Error(-32602, "block range too wide");
  };
  FakeChain chain(methods);
  EXPECT_TRUE(absl::IsCancelled(ReadTickets(OptionsFor(chain), kStart, stop, nullptr).status()));
}

absl::Status FailureWith(const std::string& method, const json& answer) {
  auto methods = Methods(1000000);
  methods[method] = [answer](const json&) { return answer; };
  FakeChain chain(methods);
  return ReadTickets(OptionsFor(chain), kStart, kNeverStop, nullptr).status();
}

// Sums of such numbers would wrap, and the search for the first block would never end.
TEST(ReadTickets, BlocksBeyondAnyChainAreRefused) {
  for (const char* number : {"0x20000000000000", "0xffffffffffffffff"}) {
    const absl::Status status = FailureWith("eth_getBlockByNumber", {{"number", number}, {"timestamp", "0x6553f105"}});
    EXPECT_TRUE(absl::IsInternal(status)) << status;
    EXPECT_TRUE(absl::StrContains(status.message(), "no chain has a block")) << status;
  }
}

TEST(ReadTickets, AnswersThatMakeNoSenseAreErrors) {
  EXPECT_TRUE(absl::IsFailedPrecondition(FailureWith("eth_chainId", "0x1")));
  EXPECT_TRUE(absl::IsInternal(FailureWith("eth_chainId", "Arbitrum")));
  EXPECT_TRUE(absl::IsInternal(FailureWith("eth_getBlockByNumber", nullptr)));
  EXPECT_TRUE(absl::IsInternal(FailureWith("eth_getBlockByNumber", {{"number", "0x1"}})));
  EXPECT_TRUE(
      absl::IsInternal(FailureWith("eth_getBlockByNumber", {{"number", "0x1"}, {"timestamp", "0xffffffffffffffff"}})));
  EXPECT_TRUE(absl::IsFailedPrecondition(FailureWith("eth_call", "0x")));
  EXPECT_TRUE(absl::IsFailedPrecondition(FailureWith("eth_call", HexData(AbiWord(kNoAccount)))));
  EXPECT_TRUE(absl::IsInternal(FailureWith("eth_call", HexData(std::string(32, '\xff')))));
  EXPECT_TRUE(absl::IsInternal(FailureWith("eth_call", 5)));
  EXPECT_TRUE(absl::IsInternal(FailureWith("eth_getLogs", "logs")));
  EXPECT_TRUE(absl::IsInternal(FailureWith("eth_getLogs", {5})));
  EXPECT_TRUE(absl::IsInternal(FailureWith("eth_getLogs", FakeChain::Error(-32601, "no such method"))));
}

}  // namespace
}  // namespace nodestats::crawler
