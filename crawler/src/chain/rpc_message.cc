#include "chain/rpc_message.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

constexpr int64_t kLimitExceeded = -32005;   // EIP-1474
constexpr int64_t kTooManyRequests = 429;    // what several providers write into the body
constexpr int64_t kExecutionReverted = 3;    // go-ethereum's
constexpr int64_t kExecutionError = -32015;  // Nethermind's
constexpr int64_t kMethodNotFound = -32601;
constexpr int64_t kInvalidParams = -32602;

json WriteCall(const RpcCall& call, size_t id) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"method", call.method}, {"params", call.params}};
}

RpcError ReadError(const json& error) {
  RpcError read{.code = 0, .message = "an error without words"};
  if (error.is_string()) read.message = error.get<std::string>();
  if (!error.is_object()) return read;
  const auto code = error.find("code");
  if (code != error.end() && code->is_number_integer()) read.code = code->get<int64_t>();
  const auto message = error.find("message");
  if (message != error.end() && message->is_string()) read.message = message->get<std::string>();
  return read;
}

// nullopt: neither a result nor an error. Moves, since to copy what is nested a million deep would end the stack.
std::optional<RpcItem> ReadItem(json& answer) {
  const auto error = answer.find("error");
  if (error != answer.end() && !error->is_null()) return RpcItem{.result = nullptr, .error = ReadError(*error)};
  const auto result = answer.find("result");
  if (result == answer.end()) return std::nullopt;
  return RpcItem{.result = std::move(*result), .error = std::nullopt};
}

std::optional<size_t> ReadId(const json& one, size_t calls) {
  const auto id = one.find("id");
  if (id == one.end()) return std::nullopt;
  uint64_t number = calls;
  if (id->is_number_unsigned()) number = id->get<uint64_t>();
  if (id->is_string() && !absl::SimpleAtoi(id->get_ref<const std::string&>(), &number)) return std::nullopt;
  return number < calls ? std::optional<size_t>(number) : std::nullopt;
}

RpcAnswer ReadBatch(json& batch, size_t calls) {
  RpcAnswer answer{.items = std::vector<std::optional<RpcItem>>(calls), .whole = std::nullopt};
  for (json& one : batch) {
    if (!one.is_object()) continue;
    const std::optional<size_t> id = ReadId(one, calls);
    std::optional<RpcItem> item = ReadItem(one);
    if (id && item) {
      answer.items[*id] = *std::move(item);
    } else if (item && item->error) {
      answer.whole = std::move(item->error);
    }
  }
  return answer;
}

}  // namespace

std::string WriteCalls(const std::vector<RpcCall>& calls) {
  if (calls.size() == 1) return WriteCall(calls[0], 0).dump();
  json batch = json::array();
  for (size_t i = 0; i < calls.size(); ++i) batch.push_back(WriteCall(calls[i], i));
  return batch.dump();
}

std::optional<RpcAnswer> ReadAnswer(absl::string_view body, size_t calls) {
  json parsed = json::parse(body.begin(), body.end(), nullptr, /*allow_exceptions=*/false);
  if (parsed.is_array()) return ReadBatch(parsed, calls);
  if (!parsed.is_object()) return std::nullopt;
  std::optional<RpcItem> item = ReadItem(parsed);
  if (!item || (calls > 1 && !item->error)) return std::nullopt;
  RpcAnswer answer{.items = std::vector<std::optional<RpcItem>>(calls), .whole = std::nullopt};
  if (calls > 1) {
    answer.whole = std::move(item->error);
  } else {
    answer.items[0] = *std::move(item);
  }
  return answer;
}

bool IsBusy(const RpcError& error) { return error.code == kLimitExceeded || error.code == kTooManyRequests; }

bool IsRevert(const RpcError& error) {
  return error.code == kExecutionReverted || error.code == kExecutionError ||
         absl::StrContains(absl::AsciiStrToLower(error.message), "revert");
}

bool IsFinal(const RpcError& error) {
  return error.code == kMethodNotFound || error.code == kInvalidParams || IsRevert(error);
}

}  // namespace nodestats::crawler
