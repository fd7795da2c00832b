// JSON-RPC 2.0, as it is written and read.
#ifndef NODESTATS_CRAWLER_CHAIN_RPC_MESSAGE_H_
#define NODESTATS_CRAWLER_CHAIN_RPC_MESSAGE_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace nodestats::crawler {

struct RpcCall {
  std::string method;
  nlohmann::json params;
};

struct RpcError {
  int64_t code = 0;
  std::string message;  // as received
};

// What one call came to.
struct RpcItem {
  nlohmann::json result;
  std::optional<RpcError> error;
};

// An array of calls with the ids 0, 1, ...; a single call is an object, which all endpoints take.
std::string WriteCalls(const std::vector<RpcCall>& calls);

struct RpcAnswer {
  std::vector<RpcItem> items;     // one for each call, in their order; empty where `whole` is set
  std::optional<RpcError> whole;  // the endpoint refused all of it
};

// nullopt where `body` is no JSON-RPC. Calls without an answer get an error that is worth another try.
std::optional<RpcAnswer> ReadAnswer(absl::string_view body, size_t calls);

// Whether the message holds one of the words, which are in lower case, in any case.
bool Mentions(const RpcError& error, std::initializer_list<absl::string_view> words);

// The endpoint is busy, or behind the block that was asked for: to ask again in a moment could help.
bool IsTransient(const RpcError& error);

// The contract, not the endpoint, said no.
bool IsRevert(const RpcError& error);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_RPC_MESSAGE_H_
