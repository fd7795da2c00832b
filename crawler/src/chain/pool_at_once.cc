#include <algorithm>
#include <iterator>
#include <set>

#include "chain/contract_call.h"
#include "chain/pool.h"
#include "chain/pool_page.h"

namespace nodestats::crawler {
namespace {

absl::StatusOr<PoolPage> ReadPage(RpcClient& rpc, const PoolPlace& place, const Account& start) {
  const absl::StatusOr<std::vector<RpcItem>> items =
      rpc.TryBatch({ContractCall(std::nullopt, PoolPageQuestion(place, start), place.block)});
  if (!items.ok()) return items.status();
  const absl::StatusOr<std::string> answer = ContractAnswer(rpc, (*items)[0], "running the pool's reader");
  if (!answer.ok()) return answer.status();
  std::optional<PoolPage> page = ReadPoolPage(*answer, place.registries.size());
  if (!page) return rpc.Nonsense("running the pool's reader: the answer is not the reader's");
  return *std::move(page);
}

}  // namespace

absl::StatusOr<std::vector<PoolEntry>> ReadPoolAtOnce(RpcClient& rpc, const PoolPlace& place) {
  std::vector<PoolEntry> pool;
  std::set<Account> seen;
  for (Account start = kNoAccount;;) {
    absl::StatusOr<PoolPage> page = ReadPage(rpc, place, start);
    if (!page.ok()) return page.status();
    for (const PoolEntry& entry : page->entries) {
      if (!seen.insert(entry.recipient).second) return rpc.Nonsense("the pool names an orchestrator twice");
    }
    std::move(page->entries.begin(), page->entries.end(), std::back_inserter(pool));
    if (page->next == kNoAccount) return pool;
    if (page->entries.empty() || pool.size() > kLargestPool) return rpc.Nonsense("the pool has no end");
    start = page->next;
  }
}

}  // namespace nodestats::crawler
