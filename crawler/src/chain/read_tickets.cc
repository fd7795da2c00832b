#include <algorithm>
#include <cmath>
#include <memory>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "chain/block_search.h"
#include "chain/chain_head.h"
#include "chain/discover_chain.h"
#include "chain/hex.h"
#include "chain/rpc_client.h"
#include "chain/ticket_ledger.h"
#include "chain/transfer_reader.h"

namespace nodestats::crawler {
namespace {

const char kTicketBroker[] = "TicketBroker";
constexpr size_t kProbes = 64;

absl::StatusOr<std::vector<Block>> ReadBlocks(RpcClient& rpc, const std::vector<uint64_t>& numbers) {
  std::vector<RpcCall> calls;
  calls.reserve(numbers.size());
  for (const uint64_t number : numbers) calls.push_back(AskBlock(HexQuantity(number)));
  const absl::StatusOr<std::vector<RpcItem>> items = rpc.Batch(calls);
  if (!items.ok()) return items.status();
  std::vector<Block> blocks;
  for (const RpcItem& item : *items) {
    const absl::StatusOr<Block> block = ReadBlock(rpc, item);
    if (!block.ok()) return block.status();
    blocks.push_back(*block);
  }
  return blocks;
}

// The first block that a node of the endpoint other than the one that told the latest may not have. Behind one name are
// many nodes, some seconds apart, of which those behind may give no logs rather than an error.
uint64_t FirstUnsettled(uint64_t first, int64_t first_unix_seconds, const Block& latest) {
  constexpr int64_t kLagS = 600;
  const auto blocks = static_cast<double>(latest.number - first + 1);
  const auto seconds = static_cast<double>(std::max<int64_t>(latest.unix_seconds - first_unix_seconds, kLagS));
  return latest.number + 1 - static_cast<uint64_t>(std::min(std::ceil(blocks / seconds * kLagS), blocks));
}

absl::StatusOr<uint64_t> FirstBlock(RpcClient& rpc, const ChainOptions& options, int64_t from_unix_seconds,
                                    const Block& latest) {
  const size_t probes = std::min(kProbes, static_cast<size_t>(std::max(options.batch, 1)));
  return FirstBlockAt(from_unix_seconds, latest, probes,
                      [&rpc](const std::vector<uint64_t>& numbers) { return ReadBlocks(rpc, numbers); });
}

// Brings the ledger up to `latest`, or as far as was got.
absl::Status ReadOn(RpcClient& rpc, const ChainOptions& options, const Block& latest, int64_t from_unix_seconds,
                    TicketLedger& ledger, const ProgressLine& progress) {
  if (ledger.next_block > latest.number) return absl::OkStatus();  // this node is behind
  const BlockRange blocks{.first = ledger.next_block, .last = latest.number};
  const uint64_t unsettled = FirstUnsettled(ledger.first_block, from_unix_seconds, latest);
  TransferReader reader(rpc, ledger.ticket_broker, blocks, unsettled, options.attempts);
  absl::Status status = reader.Read(progress);
  const std::vector<Transfer> transfers = reader.TransfersBeforeNext();
  ledger.transfers.insert(ledger.transfers.end(), transfers.begin(), transfers.end());
  ledger.next_block = std::max(ledger.next_block, std::min(reader.next(), unsettled));
  if (status.ok()) {
    ledger.from_unix_seconds = from_unix_seconds;
    ledger.to_unix_seconds = latest.unix_seconds;
  }
  return status;
}

}  // namespace

absl::StatusOr<Tickets> ReadTickets(const ChainOptions& options, int64_t from_unix_seconds, TicketLedger& ledger,
                                    const std::atomic<bool>& stop, const ProgressLine& progress) {
  RpcOptions rpc_options = RpcOptionsOf(options, stop);
  rpc_options.most_requests = options.most_ticket_requests;
  rpc_options.until = SteadyNow() + options.ticket_deadline;
  const absl::StatusOr<std::unique_ptr<RpcClient>> opened = RpcClient::Open(rpc_options);
  if (!opened.ok()) return opened.status();
  RpcClient& rpc = **opened;
  const absl::StatusOr<ChainHead> head =
      ReadChainHead(rpc, options, {{kTicketBroker, options.contracts.ticket_broker}});
  if (!head.ok()) return head.status();
  const Block latest{.number = head->block_number, .unix_seconds = head->block_unix_seconds};
  if (latest.unix_seconds < from_unix_seconds) {
    return Tickets{.from_unix_seconds = from_unix_seconds, .to_unix_seconds = from_unix_seconds};
  }
  const absl::StatusOr<uint64_t> first = FirstBlock(rpc, options, from_unix_seconds, latest);
  if (!first.ok()) return first.status();
  Continue(ledger, options.expected_chain_id, head->contracts.at(kTicketBroker), *first, latest.number);
  absl::Status status = ReadOn(rpc, options, latest, from_unix_seconds, ledger, progress);
  if (!status.ok()) return status;
  Tickets tickets = SumsOf(ledger);
  if (progress) {
    progress(absl::StrCat("tickets of ", tickets.senders.size(), " senders for ", tickets.fees_eth.size(),
                          " recipients in blocks ", *first, " to ", latest.number, ", in ", rpc.requests(),
                          " requests"));
  }
  return tickets;
}

}  // namespace nodestats::crawler
