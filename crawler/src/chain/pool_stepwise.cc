#include <map>
#include <set>
#include <utility>

#include "chain/abi_decode.h"
#include "chain/abi_encode.h"
#include "chain/contract_call.h"
#include "chain/pool.h"

namespace nodestats::crawler {
namespace {

RpcCall AskNext(const PoolPlace& place, const Account& account) {
  const std::string data = CallData("getNextTranscoderInPool(address)", {AbiWord(account)});
  return ContractCall(place.bonding_manager, data, place.block);
}

RpcCall AskFirst(const PoolPlace& place) {
  return ContractCall(place.bonding_manager, CallData("getFirstTranscoderInPool()"), place.block);
}

absl::StatusOr<Account> Neighbour(const RpcClient& rpc, const RpcItem& item) {
  return AddressAnswer(rpc, item, "walking the pool of the BondingManager");
}

using Chain = std::map<Account, Account>;  // who is next to whom; the first is next to kNoAccount

// Asks for all neighbours at once that may be needed. One who has left the pool has none, which does no harm.
absl::StatusOr<Chain> AskKnown(RpcClient& rpc, const PoolPlace& place, const std::vector<Account>& known) {
  std::vector<RpcCall> calls = {AskFirst(place)};
  for (const Account& account : known) calls.push_back(AskNext(place, account));
  const absl::StatusOr<std::vector<RpcItem>> items = rpc.Batch(calls);
  if (!items.ok()) return items.status();
  Chain chain;
  for (size_t i = 0; i < items->size(); ++i) {
    const absl::StatusOr<Account> next = Neighbour(rpc, (*items)[i]);
    if (!next.ok()) return next.status();
    chain[i == 0 ? kNoAccount : known[i - 1]] = *next;
  }
  return chain;
}

absl::StatusOr<std::vector<Account>> Walk(RpcClient& rpc, const PoolPlace& place, Chain chain) {
  std::vector<Account> pool;
  std::set<Account> seen;
  for (Account at = chain[kNoAccount]; at != kNoAccount; at = chain[at]) {
    if (!seen.insert(at).second || pool.size() >= kLargestPool) return rpc.Nonsense("the pool has no end");
    pool.push_back(at);
    if (chain.contains(at)) continue;
    const absl::StatusOr<std::vector<RpcItem>> items = rpc.Batch({AskNext(place, at)});
    if (!items.ok()) return items.status();
    const absl::StatusOr<Account> next = Neighbour(rpc, (*items)[0]);
    if (!next.ok()) return next.status();
    chain[at] = *next;
  }
  return pool;
}

// As the reader has it: a registry that reverts, is missing or answers nonsense gives no URI.
absl::StatusOr<std::string> Uri(const RpcClient& rpc, const RpcItem& item) {
  const absl::StatusOr<std::string> answer = ContractAnswer(rpc, item, "asking a ServiceRegistry");
  if (absl::IsFailedPrecondition(answer.status())) return "";
  if (!answer.ok()) return answer.status();
  return std::string(AbiAnswer(*answer).BytesAt(0).value_or("").substr(0, kLongestUriBytes));
}

absl::StatusOr<std::vector<PoolEntry>> AskUris(RpcClient& rpc, const PoolPlace& place,
                                               const std::vector<Account>& pool) {
  std::vector<RpcCall> calls;
  for (const Account& account : pool) {
    const std::string data = CallData("getServiceURI(address)", {AbiWord(account)});
    for (const Account& registry : place.registries) calls.push_back(ContractCall(registry, data, place.block));
  }
  const absl::StatusOr<std::vector<RpcItem>> items = rpc.Batch(calls);
  if (!items.ok()) return items.status();
  std::vector<PoolEntry> entries;
  size_t item = 0;
  for (const Account& account : pool) {
    entries.push_back({.recipient = account, .uris = {}});
    for (size_t i = 0; i < place.registries.size(); ++i) {
      absl::StatusOr<std::string> uri = Uri(rpc, (*items)[item++]);
      if (!uri.ok()) return uri.status();
      entries.back().uris.push_back(*std::move(uri));
    }
  }
  return entries;
}

}  // namespace

absl::StatusOr<std::vector<PoolEntry>> ReadPoolStepwise(RpcClient& rpc, const PoolPlace& place,
                                                        const std::vector<Account>& known) {
  absl::StatusOr<Chain> chain = AskKnown(rpc, place, known);
  if (!chain.ok()) return chain.status();
  const absl::StatusOr<std::vector<Account>> pool = Walk(rpc, place, *std::move(chain));
  if (!pool.ok()) return pool.status();
  return AskUris(rpc, place, *pool);
}

}  // namespace nodestats::crawler
