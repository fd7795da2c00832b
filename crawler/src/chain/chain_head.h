// What is asked first: which chain this is, how far it is, and where the contracts are.
#ifndef NODESTATS_CRAWLER_CHAIN_CHAIN_HEAD_H_
#define NODESTATS_CRAWLER_CHAIN_CHAIN_HEAD_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "chain/discover_chain.h"
#include "chain/rpc_client.h"

namespace nodestats::crawler {

// A contract under the name by which the Controller knows it, and its address where the user gave one.
struct WantedContract {
  std::string name;
  std::optional<Account> given;
};

struct ChainHead {
  uint64_t block_number = 0;
  int64_t block_unix_seconds = 0;
  std::string block;  // the number, for further calls
  std::map<std::string, Account> contracts;
};

// All in one request. FAILED_PRECONDITION where it is another chain than the options expect, or the Controller does not
// know a contract.
absl::StatusOr<ChainHead> ReadChainHead(RpcClient& rpc, const ChainOptions& options,
                                        const std::vector<WantedContract>& wanted);

RpcOptions RpcOptionsOf(const ChainOptions& options, const std::atomic<bool>& stop);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_CHAIN_HEAD_H_
