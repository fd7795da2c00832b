// Paid tickets: who was paid how much, and by how many.
#ifndef NODESTATS_CRAWLER_CHAIN_TICKETS_H_
#define NODESTATS_CRAWLER_CHAIN_TICKETS_H_

#include <cstdint>
#include <map>
#include <set>

#include "base/account.h"

namespace nodestats::crawler {

// Sums of TicketBroker's WinningTicketTransfer over a stretch of time. What a ticket promises (WinningTicketRedeemed's
// face value) is no measure: whoever has a reserve of 1 wei can redeem any, and nothing is paid.
struct Tickets {
  int64_t from_unix_seconds = 0;
  int64_t to_unix_seconds = 0;           // equal to `from`: the chain was not asked
  std::map<Account, double> fees_eth{};  // transferred, by recipient
  std::set<Account> senders{};           // distinct broadcasters that paid
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_TICKETS_H_
