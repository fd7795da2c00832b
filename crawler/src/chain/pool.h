// The pool of orchestrators and what they registered, as it is at one block.
#ifndef NODESTATS_CRAWLER_CHAIN_POOL_H_
#define NODESTATS_CRAWLER_CHAIN_POOL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/account.h"
#include "chain/rpc_client.h"

namespace nodestats::crawler {

struct PoolPlace {
  Account bonding_manager = kNoAccount;
  std::vector<Account> registries;
  std::string block;
};

// An orchestrator in the pool's order.
struct PoolEntry {
  Account recipient = kNoAccount;
  std::vector<std::string> uris;  // one for each registry; empty: none registered, or the registry reverted
};

// Longer URIs are cut off here, on the way: nothing in use is near it.
inline constexpr size_t kLongestUriBytes = 2048;
// A chain that claims more is not believed; Livepeer's pool holds 100.
inline constexpr size_t kLargestPool = 50000;

// A hundred orchestrators in one request: our reader (contracts/PoolReader.sol) runs in the endpoint. Any error may
// mean that the endpoint does not do such things.
absl::StatusOr<std::vector<PoolEntry>> ReadPoolAtOnce(RpcClient& rpc, const PoolPlace& place);

// With calls that every endpoint takes: a batch for the neighbours of all `known`, one request for each orchestrator
// that is not among them, and a batch for the URIs.
absl::StatusOr<std::vector<PoolEntry>> ReadPoolStepwise(RpcClient& rpc, const PoolPlace& place,
                                                        const std::vector<Account>& known);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_POOL_H_
