// The first block at or after a time.
#ifndef NODESTATS_CRAWLER_CHAIN_BLOCK_SEARCH_H_
#define NODESTATS_CRAWLER_CHAIN_BLOCK_SEARCH_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "chain/block.h"

namespace nodestats::crawler {

// Gives the blocks of these numbers, in their order.
using AskBlocks = std::function<absl::StatusOr<std::vector<Block>>(const std::vector<uint64_t>&)>;

// At most `latest`, also where that is too early. Asks for `probes` blocks at once: with 64, Arbitrum's 500 million
// need 5 rounds, where a search by halves would need 29. Times that run backwards end it all the same.
absl::StatusOr<uint64_t> FirstBlockAt(int64_t unix_seconds, const Block& latest, size_t probes, const AskBlocks& ask);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_BLOCK_SEARCH_H_
