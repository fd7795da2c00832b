// TicketBroker's WinningTicketTransfer, as eth_getLogs gives it.
#ifndef NODESTATS_CRAWLER_CHAIN_TICKET_LOG_H_
#define NODESTATS_CRAWLER_CHAIN_TICKET_LOG_H_

#include <optional>
#include <vector>

#include "base/account.h"
#include "base/keccak.h"
#include "chain/log_ranges.h"
#include "chain/rpc_message.h"
#include "chain/ticket_ledger.h"

namespace nodestats::crawler {

RpcCall AskTicketLogs(const Account& ticket_broker, const BlockRange& range);
// A question that no log answers.
RpcCall AskNoLogs(const Account& ticket_broker, const BlockRange& range);

// The event's topic: its signature's digest.
Digest WinningTicketTransferTopic();

// Those in which something was paid. nullopt where an entry is no such event of that contract in these blocks.
std::optional<std::vector<Transfer>> ReadTicketLogs(const nlohmann::json& logs, const Account& ticket_broker,
                                                    const BlockRange& range);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_TICKET_LOG_H_
