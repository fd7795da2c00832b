// What contracts/PoolReader.sol takes and answers.
#ifndef NODESTATS_CRAWLER_CHAIN_POOL_PAGE_H_
#define NODESTATS_CRAWLER_CHAIN_POOL_PAGE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/account.h"
#include "chain/pool.h"

namespace nodestats::crawler {

struct PoolPage {
  std::vector<PoolEntry> entries;
  Account next = kNoAccount;  // kNoAccount: the pool ends here
};

// The reader's code and arguments for the part of the pool that begins with `start`.
std::string PoolPageQuestion(const PoolPlace& place, const Account& start);

// nullopt where `answer` is not what the reader gives for so many registries.
std::optional<PoolPage> ReadPoolPage(absl::string_view answer, size_t registries);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_POOL_PAGE_H_
