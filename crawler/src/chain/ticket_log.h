// TicketBroker's WinningTicketRedeemed, as eth_getLogs gives it.
#ifndef NODESTATS_CRAWLER_CHAIN_TICKET_LOG_H_
#define NODESTATS_CRAWLER_CHAIN_TICKET_LOG_H_

#include "absl/strings/string_view.h"
#include "base/account.h"
#include "base/keccak.h"
#include "chain/log_ranges.h"
#include "chain/rpc_message.h"
#include "chain/tickets.h"

namespace nodestats::crawler {

RpcCall AskTicketLogs(const Account& ticket_broker, const BlockRange& range);

// The event's topic: its signature's digest.
Digest WinningTicketRedeemedTopic();

// Adds the sums. False, and nothing added, where an entry is no such event of that contract.
bool AddTicketLogs(const nlohmann::json& logs, const Account& ticket_broker, Tickets& tickets);

// The endpoint gives no more than so many blocks or results at once.
bool IsTooMuch(const RpcError& error);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_TICKET_LOG_H_
