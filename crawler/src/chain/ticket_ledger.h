// What was read of the tickets so far, so that each reading goes on where the last one stopped.
#ifndef NODESTATS_CRAWLER_CHAIN_TICKET_LEDGER_H_
#define NODESTATS_CRAWLER_CHAIN_TICKET_LEDGER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/account.h"
#include "chain/tickets.h"

namespace nodestats::crawler {

// A ticket that was paid.
struct Transfer {
  uint64_t block = 0;
  Account sender = kNoAccount;
  Account recipient = kNoAccount;
  double amount_eth = 0;

  bool operator==(const Transfer&) const = default;
};

struct TicketLedger {
  uint64_t chain_id = 0;
  Account ticket_broker = kNoAccount;
  uint64_t first_block = 0;
  uint64_t next_block = 0;            // what is before it is read for good
  int64_t from_unix_seconds = 0;      // of the last reading that was whole, and so is `to`
  int64_t to_unix_seconds = 0;        // 0: none was
  std::vector<Transfer> transfers{};  // those at `next_block` and after are provisional

  bool operator==(const TicketLedger&) const = default;
};

// Keeps what of `ledger` serves for blocks from `first_block` to the chain's `latest`, and drops all else.
void Continue(TicketLedger& ledger, uint64_t chain_id, const Account& ticket_broker, uint64_t first_block,
              uint64_t latest);

// Of the last reading that was whole.
Tickets SumsOf(const TicketLedger& ledger);

std::string TicketLedgerJson(const TicketLedger& ledger);
std::optional<TicketLedger> ParseTicketLedger(absl::string_view text);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_TICKET_LEDGER_H_
