#include "chain/discover_chain.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "chain/abi_decode.h"
#include "chain/abi_encode.h"
#include "chain/chain_head.h"
#include "chain/contract_call.h"
#include "chain/pool.h"
#include "chain/rpc_client.h"

namespace nodestats::crawler {
namespace {

const char kBondingManager[] = "BondingManager";
const char kServiceRegistry[] = "ServiceRegistry";
const char kRoundsManager[] = "RoundsManager";

void Tell(const ProgressLine& progress, const std::string& line) {
  if (progress) progress(line);
}

std::vector<Account> Recipients(const NodeList& known) {
  std::vector<Account> recipients;
  for (const Orchestrator& orchestrator : known.orchestrators) {
    if (orchestrator.recipient != kNoAccount) recipients.push_back(orchestrator.recipient);
  }
  std::sort(recipients.begin(), recipients.end());
  recipients.erase(std::unique(recipients.begin(), recipients.end()), recipients.end());
  return recipients;
}

// Whatever fails may be about the reader's code alone: front ends refuse it by 403, or stumble over it by 500, and it
// may run out of gas. But an endpoint that cannot be reached any more will not answer single calls either.
absl::StatusOr<std::vector<PoolEntry>> ReadPool(RpcClient& rpc, const PoolPlace& place, const NodeList& known,
                                                const ProgressLine& progress) {
  absl::StatusOr<std::vector<PoolEntry>> pool = ReadPoolAtOnce(rpc, place);
  if (pool.ok() || absl::IsUnavailable(pool.status()) || absl::IsCancelled(pool.status())) return pool;
  Tell(progress, absl::StrCat("not in one request, so step by step (", pool.status().message(), ")"));
  return ReadPoolStepwise(rpc, place, Recipients(known));
}

// 0 where it cannot be had: the list is good without it.
uint64_t ReadRound(RpcClient& rpc, const ChainHead& head) {
  const absl::StatusOr<std::vector<RpcItem>> items =
      rpc.Batch({ContractCall(head.contracts.at(kRoundsManager), CallData("currentRound()"), head.block)});
  if (!items.ok()) return 0;
  const absl::StatusOr<std::string> answer = ContractAnswer(rpc, (*items)[0], "asking for the round");
  return answer.ok() ? AbiAnswer(*answer).NumberAt(0).value_or(0) : 0;
}

NodeList ListOf(const std::vector<PoolEntry>& pool) {
  constexpr Origin kOrigins[] = {Origin::kRegistry, Origin::kAiRegistry};
  NodeList list;
  for (const PoolEntry& entry : pool) {
    Orchestrator orchestrator{.recipient = entry.recipient, .uris = {}};
    for (size_t i = 0; i < entry.uris.size(); ++i) {
      const bool twice = i > 0 && entry.uris[i] == entry.uris[0];
      if (!entry.uris[i].empty() && !twice) orchestrator.uris.push_back({entry.uris[i], kOrigins[i]});
    }
    list.orchestrators.push_back(std::move(orchestrator));
  }
  std::sort(list.orchestrators.begin(), list.orchestrators.end(),
            [](const Orchestrator& one, const Orchestrator& other) { return one.recipient < other.recipient; });
  return list;
}

}  // namespace

Contracts Contracts::ArbitrumOne() {
  Contracts contracts{};
  contracts.controller = *ParseAccount("0xD8E8328501E9645d16Cf49539efC04f734606ee4");
  contracts.ai_service_registry = *ParseAccount("0x04C0b249740175999E5BF5c9ac1dA92431EF34C5");
  return contracts;
}

absl::StatusOr<NodeList> DiscoverFromChain(const ChainOptions& options, const NodeList& known,
                                           const std::atomic<bool>& stop, const ProgressLine& progress) {
  const absl::StatusOr<std::unique_ptr<RpcClient>> rpc = RpcClient::Open(RpcOptionsOf(options, stop));
  if (!rpc.ok()) return rpc.status();
  Tell(progress, absl::StrCat("asking ", (*rpc)->name().host(), " for the chain and its contracts"));
  const absl::StatusOr<ChainHead> head = ReadChainHead(**rpc, options,
                                                       {{kBondingManager, options.contracts.bonding_manager},
                                                        {kServiceRegistry, options.contracts.service_registry},
                                                        {kRoundsManager, options.contracts.rounds_manager}});
  if (!head.ok()) return head.status();
  PoolPlace place{.bonding_manager = head->contracts.at(kBondingManager),
                  .registries = {head->contracts.at(kServiceRegistry)},
                  .block = head->block};
  if (options.ai_registry) place.registries.push_back(options.contracts.ai_service_registry);
  Tell(progress, absl::StrCat("reading the pool at block ", head->block_number));
  const absl::StatusOr<std::vector<PoolEntry>> pool = ReadPool(**rpc, place, known, progress);
  if (!pool.ok()) return pool.status();
  NodeList list = ListOf(*pool);
  list.chain_id = options.expected_chain_id;
  list.block_number = head->block_number;
  list.round = ReadRound(**rpc, *head);
  if (stop) return absl::CancelledError("stopped");
  list.read_unix_seconds = absl::ToUnixSeconds(absl::Now());
  Tell(progress, absl::StrCat(list.orchestrators.size(), " orchestrators at block ", head->block_number, " of chain ",
                              list.chain_id, ", in ", (*rpc)->requests(), " requests"));
  return list;
}

}  // namespace nodestats::crawler
