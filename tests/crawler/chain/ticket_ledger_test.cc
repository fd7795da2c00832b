#include "chain/ticket_ledger.h"

#include <gtest/gtest.h>

#include "base/accounts.h"

namespace nodestats::crawler {
namespace {

TicketLedger Some() {
  return {.chain_id = 42161,
          .ticket_broker = Of(77),
          .first_block = 100,
          .next_block = 200,
          .from_unix_seconds = 5000,
          .to_unix_seconds = 6000,
          .transfers = {{.block = 100, .sender = Of(1), .recipient = Of(7), .amount_eth = 1.5},
                        {.block = 150, .sender = Of(2), .recipient = Of(7), .amount_eth = 0.1},
                        {.block = 200, .sender = Of(1), .recipient = Of(8), .amount_eth = 1e-18}}};
}

TEST(TicketLedger, SumsByRecipientAndCountsSenders) {
  const Tickets tickets = SumsOf(Some());
  EXPECT_EQ(tickets.from_unix_seconds, 5000);
  EXPECT_EQ(tickets.to_unix_seconds, 6000);
  EXPECT_EQ(tickets.fees_eth, (std::map<Account, double>{{Of(7), 1.6}, {Of(8), 1e-18}}));
  EXPECT_EQ(tickets.senders, (std::set<Account>{Of(1), Of(2)}));
}

TEST(TicketLedger, IsReadAsItWasWritten) {
  EXPECT_EQ(ParseTicketLedger(TicketLedgerJson(Some())), Some());
  EXPECT_EQ(ParseTicketLedger(TicketLedgerJson(TicketLedger())), TicketLedger());
}

TEST(TicketLedger, AnythingElseIsNone) {
  const std::string good = TicketLedgerJson(Some());
  EXPECT_FALSE(ParseTicketLedger("").has_value());
  EXPECT_FALSE(ParseTicketLedger("[]").has_value());
  EXPECT_FALSE(ParseTicketLedger("{}").has_value());
  EXPECT_FALSE(ParseTicketLedger(good.substr(0, good.size() - 1)).has_value());
  for (const auto& [from, to] : std::map<std::string, std::string>{{"42161", "-1"},
                                                                   {"42161", "\"x\""},
                                                                   {"1.5", "-1.5"},
                                                                   {"1.5", "null"},
                                                                   {"[100,", "[-100,"},
                                                                   {"[100,", "[100,1,"},
                                                                   {"\"0x", "\"x"}}) {
    std::string bad = good;
    bad.replace(bad.find(from), from.size(), to);
    EXPECT_FALSE(ParseTicketLedger(bad).has_value()) << bad;
  }
}

TEST(TicketLedger, GoesOnWithWhatIsInTheStretchAndReadForGood) {
  TicketLedger ledger = Some();
  Continue(ledger, 42161, Of(77), 120, 300);
  EXPECT_EQ(ledger.first_block, 120U);
  EXPECT_EQ(ledger.next_block, 200U);
  ASSERT_EQ(ledger.transfers.size(), 1U);
  EXPECT_EQ(ledger.transfers[0].block, 150U);
}

TEST(TicketLedger, BeginsAnewWhereItDoesNotServe) {
  const auto begins_anew = [](uint64_t chain_id, const Account& broker, uint64_t first, uint64_t latest) {
    TicketLedger ledger = Some();
    Continue(ledger, chain_id, broker, first, latest);
    EXPECT_EQ(ledger.first_block, first);
    EXPECT_EQ(ledger.chain_id, chain_id);
    EXPECT_EQ(ledger.ticket_broker, broker);
    return ledger.transfers.empty() && ledger.next_block == first;
  };
  EXPECT_FALSE(begins_anew(42161, Of(77), 120, 300));
  EXPECT_TRUE(begins_anew(1, Of(77), 120, 300)) << "another chain";
  EXPECT_TRUE(begins_anew(42161, Of(78), 120, 300)) << "another contract";
  EXPECT_TRUE(begins_anew(42161, Of(77), 99, 300)) << "an earlier stretch";
  EXPECT_TRUE(begins_anew(42161, Of(77), 201, 300)) << "a later one";
  EXPECT_TRUE(begins_anew(42161, Of(77), 120, 198)) << "a chain that began anew";
}

}  // namespace
}  // namespace nodestats::crawler
