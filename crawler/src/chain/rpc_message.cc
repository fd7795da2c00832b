#include "chain/rpc_message.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace nodestats::crawler {
namespace {

using nlohmann::json;

constexpr int64_t kLimitExceeded = -32005;    // EIP-1474
constexpr int64_t kTooManyRequests = 429;     // what several providers write into the body
constexpr int64_t kExecutionReverted = 3;     // go-ethereum's
constexpr int64_t kLeftOut = kLimitExceeded;  // our own, of an answer that lacks an item

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

RpcAnswer ReadBatch(json& batch, size_t calls) {
  RpcAnswer answer;
  const RpcItem left_out{.result = nullptr,
                         .error = RpcError{.code = kLeftOut, .message = "the endpoint left a call unanswered"}};
  answer.items.assign(calls, left_out);
  for (json& one : batch) {
    const auto id = one.is_object() ? one.find("id") : one.end();
    if (id == one.end() || !id->is_number_unsigned() || id->get<uint64_t>() >= calls) continue;
    std::optional<RpcItem> item = ReadItem(one);
    if (item) answer.items[id->get<size_t>()] = *std::move(item);
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
  if (calls > 1) return RpcAnswer{.items = {}, .whole = std::move(item->error)};
  return RpcAnswer{.items = {*std::move(item)}, .whole = std::nullopt};
}

bool Mentions(const RpcError& error, std::initializer_list<absl::string_view> words) {
  const std::string message = absl::AsciiStrToLower(error.message);
  for (const absl::string_view word : words) {
    if (absl::StrContains(message, word)) return true;
  }
  return false;
}

bool IsTransient(const RpcError& error) {
  if (error.code == kLimitExceeded) return !Mentions(error, {"results", "range", "response size"});
  return error.code == kTooManyRequests ||
         Mentions(error, {"rate limit", "too many requests", "compute units per second", "header not found",
                          "unknown block", "try again", "capacity exceeded", "temporarily"});
}

bool IsRevert(const RpcError& error) { return error.code == kExecutionReverted || Mentions(error, {"revert"}); }

}  // namespace nodestats::crawler
