// eth_call, written and read.
#ifndef NODESTATS_CRAWLER_CHAIN_CONTRACT_CALL_H_
#define NODESTATS_CRAWLER_CHAIN_CONTRACT_CALL_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/account.h"
#include "chain/rpc_client.h"

namespace nodestats::crawler {

// `block` is a number as HexQuantity writes it, or "latest". Without `to` the data are code that is run and forgotten.
RpcCall ContractCall(const std::optional<Account>& to, absl::string_view data, const std::string& block);

// The bytes that the contract gave, at least one. Errors: FAILED_PRECONDITION (it reverted, or there is no contract at
// that address), UNAVAILABLE or INTERNAL (the endpoint failed). `what` names the call.
absl::StatusOr<std::string> ContractAnswer(const RpcClient& rpc, const RpcItem& item, absl::string_view what);

// The address in the answer's first word. Errors: likewise.
absl::StatusOr<Account> AddressAnswer(const RpcClient& rpc, const RpcItem& item, absl::string_view what);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_CONTRACT_CALL_H_
