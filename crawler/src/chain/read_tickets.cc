#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "chain/block_search.h"
#include "chain/chain_head.h"
#include "chain/discover_chain.h"
#include "chain/hex.h"
#include "chain/log_ranges.h"
#include "chain/rpc_client.h"
#include "chain/ticket_log.h"

namespace nodestats::crawler {
namespace {

const char kTicketBroker[] = "TicketBroker";
constexpr size_t kProbes = 64;
constexpr size_t kRangesAtOnce = 8;  // logs are long: fewer to a request than of other calls

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

absl::Status UseLogs(const RpcClient& rpc, const RpcItem& item, const Account& broker, const BlockRange& range,
                     LogRanges& ranges, Tickets& tickets) {
  if (!item.error) {
    ranges.Got(range);
    if (AddTicketLogs(item.result, broker, tickets)) return absl::OkStatus();
    return rpc.Nonsense("eth_getLogs: the answer holds other things than redeemed tickets");
  }
  if (IsTooMuch(*item.error) && ranges.TooMuch(range)) return absl::OkStatus();
  return rpc.Explain("eth_getLogs", *item.error);
}

absl::Status AskRanges(RpcClient& rpc, const Account& broker, const std::vector<BlockRange>& asked, LogRanges& ranges,
                       Tickets& tickets) {
  std::vector<RpcCall> calls;
  calls.reserve(asked.size());
  for (const BlockRange& range : asked) calls.push_back(AskTicketLogs(broker, range));
  const absl::StatusOr<std::vector<RpcItem>> items = rpc.Batch(calls);
  // One answer that was too long as a whole: each of its ranges goes again, in halves.
  const bool too_long = absl::IsResourceExhausted(items.status());
  if (!items.ok() && !too_long) return items.status();
  for (size_t i = asked.size(); i-- > 0;) {  // so that halves are put back in the order of blocks
    const absl::Status used = too_long ? (ranges.TooMuch(asked[i]) ? absl::OkStatus() : items.status())
                                       : UseLogs(rpc, (*items)[i], broker, asked[i], ranges, tickets);
    if (!used.ok()) return used;
  }
  return absl::OkStatus();
}

// `done` of `all` blocks were read when the client gave up.
absl::Status TooSlow(const RpcClient& rpc, uint64_t done, uint64_t all) {
  return absl::DeadlineExceededError(absl::StrCat(
      "RPC endpoint ", rpc.name().host(), " gives the logs of too few blocks at once, or is too slow: after ",
      rpc.requests(), " requests, ", done, " of ", all, " blocks are read; try another --rpc"));
}

absl::Status ReadAllLogs(RpcClient& rpc, const Account& broker, BlockRange all, const ProgressLine& progress,
                         Tickets& tickets) {
  LogRanges ranges(all);
  const uint64_t blocks = all.last - all.first + 1;
  for (;;) {
    std::vector<BlockRange> asked;
    while (asked.size() < kRangesAtOnce) {
      const std::optional<BlockRange> range = ranges.Take();
      if (!range) break;
      asked.push_back(*range);
    }
    if (asked.empty()) return absl::OkStatus();
    if (progress) {
      progress(absl::StrCat("reading redeemed tickets: ", asked[0].first - all.first, " of ", blocks, " blocks"));
    }
    absl::Status status = AskRanges(rpc, broker, asked, ranges, tickets);
    if (absl::IsDeadlineExceeded(status)) return TooSlow(rpc, asked[0].first - all.first, blocks);
    if (!status.ok()) return status;
  }
}

}  // namespace

absl::StatusOr<Tickets> ReadTickets(const ChainOptions& options, int64_t from_unix_seconds,
                                    const std::atomic<bool>& stop, const ProgressLine& progress) {
  RpcOptions rpc_options = RpcOptionsOf(options, stop);
  rpc_options.most_requests = options.most_ticket_requests;
  rpc_options.until = absl::Now() + options.ticket_deadline;
  const absl::StatusOr<std::unique_ptr<RpcClient>> opened = RpcClient::Open(rpc_options);
  if (!opened.ok()) return opened.status();
  RpcClient& rpc = **opened;
  const absl::StatusOr<ChainHead> head =
      ReadChainHead(rpc, options, {{kTicketBroker, options.contracts.ticket_broker}});
  if (!head.ok()) return head.status();
  const Block latest{.number = head->block_number, .unix_seconds = head->block_unix_seconds};
  const size_t probes = std::min(kProbes, static_cast<size_t>(std::max(options.batch, 1)));
  const absl::StatusOr<uint64_t> first =
      FirstBlockAt(from_unix_seconds, latest, probes,
                   [&rpc](const std::vector<uint64_t>& numbers) { return ReadBlocks(rpc, numbers); });
  if (!first.ok()) return first.status();
  Tickets tickets{.from_unix_seconds = from_unix_seconds,
                  .to_unix_seconds = std::max(from_unix_seconds, latest.unix_seconds),
                  .fees_eth = {},
                  .senders = {}};
  if (latest.unix_seconds < from_unix_seconds) return tickets;
  absl::Status status = ReadAllLogs(rpc, head->contracts.at(kTicketBroker), {*first, latest.number}, progress, tickets);
  if (!status.ok()) return status;
  if (progress) {
    progress(absl::StrCat("tickets of ", tickets.senders.size(), " senders for ", tickets.fees_eth.size(),
                          " recipients in blocks ", *first, " to ", latest.number, ", in ", rpc.requests(),
                          " requests"));
  }
  return tickets;
}

}  // namespace nodestats::crawler
