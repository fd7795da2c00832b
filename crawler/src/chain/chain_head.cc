#include "chain/chain_head.h"

#include "absl/strings/str_cat.h"
#include "chain/abi_encode.h"
#include "chain/block.h"
#include "chain/contract_call.h"
#include "chain/hex.h"

namespace nodestats::crawler {
namespace {

absl::Status CheckChainId(const RpcClient& rpc, const RpcItem& item, uint64_t expected) {
  if (item.error) return rpc.Explain("eth_chainId", *item.error);
  const std::optional<uint64_t> id = ParseHexQuantity(item.result);
  if (!id) return rpc.Nonsense("eth_chainId: the answer is no number");
  if (*id == expected) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("RPC endpoint ", rpc.name().host(), " is of chain ", *id,
                                                    ", not of chain ", expected, "; see --chain-id"));
}

RpcCall AskController(const Account& controller, const std::string& name) {
  return ContractCall(controller, CallData("getContract(bytes32)", {AbiWord(Keccak256(name))}), "latest");
}

absl::StatusOr<Account> KnownContract(const RpcClient& rpc, const RpcItem& item, const std::string& name,
                                      const Account& controller) {
  const std::string what = absl::StrCat("asking the Controller ", AccountText(controller), " for ", name);
  absl::StatusOr<Account> account = AddressAnswer(rpc, item, what);
  if (account.ok() && *account == kNoAccount) {
    return absl::FailedPreconditionError(absl::StrCat(what, ": it does not know it"));
  }
  return account;
}

}  // namespace

absl::StatusOr<ChainHead> ReadChainHead(RpcClient& rpc, const ChainOptions& options,
                                        const std::vector<WantedContract>& wanted) {
  const Account& controller = options.contracts.controller;
  std::vector<RpcCall> calls = {{.method = "eth_chainId", .params = nlohmann::json::array()}, AskBlock("latest")};
  for (const WantedContract& contract : wanted) {
    if (!contract.given) calls.push_back(AskController(controller, contract.name));
  }
  const absl::StatusOr<std::vector<RpcItem>> items = rpc.Batch(calls);
  if (!items.ok()) return items.status();
  absl::Status chain = CheckChainId(rpc, (*items)[0], options.expected_chain_id);
  if (!chain.ok()) return chain;
  const absl::StatusOr<Block> block = ReadBlock(rpc, (*items)[1]);
  if (!block.ok()) return block.status();
  ChainHead head{.block_number = block->number,
                 .block_unix_seconds = block->unix_seconds,
                 .block = HexQuantity(block->number),
                 .contracts = {}};
  size_t next = 2;
  for (const WantedContract& contract : wanted) {
    const absl::StatusOr<Account> account =
        contract.given ? *contract.given : KnownContract(rpc, (*items)[next++], contract.name, controller);
    if (!account.ok()) return account.status();
    head.contracts[contract.name] = *account;
  }
  return head;
}

RpcOptions RpcOptionsOf(const ChainOptions& options, const std::atomic<bool>& stop) {
  return {.url = options.rpc_url,
          .batch = options.batch,
          .deadline = options.deadline,
          .attempts = options.attempts,
          .backoff = options.backoff,
          .stop = &stop};
}

}  // namespace nodestats::crawler
