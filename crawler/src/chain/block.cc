#include "chain/block.h"

#include "absl/strings/str_cat.h"
#include "chain/hex.h"

namespace nodestats::crawler {
namespace {

constexpr uint64_t kLatestTime = uint64_t{1} << 40;    // no clock gets there
constexpr uint64_t kLatestNumber = uint64_t{1} << 53;  // no chain either; so that sums of numbers do not wrap

std::optional<uint64_t> Field(const nlohmann::json& block, const char* name) {
  const auto field = block.find(name);
  return field == block.end() ? std::nullopt : ParseHexQuantity(*field);
}

}  // namespace

RpcCall AskBlock(const std::string& block) { return {.method = "eth_getBlockByNumber", .params = {block, false}}; }

absl::StatusOr<Block> ReadBlock(const RpcClient& rpc, const RpcItem& item) {
  if (item.error) return rpc.Explain("eth_getBlockByNumber", *item.error);
  if (!item.result.is_object()) return rpc.Nonsense("eth_getBlockByNumber: no such block");
  const std::optional<uint64_t> number = Field(item.result, "number");
  const std::optional<uint64_t> time = Field(item.result, "timestamp");
  if (!number || !time || *time > kLatestTime) {
    return rpc.Nonsense("eth_getBlockByNumber: the answer lacks the block's number or time");
  }
  if (*number >= kLatestNumber) {
    return rpc.Nonsense(absl::StrCat("eth_getBlockByNumber: no chain has a block ", *number));
  }
  return Block{.number = *number, .unix_seconds = static_cast<int64_t>(*time)};
}

}  // namespace nodestats::crawler
