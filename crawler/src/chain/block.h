// A block's number and time.
#ifndef NODESTATS_CRAWLER_CHAIN_BLOCK_H_
#define NODESTATS_CRAWLER_CHAIN_BLOCK_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "chain/rpc_client.h"

namespace nodestats::crawler {

struct Block {
  uint64_t number = 0;
  int64_t unix_seconds = 0;
};

RpcCall AskBlock(const std::string& block);  // "latest", or a number in hexadecimal
absl::StatusOr<Block> ReadBlock(const RpcClient& rpc, const RpcItem& item);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_BLOCK_H_
