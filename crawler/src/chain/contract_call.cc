#include "chain/contract_call.h"

#include "absl/strings/str_cat.h"
#include "chain/abi_decode.h"
#include "chain/hex.h"

namespace nodestats::crawler {

RpcCall ContractCall(const std::optional<Account>& to, absl::string_view data, const std::string& block) {
  nlohmann::json call = {{"data", HexData(data)}};
  if (to) call["to"] = AccountText(*to);
  return {.method = "eth_call", .params = {call, block}};
}

absl::StatusOr<std::string> ContractAnswer(const RpcClient& rpc, const RpcItem& item, absl::string_view what) {
  if (item.error && IsRevert(*item.error)) {
    return absl::FailedPreconditionError(
        absl::StrCat(what, ": the contract says: ", rpc.name().Clean(item.error->message)));
  }
  if (item.error) return rpc.Explain(what, *item.error);
  std::optional<std::string> bytes = ParseHexData(item.result);
  if (!bytes) return rpc.Nonsense(absl::StrCat(what, ": the answer is no hexadecimal data"));
  if (bytes->empty()) return absl::FailedPreconditionError(absl::StrCat(what, ": no such contract on this chain"));
  return *std::move(bytes);
}

absl::StatusOr<Account> AddressAnswer(const RpcClient& rpc, const RpcItem& item, absl::string_view what) {
  const absl::StatusOr<std::string> bytes = ContractAnswer(rpc, item, what);
  if (!bytes.ok()) return bytes.status();
  const std::optional<Account> account = AbiAnswer(*bytes).AddressAt(0);
  if (!account) return rpc.Nonsense(absl::StrCat(what, ": the answer is no address"));
  return *account;
}

}  // namespace nodestats::crawler
