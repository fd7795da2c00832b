#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/sleep.h"
#include "ticket_chain.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

std::map<std::string, FakeChain::Method> Methods(uint64_t most_blocks) {
  return TicketMethods(AtMost(most_blocks, FakeChain::Error(-32602, "block range too wide")));
}

TEST(ReadTickets, SumsWhatWasPaidSince) {
  for (const uint64_t most_blocks : {uint64_t{1000000}, uint64_t{3000}, uint64_t{700}}) {
    FakeChain chain(Methods(most_blocks));
    const auto tickets = ReadTicketsOnce(OptionsFor(chain), kStart + 90000);
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
  const auto tickets = ReadTicketsOnce(OptionsFor(chain), kStart + 200000);
  ASSERT_TRUE(tickets.ok());
  EXPECT_EQ(tickets->from_unix_seconds, tickets->to_unix_seconds);
  EXPECT_TRUE(tickets->fees_eth.empty());
}

TEST(ReadTickets, AnEndpointOfFewBlocksAtOnceIsGivenUp) {
  FakeChain chain(Methods(10));
  ChainOptions options = OptionsFor(chain);
  options.most_ticket_requests = 40;
  const absl::Status status = ReadTicketsOnce(options, kStart).status();
  EXPECT_TRUE(absl::IsDeadlineExceeded(status)) << status;
  EXPECT_TRUE(absl::StrContains(status.message(), "of 100001 blocks are read; try another --rpc")) << status;
  EXPECT_EQ(chain.requests(), 40);
}

TEST(ReadTickets, EndsAtItsDeadline) {
  FakeChain chain(Methods(10));
  ChainOptions options = OptionsFor(chain);
  options.ticket_deadline = absl::Milliseconds(1);
  EXPECT_TRUE(absl::IsDeadlineExceeded(ReadTicketsOnce(options, kStart).status()));
}

TEST(ReadTickets, Stops) {
  std::atomic<bool> stop{false};
  auto methods = Methods(10);
  methods["eth_getLogs"] = [&stop](const json&) {
    stop = true;
    return FakeChain::Error(-32602, "block range too wide");
  };
  FakeChain chain(methods);
  EXPECT_TRUE(absl::IsCancelled(ReadTicketsOnce(OptionsFor(chain), kStart, stop).status()));
}

const std::map<Account, double> kFeesOfTheLast10000 = {{Of(100), 6}, {Of(101), 5}};

TEST(ReadTickets, OnlyWhatIsNewIsReadTheNextTime) {
  TicketLedger ledger;
  FakeChain before(TicketMethods(LogsOf, kLatest - 3500));
  ASSERT_TRUE(ReadTickets(OptionsFor(before), kStart + 86500, ledger, kNeverStop, nullptr).ok());
  std::vector<BlockRange> asked;
  FakeChain chain(TicketMethods([&asked](const json& params) {
    asked.push_back(RangeOf(params));
    return LogsOf(params);
  }));
  const auto tickets = ReadTickets(OptionsFor(chain), kStart + 90000, ledger, kNeverStop, nullptr);
  ASSERT_TRUE(tickets.ok()) << tickets.status();
  EXPECT_EQ(tickets->fees_eth, kFeesOfTheLast10000) << "the same as if all were read at once";
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].first, kLatest - 3500 - 600) << "ten minutes are read again";
  EXPECT_EQ(asked[0].last, kLatest);
}

TEST(ReadTickets, GoesOnWhereItGaveUp) {
  FakeChain chain(Methods(50));
  ChainOptions options = OptionsFor(chain);
  options.most_ticket_requests = 25;
  TicketLedger ledger;
  absl::StatusOr<Tickets> tickets = absl::UnknownError("not asked");
  int turns = 0;
  for (uint64_t read = 0; !tickets.ok() && turns < 30; ++turns) {
    tickets = ReadTickets(options, kStart + 90000, ledger, kNeverStop, nullptr);
    EXPECT_GE(ledger.next_block, read);
    read = ledger.next_block;
  }
  ASSERT_TRUE(tickets.ok()) << tickets.status();
  EXPECT_EQ(tickets->fees_eth, kFeesOfTheLast10000);
  EXPECT_GT(turns, 1);
}

// Of many nodes behind one name, one told the latest block, and another, which is five minutes behind, has no logs of
// it yet: in one kind an empty list, in another an error.
TEST(ReadTickets, WhatANodeThatIsBehindDoesNotHaveIsReadTheNextTime) {
  for (const bool says_so : {false, true}) {
    uint64_t has = kLatest - 300;
    FakeChain chain(TicketMethods([&has, says_so](json params) -> json {
      const auto [first, last] = RangeOf(params);
      if (last > has && says_so) return FakeChain::Error(-32602, "block range extends beyond current head block");
      params[0]["toBlock"] = HexQuantity(std::min(last, has));
      return first > has ? json::array() : LogsOf(params);
    }));
    TicketLedger ledger;
    const auto early = ReadTickets(OptionsFor(chain), kStart + 90000, ledger, kNeverStop, nullptr);
    ASSERT_TRUE(early.ok()) << early.status();
    EXPECT_EQ(early->fees_eth, (std::map<Account, double>{{Of(100), 5}, {Of(101), 5}})) << "all but the last block's";
    has = kLatest;
    const auto late = ReadTickets(OptionsFor(chain), kStart + 90000, ledger, kNeverStop, nullptr);
    ASSERT_TRUE(late.ok()) << late.status();
    EXPECT_EQ(late->fees_eth, kFeesOfTheLast10000);
  }
}

TEST(ReadTickets, NullIsNoLogsWhereTheEndpointSaysSo) {
  const auto null_for_none = [](const json& params) {
    const json logs = LogsOf(params);
    return logs.empty() ? json() : logs;
  };
  FakeChain chain(TicketMethods(
      [&](const json& params) { return BlocksOf(params) > 700 ? FakeChain::Error(-1, "") : null_for_none(params); }));
  const auto tickets = ReadTicketsOnce(OptionsFor(chain), kStart + 90000);
  ASSERT_TRUE(tickets.ok()) << tickets.status();
  EXPECT_EQ(tickets->fees_eth, kFeesOfTheLast10000);
}

TEST(ReadTickets, NullIsAFailureWhereNoLogsAreAnEmptyList) {
  FakeChain chain(TicketMethods(AtMost(700, json())));
  const auto tickets = ReadTicketsOnce(OptionsFor(chain), kStart + 90000);
  ASSERT_TRUE(tickets.ok()) << tickets.status();
  EXPECT_EQ(tickets->fees_eth, kFeesOfTheLast10000);
  FakeChain lost(TicketMethods([](const json& params) {
    return RangeOf(params).last >= 95000 && RangeOf(params).first <= 95000 ? json() : LogsOf(params);
  }));
  const absl::Status status = ReadTicketsOnce(OptionsFor(lost), kStart + 90000).status();
  EXPECT_TRUE(absl::StrContains(status.message(), "null in place of logs")) << status;
}

absl::Status FailureWith(const std::string& method, const json& answer) {
  auto methods = Methods(1000000);
  methods[method] = [answer](const json&) { return answer; };
  FakeChain chain(methods);
  return ReadTicketsOnce(OptionsFor(chain), kStart).status();
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
